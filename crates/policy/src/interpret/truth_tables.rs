//! Every operation over every pair of statuses, as one page: `tests/suite/truth-tables.md`. `UPDATE_EXPECT=1` rewrites it.

use expect_test::expect_file;
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::Facts;
use quanheng_facts::value::{Type, Value, Year};

use super::expression::Frame;
use super::{Choice, Interpreter, Pin, Pins};
use crate::finding::Instance;
use crate::ir::{Expr, ExprKind, Open, OpenId, PackIx, Program, VariableId};
use crate::possible::{Possible, Range};
use crate::syntax::tree::{Arithmetic, Comparison, Span};
use crate::wording::Words;

fn number(n: i128) -> Value {
    Value::Number(Exact::integer(n))
}

fn integer() -> Type {
    Type::Integer { unit: None }
}

fn program() -> Program {
    let open = |name: &str, ty: Type| Open {
        name: name.to_owned(),
        pack: PackIx(0),
        ty,
        options: Vec::new(),
        family: None,
        article: None,
        settled: None,
        read: true,
        span: Span::default(),
    };
    let opens = vec![open("甲", Type::Bool), open("乙", Type::Bool), open("子", integer()), open("丑", integer())];
    Program { opens, ..Program::default() }
}

fn read(id: u32) -> Expr {
    Expr { kind: ExprKind::Open(OpenId(id)), ty: if id < 2 { Type::Bool } else { integer() }, span: Span::default() }
}

fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr { kind, ty, span: Span::default() }
}

fn truths() -> Vec<(&'static str, Possible)> {
    vec![
        ("是", Possible::truth(true)),
        ("否", Possible::truth(false)),
        ("未知", Possible::range(Range::either())),
        ("不适用", Possible::not_applicable()),
        ("错误", Possible::faulty()),
        ("未知或不适用", Possible { na: true, ..Possible::range(Range::either()) }),
    ]
}

fn numbers() -> Vec<(&'static str, Possible)> {
    vec![
        ("4", Possible::value(number(4))),
        ("0", Possible::value(number(0))),
        ("2…6", Possible::range(Range::between(Some(number(2)), Some(number(6))))),
        ("≥3", Possible::range(Range::between(Some(number(3)), None))),
        ("不适用", Possible::not_applicable()),
        ("错误", Possible::faulty()),
    ]
}

fn evaluate(expr: &Expr, pins: Pins) -> String {
    let (program, facts) = (program(), Facts::default());
    let run = Interpreter::with_pins(&program, &facts, Choice::default(), pins);
    let instance = Instance::of(VariableId(0), None, Year(2016));
    let possible = run.eval(expr, Frame::at(instance)).possible;
    Words { program: &program, facts: &facts }.possible(&possible, &expr.ty, Year(2016), quanheng_facts::problem::Language::Chinese)
}

fn table(title: &str, expr: &Expr, rows: &[(&str, Possible)], columns: &[(&str, Possible)], ids: (u32, u32)) -> String {
    let heads: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let mut text = format!("## {title}\n\n| | {} |\n|---|{}\n", heads.join(" | "), "---|".repeat(columns.len()));
    for (name, left) in rows {
        let cells: Vec<String> = columns
            .iter()
            .map(|(_, right)| {
                evaluate(expr, Pins::from([(Pin::Open(OpenId(ids.0)), left.clone()), (Pin::Open(OpenId(ids.1)), right.clone())]))
            })
            .collect();
        text.push_str(&format!("| **{name}** | {} |\n", cells.join(" | ")));
    }
    text.push('\n');
    text
}

fn single(title: &str, expr: &Expr, rows: &[(&str, Possible)], id: u32) -> String {
    let mut text = format!("## {title}\n\n| | |\n|---|---|\n");
    for (name, value) in rows {
        text.push_str(&format!("| **{name}** | {} |\n", evaluate(expr, Pins::from([(Pin::Open(OpenId(id)), value.clone())]))));
    }
    text.push('\n');
    text
}

#[test]
fn every_pair_of_statuses() {
    let both = || vec![read(0), read(1)];
    let boxed = |id| Box::new(read(id));
    let arithmetic = |op| expr(ExprKind::Arithmetic { op, left: boxed(2), right: boxed(3) }, Type::Ratio);
    let compare = |op| expr(ExprKind::Compare { op, left: boxed(2), right: boxed(3) }, Type::Bool);
    let (t, n) = (truths(), numbers());
    let mut page = String::from(
        "# Truth tables\n\nWhat each operation gives for every pair of what its sides can be. 冲突 read by anybody is 错误. The rows are the left side.\n\
         A guard that is 不适用 never comes about in a checked pack except beside a side that says 否 (且) or 是 (或).\n\n",
    );
    page += &table("甲 且 乙", &expr(ExprKind::And(both()), Type::Bool), &t, &t, (0, 1));
    page += &table("甲 或 乙", &expr(ExprKind::Or(both()), Type::Bool), &t, &t, (0, 1));
    page += &single("非 甲", &expr(ExprKind::Not(boxed(0)), Type::Bool), &t, 0);
    page += &single("不适用(甲)", &expr(ExprKind::IsNa(boxed(0)), Type::Bool), &t, 0);
    page += &single("有值(甲)", &expr(ExprKind::HasValue(boxed(0)), Type::Bool), &t, 0);
    page += &table("子 不适用则 丑", &expr(ExprKind::ElseIfNa { value: boxed(2), otherwise: boxed(3) }, integer()), &n, &n, (2, 3));
    for (sign, op) in [("+", Arithmetic::Add), ("−", Arithmetic::Subtract), ("×", Arithmetic::Multiply), ("÷", Arithmetic::Divide)] {
        page += &table(&format!("子 {sign} 丑"), &arithmetic(op), &n, &n, (2, 3));
    }
    for (sign, op) in [("=", Comparison::Equal), ("<", Comparison::Less), ("≥", Comparison::GreaterOrEqual)] {
        page += &table(&format!("子 {sign} 丑"), &compare(op), &n, &n, (2, 3));
    }
    let clip = expr(ExprKind::Clip { value: boxed(2), least: Some(boxed(3)), most: None }, integer());
    page += &table("子，最低 丑", &clip, &n, &n, (2, 3));
    let clip = expr(ExprKind::Clip { value: boxed(2), least: None, most: Some(boxed(3)) }, integer());
    page += &table("子，最高 丑", &clip, &n, &n, (2, 3));
    let greatest = expr(ExprKind::Extreme { greatest: true, of: vec![read(2), read(3)] }, integer());
    page += &table("最大(子，丑)", &greatest, &n, &n, (2, 3));
    let arm = (vec![expr(ExprKind::Literal(Value::Bool(true)), Type::Bool)], expr(ExprKind::Literal(number(1)), integer()));
    let otherwise = Some(Box::new(expr(ExprKind::Literal(number(2)), integer())));
    page += &single("视 甲：是 → 1；其余 → 2", &expr(ExprKind::Match { subject: boxed(0), arms: vec![arm], otherwise }, integer()), &t, 0);
    expect_file!["../../tests/suite/truth-tables.md"].assert_eq(&format!("{}\n", page.trim_end()));
}
