//! The files of a thing, on its own page.

use super::words::{VersionView, view};
use crate::model::File;
use crate::{policy, store};
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{PanelFuture, Thing, Ui};
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "files_panel.html")]
struct Panel<'a> {
    ui: &'a Ui,
    files: Vec<(File, VersionView)>,
    /// Where one is added.
    add: Option<String>,
    is_member: bool,
}

pub(super) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(draw(tx, ui, thing))
}

async fn draw(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let mut files = store::list_files(tx, thing.kind, thing.id).await?;
    files.retain(|file| policy::may_read(thing, file));
    let add = policy::may_add(thing).then(|| format!("/filer/ny/{}/{}", thing.kind, thing.id));
    if files.is_empty() && add.is_none() {
        return Ok(None);
    }
    let ids: Vec<_> = files.iter().map(|file| file.id).collect();
    let latest = store::list_latest(tx, &ids).await?.into_iter();
    let mut latest: HashMap<_, _> = latest.map(|version| (version.file, version)).collect();
    let is_member = thing.roles.is_member();
    let files = files.into_iter().filter_map(|file| {
        let version = latest.remove(&file.id)?;
        let view = view(ui, &version, is_member);
        Some((file, view))
    });
    let panel = Panel {
        ui,
        files: files.collect(),
        add,
        is_member,
    };
    ui.fragment(&panel).map(Some)
}
