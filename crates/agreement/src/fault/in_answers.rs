//! What stands beside a value, forgotten.

use quanheng_policy::finding::{Cause, Finding, Mark, Status};

use super::{Fault, Where};
use crate::evaluate::Answer;

macro_rules! faults {
    ($($what:literal => $change:expr;)*) => {
        pub(super) const ALL: &[Fault] = &[$(Fault { what: $what, stands: Where::Answer($change) }),*];
    };
}

faults! {
    "bounds that are met are called wide" => |a| findings(a, |f| if let Some(b) = &mut f.between { b.wide = true });
    "bounds that are not met are called tight" => |a| findings(a, |f| if let Some(b) = &mut f.between { b.wide = false });
    "of several causes the last is forgotten" => |a| findings(a, |f| if f.causes.len() > 1 { f.causes.pop_last(); });
    "a table that is not signed is no cause" => |a| findings(a, |f| f.causes.retain(|c| !matches!(c, Cause::Completeness { .. })));
    "what else held is forgotten" => |a| findings(a, |f| f.also_held.clear());
    "rules not known are forgotten" => |a| findings(a, |f| f.pending.clear());
    "of rules that stand together one is told" => |a| findings(a, |f| f.rules.truncate(1));
    "the default is told as a rule" => |a| findings(a, |f| f.by_default = false);
    "不在施行期 is 不适用 like any other" => |a| findings(a, |f| f.not_in_force = false);
    "a conflict is an error" => |a| findings(a, |f| if f.status == Status::Conflict { f.status = Status::Error });
    "that it may be 不适用 is forgotten" => |a| findings(a, |f| f.may_be_na = false);
    "设定 leaves no mark" => |a| findings(a, |f| f.marks.retain(|m| !matches!(m, Mark::Settled(_) | Mark::SetByOffice { .. })));
    "推定 leaves no mark" => |a| findings(a, |f| f.marks.retain(|m| !matches!(m, Mark::Presumed { .. })));
    "依据 leaves no mark" => |a| findings(a, |f| f.marks.retain(|m| !matches!(m, Mark::Basis { .. })));
    "与推算不同 is not told" => |a| findings(a, |f| f.marks.retain(|m| !matches!(m, Mark::PublishedDiffers(_))));
    "与官方不同 is not told" => |a| findings(a, |f| f.marks.retain(|m| !matches!(m, Mark::OfficialDiffers { .. })));
    "what it was before 不计 is forgotten" => |a| findings(a, |f| f.before = None);
    "persons reached perhaps are reached surely" => |a| persons(a, |p| p.person.certain = true);
    "what is set aside for a person is forgotten" => |a| persons(a, |p| p.set_aside.clear());
    "who else was in post is forgotten" => |a| if let Answer::Conclusion(Some(c)) = a { c.others.clear() };
    "why it is not known who else is forgotten" => |a| if let Answer::Conclusion(Some(c)) = a { c.causes.clear() };
    "the days in post of a person are forgotten" => |a| persons(a, |p| p.person.days = None);
}

fn findings(answer: &mut Answer, change: fn(&mut Finding)) {
    match answer {
        Answer::Finding(finding) => change(finding),
        Answer::Conclusion(Some(whole)) => {
            change(&mut whole.finding);
            whole.grants.iter_mut().for_each(change);
            whole.fields.iter_mut().for_each(|(_, f)| change(f));
        }
        Answer::Conclusion(None) => {}
    }
}

fn persons(answer: &mut Answer, change: fn(&mut quanheng_policy::finding::PersonReached)) {
    if let Answer::Conclusion(Some(whole)) = answer {
        whole.persons.iter_mut().for_each(change);
    }
}
