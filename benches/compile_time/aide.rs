use crate::Service;
use crate::shared::{SERVE, Size, axum_errors, body, models};

pub fn service(size: Size) -> Service {
    let models = models(size, "#[derive(serde::Serialize, schemars::JsonSchema)]");
    let errors = axum_errors(size, "#[derive(serde::Serialize, schemars::JsonSchema)]");
    let outputs: String = (0..size.errors)
        .map(|number| {
            format!(
                "impl aide::OperationOutput for Error{number} {{
    type Inner = Self;
    fn operation_response(context: &mut GenContext, operation: &mut Operation) -> Option<Response> {{
        Json::<ErrorBody>::operation_response(context, operation)
    }}
    fn inferred_responses(context: &mut GenContext, operation: &mut Operation) -> Vec<(Option<u16>, Response)> {{
        [404, 409, 500].into_iter().filter_map(|code| {{
            Some((Some(code), Self::operation_response(context, operation)?))
        }}).collect()
    }}
}}
"
            )
        })
        .collect();
    let handlers = size.each(|number| {
        format!(
            "/// Get model {number}.
async fn get_{number}(Path(id): Path<i64>) -> Result<Json<Model{number}>, Error{}> {{
    {}
    Ok(Json(Model{number}::make(id)))
}}
",
            size.error(number),
            body(size, number)
        )
    });
    let routes = size.each(|number| {
        format!(
            "        .api_route(\"/models/{number}/{{id}}\", get_with(get_{number}, |operation| operation.id(\"get_{number}\").summary(\"Get model {number}.\")))\n"
        )
    });
    Service {
        name: "aide-service",
        dependencies: "aide = { version = \"0.15\", features = [\"axum\", \"axum-json\"] }\n\
                       axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"json\", \"tokio\"] }\n\
                       schemars = \"0.9\"\n\
                       serde = { version = \"1\", features = [\"derive\"] }\n",
        source: format!(
            "use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use aide::generate::GenContext;
use aide::openapi::{{OpenApi, Operation, Response}};
use axum::Json;
use axum::extract::Path;
{models}{errors}{outputs}{handlers}
fn app() -> axum::Router {{
    let mut document = OpenApi::default();
    let router = ApiRouter::new()
{routes}        .finish_api(&mut document);
    let document: &'static OpenApi = Box::leak(Box::new(document));
    router.route(\"/openapi.json\", axum::routing::get(async move || Json(document)))
}}
{SERVE}"
        ),
    }
}
