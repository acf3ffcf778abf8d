//! The tests of `tests/it/every_build.rs` in a build in which other crates enable features.

#[cfg(test)]
#[path = "../../tests/it/every_build.rs"]
mod every_build;
