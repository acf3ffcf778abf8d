use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Funds {
    balance: u32,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum ShopError {
    #[error("a")]
    #[response(
        status = 402,
        model = Funds,
        code = "funds",
        // paste `code`: code = "funds", =>
        title = "Funds",
        // paste `title`: title = "Funds", =>
        type = "https://shop.example/funds",
        // paste `type`: type = "https://shop.example/funds", =>
        detail = false,
        // paste `detail`: detail = false, =>
    )]
    Told { balance: u32 },
    #[error("b")]
    #[response(status = 402, model = Funds)]
    Extended {
        #[response(extension)]
        // paste `extension`: #[response(extension)] =>
        balance: u32,
    },
    #[error("c")]
    #[response(status = 409, media_type = "application/vnd.shop+json")]
    // paste `media_type`: , media_type = "application/vnd.shop+json" =>
    NoModel,
    #[error("d")]
    #[response(status = 410)]
    Skipped {
        #[response(skip)]
        // paste `skip`: #[response(skip)] =>
        at: u32,
    },
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("l")]
#[response(status = 402, model = Funds, format = Detail)]
// paste `format`: , format = Detail =>
struct Formatted {
    balance: u32,
}

fn main() {}
