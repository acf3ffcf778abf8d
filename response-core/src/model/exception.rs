//! [`Exception`]: a rule that was switched off, and why.

/// `allow(rule, reason = "...")`: a rule that was switched off, and why.
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
