//! The solver: one candidate for each label, all of them together, at the least cost.
//!
//! First the choice is pruned, then labels are placed in the order of their importance, then
//! improved by simulated annealing whose moves push rivals out of the way (Christensen, Marks and Shieber
//! 1995), by ejection chains for what is still without a place (as in QGIS's PAL), and at last by plain
//! descent. The seed is fixed and costs are whole numbers, so that the same map comes out everywhere.

use super::candidate::Candidate;
use super::conflict::Conflicts;

/// Moves tried for each label while annealing.
const MOVES_PER_LABEL: usize = 300;
/// First and last temperature, in thousandths of the cost unit.
const HOT: f64 = 40_000.0;
const COLD: f64 = 500.0;
/// A move may push out this many labels.
const MOST_PUSHED: usize = 3;
/// A chain of labels that push each other on has at most this many links.
const LONGEST_CHAIN: usize = 6;

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
    state.eject();
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
    /// What it costs each candidate that chosen ones crowd it.
    crowded: Vec<i64>,
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
            crowded: vec![0; costs.len()],
            total: goals.iter().map(|g| g.left_out).sum(),
        }
    }

    /// Whatever is worse than a candidate of the same label that nobody disputes or crowds is superfluous;
    /// so its rivals may become undisputed in turn.
    fn prune(&mut self) {
        let lists = self.conflicts.rivals.iter().zip(&self.conflicts.crowd);
        let mut disputes: Vec<usize> = lists.map(|(r, c)| r.len() + c.len()).collect();
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
                for (other, _) in &self.conflicts.crowd[number as usize] {
                    disputes[*other as usize] -= 1;
                }
            }
        }
    }

    fn label(&self, number: u32) -> usize {
        self.conflicts.label[number as usize] as usize
    }

    /// What a candidate costs where the others stand.
    fn cost(&self, number: u32) -> i64 {
        self.costs[number as usize] + self.crowded[number as usize]
    }

    fn put(&mut self, number: u32) {
        let label = self.label(number);
        self.chosen[label] = Some(number);
        self.total += self.cost(number) - self.goals[label].left_out;
        for rival in &self.conflicts.rivals[number as usize] {
            self.barred[*rival as usize] += 1;
        }
        for (other, cost) in &self.conflicts.crowd[number as usize] {
            self.crowded[*other as usize] += cost;
        }
    }

    fn take(&mut self, label: usize) -> Option<u32> {
        let number = self.chosen[label].take()?;
        self.total -= self.cost(number) - self.goals[label].left_out;
        for rival in &self.conflicts.rivals[number as usize] {
            self.barred[*rival as usize] -= 1;
        }
        for (other, cost) in &self.conflicts.crowd[number as usize] {
            self.crowded[*other as usize] -= cost;
        }
        Some(number)
    }

    /// The cheapest candidate of a label that nothing bars and that is better than none.
    fn best_free(&self, label: usize) -> Option<u32> {
        let mut best: Option<(i64, u32)> = None;
        for number in &self.worthy[label] {
            // They are sorted by their own costs, and crowding only adds to them.
            if best.is_some_and(|(cost, _)| cost <= self.costs[*number as usize]) {
                break;
            }
            if self.barred[*number as usize] == 0 {
                let cost = self.cost(*number);
                best = Some(best.map_or((cost, *number), |b| b.min((cost, *number))));
            }
        }
        best.filter(|(cost, _)| *cost < self.goals[label].left_out)
            .map(|(_, number)| number)
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

    /// Finds room for labels without a place: one takes the place of a rival, which takes that of another,
    /// until the last finds a free one. A chain that costs more than it gains is undone.
    fn eject(&mut self) {
        for label in 0..self.goals.len() {
            if self.chosen[label].is_none() {
                let before = (self.total, self.chosen.clone());
                let mut moved = vec![label];
                if !self.chain(label, &mut moved) || self.total >= before.0 {
                    self.restore(&before.1);
                }
            }
        }
    }

    /// Places a label, pushing at most one rival on, which is placed likewise; whether all have a place.
    fn chain(&mut self, label: usize, moved: &mut Vec<usize>) -> bool {
        if let Some(free) = self.best_free(label) {
            self.put(free);
            return true;
        }
        if moved.len() > LONGEST_CHAIN {
            return false;
        }
        for i in 0..self.worthy[label].len() {
            let number = self.worthy[label][i];
            let Some(other) = self.only_rival(number).filter(|o| !moved.contains(o)) else {
                continue;
            };
            let before = self.take(other);
            self.put(number);
            moved.push(other);
            if self.chain(other, moved) {
                return true;
            }
            self.take(label);
            if let Some(before) = before {
                self.put(before);
            }
        }
        false
    }

    /// The only label that bars a candidate.
    fn only_rival(&self, number: u32) -> Option<usize> {
        if self.barred[number as usize] != 1 {
            return None;
        }
        let mut rivals = self.conflicts.rivals[number as usize].iter();
        let rival = rivals.find(|r| self.chosen[self.label(**r)] == Some(**r))?;
        Some(self.label(*rival))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of labels with two places each; the second place of one is the first of the next.
    fn row(count: usize) -> (Conflicts, Vec<i64>) {
        let label: Vec<u32> = (0..count as u32).flat_map(|l| [l, l]).collect();
        let mut rivals = vec![Vec::new(); 2 * count];
        for l in 0..count as u32 - 1 {
            rivals[2 * l as usize + 1].push(2 * l + 2);
            rivals[2 * l as usize + 2].push(2 * l + 1);
        }
        let conflicts = Conflicts {
            first: (0..=count as u32).map(|l| 2 * l).collect(),
            label,
            rivals,
            crowd: vec![Vec::new(); 2 * count],
        };
        let costs = (0..2 * count as i64).map(|n| n % 2 * 10).collect();
        (conflicts, costs)
    }

    fn goals(count: usize) -> Vec<Goal> {
        let goal = || Goal {
            left_out: 1000,
            order: 0,
        };
        (0..count).map(|_| goal()).collect()
    }

    #[test]
    fn a_chain_pushes_each_label_on_to_its_next_place() {
        let (mut conflicts, costs) = row(5);
        // The first label has lost its first place to a wall: a rival of its own number.
        conflicts.first[0] = 1;
        let goals = goals(5);
        let mut state = State::new(&conflicts, &costs, &goals);
        for number in [2, 4, 6, 8] {
            state.put(number);
        }
        assert_eq!(state.best_free(0), None);
        state.eject();
        let chosen: Vec<_> = state.chosen.iter().flatten().copied().collect();
        assert_eq!(chosen, [1, 3, 5, 7, 9]);
        assert_eq!(state.total, 50);
    }

    #[test]
    fn what_crowds_a_place_is_weighed_against_a_free_one() {
        let (mut conflicts, costs) = row(2);
        conflicts.rivals = vec![Vec::new(); 4];
        conflicts.crowd[0] = vec![(2, 30)];
        conflicts.crowd[2] = vec![(0, 30)];
        let goals = goals(2);
        let mut state = State::new(&conflicts, &costs, &goals);
        state.construct();
        assert_eq!(state.chosen, [Some(0), Some(3)]);
        assert_eq!(state.total, 10);
        state.take(0);
        state.take(1);
        assert_eq!((state.total, state.crowded), (2000, vec![0; 4]));
    }

    #[test]
    fn a_place_dearer_than_none_is_not_taken() {
        let (conflicts, _) = row(1);
        let goals = goals(1);
        let state = State::new(&conflicts, &[2000, 3000], &goals);
        assert_eq!(state.best_free(0), None);
    }

    #[test]
    fn the_same_choice_comes_out_each_time() {
        let (conflicts, costs) = row(9);
        let goals = goals(9);
        let run = || {
            let mut state = State::new(&conflicts, &costs, &goals);
            state.construct();
            state.anneal();
            (state.total, state.chosen)
        };
        assert_eq!(run(), run());
    }
}
