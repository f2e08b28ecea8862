//! The page of a business case: the result first, then what it rests on.

use super::headline::{Headline, headline};
use super::tables::{CaseTables, case_tables};
use super::{pictures, words};
use crate::KINDS;
use crate::adopted::decides;
use crate::business_cases::{BUSINESS_CASE, CaseState, HeldCase};
use crate::shared::Shared;
use crate::view::{CaseView, view};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, Tx};
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::history;
use samverk_parties::{Scope, find_references};
use samverk_web::{AppState, PageResult, Ui, Values, download};

#[derive(Template)]
#[template(path = "business_case.html")]
struct CasePage {
    ui: Ui,
    scope: Scope,
    kept: HeldCase,
    shown: Result<Shown, Problems>,
    is_adopted: bool,
    may_edit: bool,
    may_decide: bool,
    /// The version that this one was made from, and those made from it: name and address.
    previous: Option<(String, String)>,
    later: Vec<(String, String)>,
    /// The initiative that it is about: name and address.
    initiative: Option<(String, String)>,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
}

/// What is shown when the case can be computed.
struct Shown {
    headline: Headline,
    tables: CaseTables,
    curve: String,
    tornado: Option<String>,
    /// What the proposal means in words and not in money: line and words.
    in_words: Vec<(String, String)>,
    payback: String,
    discounted_payback: String,
    uncounted: Option<String>,
    /// About the distribution: a sentence, and its page.
    shared: Option<(String, Option<(String, String)>)>,
    /// What of the distribution is left out.
    left_out: Option<String>,
    /// What hinders dividing between the parties.
    undivided: Vec<String>,
    /// What was divided between nobody.
    nobodys: Option<String>,
    rates: Vec<String>,
    has_amounts: bool,
}

impl CasePage {
    fn href(&self, rest: &str) -> String {
        case_href(&self.scope, &self.kept, rest)
    }
}

pub(super) fn case_href(scope: &Scope, kept: &HeldCase, rest: &str) -> String {
    scope.href(&format!("/nyttokalkyler/{}{rest}", kept.key))
}

/// The case for whoever may read it. Fails with `not_found`.
pub async fn find_case(
    tx: &Tx,
    actor: &Actor,
    (collaboration, thing): (&str, &str),
) -> Result<(Scope, HeldCase), Problem> {
    let scope = Scope::find(tx, actor, collaboration).await?;
    if !scope.sees_drafts() {
        return Err(Problem::not_found());
    }
    let found = BUSINESS_CASE.find(tx, &scope, thing).await?;
    Ok((scope, found.ok_or_else(Problem::not_found)?))
}

pub(super) fn case_ui(ui: Ui, scope: &Scope) -> Ui {
    let label = ui.t("business-case-tab");
    scope.ui(ui).with_crumb(scope.href("/nyttokalkyler"), label)
}

pub(crate) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let (scope, kept) = find_case(&tx, &ui.actor, (&collaboration, &thing)).await?;
    let ui = case_ui(ui, &scope);
    let viewed = view(&tx, &scope, kept.clone()).await;
    let href = case_href(&scope, &kept, "");
    let shown = viewed.map(|view| shown(&ui, &view, &href));
    if let Ok(shown) = &shown
        && let Some(file) = download(&query, &shown.tables.all(), tx.now())
    {
        return file;
    }
    let history = history(&tx, &BUSINESS_CASE, &scope, Some(kept.id)).await?;
    let references = find_references(&tx, &ui.actor, KINDS, &history).await?;
    let ui = ui.with_references(references);
    let versions = BUSINESS_CASE.bare(&tx, &scope).await?;
    let named = |one: &HeldCase| (one.title.to_string(), case_href(&scope, one, ""));
    let made_from = |one: &HeldCase| one.previous.as_ref().and_then(samverk_fields::One::id);
    let previous = made_from(&kept);
    let previous = previous.and_then(|id| versions.iter().find(|one| one.id == id));
    let later = versions
        .iter()
        .filter(|one| made_from(one) == Some(kept.id));
    ui.page(&CasePage {
        previous: previous.map(named),
        later: later.map(named).collect(),
        initiative: kept.initiative.as_ref().map(|one| {
            let name = one.to.known.as_ref().map(|known| known.name.clone());
            let href = scope.href(&format!("/initiativ/{}", one.to.key));
            (name.unwrap_or_else(|| one.to.key.to_string()), href)
        }),
        is_adopted: kept.state == CaseState::Adopted,
        may_edit: scope.may(BUSINESS_CASE.writers.by()),
        may_decide: scope.may(decides),
        beside: ui.beside(&tx, &BUSINESS_CASE.thing(&scope, &kept)).await?,
        ui: ui.clone(),
        shown,
        history,
        kept,
        scope,
    })
}

fn shown(ui: &Ui, view: &CaseView, href: &str) -> Shown {
    let outcome = &view.proposed.outcome;
    let in_words = view.case.in_words(view.case.proposed);
    let uncounted = &view.proposed.uncounted;
    let has_uncounted = !uncounted.is_zero();
    Shown {
        headline: headline(ui, view),
        tables: case_tables(ui, view, href),
        curve: pictures::curve(ui, view, outcome),
        tornado: pictures::tornado(ui, view),
        in_words: in_words
            .map(|(line, words)| (line.name.clone(), words.to_owned()))
            .collect(),
        payback: words::payback(ui, &outcome.payback),
        discounted_payback: words::payback(ui, &outcome.discounted_payback),
        uncounted: has_uncounted.then(|| words::kronor(uncounted).to_string()),
        shared: shared(ui, view),
        left_out: view
            .shared
            .sharing()
            .filter(|sharing| sharing.leaves_out_changes())
            .map(|_| ui.t("case-shared-no-limits")),
        undivided: match &view.holders {
            Ok(_) => Vec::new(),
            Err(problems) => problems
                .0
                .iter()
                .map(|problem| ui.problem(problem))
                .collect(),
        },
        nobodys: nobodys(ui, view),
        rates: rates(ui, view),
        has_amounts: view.case.has_amounts(),
    }
}

/// Which distribution shared costs follow, or why they follow none.
fn shared(ui: &Ui, view: &CaseView) -> Option<(String, Option<(String, String)>)> {
    match &view.shared {
        Shared::NotNamed => None,
        Shared::Unseen => Some((ui.t("case-shared-unseen"), None)),
        Shared::Broken(problems) => {
            let first = problems.0.first().map(|problem| ui.problem(problem));
            let why = first.unwrap_or_default();
            Some((ui.t1("case-shared-broken", "why", why), None))
        }
        Shared::Found(found) => {
            let link = found.href.clone().map(|href| (href, found.title.clone()));
            let sentence = match link {
                Some(_) => ui.t("case-shared-by"),
                None => ui.t1("case-shared-kept", "name", &found.title),
            };
            Some((sentence, link))
        }
    }
}

fn nobodys(ui: &Ui, view: &CaseView) -> Option<String> {
    let flows = view.holders.as_ref().ok()?;
    let nobody = flows.get(&crate::model::Holder::Nobody)?;
    let value = nobody.outcome(&view.case).value;
    let has_any = nobody.net().iter().any(|amount| !amount.is_zero());
    has_any.then(|| ui.t1("case-nobodys", "amount", words::kronor(&value)))
}

/// The schedule in words: each step with its years.
fn rates(ui: &Ui, view: &CaseView) -> Vec<String> {
    let mut steps: Vec<_> = view.kept.discount_steps.iter().collect();
    steps.sort_by_key(|step| step.from_year.0);
    let told = steps.into_iter().map(|step| {
        let year = step.from_year.0.to_string();
        let rate = ui.percent(&step.rate.0);
        ui.t_with("case-rate-from", &[("year", &year), ("rate", &rate)])
    });
    told.collect()
}
