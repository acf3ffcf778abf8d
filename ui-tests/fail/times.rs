//! A number is not a time.

use steadfast::Api;

fn main() {
    let app: axum::Router = Api::new("Users", "1").into_router();
    let server = steadfast::serve((), app.clone()).header_timeout(30);
    // paste `std::time::Duration::from_secs(30)`: header_timeout(30) => header_timeout(std::time::Duration::from_secs(30))
    let other = steadfast::serve((), app).keep_alive(Some(30));
    // paste `std::time::Duration::from_secs(30)`: keep_alive(Some(30)) => keep_alive(std::time::Duration::from_secs(30))
    drop((server, other));
}
