//! Rows of results → one Parquet file that any program of tables can open: texts by dictionary, empty where there is nothing.
//!
//! What the columns are is the caller's; the same columns give the same bytes.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

/// Rows that are written at once.
const GROUP: usize = 1 << 18;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cells {
    Text(Vec<Option<String>>),
    Integer(Vec<Option<i64>>),
    Bool(Vec<Option<bool>>),
}

impl Cells {
    fn len(&self) -> usize {
        match self {
            Cells::Text(all) => all.len(),
            Cells::Integer(all) => all.len(),
            Cells::Bool(all) => all.len(),
        }
    }
}

/// The bytes of the file. `notes`: what is to stand beside the rows, by name. `None` where it does not fit into a file of this form.
#[must_use]
pub fn file(columns: &[(&str, Cells)], notes: &[(&str, String)]) -> Option<Vec<u8>> {
    written(columns, notes).ok()
}

fn written(columns: &[(&str, Cells)], notes: &[(&str, String)]) -> Result<Vec<u8>> {
    let field = |(name, cells): &(&str, Cells)| {
        let (physical, logical) = match cells {
            Cells::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Cells::Integer(_) => (Physical::INT64, None),
            Cells::Bool(_) => (Physical::BOOLEAN, None),
        };
        let built = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL).with_logical_type(logical).build();
        built.map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<Vec<_>>>()?;
    let schema = Arc::new(Type::group_type_builder("results").with_fields(fields).build()?);
    let notes = notes.iter().map(|(name, text)| KeyValue::new((*name).to_owned(), text.clone())).collect();
    let how = WriterProperties::builder()
        .set_created_by(env!("CARGO_PKG_NAME").to_owned())
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_max_row_group_row_count(None)
        .set_key_value_metadata(Some(notes));
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(how.build()))?;
    let rows = columns.first().map_or(0, |(_, cells)| cells.len());
    for start in (0..rows).step_by(GROUP) {
        let range = start..start.saturating_add(GROUP).min(rows);
        let mut group = writer.next_row_group()?;
        for (_, cells) in columns {
            let Some(mut column) = group.next_column()? else { continue };
            match cells {
                Cells::Text(all) => {
                    put::<ByteArrayType, String>(&mut column, all.get(range.clone()), |text| ByteArray::from(text.as_str()))?
                }
                Cells::Integer(all) => put::<Int64Type, i64>(&mut column, all.get(range.clone()), |n| *n)?,
                Cells::Bool(all) => put::<BoolType, bool>(&mut column, all.get(range.clone()), |b| *b)?,
            }
            column.close()?;
        }
        group.close()?;
    }
    writer.finish()?;
    drop(writer);
    Ok(bytes)
}

fn put<T: DataType, V>(
    column: &mut parquet::file::writer::SerializedColumnWriter<'_>,
    cells: Option<&[Option<V>]>,
    of: impl Fn(&V) -> T::T,
) -> Result<()> {
    let cells = cells.unwrap_or_default();
    let values: Vec<T::T> = cells.iter().flatten().map(of).collect();
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    column.typed::<T>().write_batch(&values, Some(&levels), None)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::*;

    #[test]
    fn what_is_written_is_read_by_the_reader_of_rows() {
        let texts = Cells::Text(vec![Some("甲县".to_owned()), None, Some("乙县".to_owned())]);
        let columns = [
            ("of", texts),
            ("period", Cells::Integer(vec![Some(2016), Some(-1), None])),
            ("met", Cells::Bool(vec![None, Some(true), Some(false)])),
        ];
        let bytes = file(&columns, &[("note", "记".to_owned())]).unwrap();
        assert_eq!(bytes, file(&columns, &[("note", "记".to_owned())]).unwrap());
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let notes = reader.metadata().file_metadata().key_value_metadata().unwrap().clone();
        assert_eq!(notes, [KeyValue::new("note".to_owned(), "记".to_owned())]);
        let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        assert_eq!(
            rows,
            ["{of: \"甲县\", period: 2016, met: null}", "{of: null, period: -1, met: true}", "{of: \"乙县\", period: null, met: false}"]
        );
        let nothing = file(&[("of", Cells::Text(Vec::new()))], &[]).unwrap();
        assert_eq!(SerializedFileReader::new(bytes::Bytes::from(nothing)).unwrap().metadata().num_row_groups(), 0);
    }
}
