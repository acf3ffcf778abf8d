//! The ids of operations that a function makes.

use response_core::contract::{PathTemplate, RouteInfo};

/// Makes the id of an operation: see [`Api::operation_ids`](crate::Api::operation_ids).
pub type MakeOperationId = fn(&OperationParts) -> String;

/// What an operation id can be made of.
///
/// [`Api::operation_ids`](crate::Api::operation_ids) has an example.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct OperationParts {
    /// The name of the handler: `get_user`.
    pub name: &'static str,
    /// The method, in capitals.
    pub method: &'static str,
    /// The whole path as it is documented, with all prefixes: `/users/{id}`.
    pub path: String,
    /// The tags: those of the APIs, the outermost first, and then the route's own.
    pub tags: Vec<String>,
}

impl OperationParts {
    /// The id that FastAPI makes: `get_user_users__id__get` for `GET /users/{id}`. Whatever is not a letter, a digit or an
    /// underscore becomes an underscore.
    ///
    /// It does not change when a route is added, and two routes with one name have two ids. It changes with the path.
    #[must_use]
    pub fn name_path_method(&self) -> String {
        let mut id = format!("{}{}", self.name, self.path);
        id = id.replace(|letter: char| !letter.is_alphanumeric(), "_");
        id.push('_');
        id.push_str(&self.method.to_lowercase());
        id
    }
}

/// The id of a route at its place, if it is made and not declared.
pub(crate) fn made(
    make: Option<MakeOperationId>,
    info: &'static RouteInfo,
    path: &str,
    tags: &[&str],
) -> Option<String> {
    let make = make.filter(|_| info.operation_id.is_none())?;
    Some(make(&OperationParts {
        name: info.name,
        method: info.method,
        path: PathTemplate::new(path).documented(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
    }))
}
