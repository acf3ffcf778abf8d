//! The kind `File`: a file from disk or from memory.

mod error;
mod inside;
mod reading;
mod version;

pub use error::FileError;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use http::HeaderValue;
use http::header::{ACCEPT_RANGES, CONTENT_DISPOSITION, ETAG, InvalidHeaderValue, LAST_MODIFIED};
use mime_guess::MimeGuess;
use serde_json::json;

use super::bytes::OCTET_STREAM;
use super::{Declarable, Kind, KindFrom, NamesMediaType, Refined, Rendered, disposition};
use crate::contract::{Content, Operation, Success, describe_ranges};
use crate::json;
use crate::message::ranged::{Ranged, RangedSource};
use crate::message::validator;
use crate::model::policy::Selection;
use crate::outcome::reply::{ETag, LastModified, ResponseHeaders};
use reading::OnDisk;

/// A file: its content, its name and its version.
///
/// The response has `Content-Length`, `Accept-Ranges`, a `Content-Type` that follows from the name, and, for a file on
/// disk, `ETag` and `Last-Modified`. From it the completing layer answers `Range` (206, several ranges as
/// `multipart/byteranges`, 416), `If-Range`, `If-Match` and `If-Unmodified-Since` (412), `If-None-Match` and
/// `If-Modified-Since` (304). Ranges that overlap, or between which fewer than 80 bytes lie, are sent as one:
/// [`separate_ranges`](Self::separate_ranges) changes that. Only 64 KiB of it are in memory at a time.
///
/// ```no_run
/// use steadfast::kind::FileError;
/// use steadfast::File;
///
/// # async fn handler(name: String) -> Result<File, FileError> {
/// // A path that a client sends stays below `uploads`, whatever it is.
/// let file = File::inside("uploads", &name).await?.attachment("naïve file.txt");
/// # Ok(file)
/// # }
/// ```
///
/// A [`FileError`] is a declared error: 404 for a missing file. An error enum includes it with
/// `#[response(transparent)] File(#[from] FileError)`, or maps it to a 404 of its own.
///
/// A file may come from memory, such as a picture from a database; then its version is what you say:
///
/// ```
/// use std::time::SystemTime;
///
/// use steadfast::prelude::*;
///
/// # use axum::http::header::InvalidHeaderValue;
/// fn picture() -> Result<File, InvalidHeaderValue> {
///     let picture = File::from_bytes(&b"\x89PNG"[..])
///         .content_type("image/png")?
///         .etag("sha256-7f3a")?
///         .last_modified(SystemTime::UNIX_EPOCH)
///         .inline("avatar.png")
///         .separate_ranges();
///     assert_eq!(picture.length(), 4);
///     Ok(picture)
/// }
///
/// /// The terms, from a file of the server.
/// #[route(get, "/terms", response = File, media_type = "application/pdf")]
/// async fn terms() -> Result<File, FileError> {
///     File::open("terms.pdf").await
/// }
/// # let _: axum::Router = Api::new("Files", "1.0.0").routes(routes![terms]).into_router();
/// ```
#[derive(Clone)]
pub struct File {
    source: Arc<dyn RangedSource>,
    name: Option<String>,
    content_type: Option<HeaderValue>,
    disposition: Option<HeaderValue>,
    etag: Option<HeaderValue>,
    last_modified: Option<SystemTime>,
    has_separate_ranges: bool,
}

impl File {
    /// Opens a file of the server. The path must not come from a client: see [`inside`](Self::inside).
    ///
    /// # Errors
    /// [`FileError::NotFound`] if it does not exist or is not a regular file, before any byte is sent.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, FileError> {
        let path = path.as_ref().to_owned();
        blocking(move || inside::open(&path).and_then(Self::opened)).await
    }

    /// Opens the file that a client asks for, below `root`: a path that is absolute, has a `..` or a NUL, or leads out
    /// through a symbolic link is not found. The path is not decoded: `%2e%2e` is a name of six characters.
    ///
    /// On Linux, the path of the opened file itself is checked, so that nobody can swap it in between.
    ///
    /// # Errors
    /// [`FileError::NotFound`] if it does not exist, is not below `root` or is not a regular file.
    pub async fn inside(root: impl AsRef<Path>, path: impl AsRef<str>) -> Result<Self, FileError> {
        let (root, path) = (root.as_ref().to_owned(), path.as_ref().to_owned());
        blocking(move || inside::open_below(&root, &path).and_then(Self::opened)).await
    }

    /// A file in memory, such as a picture from the database.
    #[must_use]
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        Self {
            source: Arc::new(bytes.into()),
            name: None,
            content_type: None,
            disposition: None,
            etag: None,
            last_modified: None,
            has_separate_ranges: false,
        }
    }

    fn opened((file, path): (std::fs::File, PathBuf)) -> Result<Self, FileError> {
        let metadata = file.metadata().map_err(FileError::from)?;
        let modified = metadata.modified().ok();
        Ok(Self {
            etag: modified.map(|modified| version::etag(metadata.len(), modified)),
            last_modified: modified,
            source: Arc::new(OnDisk::new(file, metadata.len())),
            name: path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned()),
            content_type: None,
            disposition: None,
            has_separate_ranges: false,
        })
    }

    /// Offers the file for download under this name (RFC 6266), which may be in any script.
    #[must_use]
    pub fn attachment(mut self, name: &str) -> Self {
        self.disposition = Some(disposition::header_value("attachment", name));
        self.named(name)
    }

    /// Shows the file in the browser, under this name (RFC 6266).
    #[must_use]
    pub fn inline(mut self, name: &str) -> Self {
        self.disposition = Some(disposition::header_value("inline", name));
        self.named(name)
    }

    /// The content type follows from the name that the client sees.
    fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// Sets the media type, instead of the one that the name suggests. It has to be the route's `media_type`, or match
    /// its range.
    ///
    /// # Errors
    /// The text is not a valid header value.
    pub fn content_type(mut self, media_type: &str) -> Result<Self, InvalidHeaderValue> {
        self.content_type = Some(HeaderValue::from_str(media_type)?);
        Ok(self)
    }

    /// Sets the version of the content as an entity tag (RFC 9110 section 8.8.3); the quotes may be left out. Use a
    /// hash or a revision, so that equal tags mean equal bytes. A tag that only means equivalent content is weak,
    /// `W/"..."`, and cannot resume a range.
    ///
    /// # Errors
    /// The text is not an entity tag: it has a space, a quote or a character that is not ASCII.
    pub fn etag(mut self, version: &str) -> Result<Self, InvalidHeaderValue> {
        self.etag = Some(match validator::entity_tag(version) {
            Some(tag) => tag,
            // `InvalidHeaderValue` has no constructor, so an invalid value makes one.
            None => HeaderValue::from_bytes(b"\n")?,
        });
        Ok(self)
    }

    /// Sets when the content last changed. Sent in whole seconds; a future time is sent as now, one before 1970 as
    /// 1970.
    #[must_use]
    pub fn last_modified(mut self, when: SystemTime) -> Self {
        self.last_modified = Some(when);
        self
    }

    /// Sends each range of a `Range` header as a part of its own, also one that is close to another, for a client that counts
    /// the parts. Ranges that overlap are still one, so that no byte is sent twice.
    #[must_use]
    pub fn separate_ranges(mut self) -> Self {
        self.has_separate_ranges = true;
        self
    }

    /// The length of the content, in bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.source.length()
    }
}

/// Runs work that may wait for the disk on the blocking pool. A runtime that is shutting down reads no more files.
async fn blocking<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, FileError> + Send + 'static,
) -> Result<T, FileError> {
    tokio::task::spawn_blocking(read)
        .await
        .map_err(|error| FileError::Unreadable(std::io::Error::other(error)))?
}

impl fmt::Debug for File {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("File")
            .field("name", &self.name)
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

impl Declarable for File {
    type Model = ();
}

impl Kind for File {
    type Item = Self;

    fn describe(operation: &mut Operation<'_>, _: Selection, success: &mut Success) {
        let media_type = operation.route.media_type.unwrap_or("*/*");
        success.content.push(Content::new(media_type, json!({})));
        success.headers.push(disposition::described());
        <Option<ETag>>::describe(&mut success.headers);
        <Option<LastModified>>::describe(&mut success.headers);
        describe_ranges(operation, success);
    }
}

impl Refined for File {}
impl NamesMediaType for File {}

impl<P> KindFrom<File, P> for File {
    fn render(file: File) -> Result<Rendered, json::Error> {
        let guessed = file
            .name
            .as_deref()
            .map_or(HeaderValue::from_static(OCTET_STREAM), content_type_by_name);
        let body = file.source.read(0..file.source.length());
        let ranged = Ranged::new(file.source);
        let ranged = if file.has_separate_ranges {
            ranged.separate()
        } else {
            ranged
        };
        let mut rendered = Rendered::refined(file.content_type, guessed, "*/*", body)
            .header(ACCEPT_RANGES, HeaderValue::from_static("bytes"))
            .extension(ranged);
        if let Some(disposition) = file.disposition {
            rendered = rendered.header(CONTENT_DISPOSITION, disposition);
        }
        if let Some(etag) = file.etag {
            rendered = rendered.header(ETAG, etag);
        }
        if let Some(modified) = file.last_modified.and_then(validator::last_modified) {
            rendered = rendered.header(LAST_MODIFIED, modified);
        }
        Ok(rendered)
    }
}

/// Returns the media type of a file name. Text gets `charset=utf-8`, since browsers would not assume UTF-8.
fn content_type_by_name(name: &str) -> HeaderValue {
    match MimeGuess::from_path(name).first_raw() {
        Some(text) if text.starts_with("text/") => {
            HeaderValue::try_from(format!("{text}; charset=utf-8"))
                .unwrap_or(HeaderValue::from_static("text/plain; charset=utf-8"))
        }
        Some(known) => HeaderValue::from_static(known),
        None => HeaderValue::from_static(OCTET_STREAM),
    }
}
