//! The way of every form inside a plan: find the plan, show the form, save through the action, go
//! on with a notice or show the form again with what is wrong. A form holds only what is its own.

use super::form_parts::hidden;
use super::plan;
use crate::PlanScope;
use crate::model::PlanVersion;
use crate::policy::Action;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values, redirect_with_notice};
use serde::Deserialize;
use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;

/// Asks for what stands beside the form and saves nothing: `part` for that alone, `true` for the whole page.
pub(super) const PREVIEW: &str = "preview";

/// Where in a plan an address leads, by the names in the routes.
#[derive(Debug, Deserialize)]
pub(super) struct Address {
    collaboration: String,
    plan: String,
    /// The version's; 0, which no version has, when the address names none.
    #[serde(default)]
    number: i64,
    #[serde(default, alias = "area", alias = "goal", alias = "thing")]
    key: Option<String>,
}

/// What every form works with: the plan as the actor sees it, and what the address points at.
pub(super) struct Desk {
    pub tx: Tx,
    pub actor: Arc<Actor>,
    pub at: PlanScope,
    /// What stands after the question mark when a form is opened.
    pub query: Values,
    pub number: i64,
    key: Option<String>,
}

impl Desk {
    async fn open(tx: Tx, ui: &Ui, address: Address, query: Values) -> Result<Self, Problem> {
        let actor = ui.actor.clone();
        let at = PlanScope::find(&tx, &actor, &address.collaboration, &address.plan).await?;
        let (number, key) = (address.number, address.key);
        Ok(Self {
            tx,
            actor,
            at,
            query,
            number,
            key,
        })
    }

    /// The key of what is changed; none for something new.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The same for what must be there already. Fails with `not_found`.
    pub fn present_key(&self) -> Result<&str, Problem> {
        self.key().ok_or_else(Problem::not_found)
    }

    /// Fails with `not_found`.
    pub fn version(&self) -> Result<&PlanVersion, Problem> {
        self.at.version(self.number)
    }

    pub fn version_href(&self, rest: &str) -> String {
        self.at.version_href(self.number, rest)
    }
}

/// A form inside a plan.
pub(super) trait PlanForm: Sized + Send + Sync + 'static {
    const ACTION: Action;
    /// The transaction's name.
    const NAME: &'static str;
    const NOTICE: &'static str = "saved";

    /// Whether its texts may show the pictures among the plan's files.
    const SHOWS_PICTURES: bool = false;

    /// Finds what the form is about. Fails with `not_found`.
    fn load(desk: &Desk) -> impl Future<Output = Result<Self, Problem>> + Send;

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem>;

    /// Answers where to go then.
    fn save(
        &self,
        desk: &Desk,
        values: &Values,
    ) -> impl Future<Output = Result<String, Problems>> + Send;

    /// What stands beside the form and follows what is typed, as HTML; nothing for most.
    fn beside(&self, _ui: &Ui, _values: &Values) -> Result<String, Problem> {
        Ok(String::new())
    }

    /// The form when it comes back with problems.
    fn again(&self, page: FormPage, _problems: &Problems) -> FormPage {
        page
    }
}

pub(super) async fn show<F: PlanForm>(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let desk = Desk::open(state.db.read().await?, &ui, address, query).await?;
    let (form, mut page) = prepare::<F>(&desk, ui).await?;
    page.beside = form.beside(&page.ui, &page.form.values)?;
    page.show()
}

pub(super) async fn submit<F: PlanForm>(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin(F::NAME).await?;
    let desk = Desk::open(tx, &ui, address, Values::default()).await?;
    let (form, mut page) = prepare::<F>(&desk, ui).await?;
    page.beside = form.beside(&page.ui, &values)?;
    match values.text(PREVIEW) {
        "" => {}
        "part" => return Ok(Html(page.beside).into_response()),
        _ => {
            page.form = page.form.fill(values.without(PREVIEW)).unsaved();
            return page.show();
        }
    }
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = form.save(&desk, &asked.values).await.err();
        return page.show_rows(asked, found);
    }
    match form.save(&desk, &values).await {
        Ok(href) => {
            desk.tx.commit().await?;
            Ok(redirect_with_notice(&href, F::NOTICE))
        }
        Err(problems) => form.again(page, &problems).refuse(values, problems),
    }
}

async fn prepare<F: PlanForm>(desk: &Desk, ui: Ui) -> Result<(F, FormPage), Problem> {
    desk.at.require(F::ACTION.by())?;
    let form = F::load(desk).await?;
    let ui = match F::SHOWS_PICTURES {
        true => ui.offering_pictures(&desk.tx, &desk.at.itself()).await?,
        false => ui,
    };
    let page = form.page(desk, plan::inside_plan(ui, &desk.at))?;
    Ok((form, page))
}

/// A step that is asked about before it is taken: its form is only a button.
pub(super) trait Step: 'static {
    const ACTION: Action;
    const NAME: &'static str;
    const NOTICE: &'static str;
    /// The texts are `<WORDS>`, `<WORDS>-lead` and `<WORDS>-button`.
    const WORDS: &'static str;
    /// It takes something away.
    const DANGER: bool = true;

    /// Fails with `not_found`, or with what hinders the step.
    fn ask(desk: &Desk) -> impl Future<Output = Result<Asked, Problem>> + Send;

    /// Answers where to go then. `seen` is the revision that was asked about.
    fn take(desk: &Desk, seen: i64) -> impl Future<Output = Result<String, Problems>> + Send;
}

/// Where a step is asked about, where "cancel" leads, and the revision in question.
pub(super) struct Asked {
    pub here: String,
    pub back: String,
    pub seen: i64,
}

impl Asked {
    /// The removal of what has its form at this address.
    pub fn removal(back: String, seen: i64) -> Self {
        let here = format!("{back}/ta-bort");
        Self { here, back, seen }
    }
}

pub(super) struct Question<S>(Asked, PhantomData<fn() -> S>);

impl<S: Step> PlanForm for Question<S> {
    const ACTION: Action = S::ACTION;
    const NAME: &'static str = S::NAME;
    const NOTICE: &'static str = S::NOTICE;

    async fn load(desk: &Desk) -> Result<Self, Problem> {
        Ok(Self(S::ask(desk).await?, PhantomData))
    }

    fn page(&self, _: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let Asked { here, back, seen } = &self.0;
        let words = |part: &str| ui.t(&format!("{}{part}", S::WORDS));
        let mut form = Form::new(here, words("-button"))
            .field(hidden("revision"))
            .cancel(back)
            .fill(Values::default().set("revision", seen));
        form.danger = S::DANGER;
        let (heading, lead) = (words(""), words("-lead"));
        Ok(FormPage::new(ui, heading, form).lead(lead))
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        S::take(desk, values.integer("revision")?).await
    }
}
