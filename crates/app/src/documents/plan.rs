//! The plan with everything that belongs to it: goals, budget, distribution, groups, appendices.

use super::words::{self, word};
use super::{budget, distribution, groups, map};
use samverk_database::Tx;
use samverk_documents::{
    Activity, ActivitySeries, CatalogueGoal, Chart, Coverage, FocusArea, Front, Goal, Indicator,
    IndicatorRow, PlainColumn, PlainTable, PlanDocument, Section, by_period,
};
use samverk_economy::budget_warnings;
use samverk_economy::in_force::in_force;
use samverk_economy::records::BudgetRecord;
use samverk_economy::view::load_distribution_view;
use samverk_foundation::{Problem, format_decimal};
use samverk_goals::model::{self, TitledText};
use samverk_goals::{
    CoveragePicture, IndicatorView, PlanScope, PlanView, coverage_pictures, indicator_picture,
    schedule_pictures,
};
use samverk_kept::Held;
use samverk_parties::Scope;
use samverk_talk::{budget_remarks_in_print, remarks_in_print};
use samverk_web::Ui;

/// The plan as it was loaded, with what the reader of the scope may see of the rest.
pub async fn document(
    tx: &Tx,
    scope: &Scope,
    view: PlanView,
    ui: &Ui,
) -> Result<PlanDocument, Problem> {
    let years = view.plan.years();
    let budgets = samverk_economy::visible_budgets(tx, scope).await?;
    let budget = budgets
        .into_iter()
        .filter(|record| years.contains(&record.year()))
        .max_by_key(BudgetRecord::year);
    let budget_warnings = match &budget {
        Some(record) => budget_warnings(tx, scope, record).await?,
        None => Vec::new(),
    };
    let content = &view.version.content;
    let remarks = remarks(tx, scope, (&view, budget.as_ref()), ui).await?;
    let (group_lists, ladder) = groups::register(tx, scope, ui).await?;
    Ok(PlanDocument {
        front: front(tx, scope, ui, &view),
        summary: content.summary.clone().into(),
        vision: content.vision.clone().into(),
        values: content
            .values
            .iter()
            .map(|value| section_of(&value.name, &value.text))
            .collect(),
        sections: content.sections.iter().map(section).collect(),
        members: groups::members(ui, scope),
        focus_areas: focus_areas(&view, budget.as_ref()),
        indicators: view
            .indicators
            .iter()
            .map(|one| indicator(tx, ui, &view, one))
            .collect(),
        activities: activities(ui, &view),
        distribution: distribution_of(tx, scope, ui, budget.as_ref()).await?,
        budget: budget.as_ref().map(|record| {
            let kept = budget_warnings
                .iter()
                .map(|warning| ui.kept_warning(warning))
                .collect();
            budget::table(ui, record, kept)
        }),
        groups: group_lists,
        ladder,
        map: map::party_map(tx, scope, ui).await?,
        appendices: (content.appendices.iter().map(section))
            .chain(remarks)
            .collect(),
        schedule: schedule(ui, &view),
        coverage: coverage_pictures(ui, &view)
            .into_iter()
            .map(|picture| coverage(ui, picture))
            .collect(),
        sources: sources(scope, &view),
    })
}

fn front(tx: &Tx, scope: &Scope, ui: &Ui, view: &PlanView) -> Front {
    let version = &view.version;
    let label = match version.label.as_str() {
        "" => version.number.to_string(),
        label => label.to_owned(),
    };
    Front {
        language: ui.language,
        collaboration: scope.collaboration.name.clone(),
        title: view.plan.title.clone(),
        subtitle: format!("{} – {}", ui.date(&view.plan.from), ui.date(&view.plan.to)),
        version: ui.t1("document-version", "label", label),
        status: word(ui, "version-status", version.status.code()),
        decision: words::decision(ui, version.decision.as_ref()),
        date: words::printed_on(ui, tx.now()),
    }
}

fn section(text: &TitledText) -> Section {
    section_of(&text.title, &text.text)
}

fn section_of(title: &str, text: &str) -> Section {
    Section {
        title: title.to_owned(),
        text: text.into(),
    }
}

/// What the members said of the draft and of the year's budget, and what became of it: for the collaboration's own
/// people.
async fn remarks(
    tx: &Tx,
    scope: &Scope,
    (view, budget): (&PlanView, Option<&BudgetRecord>),
    ui: &Ui,
) -> Result<Vec<Section>, Problem> {
    if !scope.sees_drafts() {
        return Ok(Vec::new());
    }
    let at = PlanScope::inside(tx, scope.clone(), view.plan.key.as_str()).await?;
    let of_plan = remarks_in_print(tx, ui, &at, view.version.number).await?;
    let of_budget = match budget {
        Some(record) => budget_remarks_in_print(tx, ui, scope, record).await?,
        None => None,
    };
    let section = |(title, text): (String, String)| Section {
        title,
        text: text.into(),
    };
    Ok(of_plan.into_iter().chain(of_budget).map(section).collect())
}

fn sources(scope: &Scope, view: &PlanView) -> Vec<String> {
    let all = [&view.plan.source, &scope.collaboration.source];
    let mut sources: Vec<String> = all
        .into_iter()
        .filter(|source| !source.is_empty())
        .cloned()
        .collect();
    sources.dedup();
    sources
}

fn focus_areas(view: &PlanView, budget: Option<&BudgetRecord>) -> Vec<FocusArea> {
    let content = &view.version.content;
    let area = |area: &model::FocusArea| {
        let goals = view.names.list(&area.catalogue_goals).into_iter();
        let leader = area
            .leadership_group
            .as_ref()
            .and_then(|key| view.groups.get(key));
        let amount = area.budget_part.as_ref().and_then(|part| {
            let amount = budget::part_amount(&budget?.budget, part.as_str())?;
            Some(amount.to_string())
        });
        FocusArea {
            name: area.name.clone(),
            purpose: area.purpose.clone().into(),
            leadership: leader.cloned().unwrap_or_default(),
            budget: amount.unwrap_or_default(),
            catalogue_goals: goals
                .map(|goal| CatalogueGoal {
                    code: goal.reference.code,
                    name: goal.name,
                })
                .collect(),
            goals: content
                .goals_of(&area.key)
                .map(|one| goal(view, one))
                .collect(),
        }
    };
    content.focus_areas.iter().map(area).collect()
}

fn goal(view: &PlanView, goal: &model::Goal) -> Goal {
    let codes = |year: &model::GoalYear| {
        let codes = year.catalogue_goals.iter().map(|one| one.code.as_str());
        codes.collect::<Vec<_>>().join(", ")
    };
    let texts: Vec<(i32, String, String)> = goal
        .years
        .iter()
        .map(|year| (year.year, year.text.clone(), codes(year)))
        .collect();
    let measured: Vec<&str> = view
        .indicators_of(&goal.key)
        .map(|one| &**one.indicator.name)
        .collect();
    Goal {
        texts: by_period(&texts),
        owner: view.owner(goal).to_owned(),
        measured_by: match measured.is_empty() {
            true => goal.without_indicator.clone(),
            false => measured.join(", "),
        },
    }
}

fn indicator(tx: &Tx, ui: &Ui, plan: &PlanView, view: &IndicatorView) -> Indicator {
    let one = &view.indicator;
    let (because, svg) = indicator_picture(ui, view, &plan.plan, tx.today());
    let parts = [&one.numerator, &one.denominator]
        .into_iter()
        .filter(|part| !part.is_empty());
    let definition: Vec<&str> = parts.map(|part| &**part).collect();
    let target = |target: &samverk_goals::Target| IndicatorRow {
        year: target.year.0.to_string(),
        target: format_decimal(target.value),
        ..IndicatorRow::default()
    };
    let measured = |measurement: &model::Measurement| IndicatorRow {
        year: ui.date(&measurement.date),
        measured: format_decimal(measurement.value),
        ..IndicatorRow::default()
    };
    let mut rows: Vec<IndicatorRow> = one.targets.iter().map(target).collect();
    rows.extend(view.measurements.iter().map(measured));
    rows.sort_by(|one, next| one.year.cmp(&next.year));
    Indicator {
        name: one.name.to_string(),
        unit: one.unit.to_string(),
        definition: definition.join(" / "),
        state: word(ui, "indicator-state", view.standing.state.code()),
        chart: svg.map(|svg| Chart {
            svg,
            alt: because,
            caption: one.name.to_string(),
        }),
        rows,
    }
}

fn activities(ui: &Ui, view: &PlanView) -> Vec<ActivitySeries> {
    let content = &view.version.content;
    let activity = |one: &&Held<samverk_goals::Activity>| {
        let area = one
            .focus_area
            .as_ref()
            .and_then(|key| content.focus_area(key.as_str()));
        let days = [one.from, one.to].map(|day| day.map(|day| ui.date(&day)).unwrap_or_default());
        Activity {
            name: one.name.to_string(),
            focus_area: area.map(|area| area.name.clone()).unwrap_or_default(),
            responsible: match view.parties.get(&*one.responsible) {
                Some(party) => party.clone(),
                None => one.responsible.to_string(),
            },
            time: match days.iter().all(String::is_empty) {
                true => String::new(),
                false => days.join(" – "),
            },
            status: word(ui, "activity-status", one.status.code()),
        }
    };
    let series = view.activity_series().into_iter();
    series
        .map(|(name, list)| ActivitySeries {
            name: name.to_owned(),
            activities: list.iter().map(activity).collect(),
        })
        .collect()
}

fn schedule(ui: &Ui, view: &PlanView) -> Vec<Chart> {
    let pictures = schedule_pictures(ui, view).into_iter();
    let chart = |(caption, svg, alt)| Chart { svg, alt, caption };
    pictures.map(chart).collect()
}

fn coverage(ui: &Ui, picture: CoveragePicture) -> Coverage {
    let title = picture.title;
    let caption = ui.t1("coverage-picture-title", "name", &title);
    let chart = |(svg, alt)| Chart {
        svg,
        alt,
        caption: caption.clone(),
    };
    let column = |heading| PlainColumn {
        heading,
        is_number: false,
    };
    Coverage {
        text: picture.lead,
        charts: picture.charts.into_iter().map(chart).collect(),
        table: PlainTable {
            caption: ui.t1("coverage-table", "name", &title),
            columns: picture.headings.into_iter().map(column).collect(),
            rows: picture.rows,
        },
        notes: picture.notes,
        title,
    }
}

/// The year's distribution: one in force before a draft.
async fn distribution_of(
    tx: &Tx,
    scope: &Scope,
    ui: &Ui,
    budget: Option<&BudgetRecord>,
) -> Result<Option<samverk_documents::DistributionTable>, Problem> {
    let Some(budget) = budget else {
        return Ok(None);
    };
    let all = samverk_economy::visible_distributions(tx, scope).await?;
    let holds = in_force(&all).into_iter();
    // The plan is read by all members.
    let drafts = all.iter();
    let drafts = drafts.filter(|record| !record.is_adopted() && record.private.is_none());
    let mut of_year = holds
        .chain(drafts)
        .filter(|record| record.year == budget.year());
    let Some(record) = of_year.next() else {
        return Ok(None);
    };
    let view = load_distribution_view(tx, scope, record.key.as_str(), ui).await?;
    Ok(Some(distribution::table(ui, &view)))
}
