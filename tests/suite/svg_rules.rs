//! What an SVG of ours may hold: in every profile only the elements and attributes that the programs
//! it is made for draw right, and nothing for which a wiki refuses an upload.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use resvg::usvg::roxmltree::{Document, Node};

const PROFILES: [&str; 4] = ["web", "office", "wiki", "outline"];

/// Elements of all profiles.
const ELEMENTS: [&str; 7] = ["svg", "g", "path", "image", "title", "desc", "switch"];
/// Elements of the profiles with live text.
const TEXT_ELEMENTS: [&str; 2] = ["text", "tspan"];

/// Attributes of an element that mean the same everywhere.
fn attributes(element: &str) -> &'static [&'static str] {
    match element {
        "svg" => &[
            "viewBox",
            "width",
            "height",
            "role",
            "aria-labelledby",
            "lang",
        ],
        "g" => &["id", "aria-label", "systemLanguage"],
        "path" => &[
            "d",
            "fill",
            "fill-opacity",
            "stroke",
            "stroke-width",
            "stroke-opacity",
            "stroke-dasharray",
            "stroke-linecap",
            "stroke-linejoin",
        ],
        "image" => &["x", "y", "width", "height", "preserveAspectRatio", "href"],
        "title" | "desc" => &["id"],
        "text" => &[
            "id",
            "x",
            "y",
            "transform",
            "font-family",
            "font-size",
            "font-weight",
            "font-style",
            "fill",
            "stroke",
            "stroke-width",
            "stroke-linejoin",
            "systemLanguage",
        ],
        "tspan" => &["x", "y"],
        _ => &[],
    }
}

/// Attributes of `text` that only some profiles may use.
fn more_text_attributes(profile: &str) -> &'static [&'static str] {
    match profile {
        "web" => &["paint-order"],
        "wiki" => &["paint-order", "letter-spacing"],
        _ => &[],
    }
}

/// Everything in an SVG that its profile does not allow, in words.
fn faults(svg: &str, profile: &str) -> Vec<String> {
    let document = match Document::parse(svg) {
        Ok(document) => document,
        Err(e) => return vec![format!("no XML: {e}")],
    };
    let mut faults = upload_faults(svg, &document);
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let is_text = TEXT_ELEMENTS.contains(&name) && profile != "outline";
        if !ELEMENTS.contains(&name) && !is_text {
            faults.push(format!("element `{name}`"));
        }
        for attribute in node.attributes() {
            let own = attribute.name();
            let more = name == "text" && more_text_attributes(profile).contains(&own);
            let data = name == "g" && own.starts_with("data-");
            if !attributes(name).contains(&own) && !more && !data {
                faults.push(format!("attribute `{own}` of `{name}`"));
            }
            faults.extend(value_fault(own, attribute.value()));
        }
    }
    faults.extend(structure_faults(&document, profile));
    faults.sort();
    faults.dedup();
    faults
}

/// Numbers without exponent or unit, colours of six digits, dashes and gaps in pairs.
fn value_fault(name: &str, value: &str) -> Option<String> {
    let is_number = |part: &str| {
        let digits = part.trim_start_matches('-');
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let fine = match name {
        "x" | "y" | "stroke-width" | "stroke-opacity" | "fill-opacity" | "font-size"
        | "letter-spacing" => is_number(value),
        "width" | "height" => is_number(value.trim_end_matches("mm")),
        "fill" | "stroke" => {
            let digits = value.strip_prefix('#').unwrap_or_default();
            value == "none" || digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit())
        }
        "stroke-dasharray" => {
            let parts: Vec<&str> = value.split(' ').collect();
            parts.len().is_multiple_of(2) && parts.into_iter().all(is_number)
        }
        "d" => !value.contains(['e', 'E', 'N', 'i']) && value.starts_with('M'),
        _ => true,
    };
    (!fine).then(|| format!("`{name}` is `{value:.40}`"))
}

/// What holds between elements.
fn structure_faults(document: &Document<'_>, profile: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for node in document.descendants().filter(Node::is_element) {
        if let Some(id) = node.attribute("id") {
            if !ids.insert(id) {
                faults.push(format!("id `{id}` twice"));
            }
            if id.contains(['|', '/']) {
                faults.push(format!("id `{id}` cannot be translated"));
            }
        }
        match node.tag_name().name() {
            "switch" => faults.extend(switch_faults(node, profile)),
            "text" => {
                let in_switch = node.parent().is_some_and(|p| p.has_tag_name("switch"));
                if profile == "wiki" && !in_switch {
                    faults.push("a text outside of a `switch`".to_owned());
                }
                if node.children().any(|c| c.has_tag_name("title")) {
                    faults.push("a title within a text".to_owned());
                }
                faults.extend(words_fault(node, profile));
            }
            "svg" if node.parent().is_some_and(|p| p.is_element()) => {
                faults.push("an svg within the svg".to_owned());
            }
            _ => {}
        }
    }
    faults
}

/// A translation tool would take `$1` for a gap, and an office program a list of fonts for one name.
fn words_fault(node: Node<'_, '_>, profile: &str) -> Option<String> {
    let pieces = node.descendants().filter(Node::is_text);
    let words: String = pieces.filter_map(|n| n.text()).collect();
    let gap = words
        .split('$')
        .skip(1)
        .any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if profile == "wiki" && gap {
        return Some(format!("`{words}` has a gap"));
    }
    let family = node.attribute("font-family").unwrap_or_default();
    (profile == "office" && family.contains(',')).then(|| format!("fonts `{family}`"))
}

/// One child for each language, the last without a condition.
fn switch_faults(switch: Node<'_, '_>, profile: &str) -> Vec<String> {
    let child = if profile == "outline" { "g" } else { "text" };
    let children: Vec<Node<'_, '_>> = switch.children().filter(Node::is_element).collect();
    let mut faults = Vec::new();
    if !children.iter().all(|c| c.has_tag_name(child)) {
        faults.push(format!("a switch of more than `{child}`"));
    }
    let languages: Vec<&str> = children
        .iter()
        .filter_map(|c| c.attribute("systemLanguage"))
        .collect();
    let last = children.last().and_then(|c| c.attribute("systemLanguage"));
    let distinct: BTreeSet<&&str> = languages.iter().collect();
    if last.is_some() || languages.len() + 1 != children.len() {
        faults.push("a switch whose last child alone is not without language".to_owned());
    }
    if distinct.len() != languages.len() {
        faults.push("a switch with a language twice".to_owned());
    }
    if children.iter().any(|c| c.attribute("id").is_none()) {
        faults.push("a switch whose children have no ids".to_owned());
    }
    faults
}

/// For what `MediaWiki` refuses an SVG (its check of uploads, `UploadBase`).
fn upload_faults(svg: &str, document: &Document<'_>) -> Vec<String> {
    const NAMESPACES: [&str; 2] = ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"];
    let mut faults = Vec::new();
    let lower = svg.to_lowercase();
    for mark in [
        "<script",
        "<!doctype",
        "<!entity",
        "@import",
        "<a href",
        "<img",
        "<table",
    ] {
        if lower.contains(mark) {
            faults.push(format!("`{mark}`"));
        }
    }
    if svg.matches("<?").count() != 1 {
        faults.push("a processing instruction".to_owned());
    }
    for node in document.descendants().filter(Node::is_element) {
        let space = node.tag_name().namespace().unwrap_or_default();
        if !NAMESPACES.contains(&space) {
            faults.push(format!("namespace `{space}`"));
        }
        for attribute in node.attributes() {
            let value: String = attribute.value().to_lowercase();
            let value = value.trim();
            let plain = attribute.name().to_lowercase();
            if plain.starts_with("on") || plain == "style" {
                faults.push(format!("attribute `{plain}`"));
            }
            let local = ["#", "data:image/png;base64,", "data:image/jpeg;base64,"];
            if plain == "href" && !local.iter().any(|start| value.starts_with(start)) {
                faults.push(format!("href `{value:.40}`"));
            }
            if value.contains("url(") || value.contains("javascript:") {
                faults.push(format!("`{plain}` is `{value:.40}`"));
            }
        }
    }
    faults
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn drawn(campaign: &Path, more: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_theatrum"))
        .args(["--quiet", "render", "-o", "-"])
        .args(more)
        .arg(campaign)
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{campaign:?} {more:?}: {said}");
    String::from_utf8(output.stdout).expect("SVG is UTF-8")
}

#[test]
fn every_profile_holds_only_what_its_programs_draw() {
    let campaign = root().join("examples/first-sino-kazakh-war/campaign.toml");
    for profile in PROFILES {
        let one = drawn(&campaign, &["--profile", profile]);
        assert_eq!(faults(&one, profile), Vec::<String>::new(), "{profile}");
        assert!(one.len() > 50_000, "{profile}: an empty map has no faults");
        let three = drawn(&campaign, &["--profile", profile, "--langs", "en,kk,ru"]);
        assert_eq!(faults(&three, profile), Vec::<String>::new(), "{profile}");
        assert!(three.contains("systemLanguage=\"kk\""), "{profile}");
    }
}

#[test]
fn committed_maps_may_be_uploaded() {
    let mut seen = 0;
    let examples = fs::read_dir(root().join("examples")).expect("there are examples");
    for folder in examples.flatten().filter(|f| f.path().is_dir()) {
        for file in fs::read_dir(folder.path())
            .expect("it can be listed")
            .flatten()
        {
            let path = file.path();
            if path.extension().is_some_and(|e| e == "svg") {
                let svg = fs::read_to_string(&path).expect("SVG is UTF-8");
                let document = Document::parse(&svg).expect("SVG is XML");
                let found = upload_faults(&svg, &document);
                assert_eq!(found, Vec::<String>::new(), "{}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen >= 3, "only {seen} maps were looked at");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of faults")]
fn the_rules_see_every_fault() {
    let wrap = |inner: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inner}</svg>"
        )
    };
    let bad = [
        ("<script/>", "element `script`"),
        ("<style>a{}</style>", "element `style`"),
        ("<g style=\"fill:red\"/>", "attribute `style`"),
        ("<g onload=\"x\"/>", "attribute `onload`"),
        (
            "<path d=\"M0 0\" fill=\"rgba(0,0,0,1)\"/>",
            "`fill` is `rgba(0,0,0,1)`",
        ),
        ("<path d=\"M0 0l1e-5 0\"/>", "`d` is `M0 0l1e-5 0`"),
        (
            "<path d=\"M0 0\" stroke-dasharray=\"3\"/>",
            "`stroke-dasharray` is `3`",
        ),
        ("<path d=\"M0 0\" fill=\"url(#a)\"/>", "`fill` is `url(#a)`"),
        (
            "<image xlink:href=\"http://x/a.png\"/>",
            "href `http://x/a.png`",
        ),
        (
            "<image xlink:href=\"data:image/svg+xml;base64,x\"/>",
            "href `data:image/svg+xml;base64,x`",
        ),
        ("<g xmlns=\"http://ours\"/>", "namespace `http://ours`"),
        ("<g id=\"a\"/><g id=\"a\"/>", "id `a` twice"),
        ("<text id=\"a\">x</text>", "a text outside of a `switch`"),
        (
            "<switch><text id=\"a\">$1</text></switch>",
            "`$1` has a gap",
        ),
        (
            "<switch><text id=\"a\" systemLanguage=\"kk\">x</text></switch>",
            "a switch whose last child alone is not without language",
        ),
        ("<text x=\"1em\">x</text>", "`x` is `1em`"),
        (
            "<text textLength=\"9\">x</text>",
            "attribute `textLength` of `text`",
        ),
    ];
    for (inner, fault) in bad {
        let found = faults(&wrap(inner), "wiki");
        assert!(found.iter().any(|f| f == fault), "{inner}: {found:?}");
    }
    let good = "<switch><text id=\"t1-kk\" systemLanguage=\"kk\">x</text><text id=\"t1\">y</text></switch>";
    assert_eq!(faults(&wrap(good), "wiki"), Vec::<String>::new());
    let fonts = "<text font-family=\"Arial, sans-serif\">x</text>";
    assert_eq!(
        faults(&wrap(fonts), "office"),
        ["fonts `Arial, sans-serif`"]
    );
    assert_eq!(
        faults(&wrap("<text>x</text>"), "outline"),
        ["element `text`"]
    );
}

#[test]
fn words_and_a_file_page_stand_beside_the_map() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let campaign = root().join("examples/first-sino-kazakh-war/campaign.toml");
    let map = folder.path().join("map.svg");
    let run = |more: &[&str]| {
        let status = Command::new(env!("CARGO_BIN_EXE_theatrum"))
            .args(["--quiet", "render", "--preset", "thumb", "-o"])
            .arg(&map)
            .args(more)
            .arg(&campaign)
            .status();
        assert!(status.expect("the program runs").success(), "{more:?}");
    };
    let beside = |name: &str| fs::read_to_string(folder.path().join(name));
    run(&[]);
    assert!(beside("map.alt.txt").is_err());
    run(&["--alt", "--commons"]);
    let alt = beside("map.alt.txt").expect("it is written");
    assert!(alt.starts_with("Map of First Sino-Kazakh War") && alt.chars().count() <= 901);
    let page = beside("map.commons.txt").expect("it is written");
    for part in [
        "{{Information",
        "Natural Earth",
        "4 Shiderty River, Sep 1756",
        "{{self|",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let svg = fs::read_to_string(&map).expect("it is written");
    assert!(
        !svg.contains(">18 Aug 1756<"),
        "a thumbnail's battles have no dates"
    );
    let polities = svg.matches("id=\"label-polity-").count();
    assert!((1..=2).contains(&polities), "{polities} polities are named");
}

#[test]
fn a_pdf_has_the_size_on_paper() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let campaign = root().join("examples/first-sino-kazakh-war/campaign.toml");
    let pdf = folder.path().join("map.pdf");
    let status = Command::new(env!("CARGO_BIN_EXE_theatrum"))
        .args(["--quiet", "render", "--preset", "print", "-o"])
        .arg(&pdf)
        .arg(&campaign)
        .status();
    assert!(status.expect("the program runs").success());
    let bytes = fs::read(&pdf).expect("it is written");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.starts_with("%PDF-1.7"));
    // 180 mm are 510.24 points.
    assert!(
        text.contains("/MediaBox [0 0 510.23"),
        "the page is 180 mm wide"
    );
}
