//! Dividing another amount than the budget between parties as a distribution does.

use super::{
    Base, Budget, BudgetLine, BudgetPart, Distribution, DistributionInput, LineKind, Member,
    Modifier, PartKind, compute, fit_to_members,
};
use samverk_foundation::{Key, Ore, Problems};

/// A distribution's model, members and figures. Only its budget is put aside: what is divided is other money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    pub input: DistributionInput,
    /// The part of the budget that the money belongs to; none for the budget as a whole.
    pub part: Option<Key>,
}

impl Sharing {
    /// Those that the distribution lets pay, in its order.
    pub fn payers(&self) -> impl Iterator<Item = &Member> {
        self.input.members.iter()
    }

    /// Limits on how much a fee may change from last year are about the whole fee, so they are left out.
    pub fn leaves_out_changes(&self) -> bool {
        let mut modifiers = self
            .input
            .model
            .rules
            .iter()
            .flat_map(|rule| &rule.modifiers);
        modifiers.any(|modifier| matches!(modifier, Modifier::MaxChange { .. }))
    }

    /// What each of these parties pays of an amount. Fails with everything that hinders the engine.
    pub fn divide(&self, amount: Ore, parties: &[Key]) -> Result<Distribution, Problems> {
        let mut input = self.input.clone();
        input.members.retain(|member| parties.contains(&member.key));
        input.budget = self.budget(amount);
        let model = &mut input.model;
        (model.amount, model.fees_decide) = (None, false);
        for rule in &mut model.rules {
            rule.modifiers
                .retain(|modifier| !matches!(modifier, Modifier::MaxChange { .. }));
        }
        fit_to_members(model, &input.members, input.year);
        compute(&input)
    }

    /// One line of costs, beside every part that the model's rules name.
    fn budget(&self, amount: Ore) -> Budget {
        let mut names: Vec<&Key> = self.part.iter().collect();
        for rule in &self.input.model.rules {
            if let Base::Parts(parts) = &rule.base {
                names.extend(parts);
            }
        }
        names.sort();
        names.dedup();
        let part = |key: &Key| BudgetPart {
            key: key.clone(),
            name: self.part_name(key),
            kind: PartKind::Other,
            focus_area: None,
            printed_total: None,
        };
        Budget {
            year: self.input.year,
            printed_total: None,
            parts: names.into_iter().map(part).collect(),
            lines: vec![BudgetLine {
                part: self.part.clone(),
                name: String::new(),
                kind: LineKind::Cost,
                amount,
                note: String::new(),
            }],
        }
    }

    fn part_name(&self, key: &Key) -> String {
        let mut parts = self.input.budget.parts.iter();
        let known = parts.find(|part| part.key == *key);
        known.map_or_else(|| key.to_string(), |part| part.name.clone())
    }
}
