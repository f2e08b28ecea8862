//! The closed lists of the domain.

use samverk_fields::choices;

choices!(
    /// In which form a series is minuted.
    Form { Council = "council", Formal = "formal" }
);

choices!(
    /// For what it is written who was there.
    PresenceBy { Meeting = "meeting", Matter = "matter" }
);

choices!(
    /// What a matter is.
    MatterKind {
        Decision = "decision",
        Information = "information",
        Discussion = "discussion",
        Portfolio = "portfolio",
        Budget = "budget",
        Associations = "associations",
        Forums = "forums",
    }
);

choices!(
    /// How far a meeting has come.
    MeetingState {
        Planned = "planned",
        Invited = "invited",
        Held = "held",
        Approved = "approved",
        Cancelled = "cancelled",
    }
);

choices!(
    /// In what part somebody sits at a meeting.
    Part { Member = "member", Substitute = "substitute", Official = "official" }
);

choices!(
    /// How somebody's part in one matter differs from that in the meeting.
    Presence { Absent = "absent", Disqualified = "disqualified", Serving = "serving" }
);

choices!(
    /// How somebody voted.
    Voice { Yes = "yes", No = "no", Abstained = "abstained" }
);

choices!(
    /// What has become of a matter.
    MatterState {
        Open = "open",
        Decided = "decided",
        Noted = "noted",
        Deferred = "deferred",
        SentBack = "sent_back",
        Annulled = "annulled",
        Quashed = "quashed",
    }
);

choices!(
    /// What somebody who is called answers.
    Answer { Yes = "yes", No = "no", Maybe = "maybe" }
);
