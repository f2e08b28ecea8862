//! Many goals at a time: a row each, with a text for each year of the plan and what measures it.

use super::answerable::Answerable;
use super::flow::{Desk, PlanForm};
use super::form_parts::{hidden, read_references};
use crate::actions::{NewGoal, add_goals};
use crate::catalogues::{HeldCatalogue, list_catalogues};
use crate::indicators::{Indicator, Target};
use crate::model::{Direction, GoalYear};
use crate::policy::Action;
use rust_decimal::Decimal;
use samverk_fields::{Rows, Year};
use samverk_foundation::{Key, Problem, Problems, interned};
use samverk_web::{Field, FieldKind, Form, FormPage, RowColumn, Ui, Values};

const GOALS: &str = "goals";
/// More years than these do not stand beside each other.
const YEARS_MAX: usize = 5;

pub(super) struct GoalTable {
    catalogues: Vec<HeldCatalogue>,
    answerable: Answerable,
}

/// The plan's first years, which have columns of their own.
fn years(desk: &Desk) -> Vec<i32> {
    desk.at.plan.years().take(YEARS_MAX).collect()
}

fn text_of(year: i32) -> &'static str {
    interned(format!("text_{year}"))
}

fn target_of(year: i32) -> &'static str {
    interned(format!("target_{year}"))
}

impl PlanForm for GoalTable {
    const ACTION: Action = Action::SavePlan;
    const NAME: &'static str = "add_goals";

    async fn load(desk: &Desk) -> Result<Self, Problem> {
        Ok(Self {
            catalogues: list_catalogues(&desk.tx).await?,
            answerable: Answerable::load(&desk.tx, &desk.at).await?,
        })
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let version = desk.version()?;
        let rows = FieldKind::Rows {
            columns: self.columns(desk, &ui)?,
            grows: true,
        };
        let rows = Field::new(GOALS, ui.t("goal-table"), rows).hint(ui.t("goal-table-hint"));
        let form = Form::new(desk.version_href("/mal-i-tabell"), ui.t("form-save"))
            .field(rows)
            .field(hidden("revision"))
            .cancel(desk.version_href("#fokusomraden"))
            .fill(Values::default().set("revision", version.revision));
        let (heading, lead) = (ui.t("goal-table-heading"), ui.t("goal-table-lead"));
        Ok(FormPage::new(ui, heading, form).lead(lead))
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let seen = values.integer("revision")?;
        let (rows, goals): (Vec<usize>, Vec<NewGoal>) =
            self.read(desk, values)?.into_iter().unzip();
        let Desk { tx, actor, at, .. } = desk;
        let added = add_goals(tx, actor, at, (desk.number, seen), goals).await;
        added.map_err(|problems| in_rows(problems, &rows))?;
        Ok(desk.version_href("#fokusomraden"))
    }
}

impl GoalTable {
    fn columns(&self, desk: &Desk, ui: &Ui) -> Result<Vec<RowColumn>, Problem> {
        let areas = desk.version()?.content.focus_areas.iter();
        let areas = areas.map(|area| area.name.clone()).collect();
        let of_year = |text: &str, year: &i32| ui.t1(text, "year", year);
        let years = years(desk);
        let mut columns = vec![RowColumn::suggest(
            "focus_area",
            ui.t("plan-focus-area"),
            areas,
        )];
        columns.extend(years.iter().map(|year| {
            let label = of_year("goal-table-text", year);
            RowColumn::long(text_of(*year), label)
        }));
        columns.extend([
            RowColumn::new("catalogue_goals", ui.t("plan-catalogue-goals")),
            RowColumn::suggest("owner", ui.t("plan-owner"), self.answerable.names()),
            RowColumn::new("indicator", ui.t("indicator-name")),
            RowColumn::new("unit", ui.t("indicator-unit")),
            RowColumn::new("base_value", ui.t("indicator-base-value")),
        ]);
        columns.extend(years.iter().map(|year| {
            let label = of_year("goal-table-target", year);
            RowColumn::new(target_of(*year), label)
        }));
        Ok(columns)
    }

    /// Each row that says something, with its number.
    fn read(&self, desk: &Desk, values: &Values) -> Result<Vec<(usize, NewGoal)>, Problems> {
        let years = years(desk);
        let mut names = vec![
            "focus_area",
            "catalogue_goals",
            "owner",
            "indicator",
            "unit",
            "base_value",
        ];
        names.extend(
            years
                .iter()
                .flat_map(|year| [text_of(*year), target_of(*year)]),
        );
        let mut problems = Problems::default();
        let mut goals = Vec::new();
        for (number, _) in values.rows(GOALS, &names) {
            let row = Row { values, number };
            let goal = self.read_goal(&row, &years, &mut problems);
            goals.extend(goal.map(|goal| (number, goal)));
        }
        if goals.is_empty() && problems.is_empty() {
            problems.push(Problem::invalid("field_missing").at_field(GOALS));
        }
        problems.or(goals)
    }

    fn read_goal(&self, row: &Row, years: &[i32], problems: &mut Problems) -> Option<NewGoal> {
        let values = row.values;
        let focus_area = problems.keep(values.required(&row.at("focus_area")));
        let references = read_references(row.text("catalogue_goals"), &self.catalogues);
        let references = references.map_err(|problem| problem.at_field(&row.at("catalogue_goals")));
        let references = problems.keep(references)?;
        let owner = problems.keep(values.optional(&row.at("owner")))?;
        let mut texts = Vec::new();
        for year in years {
            let text = problems.keep(values.optional(&row.at(text_of(*year))))?;
            if !text.is_empty() {
                texts.push(GoalYear {
                    year: *year,
                    text,
                    catalogue_goals: references.clone(),
                });
            }
        }
        if texts.is_empty() {
            let place = years.first().map_or("focus_area", |year| text_of(*year));
            problems.push(Problem::invalid("field_missing").at_field(&row.at(place)));
        }
        let indicator = read_indicator(row, years, problems)?;
        Some(NewGoal {
            focus_area: focus_area?,
            owner: self.answerable.kept(owner),
            years: texts,
            indicator,
        })
    }
}

/// A row as it is sent.
struct Row<'v> {
    values: &'v Values,
    number: usize,
}

impl Row<'_> {
    fn at(&self, column: &str) -> String {
        format!("{GOALS}.{}.{column}", self.number)
    }

    fn text(&self, column: &str) -> &str {
        self.values.text(&self.at(column))
    }
}

/// None where the row names no indicator; nothing when something in it is wrong, which is noted.
#[expect(
    clippy::option_option,
    reason = "what is wrong is told apart from what is not said"
)]
fn read_indicator(row: &Row, years: &[i32], problems: &mut Problems) -> Option<Option<Indicator>> {
    let figure = |column: &str, problems: &mut Problems| -> Option<Option<Decimal>> {
        problems.keep(row.values.optional_decimal(&row.at(column)))
    };
    let base_value = figure("base_value", problems)?;
    let mut targets = Vec::new();
    for year in years {
        let value = figure(target_of(*year), problems)?;
        targets.extend(value.map(|value| Target {
            year: Year(*year),
            value,
        }));
    }
    let (name, unit) = (row.text("indicator"), row.text("unit"));
    if name.is_empty() {
        if base_value.is_some() || !targets.is_empty() || !unit.is_empty() {
            problems.push(Problem::invalid("field_missing").at_field(&row.at("indicator")));
        }
        return Some(None);
    }
    let last = targets.last().map(|target| target.value);
    let falls = base_value.zip(last).is_some_and(|(base, last)| last < base);
    Some(Some(Indicator {
        goal: Key::from_name(name),
        name: name.into(),
        unit: unit.into(),
        direction: if falls {
            Direction::Down
        } else {
            Direction::Up
        },
        numerator: "".into(),
        numerator_source: "".into(),
        denominator: "".into(),
        denominator_source: "".into(),
        base_value,
        base_date: None,
        targets: Rows(targets),
    }))
}

/// `goals.2`, the third that is written, is the row with the number that it was sent with.
fn in_rows(problems: Problems, rows: &[usize]) -> Problems {
    let place = |problem: Problem| {
        let field = problem.place.field.clone().unwrap_or_default();
        let number = field
            .strip_prefix("goals.")
            .and_then(|text| text.parse().ok());
        let row = number.and_then(|number: usize| rows.get(number));
        match row {
            Some(row) => problem.at_field(&format!("{GOALS}.{row}.focus_area")),
            None => problem,
        }
    };
    problems.0.into_iter().map(place).collect()
}
