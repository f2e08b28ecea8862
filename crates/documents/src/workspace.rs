//! The closed room that Typst works in: our templates, the data, the fonts and nothing else.
//! There is no file system and no network.

use crate::fonts::FONTS;
use std::collections::HashMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

const TEMPLATES: [(&str, &str); 11] = [
    ("words.typ", include_str!("../templates/words.typ")),
    ("layout.typ", include_str!("../templates/layout.typ")),
    ("parts.typ", include_str!("../templates/parts.typ")),
    ("map.typ", include_str!("../templates/map.typ")),
    ("plan.typ", include_str!("../templates/plan.typ")),
    ("party.typ", include_str!("../templates/party.typ")),
    ("basis.typ", include_str!("../templates/basis.typ")),
    ("letter.typ", include_str!("../templates/letter.typ")),
    ("paper.typ", include_str!("../templates/paper.typ")),
    ("scenarios.typ", include_str!("../templates/scenarios.typ")),
    (
        "distribution.typ",
        include_str!("../templates/distribution.typ"),
    ),
];

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

pub(crate) struct Workspace {
    main: FileId,
    sources: HashMap<FileId, Source>,
    /// The data, and the pictures of its texts.
    files: HashMap<FileId, Bytes>,
}

impl Workspace {
    /// A room where this template finds this data as `data.json`.
    pub fn new(template: &str, data: Vec<u8>) -> FileResult<Self> {
        let mut sources = HashMap::new();
        for (name, text) in TEMPLATES {
            let id = file_id(name)?;
            sources.insert(id, Source::new(id, text.to_owned()));
        }
        Ok(Self {
            main: file_id(template)?,
            sources,
            files: HashMap::from([(file_id("data.json")?, Bytes::new(data))]),
        })
    }

    /// With these beside the data.
    pub fn with_files(mut self, files: &[(String, Vec<u8>)]) -> FileResult<Self> {
        for (name, bytes) in files {
            self.files.insert(file_id(name)?, Bytes::new(bytes.clone()));
        }
        Ok(self)
    }

    /// A room with a template of its own beside the others, to test them.
    #[cfg(test)]
    pub fn with_main(text: &str) -> FileResult<Self> {
        let mut workspace = Self::new("main.typ", Vec::new())?;
        workspace
            .sources
            .insert(workspace.main, Source::new(workspace.main, text.to_owned()));
        Ok(workspace)
    }

    /// Where in the templates a trouble is, for the log.
    pub fn line_of(&self, span: typst::syntax::DiagSpan) -> Option<String> {
        let source = self.sources.get(&span.id()?)?;
        let range = typst::WorldExt::range(self, span)?;
        let line = source.lines().byte_to_line(range.start)? + 1;
        Some(format!(
            "{}:{line}",
            source.id().vpath().get_without_slash()
        ))
    }
}

fn file_id(name: &str) -> FileResult<FileId> {
    let path = VirtualPath::new(name).map_err(|_| FileError::AccessDenied)?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Workspace {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources
            .get(&id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    /// The date is printed from the data; templates that ask the machine get no answer.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
