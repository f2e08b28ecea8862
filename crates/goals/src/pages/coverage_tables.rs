//! Coverage of a strategy as picture, tables and sentences, for the page and for print.

use super::words;
use crate::PlanScope;
use crate::PlanView;
use crate::catalogues::HeldCatalogue;
use crate::model::{CoveredGoal, FocusArea, GoalNames, Lineage, PlanContent, Service, coverage};
use samverk_charts::{CoverageMatrix, CoverageWords};
use samverk_web::{Cell, Column, ColumnKind, Table, Tone, Ui};
use std::ops::Range;

/// As many rows as a picture may have to stand on one page in print.
const ROWS_IN_PRINT: usize = 12;

/// A strategy's goals against a plan's focus areas.
pub(super) struct Matrix<'c> {
    pub content: &'c PlanContent,
    pub catalogue: &'c HeldCatalogue,
    pub goals: &'c [CoveredGoal<'c>],
    pub names: &'c GoalNames,
}

/// Coverage of one strategy, for documents.
pub struct CoveragePicture {
    pub title: String,
    /// How many goals are served, and what that means.
    pub lead: String,
    /// One picture for each page, with its description.
    pub charts: Vec<(String, String)>,
    /// The same in words and numbers: headings and rows.
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Sentences on what counts through earlier goals.
    pub notes: Vec<String>,
}

/// The strategies that the plan serves at least one goal of.
pub fn coverage_pictures(ui: &Ui, view: &PlanView) -> Vec<CoveragePicture> {
    let lineage = Lineage::of(&view.catalogues);
    let content = &view.version.content;
    let of = |catalogue: &HeldCatalogue| {
        let goals = coverage(content, catalogue, &lineage);
        let matrix = Matrix {
            content,
            catalogue,
            goals: &goals,
            names: &view.names,
        };
        let is_served = goals.iter().any(|goal| !goal.services.is_empty());
        is_served.then(|| matrix.printed(ui))
    };
    view.catalogues.iter().filter_map(of).collect()
}

impl Matrix<'_> {
    pub fn lead(&self, ui: &Ui) -> String {
        let served = self.goals.iter().filter(|goal| !goal.services.is_empty());
        let (served, all) = (served.count().to_string(), self.goals.len().to_string());
        ui.t_with("coverage-lead", &[("served", &served), ("all", &all)])
    }

    fn name(&self, ui: &Ui, goal: &CoveredGoal) -> String {
        let names = self.names.list(std::slice::from_ref(&goal.reference));
        names
            .first()
            .map_or_else(String::new, |name| words::goal_name(ui, name))
    }

    /// Nothing to draw without focus areas or goals. `rows` are places among the goals.
    pub fn picture(&self, ui: &Ui, id: &str, rows: Range<usize>) -> Option<String> {
        let areas = &self.content.focus_areas;
        let goals = self.goals.get(rows)?;
        if areas.is_empty() || goals.is_empty() {
            return None;
        }
        let filled = goals.iter().enumerate().flat_map(|(row, goal)| {
            let places = areas.iter().enumerate();
            let served = places.filter(|(_, area)| goal.count_in(area) > 0);
            served.map(move |(column, _)| (row, column))
        });
        let chart = CoverageMatrix {
            id: id.to_owned(),
            title: ui.t1("coverage-picture-title", "name", &self.catalogue.name),
            description: self.description(ui),
            rows: goals.iter().map(|goal| self.name(ui, goal)).collect(),
            columns: areas.iter().map(|area| area.name.clone()).collect(),
            filled: filled.collect(),
            words: CoverageWords {
                count: ui.t("coverage-count"),
                filled: ui.t("coverage-serves"),
                empty: ui.t("coverage-serves-not"),
                nothing: ui.t("coverage-nothing"),
            },
        };
        Some(chart.to_svg())
    }

    fn description(&self, ui: &Ui) -> String {
        let unserved = self.unserved(ui);
        match unserved.is_empty() {
            true => self.lead(ui),
            false => {
                let list = ui.t1("coverage-unserved-list", "goals", unserved.join("; "));
                format!("{} {list}", self.lead(ui))
            }
        }
    }

    pub fn unserved(&self, ui: &Ui) -> Vec<String> {
        let nothing = self.goals.iter().filter(|goal| goal.services.is_empty());
        nothing.map(|goal| self.name(ui, goal)).collect()
    }

    /// `M3 räknas genom M1 i Strategi 2017`, for those that only an earlier goal serves.
    pub fn through(&self, ui: &Ui) -> Vec<String> {
        let only = self
            .goals
            .iter()
            .filter(|goal| goal.is_only_through_earlier());
        let sentence = |goal: &CoveredGoal| {
            let mut named: Vec<_> = goal.services.iter().map(|one| one.named.clone()).collect();
            named.sort();
            named.dedup();
            let names = self.names.list(&named);
            let earlier: Vec<_> = names
                .iter()
                .map(|one| words::earlier_goal(ui, one))
                .collect();
            let (goal, earlier) = (self.name(ui, goal), earlier.join("; "));
            ui.t_with(
                "coverage-through",
                &[("goal", &goal), ("earlier", &earlier)],
            )
        };
        only.map(sentence).collect()
    }

    pub fn table(&self, ui: &Ui) -> Table {
        let areas = &self.content.focus_areas;
        let mut columns = vec![
            Column::new(ui.t("coverage-goal"), ColumnKind::Text),
            Column::new(ui.t("coverage-result"), ColumnKind::Text),
            Column::new(ui.t("coverage-sum"), ColumnKind::Integer),
        ];
        let areas_in_order = areas.iter().map(|area| area.name.clone());
        columns.extend(areas_in_order.map(|name| Column::new(name, ColumnKind::Integer)));
        let caption = ui.t1("coverage-table", "name", &self.catalogue.name);
        let mut table = Table::new("tackning", caption, columns);
        for goal in self.goals {
            let (tone, key) = result(goal);
            let mut cells = vec![
                Cell::text(self.name(ui, goal)),
                Cell::tag(tone, ui.t(key)),
                self.count(goal, goal.services.len(), ""),
            ];
            for area in areas {
                let narrowing = format!("&omrade={}", area.key);
                cells.push(self.count(goal, goal.count_in(area), &narrowing));
            }
            table.push(cells);
        }
        table
    }

    /// A number that leads to what is counted.
    fn count(&self, goal: &CoveredGoal, count: usize, narrowing: &str) -> Cell {
        let cell = Cell::integer(i64::try_from(count).unwrap_or(i64::MAX));
        match count {
            0 => cell,
            _ => cell.to(format!(
                "?katalog={}&mal={}{narrowing}#stod-rubrik",
                self.catalogue.key, goal.goal.code
            )),
        }
    }

    /// What the narrowing says, when there is one.
    pub fn narrowed(&self, ui: &Ui, (goal, area): (&str, &str)) -> Option<String> {
        let goal = self.goals.iter().find(|one| one.reference.code == goal)?;
        let name = self.name(ui, goal);
        Some(match self.content.focus_area(area) {
            Some(area) => ui.t_with(
                "coverage-details-in",
                &[("goal", &name), ("area", &area.name)],
            ),
            None => ui.t1("coverage-details-of", "goal", name),
        })
    }

    /// One row for each focus area or effect goal that serves a goal.
    pub fn details(&self, ui: &Ui, at: &PlanScope, (goal, area): (&str, &str)) -> Table {
        let keys = [
            "coverage-goal",
            "plan-focus-area",
            "coverage-served-by",
            "coverage-named",
        ];
        let columns = keys.map(|key| Column::new(ui.t(key), ColumnKind::Text));
        let caption = self
            .narrowed(ui, (goal, area))
            .unwrap_or_else(|| ui.t1("coverage-details", "name", &self.catalogue.name));
        let mut table = Table::new("stod", caption, columns.into());
        let wanted = self
            .goals
            .iter()
            .filter(|one| goal.is_empty() || one.reference.code == goal);
        for one in wanted {
            let here = |service: &&Service| area.is_empty() || service.area.key.as_str() == area;
            for service in one.services.iter().filter(here) {
                table.push(self.detail(ui, at, one, service));
            }
        }
        table
    }

    fn detail(&self, ui: &Ui, at: &PlanScope, goal: &CoveredGoal, by: &Service) -> Vec<Cell> {
        let area_href = at.href(&format!("#omrade-{}", by.area.key));
        let served_by = match by.goal {
            Some(goal) => Cell::link(at.href(&format!("#mal-{}", goal.key)), goal.title()),
            None => Cell::text(ui.t("coverage-area-itself")),
        };
        let names = self.names.list(std::slice::from_ref(&by.named));
        let named = names.first().map(|name| match by.named == goal.reference {
            true => name.reference.code.clone(),
            false => words::earlier_goal(ui, name),
        });
        vec![
            Cell::text(self.name(ui, goal)),
            Cell::link(area_href, &by.area.name),
            served_by,
            Cell::text(named.unwrap_or_default()),
        ]
    }

    fn printed(&self, ui: &Ui) -> CoveragePicture {
        let count = self.goals.len();
        let starts = (0..count).step_by(ROWS_IN_PRINT);
        let charts = starts.filter_map(|start| {
            let rows = start..count.min(start + ROWS_IN_PRINT);
            let id = format!("tackning-{}-{start}", self.catalogue.key);
            Some((self.picture(ui, &id, rows)?, self.description(ui)))
        });
        CoveragePicture {
            title: self.catalogue.name.to_string(),
            lead: self.lead(ui),
            charts: charts.collect(),
            headings: vec![
                ui.t("coverage-goal"),
                ui.t("catalogue-served-by"),
                ui.t("coverage-result"),
            ],
            rows: self
                .goals
                .iter()
                .map(|goal| self.printed_row(ui, goal))
                .collect(),
            notes: self.through(ui),
        }
    }

    fn printed_row(&self, ui: &Ui, goal: &CoveredGoal) -> Vec<String> {
        let in_area = |area: &FocusArea| {
            let count = goal.count_in(area);
            (count > 0).then(|| format!("{} ({count})", area.name))
        };
        let areas: Vec<_> = self
            .content
            .focus_areas
            .iter()
            .filter_map(in_area)
            .collect();
        vec![self.name(ui, goal), areas.join("; "), ui.t(result(goal).1)]
    }
}

/// How it goes for a goal: the mood and the text's key.
fn result(goal: &CoveredGoal) -> (Tone, &'static str) {
    if goal.services.is_empty() {
        (Tone::Bad, "coverage-result-none")
    } else if goal.is_only_through_earlier() {
        (Tone::Neutral, "coverage-result-through")
    } else {
        (Tone::Good, "coverage-result-served")
    }
}
