//! Whatever the data, no word leaves its picture or lies over another.

use crate::inspect::sound;
use crate::*;
use chrono::NaiveDate;
use proptest::prelude::*;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,30}",
        "[A-ZÅÄÖ][a-zåäö]{3,14} [a-zåäö]{4,12}( [a-zåäö]{2,18}){0,6}",
    ]
}

fn shape() -> impl Strategy<Value = Shape> {
    use Shape::*;
    prop::sample::select(vec![Circle, Square, Diamond, Triangle, Hexagon])
}

fn dash() -> impl Strategy<Value = Dash> {
    prop::sample::select(vec![Dash::Solid, Dash::Dashed, Dash::Dotted, Dash::DashDot])
}

fn date() -> impl Strategy<Value = Option<NaiveDate>> {
    let near = (2020_i32..2032, 1_u32..366);
    let far = (-9000_i32..9000, 1_u32..366);
    let day = prop_oneof![9 => near, 1 => far];
    prop::option::weighted(
        0.8,
        day.prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).unwrap()),
    )
}

fn network() -> impl Strategy<Value = NetworkChart> {
    let node = (name(), shape()).prop_map(|(name, shape)| NetworkNode { name, shape });
    let edge = (0_usize..60, 0_usize..60, -1.0..1e9_f64, dash());
    let edge = edge.prop_map(|(from, to, weight, dash)| NetworkEdge {
        from,
        to,
        weight,
        dash,
        text: String::new(),
    });
    let nodes = prop::collection::vec(node, 0..60);
    (nodes, prop::collection::vec(edge, 0..40), name()).prop_map(|(nodes, edges, word)| {
        NetworkChart {
            nodes,
            edges,
            words: NetworkWords {
                shapes: vec![(Shape::Circle, word.clone()), (Shape::Square, word.clone())],
                dashes: vec![(Dash::Solid, word.clone()), (Dash::Dotted, word.clone())],
                thickness: word,
            },
            ..NetworkChart::default()
        }
    })
}

fn flow() -> impl Strategy<Value = FlowChart> {
    let state = (name(), any::<bool>()).prop_map(|(name, is_last)| FlowState { name, is_last });
    let arrow = (0_usize..22, 0_usize..22).prop_map(|(from, to)| FlowArrow {
        from,
        to,
        text: String::new(),
    });
    let states = prop::collection::vec(state, 0..20);
    (states, prop::collection::vec(arrow, 0..60)).prop_map(|(states, arrows)| FlowChart {
        states,
        arrows,
        ..FlowChart::default()
    })
}

fn matrix() -> impl Strategy<Value = MatrixChart> {
    let cell = (0_usize..45, 0_usize..45, prop_oneof![0_u32..5, 0_u32..2000]);
    let cell = cell.prop_map(|(row, column, value)| MatrixCell {
        row,
        column,
        value,
        text: String::new(),
    });
    let levels = prop::collection::vec((0_u32..9, name()), 0..5);
    let parties = prop::collection::vec(name(), 0..45);
    (parties, prop::collection::vec(cell, 0..90), levels).prop_map(|(parties, cells, levels)| {
        MatrixChart {
            parties,
            cells,
            levels,
            ..MatrixChart::default()
        }
    })
}

fn ladder() -> impl Strategy<Value = LadderChart> {
    let place = || prop::option::of(0_usize..7);
    let group = (name(), place(), place(), place());
    let group = group.prop_map(|(name, at, before, wanted)| LadderGroup {
        name,
        at,
        before,
        wanted,
    });
    let steps = prop::collection::vec((0_u8..10, name()), 0..7);
    (steps, prop::collection::vec(group, 0..40)).prop_map(|(steps, groups)| LadderChart {
        steps: steps
            .into_iter()
            .map(|(number, name)| LadderStep {
                number: number.to_string(),
                name,
            })
            .collect(),
        groups,
        names_inside: true,
        ..LadderChart::default()
    })
}

fn gantt() -> impl Strategy<Value = GanttChart> {
    let further = (any::<u16>(), any::<bool>()).prop_map(|(days, is_used)| {
        let day = NaiveDate::default() + chrono::Days::new(u64::from(days));
        (day, if is_used { Fill::Striped } else { Fill::Dotted })
    });
    let further = prop::collection::vec(further, 0..4);
    let activity =
        (name(), date(), date(), name(), further).prop_map(|(label, from, to, status, further)| {
            GanttRow::Activity(GanttActivity {
                label,
                from,
                to,
                status,
                fill: Fill::Striped,
                text: String::new(),
                further,
            })
        });
    let row = prop_oneof![9 => activity, 1 => name().prop_map(GanttRow::Heading)];
    (prop::collection::vec(row, 0..30), date(), date(), name()).prop_map(
        |(rows, today, from, word)| GanttChart {
            rows,
            today,
            window: from.zip(today),
            words: GanttWords {
                today: word.clone(),
                date_open: word,
                months: ["jan"; 12].map(str::to_owned),
                quarters: ["kv 1"; 4].map(str::to_owned),
            },
            ..GanttChart::default()
        },
    )
}

fn compare() -> impl Strategy<Value = CompareBars> {
    let number = prop_oneof![9 => -1e9..1e9_f64, 1 => Just(f64::NAN)];
    let value = (number, "[0-9]{1,9} kr").prop_map(|(value, text)| CompareValue { value, text });
    let values = prop::collection::vec(prop::option::weighted(0.9, value), 0..6);
    let row = (name(), values).prop_map(|(label, values)| CompareRow { label, values });
    let series = prop::collection::vec(name(), 0..5);
    (series, prop::collection::vec(row, 0..12)).prop_map(|(series, rows)| CompareBars {
        series,
        rows,
        ..CompareBars::default()
    })
}

fn coverage() -> impl Strategy<Value = CoverageMatrix> {
    let names = || prop::collection::vec(name(), 0..30);
    let filled = prop::collection::vec((0_usize..32, 0_usize..32), 0..60);
    (names(), names(), filled, name()).prop_map(|(rows, columns, filled, word)| CoverageMatrix {
        rows,
        columns,
        filled,
        words: CoverageWords {
            count: word.clone(),
            filled: word.clone(),
            empty: word.clone(),
            nothing: word,
        },
        ..CoverageMatrix::default()
    })
}

fn curve() -> impl Strategy<Value = CurveChart> {
    let value = prop_oneof![9 => -1e9..1e9_f64, 1 => Just(f64::NAN)];
    let points = prop::collection::vec(value, 0..62);
    let curve = (name(), points, 1990_i32..2100).prop_map(|(name, values, first)| Curve {
        name,
        points: (first..)
            .zip(values)
            .map(|(year, value)| CurvePoint { year, value })
            .collect(),
    });
    let curves = prop::collection::vec(curve, 0..3);
    (curves, name()).prop_map(|(curves, unit)| CurveChart {
        id: "kurva".to_owned(),
        title: "Kurva".to_owned(),
        description: "Summan över åren".to_owned(),
        unit,
        curves,
    })
}

fn tornado() -> impl Strategy<Value = TornadoChart> {
    let number = || prop_oneof![9 => -1e9..1e9_f64, 1 => Just(f64::NAN)];
    let row = (name(), number(), number(), "[0-9]{1,9} kr");
    let row = row.prop_map(|(label, low, high, text)| TornadoRow {
        label,
        low,
        high,
        low_text: text.clone(),
        high_text: text,
    });
    let rows = prop::collection::vec(row, 0..14);
    (rows, number()).prop_map(|(rows, middle)| TornadoChart {
        id: "tornado".to_owned(),
        title: "Tornado".to_owned(),
        description: "Radernas osäkerhet".to_owned(),
        middle,
        rows,
    })
}

fn risks() -> impl Strategy<Value = RiskChart> {
    let mark = (0_usize..8, 0_usize..8, 1_u32..300).prop_map(|(row, column, number)| RiskMark {
        row,
        column,
        number,
        text: String::new(),
    });
    let way = || {
        let words = prop::collection::vec(name(), 3..8);
        (name(), words)
    };
    (way(), way(), prop::collection::vec(mark, 0..60)).prop_map(|(rows, columns, marks)| {
        RiskChart {
            rows,
            columns,
            marks,
            ..RiskChart::default()
        }
    })
}

fn check(svg: &str) -> Result<(), TestCaseError> {
    sound(svg).map_err(TestCaseError::fail)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn networks_are_sound(chart in network()) {
        check(&chart.to_svg())?;
    }

    #[test]
    fn matrices_are_sound(chart in matrix()) {
        check(&chart.to_svg())?;
    }

    #[test]
    fn ladders_are_sound(chart in ladder()) {
        check(&chart.to_svg())?;
    }

    #[test]
    fn plans_are_sound(chart in gantt()) {
        check(&chart.to_svg())?;
    }

    #[test]
    fn comparisons_are_sound(chart in compare()) {
        check(&chart.to_svg())?;
    }

    #[test]
    fn flows_are_sound(chart in flow()) {
        check(&chart.to_svg())?;
    }

    #[test]
    fn curves_are_sound(chart in curve()) {
        check(&chart.to_svg())?;
    }

    #[test]
    fn tornados_are_sound(chart in tornado()) {
        check(&chart.to_svg())?;
    }

    #[test]
    fn risks_are_sound(chart in risks()) {
        check(&chart.to_svg())?;
    }

    #[test]
    fn coverages_are_sound(chart in coverage()) {
        check(&chart.to_svg())?;
    }
}

/// The relative luminance of WCAG 2.
fn luminance(color: &str) -> f64 {
    let part = |at: usize| {
        let share = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn numbers_can_be_read_on_every_shade() {
    for (shade, ink) in matrix::inks().chain(risks::inks()) {
        assert!(contrast(shade, ink) >= 4.5, "{ink} on {shade}");
    }
}

#[test]
fn signs_stand_out_from_their_ground() {
    use paint::{BLUE, GREEN, GREY, GROUND, PLUM, RUST};
    for color in [BLUE, RUST, GREEN, PLUM, GREY] {
        for ground in ["#ffffff", GROUND, ladder::STAIR] {
            assert!(contrast(color, ground) >= 3.0, "{color} on {ground}");
        }
    }
}
