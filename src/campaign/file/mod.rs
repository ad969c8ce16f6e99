//! Campaign files: TOML in, [`Campaign<Written>`] out, with all faults at once.
//!
//! The text is parsed into a tree with spans, and the tree is decoded by hand, one file per table, so
//! that every unknown key, dangling reference, bad date and bad position is reported together, each
//! where it stands. `docs/campaign-file.md` describes the format; [`TABLES`] lists its keys.

mod battles;
mod captions;
mod changes;
mod clean;
mod decoder;
mod features;
mod forces;
mod frames;
mod header;
mod ids;
mod keys;
mod map;
mod movements;
mod number;
mod places;
mod provenance;
mod references;
mod sources;
mod table;
mod values;

pub use clean::MAX_GRAPHEMES;
pub use keys::TABLES;
pub use number::number;

use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::model::{Campaign, Written};
use crate::diag::{Diagnostic, Severity, Source, Warned};
use decoder::Decoder;
use table::Table;

/// The largest campaign file that is read, in bytes.
///
/// A hundred battles with quotes take 100 KB; what is larger was not written by a person.
pub const MAX_BYTES: usize = 4 << 20;

/// After one slip the parser may stumble over every character that follows.
const MAX_SYNTAX_FAULTS: usize = 10;

/// Reads a campaign file.
///
/// `Err` holds all faults found, in the order of the file.
pub fn parse(source: &Source) -> Result<Warned<Campaign<Written>>, Vec<Diagnostic>> {
    if source.text.len() > MAX_BYTES {
        let megabytes = source.text.len() >> 20;
        let message =
            format!("the campaign file is too large: {megabytes} MB, at most 4 MB are read");
        return Err(vec![
            Diagnostic::error(message)
                .at(source, 0..0)
                .over_limit()
                .hint("put shapes into a GeoJSON file"),
        ]);
    }
    let (tree, errors) = DeTable::parse_recoverable(&source.text);
    let broken: Vec<Diagnostic> = errors
        .iter()
        .take(MAX_SYNTAX_FAULTS)
        .map(|e| syntax(source, e))
        .collect();
    let mut decoder = Decoder::new(source);
    let campaign = campaign(&mut decoder, &tree);
    let mut log = decoder.finish();
    if !broken.is_empty() {
        log.retain(|found| found.severity == Severity::Error && !same_line(found, &broken));
        log.extend(broken);
    }
    log.sort_by_key(|d| d.span.as_ref().map_or(0, |span| span.range.start));
    if log.iter().any(|d| d.severity == Severity::Error) {
        return Err(log);
    }
    match campaign {
        Some(value) => Ok(Warned {
            value,
            warnings: log,
        }),
        None => Err(log),
    }
}

fn campaign(decoder: &mut Decoder<'_>, tree: &Spanned<DeTable<'_>>) -> Option<Campaign<Written>> {
    let root = Table::new("", tree.get_ref(), tree.span());
    decoder.check_keys(&root);
    decoder.register(&root);
    let header = header::header(decoder, &root);
    let sources = sources::sources(decoder, &root);
    let sides = forces::sides(decoder, &root);
    let forces = forces::forces(decoder, &root);
    let places = places::places(decoder, &root);
    let map = map::map(decoder, &root);
    let polities = changes::polities(decoder, &root);
    let changes = changes::changes(decoder, &root);
    let features = features::features(decoder, &root);
    let movements = movements::movements(decoder, &root, &forces);
    let battles = battles::battles(decoder, &root, &forces);
    let events = battles::events(decoder, &root);
    let captions = captions::captions(decoder, &root);
    let frames = frames::frames(decoder, &root);
    let outputs = frames::outputs(decoder, &root);
    Some(Campaign {
        header: header?,
        map,
        sides,
        forces,
        places,
        areas: decoder.take_areas(),
        polities,
        changes,
        features,
        movements,
        battles,
        events,
        captions,
        frames,
        outputs,
        sources,
    })
}

fn syntax(source: &Source, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let message = error.message().lines().collect::<Vec<_>>().join(", ");
    let shown = if message.contains("recurs") {
        "arrays or tables are nested too deep".to_owned()
    } else {
        message
    };
    let diagnostic = Diagnostic::error(shown).at(source, span.clone());
    if bare_date(&source.text, span.start) {
        return diagnostic.hint("put the date into quotes: `\"1756-05\"`");
    }
    diagnostic
}

/// Whether the value on this line begins like a year and a month without quotes.
fn bare_date(text: &str, at: usize) -> bool {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let Some((_, value)) = line.split_once('=') else {
        return false;
    };
    let bytes = value.trim_start().as_bytes();
    bytes.len() > 4 && bytes[..4].iter().all(u8::is_ascii_digit) && b"-~?%/".contains(&bytes[4])
}

/// Whether a fault found by decoding stands where the text could not be parsed anyway.
fn same_line(found: &Diagnostic, broken: &[Diagnostic]) -> bool {
    let Some(found) = lines(found) else {
        return true;
    };
    let mut broken = broken.iter().filter_map(lines);
    broken.any(|b| b.start <= found.end && found.start <= b.end)
}

/// The bytes of the lines that a diagnostic stands on.
fn lines(diagnostic: &Diagnostic) -> Option<Range<usize>> {
    let span = diagnostic.span.as_ref()?;
    let text = &span.source.text;
    let start = text.floor_char_boundary(span.range.start);
    let end = text.floor_char_boundary(span.range.end.max(start));
    let from = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let to = text[end..].find('\n').map_or(text.len(), |i| end + i);
    Some(from..to)
}

#[cfg(test)]
mod tests;
