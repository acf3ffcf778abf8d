//! Links from the successes of an operation to other operations.

use serde_json::{Value, json};
use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    address: Option<Address>,
}

#[derive(ResponseModel)]
struct Address {
    street: String,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
#[allow(dead_code, reason = "only described")]
struct UserIn {
    name: String,
    tenant: i64,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
#[allow(dead_code, reason = "only described")]
struct Filter {
    street: Option<String>,
    size: Option<i64>,
}

fn user() -> UserOut {
    UserOut {
        id: 1,
        address: Some(Address {
            street: String::from("a"),
        }),
    }
}

#[route(post, "/users", response = UserOut,
    link(users::get_user, id = "$response.body#/id"),
    link("neighbours" = users::list_users, street = "$response.body#/address/street", "query.size" = 20),
    link(delete_user, "path.id" = "$response.body#/id"))]
async fn create_user(Json(_): Json<UserIn>) -> Created<UserOut> {
    Created::at("/users/1", user())
}

mod users {
    use super::{Filter, UserOut, user};
    use steadfast::prelude::*;

    #[route(get, "/users/{id}", response = UserOut, link(get_user, id = "$request.path.id"))]
    pub async fn get_user(Path(_): Path<i64>) -> UserOut {
        user()
    }

    #[route(get, "/users", response = Text)]
    pub async fn list_users(Query(_): Query<Filter>) -> Text {
        Text::from("a")
    }
}

#[route(delete, "/users/{id}")]
async fn delete_user(Path(_): Path<i64>) {}

#[derive(Responses)]
enum Import {
    #[response(status = 200)]
    Done(UserOut),
    #[response(status = 202)]
    Queued(Accepted<TaskAccepted>),
    #[response(status = 204)]
    Nothing,
}

#[route(put, "/import", response = Import,
    link(users::get_user, id = "$response.body#/id"),
    link("same" = users::get_user, id = 1))]
async fn import(Json(new): Json<UserIn>) -> Import {
    match new.tenant {
        0 => Import::Nothing,
        1 => {
            let task_id = new.name;
            Import::Queued(Accepted::at("/tasks/1", TaskAccepted { task_id }))
        }
        _ => Import::Done(user()),
    }
}

#[route(get, "/generic", response = Text, link(generic::<u16>))]
async fn generic<T: Default + Send + 'static>() -> Text {
    let _ = T::default();
    Text::from("a")
}

fn api() -> Api {
    Api::new("Users", "1.0.0").routes(routes![
        create_user,
        users::get_user,
        users::list_users,
        delete_user,
        import,
        generic::<u8>
    ])
}

fn faults(api: Api) -> Vec<String> {
    let error = api.try_into_router().expect_err("a fault");
    error
        .faults()
        .map(|fault| fault.message().to_owned())
        .collect()
}

fn responses(method: &str, path: &str) -> Value {
    api().openapi()["paths"][path][method]["responses"].clone()
}

#[test]
fn a_link_leads_to_an_operation_with_its_parameters() {
    let links = responses("post", "/users")["201"]["links"].clone();
    assert_eq!(
        links,
        json!({
            "get_user": { "operationId": "get_user", "parameters": { "id": "$response.body#/id" } },
            "neighbours": {
                "operationId": "list_users",
                "parameters": { "street": "$response.body#/address/street", "query.size": 20 },
            },
            "delete_user": { "operationId": "delete_user", "parameters": { "path.id": "$response.body#/id" } },
        })
    );
}

#[test]
fn only_successes_have_links() {
    let responses = responses("post", "/users");
    for (status, response) in responses.as_object().expect("responses") {
        assert_eq!(response["links"].is_object(), status == "201", "{status}");
    }
}

#[test]
fn a_link_stands_where_it_can_be_followed() {
    let responses = responses("put", "/import");
    assert!(responses["200"]["links"]["get_user"].is_object());
    for status in ["202", "204"] {
        let links = responses[status]["links"].as_object().expect("links");
        assert_eq!(links.keys().collect::<Vec<_>>(), ["same"], "{status}");
    }
}

#[test]
fn a_handler_may_link_to_itself_and_a_generic_one_to_any_of_its_kind() {
    let link = &responses("get", "/users/{id}")["200"]["links"]["get_user"];
    assert_eq!(link["parameters"]["id"], "$request.path.id");
    let generic = &responses("get", "/generic")["200"]["links"]["generic"];
    assert_eq!(*generic, json!({ "operationId": "generic" }));
}

#[test]
fn a_service_with_links_is_built() {
    assert!(api().try_into_router().is_ok());
}

#[test]
fn a_link_follows_its_handler_below_a_prefix() {
    let whole = Api::<()>::new("Shop", "1.0.0")
        .nest("/v1", api().operation_id_prefix("v1_"))
        .nest("/tenants/{tenant}", api().operation_id_prefix("v2_"));
    let document = whole.openapi();
    let link = |path: &str| {
        document["paths"][path]["post"]["responses"]["201"]["links"]["get_user"].clone()
    };
    assert_eq!(link("/v1/users")["operationId"], "v1_get_user");
    assert_eq!(
        link("/tenants/{tenant}/users"),
        json!({
            "operationId": "v2_get_user",
            "parameters": { "tenant": "$request.path.tenant", "id": "$response.body#/id" },
        })
    );
    assert!(whole.try_into_router().is_ok());
}

#[test]
fn a_link_to_a_handler_that_is_not_mounted_is_a_fault() {
    let faults = faults(Api::new("Users", "1.0.0").routes(routes![
        users::get_user,
        import,
        delete_user,
        create_user
    ]));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(
        faults[0].contains("create_user` links to `")
            && faults[0].ends_with("list_users`, which is not one of the routes"),
        "{faults:?}"
    );
}

#[route(post, "/faulty", response = UserOut,
    link(users::get_user, idd = "$response.body#/id"),
    link("without" = users::get_user),
    link("nowhere" = users::get_user, id = "$response.body#/identity"),
    link("unread" = users::get_user, id = "$request.query.id"),
    link("unsent" = users::get_user, id = "$request.body#/nam"),
    link("header" = users::get_user, id = "$response.header.X-User"))]
async fn faulty(Json(_): Json<UserIn>) -> Created<UserOut> {
    Created::at("/users/1", user())
}

#[test]
fn what_the_other_operation_or_this_one_does_not_have_is_a_fault() {
    let faults = faults(Api::new("Users", "1.0.0").routes(routes![faulty, users::get_user]));
    assert_eq!(
        faults,
        [
            "`faulty` links to `get_user` with `idd`, which is not a parameter of it",
            "`faulty` links to `get_user` without `id`, a parameter of its path",
            "`faulty` links to `get_user` by `$request.query.id`, which the request of `faulty` does not document",
            "`faulty` links to `get_user` by `$request.body#/nam`, which the request of `faulty` does not document",
            "`faulty` links to `get_user` by `$response.body#/identity`, which none of its successes has",
            "`faulty` links to `get_user` by `$response.header.X-User`, which none of its successes has",
        ]
    );
}
