use super::documents::{DOCUMENT_COLUMNS, cells as document_cells};
use super::signatures;
use super::standings::{STANDING_COLUMNS, cells as standing_cells};
use super::texts::{Numbered, Tables};
use super::{CASES, DOCUMENTS, STANDINGS, place};
use crate::list_file::{COLUMNS, cells};
use crate::model::Document;
use crate::processes::CASE_PROCESS;
use crate::registries::REGISTRY;
use crate::store::{CaseQuery, Reach, list_cases, list_documents_of};
use crate::things;
use samverk_database::Tx;
use samverk_exchange::{Folder, to_csv};
use samverk_files::keys_of;
use samverk_foundation::{Actor, Problem};
use samverk_kept::Held;
use samverk_parties::Owner;
use samverk_parties::model::Party;
use samverk_parties::store::{find_parties, list_owners};
use uuid::Uuid;

/// So many cases are read at once.
const STRETCH: u64 = 500;

/// All cases and documents of all parties, by number.
pub async fn write(tx: &Tx) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    let owners: Vec<_> = list_owners(tx, "registry").await?.into_iter().collect();
    for party in find_parties(tx, &owners).await? {
        let owner = Owner::seen_by(&Actor::System("export"), party.clone());
        for registry in REGISTRY.all(tx, &owner).await? {
            write_registry(tx, (&party, &registry), &mut folder).await?;
        }
    }
    Ok(folder)
}

async fn write_registry<T: samverk_kept::Kept>(
    tx: &Tx,
    (party, registry): (&Party, &Held<T>),
    folder: &mut Folder,
) -> Result<(), Problem> {
    let (mut cases, mut documents) = (Vec::new(), Vec::new());
    let mut standings = Vec::new();
    let processes = CASE_PROCESS.whole(tx, party.id.0).await?;
    let mut texts = Tables::default();
    let mut signed = Vec::new();
    let mut after = None;
    loop {
        let query = CaseQuery {
            registry: registry.id,
            reach: Reach::All,
            status: None,
            officer: None,
            words: Vec::new(),
            place: None,
            except: Vec::new(),
            after,
            offset: 0,
            limit: STRETCH,
        };
        let found = list_cases(tx, &query).await?;
        let ids: Vec<Uuid> = found.iter().map(|case| case.id.0).collect();
        let theirs = list_documents_of(tx, &ids).await?;
        let keys = keys_of(tx, things::CASE, &ids).await?;
        let number = |document: &Document| {
            let case = found.iter().find(|case| case.id == document.case);
            case.map(|case| (case.number.as_str(), case.place()))
        };
        let numbered = theirs.iter().filter_map(|document| {
            let (case, place) = number(document)?;
            Some(Numbered {
                case,
                place,
                document,
            })
        });
        let numbered: Vec<Numbered<'_>> = numbered.collect();
        texts.add(tx, &numbered, &keys).await?;
        signatures::add(tx, &mut signed, &numbered, &keys).await?;
        for case in &found {
            cases.push((case.place(), cells(case)));
            let standing = standing_cells(tx, &processes, case).await?;
            standings.extend(standing.map(|cells| (case.place(), cells)));
            let own = theirs.iter().filter(|one| one.case == case.id);
            let rows = own.map(|one| {
                let place = (case.place(), one.number);
                (place, document_cells(&case.number, one, &keys))
            });
            documents.extend(rows);
        }
        after = found.last().map(|case| case.place());
        if (found.len() as u64) < STRETCH {
            break;
        }
    }
    let names = (party.key.as_str(), registry.key.as_str());
    texts.write(folder, names);
    signatures::write(folder, names, signed);
    cases.sort_unstable_by_key(|(place, _)| *place);
    documents.sort_unstable_by_key(|(place, _)| *place);
    standings.sort_unstable_by_key(|(place, _)| *place);
    let standings: Vec<Vec<String>> = standings.into_iter().map(|(_, cells)| cells).collect();
    let cases: Vec<Vec<String>> = cases.into_iter().map(|(_, cells)| cells).collect();
    let documents: Vec<Vec<String>> = documents.into_iter().map(|(_, cells)| cells).collect();
    for (file, csv) in [
        (CASES, to_csv(&COLUMNS, &cases)),
        (DOCUMENTS, to_csv(&DOCUMENT_COLUMNS, &documents)),
        (STANDINGS, to_csv(&STANDING_COLUMNS, &standings)),
    ] {
        if let Some(csv) = csv {
            folder.insert(place(party.key.as_str(), registry.key.as_str(), file), csv);
        }
    }
    Ok(())
}
