//! What is allocated: by a handler of `#[route]` no more than by one written by hand, by a server no more than by that of axum,
//! and by a refusal no more than its request deserves.
//!
//! A program of its own: the allocator that counts is that of all tests in a program.
#![cfg(feature = "axum")]

#[cfg(all(feature = "garde", feature = "multipart"))]
mod refusals;

use std::convert::Infallible;
use std::sync::{Arc, LazyLock};

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse, Response};
use steadfast::prelude::*;

struct User {
    id: i64,
    name: String,
}

#[derive(serde::Serialize, ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: i64,
    name: String,
}

fn ada() -> User {
    User {
        id: 1,
        name: String::from("Ada"),
    }
}

#[route(get, "/users/{id}", response = UserOut)]
async fn get_user() -> Result<User, Infallible> {
    Ok(ada())
}

async fn get_user_by_hand() -> Result<impl IntoResponse, Infallible> {
    let User { id, name } = ada();
    let headers = [(CACHE_CONTROL, "private, no-cache")];
    Ok((StatusCode::OK, headers, axum::Json(UserOut { id, name })))
}

#[route(post, "/users", response = UserOut)]
async fn create_user() -> Result<Created<User>, Infallible> {
    let user = ada();
    Ok(Created::at(format!("/users/{}", user.id), user))
}

async fn create_user_by_hand() -> Result<impl IntoResponse, Infallible> {
    let User { id, name } = ada();
    let headers = [(LOCATION, format!("/users/{id}"))];
    Ok((
        StatusCode::CREATED,
        headers,
        axum::Json(UserOut { id, name }),
    ))
}

#[route(delete, "/users/{id}")]
async fn delete_user() {}

async fn delete_user_by_hand() -> impl IntoResponse {
    StatusCode::NO_CONTENT
}

/// The number of allocations between a call and its response.
fn allocations<A: IntoResponse>(handler: impl AsyncFn() -> A) -> u64 {
    let mut response = None::<Response>;
    let counted = allocation_counter::measure(|| {
        let mut handling = std::pin::pin!(handler());
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        if let std::task::Poll::Ready(answer) = handling.as_mut().poll(&mut context) {
            response = Some(answer.into_response());
        }
    });
    assert!(response.is_some(), "the handler waits for nothing");
    counted.count_total
}

#[test]
fn a_get_allocates_no_more_than_by_hand() {
    assert!(allocations(get_user) <= allocations(get_user_by_hand));
}

#[test]
fn a_created_resource_allocates_no_more_than_by_hand() {
    assert!(allocations(create_user) <= allocations(create_user_by_hand));
}

#[test]
fn an_empty_answer_allocates_no_more_than_by_hand() {
    assert!(allocations(delete_user) <= allocations(delete_user_by_hand));
}

#[derive(serde::Serialize, ResponseModel)]
#[response(from = &User)]
struct SharedUser<'a> {
    id: i64,
    name: &'a str,
}

static CACHED: LazyLock<Arc<User>> = LazyLock::new(|| Arc::new(ada()));

#[route(get, "/cached", response = SharedUser<'_>)]
async fn cached_user() -> Arc<User> {
    Arc::clone(&CACHED)
}

async fn cached_user_by_hand() -> impl IntoResponse {
    let user = Arc::clone(&CACHED);
    let (id, name) = (user.id, user.name.as_str());
    let headers = [(CACHE_CONTROL, "private, no-cache")];
    (headers, axum::Json(SharedUser { id, name })).into_response()
}

#[test]
fn a_shared_row_allocates_no_more_than_by_hand() {
    LazyLock::force(&CACHED);
    assert!(allocations(cached_user) <= allocations(cached_user_by_hand));
}

#[test]
fn a_page_of_shared_rows_allocates_its_body_and_nothing_else() {
    LazyLock::force(&CACHED);
    let rows = (0..100).map(|_| Arc::clone(&CACHED)).collect();
    let page = Page::new(rows, 100, &PageQuery::<100>::parse("size=100").unwrap());
    let mut bytes = None;
    let counted = allocation_counter::measure(|| {
        bytes = Some(steadfast::json::filled_to_vec::<
            Page<SharedUser<'_>>,
            steadfast::model::policy::Everything,
            _,
        >(page));
    });
    assert!(bytes.is_some_and(|bytes| bytes.is_ok()));
    assert_eq!(counted.count_total, 1);
}

#[test]
fn a_future_is_hardly_larger_than_by_hand() {
    let by_hand = size_of_val(&create_user_by_hand());
    assert!(size_of_val(&create_user()) <= 2 * by_hand);
}

#[cfg(feature = "serve")]
mod serving {
    use std::io;

    use axum::Router;
    use axum::routing::{get, post};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::runtime::Builder;

    const REQUESTS: u64 = 100;

    /// What a server allocates for a request on a connection that is open. The client allocates nothing.
    fn allocations<F>(request: &[u8], serve: impl FnOnce(TcpListener, Router) -> F) -> u64
    where
        F: IntoFuture<Output = io::Result<()>, IntoFuture: Send + 'static>,
    {
        let app = Router::new()
            .route("/", get(async || "hello"))
            .route("/", post(async |body: String| body));
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let mut client = runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            tokio::spawn(serve(listener, app).into_future());
            TcpStream::connect(address).await.unwrap()
        });
        let mut answer = [0; 1024];
        let mut ask = |times| {
            runtime.block_on(async {
                for _ in 0..times {
                    client.write_all(request).await.unwrap();
                    let read = client.read(&mut answer).await.unwrap();
                    assert!(answer[..read].ends_with(b"hello"));
                }
            });
        };
        ask(10);
        let counted = allocation_counter::measure(|| ask(REQUESTS));
        counted.count_total / REQUESTS
    }

    /// The request has the address of its client, which axum's has not: a value in a box, and more room in the map of extensions.
    const ADDRESS: u64 = 3;

    /// The buffer of a connection has 8 KiB, and axum's 16 KiB: hyper, which looks for the end of the connection while a request has a
    /// part of the buffer, makes another one of 8 KiB. A body takes a part of its own, and then there is a counter for the new buffer.
    const BUFFER: u64 = 1;
    const COUNTER: u64 = 1;

    #[test]
    fn a_request_allocates_no_more_than_with_axum_but_its_address_and_a_buffer() {
        let request = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
        let ours = allocations(request, steadfast::serve);
        let of_axum = allocations(request, axum::serve);
        assert!(ours <= of_axum + ADDRESS + BUFFER, "{ours} and {of_axum}");
    }

    #[test]
    fn a_request_with_a_body_allocates_no_more_than_with_axum_but_its_address_and_a_buffer() {
        let request = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
        let ours = allocations(request, steadfast::serve);
        let of_axum = allocations(request, axum::serve);
        let more = ADDRESS + BUFFER + COUNTER;
        assert!(ours <= of_axum + more, "{ours} and {of_axum}");
    }
}
