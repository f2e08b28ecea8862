//! Figures with their promise, median and spread, as a Markdown table.

/// A promise: what is measured stays at or below a limit, or reaches at least one.
#[derive(Clone, Copy)]
pub enum Promise {
    AtMost(f64),
    AtLeast(f64),
    /// A yardstick: measured for comparison only.
    None,
}

struct Row {
    name: String,
    unit: &'static str,
    promise: Promise,
    sorted: Vec<f64>,
}

#[derive(Default)]
pub struct Report {
    database: String,
    rows: Vec<Row>,
}

impl Report {
    /// Everything added from now on belongs to this database.
    pub fn begin(&mut self, database: &str) {
        self.database = format!("{database}: ");
        println!("measuring {database} …");
    }

    pub fn add(&mut self, name: &str, unit: &'static str, promise: Promise, measured: &[f64]) {
        let mut sorted = measured.to_vec();
        sorted.sort_by(f64::total_cmp);
        let name = format!("{}{name}", self.database);
        println!("  {name}: {:.2} {unit}", median(&sorted));
        self.rows.push(Row {
            name,
            unit,
            promise,
            sorted,
        });
    }

    pub fn print(&self) {
        println!("\n| what | promise | median | least – most | |\n|---|---|---|---|---|");
        for row in &self.rows {
            let middle = median(&row.sorted);
            let (least, most) = (row.sorted[0], row.sorted[row.sorted.len() - 1]);
            let (promise, verdict) = match row.promise {
                Promise::AtMost(limit) => (format!("≤ {limit}"), verdict(middle <= limit)),
                Promise::AtLeast(limit) => (format!("≥ {limit}"), verdict(middle >= limit)),
                Promise::None => ("–".to_owned(), ""),
            };
            let (name, unit) = (&row.name, row.unit);
            println!(
                "| {name} ({unit}) | {promise} | {middle:.2} | {least:.2} – {most:.2} | {verdict} |"
            );
        }
    }
}

fn verdict(kept: bool) -> &'static str {
    if kept { "kept" } else { "**missed**" }
}

pub fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}
