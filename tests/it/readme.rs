//! What the README shows.

#[cfg(all(feature = "serve", feature = "testing"))]
#[path = "../../examples/hello.rs"]
#[expect(dead_code, reason = "its `main` is not called")]
mod hello;

#[test]
fn the_whole_program_is_the_example_that_is_built() {
    let readme = include_str!("../../README.md");
    let program = include_str!("../../examples/hello.rs");
    assert!(
        readme.contains(&format!("```rust\n{program}```\n")),
        "examples/hello.rs is not in README.md as it stands"
    );
}

#[cfg(all(feature = "serve", feature = "testing"))]
mod tested {
    use serde_json::json;
    use steadfast::testing::Client;

    use super::hello::app;

    // As the README has it.
    #[rustfmt::skip]
    #[tokio::test]
    async fn an_address_is_taken_once() {
        let client = Client::new(app());
        let ada = json!({ "name": "Ada", "email": "ada@example.com" });

        let created = client.post("/users").json(&ada).await;
        created.assert_status(201).assert_header("location", "/users/0").assert_conforms();

        let refused = client.post("/users").json(&ada).await;
        refused.assert_status(409).assert_conforms();
        assert_eq!(refused.problem()["code"], "email_taken");
    }
}

#[test]
fn its_test_is_run_here() {
    let (_, tested) = include_str!("readme.rs")
        .split_once("#[rustfmt::skip]\n")
        .unwrap();
    let (test, _) = tested.split_once("\n    }\n").unwrap();
    let test: Vec<_> = test
        .lines()
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&format!("```rust\n{}\n}}\n```\n", test.join("\n"))));
}
