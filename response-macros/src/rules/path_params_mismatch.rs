//! The parameters of the path are not those that `Path<..>` takes.
//!
//! A `Path` with the wrong number of values fails on every request, and a tuple in the wrong order swaps its values.
//! Take one value for each `{name}` of the path, in the same order, or a struct with a field for each.

use syn::Type;

use super::{Judge, Rule};
use crate::model::{Input, Route, is_scalar};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(path) = &route.path else { return };
    let Ok(parameters) = &path.parameters else {
        return;
    };
    for input in route
        .inputs
        .iter()
        .filter(|input| input.extractor == "Path")
    {
        let Some(message) = mismatch(input, parameters) else {
            continue;
        };
        let names: Vec<String> = parameters.iter().map(|name| binding(name)).collect();
        let help = match names.as_slice() {
            [] => "drop the argument, or name a parameter in the path: `/{id}`".to_owned(),
            [name] => format!("take one value: `Path({name}): Path<..>`"),
            names => format!(
                "take them in the order of the path: `Path(({})): Path<(..)>`",
                names.join(", ")
            ),
        };
        judge.report(
            Diagnostic::new(input.place, message)
                .note("a `Path` takes one value for each parameter of the path, in the same order")
                .help(help),
        );
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
