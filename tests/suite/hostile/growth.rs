//! Reading takes time in proportion to the text, whatever the text.

use std::time::Instant;

use theatrum::article::{self, Format};
use theatrum::gazetteer::Gazetteer;
use theatrum::geodata::Basemap;
use theatrum::reading::{self, World};

/// Processor time of this thread so far, ns: other processes do not count. Elsewhere than on Linux
/// the clock stands in.
fn spent_ns(begun: Instant) -> u64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let first = told.and_then(|t| t.split(' ').next().and_then(|n| n.parse().ok()));
    first.unwrap_or_else(|| u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX))
}

/// Times shorter than this say nothing, ns.
const NOISE_NS: u64 = 20_000_000;

struct Reader {
    gazetteer: Gazetteer,
    basemap: Basemap,
    begun: Instant,
}

impl Reader {
    fn new() -> Self {
        Self {
            gazetteer: Gazetteer::bundled(),
            basemap: Basemap::bundled(),
            begun: Instant::now(),
        }
    }

    /// Time for parsing and reading a text of so many units, ns.
    fn time(&self, unit: &str, count: usize, format: Format) -> u64 {
        let text = unit.repeat(count);
        let before = spent_ns(self.begun);
        if let Ok(article) = article::parse("a", text.as_bytes(), Some(format)) {
            let world = World {
                gazetteer: &self.gazetteer,
                atlas: &self.basemap,
            };
            let read = reading::read(&article, &world);
            assert!(read.battles.len() <= count);
        }
        spent_ns(self.begun) - before
    }

    /// Four times the text may take four times as long, with room for noise; not sixteen times.
    #[track_caller]
    fn expect_linear(&self, format: Format, units: &[&str]) {
        self.time("The army of Prussia left Berlin. ", 100, format);
        for unit in units {
            let count = 40_000 / unit.len();
            let once = self.time(unit, count, format);
            let four_times = self.time(unit, 4 * count, format);
            let most = 9 * once.max(NOISE_NS);
            assert!(
                four_times < most,
                "{unit:?}: {once} ns, then {four_times} ns"
            );
        }
    }
}

#[test]
fn plain_text_is_read_in_linear_time() {
    Reader::new().expect_linear(
        Format::Txt,
        &[
            "(",
            "(a ",
            ".",
            ". ",
            "?!",
            "\"",
            "\n",
            " ",
            "a",
            "A",
            "Қ",
            "北",
            "\u{301}",
            "a\u{301}\u{302}",
            "St. ",
            "Gen. ",
            "1812-",
            "May ",
            "On 3 May 1812 ",
            "53°",
            "53°N 69°E ",
            "Battle of ",
            "Battle of Kazan. ",
            "Alpha ",
            "Ab Cd of the Ef ",
            "General Kutuzov ",
            "10,000 men ",
            "from Kazan to Moscow ",
            "They marched from Kazan to Moscow. ",
            "The battle began. ",
            "Kazan fell. The battle began. ",
            "Kazan, ",
            "Kazan and ",
            "== A ==\n",
            "== A ==\ntext here.\n",
            "=",
            "* Kazan\n",
            "combatant1 = a\n",
            "- ",
        ],
    );
}

#[test]
fn wikitext_is_read_in_linear_time() {
    Reader::new().expect_linear(
        Format::Wikitext,
        &[
            "{{a|",
            "{{a|b}}",
            "{{",
            "}}",
            "[[a|",
            "[[",
            "[[a]]",
            "<ref>",
            "<ref>x</ref>",
            "<!--",
            "{|\n",
            "'''''",
            "=",
            "== A ==\n",
            "{{coord|1|2}}",
            "[http://a ",
            "&amp",
            "<b>",
        ],
    );
}

#[test]
fn markdown_is_read_in_linear_time() {
    Reader::new().expect_linear(
        Format::Markdown,
        &[
            "> ", "[", "*a ", "**a _b ", "- a\n", "```a", "|a", "![a](", "[a]: b\n", "# a\n",
            "<a>", "\\", "    ",
        ],
    );
}

#[test]
fn pages_are_read_in_linear_time() {
    Reader::new().expect_linear(
        Format::Html,
        &[
            "<div>",
            "<b>",
            "<a href=x>",
            "<table>",
            "<a ",
            "&amp",
            "<p>a",
            "<li>",
            "<td>",
            "</p>",
            "<",
            "<b><p>",
            "<a><table>",
            "<!--",
            "<h2>a</h2>",
            "<i id=1>",
            "<select>",
            "<svg>",
        ],
    );
}
