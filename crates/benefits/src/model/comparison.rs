//! An alternative held against doing nothing: what it is worth, and what that depends on.

use super::{Case, Direction, Level, Line, Outcome, Piece, add, pieces, scaled, zeros};
use samverk_engine::Exact;

/// What an alternative gives over what doing nothing gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub alternative: usize,
    pub lines: Vec<ComparedLine>,
    /// Of the lines that are counted.
    pub outcome: Outcome,
    /// Of the lines that move money between parties and are not counted.
    pub uncounted: Exact,
}

/// A line valued in money. What doing nothing gives is taken off, so its signs are turned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedLine {
    /// Its place among the lines of the case.
    pub line: usize,
    pub is_of_nothing: bool,
    pub is_counted: bool,
    /// The likely flow.
    pub flow: Vec<Exact>,
    /// Its net present value at its low, likely and high amounts.
    pub low: Exact,
    pub likely: Exact,
    pub high: Exact,
}

/// Where the whole turns when all else is equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Switching {
    /// The line times this gives the net present value 0.
    At(Exact),
    /// Not even without the line.
    Never,
}

/// The net present value of the whole at a line's low and high amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swing {
    pub line: usize,
    pub low: Exact,
    pub high: Exact,
}

/// The net present value when every line is at the worst of its amounts, and at the best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub worst: Exact,
    pub best: Exact,
}

impl Comparison {
    pub fn of(case: &Case, alternative: usize) -> Self {
        let is_told =
            |line: &Line| line.alternative == alternative || line.alternative == case.nothing;
        let lines = case
            .lines
            .iter()
            .enumerate()
            .filter(|(_, line)| is_told(line));
        let lines: Vec<ComparedLine> = lines
            .filter(|(_, line)| matches!(line.price, super::Price::Money(_)))
            .map(|(place, line)| ComparedLine::of(case, place, line, alternative))
            .collect();
        let (mut flow, mut has_costs) = (zeros(case), false);
        for line in lines.iter().filter(|line| line.is_counted) {
            add(&mut flow, &line.flow);
            has_costs |= line.flow.iter().any(Exact::is_negative);
        }
        let uncounted = lines.iter().filter(|line| !line.is_counted);
        Self {
            alternative,
            outcome: Outcome::of(flow, &case.discount).with_costs(has_costs),
            uncounted: uncounted.map(|line| &line.likely).sum(),
            lines,
        }
    }

    pub fn value(&self) -> &Exact {
        &self.outcome.value
    }

    fn counted(&self) -> impl Iterator<Item = &ComparedLine> {
        self.lines.iter().filter(|line| line.is_counted)
    }

    /// Where each line turns the whole, those that turn it soonest first.
    pub fn switching(&self) -> Vec<(&ComparedLine, Switching)> {
        let one = Exact::integer(1);
        let mut all: Vec<(&ComparedLine, Switching)> = self
            .counted()
            .map(|line| (line, line.switching(self.value())))
            .collect();
        all.sort_by_key(|(line, switching)| match switching {
            Switching::At(factor) => (false, (factor - &one).abs(), line.line),
            Switching::Never => (true, Exact::zero(), line.line),
        });
        all
    }

    /// What each line's uncertainty does to the whole, the widest first.
    pub fn swings(&self) -> Vec<Swing> {
        let swing = |line: &ComparedLine| {
            let rest = self.value() - &line.likely;
            Swing {
                line: line.line,
                low: &rest + &line.low,
                high: &rest + &line.high,
            }
        };
        let mut all: Vec<Swing> = self.counted().map(swing).collect();
        all.sort_by_key(|swing| {
            (
                std::cmp::Reverse((&swing.high - &swing.low).abs()),
                swing.line,
            )
        });
        all
    }

    /// No chances are told: they are bounds, and nothing lies outside them.
    pub fn bounds(&self) -> Bounds {
        Bounds {
            worst: self.counted().map(ComparedLine::worst).sum(),
            best: self.counted().map(ComparedLine::best).sum(),
        }
    }
}

impl ComparedLine {
    /// Whether it speaks for the alternative: a benefit of it, or a cost that it spares.
    pub fn is_gain(&self, case: &Case) -> bool {
        let line = case.lines.get(self.line);
        let is_benefit = line.is_some_and(|line| line.direction == Direction::Benefit);
        is_benefit != self.is_of_nothing
    }

    fn of(case: &Case, place: usize, line: &Line, alternative: usize) -> Self {
        let is_of_nothing = line.alternative == case.nothing && alternative != case.nothing;
        let flow_at = |level| {
            let flow = whole(case, &pieces(case, line, level, &case.parties));
            match is_of_nothing {
                true => scaled(&flow, &Exact::integer(-1)),
                false => flow,
            }
        };
        let value_at = |level| case.discount.value(&flow_at(level));
        let flow = flow_at(Level::Likely);
        Self {
            line: place,
            is_of_nothing,
            is_counted: line.is_counted,
            likely: case.discount.value(&flow),
            low: value_at(Level::Low),
            high: value_at(Level::High),
            flow,
        }
    }

    /// A line can be taken away at most: a benefit never becomes a cost.
    fn switching(&self, value: &Exact) -> Switching {
        let lost = value.divided_by(&self.likely);
        let factor = lost.map(|lost| &Exact::integer(1) - &lost);
        match factor {
            Some(factor) if !factor.is_negative() => Switching::At(factor),
            _ => Switching::Never,
        }
    }

    fn worst(&self) -> &Exact {
        (&self.low).min(&self.likely).min(&self.high)
    }

    fn best(&self) -> &Exact {
        (&self.low).max(&self.likely).max(&self.high)
    }
}

fn whole(case: &Case, pieces: &[Piece]) -> Vec<Exact> {
    let mut sum = zeros(case);
    for piece in pieces {
        add(&mut sum, &piece.flow);
    }
    sum
}
