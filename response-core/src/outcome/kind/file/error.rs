//! [`FileError`]: why a file cannot be sent.

use std::{fmt, io};

use crate::contract::{ErrorAnswer, Operation};
use crate::error::{ErrorResponse, Fail};
use crate::problem::Problem;

/// Why a file cannot be sent. As the error of a handler it is a 404 `file_not_found` or a logged 500.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(Debug, thiserror::Error, ErrorResponse)]
/// enum ReportError {
///     /// There is no report of this year.
///     #[error("there is no report of {0}")]
///     #[response(status = 404)]
///     NoReport(u16),
///     #[error(transparent)]
///     #[response(transparent)]
///     File(#[from] FileError),
/// }
///
/// #[route(get, "/reports/{year}", response = File, media_type = "application/pdf")]
/// async fn get_report(Path(year): Path<u16>) -> Result<File, ReportError> {
///     match File::inside("reports", format!("{year}.pdf")).await {
///         Err(FileError::NotFound) => Err(ReportError::NoReport(year)),
///         file => Ok(file?.attachment("report.pdf")),
///     }
/// }
/// # let _: axum::Router = Api::new("Reports", "1.0.0").routes(routes![get_report]).into_router();
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum FileError {
    /// 404: the file does not exist, or the path leads out of its root. The client is not told which.
    NotFound,
    /// 500: the file exists, but the server cannot read it.
    Unreadable(io::Error),
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => formatter.write_str("there is no such file"),
            Self::Unreadable(error) => write!(formatter, "the file cannot be read: {error}"),
        }
    }
}

impl std::error::Error for FileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotFound => None,
            Self::Unreadable(error) => Some(error),
        }
    }
}

/// `ELOOP`, whose `ErrorKind` is not stable.
const LINKS_IN_A_CIRCLE: i32 = if cfg!(any(target_os = "linux", target_os = "android")) {
    40
} else {
    62
};

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind::{InvalidFilename, InvalidInput, IsADirectory, NotADirectory, NotFound};
        match error.kind() {
            NotFound | NotADirectory | IsADirectory | InvalidInput | InvalidFilename => {
                Self::NotFound
            }
            _ if cfg!(unix) && error.raw_os_error() == Some(LINKS_IN_A_CIRCLE) => Self::NotFound,
            _ => Self::Unreadable(error),
        }
    }
}

impl ErrorResponse for FileError {
    fn into_problem(self) -> Problem {
        match self {
            Self::NotFound => Problem::new(http::StatusCode::NOT_FOUND)
                .code("file_not_found")
                .detail("there is no such file"),
            error @ Self::Unreadable(_) => Fail::<500>::new(error.to_string()).into_problem(),
        }
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.add_error(ErrorAnswer {
            detail: Some("there is no such file".to_owned()),
            ..ErrorAnswer::new(404, "file_not_found")
        });
        Fail::<500>::describe(operation);
    }
}
