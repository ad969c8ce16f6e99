//! `theatrum styles`.

use super::args::{StylesArgs, StylesCommand};
use super::failure::Failure;
use super::output;
use crate::diag::{Diagnostic, did_you_mean};
use crate::style::{Preset, Style};

/// Lists the styles and presets, or prints one of them.
pub(super) fn run(args: &StylesArgs) -> Result<(), Failure> {
    match &args.command {
        None => output::print(&list()),
        Some(StylesCommand::Show { name }) => output::print(&source(name)?),
    }
}

fn list() -> String {
    let mut text = String::from("styles:\n");
    for name in Style::names() {
        text.push_str(&format!("  {name}\n"));
    }
    text.push_str("presets:\n");
    for name in Preset::names() {
        text.push_str(&format!("  {name}\n"));
    }
    text
}

fn source(name: &str) -> Result<String, Diagnostic> {
    if let Ok(preset) = Preset::source(name) {
        return Ok(preset);
    }
    if let Ok(style) = Style::source(name) {
        return Ok(style.to_owned());
    }
    let mut names = Preset::names();
    names.extend(Style::names().map(str::to_owned));
    let mut unknown = Diagnostic::error(format!("no style or preset `{name}`"));
    if let Some(near) = did_you_mean(name, names.iter().map(String::as_str)) {
        unknown = unknown.hint(format!("use `{near}`"));
    }
    Err(unknown.hint("see `theatrum styles` for all names"))
}
