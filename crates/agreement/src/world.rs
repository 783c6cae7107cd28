//! A world as plain data: who there is, rows, signatures, judgements, settings. It can be made smaller, put in another order, written
//! down and read again; facts are made of it.
//!
//! Entities are named by their places here ([`Value::Entity`] holds the place); what becomes an entity only with its row (a registered
//! matter) by its place among the matters, counted from [`FIRST_MATTER`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use quanheng_facts::decision::{Judged, Setting};
use quanheng_facts::entity::{Dated, Entities, Entity};
use quanheng_facts::fact::{Cell, Confirmation, Facts, Held, Row};
use quanheng_facts::origin::Origin;
use quanheng_facts::schema::{JudgementId, Schema, SettingId, TableId};
use quanheng_facts::value::{EntityIx, KindId, Value, Year};
use quanheng_policy::interpret::Choice;

/// Places from here on are places among [`World::matters`].
pub const FIRST_MATTER: u32 = 1_000_000;

/// Somebody, or a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Being {
    pub id: String,
    pub kind: KindId,
    pub superior: Option<usize>,
    pub exists: Dated<()>,
}

/// A row: keys and cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub table: TableId,
    /// Where it stands in its file: it goes with the row when the rows are put in another order.
    pub number: u32,
    pub keys: Vec<Value>,
    pub cells: Vec<Option<Held>>,
}

/// A table signed complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    pub table: TableId,
    pub year: Option<Year>,
    /// Names of enum values, or places of beings.
    pub scope: Vec<Scope>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    Named(String),
    Being(usize),
}

/// What was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub judgement: JudgementId,
    pub of: usize,
    pub year: Option<Year>,
    pub args: Vec<Value>,
    pub value: Value,
}

/// What was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub setting: SettingId,
    pub value: Value,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// Everything that a program is run on, and how it is asked.
#[derive(Clone, Debug, Default)]
pub struct World {
    pub beings: Vec<Being>,
    pub lines: Vec<Line>,
    /// Rows of registered tables that cells may speak of: table and key.
    pub matters: Vec<(TableId, Vec<Value>)>,
    pub signed: Vec<Signed>,
    pub verdicts: Vec<Verdict>,
    pub settings: Vec<Settled>,
    pub unread: Vec<(TableId, Option<Year>)>,
    pub years: Vec<Year>,
    pub choice: Choice,
}

impl World {
    /// The facts.
    #[must_use]
    pub fn facts(&self, schema: &Schema) -> Facts {
        // A record is there because its row is.
        let with_row: BTreeSet<&Value> = self.lines.iter().filter_map(|l| l.keys.first()).collect();
        let there =
            |at: u32, b: &Being| schema.kind(b.kind).is_none_or(|k| k.record.is_none()) || with_row.contains(&Value::Entity(EntityIx(at)));
        let entities: Vec<Entity> = self
            .beings
            .iter()
            .zip(0_u32..)
            .filter(|(b, at)| there(*at, b))
            .map(|(b, _)| Entity {
                id: b.id.clone(),
                kind: b.kind,
                names: vec![Dated { from: None, to: None, value: b.id.replace("S:", "") }],
                codes: Vec::new(),
                superior: None,
                exists: b.exists.clone(),
            })
            .collect();
        let above = |b: &Being| Some((b.id.clone(), self.beings.get(b.superior?)?.id.clone()));
        let superiors: BTreeMap<String, String> = self.beings.iter().filter_map(above).collect();
        let mut facts = Facts::new(Entities::new(entities, &superiors));
        let mut places: BTreeMap<u32, EntityIx> = BTreeMap::new();
        for (at, being) in self.beings.iter().enumerate() {
            if let (Ok(at), Some(ix)) = (u32::try_from(at), facts.entities.with_id(&being.id)) {
                places.insert(at, ix);
            }
        }
        for (at, (table, key)) in self.matters.iter().enumerate() {
            let key: Vec<Value> = key.iter().filter_map(|v| moved(v, &places)).collect();
            if let (Ok(at), Some(ix)) = (u32::try_from(at), facts.matter(schema, *table, &key)) {
                places.insert(FIRST_MATTER + at, ix);
            }
        }
        for line in &self.lines {
            let Some(keys) = line.keys.iter().map(|v| moved(v, &places)).collect::<Option<Vec<Value>>>() else { continue };
            let row_at = line.number;
            let cells = line.cells.iter().zip(1..).map(|(held, column)| {
                let held = match held.as_ref()? {
                    Held::Exactly(value) => Held::Exactly(moved(value, &places)?),
                    Held::Between(least, greatest) => Held::Between(moved(least, &places)?, moved(greatest, &places)?),
                };
                Some(Cell { held, origin: origin(line.table, row_at, column) })
            });
            let row = Row { keys, cells: cells.collect(), origin: origin(line.table, row_at, 0), replaced: Vec::new() };
            if let Some(table) = schema.table(line.table)
                && table.record_kind().is_some()
                && let Some(Value::Entity(record)) = row.keys.first()
                && let Some(days) = row.days(table)
            {
                facts.entities.set_exists(*record, days);
            }
            facts.insert(line.table, row);
        }
        for signed in &self.signed {
            let rule = schema.table(signed.table).and_then(|t| t.completeness.as_ref());
            let scope = signed.scope.iter().filter_map(|s| match s {
                Scope::Named(name) => Some(name.clone()),
                Scope::Being(at) => Some(self.beings.get(*at)?.id.clone()),
            });
            facts.confirm(Confirmation {
                table: signed.table,
                year: signed.year,
                scope: scope.collect(),
                body: rule.and_then(|r| r.bodies.first()).cloned().unwrap_or_default(),
                signed_on: None,
                origin: origin(signed.table, 1, 1),
            });
        }
        for verdict in &self.verdicts {
            let Some(of) = u32::try_from(verdict.of).ok().and_then(|at| places.get(&at)) else { continue };
            let bodies = schema.judgement(verdict.judgement).map(|j| j.bodies.clone()).unwrap_or_default();
            facts.judge(Judged {
                judgement: verdict.judgement,
                of: *of,
                year: verdict.year,
                args: verdict.args.clone(),
                value: verdict.value.clone(),
                body: bodies.first().cloned().unwrap_or_default(),
                person: "某甲".to_owned(),
                on: Date::constant(2016, 12, 1),
                reason: "示例".to_owned(),
                evidence: "报告".to_owned(),
                origin: origin(TableId(u32::MAX), 1, 1),
                replaced: Vec::new(),
            });
        }
        for settled in &self.settings {
            facts.set(Setting {
                setting: settled.setting,
                value: settled.value.clone(),
                body: "省办".to_owned(),
                person: "某乙".to_owned(),
                on: Date::constant(2016, 12, 1),
                document: None,
                reason: "示例".to_owned(),
                from: settled.from,
                to: settled.to,
                origin: origin(TableId(u32::MAX), 1, 2),
            });
        }
        for (table, year) in &self.unread {
            facts.mark_unread(*table, *year, origin(*table, 1, 9));
        }
        facts.rows_become_entities(schema);
        facts
    }

    /// Without one of the beings, and without whatever speaks of it.
    #[must_use]
    pub fn without_being(&self, at: usize) -> World {
        let ix = EntityIx(u32::try_from(at).unwrap_or(u32::MAX));
        let keep = |v: &Value| shifted(v, ix);
        let mut kept = self.clone();
        kept.beings.remove(at);
        for being in &mut kept.beings {
            being.superior = being.superior.filter(|s| *s != at).map(|s| if s > at { s - 1 } else { s });
        }
        kept.lines = self
            .lines
            .iter()
            .filter_map(|line| {
                let keys = line.keys.iter().map(keep).collect::<Option<Vec<Value>>>()?;
                let cells = line.cells.iter().map(|cell| match cell.as_ref()? {
                    Held::Exactly(value) => keep(value).map(Held::Exactly),
                    between @ Held::Between(..) => Some(between.clone()),
                });
                Some(Line { table: line.table, number: line.number, keys, cells: cells.collect() })
            })
            .collect();
        // A matter keeps its place; what it was of is gone, and nothing speaks of it any more.
        kept.matters = self
            .matters
            .iter()
            .map(|(table, key)| (*table, key.iter().map(|v| keep(v).unwrap_or(Value::Entity(EntityIx(0)))).collect()))
            .collect();
        kept.verdicts.retain(|v| v.of != at);
        for verdict in &mut kept.verdicts {
            verdict.of = if verdict.of > at { verdict.of - 1 } else { verdict.of };
        }
        kept.signed.retain(|s| !s.scope.contains(&Scope::Being(at)));
        for signed in &mut kept.signed {
            for scope in &mut signed.scope {
                if let Scope::Being(place) = scope
                    && *place > at
                {
                    *place -= 1;
                }
            }
        }
        kept
    }
}

/// The value with places turned into entities.
fn moved(value: &Value, places: &BTreeMap<u32, EntityIx>) -> Option<Value> {
    Some(match value {
        Value::Entity(at) => Value::Entity(*places.get(&at.0)?),
        Value::Set(set) => Value::Set(set.iter().filter_map(|at| places.get(&at.0).copied()).collect::<BTreeSet<_>>()),
        other => other.clone(),
    })
}

/// The value when one place is gone; `None` where it spoke of that one.
fn shifted(value: &Value, gone: EntityIx) -> Option<Value> {
    let shift = |ix: EntityIx| if ix.0 > gone.0 && ix.0 < FIRST_MATTER { EntityIx(ix.0 - 1) } else { ix };
    Some(match value {
        Value::Entity(ix) if *ix == gone => return None,
        Value::Entity(ix) => Value::Entity(shift(*ix)),
        Value::Set(set) => Value::Set(set.iter().filter(|ix| **ix != gone).map(|ix| shift(*ix)).collect()),
        other => other.clone(),
    })
}

fn origin(table: TableId, row: u32, column: u32) -> Origin {
    Origin {
        file: Arc::from(format!("表{}.csv", table.0)),
        sheet: None,
        row,
        column,
        text: String::new(),
        source: None,
        entered_by: None,
        known_on: None,
    }
}
