//! A new version: a draft with the same content, made from one that stands.

use super::one::{case_href, case_ui, find_case};
use crate::business_cases::{BUSINESS_CASE, BusinessCase, CaseState, HeldCase};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{Filled, KindCode, Known, Name, One, Reference};
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::{Kept, Seen};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

fn page(ui: Ui, scope: &Scope, kept: &HeldCase, title: &str) -> FormPage {
    let name = Field::new("title", ui.t("business-case-title"), FieldKind::Text).required();
    let form = Form::new(
        case_href(scope, kept, "/ny-version"),
        ui.t("case-new-version"),
    )
    .field(name)
    .cancel(case_href(scope, kept, ""))
    .fill(Values::from_pairs([("title".to_owned(), title.to_owned())]));
    let (heading, lead) = (ui.t("case-new-version"), ui.t("case-new-version-about"));
    FormPage::new(ui, heading, form).lead(lead)
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let (scope, kept) = find_case(&tx, &ui.actor, (&collaboration, &thing)).await?;
    scope.require(BUSINESS_CASE.writers.by())?;
    let ui = case_ui(ui, &scope);
    let title = ui.t1("case-version-of", "title", &kept.title);
    page(ui, &scope, &kept, &title).show()
}

pub(crate) async fn make(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("new_business_case_version").await?;
    let (scope, kept) = find_case(&tx, &ui.actor, (&collaboration, &thing)).await?;
    match new_version(&tx, &ui.actor, &scope, &kept, values.text("title")).await {
        Ok(made) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&case_href(&scope, &made, ""), "saved"))
        }
        Err(problems) => {
            let ui = case_ui(ui, &scope);
            page(ui, &scope, &kept, values.text("title")).refuse(values, problems)
        }
    }
}

/// Fails with `value_missing` for a version without a name, and as saving does.
pub(crate) async fn new_version(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    from: &HeldCase,
    title: &str,
) -> Result<HeldCase, Problems> {
    let title = title.trim();
    if title.is_empty() {
        return Err(Problem::invalid("value_missing").at_field("title").into());
    }
    let known = Known {
        id: from.id,
        name: from.title.to_string(),
    };
    let previous = Reference {
        kind: KindCode::of(BusinessCase::CODE),
        key: from.key.clone(),
        known: Some(known),
    };
    let case = BusinessCase {
        title: Filled(Name::from(title)),
        state: CaseState::Draft,
        previous: Some(One::to(previous)),
        ..from.value.clone()
    };
    let all = BUSINESS_CASE.bare(tx, scope).await?;
    let key = free_key(title, &all);
    BUSINESS_CASE
        .save(tx, actor, scope, key, &case, Seen::New)
        .await
}

/// The name as a key, with a number when there is one so already.
fn free_key(title: &str, all: &[HeldCase]) -> Key {
    let key = Key::from_name(title);
    let is_free = |key: &Key| all.iter().all(|one| one.key != *key);
    if is_free(&key) {
        return key;
    }
    let mut numbered = (2..).map(|number| key.numbered(number));
    numbered.find(is_free).unwrap_or(key)
}
