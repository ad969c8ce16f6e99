//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::article::Format;
use crate::film::{Numbers, Shard, Step};

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

const EXAMPLES: &str = "\
Examples:
  theatrum render article.txt -o map.svg -o map.png   draw the map of an article
  theatrum draft article.txt -o campaign.toml         write a campaign file to correct by hand
  theatrum render campaign.toml -o map.svg            draw it again
  theatrum render campaign.toml --at 1782 -o 1782.png draw the state of one year
  theatrum frames campaign.toml --every year -o film  one picture per year";

const RENDER_EXAMPLES: &str = "\
Examples:
  theatrum render article.md -o map.svg -o map.png --scale 2   two files at once
  theatrum render war.toml -o 1782.svg --at 1782                the state of one year
  theatrum render war.toml -o slide.png --preset slide          for a talk
  theatrum render war.toml -o map.svg --projection albers --no-relief
  theatrum render - --input-format html -o - < page.html        SVG to standard output";

const READ_EXAMPLES: &str = "\
Examples:
  theatrum read article.txt                    what is found, with the sentence behind it
  theatrum read article.txt --format json      the same for programs
  theatrum read page.html -o found.json        the format by the extension
  theatrum read corpus.jsonl --format jsonl -o found.jsonl   many articles, a line for each
  theatrum read battle.txt --gazetteer my.pack with a gazetteer of your own";

const DRAFT_EXAMPLES: &str = "\
Examples:
  theatrum draft article.txt -o campaign.toml  a campaign file to correct by hand
  theatrum draft - < article.txt               from standard input to standard output";

const PLACES_EXAMPLES: &str = "\
Examples:
  theatrum places article.txt                  a table
  theatrum places war.toml --format lpf        Linked Places Format
  theatrum places war.toml -o a.geojson -o a.csv   two files, formats by the extensions";

const CHECK_EXAMPLES: &str = "\
Examples:
  theatrum check campaign.toml                 all faults at once, without drawing a file
  theatrum check draft.toml --preset slide     what a slide would leave out";

const PREVIEW_EXAMPLES: &str = "\
Examples:
  theatrum preview campaign.toml                      open the address that it prints
  theatrum preview campaign.toml --port 8000 --every month --style night

Only browsers on this machine can open it, and only at that address. Ctrl-C ends it.";

const GAZETTEER_EXAMPLES: &str = "\
Examples:
  theatrum gazetteer search Ishim --class river --near 52,69
  theatrum gazetteer search Carthage --year -218 --most 3";

const STYLES_EXAMPLES: &str = "\
Examples:
  theatrum styles
  theatrum styles show wikipedia
  theatrum render war.toml -o map.svg --style night";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  theatrum completions bash > ~/.local/share/bash-completion/completions/theatrum
  theatrum completions zsh > ~/.zfunc/_theatrum";

const MAN_EXAMPLES: &str = "\
Examples:
  theatrum man | man -l -
  theatrum man render > theatrum-render.1";

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

/// The frames of a film.
#[derive(Debug, Args)]
pub(super) struct RangeArgs {
    /// The step between frames: year, month, week, day, event, or "10 days".
    #[arg(long, default_value = "year")]
    pub every: Step,
    /// The first date; the campaign's own range if not given.
    #[arg(long, allow_hyphen_values = true)]
    pub from: Option<String>,
    /// The last date.
    #[arg(long, allow_hyphen_values = true)]
    pub to: Option<String>,
}

/// Pictures between frames.
#[derive(Debug, Args)]
pub(super) struct TweenArgs {
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
pub(super) struct FramesArgs {
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

const FRAMES_EXAMPLES: &str = "\
Examples:
  theatrum frames war.toml --every year --from 1755 --to 1865 -o film
  theatrum frames war.toml --every \"10 days\" -o film --shard 2/8   the second of eight machines
  theatrum frames verify film --missing                             what is still to be drawn: 5,9-12
  theatrum frames war.toml -o film --index 5,9-12                   draw just those
  theatrum frames merge film -o war.gif -o war.mp4                  films of the finished frames
  theatrum frames war.toml --every month -o war.apng                frames and film at once
  theatrum frames war.toml --every month --tween -o war.mp4         with arrows that grow
  theatrum frames war.toml --every month -o war.html                a page with a time slider

Frames that are there already, from the same inputs, are not drawn again.";

/// Drawing frames.
#[derive(Debug, Args)]
pub(super) struct DrawFramesArgs {
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
pub(super) enum FrameFormat {
    /// Pictures.
    Png,
    /// Drawings.
    Svg,
}

/// How hard pictures are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PackingArg {
    /// In a few milliseconds each.
    Fast,
    /// As small as can be, in many times as long.
    Small,
}

/// What to do with frames that were drawn.
#[derive(Debug, Subcommand)]
pub(super) enum FramesCommand {
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

/// `theatrum preview`.
#[derive(Debug, Args)]
pub(super) struct PreviewArgs {
    /// The input; a file.
    #[command(flatten)]
    pub input: InputArgs,
    /// The port to listen on; a free one if not given.
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// The step of the time slider: year, month, week, day, event, or "10 days".
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

/// `theatrum gazetteer`.
#[derive(Debug, Args)]
pub(super) struct GazetteerArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: GazetteerCommand,
}

/// What to do with the gazetteer.
#[derive(Debug, Subcommand)]
pub(super) enum GazetteerCommand {
    /// Show the candidates for a name, best first, with scores and reasons.
    Search(SearchArgs),
    /// Build a pack from a gazetteer of your own, to be used with `--gazetteer`.
    #[command(after_help = BUILD_EXAMPLES)]
    Build(BuildArgs),
}

/// `theatrum gazetteer search`.
#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// The name as written in a text.
    pub name: String,
    /// Prefer what is near: latitude,longitude in degrees.
    #[arg(long, allow_hyphen_values = true)]
    pub near: Option<String>,
    /// Prefer a class: river, lake, range, settlement ...
    #[arg(long)]
    pub class: Option<String>,
    /// Prefer what bore the name in a year (negative is BC).
    #[arg(long, allow_hyphen_values = true)]
    pub year: Option<i32>,
    /// Show at most so many.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..))]
    pub most: u16,
    /// A gazetteer pack to ask, too; may be given several times.
    #[arg(long = "gazetteer", value_name = "PACK")]
    pub packs: Vec<PathBuf>,
}

/// `theatrum gazetteer build`.
#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    /// GeoNames dumps (.txt), Linked Places or GeoJSON files (.json .geojson), tables (.csv .tsv).
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// Where to write the pack.
    #[arg(short, long)]
    pub output: PathBuf,
    /// What the inputs are, whatever their names say.
    #[arg(long, value_enum)]
    pub format: Option<ImportArg>,
    /// Leave bad rows out, with a warning, instead of writing nothing.
    #[arg(long)]
    pub lenient: bool,
}

/// Formats of gazetteers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ImportArg {
    /// A GeoNames dump, unpacked.
    Geonames,
    /// Linked Places Format, GeoJSON or GeoJSON-T.
    Json,
    /// A table with a header.
    Csv,
}

const BUILD_EXAMPLES: &str = "\
Examples:
  theatrum gazetteer build KZ.txt -o kz.pack           a GeoNames dump of one country
  theatrum gazetteer build forts.csv trails.geojson -o mine.pack
  theatrum read article.txt --gazetteer mine.pack      use it
  theatrum gazetteer search Sugar-Loaf --gazetteer mine.pack

A table needs the columns name, lat and lon; docs/gazetteer.md lists the others.";
