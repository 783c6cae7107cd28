//! `plan`: by which kernels the results of a pack are worked out for everyone at once, and what would go row by row.
//!
//! In: a pack, which of its results, and the year of the law. Out: the panel's own plan. Deliberately absent: facts; how a plan is
//! laid out.

use quanheng_facts::problem::Problem;
use quanheng_facts::value::Year;
use quanheng_panel::Plan;
use quanheng_policy::ir::VariableId;

use crate::compile::{Compiled, PackPlace, compile};
use crate::error::AppError;
use crate::outside::PackFiles;
use crate::question::{find_result, read_law};

/// What is asked. Years and names as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanRequest {
    pub place: PackPlace,
    /// Names of results; none: all that the pack gives.
    pub only: Vec<String>,
    pub law_as_of: Option<String>,
}

/// What came of it.
#[derive(Debug)]
pub struct PlanReport {
    pub compiled: Compiled,
    pub law_as_of: Option<Year>,
    pub plan: Plan,
    /// Warnings and notes of the pack.
    pub problems: Vec<Problem>,
}

/// The plan of some results. A pack with errors, and a name that nothing has, is an [`AppError`].
pub fn plan(packs: &dyn PackFiles, request: &PlanRequest) -> Result<PlanReport, AppError> {
    let compiled = compile(packs, &request.place)?;
    let program = &compiled.checked.program;
    let mut found = Vec::new();
    let law_as_of = read_law(request.law_as_of.as_deref(), &mut found);
    let named: Vec<VariableId> = request.only.iter().filter_map(|name| find_result("--only", name, program, &mut found)).collect();
    if !found.is_empty() {
        return Err(AppError::refused(found));
    }
    let results = if request.only.is_empty() { program.results.clone() } else { named };
    let plan = Plan::new(program, &results, law_as_of);
    Ok(PlanReport { plan, law_as_of, problems: compiled.checked.remarks.clone(), compiled })
}
