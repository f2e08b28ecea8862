//! The steps of a version's life: new, out for comment, back, adopted, published, thrown away.

use super::form_parts::{date, finish, hidden, text, with_hint};
use super::{plan, plan_form, words};
use crate::PlanScope;
use crate::actions::{
    AdoptPlan, adopt_plan, discard_version, new_version, publish_version, return_to_draft,
    send_for_comment,
};
use crate::policy::Action;
use axum::extract::{Path, State};
use samverk_foundation::{Decision, Problem, Problems};
use samverk_web::{AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};

type VersionPath = Path<(String, String, i64)>;

fn new_page(ui: Ui, at: &PlanScope) -> Result<FormPage, Problem> {
    at.require(Action::SavePlan.by())?;
    let ui = plan::inside_plan(ui, at);
    let form = Form::new(at.href("/versioner/ny"), ui.t("version-new-button"))
        .field(text(&ui, "label", "version-label"))
        .cancel(at.href(""));
    let (heading, lead) = (ui.t("version-new"), ui.t("version-new-lead"));
    Ok(FormPage::new(ui, heading, form).lead(lead))
}

pub async fn new(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    new_page(ui, &at)?.show()
}

pub async fn start(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("new_version").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let page = new_page(ui, &at)?;
    let label = values.optional("label")?;
    let saved = new_version(&tx, &actor, &at, &label).await;
    let saved = saved
        .map(|version| at.version_href(version.number, ""))
        .map_err(Problems::from);
    finish(tx, saved, page, values, "saved").await
}

fn question(
    ui: Ui,
    at: &PlanScope,
    number: i64,
    (rest, key): (&str, &str),
) -> Result<FormPage, Problem> {
    let version = at.version(number)?;
    let to = (at.version_href(number, rest), at.version_href(number, ""));
    plan_form::ask(ui, at, to, key, rest == "/ta-bort", version.revision)
}

/// Asks before a step and then takes it.
macro_rules! step {
    ($ask:ident, $take:ident, $rest:literal, $key:literal, $notice:literal, $action:ident) => {
        pub async fn $ask(
            State(state): State<AppState>,
            ui: Ui,
            Path((collaboration, plan, number)): VersionPath,
        ) -> PageResult {
            let tx = state.db.read().await?;
            let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
            question(ui, &at, number, ($rest, $key))?.show()
        }

        pub async fn $take(
            State(state): State<AppState>,
            ui: Ui,
            Path((collaboration, plan, number)): VersionPath,
            values: Values,
        ) -> PageResult {
            let tx = state.db.begin(stringify!($action)).await?;
            let actor = ui.actor.clone();
            let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
            let page = question(ui, &at, number, ($rest, $key))?;
            let seen = values.integer("revision")?;
            let taken = $action(&tx, &actor, &at, number, seen).await;
            let taken = taken
                .map(|()| at.version_href(number, ""))
                .map_err(Problems::from);
            finish(tx, taken, page, values, $notice).await
        }
    };
}

step!(
    ask_send,
    send,
    "/remiss",
    "version-send",
    "sent-for-comment",
    send_for_comment
);
step!(
    ask_return,
    take_back,
    "/utkast",
    "version-return",
    "saved",
    return_to_draft
);

pub async fn ask_discard(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number)): VersionPath,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    question(ui, &at, number, ("/ta-bort", "version-discard"))?.show()
}

pub async fn discard(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number)): VersionPath,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("discard_version").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let page = question(ui, &at, number, ("/ta-bort", "version-discard"))?;
    let gone = discard_version(&tx, &actor, &at, number).await;
    let gone = gone.map(|()| at.href("")).map_err(Problems::from);
    finish(tx, gone, page, values, "plan-part-removed").await
}

fn publish_page(ui: Ui, at: &PlanScope, number: i64) -> Result<FormPage, Problem> {
    at.require(Action::PublishPlan.by())?;
    let version = at.version(number)?;
    let ui = plan::inside_plan(ui, at);
    let published = Field::new(
        "published",
        ui.t("version-publish-field"),
        FieldKind::Checkbox,
    );
    let filled = Values::default()
        .set("label", &version.label)
        .set("published", version.published)
        .set("revision", version.revision);
    let form = Form::new(at.version_href(number, "/publicera"), ui.t("form-save"))
        .field(text(&ui, "label", "version-label"))
        .field(with_hint(&ui, published, "version-publish-field"))
        .field(hidden("revision"))
        .cancel(at.version_href(number, ""))
        .fill(filled);
    let heading = ui.t("version-publish");
    Ok(FormPage::new(ui, heading, form))
}

pub async fn ask_publish(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number)): VersionPath,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    publish_page(ui, &at, number)?.show()
}

pub async fn publish(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number)): VersionPath,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("publish_version").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let page = publish_page(ui, &at, number)?;
    let saved = async {
        let facts = (values.optional("label")?, values.checked("published"));
        let seen = values.integer("revision")?;
        publish_version(&tx, &actor, &at, number, seen, facts).await?;
        Ok::<_, Problems>(at.version_href(number, ""))
    };
    let saved = saved.await;
    finish(tx, saved, page, values, "saved").await
}

fn adopt_page(ui: Ui, at: &PlanScope, number: i64) -> Result<FormPage, Problem> {
    at.require(Action::AdoptPlan.by())?;
    let version = at.version(number)?;
    let ui = plan::inside_plan(ui, at);
    let published = Field::new(
        "published",
        ui.t("version-publish-field"),
        FieldKind::Checkbox,
    );
    let form = Form::new(
        at.version_href(number, "/anta"),
        ui.t("version-adopt-button"),
    )
    .field(text(&ui, "body", "version-decision-body").required())
    .field(date(&ui, "date", "version-decision-date").required())
    .field(text(&ui, "paragraph", "version-decision-paragraph"))
    .field(published)
    .field(hidden("revision"))
    .cancel(at.version_href(number, ""))
    .fill(
        Values::default()
            .set("published", true)
            .set("revision", version.revision),
    );
    let heading = ui.t("version-adopt");
    let name = words::version_name(&ui, &version.summary());
    let lead = ui.t_with(
        "version-adopt-lead",
        &[("plan", &at.plan.title), ("version", &name)],
    );
    Ok(FormPage::new(ui, heading, form).lead(lead))
}

pub async fn ask_adopt(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number)): VersionPath,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    adopt_page(ui, &at, number)?.show()
}

fn read_decision(values: &Values) -> Result<AdoptPlan, Problems> {
    let mut problems = Problems::default();
    let body = problems.keep(values.required("body"));
    let date = problems.keep(values.date("date"));
    let paragraph = problems.keep(values.optional("paragraph"));
    let (Some(body), Some(date), Some(paragraph)) = (body, date, paragraph) else {
        return Err(problems);
    };
    Ok(AdoptPlan {
        decision: Decision::new(&body, date, &paragraph)?,
        published: values.checked("published"),
        seen: values.integer("revision")?,
    })
}

pub async fn adopt(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number)): VersionPath,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("adopt_plan").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let page = adopt_page(ui, &at, number)?;
    let adopted = async {
        adopt_plan(&tx, &actor, &at, number, read_decision(&values)?).await?;
        Ok::<_, Problems>(at.version_href(number, ""))
    };
    let adopted = adopted.await;
    finish(tx, adopted, page, values, "plan-adopted").await
}
