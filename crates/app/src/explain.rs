//! `explain`: the reasons of one result, or where the reasons of two entities part.

use quanheng_facts::problem::{Bilingual, Problem};
use quanheng_policy::explanation::Node;
use quanheng_policy::finding::{Instance, Status};

use crate::compile::PackPlace;
use crate::error::{AppError, any_error};
use crate::prepare::{Prepared, Reach, Sources, prepare};
use crate::question::{Asked, find_entity, find_result};
use crate::results::{Header, ResultRow, Rows};

/// How an explanation is asked for.
#[derive(Clone, Debug, Default)]
pub struct ExplainRequest {
    pub place: PackPlace,
    pub facts: Vec<String>,
    pub asked: Asked,
    pub result: String,
    pub of: Option<String>,
    pub instead_of: Option<String>,
}

/// The reasons of one result in each year asked for.
#[derive(Debug)]
pub struct ExplainReport {
    pub prepared: Prepared,
    pub header: Header,
    pub explanations: Vec<Explanation>,
    pub problems: Vec<Problem>,
}

impl ExplainReport {
    /// How many of the results explained are 冲突 or 错误.
    #[must_use]
    pub fn faulty(&self) -> usize {
        let rows = self.explanations.iter().flat_map(|e| [Some(&e.row), e.other.as_ref()]).flatten();
        rows.filter(|row| matches!(row.finding.status, Status::Conflict | Status::Error)).count()
    }
}

/// The reasons of one result in one year.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub row: ResultRow,
    /// The one it was compared with.
    pub other: Option<ResultRow>,
    pub node: Node,
}

/// Explains one result.
pub fn explain(sources: Sources<'_>, request: &ExplainRequest) -> Result<ExplainReport, AppError> {
    // The result is named by --result, and found among all that the pack defines.
    let asked = Asked { only: vec![request.result.clone()], ..request.asked.clone() };
    let prepared = prepare(sources, "--result", &request.place, &request.facts, &asked, Reach::All)?;
    explain_prepared(prepared, request)
}

/// Explains with what is ready.
pub fn explain_prepared(prepared: Prepared, request: &ExplainRequest) -> Result<ExplainReport, AppError> {
    let mut wrong = Vec::new();
    let mut explanations = Vec::new();
    if let Some(id) = find_result("--result", &request.result, prepared.program(), &mut wrong) {
        let (program, facts) = (prepared.program(), &prepared.facts);
        let entity = find_entity("--of", request.of.as_deref(), id, program, facts, &mut wrong);
        let other = match request.instead_of.as_deref() {
            Some(name) => find_entity("--instead-of", Some(name), id, program, facts, &mut wrong),
            None => None,
        };
        if any_error(&wrong) {
            return Err(AppError::invalid(wrong));
        }
        let interpreter = prepared.interpreter();
        let rows = Rows { program, facts, interpreter: &interpreter, choice: &prepared.question.choice };
        let Some(variable) = program.variable(id) else { return Err(unknown()) };
        // With an enum as a further index: one after another.
        let indexes = variable.index_choices(&program.schema.enums);
        let asked = prepared.question.when.periods.iter().flat_map(|year| indexes.iter().map(move |args| (*year, *args)));
        for (year, args) in asked {
            let one = Instance { args, ..Instance::of(id, entity, year) };
            let row = rows.row(variable, one);
            explanations.push(match other {
                Some(other) => {
                    let two = Instance { entity: Some(other), ..one };
                    Explanation { row, other: Some(rows.row(variable, two)), node: interpreter.explain_difference(one, two) }
                }
                None => Explanation { row, other: None, node: interpreter.explain(one) },
            });
        }
    }
    if any_error(&wrong) {
        return Err(AppError::invalid(wrong));
    }
    let problems = prepared.problems.clone();
    let header = prepared.header(None, false);
    Ok(ExplainReport { header, prepared, explanations, problems })
}

/// The result was found a moment ago; that it has no variable would be our own fault.
fn unknown() -> AppError {
    AppError {
        kind: crate::error::ErrorKind::Internal,
        text: Bilingual::new("程序内部出错：找到的结果没有定义。", "Internal fault: a result that was found has no definition."),
        hints: Vec::new(),
        problems: Vec::new(),
    }
}
