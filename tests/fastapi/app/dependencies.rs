//! Dependencies with yield.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use steadfast::describe::Operation;
use steadfast::extract::{Extractor, RequestPart};
use steadfast::prelude::*;

use super::Log;

#[derive(ResponseHeaders)]
struct ShedHeaders {
    x_shed: &'static str,
}

struct Shed(BTreeMap<&'static str, u32>);

impl FromRequestParts<Log> for Shed {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, log: &Log) -> Result<Self, Infallible> {
        let log = log.clone();
        let add = AddToResponse::of(parts);
        add.send(ShedHeaders { x_shed: "open" });
        add.after(|_| async move { log.lock().unwrap().push("the shed is closed".into()) });
        Ok(Self(BTreeMap::from([("rake", 1), ("spade", 2)])))
    }
}

impl Extractor for Shed {}

impl RequestPart for Shed {
    fn describe(operation: &mut Operation<'_>) {
        AddToResponse::<ShedHeaders>::describe(operation);
    }
}

#[derive(ResponseModel)]
struct Tool {
    tool: String,
    shelf: u32,
}

#[route(get, "/tools/{tool}", response = Tool)]
async fn read_tool(Path(tool): Path<String>, shed: Shed) -> Result<Tool, Fail<404>> {
    match shed.0.get(tool.as_str()) {
        Some(&shelf) => Ok(Tool { tool, shelf }),
        None => Err(Fail::new("There is no such tool")),
    }
}

pub fn api() -> Api<Log> {
    Api::new("Dependencies", "1.0.0").routes(routes![read_tool])
}
