//! The rooms of each crate stand in one order, that of ARCHITECTURE.md, and each uses only those before it; what is logged
//! is logged under one target.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, File, Item};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The rooms of a source folder, the lowest first: the first word of each line of its block in ARCHITECTURE.md.
fn order(folder: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let block = format!("```text rooms of {folder}\n");
    let (_, rest) = text
        .split_once(&block)
        .unwrap_or_else(|| panic!("ARCHITECTURE.md has no block {block:?}"));
    let (block, _) = rest.split_once("```").expect("the end of the block");
    block
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// Every `.rs` file below a folder, with its path as a module: `outcome/kind/mod.rs` is `["outcome", "kind"]`.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<String>)> {
    fn gather(folder: &Path, modules: &[String], found: &mut Vec<(PathBuf, Vec<String>)>) {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder)
            .expect("a folder of sources")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        entries.sort();
        for path in entries {
            let name = path.file_stem().expect("a name").to_string_lossy();
            let mut modules = modules.to_vec();
            if path.is_dir() {
                modules.push(name.into_owned());
                gather(&path, &modules, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                if name != "mod" {
                    modules.push(name.into_owned());
                }
                found.push((path, modules));
            }
        }
    }
    let mut found = Vec::new();
    gather(folder, &[], &mut found);
    found
}

/// A path in the source that leads out of its room, as the names of the two rooms.
type Arrow = (String, String);

/// The arrows of a file: every path that begins with `crate`, `$crate` or `super`, in `use` and elsewhere.
fn arrows(file: &File, modules: &[String]) -> BTreeSet<Arrow> {
    let mut found = BTreeSet::new();
    let own = room(modules);
    for target in targets(&file.items, modules) {
        if target != own {
            found.insert((own.clone(), target));
        }
    }
    found
}

/// The room that a module stands in; the root of the crate is `lib`.
fn room(modules: &[String]) -> String {
    modules.first().cloned().unwrap_or_else(|| "lib".to_owned())
}

fn targets(items: &[Item], modules: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for item in items.iter().filter(|item| !is_test(attributes(item))) {
        match item {
            Item::Mod(module) if module.content.is_some() => {
                let mut inner = modules.to_vec();
                inner.push(module.ident.to_string());
                let (_, items) = module.content.as_ref().expect("looked at");
                found.extend(targets(items, &inner));
            }
            item => paths(item.to_token_stream(), modules, &mut found),
        }
    }
    found
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Tests may use whatever shows what they mean.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .meta
                .to_token_stream()
                .into_iter()
                .last()
                .is_some_and(|arguments| arguments.to_string() == "(test)")
    })
}

/// The rooms that the paths of some tokens lead to. Tokens, since a path may stand in a macro.
fn paths(tokens: TokenStream, modules: &[String], found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    let mut is_behind_a_dollar = false;
    while let [token, behind @ ..] = rest {
        rest = behind;
        match token {
            TokenTree::Group(group) => paths(group.stream(), modules, found),
            TokenTree::Ident(ident) if ident == "crate" => {
                for name in first_names(behind) {
                    // What a macro names is resolved where its user stands, and `__private` is there for that.
                    if !(is_behind_a_dollar && name == "__private") {
                        found.push(name);
                    }
                }
            }
            TokenTree::Ident(ident) if ident == "super" => {
                let mut above = modules.len().saturating_sub(1);
                while let Some(further) = after_super(rest) {
                    rest = further;
                    above = above.saturating_sub(1);
                }
                if above == 0 {
                    found.extend(first_names(rest));
                }
            }
            _ => {}
        }
        is_behind_a_dollar = matches!(token, TokenTree::Punct(punct) if punct.as_char() == '$');
    }
}

/// What stands behind `:: super`.
fn after_super(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    match behind_colons(tokens)? {
        [TokenTree::Ident(ident), behind @ ..] if ident == "super" => Some(behind),
        _ => None,
    }
}

fn behind_colons(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    match tokens {
        [TokenTree::Punct(one), TokenTree::Punct(other), behind @ ..]
            if one.as_char() == ':' && other.as_char() == ':' =>
        {
            Some(behind)
        }
        _ => None,
    }
}

/// The first name behind `::`, or those of a group: `contract` of `::contract::Route`, two of `::{contract, json::Out}`.
fn first_names(tokens: &[TokenTree]) -> Vec<String> {
    match behind_colons(tokens) {
        Some([TokenTree::Ident(name), ..]) => vec![name.to_string()],
        Some([TokenTree::Group(group), ..]) if group.delimiter() == Delimiter::Brace => {
            let mut names = Vec::new();
            let mut is_first = true;
            for token in group.stream() {
                match token {
                    TokenTree::Ident(name) if is_first => {
                        names.push(name.to_string());
                        is_first = false;
                    }
                    TokenTree::Punct(punct) if punct.as_char() == ',' => is_first = true,
                    _ => {}
                }
            }
            names
        }
        _ => Vec::new(),
    }
}

/// The arrows to a later room, or to one that the order does not name.
fn against<'a>(order: &[String], arrows: impl IntoIterator<Item = &'a Arrow>) -> Vec<&'a Arrow> {
    let place = |room: &String| order.iter().position(|known| known == room);
    arrows
        .into_iter()
        .filter(|(from, to)| match (place(from), place(to)) {
            (Some(from), Some(to)) => to >= from,
            _ => true,
        })
        .collect()
}

/// Whether the file holds tests alone: `tests.rs` beside what it tests.
fn is_test_file(modules: &[String]) -> bool {
    modules.last().is_some_and(|name| name == "tests")
}

#[track_caller]
fn assert_in_order(folder: &str) {
    let order = order(folder);
    let mut faults = Vec::new();
    let mut rooms = BTreeSet::new();
    for (path, modules) in files(&root().join(folder)) {
        rooms.insert(room(&modules));
        if is_test_file(&modules) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source file");
        let file = syn::parse_file(&text).expect("a source file that parses");
        let arrows = arrows(&file, if modules == ["lib"] { &[] } else { &modules });
        for (from, to) in against(&order, &arrows) {
            faults.push(format!(
                "{}: `{from}` uses `{to}`",
                path.strip_prefix(root()).expect("below the root").display()
            ));
        }
    }
    let listed: BTreeSet<String> = order.iter().cloned().collect();
    assert_eq!(
        listed, rooms,
        "the block of {folder} in ARCHITECTURE.md lists its rooms"
    );
    assert!(
        faults.is_empty(),
        "a room uses only those before it: {}\n{}",
        order.join(" < "),
        faults.join("\n")
    );
}

#[test]
fn the_core_keeps_its_order() {
    assert_in_order("response-core/src");
}

#[test]
fn the_macros_keep_their_order() {
    assert_in_order("response-macros/src");
}

#[test]
fn the_facade_keeps_its_order() {
    assert_in_order("src");
}

#[test]
fn the_core_has_at_most_thirteen_entries() {
    let entries = fs::read_dir(root().join("response-core/src"))
        .expect("the core")
        .count();
    assert!(entries <= 13, "{entries}");
}

/// The events and spans that do not begin with their target: each as the name of its macro.
fn without_target(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            without_target(group.stream(), found);
        }
        let [
            TokenTree::Ident(name),
            TokenTree::Punct(bang),
            TokenTree::Group(arguments),
            ..,
        ] = &tokens[index..]
        else {
            continue;
        };
        let name = name.to_string();
        let is_logged = ["error", "warn", "info", "debug", "trace", "event"]
            .contains(&name.as_str())
            || name.ends_with("span");
        let has_target = arguments
            .stream()
            .into_iter()
            .next()
            .is_some_and(|first| first.to_string() == "target");
        if is_logged && bang.as_char() == '!' && !has_target {
            found.push(name);
        }
    }
}

#[test]
fn every_event_names_the_target_of_the_framework() {
    for folder in ["response-core/src", "src"] {
        for (path, _) in files(&root().join(folder)) {
            let text = fs::read_to_string(&path).expect("a source file");
            let file = syn::parse_file(&text).expect("a source file that parses");
            let mut found = Vec::new();
            without_target(file.to_token_stream(), &mut found);
            assert!(found.is_empty(), "{}: {found:?}", path.display());
        }
    }
}

fn found(source: &str) -> Vec<Arrow> {
    let file = syn::parse_file(source).expect("a source that parses");
    let order = ["json", "model", "contract", "lib"].map(str::to_owned);
    let modules = ["model", "page"].map(str::to_owned);
    let arrows = arrows(&file, &modules);
    against(&order, &arrows).into_iter().cloned().collect()
}

#[test]
fn an_arrow_that_points_up_is_found_wherever_it_stands() {
    let up = vec![("model".to_owned(), "contract".to_owned())];
    for source in [
        "use crate::contract::RouteInfo;",
        "use crate::{contract::RouteInfo, json::Out};",
        "use super::super::contract;",
        "fn f() -> crate::contract::RouteInfo { todo() }",
        "fn f() { let route = crate::contract::route(); }",
        "macro_rules! f { () => { $crate::contract::route() } }",
        "mod inner { use super::super::super::contract::RouteInfo; }",
    ] {
        assert_eq!(found(source), up, "{source}");
    }
}

#[test]
fn an_arrow_that_points_down_or_stays_is_none_against_the_order() {
    for source in [
        "use crate::json::Out;",
        "use crate::model::Field;",
        "use super::query::PageQuery;",
        "#[cfg(test)] mod tests { use crate::contract::RouteInfo; }",
        "/// See `crate::contract::RouteInfo`.\nstruct Page;",
        "macro_rules! f { () => { $crate::__private::route() } }",
    ] {
        assert_eq!(found(source), [], "{source}");
    }
}

#[test]
fn a_name_of_the_root_is_an_arrow_to_the_front_door() {
    let to_the_root = vec![("model".to_owned(), "Response".to_owned())];
    assert_eq!(found("use crate::Response;"), to_the_root);
}
