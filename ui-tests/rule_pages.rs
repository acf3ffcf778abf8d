//! `docs/rules` and `src/rules.rs` come from the rules' own doc comments and cases.
//!
//! `STEADFAST_WRITE=1 cargo test -p ui-tests --test violations` writes what is stale.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::rule_index;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The slugs, in the order of the lists: each rule is named `RULE` in exactly one of them.
fn slugs() -> Vec<String> {
    let book = read(&root().join("response-macros/src/rules/mod.rs"));
    let slugs: Vec<String> = book
        .lines()
        .filter_map(|line| line.trim().strip_suffix("::RULE,"))
        .map(str::to_owned)
        .collect();
    let mut listed = slugs.clone();
    listed.sort();
    assert_eq!(listed, files(), "each rule has a line of its own in a list");
    slugs
}

/// The names of the rules' files, sorted.
fn files() -> Vec<String> {
    let rules = fs::read_dir(root().join("response-macros/src/rules")).expect("the rules");
    let mut names: Vec<String> = rules
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter_map(|name| name.strip_suffix(".rs").map(str::to_owned))
        .filter(|name| !["mod", "judge", "assertion", "own_statuses"].contains(&name.as_str()))
        .collect();
    names.sort();
    names
}

/// What is wrong, why, and what to write instead.
fn explanation(slug: &str) -> String {
    let rule = read(&root().join(format!("response-macros/src/rules/{slug}.rs")));
    rule.lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What is wrong, in a sentence.
fn fault(slug: &str) -> String {
    let explanation = explanation(slug);
    let (first, _) = explanation.split_once("\n\n").expect("a reason");
    first.replace('\n', " ")
}

fn page(slug: &str) -> String {
    // What the tests paste is not shown.
    let case = |kind: &str, extension: &str| {
        let case = read(&root().join(format!("ui-tests/{kind}/{slug}.{extension}")));
        let lines = case.split_inclusive('\n');
        lines
            .filter(|line| !line.trim_start().starts_with("// paste `"))
            .collect::<String>()
    };
    let mut page = format!("# `{slug}`\n\n{}\n", explanation(slug));
    let _ = write!(
        page,
        "\n## Refused\n\n```rust,ignore\n{}```\n",
        case("fail", "rs")
    );
    let _ = write!(page, "\n```text\n{}```\n", case("fail", "stderr"));
    let _ = write!(
        page,
        "\n## Accepted\n\n```rust,ignore\n{}```\n",
        case("pass", "rs")
    );
    page
}

fn items() -> String {
    let index = rule_index::index(|slug| format!("[`{slug}`](const@{slug})"), fault);
    let mut items = String::from("//! What the macros and the compiler refuse, and why.\n//!\n");
    for line in index.lines() {
        items.push_str(format!("//! {line}").trim_end());
        items.push('\n');
    }
    items.push_str(
        "//!\n\
         //! Each rule is an item, so that `allow(post_returns_200, reason = \"...\")` leads an editor to its page.\n\
         // Written by `STEADFAST_WRITE=1 cargo test -p ui-tests --test violations`.\n\
         #![allow(non_upper_case_globals)]\n\
         \n\
         // What rustc names where a rule is not kept: the bounds have the rules' names, in the namespace of types.\n\
         #[doc(hidden)]\n\
         pub use response_core::glue::rules::*;\n",
    );
    for slug in slugs() {
        // Not every editor reads the page, so that it finds the explanation in place.
        let _ = write!(
            items,
            "\n#[cfg_attr(doc, doc = include_str!(\"../docs/rules/{slug}.md\"))]\n\
             #[cfg_attr(\n    not(doc),\n    doc = {:?}\n)]\n\
             pub const {slug}: &str = \"{slug}\";\n",
            explanation(&slug),
        );
    }
    items
}

#[track_caller]
fn assert_written(path: &Path, expected: &str) {
    if std::env::var_os("STEADFAST_WRITE").is_some() {
        fs::write(path, expected).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == expected,
        "{} is stale: STEADFAST_WRITE=1 cargo test -p ui-tests --test violations",
        path.display()
    );
}

#[test]
fn every_rule_has_its_page() {
    for slug in slugs() {
        assert_written(&root().join(format!("docs/rules/{slug}.md")), &page(&slug));
    }
}

#[test]
fn the_index_lists_every_rule_once() {
    let mut listed: Vec<_> = rule_index::listed().map(str::to_owned).collect();
    listed.sort();
    assert_eq!(listed, files());
    let index = rule_index::index(|slug| format!("[`{slug}`]({slug}.md)"), fault);
    assert_written(&root().join("docs/rules/README.md"), &index);
}

#[test]
fn the_table_of_contents_lists_the_rules() {
    let path = root().join("docs/SUMMARY.md");
    let summary = read(&path);
    let (chapters, _) = summary
        .split_once("# The rules\n\n")
        .expect("the part of the rules");
    let contents = rule_index::contents();
    assert_written(&path, &format!("{chapters}# The rules\n\n{contents}"));
}

#[test]
fn every_rule_is_an_item() {
    assert_written(&root().join("src/rules.rs"), &items());
}

#[test]
fn every_page_is_of_a_rule() {
    let mut slugs = slugs();
    slugs.push("README".to_owned());
    for entry in fs::read_dir(root().join("docs/rules")).expect("docs/rules") {
        let path = entry.expect("an entry").path();
        let slug = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default()
            .to_owned();
        assert!(
            slugs.contains(&slug),
            "{} is not the page of a rule",
            path.display()
        );
    }
}
