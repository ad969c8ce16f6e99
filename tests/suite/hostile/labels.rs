//! Names as text: markup, control characters, monsters. They are shown, never obeyed.

use resvg::usvg::roxmltree;
use theatrum::campaign::{Campaign, Moment, Resolved, file};
use theatrum::diag::{Source, Warned, told};
use theatrum::export::{self, Profile};
use theatrum::gazetteer::{self, Gazetteer};
use theatrum::scene::{Group, Item, Lettering, Scene};
use theatrum::{Studio, campaign};

use super::SMALL;

const HOSTILE: [&str; 30] = [
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<![CDATA[x]]>",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;script&gt;",
    "&amp;&quot;",
    "&xxe;",
    "&",
    "<",
    "</style>",
    "</title>",
    "</svg>",
    "</text><image href=\"/etc/passwd\"/>",
    "</text><a xlink:href=\"javascript:alert(1)\">x</a>",
    "\" onload=\"alert(1)",
    "' onload='alert(1)",
    "--><b>",
    "<!--",
    "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
    "<?xml-stylesheet href=\"http://a.example\"?>",
    "javascript:alert(1)",
    "url(http://a.example)",
    "x'; } * { fill: red",
    "{{constructor.constructor('x')()}}",
    "${jndi:x}",
    "%s%n%x",
    "\\\\\"\\'",
    "Bayan-аul & <sons> \"quoted\"",
    "𝕬𝖇𝖈",
];

/// Characters that must not come through: they end XML, or turn what is around them.
const HIDDEN: &str = "\u{1}\u{8}\u{b}\u{1b}\u{7f}\u{9b}\u{202a}\u{202e}\u{2066}\u{2069}\u{fffe}\u{ffff}\u{e0041}\u{e007f}";

fn resolved(text: &str, studio: &Studio) -> Warned<Campaign<Resolved>> {
    let written = file::parse(&Source::new("war.toml", text))
        .map_err(told)
        .unwrap();
    let shapes = campaign::geojson::Shapes::new();
    let gazetteer = Gazetteer::bundled();
    let mut found = gazetteer::resolve(written.value, &gazetteer, &studio.basemap, &shapes)
        .map_err(told)
        .unwrap();
    found.warnings.splice(0..0, written.warnings);
    found
}

fn plain_studio() -> Studio {
    let mut studio = Studio::new("article").unwrap();
    studio.preset.relief = false;
    studio
}

/// Every text of the scene replaced; all else as it was.
fn relabelled(scene: &Scene, label: &str) -> Scene {
    let mut scene = scene.clone();
    label.clone_into(&mut scene.title);
    label.clone_into(&mut scene.description);
    label.clone_into(&mut scene.lang);
    for layer in &mut scene.layers {
        relabel(layer, label);
    }
    scene
}

fn relabel(group: &mut Group, label: &str) {
    if !group.title.is_empty() {
        label.clone_into(&mut group.title);
    }
    for (_, value) in &mut group.data {
        label.clone_into(value);
    }
    for item in &mut group.items {
        match item {
            Item::Group(inner) => relabel(inner, label),
            Item::Path(_) | Item::Image(_) => {}
            Item::Text(text) => match &mut text.lettering {
                Lettering::Lines { lines, .. } => {
                    lines
                        .iter_mut()
                        .for_each(|line| label.clone_into(&mut line.text));
                }
                Lettering::Letters { text, letters } => {
                    label.clone_into(text);
                    letters
                        .iter_mut()
                        .for_each(|(letter, ..)| label.clone_into(letter));
                }
            },
        }
    }
}

/// Every element with the names of its attributes.
fn structure(svg: &str) -> Vec<(String, Vec<String>)> {
    let tree = roxmltree::Document::parse(svg).unwrap_or_else(|e| panic!("{e}"));
    let elements = tree.descendants().filter(roxmltree::Node::is_element);
    let named = elements.map(|e| {
        let attributes = e.attributes().map(|a| a.name().to_owned()).collect();
        (e.tag_name().name().to_owned(), attributes)
    });
    named.collect()
}

#[test]
fn no_label_changes_the_structure_and_every_label_comes_through() {
    let studio = plain_studio();
    let campaign = resolved(SMALL, &studio).value;
    let scene = studio.draw(&campaign, Moment::End).value;
    for (name, profile) in Profile::ALL {
        let write = |label: &str| export::svg(&relabelled(&scene, label), profile, &studio.fonts);
        let plain = structure(&write("AAAA"));
        assert!(plain.len() > 50, "{name}");
        for label in HOSTILE {
            let svg = write(label);
            assert_eq!(structure(&svg), plain, "{name}: {label}");
            let tree = roxmltree::Document::parse(&svg).unwrap();
            let titles = tree.descendants().filter(|e| e.has_tag_name("title"));
            let titles = titles.filter(|t| t.text() == Some(label)).count();
            // For office programs only the map itself has a title.
            let least = if profile == Profile::Office { 1 } else { 4 };
            assert!(titles >= least, "{name}: {label}");
        }
        let svg = write(&format!("a{HIDDEN}b"));
        assert_eq!(structure(&svg), plain, "{name}");
        assert!(!svg.contains(|c: char| HIDDEN.contains(c)), "{name}");
    }
}

#[test]
fn an_svg_names_no_other_namespace_and_loads_nothing() {
    let studio = Studio::new("article").unwrap();
    let campaign = resolved(SMALL, &studio).value;
    let scene = studio.draw(&campaign, Moment::End).value;
    for (name, profile) in Profile::ALL {
        let svg = export::svg(&scene, profile, &studio.fonts);
        let tree = roxmltree::Document::parse(&svg).unwrap();
        for element in tree.descendants().filter(roxmltree::Node::is_element) {
            let allowed = [
                "http://www.w3.org/2000/svg",
                "http://www.w3.org/1999/xlink",
                "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
                "http://creativecommons.org/ns#",
                "http://purl.org/dc/elements/1.1/",
            ];
            let namespace = element.tag_name().namespace().unwrap_or_default();
            assert!(allowed.contains(&namespace), "{name}: {namespace}");
            let forbidden = [
                "script",
                "foreignObject",
                "iframe",
                "use",
                "animate",
                "set",
                "style",
            ];
            assert!(
                !forbidden.contains(&element.tag_name().name()),
                "{name}: {element:?}"
            );
            for attribute in element.attributes() {
                let (key, value) = (attribute.name(), attribute.value());
                assert!(!key.starts_with("on"), "{name}: {key}");
                let data = value.starts_with("data:image/png;base64,")
                    || value.starts_with("data:image/jpeg;base64,");
                assert!(
                    key != "href" || data || value.starts_with('#'),
                    "{name}: {key}={value:.60}"
                );
                assert!(!value.contains("url(h"), "{name}: {value:.60}");
            }
        }
    }
}

/// The small campaign with this name, as a TOML string, for everything that has one.
fn named(toml: &str) -> String {
    let old = [
        "A small war",
        "West",
        "Ours",
        "The Ford",
        "March",
        "Battle of the Hill",
    ];
    old.iter().fold(SMALL.to_owned(), |text, old| {
        text.replace(&format!("\"{old}\""), toml)
    })
}

fn drawn(text: &str) -> (String, Vec<String>) {
    let studio = plain_studio();
    let campaign = resolved(text, &studio);
    let svg = studio.draw(&campaign.value, Moment::End).value;
    let warnings = campaign.warnings.into_iter().map(|w| w.message);
    (
        export::svg(&svg, Profile::Web, &studio.fonts),
        warnings.collect(),
    )
}

#[test]
fn control_override_and_tag_characters_are_taken_out_and_counted() {
    let (svg, warnings) = drawn(&named(r#""Kaz\u0001\u001b[31m\u202eak\U000e0041\uffff""#));
    assert!(svg.contains("Kaz[31mak"));
    let counted = |w: &&String| w.starts_with("5 control characters were taken out of");
    assert!(warnings.iter().filter(counted).count() >= 6, "{warnings:?}");
}

#[test]
fn real_scripts_are_kept() {
    for name in ["القاهرة", "ירושלים", "Көкшетау", "北京", "Bayan-аul"] {
        let (svg, warnings) = drawn(&named(&format!("\"{name}\"")));
        assert!(svg.contains(name), "{name}");
        assert!(
            !warnings.iter().any(|w| w.contains("control")),
            "{name}: {warnings:?}"
        );
    }
}

#[test]
fn monstrous_names_are_cut_with_a_warning() {
    let one = |name: &str| SMALL.replace("\"The Ford\"", &format!("\"{name}\""));
    let exactly = "a".repeat(file::MAX_GRAPHEMES);
    for (name, is_cut) in [
        (exactly.clone(), false),
        (exactly + "a", true),
        ("x".repeat(1_000_000), true),
        (format!("a{}", "\u{301}".repeat(8)), false),
        (format!("a{}", "\u{301}".repeat(9)), true),
        (format!("a{}", "\u{301}".repeat(300)), true),
    ] {
        let (svg, warnings) = drawn(&one(&name));
        let told = warnings
            .iter()
            .any(|w| w == "`name` is too long and was cut");
        assert_eq!(told, is_cut, "{name:.40}");
        assert!(svg.len() < 2_000_000);
        assert!(!svg.contains(&"\u{301}".repeat(9)));
    }
    let breaks = one(&format!("a{}b", "\\n".repeat(100_000)));
    assert!(drawn(&breaks).0.contains(">a b<"));
}
