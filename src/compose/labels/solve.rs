//! The solver: one candidate for each label, all of them together, at the least cost.
//!
//! First the choice is pruned, then labels are placed in the order of their importance, then
//! improved by simulated annealing whose moves push rivals out of the way (after the ejection chains
//! of QGIS's PAL), and at last by plain descent. The seed is fixed and costs are whole numbers, so
//! that the same map comes out everywhere.

use super::candidate::Candidate;
use super::conflict::Conflicts;

/// Moves tried for each label while annealing.
const MOVES_PER_LABEL: usize = 300;
/// First and last temperature, in thousandths of the cost unit.
const HOT: f64 = 40_000.0;
const COLD: f64 = 500.0;
/// A move may push out this many labels.
const MOST_PUSHED: usize = 3;

/// One label to the solver.
pub(super) struct Goal {
    /// What it costs to leave it out.
    pub(super) left_out: i64,
    /// The lower, the earlier it is placed.
    pub(super) order: u32,
}

/// How hard to look for the best choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// A good choice, to see whether there is room for all.
    Quick,
    /// The best that can be found.
    Full,
}

/// Chooses a candidate for each label, by its place in the label's list; `None` is left out.
pub(super) fn solve(
    labels: &[Vec<Candidate>],
    goals: &[Goal],
    conflicts: &Conflicts,
    effort: Effort,
) -> Vec<Option<usize>> {
    let costs: Vec<i64> = labels.iter().flatten().map(|c| c.cost).collect();
    let mut state = State::new(conflicts, &costs, goals);
    state.prune();
    state.construct();
    if effort == Effort::Full {
        state.anneal();
    }
    state.descend();
    let chosen = state.chosen.iter().enumerate();
    chosen
        .map(|(label, number)| number.map(|n| (n - conflicts.first[label]) as usize))
        .collect()
}

struct State<'p> {
    conflicts: &'p Conflicts,
    costs: &'p [i64],
    goals: &'p [Goal],
    /// Candidates of each label that are worth trying, best first.
    worthy: Vec<Vec<u32>>,
    chosen: Vec<Option<u32>>,
    /// How many chosen candidates exclude each candidate.
    barred: Vec<u32>,
    total: i64,
}

impl<'p> State<'p> {
    fn new(conflicts: &'p Conflicts, costs: &'p [i64], goals: &'p [Goal]) -> Self {
        let by_cost = |label: usize| {
            let mut numbers: Vec<u32> = conflicts.of(label).collect();
            numbers.sort_by_key(|n| (costs[*n as usize], *n));
            numbers
        };
        Self {
            conflicts,
            costs,
            goals,
            worthy: (0..goals.len()).map(by_cost).collect(),
            chosen: vec![None; goals.len()],
            barred: vec![0; costs.len()],
            total: goals.iter().map(|g| g.left_out).sum(),
        }
    }

    /// Whatever is worse than a candidate of the same label that nobody disputes is superfluous; so
    /// its rivals may become undisputed in turn.
    fn prune(&mut self) {
        let mut disputes: Vec<usize> = self.conflicts.rivals.iter().map(Vec::len).collect();
        loop {
            let mut dropped = Vec::new();
            for numbers in &mut self.worthy {
                let free = numbers.iter().position(|n| disputes[*n as usize] == 0);
                if let Some(free) = free {
                    dropped.extend(numbers.drain(free + 1..));
                }
            }
            if dropped.is_empty() {
                return;
            }
            for number in dropped {
                for rival in &self.conflicts.rivals[number as usize] {
                    disputes[*rival as usize] -= 1;
                }
            }
        }
    }

    fn label(&self, number: u32) -> usize {
        self.conflicts.label[number as usize] as usize
    }

    fn put(&mut self, number: u32) {
        let label = self.label(number);
        self.chosen[label] = Some(number);
        self.total += self.costs[number as usize] - self.goals[label].left_out;
        for rival in &self.conflicts.rivals[number as usize] {
            self.barred[*rival as usize] += 1;
        }
    }

    fn take(&mut self, label: usize) -> Option<u32> {
        let number = self.chosen[label].take()?;
        self.total -= self.costs[number as usize] - self.goals[label].left_out;
        for rival in &self.conflicts.rivals[number as usize] {
            self.barred[*rival as usize] -= 1;
        }
        Some(number)
    }

    fn best_free(&self, label: usize) -> Option<u32> {
        let numbers = self.worthy[label].iter();
        numbers.copied().find(|n| self.barred[*n as usize] == 0)
    }

    fn construct(&mut self) {
        let mut order: Vec<usize> = (0..self.goals.len()).collect();
        order.sort_by_key(|i| (self.goals[*i].order, *i));
        for label in order {
            if let Some(number) = self.best_free(label) {
                self.put(number);
            }
        }
    }

    /// Moves a label to a candidate, pushing its rivals to their best free places; what was done, for
    /// [`State::undo`]. Does nothing if it would push too many.
    fn push(&mut self, number: u32) -> Option<Vec<(usize, Option<u32>)>> {
        let label = self.label(number);
        let mut done = Vec::with_capacity(1 + MOST_PUSHED);
        if self.barred[number as usize] > 0 {
            for rival in &self.conflicts.rivals[number as usize] {
                let other = self.conflicts.label[*rival as usize] as usize;
                if self.chosen[other] == Some(*rival) {
                    done.push((other, Some(*rival)));
                }
            }
            if done.len() > MOST_PUSHED {
                return None;
            }
            for (other, _) in &done {
                self.take(*other);
            }
        }
        let pushed = done.len();
        done.push((label, self.take(label)));
        self.put(number);
        for (other, _) in done.iter().take(pushed) {
            if let Some(free) = self.best_free(*other) {
                self.put(free);
            }
        }
        Some(done)
    }

    fn undo(&mut self, done: &[(usize, Option<u32>)]) {
        for (label, _) in done {
            self.take(*label);
        }
        for number in done.iter().filter_map(|d| d.1) {
            self.put(number);
        }
    }

    fn anneal(&mut self) {
        let movable: Vec<usize> = (0..self.goals.len())
            .filter(|l| {
                self.worthy[*l].len() > 1
                    || !self.worthy[*l].is_empty() && self.chosen[*l].is_none()
            })
            .collect();
        if movable.is_empty() {
            return;
        }
        let mut random = Random(0x7468_6561_7472_756d);
        let moves = MOVES_PER_LABEL * movable.len();
        let mut best = (self.total, self.chosen.clone());
        let cooling = libm::pow(COLD / HOT, 1.0 / moves as f64);
        let mut heat = HOT;
        for _ in 0..moves {
            heat *= cooling;
            let label = movable[random.below(movable.len())];
            // Mostly among the best: the square of a fraction favours the front of the list.
            let fraction = random.fraction();
            let list = &self.worthy[label];
            let number = list[(fraction * fraction * list.len() as f64) as usize];
            if self.chosen[label] == Some(number) {
                continue;
            }
            let before = self.total;
            let Some(done) = self.push(number) else {
                continue;
            };
            let worse = (self.total - before) as f64;
            if worse > 0.0 && random.fraction() >= libm::exp(-worse / heat) {
                self.undo(&done);
            } else if self.total < best.0 {
                best = (self.total, self.chosen.clone());
            }
        }
        self.restore(&best.1);
    }

    fn restore(&mut self, chosen: &[Option<u32>]) {
        for label in 0..chosen.len() {
            self.take(label);
        }
        for number in chosen.iter().flatten() {
            self.put(*number);
        }
    }

    /// Tries every move until none helps.
    fn descend(&mut self) {
        const MOST_ROUNDS: usize = 6;
        for _ in 0..MOST_ROUNDS {
            let before = self.total;
            for label in 0..self.goals.len() {
                for i in 0..self.worthy[label].len() {
                    let number = self.worthy[label][i];
                    let (total, is_chosen) = (self.total, self.chosen[label] == Some(number));
                    let done = if is_chosen { None } else { self.push(number) };
                    if let Some(done) = done
                        && self.total >= total
                    {
                        self.undo(&done);
                    }
                }
            }
            if self.total == before {
                return;
            }
        }
    }
}

/// Small random numbers from a fixed seed (splitmix64, Steele and others 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to below 1, exact in 53 bits.
    fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}
