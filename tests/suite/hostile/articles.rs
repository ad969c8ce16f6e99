//! Articles that are none, or not in a form that can be read.

use super::{names, refused, said, text, theatrum, with_file};

/// Refuses the file as an article with the exit code, saying all the parts, and leaves nothing behind.
#[track_caller]
fn refuse(name: &str, bytes: impl AsRef<[u8]>, code: i32, parts: &[&str]) {
    let (folder, path) = with_file(name, bytes);
    let map = folder.path().join("map.svg");
    let told = refused(&["render", text(&path), "-o", text(&map)], code);
    for part in parts {
        assert!(told.contains(part), "missing {part:?} in:\n{told}");
    }
    assert_eq!(names(folder.path()), [name]);
}

#[test]
fn a_missing_file_and_a_directory_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none.txt");
    let told = refused(&["read", text(&missing)], 5);
    assert!(told.contains("none.txt"), "{told}");
    let told = refused(&["read", text(folder.path())], 5);
    assert!(told.contains("is a directory"), "{told}");
}

#[test]
fn bytes_that_are_no_text_are_told_by_kind_line_and_column() {
    let bad = b"The army\nleft \xE9vora.";
    refuse("a.txt", bad, 1, &["0xE9 at byte 14", "a.txt:2:6", "UTF-8"]);
    refuse(
        "a.txt",
        b"The army\0",
        1,
        &["NUL byte at byte 8", "a.txt:1:9"],
    );
    refuse("a.md", b"\x7FELF\x02\x01", 1, &["a program (ELF)"]);
    refuse("a.txt", b"\x1F\x8B\x08\x00", 1, &["gzip", "gunzip"]);
    refuse("a.txt", b"\xFF\xFET\0h\0e\0", 1, &["UTF-16", "iconv"]);
    refuse("a.txt", b"T\0h\0e\0 \0a\0r\0m\0y\0", 1, &["UTF-16"]);
    refuse("a.html", b"PK\x03\x04", 1, &["office file"]);
}

#[test]
fn an_article_without_words_or_places_gets_no_map() {
    refuse("a.txt", "", 1, &["no text in", "at least one sentence"]);
    refuse("a.txt", "\n \n\t\n", 1, &["no text in"]);
    refuse("a.txt", "\u{feff}", 1, &["no text in"]);
    let calm = "Nothing happened to me yesterday, and it was fine.\n";
    refuse(
        "a.txt",
        calm,
        1,
        &["no place of", "theatrum read", "theatrum draft"],
    );
}

#[test]
fn line_ends_and_byte_order_marks_of_other_systems_are_read() {
    let plain = "On 5 May 1807 the army of Prussia marched from Berlin to Warsaw.\n\nIt rained.\n";
    let found = |article: String| {
        let (_folder, path) = with_file("a.txt", article);
        let done = theatrum(&["places", text(&path), "--format", "csv"])
            .assert()
            .success();
        let csv = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
        csv.lines()
            .map(|l| l.split(',').next().unwrap_or("").to_owned())
            .collect::<Vec<_>>()
    };
    let ids = found(plain.to_owned());
    assert!(ids.len() > 2, "{ids:?}");
    assert_eq!(found(format!("\u{feff}{plain}")), ids);
    assert_eq!(found(plain.replace('\n', "\r\n")), ids);
    assert_eq!(found(plain.replace('\n', "\r")), ids);
    assert_eq!(found(plain.replace('\n', "\u{85}")), ids);
}

#[test]
fn an_article_over_the_limit_is_refused_and_one_at_it_is_read() {
    let most = 16 << 20;
    let words = |n: usize| vec![b' '; n];
    refuse("a.txt", words(most + 1), 4, &["is longer than 16 MB"]);
    refuse("a.txt", words(100 << 20), 4, &["is longer than 16 MB"]);
    // As long as allowed, but blank: it is read, and found to be empty.
    refuse("a.txt", words(most), 1, &["no text in"]);
}

#[test]
fn tags_nested_without_end_are_refused() {
    let told = ["nested deeper than 512", "a.html:1:"];
    refuse("a.html", "<div>".repeat(50_000), 4, &told);
    refuse("a.html", "<span><b>".repeat(50_000), 4, &told);
}

#[test]
fn escape_sequences_of_an_article_do_not_reach_the_terminal() {
    let article = "On 5 May 1807 the army of Prussia marched from Berlin to Warsaw.\n\n\
        The \u{1b}]0;owned\u{7} Battle of Berlin\u{9b}31m was fought on 6 May 1807 by the \
        \u{202e}Prussian\u{1b}[2J army, which lost 300 men.\n";
    let (folder, path) = with_file("a.txt", article);
    let map = folder.path().join("map.svg");
    let shown = |args: &[&str]| {
        let done = theatrum(args).assert().success();
        let output = done.get_output();
        [&output.stdout, &output.stderr]
            .map(|b| String::from_utf8_lossy(b).into_owned())
            .concat()
    };
    for args in [
        &["read", text(&path)][..],
        &["places", text(&path)],
        &["render", text(&path), "-o", text(&map)],
    ] {
        let shown = shown(args);
        let tame =
            |c: char| c == '\n' || !(c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
        assert!(shown.chars().all(tame), "{args:?}: {shown:?}");
    }
    let svg = std::fs::read_to_string(map).unwrap();
    assert!(!svg.contains(['\u{1b}', '\u{202e}', '\u{9b}', '\u{7}']));
}

#[test]
fn a_campaign_file_is_no_article_and_is_known_without_a_name() {
    let (_folder, war) = super::small();
    for command in ["read", "draft"] {
        let told = refused(&[command, text(&war)], 2);
        assert!(
            told.contains("is a campaign file, not an article"),
            "{told}"
        );
    }
    theatrum(&["check", "-"])
        .write_stdin(super::SMALL)
        .assert()
        .success();
    assert!(said(&["check", text(&war)]).contains("2 places"));
}
