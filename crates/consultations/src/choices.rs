//! The closed lists of the domain.

use samverk_fields::choices;

choices!(
    /// Who asks whom.
    Direction {
        /// Somebody asks the parties.
        Received = "received",
        /// The collaboration asks parties and others about a proposal of its own.
        Sent = "sent",
    }
);

choices!(
    /// Where a consultation is.
    ConsultationState { Draft = "draft", Open = "open", Closed = "closed" }
);

choices!(
    /// What is said of a proposal.
    Stance {
        Approve = "approve",
        Reject = "reject",
        Change = "change",
        /// There are problems with it.
        PointsOut = "points_out",
        NoObjection = "no_objection",
    }
);

choices!(
    /// What became of a point after the answers.
    Became { Kept = "kept", Changed = "changed", Withdrawn = "withdrawn" }
);

choices!(
    /// Where an answer is.
    AnswerState {
        /// Nobody has opened a case yet.
        Offered = "offered",
        /// It has a number of its own.
        Opened = "opened",
        /// The statement is written, to be decided on.
        Drafted = "drafted",
        Decided = "decided",
        Dispatched = "dispatched",
        /// It says that it does not answer.
        Declined = "declined",
    }
);

choices!(
    /// How a section came about.
    Way {
        /// The joint text as it was.
        Adopts = "adopts",
        /// Made of the joint text.
        Adapts = "adapts",
        /// Written by itself.
        Own = "own",
    }
);

impl AnswerState {
    /// Something is waited for from whoever answers.
    pub fn is_waiting(self) -> bool {
        !matches!(self, Self::Dispatched | Self::Declined)
    }

    /// What is sent may still be written.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Offered | Self::Opened | Self::Drafted)
    }

    /// It was decided what is sent, or that nothing is: it stands as it was then.
    pub fn is_settled(self) -> bool {
        !self.is_written()
    }
}
