//! Who was there, and how each voted, in the reader's words.

use crate::choices::{Presence, Voice};
use crate::matters::Matter;
use samverk_foundation::Key;
use samverk_parties::Scope;
use samverk_web::Ui;

/// `Ordföranden (Aneby kommun)`, or what of it is said.
fn named(scope: &Scope, name: &str, party: Option<&Key>) -> String {
    let mut members = scope.members.iter();
    let party = party.map(|key| {
        let member = members.find(|one| one.party.key == *key);
        member.map_or_else(|| key.to_string(), |one| one.party.name.clone())
    });
    match (name.trim(), party) {
        ("", Some(party)) => party,
        (name, Some(party)) => format!("{name} ({party})"),
        (name, None) => name.to_owned(),
    }
}

/// `7 ja, 2 nej, 1 avstår`, and who voted how; empty where nobody voted.
pub(super) fn votes(ui: &Ui, scope: &Scope, matter: &Matter) -> String {
    if matter.votes.is_empty() {
        return String::new();
    }
    let count = |voice: Voice| {
        let votes = matter.votes.iter().filter(|vote| vote.voice == voice);
        votes.count().to_string()
    };
    let counted = ui.t_with(
        "matter-votes-counted",
        &[
            ("yes", &count(Voice::Yes)),
            ("no", &count(Voice::No)),
            ("abstained", &count(Voice::Abstained)),
        ],
    );
    let lines = Voice::ALL.iter().filter_map(|(code, voice)| {
        let votes = matter.votes.iter().filter(|vote| vote.voice == *voice);
        let names: Vec<String> = votes
            .map(|vote| named(scope, &vote.name, vote.party.as_ref()))
            .collect();
        told(ui, &format!("matter-votes-voice-{code}"), &names)
    });
    let lines: Vec<String> = std::iter::once(counted).chain(lines).collect();
    lines.join("\n\n")
}

/// Whose part in the matter differed from that in the meeting.
pub(super) fn presence(ui: &Ui, scope: &Scope, matter: &Matter) -> String {
    let lines = Presence::ALL.iter().filter_map(|(code, how)| {
        let changes = matter.presence.iter().filter(|one| one.how == *how);
        let names: Vec<String> = changes
            .map(|one| named(scope, &one.name, one.party.as_ref()))
            .collect();
        told(ui, &format!("matter-presence-how-{code}"), &names)
    });
    lines.collect::<Vec<_>>().join("\n\n")
}

fn told(ui: &Ui, label: &str, names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("{}: {}", ui.t(label), names.join(", ")))
}
