//! Writing a page.

use std::fmt::Write;

use quanheng_facts::entity::PartialDate;
use quanheng_facts::fact::Held;
use quanheng_facts::schema::{KeyType, Schema};
use quanheng_facts::value::{EntityIx, Value};
use quanheng_policy::ir::Program;

use crate::world::{FIRST_MATTER, Scope, World};

/// A page: why it is kept, the packs, the world.
#[must_use]
pub fn page(title: &str, why: &str, packs: &[Vec<(String, String)>], program: &Program, world: &World) -> String {
    let mut out = format!("# {title}\n\n{why}\n");
    for (at, files) in packs.iter().enumerate() {
        let _ = write!(out, "\n## 包 {}\n", at + 1);
        for (name, text) in files {
            let _ = write!(out, "\n~~~~markdown {name}\n{}\n~~~~\n", text.trim_end());
        }
    }
    let _ = write!(out, "\n{}", world_text(program, world));
    out
}

/// The world, as tables.
#[must_use]
pub fn world_text(program: &Program, world: &World) -> String {
    let shown = Shown { schema: &program.schema, world };
    let mut out = "## 世界\n".to_owned();
    let years: Vec<String> = world.years.iter().map(ToString::to_string).collect();
    table(&mut out, "年度", &["年度"], years.into_iter().map(|y| vec![y]));
    let beings = world.beings.iter().map(|b| {
        let kind = program.schema.kind(b.kind).map(|k| k.name.clone()).unwrap_or_default();
        let above = b.superior.and_then(|s| world.beings.get(s)).map(|s| s.id.clone()).unwrap_or_default();
        vec![b.id.clone(), kind, above, partial(b.exists.from), partial(b.exists.to)]
    });
    table(&mut out, "实体", &["编号", "种类", "上级", "自", "至"], beings);
    let matters = world.matters.iter().map(|(id, key)| {
        let name = program.schema.table(*id).map(|t| t.name.clone()).unwrap_or_default();
        vec![name, key.iter().map(|v| shown.value(v)).collect::<Vec<_>>().join("；")]
    });
    table(&mut out, "事项", &["表", "键"], matters);
    for (schema, at) in program.schema.tables.iter().zip(0_u32..) {
        let heads: Vec<&str> = std::iter::once("行")
            .chain(schema.keys.iter().map(|k| k.name.as_str()))
            .chain(schema.columns.iter().map(|c| c.name.as_str()))
            .collect();
        let lines = world.lines.iter().filter(|l| l.table.0 == at).map(|line| {
            let keys = line.keys.iter().map(|v| shown.value(v));
            let cells = line.cells.iter().map(|c| match c {
                None => String::new(),
                Some(Held::Exactly(value)) => shown.value(value),
                Some(Held::Between(least, greatest)) => format!("{}…{}", shown.value(least), shown.value(greatest)),
            });
            std::iter::once(line.number.to_string()).chain(keys).chain(cells).collect()
        });
        table(&mut out, &format!("表 {}", schema.name), &heads, lines);
    }
    let name_of = |id: quanheng_facts::schema::TableId| program.schema.table(id).map(|t| t.name.clone()).unwrap_or_default();
    let year = |y: Option<quanheng_facts::value::Year>| y.map(|y| y.to_string()).unwrap_or_default();
    let signed = world.signed.iter().map(|s| {
        let scope = s.scope.iter().map(|one| match one {
            Scope::Named(name) => format!("“{name}”"),
            Scope::Being(at) => world.beings.get(*at).map(|b| b.id.clone()).unwrap_or_default(),
        });
        vec![name_of(s.table), year(s.year), scope.collect::<Vec<_>>().join("；")]
    });
    table(&mut out, "完整确认", &["表", "年度", "范围"], signed);
    let verdicts = world.verdicts.iter().map(|v| {
        let name = program.schema.judgement(v.judgement).map(|j| j.name.clone()).unwrap_or_default();
        let of = world.beings.get(v.of).map(|b| b.id.clone()).unwrap_or_default();
        let args = v.args.iter().map(|a| shown.value(a)).collect::<Vec<_>>().join("；");
        vec![name, of, year(v.year), args, shown.value(&v.value)]
    });
    table(&mut out, "认定", &["认定项", "对象", "年度", "下标", "结论"], verdicts);
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let settings = world.settings.iter().map(|s| {
        let name = program.schema.settings.get(s.setting.0 as usize).map(|s| s.name.clone()).unwrap_or_default();
        vec![name, shown.value(&s.value), day(s.from), day(s.to)]
    });
    table(&mut out, "设定", &["名", "值", "自", "至"], settings);
    table(&mut out, "没有读成的行", &["表", "年度"], world.unread.iter().map(|(t, y)| vec![name_of(*t), year(*y)]));
    let mut choice: Vec<Vec<String>> = Vec::new();
    let mut say = |what: &str, name: &str, value: String| choice.push(vec![what.to_owned(), name.to_owned(), value]);
    if world.choice.strict {
        say("严格", "", "是".to_owned());
    }
    if let Some(law) = world.choice.law_as_of {
        say("规定以", "", law.to_string());
    }
    if let Some(decided) = world.choice.decided_on {
        say("决定日", "", decided.to_string());
    }
    for (id, value) in &world.choice.opens {
        say("待定", &program.opens.get(id.at()).map(|o| o.name.clone()).unwrap_or_default(), shown.value(value));
    }
    for (id, value) in &world.choice.parameters {
        say("参数", &program.parameters.get(id.at()).map(|p| p.name.clone()).unwrap_or_default(), shown.value(value));
    }
    table(&mut out, "问法", &["什么", "名", "值"], choice.into_iter());
    out
}

fn table(out: &mut String, title: &str, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return;
    }
    let _ = write!(out, "\n### {title}\n\n| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
}

fn partial(date: Option<PartialDate>) -> String {
    match date {
        None => String::new(),
        Some(PartialDate { earliest, latest }) if earliest == latest => earliest.to_string(),
        Some(PartialDate { earliest, latest }) => format!("{earliest}…{latest}"),
    }
}

struct Shown<'s> {
    schema: &'s Schema,
    world: &'s World,
}

impl Shown<'_> {
    fn entity(&self, ix: EntityIx) -> String {
        if ix.0 >= FIRST_MATTER {
            return format!("事项#{}", ix.0 - FIRST_MATTER);
        }
        self.world.beings.get(ix.0 as usize).map(|b| b.id.clone()).unwrap_or_default()
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Bool(true) => "是".to_owned(),
            Value::Bool(false) => "否".to_owned(),
            Value::Number(number) if number.denominator() == 1 => number.numerator().to_string(),
            Value::Number(number) => format!("{}/{}", number.numerator(), number.denominator()),
            Value::Date(day) => day.to_string(),
            Value::Month(month) => month.to_string(),
            Value::Year(year) => year.to_string(),
            Value::Enum(id, rank) => self.schema.enums.get(id.0 as usize).and_then(|e| e.name_of(*rank)).unwrap_or_default().to_owned(),
            Value::Text(text) => format!("“{text}”"),
            Value::Entity(ix) => self.entity(*ix),
            Value::Set(set) => format!("{{{}}}", set.iter().map(|ix| self.entity(*ix)).collect::<Vec<_>>().join("、")),
            Value::Many(many) => format!("{{{}}}", many.iter().map(|v| self.value(v)).collect::<Vec<_>>().join("、")),
            Value::Length(count, unit) => format!("{count}{}", unit.word()),
        }
    }
}

/// The type a key's values are read as.
pub(super) fn key_type(key: &KeyType) -> quanheng_facts::value::Type {
    use quanheng_facts::value::Type;
    match key {
        KeyType::Entity(kind) => Type::Entity(*kind),
        KeyType::Year => Type::Year,
        KeyType::Enum(id) => Type::Enum(*id),
    }
}
