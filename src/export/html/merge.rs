//! Several scenes as one: what is the same in all of them once, the rest marked with its frames.

use crate::scene::{Group, Item, Scene};

/// The mark that says in which frames something is shown: `0-3,7`.
const FRAMES: &str = "frames";

/// One thing of a layer and the numbers of the frames that show it.
struct Shown {
    item: Item,
    frames: Vec<usize>,
}

/// The scenes of a film as one; none if there are no scenes.
pub(super) fn merged<'a>(scenes: impl Iterator<Item = &'a Scene>) -> Option<Scene> {
    let mut layers: Vec<(Group, Vec<Shown>)> = Vec::new();
    let mut last = None;
    let mut count = 0;
    for (frame, scene) in scenes.enumerate() {
        let mut after = 0;
        for layer in &scene.layers {
            let at = position(&mut layers, layer, after);
            gather(&mut layers[at].1, layer, frame);
            after = at + 1;
        }
        last = Some(scene);
        count = frame + 1;
    }
    let mut merged = last?.clone();
    merged.layers = layers
        .into_iter()
        .map(|(bare, shown)| layer(bare, shown, count))
        .collect();
    Some(merged)
}

/// Where a layer stands among those gathered; a new one is put behind those that came before it.
fn position(layers: &mut Vec<(Group, Vec<Shown>)>, layer: &Group, after: usize) -> usize {
    if let Some(at) = layers.iter().position(|(known, _)| known.id == layer.id) {
        return at;
    }
    let bare = Group {
        items: Vec::new(),
        ..layer.clone()
    };
    layers.insert(after, (bare, Vec::new()));
    after
}

fn gather(shown: &mut Vec<Shown>, layer: &Group, frame: usize) {
    for item in &layer.items {
        let known = shown
            .iter_mut()
            .find(|s| s.frames.last() != Some(&frame) && s.item == *item);
        match known {
            Some(known) => known.frames.push(frame),
            None => shown.push(Shown {
                item: item.clone(),
                frames: vec![frame],
            }),
        }
    }
}

fn layer(mut bare: Group, shown: Vec<Shown>, count: usize) -> Group {
    let mut ids: Vec<String> = Vec::new();
    for Shown { item, frames } in shown {
        let mut group = match item {
            Item::Group(group) => group,
            other @ (Item::Path(_) | Item::Text(_) | Item::Image(_)) => {
                if frames.len() == count {
                    bare.items.push(other);
                    continue;
                }
                Group {
                    items: vec![other],
                    ..Group::default()
                }
            }
        };
        // A feature that changes its look has several groups: their ids must differ, inner ones too.
        let times = ids.iter().filter(|id| **id == group.id).count();
        ids.push(group.id.clone());
        if times > 0 {
            rename(&mut group, times + 1);
        }
        if frames.len() < count {
            group.fact(FRAMES, ranges(&frames));
        }
        bare.items.push(Item::Group(group));
    }
    bare
}

fn rename(group: &mut Group, number: usize) {
    if !group.id.is_empty() {
        group.id = format!("{}-look{number}", group.id);
    }
    for item in &mut group.items {
        if let Item::Group(inner) = item {
            rename(inner, number);
        }
    }
}

fn ranges(frames: &[usize]) -> String {
    let runs = frames.chunk_by(|a, b| a + 1 == *b);
    let written = runs.map(|run| match run {
        [one] => one.to_string(),
        [first, .., last] => format!("{first}-{last}"),
        [] => String::new(),
    });
    written.collect::<Vec<_>>().join(",")
}
