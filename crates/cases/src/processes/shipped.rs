//! The processes that ship. A party makes its own from them.

use super::kind::{CASE_PROCESS, CaseProcess};
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{Key, Problem};
use samverk_kept::{Kept as _, read_documents};

const SHIPPED: [(&str, &str); 5] = [
    (
        "remiss-till-oss",
        include_str!("../../processes/remiss-till-oss.toml"),
    ),
    (
        "remiss-fran-oss",
        include_str!("../../processes/remiss-fran-oss.toml"),
    ),
    (
        "gemensam-beredning",
        include_str!("../../processes/gemensam-beredning.toml"),
    ),
    (
        "arende-for-beslut",
        include_str!("../../processes/arende-for-beslut.toml"),
    ),
    (
        "begaran-om-handling",
        include_str!("../../processes/begaran-om-handling.toml"),
    ),
];

/// By key. Fails with `internal_error` when one is not whole, which a test rules out.
pub fn shipped() -> Result<Vec<(Key, CaseProcess)>, Problem> {
    let mut folder = Folder::default();
    for (key, text) in SHIPPED {
        folder.insert(format!("case_processes/{key}.toml"), text);
    }
    let mut intake = Intake::new(folder);
    let read = read_documents(&mut intake, &CASE_PROCESS, "");
    if let Some(problem) = intake.problems.0.first() {
        return Err(Problem::internal(problem));
    }
    let process = |row: &samverk_kept::KeptRow| {
        let process = CaseProcess::read(&row.record);
        let process = process.ok_or_else(|| Problem::internal("a process of another form"));
        Ok((row.key.clone(), process?))
    };
    read.iter().map(|row| process(&row.value)).collect()
}
