//! Routes as rows: from them come the router and the test that no route lacks a policy.

use crate::{AppState, Failure, Panel, Tab, TextSource};
use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use samverk_database::Migration;
use samverk_foundation::{Actor, Problem, Role};
use std::sync::Arc;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Everybody. What is not published is still not shown.
    Public,
    /// Whoever is signed in: their own matters.
    SignedIn,
    /// Whoever may do this action, by its code in a domain's policy. The door only asks that
    /// somebody is signed in; the action itself asks who.
    Action(&'static str),
}

#[derive(Clone)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub policy: Policy,
    handler: MethodRouter<AppState>,
}

impl Route {
    pub fn get<H, T>(path: &'static str, policy: Policy, handler: H) -> Self
    where
        H: axum::handler::Handler<T, AppState>,
        T: 'static,
    {
        Self {
            method: Method::GET,
            path,
            policy,
            handler: get(handler),
        }
    }

    pub fn post<H, T>(path: &'static str, policy: Policy, handler: H) -> Self
    where
        H: axum::handler::Handler<T, AppState>,
        T: 'static,
    {
        Self {
            method: Method::POST,
            path,
            policy,
            handler: post(handler),
        }
    }
}

/// One row of the role × action table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRow {
    pub code: &'static str,
    pub allowed: Vec<Role>,
}

/// What a domain gives the house.
#[derive(Clone, Default)]
pub struct Module {
    pub name: &'static str,
    pub routes: Vec<Route>,
    pub actions: Vec<ActionRow>,
    pub texts: Vec<TextSource>,
    pub migrations: &'static [Migration],
    pub tabs: Vec<Tab>,
    pub panels: Vec<Panel>,
}

impl Module {
    pub fn router(&self) -> Router<AppState> {
        self.routes.iter().fold(Router::new(), |router, row| {
            let handler = match row.policy {
                Policy::Public => row.handler.clone(),
                Policy::SignedIn | Policy::Action(_) => {
                    row.handler.clone().layer(from_fn(signed_in_only))
                }
            };
            router.route(row.path, handler)
        })
    }
}

async fn signed_in_only(request: Request, next: Next) -> Response {
    let actor = request.extensions().get::<Arc<Actor>>();
    match actor.is_some_and(|actor| **actor != Actor::Public) {
        true => next.run(request).await,
        false => Failure(Problem::sign_in_needed()).into_response(),
    }
}
