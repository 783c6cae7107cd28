//! `why-not`: for a result that is not as wanted, the conditions that failed and the least changes that would have turned it.
//!
//! In: whose result, and what was wanted. Out: the reasons, and each change with its words, its cell and the result it gives.
//! What is not known is told as missing instead. Deliberately absent: how changes are found (quanheng-policy), their layout.

pub mod json;
mod told;

use quanheng_facts::problem::{Bilingual, Problem};
use quanheng_facts::value::{EnumDef, Type};
use quanheng_policy::counterfactual::{Also, Standing, Wanted};
use quanheng_policy::explanation::Node;
use quanheng_policy::finding::Instance;
use quanheng_policy::value_text::{expected_text, value_from_text};

use crate::compile::PackPlace;
use crate::error::{AppError, any_error};
use crate::missing::{Missing, missing};
use crate::prepare::{Prepared, Reach, Sources, prepare};
use crate::problems;
use crate::question::{Asked, find_entity, find_result};
use crate::results::{Header, ResultRow, Rows};
pub use told::{ChangeRow, LawRow, PairRow};

/// The format's name, the first field of its JSON; `docs/why-not.schema.json` says it.
pub const FORMAT: &str = "quanheng.why-not/1";

/// How it is asked for.
#[derive(Clone, Debug, Default)]
pub struct WhyNotRequest {
    pub place: PackPlace,
    pub facts: Vec<String>,
    pub asked: Asked,
    pub result: String,
    pub of: Option<String>,
    /// `80万元`, `≥80万元`; `None`: a yes, more than nought, any value.
    pub wanted: Option<String>,
    pub also: Also,
}

/// The answers for each year asked for.
#[derive(Debug)]
pub struct WhyNotReport {
    pub prepared: Prepared,
    pub header: Header,
    pub answers: Vec<Answer>,
    pub problems: Vec<Problem>,
    pub also: Also,
}

/// The answer for one year.
#[derive(Clone, Debug)]
pub struct Answer {
    pub row: ResultRow,
    /// What was wanted, in words.
    pub wanted: Bilingual,
    pub standing: Standing,
    pub reasons: Node,
    pub changes: Vec<ChangeRow>,
    pub limits: Vec<ChangeRow>,
    pub pairs: Vec<PairRow>,
    pub others: Vec<ChangeRow>,
    pub numbers: Vec<ChangeRow>,
    pub law: Vec<LawRow>,
    /// What the search came to no end with.
    pub not_settled: Vec<Bilingual>,
    /// How many inputs of its own it rests on.
    pub inputs: usize,
    /// Whatever its own inputs were, it would not be as wanted.
    pub out_of_reach: bool,
    /// For an unknown result: what would have to be supplied.
    pub missing: Vec<Missing>,
}

impl WhyNotReport {
    /// How many of the results are 冲突 or 错误.
    #[must_use]
    pub fn faulty(&self) -> usize {
        self.answers.iter().filter(|answer| answer.standing == Standing::Fault).count()
    }
}

/// Answers why not.
pub fn why_not(sources: Sources<'_>, request: &WhyNotRequest) -> Result<WhyNotReport, AppError> {
    let asked = Asked { only: vec![request.result.clone()], ..request.asked.clone() };
    let prepared = prepare(sources, "--result", &request.place, &request.facts, &asked, Reach::All)?;
    let answers = answers(&prepared, request)?;
    let (problems, header) = (prepared.problems.clone(), prepared.header(None, false));
    Ok(WhyNotReport { header, answers, problems, prepared, also: request.also })
}

fn answers(prepared: &Prepared, request: &WhyNotRequest) -> Result<Vec<Answer>, AppError> {
    let (program, facts) = (prepared.program(), &prepared.facts);
    let mut wrong = Vec::new();
    let id = find_result("--result", &request.result, program, &mut wrong);
    let entity = id.and_then(|id| find_entity("--of", request.of.as_deref(), id, program, facts, &mut wrong));
    let variable = id.and_then(|id| Some((id, program.variable(id)?)));
    let named = match (&request.wanted, variable) {
        (Some(text), Some((_, variable))) => {
            let read = wanted_from_text(text, &variable.ty, &program.schema.enums);
            if read.is_none() {
                wrong.push(problems::bad_wanted(text, &expected_text(&variable.ty, &program.schema.enums)));
            }
            read
        }
        _ => None,
    };
    if any_error(&wrong) {
        return Err(AppError::invalid(wrong));
    }
    let Some((id, variable)) = variable else { return Ok(Vec::new()) };
    let interpreter = prepared.interpreter();
    let rows = Rows { program, facts, interpreter: &interpreter, choice: &prepared.question.choice };
    let words = interpreter.words();
    let mut answers = Vec::new();
    // With an enum as a further index: one after another.
    let indexes = variable.index_choices(&program.schema.enums);
    let asked = prepared.question.when.periods.iter().flat_map(|year| indexes.iter().map(move |args| (*year, *args)));
    for (year, args) in asked {
        let instance = Instance { args, ..Instance::of(id, entity, year) };
        let row = rows.row(variable, instance);
        let Some(wanted) = named.clone().or_else(|| Wanted::usual(&variable.ty, row.finding.value.as_ref())) else {
            wrong.push(problems::wanted_missing(&variable.name, &row.shown, &expected_text(&variable.ty, &program.schema.enums)));
            continue;
        };
        let why = interpreter.why_not(instance, &wanted, request.also);
        let telling = told::Telling { program, facts, words, variable, instance };
        answers.push(Answer {
            wanted: telling.wanted(&wanted),
            standing: why.standing,
            changes: telling.changes(&why.changes),
            limits: telling.changes(&why.limits),
            pairs: telling.pairs(&why.pairs),
            others: telling.changes(&why.others),
            numbers: telling.changes(&why.numbers),
            law: telling.law(&why.law),
            not_settled: why.not_settled.iter().map(|pin| telling.input(pin)).collect(),
            inputs: why.inputs,
            out_of_reach: why.out_of_reach,
            missing: if why.standing == Standing::Unknown { missing(std::slice::from_ref(&row), program, facts) } else { Vec::new() },
            reasons: why.reasons,
            row,
        });
    }
    if any_error(&wrong) { Err(AppError::invalid(wrong)) } else { Ok(answers) }
}

/// A value, wanted in one way or another.
type Wish = fn(quanheng_facts::value::Value) -> Wanted;

/// `80万元`, `=80万元`, `≥80万元`, `<=10`.
fn wanted_from_text(text: &str, ty: &Type, enums: &[EnumDef]) -> Option<Wanted> {
    let text = text.trim();
    let signs: [(&str, Wish); 12] = [
        ("≥", Wanted::AtLeast),
        (">=", Wanted::AtLeast),
        ("≤", Wanted::AtMost),
        ("<=", Wanted::AtMost),
        ("≠", Wanted::IsNot),
        ("!=", Wanted::IsNot),
        (">", Wanted::Above),
        ("＞", Wanted::Above),
        ("<", Wanted::Below),
        ("＜", Wanted::Below),
        ("=", Wanted::Is),
        ("＝", Wanted::Is),
    ];
    let signed = signs.iter().find_map(|(sign, wanted)| Some((*wanted, text.strip_prefix(sign)?)));
    let (wanted, rest) = signed.unwrap_or((Wanted::Is, text));
    let wanted = wanted(value_from_text(rest, ty, enums)?);
    let needs_order = !matches!(wanted, Wanted::Is(_) | Wanted::IsNot(_));
    (!needs_order || ty.is_ordered(enums)).then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use quanheng_facts::exact::Exact;
    use quanheng_facts::value::Value;

    #[test]
    fn what_is_wanted_is_read_by_type() {
        let fen = |n: i128| Value::Number(Exact::integer(n));
        assert_eq!(wanted_from_text("80万元", &Type::Money, &[]), Some(Wanted::Is(fen(80_000_000))));
        assert_eq!(wanted_from_text("≥ 80万元", &Type::Money, &[]), Some(Wanted::AtLeast(fen(80_000_000))));
        assert_eq!(wanted_from_text("<=10", &Type::Integer { unit: None }, &[]), Some(Wanted::AtMost(fen(10))));
        assert_eq!(wanted_from_text("否", &Type::Bool, &[]), Some(Wanted::Is(Value::Bool(false))));
        assert_eq!(wanted_from_text("≥好", &Type::Text, &[]), None);
        assert_eq!(wanted_from_text("80", &Type::Money, &[]), None);
    }
}
