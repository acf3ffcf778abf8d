//! The same two routes, served in four ways: `/events` sends the number of the last event and each later one, `/small` a number.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::LazyLock;

use axum::Router;
use axum::http::{Request, Response, header};
use axum::response::sse;
use axum::serve::Listener;
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde::Serialize;
use steadfast::prelude::*;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::PERIOD;
use super::process::Observed;

type Served = fn(Observed<TcpListener>) -> Pin<Box<dyn Future<Output = ()>>>;

pub const SERVICES: [(&str, Served); 4] = [
    ("hyper", |listener| Box::pin(by_hyper(listener))),
    ("axum's `Sse`", |listener| {
        let router = Router::new()
            .route("/events", axum::routing::get(events_of_axum))
            .route(
                "/small",
                axum::routing::get(async || axum::Json(Tick { number: 1 })),
            );
        Box::pin(async { axum::serve(listener, router).await.unwrap() })
    }),
    ("`into_router()`, by `axum::serve`", |listener| {
        let router = api().into_router();
        Box::pin(async { axum::serve(listener, router).await.unwrap() })
    }),
    ("`into_service()`, by `steadfast::serve`", |listener| {
        let service = api().into_service();
        Box::pin(async {
            let served = steadfast::serve(listener, service).max_connections(1 << 20);
            served.await.unwrap();
        })
    }),
];

#[derive(Serialize, ResponseModel)]
struct Tick {
    number: u64,
}

static LAST: LazyLock<watch::Sender<u64>> = LazyLock::new(|| watch::Sender::new(1));

pub fn send_event() {
    LAST.send_modify(|number| *number += 1);
}

/// The last event at once, and then each that is sent.
fn ticks() -> impl Stream<Item = Tick> + Send {
    let mut last = LAST.subscribe();
    last.mark_changed();
    stream::unfold(last, |mut last| async {
        last.changed().await.ok()?;
        let number = *last.borrow_and_update();
        Some((Tick { number }, last))
    })
}

fn api() -> Api {
    Api::new("Events", "1.0.0").routes(routes![events, small])
}

#[route(get, "/events", response = Sse<Tick>)]
async fn events() -> Sse<Tick> {
    Sse::new(ticks()).keep_alive(PERIOD)
}

#[route(get, "/small", response = Tick)]
async fn small() -> Tick {
    Tick { number: 1 }
}

async fn events_of_axum() -> sse::Sse<impl Stream<Item = Result<sse::Event, axum::Error>>> {
    let events = ticks().map(|tick| sse::Event::default().json_data(tick));
    sse::Sse::new(events).keep_alive(sse::KeepAlive::new().interval(PERIOD))
}

async fn by_hyper(mut listener: Observed<TcpListener>) {
    loop {
        let (io, _) = listener.accept().await;
        let service = service_fn(async |request| Ok::<_, Infallible>(answer(&request)));
        tokio::spawn(
            hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(io), service),
        );
    }
}

fn answer(request: &Request<Incoming>) -> Response<UnsyncBoxBody<Bytes, Infallible>> {
    let (media_type, body) = match request.uri().path() {
        "/events" => {
            let events = ticks().map(|tick| {
                let data = serde_json::to_string(&tick).unwrap();
                Ok(Frame::data(Bytes::from(format!("data: {data}\n\n"))))
            });
            ("text/event-stream", StreamBody::new(events).boxed_unsync())
        }
        _ => {
            let data = serde_json::to_vec(&Tick { number: 1 }).unwrap();
            ("application/json", Full::from(data).boxed_unsync())
        }
    };
    Response::builder()
        .header(header::CONTENT_TYPE, media_type)
        .body(body)
        .unwrap()
}
