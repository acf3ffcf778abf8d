//! The parameters of the path are not those that `Path<..>` takes.
//!
//! A `Path` with the wrong number of values fails on every request, and a tuple in the wrong order swaps its values.
//! Take one value for each `{name}` of the path, in the same order, or a struct with a field for each.

use syn::Type;

use super::{Judge, Rule};
use crate::model::{Input, Route, is_scalar, type_text};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(path) = &route.path else { return };
    let Ok(parameters) = &path.parameters else {
        return;
    };
    let inputs = || {
        let inputs = route.inputs.iter();
        inputs.filter(|input| input.extractor == "Path")
    };
    // Each of several would take all parameters, so it is one fault, at the second.
    if let Some(second) = inputs().nth(1)
        && inputs().any(|input| mismatch(input, parameters).is_some())
    {
        let values: Vec<_> = inputs().flat_map(values_of).collect();
        judge.report(
            Diagnostic::new(
                second.place,
                "a second `Path` takes the same parameters again",
            )
            .note("a `Path` takes one value for each parameter of the path, in the same order")
            .help(help(parameters, &values)),
        );
        return;
    }
    for input in inputs() {
        let Some(message) = mismatch(input, parameters) else {
            continue;
        };
        judge.report(
            Diagnostic::new(input.place, message)
                .note("a `Path` takes one value for each parameter of the path, in the same order")
                .help(help(parameters, &values_of(input))),
        );
    }
}

/// The values that a `Path` takes one by one: their names, if it has them, and their types.
fn values_of(input: &Input) -> Vec<(Option<&str>, String)> {
    let types: Vec<&Type> = match &input.inner {
        Some(Type::Tuple(tuple)) => tuple.elems.iter().collect(),
        Some(ty) => vec![ty],
        None => Vec::new(),
    };
    let name = |index: usize| Some(input.names.as_ref()?.get(index)?.as_str());
    let values = types.into_iter().enumerate();
    values
        .map(|(index, ty)| (name(index), type_text(ty)))
        .collect()
}

/// What to write; the types are those that were written, as far as there are enough.
fn help(parameters: &[String], values: &[(Option<&str>, String)]) -> String {
    let of_name = |parameter: &String| {
        let value = values
            .iter()
            .find(|(name, _)| *name == Some(parameter.as_str()));
        value.map(|(_, ty)| ty.clone())
    };
    let by_name: Option<Vec<String>> = parameters.iter().map(of_name).collect();
    let types = by_name.unwrap_or_else(|| values.iter().map(|(_, ty)| ty.clone()).collect());
    let names: Vec<String> = parameters.iter().map(|name| binding(name)).collect();
    match names.as_slice() {
        [] => "drop the argument, or name a parameter in the path: `/{id}`".to_owned(),
        [name] => {
            let ty = types.first().map_or("..", String::as_str);
            format!("take one value: `Path({name}): Path<{ty}>`")
        }
        names => {
            let types = match types.len() == names.len() {
                true => types.join(", "),
                false => "..".to_owned(),
            };
            format!(
                "take them in the order of the path: `Path(({})): Path<({types})>`",
                names.join(", ")
            )
        }
    }
}

fn mismatch(input: &Input, parameters: &[String]) -> Option<String> {
    let taken = match input.inner.as_ref()? {
        Type::Tuple(tuple) => tuple.elems.len(),
        ty if is_scalar(ty) => 1,
        // A struct takes its parameters by name, a list as many as there are.
        _ if parameters.is_empty() => 1,
        _ => return None,
    };
    let count = |number: usize| match number {
        0 => "no parameter".to_owned(),
        1 => "one parameter".to_owned(),
        number => format!("{number} parameters"),
    };
    if taken != parameters.len() {
        return Some(format!(
            "`Path` takes {}, but the path has {}",
            count(taken),
            count(parameters.len())
        ));
    }
    let names = input.names.as_ref()?;
    let (name, parameter) = names
        .iter()
        .zip(parameters)
        .find(|(name, parameter)| name != parameter && parameters.contains(name))?;
    Some(format!("`{name}` takes the value of `{{{parameter}}}`"))
}

/// A parameter as a pattern can name it: `type` is `r#type`.
fn binding(name: &str) -> String {
    if syn::parse_str::<syn::Ident>(name).is_ok() {
        name.to_owned()
    } else {
        format!("r#{name}")
    }
}
