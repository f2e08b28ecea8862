use super::check::{check, gather, whole};
use super::rows::{
    ExpectedDocument, ProcessDeadline, ProcessNotice, ProcessState, ProcessTask, Transition, named,
};
use super::shipped::shipped;
use crate::registries::Publicity;
use crate::versions::{self, Versioned, WRITERS, check_replaces, moves, seen_by_everybody};
use samverk_fields::{FieldKey, Line, One, Prose, Referable, Rows, Title, Whole, choices};
use samverk_foundation::{Key, Language, Problem};
use samverk_kept::{
    Api, Exchange, Held, Keeping, Kept, Kind, List, Order, Pages, Readers, Removal, Rules, States,
    StepCalled, Target, Those, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::OF_PARTIES;
use samverk_web::MenuGroup;
use uuid::Uuid;

choices!(
    /// Whether cases begin with a version of a process.
    ProcessStatus {
        Draft = "draft",
        /// It never changes any more.
        Published = "published",
        /// No new cases begin with it.
        Withdrawn = "withdrawn",
    }
);

/// One version of how cases of a sort are handled. A published one never changes; the next one says which it replaces.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("case_process")]
pub struct CaseProcess {
    /// What it is called.
    #[kept(example = "Remiss till oss")]
    pub name: Title,
    /// What it is called in English.
    #[kept(example = "Consultation received")]
    pub name_en: Line,
    /// Its number among the versions.
    #[kept(example = "1")]
    pub version: Whole<1, 9_999>,
    /// The version that it replaces.
    pub replaces: Option<One<CaseProcess>>,
    /// What it is for.
    pub text: Prose<3>,
    /// Where it comes from.
    pub source: Prose<2>,
    /// What everybody may read of its cases, where their registry shows as much.
    pub publicity: Option<Publicity>,
    /// Where cases stand. The first is where they begin.
    #[kept(
        example = r#"[{"key":"ny","name":"Ny","closes":false},{"key":"klar","name":"Klar","closes":true}]"#
    )]
    pub states: Rows<ProcessState, 0, 50>,
    /// The ways between the states.
    #[kept(
        example = r#"[{"key":"gor-klar","from":"ny","to":"klar","name":"Gör klar","by":"officer"}]"#
    )]
    pub transitions: Rows<Transition, 0, 200>,
    /// Within which times something is to be done.
    pub deadlines: Rows<ProcessDeadline, 0, 50>,
    /// What is to be done in the states.
    pub tasks: Rows<ProcessTask, 0, 100>,
    /// Which documents are expected in the states.
    pub documents: Rows<ExpectedDocument, 0, 100>,
    /// Who is told when a case comes to a state.
    pub notices: Rows<ProcessNotice, 0, 100>,
    /// Whether cases begin with it.
    #[kept(example = "draft")]
    pub status: ProcessStatus,
}

pub type HeldCaseProcess = Held<CaseProcess>;

impl Referable for CaseProcess {
    const KIND: &'static str = "case_process";
}

static CASE_PROCESS_TARGET: Target = Target {
    kind: <CaseProcess as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&CASE_PROCESS, tx, at, keys),
    by_id: |tx, ids| by_id(&CASE_PROCESS, tx, ids),
    offered: |tx, at| offered(&CASE_PROCESS, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("case_process_unknown").with("key", key),
    href: None,
    hides: false,
};

static STATES: States = States {
    field: CaseProcess::STATUS,
    first: "draft",
    moves: moves(),
    private: &[],
    fixed: &["published", "withdrawn"],
    called: StepCalled::Change,
};

pub static CASE_PROCESS: Kind<CaseProcess> = Kind {
    ground: &OF_PARTIES,
    readers: Readers::Those(Those {
        about: "the party's own people; everybody those that are or were published",
        which: |at| Ok(seen_by_everybody(at, CaseProcess::STATUS)),
    }),
    writers: Writers::of("case_process.save", WRITERS),
    name: |process| format!("{} {}", process.name, process.version),
    targets: &[&CASE_PROCESS_TARGET],
    rules: Rules {
        gather: |tx, at| Box::pin(gather(tx, at)),
        check,
        codes: &[
            "process_row_repeated",
            "process_row_unknown",
            "process_task_elsewhere",
            "process_version_not_later",
            "process_replaces_draft",
        ],
        deciding: |tx, _, at, step| {
            Box::pin(async move {
                let process = CaseProcess::read(&step.record);
                if let Some(process) = process.filter(|_| step.to == "published") {
                    check_replaces(tx, at, (step.one.id, &process)).await?;
                }
                whole(&step.record)?;
                Ok(step.record)
            })
        },
        deciding_codes: &[
            "process_without_states",
            "process_without_end",
            "process_state_unreached",
            "process_state_without_way",
            "process_replaced_already",
        ],
        removal: Removal {
            in_use: || Problem::conflict("case_process_in_use"),
            ..Removal::GENERAL
        },
        circle: || Problem::invalid("process_replaces_itself"),
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[CaseProcess::NAME, CaseProcess::VERSION]),
        columns: &[
            CaseProcess::NAME,
            CaseProcess::VERSION,
            CaseProcess::TEXT,
            CaseProcess::STATUS,
        ],
        parted: None,
        gathered: None,
        filters: &[CaseProcess::STATUS],
        sorted: &[CaseProcess::NAME],
    },
    pages: Pages::in_menu("arendeprocesser", MenuGroup::Meetings, 12)
        .beside(versions::beside::<CaseProcess>),
    api: Api {
        plural: "procedures",
        about: [
            "Ärendeprocesser: hur en aktörs ärenden handläggs, steg för steg.",
            "Case processes: how a party's cases are handled, step by step.",
        ],
        one: ["en ärendeprocess", "a case process"],
        example: "remiss-till-oss",
        is_made_up: true,
        beside: &[("party", "habo-kommun")],
        links: &[("replaces", CaseProcess::REPLACES)],
    },
    exchange: Exchange::Document {
        path: "case_processes/{key}.toml",
        shipped: &[],
    },
    // The search knows the public and a ground's people; a draft is neither's.
    search: None,
    keeping: Keeping::PLAIN
        .called("procedure")
        .searched_by(SEARCHED)
        .with_states(&STATES),
};

const SEARCHED: &[FieldKey] = &[CaseProcess::NAME];

impl Versioned for CaseProcess {
    const LIST: &'static str = "/arendeprocesser";
    const WORDS: &'static str = "case-process";
    const IS_DRAFT: &'static str = "process_is_draft";

    fn kind() -> &'static Kind<Self> {
        &CASE_PROCESS
    }

    fn shipped() -> Result<Vec<(Key, Self)>, Problem> {
        shipped()
    }

    fn called(&self, language: Language) -> &str {
        Self::called(self, language)
    }

    fn about(&self, language: Language) -> String {
        let states = self.states.iter().map(|one| one.called(language));
        states.collect::<Vec<_>>().join(" → ")
    }

    fn version(&self) -> i64 {
        self.version.0
    }

    fn is_draft(&self) -> bool {
        self.status == ProcessStatus::Draft
    }

    fn is_published(&self) -> bool {
        self.status == ProcessStatus::Published
    }

    fn replaces(&self) -> Option<Uuid> {
        self.replaces.as_ref().and_then(One::id)
    }

    fn as_draft(&self, version: i64, replaces: Option<One<Self>>) -> Self {
        Self {
            version: Whole(version),
            replaces,
            status: ProcessStatus::Draft,
            ..self.clone()
        }
    }

    fn renamed(self, name: &str) -> Self {
        Self {
            name: name.into(),
            name_en: "".into(),
            ..self
        }
    }
}

impl CaseProcess {
    /// What it is called in the reader's language.
    pub fn called(&self, language: Language) -> &str {
        named(language, &self.name, &self.name_en)
    }

    /// Where cases begin.
    pub fn first(&self) -> Option<&ProcessState> {
        self.states.first()
    }

    pub fn state(&self, key: &Key) -> Option<&ProcessState> {
        self.states.iter().find(|one| one.key == *key)
    }

    pub fn transition(&self, key: &str) -> Option<&Transition> {
        let mut transitions = self.transitions.iter();
        transitions.find(|one| one.key.as_str() == key)
    }

    pub fn document(&self, key: &Key) -> Option<&ExpectedDocument> {
        self.documents.iter().find(|one| one.key == *key)
    }

    pub fn task(&self, key: &Key) -> Option<&ProcessTask> {
        self.tasks.iter().find(|one| one.key == *key)
    }

    pub fn transitions_from(&self, state: &Key) -> impl Iterator<Item = &Transition> {
        self.transitions
            .iter()
            .filter(move |one| one.from == *state)
    }
}
