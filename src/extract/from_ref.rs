//! `FromRef`: axum's trait, with a derive of that name.

// The derive is named, so it hides the one that axum has with its feature `macros`; the trait comes from here in any case.
#[allow(unused_imports, reason = "only the trait is used")]
pub use axum::extract::*;

/// Makes each field of a state a part of it, which handlers take on its own: `State<Pool>` is the field of type `Pool`.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(Clone)]
/// struct Pool;
///
/// #[derive(Clone)]
/// struct Mailer;
///
/// #[derive(Clone, FromRef)]
/// struct AppState {
///     pool: Pool,
///     mailer: Mailer,
///     #[from_ref(skip)]                          // no handler takes it on its own
///     region: String,
/// }
///
/// #[route(get, "/health", response = Text)]
/// async fn health(State(pool): State<Pool>) -> Text {
///     Text::from("ok")
/// }
///
/// let api: Api<AppState> = Api::new("Users", "1.0.0").routes(routes![health]);
/// ```
///
/// It is axum's derive of that name, without axum's feature `macros`: each field is cloned, and two fields of the same type
/// are an error. `#[from_ref(crate = ::path)]` names this crate where it has another name.
pub use response_macros::FromRef;
