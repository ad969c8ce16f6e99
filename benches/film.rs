//! How long frames of the example's film take, 1920 x 1080 px with relief, PNG included.

mod baseline;
mod seed;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use theatrum::campaign::{Calendar, Date, Moment};
use theatrum::compose::{Reel, Studio};
use theatrum::export::Packing;
use theatrum::film::{self, Film, Frame, FrameRenderer, Naming, Pace, Request, Step};

fn draw(renderer: &FrameRenderer<'_>, frames: &[Frame]) -> usize {
    let files = frames.iter().map(|frame| renderer.png(frame.moment()));
    files
        .map(|file| file.expect("it is small enough").len())
        .sum()
}

fn film(c: &mut Criterion) {
    let studio = Studio::new("frame").expect("it is a preset");
    let campaign = seed::campaign(&studio.basemap);
    let range = Date::parse("1755/1854", Calendar::Gregorian)
        .expect("it is a date")
        .interval;
    let film = Film::new(&studio, &campaign, &Reel::of(range));
    let pace = Pace {
        step: Step::Years(1),
        calendar: Calendar::Gregorian,
    };
    let request = Request {
        range,
        pace,
        turns: &[],
        most: 100,
    };
    let stills = film::stills(&request).expect("they are a hundred");
    let naming = Naming::new("{index}", "");
    let frames = film::frames(&stills, 0, (&naming, pace), 100).expect("they are a hundred");
    let warm = FrameRenderer::new(&film, Packing::Fast);
    let mut days = 0;
    c.bench_function("frame_cached", |b| {
        b.iter(|| {
            // Each day another date: never the frame before, always its ground and its events.
            days += 1;
            let start = frames[40].still.start;
            let start = theatrum::campaign::Day(start.0 + days % 10_000);
            let moment = Moment::Step {
                start,
                end: start.next(),
            };
            warm.png(moment).expect("it is small enough").len()
        });
    });
    let mut group = c.benchmark_group("film");
    group.sample_size(10);
    group.bench_function("film_100", |b| {
        let cold = || FrameRenderer::new(&film, Packing::Fast);
        b.iter_batched(cold, |cold| draw(&cold, &frames), BatchSize::PerIteration);
    });
    group.finish();
}

criterion_group!(benches, baseline::baseline, film);
criterion_main!(benches);
