//! The characters of a string that stand for themselves.

const LANES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Where the next quotation mark, backslash or control character stands, from `start` on.
///
/// Eight bytes are looked at together, because strings are most of what a response consists of.
pub(super) fn end_of_plain(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(word) = bytes[at..].first_chunk() {
        if let Some(special) = first_special(*word) {
            return at + special;
        }
        at += 8;
    }
    // Looking once more at some bytes that are plain is cheaper than at each of the rest.
    if let Some(word) = bytes[start..].last_chunk() {
        return first_special(*word).map_or(bytes.len(), |special| bytes.len() - 8 + special);
    }
    let special = bytes[at..].iter().position(|byte| matches!(byte, 0..b' ' | b'"' | b'\\'));
    special.map_or(bytes.len(), |special| at + special)
}

fn first_special(word: [u8; 8]) -> Option<usize> {
    const QUOTES: u64 = 0x2222_2222_2222_2222;
    const BACKSLASHES: u64 = 0x5c5c_5c5c_5c5c_5c5c;
    const SPACES: u64 = 0x2020_2020_2020_2020;
    let word = u64::from_le_bytes(word);
    // A byte below the subtrahend borrows, which sets its high bit. It may set some above it, too, where nobody looks.
    let control = word.wrapping_sub(SPACES);
    let quote = (word ^ QUOTES).wrapping_sub(LANES);
    let backslash = (word ^ BACKSLASHES).wrapping_sub(LANES);
    let specials = (control | quote | backslash) & !word & HIGH_BITS;
    (specials != 0).then(|| specials.trailing_zeros() as usize / 8)
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
