//! A plan's text is saved whole, but people work on different parts of it at the same time. A form
//! remembers what its own part said when it was opened, and only that must not have changed.

use samverk_foundation::Problem;
use samverk_web::Values;

const SEAL: &str = "revision";
const PLACE: &str = "position";

/// What stands in the form now, with a hidden field by which it is known again.
pub(super) fn sealed(filled: Values) -> Values {
    let seal = format!("{}-{}", fingerprint(&filled), filled.text(PLACE));
    filled.set(SEAL, seal)
}

/// What was typed, if the part still says what it said when the form was opened; else
/// `changed_meanwhile`. A place in the order that was not touched is where the part stands now.
pub(super) fn unsealed(standing: &Values, typed: &Values) -> Result<Values, Problem> {
    let (opened, place) = typed
        .text(SEAL)
        .split_once('-')
        .ok_or_else(|| Problem::conflict("changed_meanwhile"))?;
    if opened != fingerprint(standing) {
        return Err(Problem::conflict("changed_meanwhile"));
    }
    Ok(match typed.text(PLACE) == place {
        true => typed.clone().set(PLACE, standing.text(PLACE)),
        false => typed.clone(),
    })
}

/// The same for a form that adds a part when there is no key yet: nothing can have changed.
pub(super) fn unsealed_piece(
    key: Option<&str>,
    standing: &Values,
    typed: &Values,
) -> Result<Values, Problem> {
    match key {
        Some(_) => unsealed(standing, typed),
        None => Ok(typed.clone()),
    }
}

fn fingerprint(values: &Values) -> String {
    values.fingerprint(&[SEAL, PLACE])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goal(text: &str, place: usize) -> Values {
        Values::default().set("text", text).set(PLACE, place)
    }

    #[test]
    fn a_part_that_moved_is_still_the_same() {
        let opened = sealed(goal("Alla kan", 3));
        let typed = opened.clone().set("text", "Alla får");
        let read = unsealed(&sealed(goal("Alla kan", 4)), &typed).unwrap();
        assert_eq!((read.text("text"), read.text(PLACE)), ("Alla får", "4"));
        let moved = typed.set(PLACE, 1);
        let read = unsealed(&sealed(goal("Alla kan", 4)), &moved).unwrap();
        assert_eq!(read.text(PLACE), "1");
    }

    #[test]
    fn a_part_that_says_something_else_is_not() {
        let opened = sealed(goal("Alla kan", 3));
        let now = sealed(goal("Alla vill", 3));
        let refused = unsealed(&now, &opened).unwrap_err();
        assert_eq!(refused.code, "changed_meanwhile");
        let unknown = opened.set(SEAL, "7");
        assert_eq!(
            unsealed(&now, &unknown).unwrap_err().code,
            "changed_meanwhile"
        );
    }
}
