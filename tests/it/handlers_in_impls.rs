//! Handlers that are associated functions: two of one name and path in one module are two routes.

use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(ResponseModel)]
struct ItemOut {
    id: i64,
}

struct Users;

impl Users {
    #[route(get, "/{id}", response = ItemOut, operation_id = "get_user")]
    async fn get(Path(id): Path<i64>) -> ItemOut {
        ItemOut { id }
    }

    /// Order something for a user.
    #[route(post, "/{id}/orders", response = ItemOut)]
    async fn order(Path(id): Path<i64>) -> Created<ItemOut> {
        Created::at_route(Orders::get, (id + 1,), ItemOut { id: id + 1 })
    }
}

struct Orders;

impl Orders {
    #[route(get, "/{id}", response = ItemOut)]
    async fn get(Path(id): Path<i64>) -> ItemOut {
        ItemOut { id }
    }

    #[route(delete, "/{id}", status = 204)]
    async fn delete(Path(_): Path<i64>) {}
}

fn api() -> Api {
    let users = Api::new("Users", "1.0.0").routes(routes![Users::get, Users::order]);
    let orders = Api::new("Orders", "1.0.0").routes(routes![Orders::get, Orders::delete]);
    Api::new("Shop", "1.0.0")
        .nest("/users", users)
        .nest("/orders", orders)
}

#[tokio::test]
async fn a_link_to_one_leads_to_its_own_place() {
    let client = Client::new(api().into_router());
    let answer = client.post("/users/6/orders").await;
    answer.assert_status(201).assert_conforms();
    assert_eq!(answer.header("location"), Some("/orders/7"));
}

struct Teams;

impl Teams {
    #[route(get, "/{id}", response = ItemOut)]
    async fn get(Path(id): Path<i64>) -> ItemOut {
        ItemOut { id }
    }
}

#[test]
fn two_of_one_name_have_one_operation_id_which_is_told_of_both() {
    let teams = Api::new("Teams", "1.0.0").routes(routes![Teams::get]);
    let error = api().nest("/teams", teams).try_into_router().unwrap_err();
    let fault = error.faults().next().unwrap();
    assert_eq!(
        fault.message(),
        "`it::handlers_in_impls::get` and `it::handlers_in_impls::get` have the same operation id, `get`"
    );
    assert_eq!(
        fault.help(),
        Some(
            "write `operation_id = \"other_get\"` at one of them, `.operation_id_prefix(\"other_\")` at the API of one, or \
             `.operation_ids(OperationParts::name_path_method)` at the whole"
        )
    );
}
