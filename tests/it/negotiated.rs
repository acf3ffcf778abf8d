//! Media types: of models, of text, by `Accept`, of formats of a user's own, and none.

use serde_json::{Value, json};
use steadfast::kind::{Body, Custom, CustomBody};
use steadfast::prelude::*;
use steadfast::testing::Client;

struct User {
    id: u32,
    name: String,
}

fn users() -> Vec<User> {
    let user = |(id, name): (u32, &str)| User {
        id,
        name: name.to_owned(),
    };
    [(1, "Ada"), (2, "Grace")].map(user).into()
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: u32,
    name: String,
}

type Users = Negotiated<AtMost<UserOut, 100>, Csv<UserOut>>;

#[route(get, "/users", response = Users)]
async fn list_users(accept: Accept<Users>) -> Negotiated<Vec<User>, Csv<User>> {
    accept.choose(users(), |users| users, Csv::iter)
}

#[route(get, "/names", response = Users, pick(name))]
async fn list_names(
    accept: Option<Accept<Users>>,
) -> Reply<Negotiated<Vec<User>, Csv<User>>, ETag> {
    let accept = accept.unwrap_or_default();
    let tag = if accept.is_model() { "json" } else { "csv" };
    Reply::new(accept.choose(users(), |users| users, Csv::iter)).etag(tag)
}

type UserPage = Negotiated<Page<UserOut>, Html>;

#[route(get, "/pages", response = UserPage)]
async fn list_pages(query: PageQuery, accept: Accept<UserPage>) -> Negotiated<Page<User>, Html> {
    let page = Page::of(users(), &query);
    accept.choose(page, |page| page, |_| Html::from("<ul></ul>"))
}

#[route(get, "/vendor", response = UserOut, media_type = "application/vnd.users+json")]
async fn vendor() -> User {
    users().remove(0)
}

#[route(
    post,
    "/vendor",
    response = UserOut,
    media_type = "application/vnd.users+json; version=2"
)]
async fn make_vendor() -> Created<User> {
    Created::at("/users/1", users().remove(0))
}

#[route(get, "/markdown", response = Text, media_type = "text/markdown")]
async fn markdown() -> String {
    "# Users".to_owned()
}

#[route(get, "/latin", response = Text, media_type = "text/x-note; charset=us-ascii")]
async fn latin() -> &'static str {
    "note"
}

#[route(get, "/xml", response = Text, media_type = "application/xml")]
async fn xml() -> Text {
    Text::from("<users/>")
}

#[route(get, "/xhtml", response = Html, media_type = "application/xhtml+xml")]
async fn xhtml() -> Html {
    Html::from("<html xmlns='http://www.w3.org/1999/xhtml'/>")
}

#[route(get, "/ndjson", response = JsonLines<UserOut>, media_type = "application/x-ndjson")]
async fn ndjson() -> JsonLines<User> {
    JsonLines::iter(users())
}

struct Chart(Vec<u32>);

impl CustomBody for Chart {
    type Model = ();
    const MEDIA_TYPE: Option<&'static str> = Some("image/svg+xml");

    fn body(self) -> Result<Body, steadfast::json::Error> {
        if self.0.is_empty() {
            return Err(steadfast::json::Error::new("nothing to draw"));
        }
        Ok(format!("<svg>{:?}</svg>", self.0).into())
    }
}

#[route(get, "/chart/{bars}", response = Custom<Chart>)]
async fn chart(Path(bars): Path<u32>) -> Chart {
    Chart((0..bars).collect())
}

/// Bytes of which the recipient has to guess what they are.
struct Blob(&'static str);

impl CustomBody for Blob {
    type Model = ();
    const MEDIA_TYPE: Option<&'static str> = None;

    fn body(self) -> Result<Body, steadfast::json::Error> {
        Ok(self.0.into())
    }
}

#[route(get, "/blob", response = Custom<Blob>)]
async fn blob() -> Blob {
    Blob("..")
}

struct Lines<M>(M);

impl<M: ResponseModel> CustomBody for Lines<M> {
    type Model = M;
    const MEDIA_TYPE: Option<&'static str> = Some("text/x-lines");

    fn body(self) -> Result<Body, steadfast::json::Error> {
        let json = steadfast::json::to_vec(&self.0)?;
        Ok(String::from_utf8_lossy(&json).replace(',', "\n").into())
    }
}

type UserLines = Negotiated<UserOut, Custom<Lines<UserOut>>>;

#[route(get, "/lines", response = UserLines)]
async fn lines(accept: Accept<UserLines>) -> Negotiated<User, Lines<UserOut>> {
    let lines = |User { id, name }| Lines(UserOut { id, name });
    accept.choose(users().remove(0), |user| user, lines)
}

fn api() -> Api {
    Api::new("Users", "1.0.0").routes(routes![
        list_users,
        list_names,
        list_pages,
        vendor,
        make_vendor,
        markdown,
        latin,
        xml,
        xhtml,
        ndjson,
        chart,
        blob,
        lines
    ])
}

fn client() -> Client {
    Client::new(api().into_router())
}

#[tokio::test]
async fn the_client_chooses_between_json_and_csv() {
    let csv = "id,name\r\n1,Ada\r\n2,Grace\r\n";
    for (accept, media_type) in [
        (None, "application/json"),
        (Some("*/*"), "application/json"),
        (Some("application/*"), "application/json"),
        (Some("text/csv"), "text/csv; charset=utf-8; header=present"),
        (
            Some("application/json;q=0.3, text/*;q=0.4"),
            "text/csv; charset=utf-8; header=present",
        ),
        (
            Some("application/json;q=0, */*"),
            "text/csv; charset=utf-8; header=present",
        ),
    ] {
        let request = client().get("/users");
        let answer = match accept {
            Some(accept) => request.header("Accept", accept).await,
            None => request.await,
        };
        answer
            .assert_status(200)
            .assert_header("content-type", media_type)
            .assert_header("vary", "accept")
            .assert_conforms();
        match media_type {
            "application/json" => assert_eq!(
                answer.json::<Value>(),
                json!([{ "id": 1, "name": "Ada" }, { "id": 2, "name": "Grace" }])
            ),
            _ => assert_eq!(answer.text(), csv),
        }
    }
    let twice = client()
        .get("/users")
        .header("Accept", "image/png")
        .header("Accept", "text/csv")
        .await;
    assert_eq!(twice.text(), csv);
}

#[tokio::test]
async fn a_client_that_accepts_neither_is_told_what_there_is() {
    let answer = client().get("/users").header("Accept", "image/png").await;
    answer
        .assert_status(406)
        .assert_header("vary", "accept")
        .assert_conforms();
    assert_eq!(
        answer.problem()["available"],
        json!(["application/json", "text/csv"])
    );
    let model = client().get("/names").header("Accept", "image/png").await;
    model.assert_status(200).assert_conforms();
    assert_eq!(
        model.json::<Value>(),
        json!([{ "name": "Ada" }, { "name": "Grace" }])
    );
}

#[tokio::test]
async fn a_selection_and_a_version_are_of_both() {
    let csv = client().get("/names").header("Accept", "text/csv").await;
    csv.assert_header("etag", "\"csv\"").assert_conforms();
    assert_eq!(csv.text(), "name\r\nAda\r\nGrace\r\n");
    let known = client()
        .get("/names")
        .header("If-None-Match", "\"json\"")
        .await;
    known
        .assert_status(304)
        .assert_header("vary", "accept")
        .assert_conforms();
}

#[tokio::test]
async fn a_page_keeps_its_links() {
    let page = client().get("/pages?size=1").await;
    page.assert_status(200).assert_conforms();
    assert!(page.header("link").unwrap().contains("rel=\"next\""));
    let html = client().get("/pages").header("Accept", "text/html").await;
    html.assert_header("content-type", "text/html; charset=utf-8")
        .assert_conforms();
    assert_eq!(html.header("link"), None);
    let both = client()
        .get("/pages?size=0")
        .header("Accept", "image/png")
        .await;
    both.assert_status(422).assert_conforms();
}

#[tokio::test]
async fn a_route_names_the_media_type_of_a_model_and_of_text() {
    for (path, media_type, body) in [
        (
            "/vendor",
            "application/vnd.users+json",
            r#"{"id":1,"name":"Ada"}"#,
        ),
        ("/markdown", "text/markdown; charset=utf-8", "# Users"),
        ("/latin", "text/x-note; charset=us-ascii", "note"),
        ("/xml", "application/xml", "<users/>"),
        (
            "/xhtml",
            "application/xhtml+xml",
            "<html xmlns='http://www.w3.org/1999/xhtml'/>",
        ),
        (
            "/ndjson",
            "application/x-ndjson",
            "{\"id\":1,\"name\":\"Ada\"}\n{\"id\":2,\"name\":\"Grace\"}\n",
        ),
        ("/chart/2", "image/svg+xml", "<svg>[0, 1]</svg>"),
    ] {
        let answer = client().get(path).await;
        answer
            .assert_status(200)
            .assert_header("content-type", media_type)
            .assert_conforms();
        assert_eq!(answer.text(), body);
    }
    let created = client().post("/vendor").await;
    created
        .assert_status(201)
        .assert_header("content-type", "application/vnd.users+json; version=2")
        .assert_header("location", "/users/1")
        .assert_conforms();
}

#[tokio::test]
async fn a_format_of_a_users_own() {
    let lines = client()
        .get("/lines")
        .header("Accept", "text/x-lines")
        .await;
    lines
        .assert_header("content-type", "text/x-lines; charset=utf-8")
        .assert_conforms();
    assert_eq!(lines.text(), "{\"id\":1\n\"name\":\"Ada\"}");
    client()
        .get("/chart/0")
        .await
        .assert_status(500)
        .assert_conforms();
    let blob = client().get("/blob").await;
    blob.assert_status(200).assert_conforms();
    assert_eq!((blob.header("content-type"), blob.text()), (None, ".."));
}

#[test]
fn the_document_has_every_media_type() {
    let document = api().openapi();
    let response =
        |path: &str, status: &str| document["paths"][path]["get"]["responses"][status].clone();
    let content = |path: &str| -> Vec<String> {
        let content = response(path, "200")["content"].clone();
        content.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(content("/users"), ["application/json", "text/csv"]);
    assert_eq!(
        response("/users", "200")["headers"]["Vary"]["required"],
        true
    );
    assert_eq!(
        response("/users", "200")["headers"]["Content-Disposition"]["required"],
        false
    );
    assert!(response("/users", "406")["headers"]["Vary"].is_object());
    assert!(response("/names", "406").is_null());
    assert!(response("/names", "304")["headers"]["Vary"].is_object());
    assert_eq!(
        response("/pages", "200")["headers"]["Link"]["required"],
        false
    );
    assert_eq!(content("/vendor"), ["application/vnd.users+json"]);
    assert_eq!(content("/markdown"), ["text/markdown"]);
    assert_eq!(content("/ndjson"), ["application/x-ndjson"]);
    assert_eq!(content("/xml"), ["application/xml"]);
    assert_eq!(content("/chart/{bars}"), ["image/svg+xml"]);
    assert_eq!(content("/blob"), ["*/*"]);
    assert_eq!(content("/lines"), ["application/json", "text/x-lines"]);
}

#[route(get, "/varied", response = Users)]
async fn varied(accept: Accept<Users>) -> Reply<Negotiated<Vec<User>, Csv<User>>> {
    let users = accept.choose(users(), |users| users, Csv::iter);
    Reply::new(users)
        .vary("Accept-Language")
        .header("Vary", "x-tenant")
}

#[tokio::test]
async fn what_a_reply_adds_to_vary_stands_beside_the_choice() {
    let api = Api::new("Users", "1.0.0").routes(routes![varied]);
    let client = Client::new(api.into_router());
    for accepted in ["application/json", "text/csv"] {
        let answer = client.get("/varied").header("accept", accepted).await;
        answer.assert_status(200).assert_conforms();
        let vary = answer.headers().get_all("vary").iter();
        let vary: Vec<_> = vary.filter_map(|value| value.to_str().ok()).collect();
        let vary = vary.join(", ").to_lowercase();
        for name in ["accept", "accept-language", "x-tenant"] {
            assert!(vary.split(", ").any(|known| known == name), "{vary}");
        }
    }
}

type UserBlob = Negotiated<UserOut, Custom<Blob>>;

#[route(get, "/user-or-blob", response = UserBlob)]
async fn user_or_blob(accept: Accept<UserBlob>) -> Negotiated<User, Blob> {
    accept.choose((), |()| users().remove(0), |()| Blob(".."))
}

#[test]
fn a_body_without_a_media_type_cannot_be_asked_for() {
    let api: Api = Api::new("Users", "1.0.0").routes(routes![user_or_blob]);
    let faults = api.try_into_router().unwrap_err().to_string();
    assert!(
        faults.contains("`it::negotiated::user_or_blob` offers a body without a media type"),
        "{faults}"
    );
}

#[tokio::test]
async fn the_sweep_asks_for_what_no_response_is() {
    let document = {
        let mut document = api().openapi();
        let responses = &mut document["paths"]["/users"]["get"]["responses"];
        responses["406"]["content"] = json!({ "text/plain": { "schema": {} } });
        document
    };
    let client = client().with_document(document);
    let swept = tokio::spawn(async move { client.assert_every_error_is_declared().await }).await;
    let told = *swept
        .unwrap_err()
        .into_panic()
        .downcast::<String>()
        .unwrap();
    assert!(
        told.contains("GET /users") && told.contains("406"),
        "{told}"
    );
}

#[route(get, "/added", response = Users)]
async fn added(accept: Accept<Users>, add: AddToResponse) -> Negotiated<Vec<User>, Csv<User>> {
    add.header("Vary", "accept");
    add.header("Vary", "x-tenant");
    accept.choose(users(), |users| users, Csv::iter)
}

#[tokio::test]
async fn what_an_extractor_adds_to_vary_is_sent_once() {
    let api = Api::new("Users", "1.0.0").routes(routes![added]);
    let client = Client::new(api.into_router());
    for accepted in ["application/json", "text/csv"] {
        let answer = client.get("/added").header("accept", accepted).await;
        answer.assert_status(200).assert_conforms();
        let vary = answer.headers().get_all("vary").iter();
        let vary: Vec<_> = vary.filter_map(|value| value.to_str().ok()).collect();
        assert_eq!(vary, ["accept", "x-tenant"]);
    }
}
