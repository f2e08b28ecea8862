//! The installation itself as a ground: what hangs on it belongs to no collaboration. Everybody may know
//! of it, and whoever has a role anywhere has it here.

use crate::ground::FoundGround;
use crate::{Ground, GroundKind};
use samverk_foundation::{Actor, CollaborationId, Role, Roles, TokenScope};
use samverk_web::{Ui, Visibility};
use std::sync::Arc;
use uuid::Uuid;

/// The installation as somebody sees it.
pub struct Installation {
    roles: Roles,
}

impl Installation {
    pub fn seen_by(actor: &Actor) -> Self {
        Self {
            roles: actor.all_roles(),
        }
    }

    /// The sort of ground, with what tokens need to read and to write a domain's kinds there.
    pub const fn ground(scopes: [TokenScope; 2]) -> GroundKind {
        GroundKind {
            web: "",
            api: "",
            scopes,
            column: None,
            folder: "",
            find: |_, actor, _| Box::pin(async move { found(Self::seen_by(actor)) }),
            by_id: |_, _| {
                let roles = Roles::of(&[Role::Public]);
                Box::pin(async move { found(Self { roles }).map(Some) })
            },
        }
    }
}

fn found(installation: Installation) -> FoundGround {
    Ok(Arc::new(installation))
}

impl Ground for Installation {
    fn id(&self) -> Uuid {
        Uuid::nil()
    }

    fn name(&self) -> &'static str {
        "Samverk"
    }

    /// What belongs to no collaboration is nowhere in particular.
    fn place(&self) -> &'static str {
        ""
    }

    fn collaboration(&self) -> Option<CollaborationId> {
        None
    }

    fn roles(&self) -> &Roles {
        &self.roles
    }

    fn visibility(&self) -> Visibility {
        Visibility::Public
    }

    fn href(&self, rest: &str) -> String {
        rest.to_owned()
    }

    fn api(&self, rest: &str) -> String {
        rest.to_owned()
    }

    fn file(&self, name: &str) -> String {
        name.to_owned()
    }

    fn ui(&self, ui: Ui) -> Ui {
        ui
    }
}
