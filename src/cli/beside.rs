//! What is written beside a map: its words for those who do not see it, and the description with which
//! a wiki's file page wants it.

use std::path::{Path, PathBuf};

use super::args::RenderArgs;
use super::failure::Failure;
use super::say::Say;
use super::{files, render};
use crate::campaign::{Campaign, Resolved, SourceEntry};
use crate::scene::{Group, Scene};

/// Writes the files that stand beside the first output that has a name.
pub(super) fn write(
    args: &RenderArgs,
    (campaign, scene): (&Campaign<Resolved>, &Scene),
    number: Option<usize>,
    say: &Say,
) -> Result<(), Failure> {
    let named = args.output.iter().find(|path| *path != Path::new("-"));
    let Some(map) = named else {
        return Ok(());
    };
    let map = &render::numbered(map, number);
    if args.alt {
        files::write(&beside(map, "alt.txt"), alt(scene).as_bytes())?;
    }
    if args.commons {
        let path = beside(map, "commons.txt");
        let page = page(&campaign.sources, scene, args.at.as_deref());
        files::write(&path, page.as_bytes())?;
        say.line(format!("wrote {}", path.display()));
    }
    Ok(())
}

/// `map.svg` and `alt.txt` make `map.alt.txt`.
fn beside(map: &Path, ending: &str) -> PathBuf {
    map.with_extension(ending)
}

/// The description alone: the title says nothing to who does not see the map, and is in it.
fn alt(scene: &Scene) -> String {
    format!("{}\n", scene.description)
}

/// A file page of Wikimedia Commons in wikitext.
fn page(sources: &[SourceEntry], scene: &Scene, at: Option<&str>) -> String {
    let lang = scene.lang.split('-').next().unwrap_or("en");
    let at = at.map_or_else(String::new, |at| format!(", {}", safe(at)));
    let mut text = String::from("== {{int:filedesc}} ==\n{{Information\n");
    text.push_str(&format!(
        "|description={{{{{lang}|1={}{at}. {}}}}}\n",
        safe(&scene.title),
        safe(&scene.description)
    ));
    // The wiki fills in who uploads the file, and when.
    text.push_str("|date={{subst:#time:Y-m-d}}\n|source={{own}}, drawn with theatrum from:\n");
    for source in sources {
        text.push_str(&format!("* {}\n", cited(source)));
    }
    for set in &scene.record.data_sets {
        let credit = if set.credit.is_empty() {
            &set.layer
        } else {
            &set.credit
        };
        text.push_str(&format!("* {} ({})\n", safe(credit), safe(&set.licence)));
    }
    text.push_str("|author={{subst:REVISIONUSER}}\n|permission=\n|other fields=");
    text.push_str(&format!(
        "{{{{Information field|name=Projection|value={}}}}}\n}}}}\n\n",
        safe(&scene.record.projection)
    ));
    let facts = facts(scene);
    if !facts.is_empty() {
        text.push_str("=== What the map shows, and where it is from ===\n");
        text.push_str(&facts);
        text.push('\n');
    }
    text.push_str("== {{int:license-header}} ==\n");
    text.push_str(licence(sources, scene));
    text
}

/// A source with work, licence and address.
fn cited(source: &SourceEntry) -> String {
    let mut text = format!("“{}”", safe(&source.title));
    for part in [&source.work, &source.licence, &source.url] {
        if !part.is_empty() {
            text.push_str(", ");
            text.push_str(&safe(part));
        }
    }
    text
}

/// A line for each drawn feature that names a source.
fn facts(scene: &Scene) -> String {
    let mut text = String::new();
    scene.visit_groups(&mut |group| {
        let Some(source) = fact(group, "source") else {
            return;
        };
        let name = if group.title.is_empty() {
            &group.id
        } else {
            &group.title
        };
        text.push_str(&format!("* '''{}''': {}", safe(name), safe(source)));
        if let Some(certainty) = fact(group, "certainty").filter(|c| *c != "certain") {
            text.push_str(&format!(" ({})", safe(certainty)));
        }
        if let Some(quote) = fact(group, "quote") {
            text.push_str(&format!(": “{}”", safe(quote)));
        }
        text.push('\n');
    });
    text
}

fn fact<'g>(group: &'g Group, key: &str) -> Option<&'g str> {
    let found = group.data.iter().find(|(known, _)| *known == key);
    found.map(|(_, value)| value.as_str())
}

/// Who shares alike what was shared with him must; all else asks for no more than to be named.
fn licence(sources: &[SourceEntry], scene: &Scene) -> &'static str {
    let texts = sources.iter().map(|s| &s.licence);
    let data = scene.record.data_sets.iter().map(|d| &d.licence);
    let share_alike = |licence: &String| {
        let licence = licence.to_ascii_uppercase();
        licence.contains("BY-SA") || licence.contains("SHARE")
    };
    if texts.chain(data).any(share_alike) {
        "{{self|cc-by-sa-4.0}}\n"
    } else {
        "{{self|cc-by-4.0}}\n"
    }
}

/// A text in which wikitext sees no mark-up.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '[' | ']' | '{' | '}' | '|' | '~' | '\'' | '_' | '#' | '*' => {
                safe.push_str(&format!("&#{};", u32::from(c)));
            }
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(licence: &str) -> SourceEntry {
        SourceEntry {
            id: "wp".to_owned(),
            title: "A war [[x]] {{y|z}}".to_owned(),
            work: String::new(),
            licence: licence.to_owned(),
            url: String::new(),
        }
    }

    fn scene() -> Scene {
        let mut battle = Group::new("battle-shiderty").with_title("4 Shiderty");
        battle.fact("source", "Article#shiderty");
        battle.fact("quote", "They ~~~~ won | <b>lost</b>");
        Scene {
            size: crate::geom::Size {
                width: 2.0,
                height: 2.0,
            },
            px_per_inch: 96.0,
            title: "War".to_owned(),
            description: "Map of War.".to_owned(),
            lang: "en-GB".to_owned(),
            layers: vec![battle],
            record: crate::scene::Record::default(),
        }
    }

    #[test]
    fn no_text_becomes_mark_up() {
        let text = page(&[source("")], &scene(), None);
        let marks = |mark: &str| text.matches(mark).count();
        assert_eq!(marks("{{"), marks("}}"));
        assert_eq!(marks("~~~~") + marks("[[") + marks("<b>"), 0, "{text}");
        assert!(text.contains("{{en|1=War. Map of War.}}"), "{text}");
        assert!(
            text.contains("* '''4 Shiderty''': Article&#35;shiderty: “They"),
            "{text}"
        );
    }

    #[test]
    fn share_alike_is_passed_on() {
        let licensed = |licence| page(&[source(licence)], &scene(), None);
        assert!(licensed("CC BY-SA 4.0").ends_with("{{self|cc-by-sa-4.0}}\n"));
        assert!(licensed("public domain").ends_with("{{self|cc-by-4.0}}\n"));
    }

    #[test]
    fn files_beside_a_map_have_its_name() {
        assert_eq!(
            beside(Path::new("out/my.map.svg"), "alt.txt"),
            Path::new("out/my.map.alt.txt")
        );
    }
}
