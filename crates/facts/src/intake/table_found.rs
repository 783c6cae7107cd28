//! Which table a sheet is: by its name, by its file's name, or, where neither says, by its headings alone.

use std::collections::BTreeSet;

use super::confirmations;
use super::entities_read;
use super::heading::{self, Layout, Takes, Wanted};
use super::judgements;
use super::page::Page;
use super::settings;
use super::wording::{nearest, normal, split_bracket};
use crate::problem::Problem;
use crate::problems::{headings_not_found, table_ambiguous, table_not_recognised};
use crate::schema::{Blank, KeyType, Schema, TableId, TableSchema, TableShape};
use crate::value::Type;

/// What a sheet turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Table(TableId),
    Confirmations,
    Judgements,
    Settings,
    /// Who exists: read before everything else.
    Units,
}

/// A sheet with its target and its headings.
pub(crate) struct FoundTable {
    pub target: Target,
    pub wanted: Vec<Wanted>,
    pub layout: Layout,
}

/// Sheets that hold words, not data.
const NOT_DATA: [&str; 15] = [
    "说明",
    "填表说明",
    "填报说明",
    "使用说明",
    "封面",
    "目录",
    "须知",
    "填表须知",
    "填报须知",
    "选项",
    "代码",
    "代码表",
    "错误清单",
    "readme",
    "读我",
];

/// A sheet that could not be matched: why, and the tables whose rows it may hold.
pub(crate) struct NotFound {
    pub tables: Vec<TableId>,
    /// Its name says which table was meant.
    pub named: bool,
    pub problem: Box<Problem>,
}

/// Which table this sheet is; `None` for one that holds no data.
pub(crate) fn find(page: &Page<'_>, schema: &Schema) -> Option<Result<FoundTable, NotFound>> {
    if page.sheet.rows.is_empty() {
        return None;
    }
    let mut names = vec![page.shown_name()];
    if page.alone && page.sheet_name().is_some() {
        names.push(page.file_stem());
    }
    for name in &names {
        if let Some(target) = named(name, schema) {
            return Some(by_name(page, schema, target));
        }
    }
    let stripped = variants(page.shown_name());
    if NOT_DATA.iter().any(|n| stripped.contains(*n)) {
        return None;
    }
    by_headings(page, schema)
}

fn by_name(page: &Page<'_>, schema: &Schema, target: Target) -> Result<FoundTable, NotFound> {
    let (id, name, wanted) = match &target {
        Target::Confirmations => (None, confirmations::TABLE, confirmations::wanted()),
        Target::Judgements => (None, judgements::TABLE, judgements::wanted()),
        Target::Settings => (None, settings::TABLE, settings::wanted()),
        Target::Units => (None, entities_read::TABLE, entities_read::wanted_of_units()),
        Target::Table(id) => match schema.table(*id) {
            Some(table) => (Some(*id), table.name.as_str(), wanted_of(schema, table)),
            None => (Some(*id), "", Vec::new()),
        },
    };
    match heading::find(page, &wanted) {
        Some(layout) => Ok(FoundTable { target, wanted, layout }),
        None => {
            let expected: Vec<String> = wanted.iter().filter(|w| !w.ignored && !is_meta(&w.name)).map(|w| w.name.clone()).collect();
            Err(NotFound {
                tables: id.into_iter().collect(),
                named: true,
                problem: Box::new(headings_not_found::problem(page.place(), name, &expected)),
            })
        }
    }
}

fn by_headings(page: &Page<'_>, schema: &Schema) -> Option<Result<FoundTable, NotFound>> {
    let mut fitting: Vec<(usize, String, FoundTable)> = Vec::new();
    for (target, name, wanted) in all_targets(schema) {
        let Some(layout) = heading::find(page, &wanted) else { continue };
        // A table known by its keys alone would fit every sheet about counties and years.
        let tells = layout
            .columns
            .keys()
            .any(|at| wanted.get(*at).is_some_and(|w| !w.ignored && !is_key(schema, &target, *at) && !is_meta(&w.name)));
        if layout.fits(&wanted) && tells {
            fitting.push((layout.unknown_count(), name, FoundTable { target, wanted, layout }));
        }
    }
    let fewest = fitting.iter().map(|(unknown, _, _)| *unknown).min();
    let names: Vec<String> = fitting.iter().filter(|(unknown, _, _)| Some(*unknown) == fewest).map(|(_, name, _)| name.clone()).collect();
    match names.as_slice() {
        [] => {
            let all: Vec<String> = schema.tables.iter().map(|t| t.name.clone()).chain([confirmations::TABLE.to_owned()]).collect();
            let near = variants(page.shown_name()).iter().flat_map(|v| nearest(v, all.iter().map(String::as_str))).collect::<BTreeSet<_>>();
            let near: Vec<String> = near.into_iter().take(3).collect();
            Some(Err(NotFound {
                tables: if overlaps_any(page, schema) { all_tables(schema) } else { Vec::new() },
                named: false,
                problem: Box::new(table_not_recognised::problem(page.place(), page.shown_name(), &near, &all)),
            }))
        }
        [only] => {
            let only = only.clone();
            fitting.into_iter().find(|(_, name, _)| *name == only).map(|(_, _, found)| Ok(found))
        }
        several => {
            let fits = |f: &&(usize, String, FoundTable)| Some(f.0) == fewest;
            let tables = fitting.iter().filter(fits).filter_map(|(_, _, found)| match found.target {
                Target::Table(id) => Some(id),
                Target::Confirmations | Target::Judgements | Target::Settings | Target::Units => None,
            });
            Some(Err(NotFound {
                tables: tables.collect(),
                named: false,
                problem: Box::new(table_ambiguous::problem(page.place(), page.shown_name(), several)),
            }))
        }
    }
}

/// True if a heading of any table stands on the sheet. Where none does, the sheet is plainly something else.
fn overlaps_any(page: &Page<'_>, schema: &Schema) -> bool {
    schema.tables.iter().any(|table| {
        let own = table.keys.len().saturating_add(table.columns.len());
        let wanted: Vec<Wanted> = wanted_of(schema, table).into_iter().take(own).collect();
        heading::names_any(page, &wanted)
    })
}

fn all_tables(schema: &Schema) -> Vec<TableId> {
    (0..schema.tables.len()).filter_map(|at| u32::try_from(at).ok()).map(TableId).collect()
}

/// Everything a sheet may be, with what it is called and the columns it may have.
pub(crate) fn all_targets(schema: &Schema) -> Vec<(Target, String, Vec<Wanted>)> {
    let tables = schema.tables.iter().enumerate().filter_map(|(at, table)| {
        let id = TableId(u32::try_from(at).ok()?);
        Some((Target::Table(id), table.name.clone(), wanted_of(schema, table)))
    });
    let settings = (!schema.settings.is_empty()).then(|| (Target::Settings, settings::TABLE.to_owned(), settings::wanted()));
    let judgements = (!schema.judgements.is_empty()).then(|| (Target::Judgements, judgements::TABLE.to_owned(), judgements::wanted()));
    tables
        .chain([(Target::Confirmations, confirmations::TABLE.to_owned(), confirmations::wanted())])
        .chain(judgements)
        .chain(settings)
        .collect()
}

/// The tables that a file nobody could read may have held.
pub(crate) fn could_hold(file: &str, schema: &Schema) -> Vec<TableId> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    match named(stem, schema).filter(|_| ending.eq_ignore_ascii_case("csv")) {
        Some(Target::Table(id)) => vec![id],
        Some(Target::Confirmations | Target::Judgements | Target::Settings | Target::Units) => Vec::new(),
        None => all_tables(schema),
    }
}

fn is_key(schema: &Schema, target: &Target, at: usize) -> bool {
    match target {
        Target::Table(id) => schema.table(*id).is_some_and(|t| at < t.keys.len()),
        Target::Confirmations | Target::Judgements | Target::Settings | Target::Units => false,
    }
}

/// Columns that any table may carry.
pub(crate) const KNOWN_ON: &str = "知悉日期";
pub(crate) const SOURCE: &str = "来源";
pub(crate) const ENTERED_BY: &str = "录入人";
/// Beside a column that names a person: the person's own number, and the unit, where the table has no column for it.
pub(crate) const PERSON_NUMBER: &str = "人员编号";
pub(crate) const PERSON_UNIT: &str = "所在单位";
/// Where a row rests on something of its own, e.g. the page it was published on; stands for 来源 where there is none.
pub(crate) const GROUNDS: &str = "依据";

/// True for a column that any table may carry and that belongs to none.
pub(crate) fn is_meta(name: &str) -> bool {
    [KNOWN_ON, SOURCE, ENTERED_BY, GROUNDS, PERSON_NUMBER, PERSON_UNIT].contains(&name)
}

/// Keys first, then columns, then what any table may carry; the places in this list are relied upon by the row reader.
pub(crate) fn wanted_of(schema: &Schema, table: &TableSchema) -> Vec<Wanted> {
    let with_name = |name: &String, headings: &Vec<String>| {
        let mut all = headings.clone();
        if !all.contains(name) {
            all.insert(0, name.clone());
        }
        all
    };
    let keys = table.keys.iter().map(|key| Wanted {
        name: key.name.clone(),
        headings: with_name(&key.name, &key.headings),
        takes: Takes::Plain,
        // A year may be stated by the title or the sheet's name instead; a tenure is known by what its row says.
        required: key.ty != KeyType::Year && table.shape != TableShape::Tenure,
        ignored: false,
    });
    let columns = table.columns.iter().map(|column| Wanted {
        name: column.name.clone(),
        headings: with_name(&column.name, &column.headings),
        takes: match &column.ty {
            Type::Integer { unit } => Takes::Count(unit.clone()),
            Type::Decimal { .. } => Takes::Count(None),
            Type::Ratio => Takes::Ratio,
            Type::Money => Takes::Money,
            _ => Takes::Plain,
        },
        required: column.blank == Blank::Refused,
        ignored: false,
    });
    let persons = super::persons::names_persons(schema, table).then(|| beside_persons(table));
    keys.chain(columns).chain(meta_columns()).chain(persons.into_iter().flatten()).collect()
}

/// What may stand beside a column that names somebody.
fn beside_persons(table: &TableSchema) -> Vec<Wanted> {
    let own = |heading: &str| {
        let keys = table.keys.iter().flat_map(|k| &k.headings).chain(table.keys.iter().map(|k| &k.name));
        keys.chain(table.columns.iter().flat_map(|c| &c.headings)).any(|h| normal(h) == normal(heading))
    };
    let free = |headings: &[&'static str]| headings.iter().copied().filter(|h| !own(h)).collect::<Vec<_>>();
    vec![
        Wanted::new(PERSON_NUMBER, &free(&["人员编号", "干部编号", "工号", "身份证号", "身份证号码", "公民身份号码"]), false),
        Wanted::new(PERSON_UNIT, &free(&["所在单位", "工作单位", "单位"]), false),
    ]
}

pub(crate) fn meta_columns() -> Vec<Wanted> {
    vec![
        Wanted::new(KNOWN_ON, &[KNOWN_ON, "知悉日"], false),
        Wanted::new(SOURCE, &[SOURCE, "资料来源", "数据来源"], false),
        Wanted::new(ENTERED_BY, &[ENTERED_BY, "填报人"], false),
        Wanted::new(GROUNDS, &[GROUNDS], false),
        Wanted::ignored(&["序号", "编号", "备注", "说明", "注", "市", "所属市", "地市", "错误说明"]),
    ]
}

/// True for a name that says which table is meant.
pub(crate) fn is_named(name: &str, schema: &Schema) -> bool {
    named(name, schema).is_some()
}

fn named(name: &str, schema: &Schema) -> Option<Target> {
    let given = variants(name);
    let bears = |known: &str| {
        let plain = normal(known);
        given.contains(&plain) || plain.strip_suffix('表').is_some_and(|p| given.contains(p))
    };
    if bears(confirmations::TABLE) {
        return Some(Target::Confirmations);
    }
    let at = schema.tables.iter().position(|t| bears(&t.name) || t.names.iter().any(|n| bears(n)));
    if let Some(at) = at {
        return u32::try_from(at).ok().map(|id| Target::Table(TableId(id)));
    }
    if !schema.judgements.is_empty() && bears(judgements::TABLE) {
        return Some(Target::Judgements);
    }
    if !schema.settings.is_empty() && bears(settings::TABLE) {
        return Some(Target::Settings);
    }
    bears(entities_read::TABLE).then_some(Target::Units)
}

/// True for a sheet that is the table of units.
pub(crate) fn is_of_units(page: &Page<'_>, schema: &Schema) -> bool {
    matches!(find(page, schema), Some(Ok(FoundTable { target: Target::Units, .. })))
}

/// A name and what is left of it without brackets, years, dates and the word 表, in every combination.
fn variants(name: &str) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut open = vec![normal(name)];
    while let Some(text) = open.pop() {
        let text = text.trim_matches(|c: char| "-_.·、:".contains(c)).to_owned();
        if text.is_empty() || found.len() > 200 || !found.insert(text.clone()) {
            continue;
        }
        open.extend(split_bracket(&text).map(|(base, _)| base.to_owned()));
        open.extend(text.strip_suffix('表').map(str::to_owned));
        if let Some(rest) = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表")) {
            open.push(rest.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned());
        }
        let leading = text.chars().take_while(char::is_ascii_digit).count();
        if let Some((digits, rest)) = text.split_at_checked(leading)
            && matches!(digits.len(), 4 | 6 | 8)
        {
            open.push(rest.to_owned());
            open.extend(["年", "年度"].iter().filter_map(|y| rest.strip_prefix(y)).map(str::to_owned));
        }
        for suffix in ["年度", "年", ""] {
            if let Some(rest) = text.strip_suffix(suffix) {
                let base = rest.trim_end_matches(|c: char| c.is_ascii_digit());
                if matches!(rest.len().saturating_sub(base.len()), 4 | 6 | 8) {
                    open.push(base.to_owned());
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_years_and_brackets_and_nothing_else() {
        for name in [
            "监测考评",
            "2016年监测考评",
            "监测考评（2016）",
            "２０１６年度监测考评表",
            "附件1：监测考评",
            "监测考评_20170301",
            "监测考评2016年",
            " 监测 考评 ",
        ] {
            assert!(variants(name).contains("监测考评"), "{name}");
        }
        for name in ["监测考评旧", "县域监测考评", "监测"] {
            assert!(!variants(name).contains("监测考评"), "{name}");
        }
        assert!(variants("2016年度目标考核").contains("年度目标考核"));
    }
}
