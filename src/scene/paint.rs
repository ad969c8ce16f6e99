//! Colours, fills and strokes.

use std::fmt;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Color {
    /// A colour from its channels.
    pub const fn new(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b }
    }

    /// Reads `#rrggbb` or `#rgb`; `None` for anything else.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        let channel = |shift: u32| u8::try_from((value >> shift) & 0xff).ok();
        match digits.len() {
            6 => Some(Self::new(channel(16)?, channel(8)?, channel(0)?)),
            3 => {
                let nibble = |shift: u32| u8::try_from(((value >> shift) & 0xf) * 17).ok();
                Some(Self::new(nibble(8)?, nibble(4)?, nibble(0)?))
            }
            _ => None,
        }
    }

    /// This colour moved towards `other` by the fraction `t`, channel by channel.
    pub fn mixed(self, other: Self, t: f64) -> Self {
        let mix = |a: u8, b: u8| {
            let value = f64::from(a) + (f64::from(b) - f64::from(a)) * t;
            value.round().clamp(0.0, 255.0) as u8
        };
        Self::new(
            mix(self.r, other.r),
            mix(self.g, other.g),
            mix(self.b, other.b),
        )
    }
}

impl<'de> serde::Deserialize<'de> for Color {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::from_hex(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("`{text}` is no colour; write `#rrggbb`"))
        })
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

/// The inside of an outline, by the non-zero rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// Colour.
    pub color: Color,
    /// 0 to 1.
    pub opacity: f64,
}

impl From<Color> for Fill {
    fn from(color: Color) -> Self {
        Self {
            color,
            opacity: 1.0,
        }
    }
}

/// A line along an outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub color: Color,
    /// Width, px.
    pub width: f64,
    /// 0 to 1.
    pub opacity: f64,
    /// Lengths of dashes and gaps, px; empty is solid. Always an even count: some viewers draw odd ones wrong.
    pub dash: Vec<f64>,
    /// Ends.
    pub cap: LineCap,
    /// Corners.
    pub join: LineJoin,
}

impl Stroke {
    /// A solid line with round corners.
    pub fn solid(color: Color, width: f64) -> Self {
        Self {
            color,
            width,
            opacity: 1.0,
            dash: Vec::new(),
            cap: LineCap::Butt,
            join: LineJoin::Round,
        }
    }

    /// The same, dashed.
    #[must_use]
    pub fn dashed(mut self, dash: &[f64]) -> Self {
        self.dash = dash.to_vec();
        self
    }

    /// The same, partly transparent.
    #[must_use]
    pub fn with_opacity(mut self, opacity: f64) -> Self {
        self.opacity = opacity;
        self
    }

    /// The same, with other ends.
    #[must_use]
    pub fn with_cap(mut self, cap: LineCap) -> Self {
        self.cap = cap;
        self
    }
}

/// Ends of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineCap {
    /// Cut off.
    #[default]
    Butt,
    /// Rounded.
    Round,
}

/// Corners of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineJoin {
    /// Rounded.
    #[default]
    Round,
    /// Pointed.
    Miter,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_is_read_and_written_alike() {
        assert_eq!(Color::from_hex("#1F5FB4").unwrap().to_string(), "#1f5fb4");
        assert_eq!(Color::from_hex("#fa0").unwrap().to_string(), "#ffaa00");
        assert_eq!(Color::from_hex("#12345"), None);
        assert_eq!(Color::from_hex("url(x)"), None);
        assert_eq!(Color::from_hex("#+12345"), None);
    }
}
