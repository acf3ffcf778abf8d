//! The types and functions that `#[derive(ErrorResponse)]` emits code for. Not for users.

mod body;
mod delay;
mod precondition;
mod probes;

pub use body::{Sends, SendsNothing, offered};
pub use delay::{Delays, NotADelay, RetryDelay};
pub use precondition::{Another, DeclaredAgain, DeclaredOnce, Held, NotAPrecondition};
pub use probes::{Cause, LikeAnyhow, Message, Nested, NoCause, NoSources, NotNested, Sources};

use std::any::type_name;
use std::error::Error;
use std::fmt::{self, Write};

use http::StatusCode;
use http::header::RETRY_AFTER;
use serde_json::Value;

use crate::contract::{ErrorAnswer, Header, Operation, meaning};
use crate::json;
use crate::message::log::Chain;
use crate::model::policy::{Everything, Selection};
use crate::model::shape::ShapeFn;
use crate::problem::{ErrorFormat, ErrorSource, Problem, logged};

/// The declaration of a variant, from which the problem and the entry in the document are made.
#[derive(Debug, Clone, Copy)]
pub struct Declared {
    status: u16,
    code: &'static str,
    title: Option<&'static str>,
    type_uri: Option<&'static str>,
    description: Option<&'static str>,
    example: Option<&'static str>,
    headers: &'static [(&'static str, &'static str)],
    detail: Detail,
    format: Option<fn() -> ErrorFormat>,
}

/// The `detail` that the client sees of an occurrence.
#[derive(Debug, Clone, Copy)]
enum Detail {
    Message,
    Text(&'static str),
    Withheld,
}

impl Declared {
    /// A declaration with a status and a code.
    #[must_use]
    pub const fn new(status: u16, code: &'static str) -> Self {
        Self {
            status,
            code,
            title: None,
            type_uri: None,
            description: None,
            example: None,
            headers: &[],
            detail: Detail::Message,
            format: None,
        }
    }

    /// Sets the title: `title = ".."`.
    #[must_use]
    pub const fn title(mut self, title: &'static str) -> Self {
        self.title = Some(title);
        self
    }

    /// Sets the type: `type = ".."`.
    #[must_use]
    pub const fn type_uri(mut self, uri: &'static str) -> Self {
        self.type_uri = Some(uri);
        self
    }

    /// Sets the description: the doc comment.
    #[must_use]
    pub const fn description(mut self, description: &'static str) -> Self {
        self.description = Some(description);
        self
    }

    /// Sets the example of the detail: `#[error("..")]`.
    #[must_use]
    pub const fn example(mut self, example: &'static str) -> Self {
        self.example = Some(example);
        self
    }

    /// Sets static headers: `header("X-Name" = "value")`, `challenge = ".."`.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the detail: `detail = ".."`.
    #[must_use]
    pub const fn detail(mut self, text: &'static str) -> Self {
        self.detail = Detail::Text(text);
        self
    }

    /// Leaves the detail out: `detail = false`.
    #[must_use]
    pub const fn without_detail(mut self) -> Self {
        self.detail = Detail::Withheld;
        self
    }

    /// Sets the format: `format = ..`.
    #[must_use]
    pub const fn format(mut self, format: fn() -> ErrorFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// Creates a client error, whose message the client sees.
    #[must_use]
    pub fn told(&self, message: &dyn fmt::Display) -> Occurrence {
        let problem = self.problem();
        Occurrence::of(match self.detail {
            Detail::Message => {
                // Most messages are not longer.
                let mut detail = String::with_capacity(64);
                let _ = write!(detail, "{message}");
                problem.detail(detail)
            }
            Detail::Text(_) | Detail::Withheld => problem,
        })
    }

    /// Creates a client error whose body is a model: the client does not see its message.
    #[must_use]
    pub fn answered(&self) -> Occurrence {
        Occurrence::of(self.problem())
    }

    /// Creates a server error, which is logged with its sources and hidden from the client. If the error names no
    /// source, or is not a `std::error::Error`, its field may hold the cause.
    #[must_use]
    pub fn logged(
        &self,
        message: &dyn fmt::Display,
        error: Option<&dyn Error>,
        cause: Option<&dyn Error>,
    ) -> Occurrence {
        let problem = self.problem();
        Occurrence::of(match (error, cause) {
            (Some(error), _) if error.source().is_some() => logged(problem, &Chain(error)),
            (_, Some(cause)) => {
                let message = message.to_string();
                // A message may include its cause: then only the sources of the cause are new.
                if !message.contains(&cause.to_string()) {
                    logged(problem, &format_args!("{message}: {}", Chain(cause)))
                } else if let Some(source) = cause.source() {
                    logged(problem, &format_args!("{message}: {}", Chain(source)))
                } else {
                    logged(problem, &message)
                }
            }
            (_, None) => logged(problem, message),
        })
    }

    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn problem(&self) -> Problem {
        let mut problem = Problem::new(self.status()).code(self.code);
        if let Some(title) = self.title {
            problem = problem.title(title);
        }
        if let Some(uri) = self.type_uri {
            problem = problem.type_uri(uri);
        }
        for (name, value) in self.headers {
            problem = problem.header(*name, *value);
        }
        if let Detail::Text(text) = self.detail {
            problem = problem.detail(text);
        }
        if let Some(format) = self.format {
            problem = problem.format(format());
        }
        problem
    }

    /// Returns the entry of the error in the document.
    #[must_use]
    pub fn described(&self) -> Described {
        let problem = self.problem();
        Described(ErrorAnswer {
            title: problem.title.to_string(),
            type_uri: problem.type_uri.to_string(),
            description: self.description.map(str::to_owned),
            detail: self.example.map(str::to_owned),
            headers: self
                .headers
                .iter()
                .map(|(name, value)| constant_header(name, value))
                .collect(),
            format: problem.format.clone(),
            ..ErrorAnswer::new(self.status, self.code)
        })
    }
}

/// The documentation of a header with a fixed value.
fn constant_header(name: &'static str, value: &'static str) -> Header {
    Header::string(name, meaning(name))
        .schema(serde_json::json!({ "type": "string", "const": value }))
}

/// An error that has occurred.
#[derive(Debug)]
pub struct Occurrence {
    problem: Problem,
    /// Why an extension member could not be written: its name, and the error.
    unwritable: Option<(&'static str, json::Error)>,
}

impl Occurrence {
    fn of(problem: Problem) -> Self {
        Self {
            problem,
            unwritable: None,
        }
    }

    fn with(self, change: impl FnOnce(Problem) -> Problem) -> Self {
        Self {
            problem: change(self.problem),
            ..self
        }
    }

    /// Adds an extension member: `#[response(extension)]`. An unset field is left out, as in every response.
    #[must_use]
    pub fn extension(
        mut self,
        name: &'static str,
        is_omitted: bool,
        value: Result<Value, json::Error>,
    ) -> Self {
        match value {
            _ if is_omitted => self,
            Ok(value) => self.with(|problem| problem.extension(name, value)),
            Err(error) => {
                self.unwritable.get_or_insert((name, error));
                self
            }
        }
    }

    /// Adds a header: `header("X-Name" = field)`, `challenge = field`.
    #[must_use]
    pub fn header(self, name: &'static str, value: &dyn fmt::Display) -> Self {
        self.with(|problem| problem.header(name, value.to_string()))
    }

    /// Adds a challenge: `challenge("Scheme", name = field)` (RFC 9110 section 11.4). Characters that a quoted string
    /// cannot hold become `?`.
    #[must_use]
    pub fn challenge(
        self,
        name: &'static str,
        scheme: &'static str,
        parameters: &[(&'static str, &dyn fmt::Display)],
    ) -> Self {
        let mut challenge = String::from(scheme);
        for (index, (parameter, value)) in parameters.iter().enumerate() {
            challenge.push_str(if index == 0 { " " } else { ", " });
            challenge.push_str(parameter);
            challenge.push_str("=\"");
            for letter in value.to_string().chars() {
                match letter {
                    '"' | '\\' => challenge.extend(['\\', letter]),
                    ' '..='~' => challenge.push(letter),
                    _ => challenge.push('?'),
                }
            }
            challenge.push('"');
        }
        self.with(|problem| problem.header(name, challenge))
    }

    /// Adds `Retry-After`: `retry_after = ..`.
    #[must_use]
    pub fn retry_after(self, delay: &(impl RetryDelay + ?Sized)) -> Self {
        match delay.seconds() {
            Some(seconds) => self.with(|problem| problem.header(RETRY_AFTER, seconds)),
            None => self,
        }
    }

    /// Returns the problem that the client sees: a 500, which is logged, if a member of it cannot be written.
    #[must_use]
    pub fn into_problem(self) -> Problem {
        match self.unwritable {
            None => self.problem,
            Some((name, error)) => {
                let code = self.problem.code.as_deref().unwrap_or_default();
                let error =
                    format_args!("`{name}` of the error `{code}` could not be written: {error}");
                logged(Problem::untold(), &error)
            }
        }
    }
}

/// The entry of an error in the document.
#[derive(Debug)]
pub struct Described(ErrorAnswer);

impl Described {
    /// Adds an extension member: `#[response(extension)]`.
    #[must_use]
    pub fn extension(mut self, name: &'static str, schema: Value, is_always_there: bool) -> Self {
        self.0.extensions.insert(name.to_owned(), schema);
        if is_always_there {
            self.0.required.push(name.to_owned());
        }
        self
    }

    /// Adds a header: `header("X-Name" = field)`, `challenge = field`. It is not required, since an invalid value is
    /// left out.
    #[must_use]
    pub fn header(mut self, name: &'static str) -> Self {
        self.0
            .headers
            .push(Header::string(name, meaning(name)).optional());
        self
    }

    /// Adds a challenge: `challenge("Scheme", name = field)`.
    #[must_use]
    pub fn challenge(mut self, name: &'static str) -> Self {
        self.0.headers.push(Header::string(name, meaning(name)));
        self
    }

    /// Adds `Retry-After`: `retry_after = ..`.
    #[must_use]
    pub fn retry_after(mut self, is_always_there: bool) -> Self {
        self.0.headers.push(Header {
            required: is_always_there,
            schema: serde_json::json!({ "type": "integer", "minimum": 0 }),
            ..Header::string("Retry-After", meaning("retry-after"))
        });
        self
    }

    /// Adds the entry to the document.
    pub fn add_to(self, operation: &mut Operation<'_>) {
        operation.add_error(self.0);
    }
}

/// Says which type declares a problem.
#[must_use]
pub fn by<E: ?Sized>(problem: Problem) -> Problem {
    problem.declared_by(type_name::<E>())
}

/// Says which type declares the errors that are described next. Returns what was said before.
pub fn declaring<E: ?Sized>(operation: &mut Operation<'_>) -> ErrorSource {
    operation.set_error_type(type_name::<E>())
}

/// The problem of an error whose declaration does not compile. It is never sent.
#[must_use]
pub fn unjudged() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Returns the schema of an extension member.
pub fn schema(shape: ShapeFn, operation: &mut Operation<'_>) -> Value {
    operation
        .schemas
        .response(shape(), Selection::of::<Everything>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_makes_the_problem_and_its_documentation() {
        const GONE: Declared = Declared::new(410, "user_gone")
            .title("User gone")
            .example("user {id} is gone")
            .headers(&[("X-Gone", "yes")]);

        let problem = GONE.told(&"user 7 is gone").into_problem();
        assert_eq!(problem.detail.as_deref(), Some("user 7 is gone"));
        assert_eq!(problem.headers["x-gone"], "yes");

        let Described(answer) = GONE.described();
        assert_eq!((answer.status, answer.code.as_str()), (410, "user_gone"));
        assert_eq!(answer.detail.as_deref(), Some("user {id} is gone"));
        assert_eq!(answer.headers[0].name, "X-Gone");
    }

    #[test]
    fn a_server_error_tells_no_message() {
        const BROKEN: Declared = Declared::new(500, "broken");
        let problem = BROKEN.logged(&"secret", None, None).into_problem();
        assert_eq!(problem.detail, None);
    }
}
