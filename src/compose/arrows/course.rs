//! The course of a way: how it departs from the curve through a leg's stops.

/// Spots along a leg at which it can be moved aside by hand.
pub(super) const KNOTS: usize = 5;

/// The outer spots stand so far from the ends, as a fraction of the length and px at most: there the last stretch
/// turns towards its marker.
const OUTER: (f64, f64) = (1.0 / 6.0, 60.0);
/// The inner ones, as fractions of the length.
const INNER: [f64; 3] = [0.3, 0.5, 0.7];

/// How a way departs from its base; left is positive.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Course {
    /// Height of an even bow, as a fraction of the leg's length.
    pub bow: f64,
    /// The whole way beside the base, px.
    pub lane: f64,
    /// By hand, at each spot, px.
    pub aside: [f64; KNOTS],
    /// By how much its tip stands back from its marker, to leave the room there to other heads, px. Its tail never does:
    /// where a movement sets out has to be seen.
    pub back: f64,
}

impl Course {
    /// A bow alone.
    pub(super) fn bow(bow: f64) -> Self {
        Self::lane(bow, 0.0)
    }

    /// A bow in a lane beside the middle.
    pub(super) fn lane(bow: f64, lane: f64) -> Self {
        Self {
            bow,
            lane,
            ..Self::default()
        }
    }

    /// To which side it turns and how much, about px: to tell courses apart.
    pub(super) fn turn(self) -> f64 {
        self.bow * 100.0 + self.lane + self.aside[KNOTS / 2]
    }

    /// Whether it was moved by hand.
    pub(super) fn is_shaped(self) -> bool {
        self.aside.iter().any(|px| *px != 0.0)
    }

    /// How far it is moved by hand at most, px.
    pub(super) fn farthest(self) -> f64 {
        self.aside.iter().fold(0.0, |most, px| most.max(px.abs()))
    }

    /// How far it is moved by hand at a distance from the start of a leg of some length, px; the ends stay.
    pub(super) fn aside_at(self, along: f64, length: f64) -> f64 {
        if !self.is_shaped() {
            return 0.0;
        }
        let outer = (length * OUTER.0).min(OUTER.1);
        let [a, b, c] = INNER.map(|t| t * length);
        let spots = [0.0, outer, a, b, c, length - outer, length];
        let [p, q, r, s, t] = self.aside;
        let values = [0.0, p, q, r, s, t, 0.0];
        let last = spots.len() - 2;
        let i = spots[1..=last]
            .iter()
            .filter(|spot| **spot <= along)
            .count();
        let slope = |i: usize| {
            if i == 0 || i > last {
                return 0.0;
            }
            (values[i + 1] - values[i - 1]) / (spots[i + 1] - spots[i - 1])
        };
        let width = spots[i + 1] - spots[i];
        let t = ((along - spots[i]) / width).clamp(0.0, 1.0);
        let (t2, t3) = (t * t, t * t * t);
        (2.0 * t3 - 3.0 * t2 + 1.0) * values[i]
            + (t3 - 2.0 * t2 + t) * width * slope(i)
            + (3.0 * t2 - 2.0 * t3) * values[i + 1]
            + (t3 - t2) * width * slope(i + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_passes_its_spots_and_keeps_its_ends() {
        let course = Course {
            aside: [5.0, 20.0, 30.0, -10.0, 0.0],
            ..Course::default()
        };
        let at = |along: f64| course.aside_at(along, 600.0);
        for (along, wanted) in [
            (0.0, 0.0),
            (60.0, 5.0),
            (180.0, 20.0),
            (300.0, 30.0),
            (420.0, -10.0),
            (600.0, 0.0),
        ] {
            assert!((at(along) - wanted).abs() < 1e-9, "{along}: {}", at(along));
        }
        for i in 0..600 {
            let step = (at(f64::from(i)) - at(f64::from(i + 1))).abs();
            assert!(step < 0.7, "{i}: {step}");
        }
    }
}
