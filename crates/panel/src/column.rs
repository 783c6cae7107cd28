//! A variable in one year, for everyone: what it comes to, and by which rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use quanheng_facts::value::Year;
use quanheng_policy::interpret::{Marks, SetAside};
use quanheng_policy::ir::{Args, VariableId};

use crate::dictionary::code;
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
    /// Codes of outcomes; [`crate::dictionary::PLAIN`] where a row is one known value.
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
        Register::coded(self.kind, self.values.part(from, to), self.codes.part(from, to))
    }

    /// The rows of a register behind these; there will be `whole` in all.
    pub fn append(&mut self, register: &Register, whole: usize) {
        self.values.append(&register.values, whole);
        self.codes.append(register.codes(), whole);
    }
}
