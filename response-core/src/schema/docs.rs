//! The parts of a doc comment: a title, a description, examples.

use serde_json::Value;

/// A doc comment, split into its parts.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Docs {
    /// The heading at its beginning.
    pub(super) title: String,
    pub(super) description: String,
    /// The JSON code blocks below `# Example` or `# Examples`.
    pub(super) examples: Vec<Value>,
}

impl Docs {
    pub(super) fn of(docs: &str) -> Self {
        let (said, examples) = without_examples(docs);
        let said = said.trim_ascii();
        let (title, description) = match said.strip_prefix('#') {
            Some(_) => said.split_once('\n').unwrap_or((said, "")),
            None => ("", said),
        };
        Self {
            title: title.trim_start_matches('#').trim_ascii().to_owned(),
            description: description.trim_ascii().to_owned(),
            examples,
        }
    }
}

/// Splits the examples from the text. A section without JSON, or with invalid JSON, stays in the text.
fn without_examples(docs: &str) -> (String, Vec<Value>) {
    let mut said = String::new();
    let mut all = Vec::new();
    let mut section = String::new();
    let mut is_fenced = false;
    for line in docs.lines() {
        let is_heading = !is_fenced && line.trim_start().starts_with('#');
        is_fenced ^= line.trim_start().starts_with("```");
        if is_heading {
            take_section(&mut section, &mut said, &mut all);
        }
        section.push_str(line);
        section.push('\n');
    }
    take_section(&mut section, &mut said, &mut all);
    (said, all)
}

fn take_section(section: &mut String, said: &mut String, all: &mut Vec<Value>) {
    match examples(section) {
        Some(examples) => all.extend(examples),
        None => said.push_str(section),
    }
    section.clear();
}

/// The JSON below an example heading.
fn examples(section: &str) -> Option<Vec<Value>> {
    let (heading, below) = section.split_once('\n')?;
    let heading = heading.trim_ascii().strip_prefix('#')?;
    let heading = heading.trim_start_matches('#').trim_ascii();
    if !["example", "examples"].contains(&heading.to_ascii_lowercase().as_str()) {
        return None;
    }
    // Every second part is between fences.
    let blocks = below.split("```").skip(1).step_by(2);
    let examples: Option<Vec<Value>> = blocks
        .map(|block| serde_json::from_str(block.strip_prefix("json")?).ok())
        .collect();
    examples.filter(|examples| !examples.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_section_of_json_is_examples() {
        let docs = Docs::of(
            " A user.\n\n # Example\n\n ```json\n { \"id\": 7 }\n ```\n\n # Limits\n\n At most ten.",
        );
        assert_eq!(docs.examples, [json!({ "id": 7 })]);
        assert_eq!(docs.description, "A user.\n\n # Limits\n\n At most ten.");
        let docs = Docs::of("# Examples\n```json\n1\n```\nor\n```json\n2\n```");
        assert_eq!(docs.examples, [json!(1), json!(2)]);
        assert_eq!((docs.title, docs.description), Default::default());
    }

    #[test]
    fn any_other_section_stays_what_it_is() {
        for said in [
            "A user.\n\n# Example\n\n```\nlet user = 7;\n```",
            "A user.\n\n# Examples\n\nNone.",
            "A user.\n\n# Example\n\n```json\n{ id: 7 }\n```",
            "A user.\n\n```json\n7\n```",
        ] {
            let docs = Docs::of(said);
            assert_eq!(
                (docs.description.as_str(), docs.examples),
                (said, Vec::new())
            );
        }
    }

    #[test]
    fn a_heading_at_the_beginning_is_the_title() {
        let docs = Docs::of("# User\n\nWho asks.");
        assert_eq!(docs.title, "User");
        assert_eq!(docs.description, "Who asks.");
    }
}
