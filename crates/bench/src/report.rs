//! Figures with their promise, median and spread, as a Markdown table with a column per database.

use std::fmt::Write;

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
    promise: Promise,
    /// Database and sorted figures.
    measured: Vec<(String, Vec<f64>)>,
}

#[derive(Default)]
pub struct Report {
    database: String,
    databases: Vec<String>,
    rows: Vec<Row>,
}

impl Report {
    /// Everything added from now on belongs to this database.
    pub fn begin(&mut self, database: &str) {
        database.clone_into(&mut self.database);
        self.databases.push(database.to_owned());
        println!("measuring {database} …");
    }

    pub fn add(&mut self, name: &str, unit: &str, promise: Promise, measured: &[f64]) {
        let mut sorted = measured.to_vec();
        sorted.sort_by(f64::total_cmp);
        println!("  {name}: {:.2} {unit}", median(&sorted));
        let name = format!("{name} ({unit})");
        let measured = (self.database.clone(), sorted);
        match self.rows.iter_mut().find(|row| row.name == name) {
            Some(row) => row.measured.push(measured),
            None => self.rows.push(Row {
                name,
                promise,
                measured: vec![measured],
            }),
        }
    }

    pub fn print(&self) {
        let heads: String = self
            .databases
            .iter()
            .fold(String::new(), |heads, name| heads + &format!(" {name} |"));
        let lines = "---|".repeat(self.databases.len());
        println!("\n| what | promise |{heads}\n|---|---|{lines}");
        for row in &self.rows {
            let cells = self.databases.iter().fold(String::new(), |mut cells, of| {
                let _ = write!(cells, " {} |", row.cell(of));
                cells
            });
            println!("| {} | {} |{cells}", row.name, row.promise.words());
        }
    }
}

impl Row {
    /// `1.20 (1.10–1.40)`, in bold when the promise is missed. What no database has to do with
    /// stands in every column.
    fn cell(&self, database: &str) -> String {
        let mut found = self.measured.iter();
        let found = found.find(|(of, _)| of == database || of.is_empty());
        let Some((_, sorted)) = found else {
            return "–".to_owned();
        };
        let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
        let middle = median(sorted);
        let told = match least == most {
            true => format!("{middle:.2}"),
            false => format!("{middle:.2} ({least:.2}–{most:.2})"),
        };
        match self.promise.is_kept(middle) {
            true => told,
            false => format!("**{told}**"),
        }
    }
}

impl Promise {
    fn is_kept(self, figure: f64) -> bool {
        match self {
            Self::AtMost(limit) => figure <= limit,
            Self::AtLeast(limit) => figure >= limit,
            Self::None => true,
        }
    }

    fn words(self) -> String {
        match self {
            Self::AtMost(limit) => format!("≤ {limit}"),
            Self::AtLeast(limit) => format!("≥ {limit}"),
            Self::None => "–".to_owned(),
        }
    }
}

pub fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}
