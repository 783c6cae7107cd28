//! Procedures and duties as text.

use std::fmt::Write;

use super::expr;
use quanheng_policy::ir::{About, Act, Course, Demands, Each, Length, Limit, OverdueAction, Program, ScopeOf, Start, Terms};

pub(super) fn write_procedures(out: &mut String, program: &Program) -> std::fmt::Result {
    let called = |ix: &quanheng_policy::ir::ProcedureIx| program.procedures.get(ix.at()).map_or("？", |p| p.name.as_str());
    let kind = |id| program.schema.kind(id).map_or("？", |k| k.name.as_str());
    for procedure in &program.procedures {
        let word = if procedure.is_fragment { "程序片段" } else { "程序" };
        let about = match &procedure.about {
            About::Kind { kind: id, yearly } => format!("（{}{}）", kind(*id), if *yearly { "，年度" } else { "" }),
            About::AnyConclusion => "（结论）".to_owned(),
            About::Conclusion(class) => format!("（结论类 {class}）"),
            About::Nothing => String::new(),
        };
        writeln!(out, "{word} {}{about}", procedure.id)?;
        match &procedure.course {
            Course::Like(other) => writeln!(out, "  依 {}", called(other))?,
            Course::Plan(plan) => {
                for role in &plan.roles {
                    writeln!(out, "  {}：{}", role.name, role.words)?;
                }
                if !plan.recused.is_empty() {
                    writeln!(out, "  回避 {}", plan.recused.join("、"))?;
                }
                terms(out, program, plan.terms.as_ref())?;
                if plan.stays_in_force {
                    writeln!(out, "  不停止执行")?;
                }
                for step in &plan.steps {
                    let guard = step.guard.and_then(|id| program.variable(id)).map_or("总是", |v| v.name.as_str());
                    writeln!(out, "  步骤 {}：{guard}", step.name)?;
                    for act in &step.acts {
                        writeln!(out, "    {}", act_text(program, act))?;
                    }
                    demands(out, program, &step.demands)?;
                }
                if let Some(appeal) = &plan.appeal {
                    writeln!(out, "  申诉 依 {}", called(appeal))?;
                }
            }
        }
    }
    for duty in &program.duties {
        let each = match duty.each {
            Each::Once => "一次".to_owned(),
            Each::Year => "每 年度".to_owned(),
            Each::Kind { kind: id, yearly } => format!("每 {}{}", kind(id), if yearly { "，年度" } else { "" }),
        };
        let guard = program.variable(duty.guard).map_or("？", |v| v.name.as_str());
        let day = |day: Option<jiff::civil::Date>| day.map_or(String::new(), |d| d.to_string());
        let force = match (duty.in_force.from, duty.in_force.to) {
            (None, None) => String::new(),
            (from, to) => format!(" [{}–{}]", day(from), day(to)),
        };
        writeln!(out, "义务 {}{force} {each}：{guard}", duty.id)?;
        writeln!(out, "    {}", act_text(program, &duty.act))?;
        terms(out, program, duty.terms.as_ref())?;
        demands(out, program, &duty.demands)?;
    }
    Ok(())
}

fn terms(out: &mut String, program: &Program, terms: Option<&Terms>) -> std::fmt::Result {
    let Some(terms) = terms else { return Ok(()) };
    let holiday = terms.holiday.as_ref().map_or(String::new(), |h| format!(" 末日遇假 {}", expr(program, h)));
    writeln!(out, "  期限 {}{holiday}", expr(program, &terms.first_day))
}

fn act_text(program: &Program, act: &Act) -> String {
    let limits: Vec<String> = act
        .limits
        .iter()
        .map(|limit| match limit {
            Limit::Within { length, start, next_day, .. } => {
                let from = start.as_ref().map_or(String::new(), |s| format!(" 自 {}", start_text(program, s)));
                format!(" 于 {}{from}{}", length_text(program, length), if *next_day { " 次日" } else { "" })
            }
            Limit::NoLaterThan { next_year, month, day, holiday, .. } => {
                let holiday = holiday.as_ref().map_or(String::new(), |h| format!(" 末日遇假 {}", expr(program, h)));
                format!(" 不迟于 {} {month}-{day}{holiday}", if *next_year { "次年" } else { "当年" })
            }
            Limit::Every { length, until, .. } => format!(" 每 {} 至 {}", length_text(program, length), start_text(program, until)),
        })
        .collect();
    let scope = act.scope.as_ref().map_or(String::new(), |s| match s {
        ScopeOf::Words(words) => format!(" 范围 {words}"),
        ScopeOf::Value(value) => format!(" 范围 {}", expr(program, value)),
    });
    let attach = if act.attach.is_empty() { String::new() } else { format!(" 须附 {}", act.attach.join("、")) };
    format!("{} {} “{}”{}{scope}{attach}", act.actor, act.modal.word(), act.words, limits.concat())
}

fn length_text(program: &Program, length: &Length) -> String {
    let open = if length.open.is_some() { "（待定）" } else { "" };
    format!("{} {:?}{open}", expr(program, &length.count), length.unit)
}

fn start_text(program: &Program, start: &Start) -> String {
    match start {
        Start::Step(step) => format!("步骤 {step}"),
        Start::Day(day) => expr(program, day),
        Start::Recorded(word) => format!("记录 {word}"),
    }
}

fn demands(out: &mut String, program: &Program, demands: &Demands) -> std::fmt::Result {
    for any in &demands.requires {
        let any: Vec<String> = any.iter().map(|m| m.of.as_ref().map_or_else(|| m.name.clone(), |of| format!("{}({of})", m.name))).collect();
        writeln!(out, "    必须先有 {}", any.join(" 或 "))?;
    }
    for filled in &demands.filled {
        writeln!(out, "    必须先填齐 {}", expr(program, &filled.value))?;
    }
    for suspension in &demands.suspensions {
        writeln!(out, "    中止 “{}” 至 {}", suspension.words, start_text(program, &suspension.until))?;
    }
    for extension in &demands.extensions {
        let up_to = extension.up_to.as_ref().map_or(String::new(), |l| format!(" 不超过 {}", length_text(program, l)));
        let by = extension.by.as_ref().map_or(String::new(), |by| format!(" 由 {by}"));
        let giving = if extension.giving.is_empty() { String::new() } else { format!(" 附 {}", extension.giving.join("、")) };
        let when = extension.when.as_ref().map_or(String::new(), |w| format!(" 当 {}", expr(program, w)));
        writeln!(out, "    可以延长 “{}”{up_to}{by}{giving}{when}", extension.words)?;
    }
    let action = |a: &OverdueAction| match a {
        OverdueAction::Remind => "催办".to_owned(),
        OverdueAction::ReportTo(who) => format!("报 {who}"),
        OverdueAction::PassTo(who) => format!("转 {who}"),
    };
    for overdue in &demands.overdue {
        let again = overdue.again.as_ref().map_or(String::new(), |a| format!("；再逾期 {}", action(a)));
        writeln!(out, "    逾期 {}{again}", action(&overdue.first))?;
    }
    for words in &demands.tells {
        writeln!(out, "    告知 “{words}”")?;
    }
    for (one, other) in &demands.apart {
        writeln!(out, "    {one} 不同于 {other}")?;
    }
    Ok(())
}
