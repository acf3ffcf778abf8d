//! The one module with `unsafe` in it: what writes through a pointer.
//!
//! What always holds of an [`Out`]:
//!
//! 1. `at` points into the allocation of `buffer.bytes`, or right behind it, and `buffer.end` right behind it.
//! 2. All that lies before `at` has been written.
//! 3. The length of `buffer.bytes` counts no byte that has not been written, so the buffer may be dropped at any time.
//!
//! A size hint is believed nowhere: what writes a number of bytes asks for [`room`](Out::room) first.
#![allow(unsafe_code)]

mod text;

use std::mem::MaybeUninit;
use std::{ptr, slice};

use super::Error;

/// Where a model is written: a cursor that is handed on by value.
///
/// An error is kept until the end, so that a writer need not stop for it; what was written before is then thrown away.
#[derive(Debug)]
pub struct Out<'b> {
    at: *mut u8,
    buffer: &'b mut Buffer,
}

#[derive(Debug)]
struct Buffer {
    bytes: Vec<u8>,
    end: *mut u8,
    error: Option<Error>,
}

impl Buffer {
    fn cursor(&mut self) -> Out<'_> {
        let spare = self.bytes.spare_capacity_mut().as_mut_ptr_range();
        self.end = spare.end.cast();
        Out {
            at: spare.start.cast(),
            buffer: self,
        }
    }
}

/// How far a write may touch what lies behind it, at the end of a buffer whose hint was exact.
const SPARE: usize = 32;

pub(super) fn collect(
    size_hint: usize,
    write: impl FnOnce(Out<'_>) -> Out<'_>,
) -> Result<Vec<u8>, Error> {
    let mut buffer = Buffer {
        bytes: Vec::with_capacity(size_hint.saturating_add(SPARE)),
        end: ptr::null_mut(),
        error: None,
    };
    write(buffer.cursor()).settle();
    match buffer.error {
        None => Ok(buffer.bytes),
        Some(error) => Err(error),
    }
}

impl<'b> Out<'b> {
    /// Makes room for so many bytes behind the cursor.
    #[inline]
    fn room(self, count: usize) -> Self {
        if self.buffer.end.addr() - self.at.addr() < count {
            self.grow(count)
        } else {
            self
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(self, count: usize) -> Self {
        let buffer = self.settle();
        buffer.bytes.reserve(count);
        buffer.cursor()
    }

    /// Hands back the buffer, its length that of what has been written.
    fn settle(self) -> &'b mut Buffer {
        let length = self.position();
        // SAFETY: `at` is not behind the allocation (1), and all before it has been written (2).
        unsafe { self.buffer.bytes.set_len(length) };
        self.buffer
    }

    /// How many bytes have been written.
    #[inline]
    pub(super) fn position(&self) -> usize {
        self.at.addr() - self.buffer.bytes.as_ptr().addr()
    }

    /// Overwrites the byte that was written at this position; false if none was.
    #[inline]
    pub(super) fn overwrite(&mut self, position: usize, byte: u8) -> bool {
        let is_written = position < self.position();
        if is_written {
            // SAFETY: the position lies before `at`, so it is inside the allocation (1).
            unsafe { self.buffer.bytes.as_mut_ptr().add(position).write(byte) };
        }
        is_written
    }

    /// Copies a block, and goes on behind its first `length` bytes.
    ///
    /// # Safety
    /// There is room for the whole block, and `length` is not more than it has.
    #[inline]
    unsafe fn push<const N: usize>(&mut self, block: &[u8; N], length: usize) {
        debug_assert!(length <= N);
        // SAFETY: there is room. What is written is not borrowed: a block is no part of the buffer, which `self` borrows
        // mutably. Every byte that `at` passes is one of the block.
        unsafe {
            ptr::copy_nonoverlapping(block.as_ptr(), self.at, N);
            self.at = self.at.add(length);
        }
    }

    /// Writes bytes whose number is known when the program is compiled: a key, a finished literal.
    #[inline]
    #[must_use]
    pub fn literal<const N: usize>(self, bytes: &[u8; N]) -> Self {
        let mut out = self.room(N);
        // SAFETY: room for N bytes was made.
        unsafe { out.push(bytes, N) };
        out
    }

    /// Writes a key literal and the first `length` bytes of a block.
    #[inline]
    pub(super) fn block<const N: usize, const M: usize>(
        self,
        key: &[u8; N],
        block: [u8; M],
        length: usize,
    ) -> Self {
        let mut out = self.room(N + M);
        // SAFETY: room for N + M bytes was made, and the length is held to M.
        unsafe {
            out.push(key, N);
            out.push(&block, length.min(M));
        }
        out
    }

    /// Writes bytes that are JSON already.
    #[inline(never)]
    #[must_use]
    pub fn raw(self, bytes: &[u8]) -> Self {
        let mut out = self.room(bytes.len());
        // SAFETY: room for the bytes was made, and `copy` writes all of them.
        unsafe {
            text::copy(bytes, out.spare(bytes.len()));
            out.at = out.at.add(bytes.len());
        }
        out
    }

    /// Writes a key literal and a string, escaped.
    #[inline]
    #[must_use]
    pub fn str<const N: usize>(self, key: &[u8; N], value: &str) -> Self {
        let mut out = self.room(N + value.len() + 2);
        // SAFETY: room for the key, the text and two quotes was made.
        unsafe {
            out.push(key, N);
            out.quote(value.as_bytes())
        }
    }

    /// # Safety
    /// There is room for the text and two quotes.
    #[inline(never)]
    unsafe fn quote(mut self, text: &[u8]) -> Self {
        // SAFETY: there is room for two quotes.
        unsafe { self.push(b"\"", 1) };
        // SAFETY: there is room for the text, and `copy_plain` writes as many bytes as it says.
        let plain = unsafe {
            let plain = text::copy_plain(text, self.spare(text.len()));
            self.at = self.at.add(plain);
            plain
        };
        if plain < text.len() {
            return self.escape(&text[plain..]);
        }
        // SAFETY: the text left room for the second quote.
        unsafe { self.push(b"\"", 1) };
        self
    }

    #[cold]
    #[inline(never)]
    fn escape(self, mut text: &[u8]) -> Self {
        let mut out = self.room(text.len() + SPARE);
        while !text.is_empty() {
            // SAFETY: there is room for the rest of the text and SPARE bytes, which are more than a chunk and an escape
            // have. A plain length is at most that of a chunk.
            let plain = unsafe {
                if let Some(chunk) = text.first_chunk() {
                    let plain = text::plain_in(chunk);
                    out.push(chunk, plain);
                    plain
                } else {
                    let chunk = text::padded(text);
                    let plain = text::plain_in(&chunk).min(text.len());
                    out.push(&chunk, plain);
                    plain
                }
            };
            text = &text[plain..];
            if plain < 16
                && let [byte, rest @ ..] = text
            {
                let (escape, length) = text::escape_of(*byte);
                // SAFETY: the plain bytes were a part of the text, so the room for SPARE bytes is still there.
                unsafe { out.push(escape, length) };
                out = out.room(rest.len() + SPARE);
                text = rest;
            }
        }
        out.literal(b"\"")
    }

    /// The next `count` bytes.
    ///
    /// # Safety
    /// There is room for them.
    #[inline]
    unsafe fn spare(&mut self, count: usize) -> &mut [MaybeUninit<u8>] {
        // SAFETY: there is room, so the bytes are a part of the allocation (1), borrowed as long as `self` is.
        unsafe { slice::from_raw_parts_mut(self.at.cast(), count) }
    }

    /// Lets a function append to what has been written.
    pub(super) fn append(self, append: impl FnOnce(&mut Vec<u8>) -> Result<(), Error>) -> Self {
        let buffer = self.settle();
        let appended = append(&mut buffer.bytes);
        let out = buffer.cursor();
        match appended {
            Ok(()) => out,
            Err(error) => out.fail(error),
        }
    }

    /// Notes an error: [`to_vec`](super::to_vec) answers with the first.
    #[cold]
    #[must_use]
    pub fn fail(self, error: Error) -> Self {
        self.buffer.error.get_or_insert(error);
        self
    }
}
