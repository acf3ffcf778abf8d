//! The only module with `unsafe`: it writes through a pointer.
//!
//! The invariants of an [`Out`]:
//!
//! 1. `at` points into the allocation of `buffer.bytes`, or right behind it.
//! 2. All that lies before `at` has been written.
//! 3. The length of `buffer.bytes` counts no byte that has not been written, so the buffer may be dropped at any time.
//! 4. `at` is not behind `buffer.limit`, and the allocation goes on for [`SPARE`] bytes behind the limit.
//!
//! So there is always room for a little, and a small write advances first and then asks for [`room`](Out::room). A
//! large write asks first. Size hints are never trusted.
#![allow(unsafe_code)]

mod text;

use std::cell::Cell;
use std::mem::MaybeUninit;
use std::{ptr, slice};

use bytes::Bytes;

use super::Error;

/// Where a model is written: a cursor that is passed on by value.
///
/// An error is kept until the end, so that a writer need not stop for it; what was written is then discarded.
///
/// ```
/// use steadfast::json::{self, Out};
/// use steadfast::model::Policy;
/// use steadfast::model::shape::{Kind, Shape};
/// use steadfast::prelude::*;
///
/// /// A measurement, written as a list.
/// struct Reading { degrees: f64, scale: &'static str, samples: u64, raw: Vec<u8> }
///
/// impl ResponseModel for Reading {
///     const SHAPE: &'static Shape = &Shape::anonymous(Kind::Tuple(&[f64::shape, String::shape, u64::shape, String::shape]));
///
///     fn size_hint(&self) -> usize {
///         40 + self.raw.len() * 2
///     }
///
///     fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
///         if self.samples == 0 {
///             return out.fail(json::Error::new("a reading without samples"));
///         }
///         out.list(|out| {
///             out.f64(b",", self.degrees)
///                 .str(b",", self.scale)
///                 .u64(b",", self.samples)
///                 .base64(b",", &self.raw)
///         })
///     }
/// }
///
/// let reading = Reading { degrees: 21.5, scale: "C", samples: 3, raw: vec![1, 2, 3] };
/// assert_eq!(json::to_vec(&reading)?, br#"[21.5,"C",3,"AQID"]"#);
///
/// /// An object: each member is written after a comma, and `object` replaces the first one.
/// fn members(out: Out<'_>) -> Out<'_> {
///     out.object(|out| {
///         out.i64(br#","below":"#, -1)
///             .i128(br#","low":"#, -2)
///             .u128(br#","high":"#, 3)
///             .f32(br#","half":"#, 0.5)
///             .bool(br#","valid":"#, true)
///             .null(br#","unit":"#)
///             .name(br#","state":"#, br#""open"  "#, 6)
///             .literal(br#","tags":"#)
///             .serde(&["a", "b"])
///             .literal(br#","kept":"#)
///             .raw(b"[]")
///             .serde_members(&std::collections::BTreeMap::from([("extra", 1)]))
///     })
/// }
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Debug)]
pub struct Out<'b> {
    at: *mut u8,
    buffer: &'b mut Buffer,
}

#[derive(Debug)]
struct Buffer {
    bytes: Vec<u8>,
    /// The address of the last byte that `at` may point to between two writes.
    limit: usize,
    error: Option<Error>,
}

impl Buffer {
    /// A cursor after what has been written, with room for this many bytes and [`SPARE`] more.
    fn cursor(&mut self, count: usize) -> Out<'_> {
        self.bytes.reserve(count.saturating_add(SPARE));
        let spare = self.bytes.spare_capacity_mut();
        self.limit = spare[spare.len() - SPARE..].as_ptr().addr();
        Out {
            at: spare.as_mut_ptr().cast(),
            buffer: self,
        }
    }
}

/// The number of bytes after the limit: enough for a small key and a small leaf after it.
const SPARE: usize = SMALL_KEY + SMALL_LEAF;

const SMALL_KEY: usize = 32;

/// A short text with its quotes, and what a copy touches after it.
const SMALL_LEAF: usize = 64;

/// The memory that a value of this size is written into.
const fn room_for(size_hint: usize) -> usize {
    // An eighth more, for escapes: untouched memory costs nothing, and growing copies everything.
    size_hint.wrapping_add(size_hint / 8 + SPARE)
}

pub(crate) fn collect(
    size_hint: usize,
    write: impl FnOnce(Out<'_>) -> Out<'_>,
) -> Result<Vec<u8>, Error> {
    collect_into(Vec::with_capacity(room_for(size_hint)), 0, write)
}

/// Writes after what the vector has, of which only the spare capacity is used.
fn collect_into(
    bytes: Vec<u8>,
    room: usize,
    write: impl FnOnce(Out<'_>) -> Out<'_>,
) -> Result<Vec<u8>, Error> {
    let mut buffer = Buffer {
        bytes,
        limit: 0,
        error: None,
    };
    write(buffer.cursor(room)).settle();
    match buffer.error {
        None => Ok(buffer.bytes),
        Some(error) => Err(error),
    }
}

/// A small value is written into memory that the thread keeps.
const SMALL: usize = 2048;

thread_local! {
    static KEPT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Collects a body, with one allocation if it is small: [`Bytes`] of a vector with spare capacity take two.
pub(crate) fn collect_body(
    size_hint: usize,
    write: impl FnOnce(Out<'_>) -> Out<'_>,
) -> Result<Bytes, Error> {
    if size_hint > SMALL {
        return collect(size_hint, write).map(Bytes::from);
    }
    // A value that is written inside of another finds none, as a thread that is about to end.
    let mut kept = KEPT.try_with(Cell::take).unwrap_or_default();
    kept.clear();
    let written = collect_into(kept, room_for(size_hint), write)?;
    if written.len() > SMALL {
        return Ok(written.into());
    }
    let body = Bytes::copy_from_slice(&written);
    // A thread that ends does not keep it.
    let _ = KEPT.try_with(|place| place.set(written));
    Ok(body)
}

impl<'b> Out<'b> {
    /// Whether there is no [`room`](Self::room) for this many bytes; `at` may be behind the limit.
    #[inline]
    fn lacks(&self, count: usize) -> bool {
        let left = self.buffer.limit.wrapping_sub(self.at.addr()).cast_signed();
        !isize::try_from(count).is_ok_and(|count| left >= count)
    }

    /// Makes room for this many bytes after the cursor, and for [`SPARE`] more.
    #[inline]
    fn room(self, count: usize) -> Self {
        if self.lacks(count) {
            self.grow(count)
        } else {
            self
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(self, count: usize) -> Self {
        self.settle().cursor(count)
    }

    /// Returns the buffer, with its length set to what has been written.
    fn settle(self) -> &'b mut Buffer {
        let length = self.position();
        // SAFETY: `at` is not behind the allocation (1), and all before it has been written (2).
        unsafe { self.buffer.bytes.set_len(length) };
        self.buffer
    }

    /// The number of bytes that have been written.
    #[inline]
    #[doc(hidden)]
    #[must_use]
    pub fn position(&self) -> usize {
        self.at.addr() - self.buffer.bytes.as_ptr().addr()
    }

    /// Overwrites the byte that was written at this position; `false` if none was.
    #[inline]
    pub(super) fn overwrite(&mut self, position: usize, byte: u8) -> bool {
        let is_written = position < self.position();
        if is_written {
            // SAFETY: the position lies before `at`, so it is inside the allocation (1).
            unsafe { self.buffer.bytes.as_mut_ptr().add(position).write(byte) };
        }
        is_written
    }

    /// Copies a block, and advances by its first `length` bytes.
    ///
    /// # Safety
    /// There is room for the whole block, and `length` is not more than it has.
    #[inline]
    unsafe fn push<const N: usize>(&mut self, block: &[u8; N], length: usize) {
        debug_assert!(length <= N);
        // SAFETY: there is room. The source and the target do not overlap: a block is not a part of the buffer, which
        // `self` borrows mutably. Every byte that `at` passes is one of the block.
        unsafe {
            ptr::copy_nonoverlapping(block.as_ptr(), self.at, N);
            self.at = self.at.add(length);
        }
    }

    /// Writes bytes whose number is known at compile time: a key, a finished literal.
    #[inline]
    #[must_use]
    pub fn literal<const N: usize>(self, bytes: &[u8; N]) -> Self {
        self.key(bytes).settled()
    }

    /// Writes a key literal, and leaves it to the value to ask for room.
    #[inline]
    pub(super) fn key<const N: usize>(self, key: &[u8; N]) -> Keyed<'b> {
        let mut out = if N > SMALL_KEY { self.room(N) } else { self };
        // SAFETY: room for N bytes was made, or they are few and there is room for SPARE (4).
        unsafe { out.push(key, N) };
        Keyed(out)
    }

    /// Writes bytes that are JSON already.
    #[inline(never)]
    #[must_use]
    pub fn raw(self, bytes: &[u8]) -> Self {
        if self.lacks(bytes.len()) {
            return self.raw_behind(bytes);
        }
        let mut out = self;
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
        self.key(key).quote(value.as_bytes())
    }

    #[cold]
    #[inline(never)]
    fn raw_behind(self, bytes: &[u8]) -> Self {
        self.grow(bytes.len()).raw(bytes)
    }

    #[cold]
    #[inline(never)]
    fn quote_behind(self, text: &[u8]) -> Self {
        self.grow(text.len() + 2).quote_long(text)
    }

    /// `at` may be behind the limit.
    #[inline(never)]
    fn quote_long(mut self, text: &[u8]) -> Self {
        if self.lacks(text.len() + 2) {
            return self.quote_behind(text);
        }
        if text.len() >= text::LARGE {
            return self.quote_large(text);
        }
        // SAFETY: there is room for two quotes and the text, and `copy_long` writes as many bytes as it says.
        unsafe {
            self.push(b"\"", 1);
            let plain = text::copy_long(text, self.spare(text.len()));
            self.quoted(text, plain)
        }
    }

    #[inline(never)]
    fn quote_large(self, text: &[u8]) -> Self {
        let mut out = self.room(text.len() + 2);
        // SAFETY: as above.
        unsafe {
            out.push(b"\"", 1);
            let plain = text::copy_large(text, out.spare(text.len()));
            out.quoted(text, plain)
        }
    }

    /// # Safety
    /// The first `plain` bytes of the text have been written, and there is room for the others and a quote.
    #[inline]
    unsafe fn quoted(mut self, text: &[u8], plain: usize) -> Self {
        // SAFETY: the bytes have been written, and there is room for a quote.
        unsafe {
            self.at = self.at.add(plain);
            if plain < text.len() {
                return self.escape(&text[plain..]);
            }
            self.push(b"\"", 1);
        }
        self
    }

    /// Writes the rest of a string, which is not empty, and its second quote; `at` may be behind the limit.
    #[inline(never)]
    fn escape(self, mut text: &[u8]) -> Self {
        let mut out = self;
        let mut padded = [b' '; 2 * text::WIDE];
        while !text.is_empty() {
            out = out.room(text::WIDE * text::ESCAPE + 1);
            let (chunk, length) = match text.first_chunk() {
                Some(chunk) => (chunk, text::WIDE),
                None => {
                    let length = text.len().min(text::WIDE);
                    text::fill(&mut padded, &text[..length]);
                    (&padded, length)
                }
            };
            let mut start = 0;
            for escaped in text::escaped_bits(chunk) {
                let (escape, length) = text::escape_of(chunk[escaped]);
                // SAFETY: there is room for as many escapes as the chunk has bytes, and for SPARE. What is not escaped
                // is among the bytes that are copied.
                unsafe {
                    out.push(text::wide_from(chunk, start), escaped - start);
                    out.push(escape, length);
                }
                start = escaped + 1;
            }
            // SAFETY: as above.
            unsafe { out.push(text::wide_from(chunk, start), length - start) };
            text = &text[length..];
        }
        // SAFETY: room for a quote was made with that for the last chunk.
        unsafe { out.push(b"\"", 1) };
        out.room(0)
    }

    /// Returns the next `count` bytes.
    ///
    /// # Safety
    /// There is room for them.
    #[inline]
    unsafe fn spare(&mut self, count: usize) -> &mut [MaybeUninit<u8>] {
        // SAFETY: there is room, so the bytes are a part of the allocation (1), borrowed as long as `self` is.
        unsafe { slice::from_raw_parts_mut(self.at.cast(), count) }
    }

    /// Makes room for the expected size, after a better guess.
    pub(crate) fn expect(self, count: usize) -> Self {
        self.room(count)
    }

    /// Lets a function append to what has been written.
    pub(super) fn append(self, append: impl FnOnce(&mut Vec<u8>) -> Result<(), Error>) -> Self {
        let buffer = self.settle();
        let appended = append(&mut buffer.bytes);
        let out = buffer.cursor(0);
        match appended {
            Ok(()) => out,
            Err(error) => out.fail(error),
        }
    }

    /// Records an error; [`to_vec`](crate::model::to_vec) returns the first one.
    #[cold]
    #[must_use]
    pub fn fail(self, error: Error) -> Self {
        self.buffer.error.get_or_insert(error);
        self
    }
}

/// A cursor after a key that used [`SPARE`]: `at` may be behind the limit, by [`SMALL_KEY`] bytes at most. The other
/// invariants hold, so there is room for [`SMALL_LEAF`] bytes.
#[derive(Debug)]
pub(super) struct Keyed<'b>(Out<'b>);

impl<'b> Keyed<'b> {
    #[inline]
    pub(super) fn settled(self) -> Out<'b> {
        self.0.room(0)
    }

    /// Writes the first bytes of each word.
    #[inline]
    pub(super) fn words<const K: usize>(self, words: [(u64, usize); K]) -> Out<'b> {
        const { assert!(K * 8 <= SMALL_LEAF) };
        let mut out = self.0;
        for (word, length) in words {
            // SAFETY: there is room for all words, and the length is held to that of one.
            unsafe { out.push(&word.to_le_bytes(), length.min(8)) };
        }
        out.room(0)
    }

    /// Writes a block, lets a function edit it, and advances by the number of bytes that the function returns.
    #[inline]
    pub(super) fn edited<const M: usize>(
        self,
        block: &[u8; M],
        edit: impl FnOnce(&mut [u8; M]) -> usize,
    ) -> Out<'b> {
        const { assert!(M <= SMALL_LEAF) };
        let mut out = self.0;
        // SAFETY: there is room for the block. It is written before it is borrowed, and the length is held to its own.
        unsafe {
            out.push(block, 0);
            let length = edit(&mut *out.at.cast());
            out.at = out.at.add(length.min(M));
        }
        out.room(0)
    }

    /// Writes a string, escaped.
    #[inline(never)]
    pub(super) fn quote(self, text: &[u8]) -> Out<'b> {
        const { assert!(text::SHORT + 2 <= SMALL_LEAF) };
        let mut out = self.0;
        if text.len() > text::SHORT {
            return out.quote_long(text);
        }
        // SAFETY: there is room for two quotes and a short text, and a copy that is plain has written all of it.
        unsafe {
            out.push(b"\"", 1);
            if !text::copy_short(text, out.spare(text.len())) {
                return out.escape(text);
            }
            out.at = out.at.add(text.len());
            out.push(b"\"", 1);
        }
        out.room(0)
    }
}
