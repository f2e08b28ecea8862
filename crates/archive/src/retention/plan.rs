//! A party's plan (informationshanteringsplan): what is said of each type of document.

use samverk_fields::{Line, Title, Whole, choices};
use samverk_foundation::Role::{Administrator, PartyAdministrator};
use samverk_foundation::{Key, Period, Problem, Problems};
use samverk_kept::{
    Api, Exchange, Gathered, Held, Keeping, Kept, Kind, List, Order, Pages, Readers, Removal,
    Rules, Writers,
};
use samverk_parties::OF_PARTIES;
use samverk_retention::{Counting, Rule};
use samverk_web::MenuGroup;

choices!(
    /// What becomes of a type of document.
    Outcome {
        /// Kept for good.
        Preserve = "preserve",
        /// Disposed of when a period has passed.
        Dispose = "dispose",
    }
);

choices!(
    /// What sets a period off.
    TriggerEvent {
        CaseClosed = "case_closed",
        LegalForce = "legal_force",
        LastPayment = "last_payment",
        ContractEnded = "contract_ended",
        /// The e-archive has taken it.
        Archived = "archived",
    }
);

choices!(
    /// From when a period is counted.
    CountingFrom {
        Day = "day",
        /// From the last day of the year.
        YearEnd = "year_end",
    }
);

/// What the plan says of a type of document.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("retention_rule")]
pub struct RetentionRule {
    /// The type of document or case.
    #[kept(example = "Begäran om allmän handling")]
    pub title: Title,
    /// Cases with this classification go by it.
    #[kept(example = "1.4.2")]
    pub classification: Line,
    /// Whether it is preserved or disposed of.
    #[kept(example = "dispose")]
    pub outcome: Outcome,
    /// What sets the period off.
    #[kept(example = "case_closed")]
    pub trigger_event: Option<TriggerEvent>,
    /// The period, in years.
    #[kept(example = "2")]
    pub years: Option<Whole<0, 200>>,
    /// And in months beside.
    pub months: Option<Whole<0, 11>>,
    /// From when the period is counted.
    #[kept(example = "day")]
    pub counting: Option<CountingFrom>,
    /// The decision or provision by which it is so.
    #[kept(example = "Informationshanteringsplan 2026 § 4")]
    pub mandate: Title,
}

pub type HeldRule = Held<RetentionRule>;

pub static RETENTION_RULE: Kind<RetentionRule> = Kind {
    ground: &OF_PARTIES,
    readers: Readers::OfTheGround,
    writers: Writers::of("retention_rule.save", &[Administrator, PartyAdministrator]),
    name: |rule| rule.title.to_string(),
    targets: &[],
    rules: Rules {
        check,
        codes: &["retention_period_missing", "retention_period_unasked"],
        removal: Removal {
            in_use: || Problem::conflict("retention_rule_in_use"),
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[RetentionRule::TITLE]),
        columns: &[
            RetentionRule::TITLE,
            RetentionRule::CLASSIFICATION,
            RetentionRule::OUTCOME,
            RetentionRule::TRIGGER_EVENT,
            RetentionRule::YEARS,
            RetentionRule::MANDATE,
        ],
        parted: None,
        gathered: None,
        filters: &[RetentionRule::OUTCOME],
        sorted: &[RetentionRule::TITLE],
    },
    pages: Pages::in_menu("informationshanteringsplan", MenuGroup::Settings, 15),
    api: Api {
        plural: "retention-rules",
        about: [
            "Informationshanteringsplan: vad som bevaras och vad som gallras, när och varför.",
            "Retention plan: what is preserved and what is disposed of, when and why.",
        ],
        one: ["en handlingstyp", "a retention rule"],
        example: "begaran-om-allman-handling",
        is_made_up: true,
        beside: &[("party", "habo-kommun")],
        links: &[],
    },
    exchange: Exchange::Table("retention_rules.csv"),
    search: None,
    keeping: Keeping::PLAIN.called("rule"),
};

/// Fails with `retention_period_missing` when what is disposed of lacks its period or what sets it off, and with
/// `retention_period_unasked` when what is preserved has one.
fn check(rule: &RetentionRule, _: Option<&RetentionRule>, _: &Gathered) -> Problems {
    let said = [
        (RetentionRule::TRIGGER_EVENT, rule.trigger_event.is_some()),
        (
            RetentionRule::YEARS,
            rule.years.is_some() || rule.months.is_some(),
        ),
        (RetentionRule::COUNTING, rule.counting.is_some()),
    ];
    let (wrong, code) = match rule.outcome {
        Outcome::Dispose => (false, "retention_period_missing"),
        Outcome::Preserve => (true, "retention_period_unasked"),
    };
    let said = said.into_iter().filter(|(_, is_said)| *is_said == wrong);
    said.map(|(field, _)| Problem::invalid(code).at_field(field.as_str()))
        .collect()
}

impl TriggerEvent {
    pub(crate) fn key(self) -> Key {
        Key::from_name(self.code())
    }
}

impl RetentionRule {
    /// The rule as it is reckoned with. What lacks its period is preserved: nothing goes by guessing.
    pub fn rule(&self) -> Rule {
        let months = self.years.map_or(0, |years| years.0 * 12) + self.months.map_or(0, |it| it.0);
        let parts = (self.trigger_event, self.counting, u16::try_from(months));
        match (self.outcome, parts) {
            (Outcome::Dispose, (Some(trigger), Some(counting), Ok(months))) => Rule::Dispose {
                after: Period::months(months),
                counting: match counting {
                    CountingFrom::Day => Counting::FromTheDay,
                    CountingFrom::YearEnd => Counting::FromTheEndOfTheYear,
                },
                trigger: trigger.key(),
            },
            _ => Rule::Preserve,
        }
    }
}
