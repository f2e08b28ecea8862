//! What is told of systems on other pages: who has a product, what serves a need, what a party has.

use crate::merging::merged;
use crate::store::{Had, Of, count_at, list_had};
use crate::{NeedArea, PRODUCT, Product};
use askama::Template;
use samverk_database::Tx;
use samverk_fields::Referable;
use samverk_foundation::{PartyId, Problem};
use samverk_parties::Acquaintance;
use samverk_parties::store::find_parties;
use samverk_web::{Cell, Column, ColumnKind, PanelFuture, Table, Thing, Ui};
use std::collections::BTreeSet;
use uuid::Uuid;

/// So many systems are told on a page.
const MOST: u64 = 200;

#[derive(Template)]
#[template(path = "systems_panel.html")]
struct SystemsPanel<'u> {
    ui: &'u Ui,
    heading: String,
    told: Vec<String>,
    table: Option<Table>,
    actions: Vec<(String, String)>,
}

pub(crate) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(async move {
        match thing.kind {
            <Product as Referable>::KIND => of_product(tx, ui, thing).await,
            <NeedArea as Referable>::KIND => had(tx, ui, Of::Area(thing.id)).await,
            "party" => of_party(tx, ui, thing).await,
            _ => Ok(None),
        }
    })
}

/// With all rows that were found to be the same product.
async fn of_product(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let merged = merged(tx, "product").await?;
    let counts = *merged.get(&thing.id).unwrap_or(&thing.id);
    let same = merged.iter().filter(|(_, to)| **to == counts);
    let all: Vec<Uuid> = same.map(|(id, _)| *id).chain([counts]).collect();
    had(tx, ui, Of::Products(&all)).await
}

/// Who has it, of those whose systems the reader sees.
async fn had(tx: &Tx, ui: &Ui, of: Of<'_>) -> Result<Option<String>, Problem> {
    let known = Acquaintance::find(tx, &ui.actor).await?;
    if known.own.is_empty() && known.colleagues.is_empty() && !known.knows_all {
        return Ok(None);
    }
    let found = match known.knows_all {
        true => {
            let all = samverk_parties::store::list_owners(tx, "it_system").await?;
            list_had(tx, (&Vec::from_iter(all), &[]), of, MOST).await?
        }
        false => {
            let own: Vec<PartyId> = known.own.iter().copied().collect();
            let others: Vec<PartyId> = known.colleagues.difference(&known.own).copied().collect();
            list_had(tx, (&own, &others), of, MOST).await?
        }
    };
    let parties: BTreeSet<PartyId> = found.iter().map(|one| one.party).collect();
    let told = match found.is_empty() {
        true => vec![ui.t("systems-none")],
        false => vec![ui.t1("systems-had-by", "count", parties.len())],
    };
    let table = match found.is_empty() {
        true => None,
        false => Some(table(tx, ui, &found, &parties).await?),
    };
    let panel = SystemsPanel {
        ui,
        heading: ui.t("systems-who-has"),
        told,
        table,
        actions: Vec::new(),
    };
    ui.fragment(&panel).map(Some)
}

async fn table(
    tx: &Tx,
    ui: &Ui,
    found: &[Had],
    parties: &BTreeSet<PartyId>,
) -> Result<Table, Problem> {
    let parties = find_parties(tx, &Vec::from_iter(parties.iter().copied())).await?;
    let products: BTreeSet<Uuid> = found.iter().filter_map(|one| one.product).collect();
    let products = PRODUCT.with_ids(tx, &Vec::from_iter(products)).await?;
    let columns = vec![
        Column::new(ui.t("systems-party"), ColumnKind::Text),
        Column::new(ui.t("it-system-one"), ColumnKind::Text),
        Column::new(ui.t("product-one"), ColumnKind::Text),
        Column::new(ui.t("it-system-status"), ColumnKind::Text),
        Column::new(ui.t("it-system-users"), ColumnKind::Integer),
    ];
    let caption = ui.t("systems-who-has");
    let mut table = Table::new("vilka-har", caption, columns).without_downloads();
    for one in found {
        let Some(party) = parties.iter().find(|party| party.id == one.party) else {
            continue;
        };
        let product = products
            .iter()
            .find(|product| Some(product.id) == one.product);
        table.push(vec![
            Cell::link(party.href(), &party.name),
            Cell::link(format!("{}/system/{}", party.href(), one.key), &one.title),
            product.map_or_else(Cell::empty, |product| {
                Cell::link(
                    format!("/produkter/{}", product.key),
                    product.name.to_string(),
                )
            }),
            Cell::text(ui.kind_name("it-system-status-", &one.status)),
            one.users.map_or_else(Cell::empty, Cell::integer),
        ]);
    }
    Ok(table)
}

/// How many systems the party has, and where they are.
async fn of_party(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let party = PartyId(thing.id);
    let known = Acquaintance::find(tx, &ui.actor).await?;
    if !known.is_colleague(party) {
        return Ok(None);
    }
    let count = count_at(tx, party, known.is_own(party)).await?;
    if count == 0 {
        return Ok(None);
    }
    let all = (format!("{}/system", thing.href), ui.t("systems-show"));
    let panel = SystemsPanel {
        ui,
        heading: ui.t("it-system-heading"),
        told: vec![ui.t1("systems-at-party", "count", count)],
        table: None,
        actions: vec![all],
    };
    ui.fragment(&panel).map(Some)
}
