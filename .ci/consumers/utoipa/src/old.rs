//! The handlers of utoipa.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Orders;

#[derive(Clone, Serialize, ToSchema)]
pub struct Order {
    pub id: usize,
    pub item: String,
    /// What the customer wants us to know.
    pub note: Option<String>,
}

#[derive(Deserialize, ToSchema)]
struct NewOrder {
    item: String,
    note: Option<String>,
}

#[derive(OpenApi)]
#[openapi(info(title = "Old orders"), tags((name = "orders", description = "Who has ordered what")))]
struct Document;

/// List the orders.
///
/// All of them, in the order in which they were made.
#[utoipa::path(
    get,
    path = "/orders",
    tag = "orders",
    responses((status = 200, description = "The orders", body = [Order]))
)]
async fn list_orders(State(orders): State<Orders>) -> Json<Vec<Order>> {
    Json(orders.lock().unwrap().clone())
}

/// Order something.
///
/// Two items with one name are one too many.
#[utoipa::path(
    post,
    path = "/orders",
    tag = "orders",
    request_body = NewOrder,
    responses(
        (status = 201, description = "The order", body = Order),
        (status = 409, description = "It has been ordered already"),
    )
)]
async fn create_order(
    State(orders): State<Orders>,
    Json(new): Json<NewOrder>,
) -> Result<(StatusCode, Json<Order>), StatusCode> {
    let mut orders = orders.lock().unwrap();
    if orders.iter().any(|order| order.item == new.item) {
        return Err(StatusCode::CONFLICT);
    }
    let (id, NewOrder { item, note }) = (orders.len(), new);
    let order = Order { id, item, note };
    orders.push(order.clone());
    Ok((StatusCode::CREATED, Json(order)))
}

pub fn router() -> OpenApiRouter<Orders> {
    OpenApiRouter::with_openapi(Document::openapi()).routes(routes!(list_orders, create_order))
}
