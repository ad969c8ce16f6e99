//! What can be typed.

mod examples;
mod frames;
mod gazetteer;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use self::frames::*;
pub(super) use self::gazetteer::*;
use crate::article::Format;
use crate::film::Step;
use examples::*;

/// Draws campaign maps from articles and campaign files. No network, ever.
#[derive(Debug, Parser)]
#[command(name = "theatrum", version, about, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Say nothing but errors.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more: how doubtful places were found.
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Draw a map from an article or a campaign file.
    #[command(after_help = RENDER_EXAMPLES)]
    Render(RenderArgs),
    /// Show what is found in an article, with the sentence behind each thing.
    #[command(after_help = READ_EXAMPLES)]
    Read(ReadArgs),
    /// Write an editable campaign file from an article.
    #[command(after_help = DRAFT_EXAMPLES)]
    Draft(DraftArgs),
    /// List the places of an article or a campaign file.
    #[command(after_help = PLACES_EXAMPLES)]
    Places(PlacesArgs),
    /// Report problems of a campaign and judge its map by 46 criteria.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Draw one picture per year, month or day.
    Frames(FramesArgs),
    /// Show a map in the browser and draw it anew whenever its file is saved.
    #[command(after_help = PREVIEW_EXAMPLES)]
    Preview(PreviewArgs),
    /// Look names up in the gazetteer, or build a gazetteer pack of your own.
    #[command(after_help = GAZETTEER_EXAMPLES)]
    Gazetteer(GazetteerArgs),
    /// List the styles and presets, or print one of them.
    #[command(after_help = STYLES_EXAMPLES)]
    Styles(StylesArgs),
    /// Print a completion script for a shell.
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page (troff).
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// A subcommand; the program as a whole if not given.
        command: Option<String>,
    },
}

/// How an input is read.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// An article (.txt .md .html .wiki) or a campaign file (.toml); `-` is standard input.
    pub input: PathBuf,
    /// What the input is, whatever its name says.
    #[arg(long, value_enum)]
    pub input_format: Option<InputFormat>,
    /// A gazetteer pack to look names up in, too (see `theatrum gazetteer build`); may be given several
    /// times.
    #[arg(long = "gazetteer", value_name = "PACK")]
    pub packs: Vec<PathBuf>,
}

/// Formats of inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum InputFormat {
    /// A campaign file.
    Campaign,
    /// Plain text with headings between equals signs.
    Txt,
    /// Markdown.
    Md,
    /// A saved web page.
    Html,
    /// The source of a wiki page.
    Wikitext,
}

impl InputFormat {
    /// The format of an article; none of a campaign file.
    pub(super) fn article(self) -> Option<Format> {
        match self {
            Self::Campaign => None,
            Self::Txt => Some(Format::Txt),
            Self::Md => Some(Format::Markdown),
            Self::Html => Some(Format::Html),
            Self::Wikitext => Some(Format::Wikitext),
        }
    }
}

/// How a map is drawn.
#[derive(Debug, Args)]
pub(super) struct LookArgs {
    /// What the map is made for (see `theatrum styles`).
    #[arg(long)]
    pub preset: Option<String>,
    /// How it looks (see `theatrum styles`).
    #[arg(long)]
    pub style: Option<String>,
    /// For which programs the SVG is written.
    #[arg(long, value_enum)]
    pub profile: Option<ProfileArg>,
    /// Language of the names, where the campaign has them: kk, ru, zh ...
    #[arg(long, value_parser = parse_lang)]
    pub lang: Option<String>,
    /// A projection by name, or `auto`.
    #[arg(long)]
    pub projection: Option<String>,
    /// Leave the hill shading out.
    #[arg(long)]
    pub no_relief: bool,
}

/// SVG profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ProfileArg {
    /// Browsers and converters.
    Web,
    /// Office programs.
    Office,
    /// Wikis and translation tools: every text whole, in a `<switch>`.
    Wiki,
    /// Anything: letters as outlines.
    Outline,
}

/// `theatrum render`.
#[derive(Debug, Args)]
pub(super) struct RenderArgs {
    /// The input.
    #[command(flatten)]
    pub input: InputArgs,
    /// Where to write: .svg, .png, .pdf, or .html for a page with a time slider, by the extension; may
    /// be given several times; `-` is SVG to standard output.
    #[arg(short, long = "output", required = true)]
    pub output: Vec<PathBuf>,
    /// The look.
    #[command(flatten)]
    pub look: LookArgs,
    /// Draw the state of a date: 1782, 1756-08, 1756-08-18.
    #[arg(long)]
    pub at: Option<String>,
    /// Write nothing if a criterion of `theatrum check` fails or a drawn fact has no source.
    #[arg(long)]
    pub strict: bool,
    /// Draw one map per titled caption, with the same extent and every label in the same place:
    /// `-o war.svg` writes war-1.svg, war-2.svg ...
    #[arg(long, conflicts_with_all = ["at", "strict"])]
    pub phases: bool,
    /// Several languages in one SVG, en,kk,ru: a viewer shows the one its reader prefers.
    #[arg(long, value_delimiter = ',', value_parser = parse_lang, conflicts_with = "lang")]
    pub langs: Vec<String>,
    /// Write a description (.alt.txt) beside the map for those who do not see it.
    #[arg(long)]
    pub alt: bool,
    /// Write a file page for Wikimedia Commons (.commons.txt) beside the map.
    #[arg(long)]
    pub commons: bool,
    /// Enlarge PNGs, 1 to 4 times.
    #[arg(long, default_value_t = 1.0, value_parser = parse_scale)]
    pub scale: f64,
}

fn parse_lang(text: &str) -> Result<String, String> {
    let subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if text.len() <= 35 && text.split('-').all(subtag) {
        Ok(text.to_owned())
    } else {
        Err("give a language tag like `kk`, `ru` or `zh-Hant`".to_owned())
    }
}

fn parse_scale(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(scale) if (1.0..=4.0).contains(&scale) => Ok(scale),
        _ => Err("give a number from 1 to 4".to_owned()),
    }
}

/// `theatrum read`.
#[derive(Debug, Args)]
pub(super) struct ReadArgs {
    /// The article.
    #[command(flatten)]
    pub input: InputArgs,
    /// How to show it; by the extension of the output, else a summary.
    #[arg(long, value_enum)]
    pub format: Option<ReadFormat>,
    /// Tell only how this name was read, and why it was placed so; may be given again
    #[arg(long, value_name = "NAME", conflicts_with = "format")]
    pub explain: Vec<String>,
    /// Where to write; may be given several times; standard output if not given.
    #[arg(short, long)]
    pub output: Vec<PathBuf>,
}

/// Formats of `theatrum read`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReadFormat {
    /// For reading.
    Summary,
    /// For programs.
    Json,
    /// A corpus: the input has an object with `id` and `text` on each line, and the output a line with
    /// the reading of each, in the same order.
    Jsonl,
}

/// `theatrum draft`.
#[derive(Debug, Args)]
pub(super) struct DraftArgs {
    /// The article.
    #[command(flatten)]
    pub input: InputArgs,
    /// Where to write the campaign file; standard output if not given.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// List what is missing or guessed instead, most consequential first
    #[arg(long, conflicts_with = "update")]
    pub review: bool,
    /// Draft anew into this campaign file, keeping what was changed in it by hand
    #[arg(long, value_name = "CAMPAIGN", conflicts_with = "output")]
    pub update: Option<PathBuf>,
}

/// `theatrum places`.
#[derive(Debug, Args)]
pub(super) struct PlacesArgs {
    /// The input.
    #[command(flatten)]
    pub input: InputArgs,
    /// How to list them; by the extension of the output (.json .geojson .csv .jsonld), else a table.
    #[arg(long, value_enum)]
    pub format: Option<PlacesFormat>,
    /// Where to write; may be given several times; standard output if not given.
    #[arg(short, long)]
    pub output: Vec<PathBuf>,
}

/// Formats of `theatrum places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PlacesFormat {
    /// For reading.
    Table,
    /// JSON.
    Json,
    /// GeoJSON points.
    Geojson,
    /// Comma-separated values.
    Csv,
    /// Linked Places Format.
    Lpf,
}

/// `theatrum check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// The input.
    #[command(flatten)]
    pub input: InputArgs,
    /// The look.
    #[command(flatten)]
    pub look: LookArgs,
    /// Judge the state of a date: 1782, 1756-08, 1756-08-18.
    #[arg(long, conflicts_with = "frames")]
    pub at: Option<String>,
    /// Judge the map in every preset.
    #[arg(long, conflicts_with_all = ["preset", "frames"])]
    pub all_presets: bool,
    /// Judge the frames of a film, and its last frame as a map.
    #[arg(long)]
    pub frames: bool,
    /// Which frames.
    #[command(flatten)]
    pub range: RangeArgs,
    /// Hold every drawn fact without a source for a fault.
    #[arg(long)]
    pub strict: bool,
    /// How to show what was found.
    #[arg(long, value_enum, default_value_t = CheckFormat::Table)]
    pub format: CheckFormat,
}

/// Formats of `theatrum check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For reading.
    Table,
    /// For programs.
    Json,
}

/// `theatrum preview`.
#[derive(Debug, Args)]
pub(super) struct PreviewArgs {
    /// The input; a file.
    #[command(flatten)]
    pub input: InputArgs,
    /// The port to listen on; a free one if not given.
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// The step of the time slider: year, month, week, day, event, list, or "10 days".
    #[arg(long, default_value = "event")]
    pub every: Step,
    /// The look.
    #[command(flatten)]
    pub look: LookArgs,
}

/// `theatrum styles`.
#[derive(Debug, Args)]
pub(super) struct StylesArgs {
    /// What to do; lists the names if not given.
    #[command(subcommand)]
    pub command: Option<StylesCommand>,
}

/// What to do with the styles.
#[derive(Debug, Subcommand)]
pub(super) enum StylesCommand {
    /// Print what a style or preset states, as TOML.
    Show {
        /// A style or preset by name.
        name: String,
    },
}
