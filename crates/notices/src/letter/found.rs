use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{AppState, Thing, Ui};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The things that a letter speaks of, each looked for once as its reader may see it.
pub(super) struct Found<'l> {
    pub tx: &'l Tx,
    pub ui: &'l Ui,
    state: &'l AppState,
    known: BTreeMap<(String, Uuid), Option<Thing>>,
}

impl<'l> Found<'l> {
    pub fn new(tx: &'l Tx, state: &'l AppState, ui: &'l Ui) -> Self {
        Self {
            tx,
            ui,
            state,
            known: BTreeMap::new(),
        }
    }

    /// Nothing when the reader may not see it, or it is none that can be found so.
    pub async fn thing(&mut self, kind: &str, id: Uuid) -> Result<Option<Thing>, Problem> {
        let named = (kind.to_owned(), id);
        if let Some(known) = self.known.get(&named) {
            return Ok(known.clone());
        }
        let thing = match self.state.thing(self.tx, &self.ui.actor, kind, id).await {
            Ok(thing) => Some(thing),
            Err(problem) if problem.code == "not_found" => None,
            Err(problem) => return Err(problem),
        };
        self.known.insert(named, thing.clone());
        Ok(thing)
    }
}
