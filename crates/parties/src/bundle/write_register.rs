use super::columns;
use super::register::PartyRow;
use super::write::text;
use crate::model::{Party, format_organisation_number};
use crate::register::{Shipped, shipped};
use crate::store;
use samverk_database::Tx;
use samverk_exchange::{Folder, to_csv};
use samverk_foundation::Problem;

/// What differs from the register that ships; in the order of the keys.
pub(super) async fn write(tx: &Tx, parties: &[Party], folder: &mut Folder) -> Result<(), Problem> {
    let shipped = shipped()?;
    let mut parties: Vec<&Party> = parties.iter().collect();
    parties.sort_by(|a, b| a.key.cmp(&b.key));
    if let Some(csv) = to_csv(columns::PARTIES, &party_rows(&parties, shipped)) {
        folder.insert("parties.csv", csv);
    }
    if let Some(csv) = to_csv(
        columns::POPULATION,
        &population_rows(tx, &parties, shipped).await?,
    ) {
        folder.insert("population.csv", csv);
    }
    Ok(())
}

fn party_rows(parties: &[&Party], shipped: &Shipped) -> Vec<Vec<String>> {
    let own = parties.iter().filter(|party| {
        let row = PartyRow::of(party);
        shipped.parties.get(&party.key) != Some(&row)
    });
    own.map(|party| {
        let number = party
            .organisation_number
            .as_deref()
            .map(format_organisation_number);
        vec![
            party.key.to_string(),
            party.kind.code().to_owned(),
            party.name.clone(),
            party.short_name.clone(),
            text(party.municipality_code.as_ref()),
            text(party.region_code.as_ref()),
            text(number),
            party.note.clone(),
        ]
    })
    .collect()
}

async fn population_rows(
    tx: &Tx,
    parties: &[&Party],
    shipped: &Shipped,
) -> Result<Vec<Vec<String>>, Problem> {
    let populations = store::list_all_populations(tx).await?;
    let mut rows = Vec::new();
    for party in parties {
        for (year, population) in populations.get(&party.id).into_iter().flatten() {
            if shipped.population.get(&(party.key.clone(), *year)) != Some(population) {
                rows.push(vec![
                    party.key.to_string(),
                    year.to_string(),
                    population.to_string(),
                ]);
            }
        }
    }
    Ok(rows)
}
