//! Cuts to a box of the page and thins what is left, on the way into a path.

use crate::geom::{PagePoint, PageRect, Sink};
use crate::scene::Path;

/// How far a thinned line may stray from what was projected, px at k = 1: what a printer's dot or a
/// slide's pixel cannot show need not be written.
pub(super) const THIN_PX: f64 = 0.3;

/// What to cut to, and how finely to draw.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// The box to cut to.
    pub(super) to: PageRect,
    /// How far a thinned line may stray, px.
    pub(super) thin_px: f64,
}

/// Rings with less area cannot be seen; most are what a cut leaves along its edge, px².
const DUST_PX2: f64 = 0.01;

/// Cuts closed rings to a box, by Sutherland and Hodgman.
///
/// What leaves and comes back stays joined along the edge, where it has no area; so these are for
/// filling, and [`LineCut`] for stroking.
pub(super) struct RingCut<'a> {
    cut: Cut,
    ring: Vec<PagePoint>,
    /// Rings with less area are left out, px².
    least_area: f64,
    out: &'a mut Path,
}

impl<'a> RingCut<'a> {
    pub(super) fn new(cut: Cut, least_area: f64, out: &'a mut Path) -> Self {
        Self {
            cut,
            ring: Vec::new(),
            least_area: least_area.max(DUST_PX2),
            out,
        }
    }
}

impl Sink<PagePoint> for RingCut<'_> {
    fn move_to(&mut self, p: PagePoint) {
        self.ring.clear();
        self.ring.push(p);
    }

    fn line_to(&mut self, p: PagePoint) {
        self.ring.push(p);
    }

    fn close(&mut self) {
        let mut ring = std::mem::take(&mut self.ring);
        for edge in edges(self.cut.to) {
            if ring.iter().any(|p| edge.depth(*p) < 0.0) {
                ring = cut_ring_at(edge, &ring);
            }
        }
        if ring.len() < 3 || area(&ring).abs() < self.least_area {
            return;
        }
        let thin = rounded(&thin_ring(&ring, self.cut.thin_px));
        if thin.len() >= 3 {
            self.out.extend(&Path::ring(&thin));
        }
    }
}

/// Cuts open lines to a box, by Liang and Barsky's reasoning.
pub(super) struct LineCut<'a> {
    cut: Cut,
    last: Option<PagePoint>,
    piece: Vec<PagePoint>,
    out: &'a mut Path,
}

impl<'a> LineCut<'a> {
    pub(super) fn new(cut: Cut, out: &'a mut Path) -> Self {
        Self {
            cut,
            last: None,
            piece: Vec::new(),
            out,
        }
    }

    /// Writes the last piece.
    pub(super) fn finish(mut self) {
        self.flush();
    }

    fn flush(&mut self) {
        let piece = std::mem::take(&mut self.piece);
        let thin = rounded(&thinned(&piece, self.cut.thin_px));
        if thin.len() >= 2 {
            self.out.extend_line(&thin);
        }
    }
}

impl Sink<PagePoint> for LineCut<'_> {
    fn move_to(&mut self, p: PagePoint) {
        self.flush();
        self.last = Some(p);
    }

    fn line_to(&mut self, p: PagePoint) {
        let Some(last) = self.last.replace(p) else {
            return;
        };
        let Some((from, to)) = cut_segment(self.cut.to, last, p) else {
            return;
        };
        if self.piece.last() != Some(&from) {
            self.flush();
            self.piece.push(from);
        }
        self.piece.push(to);
    }

    fn close(&mut self) {}
}

/// One edge of a box.
#[derive(Clone, Copy)]
enum Edge {
    Left(f64),
    Right(f64),
    Top(f64),
    Bottom(f64),
}

fn edges(r: PageRect) -> [Edge; 4] {
    [
        Edge::Left(r.x0),
        Edge::Right(r.x1),
        Edge::Top(r.y0),
        Edge::Bottom(r.y1),
    ]
}

impl Edge {
    /// How far inside of it a point lies, px.
    fn depth(self, p: PagePoint) -> f64 {
        match self {
            Self::Left(x) => p.x - x,
            Self::Right(x) => x - p.x,
            Self::Top(y) => p.y - y,
            Self::Bottom(y) => y - p.y,
        }
    }

    fn crossing(self, a: PagePoint, b: PagePoint) -> PagePoint {
        let (inside, outside) = (self.depth(a), self.depth(b));
        let p = a.lerp(b, inside / (inside - outside));
        match self {
            Self::Left(x) | Self::Right(x) => PagePoint::new(x, p.y),
            Self::Top(y) | Self::Bottom(y) => PagePoint::new(p.x, y),
        }
    }
}

fn cut_ring_at(edge: Edge, ring: &[PagePoint]) -> Vec<PagePoint> {
    let mut out = Vec::with_capacity(ring.len() + 4);
    let Some(mut a) = ring.last().copied() else {
        return out;
    };
    for &b in ring {
        match (edge.depth(a) >= 0.0, edge.depth(b) >= 0.0) {
            (true, true) => out.push(b),
            (true, false) => out.push(edge.crossing(a, b)),
            (false, true) => out.extend([edge.crossing(b, a), b]),
            (false, false) => {}
        }
        a = b;
    }
    out
}

fn cut_segment(to: PageRect, a: PagePoint, b: PagePoint) -> Option<(PagePoint, PagePoint)> {
    let (mut from, mut end) = (a, b);
    for edge in edges(to) {
        match (edge.depth(from) >= 0.0, edge.depth(end) >= 0.0) {
            (true, true) => {}
            (true, false) => end = edge.crossing(from, end),
            (false, true) => from = edge.crossing(end, from),
            (false, false) => return None,
        }
    }
    Some((from, end))
}

/// Signed area of a ring, px².
pub fn area(ring: &[PagePoint]) -> f64 {
    let next = ring.iter().skip(1).chain(ring.first());
    ring.iter()
        .zip(next)
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum::<f64>()
        / 2.0
}

fn rounded(points: &[PagePoint]) -> Vec<PagePoint> {
    let mut out: Vec<PagePoint> = points.iter().map(|p| p.quantised()).collect();
    out.dedup();
    out
}

/// A ring thinned from two far corners, so that both halves have ends to hold on to.
fn thin_ring(ring: &[PagePoint], px: f64) -> Vec<PagePoint> {
    let Some(first) = ring.first().copied() else {
        return Vec::new();
    };
    let far = (0..ring.len())
        .max_by(|a, b| {
            ring[*a]
                .distance(first)
                .total_cmp(&ring[*b].distance(first))
        })
        .unwrap_or(0);
    let mut out = thinned(&ring[..=far], px);
    out.pop();
    let back: Vec<PagePoint> = ring[far..].iter().copied().chain([first]).collect();
    out.extend(thinned(&back, px));
    out.pop();
    out
}

/// A line without the points that can be spared, piece by piece: the time that thinning takes can
/// grow with the square of the length.
fn thinned(line: &[PagePoint], px: f64) -> Vec<PagePoint> {
    const PIECE: usize = 2000;
    let mut out: Vec<PagePoint> = Vec::new();
    let mut start = 0;
    while start + 1 < line.len() {
        let end = (start + PIECE).min(line.len() - 1);
        out.pop();
        out.extend(thinned_piece(&line[start..=end], px));
        start = end;
    }
    if out.is_empty() { line.to_vec() } else { out }
}

/// Ramer, Douglas and Peucker, without recursion: a hostile line must not exhaust the stack.
fn thinned_piece(line: &[PagePoint], px: f64) -> Vec<PagePoint> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut keep = vec![false; line.len()];
    keep[0] = true;
    keep[line.len() - 1] = true;
    let mut open = vec![(0, line.len() - 1)];
    while let Some((start, end)) = open.pop() {
        let (mut worst, mut at) = (px, None);
        for (i, p) in line.iter().enumerate().take(end).skip(start + 1) {
            let off = distance_to_segment(*p, line[start], line[end]);
            if off > worst {
                (worst, at) = (off, Some(i));
            }
        }
        if let Some(i) = at {
            keep[i] = true;
            open.extend([(start, i), (i, end)]);
        }
    }
    let kept = line.iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(p, _)| *p).collect()
}

fn distance_to_segment(p: PagePoint, a: PagePoint, b: PagePoint) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    if length == 0.0 {
        return p.distance(a);
    }
    let t = ((p.x - a.x) * dx + (p.y - a.y) * dy) / length;
    p.distance(a.lerp(b, t.clamp(0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUT: Cut = Cut {
        to: PageRect::new(0.0, 0.0, 100.0, 100.0),
        thin_px: THIN_PX,
    };

    fn points(pairs: &[(f64, f64)]) -> Vec<PagePoint> {
        pairs.iter().map(|&(x, y)| PagePoint::new(x, y)).collect()
    }

    fn send(points: &[PagePoint], sink: &mut impl Sink<PagePoint>) {
        sink.move_to(points[0]);
        points[1..].iter().for_each(|p| sink.line_to(*p));
    }

    #[test]
    fn a_ring_is_cut_to_the_box() {
        let mut path = Path::new();
        let mut cut = RingCut::new(CUT, 0.0, &mut path);
        send(
            &points(&[(50.0, -50.0), (150.0, 50.0), (50.0, 150.0), (-50.0, 50.0)]),
            &mut cut,
        );
        cut.close();
        let (ring, _) = &path.polylines()[0];
        assert_eq!(area(ring).abs(), 10_000.0);
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two_lines() {
        let mut path = Path::new();
        let mut cut = LineCut::new(CUT, &mut path);
        send(
            &points(&[(20.0, 50.0), (150.0, 60.0), (150.0, 80.0), (20.0, 90.0)]),
            &mut cut,
        );
        cut.finish();
        assert_eq!(path.polylines().len(), 2);
    }

    #[test]
    fn an_island_too_small_is_left_out() {
        let mut path = Path::new();
        let mut cut = RingCut::new(CUT, 12.0, &mut path);
        send(
            &points(&[(10.0, 10.0), (13.0, 10.0), (13.0, 13.0), (10.0, 13.0)]),
            &mut cut,
        );
        cut.close();
        assert!(path.is_empty());
    }

    #[test]
    fn a_thinned_line_stays_near_and_keeps_its_ends() {
        let wave: Vec<PagePoint> = (0..10_000)
            .map(|i| f64::from(i) / 100.0)
            .map(|x| PagePoint::new(x, 10.0 * libm::sin(x / 4.0)))
            .collect();
        let thin = thinned(&wave, THIN_PX);
        assert!(thin.len() < 200, "{}", thin.len());
        assert_eq!((thin[0], thin[thin.len() - 1]), (wave[0], wave[9_999]));
        for p in &wave {
            let near = thin.windows(2).map(|w| distance_to_segment(*p, w[0], w[1]));
            assert!(near.fold(f64::MAX, f64::min) <= THIN_PX + 1e-9);
        }
    }
}
