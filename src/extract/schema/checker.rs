//! [`Checker`]: the published schema of a request's type, compiled to check values.
//!
//! Reading a value checks its types. Whatever else the schema says (`#[schemars(range(min = 1))]`, a pattern, a format,
//! `uniqueItems`) is checked by the `jsonschema` crate, so that a request is refused exactly if the document forbids it.

use std::net::IpAddr;
use std::sync::OnceLock;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{PatternOptions, ValidationError, Validator};
use response_core::problem::{Fault, Loc};
use serde_json::Value;

use super::joined::join;
use super::outline::{Outline, reads_long_keys};
use super::window::{Window, is_cut};

/// A schema that is compiled when a value is checked first: compiling takes longer than all else that is made of a type when the
/// router is built.
#[derive(Debug)]
pub(in crate::extract) struct Checker {
    schema: Value,
    compiled: OnceLock<Option<Compiled>>,
}

/// A compiled schema.
#[derive(Debug)]
struct Compiled {
    schema: Validator,
    /// What is asked of a large value as a whole.
    outline: Outline,
    reads_long_keys: bool,
}

/// The formats of numbers that reading checks.
const NUMBERS: [&str; 16] = [
    "int8", "int16", "int32", "int64", "int128", "int", "uint8", "uint16", "uint32", "uint64",
    "uint128", "uint", "float", "double", "float16", "binary",
];

/// The formats that are checked. A text in any other is valid.
const FORMATS: [&str; 20] = [
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ip",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// Whether a text may have to be checked for this format.
pub(super) fn asserts(format: &str) -> bool {
    FORMATS.contains(&format)
}

/// What reading does not check.
const CONSTRAINTS: [&str; 19] = [
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minProperties",
    "maxProperties",
    "propertyNames",
    "dependentRequired",
    "not",
    "if",
];

/// Whether a schema says something that reading does not check.
pub(super) fn constrains(schema: &Value) -> bool {
    let Some(keywords) = schema.as_object() else {
        return schema
            .as_array()
            .is_some_and(|all| all.iter().any(constrains));
    };
    let of_type = |keyword: &str| match keyword {
        "format" => keywords["format"]
            .as_str()
            .is_some_and(|format| NUMBERS.contains(&format)),
        "minimum" | "maximum" => keywords
            .get("format")
            .and_then(Value::as_str)
            .and_then(response_core::schema::integer_bounds)
            .is_some_and(|(least, most)| {
                let bound = if keyword == "minimum" { least } else { most };
                keywords[keyword] == bound
            }),
        "minItems" | "maxItems" => {
            let places = keywords.get("prefixItems").and_then(Value::as_array);
            places.is_some_and(|places| keywords[keyword] == places.len())
        }
        _ => false,
    };
    let says = CONSTRAINTS
        .iter()
        .any(|keyword| keywords.contains_key(*keyword) && !of_type(keyword));
    says || keywords
        .iter()
        .any(|(keyword, below)| match keyword.as_str() {
            "properties" | "patternProperties" | "$defs" => {
                let each = below.as_object().into_iter().flatten();
                each.map(|(_, schema)| schema).any(constrains)
            }
            "items" | "prefixItems" | "additionalProperties" | "allOf" | "anyOf" | "oneOf" => {
                constrains(below)
            }
            _ => false,
        })
}

/// A schema of the document, compiled with its formats.
pub(crate) fn compiled(schema: &Value) -> Result<Validator, ValidationError<'static>> {
    // Linear in the length of the text, whatever the pattern.
    let linear = options().with_pattern_options(PatternOptions::regex());
    let compiled = linear.build(schema);
    // A pattern with a look-around needs the other engine.
    compiled.or_else(|_| options().build(schema))
}

impl Checker {
    pub fn new(schema: Value) -> Self {
        Self {
            schema,
            compiled: OnceLock::new(),
        }
    }

    /// Adds the faults of a value to those that reading it has had. A schema that is not valid as one, which the document then
    /// shows as it is, forbids nothing.
    pub fn add_faults(&self, place: &[Loc], value: &Value, known: &mut Vec<Fault>) {
        let compiled = self.compiled.get_or_init(|| Compiled::of(&self.schema));
        let Some(compiled) = compiled else {
            return;
        };
        if compiled.schema.is_valid(value) {
            return;
        }
        join(known, compiled.faults(place, value));
    }
}

impl Compiled {
    #[cold]
    fn of(schema: &Value) -> Option<Self> {
        Some(Self {
            schema: compiled(schema).ok()?,
            outline: Outline::of(schema),
            reads_long_keys: reads_long_keys(schema),
        })
    }

    /// The faults of a value that is not valid, as many as are told. Of a value too large for that, those of its parts, or if
    /// they have none, the first of the whole.
    fn faults(&self, place: &[Loc], value: &Value) -> Vec<Fault> {
        let mut faults = Vec::new();
        match Window::all(value) {
            None => self.find(place, value, None, &mut faults),
            Some(windows) => {
                for window in windows {
                    self.find(place, &window.value, Some(&window), &mut faults);
                    if faults.len() >= Fault::MOST {
                        break;
                    }
                }
                if faults.is_empty()
                    && let Some(error) = self.outline.error(value)
                {
                    self.found(place, None, &mut faults).tell(&error);
                }
            }
        }
        if faults.is_empty() {
            faults.push(invalid(place.to_vec()));
        }
        faults
    }

    fn find(&self, place: &[Loc], value: &Value, window: Option<&Window>, faults: &mut Vec<Fault>) {
        let mut found = self.found(place, window, faults);
        for error in self.schema.iter_errors(value) {
            if found.is_full() {
                return;
            }
            found.tell(&error);
        }
    }

    fn found<'f>(
        &self,
        place: &'f [Loc],
        window: Option<&'f Window>,
        faults: &'f mut Vec<Fault>,
    ) -> Found<'f> {
        Found {
            place,
            window,
            reads_long_keys: self.reads_long_keys,
            faults,
        }
    }
}

fn options() -> jsonschema::ValidationOptions<'static> {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .with_format("ip", |text: &str| text.parse::<IpAddr>().is_ok())
}

/// The faults that are found.
struct Found<'f> {
    place: &'f [Loc],
    /// The part of the value that is validated, unless it is the whole.
    window: Option<&'f Window>,
    reads_long_keys: bool,
    faults: &'f mut Vec<Fault>,
}

impl Found<'_> {
    fn is_full(&self) -> bool {
        self.faults.len() >= Fault::MOST
    }

    fn add(&mut self, fault: Fault) {
        if !self.is_full() {
            self.faults.push(fault.bounded());
        }
    }

    fn loc(&self, path: &Location) -> Vec<Loc> {
        let mut loc = self.place.to_vec();
        match self.window {
            Some(window) => loc.extend(window.steps(path)),
            None => loc.extend(path.into_iter().map(|step| match step {
                LocationSegment::Property(name) => Loc::chosen(&name),
                LocationSegment::Index(index) => Loc::from(index),
            })),
        }
        loc
    }

    /// Adds the faults of an error: those of the branch that the value is closest to, if there are branches.
    fn tell(&mut self, error: &ValidationError<'_>) {
        use ValidationErrorKind as Kind;

        let path = error.instance_path();
        let is_cut = self.window.is_some_and(|window| window.cuts(path));
        let loc = || self.loc(path);
        let fault = match error.kind() {
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                let depth = path.into_iter().count();
                if let Some(branch) = meant(context, depth) {
                    branch.iter().for_each(|error| self.tell(error));
                    return;
                }
                invalid(loc())
            }
            Kind::AdditionalProperties { unexpected }
            | Kind::UnevaluatedProperties { unexpected } => {
                let at = loc();
                let is_read = |name: &&String| !self.misreads_name(name);
                let names: Vec<_> = unexpected
                    .iter()
                    .filter(is_read)
                    .take(Fault::MOST)
                    .collect();
                for name in names {
                    self.add(Fault::new(
                        below(at.clone(), name),
                        "unknown field",
                        "unknown_field",
                    ));
                }
                return;
            }
            Kind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                Fault::new(below(loc(), name), "field required", "missing")
            }
            kind => of_kind(kind, loc()),
        };
        // What is left out may be what is missed.
        if !(is_cut && misses(error.kind()) || self.misreads(error)) {
            self.add(fault);
        }
    }

    /// Whether an error may be wrong because a key of the window was cut.
    fn misreads(&self, error: &ValidationError<'_>) -> bool {
        use ValidationErrorKind as Kind;

        let Some(window) = self.window else {
            return false;
        };
        if self.reads_long_keys && window.is_below_cut_key(error.instance_path()) {
            return true;
        }
        match error.kind() {
            Kind::PropertyNames { error } => {
                let name = error.instance().as_str();
                name.is_some_and(|name| window.is_cut_key(name))
            }
            Kind::Required { property } => property.as_str().is_some_and(is_cut),
            Kind::AnyOf { .. }
            | Kind::OneOfNotValid { .. }
            | Kind::OneOfMultipleValid { .. }
            | Kind::Not { .. }
            | Kind::Constant { .. }
            | Kind::Enum { .. }
            | Kind::Contains
            | Kind::UniqueItems => window.has_cut_key(error.instance()),
            _ => false,
        }
    }

    /// Whether a key that is not expected may be one, before it was cut.
    fn misreads_name(&self, name: &str) -> bool {
        self.reads_long_keys && self.window.is_some_and(|window| window.is_cut_key(name))
    }
}

/// Whether an error may be wrong for a list or an object of which only a part is seen.
fn misses(kind: &ValidationErrorKind) -> bool {
    use ValidationErrorKind as Kind;

    !matches!(
        kind,
        Kind::Type { .. }
            | Kind::MaxItems { .. }
            | Kind::MaxProperties { .. }
            | Kind::UniqueItems
            | Kind::PropertyNames { .. }
            | Kind::FalseSchema
    )
}

/// The fault of an error at one value.
fn of_kind(kind: &ValidationErrorKind, loc: Vec<Loc>) -> Fault {
    use ValidationErrorKind as Kind;

    match kind {
        Kind::Type { kind } => Fault::new(loc, format!("expected {}", types(kind)), "invalid_type"),
        Kind::Minimum { limit } => range(loc, "at least", "greater_than_equal", limit),
        Kind::Maximum { limit } => range(loc, "at most", "less_than_equal", limit),
        Kind::ExclusiveMinimum { limit } => range(loc, "greater than", "greater_than", limit),
        Kind::ExclusiveMaximum { limit } => range(loc, "less than", "less_than", limit),
        Kind::MinLength { limit } => length(loc, Size::LeastText, *limit),
        Kind::MaxLength { limit } => length(loc, Size::MostText, *limit),
        Kind::MinItems { limit } | Kind::MinProperties { limit } => {
            length(loc, Size::Least, *limit)
        }
        Kind::MaxItems { limit } | Kind::MaxProperties { limit } => length(loc, Size::Most, *limit),
        Kind::MultipleOf { multiple_of } => {
            let limit = number(*multiple_of);
            let msg = format!("must be a multiple of {limit}");
            Fault::new(loc, msg, "multiple_of").limit(limit)
        }
        Kind::Pattern { pattern } => {
            let msg = format!("must match `{pattern}`");
            Fault::new(loc, msg, "pattern").limit(pattern.clone())
        }
        Kind::Format { format } => {
            let (msg, kind) = format_words(format);
            Fault::new(loc, msg, kind).limit(format.clone())
        }
        Kind::UniqueItems => Fault::new(loc, "must not have an item twice", "unique_items"),
        _ => invalid(loc),
    }
}

/// The errors of the branch that a value was meant for: the only one that has its type, its tag and one of its members, or
/// among several of those, the only one whose members are all there.
fn meant<'c, 'e>(
    context: &'c [Vec<ValidationError<'e>>],
    depth: usize,
) -> Option<&'c [ValidationError<'e>]> {
    let is_near = |branch: &&Vec<ValidationError<'e>>| {
        !branch.is_empty() && !branch.iter().any(|error| is_other(error, depth))
    };
    let lacks_nothing = |branch: &&Vec<ValidationError<'e>>| {
        let mut errors = branch.iter();
        !errors.any(|error| {
            matches!(error.kind(), ValidationErrorKind::Required { .. })
                && error.instance_path().into_iter().count() == depth
        })
    };
    let near = || context.iter().filter(is_near);
    only(near()).or_else(|| only(near().filter(lacks_nothing)))
}

fn only<'c, 'e: 'c>(
    mut branches: impl Iterator<Item = &'c Vec<ValidationError<'e>>>,
) -> Option<&'c [ValidationError<'e>]> {
    match (branches.next(), branches.next()) {
        (Some(branch), None) => Some(branch),
        _ => None,
    }
}

/// Whether an error says that the value was not meant for this branch: another type, another constant, or no member that
/// the branch has.
fn is_other(error: &ValidationError<'_>, depth: usize) -> bool {
    use ValidationErrorKind as Kind;

    let at = error.instance_path().into_iter().count();
    match error.kind() {
        Kind::Type { .. } | Kind::Enum { .. } => at == depth,
        Kind::Constant { .. } => at <= depth + 1,
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            let members = error.instance().as_object().map(serde_json::Map::len);
            at == depth && members == Some(unexpected.len())
        }
        _ => false,
    }
}

fn invalid(loc: Vec<Loc>) -> Fault {
    Fault::new(loc, "invalid value", "value_error")
}

fn range(loc: Vec<Loc>, words: &str, kind: &'static str, limit: &Value) -> Fault {
    let limit = match limit.as_f64() {
        Some(inexact) if limit.is_f64() => number(inexact),
        _ => limit.clone(),
    };
    Fault::new(loc, format!("must be {words} {limit}"), kind).limit(limit)
}

/// The end of a length that a value is beyond: of a text, or of a list or a map.
#[derive(Clone, Copy)]
enum Size {
    LeastText,
    MostText,
    Least,
    Most,
}

/// The fault for a text, a list or a map that is too short or too long.
fn length(loc: Vec<Loc>, size: Size, limit: u64) -> Fault {
    let (words, what, kind) = match size {
        Size::LeastText => ("at least", "character", "string_too_short"),
        Size::MostText => ("at most", "character", "string_too_long"),
        Size::Least => ("at least", "item", "too_short"),
        Size::Most => ("at most", "item", "too_long"),
    };
    let plural = if limit == 1 { "" } else { "s" };
    Fault::new(
        loc,
        format!("must have {words} {limit} {what}{plural}"),
        kind,
    )
    .limit(limit)
}

/// A limit as it is written: `2`, not `2.0`.
fn number(limit: f64) -> Value {
    crate::extract::strict::whole(limit).map_or_else(|| limit.into(), Value::from)
}

fn format_words(format: &str) -> (String, &'static str) {
    match format {
        "email" => ("expected an email address".to_owned(), "email"),
        "uri" => ("expected a URL".to_owned(), "url"),
        "ip" | "ipv4" | "ipv6" => ("expected an IP address".to_owned(), "ip"),
        "date" => (crate::extract::DATE.to_owned(), "date_parsing"),
        "date-time" => (crate::extract::MOMENT.to_owned(), "datetime_parsing"),
        "uuid" => ("expected a UUID".to_owned(), "uuid_parsing"),
        _ => (
            format!("expected a text in the format `{format}`"),
            "format",
        ),
    }
}

fn types(kind: &TypeKind) -> String {
    let named = |name: &str| match name {
        "array" => "an array".to_owned(),
        "integer" => "an integer".to_owned(),
        "object" => "an object".to_owned(),
        "null" => "null".to_owned(),
        name => format!("a {name}"),
    };
    match kind {
        TypeKind::Single(only) => named(&only.to_string()),
        TypeKind::Multiple(all) => {
            let all: Vec<_> = all.iter().map(|each| named(&each.to_string())).collect();
            all.join(" or ")
        }
    }
}

fn below(mut loc: Vec<Loc>, name: &str) -> Vec<Loc> {
    loc.push(Loc::chosen(name));
    loc
}
