//! The field whose name was most likely meant, found at compile time.

use crate::model::shape::{Content, Field, Kind, Shape, Tagging};

/// One of the fields that can be selected: of a struct, or of the variants whose fields are those of the enum.
pub(super) const fn field(shape: &'static Shape, index: usize) -> Option<&'static Field> {
    let variants = match &shape.kind {
        Kind::Struct(model) if index < model.fields.len() => return Some(&model.fields[index]),
        Kind::Enum(model) => model,
        _ => return None,
    };
    let is_flat = matches!(
        variants.tagging,
        Tagging::Internal { .. } | Tagging::Untagged
    );
    let (mut of_all, mut variant) = (0, 0);
    while variant < variants.variants.len() {
        let one = &variants.variants[variant];
        if let Content::Struct(fields) = one.content
            && (is_flat || one.untagged)
        {
            if index - of_all < fields.len() {
                return Some(&fields[index - of_all]);
            }
            of_all += fields.len();
        }
        variant += 1;
    }
    None
}

/// The name that was most likely meant.
pub(super) const fn nearest(typed: &str, shape: &'static Shape) -> Option<&'static str> {
    let (mut best, mut least) = (None, usize::MAX);
    let mut index = 0;
    while let Some(field) = field(shape, index) {
        let names = [field.name, field.wire_name];
        let mut which = 0;
        while which < names.len() {
            let typing_errors = distance(typed.as_bytes(), names[which].as_bytes());
            if typing_errors < least {
                (best, least) = (Some(names[which]), typing_errors);
            }
            which += 1;
        }
        index += 1;
    }
    if least <= typed.len().div_ceil(3) {
        best
    } else {
        None
    }
}

const LONGEST_NAME: usize = 64;

/// How many letters have to be put in, taken out or changed; upper and lower case are the same.
const fn distance(typed: &[u8], name: &[u8]) -> usize {
    if typed.len() > LONGEST_NAME || name.len() > LONGEST_NAME {
        return usize::MAX;
    }
    let mut row = [0; LONGEST_NAME + 1];
    let mut column = 0;
    while column <= name.len() {
        row[column] = column;
        column += 1;
    }
    let mut line = 0;
    while line < typed.len() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        column = 0;
        while column < name.len() {
            let changed = diagonal + !typed[line].eq_ignore_ascii_case(&name[column]) as usize;
            diagonal = row[column + 1];
            let moved = if diagonal < row[column] {
                diagonal
            } else {
                row[column]
            } + 1;
            row[column + 1] = if changed < moved { changed } else { moved };
            column += 1;
        }
        line += 1;
    }
    row[name.len()]
}
