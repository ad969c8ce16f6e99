//! What the audit found, as a table and as JSON.

use serde_json::{Value, json};

use crate::audit::{Finding, Level, Verdict};
use crate::diag::Diagnostic;

/// So many offenders of a criterion are listed in a table; JSON has them all.
const MOST_OFFENDERS: usize = 8;

/// The findings of one map.
pub(super) struct Sheet {
    /// The preset in which it was drawn.
    pub(super) preset: String,
    /// What was said while it was drawn.
    pub(super) warnings: Vec<Diagnostic>,
    /// What was found.
    pub(super) findings: Vec<Finding>,
}

/// All sheets as tables, offenders below their criterion.
pub(super) fn text(sheets: &[Sheet]) -> String {
    let mut text = String::new();
    for sheet in sheets {
        let columns: Vec<[String; 5]> = sheet.findings.iter().map(row).collect();
        let widths = [0, 1, 2, 3].map(|i| {
            let cells = columns.iter().map(|row| row[i].chars().count());
            cells.max().unwrap_or(0)
        });
        text.push_str(&format!("preset {}\n", sheet.preset));
        for (row, finding) in columns.iter().zip(&sheet.findings) {
            let mut line = String::from(" ");
            for (cell, width) in row.iter().zip(widths) {
                line.push_str(&format!(" {cell:width$} "));
            }
            line.push_str(&format!(" {}", row[4]));
            text.push_str(line.trim_end());
            text.push('\n');
            if finding.verdict == Verdict::Fail {
                text.push_str(&offenders(finding));
            }
        }
        text.push_str(&format!("  {}\n", tally(&sheet.findings)));
    }
    text
}

fn row(finding: &Finding) -> [String; 5] {
    [
        finding.id.to_owned(),
        finding.what.to_owned(),
        finding.limit.clone(),
        finding.measured.clone(),
        word(finding).to_owned(),
    ]
}

fn word(finding: &Finding) -> &'static str {
    match (finding.verdict, finding.level) {
        (Verdict::Pass, _) => "pass",
        (Verdict::Fail, Level::Must) => "FAIL",
        (Verdict::Fail, Level::Should) => "should",
        (Verdict::NotApplicable, _) => "-",
    }
}

fn offenders(finding: &Finding) -> String {
    let named = finding.offenders.iter().take(MOST_OFFENDERS);
    let mut text: String = named
        .map(|offender| format!("       {offender}\n"))
        .collect();
    let more = finding.offenders.len().saturating_sub(MOST_OFFENDERS);
    if more > 0 {
        text.push_str(&format!("       and {more} more\n"));
    }
    text
}

fn tally(findings: &[Finding]) -> String {
    let count = |wanted: &str| findings.iter().filter(|f| word(f) == wanted).count();
    format!(
        "{} pass, {} FAIL, {} should, {} do not apply",
        count("pass"),
        count("FAIL"),
        count("should"),
        count("-")
    )
}

/// All sheets as JSON: an array of objects with `preset`, `passes` and `criteria`.
pub(super) fn json(sheets: &[Sheet]) -> String {
    let all: Vec<Value> = sheets.iter().map(sheet).collect();
    format!("{:#}\n", Value::Array(all))
}

fn sheet(sheet: &Sheet) -> Value {
    let criteria: Vec<Value> = sheet.findings.iter().map(criterion).collect();
    let passes = !sheet.findings.iter().any(Finding::is_fault);
    json!({ "preset": sheet.preset, "passes": passes, "criteria": criteria })
}

fn criterion(finding: &Finding) -> Value {
    let level = match finding.level {
        Level::Must => "must",
        Level::Should => "should",
    };
    let verdict = match finding.verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::NotApplicable => "not-applicable",
    };
    json!({
        "id": finding.id,
        "what": finding.what,
        "level": level,
        "limit": finding.limit,
        "measured": finding.measured,
        "verdict": verdict,
        "offenders": finding.offenders,
    })
}
