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
        let segments = path.split('/').zip(&self.are_parameters);
        let texts = segments.filter_map(|(text, is_parameter)| is_parameter.then_some(text));
        Matched::new(&self.names, path, texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
