//! Who pays by a model, what a part of a year costs, and what was paid the year before: their part of
//! the model's form.

use super::common::{choices, party_choices, read_optional_year};
use super::models::code_of;
use samverk_engine::{DistributionModel, MemberStanding, PartYear, StatedAmounts};
use samverk_foundation::{Key, Ore, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{Field, FieldKind, Form, RowColumn, Ui, Values};

const STATED_COLUMNS: [&str; 2] = ["party", "amount"];
const PAYERS: [(&str, MemberStanding); 4] = [
    ("member", MemberStanding::Member),
    ("notice_given", MemberStanding::NoticeGiven),
    ("non_voting", MemberStanding::NonVoting),
    ("letter_of_intent", MemberStanding::LetterOfIntent),
];
const PART_YEARS: [(&str, PartYear); 3] = [
    ("whole_year", PartYear::WholeYear),
    ("months", PartYear::Months),
    ("days", PartYear::Days),
];

/// The fields of who pays and of a part of a year.
pub fn with_payers(form: Form, ui: &Ui) -> Form {
    let payers = choices(ui, "standing", PAYERS.map(|(code, _)| code));
    let part_years = choices(ui, "part-year", PART_YEARS.map(|(code, _)| code));
    form.field(
        Field::new(
            "payers",
            ui.t("model-payers"),
            FieldKind::Checkboxes(payers),
        )
        .hint(ui.t("model-payers-hint")),
    )
    .field(
        Field::new(
            "part_year",
            ui.t("model-part-year"),
            FieldKind::Radios(part_years),
        )
        .hint(ui.t("model-part-year-hint")),
    )
}

/// The fields of last year's amounts.
pub fn with_stated(form: Form, ui: &Ui, scope: &Scope) -> Form {
    let columns = vec![
        RowColumn::choose("party", ui.t("economy-party"), party_choices(scope)),
        RowColumn::new("amount", ui.t("rule-amount")),
    ];
    let stated = FieldKind::Rows {
        columns,
        grows: true,
    };
    form.field(Field::new(
        "stated",
        ui.t("model-stated"),
        FieldKind::Heading,
    ))
    .field(
        Field::new("stated_year", ui.t("model-stated-year"), FieldKind::Number)
            .hint(ui.t("model-stated-hint")),
    )
    .field(Field::new(
        "stated_source",
        ui.t("model-stated-source"),
        FieldKind::Text,
    ))
    .field(Field::new(
        "stated_amounts",
        ui.t("model-stated-amounts"),
        stated,
    ))
}

/// Those who pay when nothing is said.
fn usual() -> impl Iterator<Item = MemberStanding> {
    MemberStanding::ALL
        .into_iter()
        .filter(|standing| standing.pays_usually())
}

/// As in a model that says nothing of it.
pub fn fill_usual(values: Values) -> Values {
    fill_payers(values, usual(), PartYear::default())
}

/// As the model says it.
pub fn fill(values: Values, model: &DistributionModel) -> Values {
    let all = MemberStanding::ALL.into_iter();
    let payers = all.filter(|standing| model.pays(*standing));
    let values = fill_payers(values, payers, model.part_year);
    let Some(stated) = &model.stated_amounts else {
        return values;
    };
    let amount = |(party, amount): &(Key, Ore)| vec![party.to_string(), amount.to_plain()];
    let amounts: Vec<_> = stated.amounts.0.iter().map(amount).collect();
    values
        .set("stated_year", stated.year)
        .set("stated_source", &stated.source)
        .set_rows("stated_amounts", &STATED_COLUMNS, &amounts)
}

fn fill_payers(
    values: Values,
    payers: impl Iterator<Item = MemberStanding>,
    part_year: PartYear,
) -> Values {
    let add = |values: Values, standing| values.add("payers", code_of(&standing));
    payers
        .fold(values, add)
        .set("part_year", code_of(&part_year))
}

/// What a part of a year costs; all of it when nothing is said.
pub fn read_part_year(values: &Values, problems: &mut Problems) -> PartYear {
    let said = values.is_set("part_year");
    let said = said.then(|| problems.keep(values.choice("part_year", &PART_YEARS)));
    said.flatten().unwrap_or_default()
}

/// The standings that pay. What they are when nothing is said is not written down.
pub fn read_payers(
    values: &Values,
    before: Option<&DistributionModel>,
    problems: &mut Problems,
) -> Vec<MemberStanding> {
    let mut payers = Vec::new();
    for code in values.all("payers") {
        let known = PAYERS.iter().find(|(known, _)| *known == code);
        let wrong = || {
            let problem = Problem::invalid("choice_invalid").with("value", code);
            problem.at_field("payers")
        };
        payers.extend(problems.keep(known.map(|(_, standing)| *standing).ok_or_else(wrong)));
    }
    let was_said = before.is_some_and(|before| !before.payers.is_empty());
    match usual().eq(payers.iter().copied()) && !was_said {
        true => Vec::new(),
        false => payers,
    }
}

/// Last year's amounts for whoever starts now. Fails with `field_missing` when the year is.
pub fn read_stated(values: &Values, problems: &mut Problems) -> Option<StatedAmounts> {
    let year = problems
        .keep(read_optional_year(values, "stated_year"))
        .flatten();
    let source = problems
        .keep(values.optional("stated_source"))
        .unwrap_or_default();
    let mut amounts = Vec::new();
    for (number, _) in values.rows("stated_amounts", &STATED_COLUMNS) {
        let field = |column: &str| format!("stated_amounts.{number}.{column}");
        if !values.is_set(&field("amount")) {
            continue;
        }
        let party = problems
            .keep(values.optional_key(&field("party")))
            .flatten();
        let amount = problems.keep(values.ore(&field("amount")));
        match (party, amount) {
            (Some(party), Some(amount)) => amounts.push((party, amount)),
            (None, Some(_)) => {
                problems.push(Problem::invalid("field_missing").at_field(&field("party")));
            }
            (_, None) => {}
        }
    }
    match year {
        Some(year) => Some(StatedAmounts {
            year,
            source,
            amounts: amounts.into_iter().collect(),
        }),
        None if source.is_empty() && amounts.is_empty() => None,
        None => {
            problems.push(Problem::invalid("field_missing").at_field("stated_year"));
            None
        }
    }
}
