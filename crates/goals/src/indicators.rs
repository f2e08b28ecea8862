//! What measures a plan's effect goals, and what is to be reached. What has been measured is kept by hand.

use crate::activities::choosable;
use crate::ground::of_any_version;
use crate::model::{Direction, check_figure};
use crate::pages::{TOLD_OF_INDICATORS, effect_goals};
use crate::{PLAN, PlanScope, store};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use samverk_database::Tx;
use samverk_fields::{FieldKey, FieldType, Line, Record, Rows, Title, Year};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Key, Problem, Problems};
use samverk_kept::{
    Api, Exchange, Ground, Keeping, Kept, Kind, Later, List, Offer, Order, OwnPage, Pages, Part,
    Readers, Removal, Row, Rules, Search, Stored, Taken, Those, Writers,
};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// What is to be reached on 31 December of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Row)]
#[kept("target")]
pub struct Target {
    pub year: Year,
    /// In the indicator's unit.
    pub value: Decimal,
}

/// What measures an effect goal.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("indicator")]
pub struct Indicator {
    /// The key of an effect goal in some version of the plan.
    #[kept(column = "goal_key", example = "gemensam-kompetensutveckling")]
    pub goal: Key,
    /// What is measured.
    #[kept(example = "Andel chefer som har gått utbildningen")]
    pub name: Title,
    /// `%`, `dagar`, `antal`.
    #[kept(example = "%")]
    pub unit: Line,
    /// Which way it should go.
    #[kept(example = "up")]
    pub direction: Direction,
    /// What is counted.
    #[kept(example = "Chefer som har gått utbildningen")]
    pub numerator: Line,
    /// Where that is found.
    pub numerator_source: Line,
    /// Of how many.
    #[kept(example = "Alla chefer")]
    pub denominator: Line,
    /// Where that is found.
    pub denominator_source: Line,
    /// Where the path begins.
    #[kept(example = "20")]
    pub base_value: Option<Decimal>,
    /// When it stood there; none is the plan's first day.
    pub base_date: Option<NaiveDate>,
    /// To be reached on 31 December; each year once.
    #[kept(apart = "targets.csv", example = r#"[{"year":2028,"value":"80"}]"#)]
    pub targets: Rows<Target>,
}

const SEARCHED: &[FieldKey] = &[Indicator::NAME];

pub static INDICATOR: Kind<Indicator> = Kind {
    ground: &PLAN,
    readers: Readers::Those(Those {
        about: "outsiders what measures a goal of a version that they may read",
        which: |at| Ok(of_any_version(at.known()?, &Indicator::GOAL)),
    }),
    writers: Writers::of("indicator.save", &[Administrator, Coordinator]),
    name: |indicator| indicator.name.to_string(),
    targets: &[],
    rules: Rules {
        check: |indicator, _, _| check(indicator),
        codes: &["figure_too_large", "target_year_repeated"],
        offers: &[among_goals(Indicator::GOAL)],
        removal: Removal {
            refuses: |tx, one| Box::pin(is_not_measured(tx, one)),
            codes: &["indicator_has_measurements"],
            ..Removal::GENERAL
        },
        unknown: unknown_indicator,
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[Indicator::NAME],
        parted: None,
        gathered: None,
        filters: &[Indicator::GOAL],
        sorted: &[Indicator::NAME],
    },
    pages: Pages::elsewhere("indikatorer")
        .telling(&TOLD_OF_INDICATORS)
        .own(&[OwnPage::One])
        .begins(upwards),
    api: Api {
        plural: "indicators",
        about: ["Indikatorer med målbanor.", "Indicators with target paths."],
        one: ["en indikator", "an indicator"],
        example: "andel-ansokningar-via-e-tjanst",
        is_made_up: false,
        beside: &[
            ("collaboration", "e-forvaltning-i-varmdo"),
            ("plan", "2010-2015"),
        ],
        links: &[],
    },
    exchange: Exchange::Table("indicators.csv"),
    search: Some(Search {
        title: Indicator::NAME,
        words: &[
            Indicator::NUMERATOR,
            Indicator::NUMERATOR_SOURCE,
            Indicator::DENOMINATOR,
            Indicator::DENOMINATOR_SOURCE,
        ],
        rows: None,
    }),
    keeping: Keeping::PLAIN
        .with_parts(&[MEASUREMENTS])
        .searched_by(SEARCHED),
};

/// They are never removed; an indicator that has any stays.
const MEASUREMENTS: Part = Part {
    name: "measurements",
    take_away: |_, _| Box::pin(async { Ok(Json::Array(Vec::new())) }),
};

/// The effect goals of the latest version to choose from; a goal of any version is taken.
pub(crate) const fn among_goals(field: FieldKey) -> Offer {
    Offer {
        field,
        column: None,
        offered: |_, at| Box::pin(async { effect_goals(at.known()?).map(choosable) }),
        taken: Some(Taken {
            has: |at, key| Ok(at.known::<PlanScope>()?.has_goal(key)),
            unknown: |key| Problem::invalid("goal_unknown").with("key", key),
        }),
    }
}

/// A row of a file that belongs to no indicator of the plan.
pub(crate) fn unknown_indicator(key: &Key) -> Problem {
    Problem::invalid("indicator_unknown").with("key", key)
}

fn check(indicator: &Indicator) -> Problems {
    let base = indicator
        .base_value
        .map(|value| (value, "base_value".to_owned()));
    let targets = indicator.targets.iter().enumerate();
    let targets = targets.map(|(row, aim)| (aim.value, format!("targets.{row}.value")));
    let too_large = base
        .into_iter()
        .chain(targets)
        .filter_map(|(value, field)| {
            let problem = check_figure(value).err()?;
            Some(problem.at_field(&field))
        });
    let mut years = BTreeSet::new();
    let twice = indicator
        .targets
        .iter()
        .enumerate()
        .filter_map(|(row, aim)| {
            let twice = || Problem::invalid("target_year_repeated").with("year", aim.year.0);
            let is_new = years.insert(aim.year);
            (!is_new).then(|| twice().at_field(&format!("targets.{row}.year")))
        });
    too_large.chain(twice).collect()
}

/// Fails with `indicator_has_measurements`: what has been measured stays.
async fn is_not_measured(tx: &Tx, indicator: &Stored) -> Result<(), Problem> {
    let made = store::list_measurements(tx, &[indicator.id]).await?;
    match made.is_empty() {
        true => Ok(()),
        false => Err(Problem::conflict("indicator_has_measurements")),
    }
}

fn upwards<'a>(_: &'a Tx, _: &'a dyn Ground) -> Later<'a, Result<Record, Problem>> {
    Box::pin(async { Ok(Record::default().with(Indicator::DIRECTION, Direction::Up.write())) })
}

/// An indicator of a goal, without a path, for the tests of the domain.
#[cfg(test)]
pub(crate) fn sample(goal: &str, direction: Direction) -> Indicator {
    Indicator {
        goal: Key::from_name(goal),
        name: "Andel".into(),
        unit: "%".into(),
        direction,
        numerator: "".into(),
        numerator_source: "".into(),
        denominator: "".into(),
        denominator_source: "".into(),
        base_value: None,
        base_date: None,
        targets: Rows(Vec::new()),
    }
}
