//! Reading a value from [`Texts`]: names with texts, as a query, a form, headers, cookies and a path give them.

use std::borrow::Cow;
use std::collections::HashMap;

use response_core::problem::{Fault, Loc};
use serde::de::DeserializeOwned;

use super::checked::Checked;
use super::faults::{self, Node};
use super::schema::{At, Plan};
use super::straight;

/// Reads `a=1&b=2`.
pub(super) fn parse<T>(part: &'static str, text: &[u8]) -> Result<Checked<T>, Vec<Fault>>
where
    T: DeserializeOwned + 'static,
{
    match std::str::from_utf8(text) {
        Ok(text) => parse_text(part, text),
        Err(_) => sorted(part, text, Plan::to_read::<T>()),
    }
}

/// Reads `a=1&b=2`, which is known to be UTF-8.
pub(super) fn parse_text<T>(part: &'static str, text: &str) -> Result<Checked<T>, Vec<Fault>>
where
    T: DeserializeOwned + 'static,
{
    let plan = Plan::to_read::<T>();
    if plan.is_straight
        && let Some(value) = straight::read(text, plan)
    {
        let faults = Vec::new();
        return Ok(Checked {
            value,
            part,
            faults,
        });
    }
    sorted(part, text.as_bytes(), plan)
}

/// The same for any text, with what is wrong with it.
pub(super) fn sorted<T: DeserializeOwned>(
    part: &'static str,
    text: &[u8],
    plan: &'static Plan,
) -> Result<Checked<T>, Vec<Fault>> {
    let root = plan.root();
    if let Some(named) = usual(text, root) {
        return read(part, None, Node::Named(&named, Some(root)), plan);
    }
    let (pairs, undecoded) = match pairs(text) {
        Ok(pairs) => (pairs, Vec::new()),
        Err(Undecoded { names, pairs }) => (pairs, names),
    };
    let undecoded = undecoded.into_iter().map(|name| {
        let steps = name.map(|name| steps(&name, root));
        let steps = steps.into_iter().flatten();
        not_utf8(std::iter::once(part.into()).chain(steps).collect())
    });
    let undecoded: Vec<_> = undecoded.collect();
    let texts = Texts::filled(pairs.into_iter(), root);
    read_beside(undecoded, part, &texts, plan)
}

/// The names with texts of a query or a form as most are: few of them, each once, and no part of an object.
fn usual(text: &[u8], root: At) -> Option<Vec<(Cow<'_, str>, Given<'_>)>> {
    let text = std::str::from_utf8(text).ok()?;
    if root.is_list() {
        return None;
    }
    let separators = text.bytes().filter(|byte| *byte == b'&').count();
    let mut named: Vec<(Cow<'_, str>, Given<'_>)> = Vec::with_capacity(FEW.min(separators + 1));
    let mut start = 0;
    while start < text.len() {
        let mut equals = None;
        let mut is_decoded = true;
        let mut end = start;
        for byte in text.as_bytes().get(start..)? {
            match byte {
                b'&' => break,
                b'=' if equals.is_none() => equals = Some(end),
                b'+' | b'%' => is_decoded = false,
                b'[' if equals.is_none() => return None,
                _ => {}
            }
            end += 1;
        }
        let (from, to) = (start, end);
        start = end + 1;
        if from == to {
            continue;
        }
        let equals = equals.unwrap_or(to);
        let name = text.get(from..equals)?;
        let given = text.get(equals + 1..to).unwrap_or_default();
        let (name, given) = if is_decoded {
            (Cow::Borrowed(name), Cow::Borrowed(given))
        } else {
            (decoded(name.as_bytes())?, decoded(given.as_bytes())?)
        };
        let is_unusual = named.len() == FEW || !is_decoded && name.contains('[');
        if is_unusual || named.iter().any(|(known, _)| *known == name) {
            return None;
        }
        named.push((name, Given::Text(given)));
    }
    drop_blank(&mut named, root);
    Some(named)
}

/// Reads a value from texts, beside those that are not UTF-8, for which [`UNDECODED`] stands.
pub(super) fn read_beside<T: DeserializeOwned>(
    mut undecoded: Vec<Fault>,
    part: &'static str,
    texts: &Texts<'_>,
    plan: &'static Plan,
) -> Result<Checked<T>, Vec<Fault>> {
    let node = Node::of(texts, Some(plan.root()));
    let read = read(part, None, node, plan);
    if undecoded.is_empty() {
        return read;
    }
    let mut others = match read {
        Ok(Checked { faults, .. }) | Err(faults) => faults,
    };
    // The stand-in for a text that is not UTF-8 may have faults of its own.
    others.retain(|fault| {
        let mut known = undecoded.iter().filter(|known| known.loc.len() > 1);
        !known.any(|known| fault.loc.starts_with(&known.loc))
    });
    undecoded.extend(others);
    undecoded.truncate(Fault::MOST);
    Err(undecoded)
}

/// Reads a value from texts, as its schema leads, and checks it.
pub(super) fn read<T: DeserializeOwned>(
    part: &'static str,
    below: Option<&str>,
    node: Node<'_>,
    plan: &'static Plan,
) -> Result<Checked<T>, Vec<Fault>> {
    let value = faults::read(node);
    let place = || {
        let below = below.map(|name| Loc::from(name.to_owned()));
        std::iter::once(part.into())
            .chain(below)
            .collect::<Vec<_>>()
    };
    let mut faults = match &value {
        Some(_) => Vec::new(),
        None => faults::of::<T>(&place(), node, None),
    };
    // A value that has been read, and for which the rules hold, is not looked at again.
    if plan.checker.is_some() && !(value.is_some() && plan.is_exact() && node.holds()) {
        plan.add_faults(&place(), &node.instance(), &mut faults);
    }
    match value {
        Some(value) => Ok(Checked {
            value,
            part,
            faults,
        }),
        None => Err(faults),
    }
}

/// The names of a type that are read, of those that a request gives; `None` if the type reads all of them.
pub(super) fn read_as(
    plan: &Plan,
    given: &str,
    is_same: impl Fn(&str, &str) -> bool,
) -> Option<Cow<'static, str>> {
    let root = plan.root();
    let mut fields = plan.fields.iter().copied();
    let known = fields.find(|name| is_same(name, given)).or_else(|| {
        let mut documented = root.members().into_iter().map(|(name, _)| name);
        documented.find(|name| is_same(name, given))
    });
    let takes_all =
        root.others().is_some() || plan.undocumented.is_some() && plan.fields.is_empty();
    known
        .map(Cow::Borrowed)
        .or_else(|| takes_all.then(|| Cow::Owned(given.to_owned())))
}

/// A name and a text.
pub(super) type Pair<'r> = (Cow<'r, str>, Cow<'r, str>);

/// Names with texts.
#[derive(Debug)]
pub(super) enum Texts<'r> {
    /// Each name once, with everything that was given under it.
    Named(Vec<(Cow<'r, str>, Given<'r>)>),
    /// In the order of the request, for a list of pairs.
    Pairs(Vec<Pair<'r>>),
}

/// What was given under one name.
#[derive(Debug)]
pub(super) enum Given<'r> {
    Text(Cow<'r, str>),
    Texts(Vec<Cow<'r, str>>),
    /// The members of an object: `deepObject` in OpenAPI.
    Named(Vec<(Cow<'r, str>, Given<'r>)>),
}

impl<'r> Texts<'r> {
    /// Sorts the fields of a form or a query by their names, without those that were left blank, as browsers send them: they
    /// may be left out, and do not hold an empty text.
    pub fn filled(pairs: impl Iterator<Item = Pair<'r>>, at: At) -> Self {
        let mut texts = Self::of(pairs, at);
        if let Self::Named(named) = &mut texts {
            drop_blank(named, at);
        }
        texts
    }

    /// Sorts pairs by their names.
    pub fn of(pairs: impl Iterator<Item = Pair<'r>>, at: At) -> Self {
        if at.is_list() && at.items().any(At::is_list) {
            return Self::Pairs(pairs.collect());
        }
        let mut named = Named::default();
        for (name, text) in pairs {
            named.add(name, text, Some(at));
        }
        Self::Named(named.finish())
    }
}

fn drop_blank(named: &mut Vec<(Cow<'_, str>, Given<'_>)>, at: At) {
    named.retain_mut(|(name, given)| match given {
        Given::Text(text) if text.is_empty() => {
            let member = at.member(name);
            member.is_none_or(|member| member.takes_blank() || at.requires(name))
        }
        Given::Named(members) => {
            if let Some(member) = at.member(name) {
                drop_blank(members, member);
            }
            true
        }
        _ => true,
    });
}

/// Names with texts, while they are sorted.
#[derive(Default)]
struct Named<'r> {
    entries: Vec<(Cow<'r, str>, Entry<'r>)>,
    /// Where each name is, once there are many.
    places: HashMap<Cow<'r, str>, usize>,
}

enum Entry<'r> {
    Text(Cow<'r, str>),
    Texts(Vec<Cow<'r, str>>),
    Named(Box<Named<'r>>),
}

/// The number of names up to which they are compared one by one.
const FEW: usize = 16;

impl<'r> Named<'r> {
    fn add(&mut self, name: Cow<'r, str>, text: Cow<'r, str>, at: Option<At>) {
        if let Some((outer, inner)) = deep(&name, at) {
            let below = at.and_then(|at| at.member(&outer));
            if let Entry::Named(members) = self.entry(outer.into(), || Entry::Named(Box::default()))
            {
                members.add(inner.into(), text, below);
            }
            return;
        }
        let mut text = Some(text);
        let entry = self.entry(name, || Entry::Text(text.take().unwrap_or_default()));
        let Some(text) = text else { return };
        match entry {
            Entry::Text(first) => *entry = Entry::Texts(vec![std::mem::take(first), text]),
            Entry::Texts(texts) => texts.push(text),
            // A text beside members: an object has none.
            Entry::Named(_) => *entry = Entry::Text(text),
        }
    }

    /// The entry of a name, which is added unless it is there.
    fn entry(&mut self, name: Cow<'r, str>, new: impl FnOnce() -> Entry<'r>) -> &mut Entry<'r> {
        let known = if self.entries.len() <= FEW {
            self.entries.iter().position(|(known, _)| *known == name)
        } else {
            if self.places.is_empty() {
                let places = self.entries.iter().enumerate();
                self.places = places
                    .map(|(place, (name, _))| (name.clone(), place))
                    .collect();
            }
            self.places.get(&name).copied()
        };
        let place = known.unwrap_or_else(|| {
            let place = self.entries.len();
            if !self.places.is_empty() {
                self.places.insert(name.clone(), place);
            }
            self.entries.push((name, new()));
            place
        });
        &mut self.entries[place].1
    }

    fn finish(self) -> Vec<(Cow<'r, str>, Given<'r>)> {
        drop(self.places);
        let each = self.entries.into_iter().map(|(name, entry)| {
            let given = match entry {
                Entry::Text(text) => Given::Text(text),
                Entry::Texts(texts) => Given::Texts(texts),
                Entry::Named(members) => Given::Named(members.finish()),
            };
            (name, given)
        });
        each.collect()
    }
}

/// The two names in `filter[age]`, if the schema has an object of the first name.
fn deep(name: &str, at: Option<At>) -> Option<(String, String)> {
    let at = at?;
    let (outer, rest) = name.split_once('[')?;
    let inner = rest.strip_suffix(']')?;
    let member = at.member(outer).filter(|_| !at.names(name))?;
    member
        .is_object()
        .then(|| (outer.to_owned(), inner.to_owned()))
}

/// The steps to what is given under a name.
fn steps(name: &str, at: At) -> Vec<Loc> {
    match deep(name, Some(at)) {
        Some((outer, inner)) => vec![Loc::chosen(&outer), Loc::chosen(&inner)],
        None => vec![Loc::chosen(name)],
    }
}

/// Pairs of which some are not UTF-8: decoding would replace bytes, and the value would not be what the client sent.
pub(super) struct Undecoded<'r> {
    /// The names of those, as many as are reported, as far as they are UTF-8.
    names: Vec<Option<Cow<'r, str>>>,
    /// All pairs with a name, with [`UNDECODED`] for those texts.
    pairs: Vec<Pair<'r>>,
}

/// What stands for a text that is not UTF-8, so that it is not missing.
pub(super) const UNDECODED: &str = "\u{fffd}";

/// Parses `a=1&b=2`.
pub(super) fn pairs(text: &[u8]) -> Result<Vec<Pair<'_>>, Undecoded<'_>> {
    let given = text.split(|byte| *byte == b'&');
    let given = given.filter(|pair| !pair.is_empty());
    let mut pairs = Vec::with_capacity(given.clone().count());
    let mut names = Vec::new();
    for pair in given {
        let equals = pair
            .iter()
            .position(|byte| *byte == b'=')
            .unwrap_or(pair.len());
        let (name, value) = pair.split_at(equals);
        match (decoded(name), decoded(value.get(1..).unwrap_or_default())) {
            (Some(name), Some(value)) => pairs.push((name, value)),
            (Some(name), None) => {
                pairs.push((name.clone(), UNDECODED.into()));
                names.push(Some(name));
            }
            (None, _) => names.push(None),
        }
        if names.len() >= Fault::MOST {
            break;
        }
    }
    if names.is_empty() {
        Ok(pairs)
    } else {
        Err(Undecoded { names, pairs })
    }
}

/// The text that a form's name or value stands for; `None` if it is not UTF-8.
pub(super) fn decoded(text: &[u8]) -> Option<Cow<'_, str>> {
    if !text.iter().any(|byte| matches!(byte, b'+' | b'%')) {
        return std::str::from_utf8(text).ok().map(Cow::Borrowed);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, behind @ ..] = rest {
        rest = behind;
        bytes.push(match (first, rest) {
            (b'+', _) => b' ',
            (b'%', [high, low, behind @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    rest = behind;
                    high << 4 | low
                }
                _ => b'%',
            },
            (other, _) => *other,
        });
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// The value of a hexadecimal digit.
const fn digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// The fault for what is not UTF-8.
pub(super) fn not_utf8(loc: Vec<Loc>) -> Fault {
    Fault::new(loc, "not valid UTF-8 once it is decoded", "invalid_utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_decoded_as_a_form_is() {
        for (text, expected) in [
            ("a", "a"),
            ("a+b%20c", "a b c"),
            ("%C3%A9%c3%a9", "\u{e9}\u{e9}"),
            ("%", "%"),
            ("%4", "%4"),
            ("%zz%4+", "%zz%4 "),
            ("%%41", "%A"),
            ("%2B%25", "+%"),
        ] {
            assert_eq!(decoded(text.as_bytes()).as_deref(), Some(expected));
        }
        assert_eq!(decoded(b"%ff"), None);
    }
}
