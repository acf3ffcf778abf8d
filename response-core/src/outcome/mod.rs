//! What a handler returns: outcomes, which have their own status, replies, kinds of bodies, and how each is rendered.

mod accepted;
mod answer;
mod answers;
mod body;
mod created;
mod handler;
mod headers_only;
pub mod kind;
mod location;
mod maybe_content;
mod no_content;
mod redirect;
pub mod reply;
mod responses;
mod route_path;
mod sent;
mod statuses;
mod upserted;

pub use accepted::Accepted;
pub use answer::{Answer, PlainAnswer};
pub use answers::{Answers, AsOutcome, AsValue, Outcome, OutcomeOf, OutcomeReaches};
pub use body::{
    AsKind, AsModel, AsRedirect, AsSet, Bodiless, ByRoute, BySet, Describes, Fills, NoModel,
    Unknown,
};
pub use created::{Created, CreatedWithoutLocation};
pub use handler::Handler;
pub use headers_only::HeadersOnly;
#[doc(hidden)]
pub use location::LeadsTo;
pub use maybe_content::MaybeContent;
pub use no_content::NoContent;
pub use redirect::{Redirect, Redirects};
pub use reply::Reply;
pub use responses::Responses;
pub use route_path::{PathParameters, route_path};
#[doc(hidden)]
pub use sent::{Sent, Usual, headers_of_json};
pub use statuses::{Declared, OneStatus, ambiguous_status, undeclared_redirect, undeclared_status};
pub use upserted::Upserted;
