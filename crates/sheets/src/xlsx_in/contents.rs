//! Which sheets a workbook has, and in which parts they and what they share lie.

use super::package::{Package, damaged, not_xlsx};
use super::xml::{Step, Xml};
use samverk_foundation::Problem;

/// The parts of a workbook, by their names in the package.
pub(super) struct Contents {
    pub sheets: Vec<SheetPart>,
    pub strings: Option<String>,
    pub styles: Option<String>,
    pub from_1904: bool,
}

pub(super) struct SheetPart {
    pub name: String,
    pub is_hidden: bool,
    pub part: String,
}

struct Relation {
    id: String,
    kind: String,
    part: String,
}

/// Fails with `workbook_not_xlsx`, `workbook_macros` or `workbook_damaged`.
pub(super) fn read_contents(package: &mut Package) -> Result<Contents, Problem> {
    let types = package.part("[Content_Types].xml")?.ok_or_else(not_xlsx)?;
    if types.contains("macroEnabled") && !types.contains("sheet.binary") {
        return Err(Problem::invalid("workbook_macros"));
    }
    let root = relations(package, "_rels/.rels", "")?;
    let is_main = |relation: &&Relation| relation.kind == "officeDocument";
    let main = root.iter().find(is_main).ok_or_else(not_xlsx)?;
    let workbook = main.part.clone();
    if !workbook.to_lowercase().ends_with(".xml") || !types.contains("spreadsheetml") {
        return Err(not_xlsx());
    }
    let (folder, name) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let related = relations(package, &format!("{folder}/_rels/{name}.rels"), folder)?;
    let text = package.part(&workbook)?.ok_or_else(|| damaged(&workbook))?;
    let part_of = |kind: &str| {
        let found = related.iter().find(|relation| relation.kind == kind);
        found.map(|relation| relation.part.clone())
    };
    let (sheets, from_1904) = read_workbook_part(&text, &related)?;
    Ok(Contents {
        sheets,
        strings: part_of("sharedStrings"),
        styles: part_of("styles"),
        from_1904,
    })
}

fn read_workbook_part(text: &str, related: &[Relation]) -> Result<(Vec<SheetPart>, bool), Problem> {
    let mut xml = Xml::new(text, "workbook");
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Step::Open(element) if element.name() == "workbookPr" => {
                from_1904 = element.is_true("date1904");
            }
            Step::Open(element) if element.name() == "sheet" => {
                let id = element.get("id").unwrap_or_default();
                // Sheets of charts and dialogues have no cells.
                let mut sheets_only = related.iter().filter(|one| one.kind == "worksheet");
                if let Some(relation) = sheets_only.find(|relation| relation.id == id) {
                    let state = element.get("state").unwrap_or_default();
                    sheets.push(SheetPart {
                        name: element.get("name").unwrap_or_default(),
                        is_hidden: matches!(state.as_str(), "hidden" | "veryHidden"),
                        part: relation.part.clone(),
                    });
                }
            }
            Step::Open(_) | Step::Close(_) | Step::Text(_) => {}
            Step::End => return Ok((sheets, from_1904)),
        }
    }
}

/// What a part points at; addresses count from `folder`. An unknown part points at nothing.
fn relations(package: &mut Package, part: &str, folder: &str) -> Result<Vec<Relation>, Problem> {
    let Some(text) = package.part(part)? else {
        return Ok(Vec::new());
    };
    let mut xml = Xml::new(&text, part);
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Step::Open(element) if element.name() == "Relationship" => {
                let kind = element.get("Type").unwrap_or_default();
                let target = element.get("Target").unwrap_or_default();
                relations.push(Relation {
                    id: element.get("Id").unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    part: resolved(folder, &target),
                });
            }
            Step::Open(_) | Step::Close(_) | Step::Text(_) => {}
            Step::End => return Ok(relations),
        }
    }
}

fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            name => steps.push(name),
        }
    }
    steps.join("/")
}
