//! [`Parameter`]: the parameters of an operation.

use serde_json::Value;

use super::ANYTHING;
use super::mounted::Mounted;
use crate::compat::change::Subject;
use crate::compat::document::Document;
use crate::compat::template;

/// A parameter of an operation.
pub(in crate::compat) struct Parameter<'d> {
    /// What identifies a parameter: its name, or in a path its position.
    pub(in crate::compat) key: String,
    pub(in crate::compat) place: &'d str,
    pub(in crate::compat) name: &'d str,
    pub(in crate::compat) object: &'d Value,
}

impl Parameter<'_> {
    pub(in crate::compat) fn is_required(&self) -> bool {
        self.place == "path" || self.object["required"] == true
    }

    pub(in crate::compat) fn subject(&self) -> Subject {
        Subject::Parameter {
            place: self.place.to_owned(),
            name: self.name.to_owned(),
        }
    }

    pub(in crate::compat) fn what(&self) -> String {
        self.subject().to_string()
    }
}

/// The parameters of an operation, with those of its path.
pub(in crate::compat) fn of<'d>(
    document: &'d Document,
    mounted: &Mounted<'d>,
) -> Vec<Parameter<'d>> {
    let names = template::names(mounted.path);
    let mut all: Vec<Parameter<'d>> = Vec::new();
    let lists = [
        &mounted.operation["parameters"],
        &mounted.item["parameters"],
    ];
    for object in lists.into_iter().filter_map(Value::as_array).flatten() {
        let object = document.resolved(object);
        let (Some(place), Some(name)) = (object["in"].as_str(), object["name"].as_str()) else {
            continue;
        };
        // OpenAPI gives these headers other places.
        let is_elsewhere = ["accept", "content-type", "authorization"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known));
        if place == "header" && is_elsewhere {
            continue;
        }
        let key = match place {
            "path" => names.iter().position(|known| *known == name).map_or_else(
                || format!("path {name}"),
                |position| format!("path at {position}"),
            ),
            "header" => format!("header {}", name.to_ascii_lowercase()),
            place => format!("{place} {name}"),
        };
        if !all.iter().any(|known| known.key == key) {
            all.push(Parameter {
                key,
                place,
                name,
                object,
            });
        }
    }
    all
}

/// The schema of a parameter, and whether its value is written as a body is.
pub(in crate::compat) fn schema(object: &Value) -> (&Value, bool) {
    let content = object["content"]
        .as_object()
        .and_then(|content| content.values().next());
    match (object.get("schema"), content) {
        (Some(schema), _) => (schema, false),
        (None, Some(content)) => (content.get("schema").unwrap_or(&ANYTHING), true),
        (None, None) => (&ANYTHING, false),
    }
}
