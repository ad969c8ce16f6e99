//! The same bytes whatever the surroundings.

use std::collections::BTreeSet;
use std::fs;

use super::{small, text, theatrum};

#[test]
fn threads_locale_time_zone_and_folder_leave_no_trace() {
    let (folder, war) = small();
    let surroundings: [&[(&str, &str)]; 5] = [
        &[],
        &[("RAYON_NUM_THREADS", "1"), ("LC_ALL", "C"), ("TZ", "UTC")],
        &[
            ("RAYON_NUM_THREADS", "2"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LANG", "tr_TR.UTF-8"),
        ],
        &[
            ("RAYON_NUM_THREADS", "7"),
            ("TZ", "Pacific/Kiritimati"),
            ("HOME", "/nonexistent"),
        ],
        &[
            ("RAYON_NUM_THREADS", "64"),
            ("SOURCE_DATE_EPOCH", "0"),
            ("COLUMNS", "20"),
        ],
    ];
    let mut seen = BTreeSet::new();
    for (n, variables) in surroundings.into_iter().enumerate() {
        let own = folder.path().join(n.to_string());
        fs::create_dir(&own).unwrap();
        let mut command = theatrum(&["-q", "render", text(&war), "-o", "a.svg", "-o", "a.png"]);
        command
            .current_dir(&own)
            .envs(variables.iter().copied())
            .assert()
            .success();
        let read = |name: &str| fs::read(own.join(name)).unwrap();
        seen.insert((read("a.svg"), read("a.png")));
    }
    assert_eq!(seen.len(), 1, "maps differ with the surroundings");
}

#[test]
fn articles_are_read_alike_by_any_number_of_threads() {
    let article = "examples/first-sino-kazakh-war/article.md";
    let draft = |threads: &str| {
        let mut command = theatrum(&["draft", article]);
        let done = command.env("RAYON_NUM_THREADS", threads).assert().success();
        done.get_output().stdout.clone()
    };
    assert_eq!(draft("1"), draft("5"));
}
