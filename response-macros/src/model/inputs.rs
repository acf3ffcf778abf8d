use syn::ext::IdentExt;
use syn::{FnArg, GenericArgument, Pat, PatType, PathArguments, Signature, Type};

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
}

impl Input {
    pub fn all(signature: &Signature) -> Vec<Self> {
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
                FnArg::Typed(input) => Some(Self::of(input)),
                FnArg::Receiver(_) => None,
            })
            .collect()
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
            "Json" | "Form" | "Multipart" | "MultipartForm" | "Bytes" | "String" | "RawForm"
        )
    }
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
