//! Files that a campaign file names, and names that file systems allow.

use std::fs;

use super::{SMALL, names, refused, said, text, theatrum, with_file};

#[track_caller]
fn refuse_shape(named: &str) {
    let shape = named.replace('\\', "\\\\");
    let polity = format!("[[polities]]\nname = \"P\"\nshape = \"{shape}\"\n");
    let (_folder, path) = with_file("war.toml", format!("{SMALL}{polity}"));
    let done = theatrum(&["check", text(&path)]).assert().failure();
    let code = done.get_output().status.code();
    let told = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(
        matches!(code, Some(1 | 5)) && told.contains("error: "),
        "{named}: {code:?} {told}"
    );
    assert!(!told.contains("root:"), "{told}");
}

#[test]
fn shapes_outside_the_campaigns_folder_are_not_read() {
    for named in [
        "../land.geojson",
        "a/../../land.geojson",
        "/etc/passwd",
        "/proc/self/environ",
        "/dev/zero",
        "~/land.geojson",
        "\\\\host\\share\\land.geojson",
        "C:\\land.geojson",
        "file:///etc/passwd.geojson",
        "https://a.example/land.geojson",
    ] {
        refuse_shape(named);
    }
}

#[cfg(unix)]
#[test]
fn links_out_pipes_and_devices_are_refused_without_waiting() {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    let polity = "[[polities]]\nname = \"P\"\nshape = \"land.geojson\"\n";
    let outside = with_file(
        "land.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[]}",
    );
    let (folder, war) = with_file("war.toml", format!("{SMALL}{polity}"));
    let land = folder.path().join("land.geojson");
    let refuse = |part: &str| {
        let told = refused(&["check", text(&war)], 5);
        assert!(told.contains(part), "{told}");
        fs::remove_file(&land).unwrap();
    };
    symlink(&outside.1, &land).unwrap();
    refuse("must lie in the campaign's folder");
    symlink("/dev/zero", &land).unwrap();
    refuse("must lie in the campaign's folder");
    symlink("land.geojson", &land).unwrap();
    refuse("land.geojson");
    assert!(
        Command::new("mkfifo")
            .arg(&land)
            .status()
            .unwrap()
            .success()
    );
    refuse("no regular file");
    fs::create_dir(&land).unwrap();
    let told = refused(&["check", text(&war)], 5);
    assert!(told.contains("is a directory"), "{told}");
}

#[cfg(unix)]
#[test]
fn an_input_that_is_a_pipe_or_a_device_is_refused_with_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("a.toml");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    for input in [text(&pipe), "/dev/zero"] {
        let told = refused(&["check", input], 5);
        assert!(
            told.contains("no regular file") && told.contains("`-`"),
            "{told}"
        );
    }
}

#[cfg(unix)]
#[test]
fn any_name_that_a_file_can_have_works() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    let long = [&[b'a'; 250][..], b".toml"].concat();
    let inputs: [&[u8]; 5] = [
        b"caf\xE9.toml",
        b"a b\nc.toml",
        b"-x.toml",
        b"\xF0\x9F\x97\xBA.toml",
        &long,
    ];
    for name in inputs {
        let path = folder.path().join(OsStr::from_bytes(name));
        fs::write(&path, SMALL).unwrap();
        let map = path.with_extension("svg");
        let run = || {
            let mut command = theatrum(&["-q", "render", "--no-relief", "-o"]);
            command.current_dir(folder.path());
            command
        };
        run()
            .arg(&map)
            .arg("--")
            .arg(OsStr::from_bytes(name))
            .assert()
            .success();
        assert!(map.exists(), "{name:?}");
    }
    assert_eq!(names(folder.path()).len(), 10);
}

#[test]
fn names_are_shown_without_their_control_characters() {
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("a\u{1b}[2J\u{202e}b.toml");
    let told = refused(&["check", text(&odd)], 5);
    assert!(told.contains("\\x1b[2J\\u{202e}b.toml"), "{told:?}");
    fs::write(&odd, SMALL).unwrap();
    let map = odd.with_extension("svg");
    assert!(!said(&["render", text(&odd), "-o", text(&map), "--no-relief"]).contains('\u{1b}'));
}
