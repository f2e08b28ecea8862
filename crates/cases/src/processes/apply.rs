//! Applying a new version to cases under way: what differs is shown first, and whoever asks says where cases go whose
//! step is gone. It is done as a long work.

use super::kind::CaseProcess;
use crate::actions::{Applying, NUMBERS_MAX};
use crate::model::{Difference, Places, differences, gone};
use crate::policy::Action;
use crate::store;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Language, Problem, Problems};
use samverk_kept::Ground;
use samverk_parties::Owner;
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, Field, FieldKind, Form, FormPage, PageResult,
    Policy, Route, Table, Ui, Values, redirect,
};
use std::collections::BTreeMap;

pub(crate) fn routes() -> Vec<Route> {
    const APPLY: &str = "/aktorer/{party}/arendeprocesser/{thing}/tillampa";
    let applies = Policy::Action(Action::Apply.code());
    vec![
        Route::get(APPLY, applies, show),
        Route::post(APPLY, applies, submit),
    ]
}

/// What a long work is asked for with.
const WORK: &str = "arendeversion";

async fn owner(tx: &Tx, actor: &Actor, party: &str) -> Result<Owner, Problem> {
    let found = samverk_parties::store::find_party(tx, party).await?;
    Ok(Owner::seen_by(actor, found.ok_or_else(Problem::not_found)?))
}

async fn found(
    tx: &Tx,
    actor: &Actor,
    (party, key): &(String, String),
) -> Result<(Owner, Applying), Problem> {
    let owner = owner(tx, actor, party).await?;
    let applying = Applying::find(tx, &owner, key, (None, Vec::new())).await;
    let first = |problems: Problems| problems.0.into_iter().next();
    let applying = applying.map_err(|problems| first(problems).unwrap_or_else(Problem::not_found));
    Ok((owner, applying?))
}

fn difference_table(ui: &Ui, all: &[Difference]) -> Table {
    let columns = [
        "case-process-differs-part",
        "case-process-differs-name",
        "case-process-differs-how",
    ];
    let columns = columns.map(|text| Column::new(ui.t(text), ColumnKind::Text));
    let caption = ui.t("case-process-differs");
    let mut table = Table::new("skillnader", caption, columns.to_vec());
    for one in all {
        let [swedish, english] = &one.called;
        let called = match ui.language {
            Language::En if !english.is_empty() => english,
            Language::En | Language::Sv => swedish,
        };
        table.push(vec![
            Cell::text(ui.kind_name("case-process-part-", one.part.code())),
            Cell::text(called),
            Cell::text(ui.kind_name("case-process-differs-", one.how.code())),
        ]);
    }
    table.without_downloads()
}

fn field_of(state: &Key) -> &'static str {
    samverk_foundation::interned(format!("to_{state}"))
}

async fn page(tx: &Tx, ui: Ui, owner: &Owner, applying: &Applying) -> Result<FormPage, Problem> {
    let (before, after) = (&applying.before, &applying.after);
    let counts = store::count_standing(tx, before.id).await?;
    let (list, language) = (ui.t("case-process-tab"), ui.language);
    let here = owner.href(&format!("/arendeprocesser/{}", after.key));
    let name = |one: &CaseProcess| format!("{} {}", one.called(language), one.version);
    let ui = owner
        .ui(ui)
        .with_crumb(owner.href("/arendeprocesser"), list);
    let ui = ui.with_crumb(here.clone(), name(after));
    let form = Form::new(format!("{here}/tillampa"), ui.t("case-process-apply-on"));
    let open = after.states.iter().filter(|state| !state.closes);
    let open: Vec<Choice> = open
        .map(|state| Choice::new(&state.key, state.called(language)))
        .collect();
    // Nowhere until somebody says where, but a step of the same name is the same step.
    let nowhere = Choice::new("", ui.t("case-process-apply-choose"));
    let open = [vec![nowhere], open].concat();
    let same = gone(before, after).into_iter().filter_map(|key| {
        let name = &before.state(key)?.name;
        let mut states = after.states.iter().filter(|state| !state.closes);
        let same = states.find(|state| state.name == *name)?;
        Some((field_of(key), same.key.to_string()))
    });
    let same = same.fold(Values::default(), |values, (field, key)| {
        values.set(field, key)
    });
    let form = form.fill(same);
    let form = gone(before, after).into_iter().fold(form, |form, key| {
        let state = before.state(key);
        let state = state.map_or(key.as_str(), |state| state.called(language));
        let count = counts.get(key.as_str()).copied().unwrap_or_default();
        let count = count.to_string();
        let label = ui.t_with(
            "case-process-apply-to",
            &[("state", state), ("count", &count)],
        );
        let field = Field::new(field_of(key), label, FieldKind::Select(open.clone()));
        form.field(field.required())
    });
    let numbers = FieldKind::LongText { rows: 4 };
    let numbers = Field::new("numbers", ui.t("case-process-apply-numbers"), numbers);
    let form = form
        .field(numbers.hint(ui.t("case-process-apply-numbers-hint")))
        .cancel(here);
    let all: i64 = counts.values().sum();
    let heading = ui.t1("case-process-apply-heading", "name", name(after));
    let all = all.to_string();
    let values = [("count", all.as_str()), ("name", &name(before))];
    let lead = ui.t_with("case-process-apply-lead", &values);
    let table = difference_table(&ui, &differences(before, after));
    let above = match table.rows.is_empty() {
        true => String::new(),
        false => table.html(&ui),
    };
    Ok(FormPage {
        above,
        ..FormPage::new(ui, heading, form).lead(lead)
    })
}

async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let (owner, applying) = found(&tx, &ui.actor, &address).await?;
    page(&tx, ui, &owner, &applying).await?.show()
}

/// Nothing is done here: what is said is asked for once more where the long work begins.
async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let (owner, applying) = found(&tx, &ui.actor, &address).await?;
    let key = applying.after.key.clone();
    let said = said(&applying, &values);
    let asked = match said {
        Ok((places, numbers)) => match unknown_number(&tx, &owner, &numbers).await? {
            Some(unknown) => Err(unknown.into()),
            None => Applying::find(&tx, &owner, key.as_str(), (Some(places), numbers)).await,
        },
        Err(problem) => Err(problem.into()),
    };
    match asked {
        Ok(asked) => {
            let (places, numbers) = (written_places(&asked.places), asked.numbers.join(";"));
            Ok(redirect(&samverk_work::ask_at(
                WORK,
                &[
                    ("part", owner.party.key.as_str()),
                    ("process", key.as_str()),
                    ("steg", &places),
                    ("nummer", &numbers),
                ],
            )))
        }
        Err(problems) => {
            let page = page(&tx, ui, &owner, &applying).await?;
            page.refuse(values, problems)
        }
    }
}

/// `process_number_unknown` for the first that no case of the party has.
async fn unknown_number(
    tx: &Tx,
    owner: &Owner,
    numbers: &[String],
) -> Result<Option<Problem>, Problem> {
    if numbers.is_empty() || numbers.len() > NUMBERS_MAX {
        return Ok(None);
    }
    let found = store::list_numbered(tx, owner.party.id, numbers).await?;
    let is_known = |number: &&String| found.iter().any(|case| case.number == **number);
    let unknown = numbers.iter().find(|number| !is_known(number));
    Ok(unknown.map(|number| {
        let unknown = Problem::invalid("process_number_unknown").with("value", number);
        unknown.at_field("numbers")
    }))
}

fn said(applying: &Applying, values: &Values) -> Result<(Places, Vec<String>), Problem> {
    let mut places = Places::new();
    for state in gone(&applying.before, &applying.after) {
        let field = field_of(state);
        if values.text(field).is_empty() {
            continue;
        }
        let to = Key::parse(values.text(field)).map_err(|problem| problem.at_field(field))?;
        places.insert(state.clone(), to);
    }
    Ok((places, read_numbers(values.text("numbers"), '\n')))
}

fn read_numbers(text: &str, between: char) -> Vec<String> {
    let numbers = text.split(between).map(str::trim);
    let numbers = numbers.filter(|number| !number.is_empty());
    let mut seen = std::collections::BTreeSet::new();
    let numbers = numbers.filter(|number| seen.insert((*number).to_owned()));
    numbers.map(str::to_owned).collect()
}

fn written_places(places: &Places) -> String {
    let places = places.iter().map(|(from, to)| format!("{from}:{to}"));
    places.collect::<Vec<_>>().join(";")
}

/// What a long work was asked for with. Fails as [`Applying::find`].
pub async fn asked_for(
    tx: &Tx,
    actor: &Actor,
    [party, process, places, numbers]: [&str; 4],
) -> Result<(Owner, Applying), Problems> {
    let owner = owner(tx, actor, party).await?;
    let pairs = places.split(';').filter_map(|pair| pair.split_once(':'));
    let pairs = pairs.map(|(from, to)| Ok((Key::parse(from)?, Key::parse(to)?)));
    let places = pairs.collect::<Result<BTreeMap<_, _>, Problem>>()?;
    let said = (Some(places), read_numbers(numbers, ';'));
    let applying = Applying::find(tx, &owner, process, said).await?;
    Ok((owner, applying))
}

/// What became of each case in a run, by number.
pub async fn told_table(
    tx: &Tx,
    ui: &Ui,
    applying: &Applying,
    run: uuid::Uuid,
) -> Result<Table, Problem> {
    let columns = ["case-number", "case-version-outcome", "case-process-state"];
    let columns = columns.map(|text| Column::new(ui.t(text), ColumnKind::Text));
    let caption = ui.t1("case-version-told", "name", applying.name());
    let mut table = Table::new("arenden", caption, columns.to_vec());
    for one in store::list_moves(tx, run).await? {
        let state = one
            .state
            .and_then(|key| applying.after.state(&key).cloned());
        let state = state.map(|state| state.called(ui.language).to_owned());
        table.push(vec![
            Cell::text(one.number),
            Cell::text(ui.kind_name("case-version-", one.outcome.code())),
            Cell::text(state.unwrap_or_default()),
        ]);
    }
    Ok(table)
}
