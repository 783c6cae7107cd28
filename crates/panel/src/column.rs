//! A variable in one year, for everyone: what it comes to, and by which rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use quanheng_facts::value::Year;
use quanheng_policy::interpret::SetAside;
use quanheng_policy::ir::{Args, VariableId};

use crate::layout::Domain;
use crate::register::Register;

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
    pub outcomes: Register,
    pub decisions: Decisions,
    /// 不计: what conditions came to before, by row. Few rows have any.
    pub set_aside: BTreeMap<usize, Box<SetAside>>,
}

/// Which rules spoke, by codes of the dictionary.
#[derive(Clone, Debug)]
pub(crate) enum Decisions {
    Same(u32),
    Each(Vec<u32>),
}

impl Decisions {
    pub fn of(codes: Vec<u32>) -> Decisions {
        match codes.first() {
            Some(first) if codes.iter().all(|code| code == first) => Decisions::Same(*first),
            _ => Decisions::Each(codes),
        }
    }

    pub fn at(&self, row: usize) -> u32 {
        match self {
            Decisions::Same(code) => *code,
            Decisions::Each(codes) => codes.get(row).copied().unwrap_or_default(),
        }
    }
}
