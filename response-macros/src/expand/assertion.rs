//! The assertions of the rules that need types, as emitted code.

use std::iter;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Lifetime, Type, TypeGroup, TypeParen, TypeReference};

use super::place::{call, shown};
use crate::report::Place;
use crate::rules::{Assertion, Subject};

/// The subjects of assertions in emitted code, as expressions.
pub(super) struct Questions {
    /// The hidden module.
    pub short: TokenStream,
    /// The contract, as a `PhantomData`.
    pub contract: TokenStream,
    /// The probe of the declared model.
    pub model: TokenStream,
    /// The returned value, as the result of a probe.
    pub outcome: TokenStream,
    /// The declared model, if it mentions no parameter of the item.
    pub model_in_constants: Option<Type>,
    /// What can be sent, as the result of a probe.
    pub body: TokenStream,
    /// The lint attributes of the item, which hold for the warnings of rules too.
    pub lints: Vec<Attribute>,
}

/// The calls, in their order.
pub(super) fn printed<'a>(
    assertions: impl IntoIterator<Item = &'a Assertion>,
    questions: &Questions,
) -> TokenStream {
    let mut needs_judged = false;
    let mut calls = TokenStream::new();
    for assertion in assertions {
        needs_judged |= assertion.subject.is_judged();
        calls.extend(one(assertion, questions));
    }
    let judged = needs_judged.then(|| quote!(let __judged = __judged.fits();));
    quote!(#judged #calls)
}

fn one(assertion: &Assertion, questions: &Questions) -> TokenStream {
    let Questions {
        short, model, body, ..
    } = questions;
    let place = assertion.place;
    let rule = Ident::new(assertion.rule, Span::call_site());
    let bound = quote!(#short::rules::#rule);
    let check =
        |bound: &TokenStream, argument| asserted(&quote!(#bound::check), argument, short, place);
    match &assertion.subject {
        Subject::Model => {
            // `Result<Reply<Created<V>>, E>` has three outer types.
            let has_body = check(
                &quote!(#short::rules::not_a_response_body),
                quote!(__peeled.bare()),
            );
            let is_sent = check(&bound, quote!(__peeled.whole()));
            let is_model = is_model(&quote!(__peeled.model()), short, place);
            quote! {
                let __peeled = #model.peeled().peel().peel().peel();
                #has_body
                #is_sent
                #is_model
            }
        }
        Subject::Bytes(ty) => bytes_as_numbers(ty, "of_response", &questions.lints, short),
        Subject::Value => check(&bound, quote!(#model.peeled().peel().peel().peel().sent())),
        Subject::OneModel => check(
            &quote!(#short::rules::unknown_field_of_set),
            quote!(#body.set()),
        ),
        Subject::Field { names, is_first } => field(names, *is_first, &bound, questions, place),
        Subject::Body => check(&bound, body.clone()),
        Subject::Error => declared_error(&quote!(__error), short, place),
        Subject::Reached(code) => check(&quote!(#bound::<#code>), quote!(__judged.outcome())),
        Subject::Returned => check(&bound, quote!(__judged.returned())),
        Subject::Task(sent) => check(
            &bound,
            quote!((&&&&__judged.sending::<#(#sent),*>()).task()),
        ),
        Subject::Warning(method) => {
            let lints = &questions.lints;
            let method = Ident::new(method, shown(place.first));
            let level = warned(place.first);
            quote!(#level #(#lints)* { __judged.#method(); })
        }
    }
}

/// Asserts that the last of the names is that of a field, in the model that the others lead to.
fn field(
    names: &[String],
    is_first: bool,
    bound: &TokenStream,
    questions: &Questions,
    place: Place,
) -> TokenStream {
    let short = &questions.short;
    let Some((name, before)) = names.split_last() else {
        return TokenStream::new();
    };
    let hash = |name: &String| quote!({ #short::field_hash(#name) });
    let model = |selected: TokenStream| {
        before.iter().fold(selected, |model, name| {
            let hash = hash(name);
            quote!((&&#short::part_of::<_, #hash>(#model)).part())
        })
    };
    let hash = hash(name);
    // A constant knows the names of the other fields, but mentions no parameter of the item.
    let Some(ty) = &questions.model_in_constants else {
        let selected = &questions.body;
        let argument = model(quote!(#selected.selected()));
        return asserted(&quote!(#bound::<#hash>::check), argument, short, place);
    };
    let ty = with_static_lifetimes(ty);
    let model =
        model(quote!((&#short::Probe::<#ty>::new()).body::<#short::Everything>().selected()));
    let before = before.join(".");
    let named = call(
        &quote!(#short::named),
        quote!(#name, #before, #is_first, &|| (&#short::part_of::<_, #hash>(#model)).named()),
        place,
    );
    quote!(#short::selected::<{ #named }>();)
}

/// Calls the function of the bound's own trait: rustc does not explain where such a function has its bound.
pub(super) fn asserted(
    function: &TokenStream,
    argument: TokenStream,
    short: &TokenStream,
    place: Place,
) -> TokenStream {
    let argument = call(&quote!(#short::same), argument, place);
    let call = call(function, argument, place);
    quote!(#call;)
}

/// Warns of bytes in the type that are sent as numbers: a method of this name is deprecated there.
pub(super) fn bytes_as_numbers(
    ty: &Type,
    method: &str,
    lints: &[Attribute],
    short: &TokenStream,
) -> TokenStream {
    let place = name_in(ty);
    // A constant cannot mention a lifetime of the item.
    let of_all_times = with_static_lifetimes(ty);
    let known = quote!(#short::Known<{ #short::Slot::<#of_all_times>::HAS_BYTES }>);
    let level = warned(place);
    // rustc warns of no path that begins in the expansion of a derive.
    let open = quote_spanned!(shown(place)=> <);
    let method = Ident::new(method, shown(place));
    quote!(#level #(#lints)* let _ = #open #known>::#method;)
}

/// The token that says most of a type, since rustc underlines only one: `Vec` of `std::vec::Vec<u8>`, `[u8]` of `&[u8]`.
fn name_in(ty: &Type) -> Span {
    match ty {
        Type::Path(path) => match path.path.segments.last() {
            Some(segment) => segment.ident.span(),
            None => Place::of(ty).first,
        },
        Type::Reference(TypeReference { elem, .. })
        | Type::Group(TypeGroup { elem, .. })
        | Type::Paren(TypeParen { elem, .. }) => name_in(elem),
        _ => Place::of(ty).first,
    }
}

/// A crate that allows the use of what is deprecated still hears the rules.
fn warned(place: Span) -> TokenStream {
    quote_spanned!(shown(place)=> #[warn(deprecated)])
}

fn with_static_lifetimes(ty: &Type) -> Type {
    struct Statics;
    impl VisitMut for Statics {
        fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
            lifetime.ident = Ident::new("static", lifetime.span());
        }
        fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
            reference.lifetime = Some(Lifetime::new("'static", Span::call_site()));
            visit_mut::visit_type_mut(self, &mut reference.elem);
        }
    }
    let mut ty = ty.clone();
    Statics.visit_type_mut(&mut ty);
    ty
}

/// Asserts that the error of this probe is declared.
pub(super) fn declared_error(
    probe: &TokenStream,
    short: &TokenStream,
    place: Place,
) -> TokenStream {
    let declared = asserted(
        &quote!(#short::rules::undeclared_error::check),
        quote!(#probe.error_type()),
        short,
        place,
    );
    let named = asserted(
        &quote!(#short::NamesError::is_error),
        quote!(#probe.fail()),
        short,
        place,
    );
    quote!(#declared #named)
}

/// Asserts that what is returned fits the contract. A model that is a generic parameter is not compared before, so that rustc
/// suggests the bound that it needs.
pub(super) fn answers(questions: &Questions, place: Place, is_generic: bool) -> TokenStream {
    let Questions {
        short,
        contract,
        outcome,
        body,
        ..
    } = questions;
    let filled = (!is_generic).then(|| {
        asserted(
            &quote!(#short::rules::wrong_model::check),
            quote!(__judged.offer().peel().peel().peel().offered()),
            short,
            place,
        )
    });
    let answering = if is_generic {
        quote!(__judged.undivided())
    } else {
        quote!((&__judged).answering())
    };
    let fits = asserted(
        &quote!(#short::rules::FitsContract::check),
        answering,
        short,
        place,
    );
    quote! {
        let __judged = #short::Judged::of(#contract, #outcome, #body).judged();
        #filled
        #fits
    }
}

/// Asserts that the type that this probe is about is a response model, and those inside it are.
pub(super) fn is_model(probe: &TokenStream, short: &TokenStream, place: Place) -> TokenStream {
    asserted(
        &quote!(#short::rules::not_a_response_model::check),
        quote!((&#probe.inside().inside().inside()).culprit()),
        short,
        place,
    )
}

/// `ModelOfRustDecimal` for `Model` and `of_rust_decimal`.
pub(super) fn suggested_bound(of_what: &str, end: &str) -> String {
    let words = end.split('_').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    iter::once(of_what.to_owned()).chain(words).collect()
}
