//! Operation ids that a function makes.

use serde_json::{Value, json};
use steadfast::api::OperationParts;
use steadfast::prelude::*;

mod users {
    use steadfast::prelude::*;

    #[route(get, "/users/{user_id}", response = Text)]
    pub async fn get_item(Path(_): Path<i64>) -> Text {
        Text::from("Ada")
    }
}

mod orders {
    use steadfast::prelude::*;

    #[route(get, "/orders/{id}", response = Text, tags("orders"))]
    pub async fn get_item(Path(_): Path<i64>) -> Text {
        Text::from("none")
    }

    #[route(get, "/orders", response = Text, operation_id = "listOrders", tags("orders"))]
    pub async fn list() -> Text {
        Text::from("none")
    }
}

fn by_tag(operation: &OperationParts) -> String {
    format!("{}-{}", operation.tags.join("-"), operation.name)
}

fn ids(api: &Api) -> Value {
    let document = api.openapi();
    let paths = document["paths"].as_object().unwrap();
    let each = paths
        .iter()
        .map(|(path, item)| (path.clone(), item["get"]["operationId"].clone()));
    Value::Object(each.collect())
}

#[test]
fn two_handlers_of_one_name_have_the_ids_that_fastapi_makes() {
    let api: Api = Api::new("Shop", "1.0.0")
        .routes(routes![users::get_item, orders::get_item])
        .operation_ids(OperationParts::name_path_method);
    assert_eq!(
        ids(&api),
        json!({
            "/users/{user_id}": "get_item_users__user_id__get",
            "/orders/{id}": "get_item_orders__id__get",
        })
    );
    assert!(api.try_into_router().is_ok());
}

#[test]
fn an_id_of_its_own_stays() {
    let api: Api = Api::new("Shop", "1.0.0")
        .routes(routes![orders::list])
        .operation_ids(OperationParts::name_path_method);
    assert_eq!(ids(&api), json!({ "/orders": "listOrders" }));
}

#[test]
fn a_function_of_ones_own_sees_the_whole_path_and_every_tag() {
    let orders = Api::new("Orders", "1.0.0")
        .tags(["v1"])
        .routes(routes![orders::get_item]);
    let api: Api = Api::new("Shop", "1.0.0")
        .tags(["shop"])
        .nest("/v1", orders)
        .operation_ids(|operation| {
            assert_eq!(
                (operation.method, operation.path.as_str()),
                ("GET", "/v1/orders/{id}")
            );
            by_tag(operation)
        });
    assert_eq!(
        ids(&api),
        json!({ "/v1/orders/{id}": "shop-v1-orders-get_item" })
    );
}

#[test]
fn a_part_keeps_its_own_function() {
    let orders = Api::new("Orders", "1.0.0")
        .routes(routes![orders::get_item])
        .operation_ids(by_tag);
    let api: Api = Api::new("Shop", "1.0.0")
        .routes(routes![users::get_item])
        .merge(orders)
        .operation_ids(OperationParts::name_path_method);
    assert_eq!(
        ids(&api),
        json!({
            "/users/{user_id}": "get_item_users__user_id__get",
            "/orders/{id}": "orders-get_item",
        })
    );
}

#[test]
fn equal_ids_that_are_made_are_a_fault_too() {
    let api: Api = Api::new("Shop", "1.0.0")
        .routes(routes![users::get_item, orders::get_item])
        .operation_ids(|_| "same".to_owned());
    let error = api.try_into_router().unwrap_err().to_string();
    assert!(error.contains("`same`"), "{error}");
}
