//! Where the routes of a service are mounted: below which prefixes.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::contract::{PathTemplate, RouteId, RouteInfo};

/// The routes of a service, each with its whole path template.
#[derive(Debug, Clone, Default)]
pub(super) struct Mounts {
    /// The places of each route, in the order in which they were added.
    of_routes: HashMap<RouteId, Vec<Cow<'static, str>>>,
    /// All places.
    places: HashSet<Cow<'static, str>>,
}

impl Mounts {
    pub(super) fn add(&mut self, route: &RouteInfo, path: Cow<'static, str>) {
        self.places.insert(path.clone());
        match self.of_routes.entry(RouteId::of(route)) {
            Entry::Occupied(mut known) => known.get_mut().push(path),
            // Most routes are mounted once.
            Entry::Vacant(new) => {
                new.insert(vec![path]);
            }
        }
    }

    /// Whether one of the routes has this template.
    #[cfg(debug_assertions)]
    pub(super) fn has(&self, matched: &str) -> bool {
        self.places.iter().any(|place| matched.ends_with(&**place))
    }

    /// The prefix of a route's declared path, for a request whose path matched this template. The prefix is a template
    /// too; the request has its parameters as far as its own path begins with the same segments.
    ///
    /// If the route is mounted several times, the mount that shares most with the request is used, so that a handler
    /// below both `/v1` and `/v2` leads to its own version.
    pub(super) fn prefix(&self, route: RouteId, matched: &str) -> Option<String> {
        let (outer, here) = self.place_of(matched)?;
        let places = self.of_routes.get(&route)?.iter();
        // The first of those that share equally much.
        let place = places.rev().max_by_key(|place| shared(place, here))?;
        let prefix = match route.path {
            "/" => place.trim_end_matches('/'),
            path => place.strip_suffix(path)?,
        };
        Some(format!("{outer}{prefix}"))
    }

    /// Splits a matched template into the prefix that another router has added, and the place of one of these routes: the longest
    /// with which it ends.
    fn place_of<'a>(&self, matched: &'a str) -> Option<(&'a str, &'a str)> {
        let mut starts = matched.match_indices('/').map(|(start, _)| start);
        let longest = starts.find_map(|start| {
            let (outer, place) = matched.split_at(start);
            (place != "/" && self.places.contains(place)).then_some((outer, place))
        });
        let root = || {
            let outer = matched.trim_end_matches('/');
            self.places.contains("/").then_some((outer, "/"))
        };
        longest.or_else(root)
    }
}

/// How many segments two templates share at their beginning.
fn shared(one: &str, other: &str) -> usize {
    let segments = one.split('/').zip(other.split('/'));
    segments.take_while(|(one, other)| one == other).count()
}

/// Fills a template with the segments of a path that matched another one, as far as both templates are the same.
pub(super) fn filled(template: &str, matched: &str, path: &str) -> Option<String> {
    let mut given = matched.split('/').zip(path.split('/'));
    let mut same = true;
    let segments = template.split('/').map(|segment| {
        let given = given.next();
        same &= given.is_some_and(|(matched, _)| matched == segment);
        match given {
            _ if !PathTemplate::new(segment).has_parameters() => Some(segment),
            Some((_, given)) if same => Some(given),
            _ => None,
        }
    });
    let segments: Option<Vec<&str>> = segments.collect();
    Some(segments?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GET: RouteInfo = RouteInfo {
        path: Some("/users/{id}"),
        ..RouteInfo::new("get", "users", "GET")
    };
    const ROOT: RouteInfo = RouteInfo {
        path: Some("/"),
        ..RouteInfo::new("root", "users", "GET")
    };
    const LIST: RouteInfo = RouteInfo {
        path: Some("/users"),
        ..RouteInfo::new("list", "users", "GET")
    };

    fn prefix(
        places: &[(&RouteInfo, &'static str)],
        to: &RouteInfo,
        matched: &str,
    ) -> Option<String> {
        let mut mounts = Mounts::default();
        for (route, place) in places {
            mounts.add(route, Cow::Borrowed(place));
        }
        mounts.prefix(RouteId::of(to), matched)
    }

    #[test]
    fn a_prefix_is_what_stands_before_the_declared_path() {
        let places = [
            (&LIST, "/v1/users"),
            (&GET, "/v1/users/{id}"),
            (&ROOT, "/v1"),
        ];
        assert_eq!(prefix(&places, &GET, "/v1/users").unwrap(), "/v1");
        assert_eq!(prefix(&places, &ROOT, "/v1/users").unwrap(), "/v1");
        assert_eq!(prefix(&places, &GET, "/v1").unwrap(), "/v1");
    }

    #[test]
    fn a_route_leads_to_its_neighbour_where_there_are_several() {
        let places = [
            (&LIST, "/v1/users"),
            (&GET, "/v1/users/{id}"),
            (&LIST, "/v2/users"),
            (&GET, "/v2/users/{id}"),
            (&ROOT, "/"),
        ];
        assert_eq!(prefix(&places, &GET, "/v2/users").unwrap(), "/v2");
        assert_eq!(prefix(&places, &GET, "/v1/users").unwrap(), "/v1");
        assert_eq!(prefix(&places, &GET, "/").unwrap(), "/v1");
        assert_eq!(prefix(&places, &ROOT, "/v2/users").unwrap(), "");
    }

    #[test]
    fn a_router_around_all_of_them_has_a_prefix_too() {
        let places = [(&LIST, "/v1/users"), (&ROOT, "/")];
        assert_eq!(prefix(&places, &LIST, "/api/v1/users").unwrap(), "/api/v1");
        assert_eq!(prefix(&places, &LIST, "/api/").unwrap(), "/api/v1");
    }

    #[test]
    fn of_a_route_that_is_nowhere_nothing_is_known() {
        assert_eq!(prefix(&[(&LIST, "/users")], &GET, "/users"), None);
        assert_eq!(prefix(&[(&LIST, "/users")], &LIST, "/other"), None);
    }

    #[test]
    fn a_prefix_takes_its_parameters_from_the_request() {
        let matched = "/tenants/{tenant}/users";
        let filled = |template| filled(template, matched, "/tenants/a%20b/users");
        assert_eq!(filled("/tenants/{tenant}").unwrap(), "/tenants/a%20b");
        assert_eq!(filled("/v1").unwrap(), "/v1");
        assert_eq!(filled("/people/{tenant}"), None);
    }
}
