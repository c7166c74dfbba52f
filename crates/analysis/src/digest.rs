//! A number of bytes that is the same in every program.

/// FNV-1a: what it is taken of is nobody's to choose with ill will, or does no harm then.
pub(crate) fn digest(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes.into_iter().fold(0x811c_9dc5, |digest, byte| {
        (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As its authors have them: Fowler, Noll and Vo, *FNV hash*.
    #[test]
    fn the_digests_are_those_of_the_definition() {
        assert_eq!(digest(*b""), 0x811c_9dc5);
        assert_eq!(digest(*b"a"), 0xe40c_292c);
        assert_eq!(digest(*b"foobar"), 0xbf9c_f968);
    }
}
