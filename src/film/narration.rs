//! What a film tells, beside its pictures: how long each frame stays, its caption, what begins and
//! ends in it.

use serde::{Deserialize, Serialize};

use super::Frame;
use crate::campaign::{Calendar, Campaign, Date, Day, FrameRequest, Interval, Resolved};

/// One frame for narrators and film editors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// File name.
    pub file: String,
    /// First day, EDTF, in the campaign's calendar.
    pub from: String,
    /// Last day, EDTF.
    pub to: String,
    /// Seconds it stays.
    pub seconds: f64,
    /// The caption, may be empty.
    pub caption: String,
    /// Ids of what begins in it, as in the SVG: `battle-shiderty`.
    pub begins: Vec<String>,
    /// Ids of what ends in it.
    pub ends: Vec<String>,
}

/// What each frame tells; files have this extension. `lang` picks the language of captions.
pub fn tell(
    campaign: &Campaign<Resolved>,
    frames: &[Frame],
    extension: &str,
    lang: Option<&str>,
) -> Vec<Told> {
    let facts = facts(campaign);
    let calendar = campaign.header.calendar;
    let stills = frames.iter().filter(|frame| frame.passage.is_none());
    let last = stills.map(|frame| frame.still.steps).sum::<usize>();
    let mut steps = 0;
    let told = frames.iter().map(|frame| {
        let still = frame.still;
        let step = Interval::new(still.start, still.end);
        let caption = campaign.caption_in(step);
        let shown = Interval::new(still.start, still.until);
        let among = |day: fn(&Interval) -> Option<Day>| {
            let within = |when: &Interval| day(when).is_some_and(|day| shown.contains(day));
            // A picture on the way to a frame tells nothing of its own.
            let ids = facts
                .iter()
                .filter(|(_, when)| frame.passage.is_none() && within(when));
            ids.map(|(id, _)| id.clone()).collect()
        };
        let seconds = if frame.passage.is_some() {
            1.0 / campaign.frames.fps
        } else {
            let first = steps;
            steps += still.steps;
            (first..steps)
                .map(|n| seconds(&campaign.frames, n, last - 1))
                .sum()
        };
        Told {
            file: format!("{}.{extension}", frame.name),
            from: edtf(still.start, calendar),
            to: edtf(still.until.previous(), calendar),
            seconds,
            caption: caption.map_or_else(String::new, |c| c.text_in(lang).to_owned()),
            begins: among(|when| when.start),
            ends: among(|when| when.end.map(Day::previous)),
        }
    });
    told.collect()
}

fn seconds(request: &FrameRequest, index: usize, last: usize) -> f64 {
    match index {
        _ if index == last => request.last_hold,
        0 => request.first_hold,
        _ => request.hold,
    }
}

/// Everything with a date, by its id in the drawing.
fn facts(campaign: &Campaign<Resolved>) -> Vec<(String, Interval)> {
    let mut facts = Vec::new();
    let mut add = |kind: &str, id: &str, when: Option<&Date>| {
        if let Some(date) = when {
            facts.push((format!("{kind}-{id}"), date.interval));
        }
    };
    campaign
        .polities
        .iter()
        .for_each(|p| add("polity", &p.id, p.when.as_ref()));
    campaign
        .changes
        .iter()
        .for_each(|c| add("change", &c.id, c.when.as_ref()));
    campaign
        .movements
        .iter()
        .for_each(|m| add("movement", &m.id, m.when.as_ref()));
    campaign
        .battles
        .iter()
        .for_each(|b| add("battle", &b.id, b.when.as_ref()));
    campaign
        .events
        .iter()
        .for_each(|e| add("event", &e.id, e.when.as_ref()));
    facts
}

fn edtf(day: Day, calendar: Calendar) -> String {
    let civil = calendar.civil(day);
    let sign = if civil.year < 0 { "-" } else { "" };
    format!(
        "{sign}{:04}-{:02}-{:02}",
        civil.year.abs(),
        civil.month,
        civil.day
    )
}

/// The list that `ffmpeg -f concat` takes: files with their seconds. The last file stands twice, as
/// its reader otherwise drops the last duration.
pub fn concat(told: &[Told]) -> String {
    let mut text = "ffconcat version 1.0\n".to_owned();
    for frame in told {
        text += &format!("file '{}'\nduration {:.6}\n", frame.file, frame.seconds);
    }
    if let Some(last) = told.last() {
        text += &format!("file '{}'\n", last.file);
    }
    text
}

/// The captions as a track in the format `WebVTT`; a caption that stays is one cue.
pub fn captions(told: &[Told]) -> String {
    let mut cues: Vec<(f64, f64, &str)> = Vec::new();
    let mut now = 0.0;
    for frame in told {
        let end = now + frame.seconds;
        match cues.last_mut() {
            Some((_, until, text)) if *text == frame.caption => *until = end,
            _ => cues.push((now, end, &frame.caption)),
        }
        now = end;
    }
    let mut text = "WEBVTT\n".to_owned();
    for (from, to, caption) in cues.iter().filter(|(.., text)| !text.is_empty()) {
        let caption = caption
            .replace("-->", "→")
            .replace('&', "&amp;")
            .replace('<', "&lt;");
        text += &format!("\n{} --> {}\n{caption}\n", clock(*from), clock(*to));
    }
    text
}

fn clock(seconds: f64) -> String {
    let ms = (seconds * 1000.0).round() as u64;
    let (s, m, h) = (ms / 1000 % 60, ms / 60_000 % 60, ms / 3_600_000);
    format!("{h:02}:{m:02}:{s:02}.{:03}", ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(seconds: f64, caption: &str) -> Told {
        Told {
            file: format!("{caption}.png"),
            from: String::new(),
            to: String::new(),
            seconds,
            caption: caption.to_owned(),
            begins: Vec::new(),
            ends: Vec::new(),
        }
    }

    #[test]
    fn captions_that_stay_are_one_cue() {
        let track = captions(&[
            told(1.0, "a"),
            told(2.0, "a"),
            told(2.5, "b & c"),
            told(1.0, ""),
        ]);
        let expected = "WEBVTT\n\n00:00:00.000 --> 00:00:03.000\na\n\n\
                        00:00:03.000 --> 00:00:05.500\nb &amp; c\n";
        assert_eq!(track, expected);
    }

    #[test]
    fn the_list_of_files_ends_with_the_last_once_more() {
        let list = concat(&[told(1.0, "a"), told(2.0, "b")]);
        assert_eq!(
            list,
            "ffconcat version 1.0\nfile 'a.png'\nduration 1.000000\nfile 'b.png'\nduration 2.000000\nfile 'b.png'\n"
        );
    }
}
