//! Rows of fact tables as matters: the assessment of a unit in a year can be applied for, tolerated, set aside like an event.
//!
//! In: a registered table (登记) and a row's key. Out: the entity that the row is. Its id is made of the table and the keys, so that
//! it does not hang on files or on the order of rows; its name is what an application writes: 「年度目标考核 甲县 2017年度」.

use crate::entity::{Dated, Entities, Entity};
use crate::schema::{Schema, TableId};
use crate::value::{KindId, Value, enum_of};

/// The entity of a row.
#[must_use]
pub fn of_row(schema: &Schema, entities: &Entities, table: TableId, key: &[Value], kind: KindId) -> Option<Entity> {
    let name = &schema.table(table)?.name;
    let (mut id, mut shown, mut jurisdiction, mut exists) = (name.clone(), name.clone(), String::new(), Dated::always());
    for value in key {
        let (in_id, in_name) = match value {
            Value::Entity(ix) => {
                let entity = entities.get(*ix)?;
                jurisdiction = entity.jurisdiction().to_owned();
                (entity.id.clone(), entity.names.last().map_or_else(|| entity.id.clone(), |n| n.value.clone()))
            }
            Value::Year(year) => {
                exists = Dated::within(year.first_day(), year.last_day());
                (year.to_string(), format!("{year}年度"))
            }
            Value::Enum(of, rank) => {
                let value = enum_of(&schema.enums, *of)?.name_of(*rank)?.to_owned();
                (value.clone(), value)
            }
            _ => return None,
        };
        for (text, separator, part) in [(&mut id, '/', in_id), (&mut shown, ' ', in_name)] {
            text.push(separator);
            text.push_str(&part);
        }
    }
    Some(Entity {
        id: format!("{jurisdiction}:{id}"),
        kind,
        names: vec![Dated { from: None, to: None, value: shown }],
        codes: Vec::new(),
        superior: None,
        exists,
    })
}
