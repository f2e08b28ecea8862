//! The descriptions of kinds themselves: their texts, their tables, and what is written down of them.

use crate::guards::guard;
use crate::world::project_root;
use samverk_app::modules::{kinds, texts};
use samverk_fields::{FieldKind, columns};
use samverk_foundation::{Language, Role, interned};
use samverk_kept::{Exchange, Lines, Order, Readers, text_keys};
use std::collections::BTreeSet;
use std::fmt::Write;

#[test]
fn every_kind_has_its_texts() {
    let texts = texts().unwrap();
    let mut missing = Vec::new();
    for kind in kinds() {
        for key in text_keys(kind).required {
            let lacks = |language: &Language| !texts.has(*language, &key);
            missing.extend(
                Language::ALL
                    .into_iter()
                    .filter(lacks)
                    .map(|one| (one.code(), key.clone())),
            );
        }
    }
    assert_eq!(missing, Vec::new());
}

#[test]
fn every_description_is_whole() {
    for kind in kinds() {
        let facts = kind.facts();
        let problems = samverk_fields::check_form(kind.form());
        assert!(problems.is_empty(), "{}: {problems:?}", facts.code);
        assert_eq!(samverk_kept::check_keeping(kind), Vec::<String>::new());
        let list = &facts.list;
        let named = list
            .columns
            .iter()
            .chain(&list.parted)
            .chain(&list.gathered)
            .chain(list.filters);
        for field in named {
            assert!(
                kind.form().find(field.as_str()).is_some(),
                "{} {}",
                facts.code,
                field.as_str()
            );
        }
        assert!(
            !facts.writers.roles.is_empty(),
            "{} is written by somebody",
            facts.code
        );
        assert!(
            !facts.writers.roles.contains(&Role::Public),
            "{}",
            facts.code
        );
    }
}

/// Against the committed schema, which another test keeps true on both databases.
#[test]
fn every_table_has_the_columns_of_its_description() {
    let schema = std::fs::read_to_string(project_root().join("docs/schema/sqlite.txt")).unwrap();
    for kind in kinds() {
        let facts = kind.facts();
        let table = format!("{}.", facts.table());
        let kept: BTreeSet<(&str, bool)> = schema
            .lines()
            .filter_map(|line| line.strip_prefix(&table))
            .map(|line| (line.split(' ').next().unwrap(), line.ends_with("NOT NULL")))
            .collect();
        let columns = columns(kind.form());
        let described = columns
            .iter()
            .map(|column| (column.name.as_str(), !column.nullable));
        let by_hand = (facts.list.order == Order::ByHand).then_some("position");
        let own = ["id", "key", "revision"].into_iter();
        let searched = !facts.keeping.searched.is_empty();
        let searched = searched.then_some("search_text");
        let own = own.chain(facts.ground.column).chain(by_hand);
        let sorted = facts.list.sorted.iter().filter_map(|field| {
            let question = kind.form().find(field.as_str())?;
            let is_text = matches!(question.kind, FieldKind::Line | FieldKind::Prose { .. });
            let is_spelt = is_text || matches!(question.kind, FieldKind::Choice(_));
            is_spelt.then(|| interned(format!("{}_order", field.as_str())))
        });
        let own = own.chain(searched).chain(sorted);
        let own = own.map(|name| (name, true));
        let states = facts.keeping.states;
        let is_made_by_somebody = states.is_some_and(|states| !states.private.is_empty());
        let maker = is_made_by_somebody.then_some(("made_by", false));
        let described: BTreeSet<(&str, bool)> = described.chain(own).chain(maker).collect();
        assert_eq!(kept, described, "{}", facts.code);
    }
}

/// What one can look up of a kind without reading its code.
#[test]
fn the_kinds_are_written_down() {
    let mut text = String::from(
        "# What is described once\n\nWritten by a test from the descriptions of every domain \
         (`docs/how-to/add-a-kind.md`).\n",
    );
    for kind in kinds() {
        let facts = kind.facts();
        let readers = match facts.readers {
            Readers::OfTheGround => "whoever sees the ground".to_owned(),
            Readers::Those(those) => format!("whoever sees the ground: {}", those.about),
            Readers::Members => "the ground's people".to_owned(),
            Readers::Roles(roles) => names(roles),
        };
        let file = match facts.exchange {
            Exchange::Table(file) | Exchange::Lines(Lines { file, .. }) => {
                format!("`{}/{file}`", facts.ground.folder)
            }
            Exchange::Document { path, .. } => format!("`{path}`"),
            Exchange::Nowhere => "none".to_owned(),
        };
        writeln!(text, "\n## {}\n", facts.code).unwrap();
        writeln!(
            text,
            "* pages: `{}/{}`",
            facts.ground.web, facts.pages.segment
        )
        .unwrap();
        for column in facts.pages.told.iter().flat_map(|told| told.columns) {
            writeln!(text, "* told in the list: {}", column.name).unwrap();
        }
        writeln!(text, "* API: `{}/{}`", facts.ground.api, facts.api.plural).unwrap();
        writeln!(text, "* file: {file}").unwrap();
        for question in kind.form().questions() {
            if let Some(apart) = question.apart {
                let field = question.key.as_str();
                writeln!(text, "* {field} in a file of their own: `{apart}`").unwrap();
            }
        }
        writeln!(text, "* read by: {readers}").unwrap();
        writeln!(
            text,
            "* written by `{}`: {}",
            facts.writers.action,
            names(facts.writers.roles)
        )
        .unwrap();
        if let Some((action, roles)) = facts.writers.adding {
            writeln!(text, "* added by `{action}`: {}", names(roles)).unwrap();
        }
        for one in samverk_kept::personal_fields(&[kind]) {
            writeln!(text, "* personal data: {}", one.field.as_str()).unwrap();
        }
        for veil in facts.keeping.veils {
            let (field, roles) = (veil.field.as_str(), names(veil.roles));
            writeln!(text, "* {field} is seen by: {roles}").unwrap();
        }
        for step in facts.keeping.states.iter().flat_map(|states| states.moves) {
            let (from, to, by) = (step.from, step.to, names(step.by));
            writeln!(text, "* from {from} to {to}: {by}").unwrap();
        }
        writeln!(text, "\n| field | kind | required |\n|---|---|---|").unwrap();
        for question in kind.form().questions() {
            let required = if question.is_required() { "yes" } else { "" };
            let sort = format!("{:?}", question.kind);
            let sort = sort
                .split(['(', ' '])
                .next()
                .unwrap_or_default()
                .to_lowercase();
            writeln!(text, "| {} | {sort} | {required} |", question.key.as_str()).unwrap();
        }
    }
    guard("docs/kinds.md", &text);
}

fn names(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    names.join(", ")
}
