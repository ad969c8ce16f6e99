//! What each kind of movement looks like, and the paths that draw it.

use super::body::{self, BodyShape};
use super::stop::Gaps;
use crate::campaign::{MovementKind, Route};
use crate::compose::polyline::Polyline;
use crate::compose::presence::Presence;
use crate::scene::{Color, Fill, Group, LineCap, Path, Stroke};
use crate::style::MovementSizes;

/// How the body of a movement is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Paint {
    /// Filled, with this opacity.
    Filled(f64),
    /// Light inside, with an outline: dashed for what was given up, solid for what was only planned.
    Hollow { dashed: bool },
    /// A thin line.
    Thin { dotted: bool },
}

/// The look of a movement of one kind in one colour.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ArrowLook {
    /// Width of the body at the neck, px.
    pub width: f64,
    shape: BodyShape,
    paint: Paint,
    color: Color,
    light: Color,
    casing: f64,
    /// Opacity of the first third, below 1 where the route is inferred.
    start_opacity: f64,
    /// Width of a light line along the middle of filled bodies, px; 0 is none.
    core: f64,
}

/// How much of a leg the light line takes, in the middle.
const CORE_PART: f64 = 0.6;

/// Legs shorter than this are not drawn, px at k = 1.
const LEAST_LEG_PX: f64 = 22.0;

/// A leg shorter than so many of its heads has none (see [`body::outline`]), and a bit to spare.
const LEAST_HEADS: f64 = 1.25;

impl ArrowLook {
    /// The look of a kind of movement in a side's line colour; `light` is the colour of casings.
    pub(crate) fn new(
        kind: MovementKind,
        route: Route,
        color: Color,
        light: Color,
        sizes: &MovementSizes,
    ) -> Self {
        let (width, paint) = match kind {
            MovementKind::Advance => (sizes.advance, Paint::Filled(1.0)),
            MovementKind::Pursuit | MovementKind::Raid => (sizes.pursuit, Paint::Filled(1.0)),
            MovementKind::Retreat => (sizes.retreat, Paint::Hollow { dashed: true }),
            MovementKind::Flight | MovementKind::Return => {
                (sizes.flight, Paint::Thin { dotted: false })
            }
            MovementKind::Embassy => (sizes.embassy, Paint::Thin { dotted: true }),
            MovementKind::Transfer => (sizes.transfer, Paint::Filled(0.45)),
            MovementKind::Planned => (sizes.planned, Paint::Hollow { dashed: false }),
        };
        let head_width = match paint {
            Paint::Thin { .. } => width * 4.6,
            Paint::Filled(_) | Paint::Hollow { .. } => {
                (width * sizes.head_width).max(sizes.head_least)
            }
        };
        let shape = BodyShape {
            tail: width * sizes.tail,
            neck: width,
            exponent: sizes.taper_exponent,
            head_width,
            head_length: head_width * sizes.head_length,
            notched: kind == MovementKind::Raid,
        };
        let start_opacity = if route == Route::Inferred {
            sizes.inferred_opacity
        } else {
            1.0
        };
        Self {
            width,
            shape,
            paint,
            color,
            light,
            casing: sizes.casing,
            start_opacity,
            core: 0.0,
        }
    }

    /// The same with a light line along filled bodies, which tells a side without colour.
    #[must_use]
    pub(crate) fn with_core(mut self, width_px: f64) -> Self {
        self.core = width_px;
        self
    }

    /// The same for one leg; thinner, of one tone, as far as the movement is over. That it is paler too
    /// is left to its group, which fades as a whole.
    fn at(&self, leg: &Polyline, presence: Presence) -> Self {
        let mut look = self.clone();
        let by = presence.width();
        look.width *= by;
        look.shape = look.shape.scaled(by).fitted(leg.length());
        look.start_opacity += (1.0 - look.start_opacity) * presence.over;
        look
    }

    /// The same so small that its head fits on a leg that has only begun to grow.
    #[must_use]
    pub(crate) fn fitted(mut self, leg_px: f64) -> Self {
        let fit = leg_px / (self.shape.head_length * LEAST_HEADS);
        if fit < 1.0 {
            self.width *= fit;
            self.shape = self.shape.scaled(fit);
        }
        self
    }

    /// Half the width of what is drawn of a leg at each of its points, px.
    pub(crate) fn half_widths(&self, leg: &Polyline, presence: Presence) -> Vec<f64> {
        let look = self.at(leg, presence);
        let (length, shape) = (leg.length(), look.shape);
        let neck = (length - shape.head_length).max(1e-6);
        let is_thin = matches!(look.paint, Paint::Thin { .. });
        let width = |along: f64| {
            if along > neck {
                shape.head_width * ((length - along) / shape.head_length).clamp(0.0, 1.0)
            } else if is_thin {
                look.width
            } else {
                let grown = libm::pow(along / neck, shape.exponent);
                shape.tail + (shape.neck - shape.tail) * grown
            }
        };
        leg.distances().iter().map(|d| width(*d) / 2.0).collect()
    }

    /// Whether the first third is lighter, because the route is inferred.
    pub(crate) fn has_lighter_tail(&self) -> bool {
        self.paint == Paint::Filled(1.0) && self.start_opacity < 1.0
    }

    /// The same with a body of another width at its neck, px; the head keeps its proportion.
    #[must_use]
    pub(crate) fn with_width(mut self, width: f64, least_head: f64) -> Self {
        let by = width / self.width;
        let head = (self.shape.head_width * by).max(least_head);
        self.shape.head_length *= head / self.shape.head_width;
        self.shape.head_width = head;
        self.shape.tail *= by;
        self.shape.neck *= by;
        self.width = width;
        self
    }

    /// A bar as wide as the body, for the legend.
    pub(crate) fn bar(&self) -> Stroke {
        Stroke::solid(self.color, self.width)
    }

    /// Whether the body is wide enough to show a strength.
    pub(crate) fn is_wide(&self) -> bool {
        !matches!(self.paint, Paint::Thin { .. })
    }

    /// Half the width of what is drawn along the line.
    pub(crate) fn half_width(&self) -> f64 {
        self.width / 2.0
    }

    /// What routing must know of it.
    pub(crate) fn gaps(&self, sizes: &MovementSizes, k: f64) -> Gaps {
        Gaps {
            tail: sizes.tail_gap,
            tip: sizes.tip_gap,
            tail_half: if self.is_wide() {
                self.shape.tail / 2.0
            } else {
                self.width / 2.0
            },
            half_width: self.width / 2.0,
            head_half: self.shape.head_width / 2.0,
            head_length: self.shape.head_length,
            beside: sizes.parallel_gap,
            least_leg: LEAST_LEG_PX * k,
        }
    }

    /// Draws the light line around a leg, below all bodies.
    pub(crate) fn draw_casing(&self, leg: &Polyline, presence: Presence, group: &mut Group) {
        let look = self.at(leg, presence);
        let casing = |width: f64| Some(Stroke::solid(look.light, width));
        match look.paint {
            Paint::Thin { .. } => {
                group.path(
                    Path::line(look.shaft(leg).points()),
                    None,
                    casing(look.width + look.casing),
                );
                group.path(look.head(leg), Some(look.light.into()), casing(look.casing));
            }
            Paint::Filled(_) | Paint::Hollow { .. } => {
                group.path(
                    body::outline(leg, look.shape),
                    Some(look.light.into()),
                    casing(look.casing),
                );
            }
        }
    }

    /// Draws the body of a leg.
    pub(crate) fn draw_body(&self, leg: &Polyline, presence: Presence, group: &mut Group) {
        let look = self.at(leg, presence);
        match look.paint {
            Paint::Filled(opacity) => {
                look.draw_filled(leg, opacity, group);
                look.draw_core(leg, group);
            }
            Paint::Hollow { dashed } => {
                let dash: &[f64] = if dashed { &[7.0, 3.5] } else { &[] };
                let width = if dashed { 1.6 } else { 1.2 } * look.width / 8.25;
                let outline = Stroke::solid(look.color, width).dashed(
                    &dash
                        .iter()
                        .map(|d| d * look.width / 8.5)
                        .collect::<Vec<_>>(),
                );
                group.path(
                    body::outline(leg, look.shape),
                    Some(look.light.into()),
                    Some(outline),
                );
            }
            Paint::Thin { dotted } => {
                let (dash, cap) = if dotted {
                    ([0.01, 5.0], LineCap::Round)
                } else {
                    ([9.0, 4.0], LineCap::Butt)
                };
                let unit = if dotted {
                    look.width / 1.8
                } else {
                    look.width / 2.4
                };
                let shaft = Stroke::solid(look.color, look.width * if dotted { 1.4 } else { 1.0 })
                    .dashed(&dash.map(|d| d * unit))
                    .with_cap(cap);
                group.path(Path::line(look.shaft(leg).points()), None, Some(shaft));
                group.path(look.head(leg), Some(look.color.into()), None);
            }
        }
    }

    /// Draws a sample for the legend along a short line, its head scaled to fit, in one tone.
    pub(crate) fn draw_sample(&self, line: &Polyline, group: &mut Group) {
        let mut small = self.clone();
        let fit = (line.length() * 0.42 / self.shape.head_length).min(1.0);
        small.width *= fit.max(0.6);
        small.shape.tail *= fit.max(0.6);
        small.shape.neck *= fit.max(0.6);
        small.shape.head_width *= fit;
        small.shape.head_length *= fit;
        small.start_opacity = 1.0;
        small.draw_body(line, Presence::THERE, group);
    }

    /// Draws a sample of the lighter tail of inferred routes: pale, then full.
    pub(crate) fn draw_inferred_sample(&self, line: &Polyline, group: &mut Group) {
        let pale = self.light.mixed(self.color, self.start_opacity);
        let (middle, width) = (line.length() / 2.0, self.shape.neck * 0.6);
        for (from, to, color) in [(0.0, middle, pale), (middle, line.length(), self.color)] {
            let part = Path::line(line.part(from, to).points());
            group.path(part, None, Some(Stroke::solid(color, width)));
        }
    }

    /// A filled body; where the route is inferred its first third is lighter, on a light ground so
    /// that nothing shines through.
    fn draw_filled(&self, leg: &Polyline, opacity: f64, group: &mut Group) {
        let whole = body::outline(leg, self.shape);
        if self.start_opacity >= 1.0 || opacity < 1.0 {
            group.path(
                whole,
                Some(Fill {
                    color: self.color,
                    opacity,
                }),
                None,
            );
            return;
        }
        let pale = self.light.mixed(self.color, self.start_opacity);
        group.path(whole, Some(pale.into()), None);
        let length = leg.length();
        let reached = |t: f64| {
            self.shape.tail
                + (self.shape.neck - self.shape.tail) * libm::pow(t, self.shape.exponent)
        };
        let rest = BodyShape {
            tail: reached(length / 3.0 / (length - self.shape.head_length)),
            ..self.shape
        };
        group.path(
            body::outline(&leg.part(length / 3.0, length), rest),
            Some(self.color.into()),
            None,
        );
    }

    fn draw_core(&self, leg: &Polyline, group: &mut Group) {
        if self.core > 0.0 {
            let length = leg.length();
            let rim = length * (1.0 - CORE_PART) / 2.0;
            let line = Path::line(leg.part(rim, length - rim).points());
            let stroke = Stroke::solid(self.light, self.core).with_cap(LineCap::Round);
            group.path(line, None, Some(stroke));
        }
    }

    fn shaft(&self, leg: &Polyline) -> Polyline {
        leg.part(0.0, leg.length() - self.shape.head_length * 0.8)
    }

    fn head(&self, leg: &Polyline) -> Path {
        body::head(leg, self.shape.head_width, self.shape.head_length)
    }
}
