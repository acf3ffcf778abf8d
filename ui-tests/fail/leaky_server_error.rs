use steadfast::prelude::*;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum StoreError {
    #[error("the query failed: {query}")]
    #[response(status = 500)]
    Query {
        #[response(extension)]
        query: String,
    },
    #[error("{node} is down")]
    #[response(status = 503, header("X-Node" = node))]
    Down { node: String },
}

fn main() {}
