//! The form in which a thing is taken to another state: only the steps that the person may take.

use super::Visit;
use crate::states::{Decision, decide as decide_on};
use crate::web_form::words;
use crate::{Foretold, Ground, Move, Stored};
use askama::Template;
use samverk_database::Tx;
use samverk_fields::{Choices, FieldKind};
use samverk_foundation::{Problem, Problems};
use samverk_web::{
    Choice, Field, FieldKind as Drawn, Form, FormPage, PageResult, Ui, redirect_with_notice,
};

/// What lies before somebody who may take a step.
struct Opened {
    one: Stored,
    /// The steps that they may take.
    steps: Vec<&'static Move>,
    foretold: Foretold,
}

impl Opened {
    fn lets_any(&self) -> bool {
        self.steps.iter().any(|step| self.foretold.lets(step.to))
    }

    /// Those for which nothing lacks; all of them when that is none, for the reasons are told above.
    fn offered(&self) -> Vec<&'static Move> {
        let open = self.steps.iter().copied();
        let open: Vec<_> = open.filter(|step| self.foretold.lets(step.to)).collect();
        match self.lets_any() {
            true => open,
            false => self.steps.clone(),
        }
    }
}

/// What is told above the form.
#[derive(Template)]
#[template(path = "kept_foretold.html")]
struct Told {
    notes: Vec<String>,
    /// The words of a state, and what lacks for it.
    lacks: Vec<(String, String)>,
}

/// What a state is called.
fn word(visit: &Visit, ui: &Ui, code: &str) -> String {
    let states = visit.facts().keeping.states;
    let question = states.and_then(|states| visit.kind.form().find(states.field.as_str()));
    let codes = match question.map(|question| &question.kind) {
        Some(FieldKind::Choice(codes)) => codes.clone(),
        _ => Choices::default(),
    };
    let choice = codes.0.iter().find(|choice| choice.code == code);
    choice.map_or_else(|| code.to_owned(), |choice| words(ui, &choice.label))
}

fn told(visit: &Visit, ui: &Ui, opened: &Opened) -> String {
    let may = |to: &str| opened.steps.iter().any(|step| step.to == to);
    let lacks = opened.foretold.lacks.iter().filter(|(to, _)| may(to));
    let mut lacks: Vec<(String, String)> = lacks
        .map(|(to, why)| (word(visit, ui, to), ui.problem(why)))
        .collect();
    let mut notes = opened.foretold.notes.clone();
    // What hinders every step is said once.
    if !opened.lets_any()
        && let Some((_, first)) = lacks.first().cloned()
        && lacks.iter().all(|(_, why)| *why == first)
    {
        notes.push(first);
        lacks.clear();
    }
    Told { notes, lacks }.render().unwrap_or_default()
}

fn page(visit: &Visit, at: &dyn Ground, opened: &Opened) -> FormPage {
    let one = &opened.one;
    let ui = visit.thing_ui(at, one);
    let steps = opened.offered();
    let choices = steps
        .iter()
        .map(|step| Choice::new(step.to, word(visit, &ui, step.to)));
    let to = Field::new(
        "to",
        ui.t("kept-decide-to"),
        Drawn::Radios(choices.collect()),
    );
    let reason = Drawn::LongText { rows: 3 };
    let reason = Field::new("reason", ui.t("kept-decide-reason"), reason);
    let reason = match steps.iter().all(|step| step.needs_reason) {
        true => reason.required(),
        false => reason,
    };
    let form = Form::new(visit.href(at, one, "beslut"), visit.step_words(one))
        .field(to.required())
        .field(reason)
        .seen(one.revision)
        .cancel(visit.list_href(at));
    let told = told(visit, &ui, opened);
    let heading = visit.step_heading(one);
    let mut page = FormPage::new(ui, heading, form).lead(visit.kind.name(&one.record));
    page.above = told;
    page
}

/// The thing, with the steps that the person may take. Fails with `forbidden` when there is none.
async fn opened(visit: &Visit, tx: &Tx, at: &dyn Ground) -> Result<Opened, Problem> {
    let one = visit.thing(tx, at).await?;
    let states = visit.facts().keeping.states;
    let steps = states.map(|states| states.open_to(at, &one));
    let steps = steps.unwrap_or_default();
    if steps.is_empty() {
        return Err(at.require(&[]).err().unwrap_or_else(Problem::forbidden));
    }
    let foretold = match visit.facts().pages.foretells {
        Some(tell) => tell(tx, at, &visit.ui, &one).await?,
        None => Foretold::default(),
    };
    Ok(Opened {
        one,
        steps,
        foretold,
    })
}

/// Where no step can be taken: why, and no form.
#[derive(Template)]
#[template(path = "kept_no_step.html")]
struct NoStepPage {
    ui: Ui,
    heading: String,
    name: String,
    told: String,
    back: String,
}

fn no_step(visit: &Visit, at: &dyn Ground, opened: &Opened) -> PageResult {
    let one = &opened.one;
    let ui = visit.thing_ui(at, one);
    ui.page(&NoStepPage {
        heading: visit.step_heading(one),
        name: visit.kind.name(&one.record),
        told: told(visit, &ui, opened),
        back: visit.list_href(at),
        ui: ui.clone(),
    })
}

pub(crate) async fn ask(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let at = visit.ground(&tx).await?;
    let opened = opened(&visit, &tx, at.as_ref()).await?;
    if !opened.lets_any() {
        return no_step(&visit, at.as_ref(), &opened);
    }
    page(&visit, at.as_ref(), &opened).show()
}

pub(crate) async fn decide(visit: Visit) -> PageResult {
    let tx = visit.state.db.begin("decide_kept").await?;
    let at = visit.ground(&tx).await?;
    let at = at.as_ref();
    let opened = opened(&visit, &tx, at).await?;
    match try_decide(&visit, &tx, at, &opened.one).await {
        Ok(()) => {
            tx.commit().await?;
            let back = visit.list_href(at);
            Ok(redirect_with_notice(&back, "saved"))
        }
        Err(problems) => page(&visit, at, &opened).refuse(visit.values.clone(), problems),
    }
}

async fn try_decide(visit: &Visit, tx: &Tx, at: &dyn Ground, one: &Stored) -> Result<(), Problems> {
    let seen = visit.values.integer("revision")?;
    let to = visit.values.text("to");
    if to.is_empty() {
        return Err(Problem::invalid("field_missing").at_field("to").into());
    }
    let reason = visit.values.text("reason");
    let decision = Decision { to, reason };
    decide_on(tx, &visit.ui.actor, at, visit.kind, one, decision, seen).await?;
    Ok(())
}
