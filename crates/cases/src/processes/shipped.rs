//! The processes that ship. A party makes its own from them.

use super::kind::CaseProcess;
use crate::versions::read_shipped;
use samverk_foundation::{Key, Problem};

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
    read_shipped("case_processes", &SHIPPED)
}
