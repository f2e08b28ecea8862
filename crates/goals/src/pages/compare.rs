use super::{plan, words};
use crate::PlanScope;
use crate::model::{Difference, ItemChange, Label, LineChange, Part, Piece, difference};
use askama::Template;
use axum::extract::{Path, State};
use samverk_web::{AppState, Choice, PageResult, Ui, Values};

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    ui: Ui,
    at: PlanScope,
    choices: Vec<Choice>,
    from: String,
    to: String,
    lead: String,
    /// Nothing to compare with.
    is_only_one: bool,
    parts: Vec<(Part, Vec<ItemChange>)>,
}

/// Compares two versions; without numbers the latest with the one before it.
pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    let latest = at.foremost()?;
    let before = at.versions.iter().rev().nth(1).unwrap_or(latest);
    let from = at.version(query.optional_integer("fran")?.unwrap_or(before.number))?;
    let to = at.version(query.optional_integer("till")?.unwrap_or(latest.number))?;
    let Difference(items) = difference(&from.content, &to.content);
    let ui = plan::inside_plan(ui, &at);
    let names = [from, to].map(|version| words::version_name(&ui, &version.summary()));
    let [old, new] = &names;
    let is_only_one = at.versions.len() < 2;
    let page = ComparePage {
        choices: at
            .versions
            .iter()
            .map(|one| Choice::new(one.number, words::version_name(&ui, &one.summary())))
            .collect(),
        from: from.number.to_string(),
        to: to.number.to_string(),
        lead: match is_only_one {
            true => ui.t("compare-only-one"),
            false => ui.t_with("compare-lead", &[("from", old), ("to", new)]),
        },
        is_only_one,
        parts: by_part(items),
        ui: ui.clone(),
        at: at.clone(),
    };
    ui.page(&page)
}

fn by_part(items: Vec<ItemChange>) -> Vec<(Part, Vec<ItemChange>)> {
    let mut parts: Vec<(Part, Vec<ItemChange>)> = Vec::new();
    for item in items {
        match parts.last_mut() {
            Some((part, list)) if *part == item.part => list.push(item),
            _ => parts.push((item.part, vec![item])),
        }
    }
    parts
}

impl ComparePage {
    fn part(&self, part: &Part) -> String {
        self.ui.t(match part {
            Part::Texts => "compare-texts",
            Part::Values => "plan-values",
            Part::Sections => "plan-sections",
            Part::FocusAreas => "plan-focus-areas",
            Part::Goals => "plan-goals",
            Part::Appendices => "plan-appendices",
        })
    }

    fn label(&self, line: &LineChange) -> String {
        match &line.label {
            Label::Field(field) => self.ui.t(&format!("plan-{field}")),
            Label::Year(year) => year.to_string(),
            Label::CatalogueGoals(year) => self.ui.t1("compare-catalogue-goals", "year", year),
        }
    }
}
