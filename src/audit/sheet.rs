//! A scene laid out for judging: its labels, markers, bodies and panels.

use std::cell::OnceCell;

use super::Drawing;
use super::shapes::Quad;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Group, Item, Lettering, MarkerKind, Role, Standing, Text};

/// Distance between the stations of a body, px.
const STATION_PX: f64 = 2.0;

/// A drawing with what the criteria look at, in drawing order.
pub(super) struct Sheet<'a> {
    pub(super) drawing: &'a Drawing<'a>,
    /// Every group, parents before children.
    pub(super) groups: Vec<&'a Group>,
    pub(super) labels: Vec<Label<'a>>,
    pub(super) markers: Vec<Marker<'a>>,
    pub(super) bodies: Vec<Body<'a>>,
    /// Panels with their ids.
    pub(super) panels: Vec<(&'a str, PageRect)>,
    /// All lettering, in drawing order.
    pub(super) texts: Vec<&'a Text>,
    pub(super) xml: OnceCell<Result<roxmltree::Document<'a>, String>>,
}

/// A label.
pub(super) struct Label<'a> {
    /// Id of the feature that it names.
    pub(super) of: &'a str,
    pub(super) boxes: &'a [Quad],
    pub(super) leader: bool,
    /// A number or letter that says nothing without the key.
    pub(super) bare: bool,
    pub(super) texts: Vec<&'a Text>,
}

/// A marker or dot.
pub(super) struct Marker<'a> {
    pub(super) id: &'a str,
    pub(super) kind: MarkerKind,
    pub(super) center: PagePoint,
    pub(super) radius: f64,
    pub(super) doubt: f64,
    pub(super) group: &'a Group,
}

/// One leg of a movement's body.
pub(super) struct Body<'a> {
    /// Id of the movement.
    pub(super) of: &'a str,
    pub(super) stations: Vec<Station>,
    pub(super) width: f64,
    pub(super) stops: &'a [String],
    pub(super) standing: Standing,
}

/// A spot on a body's centre line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Station {
    pub(super) at: PagePoint,
    /// Direction of the line, a unit vector.
    pub(super) direction: (f64, f64),
    /// Half the width of what is drawn there.
    pub(super) half: f64,
}

impl Station {
    /// The two edges of the body.
    pub(super) fn edges(&self) -> (PagePoint, PagePoint) {
        let (dx, dy) = (self.direction.0 * self.half, self.direction.1 * self.half);
        (self.at.offset(dy, -dx), self.at.offset(-dy, dx))
    }
}

impl<'a> Sheet<'a> {
    pub(super) fn new(drawing: &'a Drawing<'a>) -> Self {
        let mut sheet = Self {
            drawing,
            groups: Vec::new(),
            labels: Vec::new(),
            markers: Vec::new(),
            bodies: Vec::new(),
            panels: Vec::new(),
            texts: Vec::new(),
            xml: OnceCell::new(),
        };
        drawing.scene.visit_groups(&mut |group| sheet.add(group));
        sheet
    }

    fn add(&mut self, group: &'a Group) {
        self.groups.push(group);
        self.texts.extend(own_texts(group));
        match &group.role {
            Role::Label {
                boxes,
                of,
                leader,
                bare,
                ..
            } => self.labels.push(Label {
                of,
                boxes,
                leader: *leader,
                bare: *bare,
                texts: own_texts(group).collect(),
            }),
            Role::Marker {
                kind,
                center,
                radius,
                doubt,
                ..
            } => self.markers.push(Marker {
                id: &group.id,
                kind: *kind,
                center: *center,
                radius: *radius,
                doubt: *doubt,
                group,
            }),
            Role::Movement {
                of,
                centre_line,
                half_widths,
                width,
                stops,
                standing,
            } => self.bodies.push(Body {
                of,
                stations: stations(centre_line, half_widths),
                width: *width,
                stops,
                standing: *standing,
            }),
            Role::Panel { rect } => self.panels.push((&group.id, *rect)),
            Role::Structure
            | Role::Layer
            | Role::Polity { .. }
            | Role::Frontier { .. }
            | Role::Change
            | Role::UncertainCircle { .. }
            | Role::KeyEntry { .. }
            | Role::LegendRow
            | Role::Credits => {}
        }
    }

    /// A length given for a map 1200 px wide, on this map.
    pub(super) fn px(&self, at_k1: f64) -> f64 {
        at_k1 * self.drawing.scene.record.k
    }

    /// Ids of the features that have a telling label or an entry in the key.
    pub(super) fn named(&self) -> Vec<&'a str> {
        let entries = self.groups.iter().filter_map(|g| match &g.role {
            Role::KeyEntry { of } => Some(of.as_str()),
            _ => None,
        });
        let telling = self.labels.iter().filter(|l| !l.bare);
        telling.map(|l| l.of).chain(entries).collect()
    }

    /// The words of all labels of a feature.
    pub(super) fn words_of(&self, feature: &str) -> String {
        let labels = self.labels.iter().filter(|l| l.of == feature);
        let words = labels.flat_map(|l| &l.texts).map(|t| t.words());
        words.collect::<Vec<_>>().join(" ")
    }
}

fn own_texts(group: &Group) -> impl Iterator<Item = &Text> {
    group.items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        Item::Group(_) | Item::Path(_) | Item::Image(_) => None,
    })
}

/// Spots at equal distances along a centre line.
fn stations(line: &[PagePoint], half_widths: &[f64]) -> Vec<Station> {
    let mut stations = Vec::new();
    let mut left = 0.0;
    for (pair, halves) in line.windows(2).zip(half_widths.windows(2)) {
        let length = pair[0].distance(pair[1]);
        if length < 1e-9 {
            continue;
        }
        let direction = (
            (pair[1].x - pair[0].x) / length,
            (pair[1].y - pair[0].y) / length,
        );
        while left < length {
            let t = left / length;
            stations.push(Station {
                at: pair[0].lerp(pair[1], t),
                direction,
                half: halves[0] + (halves[1] - halves[0]) * t,
            });
            left += STATION_PX;
        }
        left -= length;
    }
    stations
}

/// Px of a body's length that so many stations stand for.
pub(super) fn length_of(stations: usize) -> f64 {
    stations as f64 * STATION_PX
}

/// Stations on so many px of a body's length.
pub(super) fn stations_in(px: f64) -> usize {
    (px / STATION_PX).round().max(1.0) as usize
}

/// The direction in which a text reads, degrees clockwise from the page's x axis, -180 to 180: for
/// curved names the mean of the letters' directions.
pub(super) fn reading_deg(text: &Text) -> f64 {
    match &text.lettering {
        Lettering::Lines { rotate_deg, .. } => (rotate_deg + 180.0).rem_euclid(360.0) - 180.0,
        Lettering::Letters { letters, .. } => {
            let (x, y) = letters.iter().fold((0.0, 0.0), |(x, y), (_, _, turn)| {
                let (sin, cos) = libm::sincos(turn.to_radians());
                (x + cos, y + sin)
            });
            libm::atan2(y, x).to_degrees()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stations_stand_at_equal_distances_with_widths_in_between() {
        let line = [
            PagePoint::new(0.0, 0.0),
            PagePoint::new(3.0, 0.0),
            PagePoint::new(10.0, 0.0),
        ];
        let stations = stations(&line, &[0.0, 3.0, 10.0]);
        let xs: Vec<f64> = stations.iter().map(|s| s.at.x).collect();
        assert_eq!(xs, [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert!(stations.iter().all(|s| (s.half - s.at.x).abs() < 1e-9));
        assert_eq!(stations[1].edges().0, PagePoint::new(2.0, -2.0));
    }
}
