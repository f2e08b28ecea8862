//! Which workbooks a collaboration has for somebody to fill in.

use super::columns::{self, TableShape};
use samverk_database::Tx;
use samverk_economy::records::BudgetRecord;
use samverk_exchange::Folder;
use samverk_foundation::{Key, Problem};
use samverk_parties::{GROUP, Scope};
use samverk_web::Ui;

/// A workbook to fill in.
pub(crate) struct Offer {
    /// Its name in the address.
    pub code: String,
    pub title: String,
    pub subject: Subject,
}

pub(crate) enum Subject {
    /// Groups and members.
    Groups,
    /// The lines of a year's budget.
    Budget(i32),
    /// The first lines of the budget of the year after this one.
    BudgetAfter(Box<BudgetRecord>),
    /// What is measured in a plan.
    Measurements(Key),
    /// The collaboration's own figures.
    Measures,
    /// The table that a distribution is compared with.
    Printed(Key),
}

/// Everything that the reader may fill in, in the order of the page.
pub(super) async fn list(tx: &Tx, scope: &Scope, ui: &Ui) -> Result<Vec<Offer>, Problem> {
    let mut offers = Vec::new();
    if may_fill_groups(scope) {
        offers.push(Offer {
            code: "grupper".to_owned(),
            title: ui.t("spreadsheet-groups"),
            subject: Subject::Groups,
        });
    }
    if scope.may(samverk_economy::policy::Action::SaveBudget.by()) {
        offers.extend(budgets(tx, scope, ui).await?);
    }
    if scope.may(samverk_economy::MEASURE.writers.by()) {
        offers.push(Offer {
            code: "matt".to_owned(),
            title: ui.t("spreadsheet-measures"),
            subject: Subject::Measures,
        });
    }
    if scope.may(samverk_economy::policy::Action::SaveDistribution.by()) {
        offers.extend(printed(tx, scope, ui).await?);
    }
    if may_fill_measurements(scope) {
        offers.extend(plans(tx, scope, ui).await?);
    }
    Ok(offers)
}

fn may_fill_groups(scope: &Scope) -> bool {
    use samverk_parties::policy::Action;
    scope.may(GROUP.writers.by()) && scope.may(Action::SaveMembers.by())
}

/// The plan's own document comes along with the measurements, so both are asked for.
fn may_fill_measurements(scope: &Scope) -> bool {
    use samverk_goals::policy::Action;
    scope.may(Action::SavePlan.by()) && scope.may(Action::RecordMeasurement.by())
}

/// An adopted budget is locked and has nothing to fill in; the year after the latest one begins with
/// what stands in it.
async fn budgets(tx: &Tx, scope: &Scope, ui: &Ui) -> Result<Vec<Offer>, Problem> {
    let all = samverk_economy::store::list_budgets(tx, scope.collaboration.id).await?;
    let open = all.iter().filter(|budget| !budget.state.is_adopted());
    let offer = |budget: &BudgetRecord| Offer {
        code: format!("budget-{}", budget.year()),
        title: ui.t1("spreadsheet-budget", "year", budget.year()),
        subject: Subject::Budget(budget.year()),
    };
    let latest = all.iter().max_by_key(|budget| budget.year());
    let after = latest.filter(|latest| latest.state.is_adopted());
    let after = after.map(|latest| {
        let (from, year) = (latest.year().to_string(), (latest.year() + 1).to_string());
        Offer {
            code: format!("budget-{year}"),
            title: ui.t_with(
                "spreadsheet-budget-after",
                &[("year", &year), ("from", &from)],
            ),
            subject: Subject::BudgetAfter(Box::new(latest.clone())),
        }
    });
    Ok(after.into_iter().chain(open.map(offer)).collect())
}

/// Of what is adopted the document comes along, which whoever records decisions may read in.
async fn printed(tx: &Tx, scope: &Scope, ui: &Ui) -> Result<Vec<Offer>, Problem> {
    let all = samverk_economy::visible_distributions(tx, scope).await?;
    let decides = scope.may(samverk_economy::policy::Action::AdoptDistribution.by());
    let open = all.into_iter().filter(|one| decides || !one.is_adopted());
    let offer = |one: samverk_economy::records::DistributionRecord| Offer {
        code: format!("tryckt-tabell-{}", one.key),
        title: ui.t1("spreadsheet-printed", "title", &one.title),
        subject: Subject::Printed(one.key),
    };
    Ok(open.map(offer).collect())
}

/// Plans without indicators have nothing to measure.
async fn plans(tx: &Tx, scope: &Scope, ui: &Ui) -> Result<Vec<Offer>, Problem> {
    let all = samverk_goals::store::list_plans(tx, scope.collaboration.id).await?;
    let ids: Vec<_> = all.iter().map(|plan| plan.id.0).collect();
    let indicators = samverk_goals::INDICATOR.whole_on(tx, &ids).await?;
    let measured = all
        .into_iter()
        .filter(|plan| indicators.iter().any(|one| one.ground == plan.id.0));
    let offer = |plan: samverk_goals::model::Plan| Offer {
        code: format!("matningar-{}", plan.key),
        title: ui.t1("spreadsheet-measurements", "plan", &plan.title),
        subject: Subject::Measurements(plan.key),
    };
    Ok(measured.map(offer).collect())
}

/// Fails with `not_found` when there is no such workbook, or not for the reader.
pub(crate) async fn find(tx: &Tx, scope: &Scope, ui: &Ui, code: &str) -> Result<Offer, Problem> {
    let all = list(tx, scope, ui).await?;
    let found = all.into_iter().find(|offer| offer.code == code);
    found.ok_or_else(Problem::not_found)
}

impl Offer {
    pub(super) fn tables(&self) -> Vec<TableShape> {
        match self.subject {
            Subject::Groups => vec![columns::groups(), columns::members()],
            Subject::Budget(_) | Subject::BudgetAfter(_) => vec![columns::lines()],
            Subject::Measurements(_) => vec![columns::measurements()],
            Subject::Measures => vec![columns::measures()],
            Subject::Printed(_) => vec![columns::printed()],
        }
    }

    /// The folder of the bundle where its tables lie.
    pub fn folder(&self, scope: &Scope) -> String {
        let base = format!("collaborations/{}", scope.collaboration.key);
        match &self.subject {
            Subject::Groups | Subject::Measures => base,
            Subject::Budget(year) => format!("{base}/budgets/{year}"),
            Subject::BudgetAfter(latest) => format!("{base}/budgets/{}", latest.year() + 1),
            Subject::Measurements(plan) => format!("{base}/plans/{plan}"),
            Subject::Printed(key) => format!("{base}/distributions/{key}"),
        }
    }

    /// The document that the tables cannot do without.
    pub fn document(&self) -> Option<&'static str> {
        match self.subject {
            Subject::Groups | Subject::Measures => None,
            Subject::Budget(_) | Subject::BudgetAfter(_) => Some("budget.toml"),
            Subject::Measurements(_) => Some("plan.toml"),
            Subject::Printed(_) => Some("distribution.toml"),
        }
    }

    /// What the collaboration's folder says now, of the domain that the workbook is about.
    pub async fn written(&self, tx: &Tx, scope: &Scope) -> Result<Folder, Problem> {
        let only = Some(scope.collaboration.id);
        match &self.subject {
            Subject::Groups => samverk_parties::bundle::write_collaborations(tx, only).await,
            Subject::Budget(_) | Subject::Measures | Subject::Printed(_) => {
                samverk_economy::bundle::write(tx, only).await
            }
            Subject::BudgetAfter(latest) => {
                let path = format!("collaborations/{}", scope.collaboration.key);
                samverk_economy::bundle::write_year_after(latest, &path)
            }
            Subject::Measurements(_) => samverk_goals::bundle::write(tx, only).await,
        }
    }
}
