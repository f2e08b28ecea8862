//! A distribution with long names, signs that mean something in markup, and many rows.

use crate::*;
use chrono::{DateTime, Utc};
use samverk_charts::{Bar, BarChart};
use samverk_foundation::{Language, Ore, Problem};

/// Signs that mean something in Typst, HTML, PDF or to nobody.
pub(super) const ODD: &str =
    "Å-<b>ö</b> #let $x$ *stark* _em_ \\ @ref \"citat\" 'x' [a] {b} `c` // slut";

pub(super) fn now() -> DateTime<Utc> {
    "2026-11-22T10:11:12Z".parse().unwrap()
}

/// Through what another process is sent.
pub(super) fn typeset(document: &Document) -> Result<Vec<u8>, Problem> {
    let manuscript = serde_json::to_vec(&Manuscript::of(document, now())?).unwrap();
    serde_json::from_slice::<Manuscript>(&manuscript)
        .unwrap()
        .typeset()
}

pub(super) fn front(title: &str, language: Language) -> Front {
    Front {
        language,
        collaboration: "Digitaliseringsrådet i Jönköpings län".to_owned(),
        title: title.to_owned(),
        subtitle: "2021–2023".to_owned(),
        version: "0.9".to_owned(),
        status: "Antagen".to_owned(),
        decision: "Digitaliseringsrådet 2020-11-27, § 12".to_owned(),
        date: "2026-11-22".to_owned(),
    }
}

/// Name, share in hundredths of a percent, amount in kronor.
pub(super) const SHARES: [(&str, i64, i64); 13] = [
    ("Aneby kommun", 190, 82_859),
    ("Eksjö kommun", 480, 209_328),
    ("Gislaveds kommun", 850, 370_685),
    ("Gnosjö kommun", 280, 122_108),
    ("Habo kommun", 320, 139_552),
    ("Jönköpings kommun", 3800, 1_657_180),
    ("Mullsjö kommun", 210, 91_581),
    ("Nässjö kommun", 870, 379_407),
    ("Sävsjö kommun", 320, 139_552),
    ("Tranås kommun", 540, 235_494),
    ("Vaggeryds kommun", 390, 170_079),
    ("Vetlanda kommun", 780, 340_158),
    ("Värnamo kommun", 970, 423_017),
];

pub(super) fn kronor(amount: i64) -> String {
    Ore::from_kronor(amount).to_string()
}

pub(super) fn percent(hundredths: i64) -> String {
    format!("{},{:02}\u{a0}%", hundredths / 100, hundredths % 100)
}

#[allow(clippy::cast_precision_loss)]
pub(super) fn member_chart() -> Chart {
    let bar = |(name, _, amount): &(&str, i64, i64)| Bar {
        label: (*name).to_owned(),
        value: *amount as f64,
        value_text: kronor(*amount),
    };
    let title = "Vad medlemmarna betalar 2021".to_owned();
    let description = "Jönköpings kommun betalar mest, Aneby kommun minst.".to_owned();
    let chart = BarChart {
        id: "amounts".to_owned(),
        title: title.clone(),
        description: description.clone(),
        bars: SHARES.iter().map(bar).collect(),
    };
    Chart {
        svg: chart.to_svg(),
        alt: format!("{title}. {description}"),
        caption: title,
    }
}

pub(super) fn distribution(language: Language, parts: usize) -> DistributionDocument {
    let amounts = |total: i64| (0..parts).map(|_| kronor(total / 4)).collect::<Vec<_>>();
    let row = |(name, _, amount): &(&str, i64, i64)| MemberAmounts {
        member: (*name).to_owned(),
        amounts: amounts(*amount),
        total: kronor(*amount),
    };
    let odd_row = MemberAmounts {
        member: ODD.to_owned(),
        amounts: amounts(369_000),
        total: kronor(369_000),
    };
    let names = [
        "Löpande verksamhet",
        "Infrastruktur och digitala tjänster",
        "Kompetens",
        "Ledning & styrning",
        "Säkerhet & trygghet",
    ];
    DistributionDocument {
        front: front("Kostnadsfördelning 2021", language),
        introduction: "Kommunerna delar 4 361 000 kr efter fasta andelar.\n\n- Regionen betalar för sig.\n- Resten delas."
            .into(),
        warnings: vec![format!("Regionens belopp är {} och inte 30 % av {}.", kronor(369_000), kronor(1_435_000))],
        parts: names.iter().take(parts).map(|name| (*name).to_owned()).collect(),
        rows: SHARES.iter().map(row).chain([odd_row]).collect(),
        totals: MemberAmounts { member: String::new(), amounts: amounts(4_730_000), total: kronor(4_730_000) },
        chart: Some(member_chart()),
        explanations: SHARES.iter().map(explanation).collect(),
        comparison: Some(comparison()),
        key_search: Some(key_search()),
        inputs: vec![InputList {
            title: "Fasta andelar".to_owned(),
            values: SHARES.iter().map(|(name, share, _)| NamedText::new(*name, percent(*share))).collect(),
        }],
    }
}

pub(super) fn explanation((name, share, amount): &(&str, i64, i64)) -> Working {
    Working {
        title: format!("{name}: {}", kronor(*amount)),
        sentences: vec![
            format!(
                "{} × {} = {}",
                kronor(4_361_000),
                percent(*share),
                kronor(*amount)
            ),
            "Avrundat till hel krona; ingen rest att fördela.".to_owned(),
        ],
    }
}

fn comparison() -> Comparison {
    let row = |(name, share, amount): &(&str, i64, i64)| ComparisonRow {
        member: (*name).to_owned(),
        printed_share: percent(*share),
        printed: kronor(*amount),
        computed: kronor(*amount),
        difference: String::new(),
    };
    let region = ComparisonRow {
        member: "Region Jönköpings län".to_owned(),
        printed_share: "30 % av löpande verksamhet".to_owned(),
        printed: kronor(369_000),
        computed: kronor(430_500),
        difference: kronor(61_500),
    };
    Comparison {
        source: "Verksamhetsplan och budget 2021–2023, sidan 10".to_owned(),
        rows: SHARES.iter().map(row).chain([region]).collect(),
        findings: vec![
            "Alla tretton kommuner stämmer på kronan.".to_owned(),
            format!(
                "Regionens {} är 30 % av {}.",
                kronor(369_000),
                kronor(1_230_000)
            ),
        ],
    }
}

fn key_search() -> KeySearch {
    KeySearch {
        text: "Sökningen gick igenom folkmängden alla år och tre avrundningar.".into(),
        candidates: vec![
            NamedText::new("Folkmängd 31 december 2012", "11 av 13 andelar stämmer"),
            NamedText::new("Folkmängd 31 december 2011", "10 av 13 andelar stämmer"),
        ],
    }
}

/// Marked texts, a heading that nobody has written under, and checksums.
pub(super) fn basis() -> BasisDocument {
    let text = |title: &str, text: &str| Section {
        title: title.to_owned(),
        text: text.into(),
    };
    let column = |heading: &str, is_number| PlainColumn {
        heading: heading.to_owned(),
        is_number,
    };
    let documents = PlainTable {
        caption: "Underlag".to_owned(),
        columns: vec![
            column("Dokument", false),
            column("Version", true),
            column("SHA-256", false),
        ],
        rows: vec![vec![
            "Målsättningar".to_owned(),
            "2".to_owned(),
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        ]],
    };
    BasisDocument {
        own_numbers: false,
        head: Vec::new(),
        front: front("Gemensamt e-arkiv", Language::Sv),
        in_short: "Initiativet".to_owned(),
        facts: vec![NamedText::new("Ägare", "Digitaliseringschefen")],
        texts: vec![
            text(
                "Målsättningar",
                "Ett *gemensamt* arkiv.\n\n- billigare\n- säkrare",
            ),
            text("Risker", "Inte skrivet."),
        ],
        sections: vec![PartySection {
            title: "Gå vidare: Styrgruppen 2026-11-20 § 12".to_owned(),
            text: "Nyttan är större än kostnaden.".to_owned(),
            table: Some(documents),
            ..PartySection::default()
        }],
    }
}

/// Rows enough for several pages, a table too wide for a page that stands.
pub(super) fn party() -> PartyDocument {
    let column = |heading: &str, is_number| PlainColumn {
        heading: heading.to_owned(),
        is_number,
    };
    let columns = vec![
        column("År", false),
        column("Samverkan", false),
        column("Varför", false),
        column("Andel", true),
        column("Belopp", true),
        column("Ändring", true),
    ];
    let row = |(name, share, amount): &(&str, i64, i64)| {
        let texts = [(*name).to_owned(), ODD.to_owned(), percent(*share)];
        let amounts = [percent(*share), kronor(*amount), kronor(-1_200)];
        texts.into_iter().chain(amounts).collect()
    };
    let table = PlainTable {
        caption: "Vad Aneby kommun betalar".to_owned(),
        columns,
        rows: SHARES.iter().cycle().take(60).map(row).collect(),
    };
    let none = "Aktören har inga uppdrag.".to_owned();
    PartyDocument {
        front: front("Läget i samverkan", Language::Sv),
        in_short: "I korthet".to_owned(),
        figures: vec![NamedText::new("Betalar 2021", kronor(82_859))],
        sections: vec![
            PartySection {
                title: "Vad ni betalar och varför".to_owned(),
                text: "Belopp ur beslutade fördelningar.".to_owned(),
                chart: Some(member_chart()),
                table: Some(table),
                explanations: vec![Working {
                    title: "Så räknas 82 859 kr".to_owned(),
                    sentences: vec!["4 361 000 kr × 1,90 % = 82 859 kr".to_owned()],
                }],
                none: String::new(),
            },
            PartySection {
                title: "Uppdrag".to_owned(),
                none,
                ..PartySection::default()
            },
        ],
    }
}

/// A letter that two parties decided on, one of them on another text.
pub(super) fn paper() -> PaperDocument {
    let named = |name: &str, text: &str| NamedText::new(name, text);
    PaperDocument {
        front: front("Beslut på delegation: skyltar vid Storgatan", Language::Sv),
        sender: "Habo kommun".to_owned(),
        sender_lines: vec!["212000-1611".to_owned()],
        facts: vec![
            named("Datum", "2026-11-22"),
            named("Diarienummer", "KS 2026/00042-3"),
            named("Handläggare", ""),
        ],
        mark: "Utkast".to_owned(),
        text: format!(
            "# Beslut\n\nAnsökan **beviljas**.\n\n## Skäl\n\n- ett\n- två\n\n| Post | Belopp |\n|---|---|\n| Skylt | 1 200 kr |\n\n{ODD}\n\n#read(\"/etc/passwd\") #include \"plan.typ\" `#image(\"data.json\")`"
        )
        .into(),
    }
}

pub(super) fn letter() -> LetterDocument {
    let column = |heading: &str| PlainColumn {
        heading: heading.to_owned(),
        is_number: false,
    };
    let headings = [
        "Part",
        "Läge",
        "Beslutade om",
        "Beslut",
        "Partens diarienummer",
    ];
    let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
    LetterDocument {
        front: front("Avsiktsförklaring om gemensam nämnd", Language::Sv),
        text_title: "Text".to_owned(),
        text: format!(
            "# Vad vi vill\n\nKrokoms kommun och Åre kommun avser att samverka.\n\n- En gemensam nämnd\n- En plan\n\n{}",
            "Texten gäller när båda har undertecknat."
        )
        .into(),
        identity: "Kontrollsumma (SHA-256): 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        told: vec!["1 av 2 parter har undertecknat text 2. 2 behövs.".to_owned()],
        tables: vec![PlainTable {
            caption: "Vem har beslutat om vilken text?".to_owned(),
            columns: headings.map(column).to_vec(),
            rows: vec![
                row([
                    "Krokoms kommun",
                    "Har undertecknat",
                    "Text 2",
                    "Kommunstyrelsen 2026-11-18, § 12",
                    "KS 2026:114",
                ]),
                row(["Åre kommun", "Beslutade om en annan text", "Text 1", ODD, ""]),
            ],
        }],
    }
}
