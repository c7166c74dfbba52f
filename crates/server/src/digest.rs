//! Short digests, for addresses and entity tags.

use sha2::{Digest, Sha256};

/// The first 64 bits of the SHA-256 digest of some parts, as 16 hexadecimal digits.
pub(crate) fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // Lengths, so that bytes moved from one part to the next give another digest.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let digest = hasher.finalize();
    let first = digest.iter().take(8);
    let number = first.fold(0, |number, byte| number << 8 | u64::from(*byte));
    format!("{number:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_parts_with_their_lengths() {
        // sha256sum of nothing, and of eight bytes that say how long `a` is, and `a`.
        assert_eq!(digest(&[]), "e3b0c44298fc1c14");
        assert_eq!(digest(&[b"a"]), "ae6121c88ba555f6");
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
    }
}
