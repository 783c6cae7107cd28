//! Values, causes and marks in words, in both languages; and rules in the words they were written in.
//!
//! Comes from findings and the checked program; goes to explanations and to whoever prints results. Nothing is decided here.

mod expression;
mod gather;
mod judgement;
mod published;
mod setting;

pub use expression::Fill;
pub(crate) use expression::sign;

use quanheng_facts::exact::Exact;
use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::origin::Origin;
use quanheng_facts::problem::{Bilingual, Language, column_letters};
use quanheng_facts::schema::{ColumnId, Schema, TableId};
use quanheng_facts::value::{EntityIx, Type, Value, Year, enum_of};

use crate::finding::{Cause, Fault, Finding, Instance, Mark, Status};
use crate::ir::{ArticleIx, Program, RuleIx};
use crate::possible::{Possible, Range};

/// Program and facts: what names are taken from.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub program: &'a Program,
    pub facts: &'a Facts,
}

/// Money in 分 as `50万元`, `1234.56元`: 万元 where that is exact to four places and at least one 万元.
#[must_use]
pub fn money_text(fen: Exact, language: Language) -> String {
    let (yuan, wan) = match language {
        Language::Chinese => ("元", "万元"),
        Language::English => (" yuan", "0,000 yuan"),
    };
    let in_wan = fen.over(Exact::integer(1_000_000));
    let in_yuan = fen.over(Exact::integer(100));
    let at_least_one = in_wan.is_some_and(|w| w >= Exact::ONE || w <= Exact::integer(-1));
    match (in_wan.filter(|w| at_least_one && w.fits_scale(2)), in_yuan) {
        (Some(wan_amount), _) if language == Language::Chinese => format!("{wan_amount}{wan}"),
        (_, Some(amount)) => format!("{amount}{yuan}"),
        _ => format!("{fen}分"),
    }
}

/// A value as an author of a pack writes it, whatever the language of the message around it: `100万元`, `是`, `县市`, `35%`, `2016年度`.
#[must_use]
pub fn written(value: &Value, ty: &Type, schema: &Schema) -> String {
    value_text(value, ty, schema, Language::Chinese)
}

/// A value without facts to take the names of entities from.
fn value_text(value: &Value, ty: &Type, schema: &Schema, language: Language) -> String {
    let say = |zh: &str, en: &str| if language == Language::Chinese { zh.to_owned() } else { en.to_owned() };
    match (value, ty) {
        (Value::Bool(true), _) => say("是", "yes"),
        (Value::Bool(false), _) => say("否", "no"),
        (Value::Number(number), Type::Money) => money_text(*number, language),
        (Value::Number(number), Type::Ratio) => {
            let percent = number.times(Exact::integer(100)).filter(|p| p.fits_scale(4));
            percent.map_or_else(|| number.to_string(), |p| format!("{p}%"))
        }
        (Value::Number(number), Type::Integer { unit: Some(unit) }) => format!("{number}{unit}"),
        (Value::Number(number), _) => number.to_string(),
        (Value::Date(date), _) => date.to_string(),
        (Value::Month(month), _) => month.to_string(),
        (Value::Year(year), _) => say(&format!("{year}年度"), &format!("year {year}")),
        (Value::Enum(id, rank), _) => enum_of(&schema.enums, *id).and_then(|e| e.name_of(*rank)).unwrap_or("？").to_owned(),
        (Value::Text(text), _) => text.clone(),
        (Value::Entity(_) | Value::Set(_), _) => say("（实体）", "(an entity)"),
        (Value::Length(count, unit), _) => format!("{count}{}", unit.word()),
        (Value::Many(values), _) => values.iter().map(|v| value_text(v, ty, schema, language)).collect::<Vec<_>>().join("、"),
    }
}

impl<'a> Words<'a> {
    /// A value as printed for people: `100万元`, `是`, `县市`, `35%`, `神木县`.
    #[must_use]
    pub fn value(&self, value: &Value, ty: &Type, year: Year, language: Language) -> String {
        match value {
            Value::Entity(entity) => self.entity(*entity, year),
            Value::Set(entities) => entities.iter().map(|e| self.entity(*e, year)).collect::<Vec<_>>().join("、"),
            Value::Many(values) => values.iter().map(|v| self.value(v, ty, year, language)).collect::<Vec<_>>().join("、"),
            _ => value_text(value, ty, &self.program.schema, language),
        }
    }

    /// The name of an entity on the last day of a year.
    #[must_use]
    pub fn entity(&self, entity: EntityIx, year: Year) -> String {
        self.facts.entities.get(entity).map_or_else(|| "？".to_owned(), |e| e.name_in(year).to_owned())
    }

    /// Everything something can be: a value, `60万元…100万元`, `≥11`, `不适用`, `未知`.
    #[must_use]
    pub fn possible(&self, possible: &Possible, ty: &Type, year: Year, language: Language) -> String {
        let (na, unknown, fault, or) = match language {
            Language::Chinese => ("不适用", "未知", "错误", "或"),
            Language::English => ("not applicable", "unknown", "error", " or "),
        };
        let mut parts: Vec<String> = Vec::new();
        parts.extend(possible.range.as_ref().map(|r| self.range(r, ty, year, language).unwrap_or_else(|| unknown.to_owned())));
        if possible.na {
            parts.push(na.to_owned());
        }
        if possible.fault {
            parts.push(fault.to_owned());
        }
        parts.join(or)
    }

    /// A range in words; `None` where nothing at all is known.
    #[must_use]
    pub fn range(&self, range: &Range, ty: &Type, year: Year, language: Language) -> Option<String> {
        let one = |v: &Value| self.value(v, ty, year, language);
        match range {
            Range::One(value) => Some(one(value)),
            Range::Between { .. } if *ty == Type::Bool => None,
            Range::Between { least: Some(least), greatest: Some(greatest) } => Some(format!("{}…{}", one(least), one(greatest))),
            Range::Between { least: Some(least), greatest: None } => Some(format!("≥{}", one(least))),
            Range::Between { least: None, greatest: Some(greatest) } => Some(format!("≤{}", one(greatest))),
            Range::Among(values) => Some(values.iter().map(one).collect::<Vec<_>>().join("／")),
            Range::Between { .. } | Range::Anything => None,
        }
    }

    /// A finding's value column: value, bounds, or the status word.
    #[must_use]
    pub fn finding(&self, finding: &Finding, language: Language) -> String {
        let ty = self.program.variable(finding.instance.variable).map_or(Type::Text, |v| v.ty.clone());
        let year = finding.instance.year;
        if let Some(value) = &finding.value {
            return self.value(value, &ty, year, language);
        }
        let status = match language {
            Language::Chinese => finding.status.chinese(),
            Language::English => finding.status.english(),
        };
        let between = finding.between.as_ref().filter(|_| finding.status == Status::Unknown);
        let text = between.and_then(|b| self.range(&Range::between(b.least.clone(), b.greatest.clone()), &ty, year, language));
        // One value and yet not known, nor perhaps 不适用: it may turn out an error.
        let or_fault = finding.between.as_ref().is_some_and(|b| b.least == b.greatest) && !finding.may_be_na;
        match (text, finding.may_be_na, language) {
            (Some(text), _, Language::Chinese) if or_fault => format!("{text}或错误"),
            (Some(text), _, Language::English) if or_fault => format!("{text} or an error"),
            (Some(text), false, _) => text,
            (Some(text), true, Language::Chinese) => format!("{text}或不适用"),
            (Some(text), true, Language::English) => format!("{text} or not applicable"),
            (None, _, _) => status.to_owned(),
        }
    }

    /// A matter: `安全事故 2017-003`, `年度目标考核 甲县 2017年度`.
    #[must_use]
    pub fn matter(&self, matter: EntityIx) -> String {
        let Some(entity) = self.facts.entities.get(matter) else { return "？".to_owned() };
        let name = entity.names.last().map_or(entity.id.as_str(), |n| n.value.as_str());
        let kind = self.program.schema.kind(entity.kind).map_or("", |k| k.name.as_str());
        if name.starts_with(kind) { name.to_owned() } else { format!("{kind} {name}") }
    }

    /// The name of a variable: `县区.奖金`.
    #[must_use]
    pub fn variable_name(&self, instance: Instance) -> &'a str {
        self.program.variable(instance.variable).map_or("？", |v| v.name.as_str())
    }

    /// `韩城市 2016年度 奖金`, or `首次起算年`.
    #[must_use]
    pub fn instance(&self, instance: Instance) -> Bilingual {
        let name = self.variable_name(instance);
        let short = format!("{}{}", name.rsplit('.').next().unwrap_or(name), self.index_text(instance));
        let yearly = self.program.variable(instance.variable).is_some_and(|v| v.yearly);
        let who = instance.entity.map(|e| self.entity(e, instance.year));
        match (who, yearly) {
            (Some(who), true) => {
                Bilingual::new(format!("{who} {}年度 {short}", instance.year), format!("{short} of {who}, {}", instance.year))
            }
            (Some(who), false) => Bilingual::new(format!("{who} {short}"), format!("{short} of {who}")),
            (None, true) => Bilingual::new(format!("{}年度 {short}", instance.year), format!("{short}, {}", instance.year)),
            (None, false) => Bilingual::new(short.clone(), short),
        }
    }

    /// The values of its further indexes, in brackets: `（安全生产）`; empty where it has none.
    #[must_use]
    pub fn index_text(&self, instance: Instance) -> String {
        let each: Vec<String> = instance.args.values().map(|v| self.value(&v, &Type::Text, instance.year, Language::Chinese)).collect();
        if each.is_empty() { String::new() } else { format!("（{}）", each.join("，")) }
    }

    fn table_name(&self, table: TableId) -> &'a str {
        self.program.schema.table(table).map_or("？", |t| t.name.as_str())
    }

    /// `监测考评.公布名次`.
    #[must_use]
    pub fn column_name(&self, table: TableId, column: Option<ColumnId>) -> String {
        let name = self.table_name(table);
        match column.and_then(|c| self.program.schema.table(table)?.column(c)) {
            Some(column) => format!("{name}.{}", column.name),
            None => name.to_owned(),
        }
    }

    /// The kind of a cause, as results name it: cell, completeness, judgement, open, rule.
    #[must_use]
    pub fn cause_kind(&self, cause: &Cause) -> &'static str {
        match cause {
            Cause::Cell { .. } | Cause::Given(_) | Cause::DecisionDay => "cell",
            Cause::Completeness { .. } | Cause::NotSigned { .. } => "completeness",
            Cause::Judgement { .. } => "judgement",
            Cause::Open(_) => "open",
            Cause::Unassessed(_) | Cause::Rule { .. } => "rule",
        }
    }

    /// What is missing or wrong.
    #[must_use]
    pub fn cause(&self, cause: &Cause) -> Bilingual {
        match cause {
            Cause::DecisionDay => Bilingual::new(
                "要看决定日，决定日没有给出（用 --decided-on 给出）",
                "it turns on the day of the decision, which was not given (give it with --decided-on)",
            ),
            Cause::Cell { table, column, entity: Some(record), .. } if self.is_partly_known(*table, *column, *record) => {
                let name = self.column_name(*table, *column);
                Bilingual::new(format!("{name}只知道到月，不知道是哪一天"), format!("of {name} only the month is known, not the day"))
            }
            Cause::Cell { table, column, keys, .. } => {
                let name = self.column_name(*table, *column);
                let keys = self.keys(keys);
                Bilingual::new(format!("{name}{keys}没有录入"), format!("{name}{keys} is not entered"))
            }
            Cause::Completeness { table, keys, .. } | Cause::NotSigned { table, keys, .. } => {
                let name = self.table_name(*table);
                let keys = self.keys(keys);
                let bodies = self.signers(*table);
                Bilingual::new(
                    format!("{name}{keys}没有确认完整（由{bodies}确认）"),
                    format!("{name}{keys} is not signed complete (by {bodies})"),
                )
            }
            Cause::Judgement { instance, needed } => self.judgement_missing(*instance, *needed),
            Cause::Open(open) if self.program.opens.get(open.at()).is_some_and(crate::ir::Open::is_of_rules) => {
                let name = self.program.opens.get(open.at()).map_or("？", |o| o.name.as_str());
                Bilingual::new(format!("待定「{name}」的规则没有补齐"), format!("rules left open as 「{name}」 are not completed"))
            }
            Cause::Open(open) => {
                let name = self.program.opens.get(open.at()).map_or("？", |o| o.name.as_str());
                Bilingual::new(format!("待定「{name}」没有设定"), format!("open value 「{name}」 is not settled"))
            }
            Cause::Given(instance) => {
                let name = self.variable_name(*instance);
                Bilingual::new(format!("{name}给作未知"), format!("{name} is given as unknown"))
            }
            Cause::Unassessed(instance) => {
                let name = self.variable_name(*instance);
                Bilingual::new(
                    format!("{name}要看的条件这一年没有考核，规则写的是“未考核 未知”"),
                    format!("what {name} looks at was not assessed that year, and the rule says 未考核 未知"),
                )
            }
            Cause::Rule { instance, rules, fault } => {
                let labels: Vec<String> = rules.iter().map(|r| self.rule_label(*instance, *r)).collect();
                let labels = if labels.is_empty() { String::new() } else { format!("「{}」", labels.join("」「")) };
                let (zh, en) = fault_words(*fault);
                Bilingual::new(
                    format!("{}{labels}：{zh}", self.variable_name(*instance)),
                    format!("{}{labels}: {en}", self.variable_name(*instance)),
                )
            }
        }
    }

    /// True for a cell of a record that holds a month where a day is wanted.
    fn is_partly_known(&self, table: TableId, column: Option<ColumnId>, record: EntityIx) -> bool {
        let of_record = self.program.schema.table(table).is_some_and(|t| t.shape.is_record());
        let row = self.facts.rows(table, &[Value::Entity(record)]).next().filter(|_| of_record);
        let cell = row.as_deref().zip(column).and_then(|(row, column)| Facts::cell(row, column));
        cell.is_some_and(|c| matches!(c.held, Held::Between(_, _)))
    }

    /// Who may sign a table complete.
    #[must_use]
    pub fn signers(&self, table: TableId) -> String {
        let rule = self.program.schema.table(table).and_then(|t| t.completeness.as_ref());
        rule.map_or_else(|| "—".to_owned(), |r| r.bodies.join("或"))
    }

    /// Where it belongs: `定边县 2014年度`.
    #[must_use]
    pub fn cause_place(&self, cause: &Cause) -> Bilingual {
        let (entity, year) = match cause {
            Cause::Cell { entity, year, .. } | Cause::Completeness { entity, year, .. } | Cause::NotSigned { entity, year, .. } => {
                (*entity, *year)
            }
            Cause::Given(instance) | Cause::Unassessed(instance) | Cause::Rule { instance, .. } => (instance.entity, Some(instance.year)),
            Cause::Judgement { instance, .. } => {
                let yearly = self.program.variable(instance.variable).is_some_and(|v| v.yearly);
                (instance.entity, yearly.then_some(instance.year))
            }
            Cause::Open(_) | Cause::DecisionDay => (None, None),
        };
        let who = entity.map(|e| self.entity(e, year.unwrap_or(Year(9999))));
        match (who, year) {
            (Some(who), Some(year)) => Bilingual::new(format!("{who} {year}年度"), format!("{who}, {year}")),
            (Some(who), None) => Bilingual::new(who.clone(), who),
            (None, Some(year)) => Bilingual::new(format!("{year}年度"), year.to_string()),
            (None, None) => {
                let article = match cause {
                    Cause::Open(open) => self.program.opens.get(open.at()).and_then(|o| self.article(o.article)),
                    _ => None,
                };
                let article = article.unwrap_or_default();
                Bilingual::new(article.clone(), article)
            }
        }
    }

    fn keys(&self, keys: &[Value]) -> String {
        if keys.is_empty() {
            return String::new();
        }
        let names: Vec<String> = keys.iter().map(|k| self.value(k, &Type::Text, Year(1), Language::Chinese)).collect();
        format!("（{}）", names.join("，"))
    }

    /// The label of a rule: `首次进入`; for a base, the variable's own short name.
    #[must_use]
    pub fn rule_label(&self, instance: Instance, rule: RuleIx) -> String {
        let variable = self.program.variable(instance.variable);
        variable.and_then(|v| v.rules.get(rule.at())).map_or_else(|| "？".to_owned(), |r| r.label.clone())
    }

    /// `鼓励激励 第六条（条号推定）`.
    #[must_use]
    pub fn article(&self, article: Option<ArticleIx>) -> Option<String> {
        let article = self.program.articles.get(article?.at())?;
        let mut text = if article.measure.is_empty() { article.anchor.clone() } else { format!("{} {}", article.measure, article.anchor) };
        if !article.note.is_empty() {
            text.push_str(&format!("（{}）", article.note));
        }
        Some(text)
    }

    /// `公布名单.csv｜D12`, with the sheet where there is one.
    #[must_use]
    pub fn origin(&self, origin: &Origin) -> String {
        let sheet = origin.sheet.as_ref().map(|s| format!("｜{s}")).unwrap_or_default();
        if origin.column == 0 {
            format!("{}{sheet}", origin.file)
        } else {
            format!("{}{sheet}｜{}{}", origin.file, column_letters(origin.column), origin.row)
        }
    }

    /// The kind of a mark, as results name it.
    #[must_use]
    pub fn mark_kind(&self, mark: &Mark) -> String {
        match mark {
            Mark::Presumed { .. } => "推定".to_owned(),
            Mark::Basis { basis, .. } => self.value(basis, &Type::Text, Year(1), Language::Chinese),
            Mark::Settled(_) | Mark::SetByOffice { .. } => "设定".to_owned(),
            Mark::LawAsOf(_) => "参照适用".to_owned(),
            Mark::OfficialDiffers { .. } => "与官方不同".to_owned(),
            Mark::PublishedDiffers(_) => "与推算不同".to_owned(),
            Mark::WhatIfOpen(_) | Mark::WhatIfParameter(_) => "推演".to_owned(),
        }
    }

    /// What a mark says.
    #[must_use]
    pub fn mark(&self, mark: &Mark) -> Bilingual {
        match mark {
            Mark::Presumed { variable, presumption } => {
                let variable = self.program.variable(*variable);
                let presumption = usize::try_from(*presumption).ok().and_then(|at| variable?.presumptions.get(at));
                let (label, because) = presumption.map_or(("？", ""), |p| (p.label.as_str(), p.because.as_str()));
                Bilingual::new(format!("推定「{label}」：{because}"), format!("presumption 「{label}」: {because}"))
            }
            Mark::Basis { table, column, basis, .. } => {
                let name = self.column_name(*table, Some(*column));
                let basis = self.value(basis, &Type::Text, Year(1), Language::Chinese);
                Bilingual::new(format!("{name}的依据是“{basis}”"), format!("the basis of {name} is “{basis}”"))
            }
            Mark::Settled(open) => {
                let settled = self.program.opens.get(open.at()).and_then(|o| Some((o, o.settled.as_ref()?)));
                match settled {
                    Some((open, settled)) => {
                        let value = self.value(&settled.value, &open.ty, Year(1), Language::Chinese);
                        Bilingual::new(
                            format!("「{}」由{}于{}设定为{value}（{}）", open.name, settled.by, settled.on, settled.because),
                            format!("「{}」 settled as {value} by {} on {} ({})", open.name, settled.by, settled.on, settled.because),
                        )
                    }
                    None => Bilingual::new("设定", "settled"),
                }
            }
            Mark::SetByOffice { open, nth } => self.set_by_office(*open, *nth),
            Mark::LawAsOf(year) => Bilingual::new(format!("参照{year}年度的规定"), format!("under the rules of {year}")),
            Mark::OfficialDiffers { variable, official, least, greatest } => {
                let ty = self.program.variable(*variable).map_or(Type::Text, |v| v.ty.clone());
                let computed = Possible::range(crate::possible::Range::between(least.clone(), greatest.clone()));
                let say = |language| (self.value(official, &ty, Year(1), language), self.possible(&computed, &ty, Year(1), language));
                let ((zh, zh_computed), (en, en_computed)) = (say(Language::Chinese), say(Language::English));
                Bilingual::new(format!("官方定为{zh}，按标准算是{zh_computed}"), format!("officially {en}; by the criteria {en_computed}"))
            }
            Mark::PublishedDiffers(differs) => self.published_differs(differs),
            Mark::WhatIfOpen(open) => {
                let name = self.program.opens.get(open.at()).map_or("？", |o| o.name.as_str());
                Bilingual::new(format!("假设「{name}」"), format!("supposing 「{name}」"))
            }
            Mark::WhatIfParameter(parameter) => {
                let name = self.program.parameters.get(parameter.at()).map_or("？", |p| p.name.as_str());
                Bilingual::new(format!("假设「{name}」"), format!("supposing 「{name}」"))
            }
        }
    }

    /// The cell a mark came from.
    #[must_use]
    pub fn mark_cell(&self, mark: &Mark) -> Option<String> {
        match mark {
            Mark::Basis { origin, .. } => origin.as_ref().map(|o| self.origin(o)),
            Mark::SetByOffice { open, nth } => self.setting(*open, *nth).map(|s| self.origin(&s.origin)),
            _ => None,
        }
    }

    /// The keys of a row: `凤县 2016年度 十强县`.
    fn row_key(&self, key: &[Value]) -> String {
        let year = key.iter().find_map(|k| if let Value::Year(year) = k { Some(*year) } else { None }).unwrap_or(Year(9999));
        key.iter().map(|k| self.value(k, &Type::Text, year, Language::Chinese)).collect::<Vec<_>>().join(" ")
    }

    /// Where a mark points: a row by its keys, a rule.
    #[must_use]
    pub fn mark_reference(&self, mark: &Mark) -> Option<String> {
        match mark {
            // The row by its keys, not by its cell: the same facts in another order are the same result.
            Mark::Basis { key, .. } => (!key.is_empty()).then(|| self.row_key(key)),
            Mark::Presumed { variable, presumption } => {
                let at = usize::try_from(*presumption).ok()?;
                Some(self.program.variable(*variable)?.presumptions.get(at)?.id.clone())
            }
            Mark::Settled(_)
            | Mark::SetByOffice { .. }
            | Mark::LawAsOf(_)
            | Mark::OfficialDiffers { .. }
            | Mark::PublishedDiffers(_)
            | Mark::WhatIfOpen(_)
            | Mark::WhatIfParameter(_) => None,
        }
    }
}

fn fault_words(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::Disagree => ("同时成立而互不让位，结果不同", "hold together, neither yields, and their results differ"),
        Fault::AgainstBound => (
            "照数据得出的值不合它的界限，数据里有互相矛盾的",
            "the value that the facts give is beyond its bounds; some of the facts contradict each other",
        ),
        Fault::CutTie => ("割线上完全相同，分不出先后", "equal by every key at the cut line"),
        Fault::NoRow => ("判定表没有一行合", "no row of the table holds"),
        Fault::SeveralRows => ("判定表有几行同时合，取唯一", "several rows of the table hold where only one may"),
        Fault::CriteriaNotObtained => ("这几级的标准没有取得", "the criteria of these levels were not obtained"),
        Fault::Arithmetic => ("算不出来（除数为零或数太大）", "cannot be computed (division by nought, or too large)"),
        Fault::DoesNotFit => (
            "算出的值放不进声明的类型（小数位太多，或不足一分），取整须明写",
            "the value does not fit its declared type; rounding must be written",
        ),
        Fault::UnhandledNa => ("读到不适用，而规则没有说那时如何", "reads 不适用, and no rule says what then"),
        Fault::NoArm => ("视 的各项都不符合", "no arm of the match fits"),
        Fault::TwoAtOnce => ("同一天有两行不同的记录", "two rows differ for one day"),
        Fault::EndlessHistory => ("往年追溯得太远", "reads too far back"),
        Fault::PresumptionsDisagree => ("两条推定给出不同的值", "two presumptions differ"),
        Fault::NoVersion => ("该年度没有施行的数值", "no value in force in that year"),
        Fault::QuotasBeyondWhole => ("各档的比例加起来超过了 100%", "the ratios of the tiers come to more than 100%"),
        Fault::QuotasDiffer => ("同一组里各家读到的名额不一样", "the quota is not the same for all of a group"),
        Fault::AmountsDiffer => ("同一组里各人读到的金额不一样", "the amount is not the same for all of a group"),
        Fault::ShareBelowNought => ("金额或者份额小于零，不能分配", "an amount or a weight below nought cannot be shared out"),
        Fault::NoScale => ("只有一家，或者都相等，没有高低可比（归一）", "one alone, or all equal: there is no scale (归一)"),
        Fault::WeightsNotWhole => ("权重加起来不是 100%，或者有的小于零", "the weights do not come to 100%, or one is below nought"),
        Fault::NoAverage => ("没有一家有这一项，算不出组平均", "nobody has this figure: there is no average"),
        Fault::NoWeight => ("份额（权重）都是零，没有依据", "all weights are nought: there is nothing to go by"),
        Fault::FinerThanUnit => ("金额有不足一个单位的零头（见 精确到）", "the amount has a part smaller than the unit (精确到)"),
        Fault::RemainderTie => {
            ("余数相同，尾差不够每人一份，没有依据分先后", "equal remainders, not a unit for each, and nothing to part them by")
        }
    }
}
