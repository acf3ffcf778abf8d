//! Runtime expressions of OpenAPI: `$response.body#/id`, `{$request.body#/callback_url}`.

use syn::LitStr;

use crate::report::Diagnostic;

/// Why a text is not a runtime expression, nor has one in braces that is none; `None` if it is a constant.
pub(super) fn fault(text: &LitStr) -> Option<Diagnostic> {
    let value = text.value();
    let parts = match parts(&value) {
        Ok(parts) => parts,
        Err(message) => {
            let help = "close it, as in `{$request.body#/url}`";
            return Some(Diagnostic::new(text.span(), message).help(help));
        }
    };
    let bad = parts.into_iter().find(|part| !is_expression(part))?;
    Some(
        Diagnostic::new(text.span(), format!("`{bad}` is not a runtime expression"))
            .note(
                "OpenAPI has `$url`, `$method`, `$statusCode`, and `$request.` or `$response.` before `header.Name` or \
                 `body#/pointer`; behind `$request.` also `path.name` and `query.name`",
            )
            .help(format!("write {}", instead(bad))),
    )
}

/// Whether a text has a runtime expression.
pub(super) fn is_any(text: &str) -> bool {
    parts(text).is_ok_and(|parts| !parts.is_empty())
}

/// The expressions in a text: the whole if it begins with `$`, or what stands in braces.
fn parts(text: &str) -> Result<Vec<&str>, &'static str> {
    if text.starts_with('$') {
        return Ok(vec![text]);
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('{') {
        let Some((part, behind)) = behind.split_once('}') else {
            return Err("a `{` without `}` in a runtime expression");
        };
        parts.push(part);
        rest = behind;
    }
    Ok(parts)
}

fn is_expression(text: &str) -> bool {
    if matches!(text, "$url" | "$method" | "$statusCode") {
        return true;
    }
    if let Some(source) = text.strip_prefix("$response.") {
        return is_of_message(source);
    }
    text.strip_prefix("$request.").is_some_and(|source| {
        let name = source
            .strip_prefix("path.")
            .or_else(|| source.strip_prefix("query."));
        is_of_message(source) || name.is_some_and(|name| !name.is_empty())
    })
}

/// `header.Location`, `body`, `body#/id`
fn is_of_message(source: &str) -> bool {
    if let Some(name) = source.strip_prefix("header.") {
        return http::HeaderName::try_from(name).is_ok();
    }
    match source.split_once('#') {
        Some(("body", pointer)) => is_pointer(pointer),
        Some(_) => false,
        None => source == "body",
    }
}

/// A JSON pointer (RFC 6901 section 3).
fn is_pointer(text: &str) -> bool {
    let escapes = text.split('~').skip(1);
    (text.is_empty() || text.starts_with('/'))
        && escapes.into_iter().all(|rest| rest.starts_with(['0', '1']))
}

/// What was probably meant.
fn instead(bad: &str) -> String {
    let name = bad.rsplit(['/', '.', '#', '$']).next().unwrap_or_default();
    let name = if name.is_empty() { "id" } else { name };
    let part = match bad {
        bad if bad.contains("header") => "header.Location".to_owned(),
        bad if bad.contains("query") => format!("query.{name}"),
        bad if bad.contains("path") => format!("path.{name}"),
        _ => format!("body#/{name}"),
    };
    let is_of_response = bad.contains("resp") && !part.starts_with(['q', 'p']);
    let message = if is_of_response {
        "response"
    } else {
        "request"
    };
    format!("`${message}.{part}`")
}

#[cfg(test)]
mod tests {
    use super::{is_any, is_expression, parts};

    #[test]
    fn the_examples_of_openapi_are_expressions() {
        for text in [
            "$url",
            "$method",
            "$statusCode",
            "$request.path.id",
            "$request.query.queryUrl",
            "$request.header.content-type",
            "$request.body",
            "$request.body#/user/uuid",
            "$request.body#/successUrls/1",
            "$request.body#/a~1b~0c",
            "$response.body#/status",
            "$response.header.Server",
        ] {
            assert!(is_expression(text), "{text}");
        }
    }

    #[test]
    fn everything_else_is_a_fault() {
        for text in [
            "$",
            "$uri",
            "$request",
            "$request.",
            "$request.body#id",
            "$request.body#/a~2",
            "$request.body/id",
            "$request.path.",
            "$request.cookie.id",
            "$response.path.id",
            "$response.query.id",
            "$response.header.",
            "$response.header.a b",
            "$respone.body#/id",
            "response.body#/id",
            "",
        ] {
            assert!(!is_expression(text), "{text}");
        }
    }

    #[test]
    fn an_expression_stands_alone_or_in_braces() {
        assert_eq!(parts("$url"), Ok(vec!["$url"]));
        assert_eq!(
            parts("{$request.body#/url}/paid?id={$request.path.id}"),
            Ok(vec!["$request.body#/url", "$request.path.id"])
        );
        assert!(parts("{$url").is_err());
        assert!(!is_any("https://example.com"));
    }
}
