//! What a help says can be pasted: a failing case says in a comment where, and what stands there then compiles.
//!
//! ```text
//! #[route(get, "/old", response = Redirect)]
//! // paste `status = 307`: Redirect => Redirect, status = 307
//! ```
//!
//! The text between the backticks has to be in an error of the case. `old => new` replaces the first `old` in the nearest
//! line above that has it; `=> new` alone is a line of its own, in place of the comment. With an empty `new`, `old` is
//! dropped.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A comment that pastes something.
struct Pasting<'s> {
    line: usize,
    said: &'s str,
    old: &'s str,
    new: &'s str,
}

fn pastings(source: &str) -> Vec<Pasting<'_>> {
    source
        .lines()
        .enumerate()
        .filter_map(|(line, text)| Some((line, text, text.trim().strip_prefix("// paste `")?)))
        .map(|(line, text, rest)| {
            let parts = rest.split_once("`: ").and_then(|(said, change)| {
                let (old, new) = change.split_once("=>")?;
                Some((said, old.trim_end(), new.trim()))
            });
            let (said, old, new) =
                parts.unwrap_or_else(|| panic!("not `// paste `said`: old => new`: {text}"));
            Pasting {
                line,
                said,
                old,
                new,
            }
        })
        .collect()
}

/// The program with everything pasted.
fn pasted(name: &str, source: &str) -> String {
    let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
    for Pasting {
        line,
        said,
        old,
        new,
    } in pastings(source)
    {
        assert!(
            new.is_empty() || new.contains(said),
            "{name}: `{new}` is not what is pasted, `{said}`"
        );
        if old.is_empty() {
            lines[line] = new.to_owned();
            continue;
        }
        let place = lines[..line]
            .iter()
            .rposition(|text| text.contains(old) && !text.contains("// paste"))
            .unwrap_or_else(|| panic!("{name}: there is no `{old}` above line {}", line + 1));
        lines[place] = lines[place].replacen(old, new, 1);
    }
    lines.join("\n") + "\n"
}

/// Writes the cases that paste something as the modules of one program, and returns its path.
pub fn write(cases: &BTreeMap<String, PathBuf>, folder: &Path) -> PathBuf {
    let sources = folder.join("pasted");
    let _ = fs::remove_dir_all(&sources);
    fs::create_dir_all(&sources).expect("a folder for the sources");
    let mut program = String::new();
    for (name, path) in cases {
        let source = fs::read_to_string(path).expect("a case");
        if pastings(&source).is_empty() {
            continue;
        }
        fs::write(sources.join(format!("{name}.rs")), pasted(name, &source)).expect("a module");
        let _ = writeln!(program, "mod {name};");
    }
    program.push_str("fn main() {}\n");
    let main = sources.join("main.rs");
    fs::write(&main, program).expect("the program");
    main
}

/// The pasted texts that no error of their case says.
pub fn unsaid(cases: &BTreeMap<String, PathBuf>, said: &BTreeMap<String, String>) -> Vec<String> {
    let mut unsaid = Vec::new();
    for (name, path) in cases {
        let source = fs::read_to_string(path).expect("a case");
        let errors = said.get(name).map_or("", String::as_str);
        for pasting in pastings(&source) {
            let said = match pasting.new {
                "" => pasting.said.to_owned(),
                _ => format!("`{}`", pasting.said),
            };
            if !errors.contains(&said) {
                unsaid.push(format!("{name}:{}: `{}`", pasting.line + 1, pasting.said));
            }
        }
    }
    unsaid
}
