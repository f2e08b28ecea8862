//! What is told of contracts in lists and on pages: when they end as things stand, what to do, what is wrong.

use crate::contract::{CONTRACT, Contract};
use crate::purchases::{JOINT_PURCHASE, JointPurchase};
use crate::standing::{Deadline, Flag, standing};
use crate::store::{self, Seen};
use askama::Template;
use samverk_database::Tx;
use samverk_fields::Referable;
use samverk_foundation::{PartyId, Problem};
use samverk_kept::{Ground, Later, Stored, Told, ToldColumn};
use samverk_parties::Acquaintance;
use samverk_web::{Cell, ColumnKind, PanelFuture, Thing, Tone, Ui};

impl Referable for Contract {
    const KIND: &'static str = "contract";
}

pub static TOLD: Told = Told {
    columns: &[
        // With the options that were called and received, in place of the end that the contract begins with.
        ToldColumn::new("end", "contract-ends", ColumnKind::Date),
        ToldColumn::new("standing", "contract-standing", ColumnKind::Text),
    ],
    tell,
};

fn tell<'a>(
    tx: &'a Tx,
    _: &'a dyn Ground,
    ui: &'a Ui,
    rows: &'a [&'a Stored],
) -> Later<'a, Result<Vec<Vec<Cell>>, Problem>> {
    Box::pin(async move {
        let held = CONTRACT.held(rows)?;
        let cells = held.iter().map(|one| {
            let stands = standing(one, tx.today());
            let flag = stands.flags.first();
            let flag = flag.map(|flag| Cell::tag(tone(*flag), ui.t(flag_text(*flag))));
            vec![
                stands.end.map_or_else(Cell::empty, Cell::date),
                flag.unwrap_or_else(Cell::empty),
            ]
        });
        Ok(cells.collect())
    })
}

pub(crate) fn flag_text(flag: Flag) -> &'static str {
    match flag {
        Flag::Ended => "contract-flag-ended",
        Flag::WaitsForReceipt => "contract-flag-waits-for-receipt",
        Flag::OptionLost => "contract-flag-option-lost",
        Flag::CeilingReached => "contract-flag-ceiling-reached",
        Flag::ShouldBeTendered => "contract-flag-should-be-tendered",
        Flag::WithoutEnd => "contract-flag-without-end",
    }
}

fn tone(flag: Flag) -> Tone {
    match flag {
        Flag::Ended => Tone::Neutral,
        Flag::OptionLost | Flag::WaitsForReceipt => Tone::Bad,
        Flag::CeilingReached | Flag::ShouldBeTendered | Flag::WithoutEnd => Tone::Warning,
    }
}

/// What is to be done, in a sentence.
pub(crate) fn deadline_words(ui: &Ui, deadline: Deadline) -> String {
    let said = |text: &str, safe: &str, lawful: &str| {
        ui.t_with(text, &[("safe", safe), ("lawful", lawful)])
    };
    match deadline {
        Deadline::CallOption { safe, lawful } => {
            said("contract-do-call", &ui.date(&safe), &ui.date(&lawful))
        }
        Deadline::ConfirmReceipt { lawful } => said("contract-do-receipt", "", &ui.date(&lawful)),
        Deadline::GiveNotice { safe, lawful } => {
            said("contract-do-notice", &ui.date(&safe), &ui.date(&lawful))
        }
        Deadline::Ends { day } => said("contract-do-end", "", &ui.date(&day)),
    }
}

#[derive(Template)]
#[template(path = "contract_panel.html")]
struct ContractPanel {
    heading: String,
    told: Vec<String>,
    rows: Vec<(String, String, String)>,
    actions: Vec<(String, String)>,
}

pub(crate) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(async move {
        match thing.kind {
            <Contract as Referable>::KIND => of_contract(tx, ui, thing).await,
            <JointPurchase as Referable>::KIND => of_purchase(tx, ui, thing).await,
            "party" => of_party(tx, ui, thing).await,
            _ => Ok(None),
        }
    })
}

/// Where it stands today, and what to do next.
async fn of_contract(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let found = CONTRACT.with_ids(tx, &[thing.id]).await?;
    let one = found.into_iter().next().ok_or_else(Problem::not_found)?;
    let party = samverk_parties::store::find_parties(tx, &[PartyId(one.ground)]).await?;
    let party = party.into_iter().next().ok_or_else(Problem::not_found)?;
    let at = samverk_parties::Owner::seen_by(&ui.actor, party);
    let one = CONTRACT.seen(&at, tx.today(), &one.value)?;
    let stands = standing(&one, tx.today());
    let goes_on = stands.flags.contains(&Flag::ShouldBeTendered);
    let end = match stands.end {
        Some(day) => Some(ui.t1("contract-ends-on", "date", ui.date(&day))),
        None => goes_on.then(|| ui.t("contract-goes-on")),
    };
    let mut told: Vec<String> = end.into_iter().collect();
    // That it ends has been said.
    let deadline = one
        .deadline()
        .filter(|one| !matches!(one, Deadline::Ends { .. }));
    told.extend(deadline.map(|deadline| deadline_words(ui, deadline)));
    let flags = stands.flags.iter();
    told.extend(flags.map(|flag| ui.t(&format!("{}-why", flag_text(*flag)))));
    if let Some(day) = stands.exhausted {
        told.push(ui.t1("contract-exhausted-on", "date", ui.date(&day)));
    }
    let beside = overlapping(tx, &at, thing.id, &one).await?;
    if !beside.is_empty() {
        told.push(ui.t1("contract-overlaps", "titles", beside.join(", ")));
    }
    let panel = ContractPanel {
        heading: ui.t("contract-standing-heading"),
        told,
        rows: Vec::new(),
        actions: Vec::new(),
    };
    ui.fragment(&panel).map(Some)
}

/// The titles of the party's other contracts for the same systems that run at the same time: licence and operation
/// may, two for one thing should not.
async fn overlapping(
    tx: &Tx,
    at: &samverk_parties::Owner,
    id: uuid::Uuid,
    one: &Contract,
) -> Result<Vec<String>, Problem> {
    let systems: Vec<uuid::Uuid> = one
        .systems
        .to
        .iter()
        .filter_map(|to| Some(to.known.as_ref()?.id))
        .collect();
    let ids = store::list_of_systems(tx, at.party.id, &systems).await?;
    let ids: Vec<uuid::Uuid> = ids.into_iter().filter(|other| *other != id).collect();
    let is_shown = |other: &Contract| {
        at.roles().is_member() || other.shown == samverk_systems::Shown::Colleagues
    };
    let runs = |contract: &Contract| {
        let end = standing(contract, tx.today()).end;
        (contract.start, end)
    };
    let (from, to) = runs(one);
    let overlaps = |other: &Contract| {
        let (other_from, other_to) = runs(other);
        let begins_in_time = other_from.zip(to).is_none_or(|(from, to)| from <= to);
        let ends_in_time = from.zip(other_to).is_none_or(|(from, to)| from <= to);
        begins_in_time && ends_in_time
    };
    let found = CONTRACT.with_ids(tx, &ids).await?;
    let found = found
        .iter()
        .filter(|other| is_shown(other) && overlaps(other));
    Ok(found.map(|other| other.title.to_string()).collect())
}

/// What it led to, and whose powers of attorney are still to come.
async fn of_purchase(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let found = JOINT_PURCHASE.named_with_ids(tx, &[thing.id]).await?;
    let one = found.into_iter().next().ok_or_else(Problem::not_found)?;
    let place = thing.href.rsplitn(3, '/').last().unwrap_or_default();
    let lacking: Vec<&str> = one.lacking().map(samverk_foundation::Key::as_str).collect();
    let lacking = samverk_parties::store::find_parties_by_key(tx, &lacking).await?;
    let names: Vec<&str> = lacking.iter().map(|party| party.name.as_str()).collect();
    let told = match names.is_empty() {
        true => ui.t("purchase-powers-in"),
        false => ui.t1("purchase-powers-lack", "parties", names.join(", ")),
    };
    let initiative = one.initiative.as_ref().map(|to| {
        let href = format!("{place}/initiativ/{}", to.to.key);
        (href, ui.t("joint-purchase-initiative"))
    });
    let letter = one.letter.as_ref().map(|to| {
        let href = format!("{place}/avsiktsforklaringar/{}", to.to.key);
        (href, ui.t("joint-purchase-letter"))
    });
    let windows = format!("{place}/avtalsfonster?omrade={}", one.area.to.key);
    let windows = (windows, ui.t("windows-heading"));
    let panel = ContractPanel {
        heading: ui.t("purchase-heading"),
        told: vec![told],
        rows: Vec::new(),
        actions: initiative
            .into_iter()
            .chain(letter)
            .chain([windows])
            .collect(),
    };
    ui.fragment(&panel).map(Some)
}

/// So many contracts that need something done are told on a party's page.
const MOST: u64 = 5;
const DAYS_AHEAD: u64 = 365;

/// How many contracts there are, and which need something done.
async fn of_party(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let party = [PartyId(thing.id)];
    let known = Acquaintance::find(tx, &ui.actor).await?;
    if !known.is_colleague(party[0]) {
        return Ok(None);
    }
    let is_own = known.is_own(party[0]);
    let seen = match is_own {
        true => Seen {
            own: &party,
            others: &[],
        },
        false => Seen {
            own: &[],
            others: &party,
        },
    };
    let count = store::count(tx, seen).await?;
    if count == 0 {
        return Ok(None);
    }
    let until = tx.today() + chrono::Days::new(DAYS_AHEAD);
    let ids = match is_own {
        true => store::list_acting(tx, &party, until, MOST).await?,
        false => Vec::new(),
    };
    let mut found = CONTRACT.with_ids(tx, &ids).await?;
    found.sort_by_key(|one| (one.act_by, one.id));
    let rows = found.iter().filter_map(|one| {
        let href = format!("{}/avtal/{}", thing.href, one.key);
        let words = deadline_words(ui, one.deadline()?);
        Some((href, one.title.to_string(), words))
    });
    let panel = ContractPanel {
        heading: ui.t("contract-heading"),
        told: vec![ui.t1("contracts-at-party", "count", count)],
        rows: rows.collect(),
        actions: vec![(format!("{}/avtal", thing.href), ui.t("contracts-show"))],
    };
    ui.fragment(&panel).map(Some)
}
