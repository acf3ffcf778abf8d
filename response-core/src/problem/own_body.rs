//! [`Problem::model`]: an error whose body is a model of its own.

use http::HeaderValue;

use super::details::Problem;
use super::format::{ErrorFormat, RenderedProblem};
use super::logged::logged;
use crate::json;
use crate::model::{ResponseModel, to_vec};

const JSON: &str = "application/json";

impl Problem {
    /// Sets the body: this model as `application/json`, in place of the problem document and of the app's [`ErrorFormat`].
    /// The status, the headers and the log stay those of the problem.
    ///
    /// `#[response(status = 402, model = InsufficientFunds)]` on a variant does this, and documents it. For an error that
    /// implements [`ErrorResponse`](crate::ErrorResponse) by hand:
    ///
    /// ```
    /// use http::StatusCode;
    /// use steadfast::describe::{Content, ErrorAnswer, Operation};
    /// use steadfast::model::policy::{Everything, Selection};
    /// use steadfast::prelude::*;
    ///
    /// #[derive(ResponseModel)]
    /// struct Balance {
    ///     balance: u32,
    /// }
    ///
    /// struct InsufficientFunds(Balance);
    ///
    /// impl ErrorResponse for InsufficientFunds {
    ///     fn into_problem(self) -> Problem {
    ///         Problem::new(StatusCode::PAYMENT_REQUIRED).code("insufficient_funds").model(&self.0)
    ///     }
    ///
    ///     fn describe(operation: &mut Operation<'_>) {
    ///         let schema = operation.schemas.response(Balance::shape(), Selection::of::<Everything>());
    ///         let mut answer = ErrorAnswer::new(402, "insufficient_funds");
    ///         answer.body = Some(Content::new("application/json", schema));
    ///         operation.add_error(answer);
    ///     }
    /// }
    ///
    /// let response = InsufficientFunds(Balance { balance: 30 }).into_problem().into_response();
    /// assert_eq!(response.status(), 402);
    /// assert_eq!(response.headers()["content-type"], "application/json");
    /// ```
    ///
    /// A model that cannot be written makes it a logged 500, as it does for a success.
    #[must_use]
    pub fn model<M: ResponseModel>(self, model: &M) -> Self {
        self.model_as(JSON, model)
    }

    /// Sets the body as [`model`](Self::model) does, with a media type whose content is JSON: `application/vnd.x+json`.
    #[must_use]
    pub fn model_as<M: ResponseModel>(self, media_type: &'static str, model: &M) -> Self {
        self.written(media_type, to_vec(model))
    }

    pub(crate) fn written(
        self,
        media_type: &'static str,
        written: Result<Vec<u8>, json::Error>,
    ) -> Self {
        match written {
            Ok(bytes) => self.body(RenderedProblem {
                media_type: HeaderValue::from_str(media_type)
                    .unwrap_or(HeaderValue::from_static(JSON)),
                body: bytes.into(),
            }),
            Err(error) => {
                let code = self.code.as_deref().unwrap_or_default();
                let error =
                    format_args!("the model of the error `{code}` could not be written: {error}");
                logged(Self::untold(), &error)
            }
        }
    }

    /// The body: the model of the problem itself, or else the problem in its own format, or else in that of the app.
    pub(crate) fn rendered(&self, of_the_app: &ErrorFormat) -> RenderedProblem {
        match &self.body {
            Some(own) => own.clone(),
            None => self.format.as_ref().unwrap_or(of_the_app).render(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    #[test]
    fn a_model_is_sent_in_any_format() {
        let problem = Problem::new(StatusCode::PAYMENT_REQUIRED)
            .detail("not enough")
            .format(ErrorFormat::Detail)
            .model_as("application/vnd.shop+json", &vec![30]);
        let rendered = problem.rendered(&ErrorFormat::Structured);
        assert_eq!(rendered.body, "[30]");
        assert_eq!(rendered.media_type, "application/vnd.shop+json");
    }

    #[test]
    fn a_model_that_cannot_be_written_is_a_server_error() {
        let problem = Problem::new(StatusCode::PAYMENT_REQUIRED).model(&f64::NAN);
        assert_eq!((problem.status.as_u16(), &problem.body), (500, &None));
    }
}
