//! The closed lists of the field, with their codes in files and in the database.

use samverk_fields::choices;

choices!(
    /// What sort of organisation a party is.
    PartyKind {
        Municipality = "municipality",
        Region = "region",
        LocalFederation = "local_federation",
        Agency = "agency",
        University = "university",
        Company = "company",
        Association = "association",
        Network = "network",
        Other = "other",
    }
);

choices!(
    /// On what legal ground a collaboration stands.
    LegalForm {
        /// Inside one organisation.
        Internal = "internal",
        Network = "network",
        LetterOfIntent = "letter_of_intent",
        Agreement = "agreement",
        JointCommittee = "joint_committee",
        LocalFederation = "local_federation",
        Company = "company",
        Association = "association",
    }
);

choices!(
    /// How far something stretches.
    Reach { National = "national", Regional = "regional", Local = "local" }
);

choices!(
    /// In what way a party belongs to a collaboration or group.
    Standing {
        Member = "member",
        NonVoting = "non_voting",
        LetterOfIntent = "letter_of_intent",
        NoticeGiven = "notice_given",
    }
);

choices!(
    /// Where a group stands.
    GroupKind {
        /// A group of the collaboration.
        Inside = "inside",
        /// A group beside it, that it works with.
        Surrounding = "surrounding",
    }
);

choices!(
    /// What somebody does in a collaboration or group.
    MandateRole {
        Chair = "chair",
        Coordinator = "coordinator",
        Spokesperson = "spokesperson",
        Sponsor = "sponsor",
        Member = "member",
        Deputy = "deputy",
    }
);

choices!(
    /// How sure a relation is.
    Certainty {
        Stated = "stated",
        /// The source does not make it clear.
        Unsure = "unsure",
    }
);
