//! The same for each party of a collaboration, and what is missing from it.

use super::awaiting::AwaitingItem;
use super::may_read_people;
use crate::across::{AcrossRow, load_across};
use crate::policy::Action;
use samverk_foundation::{Key, Ore};
use samverk_parties::Scope;
use samverk_rest::{
    Amount, Call, KeySchema, Linked, NoQuery, Operation, Page, Refusal, Representation,
};
use schemars::JsonSchema;
use serde::Serialize;

pub fn operation() -> Operation {
    Operation::list(
        "/collaborations/{collaboration}/overviews",
        "listCollaborationOverviews",
        list,
    )
    .about(
        "Samverkans aktörer bredvid varandra, och vad som saknas från var och en. Med people:read även inbjudningar.",
        "The parties of the collaboration beside each other, and what is missing from each. With people:read invitations too.",
    )
    .action(Action::ReadAcrossParties.code())
}

/// A party of a collaboration in figures.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OverviewRow {
    #[schemars(with = "KeySchema")]
    party: Key,
    name: String,
    /// The year of `amount`: the latest begun for which costs are decided.
    year: Option<i32>,
    /// Kronor; none when nothing is decided for the party.
    amount: Option<Amount>,
    /// Against the year before.
    change: Option<Amount>,
    groups: usize,
    mandates: usize,
    /// Whether its own view of the level is recorded; none when it is not asked.
    own_view: Option<bool>,
    /// Goals that it answers for.
    goals: usize,
    /// Those that are to be measured and are not, and those that nothing measures.
    unmeasured: usize,
    behind: usize,
    /// What others wait for.
    missing_items: Vec<AwaitingItem>,
}

impl OverviewRow {
    fn of(row: AcrossRow, year: Option<i32>) -> Self {
        Self {
            party: row.party.key,
            name: row.party.name,
            year,
            amount: row.amount.map(Amount),
            change: row.change.map(Amount),
            groups: row.groups,
            mandates: row.mandates,
            own_view: row.own_view,
            goals: row.goals,
            unmeasured: row.unmeasured,
            behind: row.behind,
            missing_items: row.missing.into_iter().map(AwaitingItem::from).collect(),
        }
    }
}

impl Representation for OverviewRow {
    fn example() -> Self {
        Self {
            party: Key::from_name("Jönköpings kommun"),
            name: "Jönköpings kommun".to_owned(),
            year: Some(2021),
            amount: Some(Amount(Ore::from_kronor(1_657_180))),
            change: None,
            groups: 3,
            mandates: 1,
            own_view: Some(false),
            goals: 0,
            unmeasured: 0,
            behind: 0,
            missing_items: vec![AwaitingItem::example()],
        }
    }
}

async fn list(call: Call, _: NoQuery) -> Result<Page<OverviewRow>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    scope.require(Action::ReadAcrossParties.by())?;
    let across = load_across(&tx, &call.ui(), &scope, may_read_people(&call.actor)).await?;
    let year = across.year;
    Ok(Page::of(across.rows, call.paging, |row| {
        let overview = format!("/overviews/{}", row.party.key);
        let party = format!("/parties/{}", row.party.key);
        Linked::part(OverviewRow::of(row, year))
            .link("overview", overview)
            .link("party", party)
    }))
}
