//! Finding a `Location` that leads nowhere, because it lacks the prefix below which a route is nested, or because its
//! route is not mounted. This costs a little, so only debug builds do it.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::Response;
use response_core::complete::RootPath;
use response_core::contract::{PathPart, PathTemplate, RouteInfo};
use response_core::message::LOG;
use response_core::outcome::LeadsTo;

use crate::docs;

/// An extension of a response whose `Location` leads nowhere: what is wrong with it.
#[derive(Debug, Clone)]
#[cfg_attr(
    not(feature = "testing"),
    allow(dead_code, reason = "the test client reads it")
)]
pub(crate) struct DeadLink(pub String);

/// The paths that a service serves.
pub(super) struct Places {
    routes: Vec<Place>,
    /// The prefixes of plain routers, whose routes are not known.
    routers: Vec<String>,
    root: Option<RootPath>,
}

/// The path of a route.
struct Place {
    info: &'static RouteInfo,
    /// The template, with the prefixes that the route is nested below.
    whole: Cow<'static, str>,
    /// The length of the prefixes.
    prefix: usize,
}

impl Place {
    fn new(route: &'static RouteInfo, whole: Cow<'static, str>) -> Self {
        let declared = match route.path {
            None | Some("/") => "",
            Some(path) => path,
        };
        let prefix = match whole.strip_suffix(declared) {
            Some(prefix) if prefix != "/" => prefix.len(),
            _ => 0,
        };
        Self {
            info: route,
            whole,
            prefix,
        }
    }

    fn prefix(&self) -> &str {
        &self.whole[..self.prefix]
    }

    /// The prefix without which the template takes this path, and the rest of the template.
    fn without_prefix(&self, path: &str) -> Option<(&str, &str)> {
        let ends = self.whole.match_indices('/').map(|(at, _)| at);
        ends.chain([self.whole.len()])
            .filter(|&end| 0 < end && end <= self.prefix)
            .map(|end| self.whole.split_at(end))
            .find(|(_, rest)| {
                let rest = if rest.is_empty() { "/" } else { rest };
                PathTemplate::new(rest).takes(path)
            })
    }
}

impl Places {
    pub(super) fn new<'r>(
        routes: impl Iterator<Item = (&'static RouteInfo, Cow<'static, str>)>,
        routers: impl Iterator<Item = &'r str>,
        root: Option<RootPath>,
    ) -> Self {
        Self {
            routes: routes.map(|(info, path)| Place::new(info, path)).collect(),
            routers: routers.map(str::to_owned).collect(),
            root,
        }
    }

    /// Whether this service may have something at the path.
    fn serve(&self, path: &str) -> bool {
        let takes = |template: &str| PathTemplate::new(template).takes(path);
        self.routes.iter().any(|place| takes(&place.whole))
            || docs::PATHS.iter().any(|template| takes(template))
            || self
                .routers
                .iter()
                .any(|prefix| takes(prefix) || takes(&format!("{prefix}/{{*rest}}")))
    }

    /// What is wrong with a `Location` that was made from a route. A plain router may have the handler.
    fn fault_of_link(&self, to: LeadsTo, location: &str) -> Option<String> {
        let path = location.split(['?', '#']).next().unwrap_or_default();
        if self.routes.iter().any(|place| to.is(place.info)) || self.serve(path) {
            return None;
        }
        let handler = to.handler();
        Some(format!(
            "`{handler}` is not mounted, so nothing is at `{path}`: add the handler to the `routes![..]` of this API"
        ))
    }

    /// What is wrong with the `Location` of a route. A path of which nothing is known may be served elsewhere.
    fn fault(&self, route: &Place, status: StatusCode, location: &str) -> Option<String> {
        let path = location.split(['?', '#']).next().unwrap_or_default();
        let is_path = path.starts_with('/') && !path.starts_with("//");
        if !is_path || self.serve(path) {
            return None;
        }
        if let Some(root) = &self.root
            && let Some(below) = path.strip_prefix(root.as_str())
            && below.starts_with('/')
            && self.serve(below)
        {
            return Some(format!(
                "`{path}` begins with the root path, which is put before every path: write `{below}`"
            ));
        }
        let (prefix, rest) = self.routes.iter().find_map(|place| {
            let (prefix, rest) = place.without_prefix(path)?;
            // What only parameters match may be anything, unless it is what this very part has created.
            let is_own = place.prefix() == route.prefix() && !status.is_redirection();
            (is_own || has_text(rest)).then_some((prefix, rest))
        })?;
        let make = match status {
            StatusCode::CREATED => "`Created::at_route`",
            StatusCode::ACCEPTED => "`Accepted::at_route`",
            _ => "`Redirect::to_route`",
        };
        Some(format!(
            "`{path}` is not the path of a route, but `{prefix}{rest}` is: make it by {make}, which knows the prefix `{prefix}`"
        ))
    }
}

/// Whether the template has text by which a path is recognized.
fn has_text(template: &str) -> bool {
    PathTemplate::new(template)
        .parts()
        .any(|part| matches!(part, PathPart::Text(text) if text.contains(|letter| letter != '/')))
}

/// The links of one route.
pub(super) struct Links {
    place: Place,
    is_told: AtomicBool,
}

impl Links {
    pub(super) fn of(route: &'static RouteInfo, whole: Cow<'static, str>) -> Self {
        Self {
            place: Place::new(route, whole),
            is_told: AtomicBool::new(false),
        }
    }

    /// Logs a link that leads nowhere, once, and marks each response that has one.
    pub(super) fn check(&self, route: &RouteInfo, places: &Places, response: &mut Response) {
        let Some(location) = response.headers().get(LOCATION) else {
            return;
        };
        let Ok(location) = location.to_str() else {
            return;
        };
        let fault = match response.extensions().get() {
            // The completing layer adds the prefix.
            Some(to) => places.fault_of_link(*to, location),
            None => places.fault(&self.place, response.status(), location),
        };
        let Some(fault) = fault else {
            return;
        };
        if !self.is_told.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                target: LOG,
                route = route.name,
                method = route.method,
                path = &*self.place.whole,
                "dead link: {fault}"
            );
        }
        response.extensions_mut().insert(DeadLink(fault));
    }
}
