//! Risks and opportunities: what may happen, how likely it is and what it would mean.

use crate::pages::{TOLD_OF_RISKS, beside_risks};
use crate::risk_matrix::{Matrix, matrix_of, words_of_steps};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::{FieldKey, Name, Prose, Rows, Scale, Title, choices};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Key, Problem, Problems, text};
use samverk_kept::{
    Api, Entry, Exchange, Gathered, Ground, Keeping, Kept, Kind, Later, List, Offer, Order, Pages,
    Readers, Row, Rules, Search, Writers,
};
use samverk_parties::COLLABORATION;
use samverk_web::MenuGroup;
use std::sync::Arc;

choices!(
    /// Whether it would harm or help.
    RiskKind { Risk = "risk", Opportunity = "opportunity" }
);

/// How it was rated before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Row)]
#[kept("rating")]
pub struct Rating {
    /// The day on which it was rated anew.
    pub until: NaiveDate,
    /// How likely it was before that.
    pub likelihood: Scale<1, 7>,
    /// What it would have meant before that.
    pub consequence: Scale<1, 7>,
}

/// Something that may happen and would matter.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("risk")]
pub struct Risk {
    /// Whether it would harm or help.
    #[kept(example = "risk")]
    pub kind: RiskKind,
    /// What may happen.
    #[kept(example = "Leverantören avvecklar systemet")]
    pub title: Title,
    /// How likely it is, from 1 (hardly) to the last step of the matrix, which is 5 unless the collaboration says
    /// otherwise.
    #[kept(example = "2")]
    pub likelihood: Scale<1, 7>,
    /// What it would mean, from 1 (little) to the last step of the matrix.
    #[kept(example = "4")]
    pub consequence: Scale<1, 7>,
    /// What is done about it.
    #[kept(example = "Avtalet får en plan för avveckling.")]
    pub response: Prose<3>,
    /// Who watches over it: a role or a body.
    #[kept(example = "Styrgruppen", personal)]
    pub owner: Name,
    /// When it is looked at again.
    #[kept(example = "2027-03-01")]
    pub next_review: Option<NaiveDate>,
    /// How it was rated before: added when it is rated anew, and never changed.
    #[kept(apart = "risk_ratings.csv")]
    pub earlier_ratings: Rows<Rating>,
}

/// How grave it is: how likely times what it would mean.
pub(crate) fn weight(likelihood: Scale<1, 7>, consequence: Scale<1, 7>) -> i64 {
    likelihood.0 * consequence.0
}

impl Risk {
    pub fn weight(&self) -> i64 {
        weight(self.likelihood, self.consequence)
    }
}

/// The rating that is replaced is kept. Of several on one day the one that stood when the day began is kept,
/// and what a file or a program leaves out stays.
fn complete(mut risk: Risk, before: Option<&Risk>, entry: Entry) -> Risk {
    let Some(before) = before else {
        return risk;
    };
    let mut earlier = before.earlier_ratings.0.clone();
    if entry.is_restored {
        let is_new = |one: &&Rating| earlier.iter().all(|known| known.until != one.until);
        let added: Vec<Rating> = risk
            .earlier_ratings
            .iter()
            .filter(is_new)
            .copied()
            .collect();
        earlier.extend(added);
    }
    let is_rated_anew =
        (before.likelihood, before.consequence) != (risk.likelihood, risk.consequence);
    if is_rated_anew && earlier.iter().all(|one| one.until != entry.today) {
        earlier.push(Rating {
            until: entry.today,
            likelihood: before.likelihood,
            consequence: before.consequence,
        });
    }
    earlier.sort_by_key(|one| one.until);
    risk.earlier_ratings = Rows(earlier);
    risk
}

fn gather<'a>(tx: &'a Tx, at: &'a dyn Ground) -> Later<'a, Result<Gathered, Problem>> {
    Box::pin(async move { Ok(Arc::new(matrix_of(tx, at).await?) as Gathered) })
}

/// Fails with `risk_step_beyond` at what lies beyond the matrix. What stood before may stay.
fn check(risk: &Risk, before: Option<&Risk>, gathered: &Gathered) -> Problems {
    let Some(matrix) = gathered.downcast_ref::<Matrix>() else {
        return Problems::default();
    };
    let steps = [
        (
            "likelihood",
            risk.likelihood,
            before.map(|one| one.likelihood),
        ),
        (
            "consequence",
            risk.consequence,
            before.map(|one| one.consequence),
        ),
    ];
    let beyond = steps
        .into_iter()
        .filter(|(_, step, stood)| step.0 > matrix.size && *stood != Some(*step));
    let beyond = beyond.map(|(field, _, _)| {
        let beyond = Problem::invalid("risk_step_beyond").with("size", matrix.size);
        beyond.at_field(field)
    });
    beyond.collect()
}

/// The page of the matrix stands where one with that key would.
fn check_key(key: &Key) -> Result<(), Problem> {
    match key.as_str() {
        "matris" => Err(Problem::invalid("key_reserved").with("key", key)),
        _ => Ok(()),
    }
}

pub static RISK: Kind<Risk> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("risk.save", &[Administrator, Coordinator]),
    name: |risk| text::beginning(&risk.title, 60),
    targets: &[],
    rules: Rules {
        gather,
        check,
        complete: Some(complete),
        codes: &["risk_step_beyond"],
        offers: &[
            Offer {
                field: Risk::LIKELIHOOD,
                column: None,
                offered: |tx, at| Box::pin(words_of_steps(tx, at, |matrix| &matrix.likelihood)),
                taken: None,
            },
            Offer {
                field: Risk::CONSEQUENCE,
                column: None,
                offered: |tx, at| Box::pin(words_of_steps(tx, at, |matrix| &matrix.consequence)),
                taken: None,
            },
        ],
        keys: check_key,
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            Risk::TITLE,
            Risk::LIKELIHOOD,
            Risk::CONSEQUENCE,
            Risk::RESPONSE,
            Risk::OWNER,
            Risk::NEXT_REVIEW,
        ],
        parted: Some(Risk::KIND),
        gathered: None,
        filters: &[Risk::KIND],
        sorted: &[
            Risk::TITLE,
            Risk::LIKELIHOOD,
            Risk::CONSEQUENCE,
            Risk::RESPONSE,
            Risk::OWNER,
            Risk::NEXT_REVIEW,
        ],
    },
    pages: Pages::in_menu("risker", MenuGroup::Development, 20)
        .beside(beside_risks)
        .telling(&TOLD_OF_RISKS),
    api: Api {
        plural: "risks",
        about: ["Risker och möjligheter.", "Risks and opportunities."],
        one: ["en risk eller möjlighet", "a risk or opportunity"],
        example: "leverantoren-avvecklar",
        is_made_up: false,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("risks.csv"),
    search: Some(Search {
        title: Risk::TITLE,
        words: &[Risk::RESPONSE, Risk::OWNER],
        rows: None,
    }),
    keeping: Keeping::PLAIN
        .searched_by(SEARCHED)
        .asking_elsewhere(ELSEWHERE),
};

const SEARCHED: &[FieldKey] = &[Risk::TITLE, Risk::RESPONSE, Risk::OWNER];

/// What it was before is added when it is rated anew.
const ELSEWHERE: &[FieldKey] = &[Risk::EARLIER_RATINGS];
