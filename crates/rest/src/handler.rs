//! A typed function as the handler of a row: reads what it takes, writes what it answers.

use crate::input::Input;
use crate::operation::plural_of;
use crate::reply::{Answer, Asked, Reply};
use crate::{Call, Refusal};
use axum::extract::Request;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

type Handled = Pin<Box<dyn Future<Output = Result<Reply, Refusal>> + Send>>;
pub(crate) type Handler = Arc<dyn Fn(Call, Input) -> Handled + Send + Sync>;

pub(crate) fn asked(call: &Call, plural: &str) -> Asked {
    Asked {
        address: call.address.clone(),
        paging: call.paging,
        plural: plural.to_owned(),
    }
}

pub(crate) fn without_body<A, F, R>(handler: F) -> Handler
where
    A: Answer + 'static,
    F: Fn(Call) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<A, Refusal>> + Send + 'static,
{
    Arc::new(move |call, input| {
        let (handler, asked) = (handler.clone(), asked(&call, ""));
        Box::pin(async move {
            let NoQuery {} = input.query()?;
            handler(call).await?.reply(&asked)
        })
    })
}

pub(crate) fn with_body<B, A, F, R>(path: &'static str, handler: F) -> Handler
where
    B: DeserializeOwned + Send + 'static,
    A: Answer + 'static,
    F: Fn(Call, B) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<A, Refusal>> + Send + 'static,
{
    let plural = plural_of(path);
    Arc::new(move |call, input| {
        let (handler, asked) = (handler.clone(), asked(&call, &plural));
        Box::pin(async move {
            let NoQuery {} = input.query()?;
            handler(call, input.body()?).await?.reply(&asked)
        })
    })
}

/// The request goes to the handler with its body unread.
pub(crate) fn with_upload<A, F, R>(handler: F) -> Handler
where
    A: Answer + 'static,
    F: Fn(Call, Request) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<A, Refusal>> + Send + 'static,
{
    Arc::new(move |call, input| {
        let (handler, asked) = (handler.clone(), asked(&call, ""));
        Box::pin(async move {
            let NoQuery {} = input.query()?;
            handler(call, input.unread).await?.reply(&asked)
        })
    })
}

/// The query of a list that offers no choices.
#[derive(Debug, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoQuery {}
