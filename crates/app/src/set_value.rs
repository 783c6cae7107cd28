//! `--set 名=值`: which 待定 or named number is meant, and its value, read by its type.
//!
//! A what-if: nothing is written anywhere, and every result under it carries the mark 推演.

use quanheng_facts::decision::plain_name;
use quanheng_facts::problem::{Bilingual, Place, Problem};
use quanheng_facts::problems::setting_never_read;
use quanheng_facts::schema::Schema;
use quanheng_facts::value::{Type, Value, enum_of};
use quanheng_policy::interpret::Choice;
use quanheng_policy::ir::{OpenId, ParameterId, Program};
use quanheng_policy::value_text::{expected_text, value_from_text};

use crate::problems;
use crate::words::nearest;

/// A `--set`, as the header of the results says it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub name: String,
    /// As typed.
    pub value: String,
}

/// What is set, and to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Open(OpenId, Value),
    Parameter(ParameterId, Value),
}

impl Target {
    pub(crate) fn put(self, choice: &mut Choice) {
        match self {
            Target::Open(id, value) => drop(choice.opens.insert(id, value)),
            Target::Parameter(id, value) => drop(choice.parameters.insert(id, value)),
        }
    }
}

/// Reads one `名=值`.
pub(crate) fn read(text: &str, program: &Program) -> Result<(Target, Setting), Box<Problem>> {
    let shape = || Bilingual::new("「名=值」，例如 奖金基数=60万元", "「名=值」 (name, equals sign, value), e.g. 奖金基数=60万元");
    let Some((name, value)) = text.split_once(['=', '＝']) else {
        return Err(Box::new(problems::bad_setting(text, text, &shape())));
    };
    let (name, value) = (name.trim(), value.trim());
    if name.is_empty() || value.is_empty() {
        return Err(Box::new(problems::bad_setting(text, value, &shape())));
    }
    let setting = Setting { name: name.to_owned(), value: value.to_owned() };
    if let Some((at, open)) = program.opens.iter().enumerate().find(|(_, open)| open.name == name) {
        if !open.read {
            let place = Place::Option { option: format!("--set {text}") };
            return Err(Box::new(setting_never_read::problem(place, &open.name)));
        }
        let read = value_from_text(value, &open.ty, &program.schema.enums).filter(|v| open.options.is_empty() || open.options.contains(v));
        let read = read.ok_or_else(|| Box::new(problems::bad_setting(text, value, &wanted(&open.ty, &open.options, &program.schema))))?;
        return Ok((Target::Open(OpenId(u32::try_from(at).unwrap_or(u32::MAX)), read), setting));
    }
    if let Some((at, parameter)) =
        program.parameters.iter().enumerate().find(|(_, parameter)| plain_name(&parameter.name) == plain_name(name))
    {
        let read = value_from_text(value, &parameter.ty, &program.schema.enums);
        let read = read.ok_or_else(|| Box::new(problems::bad_setting(text, value, &wanted(&parameter.ty, &[], &program.schema))))?;
        return Ok((Target::Parameter(ParameterId(u32::try_from(at).unwrap_or(u32::MAX)), read), setting));
    }
    let known = program.opens.iter().map(|o| o.name.as_str()).chain(program.parameters.iter().map(|p| p.name.as_str()));
    Err(Box::new(problems::unknown_setting(text, name, &nearest(name, known))))
}

/// What may be written for a type.
fn wanted(ty: &Type, options: &[Value], schema: &Schema) -> Bilingual {
    let Type::Enum(id) = ty else { return expected_text(ty, &schema.enums) };
    let Some(definition) = enum_of(&schema.enums, *id).filter(|_| !options.is_empty()) else { return expected_text(ty, &schema.enums) };
    let offered = |name: &&String| definition.rank_of(name).is_some_and(|rank| options.contains(&Value::Enum(*id, rank)));
    let names: Vec<String> = definition.values.iter().filter(offered).map(|name| format!("「{name}」")).collect();
    Bilingual::new(format!("下面之一：{}", names.concat()), format!("one of: {}", names.join(", ")))
}
