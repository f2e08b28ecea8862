//! Surveys that are ready to begin with.

use crate::model::yes_and_no;
use samverk_fields::{
    ChoiceOption, Choices, Condition, FieldKey, FieldKind, Form, Question, RowOf, Section, Value,
    Words,
};
use samverk_foundation::{Language, Problem};
use std::borrow::Cow;

pub struct Ready {
    pub code: &'static str,
    /// The text that names it.
    pub words: &'static str,
    form: fn() -> Form,
}

pub static ALL: &[Ready] = &[Ready {
    code: "present-and-needs",
    words: "survey-ready-present-and-needs",
    form: present_and_needs,
}];

/// Fails with `not_found`.
pub fn form(code: &str) -> Result<Form, Problem> {
    let found = ALL.iter().find(|one| one.code == code);
    found.map(|one| (one.form)()).ok_or_else(Problem::not_found)
}

fn said(sv: &str, en: &str) -> Words {
    Words::said([(Language::Sv, sv.to_owned()), (Language::En, en.to_owned())])
}

fn ask(key: &'static str, sv: &str, en: &str, kind: FieldKind) -> Question {
    let is_note = kind == FieldKind::Note;
    let question = Question::new(FieldKey::of(key), said(sv, en), kind);
    if is_note {
        question
    } else {
        question.passable()
    }
}

fn section(key: &'static str, sv: &str, en: &str, questions: Vec<Question>) -> Section {
    Section {
        key: FieldKey::of(key),
        title: Some(said(sv, en)),
        help: None,
        shown: Condition::Always,
        questions,
    }
}

const LONG: FieldKind = FieldKind::Prose { rows: 4 };

fn choices(options: &[(&'static str, &str, &str)]) -> Choices {
    let option = |(code, sv, en): &(&'static str, &str, &str)| ChoiceOption {
        code: Cow::Borrowed(code),
        label: said(sv, en),
    };
    Choices(options.iter().map(option).collect())
}

fn rows(columns: Vec<Question>) -> FieldKind {
    let columns = columns.into_iter().map(|column| Question {
        passable: false,
        ..column
    });
    FieldKind::Rows {
        of: RowOf::default(),
        columns: columns.collect(),
        least: 0,
        most: 200,
    }
}

/// The eight question areas of the preliminary study for Jämtland (2015), section 3: the present state and what
/// the parties need together.
fn present_and_needs() -> Form {
    let mut form = Form::of(Vec::new());
    form.sections = vec![
        organisation(),
        cooperation(),
        strategy(),
        challenges(),
        opportunities(),
        projects(),
        needs(),
        section(
            "models_area",
            "Förebilder inom samverkan",
            "Models of collaboration",
            vec![ask(
                "models",
                "Vilka samarbeten, här eller på andra håll, ser ni som förebilder? Varför?",
                "Which collaborations, here or elsewhere, do you see as models? Why?",
                LONG,
            )],
        ),
    ];
    form
}

fn organisation() -> Section {
    let run = choices(&[
        ("own", "I egen regi", "By ourselves"),
        ("joint", "Gemensamt med andra", "Jointly with others"),
        ("supplier", "Hos en leverantör", "By a supplier"),
        ("mixed", "Blandat", "Mixed"),
    ]);
    section(
        "organisation",
        "Beskrivning av organisationen",
        "About the organisation",
        vec![
            ask(
                "organised",
                "Hur är arbetet med digitalisering och it organiserat hos er?",
                "How is your work with digitalisation and IT organised?",
                LONG,
            ),
            ask(
                "people",
                "Hur många årsarbetare arbetar med digitalisering och it?",
                "How many full-time equivalents work with digitalisation and IT?",
                FieldKind::Decimal { unit: None },
            ),
            ask(
                "cost",
                "Vad kostar digitalisering och it per år?",
                "What do digitalisation and IT cost per year?",
                FieldKind::Amount,
            ),
            ask(
                "run",
                "Hur sköts driften?",
                "How are systems run?",
                FieldKind::Choice(run),
            ),
        ],
    )
}

fn cooperation() -> Section {
    let columns = vec![
        ask("with", "Med vem", "With whom", FieldKind::Line),
        ask("about", "Om vad", "About what", FieldKind::Line),
        ask("since", "Sedan år", "Since", FieldKind::Year),
    ];
    section(
        "cooperation",
        "Pågående samarbeten och samverkan",
        "Ongoing cooperation",
        vec![
            ask(
                "ongoing",
                "Vilka samarbeten deltar ni i?",
                "Which cooperations do you take part in?",
                rows(columns),
            ),
            ask(
                "experience",
                "Vad har fungerat bra och mindre bra?",
                "What has worked well and less well?",
                LONG,
            ),
        ],
    )
}

fn strategy() -> Section {
    let has = FieldKey::of("has_strategy");
    let yes = Condition::Is(has, Value::Code("yes".to_owned()));
    let when = |question: Question| Question {
        shown: yes.clone(),
        ..question
    };
    section(
        "strategy",
        "Befintlig e-strategi och handlingsplaner för e-utveckling",
        "Strategy and action plans",
        vec![
            ask(
                "has_strategy",
                "Har ni en antagen strategi för digitalisering?",
                "Have you adopted a strategy for digitalisation?",
                FieldKind::Choice(yes_and_no()),
            ),
            when(ask(
                "strategy_year",
                "Vilket år antogs den?",
                "In which year was it adopted?",
                FieldKind::Year,
            )),
            when(ask(
                "strategy_about",
                "Vad vill ni uppnå med den?",
                "What do you want to achieve with it?",
                LONG,
            )),
            ask(
                "action_plans",
                "Vilka handlingsplaner finns?",
                "Which action plans are there?",
                LONG,
            ),
        ],
    )
}

fn challenges() -> Section {
    let options = choices(&[
        ("competence", "Kompetensförsörjning", "Competence"),
        (
            "resources",
            "Resurser: personal och ekonomi",
            "Resources: staff and money",
        ),
        (
            "infrastructure",
            "Utbyggnad av it-infrastruktur",
            "Building IT infrastructure",
        ),
        (
            "complexity",
            "Ökande komplexitet i it-miljön",
            "Growing complexity of IT",
        ),
        (
            "access",
            "Tillgänglighet för medborgarna",
            "Access for citizens",
        ),
        (
            "adaption",
            "Anpassning av verksamhetssystem till e-tjänster",
            "Adapting systems to e-services",
        ),
        ("data", "Växande datamängder", "Growing amounts of data"),
        (
            "support",
            "Ökat behov av it-stöd i verksamheten",
            "Growing need of IT support",
        ),
        (
            "cloud",
            "Molntjänster och informationssäkerhet",
            "Cloud services and information security",
        ),
        (
            "vulnerability",
            "Sårbarhet i drift och kompetens",
            "Vulnerability of operation and competence",
        ),
    ]);
    section(
        "challenges_area",
        "Utmaningar",
        "Challenges",
        vec![
            ask(
                "challenges",
                "Vilka utmaningar har ni?",
                "Which challenges do you have?",
                FieldKind::Several(options),
            ),
            ask(
                "challenges_about",
                "Beskriv de viktigaste.",
                "Describe the most important ones.",
                LONG,
            ),
        ],
    )
}

fn opportunities() -> Section {
    let options = choices(&[
        (
            "resources",
            "Bättre nyttjad kompetens och resurser",
            "Better use of competence and resources",
        ),
        ("cost", "Lägre kostnader", "Lower costs"),
        ("citizens", "Nytta för medborgarna", "Benefit to citizens"),
        (
            "staff",
            "Nytta för verksamheten",
            "Benefit to the organisation",
        ),
        ("security", "Högre säkerhet", "Better security"),
        ("vulnerability", "Minskad sårbarhet", "Less vulnerability"),
        (
            "procurement",
            "Starkare upphandlingar",
            "Stronger procurement",
        ),
        ("pace", "Snabbare utveckling", "Faster development"),
    ]);
    section(
        "opportunities_area",
        "Möjligheter",
        "Opportunities",
        vec![
            ask(
                "opportunities",
                "Vad kan samverkan ge er?",
                "What can collaboration give you?",
                FieldKind::Several(options),
            ),
            ask(
                "opportunities_about",
                "Beskriv de viktigaste.",
                "Describe the most important ones.",
                LONG,
            ),
        ],
    )
}

fn projects() -> Section {
    let columns = vec![
        ask("project", "Projekt", "Project", FieldKind::Line),
        ask(
            "about",
            "Vad det handlar om",
            "What it is about",
            FieldKind::Line,
        ),
        ask("ready", "Klart år", "Ready in", FieldKind::Year),
    ];
    section(
        "projects_area",
        "Egna projekt som kan vara intressanta för samverkan",
        "Own projects of interest to others",
        vec![ask(
            "projects",
            "Vilka projekt har ni som andra kan ha nytta av?",
            "Which of your projects may be useful to others?",
            rows(columns),
        )],
    )
}

fn needs() -> Section {
    let scale = || FieldKind::Scale { from: 1, to: 5 };
    let rated = |key, sv: &str, en: &str| {
        let hint = said(
            "1 = inget behov, 5 = mycket stort behov",
            "1 = no need, 5 = very great need",
        );
        Question {
            hint: Some(hint),
            ..ask(key, sv, en, scale())
        }
    };
    section(
        "needs",
        "Behov av samverkan",
        "Needs of collaboration",
        vec![
            rated(
                "need_competence",
                "Kompetens och resurser",
                "Competence and resources",
            ),
            rated(
                "need_services",
                "E-förvaltning och e-tjänster",
                "E-government and e-services",
            ),
            rated("need_operation", "It och drift", "IT and operation"),
            ask(
                "need_about",
                "Vilket är ert viktigaste behov?",
                "What is your most important need?",
                LONG,
            ),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use samverk_fields::check_form;

    #[test]
    fn the_ready_surveys_can_be_asked() {
        for ready in ALL {
            let form = form(ready.code).unwrap();
            assert_eq!(check_form(&form).0, Vec::new());
        }
        let titles = form("present-and-needs").unwrap().sections.len();
        assert_eq!(titles, 8);
        assert!(form("other").is_err());
    }
}
