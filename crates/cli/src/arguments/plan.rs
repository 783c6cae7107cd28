//! What may be written after `quanheng plan`, and what was written.

use clap::{ArgAction, ArgMatches};
use quanheng_app::compile::PackPlace;
use quanheng_app::plan::PlanRequest;

use super::Say;

/// The command with its options.
pub(super) fn definition(s: Say) -> clap::Command {
    let usage = ("quanheng plan 政策包 [--only 结果] [选项]", "quanheng plan PACK [--only RESULT] [OPTIONS]");
    let about =
        ("列出每个结果怎样成列地算，哪些行要逐行算", "show how each result is worked out for everyone at once, and what goes row by row");
    s.sub("plan", about.0, about.1, usage).args([
        s.pack(),
        s.option("only", ("结果", "RESULT"), "只看这个结果；可写多次", "only this result; may be repeated").action(ArgAction::Append),
        s.option("law-as-of", ("年度", "YEAR"), "按这一年度的规定算", "apply the rules of this year"),
        s.packs(),
        s.output(),
    ])
}

/// What is asked.
pub(super) fn request(given: &ArgMatches, place: PackPlace) -> PlanRequest {
    PlanRequest {
        place,
        only: given.get_many::<String>("only").map(|all| all.cloned().collect()).unwrap_or_default(),
        law_as_of: given.get_one::<String>("law-as-of").cloned(),
    }
}
