//! [`RoutesTable`]: the routes as a table.

use std::fmt;

use response_core::contract::PathTemplate;
use response_core::message::media_type::essence;
use serde_json::Value;

use crate::openapi::{Body, Described, Listed, Placed, Success, model};

const HEADS: [&str; 6] = ["METHOD", "PATH", "STATUS", "RESPONSE", "ERRORS", "ALLOWED"];

/// The routes of an [`Api`](crate::Api) as a table for people: method, path, statuses, model, errors, and the rules that
/// were switched off.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[route(get, "/health", response = Text)]
/// async fn health() -> Text {
///     Text::from("ok")
/// }
///
/// let api: Api = Api::new("Health", "1.0.0").routes(routes![health]);
/// assert_eq!(
///     api.routes_table().to_string(),
///     "METHOD  PATH     STATUS  RESPONSE    ERRORS  ALLOWED\n\
///      GET     /health  200     text/plain  500     -\n",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutesTable {
    rows: Vec<[String; 6]>,
}

impl RoutesTable {
    pub(super) fn of(listed: &Listed<'_>, described: &[Described], document: &Value) -> Self {
        let routes = listed.routes.iter().zip(described);
        let routes = routes.map(|(route, described)| {
            let allowed = route.info.exceptions.iter();
            let allowed: Vec<_> = allowed.map(|exception| exception.rule.to_owned()).collect();
            let place = (route.path, route.info.method);
            row(place, &described.successes, &allowed, document)
        });
        let documented = listed.documents.iter().flat_map(Placed::places);
        let documented = documented.map(|(path, method)| row((&path, &method), &[], &[], document));
        Self {
            rows: routes.chain(documented).collect(),
        }
    }
}

fn row(
    (path, method): (&str, &str),
    described: &[Success],
    allowed: &[String],
    document: &Value,
) -> [String; 6] {
    let documented = PathTemplate::new(path).documented();
    let operation = &document["paths"][documented][method.to_lowercase()];
    let mut successes = Vec::new();
    let mut bodies = Vec::new();
    let mut errors = Vec::new();
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        if status.starts_with(['4', '5']) || status == "default" {
            errors.push(status.clone());
        } else {
            successes.push(status.clone());
            let parts = described
                .iter()
                .filter(|success| success.status.to_string() == *status)
                .flat_map(|success| &success.bodies)
                .collect::<Vec<_>>();
            let new = body(response, &parts).into_iter();
            bodies.extend(
                new.filter(|body| !bodies.contains(body))
                    .collect::<Vec<_>>(),
            );
        }
    }
    [
        method.to_owned(),
        path.to_owned(),
        list(&successes),
        list(&bodies),
        list(&errors),
        list(allowed),
    ]
}

/// The model, or the media type if there is no model with a name.
fn body(response: &Value, parts: &[&Body]) -> Vec<String> {
    let content = response["content"].as_object();
    content
        .into_iter()
        .flatten()
        .map(|(media_type, body)| {
            let schema = body.get("schema").unwrap_or(&body["itemSchema"]);
            let of_part = || {
                let part = parts.iter().find(|part| part.media_type == media_type)?;
                part.model.clone()
            };
            model(schema, |schema| schema["$ref"].as_str()?.rsplit('/').next())
                .or_else(of_part)
                .unwrap_or_else(|| essence(media_type).to_owned())
        })
        .collect()
}

fn list(cells: &[String]) -> String {
    if cells.is_empty() {
        "-".to_owned()
    } else {
        cells.join(" ")
    }
}

impl fmt::Display for RoutesTable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = HEADS.map(str::to_owned);
        let rows = || std::iter::once(&heads).chain(&self.rows);
        let mut widths = [0; HEADS.len()];
        for row in rows() {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for row in rows() {
            let cells: Vec<String> = row
                .iter()
                .zip(widths)
                .map(|(cell, width)| format!("{cell:width$}"))
                .collect();
            writeln!(formatter, "{}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}
