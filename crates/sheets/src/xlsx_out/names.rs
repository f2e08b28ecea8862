//! Names on tabs: at most 31 characters, some forbidden, no two alike.

const LONGEST: usize = 31;

pub(super) fn unique<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for name in names {
        let name = allowed(name);
        let free = (1_usize..)
            .map(|number| numbered(&name, number))
            .find(|candidate| !taken.iter().any(|other| same(other, candidate)));
        taken.extend(free);
    }
    taken
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn allowed(name: &str) -> String {
    let replaced: String = name
        .chars()
        .map(|c| {
            if c.is_control() || "[]:*?/\\".contains(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    let name = shortened(
        replaced.trim_matches(|c: char| c == '\'' || c.is_whitespace()),
        LONGEST,
    );
    if name.is_empty() {
        "Blad".to_owned()
    } else {
        name
    }
}

fn numbered(name: &str, number: usize) -> String {
    if number == 1 {
        return name.to_owned();
    }
    let end = format!(" {number}");
    shortened(name, LONGEST - end.len()) + &end
}

/// Excel counts UTF-16 units; what is cut may leave a space or an apostrophe at the end.
fn shortened(name: &str, longest: usize) -> String {
    let mut room = longest;
    let kept: String = name
        .chars()
        .take_while(|c| {
            let fits = room >= c.len_utf16();
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    kept.trim_end_matches(|c: char| c == '\'' || c.is_whitespace())
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::unique;

    #[test]
    fn names_become_what_excel_allows() {
        let names = [
            "Budget 2021/22",
            "budget 2021 22",
            "'",
            "Kostnadsfördelning för Digitaliseringsrådet",
        ];
        assert_eq!(
            unique(names.into_iter()),
            [
                "Budget 2021 22",
                "budget 2021 22 2",
                "Blad",
                "Kostnadsfördelning för Digitali"
            ]
        );
    }
}
