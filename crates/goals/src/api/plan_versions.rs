use super::{VERSION, path, plan, plans, resource as goals_resource};
use crate::PlanScope;
use crate::actions::{
    VersionDraft, discard_version, new_version, put_version, withdraw_plan_adoption,
};
use crate::model::{NamedText, PlanContent, PlanVersion, TitledText, VersionStatus};
use crate::policy::Action;
use samverk_foundation::{Decision, Problem};
use samverk_rest::{
    AdoptionWithdrawal, Call, Date, Found, Linked, NoQuery, Operation, Page, Reason, Refusal,
    Representation, Resource, Saved, Tag, Word,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/plans/{plan}/plan-versions";
    let one = "/collaborations/{collaboration}/plans/{plan}/plan-versions/{version}";
    let withdrawals =
        "/collaborations/{collaboration}/plans/{plan}/plan-versions/{version}/withdrawals";
    goals_resource(
        "plan-versions",
        ["En plans versioner och texter.", "A plan's versions and texts."],
    )
    .parameter(VERSION)
    .with(
        Operation::list(all, "listPlanVersions", list)
            .about("Versionerna efter nummer.", "The versions by number."),
    )
    .with(Operation::get(one, "getPlanVersion", get).about("En version.", "One version."))
    .with(
        Operation::post(all, "postPlanVersion", post)
            .about(
                "Påbörjar ett utkast med samma innehåll som den senaste versionen, som ska vara beslutad.",
                "Starts a draft with the content of the latest version, which must be decided.",
            )
            .action(Action::SavePlan.code())
            .conflict(&["draft_already_open"]),
    )
    .with(
        Operation::replace(one, "putPlanVersion", put)
            .about(
                "Ändrar en versions texter, status och publicering. En beslutad text ändras aldrig.",
                "Changes a version's texts, status and publication. A decided text never changes.",
            )
            .action(Action::SavePlan.code())
            .invalid(&[
                "decision_in_future",
                "field_missing",
                "picture_without_alt",
                "version_decision_missing",
                "version_decision_too_early",
            ])
            .conflict(&["version_locked", "plan_part_in_use"]),
    )
    .with(
        Operation::delete(one, "deletePlanVersion", delete)
            .about(
                "Kastar ett utkast. Planens enda version kan inte kastas.",
                "Discards a draft. A plan's only version cannot be discarded.",
            )
            .action(Action::SavePlan.code())
            .conflict(&[
                "version_locked",
                "version_is_the_only_one",
                "version_has_answers",
                "plan_part_in_use",
            ]),
    )
    .with(
        Operation::act(withdrawals, "postPlanVersionWithdrawal", withdraw)
            .about(
                "Återtar ett antagande som registrerades av misstag. Versionen blir ett utkast, och den som gällde före gäller igen.",
                "Withdraws an adoption that was recorded by mistake. The version becomes a draft, and the one in force before is in force again.",
            )
            .action(Action::AdoptPlan.code())
            .conditional()
            .invalid(&["withdrawal_reason_missing"])
            .conflict(&["not_adopted"]),
    )
}

/// A version of a plan, without its focus areas and effect goals, which are lists of their own.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PlanVersion")]
pub struct VersionView {
    number: i64,
    #[serde(flatten)]
    content: VersionContent,
}

/// What can be said of a version.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "PlanVersionContent")]
pub struct VersionContent {
    /// The address's own; may be sent back.
    #[serde(default, rename = "number", skip_serializing)]
    #[schemars(skip)]
    sent_number: Option<i64>,
    /// The version's own name.
    #[serde(default)]
    label: String,
    status: VersionStatus,
    /// Whether the public may see it.
    #[serde(default)]
    published: bool,
    /// The last day for comments, when it was sent out.
    #[serde(default)]
    comments_until: Option<Date>,
    /// For adopted and superseded versions.
    #[serde(default)]
    decision: Option<DecisionView>,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    vision: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    values: Vec<NamedText>,
    #[serde(default)]
    sections: Vec<TitledText>,
    #[serde(default)]
    appendices: Vec<TitledText>,
}

/// Who decided, when, and where it stands in the minutes.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "PlanDecision")]
pub struct DecisionView {
    body: Word,
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    paragraph: String,
}

/// A version to start.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPlanVersion {
    /// The version's own name.
    #[serde(default)]
    label: String,
}

impl Representation for NewPlanVersion {
    fn example() -> Self {
        Self {
            label: "1.0".to_owned(),
        }
    }
}

impl Representation for VersionContent {
    fn example() -> Self {
        Self {
            sent_number: None,
            label: "0.9".to_owned(),
            status: VersionStatus::Draft,
            published: false,
            comments_until: None,
            decision: None,
            summary: "Planen gäller tre år.".to_owned(),
            vision: String::new(),
            note: String::new(),
            values: Vec::new(),
            sections: Vec::new(),
            appendices: Vec::new(),
        }
    }
}

impl Representation for VersionView {
    fn example() -> Self {
        Self {
            number: 1,
            content: VersionContent::example(),
        }
    }
}

impl VersionContent {
    fn of(version: PlanVersion) -> Self {
        let content = version.content;
        let decision = |made: Decision| DecisionView {
            body: made.body.into(),
            date: made.date.map(Date),
            paragraph: made.paragraph,
        };
        Self {
            sent_number: None,
            label: version.label,
            status: version.status,
            published: version.published,
            comments_until: version.comments_until.map(Date),
            decision: version.decision.map(decision),
            summary: content.summary,
            vision: content.vision,
            note: content.note,
            values: content.values,
            sections: content.sections,
            appendices: content.appendices,
        }
    }

    /// Focus areas and effect goals stay as they are.
    fn draft(self, before: &PlanVersion) -> VersionDraft {
        let decision = |sent: DecisionView| Decision {
            body: sent.body.0,
            date: sent.date.map(|date| date.0),
            paragraph: sent.paragraph,
        };
        VersionDraft {
            number: before.number,
            label: self.label,
            status: self.status,
            published: self.published,
            comments_until: self.comments_until.map(|day| day.0),
            decision: self.decision.map(decision),
            content: PlanContent {
                summary: self.summary,
                vision: self.vision,
                note: self.note,
                values: self.values,
                sections: self.sections,
                appendices: self.appendices,
                focus_areas: before.content.focus_areas.clone(),
                goals: before.content.goals.clone(),
            },
        }
    }
}

fn tag(version: &PlanVersion) -> Tag {
    Tag::of(&(version.id, version.revision))
}

/// The version that the address names. Fails with `not_found`.
pub(super) fn version<'at>(at: &'at PlanScope, call: &Call) -> Result<&'at PlanVersion, Refusal> {
    let number = call.part("version").parse();
    let number = number.map_err(|_| Problem::not_found())?;
    Ok(at.version(number)?)
}

/// Where a version lies.
pub(super) fn version_path(at: &PlanScope, version: &PlanVersion) -> String {
    path(at, &format!("/plan-versions/{}", version.number))
}

fn linked(at: &PlanScope, version: PlanVersion) -> Linked<VersionView> {
    let path_here = version_path(at, &version);
    let view = VersionView {
        number: version.number,
        content: VersionContent::of(version),
    };
    Linked::at(path_here.clone(), view)
        .link("focus-areas", format!("{path_here}/focus-areas"))
        .link("effect-goals", format!("{path_here}/effect-goals"))
        .link("collection", path(at, "/plan-versions"))
        .link("up", plans::up(at))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<VersionView>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let versions = at.versions.clone();
    Ok(Page::of(versions, call.paging, |one| linked(&at, one)))
}

async fn get(call: Call) -> Result<Found<VersionView>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let found = version(&at, &call)?.clone();
    let tag = tag(&found);
    Ok(Found::new(linked(&at, found), tag))
}

async fn post(call: Call, new: NewPlanVersion) -> Result<Saved<VersionView>, Refusal> {
    let tx = call.begin("api_post_plan_version").await?;
    let at = plan(&tx, &call).await?;
    let started = new_version(&tx, &call.actor, &at, &new.label).await?;
    tx.commit().await?;
    let tag = tag(&started);
    Ok(Saved::new(linked(&at, started), tag, true))
}

async fn put(call: Call, content: VersionContent) -> Result<Found<VersionView>, Refusal> {
    let tx = call.begin("api_put_plan_version").await?;
    let at = plan(&tx, &call).await?;
    let before = version(&at, &call)?;
    call.allow_write(Some(&tag(before)))?;
    if content
        .sent_number
        .is_some_and(|sent| sent != before.number)
    {
        return Err(Reason::OtherThanAddress.in_body("/number").into());
    }
    let draft = content.draft(before);
    put_version(&tx, &call.actor, &at, draft).await?;
    let at = plan(&tx, &call).await?;
    let saved = version(&at, &call)?.clone();
    tx.commit().await?;
    let tag = tag(&saved);
    Ok(Found::new(linked(&at, saved), tag))
}

async fn withdraw(call: Call, asked: AdoptionWithdrawal) -> Result<Found<VersionView>, Refusal> {
    let tx = call.begin("api_withdraw_plan_adoption").await?;
    let at = plan(&tx, &call).await?;
    let found = version(&at, &call)?;
    call.allow_write(Some(&tag(found)))?;
    let seen = (found.number, found.revision);
    let draft = withdraw_plan_adoption(&tx, &call.actor, &at, seen, &asked.reason.0).await?;
    tx.commit().await?;
    let tag = tag(&draft);
    Ok(Found::new(linked(&at, draft), tag))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_plan_version").await?;
    let at = plan(&tx, &call).await?;
    let found = version(&at, &call)?;
    call.allow_write(Some(&tag(found)))?;
    discard_version(&tx, &call.actor, &at, found.number, found.revision).await?;
    Ok(tx.commit().await?)
}
