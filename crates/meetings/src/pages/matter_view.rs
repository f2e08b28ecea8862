//! A matter as a meeting's page tells it: members all of it, others what is approved and not secret.

use super::who::{presence, votes};
use super::words::matter_tone;
use crate::announcements::Announcement;
use crate::choices::{MatterState, MeetingState};
use crate::deciding::has_been;
use crate::matters::{MATTER, Matter};
use crate::meetings::Meeting;
use samverk_kept::Held;
use samverk_parties::Scope;
use samverk_web::Ui;

/// One matter of an agenda.
pub(crate) struct MatterView {
    pub key: String,
    pub paragraph: String,
    pub title: String,
    pub kind: String,
    pub state: String,
    pub tone: &'static str,
    /// Heading and text of each thing that is told.
    pub told: Vec<(String, String)>,
    /// Where all of it stands.
    pub href: Option<String>,
    pub edit: Option<String>,
    pub decide: Option<String>,
    /// Where a paragraph that was approved at once is announced from.
    pub announce: bool,
}

/// Who looks at a meeting.
pub(crate) struct Looking<'a> {
    pub ui: &'a Ui,
    pub scope: &'a Scope,
    pub meeting: &'a Meeting,
    /// What is announced of the meeting.
    pub announced: &'a [Held<Announcement>],
    /// Whether the Local Government Act is about its minutes.
    pub is_formal: bool,
}

impl Looking<'_> {
    pub fn view(&self, matter: &Held<Matter>) -> MatterView {
        let is_member = self.scope.sees_drafts();
        let is_hidden = matter.secret && !is_member;
        let may = self.scope.may(MATTER.writers.by());
        let href = |rest: &str| self.scope.href(&format!("/arenden/{}{rest}", matter.key));
        let is_open = matter.state == MatterState::Open;
        let is_held = has_been(self.meeting, self.scope.today).is_ok() && !self.meeting.is_over();
        let may_decide = is_open && is_held || matter.state == MatterState::Decided;
        let state = format!("matter-state-{}", matter.state.code().replace('_', "-"));
        let kind = format!("matter-kind-{}", matter.kind.code());
        MatterView {
            // A key is made of the title.
            key: match (is_hidden, matter.number) {
                (false, _) => matter.key.to_string(),
                (true, Some(number)) => format!("sekretess-{number}"),
                (true, None) => format!("sekretess-{}", matter.position),
            },
            paragraph: matter.paragraph(),
            title: match is_hidden {
                true => self.ui.t("matter-is-secret"),
                false => matter.title.to_string(),
            },
            kind: self.ui.t(&kind),
            state: self.ui.t(&state),
            tone: matter_tone(matter.state).color(),
            told: match is_hidden {
                true => self.said(&[("matter-secrecy", &matter.secrecy)]),
                false => self.told(matter, is_member),
            },
            href: is_member.then(|| href("")),
            edit: (may && is_open && !self.meeting.is_over()).then(|| href("/redigera")),
            decide: (may && may_decide).then(|| href("/beslut")),
            announce: may && self.is_formal && self.may_be_announced(matter),
        }
    }

    fn may_be_announced(&self, matter: &Held<Matter>) -> bool {
        let is_announced = self.announced.iter().any(|one| one.is_of(Some(matter.id)));
        let is_held = self.meeting.state == MeetingState::Held;
        is_held && matter.is_approved_at_once() && !is_announced
    }

    fn told(&self, matter: &Matter, is_member: bool) -> Vec<(String, String)> {
        let at_once = self.meeting.state == MeetingState::Held && matter.is_approved_at_once();
        let is_approved = self.meeting.state == MeetingState::Approved || at_once;
        let concerns = matter.concerns.as_ref();
        let concerns = concerns.and_then(|one| one.to.known.as_ref());
        let concerns = concerns.map_or("", |known| &known.name);
        let votes = votes(self.ui, self.scope, matter);
        let presence = presence(self.ui, self.scope, matter);
        let outcome = self.outcome(matter);
        let accepts = self.accepts(matter);
        let number = matter
            .continues
            .as_ref()
            .and_then(|one| one.to.known.as_ref());
        let continues = number.map_or("", |known| &known.name);
        let proposals = matter.proposals.iter().map(|one| match one.by.is_empty() {
            true => one.text.to_string(),
            false => format!("{}: {}", one.by, one.text),
        });
        let proposals = proposals.collect::<Vec<_>>().join("\n\n");
        let before: [(&str, &str); 5] = [
            ("matter-continues", continues),
            ("matter-background", &matter.background),
            ("matter-proposal", &matter.proposal),
            ("matter-concerns", concerns),
            ("matter-accepts", &accepts),
        ];
        let minuted: [(&str, &str); 7] = [
            ("matter-presence", &presence),
            ("matter-proposals", &proposals),
            ("matter-putting", &matter.putting),
            ("matter-votes", &votes),
            ("matter-decision", &matter.decision),
            ("matter-outcome", &outcome),
            ("matter-reservations", &matter.reservations),
        ];
        let mut told = match is_member {
            true => self.said(&before),
            false => Vec::new(),
        };
        if is_member || is_approved {
            told.extend(self.said(&minuted));
        }
        told
    }

    /// Who accepts which text of a letter.
    fn accepts(&self, matter: &Matter) -> String {
        let party = matter.letter_party.as_ref();
        let party = party.and_then(|one| one.to.known.as_ref());
        let (Some(party), Some(text)) = (party, matter.letter_text) else {
            return String::new();
        };
        let said = [("party", &*party.name), ("text", &*text.to_string())];
        self.ui.t_with("matter-accepts-text", &said)
    }

    /// What is decided at a gate, and on what conditions.
    fn outcome(&self, matter: &Matter) -> String {
        let Some(outcome) = matter.outcome else {
            return String::new();
        };
        let code = outcome.code().replace('_', "-");
        let word = self.ui.t(&format!("matter-outcome-{code}"));
        let conditions = matter.conditions.iter().map(|one| match &one.due {
            Some(due) => format!("{} ({})", one.text, self.ui.date(due)),
            None => one.text.to_string(),
        });
        let lines: Vec<String> = std::iter::once(word).chain(conditions).collect();
        lines.join("\n\n")
    }

    fn said(&self, texts: &[(&str, &str)]) -> Vec<(String, String)> {
        let said = texts.iter().filter(|(_, text)| !text.is_empty());
        said.map(|(label, text)| (self.ui.t(label), (*text).to_owned()))
            .collect()
    }
}
