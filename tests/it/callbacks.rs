//! Requests that the service sends because of another one, as its document describes them.

use serde_json::{Value, json};
use steadfast::prelude::*;

#[derive(serde::Deserialize, schemars::JsonSchema)]
#[allow(dead_code, reason = "only described")]
struct InvoiceIn {
    amount: i64,
    callback_url: String,
    urls: Urls,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
#[allow(dead_code, reason = "only described")]
struct Urls {
    failed: Vec<String>,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
#[allow(dead_code, reason = "only described")]
struct Payment {
    paid: bool,
}

#[derive(ResponseModel)]
struct Invoice {
    id: i64,
    hook: String,
}

#[derive(ResponseModel)]
struct Received {
    ok: bool,
}

fn invoice() -> Invoice {
    Invoice {
        id: 1,
        hook: String::from("https://example.com"),
    }
}

/// The invoice has been paid.
#[route(post, action, response = Received)]
async fn invoice_paid(Json(_): Json<Payment>) -> Received {
    Received { ok: true }
}

#[route(post, status = 204)]
async fn invoice_failed(Json(_): Json<Payment>) {}

/// Create an invoice.
#[route(post, "/invoices", response = Invoice,
    callback("{$request.body#/callback_url}/invoices/{$response.body#/id}", invoice_paid),
    callback("{$request.body#/urls/failed/0}", invoice_failed))]
async fn create_invoice(Json(_): Json<InvoiceIn>) -> Created<Invoice> {
    Created::at("/invoices/1", invoice())
}

#[route(post, "/reminders", response = Invoice, callback("{$response.body#/hook}", invoice_paid))]
async fn remind() -> Created<Invoice> {
    Created::at("/invoices/1", invoice())
}

fn api() -> Api {
    Api::new("Invoices", "1.0.0").routes(routes![create_invoice, remind])
}

fn faults(api: Api) -> Vec<String> {
    let error = api.try_into_router().expect_err("a fault");
    error
        .faults()
        .map(|fault| fault.message().to_owned())
        .collect()
}

#[test]
fn a_callback_stands_in_its_operation() {
    let document = api().openapi();
    let callbacks = &document["paths"]["/invoices"]["post"]["callbacks"];
    let paid = &callbacks["invoice_paid"]["{$request.body#/callback_url}/invoices/{$response.body#/id}"]
        ["post"];
    assert_eq!(paid["operationId"], "invoice_paid");
    assert_eq!(paid["summary"], "The invoice has been paid");
    assert_eq!(
        paid["requestBody"]["content"]["application/json"]["schema"],
        json!({ "$ref": "#/components/schemas/Payment" })
    );
    let statuses: Vec<&String> = paid["responses"]
        .as_object()
        .expect("responses")
        .keys()
        .collect();
    assert_eq!(statuses, ["200"]);
    assert_eq!(paid["responses"]["200"]["headers"], Value::Null);
    assert!(callbacks["invoice_failed"]["{$request.body#/urls/failed/0}"]["post"].is_object());
    assert!(document["components"]["schemas"]["Payment"].is_object());
    assert!(document["components"]["schemas"]["Received"].is_object());
    assert_eq!(document["paths"].as_object().expect("paths").len(), 2);
}

#[test]
fn its_operation_has_an_id_of_its_own_wherever_it_stands() {
    let document = api().openapi();
    let again = &document["paths"]["/reminders"]["post"]["callbacks"]["invoice_paid"];
    assert_eq!(
        again["{$response.body#/hook}"]["post"]["operationId"],
        "remind_invoice_paid"
    );
    let nested = Api::<()>::new("Shop", "1.0.0")
        .nest("/v1", api().operation_id_prefix("v1_"))
        .openapi();
    let paid = &nested["paths"]["/v1/reminders"]["post"]["callbacks"]["invoice_paid"];
    assert_eq!(
        paid["{$response.body#/hook}"]["post"]["operationId"],
        "v1_remind_invoice_paid"
    );
}

#[test]
fn a_service_with_callbacks_is_built() {
    assert!(api().try_into_router().is_ok());
}

#[route(post, "/mistyped", response = Invoice,
    callback("{$request.body#/callback}", invoice_paid),
    callback("{$response.body#/hooks}", invoice_failed))]
async fn mistyped(Json(_): Json<InvoiceIn>) -> Created<Invoice> {
    Created::at("/invoices/1", invoice())
}

#[test]
fn an_expression_that_no_schema_has_is_a_fault() {
    let faults = faults(Api::new("Invoices", "1.0.0").routes(routes![mistyped]));
    assert_eq!(
        faults,
        [
            "`mistyped` calls back `{$request.body#/callback}`, but `$request.body#/callback` is not in its documented request or responses",
            "`mistyped` calls back `{$response.body#/hooks}`, but `$response.body#/hooks` is not in its documented request or responses",
        ]
    );
}

#[route(post, "/with-path", response = Invoice, callback("{$response.body#/hook}", remind))]
async fn calls_a_route() -> Created<Invoice> {
    Created::at("/invoices/1", invoice())
}

#[route(
    post,
    status = 204,
    callback("{$request.body#/callback_url}", calls_itself)
)]
async fn calls_itself(Json(_): Json<InvoiceIn>) {}

#[route(post, "/loop", response = Invoice, callback("{$response.body#/hook}", calls_itself))]
async fn calls_a_loop() -> Created<Invoice> {
    Created::at("/invoices/1", invoice())
}

#[test]
fn a_callback_has_no_path_and_no_end_in_itself() {
    let with_path = faults(Api::new("Invoices", "1.0.0").routes(routes![calls_a_route]));
    assert_eq!(with_path.len(), 1, "{with_path:?}");
    assert!(
        with_path[0].contains("remind`, whose `#[route]` has the path /reminders"),
        "{with_path:?}"
    );
    let endless = faults(Api::new("Invoices", "1.0.0").routes(routes![calls_a_loop]));
    assert_eq!(endless.len(), 1, "{endless:?}");
    assert!(
        endless[0].contains("of which it is itself a callback"),
        "{endless:?}"
    );
}
