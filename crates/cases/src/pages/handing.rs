//! Handing over what an officer holds, for the party's administrators.

use crate::actions::{hand_over_cases, receivers, tasks_of};
use crate::model::{Handing, Held, Receiver};
use crate::policy::Action;
use crate::registries::REGISTRY;
use crate::store;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, PersonId, Problem, Problems, interned};
use samverk_kept::Ground;
use samverk_notices::store::handed_of;
use samverk_parties::Owner;
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, Field, FieldKind, Form, FormPage, Narrow,
    PageResult, Table, Ui, Values, redirect_with_notice,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub(super) const ALL: &str = "/aktorer/{party}/lamna-over";
pub(super) const ONE: &str = "/aktorer/{party}/lamna-over/{person}";
const HERE: &str = "/lamna-over";

/// Fails with `not_found` or `forbidden`.
pub(crate) async fn open(tx: &Tx, actor: &Actor, party: &str) -> Result<Owner, Problem> {
    let found = samverk_parties::store::find_party(tx, party).await?;
    let owner = Owner::seen_by(actor, found.ok_or_else(Problem::not_found)?);
    owner.roles().require(Action::HandOver.by())?;
    Ok(owner)
}

/// What one of a party's officers holds in all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holding {
    pub name: String,
    pub email: String,
    pub cases: i64,
    pub secret: i64,
    pub tasks: i64,
    /// Whether they have a role at the party still.
    pub is_here: bool,
}

/// Everybody who holds something at the party, those who have left too, in a fixed number of statements.
pub(crate) async fn holdings(
    tx: &Tx,
    owner: &Owner,
) -> Result<BTreeMap<PersonId, Holding>, Problem> {
    let party = owner.party.id;
    let mut all: BTreeMap<PersonId, Holding> = BTreeMap::new();
    for held in store::list_held(tx, party, None).await? {
        let one = all.entry(held.person).or_default();
        one.cases += held.cases;
        one.secret += held.secret;
    }
    for task in handed_of(tx, &[party]).await? {
        all.entry(task.to).or_default().tasks += 1;
    }
    let ids: Vec<PersonId> = all.keys().copied().collect();
    let here = samverk_identity::active_grants_at(tx, &[party]).await?;
    let here: BTreeSet<PersonId> = here.into_iter().map(|(person, _)| person).collect();
    for person in samverk_identity::people_with_ids(tx, &ids).await? {
        if let Some(one) = all.get_mut(&person.id) {
            one.name = person.name;
            one.email = person.email.to_string();
            one.is_here = here.contains(&person.id);
        }
    }
    Ok(all)
}

#[derive(Template)]
#[template(path = "holdings.html")]
struct HoldingsPage {
    ui: Ui,
    table: Table,
}

pub(super) async fn list(
    State(state): State<AppState>,
    ui: Ui,
    Path(party): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let owner = open(&tx, &ui.actor, &party).await?;
    let all = holdings(&tx, &owner).await?;
    let columns = [
        ("case-officer", ColumnKind::Text),
        ("case-held", ColumnKind::Integer),
        ("case-held-secret", ColumnKind::Integer),
        ("case-held-tasks", ColumnKind::Integer),
        ("case-held-role", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let caption = ui.t("case-hand-over-heading");
    let mut table = Table::new("innehav", caption, columns.to_vec());
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by_cached_key(|(_, one)| samverk_foundation::swedish_order(&one.name));
    for (person, one) in &all {
        let href = owner.href(&format!("{HERE}/{person}"));
        let role = match one.is_here {
            true => "case-held-here",
            false => "case-held-left",
        };
        table.push(vec![
            Cell::link(href, one.name.clone()),
            Cell::integer(one.cases),
            Cell::integer(one.secret),
            Cell::integer(one.tasks),
            Cell::text(ui.t(role)),
        ]);
    }
    let ui = owner.ui(ui);
    ui.page(&HoldingsPage {
        table: table.narrow(Narrow::Lists).without_downloads(),
        ui: ui.clone(),
    })
}

/// What somebody holds, and who may have it.
struct Known {
    owner: Owner,
    person: PersonId,
    name: String,
    held: Vec<Held>,
    /// Keys and names of the registries.
    registries: BTreeMap<Uuid, (String, String)>,
    tasks: usize,
    receivers: Vec<Receiver>,
}

async fn known(
    tx: &Tx,
    (state, ui): (&AppState, &Ui),
    (party, person): &(String, Uuid),
) -> Result<Known, Problem> {
    let owner = open(tx, &ui.actor, party).await?;
    let person = PersonId(*person);
    let held = store::list_held(tx, owner.party.id, Some(person)).await?;
    let tasks = tasks_of(tx, &owner, person).await?.len();
    let receivers = receivers(tx, &owner, state.settings.demo).await?;
    let is_known = !held.is_empty() || tasks > 0 || receivers.iter().any(|one| one.id == person);
    let names = samverk_identity::names_of(tx, &[person]).await?;
    let name = names.get(&person).cloned().filter(|_| is_known);
    let ids: Vec<Uuid> = held.iter().map(|one| one.registry).collect();
    let registries = REGISTRY.with_ids(tx, &ids).await?.into_iter();
    let registries = registries.map(|one| (one.id, (one.key.to_string(), one.name.to_string())));
    Ok(Known {
        name: name.ok_or_else(Problem::not_found)?,
        registries: registries.collect(),
        owner,
        person,
        held,
        tasks,
        receivers,
    })
}

fn field_of(key: &str) -> &'static str {
    interned(format!("to_{key}"))
}

fn page(ui: &Ui, known: &Known, secret: &[store::HeldCase]) -> FormPage {
    let owner = &known.owner;
    let here = owner.href(HERE);
    let ui = owner
        .ui(ui.clone())
        .with_crumb(here.clone(), ui.t("case-hand-over-tab"));
    let others = known.receivers.iter().filter(|one| one.id != known.person);
    let choice = |one: &Receiver| {
        let reads = match one.registers {
            true => "case-receiver-registers",
            false => "case-receiver-reads",
        };
        Choice::new(one.id, format!("{} ({})", one.name, ui.t(reads)))
    };
    let others: Vec<Choice> = others.map(choice).collect();
    let none = std::iter::once(Choice::new("", ui.t("case-hand-over-choose")));
    let chosen: Vec<Choice> = none.chain(others.clone()).collect();
    let to = Field::new("to", ui.t("case-hand-over-to"), FieldKind::Select(chosen));
    let action = format!("{here}/{}", known.person);
    let mut form = Form::new(action, ui.t("case-hand-over"))
        .field(to.required().hint(ui.t("case-hand-over-to-hint")))
        .cancel(here);
    if known.held.len() > 1 {
        let all = std::iter::once(Choice::new("", ui.t("case-hand-over-the-same")));
        let choices: Vec<Choice> = all.chain(others).collect();
        for (key, name) in known.registries.values() {
            let label = ui.t1("case-hand-over-of", "registry", name);
            let kind = FieldKind::Select(choices.clone());
            form = form.field(Field::new(field_of(key), label, kind));
        }
    }
    let reason = FieldKind::LongText { rows: 2 };
    let reason = Field::new("reason", ui.t("case-handing-reason"), reason).required();
    let form = form.field(reason.hint(ui.t("case-handing-reason-hint")));
    let heading = ui.t1("case-hand-over-of-heading", "name", &known.name);
    let mut page = FormPage::new(ui.clone(), heading, form).lead(lead(&ui, known));
    let is_sole = |one: &Held| -> Option<String> {
        known.registries.get(&one.registry).map(|it| it.0.clone())
    };
    let of = |case: &store::HeldCase| {
        let of_registry = known.held.iter().find(|one| one.registry == case.registry);
        let key = of_registry.and_then(is_sole).unwrap_or_default();
        owner.href(&format!("/diarier/{key}/arenden/{}", case.key))
    };
    for case in secret {
        let words = ui.t1("case-held-secret-one", "number", &case.number);
        page = page.link(of(case), words);
    }
    page
}

fn lead(ui: &Ui, known: &Known) -> String {
    let cases: i64 = known.held.iter().map(|one| one.cases).sum();
    let secret: i64 = known.held.iter().map(|one| one.secret).sum();
    let mut told = vec![ui.t_with(
        "case-hand-over-lead",
        &[
            ("cases", &cases.to_string()),
            ("tasks", &known.tasks.to_string()),
        ],
    )];
    if secret > 0 {
        told.push(ui.t1("case-hand-over-secret", "count", secret));
    }
    told.join(" ")
}

/// So many secret cases are told by number.
const TOLD: u64 = 50;

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(at): Path<(String, Uuid)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let known = known(&tx, (&state, &ui), &at).await?;
    let secret = secret(&tx, &known).await?;
    page(&ui, &known, &secret).show()
}

async fn secret(tx: &Tx, known: &Known) -> Result<Vec<store::HeldCase>, Problem> {
    store::list_held_cases(tx, (known.owner.party.id, known.person), Some(TOLD)).await
}

fn read(values: &Values, known: &Known) -> Result<Handing, Problems> {
    let person = |field: &'static str| -> Result<Option<PersonId>, Problem> {
        let said = values.text(field);
        let invalid = || Problem::invalid("handing_receiver_unknown").at_field(field);
        match said {
            "" => Ok(None),
            said => Ok(Some(PersonId(said.parse().map_err(|_| invalid())?))),
        }
    };
    let mut of_registries = BTreeMap::new();
    for (id, (key, _)) in &known.registries {
        of_registries.extend(person(field_of(key))?.map(|to| (*id, to)));
    }
    let missing = || Problem::invalid("field_missing").at_field("to");
    Ok(Handing {
        from: known.person,
        to: person("to")?.ok_or_else(missing)?,
        of_registries,
        reason: values.text("reason").to_owned(),
    })
}

pub(super) async fn send(
    State(state): State<AppState>,
    ui: Ui,
    Path(at): Path<(String, Uuid)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("hand_over_cases").await?;
    let known = known(&tx, (&state, &ui), &at).await?;
    let done = match read(&values, &known) {
        Ok(handing) => {
            let said = (&handing, known.receivers.as_slice());
            hand_over_cases(&tx, &ui.actor, &known.owner, said).await
        }
        Err(problems) => Err(problems),
    };
    match done {
        Ok(over) => {
            tx.commit().await?;
            // What stays is told by number where it can be handed to somebody else.
            let (rest, notice) = match over.left.is_empty() {
                true => (HERE.to_owned(), "cases-handed-over"),
                false => (
                    format!("{HERE}/{}", known.person),
                    "cases-handed-but-secret",
                ),
            };
            Ok(redirect_with_notice(&known.owner.href(&rest), notice))
        }
        Err(problems) => {
            let secret = secret(&tx, &known).await?;
            page(&ui, &known, &secret).refuse(values, problems)
        }
    }
}
