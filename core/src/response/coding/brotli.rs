//! Brotli (RFC 7932), with a window that does not outgrow the limit.

use std::io::{self, ErrorKind, Read};

use brotli_decompressor::{
    Allocator, BrotliDecoderErrorCode, BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc,
};

/// What the decoder reserves besides its window: context maps, and a margin behind the window.
const TABLES: usize = 64 * 1024;

/// Reads what `encoded` stands for.
pub(super) struct Decoder<'a> {
    rest: &'a [u8],
    total: usize,
    /// Some kilobytes, which a small stack has no room for.
    state: Box<BrotliState<Bounded, StandardAlloc, StandardAlloc>>,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(encoded: &'a [u8], limit: usize) -> Self {
        // The window is a power of two, and no larger than what was and will be decoded.
        let memory = Bounded { largest: limit.saturating_mul(2).saturating_add(TABLES) };
        let state = BrotliState::new_strict(memory, StandardAlloc::default(), StandardAlloc::default());
        Self { rest: encoded, total: 0, state: Box::new(state) }
    }
}

impl Read for Decoder<'_> {
    fn read(&mut self, output: &mut [u8]) -> io::Result<usize> {
        let (mut unread, mut read) = (self.rest.len(), 0);
        let (mut free, mut written) = (output.len(), 0);
        let result = BrotliDecompressStream(
            &mut unread,
            &mut read,
            self.rest,
            &mut free,
            &mut written,
            output,
            &mut self.total,
            &mut self.state,
        );
        self.rest = &self.rest[read..];
        match result {
            _ if written > 0 => Ok(written),
            BrotliResult::ResultSuccess => Ok(0),
            BrotliResult::NeedsMoreInput => Err(ErrorKind::UnexpectedEof.into()),
            BrotliResult::ResultFailure if self.wants_a_larger_window() => {
                Err(ErrorKind::FileTooLarge.into())
            }
            BrotliResult::ResultFailure | BrotliResult::NeedsMoreOutput => Err(ErrorKind::InvalidData.into()),
        }
    }
}

impl Decoder<'_> {
    fn wants_a_larger_window(&self) -> bool {
        matches!(
            self.state.error_code,
            BrotliDecoderErrorCode::BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_1
                | BrotliDecoderErrorCode::BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_2
        )
    }
}

/// A header of a few bytes may announce 16 MiB; then the decoder gets no memory, and stops.
struct Bounded {
    largest: usize,
}

impl Allocator<u8> for Bounded {
    type AllocatedMemory = <StandardAlloc as Allocator<u8>>::AllocatedMemory;

    fn alloc_cell(&mut self, len: usize) -> Self::AllocatedMemory {
        if len > self.largest {
            Self::AllocatedMemory::default()
        } else {
            StandardAlloc::default().alloc_cell(len)
        }
    }

    fn free_cell(&mut self, _: Self::AllocatedMemory) {}
}
