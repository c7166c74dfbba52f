//! Short digests, for addresses and entity tags.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The first 64 bits of the SHA-256 digest of some parts, as 16 hexadecimal digits.
pub(crate) fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // Lengths, so that bytes moved from one part to the next give another digest.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher
        .finalize()
        .iter()
        .take(8)
        .fold(String::new(), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
