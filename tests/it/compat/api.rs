//! The small API whose changes the table tries.

use serde_json::{Value, json};

/// A small API.
pub fn base() -> Value {
    json!({
        "openapi": "3.1.0",
        "servers": [{ "url": "https://api.example.org" }],
        "security": [{ "bearer": ["read"] }],
        "paths": {
            "/users": {
                "get": {
                    "operationId": "list_users", "tags": ["users"],
                    "parameters": [
                        { "name": "limit", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 100, "default": 20 } },
                        { "name": "sort", "in": "query", "schema": { "type": "string", "enum": ["name", "age"] } },
                        { "name": "ids", "in": "query", "schema": { "type": "array", "items": { "type": "integer" }, "maxItems": 50 } },
                        { "name": "X-Team", "in": "header", "required": true, "schema": { "type": "string", "maxLength": 20 } },
                    ],
                    "responses": {
                        "200": {
                            "description": "OK",
                            "headers": { "X-Total": { "required": true, "schema": { "type": "integer" } }, "X-Hint": { "schema": { "type": "string" } } },
                            "content": {
                                "application/json": { "schema": { "type": "array", "maxItems": 100, "items": { "$ref": "#/components/schemas/UserOut" } } },
                                "text/csv": { "schema": { "type": "string" } },
                            },
                        },
                        "404": { "description": "None", "content": { "application/problem+json": { "schema": {
                            "type": "object", "properties": { "code": { "type": "string", "enum": ["none"] } }, "required": ["code"],
                        } } } },
                    },
                },
                "post": {
                    "operationId": "create_user", "tags": ["users"],
                    "requestBody": { "required": true, "content": {
                        "application/json": { "schema": { "$ref": "#/components/schemas/UserIn" } },
                        "application/x-www-form-urlencoded": { "schema": { "type": "object", "properties": { "name": { "type": "string" } } } },
                    } },
                    "responses": { "201": { "description": "Created", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/UserOut" } } } } },
                },
            },
            "/users/{id}": {
                "delete": {
                    "operationId": "delete_user", "tags": ["users"],
                    "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
                    "responses": { "204": { "description": "Gone" } },
                },
            },
        },
        "webhooks": { "user_created": { "post": {
            "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/UserOut" } } } },
            "responses": { "204": { "description": "Heard" } },
        } } },
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" }, "key": { "type": "apiKey", "in": "header", "name": "X-Key" } },
            "schemas": {
                "UserIn": { "type": "object", "required": ["name"], "properties": {
                    "name": { "type": "string", "minLength": 1, "maxLength": 50 },
                    "nick": { "type": ["string", "null"] },
                    "role": { "type": "string", "enum": ["admin", "user"], "default": "user" },
                    "age": { "type": "integer", "minimum": 0, "maximum": 150 },
                    "email": { "type": "string", "format": "email" },
                    "zip": { "type": "string", "pattern": "^[0-9]{5}$" },
                    "tags": { "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": 5 },
                    "contact": { "oneOf": [
                        { "type": "object", "required": ["kind", "number"], "properties": { "kind": { "const": "phone" }, "number": { "type": "string" } } },
                        { "type": "object", "required": ["kind"], "properties": { "kind": { "const": "none" } } },
                    ] },
                } },
                "UserOut": { "type": "object", "required": ["id", "name", "age"], "properties": {
                    "id": { "type": "integer" },
                    "name": { "type": "string", "minLength": 1, "maxLength": 50 },
                    "nick": { "type": ["string", "null"] },
                    "role": { "type": "string", "enum": ["admin", "user"] },
                    "plan": { "type": "string", "enum": ["free", "paid"], "x-extensible-enum": true },
                    "age": { "type": "integer", "minimum": 0, "maximum": 150 },
                    "zip": { "type": "string", "pattern": "^[0-9]{5}$" },
                    "contact": { "oneOf": [
                        { "type": "object", "required": ["kind", "number"], "properties": { "kind": { "const": "phone" }, "number": { "type": "string" } } },
                        { "type": "object", "required": ["kind"], "properties": { "kind": { "const": "none" } } },
                    ] },
                    "closed": { "type": "object", "properties": { "a": { "type": "string" } }, "additionalProperties": false },
                } },
            },
        },
    })
}

/// Sets a value; `null` removes it.
pub fn set(document: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = document
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("{pointer}"));
    let name = name.replace("~1", "/");
    match (parent, value) {
        (Value::Object(members), Value::Null) => {
            members.remove(&name);
        }
        (Value::Object(members), value) => {
            members.insert(name, value);
        }
        (Value::Array(items), Value::Null) => {
            items.remove(name.parse().unwrap());
        }
        (Value::Array(items), value) => match name.as_str() {
            "-" => items.push(value),
            index => items[index.parse::<usize>().unwrap()] = value,
        },
        _ => panic!("{pointer} holds nothing"),
    }
}

pub fn input(document: &mut Value, pointer: &str, value: Value) {
    set(
        document,
        &format!("/components/schemas/UserIn{pointer}"),
        value,
    );
}

pub fn output(document: &mut Value, pointer: &str, value: Value) {
    set(
        document,
        &format!("/components/schemas/UserOut{pointer}"),
        value,
    );
}

pub fn list(document: &mut Value, pointer: &str, value: Value) {
    set(document, &format!("/paths/~1users/get{pointer}"), value);
}

pub fn create(document: &mut Value, pointer: &str, value: Value) {
    set(document, &format!("/paths/~1users/post{pointer}"), value);
}
