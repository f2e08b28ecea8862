//! A budget as it is sent: its parts and lines, and the sums that follow from them.

use super::decision::{DecisionView, StatusView, state_fields};
use crate::actions::SaveBudget;
use crate::records::BudgetRecord;
use samverk_engine::{Budget, BudgetLine, BudgetPart, LineKind, PartKind, Sums};
use samverk_foundation::Key;
use samverk_rest::{Amount, Date, KeySchema, ReadOnly, Representation, Title, Word};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is to be paid for in a year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Budget")]
pub struct BudgetView {
    year: i32,
    #[serde(flatten)]
    content: BudgetContent,
    /// Of each part in order, and last of the lines outside the parts.
    sums: Vec<PartSums>,
    /// The net of all parts, kronor.
    sum_of_parts: Amount,
    /// Everything, kronor.
    total: Amount,
}

/// What can be said of a budget.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BudgetContent {
    title: Title,
    /// An adopted budget changes only when it is made a draft again.
    #[serde(default)]
    pub status: StatusView,
    /// For an adopted budget.
    #[serde(default)]
    pub decision: Option<DecisionView>,
    /// Whether the public may see it.
    #[serde(default)]
    pub published: bool,
    /// The last day on which a draft is commented on; its figures stand still until it is none.
    #[serde(default)]
    pub comments_until: Option<Date>,
    /// Which document the figures come from.
    #[serde(default)]
    source: String,
    #[serde(default)]
    note: String,
    /// The document's own sum, kronor.
    #[serde(default)]
    printed_total: Option<Amount>,
    #[serde(default)]
    parts: Vec<PartContent>,
    #[serde(default)]
    lines: Vec<LineContent>,
    /// Save although something looks wrong. The warnings are kept with the budget.
    #[serde(default, skip_serializing)]
    #[schemars(extend("writeOnly" = true))]
    pub confirm_warnings: bool,
    #[serde(default, rename = "year", skip_serializing)]
    #[schemars(skip)]
    pub sent_year: Option<i32>,
    #[serde(default, rename = "sums", skip_serializing)]
    #[schemars(skip)]
    _sums: ReadOnly,
    #[serde(default, rename = "sumOfParts", skip_serializing)]
    #[schemars(skip)]
    _sum_of_parts: ReadOnly,
    #[serde(default, rename = "total", skip_serializing)]
    #[schemars(skip)]
    _total: ReadOnly,
}

/// A part of a budget.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "BudgetPart")]
pub struct PartContent {
    #[schemars(with = "KeySchema")]
    key: Key,
    name: Word,
    kind: PartKind,
    /// A focus area of the plan, when that is what the part pays for.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    focus_area: Option<Key>,
    /// The document's own sum of the part, kronor.
    #[serde(default)]
    printed_total: Option<Amount>,
}

/// A line of a budget.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "BudgetLine")]
pub struct LineContent {
    /// A part; none when the line belongs to the budget as a whole.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    part: Option<Key>,
    name: Word,
    kind: LineKind,
    /// Kronor, positive also for income and unspent funds, which are deducted.
    amount: Amount,
    #[serde(default)]
    note: String,
}

/// The sums of a part's lines, kronor.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartSums {
    /// None for the lines outside the parts.
    #[schemars(with = "Option<KeySchema>")]
    part: Option<Key>,
    costs: Amount,
    income: Amount,
    unspent: Amount,
    /// Costs less income and unspent funds.
    net: Amount,
}

impl Representation for BudgetContent {
    fn example() -> Self {
        let part = Key::from_name("Löpande verksamhet");
        let amount = Amount(samverk_foundation::Ore::from_kronor(1_230_000));
        Self {
            title: "Budget 2027".into(),
            status: StatusView::Draft,
            decision: None,
            published: false,
            comments_until: None,
            source: String::new(),
            note: String::new(),
            printed_total: Some(amount),
            parts: vec![PartContent {
                key: part.clone(),
                name: "Löpande verksamhet".into(),
                kind: PartKind::Running,
                focus_area: None,
                printed_total: None,
            }],
            lines: vec![LineContent {
                part: Some(part),
                name: "Samordnare".into(),
                kind: LineKind::Cost,
                amount,
                note: String::new(),
            }],
            confirm_warnings: false,
            sent_year: None,
            _sums: ReadOnly,
            _sum_of_parts: ReadOnly,
            _total: ReadOnly,
        }
    }
}

impl Representation for BudgetView {
    fn example() -> Self {
        let content = BudgetContent::example();
        let budget = content.budget(2027);
        Self::with_sums(&budget, content)
    }
}

impl BudgetView {
    pub fn of(record: &BudgetRecord) -> Self {
        Self::with_sums(&record.budget, BudgetContent::of(record))
    }

    fn with_sums(budget: &Budget, content: BudgetContent) -> Self {
        let totals = budget.totals();
        let parts = totals.parts.into_iter();
        let parts = parts.map(|(part, sums)| (Some(part), sums));
        let all = parts.chain([(None, totals.outside)]);
        Self {
            year: budget.year,
            content,
            sums: all.map(|(part, sums)| PartSums::of(part, sums)).collect(),
            sum_of_parts: Amount(totals.sum_of_parts),
            total: Amount(totals.total),
        }
    }
}

impl PartSums {
    fn of(part: Option<Key>, sums: Sums) -> Self {
        Self {
            part,
            costs: Amount(sums.costs),
            income: Amount(sums.income),
            unspent: Amount(sums.unspent),
            net: Amount(sums.net()),
        }
    }
}

impl BudgetContent {
    fn of(record: &BudgetRecord) -> Self {
        let (status, decision) = state_fields(&record.state);
        let part = |part: &BudgetPart| PartContent {
            key: part.key.clone(),
            name: part.name.clone().into(),
            kind: part.kind,
            focus_area: part.focus_area.clone(),
            printed_total: part.printed_total.map(Amount),
        };
        let line = |line: &BudgetLine| LineContent {
            part: line.part.clone(),
            name: line.name.clone().into(),
            kind: line.kind,
            amount: Amount(line.amount),
            note: line.note.clone(),
        };
        Self {
            title: record.title.clone().into(),
            status,
            decision,
            published: record.published,
            comments_until: record.comments_until.map(Date),
            source: record.source.clone(),
            note: record.note.clone(),
            printed_total: record.budget.printed_total.map(Amount),
            parts: record.budget.parts.iter().map(part).collect(),
            lines: record.budget.lines.iter().map(line).collect(),
            ..Self::example()
        }
    }

    fn budget(&self, year: i32) -> Budget {
        let part = |part: &PartContent| BudgetPart {
            key: part.key.clone(),
            name: part.name.0.clone(),
            kind: part.kind,
            focus_area: part.focus_area.clone(),
            printed_total: part.printed_total.map(|amount| amount.0),
        };
        let line = |line: &LineContent| BudgetLine {
            part: line.part.clone(),
            name: line.name.0.clone(),
            kind: line.kind,
            amount: line.amount.0,
            note: line.note.clone(),
        };
        Budget {
            year,
            printed_total: self.printed_total.map(|amount| amount.0),
            parts: self.parts.iter().map(part).collect(),
            lines: self.lines.iter().map(line).collect(),
        }
    }

    pub fn saving(&self, year: i32, revision: Option<i64>) -> SaveBudget {
        SaveBudget {
            title: self.title.0.clone(),
            published: self.published,
            budget: self.budget(year),
            source: self.source.clone(),
            note: self.note.clone(),
            revision,
        }
    }
}
