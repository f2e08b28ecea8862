//! Charts as the pages use them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod pictures;

use samverk_charts::{
    Bar, BarChart, LineChart, LineWords, Mark, State, Target, WIDTH, end_of_year, in_year,
};
use scraper::{Html, Selector};

fn bar(label: &str, value: f64, value_text: &str) -> Bar {
    Bar {
        label: label.to_owned(),
        value,
        value_text: value_text.to_owned(),
    }
}

fn members() -> BarChart {
    BarChart {
        id: "members".to_owned(),
        title: "Vad medlemmarna betalar 2021".to_owned(),
        description: "Jönköping betalar mest, Aneby minst.".to_owned(),
        bars: vec![
            bar("Aneby kommun", 82_859.0, "82\u{a0}859\u{a0}kr"),
            bar(
                "Jönköpings kommun",
                1_657_180.0,
                "1\u{a0}657\u{a0}180\u{a0}kr",
            ),
            bar("Region Jönköpings län", 369_000.0, "369\u{a0}000\u{a0}kr"),
            bar(
                "Återbetalning från föregående års överskott i fokusområdena, alla medlemmar",
                -250_000.0,
                "\u{2212}250\u{a0}000\u{a0}kr",
            ),
        ],
    }
}

fn target(year: i32, value: f64) -> Target {
    Target {
        at: end_of_year(year),
        value,
        low: value * 0.9,
        high: value,
    }
}

fn measured(year: i32, value: f64, text: &str, state: State) -> Mark {
    Mark::Measured {
        at: in_year(year, 365),
        value,
        text: text.to_owned(),
        state,
    }
}

fn services() -> LineChart {
    LineChart {
        id: "services".to_owned(),
        title: "Andel ärenden som börjar digitalt".to_owned(),
        description: "Målet är 80 % 2023 och 100 % 2025. Senast mätt: 71,5 %.".to_owned(),
        unit: "%".to_owned(),
        targets: vec![target(2020, 40.0), target(2023, 80.0), target(2025, 100.0)],
        marks: vec![
            measured(2020, 40.0, "40\u{a0}%", State::OnPath),
            measured(2021, 44.5, "44,5\u{a0}%", State::Behind),
            Mark::Missing {
                at: in_year(2022, 365),
            },
            measured(2023, 83.0, "83\u{a0}%", State::Reached),
        ],
        words: LineWords {
            target: "Målbana".to_owned(),
            band: "Godtagbart".to_owned(),
            on_path: "På väg".to_owned(),
            behind: "Efter".to_owned(),
            reached: "Nått".to_owned(),
            not_measured: "Inte mätt".to_owned(),
        },
    }
}

fn count(svg: &str, selector: &str) -> usize {
    Html::parse_fragment(svg)
        .select(&Selector::parse(selector).unwrap())
        .count()
}

fn texts(svg: &str) -> Vec<String> {
    let html = Html::parse_fragment(svg);
    let selector = Selector::parse("text").unwrap();
    html.select(&selector)
        .map(|element| element.text().collect())
        .collect()
}

#[test]
fn bars_look_as_agreed() {
    insta::assert_snapshot!(by_element(&members().to_svg()));
}

#[test]
fn line_with_band_looks_as_agreed() {
    insta::assert_snapshot!(by_element(&services().to_svg()));
}

/// One element a line, so that a change is readable.
fn by_element(svg: &str) -> String {
    svg.replace("><", ">\n<")
}

#[test]
fn charts_say_what_they_are() {
    for svg in [members().to_svg(), services().to_svg()] {
        let html = Html::parse_fragment(&svg);
        let root = html
            .select(&Selector::parse("svg[role=img]").unwrap())
            .next()
            .unwrap();
        let named = root.value().attr("aria-labelledby").unwrap();
        for id in named.split(' ') {
            assert_eq!(count(&svg, &format!("#{id}")), 1, "{id}");
        }
        assert_eq!(count(&svg, "svg > title"), 1);
        assert_eq!(count(&svg, "svg > desc"), 1);
    }
}

#[test]
fn a_name_with_markup_stays_a_name() {
    let mut chart = members();
    chart.bars[0].label = "<b>A&B</b>".to_owned();
    chart.title = "\"><script>".to_owned();
    let svg = chart.to_svg();
    assert_eq!(count(&svg, "b, script"), 0);
    assert!(texts(&svg).contains(&"<b>A&B</b>".to_owned()));
}

#[test]
fn a_shortened_name_can_be_read_whole() {
    let svg = members().to_svg();
    let html = Html::parse_fragment(&svg);
    let whole = html
        .select(&Selector::parse("g > title").unwrap())
        .next()
        .unwrap();
    assert_eq!(whole.text().collect::<String>(), members().bars[3].label);
}

#[test]
fn each_state_has_its_own_shape_and_word() {
    let svg = services().to_svg();
    // One on the chart, one in the key.
    for class in [
        "circle.chart-on-path",
        "polygon.chart-behind",
        "polygon.chart-reached",
    ] {
        assert_eq!(count(&svg, class), 2, "{class}");
    }
    assert_eq!(count(&svg, "polyline.chart-missing"), 4);
    let texts = texts(&svg);
    for word in [
        "Målbana",
        "Godtagbart",
        "På väg",
        "Efter",
        "Nått",
        "Inte mätt",
        "44,5\u{a0}%",
    ] {
        assert!(texts.contains(&word.to_owned()), "{word}: {texts:?}");
    }
}

#[test]
fn the_key_names_only_what_occurs() {
    let chart = LineChart {
        marks: vec![],
        ..services()
    };
    let texts = texts(&chart.to_svg());
    assert!(!texts.contains(&"Nått".to_owned()), "{texts:?}");
}

#[test]
fn axis_numbers_have_a_decimal_comma() {
    let small = |year, value| Target {
        at: end_of_year(year),
        value,
        low: value,
        high: value,
    };
    let chart = LineChart {
        targets: vec![small(2021, 0.5), small(2022, 1.25)],
        marks: vec![],
        ..services()
    };
    let texts = texts(&chart.to_svg());
    assert!(texts.contains(&"0,5".to_owned()), "{texts:?}");
}

#[test]
fn nothing_to_show_is_still_a_picture() {
    let bars = BarChart {
        bars: vec![],
        ..members()
    };
    let line = LineChart {
        targets: vec![],
        marks: vec![],
        ..services()
    };
    for svg in [bars.to_svg(), line.to_svg()] {
        assert!(svg.contains(&format!("viewBox=\"0 0 {WIDTH} ")));
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}

#[test]
fn numbers_that_are_none_draw_nothing_odd() {
    let mut chart = members();
    chart.bars[0].value = f64::NAN;
    chart.bars[1].value = f64::INFINITY;
    let mut line = services();
    line.marks
        .push(measured(2024, f64::NAN, "?", State::Behind));
    line.marks.push(Mark::Missing { at: f64::INFINITY });
    for svg in [chart.to_svg(), line.to_svg()] {
        assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
    }
}

/// `CHART_SAMPLES=folder cargo test -p samverk-charts samples` writes the charts to look at.
#[test]
fn samples_are_complete_files() {
    for (name, svg) in [("bars", members().to_svg()), ("line", services().to_svg())] {
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"));
        if let Ok(folder) = std::env::var("CHART_SAMPLES") {
            std::fs::write(format!("{folder}/{name}.svg"), svg).unwrap();
        }
    }
}
