//! Looks for budget lines that together give an amount.

use super::BudgetLine;
use samverk_foundation::Ore;

/// Above this many lines only combinations of three at most are tried.
const ALL_COMBINATIONS: usize = 16;
const MOST_ANSWERS: usize = 3;

/// The names of at most so many lines whose net amounts sum to the target:
/// the fewest lines first, three answers at most.
pub fn lines_that_give(lines: &[&BudgetLine], target: Ore, most: usize) -> Vec<Vec<String>> {
    let most = if lines.len() <= ALL_COMBINATIONS {
        most.min(lines.len())
    } else {
        most.min(3)
    };
    let mut answers = Vec::new();
    for size in 1..=most {
        let mut search = Search {
            lines,
            chosen: Vec::new(),
            answers: &mut answers,
        };
        search.choose(0, size, target);
        if answers.len() >= MOST_ANSWERS {
            break;
        }
    }
    answers.truncate(MOST_ANSWERS);
    answers
}

struct Search<'a> {
    lines: &'a [&'a BudgetLine],
    chosen: Vec<usize>,
    answers: &'a mut Vec<Vec<String>>,
}

impl Search<'_> {
    fn choose(&mut self, from: usize, more: usize, target: Ore) {
        if self.answers.len() >= MOST_ANSWERS {
            return;
        }
        if more == 0 {
            if target == Ore::ZERO {
                let names = self
                    .chosen
                    .iter()
                    .map(|index| self.lines[*index].name.clone());
                self.answers.push(names.collect());
            }
            return;
        }
        for index in from..self.lines.len() {
            self.chosen.push(index);
            self.choose(index + 1, more - 1, target - self.lines[index].net());
            self.chosen.pop();
        }
    }
}
