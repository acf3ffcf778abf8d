//! The items of a streamed body, each as the document describes it.

use serde_json::{Map, Value};

use super::closed::resolved;

/// The events, lines or rows of a body; `None` if the media type is not that of a stream of models.
pub(super) fn items(
    media_type: &str,
    body: &[u8],
    schema: &Value,
    document: &Value,
) -> Option<Result<Vec<Value>, String>> {
    match media_type {
        "application/jsonl" | "application/x-ndjson" | "application/x-jsonlines" => {
            Some(lines(body))
        }
        "text/event-stream" => Some(events(body, is_json(resolved(document, schema)))),
        "text/csv" => Some(rows(body, resolved(document, schema), document)),
        _ => None,
    }
}

fn lines(body: &[u8]) -> Result<Vec<Value>, String> {
    let text = text(body)?;
    if !text.is_empty() && !text.ends_with('\n') {
        return Err("the last line has no end".to_owned());
    }
    let lines = text.lines().enumerate();
    lines
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|error| format!("line {}: {error}", index + 1))
        })
        .collect()
}

/// Whether the schema of an event says that its `data` is JSON.
fn is_json(event: &Value) -> bool {
    event["properties"]["data"]["contentMediaType"] == "application/json"
}

/// Each event with its fields. If the items are JSON, `data` is parsed, and left out where it is a raw text.
fn events(body: &[u8], is_json: bool) -> Result<Vec<Value>, String> {
    let mut events = Vec::new();
    for event in text(body)?.split("\n\n").filter(|event| !event.is_empty()) {
        let mut fields = Map::new();
        let mut data = Vec::new();
        for line in event.lines().filter(|line| !line.starts_with(':')) {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            if name == "data" {
                data.push(value);
                continue;
            }
            let value = match name {
                "retry" => value
                    .parse::<u64>()
                    .map_err(|error| format!("`retry: {value}`: {error}"))?
                    .into(),
                _ => Value::from(value),
            };
            fields.insert(name.to_owned(), value);
        }
        if !data.is_empty() {
            let data = data.join("\n");
            let value = if is_json {
                json_or_raw(&data)
                    .map_err(|error| format!("event {}: {error}", events.len() + 1))?
            } else {
                Some(data.into())
            };
            fields.extend(value.map(|value| ("data".to_owned(), value)));
        }
        if !fields.is_empty() {
            events.push(fields.into());
        }
    }
    Ok(events)
}

/// The JSON of an event; `None` for the text of an `Event::raw`, such as `[DONE]`. An object or a string that is broken is
/// not taken for one.
fn json_or_raw(data: &str) -> serde_json::Result<Option<Value>> {
    match serde_json::from_str(data) {
        Err(_) if !data.starts_with(['{', '"']) => Ok(None),
        parsed => parsed.map(Some),
    }
}

/// The rows as objects. The text of a cell is parsed as the type of its column; an empty cell is a member that is
/// `null` or left out.
fn rows(body: &[u8], schema: &Value, document: &Value) -> Result<Vec<Value>, String> {
    let mut records = records(body).into_iter();
    let columns = records.next().ok_or("there is no header row")?;
    records
        .map(|cells| {
            if cells.len() != columns.len() {
                return Err(format!("a row of {} cells: {cells:?}", cells.len()));
            }
            let mut row = Map::new();
            for (column, cell) in columns.iter().zip(&cells) {
                let property = &schema["properties"][column];
                if let Some(value) = value_of(cell, property, requires(schema, column), document) {
                    row.insert(column.clone(), value);
                }
            }
            Ok(row.into())
        })
        .collect()
}

fn requires(schema: &Value, column: &str) -> bool {
    let required = schema["required"].as_array();
    required.is_some_and(|required| required.iter().any(|name| name == column))
}

fn value_of(cell: &str, property: &Value, is_required: bool, document: &Value) -> Option<Value> {
    let takes = |name: &str| takes(property, name, document, DEPTH);
    if cell.is_empty() && !takes("string") {
        return is_required.then_some(Value::Null);
    }
    let is_text = takes("string")
        || !["integer", "number", "boolean"]
            .iter()
            .any(|name| takes(name));
    if is_text {
        if cell.is_empty() && takes("null") {
            return is_required.then_some(Value::Null);
        }
        return Some(Value::from(cell));
    }
    Some(serde_json::from_str(cell).unwrap_or_else(|_| Value::from(cell)))
}

/// How many schemas around a schema are looked through.
const DEPTH: usize = 16;

/// Whether the schema allows the type, alone or among others.
fn takes(schema: &Value, name: &str, document: &Value, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let schema = resolved(document, schema);
    let is = |value: &Value| value == name;
    let is_named = match &schema["type"] {
        Value::Array(names) => names.iter().any(is),
        one => is(one),
    };
    let branches = ["anyOf", "oneOf", "allOf"]
        .iter()
        .filter_map(|keyword| schema[*keyword].as_array())
        .flatten();
    is_named
        || branches
            .into_iter()
            .any(|branch| takes(branch, name, document, depth))
}

fn records(mut body: &[u8]) -> Vec<Vec<String>> {
    use csv_core::{ReadFieldResult, Reader};
    let mut reader = Reader::new();
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        let mut room = [0; 256];
        let (result, read, written) = reader.read_field(body, &mut room);
        body = &body[read..];
        field.extend_from_slice(&room[..written]);
        match result {
            ReadFieldResult::Field { record_end } => {
                let cell = std::mem::take(&mut field);
                record.push(String::from_utf8_lossy(&cell).into_owned());
                if record_end {
                    records.push(std::mem::take(&mut record));
                }
            }
            ReadFieldResult::End => return records,
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
        }
    }
}

fn text(body: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(body).map_err(|error| format!("the body is not UTF-8: {error}"))
}
