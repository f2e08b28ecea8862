//! What the page of a case tells of how long it is kept, and where that is said.

use super::standing::{Cause, standing_of};
use crate::policy::Action;
use crate::store;
use askama::Template;
use samverk_cases::store::find_case_by_id;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_retention::KeptBecause;
use samverk_web::{PanelFuture, Thing, Ui};

#[derive(Template)]
#[template(path = "retention_panel.html")]
struct RetentionPanel<'u> {
    ui: &'u Ui,
    told: Vec<String>,
    /// Each hold, and where it is lifted.
    holds: Vec<(String, Option<String>)>,
    actions: Vec<(String, String)>,
}

pub(crate) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(async move {
        match thing.kind {
            "registry" if thing.roles.any(Action::Keep.by()) => of_registry(ui, thing).map(Some),
            "case" if thing.roles.any(Action::Keep.by()) => shown(tx, ui, thing).await,
            _ => Ok(None),
        }
    })
}

/// Where a registry's list of what is due is.
fn of_registry(ui: &Ui, thing: &Thing) -> Result<String, Problem> {
    let due = format!("{}/att-gallra", thing.href);
    let panel = RetentionPanel {
        ui,
        told: vec![ui.t("registry-retention-lead")],
        holds: Vec::new(),
        actions: vec![(due, ui.t("registry-retention-show"))],
    };
    ui.fragment(&panel)
}

async fn shown(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let case = find_case_by_id(tx, thing.id).await?;
    let case = case.ok_or_else(Problem::not_found)?;
    let standing = standing_of(tx, &case).await?;
    let mut told = Vec::new();
    if let Some(rule) = &standing.rule {
        let mandate = standing.mandate.as_deref().unwrap_or_default();
        let values = [("rule", rule.as_str()), ("mandate", mandate)];
        told.push(ui.t_with("case-retention-goes-by", &values));
    }
    let others = standing.causes.iter();
    let others = others.filter(|cause| !matches!(&cause.because, KeptBecause::Held(hold) if hold.reason.is_empty() || cause.other.is_none()));
    told.extend(others.map(|cause| cause_words(ui, cause)));
    if standing.is_due() {
        told.push(ui.t("due-now"));
    }
    let holds = store::list_holds(tx, &[thing.id]).await?;
    let holds = holds.iter().map(|hold| {
        let set = ui.date(&hold.set_on);
        let until = ui.optional_date(&hold.until);
        let lifted = ui.optional_date(&hold.lifted_on);
        let values = [
            ("reason", hold.reason.as_str()),
            ("by", hold.decided_by.as_str()),
            ("date", set.as_str()),
            ("until", until.as_str()),
            ("lifted", lifted.as_str()),
        ];
        let words = match (hold.lifted_on, hold.until) {
            (Some(_), _) => "case-hold-was",
            (None, Some(_)) => "case-hold-is-until",
            (None, None) => "case-hold-is",
        };
        let lift = format!("{}/gallringsstopp/{}/hav", thing.href, hold.id);
        let lift = hold.lifted_on.is_none().then_some(lift);
        (ui.t_with(words, &values), lift)
    });
    let action = |rest: &str, words: &str| (format!("{}{rest}", thing.href), ui.t(words));
    let panel = RetentionPanel {
        ui,
        told,
        holds: holds.collect(),
        actions: vec![
            action("/gallring", "case-retention-set"),
            action("/gallringsstopp/nytt", "case-hold-set"),
        ],
    };
    ui.fragment(&panel).map(Some)
}

/// Why it stays, in words.
pub(crate) fn cause_words(ui: &Ui, cause: &Cause) -> String {
    let told = match &cause.because {
        KeptBecause::Preserved => ui.t("kept-because-preserved"),
        KeptBecause::NotUntil(day) => ui.t1("kept-because-not-until", "date", ui.date(day)),
        KeptBecause::Held(hold) if hold.reason.is_empty() => ui.t("kept-because-open"),
        KeptBecause::Held(hold) => ui.t1("kept-because-held", "reason", &hold.reason),
        KeptBecause::NoRule => ui.t("kept-because-no-rule"),
        KeptBecause::DateUnknown(trigger) => {
            let code = trigger.as_str().replace('-', "_");
            let event = ui.kind_name("retention-rule-trigger-event-", &code);
            ui.t1("kept-because-date-unknown", "event", event)
        }
    };
    match &cause.other {
        Some(number) => {
            let values = [("number", number.as_str()), ("why", told.as_str())];
            ui.t_with("kept-because-other", &values)
        }
        None => told,
    }
}
