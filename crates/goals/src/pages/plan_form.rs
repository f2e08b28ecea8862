use super::form_parts::{date, finish, hidden, long, text};
use super::plan;
use crate::PlanScope;
use crate::actions::{PlanFacts, VersionDraft, open_plan, save_plan};
use crate::policy::Action;
use axum::extract::{Path, State};
use samverk_foundation::{Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values};

fn fields(ui: &Ui, form: Form) -> Form {
    form.field(text(ui, "title", "plan-title").required())
        .field(date(ui, "from", "plan-from").required())
        .field(date(ui, "to", "plan-to").required())
        .field(long(ui, "source", "plan-source", 2))
}

fn read(values: &Values, seen: Option<i64>) -> Result<PlanFacts, Problems> {
    let mut problems = Problems::default();
    let title = problems.keep(values.required("title"));
    let from = problems.keep(values.date("from"));
    let to = problems.keep(values.date("to"));
    let source = problems.keep(values.optional("source"));
    match (title, from, to, source) {
        (Some(title), Some(from), Some(to), Some(source)) => Ok(PlanFacts {
            title,
            from,
            to,
            source,
            seen,
        }),
        _ => Err(problems),
    }
}

fn new_page(ui: Ui, scope: &Scope) -> FormPage {
    let ui = scope.ui(ui);
    let form = fields(&ui, Form::new(scope.href("/planer/ny"), ui.t("plan-open")))
        .field(text(&ui, "key", "plan-key"))
        .cancel(scope.href("/planer"));
    let (heading, lead) = (ui.t("plan-new"), ui.t("plan-new-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

pub async fn new(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    scope.require(Action::SavePlan.by())?;
    new_page(ui, &scope).show()
}

pub async fn open(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("open_plan").await?;
    let actor = ui.actor.clone();
    let scope = Scope::find(&tx, &actor, &collaboration).await?;
    let page = new_page(ui, &scope);
    let saved = async {
        let facts = read(&values, None)?;
        let key = values.optional_key("key")?;
        let first = VersionDraft::first();
        let plan = open_plan(&tx, &actor, &scope, key, facts, first).await?;
        Ok::<_, Problems>(scope.href(&format!("/planer/{}", plan.key)))
    };
    let saved = saved.await;
    finish(tx, saved, page, values, "saved").await
}

fn edit_page(ui: Ui, at: &PlanScope) -> FormPage {
    let ui = plan::inside_plan(ui, at);
    let filled = Values::default()
        .set("title", &at.plan.title)
        .set("from", at.plan.from)
        .set("to", at.plan.to)
        .set("source", &at.plan.source)
        .set("revision", at.plan.revision);
    let form = fields(&ui, Form::new(at.href("/redigera"), ui.t("form-save")))
        .field(hidden("revision"))
        .cancel(at.href(""))
        .fill(filled);
    let heading = ui.t("plan-edit");
    FormPage::new(ui, heading, form)
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    at.require(Action::SavePlan.by())?;
    edit_page(ui, &at).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_plan").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let page = edit_page(ui, &at);
    let saved = async {
        let seen = values.integer("revision")?;
        save_plan(&tx, &actor, &at, read(&values, Some(seen))?).await?;
        Ok::<_, Problems>(at.href(""))
    };
    let saved = saved.await;
    finish(tx, saved, page, values, "saved").await
}

/// A page that only asks whether to go on.
pub(super) fn ask(
    ui: Ui,
    at: &PlanScope,
    (action, cancel): (String, String),
    key: &str,
    danger: bool,
    seen: i64,
) -> Result<FormPage, Problem> {
    at.require(Action::SavePlan.by())?;
    let ui = plan::inside_plan(ui, at);
    let form = Form::new(action, ui.t(&format!("{key}-button")))
        .field(hidden("revision"))
        .cancel(cancel)
        .fill(Values::default().set("revision", seen));
    let form = if danger { form.danger() } else { form };
    let (heading, lead) = (ui.t(key), ui.t(&format!("{key}-lead")));
    Ok(FormPage::new(ui, heading, form).lead(lead))
}
