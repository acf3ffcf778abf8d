use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum StoreError {
    #[error("the query failed: {query}")]
    #[response(status = 500)]
    Query { query: String },
    #[error("the store is down")]
    #[response(status = 503, retry_after = seconds, header("X-Store" = "users"))]
    Down { seconds: u32 },
}

fn main() {
    let _ = StoreError::Query {
        query: "select 1".into(),
    };
    let _ = StoreError::Down { seconds: 5 };
}
