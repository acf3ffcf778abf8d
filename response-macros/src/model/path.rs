use syn::LitStr;

/// The path of a route, and its parameters.
pub struct RoutePath {
    pub literal: LitStr,
    /// The names of the parameters, or why the path cannot be mounted.
    pub parameters: Result<Vec<String>, PathFault>,
}

/// Why a path cannot be mounted.
#[derive(Debug, PartialEq, Eq)]
pub struct PathFault {
    pub message: String,
    pub help: String,
}

impl RoutePath {
    pub fn new(literal: LitStr) -> Self {
        let parameters = parameters(&literal.value());
        Self {
            literal,
            parameters,
        }
    }
}

fn parameters(path: &str) -> Result<Vec<String>, PathFault> {
    if !path.starts_with('/') {
        return fault("has no leading `/`", format!("write \"/{path}\""));
    }
    if let Some(fault) = path.split('/').find_map(|segment| typed(path, segment)) {
        return Err(fault);
    }
    if let Some(character) = path.chars().find(|c| matches!(c, '?' | '#')) {
        return fault(
            &format!("contains `{character}`, which ends a path"),
            "leave it out: a `Query<..>` argument declares the query".to_owned(),
        );
    }
    let encoded = encoded(path);
    let names = names(&encoded)?;
    if encoded != path {
        return fault(
            "has characters that a URL contains percent-encoded",
            format!("write \"{encoded}\""),
        );
    }
    Ok(names)
}

fn names(path: &str) -> Result<Vec<String>, PathFault> {
    let mut names: Vec<String> = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    for (index, segment) in segments.iter().enumerate() {
        let Some(name) = parameter(path, segment)? else {
            continue;
        };
        if name.starts_with('*') && index + 1 < segments.len() {
            return fault(
                &format!("continues after `{{{name}}}`"),
                format!("a wildcard takes the rest of the path: move `{{{name}}}` to the end"),
            );
        }
        let name = name.trim_start_matches('*').to_owned();
        if names.contains(&name) {
            return fault(
                &format!("uses `{{{name}}}` twice"),
                format!("give the second one its own name, such as `{{other_{name}}}`"),
            );
        }
        names.push(name);
    }
    Ok(names)
}

/// The path as requests contain it: text that is not a `pchar` (RFC 3986 section 3.3) is percent-encoded, in upper case
/// (section 2.1). `{{` and `}}` are how axum writes the braces themselves.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    let mut at = 0;
    loop {
        match &path.as_bytes()[at..] {
            [] => return encoded,
            [brace @ (b'{' | b'}'), next, ..] if next == brace => {
                encoded.push_str(&format!("%{brace:02X}"));
                at += 2;
            }
            [b'{', ..] => {
                let end = path[at..]
                    .find('}')
                    .map_or(path.len(), |close| at + close + 1);
                encoded.push_str(&path[at..end]);
                at = end;
            }
            [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                encoded.push_str(&path[at..at + 3].to_ascii_uppercase());
                at += 3;
            }
            [byte, ..] if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@}".contains(byte) => {
                encoded.push(char::from(*byte));
                at += 1;
            }
            [byte, ..] => {
                encoded.push_str(&format!("%{byte:02X}"));
                at += 1;
            }
        }
    }
}

/// `{id:int}`, `{rest:path}`, `<id>`, `<int:id>`: a parameter with its type in the path, as other frameworks write it.
fn typed(path: &str, segment: &str) -> Option<PathFault> {
    let (before, name, converter) = match segment.split_once('{') {
        Some((before, braced)) => {
            let (name, converter) = braced.strip_suffix('}')?.split_once(':')?;
            (before, name, converter)
        }
        None => {
            let angled = segment.strip_prefix('<')?.strip_suffix('>')?;
            let (converter, name) = angled.split_once(':').unwrap_or(("", angled));
            ("", name, converter)
        }
    };
    let star = if converter.trim() == "path" { "*" } else { "" };
    let mended = with_segment(path, segment, &format!("{before}{{{star}{}}}", name.trim()));
    Some(PathFault {
        message: format!("writes the parameter `{segment}` in the syntax of another framework"),
        help: format!("{mended}; its type comes from the `Path<..>` argument"),
    })
}

/// The parameter of a segment, `*` included, if it has one.
fn parameter<'s>(path: &str, segment: &'s str) -> Result<Option<&'s str>, PathFault> {
    if let Some(name) = segment
        .strip_prefix(':')
        .or_else(|| segment.strip_prefix('*'))
    {
        let (star, usual) = if segment.starts_with('*') {
            ("*", "rest")
        } else {
            ("", "id")
        };
        let name = if name.is_empty() { usual } else { name };
        return fault(
            &format!("writes the parameter `{segment}` in the syntax of axum 0.7"),
            with_segment(path, segment, &format!("{{{star}{name}}}")),
        );
    }
    let (Some(open), Some(close)) = (segment.find('{'), segment.rfind('}')) else {
        return match (segment.contains('{'), segment.contains('}')) {
            (true, _) => fault(
                &format!("has a `{{` without `}}` in `{segment}`"),
                format!("close the parameter: `{segment}}}`"),
            ),
            (_, true) => fault(
                &format!("has a `}}` without `{{` in `{segment}`"),
                format!("open the parameter: `{{{segment}`"),
            ),
            _ => Ok(None),
        };
    };
    let is_one = |brace| segment.matches(brace).count() == 1;
    if close < open || !is_one('{') || !is_one('}') {
        return fault(
            &format!("has unbalanced braces in `{segment}`"),
            "write each parameter as `{name}`, one per segment".to_owned(),
        );
    }
    let (before, behind) = (&segment[..open], &segment[close + 1..]);
    let name = &segment[open + 1..close];
    if !behind.is_empty() {
        return fault(
            &format!("has text after the parameter in `{segment}`"),
            with_segment(path, segment, &format!("{before}{{{name}}}")),
        );
    }
    if name.starts_with('*') && !before.is_empty() {
        return fault(
            &format!("has text before the wildcard in `{segment}`"),
            with_segment(path, segment, &format!("{before}/{{{name}}}")),
        );
    }
    if name.trim_start_matches('*').is_empty() {
        return fault(
            &format!("has a parameter without a name in `{segment}`"),
            "name it: `{id}`".to_owned(),
        );
    }
    Ok(Some(name))
}

/// What to write: the path with another text in place of one of its segments.
fn with_segment(path: &str, segment: &str, instead: &str) -> String {
    let segments = path.split('/');
    let mended: Vec<_> = segments
        .map(|other| if other == segment { instead } else { other })
        .collect();
    format!("write \"{}\"", mended.join("/"))
}

fn fault<T>(message: &str, help: String) -> Result<T, PathFault> {
    Err(PathFault {
        message: message.to_owned(),
        help,
    })
}

#[cfg(test)]
mod tests {
    use response_core::contract::PathTemplate;

    use super::parameters;

    #[track_caller]
    fn refused(path: &str, why: &str) {
        let fault = parameters(path).expect_err("the path is refused");
        assert!(fault.message.contains(why), "{}", fault.message);
    }

    #[test]
    fn a_parameter_with_its_type_is_mended() {
        for (path, mended) in [
            ("/users/{id:int}", "/users/{id}"),
            ("/users/{id: i64}", "/users/{id}"),
            ("/files/{rest:path}", "/files/{*rest}"),
            ("/users/<id>", "/users/{id}"),
            ("/users/<int:id>/posts", "/users/{id}/posts"),
            ("/v{n:int}/posts", "/v{n}/posts"),
        ] {
            let help = parameters(path).unwrap_err().help;
            assert!(help.starts_with(&format!("write \"{mended}\"")), "{help}");
        }
    }

    #[test]
    fn parameters_are_named_in_order() {
        let names = parameters("/users/{id}/posts/{post}").expect("the path is good");
        assert_eq!(names, ["id", "post"]);
    }

    #[test]
    fn a_wildcard_takes_the_rest() {
        assert_eq!(
            parameters("/files/{*path}").expect("the path is good"),
            ["path"]
        );
        refused("/files/{*path}/x", "continues after");
    }

    #[test]
    fn text_may_stand_before_a_parameter() {
        for path in ["/@{name}", "/v{name}/x", "/img-{name}"] {
            assert_eq!(parameters(path).expect("the path is good"), ["name"]);
        }
    }

    #[test]
    fn the_text_of_a_path_is_written_as_clients_send_it() {
        for (path, sent) in [
            ("/straße", "/stra%C3%9Fe"),
            ("/a b/{größe}", "/a%20b/{größe}"),
            ("/a/{{b}}", "/a/%7Bb%7D"),
            ("/c%3a|", "/c%3A%7C"),
            ("/100%", "/100%25"),
        ] {
            let fault = parameters(path).expect_err("no request matches the path");
            assert_eq!(fault.help, format!("write \"{sent}\""));
            assert!(parameters(sent).is_ok(), "{sent}");
            // What the running service says of a prefix.
            assert_eq!(PathTemplate::new(path).encoded().as_deref(), Some(sent));
        }
    }

    #[test]
    fn a_fault_says_what_is_wrong() {
        refused("users", "no leading `/`");
        refused("", "no leading `/`");
        refused("/users/:id", "axum 0.7");
        refused("/files/*rest", "axum 0.7");
        refused("/users/{id", "without `}`");
        refused("/users/id}", "without `{`");
        refused("/users/{}", "without a name");
        refused("/users/{*}", "without a name");
        refused("/a/{id}/b/{id}", "twice");
        refused("/users/{id}.json", "text after the parameter");
        refused("/users/{{{id}}}", "text after the parameter");
        refused("/files/f{*rest}", "text before the wildcard");
        refused("/users/{id}{name}", "unbalanced braces");
        refused("/users?page=1", "ends a path");
        refused("/users#top", "ends a path");
    }
}
