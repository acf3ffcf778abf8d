//! The `Decimal` of `rust_decimal`.

use rust_decimal::Decimal;

use crate::model::leaf::{keys_through_serde, through_serde};

through_serde! {
    Decimal: "Decimal", 14
}

keys_through_serde! { Decimal }
