//! The header `Content-Disposition` (RFC 6266).

use std::fmt::Write;

use http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::contract::Header;

/// The characters to encode: all but `attr-char` of RFC 8187 section 3.2.1.
const NOT_ATTR_CHAR: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// Returns a value such as `attachment; filename="naive.txt"; filename*=UTF-8''na%C3%AFve.txt`.
///
/// The file name is reduced to what follows the last `/` or `\`, without control characters (RFC 6266 section 4.3); a
/// name of a folder, such as `..`, becomes `download`. A name that is not ASCII is sent a second time in RFC 8187's
/// form, which every browser prefers.
pub(super) fn header_value(disposition: &str, name: &str) -> HeaderValue {
    let mut name: String = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|character| !character.is_control())
        .collect();
    if name.contains('.') && name.trim_matches(['.', ' ']).is_empty() {
        name = "download".to_owned();
    }
    let mut value = disposition.to_owned();
    if !name.is_empty() {
        // Some recipients misread `%` and `"` in the plain form (RFC 6266 appendix D).
        let is_plain = |character: char| {
            matches!(character, ' '..='~') && !matches!(character, '"' | '%' | '\\')
        };
        let plain: String = name
            .chars()
            .map(|character| if is_plain(character) { character } else { '_' })
            .collect();
        let _ = write!(value, "; filename=\"{plain}\"");
        if plain != name {
            let encoded = utf8_percent_encode(&name, NOT_ATTR_CHAR);
            let _ = write!(value, "; filename*=UTF-8''{encoded}");
        }
    }
    // The value is visible ASCII, which every header field may hold.
    HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("attachment"))
}

/// The header in the document. It is not required, since not every value has a name.
pub(super) fn described() -> Header {
    Header {
        required: false,
        schema: json!({ "type": "string" }),
        ..Header::string(
            "Content-Disposition",
            "Whether to save the content, and under which name",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::header_value;

    #[test]
    fn a_name_of_any_script_is_sent_in_both_forms() {
        assert_eq!(
            header_value("attachment", "naïve file.txt"),
            "attachment; filename=\"na_ve file.txt\"; filename*=UTF-8''na%C3%AFve%20file.txt"
        );
        assert_eq!(
            header_value("inline", "отчёт.pdf"),
            "inline; filename=\"_____.pdf\"; filename*=UTF-8''%D0%BE%D1%82%D1%87%D1%91%D1%82.pdf"
        );
        assert_eq!(
            header_value("attachment", "plain.txt"),
            "attachment; filename=\"plain.txt\""
        );
    }

    #[test]
    fn a_name_cannot_end_the_parameter_or_the_header() {
        assert_eq!(
            header_value("attachment", "a\"; x=\"b\r\nSet-Cookie: c=d"),
            "attachment; filename=\"a_; x=_bSet-Cookie: c=d\"; filename*=UTF-8''a%22%3B%20x%3D%22bSet-Cookie%3A%20c%3Dd"
        );
    }

    #[test]
    fn a_name_is_no_path() {
        assert_eq!(
            header_value("attachment", "../../etc/passwd"),
            "attachment; filename=\"passwd\""
        );
        assert_eq!(
            header_value("attachment", "C:\\temp\\a.txt"),
            "attachment; filename=\"a.txt\""
        );
        assert_eq!(header_value("attachment", ""), "attachment");
        for folder in [".", "..", "../..", "..\\..", "a/ .. ", ".\n."] {
            assert_eq!(
                header_value("attachment", folder),
                "attachment; filename=\"download\"",
                "{folder:?}"
            );
        }
        assert_eq!(
            header_value("attachment", ".bashrc"),
            "attachment; filename=\".bashrc\""
        );
    }
}
