//! What a field for a phase offers: the phases of the processes here, by name.

use super::PROCESS;
use samverk_database::Tx;
use samverk_fields::FieldKey;
use samverk_kept::{Choosable, Ground, Offer, OfferedHere};

pub const fn offer_phases(field: FieldKey) -> Offer {
    Offer {
        field,
        column: None,
        offered: |tx, at| Box::pin(phases(tx, at)),
        taken: None,
    }
}

/// A key that several processes have is one choice, with what each calls it.
async fn phases(tx: &Tx, at: &dyn Ground) -> OfferedHere {
    let processes = PROCESS.bare(tx, at).await?;
    let mut phases: Vec<Choosable> = Vec::new();
    for process in &processes {
        for phase in process.phases.iter() {
            let name = format!("{} ({})", &*phase.name, &*process.name);
            match phases.iter_mut().find(|one| one.code == phase.key.as_str()) {
                Some(known) => known.name = format!("{}, {name}", known.name),
                None => phases.push(Choosable::new(&phase.key, name)),
            }
        }
    }
    Ok(phases)
}
