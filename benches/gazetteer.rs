//! How long it takes to open the gazetteer and to look names up in it.

use criterion::{Criterion, criterion_group, criterion_main};
use theatrum::gazetteer::{Gazetteer, Query};
use theatrum::geom::LonLat;

fn lookup(c: &mut Criterion) {
    c.bench_function("gazetteer_open", |b| b.iter(Gazetteer::bundled));
    let gazetteer = Gazetteer::bundled();
    for name in ["Kokshetau", "Ishim River", "Hoten"] {
        let query = Query {
            name,
            near: Some(LonLat::new(75.0, 48.0)),
            ..Query::default()
        };
        c.bench_function(&format!("gazetteer_lookup {name}"), |b| {
            b.iter(|| gazetteer.search(&query));
        });
    }
    c.bench_function("gazetteer_has_name", |b| {
        b.iter(|| gazetteer.has_name("saint petersburg"));
    });
}

criterion_group!(benches, lookup);
criterion_main!(benches);
