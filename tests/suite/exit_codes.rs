//! `docs/exit-codes.md` against the program.

use theatrum::cli;

const PAGE: &str = include_str!("../../docs/exit-codes.md");

/// The rows of the table whose heading row begins with `first`: first and second cell.
fn rows(first: &str) -> Vec<(String, String)> {
    let heading = format!("| {first} |");
    let (_, rest) = PAGE.split_once(&heading).expect("the table is there");
    let rows = rest
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells = rows.map(|row| {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        let mut next = || cells.next().expect("two cells").to_owned();
        (next(), next())
    });
    cells.collect()
}

#[test]
fn every_exit_code_is_documented_with_its_meaning_and_no_other() {
    let rows = rows("code");
    assert_eq!(rows.len(), cli::EXIT_CODES.len());
    for ((code, meaning), (shown, text)) in cli::EXIT_CODES.iter().zip(&rows) {
        assert_eq!(&code.to_string(), shown);
        assert!(text.starts_with(meaning), "{code}: {text:?}");
    }
}

#[test]
fn every_limit_is_documented_as_it_is() {
    let wanted: Vec<(String, String)> = cli::limits()
        .into_iter()
        .map(|(what, most)| (what.to_owned(), most))
        .collect();
    assert_eq!(rows("what"), wanted);
}
