use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/well-formed", response = Bytes, media_type = "application/pdf")]
async fn well_formed() -> Bytes {
    Bytes::new()
}

#[route(delete, "/nothing")]
async fn nothing() {}

#[route(get, "/json", response = UserOut)]
async fn a_model_instead_of_json() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/model", response = UserOut, media_type = "application/vnd.users+json")]
async fn model() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/events", response = Sse<UserOut>)]
async fn events() -> Sse<UserOut> {
    Sse::iter([UserOut { id: 1 }])
}

#[route(get, "/text", response = Text, media_type = "text/markdown")]
async fn text() -> Text {
    Text::new("# Users")
}

#[route(get, "/range", response = File, media_type = "image/*")]
async fn a_file_names_its_type() -> File {
    File::from_bytes("..").inline("avatar.png")
}

fn main() {}
