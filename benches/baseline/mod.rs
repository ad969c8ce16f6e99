//! What all figures are compared with.

use criterion::Criterion;

/// Ten million steps of a random number generator, each waiting for the one before: a measure of the
/// machine and of how busy it is, which no change of the program moves.
pub(crate) fn baseline(c: &mut Criterion) {
    c.bench_function("baseline", |b| {
        b.iter(|| {
            let mut state = std::hint::black_box(0x9E37_79B9_7F4A_7C15_u64);
            for _ in 0..10_000_000 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
            }
            state
        });
    });
}
