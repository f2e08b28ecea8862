use crate::Reason;
use crate::codes::status;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use samverk_foundation::{Problem, Problems};
use samverk_web::WhomToAsk;

/// Why a request is not done. Becomes `application/problem+json` on its way out.
#[derive(Clone, Debug)]
pub struct Refusal {
    problems: Vec<Problem>,
    /// The places are query parameters instead of fields of the body.
    in_query: bool,
    /// For who is missing a right.
    whom: Option<Box<WhomToAsk>>,
}

impl Refusal {
    /// The parameter is not what it should be: `parameter_invalid`, 400. Without a name it is the
    /// whole query.
    pub fn parameter(name: &str, reason: impl Into<Reason>) -> Self {
        Self {
            problems: vec![reason.into().in_query(name)],
            in_query: true,
            whom: None,
        }
    }

    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    pub(crate) fn asking(self, whom: WhomToAsk) -> Self {
        let whom = Some(Box::new(whom));
        Self { whom, ..self }
    }

    pub(crate) fn whom_to_ask(&self) -> Option<&WhomToAsk> {
        self.whom.as_deref()
    }

    pub(crate) fn is_in_query(&self) -> bool {
        self.in_query
    }

    /// The problem that gives status and code.
    pub fn first(&self) -> Problem {
        let first = self.problems.first().cloned();
        first.unwrap_or_else(|| Problem::internal("a refusal without a problem"))
    }

    pub fn status(&self) -> u16 {
        status(&self.first())
    }

    pub(crate) fn map(mut self, change: impl Fn(Problem) -> Problem) -> Self {
        self.problems = self.problems.into_iter().map(change).collect();
        self
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Problems::from(problem).into()
    }
}

impl From<Problems> for Refusal {
    fn from(problems: Problems) -> Self {
        Self {
            problems: problems.0,
            in_query: false,
            whom: None,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status());
        let mut response = status
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response();
        response.extensions_mut().insert(self);
        response
    }
}
