//! What the page of a delivery shows beside what is said of it, and what the page of a case tells of where it is archived.

use super::kind::{DELIVERY, Delivery, DeliveryState, HeldDelivery, delivery_with_id};
use crate::policy::Action;
use crate::store;
use askama::Template;
use samverk_database::Tx;
use samverk_fields::Referable;
use samverk_foundation::Problem;
use samverk_web::{Cell, Column, ColumnKind, Narrow, PanelFuture, Table, Thing, Ui};
use samverk_work::ask_at;

/// So many cases that were left out are shown.
const SHOWN: u64 = 200;

/// The kind of the thing that a case is.
const CASE: &str = "case";

#[derive(Template)]
#[template(path = "delivery_panel.html")]
struct DeliveryPanel<'u> {
    ui: &'u Ui,
    told: Vec<String>,
    /// What can be done now: address and words.
    actions: Vec<(String, String)>,
    left_out: Option<Table>,
}

#[derive(Template)]
#[template(path = "archived_panel.html")]
struct ArchivedPanel<'u> {
    ui: &'u Ui,
    told: Vec<String>,
}

pub(crate) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(async move {
        match thing.kind {
            kind if kind == Delivery::KIND => of_delivery(tx, ui, thing).await.map(Some),
            CASE => of_case(tx, ui, thing).await,
            _ => Ok(None),
        }
    })
}

impl Referable for Delivery {
    const KIND: &'static str = "delivery";
}

async fn of_delivery(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<String, Problem> {
    let delivery = delivery_with_id(tx, thing.id).await?;
    let left_out = store::list_left_out(tx, thing.id, SHOWN).await?;
    let mut told = vec![ui.t(match delivery.status {
        DeliveryState::Planned => "delivery-is-planned",
        DeliveryState::Packed => "delivery-is-packed",
        DeliveryState::Received => "delivery-is-received",
        DeliveryState::Refused => "delivery-is-refused",
    })];
    let changed = match delivery.status {
        DeliveryState::Packed | DeliveryState::Received => {
            store::count_changed(tx, thing.id).await?
        }
        DeliveryState::Planned | DeliveryState::Refused => 0,
    };
    if changed > 0 {
        told.push(ui.t1("delivery-cases-changed-since", "count", changed));
    }
    let panel = DeliveryPanel {
        ui,
        told,
        actions: actions(ui, thing, &delivery),
        left_out: (!left_out.is_empty()).then(|| left_out_table(ui, &left_out)),
    };
    ui.fragment(&panel)
}

fn actions(ui: &Ui, thing: &Thing, delivery: &HeldDelivery) -> Vec<(String, String)> {
    if !thing.roles.any(Action::Deliver.by()) {
        return Vec::new();
    }
    let party = thing.href.split('/').nth(2).unwrap_or_default();
    match delivery.status {
        DeliveryState::Planned => {
            let said = [("part", party), ("leverans", delivery.key.as_str())];
            vec![(ask_at("leverans", &said), ui.t("delivery-make"))]
        }
        DeliveryState::Packed => {
            let receipt = format!("{}/kvitto", thing.href);
            vec![(receipt, ui.t("delivery-receipt-take"))]
        }
        DeliveryState::Received | DeliveryState::Refused => Vec::new(),
    }
}

fn left_out_table(ui: &Ui, all: &[store::LeftOut]) -> Table {
    let columns = ["delivery-left-out-number", "delivery-left-out-why"];
    let columns = columns.map(|text| Column::new(ui.t(text), ColumnKind::Text));
    let caption = ui.t("delivery-left-out");
    let mut table = Table::new("utelamnade", caption, columns.to_vec());
    for one in all {
        table.push(vec![
            Cell::text(one.number.clone()),
            Cell::text(ui.kind_name("delivery-left-out-because-", &one.why)),
        ]);
    }
    table.narrow(Narrow::Lists).without_downloads()
}

/// Where the case is archived, for those who read it.
async fn of_case(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let deliveries = store::list_delivered(tx, thing.id).await?;
    if deliveries.is_empty() {
        return Ok(None);
    }
    let found = DELIVERY.named_with_ids(tx, &deliveries).await?;
    let told = found.iter().map(|one| {
        let archive = one.agreement.to.known.as_ref();
        let archive = archive.map(|known| known.name.as_str()).unwrap_or_default();
        let day = ui.optional_date(&one.received_on);
        let values = [
            ("archive", archive),
            ("date", day.as_str()),
            ("delivery", &one.title),
            ("package", &one.package),
        ];
        ui.t_with("case-archived-at", &values)
    });
    let panel = ArchivedPanel {
        ui,
        told: told.collect(),
    };
    ui.fragment(&panel).map(Some)
}
