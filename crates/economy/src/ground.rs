//! A collaboration as the ground on which the described things of the economy hang.

use crate::api::{READ, WRITE};
use crate::reads::tables_read;
use crate::visible::visible_models;
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, Key, Problem, Roles};
use samverk_kept::{Ground, GroundKind, Later};
use samverk_parties::{COLLABORATION, Scope};
use samverk_web::{Ui, Visibility};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// A collaboration as one actor sees it, with what others than its people read there.
pub struct EconomyScope {
    pub scope: Scope,
    /// The tables that published models read, for whoever sees no others.
    pub read_by_others: Option<BTreeSet<Key>>,
}

pub static ECONOMY: GroundKind = GroundKind {
    scopes: [READ, WRITE],
    find: |tx, actor, parts| {
        Box::pin(async move { seen(tx, (COLLABORATION.find)(tx, actor, parts).await?).await })
    },
    by_id: |tx, id| {
        Box::pin(async move {
            match (COLLABORATION.by_id)(tx, id).await? {
                Some(at) => Ok(Some(seen(tx, at).await?)),
                None => Ok(None),
            }
        })
    },
    ..COLLABORATION
};

async fn seen(tx: &Tx, at: Arc<dyn Ground>) -> Result<Arc<dyn Ground>, Problem> {
    Ok(Arc::new(
        EconomyScope::of(tx, Scope::clone(at.known()?)).await?,
    ))
}

impl EconomyScope {
    pub async fn of(tx: &Tx, scope: Scope) -> Result<Self, Problem> {
        let read_by_others = match scope.sees_drafts() {
            true => None,
            false => {
                let models = visible_models(tx, &scope).await?;
                Some(
                    models
                        .iter()
                        .flat_map(|one| tables_read(&one.model))
                        .collect(),
                )
            }
        };
        Ok(Self {
            scope,
            read_by_others,
        })
    }
}

impl Ground for EconomyScope {
    fn id(&self) -> Uuid {
        self.scope.id()
    }

    fn name(&self) -> &str {
        self.scope.name()
    }

    fn collaboration(&self) -> Option<CollaborationId> {
        self.scope.collaboration()
    }

    fn roles(&self) -> &Roles {
        self.scope.roles()
    }

    fn visibility(&self) -> Visibility {
        self.scope.visibility()
    }

    fn href(&self, rest: &str) -> String {
        self.scope.href(rest)
    }

    fn api(&self, rest: &str) -> String {
        self.scope.api(rest)
    }

    fn file(&self, name: &str) -> String {
        self.scope.file(name)
    }

    fn ui(&self, ui: Ui) -> Ui {
        Ground::ui(&self.scope, ui)
    }

    fn went_through<'a>(
        &'a self,
        tx: &'a Tx,
        actor: &'a Actor,
        file: &'a str,
    ) -> Later<'a, Result<(), Problem>> {
        self.scope.went_through(tx, actor, file)
    }
}
