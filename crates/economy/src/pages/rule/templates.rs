//! Common agreements: each asks for its own figures only, and gives ordinary rules.

use super::read::{Reader, missing};
use crate::names::Names;
use crate::pages::common::party_choices;
use rust_decimal::Decimal;
use samverk_engine::{
    Base, CountingDate, DataYear, Function, Measure, Measures, MemberKind, Rule, StepGives,
    TableStep, Takers,
};
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_parties::model::{Member, PartyKind};
use samverk_web::{Choice, Field, FieldKind, RowColumn, Ui, Values};

const STEP_COLUMNS: [&str; 2] = ["to", "value"];
const SHARE_COLUMNS: [&str; 2] = ["party", "share_1"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// The region pays a percentage, the municipalities the rest by population.
    RegionPercent,
    /// A base fee and an amount per inhabitant.
    FeeAndRate,
    Equal,
    /// A fee by the step that the population is on.
    Stairs,
    /// The region pays an amount, the municipalities the rest by shares that were agreed.
    FixedShares,
}

/// What a template gives.
pub struct Agreement {
    pub rules: Vec<Rule>,
    /// The fees decide the sum themselves: no budget of that sum is needed.
    pub fees_decide: bool,
}

impl Template {
    pub const ALL: [Self; 5] = [
        Self::RegionPercent,
        Self::FeeAndRate,
        Self::Equal,
        Self::Stairs,
        Self::FixedShares,
    ];

    /// In addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::RegionPercent => "regionen-procent",
            Self::FeeAndRate => "grundavgift",
            Self::Equal => "lika",
            Self::Stairs => "trappa",
            Self::FixedShares => "fasta-andelar",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// How its texts begin.
    pub fn text(self) -> &'static str {
        match self {
            Self::RegionPercent => "template-region-percent",
            Self::FeeAndRate => "template-fee-and-rate",
            Self::Equal => "template-equal",
            Self::Stairs => "template-stairs",
            Self::FixedShares => "template-fixed-shares",
        }
    }

    /// The figures that it asks for, some of them of each member or about a part of the budget.
    pub fn fields(self, ui: &Ui, (scope, names): (&Scope, &Names)) -> Vec<Field> {
        let number = |name, text: &str| Field::new(name, ui.t(text), FieldKind::Number).required();
        match self {
            Self::RegionPercent => vec![number("percent", "template-percent")],
            Self::FeeAndRate => vec![
                number("base_amount", "rule-base-amount"),
                number("rate", "template-rate"),
            ],
            Self::Equal => Vec::new(),
            Self::Stairs => {
                let columns = vec![
                    RowColumn::new("to", ui.t("template-step-to")),
                    RowColumn::new("value", ui.t("template-step-value")),
                ];
                let rows = FieldKind::Rows {
                    columns,
                    grows: true,
                };
                let steps = Field::new("steps", ui.t("rule-steps"), rows);
                vec![steps.hint(ui.t("template-steps-hint"))]
            }
            Self::FixedShares => {
                let amount = ui.t("template-region-amount");
                let amount = Field::new("amount", amount, FieldKind::Number);
                let [party, share] = SHARE_COLUMNS;
                let parties = party_choices(scope);
                let columns = vec![
                    RowColumn::choose(party, ui.t("economy-party"), parties),
                    RowColumn::new(share, ui.t("rule-share-percent")),
                ];
                let rows = FieldKind::Rows {
                    columns,
                    grows: true,
                };
                let shares = Field::new("shares", ui.t("rule-shares"), rows);
                let parts = names.parts().iter();
                let parts = parts.map(|(key, name)| Choice::new(key, name.clone()));
                let parts = FieldKind::Select(parts.collect());
                let part = Field::new("part", ui.t("template-region-part"), parts);
                vec![
                    amount.hint(ui.t("template-region-amount-hint")),
                    part.hint(ui.t("template-region-part-hint")),
                    shares.hint(ui.t("template-shares-hint")),
                ]
            }
        }
    }

    /// With what its form begins: a row for each municipality that is to have a share.
    pub fn begins(self, scope: &Scope) -> Values {
        let is_sharing = |member: &&Member| member.party.is(PartyKind::Municipality);
        match self {
            Self::FixedShares => {
                let sharing = scope.present().filter(is_sharing);
                let row = |member: &Member| vec![member.party.key.to_string()];
                let rows: Vec<_> = sharing.map(row).collect();
                Values::default().set_rows("shares", &["party"], &rows)
            }
            _ => Values::default(),
        }
    }

    /// The rules that the figures make, for a model with or without earlier rules. `named` gives the texts that
    /// rules are called by, `key_of` their keys. Everything that is wrong at once.
    pub fn read(
        self,
        values: &Values,
        has_rules: bool,
        (named, key_of): (impl Fn(&str) -> String, impl Fn(&str) -> Key),
    ) -> Result<Agreement, Problems> {
        let rule =
            |text: &str, takers: Takers, base: Base, measure: Measure, function: Function| {
                let name = named(text);
                Rule {
                    key: key_of(&name),
                    name,
                    takers,
                    base,
                    measure: Measures::One(measure),
                    function,
                    modifiers: Vec::new(),
                    from_year: None,
                    to_year: None,
                    phase: None,
                    joined_from: None,
                    joined_to: None,
                    note: String::new(),
                }
            };
        let left = || if has_rules { Base::Rest } else { Base::Total };
        let municipalities = Takers::Kind(MemberKind::Municipality);
        let mut problems = Problems::default();
        let rules = match self {
            Self::RegionPercent => {
                let percent = given(values.optional_percent("percent"), "percent");
                problems.keep(percent).map(|percent| {
                    let region = Takers::Kind(MemberKind::Region);
                    let pays = Function::Percentage { percent };
                    let first = "template-region-percent-rule";
                    let rest = "template-region-percent-rest";
                    vec![
                        rule(first, region, left(), Measure::Equal {}, pays),
                        rule(
                            rest,
                            municipalities,
                            Base::Rest,
                            population(),
                            Function::Share {},
                        ),
                    ]
                })
            }
            Self::FeeAndRate => {
                let fee = problems.keep(values.ore("base_amount"));
                let rate = problems.keep(given(values.optional_decimal("rate"), "rate"));
                fee.zip(rate).map(|(base_amount, rate)| {
                    let rate = Some(rate);
                    let pays = Function::BasePlusVariable { base_amount, rate };
                    let text = "template-fee-and-rate-rule";
                    vec![rule(text, municipalities, left(), population(), pays)]
                })
            }
            Self::Equal => {
                let shares = Function::Share {};
                let text = "template-equal-rule";
                Some(vec![rule(
                    text,
                    Takers::All,
                    left(),
                    Measure::Equal {},
                    shares,
                )])
            }
            Self::Stairs => {
                let steps = read_steps(values, &mut problems);
                let pays = Function::Steps {
                    gives: StepGives::Amount,
                    steps,
                };
                let text = "template-stairs-rule";
                Some(vec![rule(text, municipalities, left(), population(), pays)])
            }
            Self::FixedShares => {
                let amount = problems.keep(values.optional_ore("amount")).flatten();
                let part = problems.keep(values.optional_key("part")).flatten();
                let mut reader = Reader::of(values);
                let shares = reader.shares(SHARE_COLUMNS[1]);
                if shares.0.is_empty() {
                    reader.problems.push(missing("shares"));
                }
                problems.extend(reader.problems.0);
                let region = amount.map(|amount| {
                    let pays = Function::Fixed { amount };
                    let region = Takers::Kind(MemberKind::Region);
                    let text = "template-region-amount-rule";
                    let of = part.map_or_else(left, |part| Base::Parts(vec![part]));
                    rule(text, region, of, Measure::Equal {}, pays)
                });
                let base = match region {
                    Some(_) => Base::Rest,
                    None => left(),
                };
                let agreed = Measure::Percentages { shares };
                let text = "template-fixed-shares-rule";
                let rest = rule(text, municipalities, base, agreed, Function::Share {});
                Some(region.into_iter().chain([rest]).collect())
            }
        };
        problems.or(Agreement {
            rules: rules.unwrap_or_default(),
            fees_decide: matches!(self, Self::FeeAndRate | Self::Stairs),
        })
    }
}

/// The year before the budget's: the last that is known when a budget is made.
fn population() -> Measure {
    Measure::Population {
        year: DataYear::Before(1),
        date: CountingDate::December31,
    }
}

fn given(read: Result<Option<Decimal>, Problem>, name: &str) -> Result<Decimal, Problem> {
    read?.ok_or_else(|| missing(name))
}

/// Each row says how far its step goes; the next begins at the inhabitant after that, and the last has no end.
fn read_steps(values: &Values, problems: &mut Problems) -> Vec<TableStep> {
    let rows = values.rows("steps", &STEP_COLUMNS);
    if rows.is_empty() {
        problems.push(missing("steps"));
    }
    let last = rows.len().saturating_sub(1);
    let mut from = Decimal::ZERO;
    let mut steps = Vec::new();
    for (index, (number, _)) in rows.iter().enumerate() {
        let field = |column: &str| format!("steps.{number}.{column}");
        let to = problems
            .keep(values.optional_decimal(&field("to")))
            .flatten();
        let value = given(values.optional_decimal(&field("value")), &field("value"));
        let Some(value) = problems.keep(value) else {
            continue;
        };
        if to.is_none() && index < last {
            problems.push(missing(&field("to")));
        }
        steps.push(TableStep {
            from,
            to,
            below: None,
            value,
        });
        from = to.unwrap_or(from) + Decimal::ONE;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use samverk_engine::check_model;

    fn read(template: Template, values: &Values) -> Result<Agreement, Problems> {
        template.read(values, false, (str::to_owned, Key::from_name))
    }

    fn filled(template: Template) -> Values {
        let values = Values::default();
        match template {
            Template::RegionPercent => values.set("percent", "30 %"),
            Template::FeeAndRate => values.set("base_amount", "50 000").set("rate", "12,50"),
            Template::Equal => values,
            Template::FixedShares => values.set("amount", "369 000").set_rows(
                "shares",
                &SHARE_COLUMNS,
                &[
                    vec!["aneby-kommun".into(), "40".into()],
                    vec!["habo-kommun".into(), "60 %".into()],
                    vec!["eksjo-kommun".into(), String::new()],
                ],
            ),
            Template::Stairs => values.set_rows(
                "steps",
                &STEP_COLUMNS,
                &[
                    vec!["9 999".into(), "20 000".into()],
                    vec!["49 999".into(), "45 000".into()],
                    vec![String::new(), "90 000".into()],
                ],
            ),
        }
    }

    #[test]
    fn what_a_template_gives_is_a_model_that_can_be_saved() {
        for template in Template::ALL {
            let agreement = read(template, &filled(template)).ok().unwrap();
            let mut model: samverk_engine::DistributionModel =
                toml::from_str("key = \"m\"\nname = \"M\"").unwrap();
            model.rules = agreement.rules;
            assert_eq!(check_model(&model).errors.0, [], "{template:?}");
        }
    }

    #[test]
    fn each_step_begins_after_the_one_before() {
        let agreement = read(Template::Stairs, &filled(Template::Stairs))
            .ok()
            .unwrap();
        let Function::Steps { steps, .. } = &agreement.rules[0].function else {
            panic!("{:?}", agreement.rules[0].function);
        };
        let bounds: Vec<_> = steps
            .iter()
            .map(|step| (step.from.to_string(), step.to.map(|to| to.to_string())))
            .collect();
        let expected = [
            ("0", Some("9999")),
            ("10000", Some("49999")),
            ("50000", None),
        ];
        let expected = expected.map(|(from, to)| (from.to_owned(), to.map(str::to_owned)));
        assert_eq!(bounds, expected);
    }

    #[test]
    fn all_figures_that_are_missing_are_told_at_once() {
        let values = Values::default().set_rows(
            "steps",
            &STEP_COLUMNS,
            &[
                vec![String::new(), "5".into()],
                vec!["99".into(), String::new()],
            ],
        );
        for (template, expected) in [
            (Template::RegionPercent, vec!["percent"]),
            (Template::FeeAndRate, vec!["base_amount", "rate"]),
            (Template::Stairs, vec!["steps.0.to", "steps.1.value"]),
            (Template::FixedShares, vec!["shares"]),
        ] {
            let problems = read(template, &values).err().unwrap();
            let fields: Vec<_> = problems
                .0
                .iter()
                .filter_map(|problem| problem.place.field.as_deref())
                .collect();
            assert_eq!(fields, expected, "{template:?}");
        }
    }
}
