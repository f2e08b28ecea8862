//! What pure and costly functions gave lately, so that a page that many read is computed once.

use std::sync::{Mutex, PoisonError};

/// Results by everything that they were computed from, the latest used last. Only for functions
/// that give the same result for the same input.
pub struct Remembered<I, O> {
    most: usize,
    known: Mutex<Vec<(I, O)>>,
}

impl<I, O: Clone> Remembered<I, O> {
    /// So many results, enough for the pages that are read in the same hour.
    pub const fn keeping(most: usize) -> Self {
        let known = Mutex::new(Vec::new());
        Self { most, known }
    }

    /// `compute` gives the input too, to be kept beside the output.
    pub fn of(&self, is_asked: impl Fn(&I) -> bool, compute: impl FnOnce() -> (I, O)) -> O {
        if let Some(known) = self.find(is_asked) {
            return known;
        }
        // Not under the lock: who asks for something else need not wait.
        let (input, output) = compute();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= self.most {
            known.remove(0);
        }
        known.push((input, output.clone()));
        output
    }

    fn find(&self, is_asked: impl Fn(&I) -> bool) -> Option<O> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let at = known.iter().rposition(|(input, _)| is_asked(input))?;
        let found = known.remove(at);
        let output = found.1.clone();
        known.push(found);
        Some(output)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_input_is_computed_once_and_old_input_forgotten() {
        const MOST: usize = 16;
        let known = Remembered::keeping(MOST);
        let double = |number: usize| known.of(|kept| *kept == number, || (number, number * 2));
        assert_eq!(double(1), 2);
        assert_eq!(known.of(|kept| *kept == 1, || unreachable!()), 2);
        for number in 2..2 + MOST {
            assert_eq!(double(number), number * 2);
        }
        let anew = known.of(|kept| *kept == 1, || (1, 7));
        assert_eq!(anew, 7, "forgotten and computed anew");
    }
}
