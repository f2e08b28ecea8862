//! The pictures of networks, ladders, plans and comparisons, as pages use them.

mod plans;
mod samples;

use crate::by_element;
use plans::{gantt, long_gantt};
use samples::{compare, coverage, ladder, matrix, network};
use samverk_charts::{GanttChart, LadderChart, MatrixChart, NetworkChart};
use scraper::{Html, Selector};

fn texts(svg: &str, selector: &str) -> Vec<String> {
    let html = Html::parse_fragment(svg);
    html.select(&Selector::parse(selector).unwrap())
        .map(|element| element.text().collect())
        .collect()
}

fn count(svg: &str, selector: &str) -> usize {
    texts(svg, selector).len()
}

fn all() -> Vec<(&'static str, String)> {
    vec![
        ("network", network().to_svg()),
        ("matrix", matrix().to_svg()),
        ("ladder", ladder(20).to_svg()),
        ("ladder-30", ladder(30).to_svg()),
        ("ladder-5", ladder(5).to_svg()),
        ("gantt", gantt().to_svg()),
        ("gantt-long", long_gantt().to_svg()),
        ("compare", compare().to_svg()),
        ("coverage", coverage().to_svg()),
    ]
}

#[test]
fn network_looks_as_agreed() {
    insta::assert_snapshot!(by_element(&network().to_svg()));
}

#[test]
fn matrix_looks_as_agreed() {
    let mut chart = matrix();
    chart.parties.truncate(4);
    chart.cells.retain(|cell| cell.row < 4 && cell.column < 4);
    insta::assert_snapshot!(by_element(&chart.to_svg()));
}

#[test]
fn ladder_looks_as_agreed() {
    insta::assert_snapshot!(by_element(&ladder(20).to_svg()));
}

#[test]
fn gantt_looks_as_agreed() {
    insta::assert_snapshot!(by_element(&gantt().to_svg()));
}

#[test]
fn comparison_looks_as_agreed() {
    insta::assert_snapshot!(by_element(&compare().to_svg()));
}

#[test]
fn coverage_looks_as_agreed() {
    insta::assert_snapshot!(by_element(&coverage().to_svg()));
}

/// `CHART_SAMPLES=folder cargo test -p samverk-charts --test pictures` writes them to look at.
#[test]
fn pictures_are_complete_and_say_what_they_are() {
    for (name, svg) in all() {
        assert!(
            svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"),
            "{name}"
        );
        assert_eq!(count(&svg, "svg[role=img] > title"), 1, "{name}");
        assert_eq!(count(&svg, "svg[role=img] > desc"), 1, "{name}");
        assert!(
            !svg.contains("style=") && !svg.contains("foreignObject"),
            "{name}"
        );
        if let Ok(folder) = std::env::var("CHART_SAMPLES") {
            std::fs::write(format!("{folder}/{name}.svg"), svg).unwrap();
        }
    }
}

#[test]
fn the_same_data_give_the_same_picture() {
    assert_eq!(all(), all());
}

#[test]
fn every_reference_to_a_fill_has_its_fill() {
    for (name, svg) in all() {
        for (at, _) in svg.match_indices("url(#") {
            let id = svg[at + 5..].split(')').next().unwrap();
            assert_eq!(count(&svg, &format!("pattern[id={id}]")), 1, "{name}: {id}");
        }
    }
}

#[test]
fn names_with_markup_stay_names() {
    let mut chart = network();
    chart.nodes[0].name = "<b>A&B</b>".to_owned();
    chart.edges[0].text = "</title><script>".to_owned();
    let svg = chart.to_svg();
    assert_eq!(count(&svg, "b, script"), 0);
    assert!(texts(&svg, "text").contains(&"<b>A&B</b>".to_owned()));
}

#[test]
fn nothing_to_show_is_still_a_picture() {
    let empty = [
        NetworkChart::default().to_svg(),
        MatrixChart::default().to_svg(),
        LadderChart::default().to_svg(),
        GanttChart::default().to_svg(),
        samverk_charts::CompareBars::default().to_svg(),
        samverk_charts::CoverageMatrix::default().to_svg(),
    ];
    for svg in empty {
        assert_eq!(count(&svg, "svg[role=img] > title"), 1, "{svg}");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}

#[test]
fn an_edge_to_nobody_or_to_itself_is_not_drawn() {
    let mut chart = network();
    let drawn = |chart: &NetworkChart| count(&chart.to_svg(), "path.chart-edge");
    let before = drawn(&chart);
    chart.edges[0].to = 99;
    chart.edges[1].to = chart.edges[1].from;
    assert_eq!(drawn(&chart), before - 2);
}

#[test]
fn a_cell_shows_its_number_and_a_party_does_not_meet_itself() {
    let mut chart = matrix();
    chart.cells.retain(|cell| cell.value == 3);
    chart.levels.clear();
    let threes = chart.cells.len();
    let svg = chart.to_svg();
    // The number three also stands before a row and over a column.
    let shown = texts(&svg, "text")
        .iter()
        .filter(|text| *text == "3")
        .count();
    assert_eq!(shown, threes + 2);
    assert_eq!(count(&svg, "rect.chart-cell[fill='#e4e7e9']"), 14);
}

#[test]
fn the_legend_has_the_numbers_of_the_picture() {
    let chart = ladder(20);
    let legend = chart.legend();
    assert_eq!(legend.len(), 20);
    let steps: Vec<_> = legend
        .iter()
        .map(|entry| chart.groups[entry.group].at)
        .collect();
    let standing = steps.iter().flatten().collect::<Vec<_>>();
    assert!(standing.is_sorted(), "{steps:?}");
    let last = legend.last().unwrap();
    assert!(!last.assessed && last.number == 20);
    assert_eq!(count(&chart.to_svg(), "circle.chart-at"), 19 + 1);
}

#[test]
fn an_open_end_is_a_point_and_no_dates_are_words() {
    let svg = gantt().to_svg();
    assert_eq!(count(&svg, "polygon.chart-open"), 1);
    assert!(texts(&svg, "text").contains(&"datum inte bestämt".to_owned()));
    assert_eq!(count(&svg, "polygon.chart-fill"), 7);
    // Not through the words.
    assert_eq!(count(&svg, "polyline.chart-today"), 7);
}

#[test]
fn today_outside_the_plan_is_not_drawn() {
    let chart = GanttChart {
        today: "2031-01-01".parse().ok(),
        ..gantt()
    };
    assert_eq!(count(&chart.to_svg(), ".chart-today"), 0);
}

#[test]
fn a_long_plan_has_years_and_its_axis_again() {
    let words = texts(&long_gantt().to_svg(), "text");
    // At the top, after every twenty rows, and at the lower end.
    assert_eq!(words.iter().filter(|word| *word == "2026").count(), 5);
    assert!(!words.contains(&"kv 1".to_owned()), "{words:?}");
}

#[test]
fn a_row_that_nothing_serves_is_marked() {
    let chart = coverage();
    assert_eq!(chart.row_counts().last(), Some(&0));
    let svg = chart.to_svg();
    assert!(texts(&svg, "text").contains(&"ingen grupp bidrar".to_owned()));
    // One in its row, one in the key.
    assert_eq!(count(&svg, "polygon.chart-nothing"), 2);
}

#[test]
fn negative_bars_end_at_the_zero_line() {
    let svg = compare().to_svg();
    let words = texts(&svg, "text");
    assert!(
        words.contains(&"\u{2212}250\u{a0}000\u{a0}kr".to_owned()),
        "{words:?}"
    );
    // Eleven values and three words in the key.
    assert_eq!(count(&svg, "polygon.chart-fill"), 11 + 3);
}
