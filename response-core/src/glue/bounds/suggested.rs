//! What the name of a refused type suggests. The bounds are those of any other type, so a type of a user's own that has such
//! a name is accepted as any other; only the message is another one.

use super::super::inputs::{DescribedInput, InputPart};
use super::super::probe::Probe;
use crate::model::ResponseModel;
use crate::outcome::kind::Declarable;

/// What is known of the type of a field: whether a type inside it is a model (one that is not is reported by itself), or
/// whether bytes in it are sent as numbers.
pub struct Known<const HOLDS: bool>;

/// The type of a field is a model, or a type inside it is reported already.
pub trait Holds<T: ?Sized> {
    /// Asserts that the type of a field is a response model, if the type inside it is one.
    fn check() {}
}

impl<T: ResponseModel + ?Sized> Holds<T> for Known<true> {}
impl<T: ?Sized> Holds<T> for Known<false> {}

macro_rules! suggested_models {
    ($($(#[$attribute:meta])* $trait:ident, $message:literal, $label:literal, $first:literal, $second:literal;)*) => {$(
        /// The type is a response model.
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $first, note = $second)]
        $(#[$attribute])*
        pub trait $trait {
            /// Asserts that the type is a response model.
            fn check() {}
        }

        #[diagnostic::do_not_recommend]
        impl<T: ResponseModel + ?Sized> $trait for T {}
    )*};
}

macro_rules! suggested_inputs {
    ($($trait:ident, $label:literal, $first:literal, $second:literal;)*) => {$(
        /// The argument can be documented.
        #[diagnostic::on_unimplemented(
            message = "this argument cannot be read from a request and documented",
            label = $label,
            note = $first,
            note = $second
        )]
        pub trait $trait: Sized {
            /// Describes the argument.
            fn describe_input(part: Self) -> DescribedInput<Self>;
        }

        #[diagnostic::do_not_recommend]
        impl<P: InputPart> $trait for P {
            fn describe_input(part: Self) -> DescribedInput<Self> {
                InputPart::describe_input(part)
            }
        }
    )*};
}

macro_rules! of_features {
    ($($model:ident, $input:ident, $note:literal;)*) => {
        suggested_models!($(
            $model, "`{Self}` is not a response model [not_a_response_model]", "not a response model", $note,
            "a type of your own derives it: `#[derive(ResponseModel)]`";
        )*);
        suggested_inputs!($(
            $input, "the type inside it does not implement `Deserialize` or `JsonSchema`", $note,
            "a type of your own derives them: `#[derive(serde::Deserialize, schemars::JsonSchema)]`";
        )*);
    };
}

of_features! {
    ModelOfChrono, InputOfChrono,
    "if it is the type of the crate `chrono`, enable the feature of that name: `steadfast = {{ version = \"0.1\", features = [\"chrono\"] }}`";
    ModelOfIndexmap, InputOfIndexmap,
    "if it is the type of the crate `indexmap`, enable the feature of that name: `steadfast = {{ version = \"0.1\", features = [\"indexmap\"] }}`";
    ModelOfJiff, InputOfJiff,
    "if it is the type of the crate `jiff`, enable the feature of that name: `steadfast = {{ version = \"0.1\", features = [\"jiff\"] }}`";
    ModelOfRustDecimal, InputOfRustDecimal,
    "if it is the type of the crate `rust_decimal`, enable the feature of that name: `steadfast = {{ version = \"0.1\", features = [\"rust_decimal\"] }}`";
    ModelOfTime, InputOfTime,
    "if it is the type of the crate `time`, enable the feature of that name: `steadfast = {{ version = \"0.1\", features = [\"time\"] }}`";
    ModelOfUrl, InputOfUrl,
    "if it is the type of the crate `url`, enable the feature of that name: `steadfast = {{ version = \"0.1\", features = [\"url\"] }}`";
    ModelOfUuid, InputOfUuid,
    "if it is the type of the crate `uuid`, enable the feature of that name: `steadfast = {{ version = \"0.1\", features = [\"uuid\"] }}`";
}

suggested_models! {
    #[expect(
        non_camel_case_types,
        reason = "rustc names the rule where it is not kept"
    )]
    untyped_field, "`{Self}` can hold anything [untyped_field]", "lists no fields",
    "only a type that lists its fields can be checked, filtered and documented",
    "declare a struct with `#[derive(ResponseModel)]` for it; if the content is truly unknown, mark the field `#[response(foreign, allow(untyped_field, reason = \"...\"))]`";
    #[expect(
        non_camel_case_types,
        reason = "rustc names the rule where it is not kept"
    )]
    untyped_extension, "`{Self}` can hold anything [untyped_field]", "lists no fields",
    "only a type that lists its fields can be checked and documented",
    "declare a struct with `#[derive(ResponseModel)]` for it";
    #[expect(
        non_camel_case_types,
        reason = "rustc names the rule where it is not kept"
    )]
    untyped_error_model, "`{Self}` can hold anything [untyped_response]", "lists no fields",
    "only a type that lists its fields can be checked and documented",
    "declare a struct with `#[derive(ResponseModel)]`: `model = Model`";
}

/// The declared body is a model or a kind.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can hold anything [untyped_response]",
    label = "lists no fields",
    note = "only a type that lists its fields can be checked, filtered and documented",
    note = "declare a struct with `#[derive(ResponseModel)]`: `response = Model`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait untyped_response: Sized {
    /// Asserts that `response =` names a model or a kind, where the name suggests that it is an untyped value.
    fn check(_: Probe<Self>) {}
}

#[diagnostic::do_not_recommend]
impl<T: Declarable<Model: ResponseModel>> untyped_response for T {}

suggested_inputs! {
    InputOfPaging, "an extractor inside of an extractor",
    "`PageQuery`, `LimitOffset` and `CursorQuery` are extractors themselves: write `page: PageQuery`",
    "a type of your own derives `serde::Deserialize` and `schemars::JsonSchema`";
    InputOfAccept, "the type inside it does not say which media types there are",
    "`Accept` is of the declared response: `type Users = Negotiated<UserList, Csv<UserOut>>`, `response = Users` and `accept: Accept<Users>`",
    "a media type of the request itself is in its header: `Header<T>`";
    InputOfAddedHeaders, "the type inside it is not a struct of response headers",
    "derive it: `#[derive(ResponseHeaders)]` on a struct whose fields are the headers",
    "several structs are several arguments; `AddToResponse` alone documents no headers";
}
