//! A link in the documentation that leads nowhere is a broken promise.

use crate::world::project_root;
use std::path::{Path, PathBuf};

#[test]
fn every_local_link_in_the_documentation_leads_somewhere() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for file in documents(&project_root()) {
        let text = std::fs::read_to_string(&file).unwrap();
        for target in local_links(&text) {
            seen += 1;
            if !file.parent().unwrap().join(target).exists() {
                broken.push(format!("{}: {target}", file.display()));
            }
        }
    }
    assert!(seen > 20, "only {seen} links were found");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// What stands at the root, under `docs` and in each crate.
fn documents(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.join("docs"), root.join("examples")];
    let crates = std::fs::read_dir(root.join("crates")).unwrap();
    let in_crates = crates.map(|entry| entry.unwrap().path().join("README.md"));
    found.extend(in_crates.filter(|path| path.exists()));
    found.extend(markdown_in(root));
    while let Some(folder) = folders.pop() {
        found.extend(markdown_in(&folder));
        let entries = std::fs::read_dir(&folder).unwrap();
        let inner = entries.map(|entry| entry.unwrap().path());
        folders.extend(inner.filter(|path| path.is_dir()));
    }
    found
}

fn markdown_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let is_markdown = |path: &PathBuf| path.extension().is_some_and(|end| end == "md");
    paths.filter(is_markdown).collect()
}

/// The targets of `[words](target)`, without those on the web or within the page.
fn local_links(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.split("](").skip(1);
    let targets = ends.filter_map(|rest| rest.split([')', ' ', '#']).next());
    // A picture in a text names a file of its thing.
    let is_local = |target: &&str| {
        let is_elsewhere = target.contains("://") || target.starts_with("fil:");
        !target.is_empty() && !is_elsewhere && !target.contains('\n')
    };
    targets.filter(is_local)
}
