//! Who works with whom about what, and how far two parties think they have come.

use super::differences::steps_cell;
use super::history::latest_events;
use super::levels::{Assessments, disputed_cell};
use super::words::{level_words, word};
use crate::model::{Certainty, Others, Relation, Subject};
use crate::policy::Action;
use crate::references::with_references;
use crate::{Scope, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::RecordedEvent;
use samverk_foundation::{PartyId, Problem};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Format, PageResult, Table, Tone, Ui, Values,
};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "relations.html")]
struct RelationsPage {
    ui: Ui,
    scope: Scope,
    relations: Table,
    pairs: Table,
    unsure: usize,
    may_edit: bool,
    may_assess: bool,
    history: Vec<RecordedEvent>,
}

/// The way here: the list of relations comes before a form.
pub(super) fn relation_ui(ui: Ui, scope: &Scope) -> Ui {
    let label = ui.t("relation-tab");
    scope.ui(ui).with_crumb(scope.href("/relationer"), label)
}

pub async fn list(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let ui = scope.ui(ui);
    let relations = store::list_relations(&tx, scope.collaboration.id).await?;
    let ids: Vec<PartyId> = relations
        .iter()
        .flat_map(|relation| {
            std::iter::once(relation.party).chain(relation.others.parties().to_vec())
        })
        .collect();
    let parties = store::find_parties(&tx, &ids).await?;
    let names: BTreeMap<PartyId, (String, String)> = parties
        .into_iter()
        .map(|party| (party.id, (party.href(), party.name)))
        .collect();
    let assessments = Assessments::load(&tx, scope.collaboration.id).await?;
    let format = Format::from_code(query.text("format"));
    let may_edit = scope.may(Action::SaveRelation.by());
    let editable = (may_edit && format.is_none()).then_some(&scope);
    let table = relation_table(&ui, &relations, &names, editable);
    let pairs = pair_table(&ui, &assessments);
    if let Some(format) = format {
        let wanted = if query.text("tabell") == "parvis" {
            &pairs
        } else {
            &table
        };
        return wanted.download(format, tx.now());
    }
    let unsure = relations
        .iter()
        .filter(|one| one.certainty == Certainty::Unsure)
        .count();
    let history = latest_events(&tx, &scope, "relation").await?;
    let ui = with_references(&tx, ui, &history).await?;
    ui.page(&RelationsPage {
        ui: ui.clone(),
        relations: table,
        pairs,
        unsure,
        may_edit,
        may_assess: scope.may(Action::RecordAssessment.by()),
        history,
        scope,
    })
}

fn relation_table(
    ui: &Ui,
    relations: &[Relation],
    names: &BTreeMap<PartyId, (String, String)>,
    editable: Option<&Scope>,
) -> Table {
    let headings = [
        "relation-party",
        "relation-others",
        "relation-topics",
        "relation-reach",
        "relation-certainty",
        "relation-note",
    ];
    let mut columns = headings
        .map(|key| Column::new(ui.t(key), ColumnKind::Text))
        .to_vec();
    if editable.is_some() {
        columns.push(Column::new(ui.t("relation-change"), ColumnKind::Text));
        columns.push(Column::new(ui.t("kept-remove"), ColumnKind::Text));
    }
    let mut table = Table::new("relationer", ui.t("relation-caption"), columns);
    for relation in relations {
        let (href, name) = names.get(&relation.party).cloned().unwrap_or_default();
        let mut cells = vec![
            Cell::link(href, name),
            Cell::text(others_words(ui, &relation.others, names)),
            Cell::text(relation.topics.join(", ")),
            Cell::text(word(ui, "reach", relation.reach.code())),
            certainty_cell(ui, relation.certainty),
            Cell::text(relation.note.clone()),
        ];
        if let Some(scope) = editable {
            let href = scope.href(&format!("/relationer/{}/redigera", relation.key));
            let label = ui.t1("relation-change-one", "name", relation.name());
            cells.push(Cell::link(href, label));
            let href = scope.href(&format!("/relationer/{}/ta-bort", relation.key));
            let label = ui.t1("kept-remove-one", "name", relation.name());
            cells.push(Cell::link(href, label));
        }
        table.push(cells);
    }
    table
}

fn others_words(ui: &Ui, others: &Others, names: &BTreeMap<PartyId, (String, String)>) -> String {
    match others {
        Others::All => ui.t("relation-all"),
        Others::Parties(ids) => {
            let known = ids.iter().filter_map(|id| names.get(id));
            known
                .map(|(_, name)| name.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        }
    }
}

fn certainty_cell(ui: &Ui, certainty: Certainty) -> Cell {
    let words = word(ui, "certainty", certainty.code());
    match certainty {
        Certainty::Stated => Cell::text(words),
        Certainty::Unsure => Cell::tag(Tone::Warning, words),
    }
}

/// Every present view of every pair, so that both sides are seen beside each other.
fn pair_table(ui: &Ui, assessments: &Assessments) -> Table {
    let headings = [
        "assessment-party",
        "assessment-other-party",
        "assessment-view",
        "assessment-level",
        "assessment-wanted-level",
        "assessment-views",
        "difference-column",
    ];
    let mut columns = headings
        .map(|key| Column::new(ui.t(key), ColumnKind::Text))
        .to_vec();
    columns.push(Column::new(ui.t("assessment-date"), ColumnKind::Date));
    let mut table = Table::new("parvis", ui.t("assessment-pairs-caption"), columns);
    for pair in assessments.pairs() {
        let differences = assessments.differences_of(pair);
        let Subject::Pair(party, other) = pair else {
            continue;
        };
        for view in assessments.views(pair) {
            let ladder = assessments.ladder(view);
            let wanted = view.wanted_level.map(|level| level_words(ladder, level));
            table.push(vec![
                Cell::text(assessments.party_name(party)),
                Cell::text(assessments.party_name(other)),
                Cell::text(assessments.view_words(ui, view)),
                Cell::text(level_words(ladder, view.level)),
                Cell::text(wanted.unwrap_or_default()),
                disputed_cell(ui, !differences.is_empty()),
                steps_cell(ui, differences.first()),
                view.date.map_or_else(Cell::empty, Cell::date),
            ]);
        }
    }
    table
}

pub(super) fn find<'a>(relations: &'a [Relation], key: &str) -> Result<&'a Relation, Problem> {
    relations
        .iter()
        .find(|one| one.key.as_str() == key)
        .ok_or_else(Problem::not_found)
}
