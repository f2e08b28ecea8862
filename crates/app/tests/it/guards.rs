//! What is committed and must stay true: permissions, error codes, texts, schemas.
//! `make bless` writes the files anew; read the difference before committing it.

use crate::world::project_root;
use samverk_app::{bundle, modules};
use samverk_database::{Db, dump_schema};
use samverk_foundation::{Language, Role};
use samverk_web::{Policy, TextSource};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Compares with the committed file, or writes it when blessing.
pub fn guard(path: &str, content: &str) {
    let file = project_root().join(path);
    if std::env::var_os("SAMVERK_BLESS").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, content).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == content,
        "{path} is not up to date; run: make bless"
    );
}

#[test]
fn permissions_are_written_down() {
    let mut table = String::from(
        "# Who may do what\n\nWritten by a test from the `policy.rs` of every domain. \
         The roles are those in the collaboration or party that the action concerns.\n\n| action |",
    );
    for role in Role::ALL {
        write!(table, " {} |", role.code().replace('_', " ")).unwrap();
    }
    writeln!(table, "\n|---|{}", "---|".repeat(Role::ALL.len())).unwrap();
    for row in modules::modules().iter().flat_map(|module| &module.actions) {
        write!(table, "| {} |", row.code).unwrap();
        for role in Role::ALL {
            write!(
                table,
                " {} |",
                if row.allowed.contains(&role) {
                    "✔"
                } else {
                    "·"
                }
            )
            .unwrap();
        }
        table.push('\n');
    }
    guard("docs/permissions.md", &table);
}

#[test]
fn every_route_has_a_row_in_the_policy() {
    for module in modules::modules() {
        let known: BTreeSet<_> = module.actions.iter().map(|row| row.code).collect();
        for route in &module.routes {
            check_route(route, &known);
        }
    }
}

fn check_route(route: &samverk_web::Route, known: &BTreeSet<&str>) {
    if let Policy::Action(code) = route.policy {
        assert!(
            known.contains(code),
            "{} {} names {code}",
            route.method,
            route.path
        );
    }
    let writes_for_all = route.method != "GET" && route.policy == Policy::Public;
    let allowed = [
        "/sprak",
        "/logga-in",
        "/logga-ut",
        "/glomt-losenord",
        "/valj-losenord/{token}",
        "/epost/avsluta/{secret}",
        // Anybody asks for a document.
        "/aktorer/{party}/diarier/{thing}/begar",
    ];
    assert!(
        !writes_for_all || allowed.contains(&route.path),
        "{} {} may be sent by everybody",
        route.method,
        route.path
    );
}

#[test]
fn the_files_of_the_folder_format_have_schemas() {
    let folder = project_root().join("docs/schemas");
    let mut expected = BTreeSet::new();
    for file in bundle::schemas() {
        let name = format!("{}.schema.json", file.file.replace('/', "."));
        let text = serde_json::to_string_pretty(&file.schema).unwrap() + "\n";
        guard(&format!("docs/schemas/{name}"), &text);
        expected.insert(name);
    }
    let present: BTreeSet<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(present, expected);
}

async fn schema(db: Db, file: &str) {
    let tx = db.read().await.unwrap();
    guard(file, &dump_schema(&tx).await.unwrap());
}

#[tokio::test]
async fn sqlite_has_the_committed_schema() {
    let dump = |db| schema(db, "docs/schema/sqlite.txt");
    samverk_testing::on_sqlite(&modules::migrations(), dump).await;
}

mod postgres {
    #[tokio::test]
    async fn postgres_has_the_committed_schema() {
        let dump = |db| super::schema(db, "docs/schema/postgres.txt");
        samverk_testing::on_postgres(&super::modules::migrations(), dump).await;
    }
}

#[test]
fn both_databases_have_the_same_columns() {
    let columns = |file: &str| -> Vec<String> {
        let text = std::fs::read_to_string(project_root().join(file)).unwrap();
        let without_type = |line: &str| match line.strip_prefix("index ") {
            Some(_) => line.to_owned(),
            None => {
                let name = line.split(' ').next().unwrap_or_default();
                let needed = if line.ends_with("NOT NULL") {
                    "NOT NULL"
                } else {
                    ""
                };
                format!("{name} {needed}")
            }
        };
        let mut lines: Vec<_> = text.lines().map(without_type).collect();
        lines.sort();
        lines
    };
    assert_eq!(
        columns("docs/schema/sqlite.txt"),
        columns("docs/schema/postgres.txt")
    );
}

#[test]
fn the_api_has_the_committed_description() {
    let text = serde_json::to_string_pretty(&crate::api_profile::written()).unwrap() + "\n";
    guard("docs/openapi.json", &text);
}

/// Every source file and template of the crates, tests left out.
fn sources() -> Vec<(PathBuf, String)> {
    fn below(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !matches!(
                    name.as_str(),
                    "tests" | "node_modules" | "dist" | "register"
                ) {
                    below(&path, found);
                }
            } else if name.ends_with(".rs") || name.ends_with(".html") {
                found.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    below(&project_root().join("crates"), &mut found);
    found
}

/// The string literals of a file, roughly: what stands between two quotes on one line.
fn literals(text: &str) -> BTreeSet<&str> {
    text.lines()
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect()
}

pub fn keys(language: Language) -> BTreeMap<String, &'static str> {
    let of_language = |source: &TextSource| source.language == language;
    let mut keys = BTreeMap::new();
    for source in modules::text_sources().into_iter().filter(of_language) {
        let starts = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        for line in source.text.lines().filter(starts) {
            let Some((key, _)) = line.split_once(" =") else {
                continue;
            };
            let before = keys.insert(key.to_owned(), source.name);
            assert_eq!(before, None, "{key} stands twice, in {} too", source.name);
        }
    }
    keys
}

#[test]
fn every_text_stands_in_both_languages() {
    let swedish: BTreeSet<_> = keys(Language::Sv).into_keys().collect();
    let english: BTreeSet<_> = keys(Language::En).into_keys().collect();
    let only_one: Vec<_> = swedish.symmetric_difference(&english).collect();
    assert!(only_one.is_empty(), "in one language only: {only_one:?}");
}

#[test]
fn every_text_that_is_asked_for_exists() {
    let known = keys(Language::Sv);
    let mut missing = Vec::new();
    for (path, text) in sources() {
        for call in [".t(\"", ".t1(\"", ".t_with(\""] {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                if !known.contains_key(key) {
                    missing.push(format!("{}: {key}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "texts that do not exist: {missing:#?}");
}

#[test]
fn no_text_is_left_over() {
    let sources = sources();
    let mut all: BTreeSet<&str> = sources
        .iter()
        .flat_map(|(_, text)| literals(text))
        .collect();
    for (_, text) in &sources {
        // Inside an attribute of a template the quotes are nested.
        for call in [".t(\"", ".t1(\"", ".t_with(\""] {
            all.extend(
                text.split(call)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next()),
            );
        }
    }
    // `word(ui, "party-kind", code)` asks for `party-kind-<code>`; a step's `WORDS` for what begins so.
    let squeezed: Vec<String> = sources
        .iter()
        .map(|(_, text)| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let groups: BTreeSet<&str> = squeezed
        .iter()
        .flat_map(|text| {
            let asked = text.split("ui, \"").skip(1);
            asked.chain(text.split("const WORDS: &'static str = \"").skip(1))
        })
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let prefixes: Vec<&str> = all
        .iter()
        .map(|literal| literal.split('{').next().unwrap_or_default())
        .filter(|start| start.len() > 3 && start.ends_with('-'))
        .collect();
    let suffixes: Vec<&str> = all
        .iter()
        .filter(|literal| literal.contains('}'))
        .map(|literal| literal.rsplit('}').next().unwrap_or_default())
        .filter(|end| end.len() > 2 && end.starts_with('-'))
        .collect();
    let described = modules::kinds().into_iter().flat_map(|kind| {
        let keys = samverk_kept::text_keys(kind);
        keys.required.into_iter().chain(keys.optional)
    });
    let described: BTreeSet<String> = described.collect();
    let used = |key: &str| {
        let code = key.replace('-', "_");
        let problem = code
            .strip_prefix("problem_")
            .is_some_and(|code| all.contains(code));
        let dotted = key.strip_prefix("event-").is_some_and(|rest| {
            all.iter()
                .any(|literal| literal.replace(['.', '_'], "-") == rest)
        });
        let notice = key
            .strip_prefix("notice-")
            .or_else(|| key.strip_prefix("advice-"))
            .is_some_and(|rest| all.contains(rest));
        all.contains(key)
            || described.contains(key)
            || problem
            || dotted
            || notice
            || groups.iter().any(|group| {
                key.strip_prefix(group)
                    .is_some_and(|rest| rest.starts_with('-'))
            })
            || suffixes.iter().any(|suffix| key.ends_with(suffix))
            || prefixes.iter().any(|prefix| {
                !matches!(*prefix, "problem-" | "event-" | "notice-" | "advice-")
                    && key.starts_with(prefix)
            })
    };
    let unused: Vec<_> = keys(Language::Sv)
        .into_iter()
        .filter(|(key, _)| !used(key))
        .collect();
    assert!(unused.is_empty(), "texts that nobody asks for: {unused:#?}");
}

#[test]
fn every_error_code_is_written_down() {
    let texts = modules::texts().unwrap();
    let mut codes: BTreeMap<String, u16> = BTreeMap::new();
    for (_, text) in sources() {
        let kinds = [
            ("Problem::invalid(", 422),
            ("Problem::conflict(", 409),
            ("Problem::too_large(", 413),
            ("Problem::too_many(", 429),
            ("Problem::unsupported(", 415),
            ("Problem::unavailable(", 503),
        ];
        for (call, status) in kinds {
            for rest in text.split(call).skip(1) {
                let Some(literal) = rest.trim_start().strip_prefix('"') else {
                    continue;
                };
                let code = literal.split('"').next().unwrap_or_default();
                codes.entry(code.to_owned()).or_insert(status);
            }
        }
    }
    for (code, status) in [
        ("not_found", 404),
        ("forbidden", 403),
        ("sign_in_needed", 401),
        ("internal", 500),
        // Told before there is anything that could make a problem of it.
        ("demo_foreign_host", 421),
    ] {
        codes.insert(code.to_owned(), status);
    }
    codes.extend(
        samverk_rest::STATUSES
            .iter()
            .map(|(code, status)| ((*code).to_owned(), *status)),
    );
    let mut table = String::from(
        "# Error codes\n\nWritten by a test. Codes are stable; `{…}` is filled in with the case at hand.\n\n\
         | code | status | what people read |\n|---|---|---|\n",
    );
    for (code, status) in &codes {
        let key = format!("problem-{}", code.replace('_', "-"));
        for language in Language::ALL {
            assert!(
                texts.has(language, &key),
                "{key} has no text in {}",
                language.code()
            );
        }
        let sentence = texts
            .get(Language::Sv, &key, &[])
            .replace('|', "\\|")
            .replace('\n', " ");
        writeln!(table, "| `{code}` | {status} | {sentence} |").unwrap();
    }
    guard("docs/errors.md", &table);
}
