//! A campaign's names to places, and its shape expressions to areas.

use geo::{Centroid, Contains, InteriorPoint, MultiPolygon, Point};

use super::areas::Atelier;
use super::class::FeatureClass;
use super::context::Theatre;
use super::geometry::Atlas;
use super::towns::towns;
use super::{Candidate, Gazetteer, Query, overlay, relative};
use crate::campaign::dated;
use crate::campaign::geojson::Shapes;
use crate::campaign::{
    Area, AreaText, Campaign, Certainty, Place, PlaceGeometry, PlaceKind, PlaceName, Resolved,
    Written,
};
use crate::diag::{Diagnostic, Severity, Warned};
use crate::geom::{LonLat, distance_km};

/// A candidate scored below this is no answer: the right name at the other end of the world, or a name
/// that merely resembles.
const LEAST_SCORE: f64 = 0.22;
/// Candidates within this part of the best score are alternatives.
const RIVAL: f64 = 0.8;
/// Candidates nearer to each other than this mean the same on a campaign map, in km.
const SAME_SPOT_KM: f64 = 50.0;
/// How far from a given position the feature of that name may lie, in km beyond its extent.
const GIVEN_KM: f64 = 150.0;

/// Gives every place of the campaign its position and every area its shape.
///
/// # Errors
/// All names that cannot be found and all shapes that cannot be made, together with the warnings.
pub fn resolve(
    mut campaign: Campaign<Written>,
    gazetteer: &Gazetteer,
    atlas: &dyn Atlas,
    shapes: &Shapes,
) -> Result<Warned<Campaign<Resolved>>, Vec<Diagnostic>> {
    dated::unfold(&mut campaign, shapes)?;
    let names = std::mem::take(&mut campaign.places);
    let texts = std::mem::take(&mut campaign.areas);
    let year = year_of(&campaign);
    let mut resolver = Resolver {
        gazetteer,
        atlas,
        year,
        theatre: theatre(&names, gazetteer, year),
        log: Vec::new(),
    };
    let drafts: Vec<Option<Place>> = names.iter().map(|name| resolver.place(name)).collect();
    let known: Vec<Place> = drafts.iter().flatten().cloned().collect();
    let atelier = Atelier {
        gazetteer,
        atlas,
        shapes,
        places: &known,
        near: resolver.theatre.map(|t| t.center),
        year,
    };
    let areas = evaluate(&atelier, &texts, &mut resolver.log);
    let places = names
        .iter()
        .zip(drafts)
        .filter_map(|(name, draft)| settle(name, draft, &areas))
        .collect();
    if campaign.map.base.iter().any(|b| b == "towns") {
        campaign.map.towns = towns(gazetteer, year);
    }
    let log = resolver.log;
    if log.iter().any(|d| d.severity == Severity::Error) {
        return Err(log);
    }
    Ok(Warned {
        value: campaign.with_places(places, areas.into_iter().flatten().collect()),
        warnings: log,
    })
}

fn evaluate(
    atelier: &Atelier<'_>,
    texts: &[AreaText],
    log: &mut Vec<Diagnostic>,
) -> Vec<Option<Area>> {
    let mut areas = Vec::with_capacity(texts.len());
    for text in texts {
        let area = atelier.area(text, log);
        areas.push(area.map_err(|fault| log.push(fault)).ok());
    }
    areas
}

/// The year the campaign's names are those of, counted as historians do: -216 is 216 BC.
fn year_of(campaign: &Campaign<Written>) -> Option<i32> {
    let span = campaign.span();
    let year = span.start.or(span.end)?.civil().year;
    i32::try_from(if year <= 0 { year - 1 } else { year }).ok()
}

/// Where the campaign takes place, from all its places together.
fn theatre(names: &[PlaceName], gazetteer: &Gazetteer, year: Option<i32>) -> Option<Theatre> {
    let senses = |name: &PlaceName| {
        if let Some(at) = given(name) {
            return vec![(at, 1.0)];
        }
        let found = gazetteer.search(&query(name, None, year));
        // A country tells less of where a campaign was than a village does.
        let weight = |c: &Candidate| c.score / (1.0 + c.extent_km / 300.0);
        found.iter().map(|c| (c.position, weight(c))).collect()
    };
    let senses: Vec<_> = names.iter().map(senses).collect();
    Theatre::of(&senses)
}

/// The position that the author gave, of a line its middle.
fn given(name: &PlaceName) -> Option<LonLat> {
    name.at
        .or_else(|| name.line.get(name.line.len() / 2).copied())
}

fn query(name: &PlaceName, near: Option<LonLat>, year: Option<i32>) -> Query<'_> {
    Query {
        name: name.gazetteer.as_deref().unwrap_or(&name.name),
        classes: name.kind.map_or(&[], FeatureClass::of_kind),
        near,
        year,
        countries: &[],
    }
}

struct Resolver<'a> {
    gazetteer: &'a Gazetteer,
    atlas: &'a dyn Atlas,
    year: Option<i32>,
    theatre: Option<Theatre>,
    log: Vec<Diagnostic>,
}

impl Resolver<'_> {
    /// The place; `None` if its position is still to come from its area, or was not found and reported.
    fn place(&mut self, name: &PlaceName) -> Option<Place> {
        if let Some(at) = given(name) {
            return Some(self.given_place(name, at));
        }
        if name.area.is_some() {
            return None;
        }
        let near = self.theatre.map(|t| t.center);
        let mut found = self.gazetteer.search(&query(name, near, self.year));
        found.retain(|c| c.score >= LEAST_SCORE);
        if found.is_empty() {
            self.unknown(name);
            return None;
        }
        let rivals = rivals(&found);
        if !rivals.is_empty() {
            self.ambiguous(name, &found[0], &rivals);
        }
        let doubtful = !rivals.is_empty();
        Some(self.found_place(name, &found[0], doubtful))
    }

    /// A place at the position given, with the shape of the feature of that name if it is one.
    fn given_place(&self, name: &PlaceName, at: LonLat) -> Place {
        let feature = self.feature_at(name, at);
        let geometry = match (&feature, name.line.len()) {
            (_, 2..) => PlaceGeometry::Line(super::outline::smooth_line(&name.line)),
            (Some(feature), _) if name.radius_km.is_none() => {
                self.gazetteer.geometry(feature, self.atlas, self.year)
            }
            _ => PlaceGeometry::Point,
        };
        let filled_km = match (&geometry, &feature) {
            (PlaceGeometry::Point, Some(feature)) => feature.extent_km,
            _ => 0.0,
        };
        let kind = name.kind.unwrap_or(PlaceKind::Town);
        Place {
            radius_km: name.radius_km.unwrap_or(filled_km),
            geometry,
            kind,
            ..bare(name, at)
        }
    }

    /// The gazetteer's feature of that name and kind at a given position, if the kind is one with a shape.
    fn feature_at(&self, name: &PlaceName, at: LonLat) -> Option<Candidate> {
        let shapeless = match name.kind? {
            PlaceKind::City
            | PlaceKind::Town
            | PlaceKind::Fort
            | PlaceKind::Pass
            | PlaceKind::Battlefield
            | PlaceKind::Point => true,
            PlaceKind::Lake
            | PlaceKind::Sea
            | PlaceKind::River
            | PlaceKind::Mountains
            | PlaceKind::Valley
            | PlaceKind::Region
            | PlaceKind::People
            | PlaceKind::Island => false,
        };
        if shapeless {
            return None;
        }
        let query = query(name, Some(at), self.year);
        let fits = |c: &Candidate| {
            query.classes.contains(&c.class)
                && distance_km(c.position, at) <= c.extent_km * 1.5 + GIVEN_KM
        };
        self.gazetteer.search(&query).into_iter().find(fits)
    }

    fn found_place(&self, name: &PlaceName, candidate: &Candidate, doubtful: bool) -> Place {
        let geometry = self.gazetteer.geometry(candidate, self.atlas, self.year);
        let mut place = bare(name, self.spot(candidate, &geometry));
        place.kind = name.kind.unwrap_or(match candidate.class.kind() {
            PlaceKind::Town if candidate.rank <= 2 => PlaceKind::City,
            kind => kind,
        });
        place.radius_km = name.radius_km.unwrap_or(match geometry {
            PlaceGeometry::Point => candidate.extent_km,
            PlaceGeometry::Line(_) | PlaceGeometry::Area(_) => 0.0,
        });
        place.geometry = geometry;
        place.found_as.clone_from(&candidate.id);
        for (language, other) in candidate.names.iter().filter(|(l, _)| *l != "en") {
            let names = &mut place.names;
            names
                .entry(language.clone())
                .or_insert_with(|| other.clone());
        }
        let certainty = if doubtful {
            Certainty::LessCertain
        } else {
            Certainty::Certain
        };
        let said = place.provenance.certainty;
        place.provenance.certainty = said.max(certainty).max(candidate.certainty);
        place
    }

    /// Where a feature's marker and label stand: on it, and where the campaign is.
    fn spot(&self, candidate: &Candidate, geometry: &PlaceGeometry) -> LonLat {
        let Some(theatre) = self.theatre else {
            return candidate.position;
        };
        let off = distance_km(candidate.position, theatre.center) > theatre.spread_km;
        let spot = match geometry {
            PlaceGeometry::Line(line) => relative::nearest_on_line(line, theatre.center),
            PlaceGeometry::Area(area) if off => {
                relative::in_area(area, theatre.center).map(|v| v.position)
            }
            PlaceGeometry::Area(area) => Some(inside(area, candidate.position)),
            PlaceGeometry::Point => None,
        };
        spot.unwrap_or(candidate.position)
    }

    fn unknown(&mut self, name: &PlaceName) {
        let sought = name.gazetteer.as_deref().unwrap_or(&name.name);
        let mut fault = Diagnostic::error(format!("unknown place `{sought}`"));
        fault.span.clone_from(&name.provenance.span);
        for near in self.gazetteer.similar(sought) {
            fault = fault.hint(format!("did you mean `{near}`"));
        }
        for far in self
            .gazetteer
            .search(&query(name, None, None))
            .iter()
            .take(2)
        {
            let (what, at) = (described(far), written(far.position));
            fault = fault.hint(format!("for {what}, write `at = \"{at}\"`"));
        }
        self.log
            .push(fault.hint("or give its position with `at = \"53.28N 69.38E\"`"));
    }

    fn ambiguous(&mut self, name: &PlaceName, best: &Candidate, rivals: &[&Candidate]) {
        let sought = name.gazetteer.as_deref().unwrap_or(&name.name);
        let mut warning = Diagnostic::warning(format!(
            "`{sought}` may be several places: taken as {}",
            described(best)
        ));
        warning.span.clone_from(&name.provenance.span);
        for rival in rivals {
            let at = written(rival.position);
            warning = warning.hint(format!("for {}, write `at = \"{at}\"`", described(rival)));
        }
        self.log.push(warning);
    }
}

/// The place as written, at a position.
fn bare(name: &PlaceName, position: LonLat) -> Place {
    Place {
        id: name.id.clone(),
        name: name.name.clone(),
        names: name.names.clone(),
        kind: name.kind.unwrap_or(PlaceKind::Town),
        position,
        radius_km: name.radius_km.unwrap_or(0.0),
        geometry: PlaceGeometry::Point,
        label: name.label,
        rank: name.rank,
        found_as: String::new(),
        provenance: name.provenance.clone(),
    }
}

/// Gives a place the area it refers to, and a position in it if it has none.
fn settle(name: &PlaceName, draft: Option<Place>, areas: &[Option<Area>]) -> Option<Place> {
    let Some(area) = name.area.and_then(|id| areas.get(id.0)?.as_ref()) else {
        return draft;
    };
    let mut place = draft.unwrap_or_else(|| {
        let middle = area.shape.centroid().map(|c| LonLat::from(c.0));
        let position = inside(&area.shape, middle.unwrap_or(LonLat::new(0.0, 0.0)));
        Place {
            kind: name.kind.unwrap_or(PlaceKind::Region),
            ..bare(name, position)
        }
    });
    place.geometry = PlaceGeometry::Area(area.shape.clone());
    Some(place)
}

/// The position if it lies in the area, else a position that does.
fn inside(area: &MultiPolygon<f64>, position: LonLat) -> LonLat {
    if area.contains(&Point::from(geo::Coord::from(position))) {
        return position;
    }
    let clean = overlay::normalise(area).ok();
    let interior = clean.and_then(|area| area.interior_point());
    interior.map_or(position, |p| LonLat::from(p.0))
}

/// Candidates nearly as good as the first that are elsewhere.
fn rivals(found: &[Candidate]) -> Vec<&Candidate> {
    let Some((best, rest)) = found.split_first() else {
        return Vec::new();
    };
    let elsewhere = |c: &&Candidate| {
        let reach = best.extent_km.max(c.extent_km).max(SAME_SPOT_KM);
        c.score >= RIVAL * best.score && distance_km(c.position, best.position) > reach
    };
    rest.iter().filter(elsewhere).take(4).collect()
}

/// A candidate in a few words: `Talas (settlement, KG)`.
fn described(candidate: &Candidate) -> String {
    let place = match candidate.region.as_str() {
        "" => candidate.countries.join(" and "),
        region => region.to_owned(),
    };
    let comma = if place.is_empty() { "" } else { ", " };
    format!("{} ({}{comma}{place})", candidate.name, candidate.class)
}

/// A position as campaign files have it: `42.523N 72.242E`.
fn written(p: LonLat) -> String {
    let side = |value: f64, letters: [char; 2]| {
        format!("{:.3}{}", value.abs(), letters[usize::from(value < 0.0)])
    };
    format!("{} {}", side(p.lat, ['N', 'S']), side(p.lon, ['E', 'W']))
}

#[cfg(test)]
mod tests;
