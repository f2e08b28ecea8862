//! How amounts, figures and steps are written. The sentences stand in `words_sv.rs` and `words_en.rs`.

use super::{
    Base, Exact, FactorUse, Purpose, RateFactor, Source, Step, Weight, words_en, words_sv,
};
use rust_decimal::Decimal;
use samverk_foundation::{Language, Ore, format_decimal, format_percent};

/// Writes for one reader: a language, and money or votes.
#[derive(Clone, Copy)]
pub struct Words {
    pub language: Language,
    pub purpose: Purpose,
}

impl Words {
    pub fn step(self, step: &Step) -> String {
        match self.language {
            Language::Sv => words_sv::step(self, step),
            Language::En => words_en::step(self, step),
        }
    }

    /// One of two texts.
    pub fn pick<T>(self, swedish: T, english: T) -> T {
        match self.language {
            Language::Sv => swedish,
            Language::En => english,
        }
    }

    pub fn ore(self, amount: Ore) -> String {
        match self.purpose {
            Purpose::Cost | Purpose::Debt => amount.to_string(),
            Purpose::Votes => {
                let votes = format_decimal(Decimal::new(amount.0, 2));
                format!("{votes}\u{a0}{}", self.pick("röster", "votes"))
            }
        }
    }

    pub fn amount(self, amount: &Exact) -> String {
        self.ore(amount.to_ore())
    }

    /// A computed rate with at most six decimals: `= 132,5 kr`.
    pub fn equals_rate(self, rate: &Exact) -> String {
        let shown = rate.to_decimal(6).unwrap_or_default().normalize();
        let sign = if Exact::decimal(shown) == *rate {
            "="
        } else {
            "≈"
        };
        format!("{sign} {}", self.rate(shown))
    }

    /// An amount per unit, which may be finer than an öre: `12,50 kr`, `0,125 kr`.
    pub fn rate(self, rate: Decimal) -> String {
        let amount = Exact::kronor(rate);
        match self.purpose {
            Purpose::Cost | Purpose::Debt if !amount.is_integer() => {
                format!("{}\u{a0}kr", format_decimal(rate))
            }
            _ => self.amount(&amount),
        }
    }

    /// `0,5 ‰ medelskattekraft 2025 (SCB)` and the like: the figures of a rate, one after the other.
    pub fn factors(self, factors: &[RateFactor]) -> String {
        let mut written = String::new();
        for (index, factor) in factors.iter().enumerate() {
            let (sign, unit) = match factor.used {
                FactorUse::Times => (" × ", ""),
                FactorUse::DividedBy => (" ÷ ", ""),
                FactorUse::Percent => (" × ", "\u{a0}%"),
                FactorUse::PerMille => (" × ", "\u{a0}‰"),
            };
            let sign = match (index, factor.used) {
                (0, FactorUse::DividedBy) => "1 ÷ ",
                (0, _) => "",
                _ => sign,
            };
            let year = factor.year.map(|year| format!(" {year}"));
            let source = match factor.source.as_str() {
                "" => String::new(),
                source => format!(", {source}"),
            };
            let (value, name) = (format_decimal(factor.value), &factor.name);
            let year = year.unwrap_or_default();
            written.push_str(&format!("{sign}{value}{unit} ({name}{year}{source})"));
        }
        written
    }

    /// `= 82 859 kr`, or `≈ 81 867,32 kr` when decimals below the öre are left out.
    pub fn equals(self, amount: &Exact) -> String {
        let sign = if amount.is_integer() { "=" } else { "≈" };
        format!("{sign} {}", self.amount(amount))
    }

    /// The base of a rule; parts by their names, and what is left by the rules before when they are known.
    pub fn base(self, base: &Base, parts: &[String], earlier: Option<&[&str]>) -> String {
        let whole = match self.purpose {
            Purpose::Cost => ("hela budgeten", "the whole budget"),
            Purpose::Debt | Purpose::Votes => ("hela beloppet", "the whole amount"),
        };
        match base {
            Base::Total => self.pick(whole.0, whole.1).to_owned(),
            Base::Rest => match earlier {
                None => {
                    let rest = (
                        "det som är kvar efter tidigare regler",
                        "what is left after earlier rules",
                    );
                    self.pick(rest.0, rest.1).to_owned()
                }
                Some([]) => self.pick(whole.0, whole.1).to_owned(),
                Some([only]) => match self.language {
                    Language::Sv => format!("det som är kvar efter ”{only}”"),
                    Language::En => format!("what is left after “{only}”"),
                },
                Some(several) => match self.language {
                    Language::Sv => format!("det som är kvar efter {} regler", several.len()),
                    Language::En => format!("what is left after {} rules", several.len()),
                },
            },
            Base::Deductions => self.outside().to_owned(),
            Base::Parts(_) => parts.join(" + "),
        }
    }

    pub fn outside(self) -> &'static str {
        self.pick("avdrag utanför delarna", "deductions outside the parts")
    }

    pub fn source(self, source: &Source) -> String {
        match self.language {
            Language::Sv => words_sv::source(source),
            Language::En => words_en::source(source),
        }
    }

    pub fn unit(self, source: &Source) -> String {
        match source {
            Source::Population { .. } => self.pick("invånare", "inhabitants").to_owned(),
            Source::Table { unit, .. } => unit.clone(),
            Source::LastYear | Source::StatedLastYear { .. } => "kr".to_owned(),
            Source::Steps => self.pick("poäng", "points").to_owned(),
            Source::Percentages | Source::Equal => String::new(),
        }
    }

    /// `75,00 % × 6 821 / 363 351 (Folkmängd 31 december 2020)`.
    pub fn weight(self, weight: &Weight) -> String {
        let (value, total) = (format_decimal(weight.value), number(&weight.total));
        let percent = format_percent(weight.percent);
        format!(
            "{percent} × {value} / {total} ({})",
            self.source(&weight.source)
        )
    }
}

/// The figures that a rate is the product of, in words.
pub fn factors_words(factors: &[RateFactor], language: Language) -> String {
    let purpose = Purpose::Cost;
    Words { language, purpose }.factors(factors)
}

/// An exact number with up to four decimals.
pub fn number(number: &Exact) -> String {
    number
        .to_decimal(4)
        .map_or_else(|| number.to_string(), format_decimal)
}

/// A share of one as a percentage with four decimals at most.
pub fn percent_of_one(share: &Exact) -> String {
    let percent = (share * &Exact::integer(100))
        .to_decimal(4)
        .unwrap_or_default();
    format_percent(percent.normalize())
}
