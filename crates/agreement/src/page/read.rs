//! Reading a page, for a program that may know less than the one it was written for.

use std::collections::BTreeMap;

use jiff::civil::Date;
use quanheng_facts::entity::{Dated, PartialDate};
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::Held;
use quanheng_facts::schema::{JudgementId, Schema, SettingId, TableId};
use quanheng_facts::value::{EntityIx, KindId, LengthUnit, Month, Type, Value, Year};
use quanheng_policy::ir::{OpenId, ParameterId, Program};

use super::show::key_type;
use crate::world::{Being, FIRST_MATTER, Line, Scope, Settled, Signed, Verdict, World};

/// The packs of a page.
#[must_use]
pub fn packs_of(page: &str) -> Vec<Vec<(String, String)>> {
    let mut packs: Vec<Vec<(String, String)>> = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match &mut open {
            Some((name, text)) if line == "~~~~" => {
                if let Some(pack) = packs.last_mut() {
                    pack.push((name.clone(), text.clone()));
                }
                open = None;
            }
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
            None if line.starts_with("## 包 ") => packs.push(Vec::new()),
            None => open = line.strip_prefix("~~~~markdown ").map(|name| (name.to_owned(), String::new())),
        }
    }
    packs
}

/// A table: title, heads, rows.
type Titled = (String, Vec<String>, Vec<Vec<String>>);

/// Tables below `## 世界`.
fn tables_of(page: &str) -> Vec<Titled> {
    let mut all: Vec<Titled> = Vec::new();
    let from = page.split_once("## 世界").map_or("", |(_, after)| after);
    for line in from.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            all.push((title.to_owned(), Vec::new(), Vec::new()));
        } else if let Some(cells) = line.strip_prefix("| ").and_then(|l| l.strip_suffix(" |")) {
            let cells: Vec<String> = cells.split(" | ").map(|c| c.trim().to_owned()).collect();
            if let Some((_, heads, rows)) = all.last_mut() {
                if heads.is_empty() { *heads = cells } else { rows.push(cells) }
            }
        }
    }
    all
}

/// The world of a page, as far as a program knows it.
#[must_use]
pub fn world_of(page: &str, program: &Program) -> World {
    let tables = tables_of(page);
    let mut reader = Reader { schema: &program.schema, world: World::default(), ids: BTreeMap::new() };
    for (title, heads, rows) in &tables {
        for row in rows {
            let cell = |head: &str| heads.iter().position(|h| h == head).and_then(|at| row.get(at)).map(String::as_str).unwrap_or_default();
            match title.as_str() {
                "年度" => reader.world.years.extend(year(cell("年度"))),
                "实体" => reader.being(cell("编号"), cell("种类"), cell("自"), cell("至")),
                _ => {}
            }
        }
    }
    let rows_of = |title: &str| tables.iter().find(|(t, _, _)| t == title).map(|(_, heads, rows)| (heads, rows));
    if let Some((_, rows)) = rows_of("实体") {
        for row in rows {
            let (Some(own), Some(above)) = (reader.ids.get(&row[0]).copied(), reader.ids.get(&row[2]).copied()) else { continue };
            reader.world.beings[own].superior = Some(above);
        }
    }
    if let Some((_, rows)) = rows_of("事项") {
        for row in rows {
            reader.matter(&row[0], &row[1]);
        }
    }
    for (title, heads, rows) in &tables {
        if let Some(name) = title.strip_prefix("表 ") {
            for row in rows {
                reader.line(name, heads, row);
            }
        }
    }
    for row in rows_of("完整确认").into_iter().flat_map(|(_, rows)| rows) {
        reader.signed(&row[0], &row[1], &row[2]);
    }
    for row in rows_of("认定").into_iter().flat_map(|(_, rows)| rows) {
        reader.verdict(row);
    }
    for row in rows_of("设定").into_iter().flat_map(|(_, rows)| rows) {
        reader.setting(row);
    }
    for row in rows_of("没有读成的行").into_iter().flat_map(|(_, rows)| rows) {
        if let Some(table) = reader.table(&row[0]) {
            reader.world.unread.push((table, year(&row[1])));
        }
    }
    for row in rows_of("问法").into_iter().flat_map(|(_, rows)| rows) {
        reader.choice(program, &row[0], &row[1], &row[2]);
    }
    reader.world
}

struct Reader<'s> {
    schema: &'s Schema,
    world: World,
    ids: BTreeMap<String, usize>,
}

fn year(text: &str) -> Option<Year> {
    text.parse().ok().map(Year)
}

fn partial(text: &str) -> Option<PartialDate> {
    match text.split_once('…') {
        Some((a, b)) => Some(PartialDate { earliest: a.parse().ok()?, latest: b.parse().ok()? }),
        None => Some(PartialDate::day(text.parse().ok()?)),
    }
}

impl Reader<'_> {
    fn being(&mut self, id: &str, kind: &str, from: &str, to: &str) {
        let Some(kind) = self.schema.kinds.iter().position(|k| k.name == kind) else { return };
        let exists = Dated { from: partial(from), to: partial(to), value: () };
        self.ids.insert(id.to_owned(), self.world.beings.len());
        self.world.beings.push(Being { id: id.to_owned(), kind: KindId(u32::try_from(kind).unwrap()), superior: None, exists });
    }

    fn table(&self, name: &str) -> Option<TableId> {
        self.schema.tables.iter().position(|t| t.name == name).map(|at| TableId(u32::try_from(at).unwrap()))
    }

    /// A matter keeps its place, also where its table is gone.
    fn matter(&mut self, table: &str, key: &str) {
        let Some(id) = self.table(table) else {
            self.world.matters.push((TableId(u32::MAX), Vec::new()));
            return;
        };
        let keys = self.schema.tables[id.0 as usize].keys.clone();
        let key: Vec<Value> = key.split('；').zip(&keys).filter_map(|(text, key)| self.value(text, &key_type(&key.ty))).collect();
        self.world.matters.push((id, key));
    }

    fn line(&mut self, name: &str, heads: &[String], row: &[String]) {
        let Some(table) = self.table(name) else { return };
        let schema = &self.schema.tables[table.0 as usize];
        let cell = |head: &str| heads.iter().position(|h| h == head).and_then(|at| row.get(at)).map(String::as_str).unwrap_or_default();
        let keys: Option<Vec<Value>> = schema.keys.iter().map(|k| self.value(cell(&k.name), &key_type(&k.ty))).collect();
        let Some(keys) = keys else { return };
        let cells = schema.columns.iter().map(|c| {
            let text = cell(&c.name);
            match text.split_once('…') {
                _ if text.is_empty() => None,
                Some((a, b)) => Some(Held::Between(self.value(a, &c.ty)?, self.value(b, &c.ty)?)),
                None => self.value(text, &c.ty).map(Held::Exactly),
            }
        });
        let cells = cells.collect();
        self.world.lines.push(Line { table, number: cell("行").parse().unwrap_or(0), keys, cells });
    }

    fn signed(&mut self, table: &str, of: &str, scope: &str) {
        let Some(table) = self.table(table) else { return };
        let scope: Option<Vec<Scope>> = scope
            .split('；')
            .filter(|s| !s.is_empty())
            .map(|s| match s.strip_prefix('“').and_then(|s| s.strip_suffix('”')) {
                Some(name) => Some(Scope::Named(name.to_owned())),
                None => self.ids.get(s).map(|at| Scope::Being(*at)),
            })
            .collect();
        if let Some(scope) = scope {
            self.world.signed.push(Signed { table, year: year(of), scope });
        }
    }

    fn verdict(&mut self, row: &[String]) {
        let Some(at) = self.schema.judgements.iter().position(|j| j.name == row[0]) else { return };
        let schema = &self.schema.judgements[at];
        let args = row[3].split('；').zip(&schema.index).filter_map(|(text, index)| self.value(text, &index.ty)).collect();
        let (Some(of), Some(value)) = (self.ids.get(&row[1]).copied(), self.value(&row[4], &schema.ty)) else { return };
        let judgement = JudgementId(u32::try_from(at).unwrap());
        self.world.verdicts.push(Verdict { judgement, of, year: year(&row[2]), args, value });
    }

    fn setting(&mut self, row: &[String]) {
        let Some(at) = self.schema.settings.iter().position(|s| s.name == row[0]) else { return };
        let Some(value) = self.value(&row[1], &self.schema.settings[at].ty) else { return };
        let setting = SettingId(u32::try_from(at).unwrap());
        self.world.settings.push(Settled { setting, value, from: row[2].parse().ok(), to: row[3].parse().ok() });
    }

    fn choice(&mut self, program: &Program, what: &str, name: &str, text: &str) {
        match what {
            "严格" => self.world.choice.strict = true,
            "规定以" => self.world.choice.law_as_of = year(text),
            "决定日" => self.world.choice.decided_on = text.parse().ok(),
            "待定" => {
                let at = program.opens.iter().position(|o| o.name == name);
                if let Some((at, value)) = at.and_then(|at| Some((at, self.value(text, &program.opens[at].ty)?))) {
                    self.world.choice.opens.insert(OpenId(u32::try_from(at).unwrap()), value);
                }
            }
            _ => {
                let at = program.parameters.iter().position(|p| p.name == name);
                if let Some((at, value)) = at.and_then(|at| Some((at, self.value(text, &program.parameters[at].ty)?))) {
                    self.world.choice.parameters.insert(ParameterId(u32::try_from(at).unwrap()), value);
                }
            }
        }
    }

    fn entity(&self, text: &str) -> Option<EntityIx> {
        if let Some(matter) = text.strip_prefix("事项#") {
            return matter.parse().ok().map(|n: u32| EntityIx(FIRST_MATTER + n));
        }
        self.ids.get(text).map(|at| EntityIx(u32::try_from(*at).unwrap()))
    }

    fn value(&self, text: &str, ty: &Type) -> Option<Value> {
        if let Some(list) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
            let parts = list.split('、').filter(|p| !p.is_empty());
            return Some(match ty {
                Type::Set(_) => Value::Set(parts.filter_map(|p| self.entity(p)).collect()),
                _ => Value::Many(parts.filter_map(|p| self.value(p, ty)).collect()),
            });
        }
        Some(match ty {
            Type::Bool => Value::Bool(text == "是"),
            Type::Integer { .. } | Type::Decimal { .. } | Type::Ratio | Type::Money => Value::Number(match text.split_once('/') {
                Some((over, under)) => Exact::fraction(over.parse().ok()?, under.parse().ok()?)?,
                None => Exact::integer(text.parse().ok()?),
            }),
            Type::Date => Value::Date(text.parse::<Date>().ok()?),
            Type::Month => {
                let (year, month) = text.split_once('-')?;
                Value::Month(Month { year: year.parse().ok()?, month: month.parse().ok()? })
            }
            Type::Year => Value::Year(year(text)?),
            Type::Enum(id) => Value::Enum(*id, self.schema.enums.get(id.0 as usize)?.rank_of(text)?),
            Type::Text => Value::Text(text.strip_prefix('“')?.strip_suffix('”')?.to_owned()),
            Type::Entity(_) => Value::Entity(self.entity(text)?),
            Type::Set(_) => return None,
            Type::Length => LengthUnit::length(text)?,
        })
    }
}
