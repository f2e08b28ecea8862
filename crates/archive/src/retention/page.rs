//! Pages of how long a case is kept: its rule and days, its holds, and what of a registry is due.

use super::hold::{Hold, lift_hold, set_hold};
use super::panel::cause_words;
use super::plan::{HeldRule, RETENTION_RULE, TriggerEvent};
use super::standing::standings;
use crate::policy::Action;
use crate::store::{self, KeptHold};
use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use samverk_cases::actions::note_archiving;
use samverk_cases::model::{Case, Changes};
use samverk_cases::{CaseId, RegistryDesk, store as cases};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, Field, FieldKind, Form, FormPage, Narrow,
    PageResult, Policy, Route, Table, Tone, Ui, Values, redirect_with_notice,
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

const CASE: &str = "/aktorer/{party}/diarier/{registry}/arenden/{case}/gallring";
const NEW_HOLD: &str = "/aktorer/{party}/diarier/{registry}/arenden/{case}/gallringsstopp/nytt";
const LIFT: &str = "/aktorer/{party}/diarier/{registry}/arenden/{case}/gallringsstopp/{hold}/hav";
const DUE: &str = "/aktorer/{party}/diarier/{registry}/att-gallra";

/// So many cases are judged on a page.
const STRETCH: u64 = 200;

/// What nobody but people know the days of.
const TOLD_BY_PEOPLE: [TriggerEvent; 3] = [
    TriggerEvent::LegalForce,
    TriggerEvent::LastPayment,
    TriggerEvent::ContractEnded,
];

pub(crate) fn routes() -> Vec<Route> {
    let registers = Policy::Action(Action::Keep.code());
    vec![
        Route::get(CASE, registers, edit),
        Route::post(CASE, registers, save),
        Route::get(NEW_HOLD, registers, ask_hold),
        Route::post(NEW_HOLD, registers, send_hold),
        Route::get(LIFT, registers, ask_lift),
        Route::post(LIFT, registers, send_lift),
        Route::get(DUE, registers, due),
    ]
}

type AtCase = Path<(String, String, String)>;

/// The case, for whoever registers. Fails with `not_found` or `forbidden`.
async fn open(
    tx: &Tx,
    actor: &Actor,
    (party, registry, case): (&str, &str, &str),
) -> Result<(RegistryDesk, Case), Problem> {
    let desk = RegistryDesk::find_to_read(tx, actor, party, registry).await?;
    let case = desk.case(tx, case).await?;
    desk.roles().require(Action::Keep.by())?;
    Ok((desk, case))
}

fn below(ui: Ui, desk: &RegistryDesk, case: &Case) -> Ui {
    desk.ui_below(ui)
        .with_crumb(desk.case_href(case, ""), case.number.clone())
}

/// What a person says of how long a case is kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    /// The key of a rule, or nothing for that of the classification.
    pub rule: Option<Key>,
    pub days: BTreeMap<&'static str, Option<NaiveDate>>,
    /// Which other cases need each document, by the document's number.
    pub needs: BTreeMap<i64, Vec<String>>,
}

fn needs_field(number: i64) -> String {
    format!("behovs_{number}")
}

/// More documents than these are not listed in a form.
const DOCUMENTS_MAX: u64 = 100;

async fn edit_page(tx: &Tx, ui: Ui, desk: &RegistryDesk, case: &Case) -> Result<FormPage, Problem> {
    let rules = RETENTION_RULE.whole(tx, case.party.0).await?;
    let chosen = store::list_chosen_rules(tx, &[case.id.0]).await?;
    let chosen = chosen.get(&case.id.0);
    let choices = rules.iter().map(|rule| {
        let words = format!("{} ({})", rule.title, rule.mandate);
        Choice::new(rule.key.as_str(), words)
    });
    let choices = choices.collect();
    let rule = Field::new(
        "rule",
        ui.t("case-retention-rule"),
        FieldKind::Select(choices),
    )
    .hint(ui.t("case-retention-by-classification"));
    let mut values = Values::default();
    if let Some(rule) = rules.iter().find(|rule| Some(&rule.id) == chosen) {
        values = values.set("rule", rule.key.as_str());
    }
    let mut form = Form::new(desk.case_href(case, "/gallring"), ui.t("form-save"))
        .cancel(desk.case_href(case, ""))
        .field(rule);
    for event in TOLD_BY_PEOPLE {
        let words = ui.kind_name("retention-rule-trigger-event-", event.code());
        form = form.field(Field::new(event.code(), words, FieldKind::Date));
    }
    for (_, event, day) in store::list_triggers(tx, &[case.id.0]).await? {
        values = values.set(event.code(), day);
    }
    let documents = cases::list_documents(tx, case.id, (0, DOCUMENTS_MAX)).await?;
    let ids: Vec<Uuid> = documents.iter().map(|one| one.id).collect();
    let needs = store::list_needs(tx, &ids).await?;
    let others: Vec<Uuid> = needs.iter().map(|(_, other)| *other).collect();
    let numbers: BTreeMap<Uuid, String> = cases::list_numbers_of(tx, &others)
        .await?
        .into_iter()
        .collect();
    for one in &documents {
        let name = samverk_foundation::interned(needs_field(one.number));
        let title = format!("{}-{} {}", case.number, one.number, one.content.title);
        let words = ui.t1("case-retention-needed-by", "document", title);
        form = form.field(Field::new(name, words, FieldKind::Text));
        let theirs = needs.iter().filter(|(document, _)| *document == one.id);
        let theirs: Vec<&str> = theirs
            .filter_map(|(_, other)| numbers.get(other).map(String::as_str))
            .collect();
        values = values.set(name, theirs.join(", "));
    }
    let heading = ui.t1("case-retention-heading", "number", &case.number);
    let lead = ui.t("case-retention-lead");
    let ui = below(ui, desk, case);
    Ok(FormPage::new(ui, heading, form.fill(values)).lead(lead))
}

async fn edit(State(state): State<AppState>, ui: Ui, Path(at): AtCase) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui.actor, (&at.0, &at.1, &at.2)).await?;
    edit_page(&tx, ui, &desk, &case).await?.show()
}

async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path(at): AtCase,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("set_case_retention").await?;
    let (desk, case) = open(&tx, &ui.actor, (&at.0, &at.1, &at.2)).await?;
    let page = edit_page(&tx, ui.clone(), &desk, &case).await?;
    let documents = cases::list_documents(&tx, case.id, (0, DOCUMENTS_MAX)).await?;
    let done = async {
        let said = read(&values, documents.iter().map(|one| one.number))?;
        set_retention(&tx, &ui.actor, (&desk, &case), said).await
    };
    match done.await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.case_href(&case, ""), "saved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

fn read(values: &Values, documents: impl Iterator<Item = i64>) -> Result<Said, Problems> {
    let mut problems = Problems::default();
    let mut said = Said::default();
    if !values.text("rule").is_empty() {
        said.rule = problems.keep(Key::parse(values.text("rule")));
    }
    for event in TOLD_BY_PEOPLE {
        let day = problems.keep(values.optional_date(event.code()));
        said.days.insert(event.code(), day.flatten());
    }
    for number in documents {
        let numbers = values.text(&needs_field(number));
        let numbers = numbers.split([',', ';']).map(str::trim);
        let numbers = numbers.filter(|one| !one.is_empty()).map(str::to_owned);
        said.needs.insert(number, numbers.collect());
    }
    problems.or(said)
}

/// Says by which rule a case is kept, when what sets its period off happened, and which cases need its documents.
///
/// Fails with `forbidden`, `retention_rule_unknown`, `case_unknown` or `retention_day_in_future`.
pub(crate) async fn set_retention(
    tx: &Tx,
    actor: &Actor,
    (desk, case): (&RegistryDesk, &Case),
    said: Said,
) -> Result<(), Problems> {
    desk.roles().require(Action::Keep.by())?;
    cases::hold_case(tx, case.id).await?;
    let mut problems = Problems::default();
    let rule = problems
        .keep(rule_of(tx, case, said.rule.as_ref()).await)
        .flatten();
    let mut changes = Changes::new();
    for event in TOLD_BY_PEOPLE {
        let Some(day) = said.days.get(event.code()).copied() else {
            continue;
        };
        if day.is_some_and(|day| day > tx.today()) {
            let late = Problem::invalid("retention_day_in_future").with("date", tx.today());
            problems.push(late.at_field(event.code()));
            continue;
        }
        store::put_trigger(tx, case.id, (event, day)).await?;
        if let Some(day) = day {
            changes.insert(format!("trigger_{}", event.code()), json!([null, day]));
        }
    }
    let documents = cases::list_documents(tx, case.id, (0, DOCUMENTS_MAX)).await?;
    for one in &documents {
        let Some(numbers) = said.needs.get(&one.number) else {
            continue;
        };
        let found = others(tx, case, numbers, &needs_field(one.number)).await;
        if let Some(others) = problems.keep(found) {
            store::put_needs(tx, one.id, &others).await?;
        }
    }
    problems.or(())?;
    store::choose_rule(tx, case.id, rule.as_ref().map(|rule| rule.id)).await?;
    if let Some(rule) = &rule {
        changes.insert(
            "retention_rule".to_owned(),
            json!([null, rule.title.to_string()]),
        );
    }
    let party = &desk.party().name;
    note_archiving(tx, actor, party, ("case.retention_set", case), changes).await?;
    Ok(tx.flush().await?)
}

async fn rule_of(tx: &Tx, case: &Case, key: Option<&Key>) -> Result<Option<HeldRule>, Problem> {
    let Some(key) = key else { return Ok(None) };
    let rules = RETENTION_RULE.whole(tx, case.party.0).await?;
    let found = rules.into_iter().find(|rule| rule.key == *key);
    let unknown = || Problem::invalid("retention_rule_unknown").with("key", key);
    Ok(Some(found.ok_or_else(|| unknown().at_field("rule"))?))
}

/// The party's other cases with these numbers. Fails with `case_unknown`.
async fn others(
    tx: &Tx,
    case: &Case,
    numbers: &[String],
    field: &str,
) -> Result<Vec<Uuid>, Problem> {
    let found = cases::list_numbered(tx, case.party, numbers).await?;
    let mut ids = Vec::new();
    for number in numbers {
        let other = found
            .iter()
            .find(|one| one.number == *number && one.id != case.id);
        let unknown = || Problem::invalid("case_unknown").with("value", number);
        ids.push(other.ok_or_else(|| unknown().at_field(field))?.id.0);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

fn hold_page(ui: Ui, desk: &RegistryDesk, case: &Case) -> FormPage {
    let ui = below(ui, desk, case);
    let field = |name, text: &str, kind| Field::new(name, ui.t(text), kind);
    let form = Form::new(
        desk.case_href(case, "/gallringsstopp/nytt"),
        ui.t("case-hold-set"),
    )
    .field(field("reason", "case-hold-reason", FieldKind::Text).required())
    .field(field("decided_by", "case-hold-decided-by", FieldKind::Text).required())
    .field(field("until", "case-hold-until", FieldKind::Date).hint(ui.t("case-hold-until-hint")))
    .cancel(desk.case_href(case, ""));
    let heading = ui.t1("case-hold-heading", "number", &case.number);
    let lead = ui.t("case-hold-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

async fn ask_hold(State(state): State<AppState>, ui: Ui, Path(at): AtCase) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui.actor, (&at.0, &at.1, &at.2)).await?;
    hold_page(ui, &desk, &case).show()
}

async fn send_hold(
    State(state): State<AppState>,
    ui: Ui,
    Path(at): AtCase,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("set_hold").await?;
    let (desk, case) = open(&tx, &ui.actor, (&at.0, &at.1, &at.2)).await?;
    let done = async {
        // Whoever disposes of it holds the case too.
        cases::hold_case(&tx, case.id).await?;
        let hold = Hold {
            reason: values.text("reason").to_owned(),
            decided_by: values.text("decided_by").to_owned(),
            until: values.optional_date("until")?,
        };
        set_hold(&tx, &ui.actor, (&desk, &case), &hold).await
    };
    match done.await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.case_href(&case, ""), "saved"))
        }
        Err(problems) => hold_page(ui, &desk, &case).refuse(values, problems),
    }
}

async fn hold_of(tx: &Tx, case: CaseId, id: Uuid) -> Result<KeptHold, Problem> {
    let found = store::find_hold(tx, id).await?;
    let found = found.filter(|hold| hold.case == case);
    found.ok_or_else(Problem::not_found)
}

fn lift_page(ui: Ui, (desk, case): (&RegistryDesk, &Case), hold: &KeptHold) -> FormPage {
    let ui = below(ui, desk, case);
    let rest = format!("/gallringsstopp/{}/hav", hold.id);
    let form = Form::new(desk.case_href(case, &rest), ui.t("case-hold-lift"))
        .cancel(desk.case_href(case, ""))
        .seen(hold.revision);
    let heading = ui.t1("case-hold-lift-heading", "number", &case.number);
    let lead = ui.t1("case-hold-lift-lead", "reason", &hold.reason);
    FormPage::new(ui, heading, form).lead(lead)
}

type AtHold = Path<(String, String, String, Uuid)>;

async fn ask_lift(State(state): State<AppState>, ui: Ui, Path(at): AtHold) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui.actor, (&at.0, &at.1, &at.2)).await?;
    let hold = hold_of(&tx, case.id, at.3).await?;
    lift_page(ui, (&desk, &case), &hold).show()
}

async fn send_lift(
    State(state): State<AppState>,
    ui: Ui,
    Path(at): AtHold,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("lift_hold").await?;
    let (desk, case) = open(&tx, &ui.actor, (&at.0, &at.1, &at.2)).await?;
    let hold = hold_of(&tx, case.id, at.3).await?;
    let seen = values.integer("revision")?;
    match lift_hold(&tx, &ui.actor, (&desk, &case), (&hold, seen)).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.case_href(&case, ""), "saved"))
        }
        Err(problem) => lift_page(ui, (&desk, &case), &hold).refuse(values, problem),
    }
}

#[derive(Template)]
#[template(path = "due.html")]
struct DuePage {
    ui: Ui,
    heading: String,
    table: Table,
    /// The next stretch.
    next: Option<String>,
}

async fn due(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = RegistryDesk::find_to_read(&tx, &ui.actor, &party, &registry).await?;
    desk.roles().require(Action::Keep.by())?;
    let after = query.optional_integer("efter")?.unwrap_or(0);
    let asked = (desk.registry.id, (None, None));
    let mut found = cases::list_ended(&tx, asked, (after, STRETCH + 1)).await?;
    let is_more = found.len() as u64 > STRETCH;
    found.truncate(STRETCH as usize);
    found.retain(|case| desk.reads(case));
    let next = found.last().filter(|_| is_more);
    let next = next.map(|case| desk.href(&format!("/att-gallra?efter={}", case.place())));
    let judged = standings(&tx, desk.party().id, &found).await?;
    let ui = desk.ui_below(ui);
    let columns = [
        ("due-number", ColumnKind::Text),
        ("due-rule", ColumnKind::Text),
        ("due-on", ColumnKind::Date),
        ("due-standing", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("att-gallra", ui.t("due-caption"), columns.to_vec());
    for (case, standing) in found.iter().zip(&judged) {
        let words = match standing.causes.first() {
            None => ui.t("due-now"),
            Some(cause) => cause_words(&ui, cause),
        };
        table.push(vec![
            Cell::link(desk.case_href(case, ""), case.number.clone()),
            Cell::text(standing.rule.clone().unwrap_or_default()),
            standing.due_on.map_or_else(Cell::empty, Cell::date),
            match standing.is_due() {
                true => Cell::tag(Tone::Good, ui.t("due-is-due")),
                false => Cell::text(words),
            },
        ]);
    }
    let page = DuePage {
        heading: ui.t1("due-heading", "registry", desk.registry.name.to_string()),
        table: table.narrow(Narrow::Lists).without_downloads(),
        next,
        ui: ui.clone(),
    };
    ui.page(&page)
}
