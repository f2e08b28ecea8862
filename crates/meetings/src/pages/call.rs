//! Who is called to a meeting.

use crate::calling::Calling;
use crate::choices::MeetingState;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{PersonId, Problem, Problems};
use samverk_identity::ListedPerson;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};
use std::collections::BTreeSet;

/// The field.
const PEOPLE: &str = "person";

type Address = Path<(String, String)>;

async fn opened(
    tx: &Tx,
    state: &AppState,
    ui: &Ui,
    (collaboration, key): &(String, String),
) -> Result<Calling, Problem> {
    Calling::open(tx, &ui.actor, (collaboration, key), state.settings.demo).await
}

/// The form.
impl Calling {
    fn page(&self, ui: Ui) -> FormPage {
        let href = self.scope.href(&format!("/moten/{}", self.meeting.key));
        let choice = |one: &ListedPerson| Choice::new(one.id, one.name.clone());
        let people = self.people.iter().map(choice).collect();
        let field = Field::new(
            PEOPLE,
            ui.t("meeting-call-who"),
            FieldKind::Checkboxes(people),
        );
        let button = match self.meeting.state {
            MeetingState::Planned => ui.t("meeting-call-send"),
            _ => ui.t("meeting-call-again"),
        };
        let form = Form::new(format!("{href}/kallelse"), button)
            .field(field.required().hint(ui.t("meeting-call-who-hint")))
            .cancel(&href);
        let values = Values::from_pairs(
            self.called()
                .into_iter()
                .map(|id| (PEOPLE.to_owned(), id.to_string())),
        );
        let list = ui.t("meeting-tab");
        let ui = self
            .scope
            .ui(ui)
            .with_crumb(self.scope.href("/moten"), list)
            .with_crumb(href, self.meeting.title.to_string());
        let heading = ui.t("meeting-call-heading");
        let form = form.fill(values).seen(self.meeting.revision);
        FormPage::new(ui, heading, form).lead(self.meeting.title.to_string())
    }

    /// Everybody before anybody is called.
    fn called(&self) -> Vec<PersonId> {
        match self.calls.is_empty() {
            true => self.people.iter().map(|one| one.id).collect(),
            false => {
                let called = self.calls.iter().filter(|one| one.is_called);
                called.map(|one| one.person).collect()
            }
        }
    }

    fn read(&self, values: &Values) -> BTreeSet<PersonId> {
        let chosen = values.all(PEOPLE);
        let is_chosen = |one: &&ListedPerson| chosen.contains(&one.id.to_string().as_str());
        self.people
            .iter()
            .filter(is_chosen)
            .map(|one| one.id)
            .collect()
    }
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let tx = state.db.read().await?;
    let calling = opened(&tx, &state, &ui, &address).await?;
    calling.page(ui).show()
}

pub(super) async fn call(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("call_to_meeting").await?;
    let calling = opened(&tx, &state, &ui, &address).await?;
    match save(&tx, &ui, &calling, &values).await {
        Ok(()) => {
            tx.commit().await?;
            let href = calling
                .scope
                .href(&format!("/moten/{}", calling.meeting.key));
            let notice = match calling.meeting.state {
                MeetingState::Planned => "meeting-called",
                _ => "meeting-called-again",
            };
            Ok(redirect_with_notice(&href, notice))
        }
        Err(problems) => calling.page(ui).refuse(values, problems),
    }
}

async fn save(tx: &Tx, ui: &Ui, calling: &Calling, values: &Values) -> Result<(), Problems> {
    let seen = match calling.meeting.state {
        MeetingState::Planned => values.integer("revision")?,
        _ => calling.meeting.revision,
    };
    let people = calling.read(values);
    calling.call(tx, &ui.actor, (&people, PEOPLE), seen).await
}
