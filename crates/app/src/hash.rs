//! The hash of who exists: ids, kinds, names, codes and superiors with their dates, in the order of ids.
//!
//! The hashes of packs and of facts are made where those are read (quanheng-policy, quanheng-facts).

use std::fmt::Write as _;

use quanheng_facts::entity::{Dated, Entities};
use quanheng_facts::schema::Schema;
use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal.
#[must_use]
pub fn entities_hash(entities: &Entities, schema: &Schema) -> String {
    let mut text = String::new();
    for (_, entity) in entities.iter() {
        let kind = schema.kind(entity.kind).map_or("", |k| k.name.as_str());
        let superior = entity.superior.and_then(|ix| entities.get(ix)).map_or("", |e| e.id.as_str());
        // A unit separator between fields and a line for each: no name can hold either.
        line(&mut text, &["entity", &entity.id, kind, superior]);
        line(&mut text, &["exists", &span(&entity.exists)]);
        for name in &entity.names {
            line(&mut text, &["name", &name.value, &span(name)]);
        }
        for code in &entity.codes {
            line(&mut text, &["code", &code.value, &span(code)]);
        }
    }
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn line(text: &mut String, fields: &[&str]) {
    text.push_str(&fields.join("\u{1f}"));
    text.push('\n');
}

fn span<T>(dated: &Dated<T>) -> String {
    let ends = |end: Option<quanheng_facts::entity::PartialDate>| end.map_or(String::new(), |d| format!("{}~{}", d.earliest, d.latest));
    format!("{}..{}", ends(dated.from), ends(dated.to))
}
