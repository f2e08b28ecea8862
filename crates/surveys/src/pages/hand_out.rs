//! Handing sections out to colleagues.

use super::address::Address;
use super::words::section_words;
use crate::actions::{Handing, colleagues, hand_out};
use crate::desk::AnswerDesk;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{PersonId, Problem, interned};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

async fn page(tx: &Tx, ui: Ui, desk: &AnswerDesk) -> Result<FormPage, Problem> {
    if !desk.is_full {
        return Err(Problem::forbidden());
    }
    let people = colleagues(tx, desk).await?;
    let choice = |(id, name): &(PersonId, String)| Choice::new(id, name.clone());
    let choices: Vec<Choice> = people.iter().map(choice).collect();
    let mut form = Form::new(desk.href("/dela-ut"), ui.t("answer-hand-out-save"));
    let mut values = Values::default();
    for section in &desk.form()?.form.sections {
        let name = interned(section.key.as_str());
        let field = Field::new(
            name,
            section_words(&ui, section),
            FieldKind::Select(choices.clone()),
        );
        form = form.field(field);
        if let Some(person) = desk.handed(name).and_then(|one| one.person) {
            values = values.set(name, person);
        }
    }
    let form = form.cancel(desk.href("")).fill(values);
    let (heading, lead) = (ui.t("answer-hand-out"), ui.t("answer-hand-out-lead"));
    Ok(FormPage::new(desk.inside(ui), heading, form).lead(lead))
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = address.answer(&tx, &ui).await?;
    page(&tx, ui, &desk).await?.show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("hand_out").await?;
    let desk = address.answer(&tx, &ui).await?;
    let actor = ui.actor.clone();
    let page = page(&tx, ui, &desk).await?;
    let mut handings = Vec::new();
    for section in &desk.form()?.form.sections {
        let to = match values.text(section.key.as_str()) {
            "" => None,
            id => {
                let id = id
                    .parse()
                    .map_err(|_| Problem::invalid("colleague_unknown"));
                Some(PersonId(
                    id.map_err(|problem| problem.at_field(section.key.as_str()))?,
                ))
            }
        };
        handings.push(Handing {
            section: section.key.clone(),
            to,
        });
    }
    match hand_out(&tx, &actor, &desk, &handings).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.href(""), "answer-handed-out"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}
