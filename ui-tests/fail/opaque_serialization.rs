use steadfast::prelude::*;

mod cents {
    pub fn serialize<S: serde::Serializer>(cents: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}.{:02}", cents / 100, cents % 100))
    }
}

#[derive(ResponseModel)]
struct Invoice {
    #[serde(with = "cents")]
    total: u64,
    #[serde(serialize_with = "cents::serialize")]
    tax: u64,
}

fn main() {}
