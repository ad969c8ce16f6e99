//! Numbers and outlines as SVG writes them: the one place where coordinates are rounded for output.

use std::fmt::Write;

use crate::geom::PagePoint;
use crate::scene::{Command, Path};

/// Coordinates are written to a tenth of a pixel: at 4x enlargement the error is a fifth of a pixel.
const TENTHS: f64 = 10.0;

/// A measure with at most two decimals, without exponent or trailing zeros.
pub fn number(value: f64) -> String {
    let hundredths = (value * 100.0).round() as i64;
    let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let sign = if hundredths < 0 { "-" } else { "" };
    match rest {
        0 => format!("{sign}{whole}"),
        r if r % 10 == 0 => format!("{sign}{whole}.{}", r / 10),
        r => format!("{sign}{whole}.{r:02}"),
    }
}

/// A coordinate on the page: at most one decimal.
pub(super) fn coordinate(px: f64) -> String {
    number((px * TENTHS).round() / TENTHS)
}

/// The `d` attribute of an outline: absolute moves, relative lines and curves, in tenths of a pixel.
pub(super) fn path_data(path: &Path) -> String {
    let mut pen = Pen {
        data: String::with_capacity(path.commands.len() * 8),
        at: (0, 0),
        last: ' ',
    };
    for command in &path.commands {
        match *command {
            Command::MoveTo(p) => {
                pen.at = (0, 0);
                pen.last = ' ';
                pen.command('M', &[p]);
            }
            Command::LineTo(p) => {
                if grid(p) != pen.at {
                    pen.command('l', &[p]);
                }
            }
            Command::CurveTo(a, b, p) => pen.command('c', &[a, b, p]),
            Command::Close => {
                pen.data.push('z');
                pen.last = 'z';
            }
        }
    }
    pen.data
}

fn grid(p: PagePoint) -> (i64, i64) {
    ((p.x * TENTHS).round() as i64, (p.y * TENTHS).round() as i64)
}

/// Writes points relative to the last one on a grid of tenths, so that rounding never adds up.
struct Pen {
    data: String,
    at: (i64, i64),
    last: char,
}

impl Pen {
    fn command(&mut self, letter: char, points: &[PagePoint]) {
        let fresh = self.last != letter;
        if fresh {
            self.data.push(letter);
        }
        let mut separate = !fresh;
        for p in points {
            let (x, y) = grid(*p);
            self.tenths(x - self.at.0, separate);
            self.tenths(y - self.at.1, true);
            separate = true;
        }
        if let Some(end) = points.last() {
            self.at = grid(*end);
        }
        self.last = letter;
    }

    fn tenths(&mut self, value: i64, separate: bool) {
        if value < 0 {
            self.data.push('-');
        } else if separate {
            self.data.push(' ');
        }
        let (whole, rest) = (value.abs() / 10, value.abs() % 10);
        // Writing to a String cannot fail.
        let _ = match (whole, rest) {
            (w, 0) => write!(self.data, "{w}"),
            (0, r) => write!(self.data, ".{r}"),
            (w, r) => write!(self.data, "{w}.{r}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_plain() {
        assert_eq!(number(0.300_000_000_000_000_04), "0.3");
        assert_eq!(number(-0.001), "0");
        assert_eq!(number(12.0), "12");
        assert_eq!(number(-12.346), "-12.35");
        assert_eq!(number(1.05), "1.05");
        assert_eq!(coordinate(-12.346), "-12.3");
        assert_eq!(coordinate(0.04), "0");
    }

    #[test]
    fn outlines_are_relative_and_do_not_drift() {
        let points: Vec<PagePoint> = (0..1000)
            .map(|i| PagePoint::new(f64::from(i) * 0.333, 10.0))
            .collect();
        let data = path_data(&Path::line(&points));
        let sum: f64 = data[1..]
            .replace('l', " ")
            .replace('-', " -")
            .split_whitespace()
            .step_by(2)
            .map(|n| n.parse::<f64>().unwrap())
            .sum();
        assert!((sum - 999.0 * 0.333).abs() < 0.06, "{sum}");
    }

    #[test]
    fn a_ring_starts_absolute_after_a_close() {
        let mut path = Path::ring(&[PagePoint::new(1.0, 2.0), PagePoint::new(4.0, 2.0)]);
        path.extend(&Path::ring(&[
            PagePoint::new(10.0, 10.5),
            PagePoint::new(9.0, 10.5),
        ]));
        assert_eq!(path_data(&path), "M1 2l3 0zM10 10.5l-1 0z");
    }
}
