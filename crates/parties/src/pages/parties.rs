//! The register of parties.

use super::words::{choices, word};
use crate::model::{Party, PartyKind, format_organisation_number};
use crate::policy::Action;
use crate::store::{self, PartyFilter};
use askama::Template;
use axum::extract::State;
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, Format, PageResult, Table, Ui, Values,
};

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
pub(super) fn kind_words(ui: &Ui, party: &Party) -> String {
    let both = party.is(PartyKind::Municipality) && party.is(PartyKind::Region);
    match both {
        true => ui.t("party-kind-both"),
        false => word(ui, "party-kind", party.kind.code()),
    }
}

/// The way here: the register of parties.
pub(super) fn register_ui(ui: Ui) -> Ui {
    let label = ui.t("layout-parties");
    ui.with_crumb("/aktorer", label)
}
