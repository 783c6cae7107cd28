//! A change in the words, values and cells that outputs print.

use quanheng_facts::exact::Exact;
use quanheng_facts::fact::Facts;
use quanheng_facts::problem::Bilingual;
use quanheng_facts::problem::Language::{Chinese, English};
use quanheng_facts::value::{Type, Value, Year};
use quanheng_policy::counterfactual::{Change, LawChange, Pair, Towards, Wanted, type_of};
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Interpreter, Pin};
use quanheng_policy::ir::{Program, Variable};
use quanheng_policy::wording::Words;

use crate::results::{Plain, plain_value};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// cell, number, open, judgement.
    pub kind: &'static str,
    /// `监测考评.得分`, or the name of a number or open point.
    pub input: String,
    /// The same with whose it is where it is another's, the further keys, the year: for people.
    pub named: Bilingual,
    /// Whose cell it is.
    pub of: Option<String>,
    pub of_id: Option<String>,
    pub period: Option<Year>,
    pub keys: Vec<String>,
    /// `监测考评.csv｜C5`.
    pub cell: Option<String>,
    pub from: Plain,
    pub to: Plain,
    pub from_text: Bilingual,
    pub to_text: Bilingual,
    /// How far apart the two are, where that can be said.
    pub by: Option<Bilingual>,
    pub towards: Towards,
    /// Nothing nearer does, and that is proven.
    pub least: bool,
    pub is_limit: bool,
    pub result: Plain,
    pub result_text: Bilingual,
}

/// Two changes that do it together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairRow {
    pub changes: [ChangeRow; 2],
    pub result: Plain,
    pub result_text: Bilingual,
}

/// A change of the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawRow {
    /// without_rule, rules_of_year.
    pub kind: &'static str,
    pub text: Bilingual,
    pub rule_id: Option<String>,
    pub article: Option<String>,
    pub year: Option<Year>,
    pub result: Plain,
    pub result_text: Bilingual,
}

pub(super) struct Telling<'a> {
    pub program: &'a Program,
    pub facts: &'a Facts,
    pub words: Words<'a>,
    pub variable: &'a Variable,
    pub instance: Instance,
}

impl Telling<'_> {
    pub fn wanted(&self, wanted: &Wanted) -> Bilingual {
        let said = |sign: &str, value: &Value| {
            let text = self.said(value, &self.variable.ty);
            Bilingual::new(format!("{sign}{}", text.zh), format!("{sign}{}", text.en))
        };
        match wanted {
            Wanted::AboveNought => Bilingual::new("大于零", "above nought"),
            Wanted::AnyValue => Bilingual::new("有一个值", "any value"),
            Wanted::Is(value) => said("", value),
            Wanted::IsNot(value) => said("≠", value),
            Wanted::AtLeast(value) => said("≥", value),
            Wanted::AtMost(value) => said("≤", value),
            Wanted::Above(value) => said(">", value),
            Wanted::Below(value) => said("<", value),
        }
    }

    pub fn changes(&self, changes: &[Change]) -> Vec<ChangeRow> {
        changes.iter().map(|change| self.change(change)).collect()
    }

    fn change(&self, change: &Change) -> ChangeRow {
        let text = Type::Text;
        let ty = type_of(&change.input, self.program).unwrap_or(&text);
        let (kind, input, keys) = match &change.input {
            Pin::Column { table, column, keys, .. } => {
                let keys = keys.iter().map(|key| plain_value(key, &text, self.program, self.facts).text());
                ("cell", self.words.column_name(*table, Some(*column)), keys.collect())
            }
            Pin::Parameter(id) => ("number", self.program.parameters.get(id.at()).map_or("", |p| p.name.as_str()).to_owned(), Vec::new()),
            Pin::Open(id) => ("open", self.program.opens.get(id.at()).map_or("", |o| o.name.as_str()).to_owned(), Vec::new()),
            Pin::Judged(instance) => ("judgement", self.words.variable_name(*instance).to_owned(), Vec::new()),
            Pin::Variable(_) => ("cell", String::new(), Vec::new()),
        };
        let (entity, period) = match &change.input {
            Pin::Column { entity, year, .. } => (entity.and_then(|e| self.facts.entities.get(e)), *year),
            Pin::Judged(instance) => {
                let yearly = self.program.variable(instance.variable).is_some_and(|v| v.yearly);
                (instance.entity.and_then(|e| self.facts.entities.get(e)), yearly.then_some(instance.year))
            }
            _ => (None, None),
        };
        ChangeRow {
            kind,
            input,
            named: self.input(&change.input),
            of: entity.map(|e| e.name_in(period.unwrap_or(self.instance.year)).to_owned()),
            of_id: entity.map(|e| e.id.clone()),
            period,
            keys,
            cell: self.cell(&change.input),
            from: plain_value(&change.from, ty, self.program, self.facts),
            to: plain_value(&change.to, ty, self.program, self.facts),
            from_text: self.said(&change.from, ty),
            to_text: self.said(&change.to, ty),
            by: self.by(&change.from, &change.to, ty),
            towards: change.towards,
            least: change.least,
            is_limit: change.is_limit,
            result: self.result(&change.result),
            result_text: self.said(&change.result, &self.variable.ty),
        }
    }

    pub fn pairs(&self, pairs: &[Pair]) -> Vec<PairRow> {
        let pair = |pair: &Pair| PairRow {
            changes: [self.change(&pair.changes[0]), self.change(&pair.changes[1])],
            result: self.result(&pair.result),
            result_text: self.said(&pair.result, &self.variable.ty),
        };
        pairs.iter().map(pair).collect()
    }

    pub fn law(&self, changes: &[LawChange]) -> Vec<LawRow> {
        changes.iter().filter_map(|change| self.law_row(change)).collect()
    }

    fn law_row(&self, change: &LawChange) -> Option<LawRow> {
        Some(match change {
            LawChange::Without { variable, rule, result } => {
                let variable = self.program.variable(*variable)?;
                let rule = variable.rules.get(rule.at())?;
                LawRow {
                    kind: "without_rule",
                    text: Bilingual::new(
                        format!("没有例外「{}」（于 {}）", rule.label, variable.name),
                        format!("without the exception 「{}」 (over {})", rule.label, variable.name),
                    ),
                    rule_id: Some(rule.id.clone()),
                    article: self.words.article(rule.article),
                    year: None,
                    result: self.result(result),
                    result_text: self.said(result, &self.variable.ty),
                }
            }
            LawChange::RulesOf { year, result } => LawRow {
                kind: "rules_of_year",
                text: Bilingual::new(
                    format!("按 {year} 年度的规定（--law-as-of {year}）"),
                    format!("under the rules of {year} (--law-as-of {year})"),
                ),
                rule_id: None,
                article: None,
                year: Some(*year),
                result: self.result(result),
                result_text: self.said(result, &self.variable.ty),
            },
        })
    }

    /// `监测考评.得分（2016年度）`; with the name before it where it is another's.
    pub fn input(&self, pin: &Pin) -> Bilingual {
        match pin {
            Pin::Column { table, column, entity, year, keys } => {
                let mut notes_zh: Vec<String> = Vec::new();
                let mut notes_en: Vec<String> = Vec::new();
                for key in keys {
                    let text = self.said(key, &Type::Text);
                    let as_at = matches!(key, Value::Date(_));
                    notes_zh.push(if as_at { format!("以 {} 为准", text.zh) } else { text.zh });
                    notes_en.push(if as_at { format!("as at {}", text.en) } else { text.en });
                }
                if let Some(year) = year {
                    notes_zh.push(format!("{year}年度"));
                    notes_en.push(year.to_string());
                }
                let name = self.words.column_name(*table, Some(*column));
                let another = entity.filter(|entity| Some(*entity) != self.instance.entity);
                let whose = another.map(|entity| self.words.entity(entity, year.unwrap_or(self.instance.year)));
                let (whose_zh, whose_en) = whose.map_or_else(Default::default, |whose| (format!("{whose} "), format!("{whose}: ")));
                let noted = |notes: Vec<String>, open: &str, between: &str, close: &str| {
                    if notes.is_empty() { String::new() } else { format!("{open}{}{close}", notes.join(between)) }
                };
                Bilingual::new(
                    format!("{whose_zh}{name}{}", noted(notes_zh, "（", "，", "）")),
                    format!("{whose_en}{name}{}", noted(notes_en, " (", ", ", ")")),
                )
            }
            Pin::Parameter(id) => {
                let name = self.program.parameters.get(id.at()).map_or("？", |p| p.name.as_str());
                Bilingual::new(format!("「{name}」"), format!("「{name}」"))
            }
            Pin::Open(id) => {
                let name = self.program.opens.get(id.at()).map_or("？", |o| o.name.as_str());
                Bilingual::new(format!("待定「{name}」"), format!("open point 「{name}」"))
            }
            Pin::Variable(instance) | Pin::Judged(instance) => self.words.instance(*instance),
        }
    }

    fn said(&self, value: &Value, ty: &Type) -> Bilingual {
        let one = |language| self.words.value(value, ty, self.instance.year, language);
        Bilingual::new(one(Chinese), one(English))
    }

    fn result(&self, value: &Value) -> Plain {
        plain_value(value, &self.variable.ty, self.program, self.facts)
    }

    /// The distance, where numbers or days are apart.
    fn by(&self, from: &Value, to: &Value, ty: &Type) -> Option<Bilingual> {
        match (from, to) {
            (Value::Number(from), Value::Number(to)) => {
                let distance = if to >= from { to.minus(*from)? } else { from.minus(*to)? };
                if *ty == Type::Ratio {
                    let points = distance.times(Exact::integer(100))?;
                    return Some(Bilingual::new(format!("{points} 个百分点"), format!("{points} percentage points")));
                }
                Some(self.said(&Value::Number(distance), ty))
            }
            (Value::Date(from), Value::Date(to)) => {
                let days = from.until(*to).ok()?.get_days().unsigned_abs();
                Some(Bilingual::new(format!("{days} 天"), format!("{days} days")))
            }
            (Value::Year(from), Value::Year(to)) => {
                let years = from.0.abs_diff(to.0);
                Some(Bilingual::new(format!("{years} 年"), format!("{years} years")))
            }
            _ => None,
        }
    }

    /// Where the cell stands.
    fn cell(&self, pin: &Pin) -> Option<String> {
        let Pin::Column { table, column, entity, year, keys } = pin else { return None };
        let schema = self.program.schema.table(*table)?;
        let key = Interpreter::full_key(schema, *entity, year.unwrap_or(self.instance.year), keys);
        let mut rows = self.facts.rows(*table, &key);
        let (row, None) = (rows.next()?, rows.next()) else { return None };
        Facts::cell(&row, *column).map(|cell| self.words.origin(&cell.origin))
    }
}
