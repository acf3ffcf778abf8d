//! The description of each route, which is made once and used to mount, check, document and list the route.

use std::mem::take;

use response_core::contract::{
    ApiFault, Credential, FaultKind, PathTemplate, RouteInfo, describe_preconditions,
};
use response_core::model::Exception;
use response_core::problem::{ErrorFormat, ErrorOrigin, Problem};
use response_core::schema::{MODEL, Schemas};
use serde_json::{Map, Value, json};

use crate::extract::short_name;
use crate::route::Inputs;

use super::security::{self, Alternative};
use super::sent::{Called, Sent};
use super::shared::SharedResponses;
use super::{
    Head, Layout, Listed, Mounted, examples, foreign, handled, linked, operation, parameters,
    response,
};

/// The description of a route, from its contract and the types of its handler.
// A release build does not warn of what is undocumented.
#[cfg_attr(not(debug_assertions), allow(dead_code))]
pub(crate) struct Described {
    /// How the arguments are extracted.
    pub(crate) inputs: Inputs,
    /// The types of the arguments that do not describe themselves: they may answer in ways that the document does not know.
    pub(crate) undescribed: Vec<&'static str>,
    /// The types of the arguments that document a 401 without `WWW-Authenticate`.
    pub(super) unchallenged: Vec<&'static str>,
    /// The successes.
    pub(crate) successes: Vec<Success>,
    /// Whether `#[schemars(..)]` constrains what a success sends.
    pub(crate) is_constrained: bool,
    /// The status and the code of each error, before a handler of errors answers it.
    pub(crate) errors: Vec<(u16, String)>,
    /// Whether an error type has handlers of errors in its own format.
    pub(crate) has_handled_errors: bool,
    /// Faults that its types and arguments have reported.
    pub(super) faults: Vec<ApiFault>,
    /// The credentials that the extractors need to identify the client.
    pub(super) credentials: Vec<Credential>,
    /// The security requirements of the route and its extractors: alternatives.
    pub(super) alternatives: Vec<Alternative>,
    /// The `WWW-Authenticate` values that are always the same.
    pub(super) challenges: Vec<String>,
    /// The requests that the service sends because of this one.
    pub(crate) callbacks: Vec<Called>,
}

impl Described {
    /// The faults of the route. The credentials of its extractors are added to those of earlier routes.
    pub(crate) fn faults(&self, head: &Head, needed: &mut Vec<Credential>) -> Vec<ApiFault> {
        let mut faults = self.faults.clone();
        faults.extend(self.scheme_of_two_meanings(head, needed));
        faults.extend(self.unknown_scheme_or_other_challenge(head));
        faults.extend(self.without_challenge());
        for called in &self.callbacks {
            let own = called.described.faults(head, needed);
            faults.extend(own.into_iter().map(|fault| called.of(fault)));
        }
        faults
    }

    /// A fault for each argument that does not describe itself.
    pub(crate) fn undescribed_faults(&self) -> Vec<ApiFault> {
        let own = self.undescribed.iter().map(|argument| {
            let what = format!(
                "takes `{}`, of which the document says nothing",
                short_name(argument)
            );
            ApiFault::new(FaultKind::UndescribedArgument, what).advising(
                "implement `Extractor` and `RequestPart` for it, or write `#[derive(ErrorResponse)]` on its `Rejection`; if that is \
                 there, implement `FromRequestParts<S>` for every `S`, or add a `State<..>` with its state to the handler",
            )
        });
        let of_callbacks = self.callbacks.iter().flat_map(|called| {
            let faults = called.described.undescribed_faults().into_iter();
            faults.map(|fault| called.of(fault))
        });
        own.chain(of_callbacks).collect()
    }
}

/// A success: a status and its possible bodies.
pub(crate) struct Success {
    pub(crate) status: u16,
    pub(crate) bodies: Vec<Body>,
}

/// A body of a success.
pub(crate) struct Body {
    pub(crate) media_type: &'static str,
    /// The name of the model, if the body is a selection of its fields and so has no name in the document.
    pub(crate) model: Option<String>,
}

/// The operations of the document, and the schemas to which they refer.
pub(crate) struct Operations {
    routes: Vec<Value>,
    webhooks: Vec<Value>,
    credentials: Vec<Credential>,
    /// Whether an operation says which credentials it needs.
    has_security: bool,
    pub(super) sent: Sent,
    shared: SharedResponses,
    /// For each document of a plain router, the responses that the API adds.
    added: Vec<Value>,
    schemas: Schemas,
}

/// The descriptions of everything that is listed, in the same order.
pub(crate) struct Descriptions {
    pub(crate) routes: Vec<Described>,
    pub(crate) webhooks: Vec<Described>,
}

/// Describes each route once, and each webhook.
pub(crate) fn describe(listed: &Listed<'_>, layout: Layout<'_>) -> (Descriptions, Operations) {
    let mut operations = Operations {
        routes: Vec::with_capacity(listed.routes.len()),
        webhooks: Vec::with_capacity(listed.webhooks.len()),
        credentials: Vec::new(),
        has_security: false,
        sent: Sent::default(),
        shared: SharedResponses::default(),
        added: Vec::new(),
        schemas: Schemas::default(),
    };
    let mut routes = Vec::with_capacity(listed.routes.len());
    for route in &listed.routes {
        let (described, laid_out) = operations.add(route, &listed.routes, layout, &mut Vec::new());
        operations.routes.push(laid_out);
        routes.push(described);
    }
    let mut webhooks = Vec::with_capacity(listed.webhooks.len());
    for webhook in &listed.webhooks {
        let (described, laid_out) =
            operations.add(&webhook.route, &listed.routes, layout, &mut Vec::new());
        operations.webhooks.push(laid_out);
        webhooks.push(described);
    }
    for placed in &listed.documents {
        let added = foreign::added(placed, &mut operations.schemas, layout);
        operations.added.push(added);
    }
    (Descriptions { routes, webhooks }, operations)
}

impl Operations {
    /// Describes an operation and what it calls back. `outer` are the routes in whose callbacks it stands.
    pub(super) fn add(
        &mut self,
        route: &Mounted<'_>,
        routes: &[Mounted<'_>],
        layout: Layout<'_>,
        outer: &mut Vec<&'static RouteInfo>,
    ) -> (Described, Value) {
        self.schemas.add_exceptions(route.info.exceptions);
        let mut operation = route.describe(&mut self.schemas);
        if !route.is_sent {
            // Any handler may panic, or return what cannot be sent.
            for origin in [ErrorOrigin::Panic, ErrorOrigin::Handler] {
                operation.set_origin(origin);
                operation.add_error(Problem::untold().described());
            }
            if let Some(timeout) = route.timeout {
                operation.set_origin(ErrorOrigin::Deadline);
                operation.add_error(timeout.problem().described());
            }
            operation.set_origin(ErrorOrigin::Layer);
        }
        if let Some(types) = layout.types {
            for error in &mut operation.errors {
                types.name(&mut error.type_uri, &error.code);
            }
        }
        let credentials = take(&mut operation.credentials);
        // Where others say which credentials they need, it is said that whoever gets the request asks for none of them.
        let of_others = (route.is_sent && self.has_security).then_some(&[][..]);
        let declared = route.security().or(of_others);
        let alternatives = security::alternatives(declared, &credentials);
        self.has_security |= alternatives.is_some();
        parameters::merge(&mut operation, layout.version);
        let callbacks = take(&mut operation.callbacks);
        let mut described = Described {
            inputs: Inputs {
                after_refusal: take(&mut operation.inputs).into(),
                has_limited_body: operation.has_limited_body,
                adds_to_response: operation.added_headers.is_some(),
                needs: operation.needs,
            },
            undescribed: operation.undescribed.clone(),
            unchallenged: take(&mut operation.unchallenged),
            successes: operation.successes.iter().map(success).collect(),
            is_constrained: operation
                .successes
                .iter()
                .flat_map(|success| &success.content)
                .any(|content| operation.schemas.is_constrained(&content.schema)),
            errors: operation
                .errors
                .iter()
                .map(|error| (error.status, error.code.clone()))
                .collect(),
            has_handled_errors: operation
                .errors
                .iter()
                .filter_map(|error| error.format.as_ref())
                .any(ErrorFormat::has_handlers),
            faults: take(&mut operation.faults),
            challenges: security::challenges(&operation),
            alternatives: alternatives.clone().unwrap_or_default(),
            credentials: credentials.clone(),
            callbacks: Vec::new(),
        };
        if !route.is_sent {
            operation.complete_successes();
            describe_preconditions(&mut operation);
            handled::replace(&mut operation, route.info.method, layout.errors);
            described.faults.extend(take(&mut operation.faults));
        }
        let links = linked::objects(&take(&mut operation.links), route, routes);
        let mut laid_out = operation::lay_out(operation, route, layout, &mut self.shared);
        described
            .faults
            .extend(linked::add(&mut laid_out, links, route));
        if let Some(alternatives) = alternatives {
            laid_out["security"] = security::requirements(&alternatives);
        }
        self.credentials.extend(credentials);
        self.call_back(
            &callbacks,
            (route, &mut described, &mut laid_out),
            (routes, layout),
            outer,
        );
        (described, laid_out)
    }

    /// The rules that were switched off in the routes and in the types that they send.
    pub(crate) fn exceptions(&self) -> &[Exception] {
        self.schemas.exceptions()
    }

    /// What is wrong with the types of the routes.
    pub(crate) fn faults(&self) -> impl Iterator<Item = ApiFault> {
        let named = self.schemas.faults().iter().map(|what| {
            ApiFault::new(FaultKind::DuplicateFieldName, what)
                .advising("rename one of them, or do not flatten")
        });
        let constraints = self.schemas.constraint_faults().iter().map(|what| {
            ApiFault::new(FaultKind::BadConstraint, what)
                .advising("drop the constraint, or write one that is for the type of the field")
        });
        named.chain(constraints)
    }

    /// Builds the document: the operations by path, the schemas under `components`, and the documents of plain routers.
    pub(crate) fn into_document(
        mut self,
        head: &Head,
        listed: &Listed<'_>,
        layout: Layout<'_>,
    ) -> Whole {
        let mut paths = Map::new();
        for (route, laid_out) in listed.routes.iter().zip(self.routes) {
            let path = PathTemplate::new(route.path).documented();
            add_to(&mut paths, path, route, laid_out);
        }
        let mut webhooks = Map::new();
        for (webhook, laid_out) in listed.webhooks.iter().zip(self.webhooks) {
            add_to(
                &mut webhooks,
                webhook.name.to_owned(),
                &webhook.route,
                laid_out,
            );
        }
        let mut document = json!({ "openapi": layout.version.as_str(), "info": head.info });
        if !head.servers.is_empty() {
            document["servers"] = head.servers.clone().into();
        }
        if !head.tags.is_empty() {
            document["tags"] = head.tags().into();
        }
        document["paths"] = paths.into();
        if !webhooks.is_empty() {
            document["webhooks"] = webhooks.into();
        }
        let mut components = Map::new();
        let mut schemas = self.schemas;
        let of_the_router = handled::of_the_router(layout.errors, &mut schemas);
        if !of_the_router.is_empty() {
            document["components"] = json!({ "responses": of_the_router });
        }
        document[ADDED] = self.added.into();
        document[SHARED] = self.shared.take();
        let named = schemas.finish(&mut document);
        let mut added = taken(&mut document, ADDED);
        let mut shared = taken(&mut document, SHARED);
        if let Some(responses) = document["components"].get_mut("responses") {
            components.insert("responses".to_owned(), responses.take());
        }
        if !named.is_empty() {
            components.insert("schemas".to_owned(), named.into());
        }
        if !listed.routes.is_empty() || !listed.documents.is_empty() {
            let headers = json!({ response::REQUEST_ID: response::request_id() });
            components.insert("headers".to_owned(), headers);
        }
        let schemes = security::schemes(head, &self.credentials);
        if !schemes.is_empty() {
            components.insert("securitySchemes".to_owned(), schemes.into());
        }
        if !components.is_empty() {
            document["components"] = components.into();
        }
        if let Some(docs) = &head.external_docs {
            document["externalDocs"] = docs.clone();
        }
        for (name, value) in &head.extensions {
            document[name] = value.clone();
        }
        examples::complete(&mut document, &mut shared, &mut added);
        self.shared
            .settle(shared, &mut document, layout.shares_responses);
        let mut faults = linked::settle(&mut document);
        let merged = foreign::merge(&mut document, listed, added, layout);
        faults.extend(merged.faults);
        Whole {
            document,
            faults,
            clashing: merged.clashing,
        }
    }
}

/// A member of the document until the schemas have names: the responses that are added to those of plain routers.
const ADDED: &str = "steadfast-added";

/// Another one: the responses that several operations have.
const SHARED: &str = "steadfast-shared";

/// Takes such a member out of the document.
fn taken(document: &mut Value, name: &str) -> Vec<Value> {
    let document = document.as_object_mut();
    match document.and_then(|document| document.remove(name)) {
        Some(Value::Array(values)) => values,
        _ => Vec::new(),
    }
}

/// A document, and what is known when it is complete.
pub(crate) struct Whole {
    pub(crate) document: Value,
    /// The faults in what its operations say of each other, such as links.
    pub(crate) faults: Vec<ApiFault>,
    /// The plain routers whose documents describe what other routes answer.
    pub(crate) clashing: Vec<usize>,
}

/// Adds an operation to the Path Item Object of this name.
fn add_to(items: &mut Map<String, Value>, name: String, route: &Mounted<'_>, laid_out: Value) {
    let item = items.entry(name).or_insert_with(|| json!({}));
    item[route.info.method.to_lowercase()] = laid_out;
}

fn success(success: &response_core::contract::Success) -> Success {
    let bodies = success.content.iter().map(|content| Body {
        media_type: content.media_type,
        model: model(&content.schema, |schema| schema[MODEL].as_str()),
    });
    Success {
        status: success.status,
        bodies: bodies.collect(),
    }
}

/// The name of the model: of the whole body, of the items of a list, or of the data of an event.
pub(crate) fn model(schema: &Value, name: impl Fn(&Value) -> Option<&str>) -> Option<String> {
    let data = &schema["properties"]["data"]["contentSchema"];
    let item = name(&schema["items"]).map(|name| format!("{name}[]"));
    item.or_else(|| name(schema).or_else(|| name(data)).map(str::to_owned))
}
