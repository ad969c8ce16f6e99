//! Names of lands for a whole film: a land keeps its name in one place while its borders change.

use std::collections::BTreeMap;

use super::labels::{Anchor, Request};
use super::overlay;
use crate::scene::Path;

/// A name stays where it is if this part of the smaller land lies in both.
const COMMON_PART: f64 = 0.3;

/// The names of lands, each to be placed where all its lands of the film have ground in common.
#[derive(Default)]
pub(super) struct Lasting {
    names: Vec<Name>,
    /// By the id of a land the id under which its name is placed.
    placed_as: BTreeMap<String, String>,
    moments: usize,
}

struct Name {
    request: Request,
    /// The moments in which it is wanted, in order, from 1.
    moments: Vec<usize>,
}

impl Name {
    fn is_wanted_in(&self, moment: usize) -> bool {
        self.moments.binary_search(&moment).is_ok()
    }
}

/// Names that are to be placed.
pub(super) struct Lasted {
    /// Each with the moments in which it is wanted, from 1.
    pub names: Vec<(Request, Vec<usize>)>,
    /// For the id of each land the id under which its name is placed.
    pub placed_as: BTreeMap<String, String>,
}

impl Lasting {
    /// Takes what wants a name at a moment. Moments come in order.
    pub(super) fn add(&mut self, requests: Vec<Request>) {
        self.moments += 1;
        for request in requests {
            self.add_one(request);
        }
    }

    fn add_one(&mut self, request: Request) {
        let moment = self.moments;
        let known = self.placed_as.get(&request.of);
        let is_own = |name: &Name| known == Some(&name.request.of);
        // Two lands of one name at one time have two names.
        let may_share = |name: &Name| {
            known.is_none() && !name.is_wanted_in(moment) && words(&name.request) == words(&request)
        };
        let found = self.names.iter_mut().rev();
        let found = found.into_iter().find(|n| is_own(n) || may_share(n));
        if let Some(name) = found
            && (known.is_some() || common(&name.request, &request).is_some())
        {
            if !name.is_wanted_in(moment) {
                name.moments.push(moment);
            }
            let as_before = name.request.of.clone();
            if let Some(outline) = common(&name.request, &request) {
                name.request = smaller(&name.request, &request).clone();
                name.request.of.clone_from(&as_before);
                set_outline(&mut name.request, outline);
            }
            self.placed_as.insert(request.of, as_before);
            return;
        }
        self.placed_as
            .insert(request.of.clone(), request.of.clone());
        let moments = vec![moment];
        self.names.push(Name { request, moments });
    }

    /// What is to be placed.
    pub(super) fn finish(self) -> Lasted {
        let names = self.names.into_iter();
        Lasted {
            names: names.map(|name| (name.request, name.moments)).collect(),
            placed_as: self.placed_as,
        }
    }
}

/// What two lands have in common, if it is enough.
fn common(a: &Request, b: &Request) -> Option<Path> {
    let (a, b) = (outline(a)?, outline(b)?);
    let common = overlay::intersection(a, b);
    let least = overlay::page_area(a).min(overlay::page_area(b));
    (overlay::page_area(&common) >= COMMON_PART * least).then_some(common)
}

fn outline(request: &Request) -> Option<&Path> {
    match &request.anchor {
        Anchor::Area { outline, .. } => Some(outline),
        Anchor::Point { .. } | Anchor::Line { .. } => None,
    }
}

fn set_outline(request: &mut Request, new: Path) {
    if let Anchor::Area { outline, .. } = &mut request.anchor {
        *outline = new;
    }
}

/// The one with the smaller letters.
fn smaller<'r>(a: &'r Request, b: &'r Request) -> &'r Request {
    let size = |r: &Request| r.forms.first().and_then(|f| Some(f.lines.first()?.size));
    if size(b) < size(a) { b } else { a }
}

fn words(request: &Request) -> Option<&str> {
    let line = request.forms.first()?.lines.first()?;
    Some(&line.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::labels::{Form, FormLine, Rank};
    use crate::geom::PageRect;
    use crate::scene::{Color, Standing};
    use crate::text::Face;

    fn land(of: &str, name: &str, (x0, x1): (f64, f64)) -> Request {
        Request {
            of: of.to_owned(),
            rank: Rank::SmallPolity,
            standing: Standing(2),
            anchor: Anchor::Area {
                outline: Path::rect(PageRect::new(x0, 0.0, x1, 100.0)),
                most_spacing: 1.0,
            },
            forms: vec![Form::full(vec![FormLine {
                text: name.to_owned(),
                face: Face::SansBold,
                size: x1 - x0,
                spacing: 0.0,
                color: Color::new(0, 0, 0),
                halo: 0.0,
            }])],
        }
    }

    fn bounds(request: &Request) -> (f64, f64) {
        let bounds = outline(request).unwrap().bounds().unwrap();
        (bounds.x0, bounds.x1)
    }

    #[test]
    fn a_land_that_grows_keeps_its_name_where_it_was() {
        let mut names = Lasting::default();
        names.add(vec![land("russia", "RUSSIA", (0.0, 100.0))]);
        names.add(vec![land("russia-1782", "RUSSIA", (0.0, 300.0))]);
        names.add(vec![land("russia-1864", "RUSSIA", (20.0, 400.0))]);
        let lasted = names.finish();
        assert_eq!(lasted.names.len(), 1);
        let (request, moments) = &lasted.names[0];
        assert_eq!(bounds(request), (20.0, 100.0));
        assert_eq!(request.forms[0].lines[0].size, 100.0);
        assert_eq!(*moments, [1, 2, 3]);
        assert_eq!(lasted.placed_as["russia-1864"], "russia");
    }

    #[test]
    fn a_land_that_went_elsewhere_is_named_there() {
        let mut names = Lasting::default();
        names.add(vec![land("a", "POLAND", (0.0, 100.0))]);
        names.add(vec![land("b", "POLAND", (90.0, 300.0))]);
        let names = names.finish().names;
        let moments: Vec<_> = names.iter().map(|n| n.1.as_slice()).collect();
        assert_eq!(moments, [[1], [2]]);
    }

    #[test]
    fn two_lands_of_one_name_at_one_time_have_two() {
        let mut names = Lasting::default();
        for _ in 0..2 {
            names.add(vec![
                land("a", "CHINA", (0.0, 100.0)),
                land("b", "CHINA", (0.0, 90.0)),
            ]);
        }
        let Lasted { names, placed_as } = names.finish();
        assert_eq!(names.len(), 2);
        assert_eq!(
            (placed_as["a"].as_str(), placed_as["b"].as_str()),
            ("a", "b")
        );
    }
}
