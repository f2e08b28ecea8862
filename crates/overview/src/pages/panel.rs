//! The way to the page across the parties, for those who may read it.

use crate::policy::Action;
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_web::{PanelFuture, Ui};

#[derive(Template)]
#[template(path = "across_panel.html")]
struct AcrossPanel<'a> {
    ui: &'a Ui,
    href: String,
}

pub fn panel<'a>(_: &'a Tx, ui: &'a Ui, collaboration: CollaborationId) -> PanelFuture<'a> {
    Box::pin(async move { draw(ui, collaboration) })
}

/// The panel stands on the collaboration's own page, and so below its address.
fn draw(ui: &Ui, collaboration: CollaborationId) -> Result<Option<String>, Problem> {
    let roles = ui.actor.roles_in(collaboration, &[]);
    if !roles.any(Action::ReadAcrossParties.by()) {
        return Ok(None);
    }
    let href = format!("{}/aktorer", ui.path.trim_end_matches('/'));
    ui.fragment(&AcrossPanel { ui, href }).map(Some)
}
