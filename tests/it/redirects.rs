//! Where a redirect goes, over a real socket.

use steadfast::outcome::route_path;
use steadfast::prelude::*;

use crate::socket::{Client, serve};

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/users/{id}", response = UserOut)]
async fn get_user(Path(id): Path<i64>) -> UserOut {
    UserOut { id }
}

#[route(get, "/files/{folder}/{name}", response = Text)]
async fn get_file(Path((folder, name)): Path<(String, String)>) -> Text {
    Text::from(format!("{folder} {name}"))
}

#[route(get, "/old-users/{id}", status = 308)]
async fn old_user(Path(id): Path<i64>) -> Redirect {
    Redirect::to_route(get_user, (id,))
}

#[route(get, "/old-files", status = 307)]
async fn old_file(Query(query): Query<Old>) -> Redirect {
    Redirect::to_route(get_file, (query.folder, query.name))
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Old {
    folder: String,
    name: String,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Next {
    next: String,
}

#[route(get, "/next", status = 303)]
async fn next(Query(query): Query<Next>) -> Redirect {
    Redirect::to(query.next)
}

#[route(post, "/users", response = UserOut)]
async fn create_user() -> Created<UserOut> {
    Created::at_route(get_user, (7,), UserOut { id: 7 })
}

fn client() -> Client {
    let routes = routes![get_user, get_file, old_user, old_file, next, create_user];
    serve(Api::new("Redirects", "1.0.0").routes(routes).into_router())
}

#[test]
fn a_redirect_to_a_route_goes_to_its_path() {
    let client = client();
    let answer = client.get("/old-users/7");
    assert_eq!(
        (answer.status, answer.all("location")),
        (308, vec!["/users/7"])
    );
    assert_eq!(client.post("/users").all("location"), ["/users/7"]);
    assert_eq!(route_path(next, ()), "/next");
}

#[test]
fn a_parameter_comes_back_as_it_was() {
    let client = client();
    let answer = client.get("/old-files?folder=a%2Fb&name=%C3%A4%3F%23%25%20%0D%0A");
    let location = answer.all("location")[0].to_owned();
    assert_eq!(location, "/files/a%2Fb/%C3%A4%3F%23%25%20%0D%0A");
    assert_eq!(client.get(&location).body, "a/b \u{e4}?#% \r\n");
}

#[test]
fn a_parameter_leads_to_no_other_host_and_no_other_path() {
    let client = client();
    for (query, location) in [
        ("folder=&name=evil.example", "/files/%20/evil.example"),
        ("folder=..&name=..", "/files/%252E%252E/%252E%252E"),
    ] {
        let answer = client.get(&format!("/old-files?{query}"));
        assert_eq!(answer.all("location"), [location]);
    }
}

#[test]
fn a_location_from_outside_cannot_inject() {
    let answer = client().get("/next?next=/a%0D%0ASet-Cookie:%20x=y%0D%0A%0D%0A%3Cscript%3E");
    assert_eq!(answer.status, 303);
    assert_eq!(
        answer.all("location"),
        ["/a%0D%0ASet-Cookie:%20x=y%0D%0A%0D%0A%3Cscript%3E"]
    );
    assert_eq!(answer.all("set-cookie"), [""; 0]);
    assert_eq!(answer.body, "");
}

#[test]
fn a_location_is_a_uri_whatever_it_was_made_from() {
    let client = client();
    for (next, location) in [
        ("/100%25", "/100%25"),
        ("/a%2520b", "/a%20b"),
        ("/a%5B1%5D?b%5B%5D=c", "/a%5B1%5D?b%5B%5D=c"),
        (
            "http://%5B::1%5D:8000/a%5B1%5D",
            "http://[::1]:8000/a%5B1%5D",
        ),
    ] {
        let answer = client.get(&format!("/next?next={next}"));
        assert_eq!(answer.all("location"), [location]);
    }
}

mod below_a_prefix {
    use super::*;

    #[derive(serde::Deserialize, schemars::JsonSchema)]
    struct ById {
        id: i64,
    }

    #[route(get, "/people/{id}", response = UserOut)]
    async fn person(Path(ById { id }): Path<ById>) -> UserOut {
        UserOut { id }
    }

    #[route(put, "/people/{id}", status = [200, 201], response = UserOut)]
    async fn put_person(Path(ById { id }): Path<ById>) -> Upserted<UserOut> {
        let location = format!("/people/{id}");
        let value = UserOut { id };
        Upserted::Created { location, value }
    }

    #[route(post, "/", status = 201, response = UserOut)]
    async fn create_person() -> Created<UserOut> {
        Created::at_route(person, (7,), UserOut { id: 7 })
    }

    fn versions() -> Api {
        let users = || Api::new("Users", "1").routes(routes![get_user, old_user]);
        Api::new("Versions", "1.0.0")
            .nest("/v1", users())
            .nest("/v2", users().operation_id_prefix("v2_"))
    }

    #[test]
    fn a_route_leads_to_where_its_neighbour_stands() {
        let client = serve(versions().into_router());
        for (path, location) in [
            ("/v1/old-users/7", "/v1/users/7"),
            ("/v2/old-users/7", "/v2/users/7"),
        ] {
            assert_eq!(client.get(path).all("location"), [location]);
            assert_eq!(client.get(location).status, 200);
        }
    }

    #[test]
    fn a_router_around_the_api_adds_its_own_prefix() {
        let router = axum::Router::new().nest("/api", versions().into_router());
        let client = serve(router);
        let location = "/api/v2/users/7";
        assert_eq!(
            client.get("/api/v2/old-users/7").all("location"),
            [location]
        );
        assert_eq!(client.get(location).status, 200);
    }

    #[test]
    fn a_prefix_keeps_the_parameters_of_the_request() {
        let people = Api::new("People", "1").routes(routes![person, create_person, put_person]);
        let api: Api = Api::new("Tenants", "1.0.0").nest("/tenants/{tenant}", people);
        let client = serve(api.into_router());
        let location = "/tenants/a%20b/people/7";
        assert_eq!(client.post("/tenants/a%20b").all("location"), [location]);
        assert_eq!(client.get(location).status, 200);
        assert_eq!(client.put(location).all("location"), [location]);
    }
}
