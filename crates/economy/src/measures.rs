//! A collaboration's own tables of figures, which distribution models may use beside population.

use crate::ground::{ECONOMY, EconomyScope};
use crate::reads::tables_read;
use crate::store;
use rust_decimal::Decimal;
use samverk_database::Tx;
use samverk_engine::{MeasureTable, MeasureValue, POPULATION};
use samverk_fields::{Condition, FieldKey, Line, Record, Rows, Title, Value, Year};
use samverk_foundation::Role::{Administrator, Coordinator, Economist};
use samverk_foundation::{CollaborationId, Key, Problem, Problems, format_decimal};
use samverk_kept::{
    Api, Choosable, Exchange, Ground, Held, KEY, Keeping, Kept, Kind, Lines, List, Offer,
    OfferedHere, Order, Pages, Readers, Removal, Row, Rules, Stored, Taken, Those, Writers,
};
use samverk_parties::model::Member;
use samverk_web::MenuGroup;
use std::collections::BTreeSet;

/// A figure of a party.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("value")]
pub struct Figure {
    /// A member's key.
    pub party: Key,
    /// None for a figure that belongs to no certain year.
    pub year: Option<Year>,
    /// In the measure's unit.
    #[kept(makes_row)]
    pub value: Decimal,
}

/// A table of figures by party and year.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("custom_measure")]
pub struct Measure {
    /// What it is called.
    #[kept(example = "Anställda")]
    pub name: Title,
    /// What is counted: `personer`.
    #[kept(example = "personer")]
    pub unit: Line,
    /// One figure for a party and year.
    #[kept(
        example = r#"[{"party":"habo-kommun","year":2022,"value":"612"}]"#,
        column = "figures"
    )]
    pub values: Rows<Figure, 1>,
}

const PARTY: FieldKey = FieldKey::of("party");

pub static MEASURE: Kind<Measure> = Kind {
    ground: &ECONOMY,
    readers: Readers::Those(Those {
        about: "outsiders what the models of published distributions use",
        which: |at| Ok(shown(at.known()?)),
    }),
    writers: Writers::of("measure.save", &[Administrator, Coordinator, Economist]),
    name: |measure| measure.name.to_string(),
    targets: &[],
    rules: Rules {
        check: |measure, _, _| check(measure),
        codes: &[
            "measure_key_reserved",
            "measure_value_twice",
            "number_negative",
        ],
        offers: &[Offer {
            field: Measure::VALUES,
            column: Some(PARTY),
            offered: |_, at| Box::pin(async move { members(at) }),
            taken: Some(Taken {
                has: |at, key| {
                    Ok(scope_of(at)?
                        .members
                        .iter()
                        .any(|one| one.party.key == *key))
                },
                unknown: |key| Problem::invalid("party_unknown").with("party", key),
            }),
        }],
        removal: Removal {
            refuses: |tx, one| Box::pin(is_unused(tx, one)),
            codes: &["measure_in_use"],
            ..Removal::GENERAL
        },
        keys: |key| match key.as_str() == POPULATION {
            true => Err(Problem::invalid("measure_key_reserved").with("key", key)),
            false => Ok(()),
        },
        differs: || Problem::invalid("measure_name_differs"),
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[Measure::NAME, Measure::UNIT],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[Measure::NAME, Measure::UNIT],
    },
    pages: Pages::in_menu("matt", MenuGroup::Economy, 40)
        .begins(|_, at| Box::pin(async move { a_row_each(at) })),
    api: Api {
        plural: "measures",
        about: [
            "Samverkans egna tabeller, som fördelningsmodeller kan följa: anställda, röster, egna nycklar.",
            "The collaboration's own tables, which distribution models can follow: employees, votes, keys of its own.",
        ],
        one: ["ett mått", "a measure"],
        example: "anstallda",
        is_made_up: true,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Lines(Lines {
        file: "measures.csv",
        key: "measure",
        field: "values",
        known_by: &["party", "year"],
    }),
    search: None,
    keeping: Keeping::PLAIN.called("measure"),
};

/// Members all, others those that models of published distributions read.
fn shown(at: &EconomyScope) -> Condition {
    match &at.read_by_others {
        None => Condition::Always,
        Some(keys) => {
            let keys = keys.iter().map(|key| Value::Key(key.clone()));
            Condition::Among(KEY, keys.collect())
        }
    }
}

fn members(at: &dyn Ground) -> OfferedHere {
    let choice = |one: &Member| Choosable::new(&one.party.key, one.party.name.clone());
    Ok(scope_of(at)?.members.iter().map(choice).collect())
}

/// A new form has a row for each member, to be filled in.
fn a_row_each(at: &dyn Ground) -> Result<Record, Problem> {
    let members = scope_of(at)?.members.iter();
    let row = |one: &Member| Record::default().with(PARTY, Value::Key(one.party.key.clone()));
    let rows = Value::Rows(members.map(row).collect());
    Ok(Record::default().with(Measure::VALUES, rows))
}

fn scope_of(at: &dyn Ground) -> Result<&samverk_parties::Scope, Problem> {
    Ok(&at.known::<EconomyScope>()?.scope)
}

/// Fails with `number_negative`, or `measure_value_twice` for a second figure of a party and year.
fn check(measure: &Measure) -> Problems {
    let mut problems = Problems::default();
    let mut seen = BTreeSet::new();
    for (index, row) in measure.values.iter().enumerate() {
        let place = |column: &str| format!("values.{index}.{column}");
        if row.value.is_sign_negative() && !row.value.is_zero() {
            let value = format_decimal(row.value);
            let negative = Problem::invalid("number_negative").with("value", value);
            problems.push(negative.at_field(&place("value")));
        }
        let year = row.year.map(|year| year.0);
        if !seen.insert((&row.party, year)) {
            let year = year.map(|year| year.to_string()).unwrap_or_default();
            let twice = Problem::invalid("measure_value_twice").with("measure", &measure.name);
            let twice = twice.with("party", &row.party).with("year", year);
            problems.push(twice.at_field(&place("party")));
        }
    }
    problems
}

/// Fails with `measure_in_use` when a model reads it.
async fn is_unused(tx: &Tx, one: &Stored) -> Result<(), Problem> {
    let models = store::list_models(tx, CollaborationId(one.ground)).await?;
    let mut users = models.iter();
    match users.find(|user| tables_read(&user.model).contains(&one.key)) {
        Some(user) => Err(Problem::conflict("measure_in_use").with("model", &user.model.name)),
        None => Ok(()),
    }
}

/// All measures of a collaboration in their order, as the engine computes with them.
pub(crate) async fn list_tables(
    tx: &Tx,
    of: CollaborationId,
) -> Result<Vec<MeasureTable>, Problem> {
    let measures = MEASURE.whole(tx, of.0).await?;
    Ok(measures.into_iter().map(table).collect())
}

fn table(measure: Held<Measure>) -> MeasureTable {
    let Held { key, value, .. } = measure;
    let figure = |row: Figure| MeasureValue {
        party: row.party,
        year: row.year.map(|year| year.0),
        value: row.value,
    };
    MeasureTable {
        key,
        name: value.name.to_string(),
        unit: value.unit.to_string(),
        values: value.values.0.into_iter().map(figure).collect(),
    }
}
