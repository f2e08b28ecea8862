//! The measured installation as folders: `all` with 29 ordinary collaborations of 100 groups each
//! (the first has 50), `large` with all municipalities of the country and 40 budget parts, and `tasks`
//! with what awaits a coordinator, initiatives and a survey.
//! Names are made up of words that are searched for; nothing here is a real organisation's plan.

use crate::chain;
use crate::engine::{MODEL, PARTS};
use samverk_exchange::Folder;
use std::fmt::Write;
use std::path::Path;

const ORDINARY: usize = 29;
const GOALS: usize = 40;
/// In the second collaboration, for lists that are sorted and narrowed.
const NEEDS: usize = 10_000;
/// For whoever runs the council of document 003, when the demo is there.
const TASKS: usize = 10_000;
const YEARS: std::ops::RangeInclusive<i32> = 2016..=2025;
const WORDS: [&str; 8] = [
    "Digitala tjänster",
    "Bygglov på nätet",
    "Gemensam kompetensutveckling",
    "Säker inloggning",
    "Öppna data",
    "Välfärdsteknik",
    "E-arkiv",
    "Upphandling av drift",
];

/// Writes the folders below a new one.
pub fn write(root: &Path) {
    let municipalities = municipalities();
    let mut all = Folder::default();
    begin(&mut all, "Mätning");
    for number in 1..=ORDINARY {
        let first = (number * 9) % (municipalities.len() - 14);
        let members = &municipalities[first..first + 14];
        let groups = if number == 1 { 50 } else { 105 };
        collaboration(
            &mut all,
            &format!("samverkan-{number:02}"),
            members,
            groups,
            4,
        );
    }
    all.insert("collaborations/samverkan-02/needs.csv", need_rows(NEEDS));
    all.write(&root.join("all")).unwrap();
    let mut large = Folder::default();
    begin(&mut large, "Hela landet");
    collaboration(&mut large, "hela-landet", &municipalities, 10, PARTS);
    large.write(&root.join("large")).unwrap();
    let mut tasks = Folder::default();
    begin(&mut tasks, "Uppgifter");
    let risks = "collaborations/digitaliseringsradet/risks.csv";
    tasks.insert(risks, risk_rows(TASKS));
    chain::initiatives(&mut tasks);
    chain::survey(&mut tasks, &municipalities);
    tasks.write(&root.join("tasks")).unwrap();
}

/// The keys in the register.
fn municipalities() -> Vec<&'static str> {
    let register = include_str!("../../parties/register/parties.csv");
    let rows = register
        .lines()
        .filter(|row| row.contains(",municipality,"));
    rows.filter_map(|row| row.split(',').next()).collect()
}

fn begin(folder: &mut Folder, title: &str) {
    folder.insert("bundle.toml", format!("format = 1\ntitle = \"{title}\"\n"));
}

fn collaboration(folder: &mut Folder, key: &str, members: &[&str], groups: usize, parts: usize) {
    let at = |path: &str| format!("collaborations/{key}/{path}");
    folder.insert(
        at("collaboration.toml"),
        format!(
            "key = \"{key}\"\nname = \"Mätning {key}\"\npurpose = \"Kommunerna utvecklar digitala tjänster tillsammans.\"\n\
             legal_form = \"network\"\nreach = \"regional\"\npublished = true\n"
        ),
    );
    folder.insert(at("members.csv"), member_rows(members));
    folder.insert(at("groups.csv"), group_rows(groups));
    folder.insert(at("assessments.csv"), assessment_rows(groups));
    plan(folder, &at("plans/plan"));
    for year in YEARS {
        budget(folder, &at(&format!("budgets/{year}")), year, parts);
    }
    folder.insert(at("models/modell.toml"), MODEL.to_owned());
    folder.insert(
        at("distributions/avgift/distribution.toml"),
        "key = \"avgift\"\ntitle = \"Avgift 2025\"\nyear = 2025\nmodel = \"modell\"\nstatus = \"draft\"\npublished = true\n".to_owned(),
    );
}

fn need_rows(count: usize) -> String {
    let kind = |number: usize| ["challenge", "need", "opportunity"][number % 3];
    let row = |number: usize| {
        let words = WORDS[number % WORDS.len()];
        format!(
            "behov-{number},{},{words},{words} för område {number}\n",
            kind(number)
        )
    };
    let rows: String = (0..count).map(row).collect();
    format!("key,kind,area,text\n{rows}")
}

/// Each is to be looked at again.
fn risk_rows(count: usize) -> String {
    let row = |number: usize| {
        let (words, day) = (WORDS[number % WORDS.len()], number % 28 + 1);
        format!("risk-{number},risk,{words} {number},2,3,,,2025-01-{day:02}\n")
    };
    let rows: String = (0..count).map(row).collect();
    format!("key,kind,title,likelihood,consequence,response,owner,next_review\n{rows}")
}

fn member_rows(members: &[&str]) -> String {
    let rows = members.iter().map(|party| format!(",{party},member,,,\n"));
    format!(
        "group,party,standing,from,to,note\n{}",
        rows.collect::<String>()
    )
}

fn word(number: usize) -> &'static str {
    WORDS[number % WORDS.len()]
}

fn group_rows(count: usize) -> String {
    let mut rows = String::from(
        "key,name,kind,organiser,parent,reach,legal_form,host,purpose,cooperation,cost,financed_by,note\n",
    );
    for number in 1..=count {
        let name = word(number);
        let _ = writeln!(
            rows,
            "grupp-{number},{name} {number},inside,,,regional,,,Gruppen arbetar med {name}.,,,,"
        );
    }
    rows
}

fn assessment_rows(groups: usize) -> String {
    let mut rows =
        String::from("group,party,other_party,ladder,level,wanted_level,note,date,on_behalf_of\n");
    for number in 1..=groups {
        let level = number % 4;
        let _ = writeln!(
            rows,
            "grupp-{number},,,samverkanstrappan,{level},{},,2025-03-01,",
            level + 1
        );
    }
    rows
}

fn plan(folder: &mut Folder, at: &str) {
    folder.insert(
        format!("{at}/plan.toml"),
        "key = \"plan\"\ntitle = \"Verksamhetsplan 2024–2026\"\nperiod_from = 2024-01-01\nperiod_to = 2026-12-31\n".to_owned(),
    );
    folder.insert(
        format!("{at}/versions/1/version.toml"),
        "number = 1\nstatus = \"adopted\"\npublished = true\nsummary = \"Fyra fokusområden.\"\n\n[decision]\nbody = \"Styrgruppen\"\n\n\
         [[focus_area]]\nkey = \"tjanster\"\nname = \"Digitala tjänster\"\n\n[[focus_area]]\nkey = \"kompetens\"\nname = \"Kompetens\"\n".to_owned(),
    );
    let mut goals =
        String::from("key,focus_area,year,text,catalogue_goals,owner,without_indicator\n");
    let mut activities =
        String::from("key,series,name,focus_area,goal,status,responsible,from,to,note\n");
    for number in 1..=GOALS {
        let area = if number % 2 == 0 {
            "tjanster"
        } else {
            "kompetens"
        };
        let name = word(number);
        for year in 2024..=2026 {
            let _ = writeln!(
                goals,
                "mal-{number},{area},{year},{name} används av fler {year}.,,Styrgruppen,Mäts inte"
            );
        }
        let _ = writeln!(
            activities,
            "insats-{number},Insatser,Införa {name} {number},{area},mal-{number},ongoing,,2024-02-01,2025-10-31,"
        );
    }
    folder.insert(format!("{at}/versions/1/goals.csv"), goals);
    folder.insert(format!("{at}/activities.csv"), activities);
}

fn budget(folder: &mut Folder, at: &str, year: i32, parts: usize) {
    let mut document =
        format!("year = {year}\ntitle = \"Budget {year}\"\nstatus = \"draft\"\npublished = true\n");
    let mut lines = String::from("part,name,kind,amount,note\n");
    for part in 1..=parts {
        let _ = write!(
            document,
            "\n[[part]]\nkey = \"del-{part}\"\nname = \"Del {part}\"\nkind = \"other\"\n"
        );
        let amount = 100_003 * part as i64 + i64::from(year);
        let _ = writeln!(lines, "del-{part},Kostnad,cost,{amount},");
    }
    folder.insert(format!("{at}/budget.toml"), document);
    folder.insert(format!("{at}/lines.csv"), lines);
}
