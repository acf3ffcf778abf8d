/// An example of a message, from the format string it is made with: `user {id:?} not found` is `user {id} not found`.
///
/// A format string without a word of its own is no example.
pub fn of(format: &str) -> Option<String> {
    let mut example = String::with_capacity(format.len());
    let mut has_words = false;
    let mut letters = format.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' | '}' if letters.peek() == Some(&letter) => {
                letters.next();
                example.push(letter);
            }
            '{' => {
                let argument: String = letters
                    .by_ref()
                    .take_while(|letter| *letter != '}')
                    .collect();
                let name = argument.split(':').next().unwrap_or_default();
                example.push('{');
                example.push_str(name.trim());
                example.push('}');
            }
            other => {
                has_words |= other.is_alphanumeric();
                example.push(other);
            }
        }
    }
    has_words.then_some(example)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_placeholder_keeps_its_name() {
        assert_eq!(
            of("user {id:?} not found").as_deref(),
            Some("user {id} not found")
        );
    }

    #[test]
    fn doubled_braces_are_braces() {
        assert_eq!(of("expected {{}}").as_deref(), Some("expected {}"));
    }

    #[test]
    fn a_placeholder_alone_is_no_example() {
        assert_eq!(of("{0}"), None);
    }
}
