//! Adopting a version, after a check of what it lacks, and taking back an adoption that was a mistake.

use super::adoption_check::{check, shown};
use super::flow::{Desk, PlanForm};
use super::form_parts::hidden;
use super::words;
use crate::actions::{AdoptPlan, adopt_plan, former_version, withdraw_plan_adoption};
use crate::model::VersionStatus;
use crate::policy::Action;
use crate::view::view_of;
use samverk_foundation::{Problem, Problems};
use samverk_web::{
    Form, FormPage, Ui, Values, Withdrawal, read_decision, read_withdrawal, with_decision,
    with_publication,
};

/// The plan as it is read, to check what it lacks.
pub(super) struct Adopt(crate::PlanView);

impl PlanForm for Adopt {
    const ACTION: Action = Action::AdoptPlan;
    const NAME: &'static str = "adopt_plan";
    const NOTICE: &'static str = "plan-adopted";

    async fn load(desk: &Desk) -> Result<Self, Problem> {
        Ok(Self(view_of(&desk.tx, &desk.at, Some(desk.number)).await?))
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let version = &self.0.version;
        let filled = Values::default()
            .set("published", true)
            .set("revision", version.revision);
        let form = Form::new(desk.version_href("/anta"), ui.t("version-adopt-button"));
        let form = with_publication(with_decision(form, &ui), &ui)
            .field(hidden("revision"))
            .cancel(desk.version_href(""))
            .fill(filled);
        let name = words::version_name(&ui, &version.summary());
        let values = [("plan", desk.at.plan.title.as_str()), ("version", &name)];
        let lead = ui.t_with("version-adopt-lead", &values);
        let heading = ui.t("version-adopt");
        let above = shown(&ui, &check(&ui, &desk.at, &self.0))?;
        let mut page = FormPage::new(ui, heading, form).lead(lead);
        page.above = above;
        Ok(page)
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let Desk { tx, actor, at, .. } = desk;
        let adoption = AdoptPlan {
            decision: read_decision(values)?,
            published: values.checked("published"),
            seen: values.integer("revision")?,
        };
        adopt_plan(tx, actor, at, desk.number, adoption).await?;
        Ok(desk.version_href(""))
    }
}

/// Holds what is in force then, in words.
pub(super) struct Withdraw(Option<crate::model::PlanVersion>);

impl PlanForm for Withdraw {
    const ACTION: Action = Action::AdoptPlan;
    const NAME: &'static str = "withdraw_plan_adoption";
    const NOTICE: &'static str = "adoption-withdrawn";

    async fn load(desk: &Desk) -> Result<Self, Problem> {
        match desk.version()?.status {
            VersionStatus::Adopted => Ok(Self(former_version(&desk.tx, &desk.at).await?)),
            _ => Err(Problem::conflict("not_adopted")),
        }
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let version = desk.version()?;
        let former = self.0.as_ref().map(|former| {
            let name = words::version_name(&ui, &former.summary());
            let decision = former.decision.as_ref().map(|made| ui.decision(made));
            [name, decision.unwrap_or_default()].join(", ")
        });
        let name = words::version_name(&ui, &version.summary());
        let asked = Withdrawal {
            name: &format!("{}, {name}", desk.at.plan.title),
            former,
            to: &desk.version_href("/aterta"),
            back: &desk.version_href(""),
            seen: version.revision,
        };
        Ok(asked.page(ui))
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let Desk { tx, actor, at, .. } = desk;
        let (reason, seen) = read_withdrawal(values)?;
        withdraw_plan_adoption(tx, actor, at, (desk.number, seen), &reason).await?;
        Ok(desk.version_href(""))
    }
}
