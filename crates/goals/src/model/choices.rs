//! The closed lists of the field, with their codes in files and in the database.

use samverk_fields::choices;

choices!(
    /// The life of a plan's version.
    VersionStatus {
        /// Being written; the only status in which the text can change.
        Draft = "draft",
        /// Out for comment.
        Consultation = "consultation",
        Adopted = "adopted",
        /// A later version was adopted instead.
        Superseded = "superseded",
    }
);

impl VersionStatus {
    /// Whether a decision has been made on the text, so that it never changes again.
    pub fn is_locked(self) -> bool {
        matches!(self, Self::Adopted | Self::Superseded)
    }
}

choices!(
    /// Which way an indicator should go.
    Direction {
        /// More is better.
        Up = "up",
        /// Less is better.
        Down = "down",
    }
);

choices!(ActivityStatus {
    Planned = "planned",
    Ongoing = "ongoing",
    Done = "done",
    Stopped = "stopped",
});
