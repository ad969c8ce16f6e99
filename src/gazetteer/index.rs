//! The name index: folded names to the entries that bear them.
//!
//! An [`fst`] holds the names, so that loading it costs nothing and prefixes, skeletons and misspelt
//! names are found by walking it. Its value for a name is either the one posting itself or the place
//! in a byte array where the list of them starts.

use std::borrow::Cow;

use fst::{Automaton, IntoStreamer, Map, MapBuilder, Streamer};

/// How a name belongs to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// The main name.
    Main,
    /// Another name or spelling.
    Other,
    /// The main name without its generic words.
    MainCore,
    /// Another name without its generic words.
    OtherCore,
}

impl NameKind {
    /// Every kind, in the order of their numbers.
    pub(super) const ALL: [Self; 4] = [Self::Main, Self::Other, Self::MainCore, Self::OtherCore];
}

/// An entry and how the name belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// Number of the entry in its table.
    pub entry: u32,
    /// How the name belongs to it.
    pub kind: NameKind,
}

impl Posting {
    fn pack(self) -> u64 {
        u64::from(self.entry) << 2 | self.kind as u64
    }

    fn unpack(packed: u64) -> Option<Self> {
        Some(Self {
            entry: u32::try_from(packed >> 2).ok()?,
            kind: NameKind::ALL[(packed & 3) as usize],
        })
    }
}

/// Names to postings, in memory or in the binary.
pub struct NameIndex {
    keys: Map<Cow<'static, [u8]>>,
    postings: Cow<'static, [u8]>,
}

impl NameIndex {
    /// The index stored in these two sections; `None` if they are damaged.
    pub fn new(
        keys: impl Into<Cow<'static, [u8]>>,
        postings: impl Into<Cow<'static, [u8]>>,
    ) -> Option<Self> {
        Some(Self {
            keys: Map::new(keys.into()).ok()?,
            postings: postings.into(),
        })
    }

    /// Whether any entry bears this folded name.
    pub fn contains(&self, folded: &str) -> bool {
        self.keys.contains_key(folded)
    }

    /// Whether any folded name starts with these letters.
    pub fn any_starts_with(&self, prefix: &str) -> bool {
        let fst = self.keys.as_fst();
        let mut node = fst.root();
        for byte in prefix.bytes() {
            let Some(i) = node.find_input(byte) else {
                return false;
            };
            node = fst.node(node.transition_addr(i));
        }
        true
    }

    /// The entries that bear this folded name.
    pub fn get(&self, folded: &str) -> Vec<Posting> {
        self.keys
            .get(folded)
            .map_or_else(Vec::new, |value| self.unpack(value))
    }

    /// Names the automaton accepts with their entries, in the order of the names, `limit` names at most.
    pub(super) fn matching(
        &self,
        automaton: impl Automaton,
        limit: usize,
    ) -> Vec<(String, Vec<Posting>)> {
        let mut stream = self.keys.search(automaton).into_stream();
        let mut found = Vec::new();
        while let Some((key, value)) = stream.next() {
            if found.len() == limit {
                break;
            }
            if let Ok(name) = std::str::from_utf8(key) {
                found.push((name.to_owned(), self.unpack(value)));
            }
        }
        found
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are no names.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    fn unpack(&self, value: u64) -> Vec<Posting> {
        if value & 1 == 0 {
            return Posting::unpack(value >> 1).into_iter().collect();
        }
        let start = usize::try_from(value >> 1).unwrap_or(usize::MAX);
        let mut bytes = self.postings.get(start..).unwrap_or_default();
        let count = read_varint(&mut bytes).unwrap_or(0);
        let mut packed = 0;
        (0..count)
            .map_while(|_| {
                packed += read_varint(&mut bytes)?;
                Posting::unpack(packed)
            })
            .collect()
    }
}

/// Gathers names and packs them into the two sections of a [`NameIndex`].
#[derive(Default)]
pub struct IndexBuilder {
    names: Vec<(String, Posting)>,
}

impl IndexBuilder {
    /// Adds a folded name of an entry; of the kinds of one name of an entry the first in their order counts.
    pub fn add(&mut self, folded: String, posting: Posting) {
        if !folded.is_empty() {
            self.names.push((folded, posting));
        }
    }

    /// The keys and the postings, as [`NameIndex::new`] takes them.
    pub fn build(mut self) -> Result<(Vec<u8>, Vec<u8>), fst::Error> {
        self.names.sort_unstable();
        self.names
            .dedup_by(|next, kept| next.0 == kept.0 && next.1.entry == kept.1.entry);
        let mut keys = MapBuilder::memory();
        let mut lists = Vec::new();
        for same_name in self.names.chunk_by(|a, b| a.0 == b.0) {
            let value = match same_name {
                [(_, only)] => only.pack() << 1,
                many => {
                    let start = lists.len() as u64;
                    write_varint(&mut lists, many.len() as u64);
                    let mut last = 0;
                    for (_, posting) in many {
                        write_varint(&mut lists, posting.pack() - last);
                        last = posting.pack();
                    }
                    start << 1 | 1
                }
            };
            keys.insert(&same_name[0].0, value)?;
        }
        Ok((keys.into_inner()?, lists))
    }
}

/// Reads a number of seven bits a byte, least first; `None` if the bytes end or it is too long.
pub(super) fn read_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Writes a number as `read_varint` reads it.
pub fn write_varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::super::skeleton::{SkeletonAutomaton, skeleton};
    use super::*;

    fn posting(entry: u32, kind: NameKind) -> Posting {
        Posting { entry, kind }
    }

    fn index() -> NameIndex {
        let mut names = IndexBuilder::default();
        for (name, entry) in [("khotan", 7), ("hotan", 7), ("talas", 1), ("talas", 900)] {
            names.add(name.to_owned(), posting(entry, NameKind::Other));
        }
        names.add("talas".to_owned(), posting(900, NameKind::Main));
        names.add("talas".to_owned(), posting(900, NameKind::OtherCore));
        let (keys, postings) = names.build().unwrap();
        NameIndex::new(keys, postings).unwrap()
    }

    #[test]
    fn postings_come_back_with_their_kinds() {
        let found = index().get("talas");
        let wanted = [posting(1, NameKind::Other), posting(900, NameKind::Main)];
        assert_eq!(found, wanted);
        assert_eq!(index().get("khotan"), [posting(7, NameKind::Other)]);
        assert!(index().get("kho").is_empty());
    }

    #[test]
    fn prefixes_are_found_without_being_names() {
        assert!(index().any_starts_with("kho") && index().any_starts_with(""));
        assert!(!index().any_starts_with("khoz") && !index().contains("kho"));
    }

    #[test]
    fn a_skeleton_finds_every_spelling() {
        let automaton = SkeletonAutomaton::new(&skeleton("hoten"));
        let found = index().matching(automaton, 10);
        let names: Vec<_> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["hotan", "khotan"]);
    }

    #[test]
    fn damaged_sections_give_nothing_rather_than_panic() {
        let mut names = IndexBuilder::default();
        names.add("a".to_owned(), posting(1, NameKind::Main));
        names.add("a".to_owned(), posting(2, NameKind::Main));
        let (keys, _) = names.build().unwrap();
        let index = NameIndex::new(keys, Vec::new()).unwrap();
        assert!(index.get("a").is_empty());
        assert!(NameIndex::new(vec![1, 2, 3], Vec::new()).is_none());
    }
}
