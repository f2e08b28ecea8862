//! The register of parties and a party's own page.

use super::words::{choices, word};
use crate::actions::{may_save_party, party_ships};
use crate::model::{Party, PartyKind, format_organisation_number};
use crate::policy::Action;
use crate::store::{self, PartyFilter};
use crate::{Above, Owner};
use askama::Template;
use axum::extract::{Path, State};
use samverk_charts::{Bar, BarChart};
use samverk_database::{
    KeptWarning, RecordedEvent, Tx, list_object_events, list_object_events_of, list_warnings,
};
use samverk_foundation::{Problem, format_integer};
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, Format, PageResult, Table, Ui, Values, download,
};
use std::collections::BTreeMap;

const PAGE_SIZE: u64 = 50;

#[derive(Template)]
#[template(path = "parties.html")]
struct PartiesPage {
    ui: Ui,
    name: String,
    kind: String,
    kinds: Vec<Choice>,
    table: Table,
    found: String,
    previous: Option<String>,
    next: Option<String>,
    may_add: bool,
    may_upload: bool,
}

pub async fn list(State(state): State<AppState>, ui: Ui, query: Values) -> PageResult {
    let tx = state.db.read().await?;
    let page = query.optional_integer("sida").ok().flatten().unwrap_or(1);
    let page = u64::try_from(page).unwrap_or(1).clamp(1, 100_000);
    let format = Format::from_code(query.text("format"));
    let mut filter = PartyFilter {
        kind: PartyKind::from_code(query.text("slag")).ok(),
        name: query.text("namn").to_owned(),
        offset: (page - 1) * PAGE_SIZE,
        limit: Some(PAGE_SIZE),
    };
    if format.is_some() {
        filter = PartyFilter {
            offset: 0,
            limit: None,
            ..filter
        };
    }
    let count = store::count_parties(&tx, &filter).await?;
    let parties = store::list_parties(&tx, &filter).await?;
    let table = party_table(&ui, &parties);
    if let Some(format) = format {
        return table.download(format, tx.now());
    }
    let roles = ui.actor.all_roles();
    let link = |page: u64| page_link(&filter, page);
    ui.page(&PartiesPage {
        ui: ui.clone(),
        kind: filter
            .kind
            .map(PartyKind::code)
            .unwrap_or_default()
            .to_owned(),
        kinds: choices(&ui, "party-kind", PartyKind::ALL),
        table: table.without_downloads(),
        found: ui.t1("party-found", "count", count),
        previous: (page > 1).then(|| link(page - 1)),
        next: (page * PAGE_SIZE < count).then(|| link(page + 1)),
        may_add: roles.any(Action::AddParty.by()),
        may_upload: roles.any(Action::SavePopulation.by()),
        name: filter.name,
    })
}

fn page_link(filter: &PartyFilter, page: u64) -> String {
    let mut address = format!("/aktorer?sida={page}");
    if let Some(kind) = filter.kind {
        address.push_str("&slag=");
        address.push_str(kind.code());
    }
    if !filter.name.is_empty() {
        address.push_str("&namn=");
        address.push_str(&super::words::in_address(&filter.name));
    }
    address
}

fn party_table(ui: &Ui, parties: &[Party]) -> Table {
    let headings = [
        "party-name",
        "party-kind",
        "party-municipality-code",
        "party-region-code",
        "party-organisation-number",
    ];
    let columns = headings
        .map(|key| Column::new(ui.t(key), ColumnKind::Text))
        .to_vec();
    let mut table = Table::new("aktorer", ui.t("party-caption"), columns);
    for party in parties {
        let number = party
            .organisation_number
            .as_deref()
            .map(format_organisation_number);
        table.push(vec![
            Cell::link(party.href(), party.name.clone()),
            Cell::text(kind_words(ui, party)),
            Cell::text(party.municipality_code.clone().unwrap_or_default()),
            Cell::text(party.region_code.clone().unwrap_or_default()),
            Cell::text(number.unwrap_or_default()),
        ]);
    }
    table
}

/// Gotland is both municipality and region.
fn kind_words(ui: &Ui, party: &Party) -> String {
    let both = party.is(PartyKind::Municipality) && party.is(PartyKind::Region);
    match both {
        true => ui.t("party-kind-both"),
        false => word(ui, "party-kind", party.kind.code()),
    }
}

#[derive(Template)]
#[template(path = "party.html")]
struct PartyPage {
    ui: Ui,
    party: Party,
    kind: String,
    county: Option<Party>,
    latest: Option<(i32, String)>,
    population: Option<Table>,
    chart: Option<String>,
    /// What the rooms above tell of the party.
    told: String,
    warnings: Vec<KeptWarning>,
    may_edit: bool,
    may_remove: bool,
    sees_people: bool,
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
    let ui = party_ui(ui);
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
        chart: population
            .is_some()
            .then(|| population_chart(&ui, party, &years)),
        population,
        told: told.html,
        warnings: list_warnings(&tx, party.id.0).await?,
        may_edit: may_save_party(&tx, &ui.actor, party).await?,
        may_remove: roles.any(Action::RemoveParty.by()) && !party_ships(party)?,
        sees_people: ui.actor.roles_at(party.id).is_member(),
        beside: ui.beside(&tx, &owner.itself()).await?,
        history,
        party: owner.party,
    })
}

/// The way here: the register comes before a party.
pub(crate) fn party_ui(ui: Ui) -> Ui {
    let label = ui.t("layout-parties");
    ui.with_crumb("/aktorer", label)
}

/// The region of a municipality's county: the first two digits of its code.
async fn county(tx: &Tx, party: &Party) -> Result<Option<Party>, Problem> {
    let Some(code) = party
        .municipality_code
        .as_deref()
        .and_then(|code| code.get(..2))
    else {
        return Ok(None);
    };
    let found = store::find_region(tx, code).await?;
    Ok(found.filter(|region| region.id != party.id))
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
    table
}

#[allow(
    clippy::cast_precision_loss,
    reason = "the length of a bar needs no more than 52 bits"
)]
fn population_chart(ui: &Ui, party: &Party, years: &BTreeMap<i32, i64>) -> String {
    let bar = |(year, people): (&i32, &i64)| Bar {
        label: year.to_string(),
        value: *people as f64,
        value_text: format_integer(*people),
    };
    let chart = BarChart {
        id: "folkmangd-diagram".to_owned(),
        title: ui.t1("population-caption", "party", &party.name),
        description: ui.t("population-chart-description"),
        bars: years.iter().map(bar).collect(),
    };
    chart.to_svg()
}
