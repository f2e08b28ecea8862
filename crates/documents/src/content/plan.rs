//! The plan with everything that belongs to it. What is empty is left out, heading and all.

use crate::{Chart, Front, PlainTable, Prose, Section, Working};
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct PlanDocument {
    pub front: Front,
    pub summary: Prose,
    pub vision: Prose,
    pub values: Vec<Section>,
    pub sections: Vec<Section>,
    pub members: Vec<Member>,
    pub focus_areas: Vec<FocusArea>,
    pub indicators: Vec<Indicator>,
    pub activities: Vec<ActivitySeries>,
    pub budget: Option<BudgetTable>,
    pub distribution: Option<DistributionTable>,
    pub groups: Vec<GroupList>,
    pub ladder: Option<Ladder>,
    pub map: Option<PartyMap>,
    pub appendices: Vec<Section>,
    /// The activities over time, after the other appendices; a picture fits on a page.
    pub schedule: Vec<Chart>,
    /// One for each strategy.
    pub coverage: Vec<Coverage>,
    pub sources: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Member {
    pub name: String,
    /// `Kommun`, `Region`.
    pub kind: String,
    /// `Medlem`, `Avsiktsförklaring`.
    pub standing: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct FocusArea {
    pub name: String,
    pub purpose: Prose,
    /// The name of the group that leads it.
    pub leadership: String,
    pub budget: String,
    pub catalogue_goals: Vec<CatalogueGoal>,
    pub goals: Vec<Goal>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct CatalogueGoal {
    pub code: String,
    /// Empty when the name is not known.
    pub name: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Goal {
    pub texts: Vec<GoalText>,
    pub owner: String,
    /// The indicators' names, or the reason why there is none.
    pub measured_by: String,
}

/// What is to be true in a year or several years.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GoalText {
    /// `2021` or `2021–2023`.
    pub years: String,
    pub text: String,
    /// Codes of the strategies' goals that it serves in these years, separated by commas.
    pub catalogue_goals: String,
}

/// Joins years that follow on each other with the same text and codes.
pub fn by_period(texts: &[(i32, String, String)]) -> Vec<GoalText> {
    type Year = (i32, String, String);
    let same =
        |one: &Year, next: &Year| (&one.1, &one.2) == (&next.1, &next.2) && one.0 + 1 == next.0;
    let periods = texts.chunk_by(same).filter_map(|period| {
        let ((first, text, codes), (last, _, _)) = (period.first()?, period.last()?);
        let years = if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        };
        Some(GoalText {
            years,
            text: text.clone(),
            catalogue_goals: codes.clone(),
        })
    });
    periods.collect()
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Indicator {
    pub name: String,
    pub unit: String,
    /// What is divided by what, and where the numbers come from.
    pub definition: String,
    /// `På väg`, `Inte mätt`.
    pub state: String,
    pub chart: Option<Chart>,
    pub rows: Vec<IndicatorRow>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct IndicatorRow {
    pub year: String,
    pub target: String,
    pub measured: String,
    pub state: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct ActivitySeries {
    pub name: String,
    pub activities: Vec<Activity>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Activity {
    pub name: String,
    pub focus_area: String,
    pub responsible: String,
    /// `april–juni 2021`; empty when open.
    pub time: String,
    pub status: String,
}

/// What in the plan serves the goals of a strategy.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Coverage {
    pub title: String,
    pub text: String,
    pub charts: Vec<Chart>,
    pub table: PlainTable,
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct BudgetTable {
    pub title: String,
    pub parts: Vec<BudgetPart>,
    /// Income and unspent funds, with a minus before the amount.
    pub deductions: Vec<BudgetLine>,
    pub total: BudgetLine,
    pub notes: Vec<String>,
    pub warnings: Vec<String>,
}

/// A part of the budget. One whose only line has its name is printed as one row, and so is one
/// without lines: a sum of the parts before it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BudgetPart {
    pub name: String,
    pub lines: Vec<BudgetLine>,
    /// The sum when there are no lines; empty when the part's only line says it all.
    pub subtotal: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct BudgetLine {
    pub name: String,
    pub note: String,
    pub amount: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct DistributionTable {
    pub title: String,
    /// How the cost is shared, in words.
    pub text: Prose,
    pub rows: Vec<DistributionShare>,
    /// What stands above the amounts: money, or votes.
    pub amount_heading: String,
    pub total: String,
    /// What the comparison with a printed table says.
    pub remarks: Vec<String>,
    pub chart: Option<Chart>,
    /// How each amount is computed, for an appendix.
    pub workings: Vec<Working>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct DistributionShare {
    pub member: String,
    /// `38,00 %` or the rule in words.
    pub share: String,
    pub amount: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct GroupList {
    /// `Nationella grupper`.
    pub title: String,
    pub groups: Vec<Group>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Group {
    pub name: String,
    pub organiser: String,
    pub reach: String,
    /// Number and name of the level: `2 Samsyn`.
    pub present_level: String,
    pub wanted_level: String,
    pub cooperation: String,
    /// A reservation or anything else.
    pub note: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Ladder {
    pub name: String,
    pub source: String,
    /// Who stands on which step; the same as in the lists of groups. A picture fits on a page.
    pub charts: Vec<Chart>,
    pub levels: Vec<Level>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Level {
    pub number: String,
    pub name: String,
    pub text: Prose,
    pub questions: Vec<String>,
}

/// Who works with whom about what.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PartyMap {
    pub title: String,
    pub text: String,
    pub notes: Vec<String>,
    /// The heading over the picture.
    pub network_title: String,
    pub network: Chart,
    pub matrix: PartyMatrix,
    pub tables: Vec<MapTable>,
}

/// The parties against each other: as many rows as parties, and as many cells in each.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PartyMatrix {
    pub title: String,
    pub text: String,
    pub parties: Vec<String>,
    /// The greatest number has the darkest shade.
    pub rows: Vec<Vec<Option<u32>>>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct MapTable {
    pub title: String,
    pub text: String,
    pub table: PlainTable,
}

#[cfg(test)]
mod tests {
    use super::by_period;

    #[test]
    fn years_with_the_same_text_are_joined() {
        let year = |year, text: &str, codes: &str| (year, text.to_owned(), codes.to_owned());
        let texts = [
            year(2021, "a", "M1"),
            year(2022, "a", "M1"),
            year(2023, "a", "M1, M11"),
            year(2024, "b", ""),
            year(2026, "b", ""),
        ];
        let found: Vec<_> = by_period(&texts)
            .into_iter()
            .map(|t| format!("{}: {} {}", t.years, t.text, t.catalogue_goals))
            .collect();
        let expected = ["2021–2022: a M1", "2023: a M1, M11", "2024: b ", "2026: b "];
        assert_eq!(found, expected);
    }
}
