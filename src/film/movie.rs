//! Films as single files: which are encoded here, and how ffmpeg is asked for the others.

use std::ffi::OsString;
use std::path::Path;

/// A format of films.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movie {
    /// Animated PNG, lossless, encoded here.
    Apng,
    /// GIF of 255 colours, encoded here.
    Gif,
    /// H.264, by ffmpeg.
    Mp4,
    /// VP9, by ffmpeg.
    Webm,
    /// Animated WebP, by ffmpeg.
    Webp,
}

impl Movie {
    /// The format that a file's extension names.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "apng" => Some(Self::Apng),
            "gif" => Some(Self::Gif),
            "mp4" => Some(Self::Mp4),
            "webm" => Some(Self::Webm),
            "webp" => Some(Self::Webp),
            _ => None,
        }
    }

    /// What ffmpeg is told to make a film of this format, of so many pictures a second and so many seconds,
    /// from a list of frames with their times; none for those that are encoded here.
    ///
    /// Its own version and the date stay out of the file, so that the same ffmpeg gives the same bytes.
    pub fn ffmpeg(
        self,
        list: &Path,
        target: &Path,
        (fps, seconds): (f64, f64),
    ) -> Option<Vec<OsString>> {
        let own = match self {
            Self::Apng | Self::Gif => return None,
            Self::Mp4 => "-c:v libx264 -crf 18 -movflags +faststart -f mp4",
            // Of maps, which stand still, the quick way is nearly as good and a tenth of the work.
            Self::Webm => {
                "-c:v libvpx-vp9 -crf 28 -b:v 0 -deadline realtime -cpu-used 5 -row-mt 1 -f webm"
            }
            // The plain `libwebp` writes a picture that stands for two seconds sixty times.
            Self::Webp => "-c:v libwebp_anim -quality 85 -loop 0 -f webp",
        };
        let words = |words: &str| words.split(' ').map(OsString::from).collect::<Vec<_>>();
        let mut all = words("-hide_banner -loglevel error -y -f concat -i");
        all.push(list.into());
        // Without a length the last picture, which stands twice in the list, would stay too long.
        let shown = format!("-t {seconds:.3} -vf fps={fps},format=yuv420p");
        all.extend(words(&shown));
        all.extend(words(
            "-map_metadata -1 -fflags +bitexact -flags:v +bitexact",
        ));
        all.extend(words(own));
        all.push(target.into());
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_follow_the_extension() {
        assert_eq!(Movie::of(Path::new("a/war.MP4")), Some(Movie::Mp4));
        assert_eq!(Movie::of(Path::new("war.d/frames")), None);
        assert_eq!(
            Movie::Gif.ffmpeg(Path::new("a"), Path::new("b"), (30.0, 4.0)),
            None
        );
    }

    #[test]
    fn the_command_names_list_and_target_as_they_are() {
        let list = Path::new("my film/frames.txt");
        let words = Movie::Webm
            .ffmpeg(list, Path::new("-x.webm"), (25.0, 4.0))
            .unwrap();
        assert!(words.contains(&list.into()));
        assert_eq!(words.last().unwrap(), "-x.webm");
        assert!(
            words
                .iter()
                .any(|w| w.to_string_lossy().starts_with("fps=25,"))
        );
    }
}
