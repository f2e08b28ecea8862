//! What can be done with a plan and the version that is read.

use crate::model::VersionStatus::{Adopted, Consultation, Draft, Superseded};
use crate::policy::Action;
use crate::{PlanScope, PlanView};
use samverk_web::Ui;

pub(super) struct Button {
    pub href: String,
    pub label: String,
    pub look: Look,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The next step.
    Primary,
    Other,
    /// It takes something away, and stands last.
    Danger,
}

impl Button {
    pub fn variant(&self) -> &'static str {
        match self.look {
            Look::Primary => "primary",
            Look::Other => "secondary",
            Look::Danger => "tertiary",
        }
    }

    pub fn is_danger(&self) -> bool {
        self.look == Look::Danger
    }
}

/// What can be done with the version: the next step first, what takes something away last.
pub(super) fn buttons(ui: &Ui, at: &PlanScope, view: &PlanView) -> Vec<Button> {
    let number = view.version.number;
    let button = |href: String, key: &str, look: Look| Button {
        href,
        label: ui.t(key),
        look,
    };
    let to = |rest: &str, key: &str, look| button(at.version_href(number, rest), key, look);
    let (saves, adopts) = (
        at.may(Action::SavePlan.by()),
        at.may(Action::AdoptPlan.by()),
    );
    let status = view.version.status;
    let is_latest = at.foremost().is_ok_and(|latest| latest.number == number);
    let mut buttons = Vec::new();
    if saves {
        match status {
            Draft => {
                buttons.push(to("/text", "version-edit-texts", Look::Primary));
                buttons.push(to("/fokusomraden/ny", "focus-area-new", Look::Other));
                buttons.push(to("/mal-i-tabell", "goal-table-link", Look::Other));
                buttons.push(to("/remiss", "version-send", Look::Other));
            }
            Consultation => {
                buttons.push(to("/remiss", "version-extend", Look::Other));
                buttons.push(to("/utkast", "version-return", Look::Other));
            }
            Adopted | Superseded if is_latest => {
                buttons.push(button(
                    at.href("/versioner/ny"),
                    "version-new",
                    Look::Primary,
                ));
            }
            Adopted | Superseded => {}
        }
    }
    if adopts && !status.is_locked() {
        buttons.push(to("/anta", "version-adopt", Look::Other));
    }
    if at.may(Action::PublishPlan.by()) {
        buttons.push(to("/publicera", "version-publish", Look::Other));
    }
    if saves {
        buttons.push(button(at.href("/redigera"), "plan-edit", Look::Other));
    }
    if adopts && status == Adopted {
        buttons.push(to("/aterta", "adoption-withdraw", Look::Danger));
    }
    if saves && !status.is_locked() && at.versions.len() > 1 {
        buttons.push(to("/ta-bort", "version-discard", Look::Danger));
    }
    buttons
}
