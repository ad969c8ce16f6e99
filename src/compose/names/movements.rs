//! Names of movements: who and when.

use super::battles::in_doubt;
use super::{line, point_request, sans};
use crate::campaign::{Certainty, Movement};
use crate::compose::context::Context;
use crate::compose::labels::{Anchor, Form, FormLine, Rank, Request};
use crate::compose::plan::{Arrow, Heading, Pointer, origin_id, pointer_id};
use crate::compose::polyline::Polyline;
use crate::compose::words::filled;
use crate::geom::quantise;
use crate::scene::Standing;
use crate::text::Face;

/// Legs shorter than this part of the longest are not offered to a movement's name.
const LEAST_LEG: f64 = 0.5;
/// Room that an arrow takes around the spot where it passes the frame, px at k = 1.
const POINTER_PX: f64 = 6.0;
/// Names longer than this many letters may also be set in two lines, where they stand beside the body.
const LONG_NAME: usize = 24;

/// The name along a movement: who and when, then the year, then who alone; of one without a name only when, or whose it
/// was. What is in doubt and does not look so has a question mark.
pub(super) fn movement(context: &Context<'_>, arrow: &Arrow<'_>) -> Option<Request> {
    let style = context.inputs.style;
    let movement = arrow.movement;
    let color = context.palette.side(movement.side).colors.text;
    let look = (Face::SansBold, style.lettering.movement, color);
    let set = |text: &str| line(context, text, look);
    let certainty = if arrow.look.has_lighter_tail() {
        Certainty::Certain
    } else {
        movement.provenance.certainty
    };
    let texts: Vec<String> = texts(context, movement)
        .into_iter()
        .map(|text| in_doubt(text, certainty))
        .collect();
    let forms = forms(&texts, set);
    let rank = if movement.rank == 1 {
        Rank::MainMovement
    } else {
        Rank::Movement
    };
    let gap = if arrow.look.half_width() < 2.0 * context.inputs.preset.k {
        4.0
    } else {
        3.5
    };
    Some(Request {
        of: format!("movement-{}", movement.id),
        rank,
        standing: Standing(movement.rank),
        anchor: Anchor::Line {
            lines: nameable(&arrow.legs),
            half_width: arrow.look.half_width(),
            gap: gap * context.inputs.preset.k,
        },
        forms,
    })
}

/// What may be written along a movement, the fullest first.
fn texts(context: &Context<'_>, movement: &Movement) -> Vec<String> {
    let campaign = context.inputs.campaign;
    let name = match (&movement.label, movement.force) {
        (label, Some(force)) if label.is_empty() => {
            let force = campaign.force(force);
            context.name(&force.name, &force.names)
        }
        (label, _) => context.name(label, &movement.labels),
    };
    let when = movement.when.as_ref().filter(|_| !context.is_one_day());
    let dates = when.map(|when| {
        let years = when.display_years_in(&context.words.dates);
        [context.date(when), years]
    });
    let mut texts = match (name, dates) {
        ("", Some(dates)) => dates.to_vec(),
        ("", None) => {
            let side = campaign.side(movement.side);
            vec![context.name(&side.name, &side.names).to_owned()]
        }
        (name, dates) => {
            let dated = dates.into_iter().flatten();
            let mut texts: Vec<String> = dated.map(|when| format!("{name}, {when}")).collect();
            texts.push(name.to_owned());
            texts
        }
    };
    texts.dedup();
    texts
}

/// The fullest text on one line and, if it is long, on two; then the shorter ones.
fn forms(texts: &[String], set: impl Fn(&str) -> FormLine) -> Vec<Form> {
    let mut forms = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        let form = if i == 0 { Form::full } else { Form::short };
        forms.push(form(vec![set(text)]));
        if i == 0
            && text.chars().count() > LONG_NAME
            && let Some((first, second)) = halves(text)
        {
            forms.push(form(vec![set(first), set(second)]));
        }
    }
    forms
}

/// A text cut at the gap nearest to its middle, rather after a comma and not beside a dash.
fn halves(text: &str) -> Option<(&str, &str)> {
    let middle = text.len() / 2;
    let gaps = text.match_indices(' ').map(|(i, _)| i);
    let away = |i: usize| {
        let (before, after) = (&text[..i], &text[i + 1..]);
        let off = i.abs_diff(middle);
        if before.ends_with(',') {
            off / 3
        } else if before.ends_with('–') || after.starts_with('–') {
            off + text.len()
        } else {
            off
        }
    };
    let cut = gaps.min_by_key(|i| away(*i))?;
    Some((&text[..cut], &text[cut + 1..]))
}

/// The legs that a name may stand along, the longest first.
fn nameable(legs: &[Polyline]) -> Vec<Polyline> {
    let mut legs = legs.to_vec();
    legs.sort_by(|a, b| quantise(b.length()).total_cmp(&quantise(a.length())));
    let longest = legs.first().map_or(0.0, Polyline::length);
    legs.retain(|leg| leg.length() >= LEAST_LEG * longest);
    legs
}

/// "to Beijing" beside an arrow that leaves the map, "from Beijing" beside one that enters it.
pub(super) fn pointers(context: &Context<'_>, arrow: &Arrow<'_>) -> Vec<Request> {
    let color = context.palette.side(arrow.movement.side).colors.text;
    let radius = POINTER_PX * context.inputs.preset.k;
    let request = |pointer: &Pointer| {
        let place = context.inputs.campaign.place(pointer.place);
        let name = context.name(&place.name, &place.names);
        let movement = &arrow.movement.id;
        let (words, of) = match pointer.heading {
            Heading::From => (&context.words.from, origin_id(movement)),
            Heading::To => (&context.words.to, pointer_id(movement)),
        };
        let mut label = sans(context, &filled(words, "place", name), Face::SansItalic);
        label.color = color;
        point_request(&of, Rank::Movement, (pointer.at, radius), vec![label])
    };
    arrow.pointers.iter().map(request).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::PagePoint;

    #[test]
    fn a_long_name_is_cut_near_its_middle() {
        let (first, second) = halves("William Sherman and Ulysses Grant, 1864").unwrap();
        assert_eq!(
            (first, second),
            ("William Sherman and", "Ulysses Grant, 1864")
        );
        assert_eq!(halves("Amursana"), None);
    }

    #[test]
    fn the_longest_leg_comes_first_and_short_ones_not_at_all() {
        let leg =
            |length: f64| Polyline::new([PagePoint::new(0.0, 0.0), PagePoint::new(length, 0.0)]);
        let legs = nameable(&[leg(60.0), leg(100.0), leg(30.0)]);
        let lengths: Vec<_> = legs.iter().map(Polyline::length).collect();
        assert_eq!(lengths, [100.0, 60.0]);
    }
}
