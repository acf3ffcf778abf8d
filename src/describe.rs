//! The types that describe a contract for the document, for extractors, kinds and errors that are written by hand.
//!
//! An extractor of your own that reads a list from the query, describes it and names its error:
//!
//! ```
//! use axum::extract::FromRequestParts;
//! use axum::http::request::Parts;
//! use serde_json::json;
//! use steadfast::describe::{Operation, Parameter, ParameterStyle, Place};
//! use steadfast::extract::{Extractor, RequestPart};
//! use steadfast::prelude::*;
//!
//! /// `?tag=new&tag=red`
//! struct Tags(Vec<String>);
//!
//! impl<S: Sync> FromRequestParts<S> for Tags {
//!     type Rejection = Problem;
//!
//!     async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
//!         let pairs = parts.uri.query().unwrap_or_default().split('&');
//!         let tags: Vec<_> = pairs.filter_map(|pair| Some(pair.strip_prefix("tag=")?.to_owned())).collect();
//!         if tags.len() > 5 { Err(Fail::<400>::new("at most 5 tags"))? } else { Ok(Self(tags)) }
//!     }
//! }
//!
//! impl Extractor for Tags {}
//!
//! impl RequestPart for Tags {
//!     fn describe(operation: &mut Operation<'_>) {
//!         let schema = json!({ "type": "array", "items": { "type": "string" }, "maxItems": 5 });
//!         let tags = Parameter::new("tag", Place::Query, schema)
//!             .style(ParameterStyle::Form)
//!             .description("Only what has these tags.")
//!             .optional();
//!         operation.parameters.push(tags);
//!         <Fail<400> as ErrorResponse>::describe(operation);
//!     }
//! }
//!
//! #[route(get, "/products/count", response = Text)]
//! async fn count_products(Tags(tags): Tags) -> String {
//!     tags.len().to_string()
//! }
//!
//! let api: Api = Api::new("Shop", "1.0.0").routes(routes![count_products]);
//! let operation = &api.openapi()["paths"]["/products/count"]["get"];
//! assert_eq!(operation["parameters"][0]["in"], Place::Query.name());
//! assert!(operation["responses"]["400"].is_object());
//! assert_eq!((ParameterStyle::Form.name(), ParameterStyle::Form.explodes()), ("form", true));
//! ```
//!
//! An operation is what a handler and its arguments have described, before it is a part of the document. A tool can describe one
//! without a router:
//!
//! ```
//! use serde_json::json;
//! use steadfast::describe::{
//!     Callback, Content, Credential, Deprecation, ErrorAnswer, Header, Link, Operation, RequestBody, RouteInfo, Schemas,
//!     SecurityScheme, Success,
//! };
//!
//! static PAID: RouteInfo = RouteInfo::new("invoice_paid", "shop::invoices", "POST").statuses(&[204]);
//! static CREATE: RouteInfo = RouteInfo::new("create_invoice", "shop::invoices", "POST")
//!     .path("/invoices")
//!     .statuses(&[201])
//!     .summary("Create an invoice")
//!     .description("It is sent at once.")
//!     .response_description("The invoice")
//!     .tags(&["invoices"])
//!     .security(&[])
//!     .operation_id("invoices.create")
//!     .deprecated(Deprecation::new().since("@1769817600"))
//!     .cache("no-store")
//!     .media_type("application/vnd.invoice+json")
//!     .headers(&[("X-Version", "1")])
//!     .exceptions(&[]);
//!
//! let mut schemas = Schemas::default();
//! let mut operation = Operation::new(&CREATE, &mut schemas);
//! let invoice = operation.schemas.sent::<Vec<u32>>();
//! let input = operation.schemas.request::<Vec<u32>>();
//! operation.request_body = Some(
//!     RequestBody::new([Content::new("application/json", input)]).description("The amounts.").optional(),
//! );
//! let mut created = Success::new(201);
//! created.content.push(Content::new("application/json", invoice));
//! created.content.push(Content::item("application/jsonl", json!({ "type": "integer" })));
//! created.headers.push(Header::string("X-Cost", "What it cost.").schema(json!({ "type": "integer" })).optional());
//! operation.successes.push(created);
//! operation.describe_status(201, "The new invoice");
//! operation.add_error(ErrorAnswer::new(402, "no_money"));
//! operation.credentials.push(Credential::new("bearer", SecurityScheme::bearer("JWT")));
//! operation.links.push(Link::new(&PAID));
//! operation.callbacks.push(Callback::new("{$request.body#/url}", &PAID, |_| {}));
//! operation.complete_successes();
//!
//! assert_eq!((CREATE.id(), CREATE.cache_control(), CREATE.is_of(&PAID)), ("invoices.create", Some("no-store"), false));
//! assert_eq!((operation.successes.len(), operation.errors.len()), (1, 1));
//! assert_eq!(Deprecation::new().since("@1769817600").described()[0].name, "Deprecation");
//! assert!(schemas.faults().is_empty() && schemas.constraint_faults().is_empty() && schemas.exceptions().is_empty());
//! ```
#![cfg_attr(
    feature = "axum",
    doc = "\nAn extractor that reads a body does so with [`read_body`](crate::extract::read_body), which keeps a limit."
)]

pub use response_core::contract::{
    Callback, Content, Credential, Deprecation, ErrorAnswer, Header, Link, OAuthFlows, Operation,
    Parameter, ParameterStyle, Place, RequestBody, RouteInfo, SecurityScheme, Success,
};
pub use response_core::schema::Schemas;
