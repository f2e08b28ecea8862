//! Any bytes in each file of the folder format, one file after the other: values or problems.
#![no_main]

use samverk_exchange::{Folder, Intake};

const FILES: [&str; 16] = [
    "parties.csv",
    "population.csv",
    "ladders/x.toml",
    "catalogues/x.toml",
    "collaborations/x/collaboration.toml",
    "collaborations/x/groups.csv",
    "collaborations/x/members.csv",
    "collaborations/x/assessments.csv",
    "collaborations/x/relations.csv",
    "collaborations/x/measures.csv",
    "collaborations/x/plans/p/plan.toml",
    "collaborations/x/plans/p/versions/1/version.toml",
    "collaborations/x/plans/p/versions/1/goals.csv",
    "collaborations/x/budgets/2021/budget.toml",
    "collaborations/x/models/m.toml",
    "collaborations/x/distributions/d/inputs.toml",
];

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((which, bytes)) = input.split_first() else {
        return;
    };
    let mut folder = Folder::default();
    folder.insert_bytes(FILES[*which as usize % FILES.len()], bytes);
    let mut intake = Intake::new(folder);
    let _ = samverk_parties::bundle::read(&mut intake);
    let _ = samverk_goals::bundle::read(&mut intake);
    let _ = samverk_economy::bundle::read(&mut intake);
});
