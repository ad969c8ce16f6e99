//! Who imports whom: the code against the tables in `ARCHITECTURE.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const PLAN: &str = include_str!("../../ARCHITECTURE.md");
/// Stands in the table for every module.
const EVERYTHING: &str = "everything";

/// The source files below `folder`, each with its top-level module, without tests and comments.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.file_name() != Some("tests.rs".as_ref()) {
            let text = fs::read_to_string(&path).expect("sources are text");
            let text = text.split("#[cfg(test)]\nmod tests {").next();
            let lines = text.unwrap_or_default().lines();
            let code = lines.filter(|line| !line.trim_start().starts_with("//"));
            let below = path.strip_prefix(root().join("src")).expect("it is below");
            let first = below.iter().next().and_then(|name| name.to_str());
            let module = first.expect("names are text").trim_end_matches(".rs");
            found.push((module.to_owned(), code.collect::<Vec<_>>().join("\n")));
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn code() -> Vec<(String, String)> {
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    found
}

/// The names in front of which `crate::` stands.
fn imports(code: &str) -> BTreeSet<String> {
    let named = code.split("crate::").skip(1).map(|rest| {
        assert!(
            !rest.starts_with(['{', '*']),
            "one `use` per module: {rest:.60}"
        );
        rest.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
    });
    named
        .map(|name| name.unwrap_or_default().to_owned())
        .collect()
}

/// The rows of the table below a heading: what stands in backticks on the left, and the right side.
fn table(heading: &str) -> BTreeMap<String, String> {
    let (_, text) = PLAN.split_once(heading).expect("the plan has the heading");
    let text = text.split("\n## ").next().unwrap_or_default();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let mut table = BTreeMap::new();
    for row in rows {
        let (left, right) = row
            .trim_end_matches('|')
            .split_once('|')
            .expect("two columns");
        for name in left.split(", ") {
            let name = name.trim_matches(['`', ' ']).to_owned();
            assert!(
                table.insert(name, right.trim().to_owned()).is_none(),
                "{row}"
            );
        }
    }
    table
}

/// The words of a cell up to the reasons in brackets.
fn words(cell: &str) -> BTreeSet<&str> {
    let outside = cell
        .split('(')
        .enumerate()
        .map(|(index, part)| match index {
            0 => part,
            _ => part.split_once(')').expect("brackets are closed").1,
        });
    let names = outside.flat_map(|part| part.split([',', ' ']));
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn modules_import_only_what_the_plan_allows() {
    let allowed = table("## Who may import whom");
    let mut checked = 0;
    for (module, code) in code() {
        let Some(cell) = allowed.get(&module) else {
            assert!(
                ["lib", "main"].contains(&module.as_str()),
                "`{module}` is not in the table"
            );
            continue;
        };
        let allowed = words(cell);
        for import in imports(&code) {
            let fine = import == module
                || allowed.contains(import.as_str())
                || (allowed.contains(EVERYTHING) && import != "cli");
            assert!(
                fine,
                "`{module}` imports `{import}`: {cell:?} may, see ARCHITECTURE.md"
            );
            checked += usize::from(import != module);
        }
    }
    assert!(checked > 100, "only {checked} imports were found");
}

#[test]
fn the_plan_has_no_circle() {
    let allowed = table("## Who may import whom");
    let mut left: BTreeSet<&str> = allowed.keys().map(String::as_str).collect();
    while !left.is_empty() {
        let free = |name: &&str| {
            let above = words(&allowed[*name]);
            let top = above.contains(EVERYTHING);
            !left
                .iter()
                .any(|other| above.contains(other) || (top && other != name))
        };
        let done: Vec<&str> = left.iter().copied().filter(free).collect();
        if done.is_empty()
            && left
                .iter()
                .all(|name| words(&allowed[*name]).contains(EVERYTHING))
        {
            return;
        }
        assert!(!done.is_empty(), "{left:?} import each other");
        left.retain(|name| !done.contains(name));
    }
}

#[test]
fn heavy_dependencies_are_imported_where_the_plan_says() {
    let homes = table("## Which dependency is imported where");
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("it is there");
    for (name, cell) in &homes {
        assert!(
            manifest.contains(&format!("\n{name} = ")),
            "`{name}` is no dependency"
        );
        let path = format!("{}::", name.replace('-', "_"));
        let users = code().into_iter().filter(|(_, code)| {
            code.match_indices(&path).any(|(at, _)| {
                !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            })
        });
        let users: BTreeSet<String> = users.map(|(module, _)| module).collect();
        let users: BTreeSet<&str> = users.iter().map(String::as_str).collect();
        assert_eq!(
            users,
            words(cell),
            "`{name}` is imported elsewhere than ARCHITECTURE.md says"
        );
    }
}
