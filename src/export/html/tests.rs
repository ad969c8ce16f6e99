use super::*;
use crate::geom::{PageRect, Size};
use crate::scene::{Color, Group, Item, Path, Record};

fn dot(id: &str, x: f64) -> Group {
    let mut group = Group::new(id).with_title("</script><b>");
    group.fact("quote", "they <fought>");
    let path = Path::rect(PageRect::new(x, 0.0, x + 1.0, 1.0));
    group.path(path, Some(Color::new(1, 2, 3).into()), None);
    group
}

fn frame(number: usize, marks: &[(&str, f64)]) -> Frame {
    let mut layer = Group::new("battles");
    marks.iter().for_each(|(id, x)| layer.group(dot(id, *x)));
    Frame {
        scene: Scene {
            size: Size {
                width: 20.0,
                height: 10.0,
            },
            px_per_inch: 96.0,
            title: "A \"war\" <b>".to_owned(),
            description: String::new(),
            lang: "en".to_owned(),
            layers: vec![layer],
            record: Record::default(),
        },
        date: format!("{}", 1755 + number),
        caption: "</script><script>alert(1)</script>".to_owned(),
        seconds: 2.0,
        coming: 0.4,
    }
}

#[test]
fn what_frames_share_is_written_once_and_the_rest_knows_its_frames() {
    let frames = [
        frame(0, &[("a", 0.0)]),
        frame(1, &[("a", 0.0), ("b", 2.0)]),
        frame(2, &[("a", 0.0), ("b", 4.0)]),
        frame(3, &[("a", 0.0), ("b", 2.0)]),
    ];
    let merged = merge::merged(frames.iter().map(|f| &f.scene)).unwrap();
    let marks: Vec<(&str, &str)> = merged.layers[0]
        .items
        .iter()
        .map(|item| match item {
            Item::Group(g) => (g.id.as_str(), g.datum("frames")),
            Item::Path(_) | Item::Text(_) | Item::Image(_) => ("", ""),
        })
        .collect();
    assert_eq!(marks, [("a", ""), ("b", "1,3"), ("b-look2", "2")]);
}

#[test]
fn no_text_of_the_campaign_becomes_markup() {
    let page = html(&[frame(0, &[("a", 0.0)])], 0, &Fonts::bundled()).unwrap();
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!page.contains("<b>") && page.contains("A &quot;war&quot; &lt;b&gt;"));
    assert!(
        !page.contains("http://")
            || page.matches("http://").count() == page.matches("http://www.w3.org/").count()
    );
}

#[test]
fn the_policy_allows_the_script_that_is_there_and_nothing_else() {
    let page = html(&[frame(0, &[])], 5, &Fonts::bundled()).unwrap();
    let script = page
        .rsplit_once("<script>")
        .unwrap()
        .1
        .split_once("</script>")
        .unwrap()
        .0;
    assert!(page.contains(&format!("script-src '{}'", hash(script))));
    assert!(page.contains("default-src 'none'") && page.contains("value=\"0\""));
    assert!(html(&[], 0, &Fonts::bundled()).is_none());
}
