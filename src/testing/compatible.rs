//! Holding an API to the document of its last release.

use std::fmt::Write as _;
use std::panic::Location;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fmt, fs, thread};

use serde_json::Value;

use crate::api::Api;
use crate::compat::{Changes, Kind};

/// The variable that lets the files of the last release be written.
const WRITE: &str = "STEADFAST_WRITE";

/// Compares an API with the document of its last release, which is a file of the repository. The test fails if a change
/// breaks clients, and shows each such change with a request or an answer that proves it.
///
/// ```
/// use steadfast::prelude::*;
/// use steadfast::compat::Kind;
/// use steadfast::testing::assert_compatible;
///
/// #[derive(ResponseModel)]
/// struct UserOut {
///     id: i64,
/// }
///
/// #[route(get, "/users/{id}", response = UserOut)]
/// async fn get_user(Path(id): Path<i64>) -> UserOut {
///     UserOut { id }
/// }
///
/// let api: Api = Api::new("Users", "2.0.0").routes(routes![get_user]);
/// # let folder = std::env::temp_dir().join(format!("steadfast-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let file = folder.join("openapi.json");
/// # #[route(delete, "/users/{id}", status = 204)]
/// # async fn delete_user(Path(_): Path<i64>) {}
/// # let old: Api = Api::new("Users", "1.0.0").routes(routes![get_user, delete_user]);
/// # std::fs::write(&file, old.openapi_pretty())?;
/// # const _: &str = stringify! {
/// let file = "openapi.json";
/// # };
///
/// assert_compatible(&api, file)
///     .allow(Kind::OperationRemoved, "DELETE /users/{id}", "v1 ends");
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// The path is relative to the folder of the package, in which `cargo test` runs its tests. At a release, and the first time,
/// `STEADFAST_WRITE=1 cargo test` writes the file.
///
/// The comparison is made at the end of the statement, after each [`allow`](Compatible::allow). Whatever has changed is
/// printed; `cargo test -- --nocapture` shows it also when nothing breaks. [`compat`](crate::compat) describes what is
/// compared.
///
/// # Panics
/// At the end of the statement: if a change breaks clients and is not allowed, if an `allow` matches no such change or has no
/// reason, and if the file cannot be read as a document. At once, if the routes of the API have faults.
#[track_caller]
pub fn assert_compatible<S>(api: &Api<S>, file: impl AsRef<Path>) -> Compatible
where
    S: Clone + Send + Sync + 'static,
{
    let document = match api.try_openapi() {
        Ok(document) => document,
        Err(error) => panic!("{error}"),
    };
    Compatible {
        document,
        file: file.as_ref().to_owned(),
        allowed: Vec::new(),
        after_sunset: false,
        at: Location::caller(),
    }
}

/// A comparison that is made when this value is dropped: see [`assert_compatible`].
///
/// ```no_run
/// use steadfast::prelude::*;
/// use steadfast::compat::Kind;
/// use steadfast::testing::assert_compatible;
///
/// let api: Api = Api::new("Users", "2.0.0");
/// assert_compatible(&api, "openapi.json")
///     .allow(Kind::OperationRemoved, "DELETE /users/{id}", "v1 ends")
///     .allow_after_sunset();
/// ```
#[derive(Debug)]
pub struct Compatible {
    document: Value,
    file: PathBuf,
    allowed: Vec<(Kind, String, String)>,
    after_sunset: bool,
    at: &'static Location<'static>,
}

impl Compatible {
    /// Accepts the breaking changes of a kind in an operation, and says why: [`Changes::allow`].
    ///
    /// It stays until the next release. The file of that has the change, so the `allow` matches nothing, and is reported.
    pub fn allow(mut self, kind: Kind, operation: &str, reason: &str) -> Self {
        self.allowed
            .push((kind, operation.to_owned(), reason.to_owned()));
        self
    }

    /// Accepts the removal of deprecated operations whose `sunset` has passed: [`Changes::allow_after_sunset`].
    pub fn allow_after_sunset(mut self) -> Self {
        self.after_sunset = true;
        self
    }

    fn check(&self) -> Result<Changes, Fault> {
        let file = self.file.display();
        let text = fs::read_to_string(&self.file).map_err(|error| {
            Fault(format!(
                "cannot read {file}, the document of the last release: {error}\n{}",
                self.how_to_write()
            ))
        })?;
        let old = serde_json::from_str(&text)
            .map_err(|error| Fault(format!("{file} is not JSON: {error}")))?;
        let mut changes = Changes::between(&old, &self.document)
            .map_err(|error| Fault(format!("{file}: {error}")))?;
        for (kind, operation, reason) in &self.allowed {
            if reason.trim().is_empty() {
                let what =
                    format!("`allow(Kind::{kind:?}, {operation:?}, {reason:?})` has no reason");
                return Err(Fault(what));
            }
            changes = changes.allow(*kind, operation, reason);
        }
        if self.after_sunset {
            changes = changes.allow_after_sunset(SystemTime::now());
        }
        let mut fault = String::new();
        if let Some(first) = changes.breaking().next() {
            let _ = write!(
                fault,
                "{changes}\nnot compatible with {file}\n\
                 to accept a change: `.allow(Kind::{:?}, {:?}, \"why\")`\n{}",
                first.kind,
                first.operation,
                self.how_to_write(),
            );
        } else if !changes.unused().is_empty() {
            let _ = write!(fault, "{changes}");
        }
        match fault.is_empty() {
            true => Ok(changes),
            false => Err(Fault(fault)),
        }
    }

    fn how_to_write(&self) -> String {
        format!("to write it, at a release: `{WRITE}=1 cargo test`")
    }

    fn write(&self) -> Result<(), Fault> {
        let text = format!("{:#}\n", self.document);
        if fs::read_to_string(&self.file).is_ok_and(|known| known == text) {
            return Ok(());
        }
        fs::write(&self.file, text)
            .map_err(|error| Fault(format!("cannot write {}: {error}", self.file.display())))
    }
}

struct Fault(String);

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Drop for Compatible {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        if env::var_os(WRITE).is_some() {
            if let Err(fault) = self.write() {
                panic!("{}: {fault}", self.at);
            }
            return;
        }
        match self.check() {
            Ok(changes) if changes.is_empty() => {}
            Ok(changes) => println!("{changes}"),
            Err(fault) => panic!("{}: {fault}", self.at),
        }
    }
}
