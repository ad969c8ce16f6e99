//! One case for each thing an author can get wrong in a campaign file.

use theatrum::campaign::file;
use theatrum::diag::{Colour, Source, render};

/// What the author is told about a file.
fn told(text: &str) -> String {
    match file::parse(&Source::new("war.toml", text)) {
        Ok(read) => render(&read.warnings, Colour::Plain),
        Err(faults) => render(&faults, Colour::Plain),
    }
}

/// A file without faults, in front of what a case adds.
const HEAD: &str = "[campaign]\ntitle = \"A war\"\n[sides.west]\nname = \"West\"\n[sides.east]\n\
    name = \"East\"\n[forces.ours]\nname = \"Ours\"\nside = \"west\"\n[places.ford]\n\
    name = \"The Ford\"\n";

#[track_caller]
fn expect_told(addition: &str, parts: &[&str]) {
    let told = told(&format!("{HEAD}{addition}"));
    for part in parts {
        assert!(told.contains(part), "missing {part:?} in:\n{told}");
    }
}

#[test]
fn the_form_is_that_of_a_compiler() {
    let told = told("[campaign]\ntitel = \"A war\"\ntitle = \"A war\"\n");
    let wanted = "\
error: unknown key `titel` in `campaign`
 --> war.toml:2:1
  |
2 | titel = \"A war\"
  | ^^^^^
  |
  = hint: did you mean `title`
";
    assert_eq!(told, wanted);
}

#[test]
fn a_file_without_faults_says_nothing() {
    assert_eq!(told(HEAD), "");
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_file() {
    let text = format!(
        "{HEAD}[[battles]]\nname = \"B\"\nplace = \"frod\"\nwhen = \"1756-02-30\"\nvictor = \"wets\"\n"
    );
    let told = told(&text);
    let order = [
        "unknown place `frod`",
        "there is no day 30",
        "unknown side `wets`",
    ];
    let found: Vec<_> = order.iter().map(|part| told.find(part)).collect();
    assert!(
        found.iter().all(Option::is_some) && found.is_sorted(),
        "{told}"
    );
}

#[test]
fn a_date_without_quotes_is_pointed_out_and_the_rest_still_read() {
    let told = told("[campaign]\ntitle = \"x\"\nwhen = 1756-05\n[map]\npda = 1\n");
    assert!(told.contains("put the date into quotes"), "{told}");
    assert!(told.contains("did you mean `pad`"), "{told}");
}

macro_rules! cases {
    ($($(#[$meta:meta])* $name:ident: $addition:expr => [$($part:expr),+ $(,)?];)*) => {$(
        #[test]
        fn $name() {
            expect_told($addition, &[$($part),+]);
        }
    )*};
}

cases! {
    unknown_table: "[battels]\n" => ["unknown key `battels`", "did you mean `battles`"];
    unknown_key_without_a_likely_one: "[map]\nxyzzy = 1\n" => ["the keys here are extent, pad"];
    wrong_format: "[x]\n" => ["unknown key `x`"];
    wrong_type_of_text: "[[captions]]\nwhen = 1756\ntext = 5\n"
        => ["`text` is a text in quotes, not integer", "war.toml:14:8"];
    wrong_type_of_table: "[map]\nprojection = { kind = 5 }\n" => ["`kind` is a text"];
    list_written_as_table: "[battles]\nname = \"B\"\n" => ["a list of tables, `[[battles]]`"];
    table_written_as_list: "[[sources]]\ntitle = \"B\"\n" => ["tables with ids, like `[sources.x]`"];
    missing_key: "[[battles]]\nname = \"B\"\n" => ["`place` is missing in `battles`"];
    empty_name: "[places.p]\nname = \"\"\n" => ["`name` is empty"];
    bad_id: "[places.\"a b\"]\nname = \"A\"\n" => ["`a b` is no id"];
    same_id_twice:
        "[[events]]\nid = \"e\"\nname = \"E\"\nplace = \"ford\"\n[[events]]\nid = \"e\"\nname = \"F\"\nplace = \"ford\"\n"
        => ["the id `e` is used twice in `events`"];
    table_twice: "[places.ford]\nname = \"Again\"\n" => ["duplicate key"];
    place_by_name: "[[events]]\nname = \"E\"\nplace = \"The Ford\"\n"
        => ["unknown place `The Ford`", "did you mean `ford`"];
    unknown_side: "[forces.f]\nname = \"F\"\nside = \"wset\"\n"
        => ["unknown side `wset`", "did you mean `west`"];
    unknown_force: "[[movements]]\nforce = \"theirs\"\nvia = [\"ford\", \"edge:E\"]\n"
        => ["unknown force `theirs`"];
    unknown_source: "[places.p]\nname = \"P\"\nsource = \"wp#x\"\n"
        => ["unknown source `wp`", "add it as `[sources.wp]`"];
    force_on_another_side:
        "[[battles]]\nname = \"B\"\nplace = \"ford\"\nsides = { east = \"ours\" }\n"
        => ["force `ours` is not on side `east`"];
    movement_of_nobody: "[[movements]]\nvia = [\"ford\", \"edge:E\"]\n"
        => ["the movement is nobody's"];
    movement_with_force_of_another_side:
        "[[movements]]\nforce = \"ours\"\nside = \"east\"\nvia = [\"ford\", \"edge:E\"]\n"
        => ["the force of this movement is on another side"];
    one_stop: "[[movements]]\nside = \"west\"\nvia = [\"ford\"]\n" => ["two stops or more"];
    bad_edge: "[[movements]]\nside = \"west\"\nvia = [\"ford\", \"edge:east\"]\n"
        => ["unknown `edge`: `east`"];
    one_point_of_a_line: "[places.p]\nname = \"P\"\nline = [\"1N 2E\"]\n"
        => ["`line` is a list of two positions"];
    change_without_land:
        "[[changes]]\nkind = \"ceded\"\nname = \"C\"\nholder = \"west\"\nrival = \"east\"\n"
        => ["the change has no land"];
    unknown_kind: "[places.p]\nname = \"P\"\nkind = \"rivr\"\n"
        => ["unknown `kind`: `rivr`", "did you mean `river`"];
    unknown_certainty: "[places.p]\nname = \"P\"\ncertainty = \"maybe\"\n"
        => ["use one of certain, less-certain, uncertain"];
    bad_color: "[sides.s]\nname = \"S\"\ncolor = \"red;}</style>\"\n" => ["unknown `color`"];
    bad_link: "[sources.s]\ntitle = \"S\"\nurl = \"javascript:alert(1)\"\n"
        => ["`url` begins with `https://`"];
    bad_language: "[places.p]\nname = \"P\"\nnames = { \"k k\" = \"x\" }\n"
        => ["a language is a tag"];
    impossible_day: "[[captions]]\nwhen = \"1757-02-29\"\ntext = \"t\"\n"
        => ["February 1757 has 28 days"];
    backward_interval: "[[captions]]\nwhen = \"1757/1756\"\ntext = \"t\"\n"
        => ["the interval ends before it begins"];
    latitude_beyond_the_pole: "[places.p]\nname = \"P\"\nat = \"95N 20E\"\n"
        => ["bad position: `95N` is out of range"];
    pair_beyond_the_pole: "[places.p]\nname = \"P\"\nat = [20, 95]\n" => ["out of range"];
    position_not_a_number: "[places.p]\nname = \"P\"\nat = [nan, 5]\n" => ["out of range"];
    position_without_letters: "[places.p]\nname = \"P\"\nat = \"53.2 69.3\"\n"
        => ["hemisphere letters"];
    radius_nan: "[places.p]\nname = \"P\"\nradius_km = nan\n" => ["`radius_km` is out of range"];
    radius_infinite: "[places.p]\nname = \"P\"\nradius_km = inf\n" => ["0 to 5000"];
    radius_negative: "[places.p]\nname = \"P\"\nradius_km = -1\n" => ["0 to 5000"];
    rank_beyond_three: "[places.p]\nname = \"P\"\nrank = 4\n" => ["`rank` is out of range: 1 to 3"];
    broken_number: "[forces.f]\nname = \"F\"\nside = \"west\"\nstrength = \"many\"\n"
        => ["bad `strength`"];
    too_many_tweens: "[frames]\ntween = 1000000000\n" => ["`tween` is out of range: 0 to 1000"];
    bad_pad: "[map]\npad = \"-8%\"\n" => ["`pad` is `0%` to `100%`"];
    bad_extent: "[map]\nextent = \"64E 41N\"\n" => ["two longitudes and two latitudes"];
    parallel_beyond_the_pole: "[map]\nprojection = { kind = \"x\", lat1 = 91 }\n"
        => ["`lat1` is out of range"];
    unknown_layer: "[map]\nbase = [\"river\"]\n" => ["did you mean `rivers`"];
    bad_shape: "[[polities]]\nname = \"P\"\nshape = \"A - eastof(B)\"\n"
        => ["did you mean `east-of`", "war.toml:14:14"];
    shape_outside_the_folder: "[[polities]]\nname = \"P\"\nshape = \"../a.geojson#x\"\n"
        => ["is not a path below the folder"];
    output_outside_the_folder: "[[outputs]]\nfile = \"/etc/passwd\"\n"
        => ["is not a path below the folder"];
    control_characters_in_a_name: "[places.p]\nname = \"P\\u001b[31m\\u202e\"\n"
        => ["warning: 2 control characters were taken out of `name`"];
    monster_name: &format!("[places.p]\nname = \"{}\"\n", "a".repeat(1_000_000))
        => ["warning: `name` is too long and was cut"];
    broken_toml: "[[battles]\nname = \"x\n" => ["error: ", "war.toml:12:"];
}

#[test]
fn a_file_of_another_format_is_refused() {
    let told = told("format = \"campaign/2\"\n[campaign]\ntitle = \"x\"\n");
    assert!(told.contains("did you mean `campaign/1`"), "{told}");
}

#[test]
fn a_file_without_a_campaign_is_told_what_to_add() {
    assert!(told("").contains("add `[campaign]` with `title"));
}

#[test]
fn a_file_beyond_the_limit_is_refused() {
    let text = format!("# {}\n{HEAD}", "x".repeat(file::MAX_BYTES));
    assert!(told(&text).contains("at most 4 MB are read"));
}
