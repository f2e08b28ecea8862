//! What a decision is built on, as it stands when it is taken.

use super::gate::{Evidence, FrozenCheck, FrozenCriterion, FrozenFile, FrozenText, GateDocument};
use crate::processes::Process;
use samverk_foundation::Key;
use sha2::{Digest, Sha256};

/// SHA-256 in small hexadecimal letters.
pub fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `weights` are those of the ranking that holds, or else the process's own.
pub fn freeze(
    process: &Process,
    phase: &Key,
    says: &GateDocument,
    weights: &[(Key, i64)],
    files: Vec<FrozenFile>,
) -> Evidence {
    let checks = process.checks_of(phase).map(|check| {
        let answer = says.answer(&check.key);
        FrozenCheck {
            check: check.key.clone(),
            text: check.text.to_string(),
            holds: answer.map(|one| one.holds),
            reason: answer.map(|one| one.reason.clone()).unwrap_or_default(),
            evidence: answer.map(|one| one.evidence.clone()).unwrap_or_default(),
        }
    });
    let texts = process.headings_of(phase).map(|heading| {
        let text = says.text(&heading.key);
        FrozenText {
            heading: heading.key.clone(),
            name: heading.name.to_string(),
            version: text.map_or(0, |text| text.version),
            sha256: text.map(|text| sha256(&text.text)).unwrap_or_default(),
        }
    });
    let criteria = process.criteria_of(phase).map(|criterion| {
        let weight = weights.iter().find(|(key, _)| *key == criterion.key);
        FrozenCriterion {
            criterion: criterion.key.clone(),
            name: criterion.name.to_string(),
            weight: weight.map_or(criterion.weight.0, |(_, weight)| *weight),
            scores: says.scores_of(&criterion.key),
        }
    });
    Evidence {
        checks: checks.collect(),
        texts: texts.collect(),
        criteria: criteria.collect(),
        files,
    }
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn a_text_has_the_checksum_that_other_tools_give() {
        assert_eq!(
            sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
