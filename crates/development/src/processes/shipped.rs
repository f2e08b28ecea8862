//! The processes that ship, to begin from.

use super::{PROCESS, Process};
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{Key, Problem};
use samverk_kept::{Kept as _, read_documents};

const SHIPPED: [(&str, &str); 2] = [
    (
        "fran-ide-till-nytta",
        include_str!("../../processes/fran-ide-till-nytta.toml"),
    ),
    (
        "nationellt-initiativ",
        include_str!("../../processes/nationellt-initiativ.toml"),
    ),
];

/// By key. Fails with `internal` when one is not whole, which a test rules out.
pub fn shipped() -> Result<Vec<(Key, Process)>, Problem> {
    let mut folder = Folder::default();
    for (key, text) in SHIPPED {
        folder.insert(format!("processes/{key}.toml"), text);
    }
    let mut intake = Intake::new(folder);
    let read = read_documents(&mut intake, &PROCESS, "");
    if let Some(problem) = intake.problems.0.first() {
        return Err(Problem::internal(problem));
    }
    let process = |row: &samverk_kept::KeptRow| {
        let process = Process::read(&row.record);
        let process = process.ok_or_else(|| Problem::internal("a process of another form"));
        Ok((row.key.clone(), process?))
    };
    read.iter().map(|row| process(&row.value)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::problems_of;
    use super::*;

    #[test]
    fn what_ships_is_whole() {
        let all = shipped().unwrap();
        assert_eq!(all.len(), SHIPPED.len());
        for (key, process) in all {
            assert_eq!(problems_of(&process).0, [], "{key}");
        }
    }
}
