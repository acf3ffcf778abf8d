//! Names that give a secret away: one table for response models and error extensions. What a field can hold and the fields
//! beside it tell a secret from what is only called like one.

mod names;
#[cfg(test)]
mod tests;

use syn::Type;

use super::types::named;
use names::{
    ACCOUNTS, CONTENTS, CREDENTIALS, HARMLESS, HARMLESS_ENDINGS, NAMES, NUMBERS, PREFIXES,
    QUANTITIES, SUFFIXES, WORDS,
};

/// What a field can hold, as far as its type tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A secret of any form.
    Anything,
    /// A number, which counts something unless it is a secret like a PIN.
    Number,
    /// Several numbers, such as a list of them.
    Numbers,
    /// `true` or `false`, or a time: too little for a secret.
    Nothing,
    /// The type is not known.
    Unknown,
}

impl Holds {
    /// What a field of this type can hold.
    pub fn of(ty: &Type) -> Self {
        match ty {
            Type::Reference(reference) => Self::of(&reference.elem),
            Type::Paren(paren) => Self::of(&paren.elem),
            Type::Group(group) => Self::of(&group.elem),
            Type::Array(array) => Self::of_many(&array.elem),
            Type::Slice(slice) => Self::of_many(&slice.elem),
            _ => match named(ty) {
                Some((name, [])) if name == "bool" => Self::Nothing,
                Some((name, _)) if TIMES.contains(&name.as_str()) => Self::Nothing,
                Some((name, [])) if is_number(&name) => Self::Number,
                Some((name, [_])) if name == "NonZero" => Self::Number,
                Some((name, [item])) if ONES.contains(&name.as_str()) => Self::of(item),
                Some((name, [item])) if LISTS.contains(&name.as_str()) => Self::of_many(item),
                _ => Self::Anything,
            },
        }
    }

    fn of_many(item: &Type) -> Self {
        match Self::of(item) {
            // Bytes are as good as text.
            Self::Number if matches!(named(item), Some((name, [])) if name == "u8") => {
                Self::Anything
            }
            Self::Number => Self::Numbers,
            holds => holds,
        }
    }
}

const ONES: &[&str] = &["Arc", "Box", "Field", "Option", "Rc"];

const LISTS: &[&str] = &[
    "AtMost",
    "BTreeSet",
    "HashSet",
    "LinkedList",
    "Vec",
    "VecDeque",
];

const TIMES: &[&str] = &[
    "Date",
    "DateTime",
    "Duration",
    "NaiveDate",
    "NaiveDateTime",
    "NaiveTime",
    "OffsetDateTime",
    "PrimitiveDateTime",
    "SignedDuration",
    "SystemTime",
    "TimeDelta",
    "Timestamp",
    "UtcDateTime",
    "Zoned",
];

const NUMBERS_BY_NAME: &[&str] = &[
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "f32",
    "f64", "Decimal",
];

fn is_number(name: &str) -> bool {
    let name = match name.strip_prefix("NonZero") {
        Some(name) => name.to_lowercase(),
        None => name.to_owned(),
    };
    NUMBERS_BY_NAME.contains(&name.as_str())
}

/// Whether a field of this name, in any case, most likely holds a secret, with the names of the fields beside it.
pub fn is_sensitive<'n>(
    name: &str,
    holds: Holds,
    beside: impl IntoIterator<Item = &'n str>,
) -> bool {
    let name = snake(name);
    let name = name.as_str();
    if HARMLESS.contains(&name) || HARMLESS_ENDINGS.iter().any(|ending| name.ends_with(ending)) {
        return false;
    }
    // `password1` and `passwords` are as telling as `password`.
    let one = name.trim_end_matches(|character: char| character.is_ascii_digit());
    let one = one.trim_end_matches('_');
    let singular = one.strip_suffix('s').unwrap_or(one);
    let is_of_tokens = singular == "token" || singular.ends_with("_token");
    match holds {
        Holds::Nothing => false,
        // Without the type, `tokens` more likely counts something.
        Holds::Unknown if one != singular && is_of_tokens => false,
        Holds::Anything | Holds::Unknown => {
            [name, one, singular]
                .iter()
                .any(|name| is_secret(name) || starts_like_a_secret(name))
                && !(is_digest(singular) && is_beside_contents(beside))
        }
        // Nobody stores the hash of a password, or the id of a session that opens it, in so few bits.
        Holds::Number | Holds::Numbers if is_digest(singular) || singular == "session_id" => false,
        Holds::Number => {
            let is_quantity = QUANTITIES.iter().any(|start| name.starts_with(start));
            !is_quantity && [name, one].iter().any(|name| is_one_secret(name))
        }
        // The tokens of a text are numbers.
        Holds::Numbers if is_of_tokens => false,
        Holds::Numbers => [name, one, singular].iter().any(|name| is_secret(name)),
    }
}

fn is_secret(name: &str) -> bool {
    NAMES.contains(&name)
        || WORDS.contains(&name.replace('_', "").as_str())
        || SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
}

fn starts_like_a_secret(name: &str) -> bool {
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Whether a number of this name is a secret: `tokens` counts them.
fn is_one_secret(name: &str) -> bool {
    NUMBERS.contains(&name) || is_secret(name) && !name.ends_with('s')
}

/// Whether the name says `hash`, but not of what.
fn is_digest(name: &str) -> bool {
    match name.strip_suffix("hash") {
        Some("") => true,
        Some(of) => of.ends_with('_') && !of.split('_').any(|word| CREDENTIALS.contains(&word)),
        None => false,
    }
}

fn is_beside_contents<'n>(beside: impl IntoIterator<Item = &'n str>) -> bool {
    let beside: Vec<String> = beside.into_iter().map(snake).collect();
    let has = |names: &[&str]| beside.iter().any(|name| names.contains(&name.as_str()));
    has(CONTENTS) && !has(ACCOUNTS)
}

/// `apiKey`, `API_KEY`, `api-key` and `APIKey` are one name.
fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (index, &letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            snake.push('_');
            continue;
        }
        let starts_word = letter.is_uppercase()
            && index > 0
            && (letters[index - 1].is_lowercase()
                || letters[index - 1].is_ascii_digit()
                || letters[index - 1].is_uppercase()
                    && letters
                        .get(index + 1)
                        .is_some_and(|next| next.is_lowercase()));
        if starts_word {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
