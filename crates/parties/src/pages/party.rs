//! A party's own page: first what the rooms above tell of it, then what the register knows.

use super::parties::{kind_words, register_ui};
use crate::actions::{may_save_party, party_ships};
use crate::model::{Party, county_name, format_organisation_number};
use crate::policy::Action;
use crate::{Above, Owner, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{
    KeptWarning, RecordedEvent, Tx, list_object_events, list_object_events_of, list_warnings,
};
use samverk_foundation::{Problem, format_integer};
use samverk_web::{AppState, Cell, Column, ColumnKind, PageResult, Table, Ui, Values, download};
use std::collections::BTreeMap;

/// The county of a municipality, and its region's page.
struct County {
    name: String,
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "party.html")]
struct PartyPage {
    ui: Ui,
    party: Party,
    kind: String,
    county: Option<County>,
    latest: Option<(i32, String)>,
    population: Option<Table>,
    /// What the rooms above tell of the party.
    told: String,
    warnings: Vec<KeptWarning>,
    may_edit: bool,
    may_remove: bool,
    /// What the rooms above show of every thing.
    beside: String,
    history: Vec<RecordedEvent>,
}

impl PartyPage {
    fn organisation_number(&self) -> Option<String> {
        self.party
            .organisation_number
            .as_deref()
            .map(format_organisation_number)
    }
}

/// What the events of the register begin with.
const OF_REGISTER: [&str; 2] = ["party.", "population."];

pub async fn show(
    State(state): State<AppState>,
    above: Above,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let party = store::find_party(&tx, &key)
        .await?
        .ok_or_else(Problem::not_found)?;
    let owner = Owner::seen_by(&ui.actor, party);
    let party = &owner.party;
    let ui = party_ui(ui, party);
    let mut populations = store::list_populations(&tx, &[party.id]).await?;
    let years = populations.remove(&party.id).unwrap_or_default();
    let population = (!years.is_empty()).then(|| population_table(&ui, party, &years));
    let told = (above.tell_of_party)(&tx, &ui, party).await?;
    let tables: Vec<&Table> = told.tables.iter().chain(&population).collect();
    if let Some(file) = download(&query, &tables, tx.now()) {
        return file;
    }
    let roles = ui.actor.all_roles();
    let history = match (ui.actor.roles_at(party.id).is_member(), roles.is_member()) {
        (true, _) => list_object_events(&tx, party.id.0, 10).await?,
        // Files, comments and tasks of a party are its own people's; others read what the register says.
        (false, true) => list_object_events_of(&tx, party.id.0, &OF_REGISTER, 10).await?,
        (false, false) => Vec::new(),
    };
    ui.page(&PartyPage {
        ui: ui.clone(),
        kind: kind_words(&ui, party),
        county: county(&tx, party).await?,
        latest: years
            .last_key_value()
            .map(|(year, people)| (*year, format_integer(*people))),
        population,
        told: told.html,
        warnings: list_warnings(&tx, party.id.0).await?,
        may_edit: may_save_party(&tx, &ui.actor, party).await?,
        may_remove: roles.any(Action::RemoveParty.by()) && !party_ships(party)?,
        beside: ui.beside(&tx, &owner.itself()).await?,
        history,
        party: owner.party,
    })
}

/// The party's own page: the register comes before it, and its menu stands beside.
pub(super) fn party_ui(ui: Ui, party: &Party) -> Ui {
    let roles = ui.actor.roles_at(party.id);
    register_ui(ui).with_party_menu(&party.href(), &party.name, &roles)
}

/// A page below a party's.
pub(crate) fn below_party(ui: Ui, party: &Party) -> Ui {
    party_ui(ui, party).with_crumb(party.href(), party.name.clone())
}

/// By the first two digits of a municipality's code.
async fn county(tx: &Tx, party: &Party) -> Result<Option<County>, Problem> {
    let code = party.municipality_code.as_deref();
    let Some(code) = code.and_then(|code| code.get(..2)) else {
        return Ok(None);
    };
    let region = store::find_region(tx, code).await?;
    let name = county_name(code).map(str::to_owned);
    let name = name.or_else(|| region.as_ref().map(|region| region.name.clone()));
    // Gotland is its own region.
    let other = region.filter(|region| region.id != party.id);
    Ok(name.map(|name| County {
        name,
        href: other.map(|region| region.href()),
    }))
}

fn population_table(ui: &Ui, party: &Party, years: &BTreeMap<i32, i64>) -> Table {
    let columns = vec![
        Column::new(ui.t("population-year"), ColumnKind::Text),
        Column::new(ui.t("population-people"), ColumnKind::Integer),
    ];
    let caption = ui.t1("population-caption", "party", &party.name);
    let mut table = Table::new("folkmangd", caption, columns);
    for (year, people) in years.iter().rev() {
        table.push(vec![Cell::text(year.to_string()), Cell::integer(*people)]);
    }
    table.with_bars(1)
}
