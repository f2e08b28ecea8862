//! A need is split into several: each tells of which it was a part, whoever had joined has joined each, and the
//! whole is closed.

use super::visit::{Address, NeedVisit, end, free_need_key, seen};
use crate::needs::{HeldNeed, NEED, Need, NeedStatus};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{KindCode, One, Referable, Reference};
use samverk_foundation::{Problem, Problems};
use samverk_kept::{Decision, Seen};
use samverk_web::{AppState, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values};

const ROWS: &str = "parts";
const COLUMNS: [&str; 2] = ["title", "text"];

fn page(ui: Ui, visit: &NeedVisit) -> FormPage {
    let ui = visit.form_ui(ui);
    let rows = FieldKind::Rows {
        columns: vec![
            RowColumn::new("title", ui.t("need-title")),
            RowColumn::long("text", ui.t("need-text")),
        ],
        grows: true,
    };
    let rows = Field::new(ROWS, ui.t("need-split-parts"), rows).required();
    let form = Form::new(visit.href("/dela"), ui.t("need-split"))
        .field(rows.hint(ui.t("need-split-hint")))
        .seen(visit.need.revision)
        .cancel(visit.href(""));
    let heading = ui.t("need-split-heading");
    FormPage::new(ui, heading, form).lead(visit.need.name())
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let visit = address.find_to_change(&tx, &ui).await?;
    visit.require_at_work()?;
    page(ui, &visit).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("split_need").await?;
    let visit = address.find_to_change(&tx, &ui).await?;
    visit.require_at_work()?;
    let page = page(ui, &visit);
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        return page.show_rows(asked, None);
    }
    let done = split(&tx, &page.ui, &visit, &values).await;
    end(tx, (&visit, page), values, (done, "saved")).await
}

/// Titles and descriptions, with their rows. Fewer than two is no splitting.
fn parts(values: &Values) -> Result<Vec<(usize, [String; 2])>, Problems> {
    let (mut parts, mut problems) = (Vec::new(), Problems::default());
    for (row, cells) in values.rows(ROWS, &COLUMNS) {
        let mut cells = cells.into_iter().map(|cell| cell.trim().to_owned());
        let (title, text) = (
            cells.next().unwrap_or_default(),
            cells.next().unwrap_or_default(),
        );
        if title.is_empty() {
            let place = format!("{ROWS}.{row}.title");
            problems.push(Problem::invalid("field_missing").at_field(&place));
        }
        let text = if text.is_empty() { title.clone() } else { text };
        parts.push((row, [title, text]));
    }
    if parts.len() < 2 {
        problems.push(Problem::invalid("need_split_into_one").at_field(ROWS));
    }
    problems.or(parts)
}

async fn split(tx: &Tx, ui: &Ui, visit: &NeedVisit, values: &Values) -> Result<(), Problems> {
    let parts = parts(values)?;
    let mut made = Vec::new();
    for (row, [title, text]) in parts {
        let saved = add(tx, ui, visit, &title, &text).await;
        made.push(saved.map_err(|wrong| in_row(row, wrong))?);
    }
    let names = made.iter().map(|part| part.name());
    let names = names.collect::<Vec<_>>().join("; ");
    let reason = ui.t1("need-split-reason", "parts", names);
    let decision = Decision {
        to: NeedStatus::Closed.code(),
        reason: &reason,
    };
    let Seen::Revision(seen) = seen(values)? else {
        return Err(Problem::conflict("changed_meanwhile").into());
    };
    NEED.decide(tx, &ui.actor, &visit.scope, &visit.need.key, decision, seen)
        .await?;
    Ok(())
}

fn in_row(row: usize, wrong: Problems) -> Problems {
    let place = |problem: Problem| {
        let field = problem.place.field.clone().unwrap_or_default();
        problem.at_field(&format!("{ROWS}.{row}.{field}"))
    };
    wrong.0.into_iter().map(place).collect()
}

/// One part, with what the whole says.
async fn add(
    tx: &Tx,
    ui: &Ui,
    visit: &NeedVisit,
    title: &str,
    text: &str,
) -> Result<HeldNeed, Problems> {
    let kind = KindCode::of(<Need as Referable>::KIND);
    let whole = &visit.need.value;
    let part = Need {
        title: title.into(),
        area: whole.area.clone(),
        concerns: whole.concerns.clone(),
        urgency: whole.urgency,
        joinings: whole.joinings.clone(),
        raised_by: whole.raised_by.clone(),
        split_from: Some(One::to(Reference::to(kind, visit.need.key.clone()))),
        ..Need::of(whole.kind, text)
    };
    let key = free_need_key(tx, &visit.scope, title).await?;
    NEED.save(tx, &ui.actor, &visit.scope, key, &part, Seen::New)
        .await
}
