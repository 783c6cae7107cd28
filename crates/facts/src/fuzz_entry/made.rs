//! Bytes → facts of any schema: a register and rows as clerks could have entered them, put through intake as files of CSV.
//!
//! Each row is [`STRIDE`] bytes: which table, whether it came late, and a byte for each cell, which picks among values at the edges of
//! the policy's numbers and days, impossible ones included. So a changed byte changes one cell, and rows of one key, disagreeing rows,
//! gaps, unknown names and signatures all come about. Deliberately absent: how cells are laid out in files; the other doors change that.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use quanheng_sheet::{Cell, CellValue, Row, Sheet, Workbook};

use crate::exact::Exact;
use crate::fact::Facts;
use crate::intake::{FactFile, Input, Wanted, all_targets, concerns_persons, intake, read_registers};
use crate::problem::Problem;
use crate::schema::{Blank, ColumnSchema, KeyType, Schema, TableSchema};
use crate::value::{KindId, Type, Value, enum_of};

/// Bytes of a row.
pub const STRIDE: usize = 16;
/// Rows beyond these are left out, so that a case takes no longer than others.
const MOST_ROWS: usize = 120;
/// A byte below this leaves its cell empty.
const BLANK_BELOW: u8 = 24;
/// Units of each kind that are there from the start.
const UNITS: usize = 3;

const PERSONS: [&str; 4] = ["赵一", "钱二", "孙三", "赵一（甲）"];
const NUMBERS: [&str; 4] = ["S-1", "S-2", "S-3", "s-1"];
const ORDINALS: [&str; 5] = ["甲", "乙", "丙", "丁", "戊"];

/// Numbers and days at which a policy says something else.
#[derive(Clone, Debug, Default)]
pub struct Edges {
    pub numbers: BTreeSet<Exact>,
    /// In 分.
    pub amounts: BTreeSet<Exact>,
    pub ratios: BTreeSet<Exact>,
    pub days: BTreeSet<Date>,
}

/// Which way round the rows of each file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Forwards,
    Backwards,
}

/// Makes facts.
#[must_use]
pub fn facts_of(schema: &Schema, edges: &Edges, bytes: &[u8], known_on: Option<Date>, order: Order) -> (Facts, Vec<Problem>) {
    let maker = Maker { schema, edges };
    let sheets = maker.sheets();
    let mut rows: Vec<Vec<Vec<String>>> = vec![Vec::new(); sheets.len()];
    let (units, of_tables) = (sheets.len().saturating_sub(1), sheets.len());
    if let Some(all) = rows.get_mut(units) {
        all.extend(maker.units());
    }
    for chunk in bytes.chunks(STRIDE).take(MOST_ROWS) {
        let Some(at) = chunk.first().and_then(|first| usize::from(*first).checked_rem(of_tables)) else { continue };
        if let (Some(sheet), Some(rows)) = (sheets.get(at), rows.get_mut(at)) {
            rows.push(sheet.row(&maker, chunk));
        }
    }
    let mut files = Vec::new();
    for (sheet, mut rows) in sheets.iter().zip(rows) {
        if rows.is_empty() {
            continue;
        }
        if order == Order::Backwards {
            rows.reverse();
        }
        let lines = std::iter::once(sheet.headings.clone()).chain(rows);
        files.push(FactFile { name: format!("{}.csv", sheet.name), workbook: workbook(lines), ..FactFile::default() });
    }
    let (registered, mut problems) = read_registers(&[], &files, schema);
    let input = Input { schema, entities: registered.entities, files: &files, unread_files: &[], known_on };
    let (facts, more) = intake(&input);
    problems.extend(more);
    (facts, problems)
}

fn workbook(lines: impl Iterator<Item = Vec<String>>) -> Workbook {
    let mut rows = Vec::new();
    for (number, line) in (1_u32..).zip(lines) {
        let cells = (1_u32..).zip(line).filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|(column, text)| Cell { column, value: CellValue::Text(text) }).collect();
        rows.push(Row { number, hidden: false, cells });
    }
    Workbook { sheets: vec![Sheet { rows, ..Sheet::default() }] }
}

/// A file to be: its headings, and what each of its columns takes.
struct Page<'a> {
    name: String,
    headings: Vec<String>,
    takes: Vec<Take<'a>>,
}

/// What a column takes.
enum Take<'a> {
    Key(&'a KeyType),
    Column(&'a ColumnSchema),
    Of(Type),
    /// One of these.
    Words(Vec<String>),
    /// Filled whatever the byte: a row without it would only be refused.
    Always(Vec<String>),
}

impl Page<'_> {
    /// One row of a chunk.
    fn row(&self, maker: &Maker<'_>, chunk: &[u8]) -> Vec<String> {
        let body = chunk.get(1..).unwrap_or_default();
        let cell = |(at, take): (usize, &Take<'_>)| {
            let byte = at.checked_rem(body.len()).and_then(|place| body.get(place)).copied().unwrap_or(0);
            let turned = at.checked_div(body.len().max(1)).and_then(|times| u32::try_from(times).ok()).unwrap_or(0);
            maker.cell(take, byte.rotate_left(turned))
        };
        self.takes.iter().enumerate().map(cell).collect()
    }
}

struct Maker<'a> {
    schema: &'a Schema,
    edges: &'a Edges,
}

impl<'a> Maker<'a> {
    /// Every file there may be; the last one is the register.
    fn sheets(&self) -> Vec<Page<'a>> {
        let targets = all_targets(self.schema);
        let wanted = |name: &str| targets.iter().rfind(|(_, n, _)| n == name).map(|(_, _, w)| w.as_slice()).unwrap_or_default();
        let mut sheets: Vec<Page<'a>> = self.schema.tables.iter().map(|table| self.table(table)).collect();
        sheets.push(page("完整确认", wanted("完整确认"), |name| self.of_confirmation(name)));
        if !self.schema.judgements.is_empty() {
            sheets.push(page("认定", wanted("认定"), |name| self.of_judgement(name)));
        }
        if !self.schema.settings.is_empty() {
            sheets.push(page("设定", wanted("设定"), |name| self.of_setting(name)));
        }
        let columns = ["编号", "名称", "种类", "上级", "代码", "自", "至"].map(|name| Wanted::new(name, &[name], false));
        sheets.push(page("单位", &columns, |name| self.of_unit(name)));
        sheets
    }

    fn table(&self, table: &'a TableSchema) -> Page<'a> {
        let mut page = Page { name: table.name.clone(), headings: Vec::new(), takes: Vec::new() };
        let mut add = |heading: &str, take: Take<'a>| {
            page.headings.push(heading.to_owned());
            page.takes.push(take);
        };
        for key in &table.keys {
            add(&key.name, Take::Key(&key.ty));
        }
        for column in &table.columns {
            add(&column.name, Take::Column(column));
        }
        add("知悉日期", Take::Words(late()));
        if table.keys.iter().any(|k| matches!(k.ty, KeyType::Entity(kind) if concerns_persons(self.schema, kind))) {
            add("人员编号", Take::Words(["", "R1", "R2", "110101199003078515"].map(str::to_owned).to_vec()));
        }
        page
    }

    fn of_confirmation(&self, name: &str) -> Option<Take<'a>> {
        let signed = self.schema.tables.iter().filter(|t| t.completeness.is_some());
        let bodies: BTreeSet<String> = signed.clone().flat_map(|t| t.completeness.iter().flat_map(|c| c.bodies.clone())).collect();
        Some(match name {
            "表" => Take::Always(signed.map(|t| t.name.clone()).chain(["无此表".to_owned()]).collect()),
            "年度" => Take::Words(years()),
            "范围" => {
                let values = self.schema.enums.iter().flat_map(|e| e.values.clone());
                let units = (0..self.schema.kinds.len()).filter_map(|at| self.units_of(KindId(u32::try_from(at).ok()?)).into_iter().next());
                // Signed whole, most of the time.
                Take::Words(std::iter::repeat_n(String::new(), 200).chain(values).chain(units).collect())
            }
            "确认机关" => Take::Always(bodies.into_iter().collect()),
            "确认日期" => Take::Of(Type::Date),
            "知悉日期" => Take::Words(late()),
            _ => return None,
        })
    }

    fn of_judgement(&self, name: &str) -> Option<Take<'a>> {
        let all = &self.schema.judgements;
        Some(match name {
            "认定项" => Take::Always(all.iter().flat_map(|j| self.named_with_index(j)).collect()),
            "对象" => Take::Always(all.iter().flat_map(|j| self.entities_of(j.owner)).collect::<BTreeSet<_>>().into_iter().collect()),
            "年度" => Take::Words(std::iter::once(String::new()).chain(years()).collect()),
            "结论" => Take::Always(all.iter().flat_map(|j| self.values(&j.ty, None)).collect::<BTreeSet<_>>().into_iter().collect()),
            "认定机关" => Take::Always(all.iter().flat_map(|j| j.bodies.clone()).collect::<BTreeSet<_>>().into_iter().collect()),
            "认定人" | "理由" | "证据" => Take::Always(vec!["某甲".to_owned()]),
            "日期" => Take::Of(Type::Date),
            "知悉日期" => Take::Words(late()),
            _ => return None,
        })
    }

    fn named_with_index(&self, judgement: &crate::schema::JudgementSchema) -> Vec<String> {
        let mut names = vec![judgement.name.clone()];
        for index in &judgement.index {
            let values = self.values(&index.ty, None);
            let more = |name: &String| {
                let joined = |value: &String| match name.strip_suffix('）') {
                    Some(open) => format!("{open}、{value}）"),
                    None => format!("{name}（{value}）"),
                };
                values.iter().take(8).map(joined).collect::<Vec<_>>()
            };
            names = names.iter().flat_map(more).collect();
        }
        names
    }

    fn of_setting(&self, name: &str) -> Option<Take<'a>> {
        let all = &self.schema.settings;
        Some(match name {
            "名" => Take::Always(all.iter().map(|s| s.name.clone()).collect()),
            "值" => {
                let of = |s: &crate::schema::SettingSchema| {
                    let options = s.options.iter().map(|o| self.shown(o));
                    let settled = s.settled.iter().map(|v| self.shown(v));
                    options.chain(settled).chain(self.values(&s.ty, None).into_iter().take(12)).collect::<Vec<_>>()
                };
                Take::Always(all.iter().flat_map(of).collect::<BTreeSet<_>>().into_iter().collect())
            }
            "设定机关" | "设定人" | "理由" => Take::Always(vec!["某办".to_owned(), "乙办".to_owned()]),
            "日期" => Take::Of(Type::Date),
            "自" | "至" => Take::Words(std::iter::repeat_n(String::new(), 40).chain(years()).chain(self.days()).collect()),
            "知悉日期" => Take::Words(late()),
            _ => return None,
        })
    }

    fn of_unit(&self, name: &str) -> Option<Take<'a>> {
        let kinds = || self.schema.kinds.iter();
        let units: Vec<String> =
            (0..self.schema.kinds.len()).filter_map(|at| u32::try_from(at).ok()).flat_map(|at| self.own_units(KindId(at))).collect();
        Some(match name {
            "编号" => Take::Words(["", "X:a", "X:b", "X:c", "Y:a", "坏"].map(str::to_owned).to_vec()),
            "名称" => Take::Always(units.iter().cloned().chain(ORDINALS.map(str::to_owned)).collect()),
            "种类" => Take::Always(kinds().map(|k| k.name.clone()).collect()),
            "上级" => Take::Words(units.into_iter().chain(ORDINALS.map(str::to_owned)).collect()),
            "代码" => Take::Words(["610101", "610102"].map(str::to_owned).to_vec()),
            "自" | "至" => Take::Words(std::iter::repeat_n(String::new(), 100).chain(self.days()).collect()),
            _ => return None,
        })
    }

    /// The rows of the register that are there from the start: a few of every kind, below those of the kind above.
    fn units(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for (at, kind) in self.schema.kinds.iter().enumerate() {
            let Ok(id) = u32::try_from(at).map(KindId) else { break };
            let above = kind.superior.map(|k| self.own_units(k)).unwrap_or_default();
            for (nth, name) in self.own_units(id).into_iter().enumerate() {
                // Two below the first, one below the second.
                let superior = above.get(usize::from(nth.saturating_add(1) == UNITS)).cloned().unwrap_or_default();
                rows.push(vec![String::new(), name, kind.name.clone(), superior]);
            }
        }
        rows
    }

    /// Units of this very kind; none where they come from elsewhere.
    fn own_units(&self, kind: KindId) -> Vec<String> {
        let told = |kind: KindId| self.schema.free_matters.iter().any(|f| f.other == kind);
        match self.schema.kind(kind) {
            Some(def) if def.record.is_none() && def.any_of.is_empty() && !told(kind) && !concerns_persons(self.schema, kind) => {
                ORDINALS.iter().take(UNITS).map(|ordinal| format!("{ordinal}{}", def.name)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Units of this kind and of those below it.
    fn units_of(&self, kind: KindId) -> Vec<String> {
        let all = (0..self.schema.kinds.len()).filter_map(|at| u32::try_from(at).ok()).map(KindId);
        all.filter(|one| self.schema.is_kind(*one, kind)).flat_map(|one| self.own_units(one)).collect()
    }

    /// Everybody who can be named where one of this kind is wanted, and some who cannot.
    fn entities_of(&self, kind: KindId) -> Vec<String> {
        let mut all = self.units_of(kind);
        let below = |of: KindId| self.schema.is_kind(of, kind);
        let records = (0..self.schema.kinds.len()).filter_map(|at| u32::try_from(at).ok()).map(KindId).filter(|k| below(*k));
        if records.clone().any(|k| self.schema.kind(k).is_some_and(|k| k.record.is_some())) {
            all.extend(NUMBERS.map(str::to_owned));
        }
        for (table, of) in self.schema.tables_of_matters().filter(|(_, of)| below(*of)) {
            let Some(table) = self.schema.table(table) else { continue };
            let who = match table.keys.first().map(|k| &k.ty) {
                Some(KeyType::Entity(kind)) if *kind != of => self.units_of(*kind),
                _ => Vec::new(),
            };
            all.extend(who.iter().take(2).flat_map(|who| [2015, 2016].map(|year| format!("{} {who} {year}年度", table.name))));
        }
        if concerns_persons(self.schema, kind) || all.is_empty() {
            all.extend(PERSONS.map(str::to_owned));
        }
        all.push("无此名".to_owned());
        all
    }

    fn cell(&self, take: &Take<'_>, byte: u8) -> String {
        let blank = byte < BLANK_BELOW;
        let one_of = |pool: &[String]| {
            let at = usize::from(byte.saturating_sub(BLANK_BELOW)).checked_rem(pool.len());
            at.and_then(|at| pool.get(at)).cloned().unwrap_or_default()
        };
        match take {
            Take::Always(words) => one_of(words),
            _ if blank => String::new(),
            Take::Words(words) => one_of(words),
            Take::Of(ty) => one_of(&self.values(ty, None)),
            Take::Key(KeyType::Entity(kind)) => one_of(&self.entities_of(*kind)),
            Take::Key(KeyType::Year) => one_of(&years()),
            Take::Key(KeyType::Enum(id)) => one_of(&self.values(&Type::Enum(*id), None)),
            Take::Column(column) => {
                let pool = self.values(&column.ty, Some(column));
                let many = column.many_values || matches!(column.ty, Type::Set(_));
                if many && byte >= 200 {
                    let second = pool.get(usize::from(byte.saturating_sub(200)).checked_rem(pool.len()).unwrap_or(0));
                    format!("{}、{}", one_of(&pool), second.cloned().unwrap_or_default())
                } else {
                    one_of(&pool)
                }
            }
        }
    }

    /// Values of a type, written as people write them: at its edges, those of the policy and of the column, and some that are none.
    fn values(&self, ty: &Type, column: Option<&ColumnSchema>) -> Vec<String> {
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<String>>();
        match ty {
            Type::Bool => words(&["是", "否", "是", "否", "是", "否", "也许"]),
            Type::Integer { .. } => self.numbers(&self.edges.numbers, 0, column),
            Type::Decimal { scale } => self.numbers(&self.edges.numbers, *scale, column),
            Type::Money => {
                let amounts = self.edges.amounts.iter().filter_map(|a| a.over(Exact::integer(100))).collect();
                self.numbers(&amounts, 2, column)
            }
            Type::Ratio => {
                let hundredfold = self.edges.ratios.iter().filter_map(|r| r.times(Exact::integer(100))).collect();
                let mut all: Vec<String> = self.numbers(&hundredfold, 0, None).iter().map(|n| format!("{n}%")).collect();
                all.extend(words(&["0%", "100%", "100.01%", "33.3%", "1/3", "0.5"]));
                all
            }
            Type::Date => self.days(),
            Type::Month => words(&["2016-01", "2016-12", "2015-12", "2016-02", "2017年1月", "1900-01", "2016-13"]),
            Type::Year => years(),
            Type::Enum(id) => {
                let values = enum_of(&self.schema.enums, *id).map(|e| e.values.clone()).unwrap_or_default();
                values.into_iter().chain(["无此值".to_owned()]).collect()
            }
            Type::Text => words(&["甲", "甲", "乙", "丙\n丁", "=1+1"]),
            Type::Length => words(&["1日", "30日", "3个月", "1年", "5工作日", "24小时", "4294967295年", "0日"]),
            Type::Entity(kind) | Type::Set(kind) => self.entities_of(*kind),
        }
    }

    fn numbers(&self, edges: &BTreeSet<Exact>, scale: u32, column: Option<&ColumnSchema>) -> Vec<String> {
        let step = Exact::decimal(1, scale).unwrap_or(Exact::ONE);
        let mut all: BTreeSet<Exact> = [0, 1, 2, 3, 10, 100].map(Exact::integer).into();
        let ends = column.map(|c| [c.range.0, c.range.1]).into_iter().flatten().flatten();
        for edge in edges.iter().copied().chain(ends) {
            all.extend([edge.minus(step), Some(edge), edge.plus(step)].into_iter().flatten());
        }
        if let Some(Blank::Default(Value::Number(number))) = column.map(|c| &c.blank) {
            all.insert(*number);
        }
        let shown = all.into_iter().filter_map(|n| n.to_decimal_string(n.scale()?));
        let odd = ["-1", "99999999999999999999", "1e40", "0.0000001", "两"];
        shown.take(190).chain(odd.map(str::to_owned)).collect()
    }

    fn days(&self) -> Vec<String> {
        let mut all: BTreeSet<String> =
            ["2016-01-01", "2016-12-31", "2015-12-31", "2016-02-29", "2017-01-01", "2016-06", "2015-12", "1900-01-01", "2100-12-31"]
                .map(str::to_owned)
                .into();
        for day in self.edges.days.iter().take(50) {
            let around = [day.checked_sub(1.day()).ok(), Some(*day), day.checked_add(1.day()).ok()];
            all.extend(around.into_iter().flatten().map(|d| d.to_string()));
        }
        all.into_iter().chain(["9999-12-31", "2016-02-30", "2016", "昨天"].map(str::to_owned)).collect()
    }

    fn shown(&self, value: &Value) -> String {
        match value {
            Value::Bool(true) => "是".to_owned(),
            Value::Bool(false) => "否".to_owned(),
            Value::Number(number) => number.scale().and_then(|scale| number.to_decimal_string(scale)).unwrap_or_default(),
            Value::Enum(id, rank) => enum_of(&self.schema.enums, *id).and_then(|e| e.name_of(*rank)).unwrap_or_default().to_owned(),
            Value::Date(day) => day.to_string(),
            Value::Year(year) => year.to_string(),
            Value::Length(count, unit) => format!("{count}{}", unit.word()),
            _ => String::new(),
        }
    }
}

fn page<'a>(name: &str, wanted: &[Wanted], take: impl Fn(&str) -> Option<Take<'a>>) -> Page<'a> {
    let columns = wanted.iter().filter_map(|w| Some((w.name.clone(), take(&w.name)?)));
    let (headings, takes) = columns.unzip();
    Page { name: name.to_owned(), headings, takes }
}

fn years() -> Vec<String> {
    let often = std::iter::repeat_n(["2016", "2015", "2016", "2014", "2016"], 6).flatten();
    often.chain(["2017", "2013", "1900", "2100", "9999", "0", "二〇一六"]).map(str::to_owned).collect()
}

/// Most rows do not say when they became known.
fn late() -> Vec<String> {
    let never = std::iter::repeat_n("", 60);
    never.chain(["2017-03-01", "2017-03-02", "2018-01-01", "2016-12-31", "2100-12-31", "2016-02-30"]).map(str::to_owned).collect()
}
