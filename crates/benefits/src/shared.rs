//! The distribution that shared costs follow, as whoever asks may see it.

use crate::BusinessCase;
use crate::adopted::Frozen;
use crate::model::Sharing;
use samverk_database::Tx;
use samverk_economy::{evaluate_record, visible_distributions};
use samverk_foundation::{Problem, Problems};
use samverk_parties::Scope;

/// What is known of the distribution that a case names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shared {
    NotNamed,
    /// Gone, or not for the reader to see.
    Unseen,
    /// It cannot be computed as it stands.
    Broken(Problems),
    Found(Box<FoundSharing>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSharing {
    pub sharing: Sharing,
    pub title: String,
    /// Its page; nothing when what was kept at the decision is used.
    pub href: Option<String>,
}

impl Shared {
    pub fn sharing(&self) -> Option<&Sharing> {
        match self {
            Self::Found(found) => Some(&found.sharing),
            _ => None,
        }
    }
}

/// An adopted case follows the distribution as it was when it was adopted.
pub(crate) fn kept_sharing(case: &BusinessCase, frozen: Frozen) -> Shared {
    let Some((input, title)) = frozen.sharing else {
        return Shared::NotNamed;
    };
    let part = case.budget_part.clone();
    Shared::Found(Box::new(FoundSharing {
        sharing: Sharing { input, part },
        title,
        href: None,
    }))
}

pub(crate) async fn shared_now(
    tx: &Tx,
    scope: &Scope,
    case: &BusinessCase,
) -> Result<Shared, Problem> {
    let Some(key) = &case.distribution else {
        return Ok(Shared::NotNamed);
    };
    let all = visible_distributions(tx, scope).await?;
    let Some(record) = all.into_iter().find(|one| one.key == *key) else {
        return Ok(Shared::Unseen);
    };
    let evaluation = match evaluate_record(tx, scope, &record).await {
        Ok(evaluation) => evaluation,
        Err(problems) => return Ok(Shared::Broken(problems)),
    };
    Ok(Shared::Found(Box::new(FoundSharing {
        sharing: Sharing {
            input: evaluation.input,
            part: case.budget_part.clone(),
        },
        href: Some(scope.href(&record.suffix())),
        title: record.title,
    })))
}
