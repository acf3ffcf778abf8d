#![deny(warnings, missing_docs, unreachable_pub)]
//! A handler stands wherever a function may.

use std::fmt::Display;

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

/// A store of users.
pub trait Store: Clone + Send + Sync + 'static {
    /// The name of a user.
    fn name(&self, id: i64) -> String;
}

#[derive(Clone)]
struct Memory;

impl Store for Memory {
    fn name(&self, id: i64) -> String {
        id.to_string()
    }
}

/// The handlers of the users.
pub struct Users;

impl Users {
    const FIRST: i64 = 1;

    #[route(get, "/users/{id}", response = UserOut, link(Self::get_user, id = "$response.body#/id"),
        link(Self::rename_user, id = "$response.body#/id"))]
    async fn get_user(Path(id): Path<i64>) -> UserOut {
        Self::named(id)
    }

    #[route(put, "/users/{id}", response = UserOut, link(Self::get_user, id = "$response.body#/id"))]
    fn rename_user(Path(id): Path<i64>) -> UserOut {
        Self::named(id)
    }

    #[route(post, "/users", response = UserOut, callback("{$request.header.X-Url}", Self::user_created))]
    async fn create_user() -> Created<UserOut> {
        Created::at_route(Self::get_user, (Self::FIRST,), Self::named(Self::FIRST))
    }

    #[route(post, status = 204)]
    async fn user_created() {}

    fn named(id: i64) -> UserOut {
        UserOut {
            id,
            name: String::new(),
        }
    }
}

#[derive(Clone)]
struct Service<S> {
    store: S,
}

impl<S: Store> Service<S> {
    #[route(get, "/services/{id}", response = UserOut, pick(name), link(Self::list, name = "$response.body#/name"))]
    async fn get(State(service): State<Self>, Path(id): Path<i64>) -> UserOut {
        let name = service.store.name(id);
        UserOut { id, name }
    }

    #[route(get, "/services", response = Vec<UserOut>, extension("x-kind" = "list"),
        allow(unpaged_list, reason = "there are three"))]
    async fn list(
        State(service): State<Service<S>>,
        Query(_): Query<Filter>,
    ) -> Result<Vec<UserOut>, Fail<503>> {
        drop(service);
        Ok(Vec::new())
    }

    #[route(get, "/shown/{what}", response = Text)]
    async fn show<T>(Path(what): Path<T>) -> Text
    where
        T: Display + serde::de::DeserializeOwned + schemars::JsonSchema + Send + 'static,
    {
        Text::from(what.to_string())
    }
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Filter {
    #[serde(rename = "name")]
    _name: Option<String>,
}

trait Greets {
    const GREETING: &'static str;

    #[route(get, "/greeting", response = Text)]
    async fn greet() -> Text {
        Text::from(Self::GREETING)
    }
}

impl Greets for Users {
    const GREETING: &'static str = "hello";
}

fn main() {
    #[route(get, "/inner", response = Text)]
    async fn inner() -> Text {
        Text::from("inner")
    }

    let api: Api = Api::new("Users", "1.0.0")
        .routes(routes![
            Users::get_user,
            Users::rename_user,
            Users::create_user,
            Users::greet,
            Service::<Memory>::get,
            Service::<Memory>::list,
            Service::<Memory>::show::<i64>,
            inner,
        ])
        .with_state(Service { store: Memory });
    let document = api.openapi();
    let of = |path: &str| document["paths"][path]["get"].clone();
    assert_eq!(of("/services/{id}")["parameters"][0]["name"], "id");
    assert_eq!(of("/services")["parameters"][0]["name"], "name");
    assert_eq!(of("/services")["x-kind"], "list");
    assert_eq!(
        of("/users/{id}")["responses"]["200"]["links"]["rename_user"]["operationId"],
        "rename_user"
    );
    assert!(api.try_into_router().is_ok());
}
