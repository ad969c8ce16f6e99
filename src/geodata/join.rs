//! Joins the stretches of a river.

use geo::{Coord, LineString};

/// Joins lines end to end where they meet, the longest first.
pub(super) fn end_to_end(lines: &mut Vec<LineString<f64>>) {
    lines.sort_by_key(|line| std::cmp::Reverse(line.0.len()));
    let mut rest = std::mem::take(lines);
    while !rest.is_empty() {
        let mut line = rest.remove(0).0;
        for _ in 0..2 {
            while let Some(more) = line.last().and_then(|end| take_next(&mut rest, *end)) {
                line.extend_from_slice(&more[1..]);
            }
            line.reverse();
        }
        lines.push(LineString(line));
    }
}

/// Takes a line that begins or ends at a point, turned so that it begins there.
fn take_next(rest: &mut Vec<LineString<f64>>, from: Coord<f64>) -> Option<Vec<Coord<f64>>> {
    let touches =
        |line: &LineString<f64>| line.0.first() == Some(&from) || line.0.last() == Some(&from);
    let next = rest.iter().position(touches)?;
    let mut line = rest.remove(next).0;
    if line.first() != Some(&from) {
        line.reverse();
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_become_one_line() {
        let line = |xs: &[f64]| LineString(xs.iter().map(|x| Coord { x: *x, y: 0.0 }).collect());
        let mut lines = vec![line(&[2.0, 3.0]), line(&[2.0, 1.0]), line(&[0.0, 0.5, 1.0])];
        end_to_end(&mut lines);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].0.len(), 5);
    }
}
