//! Where a page about files leads.

use samverk_web::{Thing, Ui};

/// The way to a page about what lies at the thing.
pub(super) fn ui_at(ui: &Ui, thing: &Thing) -> Ui {
    let ui = ui.clone();
    let ui = match place(thing) {
        Some((href, name)) => ui.with_crumb(href, name),
        None => ui,
    };
    ui.with_crumb(thing.href.clone(), thing.name.clone())
}

/// What the thing hangs on: the first two parts of its address, `/samverkan/jamtland`.
fn place(thing: &Thing) -> Option<(String, String)> {
    let parts: Vec<&str> = thing.href.split('/').take(3).collect();
    let href = parts.join("/");
    let hangs = !thing.place.is_empty() && href != thing.href;
    hangs.then(|| (href, thing.place.clone()))
}

/// Where the files stand on the page of the thing.
pub(super) fn list_of(thing: &Thing) -> String {
    match thing.href.contains('#') {
        true => thing.href.clone(),
        false => format!("{}#filer", thing.href),
    }
}
