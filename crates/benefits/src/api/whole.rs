//! The whole of a case: what is proposed held against doing nothing, and what each gets of it.

use crate::model::{ComparedLine, Comparison, Holder, Outcome, PartyFlows, Payback, Switching};
use crate::shared::Shared;
use crate::view::CaseView;
use samverk_engine::Exact;
use samverk_foundation::{Key, Ore};
use samverk_rest::{Amount, KeySchema, Representation};
use schemars::JsonSchema;
use serde::Serialize;

/// Amounts are kronor in the case's price level. Net present values are against doing nothing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BusinessCaseResult")]
pub struct CaseResultView {
    /// What is proposed first.
    alternatives: Vec<AlternativeResult>,
    /// Of what is proposed.
    years: Vec<YearResult>,
    /// Nothing when the distribution cannot divide the costs.
    holders: Vec<HolderResult>,
    /// Why what each gets is not computed: problem codes.
    hindrances: Vec<&'static str>,
    sharing: Sharing,
    /// Those that turn it soonest first.
    switching_values: Vec<SwitchingValue>,
    /// Those whose uncertainty is widest first.
    swings: Vec<SwingResult>,
    /// With every line at its worst.
    worst: Amount,
    /// With every line at its best.
    best: Amount,
}

/// An alternative against doing nothing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseAlternativeResult")]
pub struct AlternativeResult {
    name: String,
    is_proposed: bool,
    #[serde(flatten)]
    worth: Worth,
    /// Net present value of what is moved between parties and not counted.
    uncounted: Amount,
}

/// What a flow of money comes to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseWorth")]
pub struct Worth {
    net_present_value: Amount,
    /// Whether it pays itself back.
    pays_back: PaysBack,
    /// Years with three decimals; `0` when it pays at once, nothing when not within the period, and when there is nothing
    /// to pay back.
    payback: Option<String>,
    /// The same of discounted amounts.
    discounted_payback: Option<String>,
    /// The mean of the years after the first one.
    yearly: Amount,
}

/// When money that is spent comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "CasePaysBack")]
pub enum PaysBack {
    /// There are no costs.
    NothingToPay,
    /// There are costs, and never more of them than of benefits.
    AtOnce,
    /// After so many years as stand beside.
    After,
    /// Not within the period.
    NotWithin,
}

impl From<&Payback> for PaysBack {
    fn from(payback: &Payback) -> Self {
        match payback {
            Payback::NothingToPay => Self::NothingToPay,
            Payback::AtOnce => Self::AtOnce,
            Payback::After(_) => Self::After,
            Payback::NotWithin => Self::NotWithin,
        }
    }
}

/// A year of what is proposed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseYearResult")]
pub struct YearResult {
    year: i32,
    /// What an amount of the year is worth today, with six decimals.
    discount_factor: String,
    net: Amount,
    discounted: Amount,
    cumulative: Amount,
    cumulative_discounted: Amount,
}

/// What somebody gets and pays.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseHolderResult")]
pub struct HolderResult {
    /// A member; nothing for somebody else.
    #[schemars(with = "Option<KeySchema>")]
    party: Option<Key>,
    /// What somebody else is called; empty for what is divided between nobody.
    holder: String,
    #[serde(flatten)]
    worth: Worth,
    years: Vec<HolderYear>,
}

/// Costs are negative.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseHolderYear")]
pub struct HolderYear {
    year: i32,
    benefits: Amount,
    costs: Amount,
    /// What of both came by the distribution of costs.
    shared: Amount,
    net: Amount,
}

/// What shared costs are divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "CaseSharing")]
pub enum Sharing {
    /// The case names no distribution.
    None,
    /// It is gone, or not for the reader to see.
    Unseen,
    /// It cannot be computed as it stands.
    Broken,
    /// As it is now.
    Now,
    /// As it was when the case was adopted.
    Adopted,
}

/// Where a line turns the whole.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseSwitchingValue")]
pub struct SwitchingValue {
    line: String,
    /// The line times this gives the net present value 0, with six decimals; nothing when not even without it.
    factor: Option<String>,
}

/// The net present value of the whole at a line's low and high amounts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseSwing")]
pub struct SwingResult {
    line: String,
    low: Amount,
    high: Amount,
}

/// To whole öre.
pub(super) fn amount(exact: &Exact) -> Amount {
    Amount(Ore(exact.round_to(1).unwrap_or_default()))
}

fn decimals(exact: &Exact, count: u32) -> String {
    let decimal = exact.to_decimal(count).unwrap_or_default();
    decimal.normalize().to_string()
}

pub(super) fn years(payback: &Payback) -> Option<String> {
    match payback {
        Payback::AtOnce => Some("0".to_owned()),
        Payback::After(years) => Some(decimals(years, 3)),
        Payback::NothingToPay | Payback::NotWithin => None,
    }
}

impl Worth {
    pub(super) fn of(outcome: &Outcome) -> Self {
        Self {
            net_present_value: amount(&outcome.value),
            pays_back: PaysBack::from(&outcome.payback),
            payback: years(&outcome.payback),
            discounted_payback: years(&outcome.discounted_payback),
            yearly: amount(&outcome.yearly()),
        }
    }
}

impl AlternativeResult {
    fn of(view: &CaseView, comparison: &Comparison) -> Self {
        let name = view.case.alternatives.get(comparison.alternative);
        Self {
            name: name.cloned().unwrap_or_default(),
            is_proposed: comparison.alternative == view.case.proposed,
            worth: Worth::of(&comparison.outcome),
            uncounted: amount(&comparison.uncounted),
        }
    }
}

fn at(flow: &[Exact], year: usize) -> Amount {
    flow.get(year).map_or(Amount(Ore::ZERO), amount)
}

impl HolderResult {
    pub(super) fn of(view: &CaseView, holder: &Holder, flows: &PartyFlows) -> Self {
        let net = flows.net();
        let year = |year| HolderYear {
            year: view.case.calendar_year(year),
            benefits: at(&flows.benefits, year),
            costs: at(&flows.costs, year),
            shared: at(&flows.shared, year),
            net: at(&net, year),
        };
        let (party, holder) = match holder {
            Holder::Party(party) => (Some(party.clone()), String::new()),
            Holder::Named(name) => (None, name.clone()),
            Holder::Nobody => (None, String::new()),
        };
        Self {
            party,
            holder,
            worth: Worth::of(&flows.outcome(&view.case)),
            years: (0..view.case.years()).map(year).collect(),
        }
    }
}

impl From<&Shared> for Sharing {
    fn from(shared: &Shared) -> Self {
        match shared {
            Shared::NotNamed => Self::None,
            Shared::Unseen => Self::Unseen,
            Shared::Broken(_) => Self::Broken,
            Shared::Found(found) if found.href.is_some() => Self::Now,
            Shared::Found(_) => Self::Adopted,
        }
    }
}

impl CaseResultView {
    pub(super) fn of(view: &CaseView) -> Self {
        let proposed = &view.proposed;
        let all = std::iter::once(proposed).chain(&view.others);
        let bounds = proposed.bounds();
        let (holders, hindrances) = match &view.holders {
            Ok(flows) => {
                let flows = flows.iter();
                let of = flows.map(|(holder, flows)| HolderResult::of(view, holder, flows));
                (of.collect(), Vec::new())
            }
            Err(problems) => {
                let codes = problems.0.iter().map(|problem| problem.code);
                (Vec::new(), codes.collect())
            }
        };
        let name = |line: usize| {
            let line = view.case.lines.get(line);
            line.map(|line| line.name.clone()).unwrap_or_default()
        };
        let switching = |(line, at): (&ComparedLine, Switching)| SwitchingValue {
            line: name(line.line),
            factor: match at {
                Switching::At(factor) => Some(decimals(&factor, 6)),
                Switching::Never => None,
            },
        };
        let swings = proposed.swings().into_iter();
        Self {
            alternatives: all.map(|one| AlternativeResult::of(view, one)).collect(),
            years: (0..view.case.years())
                .map(|year| year_of(view, year))
                .collect(),
            holders,
            hindrances,
            sharing: Sharing::from(&view.shared),
            switching_values: proposed.switching().into_iter().map(switching).collect(),
            swings: swings
                .map(|swing| SwingResult {
                    line: name(swing.line),
                    low: amount(&swing.low),
                    high: amount(&swing.high),
                })
                .collect(),
            worst: amount(&bounds.worst),
            best: amount(&bounds.best),
        }
    }
}

fn year_of(view: &CaseView, year: usize) -> YearResult {
    let outcome = &view.proposed.outcome;
    let factor = view.case.discount.factors().get(year);
    YearResult {
        year: view.case.calendar_year(year),
        discount_factor: factor.map(|factor| decimals(factor, 6)).unwrap_or_default(),
        net: at(&outcome.flow, year),
        discounted: at(&outcome.discounted, year),
        cumulative: at(&outcome.cumulative, year),
        cumulative_discounted: at(&outcome.cumulative_discounted, year),
    }
}

impl Worth {
    fn example() -> Self {
        Self {
            net_present_value: Amount(Ore(26_609_487)),
            pays_back: PaysBack::After,
            payback: Some("3.111".to_owned()),
            discounted_payback: Some("3.307".to_owned()),
            yearly: Amount(Ore(16_800_000)),
        }
    }
}

impl HolderResult {
    pub(super) fn example() -> Self {
        let kronor = |kronor: i64| Amount(Ore(kronor * 100));
        Self {
            party: Some(Key::from_name("bracke-kommun")),
            holder: String::new(),
            worth: Worth::example(),
            years: vec![HolderYear {
                year: 2027,
                benefits: kronor(0),
                costs: kronor(-500_000),
                shared: kronor(-500_000),
                net: kronor(-500_000),
            }],
        }
    }
}

impl Representation for CaseResultView {
    fn example() -> Self {
        let kronor = |kronor: i64| Amount(Ore(kronor * 100));
        Self {
            alternatives: vec![AlternativeResult {
                name: "Gemensamt arkiv".to_owned(),
                is_proposed: true,
                worth: Worth::example(),
                uncounted: kronor(0),
            }],
            years: vec![YearResult {
                year: 2027,
                discount_factor: "1".to_owned(),
                net: kronor(-500_000),
                discounted: kronor(-500_000),
                cumulative: kronor(-500_000),
                cumulative_discounted: kronor(-500_000),
            }],
            holders: vec![HolderResult::example()],
            hindrances: Vec::new(),
            sharing: Sharing::Now,
            switching_values: vec![SwitchingValue {
                line: "Sparad tid".to_owned(),
                factor: Some("0.652654".to_owned()),
            }],
            swings: vec![SwingResult {
                line: "Sparad tid".to_owned(),
                low: kronor(100_000),
                high: kronor(330_000),
            }],
            worst: kronor(100_000),
            best: kronor(330_000),
        }
    }
}
