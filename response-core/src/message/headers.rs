//! Adding headers to those that a response has.

use http::header::{LINK, SET_COOKIE, VARY};
use http::{HeaderMap, HeaderName, HeaderValue};

/// The headers that several places may set: each adds its values to those of the others.
const OF_SEVERAL: [HeaderName; 3] = [LINK, SET_COOKIE, VARY];

/// Adds headers. Each replaces those of its name; of [`OF_SEVERAL`], the values that are there stay as well.
pub(crate) fn add_all(headers: &mut HeaderMap, more: HeaderMap) {
    let mut of_name = None;
    // A `HeaderMap` yields the name with its first value only.
    for (name, value) in more {
        if let Some(name) = name {
            add(headers, name.clone(), value);
            of_name = Some(name);
        } else if let Some(name) = &of_name {
            if OF_SEVERAL.contains(name) {
                add(headers, name.clone(), value);
            } else {
                headers.append(name, value);
            }
        }
    }
}

/// Adds a header, as [`add_all`] does.
pub(crate) fn add(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    if !OF_SEVERAL.contains(&name) {
        headers.insert(name, value);
    } else if !headers.get_all(&name).iter().any(|known| known == value) {
        headers.append(name, value);
    }
}

/// Adds headers beside those that are there, which stay; of [`OF_SEVERAL`], the values are added to them.
pub(crate) fn add_missing(headers: &mut HeaderMap, mut more: HeaderMap) {
    for name in headers.keys().filter(|name| !OF_SEVERAL.contains(name)) {
        more.remove(name);
    }
    add_all(headers, more);
}

/// Removes these values; others of the same name stay.
#[cfg(feature = "tower")]
pub(crate) fn remove_all(headers: &mut HeaderMap, values: &HeaderMap) {
    for name in values.keys() {
        let is_another =
            |value: &&HeaderValue| !values.get_all(name).iter().any(|gone| gone == *value);
        let rest: Vec<HeaderValue> = headers
            .get_all(name)
            .iter()
            .filter(is_another)
            .cloned()
            .collect();
        headers.remove(name);
        for value in rest {
            headers.append(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<const N: usize>(headers: [(&'static str, &'static str); N]) -> HeaderMap {
        let named = |(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        };
        let mut map = HeaderMap::new();
        for (name, value) in headers.map(named) {
            map.append(name, value);
        }
        map
    }

    #[test]
    fn what_several_say_stays() {
        let mut headers = of([("vary", "origin"), ("etag", "\"1\""), ("x-a", "1")]);
        add_all(
            &mut headers,
            of([
                ("vary", "origin"),
                ("vary", "accept"),
                ("etag", "\"2\""),
                ("x-b", "1"),
                ("x-b", "2"),
            ]),
        );
        let expected = of([
            ("vary", "origin"),
            ("vary", "accept"),
            ("etag", "\"2\""),
            ("x-a", "1"),
            ("x-b", "1"),
            ("x-b", "2"),
        ]);
        assert_eq!(headers, expected);
    }

    #[test]
    fn what_is_there_stays() {
        let mut headers = of([("vary", "origin"), ("x-a", "1")]);
        add_missing(
            &mut headers,
            of([
                ("vary", "accept"),
                ("vary", "origin"),
                ("x-a", "2"),
                ("x-b", "1"),
                ("x-b", "2"),
            ]),
        );
        let expected = of([
            ("vary", "origin"),
            ("vary", "accept"),
            ("x-a", "1"),
            ("x-b", "1"),
            ("x-b", "2"),
        ]);
        assert_eq!(headers, expected);
    }

    #[cfg(feature = "tower")]
    #[test]
    fn only_the_named_values_are_removed() {
        let mut headers = of([("vary", "origin"), ("vary", "accept"), ("x-a", "1")]);
        remove_all(
            &mut headers,
            &of([("vary", "accept"), ("x-a", "1"), ("x-b", "1")]),
        );
        assert_eq!(headers, of([("vary", "origin")]));
    }
}
