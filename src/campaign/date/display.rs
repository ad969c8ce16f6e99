//! Dates in words, as labels and legends show them.

use std::sync::LazyLock;

use serde::Deserialize;

use super::parse::{MONTHS, Part, Precision, Written};

/// The words of dates in one language; in patterns, `{}` is the date or year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    /// Months after a day or before a year, short.
    pub months: [String; 12],
    /// Seasons, spring first.
    pub seasons: [String; 4],
    /// About a date.
    pub about: String,
    /// From a date on.
    pub from: String,
    /// Until a date.
    pub until: String,
    /// A year before Christ.
    pub before_christ: String,
    /// A year below 100 after Christ: alone it would be read as a count.
    pub anno_domini: String,
    /// A decade by its first year.
    pub decade: String,
    /// A century, its number as `{ordinal}` (English) or `{roman}`.
    pub century: String,
}

static ENGLISH: LazyLock<DateWords> = LazyLock::new(|| DateWords {
    months: std::array::from_fn(|i| MONTHS[i][..3].to_owned()),
    seasons: ["spring", "summer", "autumn", "winter"].map(str::to_owned),
    about: "c. {}".to_owned(),
    from: "from {}".to_owned(),
    until: "until {}".to_owned(),
    before_christ: "{} BC".to_owned(),
    anno_domini: "AD {}".to_owned(),
    decade: "{}s".to_owned(),
    century: "{ordinal} century".to_owned(),
});

impl DateWords {
    /// English.
    pub fn english() -> &'static Self {
        &ENGLISH
    }
}

/// Writes dates in one language.
pub(super) struct Writer<'w>(pub(super) &'w DateWords);

fn filled(pattern: &str, with: &str) -> String {
    pattern.replace("{}", with)
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

impl Writer<'_> {
    /// The years alone: months, days and what is doubtful about them are left out.
    pub(super) fn years(&self, written: &Written) -> String {
        let coarse = match written {
            Written::Single(p) => Written::Single(year_only(*p)),
            Written::From(p) => Written::From(year_only(*p)),
            Written::Until(p) => Written::Until(year_only(*p)),
            Written::Between(a, b) if a.year == b.year => Written::Single(year_only(*a)),
            Written::Between(a, b) => Written::Between(year_only(*a), year_only(*b)),
        };
        self.date(&coarse)
    }

    pub(super) fn date(&self, written: &Written) -> String {
        match written {
            Written::Single(p) => self.whole(p),
            Written::From(p) => filled(&self.0.from, &self.whole(p)),
            Written::Until(p) => filled(&self.0.until, &self.whole(p)),
            Written::Between(a, b) => self.between(a, b),
        }
    }

    fn whole(&self, p: &Part) -> String {
        self.marked(p, &joined(&self.within_year(p), &self.year(p)))
    }

    /// An interval with what both ends share said once.
    fn between(&self, a: &Part, b: &Part) -> String {
        if a.year != b.year {
            return self.across_years(a, b);
        }
        let plain = !a.uncertain && !b.approximate && !b.uncertain;
        match (a.precision, b.precision) {
            (Precision::Day(month, first), Precision::Day(other, last))
                if month == other && plain =>
            {
                self.marked(
                    a,
                    &format!("{first}–{last} {} {}", self.short(month), self.year(b)),
                )
            }
            (Precision::Month(_), Precision::Month(_)) if plain => {
                let months = format!("{}–{}", self.within_year(a), self.within_year(b));
                self.marked(a, &joined(&months, &self.year(b)))
            }
            (Precision::Year, _) | (_, Precision::Year) => {
                format!("{} – {}", self.whole(a), self.whole(b))
            }
            _ => format!(
                "{} – {}",
                self.marked(a, &self.within_year(a)),
                self.whole(b)
            ),
        }
    }

    fn across_years(&self, a: &Part, b: &Part) -> String {
        let years = a.precision == Precision::Year && b.precision == Precision::Year;
        let plain = !a.uncertain && !b.approximate && !b.uncertain;
        if !years || !plain || (a.year > 0) != (b.year > 0) {
            return format!("{} – {}", self.whole(a), self.whole(b));
        }
        let text = match (a.year, b.year) {
            (..=0, _) => {
                let years = format!("{}–{}", 1 - a.year, 1 - b.year);
                filled(&self.0.before_christ, &years)
            }
            (1000.., _) if a.year / 100 == b.year / 100 => {
                format!("{}–{:02}", a.year, b.year % 100)
            }
            (1000.., _) => format!("{}–{}", a.year, b.year),
            _ => format!("{} – {}", self.year(a), self.year(b)),
        };
        self.marked(a, &text)
    }

    fn marked(&self, p: &Part, text: &str) -> String {
        let doubt = if p.uncertain { "?" } else { "" };
        let text = format!("{text}{doubt}");
        if p.approximate {
            filled(&self.0.about, &text)
        } else {
            text
        }
    }

    fn short(&self, month: u8) -> &str {
        &self.0.months[usize::from(month) - 1]
    }

    fn within_year(&self, p: &Part) -> String {
        match p.precision {
            Precision::Century | Precision::Decade | Precision::Year => String::new(),
            Precision::Season(n) => self.0.seasons[usize::from(n) - 1].clone(),
            Precision::Month(m) => self.short(m).to_owned(),
            Precision::Day(m, d) => format!("{d} {}", self.short(m)),
        }
    }

    fn year(&self, p: &Part) -> String {
        match (p.precision, p.year) {
            (Precision::Century, 1..) => {
                let number = p.year / 100 + 1;
                let century = self.0.century.replace("{ordinal}", &ordinal(number));
                century.replace("{roman}", &roman(number))
            }
            (Precision::Decade, 1..) => filled(&self.0.decade, &p.year.to_string()),
            (_, ..=0) => filled(&self.0.before_christ, &(1 - p.year).to_string()),
            // A short number alone would be read as a count, not as a year.
            (_, 1..=99) => filled(&self.0.anno_domini, &p.year.to_string()),
            _ => p.year.to_string(),
        }
    }
}

fn joined(before: &str, year: &str) -> String {
    if before.is_empty() {
        year.to_owned()
    } else {
        format!("{before} {year}")
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

/// A century's number as Romans wrote it.
fn roman(n: i64) -> String {
    const SIGNS: [(i64, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = n;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}
