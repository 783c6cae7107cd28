//! 归一 where all who are compared are known: a figure on the scale of its group.
//!
//! In: everybody's figures ([`Compared`]). Out: 极差, 名次 or 标准分 of each row, each in whole numbers up to its last step; rows of whose group
//! something is open are worked out by themselves.

use quanheng_facts::exact::{Exact, Rounding};
use quanheng_facts::value::{Value, Year};
use quanheng_policy::finding::{Fault, Instance};
use quanheng_policy::interpret::Outcome;
use quanheng_policy::ir::{Expr, Normalise};
use quanheng_policy::possible::Possible;

use super::compared::{Compared, Field, Figures, chosen, is_there};
use super::read::not_applicable;
use super::set_rules::rounding_of;
use super::texts::as_groups;
use crate::dictionary::PLAIN;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// How a figure is brought to the scale of the others.
#[derive(Clone, Copy)]
enum Method {
    /// 极差
    Spread,
    /// 名次
    Place,
    /// 标准分: to so many places, over everybody or a sample.
    Standard { places: u32, rounding: Rounding, sample: bool },
}

/// What comes of it.
enum Scored {
    Of(Exact),
    /// All are equal, or there is only one.
    NoScale,
    /// Too large to be told here.
    TooLarge,
}

pub(super) fn normalise<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, asked: &'p Normalise, year: Year) -> Result<Register, Needed> {
    let kind = Kind::of(&expr.ty);
    let Some(method) = method(scene, asked, year)? else { return Ok(scene.row_by_row(expr, year, Reason::OpenClause)) };
    let compared = scene.compared(&asked.of, year, || Compared::of(scene, &asked.of, &asked.among, year))?;
    let Some(compared) = &*compared else { return Ok(scene.row_by_row(expr, year, Reason::OtherPopulation)) };
    let figures = scene.register(&asked.of, year)?;
    let group = asked.among.group.as_ref().map(|group| scene.register(group, year)).transpose()?.map(|group| as_groups(scene, group));
    let na = not_applicable(scene);
    let mut no_scale: Option<Row> = None;
    let mut last: Option<((Row, Row, bool), Row)> = None;
    let rows = (0..scene.state.len()).map(|at| {
        let figure = figures.row(at);
        let group = group.as_ref().map_or(Row { code: PLAIN, value: 0 }, |group| group.row(at));
        let plainly_known = |row: Row| row.code == PLAIN || row == na;
        if (figure == na || group == na) && plainly_known(figure) && plainly_known(group) {
            return na;
        }
        let there = is_there(scene, &asked.among, year, at);
        if let Some((_, row)) = last.filter(|(like, _)| *like == (figure, group, there)) {
            return row;
        }
        let own = (figure.code == PLAIN && compared.kind == Some(figures.kind)).then_some(figure.value);
        let nobody = Figures::default();
        let scored = match (own, compared.field(group)) {
            (Some(own), Field::Of(others)) => scored(method, own, others, there),
            (Some(own), Field::Nobody) => scored(method, own, &nobody, false),
            _ => Scored::TooLarge,
        };
        let entity = scene.state.entity(at);
        let row = match scored {
            Scored::Of(value) => scene.kept(kind, &Outcome::certain(Possible::value(Value::Number(value))), entity),
            Scored::NoScale => *no_scale.get_or_insert_with(|| {
                let fault = Outcome::fault(Instance { year, entity, ..scene.state.instance(at) }, Vec::new(), Fault::NoScale);
                scene.kept(kind, &fault, entity)
            }),
            Scored::TooLarge => return scene.single_row(expr, year, kind, at, Reason::OpenGroup),
        };
        last = Some(((figure, group, there), row));
        row
    });
    Ok(Register::of_rows(kind, rows))
}

fn method<'p>(scene: &Scene<'_, 'p>, asked: &'p Normalise, year: Year) -> Result<Option<Method>, Needed> {
    let standard = match chosen(scene, &asked.method, year)? {
        Some(0) => return Ok(Some(Method::Spread)),
        Some(1) => return Ok(Some(Method::Place)),
        Some(_) => &asked.standard,
        None => return Ok(None),
    };
    let Some(standard) = standard else { return Ok(None) };
    let (Some(rounding), Some(sample)) = (chosen(scene, &standard.rounding, year)?, chosen(scene, &standard.sample, year)?) else {
        return Ok(None);
    };
    let places = scene.register(&standard.places, year)?;
    let known = places.uniform().filter(|row| row.code == PLAIN).and_then(|row| places.kind.value(row.value));
    let Some(Value::Number(number)) = known else { return Ok(None) };
    let places = number.to_integer().and_then(|places| u32::try_from(places).ok());
    Ok(places.map(|places| Method::Standard { places, rounding: rounding_of(rounding), sample: sample == 1 }))
}

/// `there`: it is itself among the others.
fn scored(method: Method, own: i64, all: &Figures, there: bool) -> Scored {
    let least = all.values.first().copied().unwrap_or(own).min(own);
    let greatest = all.values.last().copied().unwrap_or(own).max(own);
    let others = all.values.len().saturating_sub(usize::from(there));
    let without_scale = match method {
        Method::Place => others == 0,
        Method::Spread | Method::Standard { .. } => least == greatest,
    };
    if without_scale {
        return Scored::NoScale;
    }
    let value = match method {
        Method::Spread => {
            let from = |end: i64| i128::from(end).checked_sub(i128::from(least));
            from(own).zip(from(greatest)).and_then(|(part, whole)| Exact::fraction(part, whole))
        }
        Method::Place => {
            let level = if planted::is(47) { own.saturating_sub(1) } else { own };
            let better = all.values.len().saturating_sub(all.values.partition_point(|value| *value <= level));
            let number = |n: usize| i128::try_from(n).ok();
            number(others.saturating_sub(better)).zip(number(others)).and_then(|(part, whole)| Exact::fraction(part, whole))
        }
        Method::Standard { places, rounding, sample } if there => standard(own, all, (places, rounding, sample)),
        Method::Standard { .. } => None,
    };
    value.map_or(Scored::TooLarge, Scored::Of)
}

/// Products below this fit, whatever order they are made in.
const MOST: i128 = 1 << 120;

/// The distance from the average in standard deviations: its square is d² · m ÷ Σd², with distances times the number compared.
fn standard(own: i64, all: &Figures, (places, rounding, sample): (u32, Rounding, bool)) -> Option<Exact> {
    let n = i128::try_from(all.values.len()).ok()?;
    let distance = |value: i64| i128::from(value).checked_mul(n)?.checked_sub(all.sum);
    let square = |value: i64| distance(value).and_then(|d| d.checked_mul(d));
    let squares = all.values.iter().try_fold(0_i128, |sum, value| sum.checked_add(square(*value)?)).filter(|sum| *sum < MOST)?;
    let freedom = if sample && !planted::is(48) { n.checked_sub(1)? } else { n };
    let scale = 10_i128.checked_pow(places)?;
    let mine = square(own)?.checked_mul(freedom)?.checked_mul(scale)?.checked_mul(scale).filter(|mine| *mine < MOST)?;
    let root = Exact::integer(Exact::fraction(mine, squares)?.square_root(rounding)?);
    let signed = if distance(own)? < 0 { Exact::ZERO.minus(root)? } else { root };
    signed.over(Exact::integer(scale))
}
