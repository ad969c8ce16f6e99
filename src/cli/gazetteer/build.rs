//! `theatrum gazetteer build`.

use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::cli::args::{BuildArgs, ImportArg};
use crate::cli::failure::Failure;
use crate::cli::files;
use crate::cli::limits::grouped;
use crate::cli::say::Say;
use crate::diag::Diagnostic;
use crate::gazetteer::import::{self, ImportFormat, Row};
use crate::gazetteer::pack::{Counts, PackBuilder, Scratch, Storage};

/// So many faults are shown; of a file that is read with the wrong format every row is one.
const MOST_SHOWN: usize = 20;

/// Builds a pack from the inputs.
pub(super) fn run(args: &BuildArgs, say: &Say) -> Result<(), Failure> {
    if args.output == Path::new("-") {
        let message = "a pack is read where it lies; give `--output` a file name";
        return Err(Failure::Usage(message.to_owned()));
    }
    for input in &args.inputs {
        files::check_targets(input, [&args.output])?;
    }
    let formats: Vec<ImportFormat> = args
        .inputs
        .iter()
        .map(|path| format(path, args.format))
        .collect::<Result<_, _>>()?;
    let mut tally = Tally::default();
    let counts = files::write_with(&args.output, |file| {
        let scratch = Folder(files::folder_of(&args.output));
        let inputs = args.inputs.iter().zip(formats);
        let counts = build(inputs, (file, &scratch), &mut tally, say);
        let counts = counts.map_err(|(path, e)| Failure::path(&path, &e))?;
        if tally.faults > 0 && !args.lenient {
            return Err(Failure::Faults(tally.diagnostics(Diagnostic::error)));
        }
        if counts.entries == 0 {
            return Err(Diagnostic::error("there is no row for the pack in what was given").into());
        }
        Ok(counts)
    })?;
    say.diagnostics(&tally.diagnostics(Diagnostic::warning));
    say.line(format!(
        "wrote {}: {} entries with {} names{}",
        args.output.display(),
        grouped(counts.entries as usize),
        grouped(counts.names as usize),
        tally.skipped()
    ));
    Ok(())
}

/// The format of an input: as typed, else by its name.
fn format(path: &Path, typed: Option<ImportArg>) -> Result<ImportFormat, Failure> {
    match typed {
        Some(ImportArg::Geonames) => return Ok(ImportFormat::GeoNames),
        Some(ImportArg::Json) => return Ok(ImportFormat::Json),
        Some(ImportArg::Csv) => return Ok(ImportFormat::Table),
        None => {}
    }
    let extension = path.extension().unwrap_or_default();
    ImportFormat::of_extension(&extension.to_string_lossy()).ok_or_else(|| {
        let what = format!(
            "`{}` has no extension that tells its format",
            path.display()
        );
        let hint = match extension.eq_ignore_ascii_case("zip") {
            true => "unpack it first",
            false => "give `--format geonames`, `json` or `csv`",
        };
        Failure::Typed(Diagnostic::error(what).hint(hint))
    })
}

/// Reads the inputs into a pack; an error comes with the file that it is about.
fn build<'i, W: Write>(
    inputs: impl Iterator<Item = (&'i PathBuf, ImportFormat)>,
    (out, scratch): (W, &Folder),
    tally: &mut Tally,
    say: &Say,
) -> Result<Counts, (PathBuf, io::Error)> {
    let about_output = |e| (scratch.0.clone(), e);
    let out = BufWriter::with_capacity(1 << 20, out);
    let mut builder = PackBuilder::new(out, scratch).map_err(about_output)?;
    for (path, format) in inputs {
        let about_input = |e| (path.clone(), e);
        let file = files::open(path).map_err(about_input)?;
        let length = file.metadata().map_err(about_input)?.len();
        let bar = say.progress(length, "reading");
        let input = BufReader::with_capacity(1 << 20, bar.wrap_read(file));
        let name = path.display().to_string();
        let read = import::read(format, input, &mut |row| {
            match row {
                Row::Entry(entry) => builder.add(&entry)?,
                Row::Skipped => tally.other_kinds += 1,
                Row::Note(what) => tally.notes.push(format!("{name}: {what}")),
                Row::Fault { line, what } => tally.fault(format!("{name}:{line}: {what}")),
            }
            Ok(())
        });
        bar.finish_and_clear();
        read.map_err(about_input)?;
    }
    let working = say.working("sorting names");
    let (mut out, counts) = builder.finish().map_err(about_output)?;
    out.flush().map_err(about_output)?;
    drop(working);
    Ok(counts)
}

/// What was wrong or left out.
#[derive(Default)]
struct Tally {
    faults: usize,
    shown: Vec<String>,
    notes: Vec<String>,
    other_kinds: usize,
}

impl Tally {
    fn fault(&mut self, what: String) {
        self.faults += 1;
        if self.shown.len() < MOST_SHOWN {
            self.shown.push(what);
        }
    }

    /// The notes, and the faults as what `made` makes of them.
    fn diagnostics(&self, made: fn(String) -> Diagnostic) -> Vec<Diagnostic> {
        let notes = self.notes.iter().cloned().map(Diagnostic::warning);
        let mut all: Vec<Diagnostic> = notes.collect();
        all.extend(self.shown.iter().cloned().map(made));
        if self.faults > 0 {
            let more = self.faults - self.shown.len();
            let count = match more {
                0 => format!("{} bad rows", grouped(self.faults)),
                _ => format!(
                    "{} bad rows, {} not shown",
                    grouped(self.faults),
                    grouped(more)
                ),
            };
            let hint = "mend them, or leave them out with `--lenient`";
            all.push(made(count).hint(hint));
        }
        all
    }

    fn skipped(&self) -> String {
        let mut told = String::new();
        if self.other_kinds > 0 {
            let count = grouped(self.other_kinds);
            told = format!("; {count} rows left out, of kinds that no campaign map shows");
        }
        told
    }
}

/// A folder in which names are put aside, in files without a name that are gone when the program ends.
struct Folder(PathBuf);

impl Scratch for Folder {
    fn storage(&self) -> io::Result<Box<dyn Storage>> {
        let file = tempfile::tempfile_in(&self.0)?;
        Ok(Box::new(file))
    }
}
