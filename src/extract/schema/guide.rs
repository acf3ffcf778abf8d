//! [`Guide`]: what a schema says of each part of a value, in a form that a deserializer can follow.
//!
//! Serde's buffer (`flatten`, `untagged`, `tag = ".."`) asks a deserializer for whatever there is. Text does not know
//! whether it is a number; the schema does.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::members::{Member, Members};
use super::rule::Rule;

/// What a schema says of each part of a value.
///
/// Where a value has several schemas (`anyOf`, `oneOf`, `allOf`), a part may be what any of them allows.
#[derive(Debug)]
pub(in crate::extract) struct Guide {
    parts: Vec<Part>,
    /// Whether the rules of its parts are all that the schema says.
    is_exact: bool,
}

/// A part of the value that a [`Guide`] describes.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) struct At {
    guide: &'static Guide,
    index: usize,
}

/// The types of JSON Schema, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct Types(u8);

impl Types {
    pub const NULL: Self = Self(1);
    pub const BOOLEAN: Self = Self(1 << 1);
    pub const INTEGER: Self = Self(1 << 2);
    pub const NUMBER: Self = Self(1 << 3);
    pub const STRING: Self = Self(1 << 4);
    pub const ARRAY: Self = Self(1 << 5);
    pub const OBJECT: Self = Self(1 << 6);
    pub const ANY: Self = Self(0x7f);
    /// What has a text of its own that is not just any text.
    const READ: Self = Self(Self::BOOLEAN.0 | Self::INTEGER.0 | Self::NUMBER.0);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The types without `null`.
    pub fn present(self) -> Self {
        self.without(Self::NULL)
    }

    pub(super) fn named(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self::ANY,
        }
    }

    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) if number.is_f64() => Self::NUMBER,
            Value::Number(_) => Self::INTEGER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }
}

#[derive(Debug, Default)]
struct Part {
    types: Types,
    /// Whether one of the schemas has a string where another has a number or a boolean.
    is_open: bool,
    /// Whether it may be a number of 128 bits.
    is_wide: bool,
    /// Whether an empty string is one of the values.
    takes_blank: bool,
    members: Members,
    /// The members that no schema names.
    others: Option<usize>,
    /// Whether those have whole numbers as keys.
    has_whole_keys: bool,
    first: Vec<usize>,
    items: Option<usize>,
    /// All that the schema says of the value itself, if it is simple.
    rule: Option<Rule>,
}

/// What the name of a member leads to.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) enum Found {
    /// No name was seen.
    Nothing,
    /// A member that the schema names, with its place among those.
    Member(usize, At),
    /// Another member, with what the schema says of all that it does not name.
    Other(Option<At>),
}

/// The pattern of the keys of a map with whole numbers as keys, as schemars writes it.
const WHOLE_KEYS: [&str; 2] = [r"^\d+$", r"^-?\d+$"];

impl Guide {
    /// Compiles a schema whose references lead to its own `$defs`.
    pub fn new(schema: &Value) -> Self {
        let mut compiler = Compiler {
            root: schema,
            parts: Vec::new(),
            known: HashMap::new(),
        };
        compiler.part(&[schema]);
        let parts = compiler.parts;
        let is_exact = parts.iter().all(|part| part.rule.is_some());
        Self { parts, is_exact }
    }
    /// The whole value.
    pub fn root(&'static self) -> At {
        At {
            guide: self,
            index: 0,
        }
    }
}

impl At {
    fn part(self) -> &'static Part {
        static NOTHING: std::sync::LazyLock<Part> = std::sync::LazyLock::new(Part::default);
        self.guide.parts.get(self.index).unwrap_or(&NOTHING)
    }

    fn to(self, index: usize) -> Self {
        Self {
            guide: self.guide,
            index,
        }
    }

    pub fn types(self) -> Types {
        self.part().types
    }

    /// Whether every text is a value here.
    pub fn takes_text(self) -> bool {
        self.types().has(Types::STRING)
    }

    /// Whether it is a list, and nothing else.
    pub fn is_list(self) -> bool {
        self.types().present() == Types::ARRAY
    }

    /// Whether it is an object, and nothing else.
    pub fn is_object(self) -> bool {
        self.types().present() == Types::OBJECT
    }

    /// Whether it is an integer where a number with a fraction would be a fault.
    pub fn is_whole(self) -> bool {
        self.types().has(Types::INTEGER) && !self.types().has(Types::NUMBER)
    }

    /// Whether its text may stand for a string or for another value.
    pub fn is_open(self) -> bool {
        self.part().is_open
    }

    /// Whether it may be a number of 128 bits.
    pub fn is_wide(self) -> bool {
        self.part().is_wide
    }

    /// Whether an empty text is a value here, or an item of one.
    pub fn takes_blank(self) -> bool {
        self.part().takes_blank || self.items().any(|item| item.part().takes_blank)
    }

    /// The member of this name, or what the schema says of all that it does not name.
    pub fn member(self, name: &str) -> Option<Self> {
        match self.find(name) {
            Found::Member(_, at) => Some(at),
            Found::Other(at) => at,
            Found::Nothing => None,
        }
    }

    /// What the name of a member leads to.
    pub fn find(self, name: &str) -> Found {
        let part = self.part();
        match part.members.find(name) {
            Some((place, member)) => Found::Member(place, self.to(member.index)),
            None => Found::Other(part.others.map(|index| self.to(index))),
        }
    }

    /// Whether the rules of the parts of the whole value are all that the schema says: a value that they hold for is valid.
    pub fn is_exact(self) -> bool {
        self.guide.is_exact
    }

    /// All that the schema says of the value itself, if it is simple.
    pub fn rule(self) -> Option<&'static Rule> {
        self.part().rule.as_ref()
    }

    /// Whether the schema names the member.
    pub fn names(self, name: &str) -> bool {
        self.part().members.find(name).is_some()
    }

    /// Whether an object without the member is a fault.
    pub fn requires(self, name: &str) -> bool {
        let member = self.part().members.find(name);
        member.is_some_and(|(_, member)| member.required)
    }

    /// The members that the schema names, in the order of their names.
    pub fn members(self) -> Vec<(&'static str, Self)> {
        let members = self.part().members.each.iter();
        members
            .map(|member| (&*member.name, self.to(member.index)))
            .collect()
    }

    /// The names of these members, each the bit of its place.
    pub fn places(self, members: u64) -> impl Iterator<Item = &'static str> {
        let each = self.part().members.each.iter().enumerate();
        let is_one =
            move |place: usize| members.checked_shr(place as u32).unwrap_or_default() & 1 == 1;
        each.filter_map(move |(place, member)| is_one(place).then_some(&*member.name))
    }

    /// The members that the schema does not name, if it says what they are.
    pub fn others(self) -> Option<Self> {
        self.part().others.map(|index| self.to(index))
    }

    /// Whether a key stands for a whole number.
    pub fn is_whole_key(self, name: &str) -> bool {
        self.part().has_whole_keys && !self.names(name)
    }

    /// The item of a list.
    pub fn item(self, place: usize) -> Option<Self> {
        let part = self.part();
        let index = part.first.get(place).copied().or(part.items)?;
        Some(self.to(index))
    }

    /// The number of items of a tuple.
    pub fn length(self) -> Option<usize> {
        let length = self.part().first.len();
        (length > 0).then_some(length)
    }

    /// All that the schema says of items.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let part = self.part();
        part.first
            .iter()
            .chain(&part.items)
            .map(move |index| self.to(*index))
    }

    /// Every part below this one, with the way to it, each part once.
    pub fn below(self) -> Vec<(Vec<String>, Self)> {
        let mut found = vec![(Vec::new(), self)];
        let mut seen = vec![self.index];
        let mut next = 0;
        while let Some((way, at)) = found.get(next).cloned() {
            next += 1;
            let members = at.members().into_iter();
            let others = at.others().map(|at| ("*", at));
            let items = at.items().map(|at| ("[]", at));
            for (step, at) in members.chain(others).chain(items) {
                if !seen.contains(&at.index) {
                    seen.push(at.index);
                    let mut way = way.clone();
                    way.push(step.to_owned());
                    found.push((way, at));
                }
            }
        }
        found
    }
}

struct Compiler<'s> {
    root: &'s Value,
    parts: Vec<Part>,
    /// The parts by the schemas that describe them, which ends a recursion.
    known: HashMap<Vec<*const Value>, usize>,
}

impl<'s> Compiler<'s> {
    /// The part that these schemas describe together.
    fn part(&mut self, own: &[&'s Value]) -> usize {
        let mut facets = Vec::new();
        for schema in own {
            self.gather(schema, &mut facets);
        }
        let mut key: Vec<_> = facets
            .iter()
            .map(|facet| std::ptr::from_ref(*facet))
            .collect();
        key.sort_unstable();
        if let Some(index) = self.known.get(&key) {
            return *index;
        }
        let index = self.parts.len();
        self.known.insert(key, index);
        self.parts.push(Part::default());
        let mut part = self.compile(&facets);
        if let [only] = own {
            let place = |name: &str| part.members.find(name).map(|(place, _)| place);
            part.rule = Rule::of(only, |schema| self.target(schema), place);
        }
        self.parts[index] = part;
        index
    }

    /// Adds the schemas that a schema consists of.
    fn gather(&self, schema: &'s Value, facets: &mut Vec<&'s Value>) {
        if facets.iter().any(|known| std::ptr::eq(*known, schema)) {
            return;
        }
        facets.push(schema);
        if let Some(target) = self.target(schema) {
            self.gather(target, facets);
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for branch in schema[keyword].as_array().into_iter().flatten() {
                self.gather(branch, facets);
            }
        }
    }

    fn target(&self, schema: &Value) -> Option<&'s Value> {
        let pointer = schema["$ref"].as_str()?.strip_prefix('#')?;
        let decoded = percent_encoding::percent_decode_str(pointer)
            .decode_utf8()
            .ok()?;
        self.root.pointer(&decoded)
    }

    fn compile(&mut self, facets: &[&'s Value]) -> Part {
        let each: Vec<Types> = facets.iter().filter_map(|facet| types(facet)).collect();
        let types = each
            .iter()
            .copied()
            .reduce(Types::with)
            .unwrap_or(Types::ANY);
        let reads = |types: &&Types| !types.has(Types::STRING) && types.has(Types::READ);
        let is_text = |types: &&Types| types.has(Types::STRING) && **types != Types::ANY;
        let wide = ["int128", "uint128"];
        let mut part = Part {
            types,
            is_open: each.iter().any(|types| reads(&types))
                && each.iter().any(|types| is_text(&types)),
            is_wide: facets
                .iter()
                .any(|facet| wide.iter().any(|wide| facet["format"] == *wide)),
            takes_blank: facets.iter().any(|facet| takes_blank(facet)),
            ..Part::default()
        };
        let mut members = BTreeMap::<&str, (Vec<&Value>, bool)>::new();
        for facet in facets {
            let required = facet["required"].as_array();
            for (name, schema) in facet["properties"].as_object().into_iter().flatten() {
                let is_required =
                    required.is_some_and(|names| names.iter().any(|known| known == name));
                let (schemas, required) = members.entry(name).or_default();
                schemas.push(schema);
                *required |= is_required;
            }
        }
        let members = members.into_iter();
        let members = members.map(|(name, (schemas, required))| Member {
            name: name.into(),
            index: self.part(&schemas),
            required,
        });
        part.members = Members::new(members.collect());
        let mut others = Vec::new();
        for facet in facets {
            others.extend(
                facet
                    .get("additionalProperties")
                    .filter(|schema| schema.is_object()),
            );
            for (pattern, schema) in facet["patternProperties"].as_object().into_iter().flatten() {
                part.has_whole_keys |= WHOLE_KEYS.contains(&pattern.as_str());
                others.push(schema);
            }
        }
        let named = |keyword| {
            let given = facets.iter().filter_map(move |facet| facet.get(keyword));
            given
                .filter(|schema: &&Value| schema.is_object())
                .collect::<Vec<_>>()
        };
        part.others = (!others.is_empty()).then(|| self.part(&others));
        let items = named("items");
        part.items = (!items.is_empty()).then(|| self.part(&items));
        let first: Vec<Vec<&Value>> = by_place(facets);
        part.first = first
            .into_iter()
            .map(|schemas| self.part(&schemas))
            .collect();
        part
    }
}

/// What each place of a tuple may be.
fn by_place<'s>(facets: &[&'s Value]) -> Vec<Vec<&'s Value>> {
    let mut places: Vec<Vec<&Value>> = Vec::new();
    for facet in facets {
        for (place, schema) in facet["prefixItems"]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
        {
            if places.len() <= place {
                places.push(Vec::new());
            }
            places[place].push(schema);
        }
    }
    places
}

/// The types that a schema itself names; `None` if it leaves that to the schemas that it refers to.
fn types(schema: &Value) -> Option<Types> {
    match &schema["type"] {
        Value::String(name) => return Some(Types::named(name)),
        Value::Array(names) => {
            let names = names.iter().filter_map(Value::as_str).map(Types::named);
            return names.reduce(Types::with);
        }
        _ => {}
    }
    if let Some(value) = schema.get("const") {
        return Some(Types::of(value));
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(Types::of).reduce(Types::with);
    }
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| schema.get(keyword).is_some());
    if has(&["properties", "additionalProperties", "patternProperties"]) {
        return Some(Types::OBJECT);
    }
    if has(&["items", "prefixItems"]) {
        return Some(Types::ARRAY);
    }
    (!has(&["$ref", "allOf", "anyOf", "oneOf"])).then_some(Types::ANY)
}

/// Whether the schema itself allows an empty string. One with a format has none.
fn takes_blank(schema: &Value) -> bool {
    let is_text = types(schema).is_some_and(|types| types.has(Types::STRING));
    let constant = schema.get("const").is_none_or(|value| value == "");
    let listed = schema["enum"].as_array();
    is_text
        && constant
        && listed.is_none_or(|values| values.iter().any(|value| value == ""))
        && schema.get("format").is_none()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(schema: &Value) -> At {
        Box::leak(Box::new(Guide::new(schema))).root()
    }

    #[test]
    fn a_member_is_found_in_every_branch() {
        let root = at(&json!({
            "type": "object",
            "properties": { "a": { "type": "integer" } },
            "anyOf": [{ "$ref": "#/$defs/B" }, { "properties": { "c": { "type": "boolean" } } }],
            "$defs": { "B": { "properties": { "b": { "type": ["string", "null"] } } } },
        }));
        let types = |name: &str| root.member(name).map(|at| at.types().present());
        assert_eq!(types("a"), Some(Types::INTEGER));
        assert_eq!(types("b"), Some(Types::STRING));
        assert_eq!(types("c"), Some(Types::BOOLEAN));
        assert_eq!(types("d"), None);
    }

    #[test]
    fn a_schema_may_contain_itself() {
        let root = at(&json!({
            "type": "object",
            "properties": { "inner": { "anyOf": [{ "$ref": "#" }, { "type": "null" }] } },
        }));
        let inner = root.member("inner").unwrap();
        assert!(inner.is_object());
        assert!(inner.member("inner").unwrap().is_object());
    }

    #[test]
    fn a_string_here_and_a_number_there_is_open() {
        let open = at(&json!({ "anyOf": [{ "type": "integer" }, { "type": "string" }] }));
        assert!(open.is_open());
        // One type that reads both, such as a decimal number.
        let both = at(&json!({ "type": ["string", "number"] }));
        assert!(!both.is_open());
        let numbers = at(&json!({ "anyOf": [{ "type": "integer" }, { "type": "number" }] }));
        assert!(!numbers.is_open());
    }

    #[test]
    fn an_empty_text_is_a_date_or_a_number_nowhere() {
        assert!(at(&json!({ "type": "string" })).takes_blank());
        assert!(!at(&json!({ "type": "string", "format": "date" })).takes_blank());
        assert!(!at(&json!({ "type": ["integer", "null"] })).takes_blank());
        assert!(!at(&json!({ "type": "string", "enum": ["a"] })).takes_blank());
    }
}
