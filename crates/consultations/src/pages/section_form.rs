//! What an answer says about a point: adopted with one button, adapted or written in a form.

use super::answer_view::answer_ui;
use super::changed::{self, changed_since};
use super::stance_words;
use crate::actions::{Said, save_section};
use crate::choices::{Stance, Way};
use crate::desk::AnswerDesk;
use crate::point::HeldPoint;
use crate::seen::SeenTexts;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

type Address = Path<(String, String, String)>;

fn page(ui: Ui, desk: &AnswerDesk, point: &HeldPoint) -> FormPage {
    let ui = answer_ui(ui, desk, true);
    let ways = Way::ALL.iter().map(|(code, _)| {
        let words = ui.kind_name("consultation-section-way-", code);
        let about = ui.t(&format!("consultation-section-way-{code}-about"));
        Choice::new(code, words).about(about)
    });
    let stances = Stance::ALL
        .iter()
        .map(|(code, stance)| Choice::new(code, stance_words(&ui, Some(*stance))));
    let stances = stances.collect();
    let rest = format!("/avsnitt/{}", point.key);
    let label = |field: &str| ui.t(&format!("consultation-section-{field}"));
    let reason = FieldKind::LongText { rows: 12 };
    let form = Form::new(desk.href(&rest), ui.t("consultation-save-section"))
        .marked()
        .cancel(desk.href(&format!("#{}", point.key)))
        .field(Field::new("way", label("way"), FieldKind::Radios(ways.collect())).required())
        .field(Field::new(
            "stance",
            label("stance"),
            FieldKind::Select(stances),
        ))
        .field(Field::new("reason", label("reason"), reason))
        .field(Field::new("joint", "", FieldKind::Hidden))
        .fill(begins(desk, point).set("joint", point.revision))
        .seen(SeenTexts::now(desk, point).section);
    let heading = point.title.to_string();
    let mut page = FormPage::new(ui, heading, form);
    page.lead = page.ui.t("consultation-section-form-lead");
    page.above = above(&page.ui, point);
    page
}

/// What stands, or the joint text to make something of.
fn begins(desk: &AnswerDesk, point: &HeldPoint) -> Values {
    let said = |way: Way, stance: Option<Stance>, reason: &str| {
        Values::default()
            .set("way", way.code())
            .set("stance", stance.map_or("", Stance::code))
            .set("reason", reason)
    };
    match desk.section(point.id) {
        // Whoever opens what was adopted is about to change it.
        Some(stands) if stands.way == Way::Adopts => {
            said(Way::Adapts, stands.stance, &stands.reason)
        }
        Some(stands) => said(stands.way, stands.stance, &stands.reason),
        None => said(Way::Adapts, point.stance, &point.reason),
    }
}

/// What is asked, and what the parties say of it together.
fn above(ui: &Ui, point: &HeldPoint) -> String {
    let asked = ui.marked(&point.text, 2);
    let joint = ui.marked(&point.reason, 3);
    let heading = ui.t("consultation-joint-draft");
    let stance = stance_words(ui, point.stance);
    format!(
        "<div>{asked}</div><details open><summary>{heading}: {stance}</summary>{joint}</details>"
    )
}

pub(super) async fn open(tx: &Tx, ui: &Ui, address: (&str, &str)) -> Result<AnswerDesk, Problem> {
    let desk = found(tx, ui, address).await?;
    match refusal(&desk) {
        None => Ok(desk),
        Some(problem) => Err(problem),
    }
}

/// The answer, for whoever answers. Fails with `not_found` or `forbidden`.
async fn found(tx: &Tx, ui: &Ui, address: (&str, &str)) -> Result<AnswerDesk, Problem> {
    let desk = AnswerDesk::find(tx, &ui.actor, address.0, address.1).await?;
    match desk.may_answer(&ui.actor) {
        true => Ok(desk),
        false => Err(Problem::forbidden()),
    }
}

/// Why nothing is written now.
fn refusal(desk: &AnswerDesk) -> Option<Problem> {
    match (desk.is_open(), desk.answer.state.is_written()) {
        (true, true) => None,
        (_, false) => Some(Problem::conflict("consultation_section_settled")),
        (false, true) => Some(Problem::conflict("consultation_not_open")),
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing, point)): Address,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = open(&tx, &ui, (&collaboration, &thing)).await?;
    let point = desk.point(&point)?;
    page(ui, &desk, point).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing, point)): Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_consultation_section").await?;
    let desk = found(&tx, &ui, (&collaboration, &thing)).await?;
    let point = desk.point(&point)?;
    // What was typed stays on the page when it was decided on meanwhile.
    if let Some(problem) = refusal(&desk) {
        return page(ui, &desk, point).refuse(values, problem);
    }
    match try_save(&tx, &ui.actor, (&desk, point), &values).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.href(""), "saved"))
        }
        Err(problems) => {
            drop(tx);
            refuse(
                &state,
                ui,
                (&collaboration, &thing, &point.key),
                (values, problems),
            )
            .await
        }
    }
}

/// The form again beside what stands now: somebody may have written since it was opened.
async fn refuse(
    state: &AppState,
    ui: Ui,
    (collaboration, thing, point): (&str, &str, &Key),
    (values, problems): (Values, Problems),
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = open(&tx, &ui, (collaboration, thing)).await?;
    let point = desk.point(point.as_str())?;
    let seen = SeenTexts {
        joint: values.integer("joint").unwrap_or_default(),
        ..SeenTexts::now(&desk, point)
    };
    let changed = changed_since(&tx, &desk, &[(point, seen)]).await?;
    let mut page = page(ui, &desk, point);
    if !changed.is_empty() {
        page.above = changed::html(&page.ui, &changed)?;
    }
    // Whoever has read it may go on from it.
    let values = values.set("joint", point.revision);
    page.refuse(values, problems)
}

async fn try_save(
    tx: &Tx,
    actor: &Actor,
    (desk, point): (&AnswerDesk, &HeldPoint),
    values: &Values,
) -> Result<(), Problems> {
    let seen = SeenTexts {
        joint: values.integer("joint")?,
        section: values.integer("revision")?,
    };
    let way = values.choice("way", Way::ALL)?;
    let stance = match values.text("stance") {
        "" => None,
        code => Some(Stance::from_code(code).map_err(|wrong| wrong.at_field("stance"))?),
    };
    // What is adopted says what the joint draft says: other words are no part of it.
    let reason = values.text("reason").trim();
    let is_joint = stance == point.stance && reason == point.reason.trim();
    let says_nothing = stance.is_none() && reason.is_empty();
    if way == Way::Adopts && !is_joint && !says_nothing {
        let other = Problem::invalid("consultation_adopts_other");
        return Err(other.at_field("way").into());
    }
    let said = Said {
        way,
        stance,
        reason: values.text("reason").to_owned(),
    };
    save_section(tx, actor, desk, (point, said), seen).await?;
    Ok(())
}
