//! The steps of a version's life before and beside its adoption: new, out for comment, back, published,
//! thrown away.

use super::flow::{Asked, Desk, PlanForm, Step};
use super::form_parts::{date, hidden, text};
use crate::actions::{
    discard_version, new_version, publish_version, return_to_draft, send_for_comment,
};
use crate::model::VersionStatus;
use crate::policy::Action;
use samverk_foundation::{Problem, Problems};
use samverk_web::{Form, FormPage, Ui, Values, with_publication};

pub(super) struct NewVersion;

impl PlanForm for NewVersion {
    const ACTION: Action = Action::SavePlan;
    const NAME: &'static str = "new_version";

    async fn load(_: &Desk) -> Result<Self, Problem> {
        Ok(Self)
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let here = desk.at.href("/versioner/ny");
        let form = Form::new(here, ui.t("version-new-button"))
            .field(text(&ui, "label", "version-label"))
            .cancel(desk.at.href(""));
        let (heading, lead) = (ui.t("version-new"), ui.t("version-new-lead"));
        Ok(FormPage::new(ui, heading, form).lead(lead))
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let label = values.optional("label")?;
        let version = new_version(&desk.tx, &desk.actor, &desk.at, &label).await?;
        Ok(desk.at.version_href(version.number, ""))
    }
}

/// A question about the version, asked at `rest` of its address.
fn about_version(desk: &Desk, rest: &str) -> Result<Asked, Problem> {
    Ok(Asked {
        here: desk.version_href(rest),
        back: desk.version_href(""),
        seen: desk.version()?.revision,
    })
}

pub(super) struct SendForComment;

impl PlanForm for SendForComment {
    const ACTION: Action = Action::SavePlan;
    const NAME: &'static str = "send_for_comment";
    const NOTICE: &'static str = "sent-for-comment";

    async fn load(_: &Desk) -> Result<Self, Problem> {
        Ok(Self)
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let version = desk.version()?;
        let words = match version.status {
            VersionStatus::Consultation => "version-extend",
            _ => "version-send",
        };
        let filled = Values::default()
            .set("until", ui.optional_date(&version.comments_until))
            .set("revision", version.revision);
        let button = ui.t(&format!("{words}-button"));
        let form = Form::new(desk.version_href("/remiss"), button)
            .field(date(&ui, "until", "version-comments-until").required())
            .field(hidden("revision"))
            .cancel(desk.version_href(""))
            .fill(filled);
        let (heading, lead) = (ui.t(words), ui.t(&format!("{words}-lead")));
        Ok(FormPage::new(ui, heading, form).lead(lead))
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let until = values.date("until")?;
        let version = (desk.number, values.integer("revision")?);
        send_for_comment(&desk.tx, &desk.actor, &desk.at, version, until).await?;
        Ok(desk.version_href(""))
    }
}

pub(super) struct ReturnToDraft;

impl Step for ReturnToDraft {
    const ACTION: Action = Action::SavePlan;
    const NAME: &'static str = "return_to_draft";
    const NOTICE: &'static str = "saved";
    const WORDS: &'static str = "version-return";
    const DANGER: bool = false;

    async fn ask(desk: &Desk) -> Result<Asked, Problem> {
        about_version(desk, "/utkast")
    }

    async fn take(desk: &Desk, seen: i64) -> Result<String, Problems> {
        return_to_draft(&desk.tx, &desk.actor, &desk.at, desk.number, seen).await?;
        Ok(desk.version_href(""))
    }
}

pub(super) struct Discard;

impl Step for Discard {
    const ACTION: Action = Action::SavePlan;
    const NAME: &'static str = "discard_version";
    const NOTICE: &'static str = "plan-part-removed";
    const WORDS: &'static str = "version-discard";

    async fn ask(desk: &Desk) -> Result<Asked, Problem> {
        about_version(desk, "/ta-bort")
    }

    async fn take(desk: &Desk, seen: i64) -> Result<String, Problems> {
        discard_version(&desk.tx, &desk.actor, &desk.at, desk.number, seen).await?;
        Ok(desk.at.href(""))
    }
}

pub(super) struct Publish;

impl PlanForm for Publish {
    const ACTION: Action = Action::PublishPlan;
    const NAME: &'static str = "publish_version";

    async fn load(_: &Desk) -> Result<Self, Problem> {
        Ok(Self)
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let version = desk.version()?;
        let filled = Values::default()
            .set("label", &version.label)
            .set("published", version.published)
            .set("revision", version.revision);
        let form = Form::new(desk.version_href("/publicera"), ui.t("form-save")).field(text(
            &ui,
            "label",
            "version-label",
        ));
        let form = with_publication(form, &ui)
            .field(hidden("revision"))
            .cancel(desk.version_href(""))
            .fill(filled);
        let heading = ui.t("version-publish");
        Ok(FormPage::new(ui, heading, form))
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let Desk { tx, actor, at, .. } = desk;
        let facts = (values.optional("label")?, values.checked("published"));
        let seen = values.integer("revision")?;
        publish_version(tx, actor, at, desk.number, seen, facts).await?;
        Ok(desk.version_href(""))
    }
}
