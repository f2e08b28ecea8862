//! A party's part of a case, and how it depends on how many take part.

use super::whole::{HolderResult, PaysBack, amount, years};
use crate::model::{Holder, Order, Size, Turning, participation, turning};
use crate::view::CaseView;
use samverk_foundation::{Key, Ore, Problem, Problems};
use samverk_rest::{Amount, KeySchema, Representation};
use schemars::JsonSchema;
use serde::Serialize;

/// What a party gets and pays.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BusinessCaseOfParty")]
pub struct PartyResult {
    #[serde(flatten)]
    result: HolderResult,
    turns: Turns,
    /// It does not pay when fewer than so many take part, when it turns.
    turns_below: Option<usize>,
    /// All first; those that bear most of what is shared leave first.
    sizes: Vec<SizeResult>,
}

/// Whether it depends on how many take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "CaseTurning")]
pub enum Turns {
    /// It pays however many take part.
    Never,
    /// It does not pay when fewer than some number take part.
    Below,
    /// It does not pay even when all take part.
    Already,
}

/// The party's case when so many take part.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseSize")]
pub struct SizeResult {
    count: usize,
    /// Who left last, coming from one more.
    #[schemars(with = "Option<KeySchema>")]
    left: Option<Key>,
    net_present_value: Amount,
    /// Whether it pays itself back.
    pays_back: PaysBack,
    /// Years with three decimals; nothing when not within the period, and when there is nothing to pay back.
    payback: Option<String>,
    /// What the distribution hands out to nobody.
    nobodys: Amount,
}

impl PartyResult {
    /// Fails with what hinders the distribution.
    pub(super) fn of(view: &CaseView, party: &Key) -> Result<Self, Problems> {
        let holder = Holder::Party(party.clone());
        let flows = view.holders.clone()?;
        let flows = flows.get(&holder).ok_or_else(Problem::not_found)?;
        let sharing = view.shared.sharing();
        let by = (party, Order::LargestFirst);
        let sizes = participation(&view.case, view.case.proposed, sharing, by)?;
        let (turns, turns_below) = match turning(&sizes) {
            Turning::Never => (Turns::Never, None),
            Turning::Below(count) => (Turns::Below, Some(count)),
            Turning::Already => (Turns::Already, None),
        };
        Ok(Self {
            result: HolderResult::of(view, &holder, flows),
            turns,
            turns_below,
            sizes: sizes.iter().map(SizeResult::of).collect(),
        })
    }
}

impl SizeResult {
    fn of(size: &Size) -> Self {
        Self {
            count: size.count,
            left: size.left.clone(),
            net_present_value: amount(&size.value),
            pays_back: PaysBack::from(&size.payback),
            payback: years(&size.payback),
            nobodys: amount(&size.nobodys),
        }
    }
}

impl Representation for PartyResult {
    fn example() -> Self {
        Self {
            result: HolderResult::example(),
            turns: Turns::Below,
            turns_below: Some(5),
            sizes: vec![SizeResult {
                count: 8,
                left: None,
                net_present_value: Amount(Ore(8_869_800)),
                pays_back: PaysBack::After,
                payback: Some("3.111".to_owned()),
                nobodys: Amount(Ore::ZERO),
            }],
        }
    }
}
