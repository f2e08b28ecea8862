//! A plan with something in every field.

use super::samples::{ODD, SHARES, explanation, front, kronor, member_chart, percent};
use crate::*;
use samverk_charts::{
    LadderChart, LadderGroup, LadderStep, LineChart, LineWords, Mark, State, Target, end_of_year,
    in_year,
};
use samverk_foundation::Language;

pub(super) fn plan(language: Language) -> PlanDocument {
    PlanDocument {
        front: front("Verksamhetsplan och budget", language),
        summary: "Planen samlar rådets arbete under tre år.\n\nDen har fyra fokusområden.".into(),
        vision: "Länets invånare möts av digitala tjänster som hänger ihop.".into(),
        values: vec![
            Section { title: "Öppenhet".to_owned(), text: "Data som **får** delas delas".into() },
            Section { title: "Nytta".to_owned(), text: Prose::default() },
        ],
        sections: vec![Section {
            title: "Rådets roll".to_owned(),
            text: format!("Rådet ska:\n1. hålla en gemensam strategi\n2. starta och följa upp projekt\n\n{ODD}").into(),
        }],
        members: SHARES.iter().map(|(name, ..)| member(name)).collect(),
        focus_areas: vec![
            focus_area("Infrastruktur och digitala tjänster"),
            focus_area("Kompetens"),
            focus_area("Informationssäkerhetsarbete och trygghetsskapande åtgärder i hela länet"),
        ],
        indicators: vec![indicator()],
        activities: vec![activities()],
        budget: Some(budget()),
        distribution: Some(distribution_table()),
        groups: vec![groups("Nationella grupper", 7), groups("Regionala grupper", 13)],
        ladder: Some(ladder()),
        map: Some(party_map(SHARES.len())),
        appendices: vec![Section {
            title: "Medlem i rådet".to_owned(),
            text: "En medlem företräder sin organisation.\n\n- deltar i möten\n- svarar på frågor".into(),
        }],
        schedule: vec![member_chart()],
        coverage: vec![Coverage {
            title: "Utveckling i en digital tid".to_owned(),
            text: "1 av 2 mål i strategin stöds av planen.".to_owned(),
            charts: vec![member_chart()],
            table: PlainTable {
                caption: "Antal som stöder varje mål".to_owned(),
                columns: ["Strategins mål", "Stöds av"]
                    .map(|heading| PlainColumn {
                        heading: heading.to_owned(),
                        is_number: false,
                    })
                    .into(),
                rows: vec![
                    vec!["M3 Kompetens".to_owned(), "Kompetens (2)".to_owned()],
                    vec![format!("M4 {ODD}"), String::new()],
                ],
            },
            notes: vec!["M3: planen anger M1 i en äldre strategi.".to_owned()],
        }],
        sources: vec!["Utveckling i en digital tid, SKR 2019".to_owned()],
    }
}

/// So many parties, each tied to the next two.
pub(super) fn party_map(parties: usize) -> PartyMap {
    let cell = |row: usize, column: usize| match row.abs_diff(column) {
        one @ (1 | 2) => u32::try_from(one * row.min(column)).ok(),
        _ => None,
    };
    let row = |row: usize| (0..parties).map(|column| cell(row, column)).collect();
    let names = SHARES.iter().cycle().take(parties);
    let heading = |heading: &str| PlainColumn {
        heading: heading.to_owned(),
        is_number: false,
    };
    let long = "Aneby kommun, Eksjö kommun, Gislaveds kommun, Gnosjö kommun".to_owned();
    let told = |columns: usize| PlainTable {
        caption: "Vem som samverkar med vem".to_owned(),
        columns: vec![heading("Part"); columns],
        rows: vec![vec![long.clone(); columns], vec![ODD.to_owned(); columns]],
    };
    let table = |title: &str, columns| MapTable {
        title: title.to_owned(),
        text: "Samma uppgifter som bilderna.".to_owned(),
        table: told(columns),
    };
    PartyMap {
        title: "Vem samverkar med vem".to_owned(),
        text: "13 aktörer samverkar i 23 par.".to_owned(),
        notes: vec!["Tabellerna visar alla.".to_owned()],
        network_title: "Nätverk".to_owned(),
        network: member_chart(),
        matrix: PartyMatrix {
            title: "Matris".to_owned(),
            text: "Kolumnerna har radernas nummer.".to_owned(),
            parties: names.map(|(name, ..)| (*name).to_owned()).collect(),
            rows: (0..parties).map(row).collect(),
        },
        tables: vec![table("Uppgivna samarbeten", 5), table("Par för par", 8)],
    }
}

fn member(name: &str) -> Member {
    Member {
        name: name.to_owned(),
        kind: "Kommun".to_owned(),
        standing: "Medlem".to_owned(),
    }
}

fn focus_area(name: &str) -> FocusArea {
    let text =
        "Det gemensamma basutbudet av digitala tjänster används mer av kommunerna.".to_owned();
    let later = "Automatiserade processer är vardag i samtliga verksamheter.".to_owned();
    let goal = Goal {
        texts: by_period(&[
            (2021, text.clone(), "M16".to_owned()),
            (2022, text, "M16".to_owned()),
            (2023, later, "M11, M16".to_owned()),
        ]),
        owner: "Region Jönköpings län".to_owned(),
        measured_by: "Andel ärenden som börjar digitalt".to_owned(),
    };
    let catalogue_goal = |code: &str, name: &str| CatalogueGoal {
        code: code.into(),
        name: name.into(),
    };
    FocusArea {
        name: name.to_owned(),
        purpose: "Invånare och företag når tjänsterna dygnet runt.".into(),
        leadership: "Ledningsgrupp infrastruktur".to_owned(),
        budget: kronor(2_350_000),
        catalogue_goals: vec![
            catalogue_goal("M11", "Öppna data på standardformat"),
            catalogue_goal("M2", ""),
        ],
        goals: vec![goal.clone(), goal],
    }
}

fn indicator() -> Indicator {
    let row = |year: &str, target: &str, measured: &str, state: &str| IndicatorRow {
        year: year.into(),
        target: target.into(),
        measured: measured.into(),
        state: state.into(),
    };
    Indicator {
        name: "Andel ärenden som börjar digitalt".to_owned(),
        unit: "%".to_owned(),
        definition: "Ärenden via e-tjänst / alla ärenden. Källa: verksamhetssystemet".to_owned(),
        state: "Efter målbanan".to_owned(),
        chart: Some(line_chart()),
        rows: vec![
            row("2021", "40\u{a0}%", "44,5\u{a0}%", "På väg"),
            row("2022", "60\u{a0}%", "", "Inte mätt"),
        ],
    }
}

fn line_chart() -> Chart {
    let target = |year, value: f64| Target {
        at: end_of_year(year),
        value,
        low: value * 0.9,
        high: value,
    };
    let words = [
        "Målbana",
        "Godtagbart",
        "På väg",
        "Efter",
        "Nått",
        "Inte mätt",
    ]
    .map(str::to_owned);
    let [target_word, band, on_path, behind, reached, not_measured] = words;
    let chart = LineChart {
        id: "indicator".to_owned(),
        title: "Andel ärenden som börjar digitalt".to_owned(),
        description: "Målet är 80 % 2023.".to_owned(),
        unit: "%".to_owned(),
        targets: vec![target(2020, 40.0), target(2023, 80.0)],
        marks: vec![
            Mark::Measured {
                at: in_year(2021, 300),
                value: 44.5,
                text: "44,5\u{a0}%".into(),
                state: State::Behind,
            },
            Mark::Missing {
                at: in_year(2022, 365),
            },
        ],
        words: LineWords {
            target: target_word,
            band,
            on_path,
            behind,
            reached,
            not_measured,
        },
    };
    Chart {
        svg: chart.to_svg(),
        alt: "Linjediagram. Målet är 80 % 2023; 44,5 % uppmätt 2021.".to_owned(),
        caption: "Andel ärenden som börjar digitalt, mot målbanan".to_owned(),
    }
}

fn activities() -> ActivitySeries {
    let activity = |name: &str, time: &str| Activity {
        name: name.to_owned(),
        focus_area: "Infrastruktur och digitala tjänster".to_owned(),
        responsible: "Projektkoordinator".to_owned(),
        time: time.to_owned(),
        status: "Pågår".to_owned(),
    };
    ActivitySeries {
        name: "Tidplan april–december".to_owned(),
        activities: vec![
            activity("Förstudie om e-arkiv", "april–juni 2021"),
            activity("Gemensam upphandling", ""),
        ],
    }
}

fn budget() -> BudgetTable {
    let line = |name: &str, amount: i64| BudgetLine {
        name: name.to_owned(),
        note: String::new(),
        amount: kronor(amount),
    };
    BudgetTable {
        title: "Budget 2021".to_owned(),
        parts: vec![
            BudgetPart {
                name: "Löpande verksamhet".to_owned(),
                lines: vec![
                    line("Projektkoordinator, projektledare", 800_000),
                    line("Medlemsavgift Sambruk", 185_000),
                    line("Projektstyrningsverktyg", 300_000),
                    line("Övrigt", 150_000),
                ],
                subtotal: kronor(1_435_000),
            },
            BudgetPart {
                name: "Fokusområden".to_owned(),
                lines: vec![
                    line("Infrastruktur och digitala tjänster", 2_350_000),
                    line("Kompetens", 2_200_000),
                    line("Ledning & styrning", 500_000),
                    line("Säkerhet & trygghet", 1_900_000),
                ],
                subtotal: kronor(6_950_000),
            },
        ],
        deductions: vec![line("Ej upparbetade medel", -3_655_000)],
        total: BudgetLine {
            amount: kronor(4_730_000),
            ..BudgetLine::default()
        },
        notes: vec!["Investeringar bärs av varje part.".to_owned()],
        warnings: vec!["Fokusområdena växer med 12 % från förra året.".to_owned()],
    }
}

fn distribution_table() -> DistributionTable {
    let row = |(name, share, amount): &(&str, i64, i64)| DistributionShare {
        member: (*name).to_owned(),
        share: percent(*share),
        amount: kronor(*amount),
    };
    let region = DistributionShare {
        member: "Region Jönköpings län".to_owned(),
        share: "Fast belopp".to_owned(),
        amount: kronor(369_000),
    };
    DistributionTable {
        title: "Kostnadsfördelning 2021".to_owned(),
        amount_heading: "Belopp".to_owned(),
        text: "Regionen betalar ett fast belopp. Kommunerna delar resten efter fasta andelar."
            .into(),
        rows: [region].into_iter().chain(SHARES.iter().map(row)).collect(),
        total: kronor(4_730_000),
        remarks: vec![format!(
            "30 % av {} är {}, inte {}.",
            kronor(1_435_000),
            kronor(430_500),
            kronor(369_000)
        )],
        chart: Some(member_chart()),
        workings: SHARES.iter().map(explanation).collect(),
    }
}

fn groups(title: &str, count: usize) -> GroupList {
    let group = |number| Group {
        name: format!("Samverkansgrupp {number} för informationssäkerhet och e-förvaltning"),
        organiser: "SKR".to_owned(),
        reach: "Nationell".to_owned(),
        present_level: "2 Samsyn".to_owned(),
        wanted_level: if number % 3 == 0 {
            "3 Samverkan".to_owned()
        } else {
            String::new()
        },
        cooperation: "Deltar i möten och för vidare till rådets medlemmar.".to_owned(),
        note: if number % 4 == 0 {
            "Osäkert om gruppen fortsätter.".to_owned()
        } else {
            String::new()
        },
    };
    GroupList {
        title: title.to_owned(),
        groups: (1..=count).map(group).collect(),
    }
}

fn ladder_chart(names: &[&str]) -> Chart {
    let step = |(number, name): (usize, &&str)| LadderStep {
        number: number.to_string(),
        name: (*name).to_owned(),
    };
    let group = |number: usize| LadderGroup {
        name: format!("Samverkansgrupp {number}"),
        at: Some(number % 5),
        before: None,
        wanted: Some(3),
    };
    let chart = LadderChart {
        id: "trappa".to_owned(),
        title: "Grupperna på Samverkanstrappan".to_owned(),
        description: "På trappan står 20.".to_owned(),
        steps: names.iter().enumerate().map(step).collect(),
        groups: (0..20).map(group).collect(),
        names_inside: true,
        ..LadderChart::default()
    };
    Chart {
        svg: chart.to_svg(),
        alt: chart.description,
        caption: chart.title,
    }
}

fn ladder() -> Ladder {
    let level = |number: usize, name: &str| Level {
        number: number.to_string(),
        name: name.to_owned(),
        text: "Parterna vet vad de vill.".into(),
        questions: vec!["Vem gör vad?".to_owned(), "Vad kostar det?".to_owned()],
    };
    let names = [
        "Ingen samverkan",
        "Samtal",
        "Samsyn",
        "Samverkan",
        "Samhandling",
    ];
    Ladder {
        name: "Samverkanstrappan".to_owned(),
        source: "Rådets kartläggning".to_owned(),
        charts: vec![ladder_chart(&names)],
        levels: names
            .iter()
            .enumerate()
            .map(|(number, name)| level(number, name))
            .collect(),
    }
}
