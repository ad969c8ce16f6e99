//! Reading of what has a grammar of its own or refers to something: dates, positions, ids, areas.

use std::ops::Range;

use toml::de::DeValue;

use super::decoder::Decoder;
use super::ids::Ids;
use super::table::{Table, Value};
use super::values::float;
use crate::campaign::date::Date;
use crate::campaign::model::{AreaId, AreaText};
use crate::campaign::position::position;
use crate::campaign::shape;
use crate::diag::Diagnostic;
use crate::geom::LonLat;

impl Decoder<'_> {
    /// A date as text, number or TOML date.
    pub(super) fn date(&mut self, table: &Table<'_>, key: &str) -> Option<Date> {
        let value = table.get(key)?;
        self.date_of(key, value)
    }

    pub(super) fn date_of(&mut self, key: &str, value: Value<'_>) -> Option<Date> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(year) => year.as_str().replace('_', ""),
            DeValue::Datetime(date) => date.to_string(),
            DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                self.wrong_type(key, "a date", value);
                return None;
            }
        };
        match Date::parse(&text, self.calendar) {
            Ok(date) => Some(date),
            Err(message) => {
                self.fault(
                    format!("bad date `{}`: {message}", short(&text)),
                    value.span(),
                );
                None
            }
        }
    }

    /// `"53.283N 69.383E"` or `[69.383, 53.283]`.
    pub(super) fn position(&mut self, key: &str, value: Value<'_>) -> Option<LonLat> {
        let read = match value.get_ref() {
            DeValue::String(text) => position(text),
            DeValue::Array(pair) => {
                let numbers: Vec<f64> = pair.iter().filter_map(|v| float(v.get_ref())).collect();
                match numbers[..] {
                    [lon, lat] if pair.len() == 2 => lon_lat(lon, lat),
                    _ => Err("a pair is `[longitude, latitude]`".to_owned()),
                }
            }
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => {
                self.wrong_type(key, "a position", value);
                return None;
            }
        };
        read.map_err(|message| self.fault(format!("bad position: {message}"), value.span()))
            .ok()
    }

    /// The index of what an id refers to.
    pub(super) fn reference(
        &mut self,
        ids: fn(&Self) -> &Ids,
        key: &str,
        value: Value<'_>,
    ) -> Option<usize> {
        let id = self.raw(key, value)?;
        let found = ids(self).find(id);
        if found.is_none() {
            self.dangling(ids, id, value.span());
        }
        found
    }

    pub(super) fn dangling(&mut self, ids: fn(&Self) -> &Ids, id: &str, at: Range<usize>) {
        if !self.listens() {
            return;
        }
        let what = ids(self).what;
        let hint = match ids(self).near(id) {
            Some(near) => format!("did you mean `{near}`"),
            None => format!(
                "add it as `[{what}s.{}]`",
                if id.contains(' ') { "id" } else { id }
            ),
        };
        let message = format!("unknown {what} `{}`", short(id));
        self.log
            .push(Diagnostic::error(message).at(self.source, at).hint(hint));
    }

    /// An area from its expression, or from a list of corners; the same text is the same area.
    pub(super) fn area(&mut self, key: &str, value: Value<'_>) -> Option<AreaId> {
        let text = match value.get_ref() {
            DeValue::Array(corners) => {
                let corners: Vec<LonLat> = corners
                    .iter()
                    .filter_map(|corner| self.position(key, corner))
                    .collect();
                polygon(&corners)
            }
            _ => self.raw(key, value)?.trim().to_owned(),
        };
        let at = value.span();
        match shape::parse(&text) {
            Ok(expr) => {
                for file in expr.files() {
                    self.check_path(file, at.clone());
                }
            }
            Err(error) => {
                let inside = self.inside(&text, &at, error.range);
                self.fault(format!("bad shape: {}", error.message), inside);
                return None;
            }
        }
        if let Some(id) = self.area_ids.get(&text) {
            return Some(*id);
        }
        let id = AreaId(self.areas.len());
        self.area_ids.insert(text.clone(), id);
        self.areas.push(AreaText {
            text,
            span: self.span(at),
        });
        Some(id)
    }

    /// Where a part of a string value stands in the file, if the string is written without escapes.
    fn inside(&self, text: &str, value: &Range<usize>, part: Range<usize>) -> Range<usize> {
        let found = self.source.text[value.clone()].find(text);
        match found {
            Some(offset) => {
                let start = value.start + offset;
                start + part.start..start + part.end
            }
            None => value.clone(),
        }
    }

    /// Refuses paths that could lead out of the folder they are relative to.
    pub(super) fn check_path(&mut self, path: &str, at: Range<usize>) {
        let leads_out = path.is_empty()
            || path.starts_with(['/', '~'])
            || path.contains(['\\', ':'])
            || path.chars().any(char::is_control)
            || path.split('/').any(|part| part == "..");
        if leads_out {
            let message = format!(
                "`{}` is not a path below the folder of this file",
                short(path)
            );
            self.fault(message, at);
        }
    }
}

fn lon_lat(lon: f64, lat: f64) -> Result<LonLat, String> {
    if lat.abs() <= 90.0 && lon.abs() <= 360.0 {
        return Ok(LonLat::new(lon, lat));
    }
    Err("`[longitude, latitude]` is out of range: ±360 and ±90 degrees".to_owned())
}

/// A polygon as a shape expression.
fn polygon(corners: &[LonLat]) -> String {
    let side = |value: f64, letters: [char; 2]| {
        format!("{}{}", value.abs(), letters[usize::from(value < 0.0)])
    };
    let corner = |p: &LonLat| format!("{} {}", side(p.lat, ['N', 'S']), side(p.lon, ['E', 'W']));
    format!(
        "polygon({})",
        corners.iter().map(corner).collect::<Vec<_>>().join(", ")
    )
}

/// The beginning of a text, for messages.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
