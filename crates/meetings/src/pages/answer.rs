//! What somebody who is called answers: the letter's link opens a page with one button, and changes nothing.

use crate::actions::find_meeting;
use crate::calls::{answer, own_call};
use crate::choices::Answer;
use crate::meetings::Meeting;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_kept::Held;
use samverk_parties::Scope;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

type Address = Path<(String, String)>;

/// For who is called. Fails with `not_found` for others.
async fn opened(
    tx: &Tx,
    ui: &Ui,
    (collaboration, key): &(String, String),
) -> Result<(Scope, Held<Meeting>, String), Problem> {
    let scope = Scope::find(tx, &ui.actor, collaboration).await?;
    let meeting = find_meeting(tx, &scope, key).await?;
    let call = own_call(tx, &ui.actor, meeting.id).await?;
    let call = call.ok_or_else(Problem::not_found)?;
    Ok((scope, meeting, call.answer))
}

fn page(ui: Ui, scope: &Scope, meeting: &Held<Meeting>, said: &str) -> FormPage {
    let href = scope.href(&format!("/moten/{}", meeting.key));
    let choice =
        |(code, _): &(&str, Answer)| Choice::new(code, ui.t(&format!("meeting-answer-{code}")));
    let choices = Answer::ALL.iter().map(choice).collect();
    let field = Field::new(
        "answer",
        ui.t("meeting-answer-label"),
        FieldKind::Radios(choices),
    );
    let said = Values::default().set("answer", if said.is_empty() { "yes" } else { said });
    let form = Form::new(format!("{href}/svar"), ui.t("meeting-answer-button"))
        .field(field.required())
        .fill(said)
        .cancel(&href);
    let lead = format!("{}, {}", meeting.title, super::words::when(&ui, meeting));
    let list = ui.t("meeting-tab");
    let ui = scope
        .ui(ui)
        .with_crumb(scope.href("/moten"), list)
        .with_crumb(href, meeting.title.to_string());
    let heading = ui.t("meeting-answer-heading");
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let tx = state.db.read().await?;
    let (scope, meeting, said) = opened(&tx, &ui, &address).await?;
    page(ui, &scope, &meeting, &said).show()
}

pub(super) async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("answer_call").await?;
    let (scope, meeting, said) = opened(&tx, &ui, &address).await?;
    let answered = async {
        let chosen = Answer::from_code(values.text("answer"));
        let chosen = chosen.map_err(|wrong| wrong.at_field("answer"))?;
        answer(&tx, &ui.actor, &scope, &meeting, chosen).await?;
        Ok::<_, Problems>(())
    };
    match answered.await {
        Ok(()) => {
            tx.commit().await?;
            let href = scope.href(&format!("/moten/{}", meeting.key));
            Ok(redirect_with_notice(&href, "saved"))
        }
        Err(problems) => page(ui, &scope, &meeting, &said).refuse(values, problems),
    }
}
