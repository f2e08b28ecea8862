//! The matrix in which a collaboration places its risks: how many steps it has, and what they are called.

use crate::risks::{RISK, Risk};
use samverk_database::Tx;
use samverk_fields::{Lines, Scale, Title};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Problem, Problems};
use samverk_kept::{
    Api, Choosable, Exchange, Gathered, Ground, Held, Keeping, Kept, Kind, Later, List,
    OfferedHere, Order, Pages, Readers, Removal, Rules, Stored, Writers,
};
use samverk_parties::COLLABORATION;
use std::sync::Arc;
use uuid::Uuid;

/// How many steps the matrix of a collaboration has, and what they are called. The first in the list is used.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("risk_matrix")]
pub struct RiskMatrix {
    /// What it is called.
    #[kept(example = "Vår matris")]
    pub name: Title,
    /// How many steps each way.
    #[kept(example = "5")]
    pub size: Scale<3, 7>,
    /// What the steps of the likelihood are called, the first first; none, or one for each.
    #[kept(example = "Osannolik; Mindre trolig; Möjlig; Trolig; Nästan säker")]
    pub likelihood_words: Lines,
    /// What the steps of the consequence are called.
    #[kept(example = "Försumbar; Liten; Kännbar; Stor; Mycket stor")]
    pub consequence_words: Lines,
}

pub static RISK_MATRIX: Kind<RiskMatrix> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("risk_matrix.save", &[Administrator, Coordinator]),
    name: |matrix| matrix.name.to_string(),
    targets: &[],
    rules: Rules {
        gather,
        check,
        codes: &["risk_matrix_words", "risk_matrix_too_small"],
        removal: Removal {
            refuses: |tx, one| Box::pin(fits_without(tx, one)),
            codes: &["risk_matrix_too_small"],
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            RiskMatrix::NAME,
            RiskMatrix::SIZE,
            RiskMatrix::LIKELIHOOD_WORDS,
            RiskMatrix::CONSEQUENCE_WORDS,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[],
    },
    pages: Pages::elsewhere("riskmatris"),
    api: Api {
        plural: "risk-matrices",
        about: [
            "Riskmatrisens storlek och ord.",
            "The size and the words of the risk matrix.",
        ],
        one: ["en riskmatris", "a risk matrix"],
        example: "matris",
        is_made_up: false,
        beside: &[("collaboration", "digitala-radet-i-exempellanet")],
        links: &[],
    },
    exchange: Exchange::Table("risk_matrix.csv"),
    search: None,
    keeping: Keeping::PLAIN.called("matrix"),
};

/// The matrix of a collaboration that says nothing of it.
pub(crate) const USUAL_SIZE: i64 = 5;

/// A matrix with the words of its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Matrix {
    pub size: i64,
    /// None, or one for each step.
    pub likelihood: Vec<String>,
    pub consequence: Vec<String>,
}

impl Matrix {
    fn of(kept: Option<&Held<RiskMatrix>>) -> Self {
        match kept {
            Some(kept) => Self {
                size: kept.size.0,
                likelihood: kept.likelihood_words.0.clone(),
                consequence: kept.consequence_words.0.clone(),
            },
            None => Self {
                size: USUAL_SIZE,
                likelihood: Vec::new(),
                consequence: Vec::new(),
            },
        }
    }

    pub fn steps(&self) -> impl DoubleEndedIterator<Item = i64> {
        1..=self.size
    }
}

/// `3`, or `3 Möjlig` where the step has a word.
pub(crate) fn step_words(words: &[String], step: i64) -> String {
    let place = usize::try_from(step - 1).ok();
    match place.and_then(|place| words.get(place)) {
        Some(word) => format!("{step} {word}"),
        None => step.to_string(),
    }
}

pub(crate) async fn matrix_of(tx: &Tx, at: &dyn Ground) -> Result<Matrix, Problem> {
    let kept = RISK_MATRIX.whole(tx, at.id()).await?;
    Ok(Matrix::of(kept.first()))
}

/// What a form offers of one of the two ways.
pub(crate) async fn words_of_steps(
    tx: &Tx,
    at: &dyn Ground,
    words: fn(&Matrix) -> &Vec<String>,
) -> OfferedHere {
    let matrix = matrix_of(tx, at).await?;
    let step = |step| Choosable::new(step, step_words(words(&matrix), step));
    Ok(matrix.steps().map(step).collect())
}

/// What the matrix is checked against.
struct Around {
    risks: Vec<Held<Risk>>,
}

fn gather<'a>(tx: &'a Tx, at: &'a dyn Ground) -> Later<'a, Result<Gathered, Problem>> {
    Box::pin(async move {
        Ok(Arc::new(Around {
            risks: RISK.whole(tx, at.id()).await?,
        }) as Gathered)
    })
}

fn check(matrix: &RiskMatrix, _: Option<&RiskMatrix>, gathered: &Gathered) -> Problems {
    let Some(around) = gathered.downcast_ref::<Around>() else {
        return Problems::default();
    };
    let words = [
        ("likelihood_words", &matrix.likelihood_words),
        ("consequence_words", &matrix.consequence_words),
    ];
    let size = matrix.size.0;
    let wrong = words
        .into_iter()
        .filter(|(_, words)| !words.0.is_empty() && i64::try_from(words.0.len()) != Ok(size));
    let wrong = wrong.map(|(field, words)| {
        let wrong = Problem::invalid("risk_matrix_words").with("size", size);
        wrong.with("count", words.0.len()).at_field(field)
    });
    let small = too_small(&around.risks, size).map(|problem| problem.at_field("size"));
    wrong.chain(small).collect()
}

/// So many risks that do not fit are named.
const NAMED: usize = 5;

/// `risk_matrix_too_small` with the risks that do not fit in a matrix of that size.
fn too_small(risks: &[Held<Risk>], size: i64) -> Option<Problem> {
    let beyond = |risk: &&Held<Risk>| risk.likelihood.0 > size || risk.consequence.0 > size;
    let beyond: Vec<&Held<Risk>> = risks.iter().filter(beyond).collect();
    if beyond.is_empty() {
        return None;
    }
    let names = beyond
        .iter()
        .take(NAMED)
        .map(|risk| format!("”{}”", risk.title));
    let names = names.collect::<Vec<_>>().join(", ");
    let problem = Problem::conflict("risk_matrix_too_small").with("size", size);
    Some(problem.with("count", beyond.len()).with("risks", names))
}

/// Without one the matrix has the usual size.
async fn fits_without(tx: &Tx, one: &Stored) -> Result<(), Problem> {
    let of: Uuid = one.ground;
    let risks = RISK.whole(tx, of).await?;
    too_small(&risks, USUAL_SIZE).map_or(Ok(()), Err)
}
