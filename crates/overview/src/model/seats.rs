//! Where a party takes part, and how far the cooperation there has come.

use super::{Known, Place};
use samverk_foundation::PartyId;
use samverk_parties::HeldGroup;
use samverk_parties::model::{Assessment, Standing, Subject};

/// A collaboration, or a group of it, that the party belongs to.
#[derive(Clone, Debug)]
pub struct Seat<'k> {
    pub place: &'k Place,
    /// None: the collaboration itself.
    pub group: Option<&'k HeldGroup>,
    /// None: only a mandate or a group ties the party to the collaboration.
    pub standing: Option<Standing>,
    /// The collaboration's own view of the level, or else the latest of anybody.
    pub level: Option<&'k Assessment>,
    /// The party's own view.
    pub own: Option<&'k Assessment>,
}

impl Seat<'_> {
    pub fn name(&self) -> &str {
        self.group
            .map_or(&self.place.collaboration.name, |group| &group.name)
    }

    pub fn href(&self) -> String {
        match self.group {
            Some(group) => self.place.href(&format!("/grupper/{}", group.key)),
            None => self.place.href(""),
        }
    }

    /// Whether the party is asked for its view here: not when it is about to leave.
    pub fn is_asked(&self) -> bool {
        self.standing
            .is_some_and(|standing| standing != Standing::NoticeGiven)
    }
}

/// The collaborations by name, each followed by its groups in their order.
pub fn seats(known: &Known, party: PartyId) -> Vec<Seat<'_>> {
    known
        .places
        .iter()
        .flat_map(|place| seats_in(known, place, party))
        .collect()
}

fn seats_in<'k>(known: &'k Known, place: &'k Place, party: PartyId) -> Vec<Seat<'k>> {
    let here = place.collaboration.id;
    let memberships = known.memberships.iter();
    let own: Vec<_> = memberships
        .filter(|one| one.party == party && one.place == here)
        .collect();
    let seat = |group: Option<&'k HeldGroup>, standing: Option<Standing>| {
        let subject = group.map_or(Subject::Whole, Subject::of_group);
        Seat {
            place,
            group,
            standing,
            level: level_of(known.history(here), subject),
            own: view_of(known.history(here), subject, Some(party)),
        }
    };
    let whole = own.iter().find(|one| one.group.is_none());
    let has_mandate = known
        .present_mandates_of(party)
        .any(|placed| placed.place == here);
    let mut groups: Vec<(&HeldGroup, Standing)> = own
        .iter()
        .filter_map(|one| Some((known.group(one.group?)?, one.standing)))
        .collect();
    groups.sort_by_key(|(group, _)| group.position);
    if whole.is_none() && groups.is_empty() && !has_mandate {
        return Vec::new();
    }
    let itself = seat(None, whole.map(|one| one.standing));
    let groups = groups
        .into_iter()
        .map(|(group, standing)| seat(Some(group), Some(standing)));
    std::iter::once(itself).chain(groups).collect()
}

/// The view that stands for a subject: the collaboration's own, or else the latest of anybody.
pub fn level_of(history: &[Assessment], subject: Subject) -> Option<&Assessment> {
    let latest = || {
        let mut about = history.iter().rev();
        about.find(|one| one.subject.same_as(subject))
    };
    view_of(history, subject, None).or_else(latest)
}

/// Somebody's latest view of a subject.
pub fn view_of(
    history: &[Assessment],
    subject: Subject,
    of: Option<PartyId>,
) -> Option<&Assessment> {
    let mut views = history.iter().rev();
    views.find(|one| one.subject.same_as(subject) && one.on_behalf_of == of)
}
