//! Who may do what beside what is described. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

/// Asks when parties could buy together: a collaboration's people.
pub const WINDOWS: &str = "purchase_windows.read";

pub fn reads_windows(role: Role) -> bool {
    role.belongs()
}

pub(crate) fn rows() -> Vec<ActionRow> {
    let allowed = Role::ALL.into_iter().filter(|role| reads_windows(*role));
    vec![ActionRow {
        code: WINDOWS,
        allowed: allowed.collect(),
    }]
}
