//! How many articles of each measure are covered, and how.

use crate::ir::{Coverage, Program};

/// The counts of one measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeasureCoverage {
    pub pack: String,
    pub measure: String,
    /// 可执行, 认定, 待定, 原则性, 缺文.
    pub executable: usize,
    pub judgement: usize,
    pub open: usize,
    pub principle: usize,
    pub not_obtained: usize,
    /// Articles of which nothing says how they are covered, or whose rules have no example yet.
    pub uncovered: Vec<String>,
}

/// The counts of every measure, in the order of packs and files.
#[must_use]
pub fn coverage(program: &Program) -> Vec<MeasureCoverage> {
    let mut out: Vec<MeasureCoverage> = Vec::new();
    for article in program.articles.iter().filter(|a| !a.measure.is_empty()) {
        let pack = program.packs.get(article.pack.at()).map(|p| p.id.clone()).unwrap_or_default();
        let known = out.iter().position(|m| m.pack == pack && m.measure == article.measure);
        let at = known.unwrap_or(out.len());
        if known.is_none() {
            out.push(MeasureCoverage { pack, measure: article.measure.clone(), ..MeasureCoverage::default() });
        }
        let Some(measure) = out.get_mut(at) else { continue };
        let count = match article.coverage {
            Some(Coverage::Executable) => &mut measure.executable,
            Some(Coverage::Judgement) => &mut measure.judgement,
            Some(Coverage::Open) => &mut measure.open,
            Some(Coverage::Principle) => &mut measure.principle,
            Some(Coverage::NotObtained) => &mut measure.not_obtained,
            None => {
                measure.uncovered.push(article.anchor.clone());
                continue;
            }
        };
        *count = count.saturating_add(1);
    }
    out
}
