//! From need to decision as a large council has it: two hundred initiatives at their gates, and a survey of a hundred
//! questions that every municipality of the country has answered.

use samverk_exchange::Folder;
use std::fmt::Write;

const INITIATIVES: usize = 200;
const SECTIONS: usize = 10;
const QUESTIONS_OF_SECTION: usize = 10;
const PROCESS: &str = include_str!(
    "../../../examples/exempellanet/collaborations/digitala-radet-i-exempellanet/processes/nationellt-initiativ.toml"
);

/// For whoever runs the council of document 003.
pub fn initiatives(folder: &mut Folder) {
    let at = |path: &str| format!("collaborations/digitaliseringsradet/{path}");
    folder.insert(
        at("processes/nationellt-initiativ.toml"),
        PROCESS.to_owned(),
    );
    let mut rows = String::from(
        "key,title,aim,led_by,owner,process,needs,goals,from,to,next_step,next_date,cost,hours,efforts,builds_on,note\n",
    );
    for number in 1..=INITIATIVES {
        let (month, cost) = (number % 12 + 1, 10_000 * number);
        let _ = writeln!(
            rows,
            "initiativ-{number},Digitala tjänster {number},Fler använder tjänsten.,jonkopings-kommun,Digitaliseringschefen,\
             nationellt-initiativ,,,2026-{month:02}-01,2027-{month:02}-28,Beslut,2027-{month:02}-15,{cost},120,,,"
        );
    }
    folder.insert(at("initiatives.csv"), rows);
}

/// Answered by each of the parties.
pub fn survey(folder: &mut Folder, parties: &[&str]) {
    let at = |path: &str| format!("collaborations/hela-landet/{path}");
    folder.insert(
        at("surveys.csv"),
        "key,title,purpose,respondents,opens,closes,approval,follows,status\nlagesbild,Lägesbild,,parties,,,false,,open\n".to_owned(),
    );
    folder.insert(
        at("survey_forms.csv"),
        format!(
            "survey,version,edition,sent,content,changes\nlagesbild,1,0,2026-01-07T08:00:00+00:00,{},\n",
            quoted(&form())
        ),
    );
    let mut rows = String::from(
        "survey,party,number,version,edition,state,comparable,sender,sent,decider,decided,reason,record\n",
    );
    for (number, party) in parties.iter().enumerate() {
        let record = quoted(&record(number));
        let _ = writeln!(
            rows,
            "lagesbild,{party},1,1,0,submitted,true,Digitaliseringschefen,2026-02-01T08:00:00+00:00,,,,{record}"
        );
    }
    folder.insert(at("survey_answers.csv"), rows);
}

fn form() -> String {
    let question = |section: usize, number: usize| {
        format!(
            r#"{{"key":"q{section}_{number}","label":{{"said":{{"sv":"Antal tjänster {section}.{number}"}}}},"kind":"integer","passable":true}}"#
        )
    };
    let section = |section: usize| {
        let questions = (1..=QUESTIONS_OF_SECTION).map(|number| question(section, number));
        format!(
            r#"{{"key":"s{section}","title":{{"said":{{"sv":"Område {section}"}}}},"questions":[{}]}}"#,
            questions.collect::<Vec<_>>().join(",")
        )
    };
    let sections: Vec<_> = (1..=SECTIONS).map(section).collect();
    format!(r#"{{"format":1,"sections":[{}]}}"#, sections.join(","))
}

fn record(party: usize) -> String {
    let answer = |at: usize| {
        let (section, number) = (at / QUESTIONS_OF_SECTION + 1, at % QUESTIONS_OF_SECTION + 1);
        let said = (party * 7 + at * 3) % 90;
        format!(r#"["q{section}_{number}",{{"number":"{said}"}}]"#)
    };
    let answers: Vec<_> = (0..SECTIONS * QUESTIONS_OF_SECTION).map(answer).collect();
    format!("[{}]", answers.join(","))
}

/// As one cell.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
