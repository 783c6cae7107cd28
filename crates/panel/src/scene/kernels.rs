//! From expressions to registers: one kernel for each kind of expression.
//!
//! A kernel goes over plain values a column at a time; rows that are more than a value are worked out case by case. What has no
//! kernel of its own here is worked out row by row. Which kernel it is, `kernel.rs` says.

mod arithmetic;
mod beside;
mod by_day;
mod by_unit;
mod choose;
mod compare;
pub(crate) mod compared;
mod dated;
mod decided;
mod doubt;
mod filled;
pub(crate) mod gathered;
mod groups;
mod history;
pub(crate) mod kernel;
mod list;
mod list_in_doubt;
mod logic;
pub(crate) mod manner;
mod marks;
pub(crate) mod members;
mod normalise;
mod own_year;
pub(crate) mod posts;
mod read;
pub(crate) mod recorded;
pub(crate) mod records;
mod registered;
mod rivals;
pub(crate) mod rules;
mod select;
mod set_marks;
mod set_rules;
mod share;
mod standing;
pub(crate) mod table;
mod tenure;
mod texts;
mod tiers;
mod weighted;

use std::rc::Rc;

use quanheng_facts::value::Year;
use quanheng_policy::interpret::columns::parts_of;
use quanheng_policy::ir::{Expr, ExprKind, GatherKind};

use kernel::{Kernel, kernel_of};
use marks::Bare;

use crate::dictionary::PLAIN;
use crate::packed::{Lane, Packed, bytes_for, bytes_met, folded};
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// The register of an expression that has none yet.
pub(crate) fn register_of<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, year: Year) -> Result<Register, Needed> {
    match kernel_of(scene.state.panel.program, scene.state.variable, expr) {
        Kernel::SameForAll => Ok(scene.same_for_all(expr, year)),
        Kernel::Variable { id, read, whose, args } => read::variable(scene, expr, (id, read, whose, args), year),
        Kernel::OwnYear { id, whose, args } => own_year::own_year(scene, expr, (id, whose, args), year),
        Kernel::Column { table, column, keyed, whose, keys } => read::column(scene, expr, (table, column, keyed, whose, keys), year),
        Kernel::OfNobody { keys, .. } => read::of_nobody(scene, expr, keys, year),
        Kernel::Previous(inner) => match year.plus(-1) {
            Some(before) => Ok((*scene.register(inner, before)?).clone()),
            None => Ok(scene.row_by_row(expr, year, Reason::NoSuchYear)),
        },
        Kernel::Compare { op, left, right } => compare::compare(scene, expr, op, (left, right), year),
        Kernel::Among { negated, subject, values } => compare::among(scene, expr, negated, (subject, values), year),
        Kernel::Not(side) => logic::not(scene, expr, side, year),
        Kernel::Join { any, sides } => logic::join(scene, expr, any, &sides, year),
        Kernel::IsNa { inner, wanted } => logic::is_na(scene, expr, inner, wanted, year),
        Kernel::Arithmetic { op, left, right } => arithmetic::combine(scene, expr, op, (left, right), year),
        Kernel::Extreme { greatest, of } => arithmetic::extreme(scene, expr, greatest, of, year),
        Kernel::Clip { value, least, most } => arithmetic::clip(scene, expr, value, (least, most), year),
        Kernel::ElseIfNa { value, otherwise } => choose::else_if_na(scene, expr, (value, otherwise), year),
        Kernel::Match { subject, arms, otherwise } => choose::one_of(scene, expr, (subject, arms, otherwise), year),
        Kernel::First { condition, since } => history::first(scene, expr, (condition, since), year),
        Kernel::History(asked) => history::history(scene, expr, asked, year),
        Kernel::Counted { exists, table, concerns, when } => records::counted(scene, expr, exists, (table, concerns, when), year),
        Kernel::Members(asked) => members::gathered(scene, expr, &asked, year),
        Kernel::Recorded { table, column, keyed, none, keys, among } => {
            recorded::recorded(scene, expr, &recorded::Asked { table, column, keyed, none, keys, among }, year)
        }
        Kernel::Complete { table, keys } => recorded::complete(scene, expr, (table, keys), year),
        Kernel::Dated { table, column, whose, day } => dated::dated(scene, expr, (table, column, whose, day), year),
        Kernel::Registered { whose, id } => registered::registered(scene, expr, (whose, id), year),
        Kernel::Gathered { from, made } => gathered::gathered(scene, expr, (from, made), year),
        Kernel::Tenure { reads, nearby } => tenure::tenure(scene, expr, (reads, nearby), year),
        Kernel::Filled(list) => filled::filled(scene, expr, list, year),
        Kernel::InPost(asked) => posts::in_post(scene, expr, asked, year),
        Kernel::HeldColumn(asked) => posts::held_column(scene, expr, asked, year),
        Kernel::Itself { subject } => Ok(registered::itself(scene, subject)),
        Kernel::Normalise(asked) => normalise::normalise(scene, expr, asked, year),
        Kernel::Weighted(asked) => weighted::weighted(scene, expr, asked, year),
        Kernel::Table(decision) => table::table(scene, expr, decision, year),
        Kernel::CaseByCase => case_by_case(scene, expr, year),
        Kernel::RowByRow(reason) => Ok(scene.row_by_row(expr, year, reason)),
    }
}

/// True for what is the same for every row.
pub(crate) fn is_unchanging(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Literal(_)
            | ExprKind::Parameter(_)
            | ExprKind::Open(_)
            | ExprKind::ThisYear
            | ExprKind::DecisionDay
            | ExprKind::Index { .. }
    )
}

/// True for what hangs on its parts alone, read where it stands: the same parts, the same outcome.
pub(crate) fn is_local(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Items { .. }
        | ExprKind::Compare { .. }
        | ExprKind::In { .. }
        | ExprKind::Arithmetic { .. }
        | ExprKind::YearPlus { .. }
        | ExprKind::IsNa(_)
        | ExprKind::HasValue(_)
        | ExprKind::ElseIfNa { .. }
        | ExprKind::Clip { .. }
        | ExprKind::Extreme { .. }
        | ExprKind::Match { .. }
        | ExprKind::Has { .. }
        | ExprKind::Decision(_) => true,
        ExprKind::Gather(gather) => {
            matches!(gather.kind, GatherKind::Present { .. } | GatherKind::DayAfter(_) | GatherKind::Calendar(_))
        }
        _ => false,
    }
}

/// Each distinct combination of its parts worked out once.
fn case_by_case<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, year: Year) -> Result<Register, Needed> {
    let parts = registers(scene, parts_of(expr), year)?;
    let kind = Kind::of(&expr.ty);
    Ok(Register::of_rows(kind, (0..scene.state.len()).map(|at| scene.case_row(expr, year, kind, &parts, at))))
}

fn registers<'p>(scene: &Scene<'_, 'p>, exprs: Vec<&'p Expr>, year: Year) -> Result<Vec<Rc<Register>>, Needed> {
    exprs.into_iter().map(|expr| scene.register(expr, year)).collect()
}

/// Two registers through `plain`, which gives every row whose parts are plain its value and names those that have none; these, and every
/// row with a code that is more than marks, are worked out as cases. Where one side is 不适用 and nothing else, and the other no more than a value, so is what comes out:
/// of all that is worked out here.
fn pairwise(
    scene: &Scene<'_, '_>,
    (expr, year, kind): (&Expr, Year, Kind),
    (left, right): (&Rc<Register>, &Rc<Register>),
    plain: impl Fn(&Packed, &Packed, &mut Vec<usize>) -> Packed,
) -> Register {
    let parts = [Rc::clone(left), Rc::clone(right)];
    let one = |values: &Packed| values.part(0, 1);
    let alike = alike(scene, (expr, year, kind), &parts, || {
        let mut hard = Vec::new();
        let value = plain(&one(&left.values), &one(&right.values), &mut hard);
        hard.is_empty().then(|| value.get(0))
    });
    if let Some(alike) = alike {
        return alike;
    }
    let bare = Bare::of(scene, &parts);
    let [left, right] = bare.registers.as_slice() else { return scene.row_by_row(expr, year, Reason::NoKernel) };
    let mut hard: Vec<usize> = Vec::new();
    let mut values = plain(&left.values, &right.values, &mut hard);
    if left.is_plain() && right.is_plain() {
        let known = bare.beside(scene, Register::plain(kind, values));
        return among_known(scene, (expr, year, kind), &parts, known, &hard);
    }
    let na = read::not_applicable(scene);
    if let Some((codes, others)) = not_applicable_together(&[left, right], na.code).filter(|_| hard.is_empty() && !planted::is(91)) {
        values.nought_beside(&codes);
        let known = bare.beside(scene, Register::coded(kind, values, Packed::U8(codes)));
        return among_known(scene, (expr, year, kind), &parts, known, &others);
    }
    coded_too(&[left, right], &mut hard);
    let is_na = |at: usize| match (left.code(at), right.code(at)) {
        (PLAIN, PLAIN) => false,
        (own, other) => [own, if planted::is(91) { PLAIN } else { other }].into_iter().all(|code| code == PLAIN || code == na.code),
    };
    with_given(scene, (expr, year, kind), &parts, (values, &bare), hard, (is_na, na))
}

/// As [`with_cases`], but for hard rows of which it is said what they come to.
fn with_given(
    scene: &Scene<'_, '_>,
    (expr, year, kind): (&Expr, Year, Kind),
    parts: &[Rc<Register>],
    (values, bare): (Packed, &Bare),
    hard: Vec<usize>,
    (is_given, given): (impl Fn(usize) -> bool, Row),
) -> Register {
    let (known, hard): (Vec<usize>, Vec<usize>) = hard.into_iter().partition(|at| is_given(*at));
    let mut register = Register::plain(kind, values);
    known.into_iter().for_each(|at| register.set(at, given));
    among_known(scene, (expr, year, kind), parts, bare.beside(scene, register), &hard)
}

/// Plain values row by row through `plain`; rows for which it has none are named as hard.
fn one_by_one(left: &Packed, right: &Packed, hard: &mut Vec<usize>, plain: impl Fn(i64, i64) -> Option<i64>) -> Packed {
    let value = |(at, (x, y))| {
        plain(x, y).unwrap_or_else(|| {
            hard.push(at);
            0
        })
    };
    Packed::of(&left.iter().zip(right.iter()).enumerate().map(value).collect::<Vec<i64>>())
}

/// Where every part is the same in every row, so is the whole.
fn alike(
    scene: &Scene<'_, '_>,
    (expr, year, kind): (&Expr, Year, Kind),
    parts: &[Rc<Register>],
    plain: impl FnOnce() -> Option<i64>,
) -> Option<Register> {
    let rows = scene.state.len();
    if rows == 0 || !parts.iter().all(|part| part.alike()) {
        return None;
    }
    let value = if parts.iter().all(|part| part.is_plain()) { plain() } else { None };
    let row = value.map_or_else(|| scene.case_row(expr, year, kind, parts, 0), |value| Row { code: PLAIN, value });
    Some(Register::same(kind, row, rows))
}

/// Rows that are hard because one of the registers has a code there, beside those that are hard already; in order.
fn coded_too(registers: &[&Register], hard: &mut Vec<usize>) {
    let coded: Vec<&Register> = registers.iter().copied().filter(|register| !register.is_plain()).collect();
    let few = if coded.len() > 1 { bytes_together(&coded) } else { None };
    let mut lists = usize::from(!hard.is_empty());
    let mut one = |codes: &Packed| {
        let before = hard.len();
        codes.each_other_than(i64::from(PLAIN), |at, _| hard.push(at));
        lists = lists.saturating_add(usize::from(hard.len() > before));
    };
    match few {
        Some(any) => one(&Packed::U8(any)),
        None => coded.iter().for_each(|register| one(register.codes())),
    }
    if lists > 1 {
        hard.sort_unstable();
        hard.dedup();
    }
}

/// The bits of all codes of a row together, where all are bytes: nought where every register is plain.
fn bytes_together(registers: &[&Register]) -> Option<Vec<u8>> {
    let mut any = vec![0_u8; registers.first()?.len()];
    for register in registers {
        folded(&mut any, &register.codes().bytes()?, |so_far, code| so_far | code);
    }
    Some(any)
}

/// Codes of registers that are 不适用 wherever one of them is, and which rows are more than 不适用 or a value; `None` where codes are not bytes.
fn not_applicable_together(registers: &[&Register], na: u32) -> Option<(Vec<u8>, Vec<usize>)> {
    let na = u8::try_from(na).ok()?;
    let mut codes = vec![0_u8; registers.first()?.len()];
    let mut others = codes.clone();
    for register in registers.iter().filter(|register| !register.is_plain()) {
        let lane = register.codes().bytes()?;
        folded(&mut codes, &lane, |so_far, code| so_far | code);
        folded(&mut others, &lane, |so_far, code| so_far | u8::from(code != 0 && code != na));
    }
    codes.iter_mut().for_each(|code| *code = if *code == 0 { 0 } else { na });
    let mut hard = Vec::new();
    Packed::U8(others).each_other_than(0, |at, _| hard.push(at));
    Some((codes, hard))
}

/// What hangs on the code of one register alone: the same for all that is plain, and a case for each other code.
fn by_code(scene: &Scene<'_, '_>, (expr, year, kind): (&Expr, Year, Kind), of: &Rc<Register>, of_plain: i64) -> Register {
    let codes = match of.codes().bytes() {
        Some(Lane::Each(codes)) => codes,
        _ => {
            let mut hard = Vec::new();
            coded_too(&[&**of], &mut hard);
            return with_cases(scene, (expr, year, kind), &[Rc::clone(of)], Packed::Same(of_plain, of.len()), &hard);
        }
    };
    let mut rows = [Row { code: PLAIN, value: of_plain }; 256];
    let met = bytes_met(&codes);
    for own in met.iter().filter(|own| u32::from(**own) != PLAIN) {
        // The first row that has it.
        let Some(at) = codes.iter().position(|code| code == own) else { continue };
        let row = scene.case_row(expr, year, kind, &[Rc::clone(of)], at);
        rows.get_mut(usize::from(*own)).into_iter().for_each(|slot| *slot = row);
    }
    let row = |own: &u8| rows.get(usize::from(*own)).copied().unwrap_or(Row { code: PLAIN, value: 0 });
    let is_truth = |row: &Row| row.code == PLAIN && (0..=1).contains(&row.value);
    if rows.iter().all(is_truth) {
        let truth = |own: &u8| (*own, u8::from(row(own).value != 0));
        return Register::plain(kind, Packed::U8(bytes_for(&codes, &met.iter().map(truth).collect::<Vec<_>>(), 0)));
    }
    Register::of_rows(kind, codes.iter().map(row))
}

/// Plain values, with the hard rows worked out as cases.
fn with_cases(
    scene: &Scene<'_, '_>,
    (expr, year, kind): (&Expr, Year, Kind),
    parts: &[Rc<Register>],
    values: Packed,
    hard: &[usize],
) -> Register {
    among_known(scene, (expr, year, kind), parts, Register::plain(kind, values), hard)
}

/// The hard rows worked out as cases, among others that are known.
fn among_known(
    scene: &Scene<'_, '_>,
    (expr, year, kind): (&Expr, Year, Kind),
    parts: &[Rc<Register>],
    mut register: Register,
    hard: &[usize],
) -> Register {
    if !hard.is_empty() {
        scene.with_cases_of(expr, year, |cases| {
            for at in hard {
                register.set(*at, scene.case_among(cases, (expr, year, kind), parts, *at));
            }
        });
    }
    register
}

/// 10^n.
fn ten_to(n: u32) -> Option<i64> {
    10_i64.checked_pow(n)
}
