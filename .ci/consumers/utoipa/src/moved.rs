//! The handlers that have moved.

use steadfast::prelude::*;

use crate::Orders;
use crate::old::Order;

#[derive(ResponseModel)]
#[response(from = Order)]
struct OrderOut {
    id: usize,
    item: String,
    /// What the customer wants us to know.
    note: Option<String>,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum OrderError {
    /// No order has this number.
    #[error("order {0} not found")]
    #[response(status = 404)]
    NotFound(usize),
}

/// Get an order.
///
/// It is found by its number.
#[route(get, "/orders/{id}", response = OrderOut, tags("orders"))]
async fn get_order(
    State(orders): State<Orders>,
    Path(id): Path<usize>,
) -> Result<Order, OrderError> {
    let orders = orders.lock().unwrap();
    orders.get(id).cloned().ok_or(OrderError::NotFound(id))
}

pub fn api() -> Api<Orders> {
    Api::new("Orders", "2.0.0").routes(routes![get_order])
}
