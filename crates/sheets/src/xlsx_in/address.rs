//! Addresses of cells: `C4` is column 3, row 4.

const COLUMNS_MAX: u32 = 16_384;
const ROWS_MAX: u32 = 1_048_576;

/// Row and column of an address, counted from 1. Nothing when Excel has no such cell.
pub(super) fn parse(address: &str) -> Option<(u32, u32)> {
    let digits = address.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = address.split_at(digits);
    let row = row
        .parse()
        .ok()
        .filter(|row| (1..=ROWS_MAX).contains(row))?;
    Some((row, column(letters)?))
}

fn column(letters: &str) -> Option<u32> {
    let mut number: u32 = 0;
    for letter in letters.chars() {
        let place = u32::from(letter.to_ascii_uppercase()).checked_sub(u32::from('A'))?;
        if place >= 26 {
            return None;
        }
        number = number.checked_mul(26)?.checked_add(place + 1)?;
    }
    (1..=COLUMNS_MAX).contains(&number).then_some(number)
}

/// The letters of a column counted from 1.
pub(crate) fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        let place = (column - 1) % 26;
        letters.extend(char::from_u32(u32::from('A') + place));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

pub(super) fn of(row: u32, column: u32) -> String {
    format!("{}{row}", letters(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written() {
        for (address, place) in [
            ("A1", (1, 1)),
            ("Z9", (9, 26)),
            ("XFD1048576", (1_048_576, 16_384)),
        ] {
            assert_eq!(parse(address), Some(place));
            assert_eq!(of(place.0, place.1), address);
        }
        for wrong in [
            "",
            "A",
            "1",
            "A0",
            "XFE1",
            "AAAAAAAAAAAAA1",
            "A99999999999",
            "Å1",
            "A1B",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
