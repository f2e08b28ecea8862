//! Who may do what with files. Roles are those at the thing that the file lies at.

use crate::model::File;
use samverk_foundation::{Actor, Problem, Role};
use samverk_web::{ActionRow, Thing};

pub(crate) const ADD: &str = "file.add";
pub(crate) const CHANGE: &str = "file.change";

/// Everybody who does more there than to read. Changing and removing asks besides that one may change
/// the thing, or has added the file and nobody has given it to strangers.
fn may(role: Role) -> bool {
    !matches!(role, Role::Reader | Role::Opener | Role::Public)
}

pub(crate) fn rows() -> Vec<ActionRow> {
    let allowed: Vec<Role> = Role::ALL.into_iter().filter(|role| may(*role)).collect();
    let row = |code| ActionRow {
        code,
        allowed: allowed.clone(),
    };
    [ADD, CHANGE].map(row).into()
}

pub fn may_add(thing: &Thing) -> bool {
    thing.takes_files && thing.roles.any(may)
}

/// Whether strangers may get it is said by those who answer for the thing, unless the thing says it in its own way.
pub fn may_publish(thing: &Thing) -> bool {
    may_add(thing) && thing.may_change && thing.own_history.is_none()
}

pub fn may_change(thing: &Thing, file: &File, actor: &Actor) -> bool {
    let is_own = file.added_by.is_some() && file.added_by == actor.person().map(|one| one.id);
    may_add(thing) && (thing.may_change || is_own && !file.is_public)
}

/// What strangers get is replaced by those only who may give it to them.
pub fn may_add_version(thing: &Thing, file: &File) -> bool {
    match file.is_public {
        true => may_publish(thing),
        false => may_add(thing),
    }
}

/// Whoever belongs there reads all that lies at the thing, others what is public.
pub fn may_read(thing: &Thing, file: &File) -> bool {
    file.is_public || thing.roles.is_member()
}

/// The same of one of its versions: others read those that came since it was made public.
pub fn may_read_version(thing: &Thing, file: &File, number: i64) -> bool {
    file.gives(number) || thing.roles.is_member()
}

pub(crate) fn require(allowed: bool) -> Result<(), Problem> {
    match allowed {
        true => Ok(()),
        false => Err(Problem::forbidden()),
    }
}
