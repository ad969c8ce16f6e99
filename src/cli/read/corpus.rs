//! A corpus: a JSON object with `id` and `text` on each line, and a line with its reading for each.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use indicatif::ProgressBar;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use crate::article::{self, Format};
use crate::cli::args::{InputFormat, ReadArgs};
use crate::cli::failure::Failure;
use crate::cli::limits::{self, grouped};
use crate::cli::say::Say;
use crate::cli::{files, load};
use crate::diag::Diagnostic;
use crate::gazetteer::Gazetteer;
use crate::geodata::Basemap;
use crate::reading::{self, World};

/// So many documents are read at once, in parallel; fewer if they are long.
const CHUNK: usize = 256;
/// Texts of a chunk, bytes: with their readings they take some ten times as much.
const CHUNK_BYTES: usize = 4 << 20;
/// Longest line, bytes: an article of the greatest length, with what JSON puts before its quotes.
const LONGEST_LINE: u64 = 2 * limits::ARTICLE_BYTES;
/// So many bad lines are shown.
const MOST_SHOWN: usize = 20;

/// A line of the input.
#[derive(Deserialize)]
struct Document {
    id: Value,
    text: String,
}

/// Reads every document of the input, in its order; bad lines are told at the end.
pub(super) fn run(args: &ReadArgs, say: &Say) -> Result<(), Failure> {
    let gazetteer = load::gazetteer(&args.input.packs)?;
    let basemap = Basemap::bundled();
    let corpus = Corpus {
        gazetteer: &gazetteer,
        basemap: &basemap,
        format: args.input.input_format.and_then(InputFormat::article),
        name: load::display(&args.input.input),
    };
    let path = &args.input.input;
    let faults = match args.output.as_slice() {
        [] => corpus.read(path, io::stdout().lock(), say),
        [only] if only == Path::new("-") => corpus.read(path, io::stdout().lock(), say),
        [only] => files::write_with(only, |file| corpus.read(path, file, say)),
        _ => {
            return Err(Failure::Usage(
                "give one `--output` for a corpus".to_owned(),
            ));
        }
    }?;
    load::check_packs(&gazetteer, &args.input.packs)?;
    faults.into_failure()
}

/// How documents are read.
struct Corpus<'a> {
    gazetteer: &'a Gazetteer,
    basemap: &'a Basemap,
    format: Option<Format>,
    name: String,
}

impl Corpus<'_> {
    fn read(&self, path: &Path, out: impl Write, say: &Say) -> Result<Faults, Failure> {
        let broken = |e: &io::Error| Failure::io(format!("`{}`", self.name), e);
        if path == Path::new("-") {
            let bar = say.progress(0, "documents");
            return self.pass(io::stdin().lock(), out, &bar);
        }
        let file: File = files::open(path).map_err(|e| broken(&e))?;
        let length = file.metadata().map_err(|e| broken(&e))?.len();
        let bar = say.progress(length, "reading");
        self.pass(BufReader::new(bar.wrap_read(file)), out, &bar)
    }

    /// Reads chunk after chunk and writes what each line gives.
    fn pass(
        &self,
        input: impl BufRead,
        out: impl Write,
        bar: &ProgressBar,
    ) -> Result<Faults, Failure> {
        let mut lines = Lines {
            input,
            number: 0,
            ended: false,
        };
        let mut out = BufWriter::new(out);
        let mut faults = Faults::default();
        loop {
            let chunk = lines
                .chunk()
                .map_err(|e| Failure::io(format!("`{}`", self.name), &e))?;
            if chunk.is_empty() {
                break;
            }
            let read: Vec<_> = chunk.par_iter().map(|line| self.line(line)).collect();
            for read in read {
                match read {
                    Ok(line) => match writeln!(out, "{line}") {
                        // A reader that went away has what it wants.
                        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => return Ok(faults),
                        other => other.map_err(|e| Failure::io("the output", &e))?,
                    },
                    Err(fault) => faults.add(fault),
                }
            }
        }
        bar.finish_and_clear();
        match out.flush() {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Failure::io("the output", &e)),
            _ => Ok(faults),
        }
    }

    /// The reading of a line's document, as a line.
    fn line(&self, line: &Line) -> Result<String, String> {
        let at =
            |column: usize, why: String| format!("{}:{}:{column}: {why}", self.name, line.number);
        let bytes = line.bytes.as_deref().map_err(|why| at(1, why.clone()))?;
        let document: Document = serde_json::from_slice(bytes).map_err(|e| {
            let told = e.to_string();
            let why = told.split(" at line ").next().unwrap_or(&told);
            at(e.column().max(1), why.to_owned())
        })?;
        let name = match &document.id {
            Value::String(id) => id.clone(),
            other => other.to_string(),
        };
        let article = article::parse(&name, document.text.as_bytes(), self.format)
            .map_err(|fault| at(1, fault.message))?;
        let world = World {
            gazetteer: self.gazetteer,
            atlas: self.basemap,
        };
        let mut told = reading::read(&article, &world).to_value();
        if let Value::Object(told) = &mut told {
            told.insert("id".to_owned(), document.id);
        }
        Ok(told.to_string())
    }
}

/// A line that is not empty, or why it cannot be read.
struct Line {
    number: u64,
    bytes: Result<Vec<u8>, String>,
}

/// The lines of an input, a chunk at a time.
struct Lines<R> {
    input: R,
    number: u64,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// The next lines; none at the end.
    fn chunk(&mut self) -> io::Result<Vec<Line>> {
        let (mut chunk, mut size) = (Vec::new(), 0);
        while !self.ended && chunk.len() < CHUNK && size < CHUNK_BYTES {
            let mut bytes = Vec::new();
            let count = (&mut self.input)
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut bytes)?;
            self.ended = count == 0;
            self.number += 1;
            size += count;
            let bytes = if count as u64 == LONGEST_LINE && bytes.last() != Some(&b'\n') {
                self.input.skip_until(b'\n')?;
                Err(format!("the line is longer than {} MB", LONGEST_LINE >> 20))
            } else if bytes.trim_ascii().is_empty() {
                continue;
            } else {
                Ok(bytes)
            };
            chunk.push(Line {
                number: self.number,
                bytes,
            });
        }
        Ok(chunk)
    }
}

/// Bad lines, of which the first ones are kept.
#[derive(Default)]
struct Faults {
    count: usize,
    shown: Vec<Diagnostic>,
}

impl Faults {
    fn add(&mut self, fault: String) {
        self.count += 1;
        if self.shown.len() < MOST_SHOWN {
            self.shown.push(Diagnostic::error(fault));
        }
    }

    fn into_failure(self) -> Result<(), Failure> {
        let Self { count, mut shown } = self;
        if count == 0 {
            return Ok(());
        }
        let more = count - shown.len();
        let mut told = format!("{} bad lines; all others were read", grouped(count));
        if more > 0 {
            told = format!("{told} ({} not shown)", grouped(more));
        }
        shown.push(
            Diagnostic::error(told)
                .hint("write a line as {\"id\": \"a1\", \"text\": \"In 1756 ...\"}"),
        );
        Err(shown.into())
    }
}
