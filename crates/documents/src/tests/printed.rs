use super::plan_sample::{party_map, plan};
use super::samples::{ODD, SHARES, basis, distribution, front, kronor, letter, party, typeset};
use crate::workspace::Workspace;
use crate::*;
use proptest::prelude::*;
use samverk_foundation::Language;
use typst::layout::{Frame, FrameItem};
use typst_layout::{Page, PagedDocument};

/// The text of each page as it is laid out, without the spaces that line breaks eat.
pub(super) fn pages(document: &Document) -> Vec<String> {
    let laid_out = render::lay_out(document).unwrap();
    laid_out
        .pages()
        .iter()
        .map(|page| squeezed(&text_of(&page.frame)))
        .collect()
}

fn text_of(frame: &Frame) -> String {
    let texts = frame.items().map(|(_, item)| match item {
        FrameItem::Text(text) => text.text.to_string(),
        FrameItem::Group(group) => text_of(&group.frame),
        _ => String::new(),
    });
    texts.collect()
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '-'))
        .collect()
}

pub(super) fn assert_prints(pages: &[String], wanted: &str) {
    let all = pages.concat();
    assert!(all.contains(&squeezed(wanted)), "{wanted}\n{all}");
}

#[test]
fn a_plan_prints_everything_it_holds() {
    let pages = pages(&Document::Plan(plan(Language::Sv)));
    for wanted in [
        "Digitaliseringsrådet i Jönköpings län",
        "Verksamhetsplan och budget",
        "Innehåll",
        "2021–2022",
        "M11, M16",
        "Ej upparbetade medel",
        "4 730 000 kr",
        "30 % av 1 435 000 kr är 430 500 kr",
        "Samverkansgrupp 13",
        "Bilaga 1. Medlem i rådet",
        "Så är varje belopp räknat",
        "Deltar som",
        "Täckning mot strategier",
        "M3: planen anger M1 i en äldre strategi.",
        "Kompetens (2)",
        "Vem samverkar med vem",
        "13 Värnamo kommun",
        "Par för par",
        ODD,
    ] {
        assert_prints(&pages, wanted);
    }
    for (member, _, amount) in SHARES {
        assert_prints(&pages, member);
        assert_prints(&pages, &kronor(amount));
    }
}

#[test]
fn a_letter_prints_its_text_and_every_decision() {
    let pages = pages(&Document::Letter(letter()));
    for wanted in [
        "Avsiktsförklaring om gemensam nämnd",
        "Vad vi vill",
        "Krokoms kommun och Åre kommun avser att samverka",
        "9f86d081884c7d659a2feaa0c55ad015",
        "1 av 2 parter har undertecknat",
        "Kommunstyrelsen 2026-11-18, § 12",
        "Beslutade om en annan text",
        ODD,
    ] {
        assert_prints(&pages, wanted);
    }
}

#[test]
fn a_distribution_explains_every_amount() {
    let pages = pages(&Document::Distribution(distribution(Language::Sv, 3)));
    assert_prints(&pages, "4 361 000 kr × 1,90 % = 82 859 kr");
    assert_prints(&pages, "Jämförelse med tabellen i dokumentet");
    assert_prints(&pages, "61 500 kr");
    assert_prints(&pages, ODD);
}

/// The amounts come first, on a page where they can be compared; the working is looked up after them.
#[test]
fn the_working_stands_in_an_appendix_after_the_amounts() {
    let pages = pages(&Document::Distribution(distribution(Language::Sv, 3)));
    let page_of = |wanted: &str| {
        let has = |page: &String| page.contains(&squeezed(wanted));
        pages
            .iter()
            .rposition(has)
            .unwrap_or_else(|| panic!("{wanted}"))
    };
    let table = page_of("Löpande verksamhet");
    for (member, _, amount) in SHARES {
        assert!(pages[table].contains(&squeezed(member)), "{member}");
        assert!(
            pages[table].contains(&squeezed(&kronor(amount))),
            "{amount}"
        );
    }
    let appendix = page_of("Bilaga 1. Så är varje belopp räknat");
    let comparison = page_of("Jämförelse med tabellen i dokumentet");
    assert!(table < appendix && comparison <= appendix, "{pages:#?}");
    assert!(page_of("4 361 000 kr × 1,90 % = 82 859 kr") >= appendix);
}

/// The plan's table had the whole working in a column of its own.
#[test]
fn a_plan_has_its_amounts_on_one_page_and_the_working_last() {
    let pages = pages(&Document::Plan(plan(Language::Sv)));
    let working = squeezed("4 361 000 kr × 1,90 % = 82 859 kr");
    let with_working = pages.iter().position(|page| page.contains(&working));
    let heading = squeezed("Andel eller regel");
    let tables = pages.iter().filter(|page| page.contains(&heading)).count();
    assert_eq!(tables, 1);
    let appendix = squeezed("Så är varje belopp räknat");
    let appendix = pages.iter().rposition(|page| page.contains(&appendix));
    assert!(with_working >= appendix, "{with_working:?} {appendix:?}");
}

/// Cover and contents for two pages of matter were half of the document.
#[test]
fn a_short_document_begins_at_once() {
    let mut short = distribution(Language::Sv, 2);
    (short.comparison, short.key_search, short.chart) = (None, None, None);
    short.explanations.truncate(3);
    let pages = pages(&Document::Distribution(short));
    assert!(pages.len() <= 4, "{}", pages.len());
    assert!(!pages.concat().contains("Innehåll"), "{pages:#?}");
    for wanted in ["Kostnadsfördelning 2021", "Status: Antagen", "82 859 kr"] {
        assert!(
            pages[0].contains(&squeezed(wanted)),
            "{wanted} in {}",
            pages[0]
        );
    }
}

#[test]
fn a_heading_is_never_parted_from_its_table() {
    for lines in (16..44).step_by(3) {
        let mut sample = distribution(Language::Sv, 2);
        sample.introduction = vec!["Rad."; lines].join("\n\n").into();
        (sample.chart, sample.key_search) = (None, None);
        let pages = pages(&Document::Distribution(sample));
        for (heading, in_table) in [
            ("Fördelning per medlem", "Aneby kommun"),
            (
                "Jämförelse med tabellen i dokumentet",
                "Belopp i dokumentet",
            ),
        ] {
            let is_contents = |page: &&String| page.contains("Innehåll");
            let pages = pages.iter().filter(|page| !is_contents(page));
            let with_heading = pages.filter(|page| page.contains(&squeezed(heading)));
            for page in with_heading {
                assert!(page.contains(&squeezed(in_table)), "{lines} lines: {page}");
            }
        }
    }
}

/// What stands above the table says what it is: neither may end a page where the other begins the next.
#[test]
fn a_plans_headings_are_never_parted_from_their_tables() {
    for lines in (0..45).step_by(3) {
        let mut sample = plan(Language::Sv);
        sample.summary = vec!["Rad."; lines].join("\n\n").into();
        let pages = pages(&Document::Plan(sample));
        let is_contents = |page: &&String| page.contains("Innehåll");
        let pages: Vec<_> = pages.iter().filter(|page| !is_contents(page)).collect();
        for (heading, in_table) in [
            ("Medlemmar", "Aneby kommun"),
            ("Budget 2021", "Belopp"),
            ("Nationella grupper", "Samverkansgrupp 1"),
            ("Regionala grupper", "Samverkansgrupp 1"),
            ("Kostnadsfördelning 2021", "Aneby kommun"),
            ("Regionen betalar ett fast belopp", "Aneby kommun"),
        ] {
            for page in pages
                .iter()
                .filter(|page| page.contains(&squeezed(heading)))
            {
                assert!(
                    page.contains(&squeezed(in_table)),
                    "{lines} {heading}: {page}"
                );
            }
        }
    }
}

/// What is marked up is drawn, and looks like nothing that was typed.
#[test]
fn a_chapter_on_paper_has_the_blocks_of_its_page() {
    let mut sample = plan(Language::Sv);
    let text = "### Djup rubrik\n\nDet är **mycket viktigt**, se [planen](https://exempel.se/p?a=1&b=2) \
        och [oss](/om).\n\n- ett\n  1. inuti\n- två\n\n| År | Antal |\n|---|---|\n| 2026 | **tio** |\n\n# Sist\n\nSlut.";
    sample.sections[0].text = text.into();
    let laid_out = pages(&Document::Plan(sample.clone()));
    for wanted in [
        "Djup rubrik",
        "Det är mycket viktigt, se planen och oss.",
        "inuti",
        "2026tio",
        "Sist",
        "Slut.",
        // A table in a text has no name, and takes no number from those that have.
        "Tabell 1: Medlemmar",
    ] {
        assert_prints(&laid_out, wanted);
    }
    let all = laid_out.concat();
    for sign in ["**", "##", "](/om", "|"] {
        assert!(!all.contains(sign), "{sign} in {all}");
    }
    // The same blocks, and a file that the standards allow: no heading skips a step.
    let json = serde_json::to_value(&sample.sections[0].text).unwrap();
    assert_eq!(
        json,
        serde_json::to_value(samverk_prose::read(text)).unwrap()
    );
    let pdf = typeset(&Document::Plan(sample)).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
}

#[test]
fn pages_are_numbered_with_their_total() {
    let pages = pages(&Document::Plan(plan(Language::Sv)));
    assert!(pages.len() > 5);
    assert!(
        !pages[0].contains(&format!("1({})", pages.len())),
        "the title page has no number"
    );
    assert!(pages[2].contains(&format!("3({})", pages.len())));
}

#[test]
fn a_long_table_repeats_its_heading() {
    let mut plan = plan(Language::Sv);
    plan.groups.truncate(1);
    let group = plan.groups[0].groups[0].clone();
    plan.groups[0].groups = vec![group; 60];
    let with_heading = |page: &&String| page.contains(&squeezed("Nuvarande steg"));
    assert!(
        pages(&Document::Plan(plan))
            .iter()
            .filter(with_heading)
            .count()
            >= 3
    );
}

#[test]
fn a_wide_table_stands_on_its_side() {
    let flipped = |parts| {
        let document = Document::Distribution(distribution(Language::Sv, parts));
        let pages = render::lay_out(&document).unwrap();
        pages
            .pages()
            .iter()
            .filter(|page| page.frame.width() > page.frame.height())
            .count()
    };
    assert_eq!(flipped(3), 0);
    assert!(flipped(5) > 0);
}

#[test]
fn a_matrix_of_many_stands_on_its_side() {
    let flipped = |parties| {
        let mut map = party_map(parties);
        map.tables.clear();
        let plan = PlanDocument {
            front: front("Karta", Language::Sv),
            map: Some(map),
            ..PlanDocument::default()
        };
        let pages = render::lay_out(&Document::Plan(plan)).unwrap();
        let wide = |page: &&Page| page.frame.width() > page.frame.height();
        pages.pages().iter().filter(wide).count()
    };
    assert_eq!(flipped(15), 0);
    assert!(flipped(30) > 0);
}

#[test]
fn english_has_english_words() {
    let pages = pages(&Document::Distribution(distribution(Language::En, 3)));
    assert_prints(&pages, "How each amount is computed");
    assert!(!pages.concat().contains("Innehåll"));
}

#[test]
fn both_languages_have_the_same_words() {
    let main = "#import \"words.typ\": words\n\
        #assert.eq(words.sv.keys(), words.en.keys())\n\
        #assert(words.values().all(w => w.values().all(word => word != \"\")))";
    let workspace = Workspace::with_main(main).unwrap();
    let warned = typst::compile::<PagedDocument>(&workspace);
    assert!(warned.output.is_ok(), "{:?}", warned.output.err());
}

#[test]
fn what_is_empty_is_left_out() {
    let plan = PlanDocument {
        front: front("Tom plan", Language::Sv),
        ..PlanDocument::default()
    };
    let pages = pages(&Document::Plan(plan));
    assert_eq!(pages.len(), 1, "{pages:?}");
    let bare = DistributionDocument {
        front: front("Tom", Language::Sv),
        ..Default::default()
    };
    assert!(typeset(&Document::Distribution(bare)).is_ok());
}

#[test]
fn the_same_document_gives_the_same_file() {
    let document = Document::Distribution(distribution(Language::Sv, 2));
    assert_eq!(typeset(&document).unwrap(), typeset(&document).unwrap());
}

#[test]
fn a_broken_chart_is_our_fault_and_says_where() {
    let mut sample = distribution(Language::Sv, 2);
    sample.chart = Some(Chart {
        svg: "<svg".into(),
        alt: "x".into(),
        caption: String::new(),
    });
    let problem = typeset(&Document::Distribution(sample)).unwrap_err();
    assert_eq!(problem.code, "internal");
    assert!(
        problem.cause.unwrap().contains("parts.typ:"),
        "the log names template and line"
    );
}

#[test]
fn signs_are_shown_or_told_by_place() {
    let plan = PlanDocument {
        front: front("Beslut", Language::Sv),
        summary: "Besluta om ☐ ja ☑ nej ➔ nästa, \u{f0b7} punkt från Word, och glad 😀 är vi"
            .into(),
        ..PlanDocument::default()
    };
    let pages = pages(&Document::Plan(plan));
    assert_prints(&pages, "☐ ja ☑ nej ➔ nästa, • punkt från Word");
    assert_prints(&pages, "Tecken som inte kan visas");
    assert_prints(&pages, "U+1F600: ”…");
}

#[test]
fn a_long_word_in_a_heading_stays_on_the_page() {
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsordföranderepresentantersättarenämnd";
    let plan = PlanDocument {
        front: front(word, Language::Sv),
        sections: vec![Section {
            title: word.to_owned(),
            text: word.into(),
        }],
        ..PlanDocument::default()
    };
    let laid_out = render::lay_out(&Document::Plan(plan)).unwrap();
    for page in laid_out.pages() {
        let right = rightmost(&page.frame, 0.0);
        assert!(right <= page.frame.width().to_pt(), "{right} pt");
    }
}

/// Where the text that stands furthest to the right ends, in points.
fn rightmost(frame: &Frame, left: f64) -> f64 {
    let ends = frame.items().map(|(at, item)| match item {
        FrameItem::Text(text) => left + at.x.to_pt() + text.width().to_pt(),
        FrameItem::Group(group) => rightmost(&group.frame, left + at.x.to_pt()),
        _ => 0.0,
    });
    ends.fold(0.0, f64::max)
}

/// Each on its own, in the weight of the text and of names.
#[test]
fn every_character_that_is_let_through_can_be_printed() {
    let all = (0x20..0x2_ffff)
        .filter_map(char::from_u32)
        .map(String::from);
    let printable: Vec<String> = all.filter(|c| fonts::printable(c) == *c).collect();
    assert!(printable.len() > 2000);
    let plan = PlanDocument {
        front: front("Tecken", Language::Sv),
        values: vec![Section {
            title: printable.join(" "),
            text: Prose::default(),
        }],
        sources: vec![printable.join(" ")],
        ..PlanDocument::default()
    };
    assert_eq!(typeset(&Document::Plan(plan)).err(), None);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 16,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever people write, the document is made: a plan must not be locked by one sign in it.
    #[test]
    fn any_text_can_be_printed(
            title in "\\PC{1,30}|[ -~\u{a0}-\u{6ff}\u{1e00}-\u{2fff}]{1,30}",
            text in "(?s).{0,200}|[ -~\n\u{a0}-\u{6ff}\u{1e00}-\u{2fff}]{0,200}",
        ) {
        let plan = PlanDocument {
            front: front(&format!("T {title}"), Language::Sv),
            sections: vec![Section { title, text: text.clone().into() }],
            sources: vec![text],
            ..PlanDocument::default()
        };
        let result = typeset(&Document::Plan(plan));
        prop_assert!(result.is_ok(), "{:?}", result.err());
    }
}

#[test]
fn a_party_prints_everything_it_holds() {
    let pages = pages(&Document::Party(party()));
    for (name, _, amount) in SHARES {
        assert_prints(&pages, name);
        assert_prints(&pages, &kronor(amount));
    }
    for wanted in [
        ODD,
        "I korthet",
        "Aktören har inga uppdrag.",
        "Så räknas 82 859 kr",
        "4 361 000 kr × 1,90 % = 82 859 kr",
        "Läget i samverkan",
    ] {
        assert_prints(&pages, wanted);
    }
}

#[test]
fn a_decision_basis_prints_everything_it_holds() {
    let pages = pages(&Document::Basis(basis()));
    for wanted in [
        "Initiativet",
        "Digitaliseringschefen",
        "Målsättningar",
        "billigare",
        "Inte skrivet.",
        "Gå vidare: Styrgruppen 2026-11-20 § 12",
        "Nyttan är större än kostnaden.",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ] {
        assert_prints(&pages, wanted);
    }
}
