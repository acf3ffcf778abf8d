//! [`ProblemTypes`]: the `type` of problems that have none.

use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::problem::Problem;

/// The `type` of every problem that has none of its own (RFC 9457 section 3.1.1): a URI in which `{code}` is replaced
/// by the code.
///
/// ```
/// use steadfast::api::ProblemTypes;
///
/// let types = ProblemTypes::new("https://errors.example/{code}");
/// let mut uri = String::from("about:blank");
/// types.name(&mut uri, "user_not_found");
/// assert_eq!(uri, "https://errors.example/user_not_found");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemTypes(Arc<str>);

/// The characters that a path segment cannot hold (RFC 3986 section 3.3).
const NOT_IN_A_SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

impl ProblemTypes {
    /// Creates the types from a template.
    pub fn new(template: impl Into<String>) -> Self {
        Self(template.into().into())
    }

    /// Replaces `about:blank` with the type for the code.
    pub fn name(&self, type_uri: &mut String, code: &str) {
        if type_uri == "about:blank" && !code.is_empty() {
            let code = utf8_percent_encode(code, NOT_IN_A_SEGMENT).to_string();
            *type_uri = self.0.replace("{code}", &code);
        }
    }

    pub(super) fn of(&self, problem: Problem) -> Problem {
        let mut uri = problem.type_uri.to_string();
        self.name(&mut uri, problem.code.as_deref().unwrap_or_default());
        problem.type_uri(uri)
    }
}
