//! What is drawn of a campaign and where: markers, arrows, panels and labels, worked out together
//! before anything is drawn, so that layers and frames agree.

mod arrows;
mod battles;
mod ends;
mod fixed;
mod hidden;
mod of_film;
mod places;
mod shown;
mod stops;
mod widths;

pub(super) use battles::{BattleMark, in_time_order};
pub(super) use fixed::Fixed;
pub(super) use hidden::Hidden;
pub(super) use places::{EventMark, PlaceMark};
pub(super) use stops::{Heading, Pointer};
pub(super) use widths::Widths;

use super::arrows::ArrowLook;
use super::context::Context;
use super::labels::Timetable;
use super::polyline::Polyline;
use super::presence::Presence;
use crate::campaign::{Movement, PlaceId};
use crate::diag::Diagnostic;
use crate::geom::{LonLat, PagePoint};

use arrows::Drawn;
use battles::{battle_marks, combined};
use places::{event_marks, place_marks};
use shown::{Thinned, shown_movements};

/// A place without a dot counts as covered by a marker if it is nearer to its edge than this, px at k = 1.
const BESIDE_PX: f64 = 6.0;

/// A movement on the page.
pub(super) struct Arrow<'a> {
    /// The movement.
    pub movement: &'a Movement,
    /// Its index in the campaign.
    pub index: usize,
    /// How it is drawn.
    pub look: ArrowLook,
    /// Centre lines of its legs, in order.
    pub legs: Vec<Polyline>,
    /// How present it is.
    pub presence: Presence,
    /// The places beyond the frame that it comes from or goes to.
    pub pointers: Vec<Pointer>,
}

/// All that is drawn of the campaign's events at a moment.
pub(super) struct Plan<'a> {
    /// Battles in time order.
    pub battles: Vec<BattleMark<'a>>,
    /// Towns, forts, passes.
    pub places: Vec<PlaceMark<'a>>,
    /// Other events.
    pub events: Vec<EventMark<'a>>,
    /// Movements in the order of the file.
    pub arrows: Vec<Arrow<'a>>,
    /// What the widths of bodies tell, if they tell strengths.
    pub widths: Option<Widths>,
    /// What was left out, and what routing could not mend.
    pub remarks: Vec<Diagnostic>,
    /// When each of them is seen, in a film.
    pub times: Timetable,
}

impl<'a> Plan<'a> {
    /// Plans what is drawn at the context's moment, thinned until it can be read.
    pub(super) fn new(context: &Context<'a>) -> Self {
        Self::without(context, &Hidden::default())
    }

    /// The same without what has no room for its name.
    pub(super) fn without(context: &Context<'a>, hidden: &Hidden) -> Self {
        let mut plan = Self::marks(context);
        plan.battles
            .retain(|b| !hidden.battles.contains(&b.battle.id));
        plan.places.retain(|p| !hidden.places.contains(&p.place.id));
        plan.events.retain(|e| !hidden.events.contains(&e.event.id));
        let mut shown = shown_movements(context);
        shown.retain(|s| !hidden.movements.contains(&s.movement.id));
        let mut thinned = Thinned::new(shown, context.inputs.preset.contents);
        loop {
            let drawn = arrows::draw(context, &plan, &thinned.kept);
            if thinned.is_readable(&drawn, &plan.battles) {
                plan.remarks = thinned.remarks(&drawn, context);
                plan.take(drawn);
                return plan;
            }
        }
    }

    /// Plans everything of the moment, however crowded: phases show little at a time.
    ///
    /// A town where a battle is fought some time bears the battle's label, which stays in one place:
    /// until then it would be a dot without a name.
    pub(super) fn of_all(context: &Context<'a>) -> Self {
        let mut plan = Self::marks(context);
        let campaign = context.inputs.campaign;
        let is_field = |mark: &PlaceMark<'a>| {
            let mut fields = campaign.battles.iter().map(|b| campaign.place(b.place));
            fields.any(|place| std::ptr::eq(place, mark.place))
        };
        plan.places.retain(|mark| !is_field(mark));
        let drawn = arrows::draw(context, &plan, &shown_movements(context));
        plan.take(drawn);
        plan
    }

    fn take(&mut self, drawn: Drawn<'a>) {
        self.arrows = drawn.arrows;
        self.widths = drawn.widths;
    }

    /// The battle whose marker stands for a place: fought there, or so near that its marker covers a place without a
    /// dot.
    pub(super) fn stands_for(&self, context: &Context<'_>, id: PlaceId) -> Option<&BattleMark<'a>> {
        let place = context.inputs.campaign.place(id);
        let fought = self.battles.iter().find(|b| b.is_at(id));
        let has_dot = || self.places.iter().any(|p| std::ptr::eq(p.place, place));
        fought.or_else(|| {
            let at = on_page(context, place.position).filter(|_| !has_dot())?;
            let reach = |b: &&BattleMark<'_>| b.radius + BESIDE_PX * context.inputs.preset.k;
            let mut covering = self.battles.iter();
            covering.find(|b| b.at.distance(at) < reach(b))
        })
    }

    fn marks(context: &Context<'a>) -> Self {
        let battles = combined(battle_marks(context), context.inputs.preset.k, &|_, _| true);
        let places = place_marks(context, &battles);
        Self {
            events: event_marks(context),
            battles,
            places,
            arrows: Vec::new(),
            widths: None,
            remarks: Vec::new(),
            times: Timetable::default(),
        }
    }
}

/// The id of the label that tells where a movement comes from, beyond the frame.
pub(super) fn origin_id(movement: &str) -> String {
    format!("origin-{movement}")
}

/// The id of the label that tells where it goes to.
pub(super) fn pointer_id(movement: &str) -> String {
    format!("pointer-{movement}")
}

/// The spot on the page, if it lies within the frame.
fn on_page(context: &Context<'_>, p: LonLat) -> Option<PagePoint> {
    let view = context.inputs.view;
    view.project(p)
        .filter(|at| view.frame.contains(*at))
        .map(PagePoint::quantised)
}
