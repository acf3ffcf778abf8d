//! `rename_all`: the cases that serde knows, applied as serde applies them.

use syn::Meta;

use super::value::{carried, text};
use crate::report::{Diagnostic, nearest};

/// A case for names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

/// The cases by the name that serde has for each.
pub const CASES: &[(&str, Case)] = &[
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("PascalCase", Case::Pascal),
    ("camelCase", Case::Camel),
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("kebab-case", Case::Kebab),
    ("SCREAMING-KEBAB-CASE", Case::ScreamingKebab),
];

/// `rename_all = "camelCase"`
pub fn case(argument: &Meta) -> darling::Result<Option<Case>> {
    let Some(typed) = text(argument)? else {
        return Ok(None);
    };
    let name = typed.value();
    if let Some((_, case)) = CASES.iter().find(|(known, _)| *known == name) {
        return Ok(Some(*case));
    }
    let fault = Diagnostic::new(
        typed.span(),
        format!("`{name}` is not a case that serde knows"),
    );
    let names = CASES.iter().map(|(name, _)| *name);
    Err(carried(&match nearest(&name, names) {
        Some(case) => fault.help(format!("did you mean `{case}`?")),
        None => fault,
    }))
}

impl Case {
    /// The name of a field, which is in `snake_case`.
    pub fn of_field(self, name: &str) -> String {
        match self {
            Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => pascal(name),
            Self::Camel => lower_first(&pascal(name)),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// The name of a variant, which is in `PascalCase`.
    pub fn of_variant(self, name: &str) -> String {
        match self {
            Self::Pascal => name.to_owned(),
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Camel => lower_first(name),
            Self::Snake => snake(name),
            Self::ScreamingSnake => snake(name).to_ascii_uppercase(),
            Self::Kebab => snake(name).replace('_', "-"),
            Self::ScreamingKebab => snake(name).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(name: &str) -> String {
    let mut starts_word = true;
    let mut pascal = String::new();
    for letter in name.chars() {
        if letter == '_' {
            starts_word = true;
        } else if std::mem::take(&mut starts_word) {
            pascal.push(letter.to_ascii_uppercase());
        } else {
            pascal.push(letter);
        }
    }
    pascal
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (index, letter) in name.char_indices() {
        if index > 0 && letter.is_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_ascii_lowercase().to_string() + letters.as_str(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::CASES;

    #[test]
    fn a_field_is_renamed_as_serde_renames_it() {
        let names = CASES.iter().map(|(_, case)| case.of_field("very_tasty"));
        let expected = [
            "very_tasty",
            "VERY_TASTY",
            "VeryTasty",
            "veryTasty",
            "very_tasty",
            "VERY_TASTY",
            "very-tasty",
            "VERY-TASTY",
        ];
        assert!(names.eq(expected));
    }

    #[test]
    fn a_variant_is_renamed_as_serde_renames_it() {
        let names = CASES.iter().map(|(_, case)| case.of_variant("VeryTasty"));
        let expected = [
            "verytasty",
            "VERYTASTY",
            "VeryTasty",
            "veryTasty",
            "very_tasty",
            "VERY_TASTY",
            "very-tasty",
            "VERY-TASTY",
        ];
        assert!(names.eq(expected));
    }
}
