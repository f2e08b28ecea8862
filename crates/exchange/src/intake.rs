use crate::Folder;
use crate::document::read_document;
use crate::folder::names_below;
use crate::workbooks::Sheets;
use crate::written::{Written, read_written};
use samverk_foundation::{Key, Problem, Problems};
use samverk_sheets::{Table, read_table};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The key of the party that somebody wrote in some way.
pub type Naming = Box<dyn Fn(&str) -> Option<Key> + Send + Sync>;

/// The code that a word stands for in a column, when it is the word of one.
pub type Wording = Box<dyn Fn(&str, &str) -> Option<String> + Send + Sync>;

/// The columns, of whatever table, in which a code stands.
pub const CODE_COLUMNS: [&str; 30] = [
    "hosting",
    "price_readers",
    "shown",
    "term",
    "counting",
    "trigger_event",
    "answer",
    "became",
    "certainty",
    "direction",
    "handed_to_kind",
    "joint_stance",
    "kind",
    "legal_form",
    "minutes_form",
    "outcome",
    "presence_by",
    "publicity",
    "reach",
    "respondents",
    "result",
    "role",
    "shape",
    "sort",
    "stance",
    "standing",
    "state",
    "status",
    "urgency",
    "way",
];

/// The columns, of whatever table, in which a party stands.
const PARTY_COLUMNS: [&str; 6] = [
    "party",
    "other_party",
    "host",
    "on_behalf_of",
    "raised_by",
    "handed_to",
];

/// A folder on its way in. Everything that is wrong is gathered here, so that all is told at once.
pub struct Intake {
    folder: Folder,
    /// The tables that lie in workbooks.
    sheets: Sheets,
    read: BTreeSet<String>,
    parties: Option<Naming>,
    words: Option<Wording>,
    pub problems: Problems,
    /// What must be confirmed. They have their file, and row and column where known.
    pub warnings: Vec<Problem>,
}

impl Intake {
    /// Opens the workbooks of the folder. Notes what is wrong with them, and `table_twice`.
    pub fn new(mut folder: Folder) -> Self {
        let mut problems = Problems::default();
        let sheets = Sheets::take_from(&mut folder, &mut problems);
        let (read, warnings) = (BTreeSet::new(), Vec::new());
        Self {
            folder,
            sheets,
            read,
            parties: None,
            words: None,
            problems,
            warnings,
        }
    }

    /// Lets parties stand in tables by name too.
    pub fn know_parties(&mut self, naming: Naming) {
        self.parties = Some(naming);
    }

    /// Lets the words of codes stand in tables too, in any language.
    pub fn know_words(&mut self, wording: Wording) {
        self.words = Some(wording);
    }

    /// The names directly below a folder, in order.
    pub fn names_in(&self, folder: &str) -> Vec<String> {
        let mut names = names_below(self.folder.paths(), folder);
        names.extend(names_below(self.sheets.paths(), folder));
        names.into_iter().collect()
    }

    pub fn has(&self, path: &str) -> bool {
        self.folder.get(path).is_some() || self.sheets.get(path).is_some()
    }

    /// Where what people have laid at a thing lies on this machine, if it does.
    pub fn laid(&mut self, path: &str) -> Option<PathBuf> {
        self.read.insert(path.to_owned());
        self.folder.laid_at(path).map(Path::to_path_buf)
    }

    /// Whether the heading of a file in the folder does not have the column, as files have that were written
    /// before there was one.
    pub fn lacks(&self, path: &str, column: &str) -> bool {
        let Some(bytes) = self.folder.get(path) else {
            return false;
        };
        let heading = String::from_utf8_lossy(bytes);
        let mut lines = heading.lines().filter(|line| !line.starts_with("sep="));
        let mut names = lines.next().unwrap_or_default().split([',', ';', '\t']);
        !names.any(|name| name.trim_matches(['"', ' ', '\u{feff}']) == column)
    }

    /// A table, if its file or sheet is there and whole. What is wrong is noted.
    pub fn table(&mut self, path: &str, columns: &[&'static str]) -> Option<Table> {
        let table = match (self.folder.get(path), self.sheets.get(path)) {
            (Some(bytes), _) => read_table(bytes, path, columns),
            (None, Some(sheet)) => {
                self.warnings.extend(sheet.remarks());
                sheet.table(columns)
            }
            (None, None) => return None,
        };
        self.read.insert(path.to_owned());
        match table {
            Ok(mut table) => {
                if let Some(naming) = &self.parties {
                    // A folder may bring parties of its own, by keys that name others elsewhere.
                    let brings_parties = self.has("parties.csv");
                    let is_key = |written: &str| brings_parties && Key::parse(written).is_ok();
                    let key = |written: &str| match is_key(written) {
                        true => None,
                        false => naming(written).map(String::from),
                    };
                    for column in PARTY_COLUMNS {
                        table.respell(column, key);
                    }
                }
                if let Some(code) = &self.words {
                    for column in CODE_COLUMNS {
                        table.respell(column, |written| code(column, written));
                    }
                }
                Some(table)
            }
            Err(problems) => {
                self.problems.extend(problems.0);
                None
            }
        }
    }

    /// A document, if the file is there and whole. What is wrong is noted with its row.
    pub fn document<T: DeserializeOwned>(&mut self, path: &str) -> Option<T> {
        let bytes = self.folder.get(path)?;
        self.read.insert(path.to_owned());
        match read_document(bytes, path) {
            Ok(document) => Some(document),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    /// A document as it is written, if the file is there. What is wrong is noted with its row.
    pub fn written(&mut self, path: &str) -> Option<Written> {
        let bytes = self.folder.get(path)?;
        self.read.insert(path.to_owned());
        self.problems.keep(read_written(bytes, path))
    }

    /// Like `document`, for a file that must be there. Notes `file_missing`.
    pub fn required_document<T: DeserializeOwned>(&mut self, path: &str) -> Option<T> {
        if !self.has(path) {
            self.problems
                .push(Problem::invalid("file_missing").at_file(path));
        }
        self.document(path)
    }

    /// Keeps a value or notes what is wrong with it.
    pub fn keep<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        self.problems.keep(result)
    }

    /// Names the sheets in problems and warnings that name the tables they stand for. To be done
    /// last, when all is said.
    pub fn name_sheets(&mut self) {
        let all = self.problems.0.iter_mut().chain(&mut self.warnings);
        all.for_each(|problem| self.sheets.name_in(problem));
    }

    /// Notes every file and sheet that nobody asked for: a misspelt name must not pass in silence.
    pub fn note_unknown_files(&mut self) {
        let unknown: Vec<_> = self
            .folder
            .paths()
            .chain(self.folder.laid_paths())
            .filter(|path| !self.read.contains(*path))
            .map(str::to_owned)
            .collect();
        for path in unknown {
            self.problems
                .push(Problem::invalid("file_unknown").at_file(&path));
        }
        let unread = self
            .sheets
            .iter()
            .filter(|(path, _)| !self.read.contains(*path));
        let unread =
            unread.map(|(_, sheet)| Problem::invalid("sheet_unknown").at_file(&sheet.place));
        self.problems.extend(unread);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Small {
        #[allow(dead_code, reason = "only its presence matters")]
        name: String,
    }

    fn intake(path: &str, bytes: &[u8]) -> Intake {
        let mut folder = Folder::default();
        folder.insert_bytes(path, bytes);
        Intake::new(folder)
    }

    #[test]
    fn a_misspelt_field_is_told_with_its_row() {
        let mut intake = intake("bundle.toml", b"name = \"x\"\n\nnmae = 1\n");
        assert!(intake.document::<Small>("bundle.toml").is_none());
        let problem = &intake.problems.0[0];
        assert_eq!(
            (problem.code, problem.place.row),
            ("document_field_unknown", Some(3))
        );
    }

    #[test]
    fn a_document_in_latin_1_is_told_with_its_row() {
        let mut intake = intake("bundle.toml", b"# x\nname = \"M\xe5l\"\n");
        assert!(intake.document::<Small>("bundle.toml").is_none());
        let problem = &intake.problems.0[0];
        assert_eq!(
            (problem.code, problem.place.row),
            ("file_not_utf8", Some(2))
        );
        let excerpt = ("excerpt", "name = \"Mål\"".to_owned());
        assert!(problem.values.contains(&excerpt), "{problem}");
    }

    #[test]
    fn a_file_that_nobody_asked_for_is_told() {
        let mut intake = intake("partys.csv", b"key\n");
        intake.note_unknown_files();
        assert_eq!(intake.problems.0[0].code, "file_unknown");
    }
}
