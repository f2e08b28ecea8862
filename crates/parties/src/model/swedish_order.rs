/// A name spelt so that everything that compares texts sorts it as Swedish does: å, ä and ö last.
pub fn swedish_order(name: &str) -> String {
    let mut sorted = String::with_capacity(name.len());
    for character in name.to_lowercase().chars() {
        match character {
            'å' => sorted.push_str("zz1"),
            'ä' => sorted.push_str("zz2"),
            'ö' => sorted.push_str("zz3"),
            letter if letter.is_alphanumeric() => sorted.push(letter),
            _ => sorted.push('0'),
        }
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::swedish_order;

    #[test]
    fn names_sort_in_swedish() {
        let mut names = [
            "Öckerö",
            "Ängelholm",
            "Zinkgruvan",
            "Åmål",
            "Upplands Väsby",
            "Upplands-Bro",
        ];
        names.sort_by_key(|name| swedish_order(name));
        let expected = [
            "Upplands-Bro",
            "Upplands Väsby",
            "Zinkgruvan",
            "Åmål",
            "Ängelholm",
            "Öckerö",
        ];
        assert_eq!(names, expected);
    }
}
