//! A first look over the text, without a parser: how deep it is, and where its features begin.

use std::ops::Range;

use super::MAX_DEPTH;

/// What a pass over the bytes tells.
pub(super) struct Scan {
    /// Where the text exceeds the depth that is read.
    pub(super) too_deep: Option<usize>,
    /// Where objects begin that are items of a list in the outermost object.
    starts: Vec<usize>,
}

impl Scan {
    pub(super) fn of(text: &str) -> Self {
        let mut scan = Self {
            too_deep: None,
            starts: Vec::new(),
        };
        let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b'[' | b'{' => {
                    depth += 1;
                    if depth > MAX_DEPTH {
                        scan.too_deep = Some(at);
                        return scan;
                    }
                    if depth == 3 && byte == b'{' {
                        scan.starts.push(at);
                    }
                }
                b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        scan
    }

    /// Where each feature begins, if there are as many candidates as features.
    pub(super) fn features(self, count: usize) -> Vec<Range<usize>> {
        if self.starts.len() != count {
            return Vec::new();
        }
        self.starts.into_iter().map(|at| at..at + 1).collect()
    }
}

/// The byte at a line and a column in bytes, both from 1; the end if there is no such place.
pub(super) fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    text.floor_char_boundary((start + column.saturating_sub(1)).min(text.len()))
}
