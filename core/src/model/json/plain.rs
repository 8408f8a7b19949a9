//! The characters of a string that stand for themselves.

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Where the next quotation mark, backslash or control character stands, from `start` on.
///
/// Eight bytes are looked at together, because strings are most of what a response consists of.
pub(super) fn end_of_plain(bytes: &[u8], start: usize) -> usize {
    let mut rest = &bytes[start..];
    while let Some((word, after)) = rest.split_first_chunk() {
        let specials = specials(*word);
        if specials != 0 {
            return bytes.len() - rest.len() + first(specials);
        }
        rest = after;
    }
    // Looking once more at some bytes that are plain is cheaper than at each of the rest.
    if let Some(word) = bytes[start..].last_chunk() {
        let specials = specials(*word);
        return bytes.len() - if specials == 0 { 0 } else { 8 - first(specials) };
    }
    let special = rest.iter().position(|byte| matches!(byte, 0..b' ' | b'"' | b'\\'));
    special.map_or(bytes.len(), |special| bytes.len() - rest.len() + special)
}

/// The high bits of bytes that are special. What is set above the lowest of them says nothing.
fn specials(word: [u8; 8]) -> u64 {
    /// Swaps `"` with the space, which leaves control characters below it and puts nothing else there.
    const SWAP: u64 = 0x0202_0202_0202_0202;
    const ABOVE_SPACES: u64 = 0x2121_2121_2121_2121;
    const BACKSLASHES: u64 = 0x5c5c_5c5c_5c5c_5c5c;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let word = u64::from_le_bytes(word);
    // A byte below the subtrahend borrows, which sets its high bit. It may set some above it, too, where nobody looks.
    let quote_or_control = (word ^ SWAP).wrapping_sub(ABOVE_SPACES);
    let backslash = (word ^ BACKSLASHES).wrapping_sub(ONES);
    (quote_or_control | backslash) & !word & HIGH_BITS
}

fn first(specials: u64) -> usize {
    specials.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_special_byte_is_found_wherever_it_stands() {
        let is_special = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
        for byte in 0..=u8::MAX {
            for at in 0..20 {
                // What follows must not hide it, nor what comes before seem special.
                for (before, after) in [(b'a', b'a'), (b'!', b'"'), (0xff, 0), (b'#', b'\\'), (b']', 0x80)] {
                    let mut bytes = vec![before; at];
                    bytes.push(byte);
                    bytes.resize(20, after);
                    let expected = bytes.iter().position(is_special).unwrap_or(20);
                    assert_eq!(end_of_plain(&bytes, 0), expected, "{bytes:?}");
                }
            }
        }
        assert_eq!(end_of_plain(b"\"", 1), 1);
    }
}
