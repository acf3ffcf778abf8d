use steadfast::prelude::*;

async fn plain() -> &'static str {
    "ok"
}

async fn with_an_argument(Path(id): Path<i64>) -> String {
    id.to_string()
}

fn main() {
    let _: Api = Api::new("Users", "1.0.0").routes(routes![plain, with_an_argument]);
}
