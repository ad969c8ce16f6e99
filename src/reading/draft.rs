//! The draft: a reading as a campaign file that a person corrects. Every value has its sentence; what is
//! guessed says so; what could not be drawn stands in comments.

mod battles;
mod caption;
mod events;
mod plan;
mod review;
mod seal;
mod toml;
mod update;

use std::fmt::Write;

pub use self::review::{Doubt, doubts, review};
pub use self::update::{Updated, update};

use self::caption::shortened;
use self::plan::Plan;
use self::toml::{Table, list};
use super::json::certainty;
use super::{PlaceReading, Reading};
use crate::campaign::Certainty;
use crate::gazetteer::{Candidate, FeatureClass};
use crate::geom::LonLat;

/// Longest quote in characters; a sentence of more is cut.
const MOST_QUOTE: usize = 300;

/// Writes a campaign file from what was read.
pub fn draft(reading: &Reading) -> String {
    let plan = Plan::of(reading);
    let mut out = String::new();
    head(reading, &mut out);
    sides(reading, &plan, &mut out);
    forces(reading, &plan, &mut out);
    places(reading, &plan, &mut out);
    polities(reading, &plan, &mut out);
    events::changes(reading, &plan, &mut out);
    events::movements(reading, &plan, &mut out);
    battles::battles(reading, &plan, &mut out);
    events::captions(reading, &mut out);
    let mut source = Table::new("[sources.article]");
    source.text("title", &reading.article.title);
    source.text("work", file_name(&reading.article.source_name));
    source.write(&mut out);
    let document = out
        .parse()
        .expect("a draft is TOML, tested with hostile names");
    seal::sealed(&out, &document)
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn head(reading: &Reading, out: &mut String) {
    let _ = writeln!(
        out,
        "# Drafted by theatrum from `{}`: correct it, then `theatrum render` it.",
        file_name(&reading.article.source_name)
    );
    let _ = writeln!(
        out,
        "# Guesses are marked in comments and by `certainty`; the sentences they rest on are the quotes.\n"
    );
    out.push_str("format = \"campaign/1\"\n\n");
    let mut table = Table::new("[campaign]");
    table.text("title", &reading.article.title);
    if let Some(place) = reading.article.infobox_value("place") {
        let place = shortened(&place.value, 70);
        table.text("subtitle", place.trim_end_matches('.'));
    }
    if let Some((first, last)) = reading.span {
        let years = |y: i32| {
            if y < 0 {
                format!("-{:04}", -(y + 1))
            } else {
                format!("{y:04}")
            }
        };
        let when = if first == last {
            years(first)
        } else {
            format!("{}/{}", years(first), years(last))
        };
        table.text("when", &when);
    }
    if let Some(result) = reading.article.infobox_value("result") {
        table.text("result", &shortened(&result.value, 160));
    }
    table.text("source", "article");
    table.write(out);
}

fn sides(reading: &Reading, plan: &Plan, out: &mut String) {
    const COLORS: [&str; 5] = ["blue", "vermilion", "teal", "ochre", "purple"];
    rule("sides", out);
    let fights = |side: usize| {
        plan.battles
            .iter()
            .any(|&b| reading.battles[b].parts.iter().any(|p| p.side == side))
            || plan.movements.iter().any(|m| m.side == side && m.rank < 3)
    };
    let mut colors = COLORS.iter();
    for &side in &plan.sides {
        let own = &reading.sides[side];
        let mut table = Table::new(format!("[sides.{}]", own.id));
        table.text("name", &own.name);
        match fights(side).then(|| colors.next()).flatten() {
            Some(color) => table.text("color", color),
            None => table.text("color", "grey").raw("neutral", "true"),
        };
        table.write(out);
    }
}

fn forces(reading: &Reading, plan: &Plan, out: &mut String) {
    if plan.forces.is_empty() {
        return;
    }
    rule("forces", out);
    for force in &plan.forces {
        let names: Vec<String> = force
            .commanders
            .iter()
            .map(|&c| reading.persons[c].name.clone())
            .collect();
        let mut table = Table::new(format!("[forces.{}]", force.id));
        table.text(
            "name",
            &names
                .iter()
                .take(2)
                .cloned()
                .collect::<Vec<_>>()
                .join(" and "),
        );
        table.text("side", &reading.sides[force.side].id);
        table.raw("commanders", list(&names));
        table.text("source", "article");
        table.write(out);
    }
}

fn places(reading: &Reading, plan: &Plan, out: &mut String) {
    rule("places", out);
    for (i, place) in reading.places.iter().enumerate() {
        let Some(position) = place.position else {
            continue;
        };
        let rank = if plan.places.contains(&i) { 1 } else { 3 };
        if rank == 3 && !plan.landmarks.contains(&i) {
            continue;
        }
        place_table(reading, place, position, rank).write(out);
    }
    let open: Vec<&PlaceReading> = reading
        .places
        .iter()
        .filter(|p| p.position.is_none() && p.weight > 0)
        .collect();
    if !open.is_empty() {
        out.push_str("# Named in the article but not placed; add `at` to draw them:\n");
        for place in open {
            let reason = place.reasons.last().map_or("", String::as_str);
            let also: Vec<String> = place.alternatives.iter().take(3).map(alternative).collect();
            let also = if also.is_empty() {
                String::new()
            } else {
                format!("; perhaps {}", also.join(", "))
            };
            let _ = writeln!(
                out,
                "#   {}: {reason}{also}",
                place.name.replace(char::is_control, " ")
            );
        }
        out.push('\n');
    }
}

fn place_table(reading: &Reading, place: &PlaceReading, position: LonLat, rank: u8) -> Table {
    let mut table = Table::new(format!("[places.{}]", place.id));
    let also: Vec<String> = place.alternatives.iter().take(3).map(alternative).collect();
    if place.certainty != Certainty::Certain && !also.is_empty() {
        table.remark(format!("or {}", also.join(", ")));
    }
    table.text("name", &place.name);
    table.text("kind", kind(place));
    table.text("at", &written(position));
    if let Some(chosen) = &place.chosen {
        table.doubt(&format!("{}, {}", chosen.id, chosen.name));
    }
    let fills =
        place.radius_km > 0.0 && (place.certainty == Certainty::Uncertain || is_area(place));
    if fills {
        table.raw(
            "radius_km",
            format!("{:.0}", place.radius_km.clamp(1.0, 900.0)),
        );
    }
    if rank > 1 {
        table.raw("rank", rank.to_string());
    }
    if place.certainty != Certainty::Certain {
        table.text("certainty", certainty(place.certainty));
        let reason = place.reasons.last().map_or("", String::as_str);
        table.text("note", reason);
    }
    table.text("source", "article");
    if rank == 1 {
        table.text("quote", &quote(reading, place.sentence));
    }
    table
}

fn alternative(c: &Candidate) -> String {
    format!("{} ({}, {})", c.name, c.class, written(c.position))
}

fn is_area(place: &PlaceReading) -> bool {
    matches!(
        place.class,
        Some(
            FeatureClass::Region
                | FeatureClass::Province
                | FeatureClass::Valley
                | FeatureClass::Plain
                | FeatureClass::Range
                | FeatureClass::Desert
                | FeatureClass::Plateau
                | FeatureClass::Delta
                | FeatureClass::Forest
                | FeatureClass::Marsh
                | FeatureClass::Polity
                | FeatureClass::Country
        )
    )
}

fn kind(place: &PlaceReading) -> &'static str {
    use crate::campaign::PlaceKind as K;
    let Some(class) = place.class else {
        return "point";
    };
    match class.kind() {
        K::City => "city",
        K::Town => "town",
        K::Fort => "fort",
        K::Pass => "pass",
        K::Battlefield => "battlefield",
        K::Point => "point",
        K::Lake => "lake",
        K::Sea => "sea",
        K::River => "river",
        K::Mountains => "mountains",
        K::Valley => "valley",
        K::Region => "region",
        K::People => "people",
        K::Island => "island",
    }
}

/// Polities whose land the gazetteer knows, approximate.
fn polities(reading: &Reading, plan: &Plan, out: &mut String) {
    let known: Vec<usize> = plan
        .sides
        .iter()
        .copied()
        .filter(|&s| reading.sides[s].land.is_some())
        .collect();
    if known.is_empty() {
        return;
    }
    rule("polities", out);
    for side in known {
        let own = &reading.sides[side];
        let mut table = Table::new("[[polities]]");
        table
            .text("id", &format!("land_of_{}", own.id))
            .text("name", &own.name)
            .text("side", &own.id);
        // Quoted within: a name may hold an operator of shape expressions.
        let land = own.land.as_deref().unwrap_or("");
        table
            .text("shape", land)
            .doubt("from the gazetteer, approximate")
            .raw("precision", "1");
        table.write(out);
    }
}

/// A position as the campaign file writes it.
fn written(p: LonLat) -> String {
    let hemisphere = |v: f64, plus, minus| if v < 0.0 { minus } else { plus };
    format!(
        "{:.3}{} {:.3}{}",
        p.lat.abs(),
        hemisphere(p.lat, 'N', 'S'),
        p.lon.abs(),
        hemisphere(p.lon, 'E', 'W')
    )
}

fn quote(reading: &Reading, sentence: usize) -> String {
    let text = reading.quote(sentence);
    if text.chars().count() <= MOST_QUOTE {
        return text;
    }
    let cut: String = text.chars().take(MOST_QUOTE - 1).collect();
    format!("{}…", cut[..cut.rfind(' ').unwrap_or(cut.len())].trim_end())
}

fn rule(name: &str, out: &mut String) {
    let _ = writeln!(
        out,
        "# {name} {}\n",
        "-".repeat(90_usize.saturating_sub(name.len()))
    );
}

/// Keys of sides in an inline table: `{ north = "x" }`.
fn inline(entries: &[(String, String)]) -> String {
    let entries: Vec<String> = entries.iter().map(|(k, v)| format!("{k} = {v}")).collect();
    format!("{{ {} }}", entries.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::file::parse;
    use crate::diag::Source;
    use crate::reading::toy::{WAR, look};

    #[test]
    fn a_draft_is_a_campaign_file() {
        let text = look(WAR, draft);
        let campaign = parse(&Source::new("draft", text)).unwrap().value;
        assert_eq!(campaign.header.title, "The Salt War");
        assert_eq!(campaign.battles.len(), 1);
        assert_eq!(campaign.movements.len(), 2);
        assert!(
            campaign
                .captions
                .iter()
                .all(|c| c.text.chars().count() <= 90)
        );
    }

    #[test]
    fn hostile_names_cannot_break_the_draft() {
        let text = "= A \"war\"\u{1b} \\ =\n\nDanish troops marched to Orm. Swedish troops met Danish \"troops\" near Tesk.\n";
        assert!(parse(&Source::new("draft", look(text, draft))).is_ok());
    }
}
