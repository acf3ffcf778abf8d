use crate::Service;
use crate::shared::{Size, body, models};

pub fn service(size: Size) -> Service {
    let models = models(size, "#[derive(poem_openapi::Object)]");
    let errors: String = (0..size.errors)
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

#[derive(poem_openapi::ApiResponse)]
pub enum Failure{number} {{
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
    #[oai(status = 409)]
    Taken(Json<ErrorBody>),
    #[oai(status = 500)]
    Broken(Json<ErrorBody>),
}}

impl From<Error{number}> for Failure{number} {{
    fn from(error: Error{number}) -> Self {{
        let body = |code: &str| Json(ErrorBody {{ code: code.into(), detail: error.to_string() }});
        match &error {{
            Error{number}::NotFound {{ .. }} => Self::NotFound(body(\"not_found\")),
            Error{number}::Taken => Self::Taken(body(\"taken\")),
            Error{number}::Broken => Self::Broken(body(\"broken\")),
        }}
    }}
}}
"
            )
        })
        .collect();
    let handlers = size.each(|number| {
        let error = size.error(number);
        format!(
            "    /// Get model {number}.
    #[oai(path = \"/models/{number}/:id\", method = \"get\")]
    async fn get_{number}(&self, id: Path<i64>) -> Result<Json<Model{number}>, Failure{error}> {{
        let id = id.0;
        let made = || -> Result<Model{number}, Error{error}> {{
            {}
            Ok(Model{number}::make(id))
        }};
        Ok(Json(made()?))
    }}
",
            body(size, number)
        )
    });
    Service {
        name: "poem-openapi-service",
        dependencies: "poem = { version = \"3\", default-features = false, features = [\"server\"] }\n\
                       poem-openapi = { version = \"5\", default-features = false }\n",
        source: format!(
            "use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{{OpenApi, OpenApiService}};
{models}
#[derive(poem_openapi::Object)]
pub struct ErrorBody {{ pub code: String, pub detail: String }}
{errors}
struct Api;

#[OpenApi]
impl Api {{
{handlers}}}

fn main() {{
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let service = OpenApiService::new(Api, \"Models\", \"1.0.0\");
    let document = service.spec_endpoint();
    let app = poem::Route::new().nest(\"/\", service).at(\"/openapi.json\", document);
    let listener = poem::listener::TcpListener::bind(\"127.0.0.1:0\");
    runtime.block_on(poem::Server::new(listener).run(app)).unwrap();
}}
"
        ),
    }
}
