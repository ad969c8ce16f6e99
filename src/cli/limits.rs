//! How large things may be; `docs/exit-codes.md` lists them for users.

use crate::campaign;
use crate::export::Limits;

/// Longest article, bytes: a hundred times the longest of Wikipedia.
pub(super) const ARTICLE_BYTES: u64 = 16 << 20;
/// Longest campaign file, bytes.
pub(super) const CAMPAIGN_BYTES: u64 = campaign::file::MAX_BYTES as u64;
/// Longest GeoJSON file, bytes.
pub(super) const SHAPES_BYTES: u64 = campaign::geojson::MAX_BYTES as u64;
/// Most frames of a film.
pub(super) const FRAMES: usize = 100_000;

/// Every limit as the documentation states it: what, and at most how much.
pub fn limits() -> Vec<(&'static str, String)> {
    let megabytes = |bytes: u64| format!("{} MB", bytes >> 20);
    let Limits { side, pixels } = Limits::default();
    vec![
        ("article", megabytes(ARTICLE_BYTES)),
        ("campaign file", megabytes(CAMPAIGN_BYTES)),
        ("GeoJSON file", megabytes(SHAPES_BYTES)),
        (
            "vertices of a GeoJSON file",
            grouped(campaign::geojson::MAX_VERTICES),
        ),
        (
            "features of a GeoJSON file",
            grouped(campaign::geojson::MAX_FEATURES),
        ),
        (
            "brackets within brackets in GeoJSON",
            campaign::geojson::MAX_DEPTH.to_string(),
        ),
        ("side of a picture, pixels", grouped(side as usize)),
        ("pixels of a picture", grouped(pixels as usize)),
        ("frames", grouped(FRAMES)),
        (
            "letters of a name or label",
            campaign::file::MAX_GRAPHEMES.to_string(),
        ),
    ]
}

/// A number with commas between thousands.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == first % 3 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let shown = [5, 500, 1000, 16_384, 100_000, 5_000_000].map(grouped);
        assert_eq!(
            shown,
            ["5", "500", "1,000", "16,384", "100,000", "5,000,000"]
        );
    }
}
