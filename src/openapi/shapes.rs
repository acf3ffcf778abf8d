//! The shapes of error bodies, as the document shows them.

use std::borrow::Cow;

use response_core::model::shape::{Field, Kind, Leaf, Place, Shape, Struct};
use response_core::model::{Refine, ResponseModel};
use response_core::problem::Fault;
use schemars::{Schema, SchemaGenerator, json_schema};

const TITLE: Field = always(text(
    "title",
    "What kind of problem it is, for people; the same for every occurrence",
));
const DETAIL: Field = text("detail", "What went wrong this time, for people");
const CODE: Field = always(text("code", "What kind of problem it is, for programs"));
const REQUEST_ID: Field = text(
    "request_id",
    "The id of the request, to quote to the people who run the server",
);
const ERRORS: Field = Field {
    docs: Some("The faults of the request"),
    refine: Some(Refine {
        subject: "errors",
        apply: |errors| errors.length(None, Some(&Fault::MOST.into())),
    }),
    ..Field::new("errors", "errors", faults)
};
const TYPE: Field = always(Field {
    docs: Some("A URI that names the kind of problem; `about:blank` where the status says it all"),
    ..Field::new("type", "type", uri_reference)
});
const STATUS: Field = Field {
    docs: Some("The status code"),
    ..Field::new("status", "status", error_status)
};
const INSTANCE: Field = Field {
    docs: Some("The path of the request"),
    skippable: true,
    ..Field::new("instance", "instance", uri_reference)
};

/// The problem document of RFC 9457.
pub(super) static PROBLEM: Shape = object(
    "Problem",
    "An error, as RFC 9457 has it.",
    &[TYPE, TITLE, STATUS, DETAIL, INSTANCE, CODE, REQUEST_ID],
);

/// The problem document of RFC 9457, with the faults of the request.
pub(super) static VALIDATION_PROBLEM: Shape = object(
    "ValidationProblem",
    "A request that is invalid, as RFC 9457 has it.",
    &[
        TYPE, TITLE, STATUS, DETAIL, INSTANCE, CODE, REQUEST_ID, ERRORS,
    ],
);

const ERROR_TITLE: Field = Field {
    name: "error",
    wire_name: "error",
    ..TITLE
};

const ERROR_DETAIL: Field = always(DETAIL);
const ERROR_REQUEST_ID: Field = Field {
    docs: REQUEST_ID.docs,
    ..Field::new("request_id", "request_id", <Option<String>>::shape)
};

/// The body of `ErrorFormat::Structured`.
pub(super) static ERROR: Shape = object(
    "Error",
    "An error.",
    &[ERROR_TITLE, ERROR_DETAIL, CODE, ERROR_REQUEST_ID],
);

/// The body of `ErrorFormat::Structured`, with the faults of the request.
pub(super) static VALIDATION_ERROR: Shape = object(
    "ValidationError",
    "A request that is invalid.",
    &[ERROR_TITLE, ERROR_DETAIL, CODE, ERROR_REQUEST_ID, ERRORS],
);

/// One fault of a request.
pub(super) static FAULT: Shape = object(
    "Fault",
    "One fault of a request.",
    &[
        Field {
            docs: Some("Where the fault is: the part of the request, and the path within it"),
            ..Field::new("loc", "loc", way)
        },
        always(text("msg", "What is wrong, for people")),
        always(text("type", "What is wrong, for programs")),
        Field {
            docs: Some("The limit that the value is beyond"),
            skippable: true,
            ..Field::new("limit", "limit", limit)
        },
    ],
);

const fn text(name: &'static str, docs: &'static str) -> Field {
    Field {
        docs: Some(docs),
        skippable: true,
        ..Field::new(name, name, String::shape)
    }
}

const fn always(field: Field) -> Field {
    Field {
        skippable: false,
        ..field
    }
}

const fn object(name: &'static str, docs: &'static str, fields: &'static [Field]) -> Shape {
    unnamed(
        name,
        Some(docs),
        Kind::Struct(Struct {
            fields,
            tag: None,
            closed: false,
            exclude_none: false,
            exclude_defaults: false,
            wrapper: false,
        }),
    )
}

const fn unnamed(name: &'static str, docs: Option<&'static str>, kind: Kind) -> Shape {
    Shape {
        name,
        module: module_path!(),
        place: Place::NOWHERE,
        arguments: &[],
        docs,
        deprecated: false,
        refine: None,
        example: None,
        exceptions: &[],
        kind,
    }
}

fn error_status() -> &'static Shape {
    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 400, "maximum": 599 })
    }
    static STATUS: Shape = leaf(|| "steadfast::ErrorStatus".into(), schema);
    &STATUS
}

/// The schema of `type` and `instance` (RFC 9457 section 3.1).
fn uri_reference() -> &'static Shape {
    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "uri-reference" })
    }
    static URI_REFERENCE: Shape = leaf(|| "steadfast::UriReference".into(), schema);
    &URI_REFERENCE
}

fn faults() -> &'static Shape {
    static FAULTS: Shape = unnamed("", None, Kind::List(|| &FAULT));
    &FAULTS
}

/// The location of a fault, as names and numbers: `["body", "items", 2, "price"]`.
fn way() -> &'static Shape {
    static WAY: Shape = unnamed("", None, Kind::List(step));
    &WAY
}

fn step() -> &'static Shape {
    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, { "type": "integer", "minimum": 0 }] })
    }
    static STEP: Shape = leaf(|| "steadfast::Loc".into(), schema);
    &STEP
}

fn limit() -> &'static Shape {
    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "number" }, { "type": "string" }] })
    }
    static LIMIT: Shape = leaf(|| "steadfast::Limit".into(), schema);
    &LIMIT
}

const fn leaf(id: fn() -> Cow<'static, str>, schema: fn(&mut SchemaGenerator) -> Schema) -> Shape {
    unnamed(
        "",
        None,
        Kind::Leaf(Leaf {
            id,
            schema,
            subschema: schema,
        }),
    )
}
