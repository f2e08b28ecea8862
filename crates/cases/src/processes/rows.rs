//! What a process is made of: rows that name each other by key.

use crate::model::{Direction, DocumentSort};
use samverk_fields::{Line, Title, Whole, choices};
use samverk_foundation::{Key, Language, Period};
use samverk_kept::Row;

choices!(
    /// Who does something with a case.
    Performer {
        /// The officer, or whoever registers.
        Officer = "officer",
        /// Whoever registers.
        Registrar = "registrar",
        /// The party's administrator.
        Administrator = "administrator",
    }
);

choices!(
    /// From which day a time is counted.
    CountedFrom {
        /// The day on which the case came in, or was registered when that is not said.
        Received = "received",
        Registered = "registered",
        /// The day on which the case came to the step.
        State = "state",
    }
);

choices!(
    /// In what a time is counted.
    CountedIn {
        Days = "days",
        WorkingDays = "working_days",
        Weeks = "weeks",
        Months = "months",
    }
);

choices!(
    /// What must be said of a case.
    Said {
        Officer = "officer",
        Received = "received",
        Deadline = "deadline",
        Counterpart = "counterpart",
        PublicSubject = "public_subject",
        Classification = "classification",
        /// An initiative of a portfolio.
        Initiative = "initiative",
    }
);

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("state")]
pub struct ProcessState {
    pub key: Key,
    #[kept(makes_row)]
    pub name: Title,
    pub name_en: Line,
    /// What is done there.
    pub text: Line,
    /// Whether a case that comes there is closed.
    pub closes: bool,
}

/// A way from one state to another.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("transition")]
pub struct Transition {
    pub key: Key,
    /// The key of a state.
    pub from: Key,
    /// The key of a state.
    pub to: Key,
    /// What its button says.
    #[kept(makes_row)]
    pub name: Title,
    pub name_en: Line,
    pub by: Performer,
    /// What must be said of the case.
    pub said: Option<Said>,
    /// The key of a document that must be registered.
    pub document: Option<Key>,
    /// The key of a task that must be done.
    pub task: Option<Key>,
}

/// A time within which something is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("deadline")]
pub struct ProcessDeadline {
    pub key: Key,
    #[kept(makes_row)]
    pub name: Title,
    pub name_en: Line,
    /// The key of the state in which it runs; nothing when it runs until the case is closed.
    pub state: Option<Key>,
    pub from: CountedFrom,
    pub number: Whole<0, 3_650>,
    pub counted: CountedIn,
    /// Whether the law gives the time: its last day is then a weekday.
    pub statutory: bool,
    /// The provision or the decision that gives it.
    pub source: Line,
}

/// Something that is to be done when a case comes to a state.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("task")]
pub struct ProcessTask {
    pub key: Key,
    /// The key of a state.
    pub state: Key,
    #[kept(makes_row)]
    pub title: Title,
    pub title_en: Line,
    pub by: Performer,
    /// So many working days after the case came to the state.
    pub working_days: Option<Whole<0, 3_650>>,
}

/// A document that is expected in a state.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("document")]
pub struct ExpectedDocument {
    pub key: Key,
    /// The key of a state.
    pub state: Key,
    /// With this the title of the document begins.
    #[kept(makes_row)]
    pub name: Title,
    pub name_en: Line,
    pub direction: Direction,
    pub sort: DocumentSort,
    /// The key of a document template with which it begins.
    pub template: Option<Key>,
}

/// What somebody is told when a case comes to a state.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("notice")]
pub struct ProcessNotice {
    pub key: Key,
    /// The key of a state.
    pub state: Key,
    pub to: Performer,
    #[kept(makes_row)]
    pub text: Title,
    pub text_en: Line,
}

/// The name in the reader's language, where it has one.
pub fn named<'n>(language: Language, name: &'n str, english: &'n str) -> &'n str {
    match language {
        Language::En if !english.is_empty() => english,
        Language::En | Language::Sv => name,
    }
}

macro_rules! called {
    ($($row:ident: $name:ident, $english:ident;)*) => {
        $(impl $row {
            /// What it is called in the reader's language.
            pub fn called(&self, language: Language) -> &str {
                named(language, &self.$name, &self.$english)
            }
        })*
    };
}

called!(
    ProcessState: name, name_en;
    Transition: name, name_en;
    ProcessDeadline: name, name_en;
    ProcessTask: title, title_en;
    ExpectedDocument: name, name_en;
    ProcessNotice: text, text_en;
);

impl ProcessDeadline {
    /// How long it is.
    pub fn period(&self) -> Period {
        // No more than the field takes.
        let number = u16::try_from(self.number.0).unwrap_or(u16::MAX);
        match self.counted {
            CountedIn::Days => Period::days(number),
            CountedIn::WorkingDays => Period::working_days(number),
            CountedIn::Weeks => Period::weeks(number),
            CountedIn::Months => Period::months(number),
        }
    }
}
