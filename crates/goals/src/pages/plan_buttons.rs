//! What can be done with a plan and the version that is read.

use crate::model::VersionStatus::{Adopted, Consultation, Draft, Superseded};
use crate::policy::Action;
use crate::{PlanScope, PlanView};
use samverk_web::Ui;

pub(super) struct Button {
    pub href: String,
    pub label: String,
    pub primary: bool,
}

/// What can be done with the version, the next step first.
pub(super) fn buttons(ui: &Ui, at: &PlanScope, view: &PlanView) -> Vec<Button> {
    let number = view.version.number;
    let to = |rest: &str, key: &str, primary: bool| Button {
        href: at.version_href(number, rest),
        label: ui.t(key),
        primary,
    };
    let mut buttons = Vec::new();
    if at.may(Action::SavePlan.by()) {
        match view.version.status {
            Draft => {
                buttons.push(to("/text", "version-edit-texts", true));
                buttons.push(to("/fokusomraden/ny", "focus-area-new", false));
                buttons.push(to("/remiss", "version-send", false));
            }
            Consultation => {
                buttons.push(to("/remiss", "version-extend", false));
                buttons.push(to("/utkast", "version-return", false));
            }
            Adopted | Superseded => {}
        }
    }
    let is_latest = at.latest().is_ok_and(|latest| latest.number == number);
    if at.may(Action::AdoptPlan.by()) && !view.version.status.is_locked() {
        buttons.push(to("/anta", "version-adopt", false));
    }
    if at.may(Action::PublishPlan.by()) {
        buttons.push(to("/publicera", "version-publish", false));
    }
    if at.may(Action::SavePlan.by()) {
        let (href, label) = (at.href("/redigera"), ui.t("plan-edit"));
        buttons.push(Button {
            href,
            label,
            primary: false,
        });
        if view.version.status.is_locked() && is_latest {
            let (href, label) = (at.href("/versioner/ny"), ui.t("version-new"));
            buttons.push(Button {
                href,
                label,
                primary: true,
            });
        }
        if !view.version.status.is_locked() && at.versions.len() > 1 {
            buttons.push(to("/ta-bort", "version-discard", false));
        }
    }
    buttons
}
