//! Columns → the bytes of a Parquet file, always the same for the same columns: no time, no name of a program, no statistics.

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, Encoding, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder, WriterVersion};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{ColumnPath, Type};
use quanheng_facts::columns::Strings;

use crate::flat::{Flat, Width};
use crate::manifest::{FileColumn, FileEntry};
use crate::sha256;

/// Rows of a group: as many as are decoded at once, so that they stay near the processor.
pub(crate) const GROUP: usize = 1 << 18;

/// The column of a file of texts.
pub(crate) const TEXT: &str = "text";

/// What every file here has in common. Deltas of neighbours take the least room and are read as fast as plain numbers
/// (docs/performance.md); packed a second time they would be read more slowly.
fn properties() -> WriterPropertiesBuilder {
    WriterProperties::builder()
        .set_created_by(crate::FORMAT.to_owned())
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(Compression::UNCOMPRESSED)
        .set_dictionary_enabled(false)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_bloom_filter_enabled(false)
        .set_max_row_group_row_count(None)
        .set_max_row_group_bytes(None)
        .set_data_page_size_limit(1 << 20)
        .set_data_page_row_count_limit(1 << 20)
        .set_write_batch_size(1 << 16)
}

/// The file of columns of equal length, cut into groups of so many rows.
pub(crate) fn file(name: &str, columns: &[(String, Flat<'_>)], groups: &[usize]) -> Result<(FileEntry, Vec<u8>)> {
    let mut how = properties();
    let mut fields = Vec::new();
    for (name, flat) in columns {
        let (physical, encoding) = match flat.width() {
            Width::Bool => (Physical::BOOLEAN, Encoding::PLAIN),
            Width::I64 => (Physical::INT64, Encoding::DELTA_BINARY_PACKED),
            _ => (Physical::INT32, Encoding::DELTA_BINARY_PACKED),
        };
        how = how.set_column_encoding(ColumnPath::new(vec![name.clone()]), encoding);
        fields.push(Arc::new(Type::primitive_type_builder(name, physical).with_repetition(Repetition::REQUIRED).build()?));
    }
    let schema = Arc::new(Type::group_type_builder("rows").with_fields(fields).build()?);
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(how.build()))?;
    let mut start = 0_usize;
    for rows in groups {
        let range = start..start.saturating_add(*rows);
        let mut group = writer.next_row_group()?;
        for (_, flat) in columns {
            put(&mut group, flat, range.clone())?;
        }
        group.close()?;
        start = range.end;
    }
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let metadata = writer.finish()?;
    drop(writer);
    Ok(entry(name, bytes, &metadata, &names, groups))
}

fn put(group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>, flat: &Flat<'_>, rows: std::ops::Range<usize>) -> Result<()> {
    match flat {
        Flat::Bool(all) => column::<BoolType>(group, all.get(rows).unwrap_or_default()),
        Flat::U8(all) => column::<Int32Type>(group, &as_i32(all.get(rows), |n| i32::from(*n))),
        Flat::U16(all) => column::<Int32Type>(group, &as_i32(all.get(rows), |n| i32::from(*n))),
        Flat::U32(all) => column::<Int32Type>(group, &as_i32(all.get(rows), |n| n.cast_signed())),
        Flat::I16(all) => column::<Int32Type>(group, &as_i32(all.get(rows), |n| i32::from(*n))),
        Flat::I32(all) => column::<Int32Type>(group, all.get(rows).unwrap_or_default()),
        Flat::I64(all) => column::<Int64Type>(group, all.get(rows).unwrap_or_default()),
    }
}

fn as_i32<T>(of: Option<&[T]>, number: impl Fn(&T) -> i32) -> Vec<i32> {
    of.unwrap_or_default().iter().map(number).collect()
}

fn column<T: DataType>(group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>, values: &[T::T]) -> Result<()> {
    if let Some(mut writer) = group.next_column()? {
        writer.typed::<T>().write_batch(values, None, None)?;
        writer.close()?;
    }
    Ok(())
}

/// The file of lists of texts, each a group of its own.
pub(crate) fn texts(name: &str, lists: &[&Strings]) -> Result<(FileEntry, Vec<u8>)> {
    let field = Type::primitive_type_builder(TEXT, Physical::BYTE_ARRAY).with_repetition(Repetition::REQUIRED);
    let field = Arc::new(field.with_logical_type(Some(parquet::basic::LogicalType::String)).build()?);
    let schema = Arc::new(Type::group_type_builder("texts").with_fields(vec![field]).build()?);
    let how = properties().set_encoding(Encoding::PLAIN);
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(how.build()))?;
    for list in lists {
        let whole = Bytes::copy_from_slice(list.text.as_bytes());
        let mut values: Vec<ByteArray> = Vec::with_capacity(list.len());
        let mut start = 0;
        for end in &list.ends {
            let end = usize::try_from(*end).unwrap_or(start);
            values.push(whole.slice(start..end).into());
            start = end;
        }
        let mut group = writer.next_row_group()?;
        column::<ByteArrayType>(&mut group, &values)?;
        group.close()?;
    }
    let groups: Vec<usize> = lists.iter().map(|list| list.len()).collect();
    let metadata = writer.finish()?;
    drop(writer);
    Ok(entry(name, bytes, &metadata, &[TEXT], &groups))
}

fn entry(name: &str, bytes: Vec<u8>, metadata: &ParquetMetaData, names: &[&str], groups: &[usize]) -> (FileEntry, Vec<u8>) {
    let footer = footer_length(&bytes).unwrap_or_default();
    let end = bytes.get(bytes.len().saturating_sub(footer)..).unwrap_or_default();
    let columns = names.iter().enumerate().map(|(at, name)| FileColumn { name: (*name).to_owned(), sha256: hashes(metadata, at, &bytes) });
    let entry = FileEntry {
        name: name.to_owned(),
        bytes: u64::try_from(bytes.len()).unwrap_or_default(),
        sha256: sha256(&bytes),
        footer_bytes: u64::try_from(footer).unwrap_or_default(),
        footer_sha256: sha256(end),
        groups: groups.iter().map(|rows| u32::try_from(*rows).unwrap_or_default()).collect(),
        columns: columns.collect(),
    };
    (entry, bytes)
}

/// The hash of each part of a column.
fn hashes(metadata: &ParquetMetaData, column: usize, bytes: &[u8]) -> Vec<String> {
    let part = |group: &parquet::file::metadata::RowGroupMetaData| {
        let (start, length) = group.columns().get(column).map(|c| c.byte_range()).unwrap_or_default();
        let start = usize::try_from(start).unwrap_or_default();
        let end = start.saturating_add(usize::try_from(length).unwrap_or_default());
        sha256(bytes.get(start..end).unwrap_or_default())
    };
    metadata.row_groups().iter().map(part).collect()
}

/// How long the end of a Parquet file is that says what is in it: the words themselves, their length, and four letters.
fn footer_length(bytes: &[u8]) -> Option<usize> {
    let (_, end) = bytes.split_last_chunk::<8>()?;
    let [a, b, c, d, ..] = *end;
    usize::try_from(u32::from_le_bytes([a, b, c, d])).ok()?.checked_add(8)
}
