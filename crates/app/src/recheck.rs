//! A second look at some rows of every run: worked out again, one by one, by the plain interpreter.
//!
//! In: the instances of a run and what it rests on. Out: which rows are looked at again, and what the interpreter says of them. The
//! choice hangs on nothing but the run itself, so the same run looks at the same rows. The interpreter works in a thread of
//! its own beside the columns. Deliberately absent: what is done about a row that is different (`run.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Sender, channel};
use std::thread::{Builder, Scope, ScopedJoinHandle};

use quanheng_policy::finding::Instance;

use crate::prepare::Prepared;
use crate::results::{Header, PackStamp, ResultRow, Rows};

/// At least so many rows are looked at again, and one in so many.
const LEAST: usize = 1_000;
const ONE_IN: usize = 10_000;

/// Which of so many rows are looked at again whatever they are, for a run with this header and these results.
pub(crate) fn chosen(rows: usize, header: &Header, results: &[String]) -> BTreeSet<usize> {
    let wanted = rows.div_ceil(ONE_IN).max(LEAST);
    if wanted >= rows {
        return (0..rows).collect();
    }
    let mut next = generator(seed(header, results));
    // Floyd's: every set of so many rows is as likely as any other, each row drawn once.
    let mut chosen = BTreeSet::new();
    for last in rows.saturating_sub(wanted)..rows {
        let drawn = below(next(), last.saturating_add(1));
        chosen.insert(if chosen.contains(&drawn) { last } else { drawn });
    }
    chosen
}

fn below(number: u64, end: usize) -> usize {
    let end = u64::try_from(end).unwrap_or(u64::MAX);
    number.checked_rem(end).and_then(|rest| usize::try_from(rest).ok()).unwrap_or_default()
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

/// SplitMix64.
fn generator(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

/// One who works rows out again, beside whatever else is done.
pub(crate) struct SecondLook<'scope, 'env> {
    prepared: &'env Prepared,
    asked: Vec<Instance>,
    asking: Sender<Instance>,
    /// `None`: the system gave no thread.
    looking: Option<ScopedJoinHandle<'scope, Again>>,
}

/// What the interpreter says of what it was asked.
pub(crate) type Again = BTreeMap<Instance, ResultRow>;

/// As much as the main thread has.
const STACK: usize = 8 * 1024 * 1024;

impl<'scope, 'env> SecondLook<'scope, 'env> {
    pub(crate) fn begin(scope: &'scope Scope<'scope, 'env>, prepared: &'env Prepared) -> SecondLook<'scope, 'env> {
        let (asking, asked) = channel();
        let thread = Builder::new().stack_size(STACK).spawn_scoped(scope, move || again(prepared, asked.iter()));
        SecondLook { prepared, asked: Vec::new(), asking, looking: thread.ok() }
    }

    pub(crate) fn at(&mut self, instance: Instance) {
        self.asked.push(instance);
        // Nobody hears it only where there is no thread, or it has stopped: `end` sees to both.
        let _heard = self.asking.send(instance);
    }

    /// What the interpreter says of all it was asked.
    pub(crate) fn end(self) -> Again {
        drop(self.asking);
        match self.looking {
            // A second look that broke off is no second look: it ends the run as it would have here.
            Some(thread) => thread.join().unwrap_or_else(|broken| std::panic::resume_unwind(broken)),
            None => again(self.prepared, self.asked.into_iter()),
        }
    }
}

fn again(prepared: &Prepared, asked: impl Iterator<Item = Instance>) -> Again {
    let program = prepared.program();
    let interpreter = prepared.interpreter();
    let maker = Rows { program, facts: &prepared.facts, interpreter: &interpreter, choice: &prepared.question.choice };
    asked.filter_map(|instance| Some((instance, maker.row(program.variable(instance.variable)?, instance)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_run_looks_at_the_same_rows_and_another_at_others() {
        let (one, other) = (Header::default(), Header { facts_hash: "other".to_owned(), ..Header::default() });
        let results = ["县区.名次".to_owned()];
        let rows = 4_280;
        assert_eq!(chosen(rows, &one, &results), chosen(rows, &one, &results));
        assert_ne!(chosen(rows, &one, &results), chosen(rows, &other, &results));
        assert_ne!(chosen(rows, &one, &results), chosen(rows, &one, &[]));
        // Neither the hour nor what is listed changes anything.
        let later = Header { run_at: Some("2017-03-01T09:00:00+08:00".to_owned()), met_only: true, ..Header::default() };
        assert_eq!(chosen(rows, &one, &results), chosen(rows, &later, &results));
    }

    #[test]
    fn a_thousand_rows_or_one_in_ten_thousand() {
        let header = Header::default();
        assert_eq!(chosen(0, &header, &[]).len(), 0);
        assert_eq!(chosen(999, &header, &[]).len(), 999);
        assert_eq!(chosen(1_000, &header, &[]).len(), 1_000);
        for (rows, wanted) in [(1_001, 1_000), (10_000_000, 1_000), (12_345_678, 1_235)] {
            let chosen = chosen(rows, &header, &[]);
            assert_eq!(chosen.len(), wanted);
            assert!(chosen.last().is_some_and(|last| *last < rows));
        }
    }
}
