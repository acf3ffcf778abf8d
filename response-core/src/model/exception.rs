//! [`Exception`]: a rule that was switched off, and why.

/// `allow(rule, reason = "...")`: a rule that was switched off, and why.
///
/// ```
/// use steadfast::api::Exception;
/// use steadfast::prelude::*;
///
/// #[route(delete, "/users/{id}", status = 200, response = Text,
///     allow(delete_returns_body, reason = "clients show what is gone"))]
/// async fn delete_user(Path(id): Path<i64>) -> String {
///     id.to_string()
/// }
///
/// // A test like this one is read when somebody switches off another rule.
/// let api: Api = Api::new("Users", "1.0.0").routes(routes![delete_user]);
/// let known = [Exception::new("delete_user", "delete_returns_body", "clients show what is gone")];
/// assert_eq!(api.exceptions(), known);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exception {
    /// What the rule was switched off for: a handler, a model, a field or a variant.
    pub subject: &'static str,
    /// The slug of the rule.
    pub rule: &'static str,
    /// Why it does not apply here.
    pub reason: &'static str,
}

impl Exception {
    /// A rule that was switched off for a subject.
    #[must_use]
    pub const fn new(subject: &'static str, rule: &'static str, reason: &'static str) -> Self {
        Self {
            subject,
            rule,
            reason,
        }
    }
}
