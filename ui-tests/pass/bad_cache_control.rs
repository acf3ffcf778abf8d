use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/public", response = UserOut, cache = "public, max-age=60, stale-while-revalidate=30")]
async fn public() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

#[route(get, "/private", response = UserOut, cache = "private, no-cache")]
async fn private() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

#[route(get, "/none", response = UserOut, cache = "no-store")]
async fn none() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

#[route(get, "/forever", response = UserOut, cache = "public, max-age=31536000, immutable")]
async fn forever() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

fn main() {}
