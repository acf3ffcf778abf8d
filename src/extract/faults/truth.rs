//! Booleans in texts.

/// The boolean that a text stands for, in the words that FastAPI reads, in any case. A checkbox of a form is sent as `on`.
pub(in crate::extract) fn truth(text: &str) -> Option<bool> {
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if ["true", "1", "on", "yes", "t", "y"].iter().any(is) {
        Some(true)
    } else if ["false", "0", "off", "no", "f", "n"].iter().any(is) {
        Some(false)
    } else {
        None
    }
}

/// The same where the schema allows a number as well: `0` and `1` are numbers there.
pub(super) fn truth_in_words(text: &str) -> Option<bool> {
    truth(text).filter(|_| !matches!(text, "0" | "1"))
}
