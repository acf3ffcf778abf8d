//! A `Location` that lacks the prefix below which the route is nested leads nowhere: a debug build says so.

use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::Router;
use steadfast::prelude::*;
use steadfast::testing::{Client, TestAnswer};

use crate::log::Log;

#[derive(ResponseModel)]
struct Project {
    id: i64,
}

#[route(get, "/projects/{id}", response = Project)]
async fn get_project(Path(id): Path<i64>) -> Project {
    Project { id }
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct To {
    to: String,
}

#[route(post, "/projects", response = Project)]
async fn create_project(Query(To { to }): Query<To>) -> Created<Project> {
    Created::at(to, Project { id: 7 })
}

#[route(post, "/jobs", status = 202, response = TaskAccepted)]
async fn start(Query(To { to }): Query<To>) -> Accepted<TaskAccepted> {
    let task_id = "7".to_owned();
    Accepted::at(to, TaskAccepted { task_id })
}

#[route(get, "/old", status = 307)]
async fn old(Query(To { to }): Query<To>) -> Redirect {
    Redirect::to(to)
}

#[route(put, "/names/{id}", status = [200, 201], response = Project)]
async fn put(Path(_): Path<i64>, Query(To { to }): Query<To>) -> Upserted<Project> {
    Upserted::Created {
        location: to,
        value: Project { id: 7 },
    }
}

#[route(post, "/linked", response = Project)]
async fn linked() -> Created<Project> {
    Created::at_route(get_project, (7,), Project { id: 7 })
}

#[route(get, "/{id}", response = Project)]
async fn get_item(Path(id): Path<i64>) -> Project {
    Project { id }
}

#[route(post, "/", response = Project)]
async fn create_item(Query(To { to }): Query<To>) -> Created<Project> {
    Created::at(to, Project { id: 7 })
}

#[route(get, "/login", response = Text)]
async fn login() -> Text {
    Text::from("who are you?")
}

fn v1() -> Api {
    let routes = routes![get_project, create_project, start, old, put, linked];
    Api::new("Projects", "1").routes(routes)
}

fn api() -> Api {
    let items = Api::new("Items", "1").routes(routes![get_item, create_item]);
    let tenants = Api::new("Tenants", "1").nest("/tenants/{tenant}", items);
    Api::new("Shop", "1")
        .routes(routes![login])
        .nest("/v1", v1())
        .nest("/v2", tenants)
}

fn client() -> Client {
    Client::new(api().into_router())
}

/// What is said of the link in a response.
fn fault(answer: &TestAnswer) -> Option<String> {
    let checked = catch_unwind(AssertUnwindSafe(|| {
        answer.assert_conforms();
    }));
    checked
        .err()
        .map(|panic| *panic.downcast::<String>().unwrap())
}

#[tokio::test]
async fn a_link_without_the_prefix_of_its_part_does_not_conform() {
    let client = client();
    for (answer, make) in [
        (
            client.post("/v1/projects?to=/projects/7").await,
            "Created::at_route",
        ),
        (
            client.post("/v1/jobs?to=/projects/7?a%23b").await,
            "Accepted::at_route",
        ),
        (
            client.get("/v1/old?to=/projects/7%23top").await,
            "Redirect::to_route",
        ),
        (
            client.put("/v1/names/1?to=/projects/7").await,
            "Created::at_route",
        ),
    ] {
        let fault = fault(&answer).expect("a fault");
        let said = format!(
            "a dead link: `/projects/7` is not the path of a route, but `/v1/projects/{{id}}` is: make it by `{make}`, which knows the prefix `/v1`"
        );
        assert!(fault.contains(&said), "{fault}");
    }
}

#[tokio::test]
async fn a_link_that_lacks_one_of_two_prefixes_does_not_conform() {
    let answer = client().post("/v2/tenants/a?to=/tenants/a/7").await;
    let fault = fault(&answer).expect("a fault");
    assert!(fault.contains("`/v2/tenants/{tenant}/{id}` is"), "{fault}");
}

#[tokio::test]
async fn what_a_part_has_created_below_itself_lacks_its_prefix() {
    let answer = client().post("/v2/tenants/a?to=/7").await;
    let fault = fault(&answer).expect("a fault");
    assert!(fault.contains("`/v2/tenants/{tenant}/{id}` is"), "{fault}");
}

#[tokio::test]
async fn a_link_that_leads_somewhere_conforms() {
    let client = client();
    for to in [
        "/v1/projects/7",
        "/login",
        "/docs",
        "/openapi.json",
        "/elsewhere",
        "/7",
        "/",
        "projects/7",
        "//example.com/projects/7",
        "https://example.com/projects/7",
    ] {
        let answer = client.get(&format!("/v1/old?to={to}")).await;
        assert_eq!(fault(&answer), None, "{to}");
    }
    client.post("/v1/linked").await.assert_conforms();
    // The path of the route itself is completed.
    let answer = client.put("/v1/names/1?to=/names/1").await;
    answer
        .assert_header("location", "/v1/names/1")
        .assert_conforms();
}

#[tokio::test]
async fn without_a_prefix_every_path_is_whole() {
    let client = Client::new(v1().into_router());
    let answer = client.post("/projects?to=/projects/7").await;
    answer.assert_conforms();
}

#[tokio::test]
async fn a_plain_router_may_serve_what_no_route_does() {
    let plain = Router::new().route("/projects/{id}", axum::routing::get(async || "plain"));
    let client = Client::new(api().merge(plain).into_router());
    let answer = client.post("/v1/projects?to=/projects/7").await;
    answer.assert_conforms();
}

#[tokio::test]
async fn the_root_path_is_put_before_a_path_once() {
    let client = Client::new(v1().root_path("/shop").into_router());
    let answer = client.post("/projects?to=/projects/7").await;
    answer
        .assert_header("location", "/shop/projects/7")
        .assert_conforms();
    let answer = client.post("/projects?to=/shop/projects/7").await;
    let fault = fault(&answer).expect("a fault");
    assert!(
        fault.contains("`/shop/projects/7` begins with the root path, which is put before every path: write `/projects/7`"),
        "{fault}"
    );
}

#[tokio::test]
async fn a_link_to_a_handler_that_is_not_mounted_does_not_conform() {
    #[route(get, "/tasks/{id}", response = Project)]
    async fn get_task(Path(id): Path<i64>) -> Project {
        Project { id }
    }
    #[route(post, "/tasks", status = 202, response = TaskAccepted)]
    async fn start_task() -> Accepted<TaskAccepted> {
        let task_id = "7".to_owned();
        Accepted::at_route(get_task, (7,), TaskAccepted { task_id })
    }
    let tasks = || Api::<()>::new("Tasks", "1").routes(routes![start_task, linked]);
    let client = Client::new(
        Api::<()>::new("Shop", "1")
            .nest("/v1", tasks())
            .into_router(),
    );
    for (path, told) in [
        (
            "/v1/tasks",
            "`it::dead_links::get_task` is not mounted, so nothing is at `/tasks/7`",
        ),
        (
            "/v1/linked",
            "`it::dead_links::get_project` is not mounted, so nothing is at `/projects/7`",
        ),
    ] {
        let fault = fault(&client.post(path).await).expect("a fault");
        assert!(fault.contains(&format!("a dead link: {told}")), "{fault}");
    }
    // Mounted anywhere in the API, or possibly in a plain router.
    let whole = tasks().nest(
        "/v2",
        Api::new("Part", "1").routes(routes![get_task, get_project]),
    );
    let client = Client::new(whole.into_router());
    client.post("/tasks").await.assert_conforms();
    client.post("/linked").await.assert_conforms();
    let by_hand = Router::new().route("/tasks/{id}", axum::routing::get(async || "plain"));
    let client = Client::new(tasks().merge(by_hand).into_router());
    client.post("/tasks").await.assert_conforms();
}

#[tokio::test]
async fn a_dead_link_is_logged_once_for_each_route() {
    let log = Log::start();
    let client = client();
    for _ in 0..3 {
        client.post("/v1/projects?to=/projects/7").await;
    }
    client.post("/v1/projects?to=/v1/projects/7").await;
    let lines = log.lines();
    let dead: Vec<_> = lines
        .iter()
        .filter(|line| line.contains("dead link"))
        .collect();
    assert_eq!(dead.len(), 1, "{lines:?}");
    assert!(
        dead[0].contains("WARN") && dead[0].contains("create_project"),
        "{dead:?}"
    );
}
