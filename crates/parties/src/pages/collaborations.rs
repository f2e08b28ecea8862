use crate::actions::{SaveCollaboration, save_collaboration};
use crate::model::{Collaboration, LegalForm, Party, Reach};
use crate::policy::Action;
use crate::store::PartyFilter;
use crate::{Scope, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, list_object_events};
use samverk_foundation::{PartyId, Problem};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

#[derive(Template)]
#[template(path = "collaboration.html")]
struct CollaborationPage {
    ui: Ui,
    collaboration: Collaboration,
    host: Option<Party>,
    may_edit: bool,
    panels: Vec<String>,
    history: Vec<RecordedEvent>,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let ui = scope.ui(ui);
    let host = match scope.collaboration.host {
        Some(id) => store::find_parties(&tx, &[id]).await?.pop(),
        None => None,
    };
    let mut panels = Vec::new();
    for panel in &state.panels {
        panels.extend(panel(&tx, &ui, scope.collaboration.id).await?);
    }
    let history = match scope.sees_drafts() {
        true => list_object_events(&tx, scope.collaboration.id.0, 10).await?,
        false => Vec::new(),
    };
    let may_edit = scope.may(Action::SaveCollaboration.by());
    let collaboration = scope.collaboration;
    ui.page(&CollaborationPage { ui: ui.clone(), collaboration, host, may_edit, panels, history })
}

fn form(ui: &Ui, collaboration: &Collaboration, parties: &[Party]) -> Form {
    let choices = |prefix: &str, codes: &[&str]| {
        let choice = |code: &&str| Choice::new(code, ui.t(&format!("{prefix}-{}", dashed(code))));
        codes.iter().map(choice).collect::<Vec<_>>()
    };
    let legal_forms: Vec<_> = LegalForm::ALL.iter().map(|(code, _)| *code).collect();
    let reaches: Vec<_> = Reach::ALL.iter().map(|(code, _)| *code).collect();
    let hosts = parties.iter().map(|party| Choice::new(party.id, party.name.clone())).collect();
    Form::new(format!("{}/redigera", collaboration.href()), ui.t("form-save"))
        .field(Field::new("name", ui.t("collaboration-name"), FieldKind::Text).required())
        .field(
            Field::new("purpose", ui.t("collaboration-purpose"), FieldKind::LongText { rows: 6 })
                .required(),
        )
        .field(
            Field::new(
                "legal_form",
                ui.t("collaboration-legal-form"),
                FieldKind::Select(choices("legal-form", &legal_forms)),
            )
            .required(),
        )
        .field(Field::new("host", ui.t("collaboration-host"), FieldKind::Select(hosts)))
        .field(
            Field::new(
                "reach",
                ui.t("collaboration-reach"),
                FieldKind::Radios(choices("reach", &reaches)),
            )
            .required(),
        )
        .field(Field::new("source", ui.t("collaboration-source"), FieldKind::Text))
        .field(Field::new("published", ui.t("collaboration-published"), FieldKind::Checkbox))
        .field(Field::new("revision", "", FieldKind::Hidden))
        .cancel(collaboration.href())
}

fn dashed(code: &str) -> String {
    code.replace('_', "-")
}

fn filled(collaboration: &Collaboration) -> Values {
    Values::default()
        .set("name", &collaboration.name)
        .set("purpose", &collaboration.purpose)
        .set("legal_form", collaboration.legal_form.code())
        .set("host", collaboration.host.map(|id| id.to_string()).unwrap_or_default())
        .set("reach", collaboration.reach.code())
        .set("source", &collaboration.source)
        .set("published", collaboration.published)
        .set("revision", collaboration.revision)
}

fn read(values: &Values, before: &Collaboration) -> Result<SaveCollaboration, Problem> {
    let host = match values.text("host") {
        "" => None,
        text => Some(PartyId(
            text.parse().map_err(|_| Problem::invalid("choice_invalid").at_field("host"))?,
        )),
    };
    Ok(SaveCollaboration {
        name: values.required("name")?,
        purpose: values.required("purpose")?,
        legal_form: values.choice("legal_form", LegalForm::ALL)?,
        host,
        reach: values.choice("reach", Reach::ALL)?,
        parent: before.parent,
        published: values.checked("published"),
        source: values.optional("source")?,
        revision: values.integer("revision")?,
    })
}

pub async fn edit(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveCollaboration.by())?;
    let parties = store::list_parties(&tx, &PartyFilter::default()).await?;
    let ui = scope.ui(ui);
    let form = form(&ui, &scope.collaboration, &parties).fill(filled(&scope.collaboration));
    let heading = ui.t("collaboration-edit");
    FormPage::new(ui, heading, form).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_collaboration").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let saved = match read(&values, &scope.collaboration) {
        Ok(input) => save_collaboration(&tx, &ui.actor, &key, input).await,
        Err(problem) => Err(problem),
    };
    match saved {
        Ok(collaboration) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&collaboration.href(), "saved"))
        }
        Err(problem) => {
            let parties = store::list_parties(&tx, &PartyFilter::default()).await?;
            let ui = scope.ui(ui);
            let form = form(&ui, &scope.collaboration, &parties);
            let heading = ui.t("collaboration-edit");
            FormPage::new(ui, heading, form).refuse(values, problem)
        }
    }
}
