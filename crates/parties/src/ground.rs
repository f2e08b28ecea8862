//! A collaboration as the ground on which described things hang.

use crate::actions::settle;
use crate::api::{COLLABORATION as PARAMETER, READ, WRITE};
use crate::{Scope, store};
use samverk_database::Tx;
use samverk_fields::{FieldType, Value};
use samverk_foundation::{Actor, CollaborationId, Problem, Role, Roles};
use samverk_kept::{Ground, GroundKind, Later, part};
use samverk_web::{Ui, Visibility};
use std::sync::Arc;
use uuid::Uuid;

pub static COLLABORATION: GroundKind = GroundKind {
    web: "/samverkan/{collaboration}",
    api: "/collaborations/{collaboration}",
    scopes: [READ, WRITE],
    column: Some("collaboration_id"),
    folder: "collaborations/{collaboration}",
    find: |tx, actor, parts| {
        let key = part(parts, PARAMETER.name);
        Box::pin(async move { Ok(Arc::new(Scope::find(tx, actor, key).await?) as Arc<dyn Ground>) })
    },
    by_id: |tx, id| Box::pin(seen_by_a_stranger(tx, CollaborationId(id))),
};

/// The collaboration itself is enough: nobody's roles are asked for.
async fn seen_by_a_stranger(
    tx: &Tx,
    id: CollaborationId,
) -> Result<Option<Arc<dyn Ground>>, Problem> {
    let found = store::find_collaborations(tx, &[id]).await?;
    let scope = |collaboration| Scope {
        collaboration,
        members: Vec::new(),
        roles: Roles::of(&[Role::Public]),
        today: tx.today(),
    };
    let found = found.into_iter().next().map(scope);
    Ok(found.map(|scope| Arc::new(scope) as Arc<dyn Ground>))
}

/// How far the collaboration reaches, with which new forms begin.
pub(crate) async fn reach_of(tx: &Tx, at: &dyn Ground) -> Result<Value, Problem> {
    let ids: Vec<CollaborationId> = at.collaboration().into_iter().collect();
    let found = store::find_collaborations(tx, &ids).await?;
    let reach = found.first().map(|one| one.reach.write());
    Ok(reach.unwrap_or_default())
}

impl Ground for Scope {
    fn id(&self) -> Uuid {
        self.collaboration.id.0
    }

    fn name(&self) -> &str {
        &self.collaboration.name
    }

    fn collaboration(&self) -> Option<CollaborationId> {
        Some(self.collaboration.id)
    }

    fn roles(&self) -> &Roles {
        &self.roles
    }

    fn visibility(&self) -> Visibility {
        Visibility::of(self.collaboration.published)
    }

    fn href(&self, rest: &str) -> String {
        Self::href(self, rest)
    }

    fn api(&self, rest: &str) -> String {
        format!("/collaborations/{}{rest}", self.collaboration.key)
    }

    fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.collaboration.folder())
    }

    fn ui(&self, ui: Ui) -> Ui {
        Self::ui(self, ui)
    }

    fn went_through<'a>(
        &'a self,
        tx: &'a Tx,
        actor: &'a Actor,
        file: &'a str,
    ) -> Later<'a, Result<(), Problem>> {
        Box::pin(settle(tx, actor, self, file))
    }
}
