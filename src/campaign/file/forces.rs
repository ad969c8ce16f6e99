//! `[sides.x]` and `[forces.x]`.

use super::decoder::Decoder;
use super::number::number;
use super::provenance::provenance;
use super::table::{Table, Value};
use crate::campaign::model::{Force, Number, Side, SideId};

/// Colours by name; each style says what they are on its ground.
const COLORS: [&str; 6] = ["blue", "vermilion", "teal", "ochre", "purple", "grey"];

pub(super) fn sides(decoder: &mut Decoder<'_>, root: &Table<'_>) -> Vec<Side> {
    let tables = decoder.keyed(root, "sides");
    tables
        .into_iter()
        .map(|(id, table)| side(decoder, id, &table))
        .collect()
}

fn side(decoder: &mut Decoder<'_>, id: &str, table: &Table<'_>) -> Side {
    Side {
        id: id.to_owned(),
        name: decoder.required(table, "name"),
        names: decoder.names(table, "names"),
        adjective: decoder.text(table, "adjective"),
        color: color(decoder, table),
        neutral: decoder.flag(table, "neutral", false),
        provenance: provenance(decoder, table),
    }
}

fn color(decoder: &mut Decoder<'_>, table: &Table<'_>) -> String {
    let Some(value) = table.get("color") else {
        return String::new();
    };
    let Some(text) = decoder.raw("color", value) else {
        return String::new();
    };
    let hex = text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    });
    if hex {
        return text.to_owned();
    }
    let choices = COLORS.map(|name| (name, name));
    let found = decoder.chosen("color", (text, value.span()), &choices);
    found.unwrap_or_default().to_owned()
}

pub(super) fn forces(decoder: &mut Decoder<'_>, root: &Table<'_>) -> Vec<Force> {
    let tables = decoder.keyed(root, "forces");
    tables
        .into_iter()
        .map(|(id, table)| force(decoder, id, &table))
        .collect()
}

fn force(decoder: &mut Decoder<'_>, id: &str, table: &Table<'_>) -> Force {
    let side = match table.get("side") {
        Some(value) => decoder.reference(|d| &d.sides, "side", value),
        None => {
            decoder.missing(table, "side");
            None
        }
    };
    Force {
        id: id.to_owned(),
        name: decoder.required(table, "name"),
        names: decoder.names(table, "names"),
        // With a fault reported the campaign is dropped, so any index will do.
        side: SideId(side.unwrap_or_default()),
        commanders: decoder.texts(table, "commanders"),
        strength: table
            .get("strength")
            .and_then(|value| amount(decoder, "strength", value)),
        provenance: provenance(decoder, table),
    }
}

/// A number of men as text or as a whole number.
pub(super) fn amount(decoder: &mut Decoder<'_>, key: &str, value: Value<'_>) -> Option<Number> {
    let text = match value.get_ref().as_integer() {
        Some(integer) => integer.as_str(),
        None => decoder.raw(key, value)?,
    };
    match number(text) {
        Ok(number) => number,
        Err(message) => {
            decoder.fault(format!("bad `{key}`: {message}"), value.span());
            None
        }
    }
}
