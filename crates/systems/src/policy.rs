//! Who may do what beside what is described. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

/// Reads who has which systems in a collaboration: its people.
pub const COVERAGE: &str = "system_coverage.read";

pub fn reads_coverage(role: Role) -> bool {
    role.belongs()
}

pub(crate) fn rows() -> Vec<ActionRow> {
    let allowed = Role::ALL.into_iter().filter(|role| reads_coverage(*role));
    vec![ActionRow {
        code: COVERAGE,
        allowed: allowed.collect(),
    }]
}
