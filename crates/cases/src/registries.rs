//! Registries: a committee's or an office's own list of cases, with its way of writing numbers.

use crate::store::{self, Numbering};
use samverk_database::Tx;
use samverk_fields::{Referable, Title, Whole, choices};
use samverk_foundation::Role::{Administrator, PartyAdministrator};
use samverk_foundation::{Problem, Problems};
use samverk_kept::{
    Api, Exchange, Gathered, Ground, Keeping, Kept, Kind, List, Order, OwnPage, Pages, Readers,
    Removal, Rules, Target, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::OF_PARTIES;
use samverk_web::MenuGroup;
use std::sync::Arc;
use uuid::Uuid;

choices!(
    /// How a number is written.
    NumberShape {
        /// `KS 2026/00042`
        CodeYearNumber = "code_year_number",
        /// `KS 2026-00042`
        CodeYearHyphenNumber = "code_year_hyphen_number",
        /// `2018.018 MN`
        YearNumberCode = "year_number_code",
    }
);

choices!(
    /// What everybody may read of the cases.
    Publicity {
        /// Nothing.
        Hidden = "hidden",
        /// Number and public subject.
        Subjects = "subjects",
        /// Number, public subject, and the official documents with their public headings. A file only when it is marked so.
        Documents = "documents",
    }
);

/// Where a party registers its cases.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("registry")]
pub struct Registry {
    /// The committee or office whose registry it is.
    #[kept(example = "Kommunstyrelsen")]
    pub name: Title,
    /// The letters in its numbers.
    #[kept(example = "KS")]
    pub code: Title,
    /// How its numbers are written.
    #[kept(example = "code_year_number")]
    pub shape: NumberShape,
    /// The least number of digits of the running number.
    #[kept(example = "5")]
    pub digits: Whole<1, 8>,
    /// What everybody may read of its cases.
    #[kept(example = "subjects")]
    pub publicity: Publicity,
}

impl Referable for Registry {
    const KIND: &'static str = "registry";
}

/// For what names one of the party's registries.
pub static REGISTRY_TARGET: Target = Target {
    kind: <Registry as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&REGISTRY, tx, at, keys),
    by_id: |tx, ids| by_id(&REGISTRY, tx, ids),
    offered: |tx, at| offered(&REGISTRY, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("registry_unknown").with("value", key),
    href: None,
    hides: false,
};

pub static REGISTRY: Kind<Registry> = Kind {
    ground: &OF_PARTIES,
    readers: Readers::OfTheGround,
    writers: Writers::of("registry.save", &[Administrator, PartyAdministrator]),
    name: |registry| registry.name.to_string(),
    targets: &[],
    rules: Rules {
        gather: |tx, at| Box::pin(gather(tx, at)),
        check,
        change: |tx, id, registry| Box::pin(check_change(tx, id, registry)),
        codes: &[
            "registry_code_invalid",
            "registry_code_taken",
            "registry_code_in_use",
        ],
        removal: Removal {
            in_use: || Problem::conflict("registry_has_cases"),
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[Registry::NAME]),
        columns: &[Registry::NAME, Registry::CODE, Registry::PUBLICITY],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[Registry::NAME],
    },
    pages: Pages::in_menu("diarier", MenuGroup::Meetings, 10).own(&[OwnPage::One]),
    api: Api {
        plural: "registries",
        about: [
            "Diarier: var en aktör registrerar sina ärenden.",
            "Registries: where a party registers its cases.",
        ],
        one: ["ett diarium", "a registry"],
        example: "kommunstyrelsen",
        is_made_up: true,
        beside: &[("party", "habo-kommun")],
        links: &[],
    },
    exchange: Exchange::Table("registries.csv"),
    search: None,
    keeping: Keeping::PLAIN,
};

/// Which codes stand in numbers of the party's cases.
async fn gather(tx: &Tx, at: &dyn Ground) -> Result<Gathered, Problem> {
    let numbering = store::numbering_of(tx, at.id()).await?;
    Ok(Arc::new(numbering) as Gathered)
}

/// Fails with `registry_code_invalid` or `registry_code_taken`: no number is to be given twice. Two registries may have
/// one code until one of them gives a number.
fn check(registry: &Registry, before: Option<&Registry>, gathered: &Gathered) -> Problems {
    let mut problems = Problems::default();
    if !registry.is_code_readable() {
        let invalid = Problem::invalid("registry_code_invalid").with("max", CODE_MAX);
        problems.push(invalid.at_field(Registry::CODE.as_str()));
    }
    let stood = before.is_some_and(|one| same_code(&one.code, &registry.code));
    let others = gathered.downcast_ref::<Vec<Numbering>>();
    let mut others = others.into_iter().flatten();
    if !stood && others.any(|other| same_code(&other.code, &registry.code)) {
        problems.push(code_taken(registry));
    }
    problems
}

/// Fails with `registry_code_in_use` once a case has a number that is written so.
async fn check_change(tx: &Tx, id: Uuid, registry: &Registry) -> Result<Problems, Problem> {
    let stands = store::numbering(tx, id).await?;
    let Some(stands) = stands else {
        return Ok(Problems::default());
    };
    let changed = [
        (Registry::CODE, *stands.code != **registry.code),
        (Registry::SHAPE, stands.shape != registry.shape.code()),
    ];
    let changed = changed.into_iter().filter(|(_, changed)| *changed);
    let in_use = Problem::invalid("registry_code_in_use");
    Ok(changed
        .map(|(field, _)| in_use.clone().at_field(field.as_str()))
        .collect())
}

pub(crate) fn same_code(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

pub(crate) fn code_taken(registry: &Registry) -> Problem {
    let taken = Problem::invalid("registry_code_taken").with("value", &registry.code);
    taken.at_field(Registry::CODE.as_str())
}

/// Longer codes are no codes, and would not fit in the keys of cases.
const CODE_MAX: usize = 12;
const DIGITS_MAX: usize = 8;

impl Registry {
    fn is_code_readable(&self) -> bool {
        let mut letters = self.code.chars();
        let is_short = self.code.chars().count() <= CODE_MAX;
        is_short && letters.all(|one| one.is_alphanumeric() || matches!(one, '-' | ' '))
    }

    /// The number as people write it.
    pub fn number(&self, year: i32, sequence: i64) -> String {
        let width = usize::try_from(self.digits.0).unwrap_or_default();
        self.written(year, sequence, width)
    }

    /// Whether a number is written as the registry writes that one, with however many digits.
    pub fn writes(&self, number: &str, (year, sequence): (i32, i64)) -> bool {
        (1..=DIGITS_MAX).any(|width| same_code(&self.written(year, sequence, width), number))
    }

    fn written(&self, year: i32, sequence: i64, width: usize) -> String {
        let code = &self.code;
        match self.shape {
            NumberShape::CodeYearNumber => format!("{code} {year}/{sequence:0width$}"),
            NumberShape::CodeYearHyphenNumber => format!("{code} {year}-{sequence:0width$}"),
            NumberShape::YearNumberCode => format!("{year}.{sequence:0width$} {code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_registry_writes_them() {
        let registry = |code: &str, shape, digits| Registry {
            name: "Nämnden".into(),
            code: code.into(),
            shape,
            digits: Whole(digits),
            publicity: Publicity::Hidden,
        };
        for (registry, number) in [
            (
                registry("KS", NumberShape::CodeYearNumber, 5),
                "KS 2018/00018",
            ),
            (
                registry("BUN", NumberShape::CodeYearHyphenNumber, 1),
                "BUN 2018-18",
            ),
            (
                registry("MN", NumberShape::YearNumberCode, 3),
                "2018.018 MN",
            ),
        ] {
            assert_eq!(registry.number(2018, 18), number);
        }
        let short = registry("KS", NumberShape::CodeYearNumber, 1);
        assert_eq!(short.number(2026, 100_000), "KS 2026/100000");
        assert!(short.writes("ks 2026/00042", (2026, 42)));
        assert!(!short.writes("MN 2026/00042", (2026, 42)));
    }
}
