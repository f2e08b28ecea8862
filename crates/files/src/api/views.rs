//! Files and versions as the API tells of them and takes them in.

use super::EXAMPLE;
use crate::model::{File, State, Version};
use samverk_rest::{Linked, Moment, Representation, Tag};
use samverk_web::Thing;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a scanner has said. Nothing is clean by itself.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "FileState")]
pub(super) enum StateView {
    NotScanned,
    Clean,
    Infected,
}

/// The content of a file at one time.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "FileVersion")]
pub(super) struct VersionView {
    version: i64,
    file_name: String,
    /// By its content.
    media_type: String,
    /// Bytes.
    size: u64,
    /// In hexadecimal.
    sha256: String,
    state: StateView,
    /// The virus that was found, or why it was not scanned: `no_scanner`, `away`, `slow` or `too_large`.
    state_reason: String,
    /// Who added it, as they were called then; empty for strangers.
    added_by: String,
    added_at: Moment,
}

/// Something that somebody has laid at a kept thing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "File")]
pub(super) struct FileView {
    /// UUID.
    id: String,
    title: String,
    /// Whether everybody who may read the thing may fetch it.
    public: bool,
    /// The last version.
    latest: VersionView,
}

/// What is said of a file.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "FileChange")]
pub(super) struct FileChangeView {
    pub title: String,
    pub public: bool,
}

/// A form with a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "NewFile")]
pub(super) struct NewFileView {
    /// The name of the file when nothing is said.
    #[schemars(with = "Option<String>")]
    title: String,
    /// `true` when everybody may fetch it.
    #[schemars(with = "Option<bool>")]
    public: bool,
    #[schemars(extend("format" = "binary"))]
    file: String,
}

/// A form with a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "NewFileVersion")]
pub(super) struct NewVersionView {
    #[schemars(extend("format" = "binary"))]
    file: String,
}

impl Representation for VersionView {
    fn example() -> Self {
        let at = chrono::DateTime::from_timestamp(1_795_860_000, 0);
        Self {
            version: 1,
            file_name: "protokoll.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 48_211,
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            state: StateView::NotScanned,
            state_reason: "no_scanner".to_owned(),
            added_by: "Samordnare Exempel".to_owned(),
            added_at: Moment(at.unwrap_or_default()),
        }
    }
}

impl Representation for FileView {
    fn example() -> Self {
        Self {
            id: EXAMPLE.to_owned(),
            title: "Protokoll".to_owned(),
            public: false,
            latest: VersionView::example(),
        }
    }
}

impl Representation for FileChangeView {
    fn example() -> Self {
        Self {
            title: "Protokoll".to_owned(),
            public: true,
        }
    }
}

impl Representation for NewFileView {
    fn example() -> Self {
        Self {
            title: "Protokoll".to_owned(),
            public: false,
            file: "%PDF-1.7 …".to_owned(),
        }
    }
}

impl Representation for NewVersionView {
    fn example() -> Self {
        Self {
            file: "%PDF-1.7 …".to_owned(),
        }
    }
}

pub(super) fn view(thing: &Thing, version: &Version) -> VersionView {
    let (state, reason) = match &version.state {
        State::Clean => (StateView::Clean, String::new()),
        State::Infected(found) => (StateView::Infected, found.clone()),
        State::NotScanned(why) => (StateView::NotScanned, why.code().to_owned()),
    };
    VersionView {
        version: version.number,
        file_name: version.name.clone(),
        media_type: version.media_type.clone(),
        size: version.size,
        sha256: version.sha256.clone(),
        state,
        state_reason: reason,
        added_by: match thing.roles.is_member() {
            true => version.added_by_name.clone(),
            false => String::new(),
        },
        added_at: Moment(version.added_at),
    }
}

fn address(file: &File) -> String {
    format!("/files/{}", file.id)
}

pub(super) fn contents(file: &File, version: &Version) -> String {
    format!("{}/versions/{}/contents", address(file), version.number)
}

pub(super) fn linked(thing: &Thing, file: &File, latest: &Version) -> Linked<FileView> {
    let at = FileView {
        id: file.id.to_string(),
        title: file.title.clone(),
        public: file.is_public,
        latest: view(thing, latest),
    };
    let here = address(file);
    let all = format!("/things/{}/{}/files", thing.kind, thing.id);
    let linked = Linked::at(&here, at).link("collection", all);
    let linked = linked.link("version-history", format!("{here}/versions"));
    match latest.is_infected() {
        true => linked,
        false => linked.link("enclosure", contents(file, latest)),
    }
}

pub(super) fn tag(file: &File, latest: &Version) -> Tag {
    let (state, reason) = latest.state.written();
    Tag::of(&(file.id, file.revision, state, reason))
}
