//! The forms that register and change a case.

use super::processes::offered;
use super::token::{renewed, token_field, token_of};
use crate::actions::{
    REGISTERED_ALREADY, begin_process, change_case, note_reading, register_case_once,
};
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseContent, Read};
use crate::store::{find_case_by_token, list_grants};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{check, from_form, to_form};
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::{Kept, SentForm, question_fields};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};
use uuid::Uuid;

/// The fields, with the party's people to choose an officer among.
async fn fields(
    tx: &Tx,
    ui: &Ui,
    desk: &RegistryDesk,
    one: Option<&Case>,
) -> Result<Vec<Field>, Problem> {
    let mut people: Vec<Choice> = Vec::new();
    let officers = desk.officers(tx).await?;
    // Who has left stays where they stand until somebody else is chosen.
    let left = one.map(|case| case.content.officer.to_string());
    let left = left.filter(|address| !address.is_empty() && !officers.contains_key(address));
    people.extend(left.map(|address| Choice::new(&address, &*address)));
    let named = officers.iter();
    people.extend(named.map(|(address, (_, name))| Choice::new(address, name.clone())));
    let drawn = question_fields(ui, CaseContent::form().questions()).into_iter();
    let officer = CaseContent::OFFICER;
    let chosen = drawn.map(|field| match field.name == officer.as_str() {
        true => Field {
            kind: FieldKind::Select(people.clone()),
            ..field
        },
        false => field,
    });
    Ok(chosen.collect())
}

/// What was sent. All that is wrong in it is told at once.
fn read(values: &Values) -> Result<CaseContent, Problems> {
    let form = CaseContent::form();
    let record = from_form(form, &SentForm::of(values))?;
    check(form, &record).or(())?;
    let content = CaseContent::read(&record);
    Ok(content.ok_or_else(|| Problem::internal("a record of another form"))?)
}

fn filled(content: &CaseContent) -> Values {
    let pairs = to_form(CaseContent::form(), &content.write()).into_iter();
    pairs.fold(Values::default(), |values, (name, value)| {
        values.add(&name, value)
    })
}

/// By which process the case goes from the beginning, if by any.
fn process_field(ui: &Ui, processes: Vec<Choice>) -> Field {
    let none = Choice::new("", ui.t("case-without-process"));
    let choices = std::iter::once(none).chain(processes).collect();
    let label = ui.t("case-process");
    Field::new(PROCEDURE, label, FieldKind::Select(choices)).hint(ui.t("case-process-choose-lead"))
}

const PROCEDURE: &str = "procedure";

async fn new_page(tx: &Tx, ui: Ui, desk: &RegistryDesk) -> Result<FormPage, Problem> {
    let ui = desk.ui_below(ui);
    let form = Form::new(desk.href("/arenden/ny"), ui.t("case-register")).cancel(desk.href(""));
    let fields = fields(tx, &ui, desk, None).await?;
    let form = fields.into_iter().fold(form, Form::field);
    let form = match offered(tx, &ui, desk).await? {
        none if none.is_empty() => form,
        processes => form.field(process_field(&ui, processes)),
    };
    let form = token_field(tx, form);
    let (heading, lead) = (ui.t("case-register-heading"), ui.t("case-register-lead"));
    Ok(FormPage::new(ui, heading, form).lead(lead))
}

async fn edit_page(tx: &Tx, ui: Ui, desk: &RegistryDesk, case: &Case) -> Result<FormPage, Problem> {
    let ui = super::one::below(ui, desk, case);
    let form = Form::new(desk.case_href(case, "/redigera"), ui.t("form-save"))
        .cancel(desk.case_href(case, ""));
    let fields = fields(tx, &ui, desk, Some(case)).await?;
    let form = fields.into_iter().fold(form, Form::field);
    let form = form.fill(filled(&case.content)).seen(case.revision);
    let heading = ui.t1("case-change-heading", "number", &case.number);
    let page = FormPage::new(ui.clone(), heading, form);
    let grants = list_grants(tx, case.id).await?;
    let is_shared = grants.iter().any(|grant| grant.holds(tx.today()));
    Ok(match is_shared && !case.content.is_secret() {
        true => page.lead(ui.t("case-change-is-shared")),
        false => page,
    })
}

/// The registry, for whoever registers in it.
async fn desk(tx: &Tx, ui: &Ui, party: &str, registry: &str) -> Result<RegistryDesk, Problem> {
    let desk = RegistryDesk::find_to_read(tx, &ui.actor, party, registry).await?;
    desk.require_register()?;
    Ok(desk)
}

type AtRegistry = Path<(String, String)>;
type AtCase = Path<(String, String, String)>;

pub(super) async fn new(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry)): AtRegistry,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = desk(&tx, &ui, &party, &registry).await?;
    new_page(&tx, ui, &desk).await?.show()
}

pub(super) async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry)): AtRegistry,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("register_case").await?;
    let desk = desk(&tx, &ui, &party, &registry).await?;
    let actor = ui.actor.clone();
    let page = new_page(&tx, ui, &desk).await?;
    let token = token_of(&values);
    let registered = match read(&values) {
        Ok(content) => {
            let process = values.text(PROCEDURE);
            register_with(&tx, &actor, &desk, (content, token), process).await
        }
        Err(problems) => Err(problems),
    };
    match registered {
        Ok(case) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &desk.case_href(&case, ""),
                "case-registered",
            ))
        }
        Err(problems) if problems.0.iter().any(|one| one.code == REGISTERED_ALREADY) => {
            drop(tx);
            let tx = state.db.read().await?;
            let token = token.unwrap_or_default();
            let found = find_case_by_token(&tx, desk.registry.id, token).await?;
            let case = found.ok_or_else(Problem::not_found)?;
            let to = desk.case_href(&case, "");
            Ok(redirect_with_notice(&to, "case-registered"))
        }
        Err(problems) => page.refuse(renewed(&tx, values, &problems), problems),
    }
}

/// Registers the case, and lets it go by a process when one was chosen.
async fn register_with(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (content, token): (CaseContent, Option<Uuid>),
    process: &str,
) -> Result<Case, Problems> {
    let case = register_case_once(tx, actor, desk, content, token).await?;
    match process {
        "" => Ok(case),
        process => {
            let seen = case.revision;
            Ok(begin_process(tx, actor, desk, (&case, process), seen).await?)
        }
    }
}

pub(super) async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case)): AtCase,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = desk(&tx, &ui, &party, &registry).await?;
    let case = desk.case(&tx, &case).await?;
    case.require_open()?;
    let page = edit_page(&tx, ui.clone(), &desk, &case).await?;
    drop(tx);
    note_reading(&state.db, &ui.actor, case.id, &Read::Case, None).await?;
    page.show()
}

pub(super) async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case)): AtCase,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("change_case").await?;
    let desk = desk(&tx, &ui, &party, &registry).await?;
    let case = desk.case(&tx, &case).await?;
    case.require_open()?;
    let actor = ui.actor.clone();
    let page = edit_page(&tx, ui, &desk, &case).await?;
    match try_save(&tx, &actor, &desk, (&case, &values)).await {
        Ok(case) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.case_href(&case, ""), "saved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

async fn try_save(
    tx: &Tx,
    actor: &samverk_foundation::Actor,
    desk: &RegistryDesk,
    (case, values): (&Case, &Values),
) -> Result<Case, Problems> {
    let seen = values.integer("revision")?;
    let content = read(values)?;
    change_case(tx, actor, desk, (case, content), seen).await
}
