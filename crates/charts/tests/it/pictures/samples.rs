//! Pictures with the members, groups and activities that a page would have.

use samverk_charts::*;

pub const PARTIES: [&str; 14] = [
    "Region Jönköpings län",
    "Aneby kommun",
    "Eksjö kommun",
    "Gislaveds kommun",
    "Gnosjö kommun",
    "Habo kommun",
    "Jönköpings kommun",
    "Mullsjö kommun",
    "Nässjö kommun",
    "Sävsjö kommun",
    "Tranås kommun",
    "Vaggeryds kommun",
    "Vetlanda kommun",
    "Värnamo kommun",
];

const GROUPS: [&str; 20] = [
    "Ledningsgrupp för digitalisering",
    "Nätverk för informationssäkerhet",
    "Arkiv och informationsförvaltning",
    "Gemensam kundtjänst",
    "Öppna data och geodata",
    "E-tjänster och blanketter",
    "Välfärdsteknik i hemmet",
    "Skolans digitala system",
    "Upphandling av it-stöd",
    "Digital delaktighet",
    "Dataskyddsombud",
    "Gemensam drift av servrar",
    "Bygglov och detaljplaner",
    "Nätverk för systemförvaltare av ekonomi- och personalsystem i länets kommuner",
    "Beredskap vid driftstörning",
    "Robotar och automatisering",
    "Bibliotek i samverkan",
    "E-arkiv",
    "Kompetens och lärande",
    "Digital signering",
];

pub fn network() -> NetworkChart {
    let node = |(index, name): (usize, &&str)| NetworkNode {
        name: (*name).to_owned(),
        shape: if index == 0 {
            Shape::Square
        } else {
            Shape::Circle
        },
    };
    let edge = |(from, to, weight, dash): (usize, usize, u8, Dash)| NetworkEdge {
        from,
        to,
        weight: f64::from(weight),
        dash,
        text: format!("{} och {}: {weight}", PARTIES[from], PARTIES[to]),
    };
    let edges = [
        (0, 6, 9, Dash::Solid),
        (0, 8, 5, Dash::Solid),
        (0, 13, 4, Dash::Solid),
        (1, 2, 6, Dash::Solid),
        (2, 8, 7, Dash::Solid),
        (3, 4, 8, Dash::Solid),
        (3, 13, 3, Dash::Dashed),
        (4, 13, 2, Dash::Dashed),
        (5, 7, 5, Dash::Dotted),
        (5, 6, 3, Dash::Dotted),
        (6, 7, 4, Dash::Solid),
        (8, 9, 2, Dash::DashDot),
        (9, 12, 3, Dash::Solid),
        (10, 1, 4, Dash::Solid),
        (11, 6, 2, Dash::Dashed),
        (12, 8, 3, Dash::Solid),
        (12, 13, 1, Dash::DashDot),
        (5, 6, 1, Dash::Solid),
        (2, 10, 2, Dash::Solid),
    ];
    NetworkChart {
        id: "network".to_owned(),
        title: "Vilka som samverkar med vilka".to_owned(),
        description: "Regionen och Jönköping har flest gemensamma grupper.".to_owned(),
        nodes: PARTIES.iter().enumerate().map(node).collect(),
        edges: edges.into_iter().map(edge).collect(),
        words: NetworkWords {
            shapes: vec![
                (Shape::Circle, "Kommun".to_owned()),
                (Shape::Square, "Region".to_owned()),
                (Shape::Diamond, "Förbund".to_owned()),
            ],
            dashes: vec![
                (Dash::Solid, "Avtal".to_owned()),
                (Dash::Dashed, "Nätverk".to_owned()),
                (Dash::Dotted, "Gemensam nämnd".to_owned()),
                (Dash::DashDot, "Förslag".to_owned()),
            ],
            thickness: "Tjockare: fler grupper".to_owned(),
        },
    }
}

pub fn matrix() -> MatrixChart {
    let pairs = (0..14).flat_map(|row| (0..14).map(move |column| (row, column)));
    let cells = pairs.filter(|(row, column)| row != column && (row * column + 3) % 11 != 0);
    let level = |row: usize, column: usize| u32::try_from((row + column + row * column) % 5);
    MatrixChart {
        id: "matrix".to_owned(),
        title: "Hur långt parterna har kommit med varandra".to_owned(),
        description: "Varje ruta visar parternas nivå på samverkanstrappan.".to_owned(),
        parties: PARTIES.map(str::to_owned).to_vec(),
        cells: cells
            .map(|(row, column)| MatrixCell {
                row,
                column,
                value: level(row, column).unwrap(),
                text: format!("{} och {}", PARTIES[row], PARTIES[column]),
            })
            .collect(),
        levels: steps()
            .into_iter()
            .zip(0..)
            .map(|(step, level)| (level, step.name))
            .collect(),
    }
}

fn steps() -> Vec<LadderStep> {
    [
        "ingen samverkan",
        "samtal",
        "samsyn",
        "samverkan",
        "samhandling",
    ]
    .into_iter()
    .enumerate()
    .map(|(level, name)| LadderStep {
        number: level.to_string(),
        name: name.to_owned(),
    })
    .collect()
}

/// As many groups as asked for; the names begin again after twenty.
pub fn ladder(groups: usize) -> LadderChart {
    let at = [1, 2, 2, 3, 1, 2, 0, 3, 4, 1, 2, 3, 1, 2, 3, 0, 2, 4, 1, 2];
    let group = |index: usize| LadderGroup {
        name: GROUPS[index % 20].to_owned(),
        at: (index % 20 != 12).then_some(at[index % 20]),
        before: (!index.is_multiple_of(3)).then_some(at[(index + 5) % 20]),
        wanted: (index % 4 != 1).then_some((at[index % 20] + 1 + index % 2).min(4)),
    };
    LadderChart {
        id: "ladder".to_owned(),
        title: "Grupperna på samverkanstrappan".to_owned(),
        description: "De flesta står på samsyn och vill till samverkan.".to_owned(),
        steps: steps(),
        groups: (0..groups).map(group).collect(),
        words: LadderWords {
            at: "nu".to_owned(),
            before: "2025-04-01".to_owned(),
            wanted: "vill nå".to_owned(),
            not_assessed: "inte bedömd".to_owned(),
        },
        names_inside: true,
    }
}

pub fn compare() -> CompareBars {
    let value = |value: f64, text: &str| {
        Some(CompareValue {
            value,
            text: format!("{text}\u{a0}kr"),
        })
    };
    let row = |label: &str, values: Vec<Option<CompareValue>>| CompareRow {
        label: label.to_owned(),
        values,
    };
    CompareBars {
        id: "compare".to_owned(),
        title: "Vad medlemmarna betalar i tre förslag".to_owned(),
        description: "Jönköping betalar mest i alla förslag.".to_owned(),
        series: ["Efter invånare", "Lika delar", "Fast del och rörlig del"]
            .map(str::to_owned)
            .to_vec(),
        rows: vec![
            row(
                "Jönköpings kommun",
                vec![
                    value(1_657_180.0, "1\u{a0}657\u{a0}180"),
                    value(335_714.0, "335\u{a0}714"),
                    value(996_447.0, "996\u{a0}447"),
                ],
            ),
            row(
                "Region Jönköpings län",
                vec![
                    value(369_000.0, "369\u{a0}000"),
                    value(335_714.0, "335\u{a0}714"),
                    value(352_357.0, "352\u{a0}357"),
                ],
            ),
            row(
                "Aneby kommun",
                vec![
                    value(82_859.0, "82\u{a0}859"),
                    value(335_714.0, "335\u{a0}714"),
                    None,
                ],
            ),
            row(
                "Återbetalning av överskott från föregående år till alla medlemmar",
                vec![
                    value(-250_000.0, "\u{2212}250\u{a0}000"),
                    value(-125_000.0, "\u{2212}125\u{a0}000"),
                    value(0.0, "0"),
                ],
            ),
        ],
    }
}

pub fn coverage() -> CoverageMatrix {
    let goals = [
        "Enklare vardag för invånare och företag",
        "Smartare och öppnare förvaltning",
        "Högre kvalitet och effektivitet i verksamheten",
        "Digital delaktighet för alla",
        "Säker hantering av information",
        "Gemensam infrastruktur",
        "Kompetens",
        "Minskad klimatpåverkan",
    ];
    let places = (0..8).flat_map(|row| (0..12).map(move |column| (row, column)));
    CoverageMatrix {
        id: "coverage".to_owned(),
        title: "Vilka grupper som bidrar till vilka mål".to_owned(),
        description: "Ingen grupp bidrar till minskad klimatpåverkan.".to_owned(),
        rows: goals.map(str::to_owned).to_vec(),
        columns: GROUPS[..12].iter().map(|name| (*name).to_owned()).collect(),
        filled: places
            .filter(|(row, column)| *row < 7 && (row * 5 + column * 3) % 7 < 2)
            .collect(),
        words: CoverageWords {
            count: "Antal".to_owned(),
            filled: "bidrar".to_owned(),
            empty: "bidrar inte".to_owned(),
            nothing: "ingen grupp bidrar".to_owned(),
        },
    }
}
