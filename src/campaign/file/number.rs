//! Numbers as sources give them.

use crate::campaign::model::Number;

/// Reads `20000`, `20,000`, `10000..12000`, `>10000`, `<500`, `~2000`; `unknown` is `Ok(None)`.
///
/// The error is a phrase for the author.
pub fn number(text: &str) -> Result<Option<Number>, String> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("unknown") {
        return Ok(None);
    }
    let (approximate, rest) = match text.strip_prefix('~') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (low, high) = if let Some((low, high)) = rest.split_once("..") {
        (count(low)?, count(high)?)
    } else if let Some(low) = rest.strip_prefix('>') {
        (count(low)?, f64::INFINITY)
    } else if let Some(high) = rest.strip_prefix('<') {
        (0.0, count(high)?)
    } else {
        let exact = count(rest)?;
        (exact, exact)
    };
    if low > high {
        return Err("the smaller number comes first: `10000..12000`".to_owned());
    }
    Ok(Some(Number {
        low,
        high,
        approximate,
    }))
}

/// More than ever lived; keeps every count exact.
const MAX_COUNT: f64 = 1e12;

fn count(text: &str) -> Result<f64, String> {
    let plain: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, ',' | '_' | ' '))
        .collect();
    let digits = !plain.is_empty() && plain.bytes().all(|b| b.is_ascii_digit());
    let value = plain.parse().ok().filter(|n| digits && *n <= MAX_COUNT);
    value.ok_or_else(|| {
        "a number is `20000`, `10000..12000`, `>10000`, `<500`, `~2000` or `unknown`".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_sources_are_read() {
        let read = |text| {
            number(text)
                .unwrap()
                .map(|n| (n.low, n.high, n.approximate))
        };
        assert_eq!(read("20000"), Some((20_000.0, 20_000.0, false)));
        assert_eq!(read("20,000"), Some((20_000.0, 20_000.0, false)));
        assert_eq!(read("10000..12000"), Some((10_000.0, 12_000.0, false)));
        assert_eq!(read(">10000"), Some((10_000.0, f64::INFINITY, false)));
        assert_eq!(read("<500"), Some((0.0, 500.0, false)));
        assert_eq!(read("~2000"), Some((2000.0, 2000.0, true)));
        assert_eq!(read("unknown"), None);
        for wrong in [
            "",
            "many",
            "-5",
            "1e9",
            "nan",
            "12..10",
            "2.5",
            "99999999999999",
        ] {
            assert!(number(wrong).is_err(), "{wrong}");
        }
    }
}
