//! What the document says, and that it is true.

use serde_json::{Value, json};
use steadfast::prelude::*;

struct User {
    id: i64,
    name: String,
}

/// A user, as others see them.
#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    /// The number of the user.
    id: i64,
    name: String,
}

mod admin {
    use steadfast::ResponseModel;

    #[derive(ResponseModel)]
    pub struct UserOut {
        pub id: i64,
        pub role: String,
    }
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct UserIn {
    name: String,
    nickname: Option<String>,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Filter {
    /// Only users of this name.
    name: Option<String>,
    active: bool,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    /// No user has this number.
    #[error("user {id} not found")]
    #[response(status = 404)]
    UserNotFound {
        #[response(extension)]
        id: i64,
    },
    #[error("e-mail is taken")]
    #[response(status = 409, code = "email_taken")]
    EmailTaken,
    #[error("name is taken")]
    #[response(status = 409)]
    NameTaken,
    #[error("disk full")]
    #[response(status = 500)]
    Disk,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("not logged in")]
#[response(status = 401, challenge = "Bearer")]
struct NotLoggedIn;

fn ada() -> User {
    User {
        id: 1,
        name: String::from("Ada"),
    }
}

/// Create a user.
///
/// The name has to be
/// free.
#[route(post, "/users", response = UserOut, errors = NotLoggedIn, tags("users"))]
async fn create_user(Json(new): Json<UserIn>) -> Result<Created<User>, UserError> {
    match new.nickname {
        Some(_) => Err(UserError::NameTaken),
        None => Ok(Created::at(
            "/users/1",
            User {
                id: 1,
                name: new.name,
            },
        )),
    }
}

#[route(get, "/users", response = Page<UserOut>)]
async fn list_users(query: PageQuery, Query(filter): Query<Filter>) -> Page<User> {
    let Filter { name, active } = filter;
    Page::new(vec![ada()], u64::from(active && name.is_none()), &query)
}

#[route(get, "/users/{id}", response = UserOut, cache = "private, max-age=60")]
async fn get_user(Path(id): Path<i64>) -> Result<User, UserError> {
    match id {
        1 => Ok(ada()),
        2 => Err(UserError::EmailTaken),
        3 => Err(UserError::Disk),
        id => Err(UserError::UserNotFound { id }),
    }
}

#[deprecated]
#[route(get, "/admins/{id}", response = admin::UserOut, response_description = "The administrator")]
async fn get_admin() -> admin::UserOut {
    admin::UserOut {
        id: 1,
        role: String::from("root"),
    }
}

#[route(get, "/names/{id}", response = UserOut, pick(name))]
async fn get_name() -> User {
    ada()
}

#[route(delete, "/users/{id}", operation_id = "remove_user")]
async fn delete_user(Path(id): Path<i64>) {
    let _ = id;
}

#[route(get, "/files/{*path}", response = Text)]
async fn file(Path(path): Path<String>) -> Text {
    Text::from(path)
}

#[allow(deprecated)]
fn api() -> Api {
    Api::new("Users", "1.2.3")
        .description("Who is who.")
        .routes(routes![
            create_user,
            list_users,
            get_user,
            get_admin,
            get_name,
            delete_user,
            file
        ])
}

fn document() -> Value {
    api().openapi()
}

fn operation(method: &str, path: &str) -> Value {
    document()["paths"][path][method].clone()
}

fn problem_schema(method: &str, path: &str, status: &str) -> Value {
    operation(method, path)["responses"][status]["content"]["application/problem+json"]["schema"]
        .clone()
}

fn statuses(method: &str, path: &str) -> Vec<String> {
    let operation = operation(method, path);
    let responses = operation["responses"].as_object().expect("responses");
    responses.keys().cloned().collect()
}

#[test]
fn the_head_says_what_the_api_is() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(
        document["info"],
        json!({ "title": "Users", "version": "1.2.3", "description": "Who is who." })
    );
}

#[test]
fn a_newer_version_of_openapi_is_there_for_who_asks() {
    use steadfast::OpenApiVersion;
    let document = api().openapi_version(OpenApiVersion::V3_2).openapi();
    assert_eq!(document["openapi"], "3.2.0");
}

#[test]
fn the_doc_comment_is_the_summary_and_the_description() {
    let operation = operation("post", "/users");
    assert_eq!(operation["summary"], "Create a user");
    assert_eq!(operation["description"], "The name has to be\nfree.");
    assert_eq!(operation["tags"], json!(["users"]));
}

#[test]
fn an_operation_is_called_as_its_handler_unless_it_has_a_name_of_its_own() {
    assert_eq!(operation("get", "/users/{id}")["operationId"], "get_user");
    assert_eq!(
        operation("delete", "/users/{id}")["operationId"],
        "remove_user"
    );
}

#[test]
fn a_deprecated_handler_is_a_deprecated_operation() {
    assert_eq!(operation("get", "/admins/{id}")["deprecated"], true);
    assert_eq!(operation("get", "/users")["deprecated"], Value::Null);
}

#[test]
fn a_success_has_its_model_and_its_headers() {
    let created = &operation("post", "/users")["responses"]["201"];
    let model = created["content"]["application/json"]["schema"]["$ref"]
        .as_str()
        .expect("a reference");
    assert!(model.ends_with("UserOut"), "{model}");
    assert_eq!(created["headers"]["Location"]["required"], true);
    let read = &operation("get", "/users/{id}")["responses"]["200"];
    assert_eq!(
        read["headers"]["Cache-Control"]["schema"]["const"],
        "private, max-age=60"
    );
}

#[test]
fn every_response_has_the_id_of_its_request() {
    let document = document();
    let header = &document["components"]["headers"]["X-Request-Id"];
    assert_eq!(header["required"], false);
    let mut count = 0;
    for (_, item) in document["paths"].as_object().expect("paths") {
        for (_, operation) in item.as_object().expect("operations") {
            for (_, response) in operation["responses"].as_object().expect("responses") {
                assert_eq!(
                    response["headers"]["X-Request-Id"],
                    json!({ "$ref": "#/components/headers/X-Request-Id" })
                );
                count += 1;
            }
        }
    }
    assert!(count > 10, "{count} responses");
}

#[test]
fn a_response_description_replaces_the_reason_phrase() {
    assert_eq!(
        operation("get", "/admins/{id}")["responses"]["200"]["description"],
        "The administrator"
    );
    assert_eq!(
        operation("get", "/users")["responses"]["200"]["description"],
        "OK"
    );
}

#[test]
fn no_content_has_no_content() {
    let gone = &operation("delete", "/users/{id}")["responses"]["204"];
    assert_eq!(gone["content"], Value::Null);
}

#[test]
fn errors_stand_where_they_can_happen_and_nowhere_else() {
    assert_eq!(
        statuses("post", "/users"),
        ["201", "401", "404", "409", "413", "415", "422", "500"]
    );
    assert_eq!(
        statuses("get", "/users/{id}"),
        ["200", "404", "409", "422", "500"]
    );
    assert_eq!(statuses("get", "/users"), ["200", "422", "500"]);
    assert_eq!(statuses("get", "/admins/{id}"), ["200", "500"]);
    assert_eq!(statuses("delete", "/users/{id}"), ["204", "422", "500"]);
}

#[test]
fn any_operation_may_fail_in_a_way_that_nobody_declares() {
    assert_eq!(
        problem_schema("get", "/admins/{id}", "500")["allOf"][1]["properties"]["code"],
        json!({ "type": "string", "enum": ["internal_server_error"] })
    );
}

#[test]
fn errors_of_one_status_share_it_as_an_enum_of_codes() {
    let conflict = problem_schema("get", "/users/{id}", "409");
    assert_eq!(
        conflict["allOf"][0],
        json!({ "$ref": "#/components/schemas/Problem" })
    );
    assert_eq!(
        conflict["allOf"][1]["properties"]["code"],
        json!({ "type": "string", "enum": ["email_taken", "name_taken"] })
    );
}

#[test]
fn each_error_has_its_example() {
    let operation = operation("get", "/users/{id}");
    let examples =
        &operation["responses"]["409"]["content"]["application/problem+json"]["examples"];
    assert_eq!(
        examples["email_taken"]["value"]["detail"],
        "e-mail is taken"
    );
    assert_eq!(examples["name_taken"]["value"]["status"], 409);
    let examples =
        &operation["responses"]["500"]["content"]["application/problem+json"]["examples"];
    assert_eq!(examples["disk"]["value"]["detail"], Value::Null);
}

#[test]
fn an_example_of_an_error_is_valid_by_its_own_schema() {
    for format in [
        ErrorFormat::Problem,
        ErrorFormat::Detail,
        ErrorFormat::Structured,
    ] {
        let document = api().errors(format).openapi();
        let mut count = 0;
        for (place, body) in bodies(&document) {
            let mut schema = body["schema"].clone();
            schema["components"] = document["components"].clone();
            let validator = jsonschema::validator_for(&schema).expect("a schema");
            for (code, example) in body["examples"].as_object().into_iter().flatten() {
                let fault = validator.validate(&example["value"]).err();
                assert!(fault.is_none(), "{place} {code}: {fault:?}");
                count += 1;
            }
        }
        assert!(count > 10, "{count} examples");
    }
}

/// Every body of every response, and where it stands.
fn bodies(document: &Value) -> Vec<(String, &Value)> {
    let mut bodies = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            for (status, response) in operation["responses"].as_object().expect("responses") {
                for (media_type, body) in response["content"].as_object().into_iter().flatten() {
                    bodies.push((format!("{method} {path} {status} {media_type}"), body));
                }
            }
        }
    }
    bodies
}

#[test]
fn the_type_and_the_instance_of_a_problem_are_uri_references() {
    let problem = document()["components"]["schemas"]["Problem"]["properties"].clone();
    for member in ["type", "instance"] {
        assert_eq!(problem[member]["format"], "uri-reference", "{member}");
    }
}

#[test]
fn an_extension_is_a_member_of_the_problem() {
    let missing = problem_schema("get", "/users/{id}", "404");
    assert_eq!(missing["allOf"][1]["properties"]["id"]["format"], "int64");
}

#[test]
fn the_description_of_an_error_is_its_variants_doc_comment() {
    assert_eq!(
        operation("get", "/users/{id}")["responses"]["404"]["description"],
        "No user has this number."
    );
}

#[test]
fn a_challenge_is_a_header() {
    let refused = &operation("post", "/users")["responses"]["401"];
    assert_eq!(refused["headers"]["WWW-Authenticate"]["required"], true);
}

#[test]
fn the_faults_of_a_request_are_documented() {
    let invalid = problem_schema("post", "/users", "422");
    assert_eq!(
        invalid["allOf"][0],
        json!({ "$ref": "#/components/schemas/ValidationProblem" })
    );
    let document = document();
    let errors = &document["components"]["schemas"]["ValidationProblem"]["properties"]["errors"];
    assert_eq!(
        errors["items"],
        json!({ "$ref": "#/components/schemas/Fault" })
    );
}

#[test]
fn a_body_is_documented_from_its_extractor() {
    let operation = operation("post", "/users");
    assert_eq!(operation["requestBody"]["required"], true);
    assert_eq!(
        operation["requestBody"]["content"]["application/json"]["schema"],
        json!({ "$ref": "#/components/schemas/UserIn" })
    );
}

#[test]
fn parameters_are_documented_from_their_extractors() {
    let operation = operation("get", "/users");
    let parameter = |name: &str| {
        operation["parameters"]
            .as_array()
            .expect("parameters")
            .iter()
            .find(|parameter| parameter["name"] == name)
            .expect("the parameter")
            .clone()
    };
    let size = parameter("size");
    assert_eq!(size["in"], "query");
    assert_eq!(size["required"], false);
    assert_eq!(
        (
            &size["schema"]["minimum"],
            &size["schema"]["maximum"],
            &size["schema"]["default"]
        ),
        (&json!(1), &json!(100), &json!(20))
    );
    assert_eq!(parameter("active")["required"], true);
    assert_eq!(parameter("name")["required"], false);
    assert_eq!(parameter("name")["description"], "Only users of this name.");
}

#[test]
fn a_wildcard_is_a_parameter() {
    let operation = operation("get", "/files/{path}");
    assert_eq!(operation["parameters"][0]["name"], "path");
    assert_eq!(operation["parameters"][0]["in"], "path");
}

#[test]
fn two_types_of_one_name_are_two_components() {
    let document = document();
    let schema = |path: &str| {
        document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            ["$ref"]
            .as_str()
            .expect("a reference")
            .rsplit('/')
            .next()
            .expect("a name")
            .to_owned()
    };
    let (one, other) = (schema("/users/{id}"), schema("/admins/{id}"));
    assert_ne!(one, other);
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas[&one]["properties"]["name"]["type"], "string");
    assert_eq!(schemas[&other]["properties"]["role"]["type"], "string");
}

#[test]
fn a_generic_model_is_named_after_what_is_in_it() {
    let schema =
        &operation("get", "/users")["responses"]["200"]["content"]["application/json"]["schema"];
    let name = schema["$ref"].as_str().expect("a reference");
    assert!(name.starts_with("#/components/schemas/Page_"), "{name}");
}

#[test]
fn a_selection_is_documented_as_it_is_sent() {
    let operation = operation("get", "/names/{id}");
    let text = operation["responses"]["200"]["content"]["application/json"]["schema"].to_string();
    assert!(text.contains("name") && !text.contains("\"id\""), "{text}");
}

#[test]
fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                found.extend(
                    object
                        .get("$ref")
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                );
                object.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let pointer = reference.strip_prefix('#').expect("a local reference");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn the_document_is_the_same_every_time() {
    assert_eq!(document().to_string(), document().to_string());
}

#[test]
fn another_format_is_documented_as_it_is_sent() {
    let document = api().errors(ErrorFormat::Detail).openapi();
    let missing = &document["paths"]["/users/{id}"]["get"]["responses"]["404"]["content"];
    assert_eq!(
        missing["application/json"]["schema"]["required"],
        json!(["detail", "id"])
    );
    assert_eq!(missing["application/problem+json"], Value::Null);
}
