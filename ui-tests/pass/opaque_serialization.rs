use steadfast::prelude::*;

mod cents {
    pub fn serialize<S: serde::Serializer>(cents: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}.{:02}", cents / 100, cents % 100))
    }

    pub fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]+\\.[0-9]{2}$" })
    }
}

#[derive(ResponseModel)]
struct Invoice {
    #[serde(with = "cents")]
    #[response(schema_with = cents::schema)]
    total: u64,
    #[serde(serialize_with = "cents::serialize", skip)]
    tax: u64,
}

fn main() {
    let invoice = Invoice {
        total: 100,
        tax: 19,
    };
    let _ = (invoice.total, invoice.tax);
}
