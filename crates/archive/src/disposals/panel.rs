//! What the page of a disposal shows beside what is said of it: its list, and what can be done now.

use super::kind::{DISPOSAL, Disposal, DisposalState};
use crate::policy::Action;
use crate::store::{self, DisposalRow, RowOutcome};
use askama::Template;
use samverk_database::Tx;
use samverk_fields::Referable;
use samverk_foundation::Problem;
use samverk_web::{Cell, Column, ColumnKind, Narrow, PanelFuture, Table, Thing, Tone, Ui};
use samverk_work::ask_at;

/// So many rows are on the page; the whole list is a file.
const SHOWN: u64 = 500;

#[derive(Template)]
#[template(path = "disposal_panel.html")]
struct DisposalPanel<'u> {
    ui: &'u Ui,
    told: Vec<String>,
    actions: Vec<(String, String)>,
    rows: Option<Table>,
}

pub(crate) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(async move {
        match thing.kind == Disposal::KIND {
            true => shown(tx, ui, thing).await.map(Some),
            false => Ok(None),
        }
    })
}

async fn shown(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<String, Problem> {
    let found = DISPOSAL.named_with_ids(tx, &[thing.id]).await?.pop();
    let disposal = found.ok_or_else(Problem::not_found)?;
    let rows = store::list_rows(tx, thing.id, (0, SHOWN)).await?;
    let people = store::find_people(tx, thing.id).await?;
    let mut told = vec![ui.t(match disposal.status {
        DisposalState::Planned => "disposal-is-planned",
        DisposalState::Proposed => "disposal-is-proposed",
        DisposalState::Approved => "disposal-is-approved",
        DisposalState::CarriedOut => "disposal-is-carried-out",
    })];
    if let Some(people) = &people {
        told.push(ui.t1("disposal-proposed-by", "name", &people.proposed_by_name));
        if !people.approved_by_name.is_empty() {
            told.push(ui.t1("disposal-approved-by", "name", &people.approved_by_name));
        }
    }
    let may_dispose = thing.roles.any(Action::Dispose.by());
    let party = thing.href.split('/').nth(2).unwrap_or_default();
    let work = |words: &str| {
        let said = [("part", party), ("gallring", disposal.key.as_str())];
        (ask_at("gallring", &said), ui.t(words))
    };
    let action = match disposal.status {
        DisposalState::Planned => Some(work("disposal-list")),
        DisposalState::Approved => Some(work("disposal-carry-out")),
        DisposalState::Proposed | DisposalState::CarriedOut => None,
    };
    let may_review = thing.roles.any(Action::Review.by());
    let reviews = disposal.status == DisposalState::Proposed && may_review;
    let href = reviews.then_some(thing.href.as_str());
    let panel = DisposalPanel {
        ui,
        told,
        actions: action.filter(|_| may_dispose).into_iter().collect(),
        rows: (!rows.is_empty()).then(|| row_table(ui, &rows, href)),
    };
    ui.fragment(&panel)
}

/// The list. With an address each row leads to where the reviewer keeps it.
pub(super) fn row_table(ui: &Ui, rows: &[DisposalRow], review: Option<&str>) -> Table {
    let columns = [
        ("disposal-row-number", ColumnKind::Text),
        ("disposal-row-rule", ColumnKind::Text),
        ("disposal-row-due-on", ColumnKind::Date),
        ("disposal-row-outcome", ColumnKind::Text),
        ("disposal-row-ended-on", ColumnKind::Date),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let caption = ui.t("disposal-rows");
    let mut table = Table::new("gallringslista", caption, columns.to_vec());
    for row in rows {
        let (tone, words) = match (row.outcome, row.kept_because.is_empty()) {
            (RowOutcome::Disposed, _) => (Tone::Neutral, ui.t("disposal-row-disposed")),
            (RowOutcome::Waiting, true) => (Tone::Good, ui.t("disposal-row-waiting")),
            (_, false) => {
                let because = ui.t1("disposal-row-kept-because", "reason", &row.kept_because);
                (Tone::Warning, because)
            }
            (RowOutcome::Kept, true) => {
                let why = ui.kind_name("disposal-row-kept-", &row.told);
                (Tone::Warning, why)
            }
        };
        table.push(vec![
            match review {
                Some(href) => {
                    let href = format!("{href}/rader/{}", row.case_key);
                    Cell::link(href, row.number.clone())
                }
                None => Cell::text(row.number.clone()),
            },
            Cell::text(row.rule.clone()),
            Cell::date(row.due_on),
            Cell::tag(tone, words),
            row.ended_on.map_or_else(Cell::empty, Cell::date),
        ]);
    }
    table.narrow(Narrow::Lists).without_downloads()
}
