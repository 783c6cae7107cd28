//! A variable in one year, for everyone: what it comes to, and by which rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use quanheng_facts::value::Year;
use quanheng_policy::interpret::{Marks, SetAside};
use quanheng_policy::ir::{Args, VariableId};

use crate::dictionary::PLAIN;
use crate::layout::Domain;
use crate::packed::Packed;
use crate::register::{Kind, Register, Row};

/// Which column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ColumnKey {
    pub variable: VariableId,
    pub year: Year,
    pub args: Args,
}

/// Outcomes and decisions of all rows of a domain.
#[derive(Debug)]
pub(crate) struct Column {
    pub domain: Arc<Domain>,
    pub kind: Kind,
    pub values: Packed,
    /// Codes of outcomes; [`PLAIN`] where a row is one known value.
    pub codes: Packed,
    /// Codes of which rules spoke.
    pub decisions: Packed,
    /// 不计: what conditions came to before, by row. Few rows have any.
    pub set_aside: BTreeMap<usize, Box<SetAside>>,
    /// Marks that every row carries, whatever it comes to. They stand here alone, not with the rows.
    pub marks: Marks,
}

impl Column {
    pub fn empty(domain: Arc<Domain>, kind: Kind) -> Column {
        let (values, codes, decisions) = Default::default();
        Column { domain, kind, values, codes, decisions, set_aside: BTreeMap::new(), marks: Marks::default() }
    }

    pub fn row(&self, at: usize) -> Row {
        Row { code: code(self.codes.get(at)), value: self.values.get(at) }
    }

    pub fn decision(&self, at: usize) -> u32 {
        code(self.decisions.get(at))
    }

    /// Some of its rows.
    pub fn part(&self, from: usize, to: usize) -> Register {
        if let (Packed::Same(value, rows), Packed::Same(kept, _)) = (&self.values, &self.codes) {
            return Register::same(self.kind, Row { code: code(*kept), value: *value }, to.min(*rows).saturating_sub(from));
        }
        let codes = (!self.codes.is_all(i64::from(PLAIN))).then(|| self.codes.part(from, to));
        let codes = codes.filter(|codes| codes.iter().any(|c| *c != i64::from(PLAIN)));
        Register {
            kind: self.kind,
            values: self.values.part(from, to),
            codes: codes.map(|codes| codes.into_iter().map(code).collect()),
            alike: false,
        }
    }
}

/// Codes are kept as they were given.
pub(crate) fn code(kept: i64) -> u32 {
    u32::try_from(kept).unwrap_or(PLAIN)
}
