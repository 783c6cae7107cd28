//! A door for the fuzzer and for the replay of its corpus: a checked pack, run on facts made of any bytes.
//!
//! In: a pack that checks, and bytes: a head that says under which choices it is run, then rows (`quanheng_facts::fuzz_entry::made`). Out:
//! nothing, or which promise was broken: that a run gives the same twice, in whatever order rows stand, and over columns; that bounds are
//! ordered, that what is not known has causes. Everything is worked out, explained and written in every form. Deliberately absent: which packs.

use std::collections::BTreeSet;

use jiff::civil::Date;
use quanheng_facts::columns::FactColumns;
use quanheng_facts::fact::Facts;
use quanheng_facts::fuzz_entry::made::{Edges, Order, facts_of};
use quanheng_facts::problem::Language;
use quanheng_facts::value::{Value, Year};
use quanheng_policy::counterfactual::{Also, Wanted};
use quanheng_policy::finding::{Finding, Instance, Mark, Status};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::{OpenId, ParameterId, Program, VariableId};

use crate::compile::Compiled;
use crate::prepare::Prepared;
use crate::question::{Question, When};
use crate::results::{Rows, csv, json_lines};
use crate::run::{RunReport, run_prepared, run_singly};
use crate::workbook;

/// Bytes before the first row. The first two are the caller's: which pack.
pub const HEAD: usize = 8;
/// Instances worked out in one case.
const MOST_INSTANCES: usize = 2_000;
/// Reasons told in one case.
const MOST_REASONS: usize = 60;
/// What would have been enough is asked of small packs alone: of a large one it takes seconds.
const SMALL: usize = 40;

/// Bits of the third byte.
const STRICT: u8 = 1;
const DECIDED: u8 = 2;
const KNOWN: u8 = 4;
const LAW_AS_OF: u8 = 8;
const OTHERS: u8 = 16;
const NUMBERS: u8 = 32;
const LAW: u8 = 64;
const WRITTEN: u8 = 128;

/// The head, read.
struct Head {
    flags: u8,
    years: Vec<Year>,
    choice: Choice,
    known_on: Option<Date>,
    /// Which result is looked at closely.
    pick: usize,
}

/// Runs a pack on the facts that the bytes make.
///
/// # Errors
/// Which promise was broken, and where.
pub fn run_on_made_facts(compiled: Compiled, edges: &Edges, bytes: &[u8]) -> (Compiled, Result<(), String>) {
    let (head, rows) = bytes.split_at_checked(HEAD).unwrap_or((bytes, &[]));
    let program = &compiled.checked.program;
    let head = Head::read(head, program);
    let (facts, problems) = facts_of(&program.schema, edges, rows, head.known_on, Order::Forwards);
    for problem in &problems {
        let _in_words = (problem.render(Language::Chinese), problem.render(Language::English));
    }
    let kept = Look { program, facts: &facts, head: &head }.whole(edges, rows);
    if kept.is_err() {
        return (compiled, kept);
    }
    written(compiled, facts, &head)
}

impl Head {
    fn read(bytes: &[u8], program: &Program) -> Head {
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
        let flags = byte(2);
        let has = |flag: u8| flags & flag != 0;
        let years: &[i16] = match byte(3) {
            0..=99 => &[2016],
            100..=149 => &[2015, 2016],
            150..=179 => &[2014, 2015, 2016, 2017],
            180..=199 => &[2017],
            200..=229 => &[1900],
            _ => &[2100],
        };
        let mut choice = Choice { strict: has(STRICT), ..Choice::default() };
        if has(DECIDED) {
            choice.decided_on = Date::new(2017, 3, 1).ok();
        }
        if has(LAW_AS_OF) {
            choice.law_as_of = Some(Year(i16::from(byte(7)).saturating_add(1890)));
        }
        suppose(&mut choice, program, byte(4), byte(5));
        let known_on = if has(KNOWN) { Date::new(2017, 3, 1).ok() } else { None };
        Head { flags, years: years.iter().copied().map(Year).collect(), choice, known_on, pick: usize::from(byte(6)) }
    }

    fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// What if: one named number or one open value is something else; half of the time nothing is.
fn suppose(choice: &mut Choice, program: &Program, which: u8, what: u8) {
    let Some(at) = which.checked_sub(128).map(usize::from) else { return };
    let moved = |value: &Value| match value {
        Value::Number(number) => {
            let by = quanheng_facts::exact::Exact::integer(i128::from(what).saturating_sub(128));
            number.plus(by).map(Value::Number)
        }
        Value::Bool(yes) => Some(Value::Bool(!yes)),
        other => Some(other.clone()),
    };
    if at < 64 {
        let Some(place) = at.checked_rem(program.parameters.len()) else { return };
        let value = program.parameters.get(place).and_then(|p| moved(&p.values.last()?.value));
        if let (Some(value), Ok(id)) = (value, u32::try_from(place)) {
            choice.parameters.insert(ParameterId(id), value);
        }
    } else {
        let Some(place) = at.checked_rem(program.opens.len()) else { return };
        let Some(open) = program.opens.get(place).filter(|open| open.read) else { return };
        let option = usize::from(what).checked_rem(open.options.len()).and_then(|nth| open.options.get(nth).cloned());
        let value = option.or_else(|| open.settled.as_ref().and_then(|settled| moved(&settled.value)));
        if let (Some(value), Ok(id)) = (value, u32::try_from(place)) {
            choice.opens.insert(OpenId(id), value);
        }
    }
}

/// A program on facts, under a choice.
#[derive(Clone, Copy)]
struct Look<'a> {
    program: &'a Program,
    facts: &'a Facts,
    head: &'a Head,
}

impl<'a> Look<'a> {
    fn interpreter(self) -> Interpreter<'a> {
        Interpreter::new(self.program, self.facts, self.head.choice.clone())
    }

    /// Every variable for everybody.
    fn instances(self) -> Vec<Instance> {
        let interpreter = self.interpreter();
        let rows = Rows { program: self.program, facts: self.facts, interpreter: &interpreter, choice: &self.head.choice };
        let ids = (0..self.program.variables.len()).filter_map(|at| u32::try_from(at).ok()).map(VariableId);
        let mut all: Vec<Instance> = ids.flat_map(|id| rows.instances(id, &self.head.years)).collect();
        all.truncate(MOST_INSTANCES);
        all
    }

    fn whole(self, edges: &Edges, rows: &[u8]) -> Result<(), String> {
        let instances = self.instances();
        let run = self.interpreter();
        let findings: Vec<Finding> = instances.iter().map(|instance| run.finding(*instance)).collect();
        for finding in &findings {
            sound(finding).map_err(|why| format!("{why}: {}: {finding:?}", self.name(finding.instance)))?;
        }
        let told = self.told(&run, &findings);
        self.over_columns(&findings, &told)?;
        // The same again, with every row where another one stood and everything asked for in the other order.
        let (facts, _) = facts_of(&self.program.schema, edges, rows, self.head.known_on, Order::Backwards);
        if facts.hash != self.facts.hash {
            return Err("the order of rows changes the facts".to_owned());
        }
        let turned = Look { facts: &facts, ..self };
        if turned.instances() != instances {
            return Err("the order of rows changes who there is".to_owned());
        }
        let again = turned.interpreter();
        for finding in findings.iter().rev() {
            let other = again.finding(finding.instance);
            if placeless(&other) != placeless(finding) {
                return Err(format!("the order changes {}:\n{finding:?}\n{other:?}", self.name(finding.instance)));
            }
        }
        Ok(())
    }

    /// The same facts standing over columns: everything is the same, to the last place in a file.
    fn over_columns(self, findings: &[Finding], told: &[String]) -> Result<(), String> {
        let schema = &self.program.schema;
        let columns = FactColumns::of(schema, self.facts).map_err(|unfit| format!("no columns: {unfit:?}"))?;
        let facts = columns.into_facts_over(schema).map_err(|unfit| format!("no facts over columns: {unfit:?}"))?;
        let over = Look { facts: &facts, ..self };
        let run = over.interpreter();
        if over.instances().iter().ne(findings.iter().map(|f| &f.instance)) {
            return Err("columns change who there is".to_owned());
        }
        for finding in findings {
            let other = run.finding(finding.instance);
            if other != *finding {
                return Err(format!("columns change {}:\n{finding:?}\n{other:?}", self.name(finding.instance)));
            }
        }
        let again = over.told(&run, findings);
        match told.iter().zip(&again).find(|(a, b)| a != b) {
            Some((before, after)) => Err(format!("columns change what is told:\n{before}\n{after}")),
            None if told.len() != again.len() => Err("columns change how much is told".to_owned()),
            None => Ok(()),
        }
    }

    fn name(self, instance: Instance) -> &'a str {
        self.program.variable(instance.variable).map_or("", |v| v.name.as_str())
    }

    /// Reasons, differences, what would have been enough, checks of the facts.
    fn told(self, run: &Interpreter<'_>, findings: &[Finding]) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let mut say = |node: &quanheng_policy::explanation::Node| {
            words.extend([node.render(Language::Chinese), node.render(Language::English)]);
            words.extend(serde_json::to_string(node));
        };
        let mut told: BTreeSet<(VariableId, Status)> = BTreeSet::new();
        let from = self.head.pick.checked_rem(findings.len()).unwrap_or(0);
        let turned = || findings.iter().cycle().skip(from).take(findings.len());
        for finding in turned() {
            if told.len() < MOST_REASONS && told.insert((finding.instance.variable, finding.status)) {
                say(&run.explain(finding.instance));
            }
        }
        let parts = |pair: &[Finding]| match pair {
            [one, two] => one.instance.variable == two.instance.variable && one.instance.year == two.instance.year,
            _ => false,
        };
        for pair in findings.windows(2).skip(from).filter(|pair| parts(pair)).take(4) {
            if let [one, two] = pair {
                say(&run.explain_difference(one.instance, two.instance));
            }
        }
        if self.program.variables.len() <= SMALL {
            let also = Also { others: self.head.has(OTHERS), numbers: self.head.has(NUMBERS), law: self.head.has(LAW) };
            for finding in turned().take(2) {
                let ty = self.program.variable(finding.instance.variable).map(|v| &v.ty);
                if let Some(wanted) = ty.and_then(|ty| Wanted::usual(ty, finding.value.as_ref())) {
                    say(&run.why_not(finding.instance, &wanted, also).reasons);
                }
            }
        }
        for year in &self.head.years {
            for problem in run.check_asserts(*year) {
                words.extend([problem.render(Language::Chinese), problem.render(Language::English)]);
            }
        }
        words
    }
}

/// What holds of every finding.
fn sound(finding: &Finding) -> Result<(), &'static str> {
    if (finding.status == Status::Holds) != finding.value.is_some() {
        return Err("a value without 成立, or 成立 without one");
    }
    let known = matches!(finding.status, Status::Holds | Status::NotApplicable);
    if known != finding.causes.is_empty() {
        return Err("causes of what is known, or none of what is not");
    }
    if let Some(between) = &finding.between
        && let (Some(least), Some(greatest)) = (&between.least, &between.greatest)
        && least > greatest
    {
        return Err("bounds that are not ordered");
    }
    Ok(())
}

/// A finding without the places in files, which do hang on the order of rows.
fn placeless(finding: &Finding) -> Finding {
    let mut plain = finding.clone();
    plain.marks = std::mem::take(&mut plain.marks)
        .into_iter()
        .map(|mark| match mark {
            Mark::Basis { table, column, basis, key, origin } => {
                let origin = origin.map(|o| Box::new(quanheng_facts::origin::Origin { row: 0, ..*o }));
                Mark::Basis { table, column, basis, key, origin }
            }
            // Its place among the settings of one day is that of its row.
            Mark::SetByOffice { open, .. } => Mark::SetByOffice { open, nth: 0 },
            other => other,
        })
        .collect();
    plain
}

/// The run as a person asks for it, in every form in which it is written; twice the same.
fn written(compiled: Compiled, facts: Facts, head: &Head) -> (Compiled, Result<(), String>) {
    let program = &compiled.checked.program;
    let results = if program.results.is_empty() { first_variables(program) } else { program.results.clone() };
    let when =
        When { periods: head.years.clone(), known_on: head.known_on, decided_on: head.choice.decided_on, law_as_of: head.choice.law_as_of };
    let question = Question { when, results, settings: Vec::new(), choice: head.choice.clone() };
    let prepared =
        Prepared { compiled, facts, question, files: Vec::new(), published: false, all_kinds: true, problems: Vec::new(), returned: None };
    let first = run_prepared(prepared, None, false);
    let before = forms(&first, head);
    let (incidents, rechecked) = (first.incidents, first.header.rechecked);
    let second = run_prepared(first.prepared, None, false);
    let same = before == forms(&second, head);
    let mut singly = run_singly(second.prepared, None, false);
    singly.header.rechecked = rechecked;
    let kept = if !same {
        Err("written twice, it is not the same")
    } else if incidents > 0 {
        Err("what is worked out a second time is not the same")
    } else if before != forms(&singly, head) {
        Err("what is worked out one by one is not the same")
    } else {
        Ok(())
    };
    (singly.prepared.compiled, kept.map_err(str::to_owned))
}

fn first_variables(program: &Program) -> Vec<VariableId> {
    (0..program.variables.len()).take(40).filter_map(|at| u32::try_from(at).ok()).map(VariableId).collect()
}

fn forms(report: &RunReport, head: &Head) -> (String, String, String, Option<Vec<u8>>) {
    let _missing = report.missing();
    let lines = json_lines::json_lines(&report.header, &report.rows, Language::Chinese);
    let english = json_lines::json_lines(&report.header, &report.rows, Language::English);
    let book = if head.has(WRITTEN) { workbook::bytes(report, Language::Chinese).ok() } else { None };
    (lines, english, csv::csv(&report.rows, Language::Chinese), book)
}
