//! The REST API's ground: operations as rows, from which come both the router and the OpenAPI
//! document, so that nothing can be undocumented. Knows no domain; each domain's `api()` gives
//! its [`Resource`]s and the app mounts them with [`router`] under [`ROOT`].

mod address;
mod api;
mod call;
mod codes;
mod conditions;
mod handler;
mod input;
mod list;
mod misread;
mod openapi;
mod operation;
mod page;
mod problem;
mod refusal;
mod reply;
mod sentence;
mod serve;
mod tag;
mod trace;
mod upload;
mod values;
mod whom;
mod withdrawal;
mod words;

pub use api::{Api, Parameter, Resource};
pub use call::{Call, Paging};
pub use codes::STATUSES;
pub use handler::NoQuery;
pub use openapi::{API_RELEASED, API_VERSION, document};
pub use operation::{Access, Operation, Shape};
pub use page::module;
pub use problem::problems_as_json;
pub use refusal::Refusal;
pub use reply::{Answer, Bytes, Described, Found, Linked, Page, Representation, Saved};
pub use samverk_fields::{Expected, Reason, plain_decimal};
pub use serve::router;
pub use tag::Tag;
pub use trace::{trace_context, trace_id};
pub use upload::uploaded;
pub use values::{Amount, Date, KeySchema, Moment, ReadOnly, Title, Word};
pub use withdrawal::{AdoptionWithdrawal, Reopening};

/// Where the API lies.
pub const ROOT: &str = "/api/v1";
