/// What kind of thing an answer is. The order is that of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// The glossary's word.
    pub code: &'static str,
    /// In the address: `typ=grupp`.
    pub slug: &'static str,
    pub order: i64,
}

const KINDS: [(&str, &str); 39] = [
    ("party", "aktor"),
    ("collaboration", "samverkan"),
    ("group", "grupp"),
    ("plan", "plan"),
    ("plan_section", "kapitel"),
    ("focus_area", "fokusomrade"),
    ("goal", "mal"),
    ("indicator", "indikator"),
    ("activity", "insats"),
    ("need", "behov"),
    ("budget", "budget"),
    ("distribution", "fordelning"),
    ("distribution_model", "modell"),
    ("catalogue", "strategi"),
    ("catalogue_goal", "strategimal"),
    ("document", "dokument"),
    ("scenario", "scenario"),
    ("risk", "risk"),
    ("initiative", "initiativ"),
    ("business_case", "nyttokalkyl"),
    ("participation_question", "deltagande"),
    ("participation", "deltagandesvar"),
    ("letter", "avsiktsforklaring"),
    ("letter_template", "avtalsmall"),
    ("meeting_series", "motesserie"),
    ("meeting", "mote"),
    ("matter", "arende"),
    ("announcement", "anslag"),
    ("action_point", "atgard"),
    ("consultation", "remiss"),
    ("consultation_point", "remisspunkt"),
    ("need_area", "behovsomrade"),
    ("supplier", "leverantor"),
    ("product", "produkt"),
    ("user_association", "anvandarforening"),
    ("it_system", "system"),
    ("contract", "avtal"),
    ("joint_purchase", "gemensam-upphandling"),
    ("legal_limit", "rattslig-grans"),
];

/// Things that say of others whether the public sees them: while a change of one waits for the index,
/// what is found of its collaboration is found by its members only.
pub const DECIDING: [&str; 5] = [
    "collaboration",
    "plan",
    "budget",
    "distribution",
    "scenario",
];

impl Kind {
    pub fn all() -> impl Iterator<Item = Self> {
        let kind = |((code, slug), order)| Self { code, slug, order };
        KINDS.into_iter().zip(0..).map(kind)
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|kind| kind.code == code)
    }

    pub fn from_order(order: i64) -> Option<Self> {
        Self::all().find(|kind| kind.order == order)
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::all().find(|kind| kind.slug == slug)
    }
}
