use super::answerable::Answerable;
use super::flow::{Asked, Desk, PlanForm, Step};
use super::form_parts::{
    at_fields, hidden, number as number_field, read_references, select, text, with_hint,
    write_references,
};
use super::seal::{sealed, unsealed_piece};
use crate::actions::{GoalDraft, remove_goal, save_goal};
use crate::catalogues::{HeldCatalogue, list_catalogues};
use crate::model::GoalYear;
use crate::policy::Action;
use samverk_foundation::{Problem, Problems, parse_year};
use samverk_web::{Choice, Field, FieldKind, Form, FormPage, RowColumn, Ui, Values};

const COLUMNS: [&str; 3] = ["year", "text", "catalogue_goals"];
/// A longer plan does not get a row made ready for each year.
const YEARS_READY_MAX: usize = 10;

pub(super) struct GoalForm {
    catalogues: Vec<HeldCatalogue>,
    answerable: Answerable,
    filled: Values,
}

impl PlanForm for GoalForm {
    const ACTION: Action = Action::SavePlan;
    const NAME: &'static str = "save_goal";

    async fn load(desk: &Desk) -> Result<Self, Problem> {
        let catalogues = list_catalogues(&desk.tx).await?;
        let answerable = Answerable::load(&desk.tx, &desk.at).await?;
        Ok(Self {
            filled: sealed(filled(desk, &catalogues, &answerable)?),
            catalogues,
            answerable,
        })
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let areas = desk.version()?.content.focus_areas.iter();
        let areas = areas
            .map(|area| Choice::new(&area.key, area.name.clone()))
            .collect();
        let here = piece_href(desk, desk.key().unwrap_or("ny"));
        let form = Form::new(&here, ui.t("form-save"))
            .field(select(&ui, "focus_area", "plan-focus-area", areas).required())
            .field(years(&ui))
            .field(self.answerable.field(&ui, "owner", "plan-owner"))
            .field(text(&ui, "without_indicator", "plan-without-indicator"))
            .field(number_field(&ui, "position", "goal-position"))
            .field(hidden("revision"))
            .cancel(desk.version_href("#fokusomraden"))
            .fill(self.filled.clone());
        let (lead, remove) = (ui.t("goal-lead"), ui.t("goal-remove"));
        let heading = ui.t(match desk.key() {
            Some(_) => "goal-edit",
            None => "goal-new",
        });
        let page = FormPage::new(ui, heading, form).lead(lead);
        Ok(match desk.key() {
            Some(_) => page.link(format!("{here}/ta-bort"), remove),
            None => page,
        })
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let Desk { tx, actor, at, .. } = desk;
        let values = unsealed_piece(desk.key(), &self.filled, values)?;
        let seen = desk.version()?.revision;
        let draft = read(&values, seen, &self.catalogues, &self.answerable)?;
        let saved = save_goal(tx, actor, at, desk.number, desk.key(), draft).await;
        let by_code = [("focus_area_unknown", "focus_area")];
        let key = saved.map_err(|problems| at_fields(problems, &by_code, "years"))?;
        Ok(desk.version_href(&format!("#mal-{key}")))
    }
}

fn piece_href(desk: &Desk, key: &str) -> String {
    desk.version_href(&format!("/mal/{key}"))
}

fn years(ui: &Ui) -> Field {
    let columns = vec![
        RowColumn::new("year", ui.t("plan-year")),
        RowColumn::long("text", ui.t("plan-goal")),
        RowColumn::new("catalogue_goals", ui.t("plan-catalogue-goals")),
    ];
    let rows = FieldKind::Rows {
        columns,
        grows: true,
    };
    let years = Field::new("years", ui.t("goal-years"), rows);
    with_hint(ui, years, "goal-years").required()
}

fn filled(
    desk: &Desk,
    catalogues: &[HeldCatalogue],
    answerable: &Answerable,
) -> Result<Values, Problem> {
    let version = desk.version()?;
    let values = Values::default();
    let Some(key) = desk.key() else {
        let rows = year_rows(desk, &[], catalogues);
        let values = values.set("focus_area", desk.query.text("omrade"));
        return Ok(values.set_rows("years", &COLUMNS, &rows));
    };
    let mut goals = version.content.goals.iter().zip(1..);
    let found = goals.find(|(goal, _)| goal.key.as_str() == key);
    let (goal, place): (_, usize) = found.ok_or_else(Problem::not_found)?;
    let rows = year_rows(desk, &goal.years, catalogues);
    Ok(values
        .set("focus_area", &goal.focus_area)
        .set("owner", answerable.written(&goal.owner))
        .set("without_indicator", &goal.without_indicator)
        .set("position", place)
        .set_rows("years", &COLUMNS, &rows))
}

/// The years of the plan stand ready, also those that have no text yet.
fn year_rows(desk: &Desk, years: &[GoalYear], catalogues: &[HeldCatalogue]) -> Vec<Vec<String>> {
    let written = |one: &GoalYear| {
        let references = write_references(&one.catalogue_goals, catalogues);
        (
            one.year,
            vec![one.year.to_string(), one.text.clone(), references],
        )
    };
    let empty = |year: i32| (year, vec![year.to_string(), String::new(), String::new()]);
    let mut rows: Vec<_> = years.iter().map(written).collect();
    if desk.at.plan.years().count() <= YEARS_READY_MAX {
        let is_missing = |year: &i32| years.iter().all(|one| one.year != *year);
        rows.extend(desk.at.plan.years().filter(is_missing).map(empty));
    }
    rows.sort_by_key(|(year, _)| *year);
    rows.into_iter().map(|(_, cells)| cells).collect()
}

fn read(
    values: &Values,
    seen: i64,
    catalogues: &[HeldCatalogue],
    answerable: &Answerable,
) -> Result<GoalDraft, Problem> {
    let position = values.optional_integer("position")?;
    Ok(GoalDraft {
        focus_area: values
            .optional_key("focus_area")?
            .ok_or_else(|| Problem::invalid("field_missing").at_field("focus_area"))?,
        owner: answerable.kept(values.optional("owner")?),
        without_indicator: values.optional("without_indicator")?,
        years: read_years(values, catalogues)?,
        position: position.and_then(|position| usize::try_from(position).ok()),
        seen,
    })
}

/// Every problem leads to its cell.
fn read_years(values: &Values, catalogues: &[HeldCatalogue]) -> Result<Vec<GoalYear>, Problem> {
    let mut years = Vec::new();
    for (row, cells) in values.rows("years", &COLUMNS) {
        let [year, text, references] = &cells[..] else {
            continue;
        };
        if text.is_empty() {
            continue;
        }
        let at =
            |column: &str, problem: Problem| problem.at_field(&format!("years.{row}.{column}"));
        let catalogue_goals = read_references(references, catalogues);
        years.push(GoalYear {
            year: parse_year(year).map_err(|problem| at("year", problem))?,
            text: text.clone(),
            catalogue_goals: catalogue_goals.map_err(|p| at("catalogue_goals", p))?,
        });
    }
    Ok(years)
}

pub(super) struct RemoveGoal;

impl Step for RemoveGoal {
    const ACTION: Action = Action::SavePlan;
    const NAME: &'static str = "remove_goal";
    const NOTICE: &'static str = "plan-part-removed";
    const WORDS: &'static str = "goal-remove";

    async fn ask(desk: &Desk) -> Result<Asked, Problem> {
        let (version, key) = (desk.version()?, desk.present_key()?);
        version.content.goal(key).ok_or_else(Problem::not_found)?;
        Ok(Asked::removal(piece_href(desk, key), version.revision))
    }

    async fn take(desk: &Desk, seen: i64) -> Result<String, Problems> {
        let Desk { tx, actor, at, .. } = desk;
        remove_goal(tx, actor, at, desk.number, desk.present_key()?, seen).await?;
        Ok(desk.version_href("#fokusomraden"))
    }
}
