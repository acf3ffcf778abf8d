//! `jiff`

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span, Timestamp, Zoned};

use crate::leaf::{keys_through_serde, through_serde};

through_serde! {
    Date: "Date", 12
    DateTime: "DateTime", 28
    SignedDuration: "SignedDuration", 16
    Span: "Span", 16
    Time: "Time", 17
    Timestamp: "Timestamp", 32
    Zoned: "Zoned", 48
}

keys_through_serde! { Date DateTime SignedDuration Span Time Timestamp Zoned }
