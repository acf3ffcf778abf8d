//! [`Api::extension`] and [`Api::info_extension`]: members of the document that OpenAPI does not know.

use response_core::contract::{ApiFault, FaultKind};
use serde_json::{Map, Value};

use super::Api;

impl<S> Api<S> {
    /// Adds a member that OpenAPI does not know to the document: `x-tagGroups`, or whatever else a tool reads there. Those of an
    /// operation are `extension("x-internal" = true)` on its [`route`](macro@crate::route).
    ///
    /// When this API is nested in another one or merged into it, only the extensions of the outer API are kept.
    ///
    /// ```
    /// use serde_json::json;
    /// use steadfast::prelude::*;
    ///
    /// let groups = json!([{ "name": "People", "tags": ["users", "sessions"] }]);
    /// let api: Api = Api::new("Users", "1.0.0").extension("x-tagGroups", groups);
    /// assert_eq!(api.openapi()["x-tagGroups"][0]["name"], "People");
    /// ```
    #[must_use]
    pub fn extension(mut self, name: &str, value: impl Into<Value>) -> Self {
        let fault = extend(&mut self.head.extensions, "document", name, value.into());
        self.faults.extend(fault);
        self
    }

    /// Adds a member that OpenAPI does not know to the description of the API, as [`extension`](Self::extension) does to the
    /// whole document: Redoc reads `x-logo` there.
    ///
    /// ```
    /// use serde_json::json;
    /// use steadfast::prelude::*;
    ///
    /// let logo = json!({ "url": "https://example.com/logo.svg" });
    /// let api: Api = Api::new("Users", "1.0.0").info_extension("x-logo", logo);
    /// assert_eq!(api.openapi()["info"]["x-logo"]["url"], "https://example.com/logo.svg");
    /// ```
    #[must_use]
    pub fn info_extension(mut self, name: &str, value: impl Into<Value>) -> Self {
        let fault = extend(&mut self.head.info, "info", name, value.into());
        self.faults.extend(fault);
        self
    }
}

/// Adds an extension, or returns why it cannot be one.
fn extend(known: &mut Map<String, Value>, of: &str, name: &str, value: Value) -> Option<ApiFault> {
    if !name.starts_with("x-") {
        let what = format!("`{name}` is not the name of an extension of the {of}");
        let help = format!("begin it with `x-`: `x-{name}`");
        return Some(ApiFault::new(FaultKind::BadExtension, what).advising(help));
    }
    if known.contains_key(name) {
        let what = format!("the extension `{name}` of the {of} is given twice");
        return Some(ApiFault::new(FaultKind::BadExtension, what).advising("drop one of them"));
    }
    known.insert(name.to_owned(), value);
    None
}
