//! What people call the things that a model names by key.

use crate::adopted::as_seen;
use crate::gather::kinds_of;
use crate::measures::list_tables;
use crate::store;
use samverk_database::Tx;
use samverk_engine::{DistributionInput, MemberKind, Takers};
use samverk_foundation::{Key, Problem};
use samverk_parties::Scope;
use samverk_parties::model::{Member, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// Names by key, and who the members are.
#[derive(Clone, Debug, Default)]
pub struct Names {
    parties: BTreeMap<Key, String>,
    parts: BTreeMap<Key, String>,
    tables: BTreeMap<Key, String>,
    /// The members with the kinds that rules may call them by.
    members: Vec<(BTreeSet<MemberKind>, String)>,
}

impl Names {
    /// The names that a distribution was computed with.
    pub fn of_input(input: &DistributionInput) -> Self {
        let parties = input
            .members
            .iter()
            .map(|member| (member.key.clone(), member.name.clone()));
        let parts = input
            .budget
            .parts
            .iter()
            .map(|part| (part.key.clone(), part.name.clone()));
        let tables = input
            .measures
            .iter()
            .map(|table| (table.key.clone(), table.name.clone()));
        let members = input
            .members
            .iter()
            .map(|member| (member.kinds.clone(), member.name.clone()));
        Self {
            parties: parties.collect(),
            parts: parts.collect(),
            tables: tables.collect(),
            members: members.collect(),
        }
    }

    /// The names that a collaboration uses now, those of the latest budget first.
    pub async fn of_scope(tx: &Tx, scope: &Scope) -> Result<Self, Problem> {
        let of = scope.collaboration.id;
        let party = |member: &Member| (member.party.key.clone(), member.party.name.clone());
        let mut parts = BTreeMap::new();
        let budgets = store::list_budgets(tx, of).await?;
        for record in as_seen(tx, scope, budgets).await? {
            for part in record.budget.parts {
                parts.entry(part.key).or_insert(part.name);
            }
        }
        let tables = list_tables(tx, of).await?.into_iter();
        let tables = tables.map(|table| (table.key, table.name));
        let parties = scope.members.iter().map(party).collect();
        let pays = |member: &&Member| member.standing != Standing::LetterOfIntent;
        let kinds = |member: &Member| (kinds_of(&member.party), member.party.name.clone());
        Ok(Self {
            parties,
            parts,
            tables: tables.collect(),
            members: scope.members.iter().filter(pays).map(kinds).collect(),
        })
    }

    pub fn parts(&self) -> &BTreeMap<Key, String> {
        &self.parts
    }

    pub fn tables(&self) -> &BTreeMap<Key, String> {
        &self.tables
    }

    pub fn party(&self, key: &Key) -> String {
        self.parties
            .get(key)
            .cloned()
            .unwrap_or_else(|| key.to_string())
    }

    /// The member that the takers are, when they are one.
    pub(crate) fn only_taker(&self, takers: &Takers) -> Option<String> {
        let mut members = self.members.iter();
        let mut found = match takers {
            Takers::Listed(parties) => {
                let only = matches!(parties.as_slice(), [_]);
                return parties.first().filter(|_| only).map(|key| self.party(key));
            }
            Takers::All => members.by_ref().collect::<Vec<_>>(),
            Takers::Kind(kind) => members.filter(|(kinds, _)| kinds.contains(kind)).collect(),
        };
        let (_, name) = found.pop()?;
        found.is_empty().then(|| name.clone())
    }

    pub(crate) fn part(&self, key: &Key) -> String {
        self.parts
            .get(key)
            .cloned()
            .unwrap_or_else(|| key.to_string())
    }

    pub(crate) fn table(&self, key: &Key) -> String {
        self.tables
            .get(key)
            .cloned()
            .unwrap_or_else(|| key.to_string())
    }
}
