//! Dates in English words, as labels and legends show them.

use super::parse::{MONTHS, Part, Precision, Written};

pub(super) fn date(written: &Written) -> String {
    match written {
        Written::Single(p) => whole(p),
        Written::From(p) => format!("from {}", whole(p)),
        Written::Until(p) => format!("until {}", whole(p)),
        Written::Between(a, b) => between(a, b),
    }
}

fn whole(p: &Part) -> String {
    marked(p, &joined(&within_year(p), &year(p)))
}

/// The years alone: months, days and what is doubtful about them are left out.
pub(super) fn years(written: &Written) -> String {
    let coarse = match written {
        Written::Single(p) => Written::Single(year_only(*p)),
        Written::From(p) => Written::From(year_only(*p)),
        Written::Until(p) => Written::Until(year_only(*p)),
        Written::Between(a, b) if a.year == b.year => Written::Single(year_only(*a)),
        Written::Between(a, b) => Written::Between(year_only(*a), year_only(*b)),
    };
    date(&coarse)
}

fn year_only(p: Part) -> Part {
    match p.precision {
        Precision::Century | Precision::Decade | Precision::Year => p,
        Precision::Season(_) | Precision::Month(_) | Precision::Day(..) => Part {
            precision: Precision::Year,
            approximate: false,
            uncertain: false,
            ..p
        },
    }
}

/// An interval with what both ends share said once.
fn between(a: &Part, b: &Part) -> String {
    if a.year != b.year {
        return across_years(a, b);
    }
    let plain = !a.uncertain && !b.approximate && !b.uncertain;
    match (a.precision, b.precision) {
        (Precision::Day(month, first), Precision::Day(other, last)) if month == other && plain => {
            marked(a, &format!("{first}–{last} {} {}", short(month), year(b)))
        }
        (Precision::Month(_), Precision::Month(_)) if plain => {
            let months = format!("{}–{}", within_year(a), within_year(b));
            marked(a, &joined(&months, &year(b)))
        }
        (Precision::Year, _) | (_, Precision::Year) => format!("{} – {}", whole(a), whole(b)),
        _ => format!("{} – {}", marked(a, &within_year(a)), whole(b)),
    }
}

fn across_years(a: &Part, b: &Part) -> String {
    let years = a.precision == Precision::Year && b.precision == Precision::Year;
    let plain = !a.uncertain && !b.approximate && !b.uncertain;
    if !years || !plain || (a.year > 0) != (b.year > 0) {
        return format!("{} – {}", whole(a), whole(b));
    }
    let text = match (a.year, b.year) {
        (..=0, _) => format!("{}–{}", 1 - a.year, year(b)),
        (1000.., _) if a.year / 100 == b.year / 100 => format!("{}–{:02}", a.year, b.year % 100),
        (1000.., _) => format!("{}–{}", a.year, b.year),
        _ => format!("{} – {}", year(a), year(b)),
    };
    marked(a, &text)
}

fn marked(p: &Part, text: &str) -> String {
    let about = if p.approximate { "c. " } else { "" };
    let doubt = if p.uncertain { "?" } else { "" };
    format!("{about}{text}{doubt}")
}

fn joined(before: &str, year: &str) -> String {
    if before.is_empty() {
        year.to_owned()
    } else {
        format!("{before} {year}")
    }
}

fn short(month: u8) -> &'static str {
    &MONTHS[usize::from(month) - 1][..3]
}

fn within_year(p: &Part) -> String {
    match p.precision {
        Precision::Century | Precision::Decade | Precision::Year => String::new(),
        Precision::Season(n) => {
            ["spring", "summer", "autumn", "winter"][usize::from(n) - 1].to_owned()
        }
        Precision::Month(m) => short(m).to_owned(),
        Precision::Day(m, d) => format!("{d} {}", short(m)),
    }
}

fn year(p: &Part) -> String {
    match (p.precision, p.year) {
        (Precision::Century, 1..) => format!("{} century", ordinal(p.year / 100 + 1)),
        (Precision::Decade, 1..) => format!("{}s", p.year),
        (_, ..=0) => format!("{} BC", 1 - p.year),
        // A short number alone would be read as a count, not as a year.
        (_, 1..=99) => format!("AD {}", p.year),
        _ => p.year.to_string(),
    }
}

fn ordinal(n: i64) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}
