//! What is the same in every framework.

/// How large a service is.
#[derive(Clone, Copy)]
pub struct Size {
    /// Of models and of handlers.
    pub handlers: usize,
    /// Of error enums.
    pub errors: usize,
}

impl Size {
    /// Five handlers share an enum.
    pub fn of(handlers: usize) -> Self {
        Self {
            handlers,
            errors: handlers / 5,
        }
    }

    /// The enum of a handler.
    pub fn error(self, handler: usize) -> usize {
        handler % self.errors
    }

    pub fn each(self, handler: impl Fn(usize) -> String) -> String {
        (0..self.handlers).map(handler).collect()
    }
}

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

pub fn models(size: Size, attributes: &str) -> String {
    size.each(|number| model(number, attributes))
}

/// The body of a handler: `id > 1000` is what is touched.
pub fn body(size: Size, number: usize) -> String {
    let error = size.error(number);
    format!(
        "if id > 1000 {{ return Err(Error{error}::NotFound {{ id }}); }}
    if id < 0 {{ return Err(Error{error}::Taken); }}"
    )
}

/// An error enum and, in `by_hand`, how it is answered.
pub fn errors(size: Size, by_hand: impl Fn(usize) -> String) -> String {
    (0..size.errors)
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
pub fn axum_errors(size: Size, attributes: &str) -> String {
    let body = format!(
        "{attributes}
pub struct ErrorBody {{ pub code: &'static str, pub detail: String }}
"
    );
    body + &errors(size, |number| {
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
