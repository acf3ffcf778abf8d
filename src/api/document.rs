//! [`Api::openapi`]: the document of an API, and what is wrong with the API.

use serde_json::Value;

use super::{Api, ApiError, ApiFault, check, constraints, part};
use crate::openapi::{self, Described, Descriptions, Listed};

/// The number of routes from which on a document has the errors of several operations among its components.
const LARGE: usize = 100;

impl<S> Api<S> {
    /// Says whether the document has a response to errors that several operations share only once, in `components.responses`, to
    /// which the operations refer. By default it does so from 100 routes on: in a small document, each operation is read as a
    /// whole; in a large one, the same errors are most of its text.
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// #[route(get, "/users", response = Text)]
    /// async fn list_users() -> Text {
    ///     Text::from("Ada")
    /// }
    ///
    /// #[route(get, "/orders", response = Text)]
    /// async fn list_orders() -> Text {
    ///     Text::from("none")
    /// }
    ///
    /// let api: Api = Api::new("Shop", "1.0.0").routes(routes![list_users, list_orders]).share_responses(true);
    /// let document = api.openapi();
    /// let broken = &document["paths"]["/users"]["get"]["responses"]["500"];
    /// assert_eq!(broken["$ref"], "#/components/responses/InternalServerError");
    /// assert_eq!(document["components"]["responses"]["InternalServerError"]["description"], "Internal Server Error");
    /// ```
    ///
    /// The name of such a component is made of the code of the error. An error that one operation has, and what a function of
    /// [`ErrorFormat::custom`](crate::ErrorFormat::custom) answers, stays where it is. Of a part that is [nested](Self::nest), the
    /// setting of the whole API counts.
    #[must_use]
    pub fn share_responses(mut self, shares: bool) -> Self {
        self.shares_responses = Some(shares);
        self
    }

    pub(super) fn shares_responses(&self) -> bool {
        self.shares_responses.unwrap_or(self.routes.len() >= LARGE)
    }
}

impl<S: Clone + Send + Sync + 'static> Api<S> {
    /// Returns the OpenAPI document.
    ///
    /// # Panics
    /// If the API has a fault, at the place of the call and with the words of [`into_router`](Self::into_router): the document
    /// would say what no service keeps. [`try_openapi`](Self::try_openapi) returns all faults as an error.
    #[must_use]
    #[track_caller]
    pub fn openapi(&self) -> Value {
        match self.try_openapi() {
            Ok(document) => document,
            Err(error) => panic!("{error}"),
        }
    }

    /// Returns the OpenAPI document of an API without faults.
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// #[route(get, "/users", response = Text)]
    /// async fn list_users() -> Text {
    ///     Text::from("Ada")
    /// }
    ///
    /// let users = || Api::new("Users", "1.0.0").routes(routes![list_users]);
    /// let api: Api = Api::new("Shop", "1.0.0").nest("/v1", users()).nest("/v2", users());
    /// let error = api.try_openapi().unwrap_err();
    /// assert!(error.to_string().contains("with the same operation id, `list_users` [duplicate_operation_id]"));
    /// ```
    ///
    /// # Errors
    /// Those of [`try_into_router`](Self::try_into_router): what cannot be served has no document.
    pub fn try_openapi(&self) -> Result<Value, ApiError> {
        let ids = self.ids();
        let (document, _, faults) = self.checked(&self.listed(&ids));
        match faults.is_empty() {
            true => Ok(document),
            false => Err(ApiError::new(faults)),
        }
    }

    /// Returns the document as indented text with a newline at the end, for a file under version control.
    ///
    /// In a repository, it shows in review how a change affects the contract:
    ///
    /// ```
    /// # use steadfast::prelude::*;
    /// # let directory = std::env::temp_dir();
    /// # let path = directory.join(format!("steadfast-{}.json", std::process::id()));
    /// # fn api() -> Api { Api::new("Users", "1.0.0") }
    /// # std::fs::write(&path, api().openapi_pretty()).unwrap();
    /// // #[test]
    /// fn the_document_is_the_one_that_was_reviewed(path: &std::path::Path) {
    ///     let reviewed = std::fs::read_to_string(path).unwrap_or_default();
    ///     if std::env::var_os("UPDATE_OPENAPI").is_some() {
    ///         std::fs::write(path, api().openapi_pretty()).unwrap();
    ///     } else {
    ///         assert_eq!(reviewed, api().openapi_pretty(), "UPDATE_OPENAPI=1 cargo test writes it");
    ///     }
    /// }
    /// # the_document_is_the_one_that_was_reviewed(&path);
    /// # std::fs::remove_file(path).unwrap();
    /// ```
    ///
    /// # Panics
    /// As [`openapi`](Self::openapi) does, if the API has a fault. A command that prints the document returns the error
    /// instead: `println!("{:#}", api.try_openapi()?)` prints the same text.
    #[must_use]
    #[track_caller]
    pub fn openapi_pretty(&self) -> String {
        format!("{:#}\n", self.openapi())
    }

    /// The document, what was described, and every fault.
    pub(super) fn checked(&self, listed: &Listed<'_>) -> (Value, Descriptions, Vec<ApiFault>) {
        let (described, operations) = openapi::describe(listed, self.layout());
        let mut faults = self.faults.clone();
        let checked = check::faults(&self.head, listed, &described, self.is_strict);
        faults.extend(checked.faults);
        let of_types: Vec<ApiFault> = operations.faults().collect();
        let whole = operations.into_document(&self.head, listed, self.layout());
        let mountable = &checked.mountable;
        faults.extend(part::refused(&self.routers, mountable, &whole.clashing));
        faults.extend(of_types);
        faults.extend(whole.faults);
        faults.extend(self.faults_of_schemas(&whole.document, &described.routes));
        (whole.document, described, faults)
    }

    /// The constraints that do not fit their types, with the handlers whose models have them.
    fn faults_of_schemas<'a>(
        &'a self,
        document: &'a Value,
        described: &'a [Described],
    ) -> impl Iterator<Item = ApiFault> + 'a {
        self.routes
            .iter()
            .zip(described)
            .filter(|(_, described)| described.is_constrained)
            .flat_map(|(route, _)| {
                let info = route.info;
                constraints::faults(document, &route.path, info)
                    .into_iter()
                    .map(move |fault| fault.of(format_args!("`{}::{}`", info.module, info.name)))
            })
    }
}
