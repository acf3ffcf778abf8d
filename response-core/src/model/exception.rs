//! A rule that was switched off, and why.

/// `allow(rule, reason = "...")`: a rule that was switched off, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exception {
    /// Where: a handler, a model, a field, a variant.
    pub subject: &'static str,
    /// The slug of the rule.
    pub rule: &'static str,
    /// Why it does not apply here.
    pub reason: &'static str,
}
