//! What stands beside the list of relations: how many are unsure, and how far two parties think they have
//! come.

use super::differences::steps_cell;
use super::levels::{Assessments, disputed_cell};
use super::words::level_words;
use crate::model::{Certainty, Subject};
use crate::policy::Action;
use crate::{RELATION, Relation, Scope};
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_kept::{Beside, Ground, Later};
use samverk_web::{Cell, Column, ColumnKind, Table, Ui};

#[derive(Template)]
#[template(path = "pairs.html")]
struct Pairs<'a> {
    ui: &'a Ui,
    pairs: &'a Table,
}

/// The way here: the list of relations comes before a form.
pub(super) fn relation_ui(ui: Ui, scope: &Scope) -> Ui {
    let label = ui.t("relation-tab");
    scope.ui(ui).with_crumb(scope.href("/relationer"), label)
}

pub(crate) fn beside<'a>(
    tx: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        let certainty = (Relation::CERTAINTY, Certainty::Unsure.code());
        let unsure = RELATION.count(tx, at, &[certainty]).await?;
        let assessments = Assessments::load(tx, CollaborationId(at.id())).await?;
        let pairs = pair_table(ui, &assessments);
        let mut beside = Beside {
            actions: vec![(at.href("/karta"), ui.t("map-to-map"))],
            ..Beside::default()
        };
        if at.roles().any(Action::RecordAssessment.by()) {
            let assess = ui.t("assessment-record-pair");
            beside.actions.push((at.href("/relationer/bedom"), assess));
        }
        if unsure > 0 {
            beside
                .notes
                .push(ui.t1("relation-unsure-count", "count", unsure));
        }
        if !pairs.rows.is_empty() {
            let pairs = Pairs { ui, pairs: &pairs };
            beside.below = pairs.render().map_err(Problem::internal)?;
        }
        beside.tables.push(pairs);
        Ok(beside)
    })
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
