//! `#[schemars(..)]` on a response model: what is sent is held to it, by `assert_conforms` and by debug builds.

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

#[test]
fn a_constraint_that_fits_nothing_is_a_fault_of_the_routes() {
    #[derive(ResponseModel)]
    struct Unfit {
        #[schemars(range(max = 5))]
        name: String,
        #[schemars(length(max = 5), inner(range(min = 1)))]
        count: Option<u8>,
        #[schemars(inner(email))]
        numbers: Vec<u8>,
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
    let faults: Vec<_> = error.faults().collect();
    assert_eq!(
        faults,
        [
            "`Unfit.name`: `#[schemars(range)]` is about a number, and this is not",
            "`Unfit.count`: `#[schemars(length)]` is about text, a list or a map, and this is not",
            "`Unfit.count`: `#[schemars(inner)]` is about a list, and this is not",
            "`Unfit.numbers`: `#[schemars(email)]` is about text, and this is not",
        ]
    );
}
