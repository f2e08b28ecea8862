//! Routes as rows: from them come the router and the test that no route lacks a policy.

use crate::file_name::name_files;
use crate::sent_form::as_its_writer;
use crate::{
    AppState, Failure, FindAskedPlace, FindPictures, FirstStep, MenuPlace, Panel, SearchSource,
    SearchedThing, TextSource, ThingColumns, ThingKind, ThingPanel, ToldField, ToldForm,
};
use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use samverk_database::Migration;
use samverk_foundation::{Actor, Problem, ProblemKind, Role, TokenScope};
use std::sync::Arc;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Everybody. What is not published is still not shown.
    Public,
    /// Whoever is signed in: their own matters.
    SignedIn,
    /// Whoever may do this action, by its code in the domain's policy. The door asks for the role
    /// anywhere; the action itself asks for it here.
    Action(&'static str),
}

#[derive(Clone)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub policy: Policy,
    /// Reads a body of any size itself, a piece at a time.
    pub takes_files: bool,
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
            takes_files: false,
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
            takes_files: false,
            handler: post(handler),
        }
    }

    #[must_use]
    pub fn taking_files(self) -> Self {
        Self {
            takes_files: true,
            ..self
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
    /// Its places in every collaboration's menu.
    pub places: Vec<MenuPlace>,
    /// Its places in every party's menu.
    pub party_places: Vec<MenuPlace>,
    /// Its places in the menu of the administration, by their whole address.
    pub administration: Vec<MenuPlace>,
    /// On every collaboration's page, in the order of their numbers.
    pub panels: Vec<(u16, Panel)>,
    /// Its steps on the way to a collaboration that stands.
    pub first_steps: &'static [FirstStep],
    /// Its things on which files, comments and followers can hang.
    pub things: Vec<ThingKind>,
    /// What it shows on the page of every such thing.
    pub thing_panels: Vec<ThingPanel>,
    /// What it tells of such things in tables of them.
    pub thing_columns: Vec<ThingColumns>,
    pub search: Vec<SearchSource>,
    pub searched_things: Vec<SearchedThing>,
    /// What the fields of its kept things hold.
    pub told_fields: &'static [ToldField],
    /// The forms of what is described once.
    pub told_forms: Vec<ToldForm>,
    /// Finds whom to ask about a collaboration or party. One module has it.
    pub asked_place: Option<FindAskedPlace>,
    /// Finds the pictures that the texts of a thing may show. One module has it.
    pub pictures: Option<FindPictures>,
    /// What tokens may be used for here.
    pub scopes: &'static [TokenScope],
}

impl Module {
    pub fn router(&self) -> Router<AppState> {
        self.router_of(false).merge(self.router_of(true))
    }

    /// The routes that take files, or all the others.
    pub fn router_of(&self, takes_files: bool) -> Router<AppState> {
        let those = self.routes.iter();
        let those = those.filter(|row| row.takes_files == takes_files);
        those.fold(Router::new(), |router, row| {
            let handler = match row.policy {
                Policy::Public => row.handler.clone(),
                Policy::SignedIn => row.handler.clone().layer(from_fn(signed_in_only)),
                Policy::Action(code) => {
                    let allowed = self.allowed(code);
                    let door = move |request: Request, next: Next| {
                        let allowed = allowed.clone();
                        async move { let_in(&allowed, request, next).await }
                    };
                    row.handler.clone().layer(from_fn(door))
                }
            };
            let handler = match row.method == Method::GET {
                true => handler.layer(from_fn(name_files)),
                false => handler,
            };
            router.route(row.path, handler)
        })
    }

    /// The roles that may do an action somewhere; nobody when the code has no row.
    fn allowed(&self, code: &str) -> Vec<Role> {
        let row = self.actions.iter().find(|row| row.code == code);
        row.map(|row| row.allowed.clone()).unwrap_or_default()
    }
}

fn actor_of(request: &Request) -> Arc<Actor> {
    let actor = request.extensions().get::<Arc<Actor>>().cloned();
    actor.unwrap_or_else(|| Arc::new(Actor::Public))
}

async fn signed_in_only(request: Request, next: Next) -> Response {
    let actor = actor_of(&request);
    match as_its_writer(&actor, request).await {
        Ok(request) => next.run(request).await,
        Err(answer) => answer,
    }
}

/// Whoever has none of the roles anywhere is turned away before anything is read of the request. What is
/// refused further in is told with the roles of the route, when nothing nearer is known.
async fn let_in(allowed: &[Role], request: Request, next: Next) -> Response {
    let actor = actor_of(&request);
    let is_allowed = |role| allowed.contains(&role);
    let is_known = *actor != Actor::Public;
    if is_known && !actor.roles_at_the_door().any(is_allowed) {
        return Failure(Problem::forbidden().open_to(is_allowed)).into_response();
    }
    let request = match as_its_writer(&actor, request).await {
        Ok(request) => request,
        Err(answer) => return answer,
    };
    let mut response = next.run(request).await;
    if let Some(Failure(problem)) = response.extensions_mut().get_mut::<Failure>()
        && problem.kind == ProblemKind::Forbidden
        && problem.roles().is_empty()
    {
        *problem = problem.clone().open_to(is_allowed);
    }
    response
}
