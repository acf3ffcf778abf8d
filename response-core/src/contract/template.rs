//! [`PathTemplate`]: the only place where path templates are parsed.

use std::borrow::Cow;
use std::collections::HashMap;

use percent_encoding::percent_encode_byte;

/// The path template of a route: `/users/{id}/files/{*rest}`. `{{` and `}}` are literal braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathTemplate<'t>(&'t str);

/// A part of a path template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathPart<'t> {
    /// Text that every path of the template has.
    Text(&'t str),
    /// `{id}`: one segment, or the rest of one.
    Parameter(&'t str),
    /// `{*rest}`: the rest of the path.
    Rest(&'t str),
}

impl<'t> PathTemplate<'t> {
    /// A template, which need not be well-formed: an unbalanced brace is text.
    #[must_use]
    pub const fn new(template: &'t str) -> Self {
        Self(template)
    }

    /// The text and parameters, from left to right.
    pub fn parts(self) -> impl Iterator<Item = PathPart<'t>> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let (part, behind) = first_part(rest)?;
            rest = behind;
            Some(part)
        })
    }

    /// The names of the parameters, from left to right.
    pub fn parameters(self) -> impl Iterator<Item = &'t str> {
        self.parts().filter_map(|part| match part {
            PathPart::Parameter(name) | PathPart::Rest(name) => {
                Some(name).filter(|name| !name.is_empty())
            }
            PathPart::Text(_) => None,
        })
    }

    /// Whether the template has parameters.
    #[must_use]
    pub fn has_parameters(self) -> bool {
        self.parameters().next().is_some()
    }

    /// Returns the template with each parameter replaced by what `value` returns for it.
    pub fn filled<'v>(self, mut value: impl FnMut(PathPart<'t>) -> Cow<'v, str>) -> String {
        let mut filled = String::with_capacity(self.0.len() + 16);
        for part in self.parts() {
            match part {
                PathPart::Text(text) => filled.push_str(text),
                parameter => filled.push_str(&value(parameter)),
            }
        }
        filled
    }

    /// Returns the template for OpenAPI, which has no parameter for the rest of a path: `{*rest}` becomes `{rest}`.
    #[must_use]
    pub fn documented(self) -> String {
        self.0.replace("{*", "{")
    }

    /// The template as it has to be written to match anything, if it is not: `/straße` as `/stra%C3%9Fe`. A request has
    /// what is not a `pchar` percent-encoded (RFC 3986 section 3.3), in upper case (section 2.1).
    #[must_use]
    pub fn encoded(self) -> Option<String> {
        let mut encoded = String::with_capacity(self.0.len());
        for part in self.parts() {
            match part {
                PathPart::Text(text) => encode(text, &mut encoded),
                PathPart::Parameter(name) => encoded.extend(["{", name, "}"]),
                PathPart::Rest(name) => encoded.extend(["{*", name, "}"]),
            }
        }
        (encoded != self.0).then_some(encoded)
    }

    /// Whether the template matches this path: `/users/{id}` matches `/users/7`. A parameter matches at least one
    /// character of a segment; the rest of a path may be empty.
    #[must_use]
    pub fn takes(self, path: &str) -> bool {
        all_take(self.segments(), path)
    }

    fn segments(self) -> impl Iterator<Item = Segment> {
        self.0.split('/').map(Segment::of)
    }
}

/// Templates among which one is found that matches a path, without a look at each.
#[doc(hidden)]
#[derive(Debug, Clone, Default)]
pub struct PathTemplates {
    /// What follows a segment that is just this text.
    texts: HashMap<String, Self>,
    /// What follows a parameter.
    parameters: Vec<(Segment, Self)>,
    /// Whether a template ends here.
    is_end: bool,
    /// Whether a template takes the rest of a path from here.
    takes_rest: bool,
}

impl PathTemplates {
    /// Whether one of the templates matches this path, as [`PathTemplate::takes`] says.
    #[must_use]
    pub fn take(&self, path: &str) -> bool {
        self.take_rest(Some(path))
    }

    fn take_rest(&self, rest: Option<&str>) -> bool {
        let Some(rest) = rest else {
            return self.is_end || self.takes_rest;
        };
        let (segment, rest) = match rest.split_once('/') {
            Some((segment, rest)) => (segment, Some(rest)),
            None => (rest, None),
        };
        let is_text = || {
            self.texts
                .get(segment)
                .is_some_and(|below| below.take_rest(rest))
        };
        let is_parameter =
            |(own, below): &(Segment, Self)| own.takes(segment) && below.take_rest(rest);
        self.takes_rest || is_text() || self.parameters.iter().any(is_parameter)
    }

    fn add(&mut self, template: PathTemplate<'_>) {
        let mut at = self;
        for segment in template.segments() {
            at = match segment {
                Segment::Text(text) => at.texts.entry(text).or_default(),
                Segment::Rest => {
                    at.takes_rest = true;
                    return;
                }
                around => {
                    let known = at.parameters.iter().position(|(known, _)| *known == around);
                    let place = known.unwrap_or_else(|| {
                        at.parameters.push((around, Self::default()));
                        at.parameters.len() - 1
                    });
                    &mut at.parameters[place].1
                }
            };
        }
        at.is_end = true;
    }
}

impl<'t> FromIterator<PathTemplate<'t>> for PathTemplates {
    fn from_iter<I: IntoIterator<Item = PathTemplate<'t>>>(templates: I) -> Self {
        let mut all = Self::default();
        templates.into_iter().for_each(|template| all.add(template));
        all
    }
}

/// A segment of a template: what it matches.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Text(String),
    /// A parameter, with the texts before and after it.
    Around(String, String),
    Rest,
}

impl Segment {
    fn of(template: &str) -> Self {
        if template.starts_with("{*") {
            return Self::Rest;
        }
        let (mut before, mut after, mut is_behind) = (String::new(), String::new(), false);
        for part in PathTemplate(template).parts() {
            match part {
                PathPart::Text(text) if is_behind => after.push_str(text),
                PathPart::Text(text) => before.push_str(text),
                PathPart::Parameter(_) | PathPart::Rest(_) => {
                    is_behind = true;
                    after.clear();
                }
            }
        }
        match is_behind {
            true => Self::Around(before, after),
            false => Self::Text(before),
        }
    }

    fn takes(&self, segment: &str) -> bool {
        match self {
            Self::Text(text) => segment == text,
            Self::Around(before, after) => {
                segment.len() > before.len() + after.len()
                    && segment.starts_with(before)
                    && segment.ends_with(after)
            }
            Self::Rest => true,
        }
    }
}

/// Whether the segments of a template match those of the path.
fn all_take(template: impl Iterator<Item = Segment>, path: &str) -> bool {
    let mut segments = path.split('/');
    for own in template {
        if matches!(own, Segment::Rest) {
            return true;
        }
        if !segments.next().is_some_and(|segment| own.takes(segment)) {
            return false;
        }
    }
    segments.next().is_none()
}

fn encode(text: &str, encoded: &mut String) {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return,
            [b'%', high, low, behind @ ..]
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                encoded.push('%');
                encoded.extend([high, low].map(|digit| char::from(digit.to_ascii_uppercase())));
                behind
            }
            [byte, behind @ ..]
                if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(byte) =>
            {
                encoded.push(char::from(*byte));
                behind
            }
            [byte, behind @ ..] => {
                encoded.push_str(percent_encode_byte(*byte));
                behind
            }
        };
    }
}

/// Splits off the first part of a template that is not empty.
fn first_part(template: &str) -> Option<(PathPart<'_>, &str)> {
    let at = template.find(['{', '}']).unwrap_or(template.len());
    if at > 0 {
        let (text, behind) = template.split_at(at);
        return Some((PathPart::Text(text), behind));
    }
    let brace = template.get(..1)?;
    let behind = &template[1..];
    if let Some(behind) = behind.strip_prefix(brace) {
        return Some((PathPart::Text(brace), behind));
    }
    match behind.split_once('}').filter(|_| brace == "{") {
        Some((name, behind)) => {
            let part = match name.strip_prefix('*') {
                Some(name) => PathPart::Rest(name),
                None => PathPart::Parameter(name),
            };
            Some((part, behind))
        }
        None => Some((PathPart::Text(brace), behind)),
    }
}

#[cfg(test)]
mod tests {
    use super::{PathPart, PathTemplate, PathTemplates};

    fn takes(template: &str, path: &str) -> bool {
        let template = PathTemplate::new(template);
        let one = PathTemplates::from_iter([template]);
        assert_eq!(one.take(path), template.takes(path));
        template.takes(path)
    }

    #[test]
    fn one_of_many_templates_is_found() {
        let templates = [
            "/",
            "/users",
            "/users/{id}",
            "/users/me/",
            "/users/{name}/posts",
            "/users/img-{id}.png",
            "/{tenant}/users/{id}",
            "/files/{*rest}",
        ];
        let templates = templates.map(PathTemplate::new);
        let all = PathTemplates::from_iter(templates);
        let segments = ["", "users", "7", "me", "posts", "img-7.png", "files"];
        let paths = segments.iter().flat_map(|one| {
            let two = segments.iter().map(move |two| format!("/{one}/{two}"));
            let three = two
                .clone()
                .flat_map(move |two| segments.map(|three| format!("{two}/{three}")));
            two.chain(three).chain([format!("/{one}")])
        });
        let mut found = 0;
        for path in paths {
            let is_taken = templates.iter().any(|template| template.takes(&path));
            assert_eq!(all.take(&path), is_taken, "{path}");
            found += usize::from(is_taken);
        }
        assert!(found > 20, "{found}");
    }

    #[test]
    fn a_template_is_texts_and_parameters() {
        let parts: Vec<_> = PathTemplate::new("/users/{id}/files/{*rest}")
            .parts()
            .collect();
        assert_eq!(
            parts,
            [
                PathPart::Text("/users/"),
                PathPart::Parameter("id"),
                PathPart::Text("/files/"),
                PathPart::Rest("rest"),
            ]
        );
    }

    #[test]
    fn doubled_braces_are_text() {
        let template = PathTemplate::new("/a/{{b}}/{c}");
        assert_eq!(template.parameters().collect::<Vec<_>>(), ["c"]);
        assert_eq!(template.filled(|_| "7".into()), "/a/{b}/7");
    }

    #[test]
    fn a_brace_without_its_partner_is_text() {
        for template in ["/{", "/}", "/{a", "}{"] {
            assert!(!PathTemplate::new(template).has_parameters(), "{template}");
            assert_eq!(PathTemplate::new(template).filled(|_| "7".into()), template);
        }
    }

    #[test]
    fn a_parameter_is_one_segment_or_what_is_left_of_it() {
        assert!(takes("/users/{id}", "/users/7"));
        assert!(!takes("/users/{id}", "/users/"));
        assert!(!takes("/users/{id}", "/users/7/posts"));
        assert!(takes("/img-{id}.png", "/img-7.png"));
        assert!(!takes("/img-{id}.png", "/img-.png"));
        assert!(takes("/@{name}", "/@ada"));
        assert!(!takes("/@{name}", "/ada"));
    }

    #[test]
    fn the_rest_of_a_path_takes_any_number_of_segments() {
        assert!(takes("/files/{*rest}", "/files/a/b"));
        assert!(takes("/files/{*rest}", "/files/"));
        assert!(!takes("/files/{*rest}", "/other/a"));
    }

    #[test]
    fn text_is_written_as_clients_send_it() {
        for (template, sent) in [
            ("/straße", Some("/stra%C3%9Fe")),
            ("/a b/{größe}", Some("/a%20b/{größe}")),
            ("/a/{{b}}", Some("/a/%7Bb%7D")),
            ("/c%3a|", Some("/c%3A%7C")),
            ("/100%", Some("/100%25")),
            ("/a/%7Bb%7D/v{n}/{*rest}", None),
        ] {
            assert_eq!(PathTemplate::new(template).encoded().as_deref(), sent);
        }
    }

    #[test]
    fn openapi_has_no_rest() {
        let template = PathTemplate::new("/files/{*rest}");
        assert_eq!(template.documented(), "/files/{rest}");
    }
}
