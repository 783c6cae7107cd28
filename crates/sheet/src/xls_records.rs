//! The stream of a workbook of before 2007: records one after another, and the texts in them.

use encoding_rs::{Encoding, GBK, UTF_16LE, WINDOWS_1252};

use crate::refused::{Damage, ReadError};

pub(crate) const BROKEN: ReadError = ReadError::Damaged(Damage::Content);
/// The record that carries on the one before it.
pub(crate) const CONTINUE: u16 = 0x003C;

/// Which form of records and texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Biff {
    /// 1995: texts in the code page of the machine.
    Five,
    /// 1997 and later: texts in Unicode.
    Eight,
}

/// One record, with what carries it on.
pub(crate) struct Record<'a> {
    pub id: u16,
    pub data: &'a [u8],
    pub more: Vec<&'a [u8]>,
}

/// Records from a place in the stream on; ends where the stream does, in the middle of a record with an error.
pub(crate) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(crate) fn from(stream: &'a [u8], at: usize) -> Option<Records<'a>> {
        Some(Records { rest: stream.get(at..)? })
    }

    fn one(&mut self) -> Option<Result<(u16, &'a [u8]), ReadError>> {
        if self.rest.len() < 4 {
            return None;
        }
        let (Some(id), Some(length)) = (u16_at(self.rest, 0), u16_at(self.rest, 2)) else { return None };
        let end = usize::from(length).saturating_add(4);
        let (Some(data), Some(rest)) = (self.rest.get(4..end), self.rest.get(end..)) else { return Some(Err(BROKEN)) };
        self.rest = rest;
        Some(Ok((id, data)))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (id, data) = match self.one()? {
            Ok(one) => one,
            Err(error) => {
                self.rest = &[];
                return Some(Err(error));
            }
        };
        let mut more = Vec::new();
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            match self.one() {
                Some(Ok((_, part))) => more.push(part),
                Some(Err(error)) => {
                    self.rest = &[];
                    return Some(Err(error));
                }
                None => break,
            }
        }
        Some(Ok(Record { id, data, more }))
    }
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

pub(crate) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(f64::from_le_bytes)
}

/// How texts are written in this workbook.
#[derive(Clone, Copy)]
pub(crate) struct Texts {
    pub biff: Biff,
    pub page: &'static Encoding,
}

/// The encoding of a code page; Chinese machines wrote 936.
pub(crate) fn code_page(number: u16) -> &'static Encoding {
    let label = match number {
        936 => return GBK,
        1200 => return UTF_16LE,
        950 => "big5",
        932 => "shift_jis",
        949 => "euc-kr",
        65001 => "utf-8",
        1250 => "windows-1250",
        1251 => "windows-1251",
        1253 => "windows-1253",
        1254 => "windows-1254",
        _ => return WINDOWS_1252,
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

impl Texts {
    /// The text at the beginning of `parts`, with a length of one byte or two before it.
    pub(crate) fn text(self, parts: &[&[u8]], length_bytes: usize) -> Option<String> {
        let mut at = Parts { parts, part: 0, offset: 0 };
        let length = match length_bytes {
            1 => usize::from(at.byte()?),
            _ => usize::from(at.word()?),
        };
        match self.biff {
            Biff::Five => {
                let bytes: Vec<u8> = (0..length).map_while(|_| at.byte()).collect();
                (bytes.len() == length).then(|| self.page.decode_without_bom_handling(&bytes).0.into_owned())
            }
            Biff::Eight => at.unicode(length),
        }
    }

    /// All shared texts: the same form one after another, across the ends of records.
    pub(crate) fn shared(record: &Record<'_>) -> Vec<String> {
        let parts: Vec<&[u8]> = std::iter::once(record.data.get(8..).unwrap_or_default()).chain(record.more.iter().copied()).collect();
        let mut at = Parts { parts: &parts, part: 0, offset: 0 };
        let mut texts = Vec::new();
        let mut one = || {
            let length = usize::from(at.word()?);
            at.unicode(length)
        };
        while let Some(text) = one() {
            texts.push(text);
        }
        texts
    }
}

/// Bytes of one record and of those that carry it on.
struct Parts<'a> {
    parts: &'a [&'a [u8]],
    part: usize,
    offset: usize,
}

impl Parts<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(byte) = part.get(self.offset) {
                self.offset = self.offset.saturating_add(1);
                return Some(*byte);
            }
            self.part = self.part.saturating_add(1);
            self.offset = 0;
        }
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.parts.get(self.part)?.len().saturating_sub(self.offset);
            if left >= count {
                self.offset = self.offset.saturating_add(count);
                return Some(());
            }
            count = count.saturating_sub(left);
            self.part = self.part.saturating_add(1);
            self.offset = 0;
        }
        Some(())
    }

    /// Flags, then so many characters in one byte or two; formats and phonetics behind them are passed over. Where characters
    /// go on in the next record, its first byte says anew in how many bytes.
    fn unicode(&mut self, length: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 0x08 != 0 { usize::from(self.word()?) } else { 0 };
        let extra = if flags & 0x04 != 0 {
            let (low, high) = (u32::from(self.word()?), u32::from(self.word()?));
            usize::try_from((high << 16) | low).ok()?
        } else {
            0
        };
        let mut wide = flags & 0x01 != 0;
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            if self.parts.get(self.part)?.len() <= self.offset {
                self.part = self.part.saturating_add(1);
                self.offset = 0;
                wide = self.byte()? & 0x01 != 0;
            }
            units.push(if wide { self.word()? } else { u16::from(self.byte()?) });
        }
        self.skip(runs.saturating_mul(4).saturating_add(extra))?;
        Some(String::from_utf16_lossy(&units))
    }
}
