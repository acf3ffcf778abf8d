use syn::ext::IdentExt;
use syn::{FnArg, GenericArgument, Pat, PatType, PathArguments, Signature, Type};

use super::types::{content_of, is_scalar, last_name};
use crate::report::Place;

/// An argument of the handler, as far as its tokens tell what it extracts.
pub struct Input {
    /// The name of the extractor: `Json` in `axum::Json<UserIn>`.
    pub extractor: String,
    /// What it holds: `UserIn`.
    pub inner: Option<Type>,
    /// The names that its pattern binds, in order, if it is made of plain names.
    pub names: Option<Vec<String>>,
    /// Its type.
    pub place: Place,
    /// Its name and type, if it is a plain value, which no request is read into.
    pub raw: Option<Raw>,
}

/// An argument that is a plain value instead of an extractor: `id: i64`.
pub struct Raw {
    pub name: String,
    /// What an extractor would hold: `String` for a `&str`.
    pub ty: Type,
}

impl Input {
    /// The arguments of a handler whose path has these parameters.
    pub fn all(signature: &Signature, parameters: &[String]) -> Vec<Self> {
        signature
            .inputs
            .iter()
            .filter_map(|input| match input {
                // What is configured out is not there.
                FnArg::Typed(input)
                    if input
                        .attrs
                        .iter()
                        .any(|attribute| attribute.path().is_ident("cfg")) =>
                {
                    None
                }
                FnArg::Typed(input) => Some(Self::among(input, parameters)),
                FnArg::Receiver(_) => None,
            })
            .collect()
    }

    /// An argument of a handler whose path has these parameters.
    pub fn among(input: &PatType, parameters: &[String]) -> Self {
        let raw = raw(input, parameters);
        let Self {
            extractor, inner, ..
        } = Self::of(input);
        let (extractor, inner) = match raw {
            Some(_) => (String::new(), None),
            None => (extractor, inner),
        };
        Self {
            extractor,
            inner,
            raw,
            ..Self::of(input)
        }
    }

    pub fn of(PatType { pat, ty, .. }: &PatType) -> Self {
        let (mut extractor, mut inner) = name_and_argument(ty);
        // `Option<Json<UserIn>>`, `Valid<Json<UserIn>>`, `Result<Json<UserIn>, Problem>`
        if matches!(extractor.as_str(), "Option" | "Valid" | "Result")
            && let Some(wrapped) = inner.take()
        {
            (extractor, inner) = name_and_argument(&wrapped);
        }
        Self {
            extractor,
            inner,
            names: names(pat),
            place: Place::of(ty),
            raw: None,
        }
    }

    /// Whether nothing of the request is left after it.
    pub fn takes_request(&self) -> bool {
        self.reads_body() || matches!(self.extractor.as_str(), "Request" | "Body")
    }

    /// Whether the extractor reads the body of the request, of which there is one.
    pub fn reads_body(&self) -> bool {
        matches!(
            self.extractor.as_str(),
            "Json"
                | "Form"
                | "MergePatch"
                | "Multipart"
                | "MultipartForm"
                | "Bytes"
                | "String"
                | "RawForm"
        )
    }
}

/// A plain value under a plain name. A `String` is the body of the request, unless it has the name of a parameter.
fn raw(PatType { pat, ty, .. }: &PatType, parameters: &[String]) -> Option<Raw> {
    let name = name(pat)?;
    let is_parameter = parameters.contains(&name);
    if let Type::Reference(reference) = &**ty {
        let is_text = is_parameter && last_name(&reference.elem)? == "str";
        let ty = syn::parse_quote!(String);
        return is_text.then_some(Raw { name, ty });
    }
    let ty = (**ty).clone();
    let may_be_an_extractor =
        |ty: &Type| last_name(ty).is_some_and(|name| name == "String" || name == "Uuid");
    let is_plain = match &ty {
        Type::Tuple(parts) => !parts.elems.is_empty() && parts.elems.iter().all(is_scalar),
        whole => {
            let held = content_of(whole, "Option").or_else(|| content_of(whole, "Vec"));
            match held {
                Some(held) => is_scalar(held) && (is_parameter || last_name(held)? != "Uuid"),
                None => is_scalar(whole) && (is_parameter || !may_be_an_extractor(whole)),
            }
        }
    };
    is_plain.then_some(Raw { name, ty })
}

/// `Json` and `UserIn` of `axum::Json<UserIn>`.
fn name_and_argument(ty: &Type) -> (String, Option<Type>) {
    let Type::Path(path) = ty else {
        return (String::new(), None);
    };
    let Some(last) = path.path.segments.last() else {
        return (String::new(), None);
    };
    let inner = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty.clone()),
                _ => None,
            })
        }
        _ => None,
    };
    (last.ident.to_string(), inner)
}

/// `["id", "post"]` of `Path((id, post))`.
fn names(pattern: &Pat) -> Option<Vec<String>> {
    match pattern {
        Pat::TupleStruct(pattern) => match pattern.elems.first()? {
            Pat::Tuple(tuple) => tuple.elems.iter().map(name).collect(),
            single => Some(vec![name(single)?]),
        },
        _ => None,
    }
}

fn name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(pattern) => Some(pattern.ident.unraw().to_string()),
        _ => None,
    }
}
