//! What is known of a request before anybody has signed in.

use crate::cookie;
use crate::model::{Token, address_subject};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::Extensions;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use samverk_web::AppState;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

/// The visitor's own address, for installations behind a proxy that they trust: the app puts it
/// into the request's extensions. Otherwise the address of the connection counts.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

pub struct Visitor {
    pub address: Option<IpAddr>,
    pub user_agent: String,
    pub token: Option<Token>,
}

impl Visitor {
    /// What the visitor's address is counted as; empty when nothing is known of it.
    pub fn counted_as(&self) -> String {
        self.address.map(address_subject).unwrap_or_default()
    }
}

/// The visitor's address, as far as the request tells it.
pub fn address_in(extensions: &Extensions) -> Option<IpAddr> {
    let told = extensions.get::<ClientAddress>().map(|client| client.0);
    let connected = extensions.get::<ConnectInfo<SocketAddr>>();
    told.or(connected.map(|info| info.0.ip()))
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let user_agent = parts
            .headers
            .get(USER_AGENT)
            .and_then(|value| value.to_str().ok());
        Ok(Self {
            address: address_in(&parts.extensions),
            user_agent: user_agent.unwrap_or_default().to_owned(),
            token: cookie::token_in(&parts.headers, &state.settings),
        })
    }
}
