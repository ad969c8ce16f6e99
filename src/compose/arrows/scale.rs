//! Routes on pages of any scale: what is near and what is long is told for a page 1200 px wide, so
//! movements are brought to that scale, and their routes back to the page's own.

use super::route::{Routes, routes};
use super::stop::{Gaps, Keep, PageStop, Wish};
use super::terrain::Ground;

/// Finds a way for every leg of all movements on a page whose sizes are `k` times those of a page
/// 1200 px wide; lengths in the troubles stay in px at k = 1.
pub(crate) fn routes_at(k: f64, wishes: &[Wish], ground: Ground<'_>) -> Routes {
    let wishes: Vec<Wish> = wishes.iter().map(|wish| wish.scaled(1.0 / k)).collect();
    let keep: Vec<Keep> = ground
        .keep
        .iter()
        .map(|keep| keep.scaled(1.0 / k))
        .collect();
    let scaled = Ground {
        keep: &keep,
        frame: ground.frame.scaled(1.0 / k),
        is_land: &|p| (ground.is_land)(p.scaled(k)),
    };
    let mut routes = routes(&wishes, scaled);
    for leg in routes.legs.iter_mut().flatten() {
        *leg = leg.scaled(k);
    }
    routes
}

impl PageStop {
    fn scaled(self, by: f64) -> Self {
        Self {
            at: self.at.scaled(by),
            radius: self.radius * by,
            ..self
        }
    }
}

impl Keep {
    fn scaled(self, by: f64) -> Self {
        Self {
            at: self.at.scaled(by),
            radius: self.radius * by,
        }
    }
}

impl Gaps {
    fn scaled(self, by: f64) -> Self {
        Self {
            tail: self.tail * by,
            tip: self.tip * by,
            tail_half: self.tail_half * by,
            half_width: self.half_width * by,
            head_half: self.head_half * by,
            head_length: self.head_length * by,
            beside: self.beside * by,
            least_leg: self.least_leg * by,
        }
    }
}

impl Wish {
    fn scaled(&self, by: f64) -> Self {
        Self {
            stops: self.stops.iter().map(|stop| stop.scaled(by)).collect(),
            gaps: self.gaps.scaled(by),
            reach: self.reach,
            afloat: self.afloat,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::stop::Reach;
    use super::super::toy;
    use super::*;
    use crate::geom::{PagePoint, PageRect};

    #[test]
    fn a_page_twice_as_large_has_the_same_routes_twice_as_large() {
        let stop = |x: f64, y: f64| PageStop {
            at: PagePoint::new(x, y),
            radius: 12.0,
            breaks: false,
        };
        let wish = Wish {
            stops: vec![stop(100.0, 300.0), stop(700.0, 320.0)],
            gaps: toy::GAPS,
            reach: Reach::Whole,
            afloat: false,
        };
        let keep = Keep {
            at: PagePoint::new(400.0, 290.0),
            radius: 12.0,
        };
        let frame = PageRect::new(0.0, 0.0, 1200.0, 800.0);
        let at = |k: f64| {
            let ground = Ground {
                keep: &[keep.scaled(k)],
                frame: frame.scaled(k),
                is_land: &|_| true,
            };
            routes_at(k, &[wish.scaled(k)], ground)
        };
        let (plain, large) = (at(1.0), at(2.0));
        let tip = |routes: &Routes| routes.legs[0][0].at(f64::INFINITY).at;
        assert!(tip(&large).distance(tip(&plain).scaled(2.0)) < 1e-6);
        let away = large.legs[0][0].nearest(keep.at.scaled(2.0)).1;
        assert!(away >= 2.0 * (12.0 + 5.5 + 8.0), "{away}");
    }
}
