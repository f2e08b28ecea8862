use super::shipped::shipped;
use crate::model::{Direction, merge_problems};
use crate::processes::{ProcessStatus, named};
use crate::versions::{
    self, Versioned, WRITERS, check_replaces, check_version, moves, seen_by_everybody,
};
use samverk_database::Tx;
use samverk_fields::{FieldKey, Line, One, Prose, Referable, Title, Whole};
use samverk_foundation::{Key, Language, Problem, Problems};
use samverk_kept::{
    Api, Exchange, Gathered, Ground, Held, Keeping, Kept, Kind, List, Order, Pages, Readers,
    Removal, Rules, States, StepCalled, Target, Those, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::OF_PARTIES;
use samverk_web::MenuGroup;
use std::sync::Arc;
use uuid::Uuid;

/// One version of what documents of a sort begin with. A published one never changes; the next one says which it replaces.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("document_template")]
pub struct DocumentTemplate {
    /// What it is called.
    #[kept(example = "Beslut på delegation")]
    pub name: Title,
    /// What it is called in English.
    #[kept(example = "Decision by delegation")]
    pub name_en: Line,
    /// Its number among the versions.
    #[kept(example = "1")]
    pub version: Whole<1, 9_999>,
    /// The version that it replaces.
    pub replaces: Option<One<DocumentTemplate>>,
    /// What it is for.
    pub about: Prose<2>,
    /// What the document is called.
    #[kept(example = "Beslut på delegation")]
    pub title: Title,
    /// What the document is called in English.
    pub title_en: Line,
    /// Which way the document goes.
    #[kept(example = "internal")]
    pub direction: Direction,
    /// The text, with fields that are filled in from the case: `{{number}}`.
    #[kept(example = "Ärendet {{number}} avser {{subject}}.")]
    pub text: Prose<18>,
    /// The same in English, where documents are written in it.
    pub text_en: Prose<18>,
    /// Whether documents begin with it.
    #[kept(example = "draft")]
    pub status: ProcessStatus,
}

pub type HeldDocumentTemplate = Held<DocumentTemplate>;

impl Referable for DocumentTemplate {
    const KIND: &'static str = "document_template";
}

static DOCUMENT_TEMPLATE_TARGET: Target = Target {
    kind: <DocumentTemplate as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&DOCUMENT_TEMPLATE, tx, at, keys),
    by_id: |tx, ids| by_id(&DOCUMENT_TEMPLATE, tx, ids),
    offered: |tx, at| offered(&DOCUMENT_TEMPLATE, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("document_template_unknown").with("key", key),
    href: None,
    hides: false,
};

static STATES: States = States {
    field: DocumentTemplate::STATUS,
    first: "draft",
    moves: moves(),
    private: &[],
    fixed: &["published", "withdrawn"],
    called: StepCalled::Change,
};

pub static DOCUMENT_TEMPLATE: Kind<DocumentTemplate> = Kind {
    ground: &OF_PARTIES,
    readers: Readers::Those(Those {
        about: "the party's own people; everybody those that are or were published",
        which: |at| Ok(seen_by_everybody(at, DocumentTemplate::STATUS)),
    }),
    writers: Writers::of("document_template.save", WRITERS),
    name: |template| format!("{} {}", template.name, template.version),
    targets: &[&DOCUMENT_TEMPLATE_TARGET],
    rules: Rules {
        gather: |tx, at| Box::pin(gather(tx, at)),
        check,
        codes: &[
            "merge_field_unknown",
            "merge_field_open",
            "process_version_not_later",
            "process_replaces_draft",
        ],
        deciding: |tx, _, at, step| {
            Box::pin(async move {
                let template = DocumentTemplate::read(&step.record);
                if let Some(template) = template.filter(|_| step.to == "published") {
                    whole(&template)?;
                    check_replaces(tx, at, (step.one.id, &template)).await?;
                }
                Ok(step.record)
            })
        },
        deciding_codes: &["template_without_text", "process_replaced_already"],
        removal: Removal {
            in_use: || Problem::conflict("document_template_in_use"),
            ..Removal::GENERAL
        },
        circle: || Problem::invalid("process_replaces_itself"),
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[DocumentTemplate::NAME, DocumentTemplate::VERSION]),
        columns: &[
            DocumentTemplate::NAME,
            DocumentTemplate::VERSION,
            DocumentTemplate::ABOUT,
            DocumentTemplate::STATUS,
        ],
        parted: None,
        gathered: None,
        filters: &[DocumentTemplate::STATUS],
        sorted: &[DocumentTemplate::NAME],
    },
    pages: Pages::in_menu("dokumentmallar", MenuGroup::Meetings, 13)
        .beside(versions::beside::<DocumentTemplate>),
    api: Api {
        plural: "document-templates",
        about: [
            "Dokumentmallar: det som en aktörs skrivelser och beslut börjar med.",
            "Document templates: what a party's letters and decisions begin with.",
        ],
        one: ["en dokumentmall", "a document template"],
        example: "beslut-pa-delegation",
        is_made_up: true,
        beside: &[("party", "habo-kommun")],
        links: &[("replaces", DocumentTemplate::REPLACES)],
    },
    exchange: Exchange::Document {
        path: "document_templates/{key}.toml",
        shipped: &[],
    },
    // The search knows the public and a ground's people; a draft is neither's.
    search: None,
    keeping: Keeping::PLAIN
        .called("boilerplate")
        .searched_by(SEARCHED)
        .with_states(&STATES),
};

const SEARCHED: &[FieldKey] = &[DocumentTemplate::NAME];

/// The party's templates, of which a new version replaces one.
async fn gather(tx: &Tx, at: &dyn Ground) -> Result<Gathered, Problem> {
    Ok(Arc::new(DOCUMENT_TEMPLATE.whole(tx, at.id()).await?) as Gathered)
}

fn check(one: &DocumentTemplate, _: Option<&DocumentTemplate>, gathered: &Gathered) -> Problems {
    let texts = [
        (DocumentTemplate::TEXT, &one.text),
        (DocumentTemplate::TEXT_EN, &one.text_en),
    ];
    let of_texts = texts.into_iter().flat_map(|(field, text)| {
        let problems = merge_problems(text).into_iter();
        problems.map(move |problem| problem.at_field(field.as_str()))
    });
    let mut problems: Problems = of_texts.collect();
    // One that a file brings in as published is whole too.
    if one.status != ProcessStatus::Draft {
        problems.extend(whole(one).err());
    }
    let all = gathered.downcast_ref::<Vec<HeldDocumentTemplate>>();
    let all = all.map(Vec::as_slice).unwrap_or_default();
    let fields = [DocumentTemplate::VERSION, DocumentTemplate::REPLACES];
    problems.extend(check_version(one, all, fields).0);
    problems
}

/// Fails with `template_without_text`.
fn whole(one: &DocumentTemplate) -> Result<(), Problem> {
    match one.text.trim().is_empty() {
        true => Err(Problem::conflict("template_without_text")),
        false => Ok(()),
    }
}

impl DocumentTemplate {
    /// Whether documents can be written in that language.
    pub fn is_in(&self, language: Language) -> bool {
        language == Language::Sv || !self.text_en.trim().is_empty()
    }

    /// The text in that language, or in Swedish.
    pub fn text_in(&self, language: Language) -> &str {
        named(language, &self.text, self.text_en.trim())
    }

    /// What the document is called.
    pub fn title_in(&self, language: Language) -> &str {
        named(language, &self.title, &self.title_en)
    }
}

impl Versioned for DocumentTemplate {
    const LIST: &'static str = "/dokumentmallar";
    const WORDS: &'static str = "document-template";
    const IS_DRAFT: &'static str = "process_is_draft";

    fn kind() -> &'static Kind<Self> {
        &DOCUMENT_TEMPLATE
    }

    fn shipped() -> Result<Vec<(Key, Self)>, Problem> {
        shipped()
    }

    fn called(&self, language: Language) -> &str {
        named(language, &self.name, &self.name_en)
    }

    fn about(&self, _: Language) -> String {
        self.about.to_string()
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
