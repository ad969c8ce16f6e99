//! A small map that passes every criterion, for tests that spoil one thing of it.
//!
//! A ford with a battle at (50, 150), a town at (300, 222), an arrow from (120, 200) to (230, 200), a legend
//! at the upper right, credits below the frame.

use super::{Drawing, Finding, Pixels, Purpose};
use crate::geom::{PagePoint, PageRect, Size};
use crate::scene::{
    Asked, Color, DataSet, Fate, Group, Halo, Item, Lettering, MarkerKind, Path, Record, Role,
    Scene, SideLook, Standing, Stroke, Text, TextLine,
};
use crate::text::{Face, Fonts};

const WIDTH: u32 = 400;
const HEIGHT: u32 = 320;
const PAPER: Color = Color::new(251, 250, 246);
const INK: Color = Color::new(34, 34, 34);

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 320\" width=\"400\" height=\"320\">\n\
<title>Toy</title><path d=\"M1 2l3 4.5z\" fill=\"#222222\"/></svg>\n";

/// A map under test.
pub(super) struct Toy {
    pub(super) scene: Scene,
    pub(super) purpose: Purpose,
    pub(super) svg: String,
    /// The second drawing, if it is another.
    pub(super) again: Option<String>,
    pub(super) raster: Vec<u8>,
    pub(super) seconds: f64,
    ground: Vec<u8>,
    png: Vec<u8>,
}

/// A text at (200, 100).
pub(super) fn text(words: &str, size: f64) -> Text {
    text_at(PagePoint::new(200.0, 100.0), words, size)
}

fn text_at(origin: PagePoint, words: &str, size: f64) -> Text {
    Text {
        face: Face::Sans,
        size,
        fill: INK,
        halo: Some(Halo {
            color: PAPER,
            width: 3.0,
        }),
        lettering: Lettering::Lines {
            lines: vec![TextLine {
                text: words.to_owned(),
                origin,
                width: size * 0.5 * words.chars().count() as f64,
            }],
            rotate_deg: 0.0,
        },
        versions: Vec::new(),
    }
}

impl Toy {
    pub(super) fn good() -> Self {
        let pixels = blank();
        let mut toy = Self {
            scene: Scene {
                size: Size {
                    width: 400.0,
                    height: 320.0,
                },
                px_per_inch: 96.0,
                title: "Toy".to_owned(),
                description: String::new(),
                lang: "en".to_owned(),
                layers: vec![Group::new("map").with_role(Role::Layer)],
                record: record(),
            },
            purpose: Purpose {
                preset: "article".to_owned(),
                least_text: 11.0,
                profile: "web".to_owned(),
                relief: false,
                strict: false,
            },
            svg: SVG.to_owned(),
            again: None,
            raster: pixels.clone(),
            seconds: 0.2,
            ground: pixels.clone(),
            png: pixels,
        };
        toy.marker("battle-ford", (50.0, 150.0), 12.0);
        toy.marker("place-town", (300.0, 222.0), 3.2);
        toy.movement("march", &[(120.0, 200.0), (230.0, 200.0)], &["battle-ford"]);
        toy.label("battle-ford", PageRect::new(70.0, 150.0, 130.0, 166.0));
        toy.label("place-town", PageRect::new(310.0, 215.0, 360.0, 230.0));
        toy.label("movement-march", PageRect::new(130.0, 214.0, 210.0, 226.0));
        toy.legend();
        let mut credits = Group::new("credits").with_role(Role::Credits);
        let said = "Hills by Somebody (CC BY 4.0). Made by hand.";
        credits.text(text_at(PagePoint::new(10.0, 312.0), said, 13.0));
        toy.add(credits);
        toy
    }

    fn legend(&mut self) {
        let rect = PageRect::new(300.0, 10.0, 390.0, 80.0);
        let mut legend = Group::new("legend").with_role(Role::Panel { rect });
        legend.path(Path::rect(rect), Some(PAPER.into()), None);
        let mut row = Group::new("")
            .with_role(Role::LegendRow)
            .with_sign("advance of blue");
        row.text(text_at(PagePoint::new(305.0, 30.0), "Blue: advance", 13.0));
        legend.group(row);
        self.add(legend);
    }

    /// Adds a group to the map.
    pub(super) fn add(&mut self, group: Group) {
        self.scene.layers[0].items.push(Item::Group(group));
    }

    /// Adds a text of nobody.
    pub(super) fn add_text(&mut self, text: Text) {
        self.scene.layers[0].text(text);
    }

    /// Adds an empty label that fills a box.
    pub(super) fn label(&mut self, of: &str, rect: PageRect) {
        let label = label(of, rect);
        self.add(label);
    }

    /// Adds a label with a text, somewhere.
    pub(super) fn label_with(&mut self, of: &str, text: Text) {
        let mut label = label(of, PageRect::new(180.0, 250.0, 181.0, 251.0));
        label.text(text);
        self.add(label);
    }

    /// Adds the marker of a battle or town, by its id.
    pub(super) fn marker(&mut self, id: &str, (x, y): (f64, f64), radius: f64) {
        let kind = if id.starts_with("battle") {
            MarkerKind::Battle
        } else {
            MarkerKind::Town
        };
        let center = PagePoint::new(x, y);
        let role = Role::Marker {
            kind,
            center,
            radius,
            doubt: 0.0,
            standing: Standing(1),
        };
        let mut marker = Group::new(id).with_role(role);
        marker.fact("source", "a book");
        marker.path(
            Path::circle(center, radius),
            Some(INK.into()),
            Some(Stroke::solid(INK, 1.0)),
        );
        self.add(marker);
    }

    /// Adds a battle whose site is a guess within so many px.
    pub(super) fn doubtful_battle(&mut self, id: &str, at: (f64, f64), within: f64) {
        self.marker(id, at, 12.0);
        let marker = self.group(id);
        marker.fact("site", "uncertain");
        if let Role::Marker { doubt, .. } = &mut marker.role {
            *doubt = within;
        }
    }

    /// Adds a movement with one straight-lined leg, 10 px wide and without a head.
    pub(super) fn movement(&mut self, id: &str, line: &[(f64, f64)], stops: &[&str]) {
        let of = format!("movement-{id}");
        let mut movement = Group::new(of.clone()).with_sign("advance of blue");
        movement.fact("source", "a book");
        let role = Role::Movement {
            of: of.clone(),
            centre_line: line.iter().map(|(x, y)| PagePoint::new(*x, *y)).collect(),
            half_widths: vec![5.0; line.len()],
            width: 10.0,
            stops: stops.iter().map(|s| (*s).to_owned()).collect(),
            standing: Standing(2),
        };
        let mut leg = Group::new(format!("{of}-leg")).with_role(role);
        leg.path(
            Path::circle(PagePoint::new(0.0, 0.0), 1.0),
            Some(INK.into()),
            None,
        );
        movement.group(leg);
        self.add(movement);
    }

    /// Adds an entry of the key.
    pub(super) fn key_entry(&mut self, of: &str) {
        self.add(Group::new("").with_role(Role::KeyEntry { of: of.to_owned() }));
    }

    /// The group with an id.
    pub(super) fn group(&mut self, id: &str) -> &mut Group {
        find(&mut self.scene.layers[0], id).expect("the toy has the group")
    }

    /// Paints a patch that lettering stands on.
    pub(super) fn paint_ground(&mut self, rect: PageRect, color: Color) {
        for (index, pixel) in self.ground.chunks_mut(3).enumerate() {
            let (x, y) = (index as u32 % WIDTH, index as u32 / WIDTH);
            if rect.contains(PagePoint::new(f64::from(x), f64::from(y))) {
                pixel.copy_from_slice(&[color.r, color.g, color.b]);
            }
        }
    }

    /// All findings of the map.
    pub(super) fn findings(&mut self) -> Vec<Finding> {
        let fonts = Fonts::bundled();
        let pixels = |rgb| Pixels {
            width: WIDTH,
            height: HEIGHT,
            rgb,
        };
        super::map(&Drawing {
            scene: &self.scene,
            fonts: &fonts,
            purpose: self.purpose.clone(),
            ground: pixels(&self.ground),
            svg: &self.svg,
            again: self.again.as_deref().unwrap_or(&self.svg),
            png: pixels(&self.png),
            raster: pixels(&self.raster),
            seconds: self.seconds,
        })
    }

    /// One finding of the map.
    pub(super) fn judge(&mut self, id: &str) -> Finding {
        let all = self.findings();
        all.into_iter()
            .find(|f| f.id == id)
            .expect("it is a criterion of maps")
    }
}

fn find<'g>(group: &'g mut Group, id: &str) -> Option<&'g mut Group> {
    if group.id == id {
        return Some(group);
    }
    group.items.iter_mut().find_map(|item| match item {
        Item::Group(inner) => find(inner, id),
        Item::Path(_) | Item::Text(_) | Item::Image(_) => None,
    })
}

fn label(of: &str, rect: PageRect) -> Group {
    Group::new(format!("label-{of}")).with_role(Role::Label {
        boxes: vec![rect.corners()],
        of: of.to_owned(),
        leader: false,
        bare: false,
        standing: Standing(2),
    })
}

fn blank() -> Vec<u8> {
    [PAPER.r, PAPER.g, PAPER.b].repeat((WIDTH * HEIGHT) as usize)
}

fn record() -> Record {
    let side = |id: &str, line: Color, shape, hatch_deg| SideLook {
        id: id.to_owned(),
        line,
        casing: PAPER,
        tint: line.mixed(PAPER, 0.7),
        shape,
        hatch_deg,
        neutral: false,
    };
    Record {
        frame: PageRect::new(0.0, 0.0, 400.0, 300.0),
        k: 1.0,
        projection: "Mercator".to_owned(),
        px_per_km: 1.0,
        year: 1756,
        has_legend: true,
        sides: vec![
            side("blue", Color::new(0x1f, 0x5f, 0xb4), 1, 45.0),
            side("red", Color::new(0xb2, 0x3a, 0x0e), 2, 135.0),
        ],
        asked: vec![Asked {
            id: "battle-ford".to_owned(),
            fate: Fate::Inside,
        }],
        dropped: Vec::new(),
        water: Vec::new(),
        data_sets: vec![DataSet {
            layer: "relief".to_owned(),
            credit: "Hills by Somebody (CC BY 4.0)".to_owned(),
            licence: "CC-BY-4.0".to_owned(),
        }],
    }
}
