//! The page of a need: what it is, what became of it, who has it too, and what can be done.

use super::need_parts::{Around, Became, became, joining_table, name_of, status_words};
use super::visit::{Address, NeedVisit};
use crate::needs::{NEED, NEED_WRITERS, NeedStatus};
use crate::on_behalf::spoken_for;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, Tx};
use samverk_foundation::{Key, Problem};
use samverk_parties::model::Party;
use samverk_web::{AppState, PageResult, References, Table, Ui, Values, download};
use std::collections::{BTreeSet, HashMap};

#[derive(Template)]
#[template(path = "need.html")]
struct NeedPage {
    ui: Ui,
    name: String,
    ground: String,
    text: String,
    status: String,
    status_color: &'static str,
    became: Vec<Became>,
    facts: Vec<(String, String)>,
    answer: String,
    /// What the reader may do first: address and words.
    actions: Vec<(String, String)>,
    /// What else those who run the collaboration may do.
    further: Vec<(String, String)>,
    stays: Option<Problem>,
    joinings: Table,
    joining_none: bool,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
}

fn facts(ui: &Ui, visit: &NeedVisit) -> Vec<(String, String)> {
    let need = &visit.need;
    let raised = need.raised_by.as_ref().map(|one| name_of(&one.to));
    let urgency = need
        .urgency
        .map(|one| ui.kind_name("need-urgency-", one.code()));
    let facts = [
        ("need-kind", ui.kind_name("need-kind-", need.kind.code())),
        ("need-area", need.area.to_string()),
        ("need-concerns", need.concerns.to_string()),
        ("need-urgency", urgency.unwrap_or_default()),
        ("need-raised-by", raised.unwrap_or_default()),
    ];
    let facts = facts.into_iter().filter(|(_, said)| !said.is_empty());
    facts.map(|(label, said)| (ui.t(label), said)).collect()
}

fn color(status: NeedStatus) -> &'static str {
    match status {
        NeedStatus::Open => "info",
        NeedStatus::HandedOver => "warning",
        NeedStatus::Answered => "success",
        NeedStatus::Merged | NeedStatus::Closed => "neutral",
    }
}

/// What the reader may do with a need as it stands.
fn actions(
    ui: &Ui,
    visit: &NeedVisit,
    own: &[&Party],
    joined: &BTreeSet<Key>,
) -> Vec<(String, String)> {
    let raised = visit.need.raised_by.as_ref().map(|one| &one.to.key);
    let may_join = |party: &&Party| Some(&party.key) != raised && !joined.contains(&party.key);
    let mut all = Vec::new();
    if visit.need.is_at_work() && own.iter().any(may_join) {
        all.push((visit.href("/instamma"), ui.t("need-join")));
    }
    if !visit.scope.may(NEED.writers.by()) {
        return all;
    }
    if visit.need.is_at_work() {
        all.push((visit.href("/lamna-over"), ui.t("need-hand-over")));
    }
    if visit.need.handed_over_on.is_some() && visit.need.is_at_work() {
        all.push((visit.href("/svar"), ui.t("need-take-answer")));
    }
    all
}

/// What else those who run the collaboration may do.
async fn further(
    tx: &Tx,
    ui: &Ui,
    visit: &NeedVisit,
) -> Result<(Vec<(String, String)>, Option<Problem>), Problem> {
    if !visit.scope.may(NEED.writers.by()) {
        return Ok((Vec::new(), None));
    }
    let status = visit.need.status();
    let stays = NEED.stays(tx, visit.need.id).await?;
    let all = [
        (status != NeedStatus::Closed, "/redigera", "kept-change"),
        (visit.need.is_at_work(), "/sla-samman", "need-merge"),
        (status == NeedStatus::Merged, "/skilj", "need-unmerge"),
        (visit.need.is_at_work(), "/dela", "need-split"),
        (
            status != NeedStatus::Merged,
            "/beslut",
            match status {
                NeedStatus::Closed => "need-reopen",
                _ => "need-close",
            },
        ),
        (
            status != NeedStatus::Closed && stays.is_none(),
            "/ta-bort",
            "kept-remove",
        ),
    ];
    let all = all.into_iter().filter(|(may, _, _)| *may);
    let all = all.map(|(_, rest, words)| (visit.href(rest), ui.t(words)));
    Ok((all.collect(), stays))
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let visit = address.find(&tx, &ui).await?;
    let around = Around::load(&tx, &visit.scope, &visit.need).await?;
    let own = spoken_for(&ui.actor, &visit.scope, NEED_WRITERS);
    let table = joining_table(&ui, &visit, &around, &own);
    if let Some(file) = download(&query, &[&table], tx.now()) {
        return file;
    }
    let history = samverk_kept::history(&tx, &NEED, &visit.scope, Some(visit.need.id)).await?;
    let at: &dyn samverk_kept::Ground = &visit.scope;
    let found = samverk_kept::find_references(&tx, &[&NEED], Some(at), &history).await?;
    let (further, stays) = further(&tx, &ui, &visit).await?;
    let ui = visit
        .ui(ui)
        .with_references(References::new(found, HashMap::new()));
    ui.page(&NeedPage {
        name: visit.need.name(),
        ground: visit.scope.collaboration.name.clone(),
        text: visit.need.text.to_string(),
        status: status_words(&ui, &visit.need),
        status_color: color(visit.need.status()),
        became: became(&ui, &visit, &around),
        facts: facts(&ui, &visit),
        answer: visit.need.reply.to_string(),
        actions: actions(&ui, &visit, &own, &around.parties),
        further,
        stays,
        joining_none: table.rows.is_empty(),
        joinings: table,
        beside: ui
            .beside(&tx, &NEED.thing(&visit.scope, &visit.need))
            .await?,
        history,
        ui: ui.clone(),
    })
}
