//! Criteria of honesty: H1 to H6.

use std::collections::BTreeSet;

use super::OfMap;
use super::coverage::percent;
use super::criterion::{Criterion, Judgement, Level};
use super::sheet::{Marker, Sheet};
use crate::scene::{Group, Item, MarkerKind, Role, Stroke, WaterBody};

/// A site in doubt by less than this needs no circle unless it is a mere guess, px at k = 1.
const SMALL_DOUBT_PX: f64 = 18.0;

pub(super) const CRITERIA: [Criterion<OfMap>; 6] = [
    Criterion {
        id: "H1",
        what: "legend rows not drawn; signs not in the legend",
        level: Level::Must,
        judge: legend,
    },
    Criterion {
        id: "H2",
        what: "doubtful features drawn like certain ones",
        level: Level::Must,
        judge: doubtful,
    },
    Criterion {
        id: "H3",
        what: "approximate frontiers drawn as solid lines",
        level: Level::Must,
        judge: surveyed,
    },
    Criterion {
        id: "H4",
        what: "water that did not exist in the map's year",
        level: Level::Must,
        judge: young_water,
    },
    Criterion {
        id: "H5",
        what: "drawn facts without a source",
        level: Level::Should,
        judge: unsourced,
    },
    Criterion {
        id: "H6",
        what: "data sets and licences named in the credits",
        level: Level::Must,
        judge: credits,
    },
];

/// H1.
fn legend(sheet: &Sheet<'_>) -> Judgement {
    if !sheet.drawing.scene.record.has_legend {
        return Judgement::not_applicable("0; 0", "no legend");
    }
    let (rows, signs): (Vec<&Group>, Vec<&Group>) = sheet
        .groups
        .iter()
        .filter(|g| !g.sign.is_empty())
        .partition(|g| g.role == Role::LegendRow);
    let names = |groups: &[&'_ Group]| -> BTreeSet<String> {
        groups.iter().map(|g| g.sign.clone()).collect()
    };
    let (rows, signs) = (names(&rows), names(&signs));
    let idle = rows
        .difference(&signs)
        .map(|sign| format!("{sign}: not drawn"));
    let silent = signs
        .difference(&rows)
        .map(|sign| format!("{sign}: not in the legend"));
    let measured = format!(
        "{}; {}",
        rows.difference(&signs).count(),
        signs.difference(&rows).count()
    );
    let offenders: Vec<String> = idle.chain(silent).collect();
    Judgement::new("0; 0", measured, offenders.is_empty()).with(offenders)
}

/// H2.
fn doubtful(sheet: &Sheet<'_>) -> Judgement {
    let mut offenders = Vec::new();
    for marker in &sheet.markers {
        if is_in_doubt(marker.group) && !admits_doubt(sheet, marker) {
            offenders.push(marker.id.to_owned());
        }
    }
    for group in &sheet.groups {
        let admits = match &group.role {
            // A movement's group holds its legs; a leg with a sign of its own is drawn lighter.
            Role::Structure if has_legs(group) => legs(group).any(|leg| !leg.sign.is_empty()),
            Role::Polity { .. } => !sheet.groups.iter().any(|g| is_treaty_line(g, &group.id)),
            // Its hatching is dashed, then.
            Role::Change => strokes(group).next().is_some() && !has_solid_line(group),
            _ => continue,
        };
        if is_in_doubt(group)
            && !admits
            && !hedges(&sheet.words_of(&group.id))
            && !hedges(&row_of(sheet, group))
        {
            offenders.push(group.id.clone());
        }
    }
    Judgement::none(offenders)
}

fn is_in_doubt(group: &Group) -> bool {
    !group.datum("certainty").is_empty() || !group.datum("site").is_empty()
}

/// Whether a marker shows its doubt: by a circle, unless the marker would hide it, or in its label.
fn admits_doubt(sheet: &Sheet<'_>, marker: &Marker<'_>) -> bool {
    let has_circle = sheet
        .groups
        .iter()
        .any(|g| matches!(&g.role, Role::UncertainCircle { of } if of == marker.id));
    let site = match marker.kind {
        MarkerKind::Battle => marker.group.datum("site"),
        MarkerKind::Town | MarkerKind::Event => marker.group.datum("certainty"),
    };
    let hidden = match site {
        "" => marker.kind != MarkerKind::Battle,
        "uncertain" => marker.doubt > 0.0 && marker.doubt <= marker.radius,
        _ => marker.doubt <= sheet.px(SMALL_DOUBT_PX),
    };
    let only_site = marker.kind != MarkerKind::Battle || marker.group.datum("certainty").is_empty();
    hedges(&sheet.words_of(marker.id)) || (only_site && (has_circle || hidden))
}

/// Whether a text says that something is not certain.
fn hedges(text: &str) -> bool {
    text.contains('?') || text.contains("c. ") || text.to_lowercase().contains("uncertain")
}

/// What the legend says of a group's sign.
fn row_of(sheet: &Sheet<'_>, group: &Group) -> String {
    let mut rows = sheet.groups.iter().filter(|g| g.role == Role::LegendRow);
    let row = rows.find(|g| g.sign == group.sign && !group.sign.is_empty());
    let texts = row
        .iter()
        .flat_map(|row| &row.items)
        .filter_map(|item| match item {
            Item::Text(text) => Some(text.words()),
            Item::Group(_) | Item::Path(_) | Item::Image(_) => None,
        });
    texts.collect()
}

fn legs(group: &Group) -> impl Iterator<Item = &Group> {
    group.items.iter().filter_map(|item| match item {
        Item::Group(leg) if matches!(leg.role, Role::Movement { .. }) => Some(leg),
        Item::Group(_) | Item::Path(_) | Item::Text(_) | Item::Image(_) => None,
    })
}

fn has_legs(group: &Group) -> bool {
    legs(group).next().is_some()
}

fn is_treaty_line(group: &Group, polity: &str) -> bool {
    matches!(&group.role, Role::Frontier { of, precision: 3 } if of == polity)
}

/// H3.
fn surveyed(sheet: &Sheet<'_>) -> Judgement {
    let approximate = sheet.groups.iter().filter_map(|g| match &g.role {
        Role::Frontier { of, precision: 1 } if has_solid_line(g) => Some(of.clone()),
        _ => None,
    });
    Judgement::none(approximate.collect())
}

fn has_solid_line(group: &Group) -> bool {
    strokes(group).any(|stroke| stroke.dash.is_empty())
}

fn strokes(group: &Group) -> impl Iterator<Item = &Stroke> {
    group.items.iter().filter_map(|item| match item {
        Item::Path(path) => path.stroke.as_ref(),
        Item::Group(_) | Item::Text(_) | Item::Image(_) => None,
    })
}

/// H4.
fn young_water(sheet: &Sheet<'_>) -> Judgement {
    let record = &sheet.drawing.scene.record;
    let exists = |body: &&WaterBody| {
        body.from.is_none_or(|from| from <= record.year)
            && body.until.is_none_or(|until| record.year < until)
    };
    let wrong = record.water.iter().filter(|body| !exists(body));
    let offenders = wrong.map(|body| match (body.from, body.until) {
        (Some(from), _) if from > record.year => format!("{} (from {from})", body.name),
        (_, until) => format!("{} (until {})", body.name, until.unwrap_or(record.year)),
    });
    Judgement::none(offenders.collect())
}

/// H5.
fn unsourced(sheet: &Sheet<'_>) -> Judgement {
    let is_fact = |group: &&&Group| match &group.role {
        Role::Marker { kind, .. } => *kind != MarkerKind::Town,
        Role::Polity { .. } | Role::Change => true,
        Role::Structure => has_legs(group),
        _ => false,
    };
    let facts: Vec<&&Group> = sheet.groups.iter().filter(is_fact).collect();
    let bare = facts.iter().filter(|g| g.datum("source").is_empty());
    let bare: Vec<String> = bare.map(|g| g.id.clone()).collect();
    let measured = format!("{} of {}", bare.len(), facts.len());
    let level = if sheet.drawing.purpose.strict {
        Level::Must
    } else {
        Level::Should
    };
    Judgement::new("0", measured, bare.is_empty())
        .with(bare)
        .at_level(level)
}

/// H6. What is in the public domain or CC0 asks for nothing.
fn credits(sheet: &Sheet<'_>) -> Judgement {
    let Some(line) = sheet.groups.iter().find(|g| g.role == Role::Credits) else {
        return Judgement::not_applicable("100 %", "no credits line");
    };
    let texts = line.items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text.words()),
        Item::Group(_) | Item::Path(_) | Item::Image(_) => None,
    });
    let said = texts.collect::<Vec<_>>().join(" ");
    let sets = &sheet.drawing.scene.record.data_sets;
    let owing: Vec<_> = sets.iter().filter(|set| !set.credit.is_empty()).collect();
    let mut offenders = Vec::new();
    for set in &owing {
        if !said.contains(&set.credit) {
            offenders.push(format!("{}: `{}` is not said", set.layer, set.credit));
        } else if !names_licence(&said, &set.licence) {
            offenders.push(format!(
                "{}: licence {} is not named",
                set.layer, set.licence
            ));
        }
    }
    let measured = percent(owing.len() - offenders.len(), owing.len());
    Judgement::new("100 %", measured, offenders.is_empty()).with(offenders)
}

/// Whether a text names a licence, or the licence needs no naming. `LGPL-3.0-or-later` may be called LGPL.
fn names_licence(text: &str, licence: &str) -> bool {
    let family = licence.split('-').next().unwrap_or_default();
    let free = licence == "public domain" || licence.starts_with("CC0");
    free || text.contains(licence)
        || text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == family)
}

#[cfg(test)]
mod tests {
    use crate::audit::toy::{Toy, text};
    use crate::audit::{Level, Verdict};
    use crate::geom::PagePoint;
    use crate::scene::{Color, DataSet, Group, Path, Role, Stroke, WaterBody};

    #[test]
    fn h1_legend_and_map_speak_of_the_same_signs() {
        let mut toy = Toy::good();
        toy.add(
            Group::new("")
                .with_role(Role::LegendRow)
                .with_sign("withdrawal of red"),
        );
        toy.add(Group::new("").with_sign("treaty"));
        let found = toy.judge("H1");
        assert_eq!(
            found.offenders,
            ["withdrawal of red: not drawn", "treaty: not in the legend"]
        );
        assert_eq!(
            (found.verdict, found.measured.as_str()),
            (Verdict::Fail, "1; 1")
        );
        toy.scene.record.has_legend = false;
        assert_eq!(toy.judge("H1").verdict, Verdict::NotApplicable);
    }

    #[test]
    fn h2_a_doubtful_site_wants_a_circle_or_a_word() {
        let mut toy = Toy::good();
        toy.doubtful_battle("battle-lost", (250.0, 240.0), 40.0);
        assert_eq!(toy.judge("H2").offenders, ["battle-lost"]);
        let of = "battle-lost".to_owned();
        toy.add(Group::new("").with_role(Role::UncertainCircle { of }));
        assert_eq!(toy.judge("H2").verdict, Verdict::Pass);
    }

    #[test]
    fn h2_a_question_mark_or_a_circle_hidden_by_the_marker_will_do() {
        let mut toy = Toy::good();
        toy.doubtful_battle("battle-lost", (250.0, 240.0), 40.0);
        toy.doubtful_battle("battle-near", (150.0, 260.0), 9.0);
        toy.label_with("battle-lost", text("3 Lost?", 13.0));
        assert_eq!(toy.judge("H2").verdict, Verdict::Pass);
    }

    #[test]
    fn h2_a_doubtful_movement_wants_a_lighter_leg() {
        let mut toy = Toy::good();
        toy.movement("raid", &[(100.0, 60.0), (160.0, 60.0)], &[]);
        toy.group("movement-raid").fact("certainty", "uncertain");
        assert_eq!(toy.judge("H2").offenders, ["movement-raid"]);
        toy.group("movement-raid-leg").sign = "inferred route".to_owned();
        assert_eq!(toy.judge("H2").verdict, Verdict::Pass);
    }

    #[test]
    fn h2_doubtful_land_is_hatched_in_dashes() {
        let mut toy = Toy::good();
        let hatched = |dash: &[f64]| {
            let mut group = Group::new("change-north").with_role(Role::Change);
            group.fact("certainty", "less-certain");
            let line = Path::line(&[PagePoint::new(0.0, 0.0), PagePoint::new(50.0, 50.0)]);
            let stroke = Stroke::solid(Color::new(0, 0, 0), 1.0).dashed(dash);
            group.path(line, None, Some(stroke));
            group
        };
        toy.add(hatched(&[9.0, 4.0]));
        assert_eq!(toy.judge("H2").verdict, Verdict::Pass);
        toy.add(hatched(&[]));
        assert_eq!(toy.judge("H2").offenders, ["change-north"]);
    }

    #[test]
    fn h3_an_approximate_frontier_is_no_solid_line() {
        let mut toy = Toy::good();
        let frontier = |dash: &[f64]| {
            let role = Role::Frontier {
                of: "polity-a".to_owned(),
                precision: 1,
            };
            let mut group = Group::new("").with_role(role);
            let line = Path::line(&[PagePoint::new(0.0, 0.0), PagePoint::new(50.0, 50.0)]);
            group.path(
                line,
                None,
                Some(Stroke::solid(Color::new(0, 0, 0), 1.0).dashed(dash)),
            );
            group
        };
        toy.add(frontier(&[6.0, 4.0]));
        assert_eq!(toy.judge("H3").verdict, Verdict::Pass);
        toy.add(frontier(&[]));
        assert_eq!(toy.judge("H3").offenders, ["polity-a"]);
    }

    #[test]
    fn h4_no_reservoir_is_older_than_its_dam() {
        let mut toy = Toy::good();
        let body = |name: &str, from, until| WaterBody {
            name: name.to_owned(),
            from,
            until,
        };
        toy.scene.record.water = vec![
            body("Bukhtarma", Some(1960), None),
            body("Zaysan", None, Some(1960)),
            body("Drained", None, Some(1700)),
        ];
        let found = toy.judge("H4");
        assert_eq!(
            found.offenders,
            ["Bukhtarma (from 1960)", "Drained (until 1700)"]
        );
        assert!(found.is_fault());
    }

    #[test]
    fn h5_facts_without_a_source_are_listed_and_refused_only_when_strict() {
        let mut toy = Toy::good();
        toy.movement("raid", &[(100.0, 60.0), (160.0, 60.0)], &[]);
        toy.group("movement-raid").data.clear();
        let found = toy.judge("H5");
        assert_eq!(found.offenders, ["movement-raid"]);
        assert_eq!((found.verdict, found.level), (Verdict::Fail, Level::Should));
        toy.purpose.strict = true;
        assert!(toy.judge("H5").is_fault());
    }

    #[test]
    fn h6_every_data_set_is_named_with_its_licence() {
        let mut toy = Toy::good();
        let set = |layer: &str, credit: &str, licence: &str| DataSet {
            layer: layer.to_owned(),
            credit: credit.to_owned(),
            licence: licence.to_owned(),
        };
        let sets = &mut toy.scene.record.data_sets;
        sets.push(set("rivers", "Rivers by Nobody", "CC-BY-4.0"));
        sets.push(set("hills", "Made by hand", "ODbL-1.0"));
        sets.push(set("own", "", "CC0-1.0"));
        let found = toy.judge("H6");
        assert_eq!(
            found.offenders,
            [
                "rivers: `Rivers by Nobody` is not said",
                "hills: licence ODbL-1.0 is not named"
            ]
        );
        assert_eq!(found.verdict, Verdict::Fail);
    }
}
