//! How long it takes to draw the example, its campaign and base map read.

mod baseline;
mod seed;

use criterion::{Criterion, criterion_group, criterion_main};
use theatrum::campaign::Moment;
use theatrum::compose::Studio;
use theatrum::export::{self, Limits, Packing, Profile};
use theatrum::geodata::{BaseLayer, Detail};
use theatrum::geom::{GeoRect, PageRect, Size};
use theatrum::projection::Projection;
use theatrum::view::{PageLayout, View};

fn render(c: &mut Criterion) {
    let studio = Studio::new("article").expect("it is a preset");
    let campaign = seed::campaign(&studio.basemap);
    let draw = || {
        let scene = studio.draw(&campaign, Moment::End).value;
        export::svg(&scene, Profile::Web, &studio.fonts)
    };
    c.bench_function("render_seed_svg", |b| b.iter(draw));
    let svg = draw();
    c.bench_function("render_seed_png", |b| {
        b.iter(|| {
            let raster = export::rasterise(&svg, 1.0, Limits::default()).expect("it is an SVG");
            export::encode(&raster, Packing::Fast).expect("it is a picture")
        });
    });
}

/// All coasts of the world at their finest, onto a page of 1200 px.
fn project(c: &mut Criterion) {
    let studio = Studio::new("article").expect("it is a preset");
    let land = studio
        .basemap
        .features(BaseLayer::Land, Detail::Fine, GeoRect::WORLD);
    let page = Size {
        width: 1200.0,
        height: 800.0,
    };
    let layout = PageLayout {
        page,
        frame: PageRect::new(0.0, 0.0, page.width, page.height),
        k: 1.0,
    };
    let projection = Projection::named("equal-earth", &Default::default(), GeoRect::WORLD);
    let view = View::of(
        projection.expect("it is one of ours"),
        GeoRect::WORLD,
        &layout,
    );
    c.bench_function("project_world", |b| {
        b.iter(|| {
            let shapes = land.iter().filter_map(|feature| match &feature.geometry {
                geo::Geometry::MultiPolygon(shape) => Some(view.area(shape)),
                _ => None,
            });
            shapes.map(|path| path.commands.len()).sum::<usize>()
        });
    });
}

criterion_group!(benches, baseline::baseline, render, project);
criterion_main!(benches);
