//! `uuid`

use uuid::Uuid;

use crate::leaf::{keys_through_serde, through_serde};

through_serde! {
    Uuid: "Uuid", 38
}

keys_through_serde! { Uuid }
