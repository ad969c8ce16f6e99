//! Whole numbers in as few bytes as they need, low seven bits first.

use super::Corrupt;

/// Writes numbers and words to the end of a byte vector.
#[derive(Default)]
pub(super) struct Writer {
    /// What has been written.
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn unsigned(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// Small numbers of either sign stay short: 0, -1, 1, -2 become 0, 1, 2, 3.
    pub(super) fn signed(&mut self, value: i32) {
        self.unsigned(((value << 1) ^ (value >> 31)) as u32);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.unsigned(text.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
    }
}

/// Reads what a [`Writer`] wrote, trusting nothing.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn byte(&mut self) -> Result<u8, Corrupt> {
        let (first, rest) = self.bytes.split_first().ok_or(Corrupt("ends too soon"))?;
        self.bytes = rest;
        Ok(*first)
    }

    pub(super) fn unsigned(&mut self) -> Result<u32, Corrupt> {
        let mut value = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Corrupt("holds a number of more than 32 bits"))
    }

    pub(super) fn signed(&mut self) -> Result<i32, Corrupt> {
        let value = self.unsigned()?;
        Ok((value >> 1) as i32 ^ -((value & 1) as i32))
    }

    /// A count of things that take at least one byte each, so that a lie about it cannot make the
    /// reader reserve more memory than the file has bytes.
    pub(super) fn count(&mut self) -> Result<usize, Corrupt> {
        let count = self.unsigned()? as usize;
        if count > self.bytes.len() {
            return Err(Corrupt("counts more things than it holds"));
        }
        Ok(count)
    }

    pub(super) fn text(&mut self) -> Result<&'a str, Corrupt> {
        let length = self.count()?;
        let (text, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        std::str::from_utf8(text).map_err(|_| Corrupt("holds text that is not UTF-8"))
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_come_back_as_they_were() {
        let mut writer = Writer::default();
        let numbers = [0, 1, -1, 63, -64, 64, 1_000_000, i32::MAX, i32::MIN];
        numbers.iter().for_each(|n| writer.signed(*n));
        writer.unsigned(u32::MAX);
        writer.text("Ертіс");
        let mut reader = Reader::new(&writer.bytes);
        for n in numbers {
            assert_eq!(reader.signed(), Ok(n));
        }
        assert_eq!(reader.unsigned(), Ok(u32::MAX));
        assert_eq!(reader.text(), Ok("Ертіс"));
        assert!(reader.is_at_end());
    }

    #[test]
    fn a_count_beyond_the_end_is_refused() {
        let mut writer = Writer::default();
        writer.unsigned(4_000_000_000);
        assert!(Reader::new(&writer.bytes).count().is_err());
    }
}
