//! `theatrum frames merge`: a folder of frames to one film.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::folder::Folder;
use super::verify;
use crate::cli::failure::Failure;
use crate::cli::files;
use crate::cli::say::Say;
use crate::diag::Diagnostic;
use crate::export::{self, Palette, PngError, Shot};
use crate::film::{FilmPlan, Movie, Told};

/// At most so many frames are looked at for the palette of a GIF.
const PALETTE_FRAMES: usize = 48;
/// Longest film, bytes.
const LONGEST_FILM: u64 = 8 << 30;

/// Makes films of a folder of frames, all of which must be there.
pub(super) fn run(path: &Path, targets: &[PathBuf], say: &Say) -> Result<(), Failure> {
    let formats = targets
        .iter()
        .map(|t| movie(t))
        .collect::<Result<Vec<_>, _>>()?;
    let folder = Folder::open(path);
    let plan = verify::complete(&folder, path)?;
    if plan.is_in_layers() {
        let why =
            "layers are put together in a video editor: for a film, draw frames without `--layers`";
        return Err(Failure::Usage(why.to_owned()));
    }
    let told = folder.told()?;
    for (target, format) in targets.iter().zip(formats) {
        match format {
            Movie::Gif => files::write(target, &gif(&folder, &told)?)?,
            Movie::Apng => {
                let count = u32::try_from(plan.frames.len()).unwrap_or(u32::MAX);
                let film = export::apng(told.iter().map(|t| shot(&folder, t)), count)?;
                files::write(target, &film)?;
            }
            Movie::Mp4 | Movie::Webm | Movie::Webp => {
                let seconds = told.iter().map(|t| t.seconds).sum();
                by_ffmpeg(format, (path, &plan), (target, seconds))?;
            }
        }
        say.line(format!("wrote {}", target.display()));
    }
    Ok(())
}

/// The format of a film by its name.
fn movie(target: &Path) -> Result<Movie, Failure> {
    Movie::of(target).ok_or_else(|| {
        let shown = target.display();
        Failure::Usage(format!("`{shown}` is none of .mp4 .webm .gif .apng .webp"))
    })
}

fn shot(folder: &Folder, told: &Told) -> Result<Shot, Failure> {
    let bytes = folder.frame(&told.file)?;
    let raster =
        export::decode(&bytes).map_err(|why| Failure::Io(format!("`{}`: {why}", told.file)))?;
    Ok(Shot {
        raster,
        seconds: told.seconds,
    })
}

fn gif(folder: &Folder, told: &[Told]) -> Result<Vec<u8>, Failure> {
    let mut palette = Palette::default();
    for told in told
        .iter()
        .step_by(told.len().div_ceil(PALETTE_FRAMES).max(1))
    {
        palette.add(&shot(folder, told)?.raster);
    }
    export::gif(told.iter().map(|t| shot(folder, t)), palette)
}

impl From<PngError> for Failure {
    fn from(why: PngError) -> Self {
        Self::Io(why.to_string())
    }
}

fn by_ffmpeg(
    format: Movie,
    (path, plan): (&Path, &FilmPlan),
    (target, seconds): (&Path, f64),
) -> Result<(), Failure> {
    if plan.frames.iter().any(|f| !f.file.ends_with(".png")) {
        return Err(Failure::Usage("films are made of PNG frames".to_owned()));
    }
    let list = path.join("frames.txt");
    let command = format
        .ffmpeg(&list, target, (plan.header.fps, seconds))
        .unwrap_or_default();
    let part = std::env::temp_dir().join(format!("theatrum-{}.film", std::process::id()));
    let mut words = command.clone();
    words.pop();
    words.push(part.clone().into());
    let done = Command::new("ffmpeg").args(&words).output();
    let made = match done {
        Ok(done) if done.status.success() => files::read(&part, LONGEST_FILM),
        Ok(done) => {
            let why = String::from_utf8_lossy(&done.stderr).trim().to_owned();
            Err(Failure::Io(format!("ffmpeg failed: {why}")))
        }
        Err(why) => Err(Diagnostic::error(format!("ffmpeg cannot be run: {why}"))
            .hint(format!("where it can, run: ffmpeg {}", typed(&command)))
            .hint("or write a .gif or .apng, which need no ffmpeg")
            .into()),
    };
    // Whatever came of it, the part has done its work.
    let _ = fs::remove_file(&part);
    files::write(target, &made?)
}

/// A command as a shell takes it.
fn typed(command: &[OsString]) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=+:,".contains(c);
    let quoted = command.iter().map(|word| {
        let word = word.to_string_lossy();
        match !word.is_empty() && word.chars().all(is_plain) {
            true => word.into_owned(),
            false => format!("'{}'", word.replace('\'', r"'\''")),
        }
    });
    quoted.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_typed_as_it_is_printed() {
        let words = ["-i", "my film's/frames.txt", "a.mp4"].map(OsString::from);
        assert_eq!(typed(&words), r"-i 'my film'\''s/frames.txt' a.mp4");
    }
}
