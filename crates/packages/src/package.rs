//! A package while it is written: begun, one case after the other, ended.

use crate::archive::Archive;
use crate::delivery::{AttachmentKind, Delivery};
use crate::erms::Erms;
use crate::mets::{Entry, Parts, RepresentationMets, write_root};
use crate::names::{self, At};
use crate::premis::Premis;
use crate::spool::Spool;
use crate::{Case, Checksum, File, MediaType, OriginalName, description};
use samverk_foundation::Problem;
use std::io::{self, Read, Write};
use std::path::Path;
use uuid::Uuid;

/// Where a package goes.
pub struct Places<'a, W: Write, L: Write> {
    /// The package itself, a TAR.
    pub package: W,
    /// The list of its files with their checksums, to compare the archive's receipt with.
    pub list: L,
    /// Where metadata may grow while the files pass: some 5 kB for each file.
    pub beside: &'a Path,
}

/// A package that is being written. Whatever fails takes it along: there is no going on with half a case, and none is
/// ended that lacks anything.
pub struct Package<W: Write, L: Write> {
    delivery: Delivery,
    archive: Archive<W, L>,
    erms: Erms<Spool>,
    premis: Premis,
    representation: RepresentationMets<Spool>,
    documentation: Vec<Entry>,
    schemas: Vec<Entry>,
    cases: u64,
}

/// A package that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub id: Uuid,
    pub cases: u64,
    /// All files of the package, with its metadata.
    pub files: u64,
    /// In bytes.
    pub size: u64,
    /// Of the package as one file.
    pub checksum: Checksum,
}

impl<W: Write, L: Write> Package<W, L> {
    pub fn begin(delivery: &Delivery, places: Places<'_, W, L>) -> Result<Self, Problem> {
        let beside = places.beside;
        let folder = delivery.id.to_string();
        let archive = Archive::new(places.package, places.list, folder, delivery.made_at)?;
        let spool = || Spool::new(beside);
        let begun = || {
            let erms = Erms::begin(delivery, spool()?)?;
            let premis = Premis::begin(delivery, beside)?;
            let representation = RepresentationMets::begin(delivery, spool()?)?;
            io::Result::Ok((erms, premis, representation))
        };
        let (erms, premis, representation) = begun().map_err(Problem::internal)?;
        let package = Self {
            delivery: delivery.clone(),
            archive,
            erms,
            premis,
            representation,
            documentation: Vec::new(),
            schemas: Vec::new(),
            cases: 0,
        };
        package.described()
    }

    /// What is written of the package for people, the catalogue of schemas, and what was given to lie beside.
    fn described(mut self) -> Result<Self, Problem> {
        let told = description::text(&self.delivery);
        let path = "documentation/00-beskrivning.txt";
        let entry = self
            .archive
            .ours(path, MediaType::of("text/plain"), told.as_bytes())?;
        self.documentation.push(entry);
        let catalogue = description::catalogue().map_err(Problem::internal)?;
        let path = "schemas/00-catalog.xml";
        let entry = self.archive.ours(path, MediaType::xml(), &catalogue)?;
        self.schemas.push(entry);
        for attachment in self.delivery.attachments.clone() {
            let entries = match attachment.kind {
                AttachmentKind::Documentation => &mut self.documentation,
                AttachmentKind::Schema => &mut self.schemas,
            };
            let path = names::beside(attachment.kind.folder(), entries.len(), &attachment.name);
            let content = &attachment.content;
            entries.push(self.archive.ours(&path, attachment.media_type, content)?);
        }
        Ok(self)
    }

    /// Takes a case with all its files, each opened once and read once.
    ///
    /// Fails with `archive_file_unreadable`, or with `archive_file_differs` when a file is not what was said of it.
    pub fn with_case<R: Read>(
        mut self,
        case: &Case,
        mut open: impl FnMut(&File) -> io::Result<R>,
    ) -> Result<Self, Problem> {
        self.cases += 1;
        let mut paths = Vec::with_capacity(case.documents.len());
        for (document, at_document) in case.documents.iter().zip(1..) {
            let mut of_document = Vec::with_capacity(document.files.len());
            for (file, at_file) in document.files.iter().zip(1..) {
                let at = At {
                    case: self.cases,
                    document: at_document,
                    file: at_file,
                };
                let path = at.path(&case.number, &file.name);
                let content = open(file).map_err(|error| unreadable(&file.name, error))?;
                let told = |problem: Problem| problem.with("number", document.number.as_str());
                self.file(at, file, &path, content).map_err(told)?;
                of_document.push(path);
            }
            paths.push(of_document);
        }
        self.erms.case(case, &paths).map_err(Problem::internal)?;
        Ok(self)
    }

    fn file(&mut self, at: At, file: &File, path: &str, content: impl Read) -> Result<(), Problem> {
        let mut content = Watched {
            content,
            failed: None,
        };
        let written = self.archive.file(path, file.size, &mut content);
        if let Some(error) = content.failed {
            return Err(unreadable(&file.name, error));
        }
        let (size, checksum) = written?;
        if (size, checksum) != (file.size, file.checksum) {
            let differs = Problem::conflict("archive_file_differs");
            return Err(differs
                .with("name", file.name.as_str())
                .with("said", file.checksum)
                .with("found", checksum));
        }
        let entry = Entry {
            path: path.to_owned(),
            media_type: file.media_type.clone(),
            size,
            checksum,
            created: file.kept_at.to_string(),
        };
        let mut tell = || {
            self.premis.file(file, path)?;
            self.representation.file(at, &entry)
        };
        tell().map_err(Problem::internal)
    }

    /// Writes what is said of all the cases, and METS.xml last of all.
    ///
    /// Fails with `archive_without_cases`.
    pub fn seal(mut self) -> Result<Sealed, Problem> {
        if self.cases == 0 {
            return Err(Problem::invalid("archive_without_cases"));
        }
        let archive = &mut self.archive;
        let erms = spooled(archive, "metadata/descriptive/erms.xml", self.erms.end())?;
        let premis = "metadata/preservation/premis.xml";
        let premis = spooled(archive, premis, self.premis.end())?;
        let representation = "representations/rep1/METS.xml";
        let representation = spooled(archive, representation, self.representation.end())?;
        let parts = Parts {
            erms,
            premis,
            representation,
            documentation: self.documentation,
            schemas: self.schemas,
        };
        let root = write_root(&self.delivery, &parts, Vec::new()).map_err(Problem::internal)?;
        archive.ours("METS.xml", MediaType::xml(), &root)?;
        let whole = self.archive.end()?;
        Ok(Sealed {
            id: self.delivery.id,
            cases: self.cases,
            files: whole.files,
            size: whole.size,
            checksum: whole.checksum,
        })
    }
}

fn spooled<W: Write, L: Write>(
    archive: &mut Archive<W, L>,
    path: &str,
    spool: io::Result<Spool>,
) -> Result<Entry, Problem> {
    let spooled = spool.and_then(Spool::seal).map_err(Problem::internal)?;
    archive.copied(path, MediaType::xml(), spooled.size, spooled.content)
}

/// Keeps why reading failed, so that it is not taken for a fault in writing.
struct Watched<R> {
    content: R,
    failed: Option<io::Error>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(bytes);
        match read {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                let told = io::Error::from(error.kind());
                self.failed = Some(error);
                Err(told)
            }
            read => read,
        }
    }
}

fn unreadable(name: &OriginalName, error: io::Error) -> Problem {
    let mut problem = Problem::unavailable("archive_file_unreadable").with("name", name.as_str());
    problem.cause = Some(error.to_string());
    problem
}
