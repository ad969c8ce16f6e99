//! The command line: the only place that reads arguments and files, and that prints.
//!
//! Exit codes: 0 done, 1 the input has faults, 2 usage, 4 a limit was met, 5 a file could not be read
//! or written, 6 incomplete (see `docs/exit-codes.md`).

mod args;
mod beside;
mod check;
mod draft;
mod failure;
mod files;
mod frames;
mod gazetteer;
mod judge;
mod limits;
mod load;
mod output;
mod places;
mod preview;
mod read;
mod render;
mod say;
mod styles;
mod table;

use std::ffi::OsString;
use std::io::ErrorKind;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

pub use failure::EXIT_CODES;
pub use limits::limits;

use args::{Cli, Command};
use failure::Failure;
use say::Say;

/// Runs the program with its arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(e) => {
            // Help and version are no errors; a reader of them that went away is none either.
            let printed = match e.print() {
                Err(why) if why.kind() != ErrorKind::BrokenPipe => failure::IO,
                _ => 0,
            };
            return ExitCode::from(if e.use_stderr() {
                failure::USAGE
            } else {
                printed
            });
        }
    };
    let say = Say::new(cli.quiet, cli.verbose);
    match dispatch(&cli.command, &say) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say.failure(&failure);
            ExitCode::from(failure.code())
        }
    }
}

fn dispatch(command: &Command, say: &Say) -> Result<(), Failure> {
    match command {
        Command::Render(args) => render::run(args, say),
        Command::Read(args) => read::run(args, say),
        Command::Draft(args) => draft::run(args, say),
        Command::Places(args) => places::run(args, say),
        Command::Check(args) => check::run(args, say),
        Command::Frames(args) => frames::run(args, say),
        Command::Preview(args) => preview::run(args, say),
        Command::Gazetteer(args) => gazetteer::run(args, say),
        Command::Styles(args) => styles::run(args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "theatrum", &mut script);
            output::print_bytes(&script)
        }
        Command::Man { command } => output::print_bytes(&manual(command.as_deref())?),
    }
}

/// The manual page of the program, or of one subcommand.
fn manual(command: Option<&str>) -> Result<Vec<u8>, Failure> {
    let mut whole = Cli::command();
    whole.build();
    let described = match command {
        None => whole,
        Some(name) => match whole.find_subcommand(name) {
            Some(one) => one.clone(),
            None => return Err(Failure::Usage(format!("there is no subcommand `{name}`"))),
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(described)
        .render(&mut page)
        .map_err(|e| Failure::io("the manual page", &e))?;
    Ok(page)
}
