use super::register_case::check_code;
use super::spell;
use crate::desk::RegistryDesk;
use crate::list_file::{ListedCase, ListedRow};
use crate::model::{Case, CaseContent, Changes, complete, place};
use crate::policy::Action;
use crate::registries::{REGISTRY, Registry, same_code};
use crate::{CaseId, store};
use chrono::Datelike;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Key, PersonId, Problem, Problems};
use samverk_kept::{Ground, Held};
use std::collections::{BTreeMap, BTreeSet};

/// What became of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub added: usize,
    /// Those that stood already, as the list says.
    pub unchanged: usize,
    /// Those whose officer is none of the party's people here.
    pub without_officer: usize,
    /// What was added to each year.
    pub years: BTreeMap<i32, YearAdded>,
}

/// What a list adds to a year of the registry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearAdded {
    pub count: usize,
    /// The highest number before.
    pub last: i64,
    /// The highest number from now on.
    pub highest: i64,
    /// So many of the added come after the last.
    after: i64,
}

impl YearAdded {
    fn add(&mut self, number: i64) {
        self.count += 1;
        self.highest = self.highest.max(number);
        self.after += i64::from(number > self.last);
    }

    /// So many numbers are skipped, that no case has.
    pub fn passed_over(&self) -> i64 {
        self.highest - self.last - self.after
    }
}

impl Imported {
    /// Whether numbers are skipped in a year that goes on: those before give no numbers any more.
    pub fn passes_over(&self, from: i32) -> bool {
        let mut years = self.years.range(from..);
        years.any(|(_, year)| year.passed_over() > 0)
    }
}

/// So many are asked for at once.
const STRETCH: usize = 500;

/// Brings in a list of cases with the numbers that they have: all of it or nothing. The registry goes on after the highest
/// number of each year. What stands already, said in the same way, stays as it is.
///
/// Fails with `forbidden`, `registry_code_taken`, or with what is wrong in the rows: `case_number_taken`,
/// `case_number_of_other_registry`, `case_number_disposed`, `case_number_of_later_year`, `case_closed_on_wrong`, `case_registered_in_future`, `case_officer_unknown`.
pub async fn import_cases(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (file, rows): (&str, Vec<ListedRow>),
) -> Result<Imported, Problems> {
    desk.require(Action::Import)?;
    check_code(tx, desk).await?;
    let years: BTreeSet<i32> = rows.iter().map(|row| row.case.year).collect();
    let mut lasts: BTreeMap<i32, i64> = BTreeMap::new();
    // Nobody takes a number of these years meanwhile.
    for year in years {
        let last = store::hold_year(tx, desk.registry.id, year).await?;
        lasts.insert(year, last);
    }
    let others = others(tx, desk).await?;
    let officers = desk.officers(tx).await?;
    let mut problems = Problems::default();
    let mut imported = Imported::default();
    let mut added: BTreeMap<i32, Vec<i64>> = BTreeMap::new();
    for stretch in rows.chunks(STRETCH) {
        let standing = standing(tx, desk, stretch).await?;
        let disposed = disposed(tx, desk, stretch).await?;
        for row in stretch {
            let told = |problem: Problem| problem.at_file(file).at_row(row.line);
            let wrong = |problem: Problem, column: &str| told(problem).at_column(column);
            let listed = &row.case;
            if listed.registered_on > tx.today() {
                let late = Problem::invalid("case_registered_in_future").with("date", tx.today());
                problems.push(wrong(late, "registered_on"));
                continue;
            }
            if let Some((problem, column)) = wrong_day(listed, tx.today()) {
                problems.push(wrong(problem, column));
                continue;
            }
            if let Some(gone) = disposed.get(&place(listed.year, listed.sequence)) {
                let problem = Problem::invalid("case_number_disposed");
                let problem = problem.with("value", &listed.number).with("date", gone);
                problems.push(wrong(problem, "number"));
                continue;
            }
            match standing.of(desk, listed) {
                Standing::Same => imported.unchanged += 1,
                Standing::Taken => {
                    let taken = Problem::invalid("case_number_taken").with("value", &listed.number);
                    problems.push(wrong(taken, "number"));
                }
                Standing::Free => {
                    if let Some(other) = others.iter().find(|one| gives(one, listed)) {
                        let theirs = Problem::invalid("case_number_of_other_registry");
                        let theirs = theirs.with("value", &listed.number);
                        let theirs = theirs.with("registry", &other.name);
                        problems.push(wrong(theirs, "number"));
                        continue;
                    }
                    let officer = match officer(&officers, listed) {
                        // People lie in no folder, so that what the program brings in may name some who are not here.
                        Err(_) if desk.is_program() => {
                            imported.without_officer += 1;
                            None
                        }
                        Err(problem) => {
                            problems.push(wrong(problem, "officer"));
                            continue;
                        }
                        Ok(officer) => officer,
                    };
                    let numbers = added.entry(listed.year).or_default();
                    numbers.push(listed.sequence);
                    imported.added += 1;
                    let last = lasts.get(&listed.year).copied().unwrap_or_default();
                    let began = YearAdded {
                        last,
                        highest: last,
                        ..YearAdded::default()
                    };
                    let year = imported.years.entry(listed.year).or_insert(began);
                    year.add(listed.sequence);
                    if problems.is_empty() {
                        add(tx, actor, desk, listed, officer).await?;
                    }
                }
            }
        }
    }
    problems.or(())?;
    for (year, numbers) in &added {
        store::raise_year(tx, (desk.registry.id, *year), numbers).await?;
    }
    if imported.added > 0 {
        note(tx, actor, desk).await?;
    }
    tx.flush().await?;
    Ok(imported)
}

/// The party's other registries that write their numbers with letters of their own. What the program brings in stood so
/// before, and is left as it was.
async fn others(tx: &Tx, desk: &RegistryDesk) -> Result<Vec<Held<Registry>>, Problem> {
    if desk.is_program() {
        return Ok(Vec::new());
    }
    let own = &desk.registry;
    let mut others = REGISTRY.whole(tx, desk.owner.id()).await?;
    others.retain(|one| one.id != own.id && !same_code(&one.code, &own.code));
    Ok(others)
}

fn gives(registry: &Registry, listed: &ListedCase) -> bool {
    registry.writes(&listed.number, (listed.year, listed.sequence))
}

enum Standing {
    Free,
    Same,
    Taken,
}

/// Cases of the party that have one of the stretch's numbers or places.
struct Known(Vec<Case>);

impl Known {
    fn of(&self, desk: &RegistryDesk, listed: &ListedCase) -> Standing {
        let key = Key::from_name(&listed.number);
        let is_its = |case: &&Case| {
            let is_here = case.registry == desk.registry.id;
            let is_at_place =
                is_here && (case.year, case.sequence) == (listed.year, listed.sequence);
            case.number == listed.number || is_at_place || (is_here && case.key == key)
        };
        let mut found = self.0.iter().filter(is_its);
        match (found.next(), found.next()) {
            (None, _) => Standing::Free,
            (Some(case), None) if case.registry == desk.registry.id && says(listed, case) => {
                Standing::Same
            }
            (Some(_), _) => Standing::Taken,
        }
    }
}

/// Whether the row says what stands.
fn says(listed: &ListedCase, case: &Case) -> bool {
    let content = complete(listed.content.clone());
    (&listed.number, listed.registered_on, listed.status)
        == (&case.number, case.registered_on, case.status)
        && (listed.closed_on, &listed.void_reason) == (case.closed_on, &case.void_reason)
        && content == case.content
}

async fn standing(tx: &Tx, desk: &RegistryDesk, rows: &[ListedRow]) -> Result<Known, Problem> {
    let numbers: Vec<&str> = rows.iter().map(|row| row.case.number.as_str()).collect();
    let places = rows
        .iter()
        .map(|row| place(row.case.year, row.case.sequence));
    let places: Vec<i64> = places.collect();
    let keys = rows.iter().map(|row| Key::from_name(&row.case.number));
    let keys: Vec<Key> = keys.collect();
    let asked = (desk.party().id, desk.registry.id);
    let found = store::list_cases_standing(tx, asked, (&numbers, &places, &keys)).await?;
    Ok(Known(found))
}

/// What no registry gives: a number of a year after the registration, an end before it or one that has not come.
fn wrong_day(listed: &ListedCase, today: chrono::NaiveDate) -> Option<(Problem, &'static str)> {
    let registered = listed.registered_on;
    if listed.year > registered.year() {
        let later = Problem::invalid("case_number_of_later_year");
        return Some((
            later.with("value", &listed.number).with("date", registered),
            "number",
        ));
    }
    let closed = listed.closed_on?;
    let is_wrong = closed < registered || closed > today;
    let wrong = Problem::invalid("case_closed_on_wrong").with("date", closed);
    is_wrong.then(|| (wrong.with("registered", registered), "closed_on"))
}

/// When those of the stretch were disposed of that are not here any more, by place.
async fn disposed(
    tx: &Tx,
    desk: &RegistryDesk,
    rows: &[ListedRow],
) -> Result<BTreeMap<i64, chrono::NaiveDate>, Problem> {
    let places = rows
        .iter()
        .map(|row| place(row.case.year, row.case.sequence));
    let places: Vec<i64> = places.collect();
    let found = store::list_disposed_among(tx, desk.registry.id, &places).await?;
    Ok(found
        .into_iter()
        .map(|one| (one.place, one.disposed_on))
        .collect())
}

fn officer(
    officers: &BTreeMap<String, (PersonId, String)>,
    listed: &ListedCase,
) -> Result<Option<PersonId>, Problem> {
    let address = listed.content.officer.trim().to_lowercase();
    if address.is_empty() {
        return Ok(None);
    }
    let unknown = || Problem::invalid("case_officer_unknown").with("value", &address);
    let (id, _) = officers.get(&address).ok_or_else(unknown)?;
    Ok(Some(*id))
}

async fn add(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    listed: &ListedCase,
    officer: Option<PersonId>,
) -> Result<(), Problem> {
    let case = Case {
        id: CaseId(tx.new_id()),
        registry: desk.registry.id,
        party: desk.party().id,
        key: Key::from_name(&listed.number),
        number: listed.number.clone(),
        year: listed.year,
        sequence: listed.sequence,
        registered_on: listed.registered_on,
        officer,
        content: match officer {
            Some(_) => complete(listed.content.clone()),
            None => CaseContent {
                officer: "".into(),
                ..complete(listed.content.clone())
            },
        },
        status: listed.status,
        closed_on: listed.closed_on,
        void_reason: listed.void_reason.clone(),
        standing: None,
        initiative: None,
        restriction: None,
        revision: 1,
    };
    store::insert_case(tx, &case, None).await?;
    spell(tx, &case).await?;
    store::insert_event(tx, actor, case.id, "case.imported", Changes::new()).await
}

/// The log of the house says once that a list came in.
async fn note(tx: &Tx, actor: &Actor, desk: &RegistryDesk) -> Result<(), Problem> {
    let registry = &desk.registry;
    let object = ObjectRef::new("registry", registry.id, &registry.name);
    let party = (desk.party().id, desk.party().name.as_str());
    let event = Event::new("registry.cases_imported", object).on_behalf_of(Some(party));
    tx.record(actor, event).await
}
