//! Adding several at a time: a row each, written or pasted, in one transaction through the same action as for one.

use super::Visit;
use super::forms::new_key;
use super::visit::Desk;
use crate::sight::locked;
use crate::web_form::cell_column;
use crate::{AnyKind, OwnPage, Seen, save};
use samverk_database::Tx;
use samverk_fields::{FieldKind, Question, Record, Sent, check, from_form, to_form};
use samverk_foundation::{Problem, ProblemKind, Problems, interned};
use samverk_web::{Field, FieldKind as Drawn, Form, FormPage, PageResult, redirect_with_notice};

const ROWS: &str = "rows";
/// More are a file to read in.
const ROWS_MAX: usize = 200;

/// Whether all that must be said of one fits in the cells of a row, and the domain has no form of its own.
pub(crate) fn fits_in_rows(kind: &dyn AnyKind) -> bool {
    let facts = kind.facts();
    if facts.pages.own.contains(&OwnPage::New) {
        return false;
    }
    let states = facts.keeping.states;
    let is_state = |one: &Question| states.is_some_and(|states| states.field == one.key);
    let mut questions = kind.form().questions();
    questions.all(|one| !one.is_required() || fits_in_cell(one) || is_state(one))
}

fn fits_in_cell(question: &Question) -> bool {
    !matches!(
        question.kind,
        FieldKind::OneOf(_)
            | FieldKind::Many(_)
            | FieldKind::Several(_)
            | FieldKind::YesNo
            | FieldKind::Rows { .. }
            | FieldKind::File { .. }
            | FieldKind::Note
    )
}

/// What must be said of each, and what the list shows of it. The rest is written on each one.
fn asked<'k>(visit: &'k Visit, desk: &Desk) -> Vec<&'k Question> {
    let facts = visit.facts();
    let locked = locked(visit.kind, desk.at(), None);
    let states = facts.keeping.states;
    let is_asked = |one: &&Question| {
        let is_state = states.is_some_and(|states| states.field == one.key);
        let is_wanted = one.is_required() || facts.list.columns.contains(&one.key);
        let is_here = !locked.contains(&one.key) && !facts.keeping.elsewhere.contains(&one.key);
        is_wanted && fits_in_cell(one) && !is_state && is_here
    };
    visit.kind.form().questions().filter(is_asked).collect()
}

fn page(visit: &Visit, desk: &Desk) -> FormPage {
    let at = desk.at();
    let ui = visit.form_ui(at);
    let columns = asked(visit, desk).into_iter();
    let columns = columns
        .map(|one| cell_column(&ui, one, &desk.offered))
        .collect();
    let rows = Drawn::Rows {
        columns,
        grows: true,
    };
    let action = format!("{}/ny/flera", visit.base_href(at));
    let rows = Field::new(ROWS, visit.text("tab"), rows).hint(ui.t("kept-several-hint"));
    let form = Form::new(action, ui.t("kept-add"))
        .field(rows)
        .cancel(visit.list_href(at));
    let heading = ui.t1("kept-several-heading", "list", visit.text("tab"));
    FormPage::new(ui, heading, form)
}

/// A row, as a form that asks for the same; what it does not say is as a new one begins.
struct SentRow<'r> {
    cells: Vec<(&'static str, String)>,
    begins: &'r [(String, String)],
}

impl Sent for SentRow<'_> {
    fn all(&self, name: &str) -> Vec<&str> {
        let said = self.cells.iter().find(|(cell, _)| *cell == name);
        match said.map(|(_, text)| text.as_str()) {
            Some(text) if !text.is_empty() => vec![text],
            _ => {
                let begins = self.begins.iter().filter(|(field, _)| field == name);
                begins.map(|(_, value)| value.as_str()).collect()
            }
        }
    }

    fn rows(&self, _: &str, _: &[&str]) -> Vec<(usize, Vec<String>)> {
        Vec::new()
    }
}

/// Every row that says something, with its number; all that is wrong is told at its cell.
async fn read(visit: &Visit, tx: &Tx, desk: &Desk) -> Result<Vec<(usize, Record)>, Problems> {
    let (form, facts) = (visit.kind.form(), visit.facts());
    let names: Vec<&'static str> = asked(visit, desk)
        .into_iter()
        .map(|one| interned(one.key.as_str()))
        .collect();
    let mut begins = match facts.pages.begins {
        Some(begins) => to_form(form, &begins(tx, desk.at()).await?),
        None => Vec::new(),
    };
    let states = facts.keeping.states.into_iter();
    begins.extend(states.map(|one| (one.field.to_string(), one.first.to_owned())));
    let (mut rows, mut problems) = (Vec::new(), Problems::default());
    for (number, cells) in visit.values.rows(ROWS, &names) {
        let cells = names.iter().copied().zip(cells).collect();
        let begins = &begins;
        let record = from_form(form, &SentRow { cells, begins });
        let record = record.and_then(|record| {
            let record = desk.offered.own.kept(record);
            check(form, &record).or(record)
        });
        match record {
            Ok(record) => rows.push((number, record)),
            Err(wrong) => problems.extend(in_row(number, wrong).0),
        }
    }
    if rows.is_empty() && problems.is_empty() {
        return Err(Problem::invalid("field_missing").at_field(ROWS).into());
    }
    if rows.len() > ROWS_MAX {
        let many = Problem::invalid("pasted_too_many").with("count", rows.len());
        problems.push(many.with("max", ROWS_MAX).at_field(ROWS));
    }
    problems.or(rows)
}

/// `name` → `rows.3.name`
fn in_row(number: usize, wrong: Problems) -> Problems {
    let place = |problem: Problem| {
        let field = problem.place.field.clone().unwrap_or_default();
        problem.at_field(&format!("{ROWS}.{number}.{field}"))
    };
    wrong.0.into_iter().map(place).collect()
}

/// All or nothing.
async fn try_add(visit: &Visit, tx: &Tx, desk: &Desk) -> Result<(), Problems> {
    let at = desk.at();
    let mut problems = Problems::default();
    for (number, record) in read(visit, tx, desk).await? {
        let key = new_key(visit, tx, at, &record).await?;
        let (actor, kind) = (&visit.ui.actor, visit.kind);
        let saved = save(tx, actor, at, kind, key, record, Seen::New).await;
        if let Err(wrong) = saved {
            let stops = wrong.0.iter().any(|one| one.kind != ProblemKind::Invalid);
            problems.extend(in_row(number, wrong).0);
            // After what the database refuses, PostgreSQL does nothing more in the transaction.
            if stops {
                break;
            }
        }
    }
    problems.or(())
}

pub(crate) async fn new_ones(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let desk = visit.desk_to_add(&tx).await?;
    page(&visit, &desk).show()
}

pub(crate) async fn add_several(mut visit: Visit) -> PageResult {
    let tx = visit.state.db.begin("add_several_kept").await?;
    let desk = visit.desk_to_add(&tx).await?;
    let page = page(&visit, &desk);
    if let Some(asked) = page.form.rows_asked(&page.ui, &visit.values) {
        visit.values = asked.values.clone();
        let found = read(&visit, &tx, &desk).await.err();
        return page.show_rows(asked, found);
    }
    match try_add(&visit, &tx, &desk).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&visit.list_href(desk.at()), "saved"))
        }
        Err(problems) => page.refuse(visit.values.clone(), problems),
    }
}
