//! Writing models as CSV rows, from their JSON, so that both agree.

use std::borrow::Cow;
use std::fmt;

use csv_core::{Terminator, WriteResult, Writer, WriterBuilder};
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::json;
use crate::message::body::BoxError;
use crate::outcome::kind::stream::Encode;

/// How a formula begins in a spreadsheet: the list of OWASP's page on CSV injection, and the full-width signs, which
/// some locales treat as the plain ones.
const FORMULA: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

pub(super) struct Rows<T> {
    columns: Vec<&'static str>,
    write: fn(T) -> Result<Vec<u8>, json::Error>,
    keeps_formulas: bool,
    csv: Writer,
}

impl<T> Rows<T> {
    pub(super) fn new(
        columns: Vec<&'static str>,
        write: fn(T) -> Result<Vec<u8>, json::Error>,
        keeps_formulas: bool,
        terminator: Terminator,
    ) -> Self {
        Self {
            columns,
            write,
            keeps_formulas,
            csv: WriterBuilder::new().terminator(terminator).build(),
        }
    }

    /// The header row.
    pub(super) fn head(&mut self) -> Vec<u8> {
        let mut chunk = Vec::new();
        let columns = std::mem::take(&mut self.columns);
        self.row(columns.iter().copied(), &mut chunk);
        self.columns = columns;
        chunk
    }

    fn row<C: AsRef<str>>(&mut self, cells: impl Iterator<Item = C>, chunk: &mut Vec<u8>) {
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                put(chunk, |room| self.csv.delimiter(room));
            }
            let mut cell = cell.as_ref().as_bytes();
            put(chunk, |room| {
                let (result, read, written) = self.csv.field(cell, room);
                cell = &cell[read..];
                (result, written)
            });
        }
        put(chunk, |room| self.csv.terminator(room));
    }
}

/// Appends to the chunk, and calls `write` again as long as it needs more room.
fn put(chunk: &mut Vec<u8>, mut write: impl FnMut(&mut [u8]) -> (WriteResult, usize)) {
    let mut room = [0; 256];
    loop {
        let (result, written) = write(&mut room);
        chunk.extend_from_slice(&room[..written]);
        if result == WriteResult::InputEmpty {
            return;
        }
    }
}

impl<T> Encode<T> for Rows<T> {
    fn encode(&mut self, item: T, chunk: &mut Vec<u8>) -> Result<(), BoxError> {
        let json = (self.write)(item)?;
        let cells = serde_json::Deserializer::from_slice(&json).deserialize_map(Cells {
            columns: &self.columns,
            keeps_formulas: self.keeps_formulas,
        })?;
        self.row(cells.into_iter(), chunk);
        Ok(())
    }
}

/// Reads the members of an object, each into its column.
struct Cells<'c> {
    columns: &'c [&'static str],
    keeps_formulas: bool,
}

impl<'de> Visitor<'de> for Cells<'_> {
    type Value = Vec<Cow<'de, str>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a row")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut cells = vec![Cow::Borrowed(""); self.columns.len()];
        let mut expected = 0;
        while let Some(column) = members.next_key_seed(Column {
            columns: self.columns,
            expected,
        })? {
            let value = members.next_value::<&RawValue>()?.get();
            let column = column.ok_or_else(|| A::Error::custom("a member without a column"))?;
            cells[column] = cell(value, self.keeps_formulas).map_err(A::Error::custom)?;
            expected = column + 1;
        }
        Ok(cells)
    }
}

/// The text of a value's cell.
fn cell(json: &str, keeps_formulas: bool) -> Result<Cow<'_, str>, serde_json::Error> {
    let text: Cow<'_, str> = match json.as_bytes() {
        b"null" => return Ok(Cow::Borrowed("")),
        [b'{' | b'[', ..] => {
            return Err(serde_json::Error::custom(
                "a list or an object has no cell in CSV",
            ));
        }
        [b'"', inside @ .., b'"'] if !inside.contains(&b'\\') => {
            Cow::Borrowed(&json[1..json.len() - 1])
        }
        [b'"', ..] => Cow::Owned(serde_json::from_str(json)?),
        _ => return Ok(Cow::Borrowed(json)),
    };
    if text.starts_with(FORMULA) && !keeps_formulas && !is_number(&text) {
        return Ok(Cow::Owned(format!("'{text}")));
    }
    Ok(text)
}

/// Whether the text is a negative number, such as a decimal that is a string in JSON to stay exact: not a formula.
fn is_number(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_prefix('-')
        .is_some_and(|number| match number.split_once('.') {
            Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
            None => is_digits(number),
        })
}

/// Reads a key as the number of its column, which is nearly always the next one.
struct Column<'c> {
    columns: &'c [&'static str],
    expected: usize,
}

impl<'de> DeserializeSeed<'de> for Column<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<Option<usize>, D::Error> {
        key.deserialize_str(self)
    }
}

impl Visitor<'_> for Column<'_> {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Option<usize>, E> {
        if self.columns.get(self.expected) == Some(&key) {
            return Ok(Some(self.expected));
        }
        Ok(self.columns.iter().position(|column| *column == key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cell of a string.
    fn of(text: &str) -> String {
        let json = serde_json::to_string(text).unwrap();
        cell(&json, false).unwrap().into_owned()
    }

    #[test]
    fn a_number_stays_as_it_is() {
        for number in ["-12.50", "-0.001", "-7", "12.50", "0"] {
            assert_eq!(of(number), number);
        }
        assert_eq!(cell("-7", false).unwrap(), "-7");
        assert_eq!(cell("-1.5e-7", false).unwrap(), "-1.5e-7");
    }

    #[test]
    fn no_text_begins_a_formula() {
        for begin in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            let formula = format!("{begin}HYPERLINK(A1)");
            assert_eq!(of(&formula), format!("'{formula}"));
        }
        assert_eq!(of("a=1"), "a=1");
    }

    #[test]
    fn what_only_begins_as_a_number_is_text() {
        for text in [
            "-", "-.", "-1.", "-.5", "-1+1", "-1.2.3", "--1", "-1e5", "-1 ", "-\u{661}", "-A1",
        ] {
            assert_eq!(of(text), format!("'{text}"));
        }
    }
}
