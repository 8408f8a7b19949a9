//! How an expected text is compared with a real one.

/// A text that starts with `~` means: contains the rest.
pub(crate) fn matches(expected: &str, got: &str) -> bool {
    expected.strip_prefix('~').map_or_else(|| got == expected, |part| got.contains(part))
}
