use crate::Service;
use crate::shared::{SERVE, Size, body, models};

pub fn service(size: Size) -> Service {
    let errors: String = (0..size.errors)
        .map(|number| {
            format!(
                "#[derive(Debug, thiserror::Error, ErrorResponse)]
pub enum Error{number} {{
    #[error(\"{{id}} not found\")]
    #[response(status = 404)]
    NotFound {{ id: i64 }},
    #[error(\"taken\")]
    #[response(status = 409)]
    Taken,
    #[error(\"broken\")]
    #[response(status = 500)]
    #[allow(dead_code)]
    Broken,
}}
"
            )
        })
        .collect();
    let handlers = size.each(|number| {
        format!(
            "/// Get model {number}.
#[route(get, \"/models/{number}/{{id}}\", response = Model{number})]
async fn get_{number}(Path(id): Path<i64>) -> Result<Model{number}, Error{}> {{
    {}
    Ok(Model{number}::make(id))
}}
",
            size.error(number),
            body(size, number)
        )
    });
    let routes = size.each(|number| format!("get_{number}, "));
    let models = models(size, "#[derive(ResponseModel)]");
    Service {
        name: "steadfast-service",
        dependencies: concat!(
            "axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"json\", \"tokio\"] }\n",
            "serde = { version = \"1\", features = [\"derive\"] }\n",
            "steadfast = { path = \"",
            env!("CARGO_MANIFEST_DIR"),
            "/..\", default-features = false, features = [\"axum\"] }\n"
        ),
        source: format!(
            "use steadfast::prelude::*;
{models}{errors}{handlers}
fn app() -> axum::Router {{
    Api::new(\"Models\", \"1.0.0\").routes(routes![{routes}]).into_router()
}}
{SERVE}"
        ),
    }
}
