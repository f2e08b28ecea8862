//! What a need's page tells: what became of it, and who has it too.

use super::needs::keys_of;
use super::visit::NeedVisit;
use crate::joined::Joined;
use crate::needs::{HeldNeed, NeedStatus};
use crate::store::{Merged, list_meeting, list_merged, list_parts, list_reasons};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::Reference;
use samverk_foundation::{Key, Problem};
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_web::{Cell, Column, ColumnKind, Table, Ui};
use std::collections::BTreeSet;

/// A sentence, and what it leads to: addresses and words.
pub(super) struct Became {
    pub text: String,
    pub links: Vec<(String, String)>,
}

impl Became {
    fn said(text: String) -> Self {
        Self {
            text,
            links: Vec::new(),
        }
    }
}

/// All that stands about a need elsewhere than in its row.
pub(super) struct Around {
    /// The needs that are one with it.
    pub merged: Vec<Merged>,
    pub parts: Vec<(String, String)>,
    /// The initiatives that meet it, or what is one with it: key and title.
    pub initiatives: Vec<(String, String)>,
    pub parties: BTreeSet<Key>,
    /// Why it was closed.
    closed_because: Option<String>,
}

impl Around {
    pub async fn load(tx: &Tx, scope: &Scope, need: &HeldNeed) -> Result<Self, Problem> {
        let of = scope.collaboration.id.0;
        let joined = Joined::of(list_merged(tx, of).await?);
        let meeting = list_meeting(tx, of).await?;
        let meeting = joined.met_by(need.id, &meeting).into_iter();
        Ok(Self {
            initiatives: meeting
                .map(|one| (one.key.clone(), one.title.clone()))
                .collect(),
            merged: joined.one_with(need.id).into_iter().cloned().collect(),
            parts: list_parts(tx, need.id).await?,
            parties: joined.parties(need, &keys_of(scope)),
            closed_because: closed_because(tx, need).await?,
        })
    }
}

/// The reason of the last decision, in the log.
async fn closed_because(tx: &Tx, need: &HeldNeed) -> Result<Option<String>, Problem> {
    if need.status() != NeedStatus::Closed {
        return Ok(None);
    }
    Ok(list_reasons(tx, &[need.id]).await?.remove(&need.id))
}

pub(super) fn name_of(reference: &Reference) -> String {
    match &reference.known {
        Some(known) => known.name.clone(),
        None => reference.key.to_string(),
    }
}

/// To whom it was handed over, in words.
fn receiver(need: &HeldNeed) -> String {
    match &need.handed_to {
        Some(party) => name_of(&party.to),
        None => need.handed_to_name.to_string(),
    }
}

/// What became of the need, the last that happened first.
pub(super) fn became(ui: &Ui, visit: &NeedVisit, around: &Around) -> Vec<Became> {
    let need = &visit.need;
    let mut told = Vec::new();
    let link =
        |key: &str, title: &str| (visit.scope.href(&format!("/behov/{key}")), title.to_owned());
    if let Some(into) = &need.merged_into {
        told.push(Became {
            text: ui.t("need-became-merged"),
            links: vec![link(into.to.key.as_str(), &name_of(&into.to))],
        });
    }
    if !around.parts.is_empty() {
        let parts = around.parts.iter();
        told.push(Became {
            text: ui.t("need-became-split"),
            links: parts.map(|(key, title)| link(key, title)).collect(),
        });
    }
    match &around.closed_because {
        Some(reason) => told.push(Became::said(ui.t1("need-became-closed", "reason", reason))),
        None if need.status() == NeedStatus::Closed => {
            told.push(Became::said(ui.t("need-became-closed-only")));
        }
        None => {}
    }
    if !around.initiatives.is_empty() {
        let initiatives = around.initiatives.iter();
        let link = |(key, title): &(String, String)| {
            (
                visit.scope.href(&format!("/initiativ/{key}")),
                title.clone(),
            )
        };
        told.push(Became {
            text: ui.t("need-became-in-initiative"),
            links: initiatives.map(link).collect(),
        });
    }
    told.extend(handed(ui, need, visit.scope.today));
    if !around.parties.is_empty() {
        let count = around.parties.len();
        told.push(Became::said(ui.t1("need-became-joined", "count", count)));
    }
    if told.is_empty() {
        told.push(Became::said(ui.t("need-became-open")));
    }
    if !around.merged.is_empty() {
        let merged = around.merged.iter();
        told.push(Became {
            text: ui.t("need-became-whole"),
            links: merged.map(|one| link(&one.key, &one.title)).collect(),
        });
    }
    if let Some(whole) = &need.split_from {
        told.push(Became {
            text: ui.t("need-came-from"),
            links: vec![link(whole.to.key.as_str(), &name_of(&whole.to))],
        });
    }
    told
}

fn handed(ui: &Ui, need: &HeldNeed, today: NaiveDate) -> Vec<Became> {
    let Some(day) = &need.handed_over_on else {
        return Vec::new();
    };
    let whom = receiver(need);
    let kind = need
        .handed_to_kind
        .map(|kind| ui.kind_name("need-handed-to-kind-", kind.code()));
    let values = [
        ("whom", whom.as_str()),
        ("date", &ui.date(day)),
        ("kind", &kind.unwrap_or_default().to_lowercase()),
    ];
    let handed = Became::said(ui.t_with("need-became-handed-over", &values));
    let Some(day) = &need.answered_on else {
        let look = need.next_look.as_ref();
        let look = look.map(|day| {
            let words = match *day < today {
                true => "need-became-look-passed",
                false => "need-became-look",
            };
            Became::said(ui.t1(words, "date", ui.date(day)))
        });
        return std::iter::once(handed).chain(look).collect();
    };
    let result = need
        .result
        .map(|one| ui.kind_name("need-result-", &one.code().replace('_', "-")));
    let values = [
        ("whom", whom.as_str()),
        ("date", &ui.date(day)),
        ("result", &result.unwrap_or_default()),
    ];
    vec![
        Became::said(ui.t_with("need-became-answered", &values)),
        handed,
    ]
}

/// The joinings of the need and of those that are one with it, with a link for those that the reader may change.
pub(super) fn joining_table(ui: &Ui, visit: &NeedVisit, around: &Around, own: &[&Party]) -> Table {
    let may_change = visit.need.is_at_work() && !own.is_empty();
    let mut columns = vec![
        Column::new(ui.t("need-joinings-party"), ColumnKind::Text),
        Column::new(ui.t("need-joinings-note"), ColumnKind::Text),
    ];
    if may_change {
        columns.push(Column::new(ui.t("need-joining-change"), ColumnKind::Text).for_screens());
    }
    let mut table = Table::new("instammanden", ui.t("need-joinings"), columns);
    let here = visit.need.joinings.iter().map(|one| (one, true));
    let merged = around.merged.iter().flat_map(|one| &one.joinings);
    for (one, is_here) in here.chain(merged.map(|one| (one, false))) {
        let mut members = visit.scope.members.iter().map(|member| &member.party);
        let name = members.find(|party| party.key == one.party);
        let name = name.map_or(one.party.as_str(), |party| &party.name);
        let mut cells = vec![
            Cell::link(format!("/aktorer/{}", one.party), name),
            Cell::text(one.note.to_string()),
        ];
        if may_change {
            let is_own = is_here && own.iter().any(|own| own.key == one.party);
            let href = visit.href(&format!("/instamma?part={}", one.party));
            cells.push(match is_own {
                true => Cell::link(href, ui.t("need-joining-change")).about(name),
                false => Cell::empty(),
            });
        }
        table.push(cells);
    }
    table
}

/// The state in words.
pub(super) fn status_words(ui: &Ui, need: &HeldNeed) -> String {
    let code = need.status().code().replace('_', "-");
    ui.t(&format!("need-status-{code}"))
}
