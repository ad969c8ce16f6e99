//! How long it takes to find room for 150 towns and 20 marches (`dense/campaign.toml`).
//!
//! `cargo bench --bench labels`; what comes of it is tested in `tests/suite/dense.rs`.

use criterion::{Criterion, criterion_group, criterion_main};
use theatrum::campaign::geojson::Shapes;
use theatrum::campaign::{Campaign, Moment, Resolved, file};
use theatrum::compose::{Studio, labels};
use theatrum::diag::Source;
use theatrum::gazetteer::{self, Gazetteer};

const DENSE: &str = include_str!("dense/campaign.toml");

fn campaign(studio: &Studio) -> Campaign<Resolved> {
    let written = file::parse(&Source::new("campaign.toml", DENSE)).expect("the file is whole");
    let gazetteer = Gazetteer::bundled();
    gazetteer::resolve(
        written.value,
        &gazetteer,
        &studio.basemap,
        &Shapes::default(),
    )
    .expect("every place has a position")
    .value
}

fn place(c: &mut Criterion) {
    let studio = Studio::new("article").expect("a bundled preset");
    let campaign = campaign(&studio);
    let view = studio.view(&campaign).value;
    let job = studio.label_job(&campaign, &view, Moment::End);
    let paper = studio.style.base.paper;
    c.bench_function("labels_dense", |b| {
        b.iter(|| labels::place(&job.requests, &job.obstacles, &studio.fonts, paper));
    });
}

criterion_group!(benches, place);
criterion_main!(benches);
