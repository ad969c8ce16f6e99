//! Colours as people see them: contrast, lightness, difference, and sight without one kind of cone.
//!
//! Conversions, CIEDE2000 and the contrast of WCAG 2.1 are those of the `palette` crate; what it lacks, the
//! simulation of colour-blind sight, is after Machado, Oliveira and Fernandes (2009), "A Physiologically-based
//! Model for Simulation of Color Vision Deficiency", table 1 at full severity, on linear light.

use palette::color_difference::{Ciede2000, Wcag21RelativeContrast};
use palette::{FromColor, Lab, LinSrgb, Srgb};

use crate::scene::Color;

/// A kind of colour vision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// All three cones.
    Normal,
    /// Without the cones for long waves: red looks dark.
    Protan,
    /// Without those for middle waves: the most frequent kind.
    Deutan,
    /// Without those for short waves: blue and yellow fail.
    Tritan,
}

impl Sight {
    /// All kinds.
    pub(super) const ALL: [Self; 4] = [Self::Normal, Self::Protan, Self::Deutan, Self::Tritan];

    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Protan => "protan",
            Self::Deutan => "deutan",
            Self::Tritan => "tritan",
        }
    }

    /// What it does to linear red, green and blue.
    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Normal => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protan => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deutan => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritan => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

fn linear(color: Color) -> LinSrgb<f64> {
    Srgb::new(color.r, color.g, color.b)
        .into_format::<f64>()
        .into_linear()
}

/// The colour as it is seen, in CIE L*a*b* (D65).
fn seen(color: Color, sight: Sight) -> Lab<palette::white_point::D65, f64> {
    let light = linear(color);
    let [r, g, b] = sight.matrix().map(|row| {
        (row[0] * light.red + row[1] * light.green + row[2] * light.blue).clamp(0.0, 1.0)
    });
    Lab::from_color(LinSrgb::new(r, g, b))
}

/// How different two colours look: CIEDE2000, about 1 where a trained eye just tells them apart.
pub(super) fn difference(a: Color, b: Color, sight: Sight) -> f64 {
    Ciede2000::difference(seen(a, sight), seen(b, sight))
}

/// The least difference for any kind of sight, and for which.
pub(super) fn least_difference(a: Color, b: Color) -> (f64, Sight) {
    let all = Sight::ALL.map(|sight| (difference(a, b, sight), sight));
    let least = all.into_iter().min_by(|x, y| x.0.total_cmp(&y.0));
    least.expect("there are four kinds of sight")
}

/// The contrast between two colours, 1 to 21 (WCAG 2.1).
pub(super) fn contrast(a: Color, b: Color) -> f64 {
    linear(a).relative_contrast(linear(b))
}

/// Lightness in grey, L*, 0 to 100.
pub(super) fn lightness(color: Color) -> f64 {
    seen(color, Sight::Normal).l
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Color {
        Color::from_hex(text).unwrap()
    }

    /// Sharma, Wu, Dalal (2005), "The CIEDE2000 color-difference formula", table 1, pairs 1, 7, 17 and 25.
    #[test]
    fn differences_are_those_of_the_published_table() {
        for (a, b, wanted) in [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
            ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
            ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
            (
                [60.2574, -34.0099, 36.2677],
                [60.4626, -34.1751, 39.4387],
                1.2644,
            ),
        ] {
            let lab = |c: [f64; 3]| Lab::<palette::white_point::D65, f64>::new(c[0], c[1], c[2]);
            let found = Ciede2000::difference(lab(a), lab(b));
            assert!((found - wanted).abs() < 1e-4, "{found} {wanted}");
        }
    }

    #[test]
    fn contrast_runs_from_1_to_21() {
        assert!((contrast(hex("#000"), hex("#fff")) - 21.0).abs() < 1e-9);
        assert!((contrast(hex("#777777"), hex("#ffffff")) - 4.48).abs() < 0.01);
    }

    #[test]
    fn red_and_green_meet_for_the_colour_blind_but_blue_and_vermilion_do_not() {
        let (red, green) = (hex("#cc0000"), hex("#008000"));
        assert!(difference(red, green, Sight::Normal) > 60.0);
        assert!(least_difference(red, green).0 < 20.0);
        let (blue, vermilion) = (hex("#1F5FB4"), hex("#B23A0E"));
        let found = Sight::ALL.map(|s| difference(blue, vermilion, s).round());
        assert_eq!(found, [46.0, 51.0, 56.0, 62.0]);
    }

    #[test]
    fn grey_keeps_its_lightness() {
        assert!((lightness(hex("#777777")) - 50.0).abs() < 0.5);
        for sight in Sight::ALL {
            assert!(difference(hex("#777777"), hex("#777777"), sight) < 1e-9);
            assert!(
                (seen(hex("#777777"), sight).l - 50.0).abs() < 0.6,
                "{sight:?}"
            );
        }
    }
}
