use super::flow::{Asked, Desk, PlanForm, Step};
use super::form_parts::{date, effect_goals, hidden, number, select, text, with_hint};
use super::{indicator as indicator_page, words};
use crate::IndicatorView;
use crate::actions::{IndicatorDraft, remove_indicator, save_indicator};
use crate::model::{Direction, Target, plain};
use crate::policy::Action;
use samverk_foundation::{Problem, Problems, parse_percent, parse_year};
use samverk_web::{Choice, Field, FieldKind, Form, FormPage, RowColumn, Ui, Values};

const COLUMNS: [&str; 2] = ["year", "value"];

pub(super) struct IndicatorForm {
    before: Option<IndicatorView>,
}

impl PlanForm for IndicatorForm {
    const ACTION: Action = Action::SaveIndicator;
    const NAME: &'static str = "save_indicator";

    async fn load(desk: &Desk) -> Result<Self, Problem> {
        let before = match desk.key() {
            Some(key) => Some(indicator_page::find(&desk.tx, &desk.at, key).await?),
            None => None,
        };
        Ok(Self { before })
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let goal = select(&ui, "goal", "plan-goal", self.goals(desk, &ui)?).required();
        Ok(match desk.key() {
            Some(key) => {
                let there = piece_href(desk, key);
                let form = Form::new(format!("{there}/redigera"), ui.t("form-save"));
                let form = with_fields(&ui, form.field(goal)).cancel(&there);
                let (heading, remove) = (ui.t("indicator-edit"), ui.t("indicator-remove"));
                let form = form.fill(self.before.as_ref().map(filled).unwrap_or_default());
                FormPage::new(ui, heading, form).link(format!("{there}/ta-bort"), remove)
            }
            None => {
                let form = Form::new(piece_href(desk, "ny"), ui.t("form-save"));
                let form = with_fields(&ui, form.field(goal)).cancel(desk.at.href("#uppfoljning"));
                let heading = ui.t("indicator-new");
                let form = form.fill(Values::default().set("direction", "up"));
                FormPage::new(ui, heading, form)
            }
        })
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let Desk { tx, actor, at, .. } = desk;
        let key = self.before.as_ref().map(|view| view.indicator.key.clone());
        let saved = save_indicator(tx, actor, at, key, read(values)?).await?;
        Ok(piece_href(desk, saved.key.as_str()))
    }
}

impl IndicatorForm {
    /// Those of the latest version, and the indicator's own when it is gone from there.
    fn goals(&self, desk: &Desk, ui: &Ui) -> Result<Vec<Choice>, Problem> {
        let mut goals = effect_goals(&desk.at)?;
        let own = self.before.as_ref().map(|view| &view.indicator.goal);
        let gone = own.filter(|key| goals.iter().all(|goal| goal.value != key.as_str()));
        goals.extend(gone.map(|key| Choice::new(key, ui.t1("indicator-goal-gone", "key", key))));
        Ok(goals)
    }
}

fn piece_href(desk: &Desk, key: &str) -> String {
    desk.at.href(&format!("/indikatorer/{key}"))
}

fn with_fields(ui: &Ui, form: Form) -> Form {
    let directions = Direction::ALL.iter();
    let directions = directions.map(|(code, way)| Choice::new(code, words::direction(ui, *way)));
    let directions = FieldKind::Radios(directions.collect());
    let columns = vec![
        RowColumn::new("year", ui.t("plan-year")),
        RowColumn::new("value", ui.t("indicator-target")),
    ];
    let targets = FieldKind::Rows { columns, spare: 3 };
    let targets = Field::new("targets", ui.t("indicator-targets"), targets);
    let denominator_source = text(ui, "denominator_source", "indicator-denominator-source");
    form.field(text(ui, "name", "indicator-name").required())
        .field(text(ui, "unit", "indicator-unit"))
        .field(Field::new("direction", ui.t("indicator-direction"), directions).required())
        .field(text(ui, "numerator", "indicator-numerator"))
        .field(text(ui, "numerator_source", "indicator-numerator-source"))
        .field(text(ui, "denominator", "indicator-denominator"))
        .field(denominator_source)
        .field(number(ui, "base_value", "indicator-base"))
        .field(date(ui, "base_date", "indicator-base-date"))
        .field(with_hint(ui, targets, "indicator-targets"))
        .field(hidden("revision"))
}

fn filled(view: &IndicatorView) -> Values {
    let one = &view.indicator;
    let base_date = one.base_date.map(|date| date.to_string());
    let targets: Vec<Vec<String>> = view
        .targets
        .iter()
        .map(|aim| vec![aim.year.to_string(), plain(aim.value)])
        .collect();
    Values::default()
        .set("goal", &one.goal)
        .set("name", &one.name)
        .set("unit", &one.unit)
        .set("direction", one.direction.code())
        .set("numerator", &one.numerator)
        .set("numerator_source", &one.numerator_source)
        .set("denominator", &one.denominator)
        .set("denominator_source", &one.denominator_source)
        .set("base_value", one.base_value.map(plain).unwrap_or_default())
        .set("base_date", base_date.unwrap_or_default())
        .set("revision", one.revision)
        .set_rows("targets", &COLUMNS, &targets)
}

fn read(values: &Values) -> Result<IndicatorDraft, Problem> {
    Ok(IndicatorDraft {
        goal: values
            .optional_key("goal")?
            .ok_or_else(|| Problem::invalid("field_missing").at_field("goal"))?,
        name: values.required("name")?,
        unit: values.optional("unit")?,
        direction: values.choice("direction", Direction::ALL)?,
        numerator: values.optional("numerator")?,
        numerator_source: values.optional("numerator_source")?,
        denominator: values.optional("denominator")?,
        denominator_source: values.optional("denominator_source")?,
        base_value: values.optional_percent("base_value")?,
        base_date: values.optional_date("base_date")?,
        targets: read_targets(values)?,
        seen: values.optional_integer("revision")?,
    })
}

/// Every problem leads to its cell.
fn read_targets(values: &Values) -> Result<Vec<Target>, Problem> {
    let mut targets = Vec::new();
    for (row, cells) in values.rows("targets", &COLUMNS) {
        let [year, value] = &cells[..] else { continue };
        let at =
            |column: &str, problem: Problem| problem.at_field(&format!("targets.{row}.{column}"));
        let missing = || at("value", Problem::invalid("field_missing"));
        let value = (!value.is_empty()).then_some(value).ok_or_else(missing)?;
        targets.push(Target {
            year: parse_year(year).map_err(|problem| at("year", problem))?,
            value: parse_percent(value).map_err(|problem| at("value", problem))?,
        });
    }
    Ok(targets)
}

pub(super) struct RemoveIndicator;

impl Step for RemoveIndicator {
    const ACTION: Action = Action::SaveIndicator;
    const NAME: &'static str = "remove_indicator";
    const NOTICE: &'static str = "plan-part-removed";
    const WORDS: &'static str = "indicator-remove";

    async fn ask(desk: &Desk) -> Result<Asked, Problem> {
        let view = indicator_page::find(&desk.tx, &desk.at, desk.present_key()?).await?;
        let back = piece_href(desk, view.indicator.key.as_str());
        Ok(Asked::removal(back, view.indicator.revision))
    }

    async fn take(desk: &Desk, seen: i64) -> Result<String, Problems> {
        remove_indicator(&desk.tx, &desk.actor, &desk.at, desk.present_key()?, seen).await?;
        Ok(desk.at.href("#uppfoljning"))
    }
}
