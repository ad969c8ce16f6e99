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
        versions: Vec::new(),
    });
    Scene {
        size: Size {
            width: 100.0,
            height: 50.0,
        },
        px_per_inch: 96.0,
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

/// The elements of a text of spaced letters on a line turned by `degrees`.
fn spaced(profile: Profile, degrees: f64) -> String {
    let fonts = Fonts::bundled();
    let mut scene = scene_with("x");
    let (sin, cos) = libm::sincos(degrees.to_radians());
    let letters = "ILI".chars().enumerate().map(|(i, c)| {
        let along = 20.0 * i as f64;
        let at = PagePoint::new(10.0 + along * cos, 20.0 + along * sin);
        (c.to_string(), at.quantised(), degrees)
    });
    let Some(Item::Text(text)) = scene.layers[0].items.last_mut() else {
        panic!("the scene has a text")
    };
    text.lettering = Lettering::Letters {
        text: "ILI".to_owned(),
        letters: letters.collect(),
    };
    svg(&scene, profile, &fonts)
}

#[test]
fn spaced_letters_on_a_line_are_one_element() {
    let web = spaced(Profile::Web, 30.0);
    assert_eq!(web.matches("<text").count(), 1, "{web}");
    assert_eq!(web.matches("<tspan").count(), 3, "{web}");
    assert!(web.contains("rotate(30 10 20)"), "{web}");
    // 20 px from letter to letter, of which I takes 3.61 and L 7.23 at 13 px.
    let wiki = spaced(Profile::Wiki, 30.0);
    assert!(wiki.contains(">ILI<"), "{wiki}");
    assert!(wiki.contains("letter-spacing=\"14.58\""), "{wiki}");
}

#[test]
fn wiki_puts_every_text_whole_into_a_switch_under_an_id() {
    let fonts = Fonts::bundled();
    let text = svg(&scene_with("Paid $100"), Profile::Wiki, &fonts);
    assert_eq!(text.matches("<switch>").count(), 1);
    assert!(text.contains("id=\"t1\""), "{text}");
    assert!(text.contains(">Paid $\u{a0}100<"), "{text}");
}

#[test]
fn languages_stand_in_a_switch_the_maps_own_last() {
    let fonts = Fonts::bundled();
    let mut scene = scene_with("Kokshetau");
    let Some(Item::Text(text)) = scene.layers[0].items.last_mut() else {
        panic!("the scene has a text")
    };
    text.versions = vec![crate::scene::Version {
        lang: "kk".to_owned(),
        size: 13.0,
        lettering: Lettering::Lines {
            lines: vec![TextLine {
                text: "Көкшетау".to_owned(),
                origin: PagePoint::new(10.0, 20.0),
                width: 50.0,
            }],
            rotate_deg: 0.0,
        },
    }];
    for (profile, switches) in [
        (Profile::Web, 1),
        (Profile::Wiki, 1),
        (Profile::Office, 2),
        (Profile::Outline, 1),
    ] {
        let text = svg(&scene, profile, &fonts);
        assert_eq!(text.matches("<switch>").count(), switches, "{profile:?}");
        let (kazakh, own) = (
            text.find("id=\"t1-kk\"").unwrap(),
            text.find("id=\"t1\"").unwrap(),
        );
        assert!(kazakh < own, "{profile:?}");
        assert!(text.contains("Көкшетау"), "{profile:?}");
    }
}

#[test]
fn a_page_for_paper_has_its_size_on_paper() {
    let fonts = Fonts::bundled();
    let mut scene = scene_with("x");
    assert!(svg(&scene, Profile::Web, &fonts).contains("width=\"100\""));
    scene.px_per_inch = 127.0;
    let text = svg(&scene, Profile::Web, &fonts);
    assert!(
        text.contains("width=\"20mm\"") && text.contains("height=\"10mm\""),
        "{text}"
    );
    assert!(text.contains("viewBox=\"0 0 100 50\""));
}
