//! No name twice: of two names for one water the more important is written, and what a battle beside it
//! names already is not named again.

use super::battles::place_of_battle;
use super::nature::natural;
use crate::campaign::Place;
use crate::compose::context::Context;
use crate::compose::labels::{Anchor, Request};
use crate::compose::plan::Plan;
use crate::diag::{Diagnostic, Warned};
use crate::geom::PagePoint;

/// A battle names what lies within this distance of its marker, px at k = 1.
const NAMED_WITHIN_PX: f64 = 60.0;
/// Rivers longer than this on the page, px at k = 1, have a name of their own wherever they flow.
const LONG_RIVER_PX: f64 = 450.0;

/// What a battle on the map is called, the id of its site, and where its marker is.
struct Named<'a> {
    key: String,
    site: &'a str,
    at: PagePoint,
}

/// Requests for rivers, lakes, mountains and regions; a note for each that has its name already.
pub(super) fn natural_once(context: &Context<'_>, plan: &Plan<'_>) -> Warned<Vec<Request>> {
    let battles = plan.battles.iter().flat_map(|mark| {
        let names = mark.all().into_iter();
        names.map(|(_, battle)| Named {
            key: key(&place_of_battle(context.name(&battle.name, &battle.names))),
            site: context.inputs.campaign.place(battle.place).id.as_str(),
            at: mark.at,
        })
    });
    let battles: Vec<Named<'_>> = battles.collect();
    let mut places: Vec<&Place> = context.inputs.campaign.places.iter().collect();
    places.sort_by_key(|place| place.rank);
    let mut wanted: Vec<(&str, Request)> = Vec::new();
    let mut warnings = Vec::new();
    for place in places {
        let Some(request) = natural(context, place) else {
            continue;
        };
        let name = context.name(&place.name, &place.names);
        let k = context.inputs.preset.k;
        let is_there = |b: &Named<'_>| b.site == place.id || is_named_by(&request.anchor, b.at, k);
        if battles.iter().any(|b| b.key == key(name) && is_there(b)) {
            warnings.push(Diagnostic::note(format!("`{name}` is named by its battle")));
            continue;
        }
        if let Some((other, _)) = wanted
            .iter()
            .find(|(_, w)| is_same(&w.anchor, &request.anchor))
        {
            let message = format!("`{name}` is not named: it is the same as `{other}`");
            warnings.push(Diagnostic::note(message));
            continue;
        }
        wanted.push((name, request));
    }
    Warned {
        value: wanted.into_iter().map(|(_, request)| request).collect(),
        warnings,
    }
}

/// Whether a battle's marker says well enough what lies there.
fn is_named_by(anchor: &Anchor, battle: PagePoint, k: f64) -> bool {
    let reach = NAMED_WITHIN_PX * k;
    match anchor {
        Anchor::Point { at, .. } => at.distance(battle) < reach,
        Anchor::Line { lines, .. } => {
            let length: f64 = lines.iter().map(|l| l.length()).sum();
            let is_near = lines.iter().any(|l| l.nearest(battle).1 < reach);
            is_near && length < LONG_RIVER_PX * k
        }
        Anchor::Area { outline, .. } => outline.bounds().is_some_and(|b| {
            let is_small = b.width().max(b.height()) < 4.0 * reach;
            is_small && b.grown(reach / 2.0).contains(battle)
        }),
    }
}

/// Whether two features are one thing under two names: the same course, the same shore.
fn is_same(a: &Anchor, b: &Anchor) -> bool {
    match (a, b) {
        (Anchor::Line { lines: a, .. }, Anchor::Line { lines: b, .. }) => a == b,
        (Anchor::Area { outline: a, .. }, Anchor::Area { outline: b, .. }) => a == b,
        (Anchor::Point { at: a, .. }, Anchor::Point { at: b, .. }) => a.distance(*b) < 1.0,
        (Anchor::Point { .. } | Anchor::Line { .. } | Anchor::Area { .. }, _) => false,
    }
}

/// A name for comparison, without the words for the kind of thing.
fn key(name: &str) -> String {
    const KINDS: [&str; 6] = ["river", "lake", "the", "islands", "region", "area"];
    let lower = name.to_lowercase();
    let words = lower.split_whitespace();
    words
        .filter(|w| !KINDS.contains(w))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::polyline::Polyline;
    use crate::geom::PageRect;
    use crate::scene::Path;

    fn course(length: f64) -> Anchor {
        let line = Polyline::new([PagePoint::new(0.0, 0.0), PagePoint::new(length, 0.0)]);
        Anchor::Line {
            lines: vec![line],
            half_width: 1.0,
            gap: 2.0,
        }
    }

    fn shore(width: f64) -> Anchor {
        Anchor::Area {
            outline: Path::rect(PageRect::new(0.0, 0.0, width, 40.0)),
            most_spacing: 0.3,
        }
    }

    #[test]
    fn kinds_of_water_do_not_tell_names_apart() {
        assert_eq!(key("Lake Trasimene"), key("Trasimene"));
        assert_eq!(key("The Shiderty River"), key("Shiderty"));
        assert_eq!(key("Orm region"), key("Orm"));
        assert_ne!(key("Yalu"), key("Yellow Sea"));
    }

    #[test]
    fn two_names_for_one_course_are_one_river() {
        assert!(is_same(&course(300.0), &course(300.0)));
        assert!(!is_same(&course(300.0), &course(310.0)));
        assert!(!is_same(&course(300.0), &shore(300.0)));
        assert!(is_same(&shore(90.0), &shore(90.0)));
    }

    #[test]
    fn a_battle_names_what_is_small_and_near_but_no_long_river() {
        let battle = PagePoint::new(50.0, 30.0);
        assert!(is_named_by(&course(300.0), battle, 1.0));
        assert!(!is_named_by(&course(700.0), battle, 1.0));
        assert!(!is_named_by(
            &course(300.0),
            PagePoint::new(50.0, 90.0),
            1.0
        ));
        assert!(is_named_by(&shore(100.0), battle, 1.0));
        assert!(!is_named_by(&shore(400.0), battle, 1.0));
    }
}
