//! `theatrum gazetteer build` and `--gazetteer` from outside.

use std::fs;

use super::cli::{refused, text, theatrum};

/// A fort that no gazetteer has, and rows that are bad.
const FORTS: &str = "name,class,lat,lon\nFort Zarathub,fort,47.10,3.20\n";

#[test]
fn a_pack_is_built_searched_and_used_for_a_map() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("forts.csv"), FORTS).unwrap();
    let (forts, pack) = (at("forts.csv"), at("my.pack"));
    let built = theatrum(&["gazetteer", "build", text(&forts), "-o", text(&pack)])
        .assert()
        .success();
    let said = String::from_utf8_lossy(&built.get_output().stderr).into_owned();
    assert!(said.contains("1 entries with 2 names"), "{said}");

    refused(&["gazetteer", "search", "Fort Zarathub"], 1);
    let found = theatrum(&[
        "gazetteer",
        "search",
        "Fort Zarathub",
        "--gazetteer",
        text(&pack),
    ])
    .assert()
    .success();
    let found = String::from_utf8_lossy(&found.get_output().stdout).into_owned();
    assert!(
        found.contains("Fort Zarathub  fort  47.100, 3.200"),
        "{found}"
    );

    let war = "[campaign]\ntitle = \"War\"\nwhen = \"1800\"\n[sides.a]\nname = \"A\"\n\
        [places.fort]\nname = \"Fort Zarathub\"\n\
        [[battles]]\nname = \"Battle of the Fort\"\nplace = \"fort\"\nwhen = \"1800-05\"\nvictor = \"a\"\n";
    fs::write(at("war.toml"), war).unwrap();
    let (war, map) = (at("war.toml"), at("map.svg"));
    assert!(refused(&["render", text(&war), "-o", text(&map)], 1).contains("Zarathub"));
    theatrum(&[
        "render",
        text(&war),
        "-o",
        text(&map),
        "--gazetteer",
        text(&pack),
    ])
    .assert()
    .success();
    assert!(
        fs::read_to_string(map)
            .unwrap()
            .contains("Battle of the Fort")
    );
}

#[test]
fn bad_rows_are_told_all_at_once_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let rows: String = (0..30).map(|i| format!("Place {i},fort,x,1\n")).collect();
    fs::write(at("bad.csv"), format!("{FORTS}{rows}")).unwrap();
    fs::write(at("worse.txt"), "1\t2\n").unwrap();
    let (bad, worse, pack) = (at("bad.csv"), at("worse.txt"), at("my.pack"));
    let args = [
        "gazetteer",
        "build",
        text(&bad),
        text(&worse),
        "-o",
        text(&pack),
    ];
    let said = refused(&args, 1);
    assert!(said.contains("bad.csv:3: lat `x` is no number"), "{said}");
    assert_eq!(said.matches("is no number").count(), 20, "{said}");
    assert!(
        said.contains("31 bad rows, 11 not shown") && said.contains("--lenient"),
        "{said}"
    );
    let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().collect();
    left.sort_by_key(fs::DirEntry::file_name);
    assert_eq!(left.len(), 2, "{left:?}");
    let mut lenient = args.to_vec();
    lenient.push("--lenient");
    theatrum(&lenient).assert().success();
    assert!(pack.exists());
}

#[test]
fn what_is_no_pack_or_no_gazetteer_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("forts.csv"), FORTS).unwrap();
    let (forts, pack) = (at("forts.csv"), at("my.pack"));
    let search =
        |pack: &str, code| refused(&["gazetteer", "search", "Paris", "--gazetteer", pack], code);
    assert!(search(text(&forts), 1).contains("is no gazetteer pack"));
    assert!(search(text(&at("none.pack")), 5).contains("none.pack"));
    theatrum(&["gazetteer", "build", text(&forts), "-o", text(&pack)])
        .assert()
        .success();
    let whole = fs::read(&pack).unwrap();
    fs::write(&pack, &whole[..whole.len() - 9]).unwrap();
    assert!(search(text(&pack), 1).contains("damaged or was cut short"));
    let mut flipped = whole.clone();
    flipped[30] ^= 1;
    fs::write(&pack, flipped).unwrap();
    let args = [
        "gazetteer",
        "search",
        "Fort Zarathub",
        "--gazetteer",
        text(&pack),
    ];
    assert!(refused(&args, 1).contains("is damaged"));

    let build = |input: &str, output: &str, code| {
        refused(&["gazetteer", "build", input, "-o", output], code)
    };
    assert!(build(text(&forts), "-", 2).contains("file name"));
    assert!(build(text(&forts), text(&forts), 2).contains("overwrite the input"));
    assert!(build(text(&at("KZ.zip")), text(&pack), 2).contains("unpack it first"));
    fs::write(at("empty.txt"), "").unwrap();
    assert!(build(text(&at("empty.txt")), text(&pack), 1).contains("no row"));
    assert!(build("/dev/zero", text(&pack), 2).contains("--format"));
    let args = [
        "gazetteer",
        "build",
        "/dev/zero",
        "--format",
        "csv",
        "-o",
        text(&pack),
    ];
    assert!(refused(&args, 5).contains("no regular file"));
}

#[test]
fn the_same_input_gives_the_same_pack() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("forts.csv"), FORTS).unwrap();
    let forts = at("forts.csv");
    let packs = [at("a.pack"), at("b.pack")].map(|pack| {
        theatrum(&["gazetteer", "build", text(&forts), "-o", text(&pack)])
            .assert()
            .success();
        fs::read(pack).unwrap()
    });
    assert!(packs[0] == packs[1]);
}
