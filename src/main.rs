//! The command-line program `theatrum`; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    theatrum::cli::run(std::env::args_os())
}
