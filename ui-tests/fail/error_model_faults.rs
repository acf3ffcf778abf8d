use steadfast::prelude::*;

#[derive(Debug, ResponseModel)]
struct Funds {
    balance: u32,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum ShopError {
    #[error("e")]
    #[response(status = 402, model = Funds, media_type = "text/plain")]
    Text { balance: u32 },
    #[error("f")]
    #[response(status = 402, model = Funds, media_type = "json")]
    Malformed { balance: u32 },
    #[error("g")]
    #[response(status = 402, model = Funds)]
    Several(u32, u32),
    #[error("h")]
    #[response(status = 402, model = Vec<Funds>)]
    Listed { balance: u32 },
    #[error("i")]
    #[response(status = 402, model = serde_json::Value)]
    Untyped(u32),
    #[error("j")]
    #[response(status = 402, model = axum::Json<Funds>)]
    Wrapped(Funds),
    #[error("k")]
    #[response(status = 503, model = Funds)]
    Leaky { balance: u32 },
}

fn main() {}
