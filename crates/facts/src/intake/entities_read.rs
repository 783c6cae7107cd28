//! Registers: who exists. Several rows with one id are the names and codes it bore at different times.
//!
//! A pack brings its own in `entities/`; a folder of facts may bring more, as a sheet or file named 单位, for units that no
//! pack knows. There an id (编号) may be left out: it is then made of the superior's and the name.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_sheet::{Row as SheetRow, Workbook};

use super::FactFile;
use super::cell_value::says_nothing;
use super::date_text::{Day, day_or_month};
use super::heading::{self, Layout, Wanted};
use super::page::{Page, shown};
use super::superiors::{self, Superiors};
use super::table_found;
use super::wording::{nearest, normal};
use crate::entity::{Dated, Entities, Entity, PartialDate};
use crate::problem::{Place, Problem};
use crate::problems::{
    entity_disagrees, entity_id_malformed, entity_kind_unknown, entity_superior_unknown, entity_twice, not_a_date,
    register_heading_unknown, required_blank, span_reversed,
};
use crate::schema::Schema;
use crate::value::KindId;

const ID: usize = 0;
const NAME: usize = 1;
const KIND: usize = 2;
const SUPERIOR: usize = 3;
const CODE: usize = 4;
const FROM: usize = 5;
const TO: usize = 6;
/// Levels of units that have no ids of their own.
const DEEPEST: usize = 16;
/// For so many unknown superiors the nearest names are looked up.
const MOST_GUESSES: usize = 100;

fn wanted() -> Vec<Wanted> {
    vec![
        Wanted::new("id", &["id"], true),
        Wanted::new("名称", &["名称"], true),
        Wanted::new("种类", &["种类"], true),
        Wanted::new("上级", &["上级"], false),
        Wanted::new("代码", &["代码"], false),
        Wanted::new("自", &["自"], false),
        Wanted::new("至", &["至"], false),
        Wanted::ignored(&["依据", "备注"]),
    ]
}

/// The table of units that facts bring along.
pub(crate) const TABLE: &str = "单位";

/// Its headings.
pub(crate) fn wanted_of_units() -> Vec<Wanted> {
    vec![
        Wanted::new("编号", &["编号", "id", "单位编号"], false),
        Wanted::new("名称", &["名称", "单位", "单位名称"], true),
        Wanted::new("种类", &["种类", "单位种类"], true),
        Wanted::new("上级", &["上级", "上级单位", "所属市"], false),
        Wanted::new("代码", &["代码", "区划代码"], false),
        Wanted::new("自", &["自", "起"], false),
        Wanted::new("至", &["至", "止"], false),
        Wanted::ignored(&["依据", "备注", "说明", "序号", "来源", "录入人", "知悉日期"]),
    ]
}

/// True if a file of a pack's `entities` folder is a register (it has a heading `id`); any other is a fact table.
#[must_use]
pub fn is_entity_register(workbook: &Workbook) -> bool {
    workbook.sheets.iter().any(|sheet| {
        let top = sheet.rows.iter().take(10);
        top.flat_map(|r| &r.cells).any(|c| normal(&shown(&c.value)) == "id")
    })
}

/// One row of a register.
struct Line {
    /// Empty: to be made.
    id: String,
    name: String,
    kind: KindId,
    superior: Option<(String, Place)>,
    code: Option<String>,
    from: Option<PartialDate>,
    to: Option<PartialDate>,
    place: Place,
}

/// Who exists, as registers say.
#[derive(Debug, Default)]
pub struct Registered {
    pub entities: Entities,
    /// How many of them the facts brought along.
    pub of_facts: usize,
}

/// Reads all registers among a pack's files, and the sheets of facts that are named 单位; what is neither is passed over.
/// Problems come ordered by place.
#[must_use]
pub fn read_registers(files: &[(String, Workbook)], facts: &[FactFile], schema: &Schema) -> (Registered, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut sorted: Vec<&(String, Workbook)> = files.iter().filter(|(_, book)| is_entity_register(book)).collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, workbook) in sorted {
        for sheet in workbook.sheets.iter().filter(|s| !s.rows.is_empty()) {
            lines.extend(register(&Page::new(name, sheet, true), schema, &wanted(), &mut problems));
        }
    }
    let mut sorted: Vec<&FactFile> = facts.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    let mut brought: Vec<Line> = Vec::new();
    for file in sorted {
        let filled = file.workbook.sheets.iter().filter(|s| !s.rows.is_empty()).count();
        for sheet in &file.workbook.sheets {
            let page = Page::new(&file.name, sheet, filled == 1);
            if table_found::is_of_units(&page, schema) {
                brought.extend(register(&page, schema, &wanted_of_units(), &mut problems));
            }
        }
    }
    number_the_unnumbered(&lines, &mut brought);
    let of_facts = brought.iter().map(|line| line.id.as_str()).collect::<BTreeSet<_>>().len();
    lines.extend(brought);
    let entities = assembled(lines, &mut problems);
    problems.sort();
    problems.dedup();
    (Registered { entities, of_facts }, problems)
}

/// The registers of a pack alone.
#[must_use]
pub fn read_entities(files: &[(String, Workbook)], schema: &Schema) -> (Entities, Vec<Problem>) {
    let (registered, problems) = read_registers(files, &[], schema);
    (registered.entities, problems)
}

/// Gives an id to each line without one: the superior's id, a stroke, the name. A superior that has none itself comes first.
fn number_the_unnumbered(known: &[Line], brought: &mut [Line]) {
    // At most as often as there are levels; what names itself as its superior stops with its name alone.
    for _ in 0..DEEPEST {
        // Of several that bear a name the least, whatever the order of rows.
        let mut ids: BTreeMap<String, String> = BTreeMap::new();
        for line in known.iter().chain(brought.iter()).filter(|line| !line.id.is_empty()) {
            for name in [normal(&line.name), normal(&line.id)] {
                let least = ids.entry(name).or_insert_with(|| line.id.clone());
                if line.id < *least {
                    least.clone_from(&line.id);
                }
            }
        }
        let mut left = false;
        for line in brought.iter_mut().filter(|line| line.id.is_empty()) {
            match &line.superior {
                None => line.id = format!("{TABLE}:{}", normal(&line.name)),
                Some((above, _)) => match ids.get(&normal(above)) {
                    Some(id) => line.id = format!("{id}/{}", normal(&line.name)),
                    None => left = true,
                },
            }
        }
        if !left {
            return;
        }
    }
    for line in brought.iter_mut().filter(|line| line.id.is_empty()) {
        let above = line.superior.as_ref().map_or(String::new(), |(above, _)| normal(above));
        line.id = format!("{TABLE}:{above}/{}", normal(&line.name));
    }
}

fn register(page: &Page<'_>, schema: &Schema, wanted: &[Wanted], problems: &mut Vec<Problem>) -> Vec<Line> {
    let Some(layout) = heading::find(page, wanted) else { return Vec::new() };
    problems.extend(layout.problems(page, "名册", wanted));
    problems
        .extend(layout.unknown().iter().map(|(row, column, text)| register_heading_unknown::problem(page.place_of(*row, *column), text)));
    let needed = |at: &usize| wanted.get(*at).is_some_and(|w| w.required) && layout.column(*at).is_none();
    if !layout.fits(wanted) || [ID, NAME, KIND].iter().any(needed) {
        return Vec::new();
    }
    let rows = page.sheet.rows.iter().filter(|r| r.number >= layout.first_data_row);
    rows.filter_map(|row| {
        let reader = LineReader { page, schema, layout: &layout, wanted, row };
        if (ID..=TO).all(|at| reader.text(at).is_none()) {
            return None;
        }
        match reader.line() {
            Ok(line) => Some(line),
            Err(problem) => {
                problems.push(*problem);
                None
            }
        }
    })
    .collect()
}

struct LineReader<'a> {
    page: &'a Page<'a>,
    schema: &'a Schema,
    layout: &'a Layout,
    wanted: &'a [Wanted],
    row: &'a SheetRow,
}

impl LineReader<'_> {
    fn text(&self, at: usize) -> Option<String> {
        let value = self.row.get(self.layout.column(at)?.column)?;
        (!says_nothing(value)).then(|| shown(value))
    }

    fn place(&self, at: usize) -> Place {
        match self.layout.column(at) {
            Some(found) => self.page.place_of(self.row.number, found.column),
            None => self.page.place_of_row(self.row.number),
        }
    }

    fn name_of(&self, at: usize) -> &str {
        self.wanted.get(at).map_or("", |w| w.name.as_str())
    }

    fn required(&self, at: usize) -> Result<String, Box<Problem>> {
        self.text(at).ok_or_else(|| Box::new(required_blank::problem(self.place(at), self.name_of(at))))
    }

    fn date(&self, at: usize) -> Result<Option<PartialDate>, Box<Problem>> {
        let Some(text) = self.text(at) else { return Ok(None) };
        match day_or_month(&text) {
            Some(Day::Day(day)) => Ok(Some(PartialDate::day(day))),
            Some(Day::Month(month)) => Ok(month.days().map(|(earliest, latest)| PartialDate { earliest, latest })),
            None => Err(Box::new(not_a_date::problem(self.place(at), &text, self.name_of(at)))),
        }
    }

    fn line(&self) -> Result<Line, Box<Problem>> {
        let id = if self.wanted.get(ID).is_some_and(|w| w.required) { self.required(ID)? } else { self.text(ID).unwrap_or_default() };
        if !id.is_empty() && !is_id(&id) {
            return Err(Box::new(entity_id_malformed::problem(self.place(ID), &id)));
        }
        let name = self.required(NAME)?;
        let kind = self.required(KIND)?;
        // Records come from their own tables, and a union of kinds is no kind of anybody's.
        // Matters told in words stand in no register.
        let told = |k: &crate::schema::KindDef| self.schema.free_matters.iter().any(|f| self.schema.kind(f.other) == Some(k));
        let registered = |k: &&crate::schema::KindDef| k.record.is_none() && k.any_of.is_empty() && !told(k);
        let Some(at) = self.schema.kinds.iter().position(|k| registered(&k) && normal(&k.name) == normal(&kind)) else {
            let kinds: Vec<String> = self.schema.kinds.iter().filter(registered).map(|k| k.name.clone()).collect();
            return Err(Box::new(entity_kind_unknown::problem(self.place(KIND), &kind, &kinds)));
        };
        let (from, to) = (self.date(FROM)?, self.date(TO)?);
        if let (Some(first), Some(last)) = (from, to)
            && last.latest < first.earliest
        {
            let text = |at| self.text(at).unwrap_or_default();
            return Err(Box::new(span_reversed::problem(self.place(TO), &text(FROM), &text(TO))));
        }
        Ok(Line {
            id,
            name,
            kind: KindId(u32::try_from(at).unwrap_or(u32::MAX)),
            superior: self.text(SUPERIOR).map(|s| (s, self.place(SUPERIOR))),
            code: self.text(CODE),
            from,
            to,
            place: self.place(ID),
        })
    }
}

/// `CN-SN:shenmu`.
fn is_id(text: &str) -> bool {
    let good = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric()) && part.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
    };
    text.split_once(':').is_some_and(|(region, name)| good(region) && good(name))
}

/// A superior and a first name.
type Called = (Option<String>, String);

fn assembled(lines: Vec<Line>, problems: &mut Vec<Problem>) -> Entities {
    let mut by_id: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for line in lines {
        by_id.entry(line.id.clone()).or_default().push(line);
    }
    let mut known = Known { ids: by_id.keys().cloned().collect(), by_name: BTreeMap::new(), missed: 0 };
    for (id, lines) in &by_id {
        for line in lines {
            known.by_name.entry(normal(&line.name)).or_default().insert(id.clone());
        }
    }
    let mut superiors = Superiors::new();
    let mut list: Vec<Entity> = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    // Everything two entities must not share, to the first that has it; by superior and first name.
    let mut alike: BTreeMap<Called, Vec<(Entity, Place)>> = BTreeMap::new();
    for (id, mut lines) in by_id {
        lines.sort_by(|a, b| a.in_time().cmp(&b.in_time()));
        let Some(first) = lines.first() else { continue };
        let superior = known.superior_of(&id, &lines, problems);
        let above = superior.as_ref().map(|(above, _)| above.clone());
        let (kind, place) = (first.kind, first.place.clone());
        for line in lines.iter().filter(|l| l.kind != kind) {
            problems.push(entity_disagrees::problem(line.place.clone(), &id, "种类", place.clone()));
        }
        let entity = Entity {
            id: id.clone(),
            kind,
            names: dated(&lines, |l| Some(l.name.clone())),
            codes: dated(&lines, |l| l.code.clone()),
            superior: None,
            exists: Dated {
                from: lines.iter().map(|l| l.from).min().flatten(),
                to: if lines.iter().any(|l| l.to.is_none()) {
                    None
                } else {
                    lines.iter().filter_map(|l| l.to).max_by_key(|t| (t.latest, t.earliest))
                },
                value: (),
            },
        };
        let same = |other: &Entity| {
            (&other.names, &other.codes, other.kind, &other.exists) == (&entity.names, &entity.codes, entity.kind, &entity.exists)
        };
        let name = entity.names.first().map_or(String::new(), |n| n.value.clone());
        let others = alike.entry((above, name.clone())).or_default();
        if let Some((other, there)) = others.iter().find(|(other, _)| same(other)) {
            problems.push(entity_twice::problem(place, &id, &other.id, &name, there.clone()));
            continue;
        }
        others.push((entity.clone(), place));
        names.insert(id.clone(), name);
        if let Some(superior) = superior {
            superiors.insert(id, superior);
        }
        list.push(entity);
    }
    let superiors = superiors::without_circles(superiors, &names, problems);
    Entities::new(list, &superiors.into_iter().map(|(id, (above, _))| (id, above)).collect())
}

impl Line {
    /// By time, an open beginning first; rows of the same time by what they say, so that it does not matter where they stand.
    fn in_time(&self) -> impl Ord + '_ {
        let span = [self.from, self.to].map(|end| end.map(|f| (f.earliest, f.latest)));
        (span, self.kind, &self.name, &self.code, self.superior.as_ref().map(|(above, _)| above))
    }
}

/// Ids and names of the register, as superiors are named by them.
struct Known {
    ids: BTreeSet<String>,
    by_name: BTreeMap<String, BTreeSet<String>>,
    /// Superiors that nobody knows, so far.
    missed: usize,
}

impl Known {
    /// The id of the superior that the rows name, by id or by a name that only one bears, with its cell.
    fn superior_of(&mut self, id: &str, lines: &[Line], problems: &mut Vec<Problem>) -> Option<(String, Place)> {
        let mut found: Option<(String, Place)> = None;
        for (given, place) in lines.iter().filter_map(|l| l.superior.as_ref()) {
            let Some(above) = self.known(given) else {
                self.missed = self.missed.saturating_add(1);
                // Each search looks at every name; where very many are unknown, the first ones show why.
                let names = self.by_name.keys().map(String::as_str);
                let near = if self.missed <= MOST_GUESSES { nearest(given, names) } else { Vec::new() };
                problems.push(entity_superior_unknown::problem(place.clone(), given, &near));
                continue;
            };
            match &found {
                Some((first, there)) if *first != above => {
                    problems.push(entity_disagrees::problem(place.clone(), id, "上级", there.clone()));
                }
                Some(_) => {}
                None => found = Some((above, place.clone())),
            }
        }
        found
    }

    fn known(&self, given: &str) -> Option<String> {
        if let Some(found) = self.ids.get(given) {
            return Some(found.clone());
        }
        match self.by_name.get(&normal(given)) {
            Some(ids) if ids.len() == 1 => ids.first().cloned(),
            _ => None,
        }
    }
}

/// One entry for each run of rows with the same value.
fn dated(lines: &[Line], value: impl Fn(&Line) -> Option<String>) -> Vec<Dated<String>> {
    let mut list: Vec<Dated<String>> = Vec::new();
    for line in lines {
        let Some(text) = value(line) else { continue };
        match list.last_mut() {
            Some(last) if last.value == text => last.to = line.to,
            _ => list.push(Dated { from: line.from, to: line.to, value: text }),
        }
    }
    list
}
