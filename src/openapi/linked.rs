//! Links between operations, and whether the runtime expressions of links and callbacks lead anywhere.

use std::collections::BTreeMap;

use response_core::contract::{ApiFault, FaultKind, Link, PathTemplate};
use response_core::schema::pointer::unescaped;
use serde_json::{Map, Value, json};

use super::{Mounted, member, walk};

/// The Link Objects of an operation by their names, or why there is none.
pub(super) fn objects(
    links: &[Link],
    from: &Mounted<'_>,
    routes: &[Mounted<'_>],
) -> Vec<Result<(String, Value), ApiFault>> {
    let object = |link: &Link| {
        let target = target(link, from, routes).ok_or_else(|| {
            let name = link.target.name;
            let what = format!(
                "links to `{}::{name}`, which is not one of the routes",
                link.target.module
            );
            ApiFault::new(FaultKind::BrokenLink, what)
                .advising(format!("add it to them: `.routes(routes![{name}])`"))
        })?;
        let name = link.name.unwrap_or(link.target.name);
        let mut object = json!({ "operationId": target.id });
        let parameters = parameters(link, from, target);
        if !parameters.is_empty() {
            object["parameters"] = parameters.into();
        }
        Ok((name.to_owned(), object))
    };
    links.iter().map(object).collect()
}

/// Where the other route is mounted. If it is mounted several times, the place that shares most with this route's is meant.
fn target<'r, 'a>(
    link: &Link,
    from: &Mounted<'_>,
    routes: &'r [Mounted<'a>],
) -> Option<&'r Mounted<'a>> {
    let shared = |route: &Mounted<'_>| {
        let segments = route.path.split('/').zip(from.path.split('/'));
        segments.take_while(|(one, other)| one == other).count()
    };
    let places = routes.iter().filter(|route| route.info.is_of(link.target));
    // The first of those that share equally much.
    places.rev().max_by_key(|route| shared(route))
}

/// The parameters that are given, and those of a prefix that both routes are nested below.
fn parameters(link: &Link, from: &Mounted<'_>, target: &Mounted<'_>) -> Map<String, Value> {
    let own = PathTemplate::new(target.info.path.unwrap_or_default());
    let of_the_prefix = PathTemplate::new(target.path)
        .parameters()
        .filter(|name| own.parameters().all(|own| own != *name))
        .filter(|name| {
            PathTemplate::new(from.path)
                .parameters()
                .any(|known| known == *name)
        })
        .map(|name| (name.to_owned(), format!("$request.path.{name}").into()));
    let given = link.parameters.iter();
    of_the_prefix
        .chain(given.map(|(name, value)| ((*name).to_owned(), value.clone())))
        .collect()
}

/// Adds the links to the declared successes; to redirects only if there is nothing else. Returns the faults.
pub(super) fn add(
    laid_out: &mut Value,
    links: Vec<Result<(String, Value), ApiFault>>,
    route: &Mounted<'_>,
) -> Vec<ApiFault> {
    let statuses = || route.info.statuses.iter();
    let is_content = |status: &&u16| (200..300).contains(*status);
    let has_content = statuses().any(|status| is_content(&status));
    let mut faults = Vec::new();
    for link in links {
        let (name, object) = match link {
            Ok(link) => link,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        for status in statuses().filter(|status| !has_content || is_content(status)) {
            let response = &mut laid_out["responses"][status.to_string()];
            if response.is_object() {
                response["links"][&name] = object.clone();
            }
        }
    }
    faults
}

/// What is known of the whole document while its operations are compared.
struct Known {
    components: Value,
    /// The place and the name of each parameter of each operation.
    parameters: BTreeMap<String, Vec<(String, String)>>,
}

/// Compares links and callbacks with the operations, now that the document is complete: a link stays at the successes from
/// which it can be followed. Returns the faults.
pub(super) fn settle(document: &mut Value) -> Vec<ApiFault> {
    let mut is_needed = false;
    walk::each_mut(document, &mut |operation| {
        is_needed |= operation.contains_key("callbacks") || !links(operation).is_empty();
    });
    let mut faults = Vec::new();
    if !is_needed {
        return faults;
    }
    let mut known = Known {
        components: Value::Null,
        parameters: BTreeMap::new(),
    };
    walk::each_mut(document, &mut |operation| {
        let read = list(operation.get("parameters"));
        let read = read.filter_map(|parameter| {
            let place = parameter["in"].as_str()?.to_owned();
            Some((place, parameter["name"].as_str()?.to_owned()))
        });
        known.parameters.insert(id(operation), read.collect());
    });
    let Some(components) = document.get_mut("components").map(Value::take) else {
        return faults;
    };
    known.components = Value::from_iter([("components", components)]);
    walk::each_mut(document, &mut |operation| {
        faults.extend(known.settle(operation));
    });
    document["components"] = known.components["components"].take();
    faults
}

fn id(operation: &Map<String, Value>) -> String {
    let id = operation.get("operationId").and_then(Value::as_str);
    id.unwrap_or_default().to_owned()
}

/// Each link with the status of its response.
fn links(operation: &Map<String, Value>) -> Vec<(&str, &str, &Value)> {
    let responses = entries(operation.get("responses"));
    let links = responses.flat_map(|(status, response)| {
        entries(response.get("links")).map(move |(name, link)| (status, name, link))
    });
    links.collect()
}

impl Known {
    fn settle(&self, operation: &mut Map<String, Value>) -> Vec<ApiFault> {
        let id = id(operation);
        let mut faults = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for (_, name, link) in links(operation) {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
                faults.extend(self.faults_of_link(&id, operation, link));
            }
        }
        let mut lost = Vec::new();
        for name in &names {
            let of_name = || {
                links(operation)
                    .into_iter()
                    .filter(|(_, other, _)| other == name)
            };
            let missing: Vec<(&str, &Value, Option<&str>)> = of_name()
                .map(|(status, _, link)| {
                    let response = &operation["responses"][status];
                    (status, link, self.missing_of_response(link, response))
                })
                .collect();
            if let Some((_, link, Some(expression))) = missing.first()
                && missing.iter().all(|(_, _, missing)| missing.is_some())
            {
                let target = link["operationId"].as_str().unwrap_or_default();
                let what = format!(
                    "`{id}` links to `{target}` by `{expression}`, which none of its successes has"
                );
                faults.push(broken_link(what).advising(NAME_WHAT_IS_THERE));
            }
            let missing = missing.iter().filter(|(_, _, missing)| missing.is_some());
            lost.extend(missing.map(|(status, ..)| ((*status).to_owned(), name.clone())));
        }
        for (expression, request) in callbacks(operation) {
            if !self.resolves(expression, operation, operation.get("responses")) {
                let what = format!(
                    "`{id}` calls back `{request}`, but `{expression}` is not in its documented request or responses"
                );
                faults.push(
                    ApiFault::new(FaultKind::BrokenCallback, what).advising(NAME_WHAT_IS_THERE),
                );
            }
        }
        for (status, name) in lost {
            let response = operation["responses"][&status].as_object_mut();
            if let Some(response) = response
                && let Some(links) = response.get_mut("links").and_then(Value::as_object_mut)
            {
                links.remove(&name);
                if links.is_empty() {
                    response.remove("links");
                }
            }
        }
        faults
    }

    /// What is wrong with a link, whichever response it is followed from.
    fn faults_of_link(
        &self,
        id: &str,
        operation: &Map<String, Value>,
        link: &Value,
    ) -> Vec<ApiFault> {
        let target = link["operationId"].as_str().unwrap_or_default();
        let none = Vec::new();
        let there = self.parameters.get(target).unwrap_or(&none);
        let given: Vec<&str> = entries(link.get("parameters"))
            .map(|(name, _)| name)
            .collect();
        let mut faults = Vec::new();
        for name in &given {
            if !there.iter().any(|parameter| is_named(parameter, name)) {
                let what = format!(
                    "`{id}` links to `{target}` with `{name}`, which is not a parameter of it"
                );
                let help = match there.as_slice() {
                    [] => format!("drop `{name}`: it has no parameters"),
                    there => format!("name one that it has: {}", names_of(there)),
                };
                faults.push(broken_link(what).advising(help));
            }
        }
        let of_path = there.iter().filter(|(place, _)| place == "path");
        for parameter in of_path {
            if faults.is_empty() && !given.iter().any(|name| is_named(parameter, name)) {
                let name = &parameter.1;
                let what =
                    format!("`{id}` links to `{target}` without `{name}`, a parameter of its path");
                let help =
                    format!("say where it stands, as in `{name} = \"$response.body#/{name}\"`");
                faults.push(broken_link(what).advising(help));
            }
        }
        let of_request = expressions_of(link).into_iter();
        for expression in of_request.filter(|expression| expression.starts_with("$request.")) {
            if !self.resolves(expression, operation, None) {
                let what = format!(
                    "`{id}` links to `{target}` by `{expression}`, which the request of `{id}` does not document"
                );
                faults.push(broken_link(what).advising(NAME_WHAT_IS_THERE));
            }
        }
        faults
    }

    /// The first expression of a link that leads nowhere in this response.
    fn missing_of_response<'l>(&self, link: &'l Value, response: &Value) -> Option<&'l str> {
        let mut expressions = expressions_of(link).into_iter();
        expressions.find(|expression| {
            expression
                .strip_prefix("$response.")
                .is_some_and(|part| !self.is_in_response(part, response))
        })
    }

    /// Whether an expression leads somewhere in the request, or in one of these responses.
    fn resolves(
        &self,
        expression: &str,
        operation: &Map<String, Value>,
        responses: Option<&Value>,
    ) -> bool {
        if let Some(part) = expression.strip_prefix("$response.") {
            return entries(responses)
                .filter(|(status, _)| status.starts_with(['2', '3']))
                .any(|(_, response)| self.is_in_response(part, response));
        }
        let Some(part) = expression.strip_prefix("$request.") else {
            return true;
        };
        if let Some(pointer) = pointer_of(part) {
            let body = operation.get("requestBody");
            return body.is_some_and(|body| self.is_in_body(pointer, body));
        }
        match part.split_once('.') {
            Some((place @ ("path" | "query"), name)) => list(operation.get("parameters"))
                .any(|parameter| parameter["in"] == place && parameter["name"] == name),
            // Clients send headers of which an operation says nothing.
            _ => true,
        }
    }

    /// Whether `body#/id` or `header.Location` is documented of a response.
    fn is_in_response(&self, part: &str, response: &Value) -> bool {
        if let Some(pointer) = pointer_of(part) {
            return self.is_in_body(pointer, response);
        }
        part.strip_prefix("header.").is_none_or(|name| {
            entries(response.get("headers")).any(|(known, _)| known.eq_ignore_ascii_case(name))
        })
    }

    fn is_in_body(&self, pointer: &str, body: &Value) -> bool {
        entries(body.get("content")).any(|(_, content)| {
            let schema = content.get("schema").unwrap_or(&content["itemSchema"]);
            let names: Vec<String> = pointer.split('/').skip(1).map(unescaped).collect();
            member::may_be(&self.components, schema, &names)
        })
    }
}

const NAME_WHAT_IS_THERE: &str =
    "name what is there: `$request.path.id`, `$request.body#/id`, `$response.body#/id`";

fn broken_link(what: String) -> ApiFault {
    ApiFault::new(FaultKind::BrokenLink, what)
}

/// Each expression of each callback, with the URL that it is part of.
fn callbacks(operation: &Map<String, Value>) -> Vec<(&str, &str)> {
    let callbacks = entries(operation.get("callbacks"));
    let requests = callbacks.flat_map(|(_, requests)| entries(Some(requests)));
    requests
        .flat_map(|(url, _)| expressions(url).into_iter().map(move |part| (part, url)))
        .collect()
}

/// The runtime expressions among the parameters of a link.
fn expressions_of(link: &Value) -> Vec<&str> {
    entries(link.get("parameters"))
        .filter_map(|(_, value)| value.as_str())
        .flat_map(expressions)
        .collect()
}

/// The runtime expressions in a text: the whole, or what stands in braces.
fn expressions(text: &str) -> Vec<&str> {
    if text.starts_with('$') {
        return vec![text];
    }
    let parts = text.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}'))
        .map(|(expression, _)| expression)
        .filter(|expression| expression.starts_with('$'))
        .collect()
}

/// The JSON pointer in `body#/id`; that of the whole body is empty.
fn pointer_of(part: &str) -> Option<&str> {
    let behind = part.strip_prefix("body")?;
    Some(behind.strip_prefix('#').unwrap_or_default())
}

/// Whether a parameter is meant by `id` or by `path.id`.
fn is_named((place, name): &(String, String), given: &str) -> bool {
    let is_same = |given: &str| match place.as_str() {
        "header" => name.eq_ignore_ascii_case(given),
        _ => name == given,
    };
    let of_place = given.strip_prefix(place.as_str());
    is_same(given)
        || of_place
            .and_then(|rest| rest.strip_prefix('.'))
            .is_some_and(is_same)
}

fn names_of(parameters: &[(String, String)]) -> String {
    let names: Vec<String> = parameters
        .iter()
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    names.join(", ")
}

fn entries(object: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    let object = object.and_then(Value::as_object).into_iter().flatten();
    object.map(|(name, value)| (name.as_str(), value))
}

fn list(array: Option<&Value>) -> impl Iterator<Item = &Value> {
    array.and_then(Value::as_array).into_iter().flatten()
}
