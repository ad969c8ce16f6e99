//! Which frames of a film a run draws: all, a shard of many machines, or single numbers.

use std::fmt;
use std::str::FromStr;

/// A part of a film's frames.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Selection {
    /// Every frame.
    #[default]
    All,
    /// Every n-th frame, beginning with the k-th: the k-th of n shards.
    Shard(Shard),
    /// Frames by number.
    Numbers(Numbers),
}

/// The `index`-th of `count` shards, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: usize,
    count: usize,
}

/// Numbers of frames, from 1, as ranges: `5,9-12`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Numbers(Vec<(usize, usize)>);

impl Selection {
    /// Whether a frame of this number, from 1, is selected.
    pub fn has(&self, number: usize) -> bool {
        match self {
            Self::All => true,
            Self::Shard(shard) => number % shard.count == shard.index % shard.count,
            Self::Numbers(numbers) => numbers.0.iter().any(|(a, b)| (*a..=*b).contains(&number)),
        }
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hint = || format!("`{text}` is no shard: write `2/8` for the second of eight");
        let (index, count) = text.split_once('/').ok_or_else(hint)?;
        let index = index.trim().parse().map_err(|_| hint())?;
        let count = count.trim().parse().map_err(|_| hint())?;
        if index < 1 || index > count {
            return Err(hint());
        }
        Ok(Self { index, count })
    }
}

impl Numbers {
    /// The ranges that hold these numbers, which are in order; the same may come again.
    pub fn of(numbers: impl IntoIterator<Item = usize>) -> Self {
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for number in numbers {
            match ranges.last_mut() {
                Some((_, end)) if number == *end || number == *end + 1 => *end = number,
                _ => ranges.push((number, number)),
            }
        }
        Self(ranges)
    }
}

impl Numbers {
    /// Those greater than the number of a film's last frame, if any.
    pub fn beyond(&self, last: usize) -> Option<Self> {
        let beyond = self.0.iter().filter(|(_, b)| *b > last);
        let ranges: Vec<_> = beyond.map(|(a, b)| (*a.max(&(last + 1)), *b)).collect();
        (!ranges.is_empty()).then_some(Self(ranges))
    }
}

impl FromStr for Numbers {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hint = || format!("`{text}` is no list of frames: write `5,9-12`");
        let range = |part: &str| {
            let (a, b) = part.split_once('-').unwrap_or((part, part));
            let a: usize = a.trim().parse().map_err(|_| hint())?;
            let b: usize = b.trim().parse().map_err(|_| hint())?;
            if a < 1 || b < a {
                Err(hint())
            } else {
                Ok((a, b))
            }
        };
        text.split(',')
            .map(range)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (a, b)) in self.0.iter().enumerate() {
            let comma = if n > 0 { "," } else { "" };
            match a == b {
                true => write!(f, "{comma}{a}")?,
                false => write!(f, "{comma}{a}-{b}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_belongs_to_one_shard() {
        let shards: Vec<Selection> = (1..=7)
            .map(|k| Selection::Shard(format!("{k}/7").parse().unwrap()))
            .collect();
        for number in 1..100 {
            assert_eq!(shards.iter().filter(|s| s.has(number)).count(), 1);
        }
        for bad in ["", "0/3", "4/3", "1/0", "a/b", "3"] {
            assert!(bad.parse::<Shard>().is_err(), "{bad}");
        }
    }

    #[test]
    fn numbers_are_written_as_job_arrays_take_them() {
        let numbers = Numbers::of([5, 9, 10, 10, 11, 12, 40, 40]);
        assert_eq!(numbers.to_string(), "5,9-12,40");
        assert_eq!("5,9-12,40".parse(), Ok(numbers));
        let beyond = |text: &str| text.parse::<Numbers>().unwrap().beyond(24);
        assert_eq!(beyond("1,20-24"), None);
        assert_eq!(beyond("1,20-30,99").unwrap().to_string(), "25-30,99");
        for bad in ["", "0", "3-2", "1,,2", "x"] {
            assert!(bad.parse::<Numbers>().is_err(), "{bad}");
        }
    }
}
