use super::begin::beside_processes;
use super::{keeps_decided, problems_of};
use samverk_fields::{FieldKey, Line, Prose, Referable, Rows, Title, Whole, choices};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Key, Problem};
use samverk_kept::{
    Api, Exchange, Held, Keeping, Kept, Kind, List, Order, Pages, Readers, Removal, Row, Rules,
    Target, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::COLLABORATION;

choices!(
    /// What a criterion tells of an initiative in the picture of the portfolio.
    Axis { Benefit = "benefit", Feasibility = "feasibility" }
);

/// A phase, which ends with a gate. The last phase has none: what is there is closed.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("phase")]
pub struct Phase {
    pub key: Key,
    #[kept(makes_row)]
    pub name: Title,
    /// What is done in it.
    pub text: Prose<2>,
    /// The body that decides at its gate.
    pub decided_by: Line,
}

/// What must be true to pass a gate.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("check")]
pub struct Check {
    /// The key of a phase.
    pub phase: Key,
    pub key: Key,
    #[kept(makes_row)]
    pub text: Title,
    /// What shows that it is so.
    pub evidence: Line,
}

/// A part of the decision basis that must be written before a gate.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("heading")]
pub struct Heading {
    /// The key of a phase.
    pub phase: Key,
    pub key: Key,
    #[kept(makes_row)]
    pub name: Title,
    /// What to write under it.
    pub text: Prose<2>,
}

/// What initiatives are compared by at a gate.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("criterion")]
pub struct Criterion {
    /// The key of a phase.
    pub phase: Key,
    pub key: Key,
    #[kept(makes_row)]
    pub name: Title,
    /// How much it counts, from 1 to 100, beside the others of the gate.
    pub weight: Whole<1, 100>,
    /// What it tells in the picture of the portfolio; nothing when it is not shown there.
    pub axis: Option<Axis>,
    /// What 1 means.
    pub lowest: Line,
    /// What 5 means.
    pub highest: Line,
}

/// The phases that initiatives go through, with their gates.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("process")]
pub struct Process {
    #[kept(example = "Från idé till nytta")]
    pub name: Title,
    /// What it is for.
    #[kept(example = "För gemensamma initiativ.")]
    pub text: Prose<3>,
    /// Where it comes from.
    pub source: Prose<2>,
    /// In their order; the last is where what is closed stands.
    #[kept(example = r#"[{"key":"ide","name":"Idé"},{"key":"avslutat","name":"Avslutat"}]"#)]
    pub phases: Rows<Phase, 0, 30>,
    /// What must be true at the gates.
    #[kept(example = r#"[{"phase":"ide","key":"behov","text":"Behovet är bekräftat"}]"#)]
    pub checks: Rows<Check, 0, 200>,
    /// What must be written before the gates.
    pub headings: Rows<Heading, 0, 200>,
    /// What initiatives are compared by.
    pub criteria: Rows<Criterion, 0, 200>,
}

pub type HeldProcess = Held<Process>;

impl Referable for Process {
    const KIND: &'static str = "process";
}

pub(crate) static PROCESS_TARGET: Target = Target {
    kind: <Process as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&PROCESS, tx, at, keys),
    by_id: |tx, ids| by_id(&PROCESS, tx, ids),
    offered: |tx, at| offered(&PROCESS, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("process_unknown").with("key", key),
    href: None,
    hides: false,
};

const SEARCHED: &[FieldKey] = &[Process::NAME];

pub static PROCESS: Kind<Process> = Kind {
    ground: &COLLABORATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("process.save", &[Administrator, Coordinator]),
    name: |process| process.name.to_string(),
    targets: &[],
    rules: Rules {
        check: |process, _, _| problems_of(process),
        change: |tx, id, after| Box::pin(keeps_decided(tx, id, after)),
        codes: &[
            "process_without_phases",
            "process_key_repeated",
            "process_phase_unknown",
            "process_decided_in",
        ],
        keys: |key| match key.as_str() {
            "utga-fran" => Err(Problem::invalid("key_reserved")
                .with("value", key)
                .at_field("key")),
            _ => Ok(()),
        },
        removal: Removal {
            in_use: || Problem::conflict("process_in_use"),
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[Process::NAME, Process::TEXT, Process::PHASES],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[Process::NAME],
    },
    pages: Pages::elsewhere("processer").beside(beside_processes),
    api: Api {
        plural: "processes",
        about: [
            "Processer: faser med beslutspunkter som initiativ går igenom.",
            "Processes: phases with gates that initiatives go through.",
        ],
        one: ["en process", "a process"],
        example: "samverkansprocessen",
        is_made_up: false,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Document {
        path: "processes/{key}.toml",
        shipped: &[],
    },
    search: None,
    keeping: Keeping::PLAIN.searched_by(SEARCHED),
};

impl Process {
    pub fn phase(&self, key: &Key) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.key == *key)
    }

    pub fn checks_of(&self, phase: &Key) -> impl Iterator<Item = &Check> {
        let phase = phase.clone();
        self.checks.iter().filter(move |one| one.phase == phase)
    }

    pub fn headings_of(&self, phase: &Key) -> impl Iterator<Item = &Heading> {
        let phase = phase.clone();
        self.headings.iter().filter(move |one| one.phase == phase)
    }

    pub fn criteria_of(&self, phase: &Key) -> impl Iterator<Item = &Criterion> {
        let phase = phase.clone();
        self.criteria.iter().filter(move |one| one.phase == phase)
    }

    /// Whether a gate ends it: every phase but the last.
    pub fn has_gate(&self, phase: &Key) -> bool {
        self.phase(phase).is_some() && self.phases.last().is_some_and(|last| last.key != *phase)
    }
}
