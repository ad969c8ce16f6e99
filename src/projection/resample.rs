//! Projects lines so that no chord strays from the true curve, after d3-geo's `resample.js`.

use crate::geom::{LonLat, PagePoint, PageRect, Sink};

/// How far a chord may stray from the curve.
///
/// Half of what `view` may lose when it thins lines: together less than can be seen.
pub const TOLERANCE_PX: f64 = 0.15;

/// Halvings of one segment at most: 65,536 points would be a line around the globe, twice.
const MAX_DEPTH: u8 = 16;

/// Shorter chords are left alone unless they turn far on the globe, as near a pole.
const SHORT_PX: f64 = 3.0;
const FAR_TURN_DEG: f64 = 5.0;

/// A longer segment is halved whatever its middle says: a meander could hide between.
const LONGEST_DEG: f64 = 15.0;

/// Ends nearer than this are one.
const CLOSED_PX: f64 = 1e-6;

/// Takes positions, hands on points of the page.
///
/// Segments are straight in longitude and latitude. A position without an image lifts the pen of a
/// line and is passed over in a ring.
pub struct Resample<'a, F, S> {
    project: F,
    /// What is looked at: chords well outside are not refined.
    around: PageRect,
    out: &'a mut S,
    first: Option<LonLat>,
    last: Option<(LonLat, PagePoint)>,
    trace: Trace,
}

/// What is being drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// An open line: breaks where there is no image.
    Line,
    /// A closed ring: never breaks.
    Ring,
}

impl<'a, F, S> Resample<'a, F, S>
where
    F: Fn(LonLat) -> Option<PagePoint>,
    S: Sink<PagePoint>,
{
    /// A stage that projects by `project` into `out`, with care for what lies in `around`.
    pub fn new(project: F, around: PageRect, trace: Trace, out: &'a mut S) -> Self {
        Self {
            project,
            around,
            out,
            first: None,
            last: None,
            trace,
        }
    }

    fn segment(&mut self, from: (LonLat, PagePoint), to: (LonLat, PagePoint), depth: u8) {
        let turn = turn_deg(from.0, to.0);
        if depth < MAX_DEPTH && (turn > LONGEST_DEG || !self.is_afar(from.1, to.1)) {
            let middle = LonLat::new((from.0.lon + to.0.lon) / 2.0, (from.0.lat + to.0.lat) / 2.0);
            if let Some(image) = self.bend(from, to, middle) {
                self.segment(from, (middle, image), depth + 1);
                self.segment((middle, image), to, depth + 1);
                return;
            }
        }
        self.out.line_to(to.1);
    }

    /// The middle's image if the segment must be halved there.
    fn bend(
        &self,
        (a, from): (LonLat, PagePoint),
        (b, to): (LonLat, PagePoint),
        middle: LonLat,
    ) -> Option<PagePoint> {
        let turn = turn_deg(a, b);
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let chord = libm::hypot(dx, dy);
        if turn < 1e-9 || (chord < SHORT_PX && turn < FAR_TURN_DEG) {
            return None;
        }
        let image = (self.project)(middle)?;
        let (mx, my) = (image.x - from.x, image.y - from.y);
        if chord < 1e-9 {
            return (libm::hypot(mx, my) > TOLERANCE_PX).then_some(image);
        }
        let off = (mx * dy - my * dx).abs() / chord;
        let along = (mx * dx + my * dy) / (chord * chord);
        // Off the middle, the middle tells too little: the curve may still leave the chord.
        let uneven = (along - 0.5).abs() > 0.3 && chord > SHORT_PX;
        (off > TOLERANCE_PX || uneven || turn > LONGEST_DEG).then_some(image)
    }

    /// Whether the chord and what may bulge from it lie outside of what is looked at.
    fn is_afar(&self, a: PagePoint, b: PagePoint) -> bool {
        let reach = a.distance(b) + 1.0;
        let r = self.around;
        let beside =
            |a: f64, b: f64, low: f64, high: f64| a.max(b) + reach < low || a.min(b) - reach > high;
        beside(a.x, b.x, r.x0, r.x1) || beside(a.y, b.y, r.y0, r.y1)
    }
}

impl<F, S> Sink<LonLat> for Resample<'_, F, S>
where
    F: Fn(LonLat) -> Option<PagePoint>,
    S: Sink<PagePoint>,
{
    fn move_to(&mut self, p: LonLat) {
        self.first = Some(p);
        self.last = (self.project)(p).map(|q| (p, q));
        if let Some((_, q)) = self.last {
            self.out.move_to(q);
        }
    }

    fn line_to(&mut self, p: LonLat) {
        match ((self.project)(p), self.last) {
            (Some(q), Some(last)) => {
                self.segment(last, (p, q), 0);
                self.last = Some((p, q));
            }
            (Some(q), None) => {
                self.out.move_to(q);
                self.first = Some(p);
                self.last = Some((p, q));
            }
            (None, _) if self.trace == Trace::Line => self.last = None,
            (None, _) => {}
        }
    }

    fn close(&mut self) {
        if let (Some(first), Some((_, end))) = (self.first, self.last) {
            // A ring around a pole ends where it began, but a turn of the globe further on.
            let is_back = (self.project)(first).is_some_and(|q| q.distance(end) < CLOSED_PX);
            if !is_back {
                self.line_to(first);
            }
            self.out.close();
        }
        (self.first, self.last) = (None, None);
    }
}

fn turn_deg(a: LonLat, b: LonLat) -> f64 {
    (b.lon - a.lon).abs().max((b.lat - a.lat).abs())
}
