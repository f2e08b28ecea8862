//! What files and letters to the sender are called: own number first, the sender's last.

/// The subject line of the mail: the sender's number stands last, as the Government Offices ask for.
pub fn subject_line(words: &str, title: &str, own: &str, senders: &str) -> String {
    let parts = [own, senders];
    let numbers = parts.iter().filter(|part| !part.is_empty());
    let numbers: Vec<&str> = numbers.copied().collect();
    match numbers.is_empty() {
        true => format!("{words}: {title}"),
        false => format!("{words}: {title}, {}", numbers.join(", ")),
    }
}

/// A file's name without its ending: who answers, and both numbers. What no file system takes becomes a hyphen.
pub fn file_stem(words: &str, who: &str, own: &str, senders: &str) -> String {
    let parts = [words, who, own, senders];
    let said = parts.iter().filter(|part| !part.is_empty());
    let named: Vec<String> = said.map(|part| plain(part)).collect();
    named.join("_")
}

fn plain(part: &str) -> String {
    let kept = |letter: char| match letter {
        letter if letter.is_alphanumeric() || letter == '.' || letter == '-' => letter,
        _ => '-',
    };
    let name: String = part.trim().chars().map(kept).collect();
    name.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_numbers_stand_in_name_and_subject_the_senders_last() {
        let subject = subject_line("Remissvar", "E-arkiv", "KS 2026/00042", "PM 2026/0417");
        assert_eq!(subject, "Remissvar: E-arkiv, KS 2026/00042, PM 2026/0417");
        let name = file_stem("Remissvar", "Aneby kommun", "KS 2026/00042", "PM 2026/0417");
        assert_eq!(name, "Remissvar_Aneby-kommun_KS-2026-00042_PM-2026-0417");
    }

    #[test]
    fn a_number_that_nobody_has_told_leaves_nothing_behind() {
        assert_eq!(
            subject_line("Remissvar", "E-arkiv", "", ""),
            "Remissvar: E-arkiv"
        );
        assert_eq!(
            file_stem("Remissvar", "Aneby kommun", "", "../x"),
            "Remissvar_Aneby-kommun_..-x"
        );
    }
}
