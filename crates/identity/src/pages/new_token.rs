//! Making a token, and showing it the only time there is.

use super::tokens::scope_words;
use crate::actions::create_token;
use crate::directory::{Directory, DirectorySlot, Named};
use crate::model::TokenWish;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use chrono::{Days, NaiveDate};
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Person, Problem, TokenScope};
use samverk_web::{AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};

const HOME: &str = "/mina-uppgifter";
const HERE: &str = "/mina-uppgifter/tokens/ny";
/// How long a token is proposed to last.
const DAYS_PROPOSED: u64 = 90;

/// Shows a token that was made just now.
#[derive(Template)]
#[template(path = "new_token.html")]
struct NewTokenPage {
    ui: Ui,
    name: String,
    token: String,
}

/// The collaborations that the person has anything to do with, by name.
async fn own_collaborations(
    tx: &Tx,
    directory: &dyn Directory,
    person: &Person,
) -> Result<Vec<Named<CollaborationId>>, Problem> {
    let parties: Vec<_> = person.party_roles.iter().map(|(id, _)| *id).collect();
    let through_party = directory.collaborations_of(tx, &parties).await?;
    let own = |id: CollaborationId| {
        let mut roles = person.collaboration_roles.iter();
        roles.any(|(held, _)| *held == id) || through_party.contains(&id)
    };
    let mut all = directory.collaborations(tx).await?;
    all.retain(|found| person.administrator || own(found.id));
    Ok(all)
}

fn page(ui: &Ui, collaborations: &[Named<CollaborationId>], proposed: NaiveDate) -> FormPage {
    let field = |name, label: &str, kind| Field::new(name, ui.t(label), kind);
    let scope = |scope: &TokenScope| Choice::new(scope.code(), scope_words(ui, scope.code()));
    let scopes = FieldKind::Checkboxes(ui.scopes().iter().map(scope).collect());
    let place = |found: &Named<CollaborationId>| Choice::new(&found.key, &found.name);
    let places = FieldKind::Select(collaborations.iter().map(place).collect());
    let mut form = Form::new(HERE, ui.t("token-create"))
        .field(
            field("name", "token-name", FieldKind::Text)
                .required()
                .hint(ui.t("token-name-hint")),
        )
        .field(
            field("scopes", "token-scopes", scopes)
                .required()
                .hint(ui.t("token-scopes-hint")),
        );
    if !collaborations.is_empty() {
        let only = field("collaboration", "token-only", places);
        form = form.field(only.hint(ui.t("token-only-hint")));
    }
    let last_day = field("last_day", "token-last-day", FieldKind::Date).required();
    let form = form
        .field(last_day.hint(ui.t("token-last-day-hint")))
        .fill(Values::default().set("last_day", proposed))
        .cancel(HOME);
    let here = ui.clone().with_crumb(HOME, ui.t("account-heading"));
    FormPage::new(here, ui.t("token-new-heading"), form).lead(ui.t("token-new-lead"))
}

fn proposed(tx: &Tx) -> NaiveDate {
    tx.today()
        .checked_add_days(Days::new(DAYS_PROPOSED))
        .unwrap_or_else(|| tx.today())
}

pub async fn show(State(state): State<AppState>, ui: Ui, directory: DirectorySlot) -> PageResult {
    let person = ui.actor.person().ok_or_else(Problem::sign_in_needed)?;
    let tx = state.db.read().await?;
    let collaborations = own_collaborations(&tx, &*directory, person).await?;
    page(&ui, &collaborations, proposed(&tx)).show()
}

pub async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    directory: DirectorySlot,
    values: Values,
) -> PageResult {
    let person = ui.actor.person().ok_or_else(Problem::sign_in_needed)?;
    let tx = state.db.begin("create token").await?;
    let collaborations = own_collaborations(&tx, &*directory, person).await?;
    let created = match read(&ui, &collaborations, &values) {
        Ok(wish) => create_token(&tx, &ui.actor, &wish).await,
        Err(problem) => Err(problem),
    };
    let token = match created {
        Ok(token) => token,
        Err(problem) => {
            return page(&ui, &collaborations, proposed(&tx)).refuse(values, problem);
        }
    };
    tx.commit().await?;
    let shown = NewTokenPage {
        ui: ui.clone().with_crumb(HOME, ui.t("account-heading")),
        name: values.text("name").to_owned(),
        token,
    };
    let mut response = ui.page(&shown)?;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The token holds through its last day, as days go in Sweden.
fn read(
    ui: &Ui,
    collaborations: &[Named<CollaborationId>],
    values: &Values,
) -> Result<TokenWish, Problem> {
    let wrong = |name: &str| Problem::invalid("choice_invalid").at_field(name);
    let scopes = values.all("scopes").into_iter();
    let known = |code: &str| ui.scopes().iter().find(|scope| scope.code() == code);
    let scopes: Option<_> = scopes.map(|code| known(code).copied()).collect();
    let only = match values.text("collaboration") {
        "" => None,
        key => {
            let found = collaborations.iter().find(|found| found.key == key);
            let found = found.ok_or_else(|| wrong("collaboration").with("value", key))?;
            Some((found.id, found.name.clone()))
        }
    };
    let last_day = values.date("last_day")?;
    let day_after = last_day.checked_add_days(Days::new(1));
    let invalid = || Problem::invalid("date_invalid").with("value", last_day);
    let day_after = day_after.ok_or_else(|| invalid().at_field("last_day"))?;
    Ok(TokenWish {
        name: values.required("name")?,
        scopes: scopes.ok_or_else(|| wrong("scopes").with("value", ""))?,
        only,
        expires_at: ui.start_of_day(day_after),
    })
}
