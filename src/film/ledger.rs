//! Receipts: what is known of a frame that was written, and what of a plan is done.

use serde::{Deserialize, Serialize};

use super::plan::{FilmPlan, hash};

/// Written beside each finished frame. It says nothing of machine or time, so that it is the same
/// wherever and whenever the frame was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Hash of all that decided the frame's bytes.
    pub key: String,
    /// Hash of its bytes.
    pub sha256: String,
    /// Their number.
    pub bytes: u64,
}

impl Receipt {
    /// The receipt for a frame's bytes.
    pub fn new(key: &str, bytes: &[u8]) -> Self {
        Self {
            key: key.to_owned(),
            sha256: hash([bytes]),
            bytes: bytes.len() as u64,
        }
    }

    /// The receipt as text.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// Reads a receipt back; none if it is damaged.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// How a frame stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its bytes are what the receipt says, drawn from what the plan says.
    Done,
    /// There is no file, or no receipt.
    Missing,
    /// The file is not what the receipt says.
    Corrupt,
    /// It was drawn from other inputs.
    Outdated,
}

/// How a frame stands, by its receipt and its bytes.
pub fn standing(key: &str, receipt: Option<&Receipt>, bytes: Option<&[u8]>) -> Standing {
    match (receipt, bytes) {
        (Some(receipt), Some(_)) if receipt.key != key => Standing::Outdated,
        (Some(receipt), Some(bytes)) if *receipt != Receipt::new(key, bytes) => Standing::Corrupt,
        (Some(_), Some(_)) => Standing::Done,
        _ => Standing::Missing,
    }
}

/// The hashes of all frames in the form of `sha256sum`, and one hash over them: the film's root. It
/// is the same whether one machine or fifty drew the frames. None if a receipt is missing.
pub fn manifest(
    plan: &FilmPlan,
    receipt: impl Fn(&str) -> Option<Receipt>,
) -> Option<(String, String)> {
    let mut text = String::new();
    for frame in &plan.frames {
        text += &format!("{}  {}\n", receipt(&frame.file)?.sha256, frame.file);
    }
    let root = hash([text.as_bytes()]);
    Some((text, root))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_done_only_if_key_and_bytes_agree() {
        let receipt = Receipt::new("key", b"bytes");
        assert_eq!(Receipt::parse(&receipt.to_text()), Some(receipt.clone()));
        let of = |key, bytes| standing(key, Some(&receipt), bytes);
        assert_eq!(of("key", Some(b"bytes".as_slice())), Standing::Done);
        assert_eq!(of("key", Some(b"byte!")), Standing::Corrupt);
        assert_eq!(of("other", Some(b"bytes")), Standing::Outdated);
        assert_eq!(of("key", None), Standing::Missing);
        assert_eq!(standing("key", None, Some(b"bytes")), Standing::Missing);
    }
}
