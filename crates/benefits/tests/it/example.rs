//! A case to try: the known series, with a cost that all share.

use samverk_benefits::{
    Alternative, AlternativeRole, AmountRow, AmountUnit, BusinessCase, CaseLine, CaseState,
    Category, Counting, DiscountStep, Effect, LineDirection, LineDivision, Valuation,
};
use samverk_fields::{Line, Percent, Prose, Rows, Whole, Year};

pub fn alternative(name: &str, role: AlternativeRole) -> Alternative {
    Alternative {
        name: name.to_owned().into(),
        role,
        text: Prose::default(),
    }
}

pub fn line(name: &str, direction: LineDirection, division: LineDivision) -> CaseLine {
    CaseLine {
        name: name.to_owned().into(),
        direction,
        alternative: Line::default(),
        category: Line::from("ekonomisk"),
        effect: Line::default(),
        valuation: Valuation::Money,
        text: Line::default(),
        division: Some(division),
        take_home: None,
        price_year: None,
    }
}

pub fn amount(line: &str, years: [i32; 2], likely: i64) -> AmountRow {
    AmountRow {
        line: line.to_owned().into(),
        party: None,
        from_year: Year(years[0]),
        to_year: Some(Year(years[1])),
        unit: AmountUnit::Money,
        low: None,
        likely: likely.into(),
        high: None,
    }
}

pub fn archive() -> BusinessCase {
    BusinessCase {
        title: "Gemensamt e-arkiv".to_owned().into(),
        state: CaseState::Draft,
        initiative: None,
        about: Prose::default(),
        previous: None,
        first_year: Year(2027),
        years: Whole(5),
        price_year: Year(2027),
        alternatives: Rows(vec![
            alternative("Göra ingenting", AlternativeRole::Nothing),
            alternative("Gemensamt arkiv", AlternativeRole::Proposed),
        ]),
        participants: Rows(Vec::new()),
        distribution: None,
        budget_part: None,
        effects: Rows(vec![Effect {
            name: "Mindre dubbelarbete".to_owned().into(),
            activity: Line::from("Ett arkiv i stället för tre"),
            who: Line::from("Arkivarierna"),
        }]),
        categories: Rows(vec![Category {
            name: "Ekonomisk".to_owned().into(),
            counting: Counting::Counted,
            text: Line::default(),
        }]),
        lines: Rows(vec![
            line("Införande", LineDirection::Cost, LineDivision::Equally),
            line("Sparad tid", LineDirection::Benefit, LineDivision::Equally),
            CaseLine {
                valuation: Valuation::Words,
                category: Line::default(),
                text: Line::from("Handlingar går att hitta om tio år"),
                division: None,
                ..line("Trygghet", LineDirection::Benefit, LineDivision::Equally)
            },
        ]),
        amounts: Rows(vec![
            amount("Införande", [2027, 2027], 500_000),
            amount("Sparad tid", [2028, 2028], 120_000),
            AmountRow {
                low: Some(100_000.into()),
                high: Some(200_000.into()),
                ..amount("sparad  tid", [2029, 2032], 180_000)
            },
        ]),
        shares: Rows(Vec::new()),
        rates: Rows(Vec::new()),
        discount_steps: Rows(vec![DiscountStep {
            from_year: Year(2028),
            rate: Percent(3.into()),
        }]),
    }
}
