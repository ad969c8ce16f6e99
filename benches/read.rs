//! How long it takes to read the example's article, the gazetteer open.

mod baseline;

use criterion::{Criterion, criterion_group, criterion_main};
use theatrum::article;
use theatrum::gazetteer::Gazetteer;
use theatrum::geodata::Basemap;
use theatrum::reading::{self, World};

const ARTICLE: &[u8] = include_bytes!("../examples/first-sino-kazakh-war/article.md");

fn read(c: &mut Criterion) {
    let (gazetteer, basemap) = (Gazetteer::bundled(), Basemap::bundled());
    let world = World {
        gazetteer: &gazetteer,
        atlas: &basemap,
    };
    c.bench_function("read_seed", |b| {
        b.iter(|| {
            let article = article::parse("article.md", ARTICLE, None).expect("it is Markdown");
            reading::draft(&reading::read(&article, &world))
        });
    });
}

criterion_group!(benches, baseline::baseline, read);
criterion_main!(benches);
