//! [`Window`]: a part of a value that is too large for all of its errors to be collected at once.
//!
//! A validator makes every error before it returns the first, each with the whole way to it, and with copies of the values
//! that no branch of an `anyOf` takes. A client would choose how much memory that takes, so a large value is validated part
//! by part.

use std::collections::HashSet;

use jsonschema::paths::{Location, LocationSegment};
use response_core::problem::Loc;
use serde_json::{Map, Value};

/// The maximum number of parts in a window.
const MOST_PARTS: usize = 20_000;

/// The maximum number of windows of a value: more than a body of the default limit has.
const MOST_WINDOWS: usize = 64;

/// The length of a text, or of the way to a value, that counts as one more part.
const AT_ONCE: usize = 64;

/// A part of a value: what follows one place of it, in the lists and objects that lead to it.
pub(super) struct Window {
    pub value: Value,
    /// The lists and objects that begin before the window, from the outside in.
    start: Vec<Around>,
    /// The steps to the last list or object that goes on behind the window, if there is one.
    end: Option<Vec<Step>>,
    /// What stands for the keys that were cut.
    cut_keys: HashSet<String>,
}

/// A list or an object whose beginning is left out.
struct Around {
    /// The number of entries that are left out.
    before: usize,
    /// The first entry that is not.
    first: Step,
}

/// A step within the window.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Index(usize),
    Key(String),
}

impl Step {
    fn is(&self, segment: &LocationSegment<'_>) -> bool {
        match (self, segment) {
            (Self::Index(own), LocationSegment::Index(index)) => own == index,
            (Self::Key(own), LocationSegment::Property(key)) => own == key,
            _ => false,
        }
    }
}

impl Window {
    /// The windows of a value; `None` if it is small enough to be validated as a whole.
    pub fn all(value: &Value) -> Option<impl Iterator<Item = Self>> {
        if fits(value, &mut (MOST_PARTS - 1), 0) {
            return None;
        }
        let mut next = Some(Vec::new());
        let windows = std::iter::from_fn(move || {
            let (window, rest) = Self::from(value, &next.take()?);
            next = rest;
            Some(window)
        });
        Some(windows.take(MOST_WINDOWS))
    }

    /// The window that begins with these entries, and the entries with which the next one begins.
    fn from(value: &Value, entries: &[usize]) -> (Self, Option<Vec<usize>>) {
        let mut cutting = Cutting {
            left: MOST_PARTS,
            start: Vec::new(),
            end: None,
            cut_keys: HashSet::new(),
        };
        let value = cutting.part(value, entries, 0);
        let Cutting {
            mut start,
            end,
            cut_keys,
            ..
        } = cutting;
        start.reverse();
        let (end, next) = end.map_or((None, None), |mut end| {
            end.steps.reverse();
            end.entries.reverse();
            (Some(end.steps), Some(end.entries))
        });
        let window = Self {
            value,
            start,
            end,
            cut_keys,
        };
        (window, next)
    }

    /// Whether a key of the window stands for one that was cut.
    pub fn is_cut_key(&self, key: &str) -> bool {
        self.cut_keys.contains(key)
    }

    /// Whether a key that was cut leads to the value there.
    pub fn is_below_cut_key(&self, path: &Location) -> bool {
        !self.cut_keys.is_empty()
            && path.into_iter().any(|segment| match segment {
                LocationSegment::Property(name) => self.is_cut_key(&name),
                LocationSegment::Index(_) => false,
            })
    }

    /// Whether a key that was cut is within a value of the window.
    pub fn has_cut_key(&self, value: &Value) -> bool {
        !self.cut_keys.is_empty()
            && match value {
                Value::Array(items) => items.iter().any(|item| self.has_cut_key(item)),
                Value::Object(fields) => fields
                    .iter()
                    .any(|(name, field)| self.is_cut_key(name) || self.has_cut_key(field)),
                _ => false,
            }
    }

    /// Whether something of the list or the object there is left out, or of a value inside of it.
    pub fn cuts(&self, path: &Location) -> bool {
        let path: Vec<_> = path.into_iter().collect();
        let is_on = |way: &mut dyn Iterator<Item = &Step>, length: usize| {
            path.len() <= length && path.iter().zip(way).all(|(segment, step)| step.is(segment))
        };
        let starts = self.start.len().checked_sub(1).is_some_and(|length| {
            is_on(&mut self.start.iter().map(|around| &around.first), length)
        });
        let ends = self.end.as_ref();
        starts || ends.is_some_and(|end| is_on(&mut end.iter(), end.len()))
    }

    /// The steps to a value of the window, in the whole value.
    pub fn steps(&self, path: &Location) -> impl Iterator<Item = Loc> {
        let mut around = self.start.iter();
        let mut is_first = true;
        path.into_iter().map(move |segment| {
            let around = around.next().filter(|_| is_first);
            is_first = around.is_some_and(|around| around.first.is(&segment));
            match segment {
                LocationSegment::Property(name) => Loc::chosen(&name),
                LocationSegment::Index(index) => {
                    Loc::from(index + around.map_or(0, |around| around.before))
                }
            }
        })
    }
}

/// Whether a value is small enough; `left` is what it may have.
fn fits(value: &Value, left: &mut usize, way: usize) -> bool {
    let mut takes = |work: usize| {
        *left = left.saturating_sub(work);
        *left > 0
    };
    if !takes(work(value, way)) {
        return false;
    }
    match value {
        Value::Array(items) => items.iter().all(|item| fits(item, left, way)),
        Value::Object(fields) => fields
            .iter()
            .all(|(name, field)| fits(field, left, way + name.len())),
        _ => true,
    }
}

fn work(value: &Value, way: usize) -> usize {
    let text = value.as_str().map_or(0, str::len);
    1 + (text + way) / AT_ONCE
}

/// A window that is being made.
struct Cutting {
    left: usize,
    /// From the inside out.
    start: Vec<Around>,
    end: Option<End>,
    cut_keys: HashSet<String>,
}

/// Where a window ends, from the inside out.
#[derive(Default)]
struct End {
    /// In the window, the steps to the last list or object that goes on.
    steps: Vec<Step>,
    /// In the value, the entries to what follows.
    entries: Vec<usize>,
}

impl Cutting {
    /// The value from these entries on, as far as there is room.
    fn part(&mut self, value: &Value, entries: &[usize], way: usize) -> Value {
        self.left = self.left.saturating_sub(work(value, way));
        match value {
            Value::Array(items) => {
                let mut kept = Vec::new();
                let each = items.iter().map(|item| (item, way));
                self.entries(each, entries, |_, item| {
                    kept.push(item);
                    Step::Index(kept.len() - 1)
                });
                Value::Array(kept)
            }
            Value::Object(fields) => {
                let mut kept = Map::new();
                let names: Vec<&String> = fields.keys().collect();
                let each = fields.values().zip(&names);
                let each = each.map(|(field, name)| (field, way + name.len().min(AT_ONCE * 2)));
                let mut cut_keys = Vec::new();
                self.entries(each, entries, |entry, field| {
                    let name = short(names[entry], entry);
                    if name != *names[entry] {
                        cut_keys.push(name.clone());
                    }
                    kept.insert(name.clone(), field);
                    Step::Key(name)
                });
                self.cut_keys.extend(cut_keys);
                Value::Object(kept)
            }
            scalar => scalar.clone(),
        }
    }

    /// Keeps the entries of a list or an object, each with the length of the way to it.
    fn entries<'v>(
        &mut self,
        each: impl Iterator<Item = (&'v Value, usize)>,
        from: &[usize],
        mut keep: impl FnMut(usize, Value) -> Step,
    ) {
        let (before, mut inner) = from
            .split_first()
            .map_or((0, from), |(first, rest)| (*first, rest));
        for (entry, (value, way)) in each.enumerate().skip(before) {
            if self.left == 0 {
                let mut end = End::default();
                end.entries.push(entry);
                self.end = Some(end);
                return;
            }
            let part = self.part(value, std::mem::take(&mut inner), way);
            let step = keep(entry, part);
            if entry == before && !from.is_empty() {
                let first = step.clone();
                self.start.push(Around { before, first });
            }
            if let Some(end) = &mut self.end {
                end.steps.push(step);
                end.entries.push(entry);
                return;
            }
        }
    }
}

/// A key that would make the way to every value below it long is cut. It stays different from the others.
fn short(name: &str, entry: usize) -> String {
    match Loc::chosen(name) {
        Loc::Key(short) if short != name => format!("{short}{entry}"),
        _ => name.to_owned(),
    }
}

/// Whether a key is one that is cut.
pub(super) fn is_cut(name: &str) -> bool {
    short(name, 0) != name
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn path(value: &Value, steps: &[&str]) -> Location {
        let mut at = value;
        let segments = steps.iter().map(|step| {
            let (segment, below) = match at {
                Value::Array(items) => {
                    let index = step.parse().unwrap();
                    (LocationSegment::Index(index), &items[index])
                }
                _ => (LocationSegment::Property((*step).into()), &at[*step]),
            };
            at = below;
            segment
        });
        segments.collect()
    }

    fn told(window: &Window, steps: &[&str]) -> String {
        let path = path(&window.value, steps);
        let steps = window.steps(&path).map(|step| step.to_string());
        steps.collect::<Vec<_>>().join(".")
    }

    #[test]
    fn a_small_value_has_no_windows() {
        assert!(Window::all(&json!({ "a": vec![1; 19_000] })).is_none());
        assert!(Window::all(&json!({ "a": vec![1; 20_000] })).is_some());
        assert!(Window::all(&json!({ "k".repeat(1 << 20): [1, 2] })).is_some());
    }

    #[test]
    fn the_windows_together_are_the_value() {
        let rows: Vec<_> = (0..10_000)
            .map(|row| json!({ "id": row, "tags": [row, "a"] }))
            .collect();
        let value = json!({ "first": 1, "rows": rows, "last": [1] });
        let windows: Vec<_> = Window::all(&value).unwrap().collect();
        let mut joined = Vec::new();
        let mut last = None;
        for window in &windows {
            for (row, value) in window.value["rows"]
                .as_array()
                .into_iter()
                .flatten()
                .enumerate()
            {
                let row = told(window, &["rows", &row.to_string()]);
                let tags = value["tags"].as_array().into_iter().flatten().cloned();
                if last.as_ref() != Some(&row) {
                    joined.push((row.clone(), Vec::new()));
                }
                last = Some(row);
                joined.last_mut().unwrap().1.extend(tags);
            }
        }
        assert!(windows.len() > 1);
        assert_eq!(
            windows
                .iter()
                .filter(|window| window.value.get("last").is_some())
                .count(),
            1
        );
        assert_eq!(joined.len(), 10_000);
        for (row, (name, tags)) in joined.iter().enumerate() {
            assert_eq!(
                (name, tags),
                (&format!("rows.{row}"), &vec![json!(row), json!("a")])
            );
        }
    }

    #[test]
    fn what_is_cut_is_known() {
        let value = json!({ "rows": vec![vec![1; 3]; 20_000], "last": [1] });
        let windows: Vec<_> = Window::all(&value).unwrap().collect();
        let cuts = |window: &Window, steps: &[&str]| window.cuts(&path(&window.value, steps));
        let first = &windows[0];
        assert!(cuts(first, &[]) && cuts(first, &["rows"]));
        assert!(!cuts(first, &["rows", "0"]) && !cuts(first, &["rows", "0", "1"]));
        let last = windows.last().unwrap();
        assert!(cuts(last, &[]) && cuts(last, &["rows"]));
        assert!(!cuts(last, &["last"]) && !cuts(last, &["last", "0"]));
    }

    #[test]
    fn a_long_key_is_not_copied_for_every_value_below_it() {
        let long = "k".repeat(1 << 20);
        let value = json!({ long.clone(): vec![1; 30_000], format!("{long}2"): vec![2; 30_000] });
        let windows: Vec<_> = Window::all(&value).unwrap().collect();
        assert!(windows.len() < 20, "{}", windows.len());
        let keys = windows
            .iter()
            .flat_map(|window| window.value.as_object().unwrap().keys());
        assert!(keys.clone().all(|key| key.len() < 140));
    }
}
