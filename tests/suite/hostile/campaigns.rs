//! Campaign files beyond what a slip of the pen explains; slips are in `diagnostics.rs`.

use super::{SMALL, refused, said, text, with_file};

/// Refuses the campaign, saying all the parts.
#[track_caller]
fn refuse(campaign: impl AsRef<[u8]>, code: i32, parts: &[&str]) {
    let (_folder, path) = with_file("war.toml", campaign);
    let told = refused(&["check", text(&path)], code);
    for part in parts {
        assert!(told.contains(part), "missing {part:?} in:\n{told}");
    }
    assert!(told.len() < 100_000, "{} bytes of messages", told.len());
}

#[test]
fn nesting_without_end_is_refused_where_it_begins() {
    let told = ["nested too deep", "war.toml:1:"];
    refuse(
        format!("a = {}{}", "[".repeat(10_000), "]".repeat(10_000)),
        1,
        &told,
    );
    refuse(format!("a = {}", "{a=".repeat(50_000)), 1, &told);
    refuse(format!("[{}b]\n", "a.".repeat(50_000)), 1, &told);
    refuse(format!("{}b = 1\n", "a.".repeat(50_000)), 1, &told);
}

#[test]
fn bytes_that_are_no_text_are_told_by_line_and_column() {
    refuse(
        b"[campaign]\ntitle = \"a\xFF\"\n",
        1,
        &["0xFF at byte 21", "war.toml:2:11"],
    );
    refuse(b"\xFF\xFE[\0c\0a\0m\0", 1, &["UTF-16"]);
    refuse(b"\x7FELF", 1, &["ELF"]);
}

#[test]
fn a_file_over_the_limit_is_refused() {
    let padded = |n: usize| format!("{SMALL}#{}", "x".repeat(n - SMALL.len() - 1));
    refuse(padded((4 << 20) + 1), 4, &["longer than 4 MB"]);
    let (_folder, path) = with_file("war.toml", padded(4 << 20));
    said(&["check", text(&path)]);
}

#[test]
fn a_thousand_faults_are_told_without_flooding_the_terminal() {
    let faults = (0..50_000).map(|i| format!("[places.p{i}]\nnmae = 1\n"));
    refuse(
        faults.collect::<String>(),
        1,
        &["unknown key `nmae`", "are not shown"],
    );
}

#[test]
fn a_projection_that_reads_files_is_refused_where_it_stands() {
    let with = |kind: &str| SMALL.replace("[map]\n", &format!("[map]\nprojection = \"{kind}\"\n"));
    for (kind, part) in [
        (
            "+proj=merc +nadgrids=/etc/passwd",
            "`+nadgrids` is not allowed",
        ),
        (
            "+proj=merc +nadgrids=http://a.example/x",
            "`+nadgrids` is not allowed",
        ),
        ("+proj=pipeline +step +proj=merc", "pipeline"),
        ("+init=/etc/passwd", "+init"),
        ("mercatr", "use `mercator`"),
    ] {
        refuse(with(kind), 1, &[part, "war.toml:6:14"]);
        let (folder, path) = with_file("war.toml", SMALL);
        let map = folder.path().join("a.svg");
        let typed = [
            "render",
            text(&path),
            "-o",
            text(&map),
            "--projection",
            kind,
        ];
        let told = refused(&typed, 2);
        assert!(told.contains(part) && !map.exists(), "{told}");
    }
}

#[test]
fn numbers_without_measure_are_refused() {
    for (written, part) in [
        ("[map]\npad = nan\n", "pad"),
        (
            "[places.p]\nname = \"P\"\nat = [1e308, 1e400]\n",
            "out of range",
        ),
        ("[frames]\nfps = inf\n", "`fps` is out of range"),
        ("[frames]\nhold = -1\n", "`hold` is out of range"),
        ("[frames]\ntween = 1e9\n", "`tween` is out of range"),
        (
            "[[captions]]\nwhen = \"1757-02-30\"\ntext = \"t\"\n",
            "February 1757",
        ),
        (
            "[[captions]]\nwhen = \"Y99999999999999999999\"\ntext = \"t\"\n",
            "error: ",
        ),
        (
            "[places.p]\nname = \"P\"\nwitdh = 5\n",
            "unknown key `witdh`",
        ),
    ] {
        let campaign = SMALL
            .replace("[map]\n", "")
            .replace("extent = \"0E 45N 6E 49N\"\n", "");
        refuse(format!("{campaign}{written}"), 1, &[part, "war.toml:"]);
    }
}

#[test]
fn links_and_colours_are_typed_values() {
    let link = |url: &str| format!("{SMALL}[sources.s]\ntitle = \"S\"\nurl = {url:?}\n");
    for url in [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//a.example",
        "file:///etc/passwd",
        "https://a.example/ onload=x",
    ] {
        refuse(link(url), 1, &["`url` begins with `https://`", "war.toml:"]);
    }
    let color = |color: &str| SMALL.replace("\"blue\"", &format!("{color:?}"));
    for bad in [
        "url(http://a.example)",
        "red;}</style>",
        "var(--x)",
        "#12345g",
        "expression(1)",
    ] {
        refuse(color(bad), 1, &["unknown `color`", "war.toml:9:9"]);
    }
}

#[test]
fn two_thousand_places_on_one_map_come_to_an_end() {
    let places = (0..2000).map(|i| {
        let (lat, lon) = (45.0 + f64::from(i % 40) / 10.0, f64::from(i / 40) / 10.0);
        format!("[places.p{i}]\nname = \"Place {i}\"\nat = [{lon}, {lat}]\n")
    });
    let (folder, path) = with_file("war.toml", format!("{SMALL}{}", places.collect::<String>()));
    let map = folder.path().join("map.svg");
    said(&["render", text(&path), "-o", text(&map), "--no-relief"]);
    assert!(map.exists());
}
