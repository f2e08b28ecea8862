use super::flow::{Asked, Desk, PlanForm, Step};
use super::form_parts::{date, finish, hidden, long, text};
use crate::actions::{PlanFacts, VersionDraft, check_removable, open_plan, remove_plan, save_plan};
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
    let page = new_page(ui.clone(), &scope);
    let saved = async {
        let facts = read(&values, None)?;
        let key = values.optional_key("key")?;
        let first = VersionDraft::first();
        let plan = open_plan(&tx, &actor, &scope, key, facts, first).await?;
        let href = scope.href(&format!("/planer/{}", plan.key));
        // On the way to a collaboration its goals are written at once.
        Ok::<_, Problems>(match ui.onward() {
            Some(_) => ui.action(&format!("{href}/versioner/1/mal-i-tabell")),
            None => href,
        })
    };
    let saved = saved.await;
    finish(tx, saved, page, values, "saved").await
}

pub(super) struct PlanEdit;

impl PlanForm for PlanEdit {
    const ACTION: Action = Action::SavePlan;
    const NAME: &'static str = "save_plan";

    async fn load(_: &Desk) -> Result<Self, Problem> {
        Ok(Self)
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let at = &desk.at;
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
        let (heading, remove) = (ui.t("plan-edit"), ui.t("plan-remove"));
        let page = FormPage::new(ui, heading, form);
        Ok(
            match at.may(Action::RemovePlan.by()) && at.is_only_drafts() {
                true => page.link(at.href("/ta-bort"), remove),
                false => page,
            },
        )
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let seen = values.integer("revision")?;
        let facts = read(values, Some(seen))?;
        save_plan(&desk.tx, &desk.actor, &desk.at, facts).await?;
        Ok(desk.at.href(""))
    }
}

pub(super) struct RemovePlan;

impl Step for RemovePlan {
    const ACTION: Action = Action::RemovePlan;
    const NAME: &'static str = "remove_plan";
    const NOTICE: &'static str = "plan-removed";
    const WORDS: &'static str = "plan-remove";

    async fn ask(desk: &Desk) -> Result<Asked, Problem> {
        check_removable(&desk.tx, &desk.at).await?;
        Ok(Asked {
            here: desk.at.href("/ta-bort"),
            back: desk.at.href("/redigera"),
            seen: desk.at.plan.revision,
        })
    }

    async fn take(desk: &Desk, seen: i64) -> Result<String, Problems> {
        remove_plan(&desk.tx, &desk.actor, &desk.at, seen).await?;
        Ok(desk.at.scope.href("/planer"))
    }
}
