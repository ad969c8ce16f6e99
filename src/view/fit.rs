//! Finds the projection and the scale that show a campaign.

use super::chain::{Chain, PlaneBox};
use super::extent::{Subject, looked_for, run_on};
use super::{PageLayout, View};
use crate::campaign::{Campaign, Extent, Resolved};
use crate::diag::{Diagnostic, Warned};
use crate::geom::{GeoRect, LonLat, PageRect, PlanePoint};
use crate::projection::{Keep, Kind, Projection};

/// The least width and height of a map: around a single battle, a day's march each way, metres.
const LEAST_SPAN_M: f64 = 80_000.0;

/// The same if the campaign brings its own ground: less than a hamlet's fields cannot be a campaign.
const LEAST_OWN_SPAN_M: f64 = 4_000.0;

/// The most room around the subject, as a fraction of it.
const MOST_PAD: f64 = 2.0;

/// How much of the room that is left over goes to the emptier side.
///
/// All of it would push the campaign against the other edge; half is centring.
const EMPTIER_SHARE: f64 = 0.65;

/// Steps of the grid on a box in degrees, each way.
const BOX_STEPS: u32 = 24;

/// What is to be shown, and how much room is wanted around it.
struct Aim {
    points: Vec<LonLat>,
    pad: f64,
    /// An author's box is shown as it is; everything else is grown where it is empty.
    is_box: bool,
    least_span_m: f64,
}

impl View {
    /// Fits a campaign to a page.
    ///
    /// Warns if the projection asked for cannot be had.
    pub fn fit(campaign: &Campaign<Resolved>, layout: &PageLayout) -> Warned<Self> {
        let mut warnings = Vec::new();
        let subject = Subject::of(campaign);
        let aim = aim(campaign, &subject);
        let projection = projected(campaign, &aim, layout.frame, &mut warnings);
        let plane = plane_box(&projection, &aim, ratio(layout.frame));
        let mut view = Self::laid(Chain::fitted(projection, plane, layout.frame), layout);
        view.outside = looked_for(campaign);
        let shown: Vec<bool> = campaign
            .places
            .iter()
            .map(|p| view.shows(p.position))
            .collect();
        view.outside.retain(|id| !shown[id.0]);
        Warned {
            value: view,
            warnings,
        }
    }

    /// The height of a frame of a given width that suits a campaign, between two bounds.
    pub fn frame_height(campaign: &Campaign<Resolved>, width: f64, bounds: (f64, f64)) -> f64 {
        let aim = aim(campaign, &Subject::of(campaign));
        let middle = PageRect::new(0.0, 0.0, width, (bounds.0 + bounds.1) / 2.0);
        let projection = projected(campaign, &aim, middle, &mut Vec::new());
        let needs = padded_box(&projection, &aim);
        // Even, so that films can be made of it.
        let height = (width * needs.height() / needs.width() / 2.0).round() * 2.0;
        height.clamp(bounds.0, bounds.1)
    }

    /// A view of a part of the globe, without a campaign.
    pub fn of(projection: Projection, extent: GeoRect, layout: &PageLayout) -> Self {
        let aim = Aim {
            points: grid(extent),
            pad: 0.0,
            is_box: true,
            least_span_m: LEAST_SPAN_M,
        };
        let plane = plane_box(&projection, &aim, ratio(layout.frame));
        Self::laid(Chain::fitted(projection, plane, layout.frame), layout)
    }
}

fn ratio(frame: PageRect) -> f64 {
    frame.width() / frame.height()
}

fn aim(campaign: &Campaign<Resolved>, subject: &Subject) -> Aim {
    let pad = campaign.map.pad;
    let pad = if pad.is_finite() {
        pad.clamp(0.0, MOST_PAD)
    } else {
        0.08
    };
    // The base map has nothing to show within less than its own detail; a file's features do.
    let least_span_m = if campaign.features.is_empty() {
        LEAST_SPAN_M
    } else {
        LEAST_OWN_SPAN_M
    };
    match campaign.map.extent {
        Extent::Box(rect) => Aim {
            points: grid(rect),
            pad: 0.0,
            is_box: true,
            least_span_m,
        },
        Extent::Auto | Extent::Places(_) if subject.points.is_empty() => Aim {
            points: grid(GeoRect::WORLD),
            pad: 0.0,
            is_box: true,
            least_span_m,
        },
        Extent::Auto | Extent::Places(_) => Aim {
            points: subject.points.clone(),
            pad,
            is_box: false,
            least_span_m,
        },
    }
}

/// The projection for an aim.
///
/// It depends on the extent, and the extent, once grown to the frame, on it: the second round sees
/// what the frame shows of the first.
fn projected(
    campaign: &Campaign<Resolved>,
    aim: &Aim,
    frame: PageRect,
    warnings: &mut Vec<Diagnostic>,
) -> Projection {
    let request = &campaign.map.projection;
    let narrow = bounds(&aim.points);
    let untorn = super::tear::middle(campaign, narrow);
    let ask = |extent: GeoRect| {
        let mut parameters = request.parameters.clone();
        if let Some(lon) = untorn.filter(|_| request.kind == "auto" || request.kind.is_empty()) {
            let chosen = Projection::named(&request.kind, &parameters, extent)?;
            if chosen.kind() == Kind::EqualEarth {
                parameters.entry("lon0".to_owned()).or_insert(lon);
            }
        }
        Projection::named(&request.kind, &parameters, extent)
    };
    match ask(narrow) {
        Ok(first) => {
            let plane = plane_box(&first, aim, ratio(frame));
            let chain = Chain::fitted(first.clone(), plane, frame);
            let wide = super::window::around(&chain, frame).unwrap_or(narrow);
            ask(if aim.is_box { narrow } else { wide }).unwrap_or(first)
        }
        Err(error) => {
            let mut warning = Diagnostic::warning(format!("{}, drawn as `auto`", error.message));
            warning.hints = error.hints;
            warnings.push(warning);
            Projection::choose(narrow, Keep::Shapes)
        }
    }
}

/// The box around what is to be shown, with its room, at least as large as a map makes sense.
fn padded_box(projection: &Projection, aim: &Aim) -> PlaneBox {
    let images: Vec<PlanePoint> = aim
        .points
        .iter()
        .filter_map(|p| projection.forward(*p))
        .collect();
    let middle = PlanePoint::new(0.0, 0.0);
    let tight = PlaneBox::around(&images).unwrap_or(PlaneBox {
        min: middle,
        max: middle,
    });
    let pad = aim.pad * tight.width().max(tight.height());
    let padded = tight.grown(pad, pad);
    let lack = |span: f64| ((aim.least_span_m - span) / 2.0).max(0.0);
    padded.grown(lack(padded.width()), lack(padded.height()))
}

/// That box grown to the frame's ratio, mostly where there is less to be seen.
fn plane_box(projection: &Projection, aim: &Aim, ratio: f64) -> PlaneBox {
    let mut plane = padded_box(projection, aim);
    let center = plane.center();
    let images = aim.points.iter().filter_map(|p| projection.forward(*p));
    let share = |above: bool| match (aim.is_box, above) {
        (true, _) => 0.5,
        (false, true) => EMPTIER_SHARE,
        (false, false) => 1.0 - EMPTIER_SHARE,
    };
    let extra_x = plane.height() * ratio - plane.width();
    let extra_y = plane.width() / ratio - plane.height();
    // How much more of the subject lies on the lower side of the middle than on the other.
    let lean = |side: &dyn Fn(PlanePoint) -> f64| -> f64 { images.clone().map(side).sum() };
    if extra_x > 0.0 {
        let upper = share(lean(&|p| center.x - p.x) > 0.0);
        plane.max.x += extra_x * upper;
        plane.min.x -= extra_x * (1.0 - upper);
    } else {
        let upper = share(lean(&|p| center.y - p.y) > 0.0);
        plane.max.y += extra_y * upper;
        plane.min.y -= extra_y * (1.0 - upper);
    }
    plane
}

/// A box in degrees as a grid of positions: in some projections its middle reaches farther than its
/// edges.
fn grid(r: GeoRect) -> Vec<LonLat> {
    let step = |low: f64, span: f64, i: u32| low + span * f64::from(i) / f64::from(BOX_STEPS);
    let row = |j: u32| {
        let lat = step(r.south, r.height(), j);
        (0..=BOX_STEPS).map(move |i| LonLat::new(step(r.west, r.width(), i), lat))
    };
    (0..=BOX_STEPS).flat_map(row).collect()
}

/// The box in degrees around points whose longitudes run on.
fn bounds(points: &[LonLat]) -> GeoRect {
    let spans_globe =
        points.iter().any(|p| p.lon <= -180.0) && points.iter().any(|p| p.lon >= 180.0);
    let points = if spans_globe {
        points.to_vec()
    } else {
        run_on(points)
    };
    let start = GeoRect {
        west: f64::MAX,
        south: f64::MAX,
        east: f64::MIN,
        north: f64::MIN,
    };
    points.iter().fold(start, |r, p| GeoRect {
        west: r.west.min(p.lon),
        south: r.south.min(p.lat),
        east: r.east.max(p.lon),
        north: r.north.max(p.lat),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Area, Place, PlaceGeometry, PlaceKind};
    use crate::diag::Source;
    use crate::geom::Size;

    /// A campaign of battles at positions, and what else is said of it.
    fn campaign(battles: &[(f64, f64)], map: &str, rest: &str) -> Campaign<Resolved> {
        let mut text =
            format!("[campaign]\ntitle = \"x\"\n[map]\n{map}\n[sides.a]\nname = \"A\"\n");
        for (i, (lon, lat)) in battles.iter().enumerate() {
            text +=
                &format!("[places.p{i}]\nname = \"P{i}\"\nkind = \"town\"\nat = [{lon}, {lat}]\n");
            text += &format!("[[battles]]\nid = \"b{i}\"\nname = \"B\"\nplace = \"p{i}\"\n");
        }
        let source = Source::new("x.toml", text + rest);
        let written = crate::campaign::file::parse(&source)
            .unwrap_or_else(|e| panic!("{}", crate::diag::render(&e, crate::diag::Colour::Plain)))
            .value;
        let places = written.places.iter().map(|p| Place {
            id: p.id.clone(),
            name: p.name.clone(),
            names: p.names.clone(),
            kind: p.kind.unwrap_or(PlaceKind::Point),
            position: p.at.unwrap(),
            radius_km: p.radius_km.unwrap_or(0.0),
            geometry: PlaceGeometry::Point,
            label: p.label,
            rank: p.rank,
            found_as: String::new(),
            provenance: p.provenance.clone(),
        });
        let places = places.collect();
        let areas: Vec<Area> = Vec::new();
        written.with_places(places, areas)
    }

    fn layout(width: f64, height: f64) -> PageLayout {
        PageLayout {
            page: Size { width, height },
            frame: PageRect::new(10.0, 60.0, width - 10.0, height - 40.0),
            k: 1.0,
        }
    }

    const STEPPE: [(f64, f64); 5] = [
        (69.4, 53.3),
        (84.9, 47.6),
        (82.6, 46.4),
        (74.5, 50.3),
        (80.4, 48.0),
    ];

    #[test]
    fn all_battles_lie_inside_the_frame_with_room_around() {
        let view = View::fit(&campaign(&STEPPE, "", ""), &layout(1200.0, 900.0)).value;
        for (lon, lat) in STEPPE {
            let p = view.project(LonLat::new(lon, lat)).unwrap();
            assert!(view.frame.grown(-60.0).contains(p), "{p:?}");
        }
        assert!(
            view.projection
                .describe()
                .starts_with("Lambert conformal conic")
        );
        assert!(view.scale_variation() < 0.08);
    }

    #[test]
    fn an_embassys_goal_is_left_outside_and_its_way_leaves_through_the_edge() {
        let embassy = "[places.beijing]\nname = \"Beijing\"\nkind = \"city\"\nat = [116.4, 39.9]\n\
            [[movements]]\nid = \"m\"\nside = \"a\"\nkind = \"embassy\"\nvia = [\"p4\", \"beijing\"]\n";
        let campaign = campaign(&STEPPE, "", embassy);
        let view = View::fit(&campaign, &layout(1200.0, 900.0)).value;
        let names = view
            .outside
            .iter()
            .map(|id| campaign.place(*id).name.as_str());
        assert_eq!(names.collect::<Vec<_>>(), ["Beijing"]);
        let (at, heading) = view
            .exit(LonLat::new(80.4, 48.0), LonLat::new(116.4, 39.9))
            .unwrap();
        assert!((at.x - view.frame.x1).abs() < 0.01, "{at:?}");
        assert!(heading.0 > 0.8);
    }

    #[test]
    fn a_war_across_the_antimeridian_is_drawn_in_one_piece() {
        let pacific = [(170.0, 5.0), (-157.9, 21.3), (-177.4, 28.2)];
        let view = View::fit(&campaign(&pacific, "", ""), &layout(1200.0, 800.0)).value;
        let xs: Vec<f64> = pacific
            .iter()
            .map(|(lon, lat)| view.project(LonLat::new(*lon, *lat)).unwrap().x)
            .collect();
        assert!(xs[0] < xs[2] && xs[2] < xs[1], "{xs:?}");
        assert!(view.geo_window()[0].east > 180.0);
    }

    #[test]
    fn a_single_battle_is_drawn_with_its_surroundings() {
        let view = View::fit(&campaign(&[(4.4, 50.7)], "", ""), &layout(1200.0, 800.0)).value;
        let km = 1180.0 / view.scale();
        assert!((80.0..200.0).contains(&km), "{km}");
    }

    #[test]
    fn a_battlefield_with_its_own_ground_may_be_narrower() {
        let road = "[[features]]\nkind = \"road\"\nline = [[4.38, 50.66], [4.42, 50.70]]\n";
        let field = [(4.39, 50.67), (4.43, 50.66)];
        let view = View::fit(&campaign(&field, "", road), &layout(1200.0, 800.0)).value;
        let km = 1180.0 / view.scale();
        assert!((4.0..8.0).contains(&km), "{km}");
    }

    #[test]
    fn a_campaign_without_places_is_a_map_of_the_world() {
        let view = View::fit(&campaign(&[], "", ""), &layout(1200.0, 800.0)).value;
        assert!(view.shows(LonLat::new(-150.0, 60.0)) && view.shows(LonLat::new(150.0, -60.0)));
    }

    #[test]
    fn an_unknown_projection_is_warned_of_and_the_map_is_drawn() {
        let asked = campaign(&STEPPE, "projection = \"lambert\"", "");
        let fitted = View::fit(&asked, &layout(1200.0, 800.0));
        assert_eq!(
            fitted.warnings[0].message,
            "unknown projection `lambert`, drawn as `auto`"
        );
    }

    #[test]
    fn the_frame_is_as_high_as_the_campaign_needs_within_bounds() {
        let height = |battles: &[(f64, f64)]| {
            View::frame_height(&campaign(battles, "", ""), 1180.0, (600.0, 900.0))
        };
        assert_eq!(height(&[(0.0, 50.0), (20.0, 51.0)]), 600.0);
        assert_eq!(height(&[(0.0, 40.0), (2.0, 60.0)]), 900.0);
        let between = height(&STEPPE);
        assert!(
            between > 600.0 && between < 900.0 && between % 2.0 == 0.0,
            "{between}"
        );
    }

    #[test]
    fn room_left_over_goes_to_the_emptier_side() {
        let western = [
            (0.0, 45.0),
            (1.0, 46.0),
            (1.5, 50.0),
            (0.5, 52.0),
            (6.0, 48.0),
        ];
        let view = View::fit(&campaign(&western, "", ""), &layout(1200.0, 800.0)).value;
        let west = view.project(LonLat::new(0.0, 45.0)).unwrap().x - view.frame.x0;
        let east = view.frame.x1 - view.project(LonLat::new(6.0, 48.0)).unwrap().x;
        assert!(east > west * 1.3, "{west} {east}");
    }
}
