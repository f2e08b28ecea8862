//! Templates of letters: texts that a collaboration begins with.

use super::beside::begin_template;
use super::kind::LetterSort;
use super::merge;
use samverk_fields::{FieldKey, Prose, Title};
use samverk_foundation::Problems;
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_kept::{
    Api, Exchange, Held, Keeping, Kept, Kind, List, Order, Pages, Readers, Rules, Search, Writers,
};
use samverk_parties::COLLABORATION;

/// A text that letters begin with.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("letter_template")]
pub struct LetterTemplate {
    /// What it is called.
    #[kept(example = "Avsiktsförklaring")]
    pub title: Title,
    /// What it is a template of.
    #[kept(example = "intent")]
    pub sort: LetterSort,
    /// The text, with places that are filled in when a letter is sent: `{parter}`.
    #[kept(example = "{parter} avser att samverka i {samverkan}.")]
    pub text: Prose<16>,
}

pub type HeldTemplate = Held<LetterTemplate>;

const SEARCHED: &[FieldKey] = &[LetterTemplate::TITLE];

pub static LETTER_TEMPLATE: Kind<LetterTemplate> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("letter_template.save", &[Administrator, Coordinator]),
    name: |template| template.title.to_string(),
    targets: &[],
    rules: Rules {
        check: |template, _, _| {
            let unknown = merge::unknown_places(&template.text).into_iter();
            let at_text = |problem: samverk_foundation::Problem| {
                problem.at_field(LetterTemplate::TEXT.as_str())
            };
            unknown.map(at_text).collect::<Problems>()
        },
        codes: &["merge_place_unknown"],
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[LetterTemplate::TITLE]),
        columns: &[LetterTemplate::TITLE, LetterTemplate::SORT],
        parted: None,
        gathered: None,
        filters: &[LetterTemplate::SORT],
        sorted: &[LetterTemplate::TITLE],
    },
    pages: Pages::elsewhere("avtalsmallar").begins(begin_template),
    api: Api {
        plural: "letter-templates",
        about: [
            "Mallar för avsiktsförklaringar och avtal.",
            "Templates of letters of intent and agreements.",
        ],
        one: ["en mall för avtal", "a template of letters"],
        example: "avsiktsforklaring",
        is_made_up: false,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("letter_templates.csv"),
    search: Some(Search {
        title: LetterTemplate::TITLE,
        words: &[LetterTemplate::TEXT],
        rows: None,
    }),
    keeping: Keeping::PLAIN.called("template").searched_by(SEARCHED),
};
