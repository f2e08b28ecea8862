//! How a distribution is written to the files that `distributions` reads.

use super::distributions::{AMOUNT_COLUMNS, DistributionFile, DistributionStatus, PRINTED_COLUMNS};
use super::private_drafts::PrivateFile;
use crate::records::{DistributionRecord, State};
use crate::store;
use samverk_database::Tx;
use samverk_engine::{Distribution, PrintedRow};
use samverk_exchange::{DocumentDecision, Folder, to_csv, to_toml};
use samverk_foundation::{CollaborationId, Key, Ore, Problem};

pub async fn write(
    tx: &Tx,
    (of, path): (CollaborationId, &str),
    has_private: bool,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let mut all = store::list_distributions(tx, of).await?;
    all.retain(|record| has_private || record.private.is_none());
    for record in all {
        let path = format!("{path}/distributions/{}", record.key);
        let document = DistributionFile {
            private: PrivateFile::of(tx, &record).await?,
            ..document(&record)
        };
        folder.insert(format!("{path}/distribution.toml"), to_toml(&document)?);
        let printed = record.printed_table().map(|table| table.rows.as_slice());
        let printed: Vec<_> = printed
            .unwrap_or_default()
            .iter()
            .map(printed_cells)
            .collect();
        if let Some(table) = to_csv(&PRINTED_COLUMNS, &printed) {
            folder.insert(format!("{path}/printed.csv"), table);
        }
        if let Some(adopted) = &record.adopted {
            folder.insert(format!("{path}/inputs.toml"), to_toml(&adopted.input)?);
            if let Some(table) = to_csv(&AMOUNT_COLUMNS, &amount_cells(&adopted.result)) {
                folder.insert(format!("{path}/amounts.csv"), table);
            }
        }
    }
    Ok(())
}

fn document(record: &DistributionRecord) -> DistributionFile {
    let printed = record.printed.as_ref();
    DistributionFile {
        key: record.key.clone(),
        title: record.title.clone(),
        year: record.year,
        model: record.model.clone(),
        status: match record.state() {
            State::Draft => DistributionStatus::Draft,
            State::Adopted(_) => DistributionStatus::Adopted,
            State::Superseded(_) => DistributionStatus::Superseded,
        },
        published: record.published,
        note: record.note.clone(),
        printed_total: printed.and_then(|printed| printed.table.printed_total),
        printed_source: printed
            .map(|printed| printed.source.clone())
            .unwrap_or_default(),
        decision: record.state().decision().map(DocumentDecision::from),
        superseded_by: record.superseded_by.clone(),
        private: None,
    }
}

fn printed_cells(row: &PrintedRow) -> Vec<String> {
    vec![
        row.party.to_string(),
        row.share.clone(),
        row.amount.map(Ore::to_plain).unwrap_or_default(),
    ]
}

fn amount_cells(result: &Distribution) -> Vec<Vec<String>> {
    let rows = result.rows.iter().flat_map(|row| {
        let cells = result
            .columns
            .iter()
            .zip(&row.cells)
            .filter(|(_, cell)| **cell != Ore::ZERO);
        cells.map(|(column, amount)| {
            let part = column.part.as_ref().map(Key::to_string).unwrap_or_default();
            vec![row.party.to_string(), part, amount.to_plain()]
        })
    });
    rows.collect()
}
