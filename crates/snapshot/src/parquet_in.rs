//! The bytes of a Parquet file → columns, reading and checking only the parts that are asked for, in several threads.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use bytes::{Buf as _, Bytes};
use parquet::basic::Encoding;
use parquet::column::page::{Page, PageReader as _};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;
use quanheng_facts::columns::Strings;

use crate::flat::{Flat, Width};
use crate::manifest::FileEntry;
use crate::parquet_out::TEXT;
use crate::{Source, Wrong, sha256};

/// More rows in one group than any writer makes; more than this are not made room for. Texts of one kind stand in one group, however many they
/// are: each takes its length in the file, at least.
const MOST_IN_GROUP: u32 = 1 << 24;
const LEAST_OF_TEXT: u64 = 4;

/// A file whose end has been read and checked.
pub(crate) struct Opened<'s> {
    source: &'s dyn Source,
    entry: &'s FileEntry,
    metadata: ParquetMetaData,
}

/// A part of a file, in memory.
struct Part {
    at: u64,
    bytes: Bytes,
}

impl Length for Part {
    fn len(&self) -> u64 {
        self.at.saturating_add(u64::try_from(self.bytes.len()).unwrap_or_default())
    }
}

impl Part {
    fn from(&self, start: u64) -> ParquetResult<Bytes> {
        let at = start.checked_sub(self.at).and_then(|at| usize::try_from(at).ok()).filter(|at| *at <= self.bytes.len());
        Ok(self.bytes.slice(at.ok_or_else(outside)?..))
    }
}

fn outside() -> ParquetError {
    ParquetError::EOF("a part of the file that was not asked for".to_owned())
}

impl ChunkReader for Part {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(self.from(start)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let mut bytes = self.from(start)?;
        if length > bytes.len() {
            return Err(outside());
        }
        Ok(bytes.split_to(length))
    }
}

/// Where a part of a column goes.
enum Out<'a> {
    Bool(&'a mut [bool]),
    U8(&'a mut [u8]),
    U16(&'a mut [u16]),
    U32(&'a mut [u32]),
    I16(&'a mut [i16]),
    I32(&'a mut [i32]),
    I64(&'a mut [i64]),
}

struct Task<'a> {
    group: usize,
    column: usize,
    out: Out<'a>,
}

/// The bytes of a file, or of a part of it, as they were when it was written.
pub(crate) fn checked(
    source: &dyn Source,
    entry: &FileEntry,
    (from, length): (u64, u64),
    hash: Option<&str>,
    column: Option<&str>,
) -> Result<Vec<u8>, Wrong> {
    let wrong = || Wrong::Hash { file: entry.name.clone(), column: column.map(str::to_owned) };
    let length = usize::try_from(length).ok().ok_or_else(wrong)?;
    let refused = |why| Wrong::Refused { file: entry.name.clone(), why };
    let bytes = source.read(&entry.name, from, length).map_err(refused)?;
    if bytes.len() != length || hash != Some(sha256(&bytes).as_str()) { Err(wrong()) } else { Ok(bytes) }
}

/// That the file is there, and as long as it should be.
pub(crate) fn there(source: &dyn Source, entry: &FileEntry) -> Result<(), Wrong> {
    let size = source.size(&entry.name).map_err(|why| Wrong::Refused { file: entry.name.clone(), why })?;
    match size {
        None => Err(Wrong::FileMissing { file: entry.name.clone() }),
        Some(found) if found != entry.bytes => Err(Wrong::Length { file: entry.name.clone(), expected: entry.bytes, found }),
        Some(_) => Ok(()),
    }
}

/// What goes wrong within the reader of Parquet, whatever it is: the bytes are those that were written, and cannot be read.
fn guarded<T>(entry: &FileEntry, read: impl FnOnce() -> Option<T>) -> Result<T, Wrong> {
    let read = catch_unwind(AssertUnwindSafe(read)).ok().flatten();
    read.ok_or_else(|| Wrong::Unreadable { file: entry.name.clone() })
}

impl<'s> Opened<'s> {
    pub fn open(source: &'s dyn Source, entry: &'s FileEntry) -> Result<Opened<'s>, Wrong> {
        there(source, entry)?;
        let unreadable = || Wrong::Unreadable { file: entry.name.clone() };
        let from = entry.bytes.checked_sub(entry.footer_bytes).ok_or_else(unreadable)?;
        let footer = checked(source, entry, (from, entry.footer_bytes), Some(&entry.footer_sha256), None)?;
        let metadata = guarded(entry, || {
            let (words, _) = footer.split_last_chunk::<8>()?;
            ParquetMetaDataReader::decode_metadata(words).ok()
        })?;
        let are_texts = matches!(entry.columns.as_slice(), [only] if only.name == TEXT);
        let has_room = |rows: u32| {
            rows <= MOST_IN_GROUP || (are_texts && u64::from(rows).checked_mul(LEAST_OF_TEXT).is_some_and(|least| least <= entry.bytes))
        };
        let fits =
            metadata.num_row_groups() == entry.groups.len()
                && metadata.row_groups().iter().zip(&entry.groups).all(|(group, rows)| {
                    group.num_columns() == entry.columns.len() && group.num_rows() == i64::from(*rows) && has_room(*rows)
                });
        if fits { Ok(Opened { source, entry, metadata }) } else { Err(unreadable()) }
    }

    /// The bytes of one part of a column, with what the file says of it.
    fn part(&self, group: usize, column: usize) -> Result<(Part, &ColumnChunkMetaData), Wrong> {
        let unreadable = || Wrong::Unreadable { file: self.entry.name.clone() };
        let about = self.metadata.row_groups().get(group).and_then(|g| g.columns().get(column)).ok_or_else(unreadable)?;
        let expected = self.entry.columns.get(column).ok_or_else(unreadable)?;
        let (at, length) = guarded(self.entry, || Some(about.byte_range()))?;
        if at.checked_add(length).is_none_or(|end| end > self.entry.bytes) {
            return Err(unreadable());
        }
        let hash = expected.sha256.get(group).map(String::as_str);
        let bytes = checked(self.source, self.entry, (at, length), hash, Some(&expected.name))?;
        Ok((Part { at, bytes: bytes.into() }, about))
    }

    /// These columns, of a stretch of groups of rows.
    pub fn columns(&self, wanted: &[(String, Width)], groups: Range<usize>, threads: usize) -> Result<Vec<Flat<'static>>, Wrong> {
        let unreadable = || Wrong::Unreadable { file: self.entry.name.clone() };
        let lengths: Vec<usize> = self.entry.groups.get(groups.clone()).ok_or_else(unreadable)?.iter().map(|n| wide(*n)).collect();
        let rows = lengths.iter().try_fold(0_usize, |all, n| all.checked_add(*n)).ok_or_else(unreadable)?;
        let mut places = Vec::new();
        for (name, _) in wanted {
            let place = self.entry.columns.iter().position(|column| column.name == *name);
            places.push(place.ok_or_else(|| Wrong::ColumnMissing { file: self.entry.name.clone(), column: name.clone() })?);
        }
        let mut columns: Vec<Flat<'static>> = wanted.iter().map(|(_, width)| width.zeroes(rows)).collect();
        let mut tasks: Vec<Task<'_>> = Vec::new();
        for (column, flat) in places.iter().zip(&mut columns) {
            let outs = cut(flat, &lengths);
            tasks.extend(groups.clone().zip(outs).map(|(group, out)| Task { group, column: *column, out }));
        }
        // The first that is wrong is told, whichever thread met it.
        let threads = threads.clamp(1, tasks.len().max(1));
        let (queue, wrong) = (Mutex::new(tasks.into_iter().enumerate()), Mutex::new(None::<(usize, Wrong)>));
        let work = || {
            while let Some((at, task)) = queue.lock().ok().and_then(|mut queue| queue.next()) {
                if let Err(found) = self.fill(task)
                    && let Ok(mut wrong) = wrong.lock()
                    && wrong.as_ref().is_none_or(|(first, _)| at < *first)
                {
                    *wrong = Some((at, found));
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        match wrong.into_inner() {
            Ok(None) => Ok(columns),
            Ok(Some((_, wrong))) => Err(wrong),
            Err(_) => Err(unreadable()),
        }
    }

    fn fill(&self, task: Task<'_>) -> Result<(), Wrong> {
        let (part, about) = self.part(task.group, task.column)?;
        guarded(self.entry, || {
            let rows = usize::try_from(about.num_values()).ok()?;
            let pages = SerializedPageReader::new(Arc::new(part), about, rows, None).ok()?;
            let reader = get_column_reader(about.column_descr_ptr(), Box::new(pages));
            match (task.out, reader) {
                (Out::Bool(out), ColumnReader::BoolColumnReader(reader)) => copied(out, reader, |n| Some(*n)),
                (Out::U8(out), ColumnReader::Int32ColumnReader(reader)) => copied(out, reader, |n| u8::try_from(*n).ok()),
                (Out::U16(out), ColumnReader::Int32ColumnReader(reader)) => copied(out, reader, |n| u16::try_from(*n).ok()),
                (Out::U32(out), ColumnReader::Int32ColumnReader(reader)) => copied(out, reader, |n| Some(n.cast_unsigned())),
                (Out::I16(out), ColumnReader::Int32ColumnReader(reader)) => copied(out, reader, |n| i16::try_from(*n).ok()),
                (Out::I32(out), ColumnReader::Int32ColumnReader(reader)) => copied(out, reader, |n| Some(*n)),
                (Out::I64(out), ColumnReader::Int64ColumnReader(reader)) => copied(out, reader, |n| Some(*n)),
                _ => None,
            }
        })
    }

    /// The texts of one group. They are laid out plainly, so that they are read without making each of them.
    pub fn texts(&self, group: usize) -> Result<Strings, Wrong> {
        if self.entry.columns.first().is_none_or(|column| column.name != TEXT) {
            return Err(Wrong::ColumnMissing { file: self.entry.name.clone(), column: TEXT.to_owned() });
        }
        let (part, about) = self.part(group, 0)?;
        let rows = self.entry.groups.get(group).map_or(0, |n| wide(*n));
        guarded(self.entry, || {
            // Before each text stands its length, in four bytes.
            let bytes = usize::try_from(about.uncompressed_size()).unwrap_or_default().min(part.bytes.len());
            let mut strings = Strings::with_capacity(rows, bytes.saturating_sub(rows.saturating_mul(4)));
            if rows > 0 {
                let mut pages = SerializedPageReader::new(Arc::new(part), about, rows, None).ok()?;
                while let Some(page) = pages.get_next_page().ok()? {
                    let Page::DataPage { buf, num_values, encoding: Encoding::PLAIN, .. } = page else { return None };
                    plain_texts(&buf, num_values, &mut strings)?;
                }
            }
            (strings.len() == rows).then_some(strings)
        })
    }
}

fn plain_texts(mut page: &[u8], values: u32, strings: &mut Strings) -> Option<()> {
    let mut bytes = Vec::with_capacity(page.len());
    let mut ends = Vec::with_capacity(wide(values).min(page.len()));
    for _ in 0..values {
        let (length, rest) = page.split_first_chunk::<4>()?;
        let (text, rest) = rest.split_at_checked(wide(u32::from_le_bytes(*length)))?;
        bytes.extend_from_slice(text);
        ends.push(bytes.len());
        page = rest;
    }
    // Looked at once for all: a text begins and ends between two letters.
    strings.append(std::str::from_utf8(&bytes).ok()?, &ends).filter(|()| page.is_empty())
}

/// Every computer that this runs on counts as far.
fn wide(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Values decoded at once: so few that they are still near when they are laid where they belong.
const AT_ONCE: usize = 1 << 12;

fn copied<T: DataType, O>(out: &mut [O], mut reader: ColumnReaderImpl<T>, of: impl Fn(&T::T) -> Option<O>) -> Option<()> {
    let mut values: Vec<T::T> = Vec::with_capacity(out.len().min(AT_ONCE));
    let mut fits = true;
    for out in out.chunks_mut(AT_ONCE) {
        values.clear();
        reader.read_records(out.len(), None, None, &mut values).ok()?;
        if values.len() != out.len() {
            return None;
        }
        for (out, value) in out.iter_mut().zip(&values) {
            match of(value) {
                Some(value) => *out = value,
                None => fits = false,
            }
        }
    }
    fits.then_some(())
}

/// The stretches of a column that the groups fill.
fn cut<'a>(flat: &'a mut Flat<'static>, lengths: &[usize]) -> Vec<Out<'a>> {
    fn stretches<'a, T, O>(mut rest: &'a mut [T], lengths: &[usize], of: impl Fn(&'a mut [T]) -> O) -> Vec<O> {
        let mut all = Vec::with_capacity(lengths.len());
        for length in lengths {
            let Some((head, tail)) = rest.split_at_mut_checked(*length) else { break };
            all.push(of(head));
            rest = tail;
        }
        all
    }
    match flat {
        Flat::Bool(all) => stretches(all.to_mut(), lengths, Out::Bool),
        Flat::U8(all) => stretches(all.to_mut(), lengths, Out::U8),
        Flat::U16(all) => stretches(all.to_mut(), lengths, Out::U16),
        Flat::U32(all) => stretches(all.to_mut(), lengths, Out::U32),
        Flat::I16(all) => stretches(all.to_mut(), lengths, Out::I16),
        Flat::I32(all) => stretches(all.to_mut(), lengths, Out::I32),
        Flat::I64(all) => stretches(all.to_mut(), lengths, Out::I64),
    }
}
