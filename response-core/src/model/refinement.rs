//! [`Refinement`]: what `#[schemars(..)]` says about a type, a variant or a field, beyond what its type says.

use schemars::Schema;
use schemars::transform::Transform;
use serde_json::{Map, Value};

/// What is said about a value, and where.
#[derive(Debug, Clone, Copy)]
pub struct Refine {
    /// The type, variant or field, such as `Rated.stars`.
    pub subject: &'static str,
    /// Says it.
    pub apply: fn(&mut Refinement<'_>),
}

/// A schema while it is refined, with the methods that the arguments of `#[schemars(..)]` become.
///
/// A constraint is added where it fits: `length` to text, a list or a map, `range` to a number. One that fits nothing is
/// remembered as a fault.
pub struct Refinement<'s> {
    schema: &'s mut Schema,
    /// The JSON types of a schema, whether it says them or refers to them.
    types_of: &'s dyn Fn(&Value) -> Vec<String>,
    has_constraints: bool,
    faults: Vec<String>,
}

/// The keywords that say something about values and forbid none.
const ANNOTATIONS: [&str; 8] = [
    "$comment",
    "default",
    "deprecated",
    "description",
    "examples",
    "readOnly",
    "title",
    "writeOnly",
];

impl std::fmt::Debug for Refinement<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("Refinement")
            .field(&self.schema)
            .finish()
    }
}

/// What a refinement has found.
#[derive(Debug, Default)]
pub(crate) struct Refined {
    /// Whether the values are constrained.
    pub(crate) has_constraints: bool,
    /// The constraints that fit nothing.
    pub(crate) faults: Vec<String>,
}

impl Refine {
    pub(crate) fn apply(
        &self,
        schema: &mut Value,
        types_of: &dyn Fn(&Value) -> Vec<String>,
    ) -> Refined {
        let Ok(mut refined) = Schema::try_from(schema.take()) else {
            return Refined::default();
        };
        let mut refinement = Refinement {
            schema: &mut refined,
            types_of,
            has_constraints: false,
            faults: Vec::new(),
        };
        (self.apply)(&mut refinement);
        let faults = refinement.faults.into_iter();
        let found = Refined {
            has_constraints: refinement.has_constraints,
            faults: faults
                .map(|fault| format!("`{}`: {fault}", self.subject))
                .collect(),
        };
        *schema = refined.to_value();
        found
    }
}

impl Refinement<'_> {
    /// `title = ".."`
    pub fn title(&mut self, text: impl Into<String>) {
        self.insert("title", text.into().into());
    }

    /// `description = ".."`
    pub fn description(&mut self, text: impl Into<String>) {
        self.insert("description", text.into().into());
    }

    /// Every `example = value`, in JSON.
    pub fn examples(&mut self, examples: impl IntoIterator<Item = Option<Value>>) {
        self.insert("examples", examples.into_iter().flatten().collect());
    }

    /// `extend("keyword" = value)`
    pub fn extend(&mut self, keyword: &str, value: Value) {
        self.has_constraints |= !keyword.starts_with("x-") && !ANNOTATIONS.contains(&keyword);
        self.insert(keyword, value);
    }

    /// `transform = function`
    pub fn transform(&mut self, mut transform: impl Transform) {
        self.has_constraints = true;
        transform.transform(self.schema);
    }

    /// `length(min = 1, max = 5)`: of text in code points, of a list in items, of a map in members.
    pub fn length(&mut self, least: Option<&Value>, most: Option<&Value>) {
        let fits = [
            self.constrain("string", &[("minLength", least), ("maxLength", most)]),
            self.constrain("array", &[("minItems", least), ("maxItems", most)]),
            self.constrain(
                "object",
                &[("minProperties", least), ("maxProperties", most)],
            ),
        ];
        self.note("length", fits.contains(&true), "text, a list or a map");
    }

    /// `range(min = 1, max = 5)`: both ends belong to it.
    pub fn range(&mut self, least: Option<&Value>, most: Option<&Value>) {
        let ends = [("minimum", least), ("maximum", most)];
        let fits = self.constrain("number", &ends);
        self.note("range", fits, "a number");
    }

    /// `regex(pattern = "..")`, `pattern("..")`: a regular expression that some part of the text matches.
    pub fn pattern(&mut self, pattern: &impl ToString) {
        let pattern = Value::from(pattern.to_string());
        let fits = self.constrain("string", &[("pattern", Some(&pattern))]);
        self.note("regex", fits, "text");
    }

    /// `contains("..")`: a part of the text.
    pub fn contains(&mut self, part: &impl ToString) {
        let mut pattern = String::new();
        for letter in part.to_string().chars() {
            // ECMA-262, whose regular expressions JSON Schema has, allows no other letter behind a backslash.
            if r"^$\.*+?()[]{}|/".contains(letter) {
                pattern.push('\\');
            }
            pattern.push(letter);
        }
        let fits = self.constrain("string", &[("pattern", Some(&pattern.into()))]);
        self.note("contains", fits, "text");
    }

    /// `email`, `url`, `ip`, `ipv4`, `ipv6`
    pub fn format(&mut self, argument: &str, format: &str) {
        let fits = self.constrain("string", &[("format", Some(&format.into()))]);
        self.note(argument, fits, "text");
    }

    /// `inner(..)`: what is said of each item of a list.
    pub fn inner(&mut self, refine: fn(&mut Refinement<'_>)) {
        let items = self
            .schema
            .get_mut("items")
            .filter(|items| !items.is_array());
        let Some(items) = items else {
            self.note("inner", false, "a list");
            return;
        };
        let refine = Refine {
            subject: "",
            apply: refine,
        };
        // A fault inside is one of this place.
        let mut found = refine.apply(items, self.types_of);
        self.has_constraints |= found.has_constraints;
        let faults = found.faults.drain(..);
        self.faults
            .extend(faults.map(|fault| fault.trim_start_matches("``: ").to_owned()));
    }

    fn insert(&mut self, keyword: &str, value: Value) {
        // A reference with an annotation beside it is still that reference.
        self.keywords().insert(keyword.to_owned(), value);
    }

    fn keywords(&mut self) -> &mut Map<String, Value> {
        self.schema.ensure_object()
    }

    /// Adds the keywords if values of this type are among those that the schema allows.
    fn constrain(&mut self, ty: &str, keywords: &[(&str, Option<&Value>)]) -> bool {
        let types = (self.types_of)(self.schema.as_value());
        let is_allowed = types.is_empty()
            || types
                .iter()
                .any(|known| known == ty || (ty == "number" && known == "integer"));
        if is_allowed {
            self.has_constraints = true;
            for (keyword, value) in keywords {
                if let Some(value) = value {
                    self.insert(keyword, (*value).clone());
                }
            }
        }
        is_allowed
    }

    fn note(&mut self, argument: &str, fits: bool, what: &str) {
        if !fits {
            let fault =
                format!("`#[schemars({argument})]` is for {what}, but the value has another type");
            self.faults.push(fault);
        }
    }
}
