//! What can be typed after `theatrum frames`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::examples::FRAMES_EXAMPLES;
use super::{InputFormat, LookArgs};
use crate::film::{Numbers, Shard, Step};

/// The frames of a film.
#[derive(Debug, Args)]
pub(in crate::cli) struct RangeArgs {
    /// The step between frames: year, month, week, day, event, list, or "10 days"; that of the campaign file, or year, if not given.
    #[arg(long)]
    pub every: Option<Step>,
    /// The first date; that of the campaign's own range if not given.
    #[arg(long, allow_hyphen_values = true)]
    pub from: Option<String>,
    /// The last date; that of the campaign's own range if not given.
    #[arg(long, allow_hyphen_values = true)]
    pub to: Option<String>,
}

/// Pictures between frames.
#[derive(Debug, Args)]
pub(in crate::cli) struct TweenArgs {
    /// Draw so many pictures between each two frames, in which arrows grow, markers pop up and the rest
    /// fades over; as many as the campaign file says, if no number is given.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=1000))]
    pub tween: Option<Option<u32>>,
    /// Leave out frames that show the same as the one before but for the date, which then stands longer.
    #[arg(long)]
    pub skip_same: bool,
}

/// `theatrum frames`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = FRAMES_EXAMPLES)]
pub(in crate::cli) struct FramesArgs {
    /// What to do with frames that were drawn.
    #[command(subcommand)]
    pub command: Option<FramesCommand>,
    /// An article (.txt .md .html .wiki) or a campaign file (.toml); `-` is standard input.
    #[arg(required = true)]
    pub input: Option<PathBuf>,
    /// What the input is, whatever its name says.
    #[arg(long, value_enum)]
    pub input_format: Option<InputFormat>,
    /// A gazetteer pack to look names up in, too; may be given several times.
    #[arg(long = "gazetteer", value_name = "PACK")]
    pub packs: Vec<PathBuf>,
    /// The folder to write into, made if missing; or a film: .mp4 .webm .gif .apng .webp, whose frames
    /// are kept in a folder beside it; or a page with a time slider: .html.
    #[arg(short, long, required = true)]
    pub output: Option<PathBuf>,
    /// What to draw.
    #[command(flatten)]
    pub draw: DrawFramesArgs,
}

/// Drawing frames.
#[derive(Debug, Args)]
pub(in crate::cli) struct DrawFramesArgs {
    /// Which frames.
    #[command(flatten)]
    pub range: RangeArgs,
    /// What comes between them.
    #[command(flatten)]
    pub tween: TweenArgs,
    /// Format of the frames.
    #[arg(long, value_enum, default_value_t = FrameFormat::Png)]
    pub format: FrameFormat,
    /// How hard pictures are packed.
    #[arg(long, value_enum, default_value_t = PackingArg::Fast)]
    pub png: PackingArg,
    /// Draw the layers of each frame as pictures of their own, that the lower ones shine through: one folder
    /// each, `1-base` to `7-furniture`, for video editors.
    #[arg(long)]
    pub layers: bool,
    /// Draw one part of many: 2/8 is the second of eight. Parts may be drawn on different machines.
    #[arg(long, conflicts_with = "index", value_name = "K/N")]
    pub shard: Option<Shard>,
    /// Draw frames by number: 5,9-12.
    #[arg(long, value_name = "LIST")]
    pub index: Option<Numbers>,
    /// Draw also what is there already, and over another film.
    #[arg(long)]
    pub force: bool,
    /// The look.
    #[command(flatten)]
    pub look: LookArgs,
}

/// Formats of frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FrameFormat {
    /// Pictures.
    Png,
    /// Drawings.
    Svg,
}

/// How hard pictures are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PackingArg {
    /// In a few milliseconds each.
    Fast,
    /// As small as can be, in many times as long.
    Small,
}

/// What to do with frames that were drawn.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum FramesCommand {
    /// Make a film of frames that are all there.
    Merge {
        /// The folder.
        folder: PathBuf,
        /// Where to write: .gif and .apng need nothing else, .mp4 .webm .webp need ffmpeg; may be
        /// given several times.
        #[arg(short, long = "output", required = true)]
        output: Vec<PathBuf>,
    },
    /// Say which frames are missing, damaged or drawn from other inputs; exit code 6 if any is.
    Verify {
        /// The folder.
        folder: PathBuf,
        /// Print only the numbers that are to be drawn, as a job array takes them: 5,9-12.
        #[arg(long)]
        missing: bool,
    },
}
