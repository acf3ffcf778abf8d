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
    if let Some(character) = path
        .chars()
        .find(|c| c.is_whitespace() || matches!(c, '?' | '#'))
    {
        return fault(
            &format!(
                "contains `{}`, which is not allowed in a path",
                character.escape_default()
            ),
            "leave it out: a `Query<..>` argument declares the query".to_owned(),
        );
    }
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

/// `{id:int}`, `{rest:path}`, `<id>`, `<int:id>`: a parameter with its type in the path, as other frameworks write it.
fn typed(path: &str, segment: &str) -> Option<PathFault> {
    let inside = |open, close| segment.strip_prefix(open)?.strip_suffix(close);
    let (name, converter) = match (inside('{', '}'), inside('<', '>')) {
        (Some(braced), _) => braced.split_once(':')?,
        (_, Some(angled)) => match angled.split_once(':') {
            Some((converter, name)) => (name, converter),
            None => (angled, ""),
        },
        _ => return None,
    };
    let star = if converter.trim() == "path" { "*" } else { "" };
    let mended = path.replace(segment, &format!("{{{star}{}}}", name.trim()));
    Some(PathFault {
        message: format!("writes the parameter `{segment}` in the syntax of another framework"),
        help: format!("write \"{mended}\"; its type comes from the `Path<..>` argument"),
    })
}

/// The parameter of a segment, `*` included, if it has one.
fn parameter<'s>(path: &str, segment: &'s str) -> Result<Option<&'s str>, PathFault> {
    // `{{` and `}}` stand for the braces themselves.
    let plain = segment.replace("{{", "").replace("}}", "");
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
        let mended: Vec<_> = path
            .split('/')
            .map(|other| {
                if other == segment {
                    format!("{{{star}{name}}}")
                } else {
                    other.to_owned()
                }
            })
            .collect();
        return fault(
            &format!("writes the parameter `{segment}` in the syntax of axum 0.7"),
            format!("write \"{}\"", mended.join("/")),
        );
    }
    let (Some(open), Some(close)) = (plain.find('{'), plain.rfind('}')) else {
        return match (plain.contains('{'), plain.contains('}')) {
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
    if close < open || plain.matches('{').count() != 1 || plain.matches('}').count() != 1 {
        return fault(
            &format!("has unbalanced braces in `{segment}`"),
            "write each parameter as `{name}`, one per segment".to_owned(),
        );
    }
    if open != 0 || close + 1 != plain.len() || plain != segment {
        return fault(
            &format!("mixes text and a parameter in `{segment}`"),
            format!(
                "give the parameter a segment of its own: `/{}`",
                &plain[open..=close]
            ),
        );
    }
    let name = &segment[1..segment.len() - 1];
    if name.trim_start_matches('*').is_empty() {
        return fault(
            &format!("has a parameter without a name in `{segment}`"),
            "name it: `{id}`".to_owned(),
        );
    }
    Ok(Some(name))
}

fn fault<T>(message: &str, help: String) -> Result<T, PathFault> {
    Err(PathFault {
        message: message.to_owned(),
        help,
    })
}

#[cfg(test)]
mod tests {
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
    fn doubled_braces_are_text() {
        assert!(parameters("/a/{{b}}").expect("the path is good").is_empty());
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
        refused("/users/u{id}", "mixes text");
        refused("/users/{{{id}}}", "mixes text");
        refused("/users?page=1", "is not allowed in a path");
        refused("/a b", "is not allowed in a path");
    }
}
