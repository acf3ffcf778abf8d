//! Templates of paths: which are the same, and which take a path.

/// A template without the names of its parameters.
pub(super) fn shape(template: &str) -> String {
    let mut shape = String::with_capacity(template.len());
    let mut is_name = false;
    for letter in template.chars() {
        match letter {
            '{' => {
                is_name = true;
                shape.push('{');
            }
            '}' => {
                is_name = false;
                shape.push('}');
            }
            '*' if is_name && shape.ends_with('{') => shape.push('*'),
            _ if is_name => {}
            other => shape.push(other),
        }
    }
    shape
}

/// The names of the parameters, in order.
pub(super) fn names(template: &str) -> Vec<&str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .map(|name| name.trim_start_matches('*'))
        .collect()
}

/// A path of the template, with a text for each parameter.
pub(super) fn filled(template: &str, mut text: impl FnMut(&str) -> String) -> String {
    let mut path = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        path.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            rest = after;
            break;
        };
        path.push_str(&text(name.trim_start_matches('*')));
        rest = behind;
    }
    path.push_str(rest);
    path
}

/// Whether the template takes the path.
pub(super) fn takes(template: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    for wanted in template.split('/') {
        if wanted.starts_with("{*") {
            return parts.next().is_some();
        }
        let Some(part) = parts.next() else {
            return false;
        };
        let takes = match wanted.split_once('{') {
            None => wanted == part,
            Some((before, after)) => {
                let end = after.split_once('}').map_or("", |(_, end)| end);
                part.len() > before.len() + end.len()
                    && part.starts_with(before)
                    && part.ends_with(end)
            }
        };
        if !takes {
            return false;
        }
    }
    parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_parameters_do_not_matter() {
        assert_eq!(
            shape("/users/{id}/posts/{post}.csv"),
            "/users/{}/posts/{}.csv"
        );
        assert_eq!(shape("/files/{*rest}"), "/files/{*}");
        assert_eq!(names("/users/{id}/files/{*rest}"), ["id", "rest"]);
    }

    #[test]
    fn a_path_is_made_of_a_template_that_takes_it() {
        let path = filled("/users/{id}/posts/{post}.csv", |_| "7".to_owned());
        assert_eq!(path, "/users/7/posts/7.csv");
        assert!(takes("/users/{a}/posts/{b}.csv", &path));
        assert!(takes("/users/{*rest}", &path));
        assert!(!takes("/users/{a}", &path));
        assert!(!takes("/users/{a}/posts/{b}.json", &path));
        assert!(!takes("/users/{a}/posts/{b}.csv/more", &path));
    }
}
