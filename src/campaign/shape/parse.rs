//! Tokens to expressions, by recursive descent.

use std::ops::Range;

use super::lex::{Spanned, Token, tokens};
use super::{Anchor, AnchorKind, Compass, Expr, ExprKind, ShapeError};
use crate::campaign::position::{Coordinate, coordinates, geo_rect, position};
use crate::geom::LonLat;

/// Parentheses within parentheses; more than anybody writes, less than the stack holds.
const MAX_DEPTH: usize = 32;

/// Names and calls in one expression; each costs an overlay of polygons, and the tree is as deep.
const MAX_ATOMS: usize = 200;

/// Half the way around the globe: no circle or buffer is larger.
const MAX_KM: f64 = 20_000.0;

/// Reads a shape expression.
pub fn parse(text: &str) -> Result<Expr, ShapeError> {
    let mut parser = Parser {
        text,
        tokens: tokens(text)?,
        next: 0,
        atoms: 0,
    };
    let expr = parser.sum(0)?;
    match parser.peek() {
        None => Ok(expr),
        Some(_) => Err(parser.unexpected("`+`, `-`, `&` or the end")),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Spanned>,
    next: usize,
    atoms: usize,
}

type Parsed = Result<Expr, ShapeError>;

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn here(&self) -> Range<usize> {
        let end = self.text.len();
        self.tokens
            .get(self.next)
            .map_or(end..end, |(_, range)| range.clone())
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let found = self.peek() == Some(wanted);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, wanted: &Token, name: &str) -> Result<usize, ShapeError> {
        let end = self.here().end;
        if self.take(wanted) {
            Ok(end)
        } else {
            Err(self.unexpected(name))
        }
    }

    fn unexpected(&self, wanted: &str) -> ShapeError {
        let range = self.here();
        let found = match &self.text[range.clone()] {
            "" => "the end of the shape".to_owned(),
            text => format!("`{text}`"),
        };
        ShapeError {
            message: format!("expected {wanted}, found {found}"),
            range,
        }
    }

    fn sum(&mut self, depth: usize) -> Parsed {
        let mut left = self.product(depth)?;
        loop {
            let join = match self.peek() {
                Some(Token::Plus) => ExprKind::Union,
                Some(Token::Minus) => ExprKind::Difference,
                _ => return Ok(left),
            };
            self.next += 1;
            left = joined(join, left, self.product(depth)?);
        }
    }

    fn product(&mut self, depth: usize) -> Parsed {
        let mut left = self.atom(depth)?;
        while self.take(&Token::And) {
            left = joined(ExprKind::Intersection, left, self.atom(depth)?);
        }
        Ok(left)
    }

    fn atom(&mut self, depth: usize) -> Parsed {
        let range = self.here();
        self.atoms += 1;
        if depth > MAX_DEPTH || self.atoms > MAX_ATOMS {
            let message = "the shape is too long or too deep: draw it in a GeoJSON file".to_owned();
            return Err(ShapeError { message, range });
        }
        if self.take(&Token::Open) {
            let inner = self.sum(depth + 1)?;
            let end = self.expect(&Token::Close, "`)`")?;
            return Ok(Expr {
                kind: inner.kind,
                range: range.start..end,
            });
        }
        let Some(Token::Word { text, quoted }) = self.peek().cloned() else {
            return Err(self.unexpected("a name"));
        };
        self.next += 1;
        if self.peek() == Some(&Token::Open) && !quoted {
            return self.call(&text, range);
        }
        Ok(Expr {
            kind: named(text, quoted),
            range,
        })
    }

    fn call(&mut self, function: &str, name: Range<usize>) -> Parsed {
        self.next += 1;
        let mut arguments = Vec::new();
        loop {
            let range = self.here();
            let Some(Token::Word { text, quoted }) = self.peek().cloned() else {
                return Err(self.unexpected("a name, a position or a number"));
            };
            self.next += 1;
            arguments.push(Argument {
                text,
                quoted,
                range,
            });
            if !self.take(&Token::Comma) {
                break;
            }
        }
        let end = self.expect(&Token::Close, "`,` or `)`")?;
        let range = name.start..end;
        let kind = function_of(function, &arguments, name)?;
        Ok(Expr { kind, range })
    }
}

fn joined(kind: fn(Box<Expr>, Box<Expr>) -> ExprKind, a: Expr, b: Expr) -> Expr {
    let range = a.range.start..b.range.end;
    Expr {
        kind: kind(Box::new(a), Box::new(b)),
        range,
    }
}

fn named(text: String, quoted: bool) -> ExprKind {
    let is_file = |name: &str| {
        let name = name.to_ascii_lowercase();
        [".geojson", ".json"]
            .iter()
            .any(|ending| name.ends_with(ending))
    };
    match text.split_once('#') {
        Some((file, feature)) if is_file(file) => ExprKind::File {
            file: file.to_owned(),
            feature: Some(feature.trim().to_owned()),
        },
        None if is_file(&text) && !quoted => ExprKind::File {
            file: text,
            feature: None,
        },
        _ => ExprKind::Name(text),
    }
}

struct Argument {
    text: String,
    quoted: bool,
    range: Range<usize>,
}

impl Argument {
    fn wrong<T>(&self, message: impl Into<String>) -> Result<T, ShapeError> {
        Err(ShapeError {
            message: message.into(),
            range: self.range.clone(),
        })
    }

    fn anchor(&self) -> Result<Anchor, ShapeError> {
        let kind = match coordinates(&self.text).as_deref() {
            Ok([Coordinate::Lon(lon)]) if !self.quoted => AnchorKind::Meridian(*lon),
            Ok([Coordinate::Lat(lat)]) if !self.quoted => AnchorKind::Parallel(*lat),
            Ok(_) if !self.quoted => AnchorKind::At(self.position()?),
            // A word like `Ili` is no position; `53N 99` is a mistyped one.
            _ if !self.quoted && self.text.starts_with(|c: char| c.is_ascii_digit()) => {
                AnchorKind::At(self.position()?)
            }
            _ => AnchorKind::Name(self.text.clone()),
        };
        Ok(Anchor {
            kind,
            range: self.range.clone(),
        })
    }

    fn position(&self) -> Result<LonLat, ShapeError> {
        position(&self.text).or_else(|message| self.wrong(message))
    }

    fn km(&self) -> Result<f64, ShapeError> {
        let number = self.text.trim_end_matches("km").trim();
        match number.parse::<f64>() {
            Ok(km) if km > 0.0 && km <= MAX_KM => Ok(km),
            _ => self.wrong(format!(
                "`{}` is not a distance: write km above 0",
                self.text
            )),
        }
    }
}

const FUNCTIONS: [&str; 8] = [
    "north-of", "south-of", "east-of", "west-of", "circle", "buffer", "box", "polygon",
];

fn function_of(
    name: &str,
    arguments: &[Argument],
    range: Range<usize>,
) -> Result<ExprKind, ShapeError> {
    let side = |side| {
        let anchors = arguments
            .iter()
            .map(Argument::anchor)
            .collect::<Result<_, _>>()?;
        Ok(ExprKind::SideOf { side, anchors })
    };
    match (name, arguments) {
        ("north-of", _) => side(Compass::North),
        ("south-of", _) => side(Compass::South),
        ("east-of", _) => side(Compass::East),
        ("west-of", _) => side(Compass::West),
        ("circle", [center, km]) => Ok(ExprKind::Circle {
            center: center.anchor()?,
            radius_km: km.km()?,
        }),
        ("buffer", [of, km]) => Ok(ExprKind::Buffer {
            of: of.anchor()?,
            km: km.km()?,
        }),
        ("box", [edges]) => geo_rect(&edges.text)
            .map(ExprKind::Box)
            .or_else(|message| edges.wrong(message)),
        ("polygon", [_, _, _, ..]) => {
            let corners = arguments
                .iter()
                .map(Argument::position)
                .collect::<Result<_, _>>()?;
            Ok(ExprKind::Polygon(corners))
        }
        _ => Err(ShapeError {
            message: misused(name),
            range,
        }),
    }
}

fn misused(name: &str) -> String {
    match name {
        "circle" => "`circle` takes a place and a radius: `circle(Talas, 60)`".to_owned(),
        "buffer" => "`buffer` takes a river and a distance: `buffer(Chu, 40)`".to_owned(),
        "box" => "`box` takes two corners: `box(64E 41N 94E 56N)`".to_owned(),
        "polygon" => "`polygon` takes three positions or more".to_owned(),
        _ => match crate::diag::did_you_mean(name, FUNCTIONS) {
            Some(near) => format!("there is no `{name}(…)`: did you mean `{near}`"),
            None => format!(
                "there is no `{name}(…)`: there are {}",
                FUNCTIONS.join(", ")
            ),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The expression in prefix form, which shows how it was understood.
    fn shown(expr: &Expr) -> String {
        let anchor = |a: &Anchor| match &a.kind {
            AnchorKind::Name(name) => name.clone(),
            AnchorKind::At(p) => format!("{}/{}", p.lon, p.lat),
            AnchorKind::Meridian(lon) => format!("lon{lon}"),
            AnchorKind::Parallel(lat) => format!("lat{lat}"),
        };
        let pair = |op, a, b| format!("({op} {} {})", shown(a), shown(b));
        match &expr.kind {
            ExprKind::Name(name) => name.clone(),
            ExprKind::File { file, feature } => format!("{file}:{feature:?}"),
            ExprKind::Union(a, b) => pair("+", a, b),
            ExprKind::Difference(a, b) => pair("-", a, b),
            ExprKind::Intersection(a, b) => pair("&", a, b),
            ExprKind::SideOf { side, anchors } => {
                let anchors: Vec<String> = anchors.iter().map(anchor).collect();
                format!("{side:?}[{}]", anchors.join("; "))
            }
            ExprKind::Circle { center, radius_km } => format!("o[{} {radius_km}]", anchor(center)),
            ExprKind::Buffer { of, km } => format!("~[{} {km}]", anchor(of)),
            ExprKind::Box(r) => format!("box[{} {} {} {}]", r.west, r.south, r.east, r.north),
            ExprKind::Polygon(corners) => format!("polygon[{}]", corners.len()),
        }
    }

    #[test]
    fn expressions_are_understood() {
        let cases = [
            ("Kazakhstan", "Kazakhstan"),
            ("borders.geojson#kazakh", "borders.geojson:Some(\"kazakh\")"),
            (
                "borders.geojson#Kazakh  Khanate",
                "borders.geojson:Some(\"Kazakh Khanate\")",
            ),
            ("borders.geojson", "borders.geojson:None"),
            ("a.json#'x - y'", "a.json:Some(\"x - y\")"),
            (
                "Kazakhstan - east-of(Balkhash, Chu)",
                "(- Kazakhstan East[Balkhash; Chu])",
            ),
            ("A + B - C", "(- (+ A B) C)"),
            ("A + B & C", "(+ A (& B C))"),
            ("(A + B) & C", "(& (+ A B) C)"),
            ("Syr Darya", "Syr Darya"),
            ("Ust-Kamenogorsk - Xi'an", "(- Ust-Kamenogorsk Xi'an)"),
            (
                "'Austria & Hungary' + \"Jeti Su\"",
                "(+ Austria & Hungary Jeti Su)",
            ),
            (
                "north-of(45N) & west-of(75.5E)",
                "(& North[lat45] West[lon75.5])",
            ),
            ("south-of(Irtysh, 49N 84E)", "South[Irtysh; 84/49]"),
            ("circle(Talas, 60)", "o[Talas 60]"),
            ("circle(42.5N 71.8E, 60 km)", "o[71.8/42.5 60]"),
            ("buffer(Chu, 40km)", "~[Chu 40]"),
            ("box(64E 41N 94E 56N)", "box[64 41 94 56]"),
            ("polygon(45N 60E, 45N 65E, 50N 65E)", "polygon[3]"),
        ];
        for (text, meaning) in cases {
            assert_eq!(shown(&parse(text).unwrap()), meaning, "{text}");
        }
    }

    #[test]
    fn mistakes_are_pointed_at() {
        let cases = [
            ("", 0..0, "a name"),
            ("A + ", 4..4, "the end of the shape"),
            ("A + + B", 4..5, "found `+`"),
            ("(A + B", 6..6, "`)`"),
            ("A )", 2..3, "found `)`"),
            ("eastof(Chu)", 0..6, "did you mean `east-of`"),
            ("circle(Talas)", 0..6, "a place and a radius"),
            ("circle(Talas, -4)", 14..16, "not a distance"),
            ("circle(Talas, nan)", 14..17, "not a distance"),
            ("box(64E 41N)", 4..11, "two longitudes"),
            ("polygon(45N 60E, 45N 65E)", 0..7, "three positions"),
            ("circle(95N 60E, 5)", 7..14, "out of range"),
            ("'A + B", 0..6, "not closed"),
            ("east-of()", 8..9, "found `)`"),
        ];
        for (text, range, part) in cases {
            let error = parse(text).unwrap_err();
            assert!(error.message.contains(part), "{text}: {}", error.message);
            assert_eq!(error.range, range, "{text}");
        }
    }

    #[test]
    fn deep_and_long_expressions_are_refused() {
        let deep = "(".repeat(100_000);
        assert!(parse(&deep).unwrap_err().message.contains("too deep"));
        let long = "A + ".repeat(100_000) + "A";
        assert!(parse(&long).unwrap_err().message.contains("too long"));
    }

    #[test]
    fn ranges_cover_the_text_of_each_part() {
        let text = "A - (B + C)";
        let expr = parse(text).unwrap();
        assert_eq!(&text[expr.range.clone()], text);
        let ExprKind::Difference(_, right) = expr.kind else {
            panic!("a difference");
        };
        assert_eq!(&text[right.range], "(B + C)");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in "[-A-C+&(),'\"# 0-9.NE]{0,40}|\\PC{0,40}") {
            if let Err(error) = parse(&text) {
                prop_assert!(text.get(error.range).is_some());
            }
        }
    }
}
