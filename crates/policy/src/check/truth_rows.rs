//! Conditions as a truth table: every case that makes a difference to some of them, each once.
//!
//! In: a space of readings and formulas over it. Out: heads, and rows with the formulas that hold in them. Cases that no condition
//! tells apart are one row (`查无实据、轻微`, `≥ 30%`, `—` for any); cases that are proven impossible are none.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Type, Value, enum_of};

use crate::check::Checker;
use crate::check::logic::{Atom, Formula, Space, Test, holds, not};
use crate::check::ranges::{Domain, Stretch, as_value};
use crate::check::solve::Answer;
use crate::wording;

/// More cases than this are not gone through: nobody reads such a table.
const MOST_CASES: usize = 256;

/// The heads of the table, and its rows: their cells, and which conditions hold.
pub(super) type Rows = (Vec<String>, Vec<Row>);

/// The cells of a row, and which conditions hold in it.
type Row = (Vec<String>, Vec<bool>);

/// What an atom is in one row.
#[derive(Clone, Debug, PartialEq)]
enum Being {
    Na,
    Value(Value),
    /// Some value, whichever.
    Present,
    /// A number in this stretch.
    In(Stretch, Exact),
}

/// Beings that no condition tells apart.
struct Class {
    members: Vec<(usize, Being)>,
    one: Being,
}

/// What is read, how it is asked, and what it can be.
struct Column<'f> {
    at: usize,
    tests: Vec<&'f Test>,
    classes: Vec<Class>,
}

/// The table of some conditions; `None` where it would be too long.
pub(super) fn rows(checker: &Checker<'_>, space: &Space, formulas: &[Formula]) -> Option<Rows> {
    let mut used: Vec<usize> = Vec::new();
    for formula in formulas {
        atoms_in(formula, &mut used);
    }
    let mut columns: Vec<Column<'_>> = Vec::new();
    for at in used {
        let mut tests: Vec<&Test> = Vec::new();
        formulas.iter().for_each(|f| tests_of(f, at, &mut tests));
        let classes = classes_of(checker, space, at, &tests)?;
        columns.push(Column { at, tests, classes });
    }
    let heads = columns.iter().map(|c| head(checker, space, c.at)).collect::<Option<Vec<_>>>()?;
    columns.iter().try_fold(1_usize, |all, c| all.checked_mul(c.classes.len().max(1)).filter(|n| *n <= MOST_CASES))?;
    let table = Table { checker, space, formulas, columns: &columns };
    Some((heads, table.below(&mut Vec::new())))
}

/// What a table is made of.
struct Table<'t> {
    checker: &'t Checker<'t>,
    space: &'t Space,
    formulas: &'t [Formula],
    columns: &'t [Column<'t>],
}

impl<'t> Table<'t> {
    /// The rows under some chosen classes of the first columns. Where the classes of the next column all lead to the same rows, they
    /// are one, and `—` stands for any; where some do, those are one.
    fn below(&self, chosen: &mut Vec<&'t Class>) -> Vec<Row> {
        let Some(column) = self.columns.get(chosen.len()) else {
            return held(self.space, self.formulas, self.columns, chosen).map(|held| (Vec::new(), held)).into_iter().collect();
        };
        let mut alike: Vec<(Vec<Row>, Vec<&Class>)> = Vec::new();
        for class in &column.classes {
            chosen.push(class);
            let rows = self.below(chosen);
            chosen.pop();
            match alike.iter_mut().find(|(known, _)| *known == rows) {
                _ if rows.is_empty() => {}
                Some((_, classes)) => classes.push(class),
                None => alike.push((rows, vec![class])),
            }
        }
        let any = alike.len() == 1 && column.classes.len() > 1;
        let mut out = Vec::new();
        for (rows, classes) in alike {
            let mut members: Vec<(usize, Being)> = classes.iter().flat_map(|c| c.members.clone()).collect();
            members.sort_by_key(|(number, _)| *number);
            let label = if any { "—".to_owned() } else { label(self.checker, type_of(self.space, column.at), &members) };
            out.extend(rows.into_iter().map(|(cells, held)| (std::iter::once(label.clone()).chain(cells).collect(), held)));
        }
        out
    }
}

/// Which conditions hold in a case; `None` where it is proven that there is no such case.
fn held(space: &Space, formulas: &[Formula], columns: &[Column<'_>], chosen: &[&Class]) -> Option<Vec<bool>> {
    let mut is = Vec::new();
    for (column, class) in columns.iter().zip(chosen) {
        for test in &column.tests {
            let asked = Formula::Atom(column.at, (*test).clone());
            is.push(if answer(test, &class.one) { asked } else { not(asked) });
        }
    }
    if matches!(space.can_hold(&Formula::And(is)), Answer::Never) {
        return None;
    }
    let chosen: Vec<(usize, &Being)> = columns.iter().zip(chosen).map(|(column, class)| (column.at, &class.one)).collect();
    Some(formulas.iter().map(|f| evaluate(f, &chosen)).collect())
}

/// The atoms of a formula, each once, as they are met.
fn atoms_in(formula: &Formula, out: &mut Vec<usize>) {
    match formula {
        Formula::Always(_) => {}
        Formula::Atom(at, _) if out.contains(at) => {}
        Formula::Atom(at, _) => out.push(*at),
        Formula::Not(inner) => atoms_in(inner, out),
        Formula::And(parts) | Formula::Or(parts) => parts.iter().for_each(|p| atoms_in(p, out)),
    }
}

/// What is asked of an atom.
fn tests_of<'f>(formula: &'f Formula, of: usize, out: &mut Vec<&'f Test>) {
    match formula {
        Formula::Atom(at, test) if *at == of => out.push(test),
        Formula::Always(_) | Formula::Atom(..) => {}
        Formula::Not(inner) => tests_of(inner, of, out),
        Formula::And(parts) | Formula::Or(parts) => parts.iter().for_each(|p| tests_of(p, of, out)),
    }
}

fn evaluate(formula: &Formula, chosen: &[(usize, &Being)]) -> bool {
    match formula {
        Formula::Always(truth) => *truth,
        Formula::Not(inner) => !evaluate(inner, chosen),
        Formula::And(parts) => parts.iter().all(|p| evaluate(p, chosen)),
        Formula::Or(parts) => parts.iter().any(|p| evaluate(p, chosen)),
        Formula::Atom(at, test) => chosen.iter().find(|(a, _)| a == at).is_some_and(|(_, being)| answer(test, being)),
    }
}

fn answer(test: &Test, being: &Being) -> bool {
    match (test, being) {
        (Test::NotApplicable, being) => *being == Being::Na,
        (Test::True, Being::Value(value)) => *value == Value::Bool(true),
        (Test::OneOf(wanted), Being::Value(value)) => wanted.contains(value),
        (Test::Number(op, cut), Being::In(_, number)) => holds(*op, number.compare(*cut)),
        _ => false,
    }
}

/// The author's words for what an atom reads.
fn head(checker: &Checker<'_>, space: &Space, at: usize) -> Option<String> {
    let words = |leaf: usize| {
        let leaf = space.leaves.get(leaf)?;
        let words = checker.words(leaf.pack, leaf.expr.span);
        Some(match leaf.back {
            0 => words,
            1 => format!("上年({words})"),
            years => format!("往年({years}，{words})"),
        })
    };
    match space.atoms.get(at)? {
        Atom::Truth(leaf) | Atom::Text(leaf, _) | Atom::Presence(leaf) => words(*leaf),
        Atom::Sum { terms, .. } => {
            let mut out = String::new();
            for (leaf, times) in terms {
                let negative = *times < Exact::ZERO;
                let size = if negative { Exact::ZERO.minus(*times)? } else { *times };
                let sign = match (out.is_empty(), negative) {
                    (true, false) => "",
                    (true, true) => "−",
                    (false, false) => " + ",
                    (false, true) => " − ",
                };
                let factor = if size == Exact::ONE { String::new() } else { format!("{size} × ") };
                out.push_str(&format!("{sign}{factor}{}", words(*leaf)?));
            }
            Some(out)
        }
    }
}

/// The type of what an atom reads, where it reads one thing.
fn type_of(space: &Space, at: usize) -> Option<&Type> {
    let leaf = match space.atoms.get(at)? {
        Atom::Truth(leaf) | Atom::Text(leaf, _) | Atom::Presence(leaf) => *leaf,
        Atom::Sum { terms, .. } => *terms.keys().next().filter(|_| terms.len() == 1)?,
    };
    space.leaves.get(leaf).map(|l| &l.expr.ty)
}

fn beings(checker: &Checker<'_>, space: &Space, at: usize) -> Option<Vec<Being>> {
    let leaves: Vec<usize> = match space.atoms.get(at)? {
        Atom::Truth(leaf) | Atom::Text(leaf, _) | Atom::Presence(leaf) => vec![*leaf],
        Atom::Sum { terms, .. } => terms.keys().copied().collect(),
    };
    let mut out = match space.atoms.get(at)? {
        Atom::Truth(_) => vec![Being::Value(Value::Bool(true)), Being::Value(Value::Bool(false))],
        Atom::Text(_, values) => values.iter().cloned().map(Being::Value).collect(),
        Atom::Presence(_) => vec![Being::Present],
        Atom::Sum { cuts, .. } => {
            let alone = leaves.first().filter(|_| leaves.len() == 1).and_then(|leaf| space.leaves.get(*leaf));
            let domain = alone.map_or_else(Domain::default, |leaf| leaf.domain.clone());
            let stretches = match alone.map(|l| &l.expr.ty) {
                // Values with names are shown one by one.
                Some(Type::Enum(id)) if domain.only.is_none() => {
                    let count = enum_of(&checker.program.schema.enums, *id).map_or(0, |e| e.values.len());
                    (0..count).filter_map(|rank| i128::try_from(rank).ok()).map(|rank| Stretch::point(Exact::integer(rank))).collect()
                }
                _ => domain.stretches(cuts),
            };
            stretches.into_iter().filter_map(|s| Some(Being::In(s, s.pick(&domain)?))).collect()
        }
    };
    if leaves.iter().any(|leaf| space.leaves.get(*leaf).is_some_and(|l| l.may_be_na)) {
        out.push(Being::Na);
    }
    Some(out)
}

fn classes_of(checker: &Checker<'_>, space: &Space, at: usize, tests: &[&Test]) -> Option<Vec<Class>> {
    let mut classes: Vec<(Vec<bool>, Class)> = Vec::new();
    for (number, being) in beings(checker, space, at)?.into_iter().enumerate() {
        let answers: Vec<bool> = tests.iter().map(|test| answer(test, &being)).collect();
        let alone = being == Being::Na;
        match classes.iter_mut().find(|(a, class)| *a == answers && !alone && class.one != Being::Na) {
            Some((_, class)) => class.members.push((number, being)),
            None => classes.push((answers, Class { members: vec![(number, being.clone())], one: being })),
        }
    }
    Some(classes.into_iter().map(|(_, class)| class).collect())
}

fn label(checker: &Checker<'_>, ty: Option<&Type>, members: &[(usize, Being)]) -> String {
    let number = |n: Exact| match ty.and_then(|ty| Some((as_value(n, ty)?, ty))) {
        Some((value, ty)) => wording::written(&value, ty, &checker.program.schema),
        None => n.to_string(),
    };
    let mut words: Vec<String> = Vec::new();
    // Neighbouring stretches are one.
    let mut run: Option<Stretch> = None;
    for (_, being) in members {
        match being {
            Being::Na => words.push("不适用".to_owned()),
            Being::Present => words.push("有值".to_owned()),
            Being::Value(Value::Bool(truth)) => words.push(if *truth { "是" } else { "否" }.to_owned()),
            Being::Value(value) => {
                words.push(ty.map_or_else(String::new, |ty| wording::written(value, ty, &checker.program.schema)));
            }
            Being::In(stretch, n) if matches!(ty, Some(Type::Enum(_))) && stretch.least == stretch.greatest => words.push(number(*n)),
            Being::In(stretch, _) => {
                run = Some(match run {
                    Some(so_far) if touch(so_far, *stretch) => Stretch { greatest: stretch.greatest, ..so_far },
                    Some(so_far) => {
                        words.push(stretch_words(so_far, &number));
                        *stretch
                    }
                    None => *stretch,
                });
            }
        }
    }
    words.extend(run.map(|run| stretch_words(run, &number)));
    let numbers = members.iter().any(|(_, m)| matches!(m, Being::In(..))) && !matches!(ty, Some(Type::Enum(_)));
    words.join(if numbers { " 或 " } else { "、" })
}

/// True where the second begins where the first ends.
fn touch(one: Stretch, next: Stretch) -> bool {
    matches!((one.greatest, next.least), (Some(end), Some(begin)) if end.at == begin.at && (end.included || begin.included))
}

/// `≥ 30%`, `> 10 且 < 20`, `= 3`
fn stretch_words(stretch: Stretch, number: &dyn Fn(Exact) -> String) -> String {
    let (low, high) = (stretch.least, stretch.greatest);
    if let (Some(low), Some(high)) = (low, high)
        && low.at == high.at
    {
        return format!("= {}", number(low.at));
    }
    let low = low.map(|l| format!("{} {}", if l.included { "≥" } else { ">" }, number(l.at)));
    let high = high.map(|h| format!("{} {}", if h.included { "≤" } else { "<" }, number(h.at)));
    let both: Vec<String> = [low, high].into_iter().flatten().collect();
    if both.is_empty() { "任何值".to_owned() } else { both.join(" 且 ") }
}
