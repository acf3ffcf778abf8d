//! What is the same in every framework.

pub const MODELS: usize = 100;
pub const ERRORS: usize = 20;

/// Eight fields, and a function that makes a value.
pub fn model(number: usize, attributes: &str) -> String {
    format!(
        "/// Model {number}.
{attributes}
pub struct Model{number} {{
    pub id: i64,
    pub name: String,
    pub email: Option<String>,
    pub age: u32,
    pub score: f64,
    pub active: bool,
    pub tags: Vec<String>,
    pub note: Option<String>,
}}

impl Model{number} {{
    fn make(id: i64) -> Self {{
        Self {{ id, name: \"Ada\".into(), email: None, age: 36, score: 0.5, active: true, tags: vec![], note: None }}
    }}
}}
"
    )
}

pub fn models(attributes: &str) -> String {
    (0..MODELS)
        .map(|number| model(number, attributes))
        .collect()
}

/// The body of a handler: `id > 1000` is what is touched.
pub fn body(number: usize) -> String {
    let error = number % ERRORS;
    format!(
        "if id > 1000 {{ return Err(Error{error}::NotFound {{ id }}); }}
    if id < 0 {{ return Err(Error{error}::Taken); }}"
    )
}

/// An error enum and, in `by_hand`, how it is answered.
pub fn errors(by_hand: impl Fn(usize) -> String) -> String {
    (0..ERRORS)
        .map(|number| {
            format!(
                "#[derive(Debug, thiserror::Error)]
pub enum Error{number} {{
    #[error(\"{{id}} not found\")]
    NotFound {{ id: i64 }},
    #[error(\"taken\")]
    Taken,
    #[error(\"broken\")]
    #[allow(dead_code)]
    Broken,
}}
{}",
                by_hand(number)
            )
        })
        .collect()
}

/// Errors as axum answers them, with the body that is documented.
pub fn axum_errors(attributes: &str) -> String {
    let body = format!(
        "{attributes}
pub struct ErrorBody {{ pub code: &'static str, pub detail: String }}
"
    );
    body + &errors(|number| {
        format!(
            "impl axum::response::IntoResponse for Error{number} {{
    fn into_response(self) -> axum::response::Response {{
        let (status, code) = match &self {{
            Self::NotFound {{ .. }} => (axum::http::StatusCode::NOT_FOUND, \"not_found\"),
            Self::Taken => (axum::http::StatusCode::CONFLICT, \"taken\"),
            Self::Broken => (axum::http::StatusCode::INTERNAL_SERVER_ERROR, \"broken\"),
        }};
        (status, axum::Json(ErrorBody {{ code, detail: self.to_string() }})).into_response()
    }}
}}
"
        )
    })
}

/// Serves the router that `app` makes.
pub const SERVE: &str = "
fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(\"127.0.0.1:0\").await.unwrap();
        axum::serve(listener, app()).await.unwrap();
    });
}
";

pub fn each(handler: impl Fn(usize) -> String) -> String {
    (0..MODELS).map(handler).collect()
}
