//! [`Segments`]: the parameters of a path that a router of axum's has matched.

use std::ptr;
use std::sync::Arc;

use axum::extract::{MatchedPath, OriginalUri, Request};

use crate::extract::matched::{MOST, Matched};

/// Which segments of a path are parameters.
pub(super) struct Segments {
    pub(super) template: Arc<str>,
    names: Arc<[Box<str>]>,
    are_parameters: Box<[bool]>,
}

impl Segments {
    /// `None` for a path with a parameter that is not one whole segment.
    pub(super) fn of(path: &str) -> Option<Arc<Self>> {
        let mut names = Vec::new();
        let mut are_parameters = Vec::new();
        for segment in path.split('/') {
            let name = segment
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'));
            are_parameters.push(name.is_some());
            match name {
                Some(name) if !name.contains(['*', '{', '}']) => names.push(Box::from(name)),
                None if !segment.contains(['{', '}']) => {}
                _ => return None,
            }
        }
        (names.len() <= MOST).then(|| {
            Arc::new(Self {
                template: path.into(),
                names: names.into(),
                are_parameters: are_parameters.into(),
            })
        })
    }

    /// The parameters in the path of a request, unless a router around the one of the API has matched a part of it, or something
    /// has changed it since. They are what axum has put into the extensions, where to read them costs more.
    pub(super) fn matched(&self, request: &Request) -> Option<Matched> {
        let extensions = request.extensions();
        let template = extensions.get::<MatchedPath>()?;
        let OriginalUri(original) = extensions.get()?;
        let path = request.uri().path();
        if template.as_str() != &*self.template || !ptr::eq(original.path(), path) {
            return None;
        }
        Matched::new(&self.names, path, self.texts(path))
    }

    fn texts<'p>(&self, path: &'p str) -> impl Iterator<Item = &'p str> {
        // For a text as short as this, the search of `str::split` costs more.
        let mut ends =
            (0..=path.len()).filter(|at| path.as_bytes().get(*at).is_none_or(|byte| *byte == b'/'));
        let mut start = 0;
        self.are_parameters.iter().filter_map(move |is_parameter| {
            let end = ends.next()?;
            let segment = start..end;
            start = end + 1;
            path.get(segment).filter(|_| *is_parameter)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_at_their_places() {
        let segments = Segments::of("/users/{id}/files/{name}").unwrap();
        let texts = |path| segments.texts(path).collect::<Vec<_>>();
        assert_eq!(texts("/users/7/files/a%2Fb"), ["7", "a%2Fb"]);
        assert_eq!(texts("/users/\u{e9}/files/"), ["\u{e9}", ""]);
        assert_eq!(texts("/users/7"), ["7"]);
    }

    #[test]
    fn only_whole_segments_are_known_by_their_place() {
        let parameters = |path| Segments::of(path).map(|segments| segments.are_parameters.to_vec());
        assert_eq!(parameters("/"), Some(vec![false, false]));
        assert_eq!(
            parameters("/users/{id}/files/{name}"),
            Some(vec![false, false, true, false, true])
        );
        for other in ["/files/{*path}", "/{name}.json", "/{{id}}", "/a{{b"] {
            assert_eq!(parameters(other), None, "{other}");
        }
    }
}
