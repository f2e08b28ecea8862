//! What the list of needs tells beside what is kept of them: how many parties have each too.

use crate::joined::Joined;
use crate::needs::{HeldNeed, NEED, NEED_WRITERS};
use crate::on_behalf::scope_of;
use crate::store::{Meeting, list_meeting, list_merged};
use samverk_database::Tx;
use samverk_foundation::{Key, PartyId, Problem, Role};
use samverk_kept::{Beside, Ground, Later, Stored, Told, ToldColumn};
use samverk_parties::Scope;
use samverk_web::{Cell, ColumnKind, Ui};
use std::collections::BTreeMap;

pub(crate) static TOLD_OF_NEEDS: Told = Told {
    columns: &[
        ToldColumn::new("joined", "need-joined", ColumnKind::Integer),
        ToldColumn::new("initiatives", "need-initiatives", ColumnKind::Text),
    ],
    tell: |tx, at, _, rows| Box::pin(told(tx, at, rows)),
};

async fn told(tx: &Tx, at: &dyn Ground, rows: &[&Stored]) -> Result<Vec<Vec<Cell>>, Problem> {
    let needs = NEED.held(rows)?;
    let joined = Joined::of(list_merged(tx, at.id()).await?);
    let meeting = list_meeting(tx, at.id()).await?;
    let keys = keys_of(scope_of(at)?);
    let cells = |need: &HeldNeed| {
        let count = joined.parties(need, &keys).len();
        vec![
            Cell::integer(i64::try_from(count).unwrap_or(i64::MAX)),
            initiatives(at, &joined.met_by(need.id, &meeting)),
        ]
    };
    Ok(needs.iter().map(cells).collect())
}

/// One leads to its page; of several the need's page has the links.
fn initiatives(at: &dyn Ground, meeting: &[&Meeting]) -> Cell {
    match meeting {
        [] => Cell::empty(),
        [only] => Cell::link(
            at.href(&format!("/initiativ/{}", only.key)),
            only.title.as_str(),
        ),
        several => {
            let titles: Vec<&str> = several.iter().map(|one| one.title.as_str()).collect();
            Cell::text(titles.join("; "))
        }
    }
}

/// The members by their ids.
pub(crate) fn keys_of(scope: &Scope) -> BTreeMap<PartyId, Key> {
    let members = scope.members.iter().map(|one| &one.party);
    members.map(|one| (one.id, one.key.clone())).collect()
}

pub(crate) fn beside_needs<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        let mut actions = Vec::new();
        // Those who run the collaboration add needs in the list's own way.
        let speaks = at.may(&[Role::Representative]) && !at.may(NEED_WRITERS);
        if speaks {
            actions.push((at.href("/behov/ta-upp"), ui.t("need-raise")));
        }
        Ok(Beside {
            actions,
            ..Beside::default()
        })
    })
}
