//! `#[schemars(..)]` on a response model: what is sent is held to it, by `assert_conforms` and by debug builds.

use steadfast::api::ApiFault;
use steadfast::prelude::*;
use steadfast::testing::Client;

use crate::log::Log;

#[derive(ResponseModel)]
struct Rated {
    #[schemars(range(min = 1, max = 5))]
    stars: u8,
    #[schemars(length(min = 1), email)]
    by: String,
}

#[derive(ResponseModel)]
struct Product {
    ratings: Vec<Rated>,
}

fn rated(stars: u8) -> Rated {
    Rated {
        stars,
        by: "ada@example.com".to_owned(),
    }
}

#[route(get, "/ratings/{stars}", response = Rated)]
async fn rating(Path(stars): Path<u8>) -> Rated {
    rated(stars)
}

#[route(get, "/products/{stars}", response = Product)]
async fn product(Path(stars): Path<u8>) -> Product {
    Product {
        ratings: vec![rated(1), rated(stars)],
    }
}

#[route(get, "/anonymous", response = Rated)]
async fn anonymous() -> Rated {
    Rated {
        stars: 1,
        by: "nobody".to_owned(),
    }
}

fn client() -> Client {
    let api = Api::<()>::new("Ratings", "1.0.0").routes(routes![rating, product, anonymous]);
    Client::new(api.into_router())
}

#[tokio::test]
async fn a_value_that_keeps_the_constraints_conforms() {
    let log = Log::start();
    client().get("/ratings/5").await.assert_conforms();
    client().get("/products/5").await.assert_conforms();
    assert!(!log.lines().iter().any(|line| line.contains("documented")));
}

#[tokio::test]
#[should_panic(expected = "at `/stars`: 7 is greater than the maximum of 5")]
async fn a_value_beyond_its_range_does_not_conform() {
    client().get("/ratings/7").await.assert_conforms();
}

#[tokio::test]
#[should_panic(expected = "\"nobody\" is not a \"email\"")]
async fn a_text_without_its_format_does_not_conform() {
    client().get("/anonymous").await.assert_conforms();
}

#[tokio::test]
#[cfg(debug_assertions)]
async fn a_debug_build_logs_a_value_that_breaks_a_constraint() {
    for (path, place) in [
        ("/ratings/7", "`/stars`"),
        ("/products/7", "`/ratings/1/stars`"),
    ] {
        let log = Log::start();
        let answer = client().get(path).await;
        assert_eq!(answer.status(), 200);
        let lines = log.lines();
        let line = lines.iter().find(|line| line.contains("not as documented"));
        let line = line.unwrap_or_else(|| panic!("{lines:#?}"));
        assert!(line.contains(place) && line.contains("ERROR"), "{line}");
    }
}

/// It may be a secret.
#[tokio::test]
#[cfg(debug_assertions)]
async fn the_value_that_breaks_a_constraint_is_not_logged() {
    let log = Log::start();
    client().get("/anonymous").await;
    let lines = log.lines();
    let line = lines.iter().find(|line| line.contains("not as documented"));
    let line = line.unwrap_or_else(|| panic!("{lines:#?}"));
    assert!(line.contains("`/by`") && line.contains("email"), "{line}");
    assert!(!line.contains("nobody"), "{line}");
}

#[derive(ResponseModel)]
struct Price {
    #[schemars(extend("multipleOf" = 5))]
    cents: u32,
}

#[route(get, "/price", response = Price)]
async fn price() -> Price {
    Price { cents: 7 }
}

#[route(get, "/refused", response = Price)]
async fn refused() -> Result<Price, Fail<404>> {
    Err(Fail::new("there is no price"))
}

#[tokio::test]
#[cfg(debug_assertions)]
async fn a_keyword_that_is_given_by_hand_is_a_constraint_as_well() {
    let api = Api::<()>::new("Prices", "1.0.0").routes(routes![price]);
    let client = Client::new(api.into_router());
    let log = Log::start();
    client.get("/price").await;
    let lines = log.lines();
    assert!(
        lines.iter().any(|line| line.contains("not as documented")),
        "{lines:#?}"
    );
}

#[tokio::test]
async fn an_error_in_the_format_of_the_app_is_not_held_to_the_schema_of_a_success() {
    for format in [
        ErrorFormat::Structured,
        ErrorFormat::Detail,
        ErrorFormat::Problem,
    ] {
        let api = Api::<()>::new("Prices", "1.0.0")
            .errors(format)
            .routes(routes![refused]);
        let client = Client::new(api.into_router());
        let log = Log::start();
        client
            .get("/refused")
            .await
            .assert_status(404)
            .assert_conforms();
        let lines = log.lines();
        assert!(
            !lines.iter().any(|line| line.contains("documented")),
            "{lines:#?}"
        );
    }
}

#[test]
fn a_pattern_that_is_not_a_regular_expression_is_a_fault_of_the_route() {
    #[derive(ResponseModel)]
    struct Unclosed {
        #[schemars(regex(pattern = "[a-"))]
        text: String,
    }
    #[route(get, "/unclosed", response = Unclosed)]
    async fn unclosed() -> Unclosed {
        Unclosed {
            text: String::new(),
        }
    }
    let api = Api::<()>::new("t", "1").routes(routes![unclosed]);
    let error = api.try_into_router().unwrap_err().to_string();
    assert!(
        error.contains("unclosed` has no valid schema for 200: "),
        "{error}"
    );
}

/// The patterns of JSON Schema are those of ECMA-262, where a backslash stands before special letters only.
#[tokio::test]
async fn a_part_of_a_text_is_found_whatever_letters_it_has() {
    #[derive(ResponseModel)]
    struct Parts {
        #[schemars(contains("@"))]
        mail: String,
        #[schemars(contains("<a_b>-(c)."))]
        text: String,
    }
    #[route(get, "/parts", response = Parts)]
    async fn parts() -> Parts {
        Parts {
            mail: "ada@example.com".to_owned(),
            text: "x <a_b>-(c). y".to_owned(),
        }
    }
    let api = Api::<()>::new("t", "1").routes(routes![parts]);
    let properties = api.openapi()["components"]["schemas"]["Parts"]["properties"].clone();
    assert_eq!(properties["mail"]["pattern"], "@");
    assert_eq!(properties["text"]["pattern"], r"<a_b>-\(c\)\.");
    Client::new(api.into_router())
        .get("/parts")
        .await
        .assert_conforms();
}

#[test]
fn a_constraint_that_fits_nothing_is_a_fault_of_the_routes() {
    #[derive(ResponseModel)]
    struct Unfit {
        #[schemars(range(max = 5))]
        name: String,
        #[schemars(length(max = 5), inner(range(min = 1)))]
        count: Option<u8>,
        #[schemars(inner(email))]
        numbers: Vec<u16>,
    }
    #[route(get, "/unfit", response = Unfit)]
    async fn unfit() -> Unfit {
        Unfit {
            name: String::new(),
            count: None,
            numbers: Vec::new(),
        }
    }
    let api = Api::<()>::new("t", "1").routes(routes![unfit]);
    let error = api.try_into_router().unwrap_err();
    let faults: Vec<_> = error.faults().map(ApiFault::message).collect();
    assert_eq!(
        faults,
        [
            "`Unfit.name`: `#[schemars(range)]` is for a number, but the value has another type",
            "`Unfit.count`: `#[schemars(length)]` is for text, a list or a map, but the value has another type",
            "`Unfit.count`: `#[schemars(inner)]` is for a list, but the value has another type",
            "`Unfit.numbers`: `#[schemars(email)]` is for text, but the value has another type",
        ]
    );
}

/// Stars without limits, in another JSON.
struct Uncounted(u8);

impl steadfast::kind::CustomBody for Uncounted {
    type Model = ();
    const MEDIA_TYPE: Option<&'static str> = Some("application/vnd.stars+json");

    fn body(self) -> Result<steadfast::kind::Body, steadfast::json::Error> {
        Ok(format!("{{\"all\":{}}}", self.0).into())
    }
}

type Stars = Negotiated<Rated, steadfast::kind::Custom<Uncounted>>;

#[route(get, "/stars", response = Stars)]
async fn stars(accept: Accept<Stars>) -> Negotiated<Rated, Uncounted> {
    accept.choose(5, rated, Uncounted)
}

/// Two bodies of one status are JSON.
#[tokio::test]
#[cfg(debug_assertions)]
async fn each_media_type_is_held_to_its_own_schema() {
    let log = Log::start();
    let api = Api::<()>::new("Ratings", "1.0.0").routes(routes![stars]);
    let client = Client::new(api.into_router());
    for media_type in ["application/json", "application/vnd.stars+json"] {
        let answer = client.get("/stars").header("accept", media_type).await;
        answer
            .assert_header("content-type", media_type)
            .assert_conforms();
    }
    assert!(
        !log.lines()
            .iter()
            .any(|line| line.contains("not as documented"))
    );
}
