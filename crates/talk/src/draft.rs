//! A draft that is, or was, out for comment, of whatever kind it is: a version of a plan, or a budget.

use crate::model::{DraftId, Part, budget_parts, parts};
use chrono::NaiveDate;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_economy::records::BudgetRecord;
use samverk_foundation::{Problem, Role};
use samverk_goals::model::{PlanVersion, VersionSummary};
use samverk_goals::{PlanScope, inside_plan, version_name};
use samverk_parties::Scope;
use samverk_web::Ui;

/// A draft with where its round of comments lies, and what can be said of it.
#[derive(Clone, Debug)]
pub struct Draft {
    pub id: DraftId,
    pub scope: Scope,
    pub parts: Vec<Part>,
    /// Whether comments are taken today.
    pub is_open: bool,
    pub until: Option<NaiveDate>,
    /// Where it is read.
    pub href: String,
    called: Called,
    object: ObjectRef,
}

/// What people call it.
#[derive(Clone, Debug)]
enum Called {
    Version(Box<PlanScope>, VersionSummary),
    Budget(String),
}

impl Draft {
    pub fn of_version(tx: &Tx, at: &PlanScope, version: &PlanVersion) -> Self {
        Self {
            id: DraftId::Version(version.id),
            scope: at.scope.clone(),
            parts: parts(&version.content),
            is_open: version.takes_comments(tx.today()),
            until: version.comments_until,
            href: at.version_href(version.number, ""),
            object: ObjectRef::new("plan", at.plan.id.0, &at.plan.title),
            called: Called::Version(Box::new(at.clone()), version.summary()),
        }
    }

    pub fn of_budget(tx: &Tx, scope: &Scope, record: &BudgetRecord) -> Self {
        Self {
            id: DraftId::Budget {
                id: record.id.0,
                round: record.round,
            },
            scope: scope.clone(),
            parts: budget_parts(&record.budget),
            is_open: record.takes_comments(tx.today()),
            until: record.comments_until,
            href: scope.href(&record.suffix()),
            object: record.object(),
            called: Called::Budget(record.title.clone()),
        }
    }

    /// The same in one of its rounds. Only in the round that it is in is anything taken.
    pub(crate) fn in_round(&self, id: DraftId) -> Self {
        let mut other = self.clone();
        other.is_open = self.is_open && self.id == id;
        other.id = id;
        other
    }

    pub fn may(&self, allowed: impl Fn(Role) -> bool) -> bool {
        self.scope.may(allowed)
    }

    pub fn require(&self, allowed: impl Fn(Role) -> bool) -> Result<(), Problem> {
        self.scope.require(allowed)
    }

    pub fn name(&self, ui: &Ui) -> String {
        match &self.called {
            Called::Version(_, version) => version_name(ui, version),
            Called::Budget(title) => title.clone(),
        }
    }

    /// The address of its round, and what follows.
    pub fn round_href(&self, rest: &str) -> String {
        format!("{}/synpunkter{rest}", self.href)
    }

    /// The way to its round.
    pub fn inside(&self, ui: Ui) -> Ui {
        let name = self.name(&ui);
        let ui = match &self.called {
            Called::Version(at, _) => inside_plan(ui, at),
            Called::Budget(_) => {
                let list = ui.t("budget-tab");
                let ui = self.scope.ui(ui);
                ui.with_crumb(self.scope.href("/budget"), list)
            }
        };
        ui.with_crumb(self.href.clone(), name)
    }

    /// A party's answer, in the history of what is answered.
    pub(crate) fn answered(&self) -> Event {
        let kind = match self.called {
            Called::Version(..) => "plan.draft_answered",
            Called::Budget(_) => "budget.draft_answered",
        };
        self.scope.event(kind, self.object.clone())
    }

    /// What a party was answered, in the same history.
    pub(crate) fn replied(&self) -> Event {
        let kind = match self.called {
            Called::Version(..) => "plan.remarks_answered",
            Called::Budget(_) => "budget.remarks_answered",
        };
        self.scope.event(kind, self.object.clone())
    }
}
