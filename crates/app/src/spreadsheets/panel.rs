//! The way to the workbooks from the collaboration's page, for those who may use them.

use super::may;
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, PartyId, Problem};
use samverk_parties::store::list_members;
use samverk_web::{PanelFuture, Ui};

#[derive(Template)]
#[template(path = "spreadsheet_panel.html")]
struct Panel<'p> {
    ui: &'p Ui,
    href: String,
}

pub(super) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, of: CollaborationId) -> PanelFuture<'a> {
    Box::pin(draw(tx, ui, of))
}

async fn draw(tx: &Tx, ui: &Ui, of: CollaborationId) -> Result<Option<String>, Problem> {
    if !ui.is_signed_in() {
        return Ok(None);
    }
    let members = list_members(tx, of, None).await?;
    let ids: Vec<PartyId> = members.iter().map(|member| member.party.id).collect();
    if !ui.actor.roles_in(of, &ids).any(may) {
        return Ok(None);
    }
    let href = format!("{}/kalkylblad", ui.path);
    ui.fragment(&Panel { ui, href }).map(Some)
}
