//! What the README shows.

#[test]
fn the_whole_program_is_the_example_that_is_built() {
    let readme = include_str!("../../README.md");
    let program = include_str!("../../examples/hello.rs");
    assert!(
        readme.contains(&format!("```rust\n{program}```\n")),
        "examples/hello.rs is not in README.md as it stands"
    );
}
