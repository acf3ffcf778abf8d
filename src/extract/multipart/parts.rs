//! The parts of a form on their way to the type: what was not filled in is left out, and the texts are kept for the schema.
//!
//! A browser sends a part for every field of a form: an empty text for a number that was left blank, a file without a name
//! for a file that was not chosen. A type reads the parts itself, so they are written anew for it, without those.

use std::borrow::Cow;
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use bytes::{BufMut, Bytes, BytesMut};
use http_body_util::channel::{Channel, Sender};
use response_core::problem::Fault;

use crate::extract::faults::Node;
use crate::extract::schema::{At, Checker};
use crate::extract::texts::{Pair, Texts};

/// The texts of a form, and the names of its other parts.
#[derive(Default)]
pub(super) struct Seen {
    texts: Vec<Pair<'static>>,
    files: Vec<String>,
}

impl Seen {
    /// Adds what the schema forbids to the faults that reading has had.
    pub fn add_faults(self, checker: &Checker, root: At, known: &mut Vec<Fault>) {
        let Self { mut texts, files } = self;
        // A file is there, and nothing else is said of it.
        let present = files
            .iter()
            .map(|name| (name.clone().into(), Cow::Borrowed("")));
        texts.extend(present);
        let texts = Texts::of(texts.into_iter(), root);
        let value = Node::of(&texts, Some(root)).instance();
        checker.add_faults(&["body".into()], &value, known);
        let is_file = |fault: &Fault| {
            let name = fault.loc.get(1).map(ToString::to_string);
            name.is_some_and(|name| files.contains(&name)) && fault.limit.is_some()
        };
        known.retain(|fault| !is_file(fault));
    }
}

/// Lets `read` read the form without what was not filled in. Returns what it has read, and what was seen of the whole form,
/// unless `goes_on` says that the rest does not matter, or the rest is too long. The error of a malformed form goes before
/// that of the reader.
pub(super) async fn relayed<S, T, F>(
    request: Request,
    state: &S,
    root: At,
    read: impl FnOnce(Request) -> F,
    goes_on: impl Fn(&T) -> bool,
) -> Result<(T, Option<Seen>), Response>
where
    S: Send + Sync,
    F: Future<Output = T>,
{
    let content_type = request.headers().get(CONTENT_TYPE).cloned();
    let boundary = boundary(&request).unwrap_or_default();
    let mut without_body = Request::new(());
    *without_body.method_mut() = request.method().clone();
    *without_body.uri_mut() = request.uri().clone();
    if let Some(content_type) = content_type {
        without_body
            .headers_mut()
            .insert(CONTENT_TYPE, content_type);
    }
    let form = match Multipart::from_request(request, state).await {
        Ok(form) => form,
        Err(rejection) => return Err(rejection.into_response()),
    };
    let (sender, body) = Channel::<Bytes, Infallible>::new(1);
    let mut rewritten = without_body.map(|()| Body::new(body));
    // The limit has been applied to what was sent.
    DefaultBodyLimit::disable().apply(&mut rewritten);

    let mut writing = pin!(write(form, sender, &boundary, root));
    let mut reading = pin!(read(rewritten));
    let mut written = None;
    let mut value = None;
    poll_fn(|context| {
        if written.is_none()
            && let Poll::Ready(result) = writing.as_mut().poll(context)
        {
            match result {
                Ok(seen) => written = Some(seen),
                Err(error) => return Poll::Ready(Err(error.into_response())),
            }
        }
        if value.is_none()
            && let Poll::Ready(read) = reading.as_mut().poll(context)
        {
            value = Some(read);
            // The writing goes on without the reader.
            context.waker().wake_by_ref();
        }
        match (value.take(), written.take()) {
            (Some(value), Some(seen)) => Poll::Ready(Ok((value, seen))),
            (Some(value), None) if !goes_on(&value) => Poll::Ready(Ok((value, None))),
            (read, seen) => {
                value = read;
                written = seen;
                Poll::Pending
            }
        }
    })
    .await
}

/// How much of a form is read for its faults after its reader has had enough of it: as much as axum lets a form have by default.
/// A larger upload is refused for its first fault.
const MOST_UNREAD: usize = 2 << 20;

/// Where the form is written for its reader, which may have had enough of it.
struct Reader {
    sender: Option<Sender<Bytes, Infallible>>,
    /// The number of bytes that came after that.
    unread: usize,
}

impl Reader {
    async fn send(&mut self, bytes: Bytes) {
        let length = bytes.len();
        if let Some(sender) = &mut self.sender
            && sender.send_data(bytes).await.is_err()
        {
            self.sender = None;
        }
        if self.sender.is_none() {
            self.unread += length;
        }
    }
}

async fn write(
    mut form: Multipart,
    sender: Sender<Bytes, Infallible>,
    boundary: &str,
    root: At,
) -> Result<Option<Seen>, MultipartError> {
    let mut reader = Reader {
        sender: Some(sender),
        unread: 0,
    };
    let mut seen = Seen::default();
    while let Some(mut field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let first = first_chunk(&mut field).await?;
        if first.is_none() && is_left_out(&field, &name, root) {
            continue;
        }
        let is_file = field.file_name().is_some();
        reader.send(head(&field, boundary)).await;
        let mut text = Vec::new();
        let mut next = first;
        while let Some(chunk) = next {
            if !is_file {
                text.extend_from_slice(&chunk);
            }
            reader.send(chunk).await;
            if reader.unread > MOST_UNREAD {
                return Ok(None);
            }
            next = field.chunk().await?;
        }
        reader.send(Bytes::from_static(b"\r\n")).await;
        match String::from_utf8(text) {
            Ok(text) if !is_file => seen.texts.push((name.into(), text.into())),
            _ => seen.files.push(name),
        }
    }
    reader.send(format!("--{boundary}--\r\n").into()).await;
    Ok(Some(seen))
}

/// The first bytes of a part, if it has any.
async fn first_chunk(field: &mut Field<'_>) -> Result<Option<Bytes>, MultipartError> {
    loop {
        match field.chunk().await? {
            Some(chunk) if chunk.is_empty() => {}
            chunk => return Ok(chunk),
        }
    }
}

/// Whether an empty part is one that was not filled in.
fn is_left_out(field: &Field<'_>, name: &str, root: At) -> bool {
    match field.file_name() {
        Some(file) => file.is_empty(),
        None => {
            root.member(name)
                .is_some_and(|member| !member.takes_blank())
                && !root.requires(name)
        }
    }
}

/// The boundary and the headers of a part.
fn head(field: &Field<'_>, boundary: &str) -> Bytes {
    let mut head = BytesMut::new();
    head.put_slice(b"--");
    head.put_slice(boundary.as_bytes());
    head.put_slice(b"\r\n");
    for (name, value) in field.headers() {
        head.put_slice(name.as_str().as_bytes());
        head.put_slice(b": ");
        head.put_slice(value.as_bytes());
        head.put_slice(b"\r\n");
    }
    head.put_slice(b"\r\n");
    head.freeze()
}

/// The boundary that the request declares (RFC 2046 section 5.1.1).
fn boundary(request: &Request) -> Option<String> {
    let content_type = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_boundary = name.trim().eq_ignore_ascii_case("boundary");
        is_boundary.then(|| value.trim().trim_matches('"').to_owned())
    })
}
