use crate::address::Address;
use crate::codes::scope_missing;
use crate::conditions::Conditions;
use crate::serve::holds;
use crate::{Api, Refusal, Tag};
use axum::http::HeaderMap;
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Language, Problem, TokenScope};
use samverk_web::{AppState, Ui};
use std::sync::Arc;

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// 1–100.
    pub limit: u64,
    pub offset: u64,
}

impl Paging {
    pub const LIMIT: u64 = 20;
    pub const LIMIT_MAX: u64 = 100;
    pub const OFFSET_MAX: u64 = 1_000_000_000;
}

impl Default for Paging {
    fn default() -> Self {
        Self {
            limit: Self::LIMIT,
            offset: 0,
        }
    }
}

/// A request on its way to an operation: who asks, the keys in the address, the conditions.
#[derive(Clone)]
pub struct Call {
    pub state: AppState,
    pub actor: Arc<Actor>,
    pub paging: Paging,
    /// Of sentences in the answer, by `Accept-Language`.
    pub language: Language,
    pub(crate) api: Arc<Api>,
    pub(crate) address: Address,
    pub(crate) conditions: Conditions,
    pub(crate) parts: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) extensions: axum::http::Extensions,
}

impl Call {
    /// A transaction for reading.
    pub async fn read(&self) -> Result<Tx, Refusal> {
        Ok(self.state.db.read().await?)
    }

    /// A transaction for writing; the operation commits it.
    pub async fn begin(&self, name: &'static str) -> Result<Tx, Refusal> {
        Ok(self.state.db.begin(name).await?)
    }

    /// The texts in the client's language, for answers with sentences in them.
    pub fn ui(&self) -> Ui {
        let (state, actor) = (self.state.clone(), Arc::clone(&self.actor));
        Ui::new(state, self.language, actor, "")
    }

    /// A part of the address, by its name in the row's path.
    pub fn part(&self, name: &str) -> &str {
        let found = self.parts.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// All parts of the address, by their names in the row's path.
    pub fn parts(&self) -> &[(String, String)] {
        &self.parts
    }

    /// A part of the address that is a key. Fails with `not_found`, as nothing has another key.
    pub fn key(&self, name: &str) -> Result<Key, Refusal> {
        Key::parse(self.part(name)).map_err(|_| Problem::not_found().into())
    }

    /// A part of the address that is a year, 1800–2200. Fails with `not_found`.
    pub fn year(&self, name: &str) -> Result<i32, Refusal> {
        let year = self.part(name).parse().ok();
        let year = year.filter(|year| (1800..=2200).contains(year));
        year.ok_or_else(|| Problem::not_found().into())
    }

    /// Asks for one more scope than the operation's own. Fails with `token_scope_missing`.
    pub fn require_scope(&self, scope: TokenScope) -> Result<(), Refusal> {
        match holds(&self.actor, scope) {
            true => Ok(()),
            false => Err(scope_missing(scope.code()).into()),
        }
    }

    /// What was asked beside the address: for bytes, which of them.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What the app has layered on the router.
    pub fn extension<T: Clone + Send + Sync + 'static>(&self) -> Result<T, Refusal> {
        let missing = || Problem::internal("an extension is not layered on the router").into();
        self.extensions.get::<T>().cloned().ok_or_else(missing)
    }

    /// Whether a write may go on over what stands now, none when there is nothing yet.
    /// Fails with `precondition_required` (428), `changed_meanwhile` (412), `if_match_unquoted` (400)
    /// or `if_match_weak` (412).
    pub fn allow_write(&self, current: Option<&Tag>) -> Result<(), Refusal> {
        self.conditions.allow_write(current)
    }
}
