//! The program itself makes PDFs in processes of their own.

use crate::served::Served;

const PEAK_MAX_KIB: u64 = 250_000;

/// The most memory that the process has held.
fn peak_kib(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let peak = status.lines().find(|line| line.starts_with("VmHWM:"));
    let peak = peak.unwrap().split_whitespace().nth(1).unwrap();
    peak.parse().unwrap()
}

#[test]
fn the_server_itself_never_holds_what_typesetting_takes() {
    let data = tempfile::tempdir().unwrap();
    let served = Served::start(data.path(), "");
    for path in [
        "/samverkan/digitaliseringsradet/planer/2021-2023/plan.pdf",
        "/aktorer/jonkopings-kommun/oversikt.pdf",
    ] {
        let printed = served.get(path, "");
        assert_eq!(printed.status, 200, "{path}");
        assert!(printed.text.contains("\r\n\r\n%PDF-"), "{path}");
    }
    let peak = peak_kib(served.id());
    assert!(peak < PEAK_MAX_KIB, "{peak} KiB");
}
