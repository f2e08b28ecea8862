//! Ten thousand cases take no more memory than a thousand.

use crate::fixture::{Store, delivery};
use samverk_packages::{Case, Direction, Package, Places};
use std::io;
use std::process::Command;

/// The peak is the whole process's, so it is measured in one where nothing else runs.
const ALONE: &str = "SAMVERK_MEMORY_ALONE";
/// More than what allocator and buffers take, far less than what nine thousand cases are.
const MORE_KILOBYTES: u64 = 1_024;

fn case(store: &mut Store, number: u32) -> Case {
    let mut document = |sequence| {
        let content = number.to_le_bytes().repeat(500);
        let file = store.file("Tjänsteskrivelse.pdf", &content);
        store.document(sequence, Direction::Internal, vec![file])
    };
    let documents = vec![document(1), document(2)];
    let mut case = store.case(&format!("KS 2026/{number:05}"), documents);
    case.events = vec![case.events[0].clone(); 5];
    case
}

/// The size of the package.
fn pack(cases: u32) -> u64 {
    let beside = std::env::temp_dir();
    let places = Places {
        package: io::sink(),
        list: io::sink(),
        beside: &beside,
    };
    let mut package = Package::begin(&delivery(Vec::new()), places).unwrap();
    for number in 1..=cases {
        let mut store = Store::default();
        let case = case(&mut store, number);
        package = package.with_case(&case, |file| store.open(file)).unwrap();
    }
    let sealed = package.seal().unwrap();
    assert_eq!(sealed.cases, u64::from(cases));
    sealed.size
}

/// The most memory that the process has had, in kilobytes; nothing where the system does not tell.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let told = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    told?.trim().trim_end_matches(" kB").parse().ok()
}

#[test]
fn ten_thousand_cases_take_no_more_memory_than_a_thousand() {
    if std::env::var_os(ALONE).is_none() {
        let me = std::env::current_exe().unwrap();
        let name = "memory::ten_thousand_cases_take_no_more_memory_than_a_thousand";
        let mut alone = Command::new(me);
        alone.args(["--exact", name, "--nocapture"]).env(ALONE, "1");
        let told = alone.output().unwrap();
        let said = String::from_utf8_lossy(&told.stdout);
        assert!(told.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let thousand = pack(1_000);
    let Some(before) = peak() else {
        return;
    };
    let ten_thousand = pack(10_000);
    let grown = peak().unwrap() - before;
    println!("{thousand} bytes: {before} kB; {ten_thousand} bytes: {grown} kB more");
    assert!(ten_thousand > 9 * thousand);
    assert!(grown < MORE_KILOBYTES, "{grown} kB more");
}
