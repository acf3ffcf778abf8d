//! The guide: each of its chapters is in the crate's docs and in the book, its links lead somewhere in both, and what it shows is
//! real.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder with this extension, sorted.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(root().join(folder))
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

/// The pages of the guide, with the names of their files.
fn pages() -> Vec<(String, String)> {
    files("docs/guide", "md")
        .iter()
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy();
            (name.into_owned(), read(path))
        })
        .collect()
}

fn chapters() -> impl Iterator<Item = String> {
    pages()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| name != "README")
}

/// What stands between fences that begin with this line.
fn blocks<'t>(text: &'t str, fence: &str) -> Vec<&'t str> {
    text.split(&format!("\n{fence}\n"))
        .skip(1)
        .map(|rest| rest.split("\n```\n").next().expect("the end of a block"))
        .collect()
}

/// The text without what stands between fences.
fn prose(text: &str) -> String {
    let mut is_code = false;
    text.lines()
        .filter(|line| {
            let is_fence = line.starts_with("```");
            is_code ^= is_fence;
            !is_code && !is_fence
        })
        .map(|line| format!("{line}\n"))
        .collect()
}

/// The definitions of links, `[label]: target`.
fn definitions(text: &str) -> Vec<(&str, &str)> {
    text.lines()
        .filter_map(|line| line.strip_prefix('[')?.split_once("]: "))
        .collect()
}

/// The labels of the links, `[text][label]`.
fn labels(text: &str) -> BTreeSet<&str> {
    text.split("][")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(']')?.0))
        .collect()
}

#[test]
fn each_chapter_is_a_module() {
    let module = read(&root().join("src/guide/mod.rs"));
    let modules: BTreeSet<_> = module.lines().map(str::trim).collect();
    for chapter in chapters() {
        assert!(modules.contains(&*chapter), "src/guide/mod.rs: {chapter}");
    }
}

#[test]
fn each_chapter_is_listed_with_its_title() {
    let summary = read(&root().join("docs/SUMMARY.md"));
    for (name, page) in pages() {
        if name == "README" {
            continue;
        }
        let title = page.lines().next().and_then(|line| line.strip_prefix("# "));
        let title = title.unwrap_or_else(|| panic!("{name} has no title"));
        let line = format!("- [{title}](guide/{name}.md)\n");
        assert!(summary.contains(&line), "docs/SUMMARY.md: {line}");
    }
    // mdBook writes an empty page for a file that is not there.
    for rest in summary.split("](").skip(1) {
        let (file, _) = rest.split_once(')').expect("the end of a link");
        assert!(root().join("docs").join(file).exists(), "docs/{file}");
    }
}

#[test]
fn the_front_page_leads_to_each_chapter() {
    let page = read(&root().join("docs/guide/README.md"));
    let linked = labels(&page);
    for chapter in chapters() {
        assert!(
            linked.contains(&*chapter),
            "docs/guide/README.md: {chapter}"
        );
    }
}

#[test]
fn each_link_leads_to_a_file_and_to_an_item() {
    let items = read(&root().join("src/guide/links.md"));
    let items: BTreeSet<_> = definitions(&items)
        .into_iter()
        .map(|(label, _)| label)
        .collect();
    let mut pages: Vec<_> = files("docs/guide", "md");
    pages.push(root().join("docs/compat.md"));
    for path in pages {
        let page = read(&path);
        let prose = prose(&page);
        let shown = path.display();
        assert!(
            !prose.contains(".md)"),
            "{shown}: the crate's docs do not have this file"
        );
        let defined = definitions(&prose);
        for (label, target) in &defined {
            let target = path.parent().expect("a folder").join(target);
            // The book has no page of the name README; it is the one of its folder.
            let is_there = match target.is_dir() {
                true => target.join("README.md").is_file(),
                false => target.is_file() && !target.ends_with("README.md"),
            };
            assert!(is_there, "{shown}: [{label}]: {}", target.display());
            assert!(
                items.contains(label),
                "src/guide/links.md: [{label}], for {shown}"
            );
        }
        let defined = defined.into_iter().map(|(label, _)| label).collect();
        assert_eq!(
            labels(&prose),
            defined,
            "the links of {shown}, and their targets"
        );
    }
}

/// A part of some file, as whole lines.
fn is_part(of: &[String], block: &str) -> bool {
    of.iter()
        .any(|file| format!("\n{file}").contains(&format!("\n{block}\n")))
}

/// Places in `src/main.rs` stand for those in a case.
fn without_files(text: &str) -> String {
    text.lines()
        .map(|line| match line.split_once("--> ") {
            Some((before, place)) => {
                let (_, place) = place.split_once(':').unwrap_or(("", ""));
                format!("{before}--> {place}\n")
            }
            None => format!("{line}\n"),
        })
        .collect()
}

#[test]
fn each_message_of_the_compiler_is_a_real_one() {
    let said: Vec<_> = files("ui-tests/fail", "stderr")
        .iter()
        .map(|path| without_files(&read(path)))
        .collect();
    let mut shown = 0;
    for (name, page) in pages() {
        for block in blocks(&page, "```text") {
            if !block.starts_with("error") {
                continue;
            }
            shown += 1;
            let block = without_files(block);
            assert!(
                is_part(&said, block.trim_end()),
                "{name}: no case says\n{block}"
            );
        }
    }
    assert!(shown > 10, "{shown}");
}

#[test]
fn code_that_is_not_compiled_here_is_compiled_elsewhere() {
    let folders = ["ui-tests/fail", "ui-tests/pass", ".ci/consumers/utoipa/src"];
    let sources: Vec<_> = folders
        .iter()
        .flat_map(|folder| files(folder, "rs"))
        .map(|path| {
            let source = read(&path);
            // What the tests paste is not shown.
            let lines = source
                .lines()
                .filter(|line| !line.trim_start().starts_with("// paste `"));
            lines.map(|line| format!("{line}\n")).collect()
        })
        .collect();
    for (name, page) in pages() {
        for block in blocks(&page, "```rust,ignore") {
            assert!(is_part(&sources, block), "{name}: no source has\n{block}");
        }
    }
}

#[test]
fn each_figure_is_one_of_the_benchmarks() {
    let measured = read(&root().join("benches/README.md"));
    let measured: BTreeSet<_> = measured.split('|').map(str::trim).collect();
    let chapter = read(&root().join("docs/guide/performance.md"));
    let rows = chapter.lines().filter_map(|line| line.strip_suffix(" |"));
    let figures: Vec<_> = rows
        .filter_map(|row| row.rsplit_once("| "))
        .map(|(_, figure)| figure)
        .filter(|figure| figure.starts_with(|first: char| first.is_ascii_digit()))
        .collect();
    assert!(figures.len() > 5, "{figures:?}");
    for figure in figures {
        assert!(
            measured.contains(figure),
            "benches/README.md does not have {figure}"
        );
    }
}
