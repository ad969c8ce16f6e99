//! Meridians and parallels.

use super::View;
use crate::geom::LonLat;
use crate::scene::Path;

/// One line of the graticule.
#[derive(Clone, Debug, PartialEq)]
pub struct GraticuleLine {
    /// What is written at it: `50° N`.
    pub label: String,
    /// Its course.
    pub path: Path,
}

/// Steps that people read easily, degrees.
const STEPS_DEG: [f64; 8] = [0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0];

/// Where most meridians end.
const CROWD_DEG: f64 = 85.0;

/// Lines to aim at across the frame's wider side.
const ABOUT: f64 = 7.0;

impl View {
    /// A step at which the graticule has about seven meridians and parallels, degrees.
    pub fn graticule_step(&self) -> f64 {
        let seen = self.geo_window[0];
        let wanted = seen.width().max(seen.height()) / ABOUT;
        let fitting = STEPS_DEG.into_iter().find(|step| *step >= wanted);
        fitting.unwrap_or(30.0)
    }

    /// The meridians, then the parallels, at multiples of a step in degrees.
    pub fn graticule(&self, step_deg: f64) -> Vec<GraticuleLine> {
        let step = step_deg.max(STEPS_DEG[0]);
        let seen = self.geo_window[0];
        let multiples = |low: f64, high: f64| {
            let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
            (first..=last).map(move |i| i as f64 * step)
        };
        // Around the whole globe the last meridian is the first.
        let once = move |lon: &f64| seen.width() < 360.0 || *lon < seen.east;
        let meridians = multiples(seen.west, seen.east).filter(once).map(|lon| {
            let turned = (lon + 180.0).rem_euclid(360.0) - 180.0;
            // All meridians together would make a blot of the pole: only four go there.
            let end = if turned.rem_euclid(90.0) == 0.0 {
                90.0
            } else {
                CROWD_DEG
            };
            let (south, north) = (seen.south.max(-end), seen.north.min(end));
            let ends = [LonLat::new(lon, south), LonLat::new(lon, north)];
            (label(turned, 'E', 'W'), ends)
        });
        let parallels = multiples(seen.south, seen.north).filter(|lat| lat.abs() < 90.0);
        let parallels = parallels.map(|lat| {
            let ends = [LonLat::new(seen.west, lat), LonLat::new(seen.east, lat)];
            (label(lat, 'N', 'S'), ends)
        });
        let lines = meridians.chain(parallels);
        let drawn = lines.map(|(label, [from, to])| GraticuleLine {
            label,
            path: self.line(&stepped(from, to)),
        });
        drawn.filter(|line| !line.path.is_empty()).collect()
    }
}

/// A line in steps of at most 30 degrees, so that none goes the short way around.
fn stepped(from: LonLat, to: LonLat) -> Vec<LonLat> {
    let at = |t: f64| {
        LonLat::new(
            from.lon + (to.lon - from.lon) * t,
            from.lat + (to.lat - from.lat) * t,
        )
    };
    (0..=12).map(|i| at(f64::from(i) / 12.0)).collect()
}

fn label(degrees: f64, positive: char, negative: char) -> String {
    match degrees {
        0.0 => "0°".to_owned(),
        d if d > 0.0 => format!("{d}° {positive}"),
        d => format!("{}° {negative}", -d),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{GeoRect, PageRect, Size};
    use crate::projection::{Keep, Projection};
    use crate::view::PageLayout;

    fn view(extent: GeoRect) -> View {
        let layout = PageLayout {
            page: Size {
                width: 1200.0,
                height: 800.0,
            },
            frame: PageRect::new(0.0, 0.0, 1200.0, 800.0),
            k: 1.0,
        };
        View::of(Projection::choose(extent, Keep::Shapes), extent, &layout)
    }

    #[test]
    fn lines_have_their_degrees_beside_them() {
        let steppe = view(GeoRect {
            west: 64.0,
            south: 41.0,
            east: 94.0,
            north: 56.0,
        });
        let step = steppe.graticule_step();
        let lines = steppe.graticule(step);
        assert!(
            (6..30).contains(&lines.len()),
            "{} lines at {step}",
            lines.len()
        );
        assert!(lines.iter().any(|l| l.label == "80° E"));
        assert!(lines.iter().any(|l| l.label == "50° N"));
    }

    #[test]
    fn the_date_line_is_drawn_once_about_the_pole() {
        let pole = view(GeoRect {
            west: -180.0,
            south: 60.0,
            east: 180.0,
            north: 90.0,
        });
        let lines = pole.graticule(30.0);
        assert_eq!(
            lines.iter().filter(|l| l.label.starts_with("180°")).count(),
            1
        );
    }
}
