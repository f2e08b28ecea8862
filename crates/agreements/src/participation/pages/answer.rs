//! The form in which a party answers, or somebody for it.

use super::one::question_ui;
use crate::participation::answer::{Participation, Taking};
use crate::participation::answering::answer_participation;
use crate::participation::view::{QuestionDesk, acts_for};
use axum::extract::{Path, State};
use samverk_fields::{KindCode, Known, Line, Name, One, Prose, Referable, Reference, Whole};
use samverk_foundation::{Actor, Problem, Problems};
use samverk_parties::model::Party;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

type Address = (String, String, String);

/// The member that the address names, where the actor may answer. Fails with `not_found` or `forbidden`.
fn answering<'d>(desk: &'d QuestionDesk, actor: &Actor, key: &str) -> Result<&'d Party, Problem> {
    let mut members = desk.scope.present().map(|member| &member.party);
    let party = members.find(|party| party.key.as_str() == key);
    let party = party.ok_or_else(Problem::not_found)?;
    match acts_for(actor, party.id) || desk.may_record() {
        true => Ok(party),
        false => Err(Problem::forbidden()),
    }
}

fn page(ui: Ui, desk: &QuestionDesk, party: &Party) -> FormPage {
    let is_own = acts_for(&ui.actor, party.id);
    let label = |field: &str| ui.t(&format!("participation-{field}"));
    let text = |name: &'static str, field: &str| Field::new(name, label(field), FieldKind::Text);
    let date = |name: &'static str, field: &str| Field::new(name, label(field), FieldKind::Date);
    let number =
        |name: &'static str, field: &str| Field::new(name, label(field), FieldKind::Number);
    let choice = |(code, _): &(&'static str, Taking)| {
        let words = ui.t(&format!("participation-answer-{}", code.replace('_', "-")));
        let about = ui.t(&format!(
            "participation-answer-{}-about",
            code.replace('_', "-")
        ));
        Choice::new(code, words).about(about)
    };
    let choices = FieldKind::Radios(Taking::ALL.iter().map(choice).collect());
    let mut form = Form::new(
        desk.href(&format!("/svar/{}", party.key)),
        ui.t("participation-save-answer"),
    )
    .cancel(desk.href(""))
    .field(Field::new("answer", label("answer"), choices).required())
    .field(date("from", "from").half().hint(label("from-hint")))
    .field(date("to", "to").half().hint(label("to-hint")))
    .field(Field::new(
        "decision",
        ui.t("participation-decision"),
        FieldKind::Heading,
    ))
    .field(text("body", "body"))
    .field(date("decided", "decided").half())
    .field(text("paragraph", "paragraph").half())
    .field(text("registry_number", "registry-number").hint(label("registry-number-hint")))
    .field(Field::new(
        "gives",
        ui.t("participation-gives"),
        FieldKind::Heading,
    ))
    .field(number("cost", "cost").half())
    .field(number("hours", "hours").half())
    .field(text("contact", "contact").hint(label("contact-hint")))
    .field(date("given", "given").required().hint(label("given-hint")));
    if !is_own {
        form = form.field(
            text("said_by", "said-by")
                .required()
                .hint(label("said-by-hint")),
        );
    }
    let note = Field::new("note", label("note"), FieldKind::LongText { rows: 3 });
    let form = form.field(note).fill(stands(desk, party));
    let heading = ui.t1("participation-answer-for", "name", &party.name);
    let lead = match &desk.initiative {
        Some(initiative) => ui.t1("participation-answer-lead", "name", &*initiative.title),
        None => ui.t("participation-answer-lead-itself"),
    };
    FormPage::new(ui, heading, form).lead(lead)
}

/// What the party answered last, so that only what is new is written.
fn stands(desk: &QuestionDesk, party: &Party) -> Values {
    let today = Values::default().set("given", desk.scope.today);
    let Some(last) = desk.of_party(party).last else {
        return today;
    };
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let hours = last.hours.map(|hours| hours.0.to_string());
    today
        .set("answer", last.answer.code())
        .set("from", day(last.from))
        .set("to", day(last.to))
        .set(
            "cost",
            last.cost
                .map(samverk_foundation::Ore::to_plain)
                .unwrap_or_default(),
        )
        .set("hours", hours.unwrap_or_default())
        .set("body", &*last.body)
        .set("decided", day(last.decided))
        .set("paragraph", &*last.paragraph)
        .set("registry_number", &*last.registry_number)
        .set("contact", &*last.contact)
        .set("note", &*last.note)
}

fn read(party: &Party, values: &Values) -> Result<Participation, Problems> {
    let mut problems = Problems::default();
    let answer = problems.keep(values.choice("answer", Taking::ALL));
    let given = problems.keep(values.date("given"));
    let from = problems.keep(values.optional_date("from"));
    let to = problems.keep(values.optional_date("to"));
    let decided = problems.keep(values.optional_date("decided"));
    let cost = problems.keep(values.optional_ore("cost"));
    let hours = problems.keep(values.optional_integer("hours"));
    let text = |name: &str| values.text(name).to_owned();
    let (Some(answer), Some(given), Some(from), Some(to)) = (answer, given, from, to) else {
        return Err(problems);
    };
    let (Some(decided), Some(cost), Some(hours)) = (decided, cost, hours) else {
        return Err(problems);
    };
    problems.or(Participation {
        party: One::to(reference(party)),
        initiative: None,
        answer,
        given,
        from,
        to,
        body: Line::from(text("body")),
        decided,
        paragraph: Line::from(text("paragraph")),
        registry_number: Line::from(text("registry_number")),
        contact: Name::from(text("contact")),
        cost,
        hours: hours.map(Whole),
        said_by: Name::from(text("said_by")),
        note: Prose::from(text("note")),
    })
}

fn reference(party: &Party) -> Reference {
    Reference {
        kind: KindCode::of(Party::KIND),
        key: party.key.clone(),
        known: Some(Known {
            id: party.id.0,
            name: party.name.clone(),
        }),
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing, party)): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = QuestionDesk::find(&tx, &ui.actor, &collaboration, &thing).await?;
    let party = answering(&desk, &ui.actor, &party)?;
    if !desk.is_open() {
        return Err(Problem::conflict("question_not_open").into());
    }
    let ui = question_ui(ui, &desk).with_crumb(desk.href(""), desk.question.title.to_string());
    page(ui, &desk, party).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing, party)): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("answer_participation").await?;
    let desk = QuestionDesk::find(&tx, &ui.actor, &collaboration, &thing).await?;
    let party = answering(&desk, &ui.actor, &party)?;
    let saved = match read(party, &values) {
        Ok(said) => answer_participation(&tx, &ui.actor, &desk, said).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &desk.href(""),
                "participation-answered",
            ))
        }
        Err(problems) => {
            let ui =
                question_ui(ui, &desk).with_crumb(desk.href(""), desk.question.title.to_string());
            page(ui, &desk, party).refuse(values, problems)
        }
    }
}
