use super::*;
use crate::geom::{PagePoint, PageRect, Size};
use crate::scene::{Color, Halo, Lettering, Path, Text, TextLine};
use crate::text::Face;

fn scene_with(label: &str) -> Scene {
    let mut layer = Group::new("labels").with_title(label);
    layer.fact("quote", label);
    layer.path(
        Path::rect(PageRect::new(0.0, 0.0, 9.0, 9.0)),
        Some(Color::new(1, 2, 3).into()),
        None,
    );
    layer.text(Text {
        face: Face::Sans,
        size: 13.0,
        fill: Color::new(0, 0, 0),
        halo: Some(Halo {
            color: Color::new(255, 255, 255),
            width: 3.0,
        }),
        lettering: Lettering::Lines {
            lines: vec![TextLine {
                text: label.to_owned(),
                origin: PagePoint::new(10.0, 20.0),
                width: 30.0,
            }],
            rotate_deg: 0.0,
        },
    });
    Scene {
        size: Size {
            width: 100.0,
            height: 50.0,
        },
        title: label.to_owned(),
        description: label.to_owned(),
        lang: "en".to_owned(),
        layers: vec![layer],
        record: crate::scene::Record::default(),
    }
}

/// Element and attribute names in order of the document, and all its texts.
fn structure(svg: &str) -> (Vec<String>, Vec<String>) {
    let document = roxmltree::Document::parse(svg).unwrap();
    let names = document
        .descendants()
        .filter(|n| n.is_element())
        .flat_map(|n| {
            let own = n.tag_name().name().to_owned();
            std::iter::once(own).chain(n.attributes().map(|a| a.name().to_owned()))
        })
        .collect();
    let texts = document
        .descendants()
        .filter_map(|n| n.text().map(str::to_owned))
        .collect();
    (names, texts)
}

#[test]
fn hostile_labels_change_no_structure_and_come_back_as_they_were() {
    let fonts = Fonts::bundled();
    let hostile = [
        "\"><script>alert(1)</script>",
        "]]><script>",
        "&#60;script&#62;",
        "</style>",
        "</text><image href='file:///etc/passwd'/>",
        "<!DOCTYPE x>",
        "<?php ?>",
        "--><b>",
        "a & b \" ' c",
    ];
    for (_, profile) in Profile::ALL {
        let (plain, _) = structure(&svg(&scene_with("AAAA"), profile, &fonts));
        for label in hostile {
            let (names, texts) = structure(&svg(&scene_with(label), profile, &fonts));
            assert_eq!(names, plain, "{label}");
            assert!(texts.iter().any(|t| t == label), "{label} in {texts:?}");
        }
    }
}

#[test]
fn forbidden_and_reordering_characters_are_left_out() {
    let fonts = Fonts::bundled();
    let label = "a\u{0}b\u{1b}[31m\u{202e}c\u{2066}d\u{fffe}\u{e0041}e";
    let (_, texts) = structure(&svg(&scene_with(label), Profile::Web, &fonts));
    assert!(texts.iter().any(|t| t == "ab[31mcde"), "{texts:?}");
}

#[test]
fn office_paints_the_halo_behind_in_a_copy() {
    let fonts = Fonts::bundled();
    let text = svg(&scene_with("Kokshetau"), Profile::Office, &fonts);
    assert_eq!(text.matches("<text").count(), 2);
    assert!(!text.contains("paint-order"));
    assert!(text.contains("font-family=\"Arial\""));
}

#[test]
fn outline_has_no_text_but_keeps_the_words() {
    let fonts = Fonts::bundled();
    let text = svg(&scene_with("Kokshetau"), Profile::Outline, &fonts);
    assert!(!text.contains("<text"));
    assert!(text.contains("aria-label=\"Kokshetau\""));
}
