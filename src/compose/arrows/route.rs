//! The router: chooses a way for every leg of all movements together.
//!
//! Each leg has a few candidate ways ([`super::candidate`]); what speaks against a choice is what
//! each way costs by itself and what each pair of ways costs together ([`super::clash`]), all in px of
//! overlap. Legs are improved one after another in a fixed order until nothing changes, then pairs
//! that are still in each other's way are improved together; legs that are still in the way then are
//! shaped by hand ([`super::shaping`]); so the same movements always give the same map. What cannot be
//! mended is reported.

use super::leg::legs_of;
use super::router::Router;
use super::stop::Wish;
use super::terrain::Ground;
use crate::compose::polyline::Polyline;

/// Overlaps longer than this are reported, px: less than criterion G8 of `docs/check.md` allows, for they are measured in steps.
const REPORTED_OVERLAP_PX: f64 = 18.0;
/// Ways nearer to markers than they may be by less than this are left as they are, px.
pub(super) const TRESPASS_PX: f64 = 0.2;
/// More crossings than this tangle a map (criterion G7 of `docs/check.md`).
pub(crate) const MOST_CROSSINGS: usize = 2;

/// What routing left undone, by the movements' indices.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Trouble {
    /// Two movements cross.
    Crossing {
        /// The movements.
        of: [usize; 2],
        /// The angle, degrees.
        angle_deg: f64,
    },
    /// Two movements run on top of each other.
    Overlap {
        /// The movements.
        of: [usize; 2],
        /// Over this length, px.
        px: f64,
    },
    /// A movement runs too near to a marker that is not its own.
    Marker {
        /// The movement.
        of: usize,
        /// By this much, px.
        px: f64,
    },
    /// A movement is too short to be drawn.
    Lost {
        /// The movement.
        of: usize,
    },
    /// Stops of a movement were left out to keep it from winding.
    Smoothed {
        /// The movement.
        of: usize,
        /// So many stops.
        stops: usize,
    },
}

/// Routes of all movements.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Routes {
    /// The centre lines of each movement's legs, in order.
    pub legs: Vec<Vec<Polyline>>,
    /// What is still not as it should be.
    pub troubles: Vec<Trouble>,
}

/// Finds a way for every leg of all movements, clear of markers and of each other; all in px at k = 1.
pub(super) fn routes(wishes: &[Wish], ground: Ground<'_>) -> Routes {
    let mut legs = Vec::new();
    let mut troubles = Vec::new();
    for (of, wish) in wishes.iter().enumerate() {
        let (own, stops) = legs_of(of, wish);
        legs.extend(own);
        if stops > 0 {
            troubles.push(Trouble::Smoothed { of, stops });
        }
    }
    let mut router = Router::new(&legs, ground);
    router.improve();
    for index in router.in_trouble() {
        router.add_lanes(index);
    }
    router.improve();
    router.improve_pairs();
    router.improve();
    router.shape();
    router.leave_out();
    troubles.extend(router.troubles());
    let mut routed = vec![Vec::new(); wishes.len()];
    for (index, leg) in legs.iter().enumerate() {
        let line = &router.way(index).line;
        if !line.is_degenerate() {
            routed[leg.movement].push(line.clone());
        }
    }
    let lost = routed
        .iter()
        .enumerate()
        .filter(|(_, legs)| legs.is_empty());
    troubles.extend(lost.map(|(of, _)| Trouble::Lost { of }));
    Routes {
        legs: routed,
        troubles,
    }
}

impl Router<'_> {
    fn troubles(&self) -> Vec<Trouble> {
        let mut all = Vec::new();
        for a in 0..self.terrains.len() {
            let px = self.way(a).trespass_px;
            if px > TRESPASS_PX {
                let of = self.terrains[a].leg.movement;
                all.push(Trouble::Marker { of, px });
            }
            for b in a + 1..self.terrains.len() {
                let of = [self.terrains[a].leg.movement, self.terrains[b].leg.movement];
                let found = self.clash((a, self.chosen[a]), (b, self.chosen[b]));
                all.extend(found.crossings.iter().map(|c| Trouble::Crossing {
                    of,
                    angle_deg: c.angle_deg,
                }));
                let px = found.overlap_px.max(found.along_px);
                if px > REPORTED_OVERLAP_PX {
                    all.push(Trouble::Overlap { of, px });
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::arrows::bends::least_radius;
    use crate::compose::arrows::stop::{Keep, PageStop, Reach};
    use crate::compose::arrows::toy;
    use crate::geom::{PagePoint, PageRect};
    use proptest::prelude::*;

    const FRAME: PageRect = PageRect {
        x0: 0.0,
        y0: 0.0,
        x1: 1200.0,
        y1: 800.0,
    };

    fn wish(stops: &[(f64, f64)], radius: f64) -> Wish {
        let stops = stops.iter().map(|(x, y)| PageStop {
            at: PagePoint::new(*x, *y),
            radius,
            breaks: false,
        });
        Wish {
            stops: stops.collect(),
            gaps: toy::GAPS,
            reach: Reach::Whole,
            afloat: false,
        }
    }

    fn ground(keep: &[Keep]) -> Ground<'_> {
        Ground {
            keep,
            frame: FRAME,
            is_land: &|_| true,
        }
    }

    fn overlaps(routes: &Routes) -> usize {
        let is = |t: &&Trouble| matches!(t, Trouble::Overlap { .. });
        routes.troubles.iter().filter(is).count()
    }

    #[test]
    fn two_armies_on_one_road_march_side_by_side() {
        let road = [(100.0, 400.0), (500.0, 380.0), (900.0, 420.0)];
        let routes = routes(&[wish(&road, 12.0), wish(&road, 12.0)], ground(&[]));
        assert_eq!(overlaps(&routes), 0, "{:?}", routes.troubles);
        let (a, b) = (&routes.legs[0][0], &routes.legs[1][0]);
        let apart = b.nearest(a.at(a.length() / 2.0).at).1;
        assert!(apart >= 13.0, "{apart}");
    }

    #[test]
    fn out_and_back_do_not_lie_on_top_of_each_other() {
        let out = [(100.0, 400.0), (600.0, 300.0)];
        let back = [(600.0, 300.0), (100.0, 400.0)];
        let routes = routes(&[wish(&out, 12.0), wish(&back, 12.0)], ground(&[]));
        assert!(routes.troubles.is_empty(), "{:?}", routes.troubles);
    }

    #[test]
    fn arcs_bow_away_from_each_other_rather_than_cross() {
        let wishes = [
            wish(&[(100.0, 300.0), (700.0, 300.0)], 3.0),
            wish(&[(150.0, 270.0), (650.0, 270.0)], 3.0),
        ];
        let routes = routes(&wishes, ground(&[]));
        assert!(routes.troubles.is_empty(), "{:?}", routes.troubles);
    }

    #[test]
    fn what_must_cross_is_reported_with_its_angle() {
        let wishes = [
            wish(&[(100.0, 100.0), (700.0, 700.0)], 3.0),
            wish(&[(100.0, 700.0), (700.0, 100.0)], 3.0),
        ];
        let routes = routes(&wishes, ground(&[]));
        let [Trouble::Crossing { of, angle_deg }] = routes.troubles[..] else {
            panic!("{:?}", routes.troubles);
        };
        assert_eq!(of, [0, 1]);
        assert!(angle_deg > 60.0);
    }

    #[test]
    fn heads_that_meet_at_a_marker_do_not_lie_on_each_other() {
        let goal = (600.0, 400.0);
        let wishes = [
            wish(&[(100.0, 300.0), goal], 12.0),
            wish(&[(100.0, 390.0), goal], 12.0),
            wish(&[(110.0, 480.0), goal], 12.0),
        ];
        let routes = routes(&wishes, ground(&[]));
        assert!(routes.troubles.is_empty(), "{:?}", routes.troubles);
    }

    #[test]
    fn a_short_way_among_markers_is_lost_rather_than_drawn_over_them() {
        let keep = [-84.0, -56.0, -28.0, 0.0, 28.0, 56.0, 84.0].map(|y| Keep {
            at: PagePoint::new(340.0, 300.0 + y),
            radius: 12.0,
        });
        let short = wish(&[(310.0, 300.0), (370.0, 300.0)], 3.0);
        assert_eq!(
            routes(&[short], ground(&keep)).troubles,
            [Trouble::Lost { of: 0 }]
        );
        let long = routes(
            &[wish(&[(100.0, 300.0), (580.0, 300.0)], 3.0)],
            ground(&keep),
        );
        assert_eq!(long.legs[0].len(), 1);
    }

    #[test]
    fn of_many_that_set_out_together_each_begins_at_its_marker() {
        let from = (210.0, 650.0);
        let goals = [(790.0, 650.0), (440.0, 130.0), (440.0, 130.0)];
        let wishes = goals.map(|goal| wish(&[from, goal], 12.0));
        for legs in routes(&wishes, ground(&[])).legs {
            let begins = legs[0].at(0.0).at.distance(wishes[0].stops[0].at);
            assert!((begins - 19.0).abs() < 1.5, "{begins}");
        }
    }

    #[test]
    fn a_marker_amid_the_way_is_passed() {
        let keep = [Keep {
            at: PagePoint::new(400.0, 292.0),
            radius: 12.0,
        }];
        let wishes = [wish(&[(100.0, 300.0), (400.0, 300.0), (700.0, 300.0)], 0.0)];
        let routes = routes(&wishes, ground(&keep));
        let away = routes.legs[0][0].nearest(keep[0].at).1;
        assert!(away >= 12.0 + 5.5 + 8.0, "{away}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Movements between spots of a grid, far enough apart to be drawn clear of each other.
        #[test]
        fn no_two_movements_lie_on_top_of_each_other(
            ends in prop::collection::vec((0usize..12, 0usize..12), 2..7)
        ) {
            let spot = |i: usize| {
                let (column, row) = (i % 4, i / 4);
                (150.0 + 290.0 * column as f64 + 30.0 * row as f64, 130.0 + 260.0 * row as f64)
            };
            let wishes: Vec<Wish> = ends
                .iter()
                .filter(|(a, b)| a != b)
                .map(|(a, b)| wish(&[spot(*a), spot(*b)], 12.0))
                .collect();
            let keep: Vec<Keep> = (0..12)
                .map(|i| Keep { at: PagePoint::new(spot(i).0, spot(i).1), radius: 12.0 })
                .collect();
            let found = routes(&wishes, ground(&keep));
            // Of movements with the same two ends three find room; more are crowded.
            let crowded = |a: usize| {
                let same = |w: &&Wish| {
                    let ends = |w: &Wish| [w.stops[0].at, w.stops[1].at];
                    let [p, q] = ends(&wishes[a]);
                    ends(w) == [p, q] || ends(w) == [q, p]
                };
                wishes.iter().filter(same).count() > 2
            };
            for trouble in &found.troubles {
                if let Trouble::Overlap { of, px } = trouble {
                    prop_assert!(crowded(of[0]) || *px < 60.0, "{trouble:?} of {wishes:?}");
                }
            }
            for (wish, legs) in wishes.iter().zip(&found.legs) {
                prop_assert_eq!(legs.len(), 1);
                prop_assert!(least_radius(&legs[0], 11.0) >= 1.95);
                let from = wish.stops[0].at;
                prop_assert!((legs[0].at(0.0).at.distance(from) - 19.0).abs() < 1.5);
            }
        }
    }
}
