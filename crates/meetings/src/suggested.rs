//! What waits for somebody's decision elsewhere in the collaboration, for agendas: drafts that are not adopted, and
//! initiatives at a gate that lacks nothing.

use crate::actions::plain_matter;
use crate::choices::MatterKind;
use crate::keys::free_key;
use crate::matters::{MATTER, Matter};
use crate::meetings::Meeting;
use crate::{actions, store};
use samverk_database::Tx;
use samverk_development::{Initiative, at_gates};
use samverk_economy::{BUDGET, DISTRIBUTION};
use samverk_fields::{KindCode, Known, OneOf, Referable, Reference};
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_goals::PLAN_VERSION;
use samverk_kept::{Held, Seen};
use samverk_parties::Scope;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Something that a body may decide on.
#[derive(Clone, Debug)]
pub(crate) struct Suggested {
    pub thing: Reference,
    /// Key and name of the phase whose gate an initiative is at.
    pub phase: Option<(Key, String)>,
}

impl Suggested {
    /// `plan_version:verksamhetsplan-v2`
    pub fn code(&self) -> String {
        format!("{}:{}", self.thing.kind, self.thing.key)
    }
}

/// What no open matter concerns already. The number of statements is the same however much there is.
pub(crate) async fn suggested(tx: &Tx, scope: &Scope) -> Result<Vec<Suggested>, Problem> {
    let mut all = Vec::new();
    for target in [&PLAN_VERSION, &BUDGET, &DISTRIBUTION] {
        let offered = (target.offered)(tx, scope).await?.into_iter();
        all.extend(offered.map(|thing| Suggested { thing, phase: None }));
    }
    for one in at_gates(tx, scope).await? {
        let initiative = one.initiative;
        all.push(Suggested {
            thing: Reference {
                kind: KindCode::of(Initiative::KIND),
                key: initiative.key.clone(),
                known: Some(Known {
                    id: initiative.id,
                    name: initiative.title.to_string(),
                }),
            },
            phase: Some((one.phase, one.phase_name)),
        });
    }
    let open = store::list_open_matters(tx, scope.collaboration.id).await?;
    let id = |thing: &Reference| thing.known.as_ref().map(|known| known.id);
    let taken = open.iter().filter_map(|one| id(&one.concerns.as_ref()?.to));
    let taken: BTreeSet<Uuid> = taken.collect();
    all.retain(|one| id(&one.thing).is_none_or(|id| !taken.contains(&id)));
    Ok(all)
}

/// Puts those that are named by their codes on the agenda of a meeting, with the titles that they are given. Fails
/// with `not_found` for what waits no longer, and with `meeting_closed`.
pub(crate) async fn take_up_suggested(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    meeting: &Held<Meeting>,
    (codes, title): (&[&str], impl Fn(&Suggested) -> String),
) -> Result<(), Problems> {
    if codes.is_empty() {
        return Ok(());
    }
    let all = suggested(tx, scope).await?;
    for code in codes {
        let one = all.iter().find(|one| one.code() == *code);
        let one = one.ok_or_else(Problem::not_found)?;
        let title = title(one);
        let matter = Matter {
            meeting: Some(actions::reference(meeting)),
            concerns: Some(OneOf::to(one.thing.clone())),
            phase: one.phase.as_ref().map(|(key, _)| key.clone()),
            ..plain_matter(&title, MatterKind::Decision)
        };
        let key = free_key(tx, scope, &MATTER, &title).await?;
        MATTER
            .save(tx, actor, scope, key, &matter, Seen::New)
            .await?;
    }
    Ok(())
}
