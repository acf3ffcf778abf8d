//! [`Api::operation_ids`]: operation ids that are made of more than the names of the handlers.

use super::Api;
use crate::route::MakeOperationId;

impl<S> Api<S> {
    /// Makes the operation ids with this function, for routes that have no `operation_id` of their own. By default the id is
    /// the name of the handler, so two modules with a `get_user` each are a fault.
    ///
    /// ```
    /// use steadfast::api::OperationParts;
    /// use steadfast::prelude::*;
    ///
    /// mod users {
    ///     # use steadfast::prelude::*;
    ///     #[route(get, "/users/{id}", response = Text)]
    ///     pub async fn get_item(Path(id): Path<i64>) -> Text { Text::from("Ada") }
    /// }
    /// mod orders {
    ///     # use steadfast::prelude::*;
    ///     #[route(get, "/orders/{id}", response = Text)]
    ///     pub async fn get_item(Path(id): Path<i64>) -> Text { Text::from("none") }
    /// }
    ///
    /// let api: Api = Api::new("Shop", "1.0.0")
    ///     .routes(routes![users::get_item, orders::get_item])
    ///     .operation_ids(OperationParts::name_path_method);
    /// let document = api.openapi();
    /// let id = |path: &str| document["paths"][path]["get"]["operationId"].clone();
    /// assert_eq!(id("/users/{id}"), "get_item_users__id__get");
    /// assert_eq!(id("/orders/{id}"), "get_item_orders__id__get");
    /// ```
    ///
    /// Generated clients name their functions by the ids, so they are part of the contract: choose once, and prefer a function
    /// that does not depend on other routes. A function of your own may use the tags:
    ///
    /// ```
    /// use steadfast::api::OperationParts;
    /// use steadfast::Api;
    ///
    /// fn by_tag(operation: &OperationParts) -> String {
    ///     let tag = operation.tags.first().map_or("default", String::as_str);
    ///     format!("{tag}-{}", operation.name)
    /// }
    ///
    /// let api: Api = Api::new("Shop", "1.0.0").operation_ids(by_tag);
    /// ```
    ///
    /// A [nested](Self::nest) or [merged](Self::merge) part may have a function of its own. The
    /// [prefix](Self::operation_id_prefix) is for ids that are not made by a function.
    #[must_use]
    pub fn operation_ids(mut self, make: MakeOperationId) -> Self {
        self.operation_ids = Some(make);
        self
    }
}
