//! [`FilledFrom`] and [`WrittenFrom`]: what a model is filled from.

use super::links::Links;
use super::policy::Policy;
use crate::json::Out;

/// `M: FilledFrom<S>`: the model `M` is filled from an `S` by moving what it needs out of it.
///
/// `#[response(from = User)]` writes the implementation for a row; containers are filled item by item.
///
/// ```
/// use steadfast::FilledFrom;
///
/// let names = Vec::<String>::fill(vec!["Ada".to_owned()]);
/// assert_eq!(names, ["Ada"]);
/// ```
#[diagnostic::on_unimplemented(
    message = "this field of the model is `{Self}`, but the field it is filled from is `{S}` [wrong_model]",
    label = "`{Self}` here, `{S}` in the source",
    note = "use the same type in both, or convert it with `#[response(map = path)]` on the field",
    note = "a model inside of a model is filled with `#[response(from = {S})]` on `{Self}`",
    note = "a model that is a generic parameter needs the bound `T: FilledFrom<T>`"
)]
pub trait FilledFrom<S>: WrittenFrom<S> + Sized {
    /// Moves the fields out of `source`.
    fn fill(source: S) -> Self;
}

/// `M: WrittenFrom<S>`: a handler may return an `S` where the model `M` is declared.
///
/// This holds for every `S` that the model is [`FilledFrom`], and for shared rows: `#[response(from = &User)]` borrows
/// the fields of an `Arc<User>` while they are written, and no model of them outlives it.
///
/// ```
/// use steadfast::model::policy::Everything;
/// use steadfast::json;
///
/// let rows = vec![Some("Ada"), None];
/// let bytes = json::filled_to_vec::<Vec<Option<&str>>, Everything, _>(rows)?;
/// assert_eq!(bytes, br#"["Ada",null]"#);
/// # Ok::<(), json::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{S}` does not fill the response model `{Self}` [wrong_model]",
    label = "`{S}` is not `{Self}`",
    note = "return `{Self}`, or fill it with `#[response(from = {S})]` on the model",
    note = "if the value may be missing, return an error, `.ok_or(Error::NotFound)?`, or `MaybeContent`, which is a 204 without it",
    note = "a model that is a generic parameter needs the bound `T: FilledFrom<T>`"
)]
pub trait WrittenFrom<S> {
    /// Fills the model and writes it. A container fills and writes item by item, so that a second list never exists.
    fn write_filled<P: Policy>(source: S, out: Out<'_>) -> Out<'_>;

    /// About how many bytes [`write_filled`](Self::write_filled) will add.
    fn filled_size_hint(source: &S) -> usize;

    /// The links to the other pages, if the model is one page of a list.
    #[doc(hidden)]
    fn links(_: &S) -> Option<Links> {
        None
    }
}
