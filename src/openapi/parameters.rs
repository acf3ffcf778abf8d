//! Checks that need all arguments of an operation described: parameters that two arguments read.

use std::mem::take;

use response_core::contract::{ApiFault, FaultKind, Operation, Parameter, Place};

use crate::extract::short_name;

use super::OpenApiVersion;

/// Keeps one of the parameters that two arguments document alike, and adds a fault for each that they document differently,
/// or that one of them refuses.
pub(super) fn merge(operation: &mut Operation<'_>, version: OpenApiVersion) {
    let unknown = unknown_styles(operation, version);
    operation.faults.extend(unknown);
    let refused = refused_parameter(operation).map(|name| {
        let what = format!(
            "reads the query parameter `{name}`, which another argument refuses: its type has `deny_unknown_fields`"
        );
        ApiFault::new(FaultKind::RefusedParameter, what)
            .advising("drop `deny_unknown_fields`, or read the whole query with one type")
    });
    operation.faults.extend(refused);
    let twice = read_twice(operation);
    operation.faults.extend(twice);
}

/// The parameters with a style that the version of the document does not have.
fn unknown_styles(operation: &Operation<'_>, version: OpenApiVersion) -> Vec<ApiFault> {
    let is_unknown =
        |parameter: &&Parameter| parameter.style.is_some_and(|style| !version.has(style));
    let unknown = operation.parameters.iter().filter(is_unknown);
    let fault = |parameter: &Parameter| {
        let what = format!(
            "reads a list of the {} `{}`, for which OpenAPI {} has no style",
            parameter.place.name(),
            parameter.name,
            version.as_str(),
        );
        ApiFault::new(FaultKind::UnreadableArgument, what)
            .advising("read one value, or set `OpenApiVersion::V3_2`")
    };
    unknown.map(fault).collect()
}

/// A parameter that one argument documents and another refuses.
fn refused_parameter<'o>(operation: &'o Operation<'_>) -> Option<&'o str> {
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == Place::Query)
        .map(|parameter| &parameter.name)
        .find(|name| {
            operation
                .closed_queries
                .iter()
                .any(|known| !known.contains(name))
        })
        .map(String::as_str)
}

/// The parameters that two arguments document, each in its own way: OpenAPI has one of a name in each place.
fn read_twice(operation: &mut Operation<'_>) -> Vec<ApiFault> {
    let all = take(&mut operation.parameters);
    let mut faults = Vec::new();
    let mut kept: Vec<(usize, Parameter)> = Vec::with_capacity(all.len());
    for (index, parameter) in all.into_iter().enumerate() {
        let Some((first, known)) = kept.iter().find(|(_, known)| is_same(known, &parameter)) else {
            kept.push((index, parameter));
            continue;
        };
        if known.schema != parameter.schema || known.required != parameter.required {
            let what = format!(
                "reads the {} parameter `{}` twice, as `{}` and as `{}`",
                parameter.place.name(),
                parameter.name,
                reader(operation, *first),
                reader(operation, index),
            );
            faults.push(
                ApiFault::new(FaultKind::DuplicateParameter, what)
                    .advising("give one of them another name"),
            );
        }
    }
    operation.parameters = kept.into_iter().map(|(_, parameter)| parameter).collect();
    faults
}

/// Header names are the same in any case (RFC 9110 section 5.1).
fn is_same(one: &Parameter, other: &Parameter) -> bool {
    one.place == other.place
        && if one.place == Place::Header {
            one.name.eq_ignore_ascii_case(&other.name)
        } else {
            one.name == other.name
        }
}

/// The argument that documents a parameter.
fn reader(operation: &Operation<'_>, index: usize) -> String {
    let mut arguments = operation.arguments.iter().rev();
    let argument = arguments.find(|(_, known)| *known <= index);
    argument.map_or_else(String::new, |(name, _)| short_name(name))
}
