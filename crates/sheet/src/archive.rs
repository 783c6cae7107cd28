//! The zip archive that a workbook is: that it is no bomb, which kind of workbook it holds, and its parts as XML.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::refused::{Damage, FileKind, ReadError};

/// All parts together, unpacked.
const MAX_UNPACKED: u64 = 256 * 1024 * 1024;
/// Unpacked size over packed size; sheets of repeated numbers reach about 60.
const MAX_RATIO: u64 = 200;
/// Below this much, unpacked, the ratio says nothing.
const RATIO_FROM: u64 = 8 * 1024 * 1024;
const MAX_PARTS: usize = 10_000;
const MAX_DEPTH: usize = 64;

pub(crate) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `.xlsx`
    Workbook,
    /// `.ods`
    OpenDocument,
}

/// An archive that is cut off or changed, whatever met it.
fn damaged(_: impl std::error::Error) -> ReadError {
    ReadError::Damaged(Damage::Archive)
}

/// Opens the archive and unpacks every part once, counting, so that nothing later can be flooded. Says which kind it is.
pub(crate) fn open(bytes: &[u8]) -> Result<(Archive<'_>, Kind), ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(ReadError::UnpacksTooLarge);
    }
    let names: BTreeSet<String> = archive.file_names().filter_map(Result::ok).map(|n| n.into_owned()).collect();
    let has = |name: &str| names.contains(name);
    let under = |folder: &str| names.iter().any(|n| n.starts_with(folder));
    if has("xl/workbook.bin") {
        return Err(ReadError::Unsupported(FileKind::BinaryWorkbook));
    }
    let kind = if has("mimetype") && has("encrypted-package") {
        return Err(ReadError::PasswordProtected);
    } else if has("mimetype") && has("content.xml") {
        Kind::OpenDocument
    } else if under("word/") {
        return Err(ReadError::Unsupported(FileKind::WordDocument));
    } else if has("xl/workbook.xml") {
        Kind::Workbook
    } else {
        return Err(ReadError::Unsupported(FileKind::Archive));
    };
    let mut unpacked = 0_u64;
    let mut packed = 0_u64;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(damaged)?;
        if part.encrypted() {
            return Err(ReadError::PasswordProtected);
        }
        let room = MAX_UNPACKED.saturating_sub(unpacked).saturating_add(1);
        let counted = std::io::copy(&mut part.by_ref().take(room), &mut std::io::sink()).map_err(damaged)?;
        unpacked = unpacked.saturating_add(counted);
        packed = packed.saturating_add(part.compressed_size());
        let expected = packed.max(1).saturating_mul(MAX_RATIO);
        if unpacked > MAX_UNPACKED || (unpacked > RATIO_FROM && unpacked > expected) {
            return Err(ReadError::UnpacksTooLarge);
        }
    }
    Ok((archive, kind))
}

pub(crate) fn part_text(archive: &mut Archive<'_>, path: &str) -> Result<Option<String>, ReadError> {
    let Some(at) = archive.index_for_name(path) else { return Ok(None) };
    let mut bytes = Vec::new();
    archive.by_index(at).map_err(damaged)?.take(MAX_UNPACKED).read_to_end(&mut bytes).map_err(damaged)?;
    // Parts in UTF-16 are legal and do not occur; their notes would be lost, so they are refused.
    let text = String::from_utf8(bytes).map_err(|_| ReadError::Damaged(Damage::Part))?;
    Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
}

/// Calls `visit` for each element and each text, with the depth kept within bounds.
pub(crate) fn walk(xml: &str, mut visit: impl FnMut(&Event<'_>) -> Result<(), ReadError>) -> Result<(), ReadError> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| ReadError::Damaged(Damage::Part))?;
        match &event {
            Event::Start(_) => depth = depth.saturating_add(1),
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(ReadError::Damaged(Damage::Part));
        }
        visit(&event)?;
    }
}

pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|v| v.into_owned())
}
