//! The plan of a film: every frame with the hash of all that decides its bytes.
//!
//! A plan is lines of JSON. The first names the program, its data and the inputs with their hashes;
//! each further line is a frame. Any machine that is given the same inputs makes the same plan, so
//! machines agree about a film without talking to each other.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Frame, Selection, Stratum};
use crate::campaign::{Day, Moment, Passage};
use crate::compose::Studio;
use crate::geodata::Catalog;
use crate::text::bundled_files;

/// What decides the bytes of all frames.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the program.
    pub theatrum: String,
    /// Hash of the bundled data, the style, the preset and the fonts.
    pub data: String,
    /// Input files by name.
    pub inputs: Vec<Input>,
    /// Pictures a second of films.
    pub fps: f64,
    /// Everything else that was asked for, in words.
    pub options: Vec<String>,
}

/// An input file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its name, without its folder.
    pub file: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// One frame of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedFrame {
    /// Number of the frame, from 1.
    pub index: usize,
    /// File name.
    pub file: String,
    /// First day of its step, days of the proleptic Gregorian time line.
    pub start: i64,
    /// The day after its last.
    pub end: i64,
    /// Where it lies between two frames; none for a frame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub between: Option<Between>,
    /// Which layer of the frame it is; none for a whole frame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<Stratum>,
    /// Hash of all that decides its bytes.
    pub key: String,
}

/// Where a picture lies between two frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Between {
    /// First day of the earlier frame's step.
    pub start: i64,
    /// The day after its last.
    pub end: i64,
    /// Number of the picture, from 1.
    pub part: u32,
    /// How many there are.
    pub of: u32,
}

/// A whole plan.
#[derive(Clone, Debug, PartialEq)]
pub struct FilmPlan {
    /// What holds for all frames.
    pub header: Header,
    /// The frames in order.
    pub frames: Vec<PlannedFrame>,
}

impl Header {
    /// The header for inputs and options, drawn in a studio by this version of the program.
    pub fn new(inputs: Vec<Input>, fps: f64, options: Vec<String>, studio: &Studio) -> Self {
        let look = format!("{:?}{:?}", studio.style, studio.preset);
        let bundled = [Catalog::TEXT.as_bytes(), look.as_bytes()];
        Self {
            theatrum: env!("CARGO_PKG_VERSION").to_owned(),
            data: hash(bundled.into_iter().chain(bundled_files())),
            inputs,
            fps,
            options,
        }
    }
}

impl Input {
    /// An input by its name and bytes.
    pub fn new(file: &str, bytes: &[u8]) -> Self {
        Self {
            file: file.to_owned(),
            sha256: hash([bytes]),
        }
    }
}

impl FilmPlan {
    /// Plans frames as files with an extension.
    pub fn new(header: Header, frames: &[Frame], extension: &str) -> Self {
        let common = line(&header);
        let planned = frames.iter().enumerate().map(|(index, frame)| {
            let (start, end) = (frame.still.start.0, frame.still.end.0);
            let between = frame.passage.map(|passage| Between {
                start: passage.earlier.0.0,
                end: passage.earlier.1.0,
                part: passage.part,
                of: passage.of,
            });
            let shown = format!(
                "{start}/{end}{}",
                between.as_ref().map_or_else(String::new, line)
            );
            PlannedFrame {
                index: index + 1,
                file: format!("{}.{extension}", frame.name),
                start,
                end,
                between,
                layer: None,
                key: hash([common.as_bytes(), shown.as_bytes()]),
            }
        });
        Self {
            frames: planned.collect(),
            header,
        }
    }

    /// Reads a plan back.
    ///
    /// # Errors
    /// With the number of the first line that is not as a plan's should be.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut lines = text.lines();
        let header = lines
            .next()
            .and_then(|l| serde_json::from_str(l).ok())
            .ok_or(1usize)?;
        let frames = lines
            .enumerate()
            .map(|(n, line)| serde_json::from_str(line).map_err(|_| n + 2))
            .collect::<Result<_, _>>()?;
        Ok(Self { header, frames })
    }

    /// The plan as text, one line a frame.
    pub fn to_text(&self) -> String {
        let mut text = line(&self.header);
        text.push('\n');
        for frame in &self.frames {
            text += &line(frame);
            text.push('\n');
        }
        text
    }

    /// The frames of a selection, in order.
    pub fn selected(&self, selection: &Selection) -> Vec<&PlannedFrame> {
        self.frames
            .iter()
            .filter(|f| selection.has(f.index))
            .collect()
    }
}

impl PlannedFrame {
    /// The moment that it shows.
    pub fn moment(&self) -> Moment {
        let (start, end) = (Day(self.start), Day(self.end));
        match self.between {
            None => Moment::Step { start, end },
            Some(between) => Moment::Between(Passage {
                earlier: (Day(between.start), Day(between.end)),
                later: (start, end),
                part: between.part,
                of: between.of,
            }),
        }
    }
}

fn line(value: &impl Serialize) -> String {
    // Structs of strings and numbers always have a JSON form.
    serde_json::to_string(value).unwrap_or_default()
}

/// SHA-256 of parts, each preceded by its length, in hexadecimal.
pub fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut sha = Sha256::new();
    let mut parts = parts.into_iter().peekable();
    let first = parts.next().unwrap_or_default();
    // One part alone has its plain hash, as `sha256sum` prints it.
    if parts.peek().is_some() {
        sha.update((first.len() as u64).to_le_bytes());
    }
    sha.update(first);
    for part in parts {
        sha.update((part.len() as u64).to_le_bytes());
        sha.update(part);
    }
    hex(&sha.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Naming, Pace, Step, Still, schedule};
    use super::*;
    use crate::campaign::Calendar;

    fn frames() -> Vec<Frame> {
        let stills = (0..3).map(|n| Still {
            start: Day(n),
            end: Day(n + 1),
            until: Day(n + 1),
            steps: 1,
        });
        let stills: Vec<Still> = stills.collect();
        let naming = Naming::new("{index}", "War");
        let pace = Pace {
            step: Step::Days(1),
            calendar: Calendar::Gregorian,
        };
        schedule::frames(&stills, 1, (&naming, pace), 9).unwrap()
    }

    fn plan(campaign: &[u8]) -> FilmPlan {
        let header = Header {
            theatrum: "1".to_owned(),
            data: String::new(),
            inputs: vec![Input::new("war.toml", campaign)],
            fps: 30.0,
            options: vec![],
        };
        FilmPlan::new(header, &frames(), "png")
    }

    #[test]
    fn a_plan_reads_back_as_it_was_written() {
        let plan = plan(b"a");
        assert_eq!(FilmPlan::parse(&plan.to_text()), Ok(plan));
        assert_eq!(FilmPlan::parse("{}"), Err(1));
        let text = self::plan(b"a").to_text() + "what\n";
        assert_eq!(FilmPlan::parse(&text), Err(7));
    }

    #[test]
    fn a_frame_in_layers_is_one_file_for_each_with_the_number_of_the_frame() {
        let plan = plan(b"a").in_layers();
        assert_eq!(FilmPlan::parse(&plan.to_text()), Ok(plan.clone()));
        let count = Stratum::ALL.len();
        assert_eq!(plan.frames.len(), 5 * count);
        assert!(plan.frames[..count].iter().all(|f| f.index == 1));
        assert!(plan.frames[1].file.starts_with("2-polities/0001"));
        let keys = plan.frames.iter().map(|f| f.key.as_str());
        assert_eq!(
            keys.collect::<std::collections::BTreeSet<_>>().len(),
            5 * count
        );
        let second = Selection::Numbers("2".parse().unwrap());
        assert_eq!(plan.selected(&second).len(), count);
    }

    #[test]
    fn a_planned_frame_shows_what_the_frame_does() {
        let (plan, frames) = (plan(b"a"), frames());
        assert_eq!(frames.len(), 5);
        let moments = plan.frames.iter().map(PlannedFrame::moment);
        assert!(moments.eq(frames.iter().map(Frame::moment)));
        assert_ne!(plan.frames[1].key, plan.frames[2].key);
    }

    #[test]
    fn keys_follow_the_inputs_and_the_days() {
        let (one, other) = (plan(b"a"), plan(b"b"));
        assert_ne!(one.frames[0].key, one.frames[1].key);
        assert_ne!(one.frames[0].key, other.frames[0].key);
        assert_eq!(one.frames, plan(b"a").frames);
    }

    #[test]
    fn one_part_has_the_hash_that_sha256sum_prints() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash([b"abc".as_slice()]), abc);
        assert_ne!(
            hash([b"ab".as_slice(), b"c"]),
            hash([b"a".as_slice(), b"bc"])
        );
    }
}
