use crate::Service;
use crate::shared::{SERVE, Size, axum_errors, body, models};

pub fn service(size: Size) -> Service {
    let models = models(size, "#[derive(serde::Serialize, utoipa::ToSchema)]");
    let errors = axum_errors(size, "#[derive(serde::Serialize, utoipa::ToSchema)]");
    let handlers = size.each(|number| {
        format!(
            "/// Get model {number}.
#[utoipa::path(
    get,
    path = \"/models/{number}/{{id}}\",
    params((\"id\" = i64, Path)),
    responses(
        (status = 200, description = \"Success\", body = Model{number}),
        (status = 404, description = \"Not found\", body = ErrorBody),
        (status = 409, description = \"Taken\", body = ErrorBody),
        (status = 500, description = \"Broken\", body = ErrorBody),
    )
)]
async fn get_{number}(Path(id): Path<i64>) -> Result<(StatusCode, Json<Model{number}>), Error{}> {{
    {}
    Ok((StatusCode::OK, Json(Model{number}::make(id))))
}}
",
            size.error(number),
            body(size, number)
        )
    });
    let paths = size.each(|number| format!("get_{number}, "));
    let schemas = size.each(|number| format!("Model{number}, "));
    let routes = size
        .each(|number| format!("        .route(\"/models/{number}/{{id}}\", get(get_{number}))\n"));
    Service {
        name: "axum-utoipa",
        dependencies: "axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"json\", \"tokio\"] }\n\
                       serde = { version = \"1\", features = [\"derive\"] }\n\
                       utoipa = { version = \"6\", features = [\"axum_extras\"] }\n",
        source: format!(
            "use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::get;
use axum::Json;
use utoipa::OpenApi;
{models}{errors}{handlers}
#[derive(utoipa::OpenApi)]
#[openapi(paths({paths}), components(schemas({schemas}ErrorBody)))]
struct Document;

fn app() -> axum::Router {{
    let document = Document::openapi().to_json().unwrap();
    axum::Router::new()
{routes}        .route(\"/openapi.json\", get(async move || document))
}}
{SERVE}"
        ),
    }
}
