//! The archive's receipt against what was delivered.

use super::{Receipt, Row};
use crate::Checksum;
use std::collections::HashMap;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// So many files are the same.
    pub agreed: usize,
    /// By line of the receipt; what it does not tell of comes last, by path.
    pub findings: Vec<Finding>,
}

/// What does not agree. A line is one of the receipt, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The receipt has another checksum.
    Differs {
        line: usize,
        path: String,
        delivered: Checksum,
        received: Checksum,
    },
    /// Nothing such was delivered.
    Unknown { line: usize, path: String },
    /// It stands further up already.
    Twice {
        line: usize,
        path: String,
        first: usize,
    },
    /// Delivered, and the receipt does not tell of it.
    Missing { path: String },
}

impl Comparison {
    /// Whether the archive has all that was delivered, as it was.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty() && self.agreed > 0
    }
}

/// Compares by path, in whichever folder the archive has laid the package.
pub fn compare(delivered: &Receipt, received: &Receipt) -> Comparison {
    let mut expected: HashMap<String, Expected> = HashMap::with_capacity(delivered.rows.len());
    for row in &delivered.rows {
        let one = Expected {
            checksum: row.checksum,
            found_at: None,
        };
        expected.insert(plain(&row.path), one);
    }
    let around = around(&expected, &received.rows);
    let mut comparison = Comparison::default();
    for row in &received.rows {
        let whole = plain(&row.path);
        let path = whole.strip_prefix(&around).unwrap_or(&whole);
        match expected.get_mut(path) {
            Some(one) => one.meet(row, path, &mut comparison),
            None => comparison.findings.push(Finding::Unknown {
                line: row.line,
                path: row.path.clone(),
            }),
        }
    }
    let left = expected
        .into_iter()
        .filter(|(_, one)| one.found_at.is_none());
    let mut missing: Vec<String> = left.map(|(path, _)| path).collect();
    missing.sort_unstable();
    let missing = missing.into_iter().map(|path| Finding::Missing { path });
    comparison.findings.extend(missing);
    comparison
}

/// A file that was delivered.
struct Expected {
    checksum: Checksum,
    found_at: Option<usize>,
}

impl Expected {
    fn meet(&mut self, row: &Row, path: &str, comparison: &mut Comparison) {
        let (line, path) = (row.line, path.to_owned());
        let finding = match self.found_at {
            Some(first) => Finding::Twice { line, path, first },
            None if row.checksum != self.checksum => Finding::Differs {
                line,
                path,
                delivered: self.checksum,
                received: row.checksum,
            },
            None => {
                comparison.agreed += 1;
                self.found_at = Some(line);
                return;
            }
        };
        self.found_at.get_or_insert(line);
        comparison.findings.push(finding);
    }
}

/// The folder that most paths of the receipt have around them.
fn around(expected: &HashMap<String, Expected>, rows: &[Row]) -> String {
    let mut folders: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let path = plain(&row.path);
        let ends = path.match_indices('/').map(|(at, _)| at + 1);
        let mut starts = std::iter::once(0).chain(ends);
        if let Some(start) = starts.find(|start| expected.contains_key(&path[*start..])) {
            *folders.entry(path[..start].to_owned()).or_default() += 1;
        }
    }
    let most = folders
        .into_iter()
        .max_by(|(a, some), (b, others)| some.cmp(others).then_with(|| b.len().cmp(&a.len())));
    most.map(|(folder, _)| folder).unwrap_or_default()
}

/// Windows' lines between folders, and what addresses begin with.
fn plain(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    let path = path.strip_prefix("file:").unwrap_or(&path);
    let path = path.trim_start_matches('/');
    path.strip_prefix("./").unwrap_or(path).to_owned()
}
