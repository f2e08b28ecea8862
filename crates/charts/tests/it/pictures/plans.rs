//! Time plans: one of a year's activities, one of eighty rows.

use samverk_charts::{Fill, GanttActivity, GanttChart, GanttRow, GanttWords};

fn day(text: &str) -> Option<chrono::NaiveDate> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

pub fn gantt_words() -> GanttWords {
    let months = [
        "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
    ];
    GanttWords {
        today: "i dag".to_owned(),
        date_open: "datum inte bestämt".to_owned(),
        months: months.map(str::to_owned),
        quarters: ["kv 1", "kv 2", "kv 3", "kv 4"].map(str::to_owned),
    }
}

fn activity(label: &str, from: &str, to: &str, status: &str, fill: Fill) -> GanttRow {
    GanttRow::Activity(GanttActivity {
        label: label.to_owned(),
        from: day(from),
        to: day(to),
        status: status.to_owned(),
        fill,
        text: format!("{from} till {to}"),
        ..GanttActivity::default()
    })
}

pub fn gantt() -> GanttChart {
    let heading = |text: &str| GanttRow::Heading(text.to_owned());
    GanttChart {
        id: "gantt".to_owned(),
        title: "Aktiviteter april till december 2026".to_owned(),
        description: "Tre är klara, två pågår och en saknar datum.".to_owned(),
        rows: vec![
            heading("Invånare och företag"),
            activity(
                "Kartlägg e-tjänster",
                "2026-04-01",
                "2026-05-31",
                "klar",
                Fill::Solid,
            ),
            activity(
                "Gemensam mall för blanketter och texter på lättläst svenska i alla kommuner",
                "2026-05-15",
                "2026-09-30",
                "pågår",
                Fill::Striped,
            ),
            activity(
                "Öppna data om skolvägar",
                "2026-08-01",
                "",
                "pågår",
                Fill::Striped,
            ),
            activity(
                "Utbilda kundtjänst",
                "2026-10-01",
                "2026-12-15",
                "planerad",
                Fill::Empty,
            ),
            heading("Gemensam it"),
            activity(
                "Avveckla gammalt e-arkiv",
                "",
                "2026-07-15",
                "klar",
                Fill::Solid,
            ),
            activity(
                "Upphandla signering",
                "2026-06-01",
                "2026-08-31",
                "försenad",
                Fill::Crossed,
            ),
            activity(
                "Prova gemensam drift",
                "2026-09-01",
                "2026-09-01",
                "planerad",
                Fill::Empty,
            ),
            activity(
                "Beslut om fortsättning",
                "",
                "",
                "inte beslutad",
                Fill::Dotted,
            ),
        ],
        today: day("2026-09-12"),
        window: None,
        words: gantt_words(),
    }
}

/// Eighty rows over seven years.
pub fn long_gantt() -> GanttChart {
    let row = |index: u32| {
        let (year, month) = (2024 + index / 14, index % 12 + 1);
        let fill = [Fill::Solid, Fill::Striped, Fill::Empty][index as usize % 3];
        let (from, to) = (
            format!("{year}-{month:02}-01"),
            format!("{}-06-30", year + 1),
        );
        activity(&format!("Aktivitet {index}"), &from, &to, "pågår", fill)
    };
    GanttChart {
        id: "long-gantt".to_owned(),
        rows: (0..80).map(row).collect(),
        ..gantt()
    }
}
