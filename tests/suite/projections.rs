//! Projections and views, end to end.

use theatrum::geom::{GeoRect, LonLat, PagePoint, PageRect, Size};
use theatrum::projection::{Keep, Projection};
use theatrum::scene::{Command, Path};
use theatrum::view::{PageLayout, View};

fn layout(width: f64, height: f64) -> PageLayout {
    PageLayout {
        page: Size { width, height },
        frame: PageRect::new(0.0, 0.0, width, height),
        k: 1.0,
    }
}

fn view(west: f64, south: f64, east: f64, north: f64) -> View {
    let extent = GeoRect {
        west,
        south,
        east,
        north,
    };
    View::of(
        Projection::choose(extent, Keep::Shapes),
        extent,
        &layout(1200.0, 800.0),
    )
}

fn points(path: &Path) -> Vec<PagePoint> {
    let ends = path.commands.iter().filter_map(|c| match *c {
        Command::MoveTo(p) | Command::LineTo(p) | Command::CurveTo(_, _, p) => Some(p),
        Command::Close => None,
    });
    ends.collect()
}

#[test]
fn a_position_comes_back_from_the_page() {
    let steppe = view(64.0, 41.0, 94.0, 56.0);
    for lon in 64..94 {
        for lat in 42..56 {
            let p = LonLat::new(f64::from(lon), f64::from(lat));
            let q = steppe.unproject(steppe.project(p).unwrap()).unwrap();
            assert!(
                (q.lon - p.lon).abs() < 1e-4 && (q.lat - p.lat).abs() < 1e-4,
                "{p:?} {q:?}"
            );
        }
    }
}

#[test]
fn a_parallel_is_drawn_as_a_curve() {
    let steppe = view(64.0, 41.0, 94.0, 56.0);
    let path = steppe.line(&[LonLat::new(60.0, 49.0), LonLat::new(98.0, 49.0)]);
    let points = points(&path);
    assert!((8..60).contains(&points.len()), "{}", points.len());
    for p in points {
        let at = steppe.unproject(p).unwrap();
        assert!((at.lat - 49.0).abs() < 0.002, "{at:?}");
    }
}
