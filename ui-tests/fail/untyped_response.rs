use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/value", response = serde_json::Value)]
async fn value() -> serde_json::Value {
    serde_json::Value::Null
}

#[route(get, "/inner", response = serde_json::value::Value)]
async fn by_its_module() -> serde_json::value::Value {
    serde_json::Value::Null
}

#[route(get, "/map", response = std::collections::HashMap<String, serde_json::Value>)]
async fn map() -> std::collections::HashMap<String, serde_json::Value> {
    std::collections::HashMap::new()
}

#[route(get, "/response", response = axum::response::Response)]
async fn response() -> axum::response::Response {
    axum::response::Response::default()
}

#[route(get, "/json", response = Json<UserOut>)]
async fn json() -> Json<UserOut> {
    Json(UserOut { id: 1, name: "Ada".into() })
}

#[route(get, "/opaque", response = UserOut)]
async fn opaque() -> impl axum::response::IntoResponse {
    "Ada"
}

fn main() {}
