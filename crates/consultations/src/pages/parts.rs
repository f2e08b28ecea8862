//! The forms of an answer: one for each of its parts.

use super::answer_view::answer_ui;
use super::changed::{self, READ, all_now, changed_since, read};
use crate::actions::save_part;
use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer};
use crate::choices::AnswerState::Declined;
use crate::desk::AnswerDesk;
use crate::parts::Part;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::FieldKey;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::{Kept, form_fields, read_fields};
use samverk_web::{AppState, Field, Form, FormPage, PageResult, Ui, Values, redirect_with_notice};

/// What one of these forms is sent for.
const ASKED: &[FieldKey] = &[ConsultationAnswer::NUMBER, ConsultationAnswer::DECLINED_BY];

/// What stands, with what was sent of what this form asks for.
fn over(part: &Part, stands: &Values, sent: &Values) -> Values {
    let kept = stands.pairs().filter(|(name, _)| !part.asks(name));
    let new = sent.pairs().filter(|(name, _)| part.asks(name));
    let both = kept.chain(new);
    Values::from_pairs(both.map(|(name, value)| (name.to_owned(), value.to_owned())))
}

/// What must be said here, though the kind lets it be left out.
fn must(part: &Part, desk: &AnswerDesk, field: Field) -> Field {
    let is_asked = ASKED.iter().any(|one| one.as_str() == field.name);
    match is_asked && part.rest != "/inkommet" && desk.answer.party.is_some() {
        true => field.required(),
        false => field,
    }
}

type Address = Path<(String, String)>;

async fn open(
    part: &Part,
    tx: &Tx,
    ui: &Ui,
    address: &(String, String),
) -> Result<AnswerDesk, Problem> {
    let desk = found(tx, ui, address).await?;
    match refusal(part, &desk) {
        None => Ok(desk),
        Some(problem) => Err(problem),
    }
}

/// The answer, for whoever answers. Fails with `not_found` or `forbidden`.
async fn found(tx: &Tx, ui: &Ui, address: &(String, String)) -> Result<AnswerDesk, Problem> {
    let desk = AnswerDesk::find(tx, &ui.actor, &address.0, &address.1).await?;
    match desk.may_answer(&ui.actor) {
        true => Ok(desk),
        false => Err(Problem::forbidden()),
    }
}

/// Why the part is not done now.
fn refusal(part: &Part, desk: &AnswerDesk) -> Option<Problem> {
    match (desk.takes_steps(), part.is_open(&desk.answer)) {
        (true, true) => None,
        (false, _) => Some(Problem::conflict("consultation_not_open")),
        (true, false) => Some(Problem::conflict("consultation_part_done")),
    }
}

async fn page(
    part: &Part,
    tx: &Tx,
    ui: Ui,
    desk: &AnswerDesk,
) -> Result<(FormPage, Values), Problem> {
    let ui = answer_ui(ui, desk, true);
    let record = desk.answer.write();
    let (fields, stands) = form_fields(tx, &ui, &desk.scope, &CONSULTATION_ANSWER, &record).await?;
    let asked = fields.into_iter().filter(|field| part.asks(field.name));
    let mut asked: Vec<Field> = asked.map(|field| must(part, desk, field)).collect();
    let place = |field: &Field| {
        part.fields
            .iter()
            .position(|one| one.as_str() == field.name)
    };
    asked.sort_by_key(place);
    let submit = match part.to {
        Some(_) => ui.t(part.words),
        None => ui.t("form-save"),
    };
    let form = Form::new(desk.href(part.rest), submit).cancel(desk.href(""));
    let form = asked.into_iter().fold(form, Form::field);
    let shown = stands.pairs().filter(|(name, _)| part.asks(name));
    let shown = shown.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut shown = Values::from_pairs(shown);
    for field in [ConsultationAnswer::DATED, ConsultationAnswer::DISPATCHED_ON] {
        let is_empty = part.to != Some(Declined) && shown.text(field.as_str()).is_empty();
        if part.fields.contains(&field) && is_empty {
            shown = shown.set(field.as_str(), desk.scope.today);
        }
    }
    let mut form = form.fill(shown).seen(desk.answer.revision);
    if part.decides() {
        form.carried = all_now(desk);
    }
    let heading = ui.t1(
        &format!("{}-heading", part.words),
        "name",
        desk.answer.name(),
    );
    let lead = ui.t(&format!("{}-lead", part.words));
    Ok((FormPage::new(ui, heading, form).lead(lead), stands))
}

pub(super) async fn show(
    part: &'static Part,
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = open(part, &tx, &ui, &address).await?;
    page(part, &tx, ui, &desk).await?.0.show()
}

pub(super) async fn submit(
    part: &'static Part,
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("change_consultation_answer").await?;
    let desk = found(&tx, &ui, &address).await?;
    let actor = ui.actor.clone();
    let (page, stands) = page(part, &tx, ui.clone(), &desk).await?;
    // What was typed stays on the page when somebody took the step meanwhile.
    if let Some(problem) = refusal(part, &desk) {
        return page.refuse(values, problem);
    }
    match try_save(part, &tx, &actor, &desk, (&stands, &values)).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.href(""), "saved"))
        }
        Err(problems) => {
            drop(tx);
            refuse(part, &state, ui, &address, (values, problems)).await
        }
    }
}

/// The form again, with what stands now and what others have written meanwhile.
async fn refuse(
    part: &Part,
    state: &AppState,
    ui: Ui,
    address: &(String, String),
    (values, problems): (Values, Problems),
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = open(part, &tx, &ui, address).await?;
    let (mut page, _) = page(part, &tx, ui, &desk).await?;
    if part.decides() && values.is_set(READ) {
        let changed = changed_since(&tx, &desk, &read(&desk, &values)?).await?;
        page.above = changed::html(&page.ui, &changed)?;
    }
    page.refuse(values.without(READ), problems)
}

async fn try_save(
    part: &Part,
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    (stands, sent): (&Values, &Values),
) -> Result<(), Problems> {
    let seen = sent.integer("revision")?;
    if part.decides() {
        check_read(tx, desk, sent).await?;
    }
    let values = over(part, stands, sent);
    let record = read_fields(tx, &desk.scope, &CONSULTATION_ANSWER, &values).await?;
    let said = ConsultationAnswer::read(&record);
    let said = said.ok_or_else(|| Problem::internal("a record of another form"))?;
    save_part(tx, actor, desk, (part, said), seen).await?;
    Ok(())
}

/// Fails with `consultation_text_changed`: nobody decides on what they have not read. What the others write in the joint
/// draft is not theirs to decide on.
async fn check_read(tx: &Tx, desk: &AnswerDesk, sent: &Values) -> Result<(), Problem> {
    if desk.points.is_empty() {
        return Ok(());
    }
    let changed = changed_since(tx, desk, &read(desk, sent)?).await?;
    match changed.iter().find(|one| one.section.is_some()) {
        None => Ok(()),
        Some(one) => {
            let changed = Problem::conflict("consultation_text_changed");
            Err(changed.with("point", &*one.point.title))
        }
    }
}
