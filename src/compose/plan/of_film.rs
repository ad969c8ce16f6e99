//! What a whole film shows, each thing with the time in which it is seen.

use super::arrows;
use super::battles::{BattleMark, battle_marks, combined, in_time_order};
use super::places::{PlaceMark, event_marks, place_marks};
use super::shown::{Shown, shown_movements};
use super::widths::Widths;
use super::{Plan, origin_id, pointer_id};
use crate::campaign::{Date, Moment};
use crate::compose::context::Context;
use crate::compose::labels::{Times, Timetable};
use crate::compose::markers;
use crate::compose::presence;
use crate::compose::reel::Reel;

impl<'a> Plan<'a> {
    /// Plans everything that a film shows, however crowded: frames show little at a time. Markers that are never
    /// seen together may be in each other's place.
    pub(in crate::compose) fn of_film(context: &Context<'a>, reel: &Reel) -> Self {
        let (span, campaign) = (context.span, context.inputs.campaign);
        let when = |number: usize| in_time_order(campaign)[number - 1].when.as_ref();
        let marks = battle_marks(context);
        let mut seen: Vec<Times> = Vec::new();
        for mark in &marks {
            seen.resize(mark.number, Times::ALWAYS);
            seen[mark.number - 1] = reel.shown(when(mark.number), span);
        }
        let are_seen = |a: &BattleMark<'_>, b: &BattleMark<'_>| {
            let (a, b) = (a.all(), b.all());
            let times = |number: usize| &seen[number - 1];
            a.iter()
                .any(|(n, _)| b.iter().any(|(m, _)| times(*n).meets(times(*m))))
        };
        let battles = combined(marks, context.inputs.preset.k, &are_seen);
        let mut plan = Self {
            events: event_marks(context),
            places: place_marks(context, &[]),
            battles,
            arrows: Vec::new(),
            widths: None,
            remarks: Vec::new(),
            times: Timetable::default(),
        };
        plan.note_marks((&seen, reel), context);
        plan.route(context, reel);
        for arrow in &plan.arrows {
            let movement = arrow.movement;
            let going = reel.going(movement.when.as_ref(), span);
            let id = &movement.id;
            plan.times.note(origin_id(id), going.clone());
            plan.times.note(pointer_id(id), going);
            let shown = reel.shown(movement.when.as_ref(), span);
            plan.times.note(format!("movement-{id}"), shown);
        }
        plan
    }

    /// Routes the movements, those together that are seen together, among the marks that are seen with them.
    fn route(&mut self, context: &Context<'a>, reel: &Reel) {
        let shown = shown_movements(context);
        let widths = Widths::new(context.inputs.campaign, &shown);
        let mut drawn = Vec::new();
        for company in companies(shown, |movement| reel.shown(movement, context.span)) {
            let among = self.seen_with(&company.times);
            drawn.extend(arrows::draw_with((context, &among), &company.shown, widths).arrows);
        }
        drawn.sort_by_key(|arrow| arrow.index);
        (self.arrows, self.widths) = (drawn, widths);
    }

    /// The marks that are seen at some of these times.
    fn seen_with(&self, times: &[Times]) -> Self {
        let is_seen = |of: &str, id: &str| {
            let own = self.times.of(&format!("{of}-{id}"));
            times.iter().any(|times| times.meets(own))
        };
        let battles = self.battles.iter();
        let is_battle_seen = |mark: &&BattleMark<'_>| {
            let mut all = mark.all().into_iter();
            all.any(|(_, battle)| is_seen("battle", &battle.id))
        };
        let places = self.places.iter();
        let events = self.events.iter();
        Self {
            battles: battles.filter(is_battle_seen).cloned().collect(),
            places: places
                .filter(|mark| is_seen("place", &mark.place.id))
                .cloned()
                .collect(),
            events: events
                .filter(|mark| is_seen("event", &mark.event.id))
                .cloned()
                .collect(),
            arrows: Vec::new(),
            widths: None,
            remarks: Vec::new(),
            times: Timetable::default(),
        }
    }

    /// Notes when battles, events and towns are seen; a town not while a battle's marker stands for it.
    fn note_marks(&mut self, (seen, reel): (&[Times], &Reel), context: &Context<'_>) {
        let (span, campaign) = (context.span, context.inputs.campaign);
        for (number, battle) in self.battles.iter().flat_map(BattleMark::all) {
            let times = seen[number - 1].clone();
            self.times.note(format!("battle-{}", battle.id), times);
        }
        for mark in &self.events {
            let times = reel.going(mark.event.when.as_ref(), span);
            self.times.note(format!("event-{}", mark.event.id), times);
        }
        let is_over_it = |mark: &PlaceMark<'_>, step: Moment| {
            let apart = self.battles.iter().flat_map(BattleMark::apart);
            let mut hiding = apart.filter(|b| {
                let place = campaign.place(b.battle.place);
                let radius = markers::battle_radius(context, b.battle.size);
                std::ptr::eq(place, mark.place) || b.at.distance(mark.at) < radius
            });
            hiding.any(|b| presence::still(step, b.battle.when.as_ref(), span).is_some())
        };
        let times: Vec<Times> = self
            .places
            .iter()
            .map(|mark| reel.times(|step| !is_over_it(mark, step)))
            .collect();
        for (mark, times) in self.places.iter().zip(&times) {
            let of = format!("place-{}", mark.place.id);
            self.times.note(of, times.clone());
        }
        let mut times = times.iter();
        self.places
            .retain(|_| times.next().is_none_or(|times| !times.is_never()));
    }
}

/// Movements of which each is seen with another one, and their times.
struct Company<'a> {
    shown: Vec<Shown<'a>>,
    times: Vec<Times>,
}

/// Movements in companies of which none is ever seen with another.
fn companies<'a>(shown: Vec<Shown<'a>>, seen: impl Fn(Option<&Date>) -> Times) -> Vec<Company<'a>> {
    let mut all: Vec<Company<'a>> = Vec::new();
    for shown in shown {
        let times = seen(shown.movement.when.as_ref());
        let mut own = Company {
            shown: vec![shown],
            times: vec![times.clone()],
        };
        let mut others = Vec::new();
        for company in all {
            if company.times.iter().any(|other| other.meets(&times)) {
                own.shown.extend(company.shown);
                own.times.extend(company.times);
            } else {
                others.push(company);
            }
        }
        own.shown.sort_by_key(|shown| shown.index);
        others.push(own);
        all = others;
    }
    all
}
