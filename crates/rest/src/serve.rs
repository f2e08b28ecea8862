//! The rows as a router: the door, the reading of the request, the writing of the answer.

use crate::address::{Address, base};
use crate::codes::{as_told_to, scope_missing, token_needed};
use crate::conditions::Conditions;
use crate::input::Input;
use crate::problem::language_of;
use crate::reply::Reply;
use crate::whom::{Asker, ground_of};
use crate::{Access, Api, Call, Operation, Paging, Refusal, Tag};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{OriginalUri, RawPathParams, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use samverk_foundation::{Actor, Problem, Role, TokenScope};
use samverk_web::{ActionRow, AppState};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// What a request may carry at the most.
const BODY_MAX: usize = 2 * 1024 * 1024;
/// How long an answer may take. Whoever sends a file may take an hour; a stop of a minute ends the connection before.
const TIME: Duration = Duration::from_secs(30);
const UPLOAD_TIME: Duration = Duration::from_secs(60 * 60);

/// The routes of the API, to be nested under [`ROOT`](crate::ROOT). `actions` is the policy of
/// all domains. The actor comes as the extension `Arc<Actor>`; without it everybody is the public.
pub fn router(api: &Arc<Api>, actions: &[ActionRow]) -> Router<AppState> {
    let mut paths: BTreeMap<&'static str, Vec<&Operation>> = BTreeMap::new();
    for operation in api.operations() {
        paths.entry(operation.path).or_default().push(operation);
    }
    let router = paths
        .into_iter()
        .fold(Router::new(), |router, (path, rows)| {
            let methods = rows.iter().map(|row| method_router(api, row, actions));
            let methods = methods.fold(told_methods(&rows), MethodRouter::merge);
            router.route(path, methods)
        });
    router.fallback(|| async { Refusal::from(Problem::not_found()) })
}

/// OPTIONS tells which methods there are.
fn told_methods(rows: &[&Operation]) -> MethodRouter<AppState> {
    let mut names: Vec<&str> = rows.iter().map(|row| row.method.as_str()).collect();
    if names.contains(&"GET") {
        names.push("HEAD");
    }
    names.push("OPTIONS");
    let allowed = names.join(", ");
    on(MethodFilter::OPTIONS, move || {
        let allowed = allowed.clone();
        async move { (StatusCode::NO_CONTENT, [(header::ALLOW, allowed)]) }
    })
}

fn method_router(api: &Arc<Api>, row: &Operation, actions: &[ActionRow]) -> MethodRouter<AppState> {
    let (api, row) = (Arc::clone(api), row.clone());
    let allowed = allowed(&row, actions);
    let filter = match row.method {
        Method::PUT => MethodFilter::PUT,
        Method::POST => MethodFilter::POST,
        Method::DELETE => MethodFilter::DELETE,
        _ => MethodFilter::GET,
    };
    let row = Arc::new(row);
    on(
        filter,
        move |State(state): State<AppState>, parts: RawPathParams, request: Request| {
            let (api, row, allowed) = (Arc::clone(&api), Arc::clone(&row), allowed.clone());
            async move {
                let parts = parts
                    .iter()
                    .map(|(name, value)| (name.to_owned(), value.to_owned()));
                let parts: Vec<(String, String)> = parts.collect();
                let actor = request.extensions().get::<Arc<Actor>>().cloned();
                let asker = Asker {
                    state: state.clone(),
                    actor: actor.unwrap_or_else(|| Arc::new(Actor::Public)),
                    ground: ground_of(&parts),
                };
                let answered = answer(api, &row, &allowed, state, parts, request);
                let limit = if row.takes_file { UPLOAD_TIME } else { TIME };
                match timeout(limit, answered).await {
                    Ok(Ok(response)) => response,
                    Ok(Err(refusal)) => asker.told(refusal, &row, &allowed).await.into_response(),
                    Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
                }
            }
        },
    )
}

/// The roles that may do the operation's action, or the other that leads to it, somewhere.
fn allowed(row: &Operation, actions: &[ActionRow]) -> Vec<Role> {
    let Access::ByAction(_, code) = row.access else {
        return Role::ALL.to_vec();
    };
    let codes = [code, row.other_action];
    let found = actions.iter().filter(|action| codes.contains(&action.code));
    found.flat_map(|action| action.allowed.clone()).collect()
}

async fn answer(
    api: Arc<Api>,
    row: &Operation,
    allowed: &[Role],
    state: AppState,
    parts: Vec<(String, String)>,
    request: Request,
) -> Result<Response, Refusal> {
    let (mut head, body) = request.into_parts();
    let actor = head.extensions.get::<Arc<Actor>>().cloned();
    let actor = actor.unwrap_or_else(|| Arc::new(Actor::Public));
    let told = |refusal: Refusal, actor: &Actor| {
        let is_person = *actor != Actor::Public;
        refusal.map(move |problem| as_told_to(problem, is_person))
    };
    let_in(row.access, allowed, &actor)?;
    if parts.iter().any(|(_, value)| value.contains('\0')) {
        return Err(Problem::not_found().into());
    }
    let path = match head.extensions.get::<OriginalUri>() {
        Some(original) => original.path().to_owned(),
        None => head.uri.path().to_owned(),
    };
    let query = form_urlencoded::parse(head.uri.query().unwrap_or_default().as_bytes());
    let query: Vec<(String, String)> = query.into_owned().collect();
    let (body, unread) = match &row.body {
        Some(_) if row.takes_file => (Default::default(), body),
        Some(_) => (read(body).await?, Body::empty()),
        None => Default::default(),
    };
    let mut unread = Request::new(unread);
    unread.headers_mut().clone_from(&head.headers);
    unread.extensions_mut().clone_from(&head.extensions);
    let mut input = Input {
        body,
        unread,
        key: parts.last().map(|(_, value)| value.clone()),
        query: query.clone(),
        headers: head.headers.clone(),
        taken: Vec::new(),
    };
    let reads_list = row.is_list() && row.method == Method::GET;
    let paging = match reads_list {
        true => input.take_paging()?,
        false => Paging::default(),
    };
    let conditions = Conditions::of(&head.headers);
    let call = Call {
        address: Address::new(base(&state.settings, &head.extensions), &path, &query),
        state,
        actor: Arc::clone(&actor),
        paging,
        language: language_of(&head.headers),
        api,
        conditions: conditions.clone(),
        parts,
        headers: std::mem::take(&mut head.headers),
        extensions: head.extensions,
    };
    let reply = (row.handler)(call, input).await;
    let reply = reply.map_err(|refusal| told(refusal, &actor))?;
    Ok(written(reply, row, &conditions, &actor))
}

/// Whoever has none of the roles anywhere is turned away before anything is read of the request.
fn let_in(access: Access, allowed: &[Role], actor: &Actor) -> Result<(), Refusal> {
    let scope = match access {
        Access::Open => return Ok(()),
        Access::Reading(_) if *actor == Actor::Public => return Ok(()),
        Access::ByAction(..) if *actor == Actor::Public => return Err(token_needed().into()),
        Access::Reading(scope) | Access::ByAction(scope, _) => scope,
    };
    if !holds(actor, scope) {
        return Err(scope_missing(scope.code()).into());
    }
    match actor
        .roles_at_the_door()
        .any(|role| allowed.contains(&role))
    {
        true => Ok(()),
        false => Err(Problem::forbidden().into()),
    }
}

/// Only a token's scopes count: nobody comes here with a session.
pub(crate) fn holds(actor: &Actor, scope: TokenScope) -> bool {
    let token = actor.person().and_then(|person| person.token.as_ref());
    token.is_some_and(|token| token.allows(scope))
}

async fn read(body: Body) -> Result<axum::body::Bytes, Refusal> {
    let read = to_bytes(body, BODY_MAX).await;
    read.map_err(|_| Problem::too_large("body_too_large").into())
}

fn written(reply: Reply, row: &Operation, conditions: &Conditions, actor: &Actor) -> Response {
    if let Some(mut whole) = reply.whole {
        set_caching(&mut whole, actor);
        return whole;
    }
    let body = reply.body.map(|body| body.to_string());
    let is_get = row.method == Method::GET;
    let tag = match (reply.tag, &body) {
        (None, Some(body)) if is_get => Some(Tag::of(body)),
        (tag, _) => tag,
    };
    let has_it = is_get && tag.as_ref().is_some_and(|tag| conditions.already_has(tag));
    let mut response = match (has_it, body) {
        (true, _) => StatusCode::NOT_MODIFIED.into_response(),
        (false, Some(body)) => {
            let kind = [(header::CONTENT_TYPE, "application/json")];
            (reply.status, kind, body).into_response()
        }
        (false, None) => reply.status.into_response(),
    };
    set_caching(&mut response, actor);
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    if let Some(tag) = tag {
        set(header::ETAG, tag.as_str());
    }
    if let Some(location) = reply.location {
        set(header::LOCATION, &location);
    }
    response
}

/// The same address may answer differently to others.
fn set_caching(response: &mut Response, actor: &Actor) {
    let caching = match actor {
        Actor::Public => "no-cache",
        Actor::Person(_) | Actor::System(_) => "no-cache, private",
    };
    let varying = "Authorization, Forwarded, Accept-Language";
    for (name, value) in [(header::CACHE_CONTROL, caching), (header::VARY, varying)] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
}
