//! The page of a file: what it is called, and all that it has been.

use super::place::ui_at;
use super::words::{VersionView, view};
use crate::find::find;
use crate::model::File;
use crate::{policy, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_web::{AppState, PageResult, Thing, Ui};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "file.html")]
struct FilePage {
    ui: Ui,
    thing: Thing,
    file: File,
    versions: Vec<VersionView>,
    is_member: bool,
    may_change: bool,
    may_add_version: bool,
}

pub(super) async fn show(State(app): State<AppState>, ui: Ui, Path(id): Path<Uuid>) -> PageResult {
    let tx = app.db.read().await?;
    let (thing, file) = find(&app, &tx, &ui.actor, id).await?;
    let mut versions = store::list_versions(&tx, file.id).await?;
    versions.retain(|version| policy::may_read_version(&thing, &file, version.number));
    let is_member = thing.roles.is_member();
    let views = versions.iter().map(|version| view(&ui, version, is_member));
    ui.page(&FilePage {
        versions: views.collect(),
        is_member,
        may_change: policy::may_change(&thing, &file, &ui.actor),
        may_add_version: policy::may_add_version(&thing, &file),
        ui: ui_at(&ui, &thing),
        thing,
        file,
    })
}
