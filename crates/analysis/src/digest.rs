//! A number for a text that is the same in every program.

/// By FNV-1a. Whoever wants two texts to have the same number can make them: it must do no harm.
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
