use super::flow::{Asked, Desk, PREVIEW, PlanForm, Step};
use super::form_parts::{
    at_fields, goal_choices, hidden, long, number as number_field, select, text, with_hint,
};
use super::seal::{sealed, unsealed_piece};
use crate::actions::{FocusAreaDraft, remove_focus_area, save_focus_area};
use crate::catalogues::{HeldCatalogue, list_catalogues};
use crate::groups::group_names;
use crate::model::GoalRef;
use crate::policy::Action;
use askama::Template;
use samverk_foundation::{Key, Problem, Problems};
use samverk_web::{Choice, Field, FieldKind, Form, FormPage, Ui, Values};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct FocusAreaForm {
    groups: BTreeMap<Key, String>,
    catalogues: Vec<HeldCatalogue>,
    filled: Values,
}

/// The purpose as the plan's page will show it.
#[derive(Template)]
#[template(path = "focus_area_preview.html")]
struct FocusAreaPreview<'v> {
    ui: &'v Ui,
    values: &'v Values,
}

impl FocusAreaPreview<'_> {
    /// Why pictures are not shown.
    fn problems(&self) -> Vec<String> {
        self.ui.picture_problems(&[self.values.text("purpose")])
    }
}

impl PlanForm for FocusAreaForm {
    const ACTION: Action = Action::SavePlan;
    const NAME: &'static str = "save_focus_area";
    const SHOWS_PICTURES: bool = true;

    async fn load(desk: &Desk) -> Result<Self, Problem> {
        Ok(Self {
            groups: group_names(&desk.tx, desk.at.scope.collaboration.id).await?,
            catalogues: list_catalogues(&desk.tx).await?,
            filled: sealed(filled(desk)?),
        })
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let groups = self.groups.iter();
        let groups = groups
            .map(|(key, name)| Choice::new(key, name.clone()))
            .collect();
        let references = FieldKind::CheckboxGroups(goal_choices(&ui, &self.catalogues));
        let references = Field::new("catalogue_goals", ui.t("plan-catalogue-goals"), references);
        let parts = FieldKind::Suggest(budget_parts(desk));
        let part = Field::new("budget_part", ui.t("plan-budget-part"), parts);
        let group = select(&ui, "leadership_group", "plan-leadership-group", groups);
        let here = piece_href(desk, desk.key().unwrap_or("ny"));
        let form = Form::new(&here, ui.t("form-save"))
            .field(text(&ui, "name", "plan-name").required())
            .field(long(&ui, "purpose", "plan-purpose", 6))
            .field(group)
            .field(with_hint(&ui, part, "plan-budget-part"))
            .field(with_hint(&ui, references, "plan-catalogue-goals"))
            .field(number_field(&ui, "position", "plan-position"))
            .field(hidden("revision"))
            .marked()
            .other(PREVIEW, ui.t("form-preview"))
            .cancel(desk.version_href("#fokusomraden"))
            .fill(self.filled.clone());
        let remove = ui.t("focus-area-remove");
        Ok(match desk.key() {
            Some(_) => {
                let heading = ui.t("focus-area-edit");
                FormPage::new(ui, heading, form).link(format!("{here}/ta-bort"), remove)
            }
            None => {
                let heading = ui.t("focus-area-new");
                FormPage::new(ui, heading, form)
            }
        })
    }

    fn beside(&self, ui: &Ui, values: &Values) -> Result<String, Problem> {
        ui.fragment(&FocusAreaPreview { ui, values })
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let Desk { tx, actor, at, .. } = desk;
        let values = unsealed_piece(desk.key(), &self.filled, values)?;
        let draft = read(&values, desk.version()?.revision)?;
        let saved = save_focus_area(tx, actor, at, desk.number, desk.key(), draft).await;
        let by_code = [
            ("catalogue_goal_unknown", "catalogue_goals"),
            ("group_unknown", "leadership_group"),
            ("picture_without_alt", "purpose"),
        ];
        saved.map_err(|problems| at_fields(problems, &by_code, "name"))?;
        Ok(desk.version_href("#fokusomraden"))
    }
}

fn piece_href(desk: &Desk, key: &str) -> String {
    desk.version_href(&format!("/fokusomraden/{key}"))
}

/// The parts that the plan's focus areas have pointed at. The budgets themselves stand a floor
/// above and cannot be asked.
fn budget_parts(desk: &Desk) -> Vec<String> {
    let versions = desk.at.versions.iter();
    let areas = versions.flat_map(|version| &version.content.focus_areas);
    let keys: BTreeSet<&Key> = areas
        .flat_map(|area| area.budget_part.iter().chain([&area.key]))
        .collect();
    keys.into_iter().map(ToString::to_string).collect()
}

fn filled(desk: &Desk) -> Result<Values, Problem> {
    let version = desk.version()?;
    let values = Values::default();
    let Some(key) = desk.key() else {
        return Ok(values);
    };
    let mut areas = version.content.focus_areas.iter().zip(1..);
    let found = areas.find(|(area, _)| area.key.as_str() == key);
    let (area, place): (_, usize) = found.ok_or_else(Problem::not_found)?;
    let optional = |key: &Option<Key>| key.as_ref().map(ToString::to_string).unwrap_or_default();
    let values = values
        .set("name", &area.name)
        .set("purpose", &area.purpose)
        .set("leadership_group", optional(&area.leadership_group))
        .set("budget_part", optional(&area.budget_part))
        .set("position", place);
    let references = area.catalogue_goals.iter();
    Ok(references.fold(values, |values, one| values.add("catalogue_goals", one)))
}

fn read(values: &Values, seen: i64) -> Result<FocusAreaDraft, Problem> {
    let chosen = values
        .all("catalogue_goals")
        .into_iter()
        .map(GoalRef::parse);
    let position = values.optional_integer("position")?;
    Ok(FocusAreaDraft {
        name: values.required("name")?,
        purpose: values.optional("purpose")?,
        leadership_group: values.optional_key("leadership_group")?,
        budget_part: budget_part(values),
        catalogue_goals: chosen
            .collect::<Result<_, _>>()
            .map_err(|problem| problem.at_field("catalogue_goals"))?,
        position: position.and_then(|position| usize::try_from(position).ok()),
        seen,
    })
}

/// A part is written by its key or by its name in the budget, which its key is made from.
fn budget_part(values: &Values) -> Option<Key> {
    let written = values.text("budget_part");
    let key = || Key::parse(written).unwrap_or_else(|_| Key::from_name(written));
    (!written.is_empty()).then(key)
}

pub(super) struct RemoveFocusArea;

impl Step for RemoveFocusArea {
    const ACTION: Action = Action::SavePlan;
    const NAME: &'static str = "remove_focus_area";
    const NOTICE: &'static str = "plan-part-removed";
    const WORDS: &'static str = "focus-area-remove";

    async fn ask(desk: &Desk) -> Result<Asked, Problem> {
        let (version, key) = (desk.version()?, desk.present_key()?);
        let found = version.content.focus_area(key);
        found.ok_or_else(Problem::not_found)?;
        Ok(Asked::removal(piece_href(desk, key), version.revision))
    }

    async fn take(desk: &Desk, seen: i64) -> Result<String, Problems> {
        let Desk { tx, actor, at, .. } = desk;
        remove_focus_area(tx, actor, at, desk.number, desk.present_key()?, seen).await?;
        Ok(desk.version_href("#fokusomraden"))
    }
}
