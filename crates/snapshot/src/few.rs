//! What is few, as JSON: confirmations, judgements, settings, rows that could not be read, matters without a row.
//!
//! Tables, enums, judgements and settings stand by their names, entities by their places.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use quanheng_facts::columns::FactColumns;
use quanheng_facts::decision::{Judged, Setting};
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::Confirmation;
use quanheng_facts::origin::Origin;
use quanheng_facts::schema::{JudgementId, Schema, SettingId, TableId};
use quanheng_facts::value::{EntityIx, EnumId, LengthUnit, Month, Value, Year};
use serde::{Deserialize, Serialize};

/// All of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Few {
    confirmations: Vec<ConfirmationSaid>,
    judged: Vec<JudgedSaid>,
    settings: Vec<SettingSaid>,
    unread: Vec<UnreadSaid>,
    matters: Vec<MatterSaid>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct OriginSaid {
    file: String,
    sheet: Option<String>,
    row: u32,
    column: u32,
    text: String,
    source: Option<String>,
    entered_by: Option<String>,
    known_on: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ValueSaid {
    Bool(bool),
    /// Numerator and denominator.
    Number(String, String),
    Date(String),
    Month(i16, i8),
    Year(i16),
    Enum(String, u32),
    Text(String),
    Entity(u32),
    Set(Vec<u32>),
    Many(Vec<ValueSaid>),
    Length(u32, String),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct ConfirmationSaid {
    table: String,
    year: Option<i16>,
    scope: Vec<String>,
    body: String,
    signed_on: Option<String>,
    origin: OriginSaid,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct JudgedSaid {
    judgement: String,
    of: u32,
    year: Option<i16>,
    args: Vec<ValueSaid>,
    value: ValueSaid,
    body: String,
    person: String,
    on: String,
    reason: String,
    evidence: String,
    origin: OriginSaid,
    replaced: Vec<JudgedSaid>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct SettingSaid {
    setting: String,
    value: ValueSaid,
    body: String,
    person: String,
    on: String,
    document: Option<String>,
    reason: String,
    from: Option<String>,
    to: Option<String>,
    origin: OriginSaid,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct UnreadSaid {
    table: String,
    year: Option<i16>,
    origin: OriginSaid,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct MatterSaid {
    table: String,
    key: Vec<ValueSaid>,
    entity: u32,
}

/// Names of a schema, both ways.
#[derive(Clone, Copy)]
struct Names<'s>(&'s Schema);

fn place<T>(all: &[T], is: impl Fn(&T) -> bool) -> Option<u32> {
    all.iter().position(is).and_then(|at| u32::try_from(at).ok())
}

fn at<T>(all: &[T], number: u32) -> Option<&T> {
    all.get(usize::try_from(number).ok()?)
}

impl Names<'_> {
    fn table(self, id: TableId) -> Option<String> {
        self.0.table(id).map(|t| t.name.clone())
    }

    fn value(self, value: &Value) -> Option<ValueSaid> {
        Some(match value {
            Value::Bool(b) => ValueSaid::Bool(*b),
            Value::Number(n) => ValueSaid::Number(n.numerator().to_string(), n.denominator().to_string()),
            Value::Date(day) => ValueSaid::Date(day.to_string()),
            Value::Month(month) => ValueSaid::Month(month.year, month.month),
            Value::Year(year) => ValueSaid::Year(year.0),
            Value::Enum(of, rank) => ValueSaid::Enum(at(&self.0.enums, of.0)?.name.clone(), *rank),
            Value::Text(text) => ValueSaid::Text(text.clone()),
            Value::Entity(ix) => ValueSaid::Entity(ix.0),
            Value::Set(set) => ValueSaid::Set(set.iter().map(|ix| ix.0).collect()),
            Value::Many(many) => ValueSaid::Many(self.values(many.iter())?),
            Value::Length(count, unit) => ValueSaid::Length(*count, unit.word().to_owned()),
        })
    }

    fn values<'v>(self, values: impl Iterator<Item = &'v Value>) -> Option<Vec<ValueSaid>> {
        values.map(|value| self.value(value)).collect()
    }

    fn judged(self, judged: &Judged) -> Option<JudgedSaid> {
        Some(JudgedSaid {
            judgement: self.0.judgement(judged.judgement)?.name.clone(),
            of: judged.of.0,
            year: judged.year.map(|y| y.0),
            args: self.values(judged.args.iter())?,
            value: self.value(&judged.value)?,
            body: judged.body.clone(),
            person: judged.person.clone(),
            on: judged.on.to_string(),
            reason: judged.reason.clone(),
            evidence: judged.evidence.clone(),
            origin: origin(&judged.origin),
            replaced: judged.replaced.iter().map(|j| self.judged(j)).collect::<Option<_>>()?,
        })
    }
}

fn origin(origin: &Origin) -> OriginSaid {
    let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(str::to_owned);
    OriginSaid {
        file: origin.file.to_string(),
        sheet: text(&origin.sheet),
        row: origin.row,
        column: origin.column,
        text: origin.text.clone(),
        source: text(&origin.source),
        entered_by: text(&origin.entered_by),
        known_on: origin.known_on.map(|d| d.to_string()),
    }
}

impl Few {
    /// Of facts. `None` where they are not of this schema.
    pub fn of(schema: &Schema, facts: &FactColumns) -> Option<Few> {
        let names = Names(schema);
        let day = |day: Option<Date>| day.map(|d| d.to_string());
        let confirmation = |c: &Confirmation| {
            let (year, scope, body) = (c.year.map(|y| y.0), c.scope.clone(), c.body.clone());
            Some(ConfirmationSaid {
                table: names.table(c.table)?,
                year,
                scope,
                body,
                signed_on: day(c.signed_on),
                origin: origin(&c.origin),
            })
        };
        let setting = |s: &Setting| {
            Some(SettingSaid {
                setting: at(&schema.settings, s.setting.0)?.name.clone(),
                value: names.value(&s.value)?,
                body: s.body.clone(),
                person: s.person.clone(),
                on: s.on.to_string(),
                document: s.document.clone(),
                reason: s.reason.clone(),
                from: day(s.from),
                to: day(s.to),
                origin: origin(&s.origin),
            })
        };
        Some(Few {
            confirmations: facts.confirmations.iter().map(confirmation).collect::<Option<_>>()?,
            judged: facts.judged.iter().map(|j| names.judged(j)).collect::<Option<_>>()?,
            settings: facts.settings.iter().map(setting).collect::<Option<_>>()?,
            unread: facts
                .unread
                .iter()
                .map(|(table, year, o)| Some(UnreadSaid { table: names.table(*table)?, year: year.map(|y| y.0), origin: origin(o) }))
                .collect::<Option<_>>()?,
            matters: facts
                .matters_without_row
                .iter()
                .map(|(table, key, ix)| Some(MatterSaid { table: names.table(*table)?, key: names.values(key.iter())?, entity: ix.0 }))
                .collect::<Option<_>>()?,
        })
    }

    /// True where something may be told of somebody by his id: a table signed as complete for him alone.
    pub fn names_somebody(&self) -> bool {
        self.confirmations.iter().any(|confirmation| !confirmation.scope.is_empty())
    }

    /// The values that each open value was given, as the schema counts them; those that it does not know left out.
    pub fn settled(&self, schema: &Schema) -> BTreeMap<String, Vec<Value>> {
        let back = Back { schema, entities: u32::MAX };
        let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for setting in &self.settings {
            let values = all.entry(setting.setting.clone()).or_default();
            values.extend(back.value(setting.value.clone()));
        }
        all
    }

    /// Puts it into facts that are read under a schema; what that schema does not know is left out. `None` where it cannot be read.
    pub fn into_facts(self, schema: &Schema, facts: &mut FactColumns, entities: u32) -> Option<()> {
        let back = Back { schema, entities };
        for c in self.confirmations {
            let Some(table) = back.table(&c.table) else { continue };
            facts.confirmations.push(Confirmation {
                table,
                year: c.year.map(Year),
                scope: c.scope,
                body: c.body,
                signed_on: day(c.signed_on)?,
                origin: back.origin(c.origin)?,
            });
        }
        for j in self.judged {
            if let Some(id) = back.judgement(&j.judgement) {
                facts.judged.push(back.judged(id, j)?);
            }
        }
        // Each schema counts in an order of its own.
        facts.judged.sort_by(|a, b| (a.judgement, a.of, a.year, &a.args).cmp(&(b.judgement, b.of, b.year, &b.args)));
        for s in self.settings {
            let Some(id) = place(&schema.settings, |known| known.name == s.setting) else { continue };
            facts.settings.push(Setting {
                setting: SettingId(id),
                value: back.value(s.value)?,
                body: s.body,
                person: s.person,
                on: s.on.parse().ok()?,
                document: s.document,
                reason: s.reason,
                from: day(s.from)?,
                to: day(s.to)?,
                origin: back.origin(s.origin)?,
            });
        }
        facts.settings.sort_by_key(|s| s.setting);
        for u in self.unread {
            if let Some(table) = back.table(&u.table) {
                facts.unread.push((table, u.year.map(Year), back.origin(u.origin)?));
            }
        }
        facts.unread.sort_by_key(|(table, year, _)| (*table, *year));
        for m in self.matters {
            if let Some(table) = back.table(&m.table) {
                let key = m.key.into_iter().map(|v| back.value(v)).collect::<Option<Vec<Value>>>()?;
                facts.matters_without_row.push((table, key, back.entity(m.entity)?));
            }
        }
        facts.matters_without_row.sort();
        Some(())
    }
}

fn day(text: Option<String>) -> Option<Option<Date>> {
    text.map_or(Some(None), |text| text.parse().ok().map(Some))
}

struct Back<'s> {
    schema: &'s Schema,
    entities: u32,
}

impl Back<'_> {
    fn table(&self, name: &str) -> Option<TableId> {
        place(&self.schema.tables, |t| t.name == name).map(TableId)
    }

    fn judgement(&self, name: &str) -> Option<JudgementId> {
        place(&self.schema.judgements, |j| j.name == name).map(JudgementId)
    }

    fn entity(&self, ix: u32) -> Option<EntityIx> {
        (ix < self.entities).then_some(EntityIx(ix))
    }

    fn origin(&self, said: OriginSaid) -> Option<Origin> {
        Some(Origin {
            file: said.file.into(),
            sheet: said.sheet.map(Into::into),
            row: said.row,
            column: said.column,
            text: said.text,
            source: said.source.map(Into::into),
            entered_by: said.entered_by.map(Into::into),
            known_on: day(said.known_on)?,
        })
    }

    fn value(&self, said: ValueSaid) -> Option<Value> {
        Some(match said {
            ValueSaid::Bool(b) => Value::Bool(b),
            ValueSaid::Number(n, d) => Value::Number(Exact::fraction(n.parse().ok()?, d.parse().ok()?)?),
            ValueSaid::Date(day) => Value::Date(day.parse().ok()?),
            ValueSaid::Month(year, month) => Some(Month { year, month }).filter(|m| m.days().is_some()).map(Value::Month)?,
            ValueSaid::Year(year) => Value::Year(Year(year)),
            ValueSaid::Enum(name, rank) => {
                let of = place(&self.schema.enums, |e| e.name == name)?;
                at(&self.schema.enums, of)?.name_of(rank)?;
                Value::Enum(EnumId(of), rank)
            }
            ValueSaid::Text(text) => Value::Text(text),
            ValueSaid::Entity(ix) => Value::Entity(self.entity(ix)?),
            ValueSaid::Set(all) => Value::Set(all.into_iter().map(|ix| self.entity(ix)).collect::<Option<BTreeSet<EntityIx>>>()?),
            ValueSaid::Many(all) => Value::Many(all.into_iter().map(|v| self.value(v)).collect::<Option<BTreeSet<Value>>>()?),
            ValueSaid::Length(count, unit) => Value::Length(count, LengthUnit::named(&unit)?),
        })
    }

    fn judged(&self, id: JudgementId, said: JudgedSaid) -> Option<Judged> {
        Some(Judged {
            judgement: id,
            of: self.entity(said.of)?,
            year: said.year.map(Year),
            args: said.args.into_iter().map(|v| self.value(v)).collect::<Option<_>>()?,
            value: self.value(said.value)?,
            body: said.body,
            person: said.person,
            on: said.on.parse().ok()?,
            reason: said.reason,
            evidence: said.evidence,
            origin: self.origin(said.origin)?,
            replaced: said.replaced.into_iter().map(|j| self.judged(id, j)).collect::<Option<_>>()?,
        })
    }
}
