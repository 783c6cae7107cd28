//! Which rows of a run are looked at again, and what the plain interpreter says of rows where anything came out differently.
//!
//! In: the instances of a run and what it rests on. Out: the rows of results that are drawn, and rows worked out by the interpreter alone. The
//! choice hangs on nothing but the run itself, so the same run looks at the same rows. Deliberately absent: how the panel looks at them
//! (each column as it is worked out), and what is done about a row that is different (`everyone.rs`).

use std::collections::{BTreeMap, BTreeSet};

use quanheng_panel::{Look, drawn, how_many, share};
use quanheng_policy::finding::Instance;
use quanheng_policy::ir::{Program, VariableId};

use crate::prepare::Prepared;
use crate::results::{Header, PackStamp, ResultRow, Rows};

/// What a run looks at again.
pub(crate) struct Drawn {
    /// Rows of results.
    pub rows: Vec<Instance>,
    share: (usize, usize),
    seed: u64,
}

impl Drawn {
    /// For a run with this header and these results, which has these rows.
    pub fn of(program: &Program, results: &[VariableId], instances: &[Instance], header: &Header) -> Drawn {
        let names: Vec<String> = results.iter().filter_map(|id| program.variable(*id)).map(|v| v.name.clone()).collect();
        let (rows, seed) = rows(instances, header, &names);
        Drawn { rows, share: share(program, results, instances.len()), seed }
    }

    /// As the panel is told of it.
    pub fn look(&self) -> Look<'_> {
        Look { rows: &self.rows, share: self.share, seed: self.seed }
    }
}

/// The rows of results that are drawn, and by which number.
fn rows(instances: &[Instance], header: &Header, results: &[String]) -> (Vec<Instance>, u64) {
    let seed = seed(header, results);
    let places = drawn(how_many(instances.len()), instances.len(), seed);
    (places.iter().filter_map(|at| instances.get(*at)).copied().collect(), seed)
}

/// What a run rests on, as one number (FNV-1a over its texts): equal runs, equal numbers. Not the hour, and not what is listed.
fn seed(header: &Header, results: &[String]) -> u64 {
    let Header { pack, basis, facts_hash, entities_hash, engine, language, periods, known_on, decided_on, law_as_of, settings, .. } =
        header;
    let stamp = |stamp: &PackStamp| format!("{} {} {}", stamp.id, stamp.version, stamp.hash);
    let mut said: Vec<String> = basis.iter().chain([pack]).map(stamp).collect();
    said.extend([facts_hash.clone(), entities_hash.clone(), engine.clone(), language.to_string()]);
    said.extend(periods.iter().map(ToString::to_string));
    said.push(format!("{known_on:?} {decided_on:?} {law_as_of:?} {} {} {}", header.strict, header.published, header.all_kinds));
    said.extend(settings.iter().map(|(name, value)| format!("{name}={value}")));
    said.extend(results.iter().cloned());
    let bytes = said.iter().flat_map(|text| text.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// What the interpreter alone says of some instances, without any columns.
pub(crate) fn singly(prepared: &Prepared, asked: &BTreeSet<Instance>) -> BTreeMap<Instance, ResultRow> {
    let program = prepared.program();
    let interpreter = prepared.interpreter();
    let maker = Rows { program, facts: &prepared.facts, interpreter: &interpreter, choice: &prepared.question.choice };
    let row = |instance: &Instance| Some((*instance, maker.row(program.variable(instance.variable)?, *instance)));
    asked.iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use quanheng_facts::value::{EntityIx, Year};

    #[test]
    fn the_same_run_looks_at_the_same_rows_and_another_at_others() {
        let (one, other) = (Header::default(), Header { facts_hash: "other".to_owned(), ..Header::default() });
        let results = ["县区.名次".to_owned()];
        let instances: Vec<Instance> = (0..4_280).map(|entity| Instance::of(VariableId(0), Some(EntityIx(entity)), Year(2016))).collect();
        let rows = |header: &Header, results: &[String]| super::rows(&instances, header, results).0;
        assert_eq!(rows(&one, &results).len(), 1_000);
        assert_eq!(rows(&one, &results), rows(&one, &results));
        assert_ne!(rows(&one, &results), rows(&other, &results));
        assert_ne!(rows(&one, &results), rows(&one, &[]));
        // Neither the hour nor what is listed changes anything.
        let later = Header { run_at: Some("2017-03-01T09:00:00+08:00".to_owned()), met_only: true, ..Header::default() };
        assert_eq!(rows(&one, &results), rows(&later, &results));
    }
}
