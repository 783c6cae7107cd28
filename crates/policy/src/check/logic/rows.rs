//! Conditions as a truth table: every case that makes a difference to some of them, each once.

use super::{Atom, Case, Formula, Sort, Space, Test, atoms_in, evaluate, fold};
use crate::check::{Checker, types};
use crate::ir::ExprKind;
use quanheng_facts::value::Value;

/// A table longer than this nobody reads.
const MOST_ROWS: usize = 128;

/// The heads of the table, and its rows: their cells, and which conditions hold.
pub(in crate::check) type Rows = (Vec<String>, Vec<(Vec<String>, Vec<bool>)>);

impl Space {
    /// The table of some conditions of this space; `None` where it would be too long.
    pub(in crate::check) fn rows(&self, checker: &Checker<'_>, formulas: &[Formula]) -> Option<Rows> {
        let formulas: Vec<Formula> = formulas.iter().map(fold).collect();
        let mut used: Vec<usize> = Vec::new();
        for formula in &formulas {
            let mut here = Vec::new();
            atoms_in(formula, &mut here);
            used.extend(here.into_iter().filter(|at| !used.contains(at)).collect::<Vec<_>>());
        }
        let mut seen: Vec<usize> = Vec::new();
        used.retain(|at| {
            let new = !seen.contains(at);
            seen.push(*at);
            new
        });
        let mut heads = Vec::new();
        let mut classes: Vec<Vec<(String, Case)>> = Vec::new();
        for at in &used {
            let atom = self.atoms.get(*at)?;
            let mut tests: Vec<&Test> = Vec::new();
            formulas.iter().for_each(|f| tests_of(f, *at, &mut tests));
            heads.push(head(checker, atom));
            classes.push(classes_of(checker, *at, atom, &tests));
        }
        let count = classes.iter().try_fold(1_usize, |all, c| all.checked_mul(c.len().max(1)).filter(|n| *n <= MOST_ROWS))?;
        let mut rows = Vec::new();
        for number in 0..count {
            // The first column changes slowest.
            let mut rest = number;
            let mut chosen: Vec<(usize, &(String, Case))> = Vec::new();
            for (at, class) in used.iter().zip(&classes).rev() {
                let size = class.len().max(1);
                if let Some(one) = class.get(rest.checked_rem(size).unwrap_or(0)) {
                    chosen.push((*at, one));
                }
                rest = rest.checked_div(size).unwrap_or(0);
            }
            chosen.reverse();
            let case: Vec<(usize, &Case)> = chosen.iter().map(|(at, (_, case))| (*at, case)).collect();
            let held = formulas.iter().map(|f| evaluate(f, &case)).collect();
            rows.push((chosen.iter().map(|(_, (label, _))| label.clone()).collect(), held));
        }
        Some((heads, rows))
    }
}

fn head(checker: &Checker<'_>, atom: &Atom) -> String {
    match &atom.expr.kind {
        ExprKind::Compare { left, right, .. } if matches!(atom.sort, Sort::Pair) => {
            format!("{} 比 {}", checker.words(atom.pack, left.span), checker.words(atom.pack, right.span))
        }
        _ => checker.words(atom.pack, atom.expr.span),
    }
}

/// What is asked of an atom in a condition.
fn tests_of<'f>(formula: &'f Formula, of: usize, out: &mut Vec<&'f Test>) {
    match formula {
        Formula::Always(_) => {}
        Formula::Atom(at, test) if *at == of => out.push(test),
        Formula::Atom(..) => {}
        Formula::Not(inner) => tests_of(inner, of, out),
        Formula::And(parts) | Formula::Or(parts) => parts.iter().for_each(|p| tests_of(p, of, out)),
    }
}

/// The cases of an atom, those that no test tells apart as one: what it is called, and one of them.
fn classes_of(checker: &Checker<'_>, at: usize, atom: &Atom, tests: &[&Test]) -> Vec<(String, Case)> {
    let cases = atom.cases();
    let answers = |case: &Case| -> Vec<bool> {
        tests.iter().map(|test| evaluate(&Formula::Atom(at, (*test).clone()), &[(at, case)])).collect()
    };
    let mut classes: Vec<(Vec<bool>, Vec<usize>)> = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let answer = answers(case);
        // 不适用 is a case of its own, whatever comes of it.
        let alone = *case == Case::Na;
        match classes.iter_mut().find(|(a, members)| *a == answer && !alone && members.iter().all(|m| cases.get(*m) != Some(&Case::Na))) {
            Some((_, members)) => members.push(number),
            None => classes.push((answer, vec![number])),
        }
    }
    classes
        .into_iter()
        .filter_map(|(_, members)| {
            let one = members.first().and_then(|m| cases.get(*m))?.clone();
            Some((label(checker, atom, &cases, &members), one))
        })
        .collect()
}

fn label(checker: &Checker<'_>, atom: &Atom, cases: &[Case], members: &[usize]) -> String {
    if let Sort::Number { constants, .. } = &atom.sort {
        let numbers: Vec<usize> = members.iter().copied().filter(|m| matches!(cases.get(*m), Some(Case::Number(_)))).collect();
        if !numbers.is_empty() {
            return stretches(checker, atom, constants, cases, &numbers);
        }
    }
    let words: Vec<String> = members.iter().filter_map(|m| cases.get(*m)).map(|case| case_words(checker, atom, case)).collect();
    words.join("、")
}

fn case_words(checker: &Checker<'_>, atom: &Atom, case: &Case) -> String {
    match case {
        Case::Na => "不适用".to_owned(),
        Case::Truth(truth) => if *truth { "是" } else { "否" }.to_owned(),
        Case::Value(value) => types::value_words(value, &atom.expr.ty, &checker.program.schema),
        Case::Number(number) => types::value_words(&Value::Number(*number), &atom.expr.ty, &checker.program.schema),
        Case::Pair(std::cmp::Ordering::Less) => "小于".to_owned(),
        Case::Pair(std::cmp::Ordering::Equal) => "等于".to_owned(),
        Case::Pair(std::cmp::Ordering::Greater) => "大于".to_owned(),
        Case::Present => "有值".to_owned(),
    }
}

/// `≥ 30%`, `> 10 且 < 20`: runs of neighbouring stretches.
fn stretches(
    checker: &Checker<'_>,
    atom: &Atom,
    constants: &[quanheng_facts::exact::Exact],
    cases: &[Case],
    members: &[usize],
) -> String {
    let number = |at: usize| match cases.get(at) {
        Some(Case::Number(number)) => Some(*number),
        _ => None,
    };
    let words = |n: quanheng_facts::exact::Exact| types::value_words(&Value::Number(n), &atom.expr.ty, &checker.program.schema);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for member in members {
        match runs.last_mut() {
            Some((_, end)) if end.checked_add(1) == Some(*member) => *end = *member,
            _ => runs.push((*member, *member)),
        }
    }
    let one = |(begin, end): (usize, usize)| {
        let (first, last) = (number(begin), number(end));
        if let (Some(n), true) = (first.filter(|n| constants.contains(n)), begin == end) {
            return format!("= {}", words(n));
        }
        let low = match first {
            Some(n) if constants.contains(&n) => Some(format!("≥ {}", words(n))),
            Some(n) => constants.iter().filter(|c| **c < n).max().map(|c| format!("> {}", words(*c))),
            None => None,
        };
        let high = match last {
            Some(n) if constants.contains(&n) => Some(format!("≤ {}", words(n))),
            Some(n) => constants.iter().filter(|c| **c > n).min().map(|c| format!("< {}", words(*c))),
            None => None,
        };
        [low, high].into_iter().flatten().collect::<Vec<_>>().join(" 且 ")
    };
    runs.into_iter().map(one).collect::<Vec<_>>().join(" 或 ")
}
