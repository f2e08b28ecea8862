//! The three steps of a rule's form: who pays, of what, and how much. Each is a page, and what is typed in the
//! others goes along.

use super::kind::RuleKind;
use super::sections::{SHOW_FIELDS, Sections, chosen_kind};
use samverk_web::{FormStep, Ui, Values};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Who,
    Base,
    How,
}

/// Sent by the buttons of the steps, and by the page about itself.
pub const GO_TO: &str = "go_to";
pub const HERE: &str = "step";
pub const BACK: &str = "back";
pub const SAVE: &str = "save";
/// Shows what the rule does: `true` with the whole page, `part` alone.
pub const PREVIEW: &str = "preview";

impl Step {
    pub const ALL: [Self; 3] = [Self::Who, Self::Base, Self::How];

    pub fn code(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Base => "base",
            Self::How => "how",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    fn before(self) -> Option<Self> {
        match self {
            Self::Who => None,
            Self::Base => Some(Self::Who),
            Self::How => Some(Self::Base),
        }
    }

    fn after(self) -> Option<Self> {
        match self {
            Self::Who => Some(Self::Base),
            Self::Base => Some(Self::How),
            Self::How => None,
        }
    }

    pub fn is_first(self) -> bool {
        self.before().is_none()
    }

    pub fn is_last(self) -> bool {
        self.after().is_none()
    }

    /// The step whose page was sent; the last one of a form that was sent whole.
    pub fn here(values: &Values) -> Self {
        Self::from_code(values.text(HERE)).unwrap_or(Self::How)
    }

    pub fn label(self, ui: &Ui) -> String {
        ui.t(&format!("rule-step-{}", self.code()))
    }

    pub fn all_of(ui: &Ui, here: Self) -> Vec<FormStep> {
        let step = |step: Self| FormStep {
            code: step.code(),
            label: step.label(ui),
            is_here: step == here,
        };
        Self::ALL.map(step).into()
    }
}

/// What a press on one of the form's buttons asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    Save,
    /// The same step with the fields of what is chosen in it.
    Fields,
    /// The step, when what stands before it is right.
    Forward(Step),
    Back(Step),
    /// What the rule does, with the page or alone.
    Shown,
    ShownAlone,
}

impl Press {
    pub fn of(values: &Values, kind: RuleKind) -> Self {
        let here = Step::here(values);
        match values.text(PREVIEW) {
            "part" => return Self::ShownAlone,
            "" => {}
            _ => return Self::Shown,
        }
        if let Some(to) = Step::from_code(values.text(GO_TO)) {
            let is_forward = to as u8 > here as u8;
            return match is_forward && !lacks_fields(values, here) {
                true => Self::Forward(to),
                false if is_forward => Self::Fields,
                false => Self::Back(to),
            };
        }
        if values.checked(BACK) {
            return Self::Back(here.before().unwrap_or(here));
        }
        if lacks_fields(values, here) || chosen_kind(values, kind) != kind {
            return Self::Fields;
        }
        match here.after() {
            Some(next) if !values.checked(SAVE) => Self::Forward(next),
            _ => Self::Save,
        }
    }
}

/// Nothing is refused for want of fields that nobody has seen.
fn lacks_fields(values: &Values, here: Step) -> bool {
    let sections = Sections::of(values);
    let unseen = |name: &str, marker: &str| !values.is_set(name) && !values.is_set(marker);
    match here {
        Step::Who => sections.parties && unseen("parties", "shown_parties"),
        Step::Base => sections.parts && unseen("parts", "shown_parts"),
        Step::How => values.checked(SHOW_FIELDS) || values.is_set("adjustment"),
    }
}
