use proc_macro2::Ident;
use syn::ext::IdentExt;

/// The default `code` of a variant: `UserNotFound` is `user_not_found`, `HTTPError` is `http_error`.
pub fn snake_case(name: &Ident) -> String {
    let letters: Vec<char> = name.unraw().to_string().chars().collect();
    let mut code = String::with_capacity(letters.len() + 4);
    for (index, letter) in letters.iter().enumerate() {
        if letter.is_uppercase() && begins_a_word(&letters, index) {
            code.push('_');
        }
        code.extend(letter.to_lowercase());
    }
    code
}

/// An upper-case letter begins a word after a lower-case letter or a digit, and before a lower-case one.
fn begins_a_word(letters: &[char], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|before| letters.get(before)) else {
        return false;
    };
    let after = letters.get(index + 1);
    before.is_lowercase()
        || before.is_ascii_digit()
        || before.is_uppercase() && after.is_some_and(|after| after.is_lowercase())
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    #[test]
    fn a_variant_is_written_in_snake_case() {
        for (name, code) in [
            ("UserNotFound", "user_not_found"),
            ("HTTPError", "http_error"),
            ("Gone", "gone"),
            ("Http2Refused", "http2_refused"),
            ("S3Timeout", "s3_timeout"),
            ("DB", "db"),
        ] {
            assert_eq!(snake_case(&Ident::new(name, Span::call_site())), code);
        }
    }
}
