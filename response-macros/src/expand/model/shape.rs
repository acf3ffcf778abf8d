//! The `SHAPE` of a model.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Expr, ExprLit, ExprPath, GenericParam, Lit};

use super::{Names, fields, refine};
use crate::attr::model::Style;
use crate::attr::schema::Schema;
use crate::expand::exceptions;
use crate::expand::place::{call, shown};
use crate::model::Model;
use crate::model::shape::{Data, Enum, Field, Struct, Tagging, Variant, Writing};
use crate::report::Place;

pub fn of_model(model: &Model, names: &Names) -> TokenStream {
    let private = &names.private;
    let kind = match (&model.into, &model.data) {
        (Some(target), _) => {
            quote!(#private::shape::Kind::Into(#private::Slot::<#target>::SHAPE))
        }
        (None, Data::Struct(data)) => {
            match data.transparent.and_then(|index| data.fields.get(index)) {
                Some(field) if is_bare(model, field) => {
                    let shape = of_value(field, names);
                    return quote! {
                        #private::shape::Shape::anonymous(#private::shape::Kind::Transparent(#shape))
                    };
                }
                Some(field) => {
                    let field = of_field(model, field, names).one(private);
                    quote!(#private::shape::Kind::NewtypeStruct(&#field))
                }
                None => of_struct(model, data, names),
            }
        }
        (None, Data::Enum(data)) => of_enum(model, data, names),
    };
    let name = &model.wire_name;
    let docs = docs(&model.docs);
    let is_deprecated = model.is_deprecated;
    let arguments = model.generics.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Lifetime(_) => None,
        GenericParam::Type(parameter) => {
            let parameter = &parameter.ident;
            Some(quote!(#private::shape::Argument::Type(#private::Slot::<#parameter>::SHAPE)))
        }
        GenericParam::Const(parameter) => {
            let parameter = &parameter.ident;
            Some(quote! {
                #private::shape::Argument::Const(|| ::std::string::ToString::to_string(&#parameter))
            })
        }
    });
    let example = match &model.example {
        Some(example) => quote!(::core::option::Option::Some(|| {
            let __example: Self = #example;
            #private::sent(&__example)
        })),
        None => quote!(::core::option::Option::None),
    };
    let exceptions = exceptions::list(model.allows(), private).unwrap_or_else(|| quote!(&[]));
    let refine = option(refine::of(
        &model.said,
        &model.ident.unraw().to_string(),
        private,
    ));
    quote! {
        #private::shape::Shape {
            name: #name,
            module: ::core::module_path!(),
            place: #private::shape::Place {
                file: ::core::file!(),
                line: ::core::line!(),
                column: ::core::column!(),
            },
            arguments: &[#(#arguments),*],
            docs: #docs,
            deprecated: #is_deprecated,
            example: #example,
            refine: #refine,
            exceptions: #exceptions,
            kind: #kind,
        }
    }
}

/// Whether a transparent struct adds nothing to what its field says.
fn is_bare(model: &Model, field: &Field) -> bool {
    model.docs.is_empty()
        && !model.is_deprecated
        && model.example.is_none()
        && model.said.is_empty()
        && field.said.is_empty()
        && field.docs.is_empty()
        && !field.is_deprecated
        && field.example.is_none()
        && field.non_finite_as_null.is_none()
        && model.allows().all(|(_, allows)| allows.is_empty())
}

fn of_struct(model: &Model, data: &Struct, names: &Names) -> TokenStream {
    let private = &names.private;
    let fields: Vec<_> = data
        .fields
        .iter()
        .filter(|field| !field.is_skipped)
        .map(|field| of_field(model, field, names))
        .collect();
    let one_by_one = || fields.iter().map(|field| field.one(private));
    match data.style {
        Style::Unit => quote!(#private::shape::Kind::UnitStruct),
        Style::Newtype if fields.len() == 1 => {
            let field = one_by_one();
            quote!(#private::shape::Kind::NewtypeStruct(&#(#field)*))
        }
        Style::Newtype | Style::Tuple => {
            let fields = one_by_one();
            quote!(#private::shape::Kind::TupleStruct(&[#(#fields),*]))
        }
        Style::Named => {
            let listed = FieldShape::all(&fields, private);
            let tag = option(data.tag.as_ref().map(|tag| quote!(#tag)));
            let (is_closed, exclude_none, exclude_defaults) =
                (model.is_closed, model.exclude_none, model.exclude_defaults);
            quote! {
                #private::shape::Kind::Struct(#private::shape::Struct {
                    fields: #listed,
                    tag: #tag,
                    closed: #is_closed,
                    exclude_none: #exclude_none,
                    exclude_defaults: #exclude_defaults,
                    wrapper: false,
                })
            }
        }
    }
}

fn of_enum(model: &Model, data: &Enum, names: &Names) -> TokenStream {
    let private = &names.private;
    let tagging = match &data.tagging {
        Tagging::External => quote!(External),
        Tagging::Internal { tag } => quote!(Internal { tag: #tag }),
        Tagging::Adjacent { tag, content } => quote!(Adjacent { tag: #tag, content: #content }),
        Tagging::Untagged => quote!(Untagged),
    };
    let variants = data
        .variants
        .iter()
        .filter(|variant| !variant.is_skipped)
        .map(|variant| of_variant(model, variant, names));
    let is_closed = model.is_closed;
    let (exclude_none, exclude_defaults) = (model.exclude_none, model.exclude_defaults);
    quote! {
        #private::shape::Kind::Enum(#private::shape::Enum {
            tagging: #private::shape::Tagging::#tagging,
            variants: &[#(#variants),*],
            closed: #is_closed,
            exclude_none: #exclude_none,
            exclude_defaults: #exclude_defaults,
        })
    }
}

fn of_variant(model: &Model, variant: &Variant, names: &Names) -> TokenStream {
    let private = &names.private;
    let fields: Vec<_> = variant
        .fields
        .iter()
        .filter(|field| !field.is_skipped)
        .map(|field| of_field(model, field, names).one(private))
        .collect();
    let content = if variant.serialize_with.is_some() {
        quote!(Newtype(&#private::shape::Field::new("0", "0", #private::shape::anything)))
    } else {
        match variant.style {
            Style::Unit => quote!(Unit),
            Style::Newtype => quote!(Newtype(&#(#fields)*)),
            Style::Tuple => quote!(Tuple(&[#(#fields),*])),
            Style::Named => quote!(Struct(&[#(#fields),*])),
        }
    };
    let (name, wire_name) = (variant.ident.to_string(), &variant.wire_name);
    let docs = docs(&variant.docs);
    let (is_deprecated, is_untagged) = (variant.is_deprecated, variant.is_untagged);
    let subject = format!("{}::{name}", model.ident.unraw());
    let refine = option(refine::of(&variant.said, &subject, private));
    quote! {
        #private::shape::Variant {
            name: #name,
            wire_name: #wire_name,
            docs: #docs,
            deprecated: #is_deprecated,
            refine: #refine,
            untagged: #is_untagged,
            content: #private::shape::Content::#content,
        }
    }
}

fn of_field(model: &Model, field: &Field, names: &Names) -> FieldShape {
    let private = &names.private;
    let (name, wire_name) = (&field.name, &field.wire_name);
    let shape = of_value(field, names);
    let mut known = Vec::new();
    if !field.docs.is_empty() {
        let docs = docs(&field.docs);
        known.push(quote!(docs: #docs));
    }
    // An unset `Field` is skipped without `skip_serializing_if`, too.
    let is_unset = |path: &ExprPath| {
        let last = path.path.segments.last();
        last.is_some_and(|last| last.ident == "is_unset")
    };
    let unset = unset(field, names);
    let is_skipped_by_itself = unset.is_some() && field.skip_if.as_ref().is_some_and(is_unset);
    if field.skip_if.is_some() && !is_skipped_by_itself {
        known.push(quote!(skippable: true));
    }
    if let Some(unset) = unset {
        known.push(quote!(unset: ::core::option::Option::Some(|| #unset)));
    }
    if fields::is_opaque_option(field) {
        known.push(quote!(opaque_option: true));
    }
    if field.flatten.is_some() {
        known.push(quote!(flattened: true));
    }
    if let Some(default) = default(model, field, names) {
        known.push(quote!(default: ::core::option::Option::Some(|| #default)));
    }
    if field.non_finite_as_null.is_some() {
        known.push(quote!(non_finite_as_null: true));
    }
    if field.is_deprecated {
        known.push(quote!(deprecated: true));
    }
    if field.is_read_only {
        known.push(quote!(read_only: true));
    }
    if let Some(example) = &field.example {
        let place = Place::of(example);
        let example = call(&quote!(#private::Example), quote!(#example), place);
        let value = quote_spanned!(shown(place.last)=> #example.in_json());
        known.push(quote!(example: ::core::option::Option::Some(|| {
            #[allow(unused_imports)]
            use #private::SerializedExample as _;
            #value
        })));
    }
    let subject = format!("{}.{name}", model.ident.unraw());
    if let Some(refine) = refine::of(&field.said, &subject, private) {
        known.push(quote!(refine: ::core::option::Option::Some(#refine)));
    }
    FieldShape {
        names: [name.clone(), wire_name.clone()],
        shape,
        known,
    }
}

/// What the shape says of a field.
struct FieldShape {
    /// In Rust and in the JSON.
    names: [String; 2],
    shape: TokenStream,
    /// What the field says of itself beyond its type.
    known: Vec<TokenStream>,
}

impl FieldShape {
    fn one(&self, private: &TokenStream) -> TokenStream {
        let Self {
            names: [name, wire_name],
            shape,
            known,
        } = self;
        let plain = quote!(#private::shape::Field::new(#name, #wire_name, #shape));
        if known.is_empty() {
            plain
        } else {
            quote!(#private::shape::Field { #(#known,)* ..#plain })
        }
    }

    /// The list of the fields of a struct. Each call in a constant costs the compiler more than what it is called with, so
    /// fields that say nothing of themselves are made by one.
    fn all(fields: &[Self], private: &TokenStream) -> TokenStream {
        if fields.len() < 2 || fields.iter().any(|field| !field.known.is_empty()) {
            let fields = fields.iter().map(|field| field.one(private));
            return quote!(&[#(#fields),*]);
        }
        let names = fields.iter().map(|field| &field.names[0]);
        let wire_names = fields
            .iter()
            .any(|field| field.names[0] != field.names[1])
            .then(|| {
                let wire_names = fields.iter().map(|field| &field.names[1]);
                quote!([#(#wire_names),*],)
            });
        let function = match wire_names {
            Some(_) => quote!(renamed_fields),
            None => quote!(plain_fields),
        };
        let shapes = fields.iter().map(|field| &field.shape);
        quote!(&#private::#function([#(#names),*], #wire_names [#(#shapes),*]))
    }
}

/// The expression of the function that gives the shape of a field's value.
fn of_value(field: &Field, names: &Names) -> TokenStream {
    let (private, ty) = (&names.private, &field.ty);
    if field.base64.is_some() {
        let known = fields::known_type(field, names);
        return quote!(#private::Slot::<#known>::SHAPE);
    }
    match (&field.schema, &field.writing) {
        (Some(Schema::Function(path)), _) => {
            quote!(|| const { &#private::shape::Shape::with_schema(#path) })
        }
        (Some(Schema::Type(ty)), _) => quote!(#private::shape::foreign::<#ty>),
        (None, Writing::Model) => quote!(#private::Slot::<#ty>::SHAPE),
        (None, Writing::Foreign) => quote!(#private::shape::foreign::<#ty>),
        (None, Writing::With(_)) => quote!(#private::shape::anything),
    }
}

/// The expression of what a field that is unset stands for, in JSON.
fn unset(field: &Field, names: &Names) -> Option<TokenStream> {
    let private = &names.private;
    let unset = fields::unset(field, names)?;
    let ty = fields::known_type(field, names);
    let value = match field.non_finite_as_null {
        Some(_) => quote!(value_or_null),
        None => quote!(value),
    };
    Some(quote! {{
        let __unset: ::core::option::Option<#ty> = #unset;
        ::core::option::Option::and_then(__unset, |__unset| #private::Slot::<#ty>::#value(&__unset))
    }})
}

/// The expression of the value that a reader may assume if the field is left out.
fn default(model: &Model, field: &Field, names: &Names) -> Option<TokenStream> {
    let is_said = field.default.is_some() || model.default.is_some() || field.unset.is_some();
    if field.flatten.is_some() || !is_said {
        return None;
    }
    let (private, ty) = (&names.private, &field.ty);
    if field.unset.is_some() {
        // What the user says it stands for is what a reader may assume.
        return unset(field, names);
    }
    let default = fields::default(model, field)
        .unwrap_or_else(|| quote!(<#ty as ::core::default::Default>::default()));
    let value = match &field.writing {
        Writing::Model if field.non_finite_as_null.is_some() => {
            quote!(#private::Slot::<#ty>::value_or_null(&__default))
        }
        Writing::Model => {
            let written = fields::written_type(field, names);
            let value = fields::written_value(field, &quote!(&__default), names);
            quote!(#private::Slot::<#written>::value(#value))
        }
        Writing::Foreign => quote!(#private::example(&__default)),
        Writing::With(with) => {
            let path = &with.path;
            quote!(#private::value_with(|__serializer| #path(&__default, __serializer)))
        }
    };
    let value = match &field.skip_if {
        None => value,
        Some(path) => quote! {
            if #path(&__default) {
                ::core::option::Option::None
            } else {
                #value
            }
        },
    };
    Some(quote! {{
        let __default: #ty = #default;
        #value
    }})
}

/// A doc comment as one text.
fn docs(lines: &[Expr]) -> TokenStream {
    if lines.is_empty() {
        return option(None);
    }
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        let Expr::Lit(ExprLit {
            lit: Lit::Str(line),
            ..
        }) = line
        else {
            // Only the compiler knows the text of `#[doc = include_str!("..")]`.
            return option(Some(quote!(::core::concat!(#(#lines, "\n"),*))));
        };
        let line = line.value();
        if index > 0 {
            text.push('\n');
        }
        text.push_str(line.strip_prefix(' ').unwrap_or(&line));
    }
    option(Some(quote!(#text)))
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        None => quote!(::core::option::Option::None),
        Some(value) => quote!(::core::option::Option::Some(#value)),
    }
}
