//! Positions worked out once for a range of time, so that nothing moves from frame to frame.

use super::shown::shown_movements;
use super::stops::Pointer;
use super::widths::Widths;
use super::{Arrow, Plan};
use crate::compose::arrows::ArrowLook;
use crate::compose::context::Context;
use crate::compose::labels::Timetable;
use crate::compose::polyline::Polyline;
use crate::geom::PagePoint;

/// Where markers and arrows stand in all frames.
#[derive(Default)]
pub(in crate::compose) struct Fixed {
    /// Battles by number.
    battles: Vec<(usize, PagePoint)>,
    arrows: Vec<FixedArrow>,
    widths: Option<Widths>,
}

struct FixedArrow {
    index: usize,
    look: ArrowLook,
    legs: Vec<Polyline>,
    pointers: Vec<Pointer>,
}

impl Plan<'_> {
    /// The positions of everything in this plan.
    pub(in crate::compose) fn fixed(&self) -> Fixed {
        let numbers = |mark: &super::BattleMark<'_>| {
            let at = mark.at;
            mark.all()
                .into_iter()
                .map(move |(number, _)| (number, at))
                .collect::<Vec<_>>()
        };
        let arrows = self.arrows.iter().map(|arrow| FixedArrow {
            index: arrow.index,
            look: arrow.look.clone(),
            legs: arrow.legs.clone(),
            pointers: arrow.pointers.clone(),
        });
        Fixed {
            battles: self.battles.iter().flat_map(numbers).collect(),
            arrows: arrows.collect(),
            widths: self.widths,
        }
    }
}

impl<'a> Plan<'a> {
    /// Plans what is shown at the context's moment, everything standing where it is fixed.
    pub(in crate::compose) fn within(context: &Context<'a>, fixed: &Fixed) -> Self {
        let mut marks = super::battle_marks(context);
        for mark in &mut marks {
            let place = fixed
                .battles
                .iter()
                .find(|(number, _)| *number == mark.number);
            mark.at = place.map_or(mark.at, |(_, at)| *at);
        }
        let battles = super::battles::at_one_spot(marks, &|_, _| true);
        let places = super::place_marks(context, &battles);
        let shown = shown_movements(context);
        let arrows = fixed.arrows.iter().filter_map(|arrow| {
            let shown = shown.iter().find(|s| s.index == arrow.index)?;
            Some(Arrow {
                movement: shown.movement,
                index: arrow.index,
                look: arrow.look.clone(),
                legs: arrow.legs.clone(),
                presence: shown.presence,
                pointers: arrow.pointers.clone(),
            })
        });
        Self {
            events: super::event_marks(context),
            arrows: arrows.collect(),
            battles,
            places,
            widths: fixed.widths,
            remarks: Vec::new(),
            times: Timetable::default(),
        }
    }
}
