use super::*;
use crate::campaign::model::{Extent, Stop, Victor};
use crate::diag::{Colour, render};
use proptest::prelude::*;

fn read(text: &str) -> Warned<Campaign<Written>> {
    let found = parse(&Source::new("war.toml", text));
    found.unwrap_or_else(|faults| panic!("{}", render(&faults, Colour::Plain)))
}

const SMALL: &str = r#"
format = "campaign/1"
[campaign]
title = "A small war"
when = "1756/1757"
[sides.west]
name = "West"
color = "blue"
[sides.east]
name = "East"
[forces.ours]
name = "Ours"
side = "west"
strength = ">10000"
[places.ford]
name = "The Ford"
kind = "battlefield"
at = "47.6N 84.9E"
radius_km = 80
certainty = "uncertain"
source = "book#12"
[places.hills]
name = "Hills"
line = ["47.2N 81.0E", [82.6, 47.05]]
[[polities]]
id = "west"
name = "West"
side = "west"
shape = "borders.geojson#west"
[[changes]]
id = "lost"
kind = "ceded"
name = "Lost"
area = "borders.geojson#west"
areas = ["hills", "circle(Ford, 20)"]
holder = "west"
rival = "east"
[[movements]]
force = "ours"
kind = "advance"
label = "Ours, once"
via = ["edge:SW", "47N 83E", [84.0, 47.5], "ford"]
when = 1756
[[battles]]
name = "The Ford"
place = "ford"
when = 1756-08-18
sides = { west = "ours", east = [] }
losses = { east = "~500" }
victor = "east"
[sources.book]
title = "A Book"
url = "https://example.org/book"
"#;

#[test]
fn a_file_is_read_whole() {
    let campaign = read(SMALL).value;
    assert_eq!(campaign.header.title, "A small war");
    let sides: Vec<&str> = campaign.sides.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(
        sides,
        ["west", "east"],
        "in the order written, not of the alphabet"
    );
    assert_eq!(campaign.places[0].provenance.section, "12");
    assert_eq!(campaign.places[1].line.len(), 2);
    assert_eq!(campaign.areas.len(), 2, "the same shape is the same area");
    assert_eq!(campaign.changes[0].areas.len(), 2);
    assert_eq!(campaign.changes[0].places.len(), 1);
    let movement = &campaign.movements[0];
    assert_eq!(movement.id, "ours_once");
    assert_eq!(movement.via[0], Stop::Edge { bearing_deg: 225.0 });
    assert_eq!(movement.via.len(), 4);
    let battle = &campaign.battles[0];
    assert_eq!(battle.when.as_ref().unwrap().display(), "18 Aug 1756");
    assert_eq!(battle.belligerents.len(), 2);
    assert!(battle.belligerents[1].losses.unwrap().approximate);
    assert!(matches!(battle.victor, Victor::Side(side) if side.0 == 1));
    assert_eq!(campaign.map.extent, Extent::Auto);
    assert_eq!(campaign.frames.by, "year");
}

#[test]
fn bom_and_crlf_are_read() {
    let text = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    assert_eq!(read(&text).value.battles.len(), 1);
}

#[test]
fn names_are_cleaned_with_a_warning() {
    let read = read("[campaign]\ntitle = \"A \\u202Ewar\\u0007\"\n");
    assert_eq!(read.value.header.title, "A war");
    assert_eq!(read.warnings.len(), 1);
    assert!(read.warnings[0].message.contains("2 control characters"));
}

#[test]
fn julian_dates_become_gregorian() {
    let text = "[campaign]\ntitle = \"Poltava\"\ncalendar = \"julian\"\nwhen = \"1709-06-27\"\n";
    let when = read(text).value.header.when.unwrap();
    let day = when.interval.start.unwrap().civil();
    assert_eq!((day.month, day.day), (7, 8));
}

#[test]
fn corners_become_a_polygon() {
    let text = "[campaign]\ntitle = \"x\"\n[[polities]]\nname = \"P\"\n\
                shape = [\"10N 20E\", [-30, -5.5], \"0N 0E\"]\n";
    let campaign = read(text).value;
    assert_eq!(campaign.areas[0].text, "polygon(10N 20E, 5.5S 30W, 0N 0E)");
}

#[test]
fn deep_nesting_is_refused() {
    let text = format!("[campaign]\ntitle = {}", "[".repeat(50_000));
    let faults = parse(&Source::new("deep.toml", text)).unwrap_err();
    assert!(
        faults.iter().any(|f| f.message.contains("too deep")),
        "{faults:?}"
    );
    let text = format!("a{} = 1", ".a".repeat(10_000));
    assert!(parse(&Source::new("deep.toml", text)).is_err());
}

#[test]
fn many_faults_are_counted_not_shown() {
    let text = "[campaign]\ntitle = \"x\"\n".to_owned() + &"[[battles]]\n".repeat(50_000);
    let faults = parse(&Source::new("many.toml", text)).unwrap_err();
    assert!(faults.len() < 110);
    assert!(faults.iter().any(|f| f.message.contains("more faults")));
}

#[test]
fn every_table_has_each_key_once() {
    for (table, keys) in TABLES {
        let unique: std::collections::BTreeSet<_> = keys.iter().collect();
        assert_eq!(unique.len(), keys.len(), "{table}");
    }
}

proptest! {
    #[test]
    fn a_damaged_file_is_read_or_refused_without_panic(
        from in 0usize..1500, length in 0usize..40, instead in "[-\\[\\]{}\"'=#.,0-9a-z\n]{0,8}|\\PC{0,4}",
    ) {
        let start = SMALL.floor_char_boundary(from);
        let end = SMALL.floor_char_boundary(start + length);
        let text = format!("{}{instead}{}", &SMALL[..start], &SMALL[end..]);
        if let Err(faults) = parse(&Source::new("war.toml", text)) {
            prop_assert!(faults.iter().any(|f| f.severity == Severity::Error));
            prop_assert!(render(&faults, Colour::Plain).contains("error: "));
        }
    }
}

/// Files that make careless code count for minutes; a debug build takes under two seconds each.
#[test]
fn large_files_are_decoded_in_linear_time() {
    let head = "[campaign]\ntitle = \"x\"\n";
    let many = |piece: &dyn Fn(usize) -> String| (0..40_000).map(piece).collect::<String>();
    let same_name = many(&|_| "[[battles]]\nname=\"x\"\nplace=\"p\"\n".to_owned());
    let dangling = many(&|n| format!("[places.p{n}]\nname=\"x\"\nsource=\"s{n}\"\n"));
    let broken = many(&|n| format!("a{n} = = 1\n"));
    let shapes = many(&|n| format!("[[polities]]\nname=\"x\"\nshape=\"A{n} + B\"\n"));
    for body in [same_name, dangling, broken, shapes] {
        let _ = parse(&Source::new("large.toml", format!("{head}{body}")));
    }
}

#[test]
fn a_feature_is_a_line_or_an_area_by_its_kind() {
    use crate::campaign::model::{GroundCourse, GroundKind};
    let ground = "\n[[features]]\nkind = \"road\"\nline = [\"47N 84E\", \"48N 85E\"]\n\
        [[features]]\nkind = \"wood\"\nname = \"Wood\"\nshape = \"circle(Ford, 3)\"\n";
    let campaign = read(&format!("{SMALL}{ground}")).value;
    let kinds = campaign.features.iter().map(|f| f.kind);
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [GroundKind::Road, GroundKind::Wood]
    );
    assert!(matches!(&campaign.features[0].course, GroundCourse::Line(p) if p.len() == 2));
    assert!(matches!(campaign.features[1].course, GroundCourse::Area(_)));

    let wrong = "\n[[features]]\nkind = \"wood\"\nline = [\"47N 84E\", \"48N 85E\"]\n\
        [[features]]\nkind = \"road\"\nline = [\"47N 84E\"]\n[[features]]\nname = \"x\"\n";
    let faults = parse(&Source::new("war.toml", format!("{SMALL}{wrong}"))).unwrap_err();
    let messages: Vec<&str> = faults.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`shape` is missing in `features`",
            "`line` is a list of two positions or more",
            "`kind` is missing in `features`",
        ]
    );
}
