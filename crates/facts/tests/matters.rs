//! Rows that are matters: the assessment of a county can be applied for and tolerated like an event, so it is an entity with a name.

use expect_test::expect;
use quanheng_facts::entity::{Found, PartialDate};
use quanheng_facts::example_schema::{entities, schema};
use quanheng_facts::fact::{Facts, Held, Row};
use quanheng_facts::intake::{FactFile, Input, intake};
use quanheng_facts::origin::Origin;
use quanheng_facts::schema::{ColumnId, KeyType, KindDef, Schema, TableId};
use quanheng_facts::value::{EnumId, KindId, Value, Year};
use quanheng_sheet::read;

const MATTER: KindId = KindId(6);

/// The example's schema, in which rows of 公布名单 (县区, 年度, 奖项) and of 否决记录 (单位, 年度) are matters (登记).
fn with_registered_tables() -> Schema {
    let mut schema = schema();
    for (name, table) in [("公布名单", 1), ("否决记录", 2)] {
        let kind = KindId(u32::try_from(schema.kinds.len()).unwrap());
        schema.kinds.push(KindDef { name: name.to_owned(), of: None, superior: None, record: Some(TableId(table)), any_of: Vec::new() });
        schema.kinds[MATTER.0 as usize].any_of.push(kind);
    }
    assert_eq!(schema.tables[10].columns[1].name, "事项");
    assert!(matches!(schema.tables[1].keys[2].ty, KeyType::Enum(_)));
    schema
}

#[test]
fn a_row_is_a_matter_that_an_application_names_by_table_unit_year_and_value() {
    let schema = with_registered_tables();
    let file =
        |name: &str, text: &str| FactFile { name: name.to_owned(), workbook: read(name, text.as_bytes()).unwrap(), ..FactFile::default() };
    let files = [
        file("公布名单.csv", "县区,年度,奖项,首次\n甲县,2016,十强县,是\n甲县,2016,五强区,\n"),
        file("否决记录.csv", "单位,年度,事项\n乙县,2015,维稳\n乙县,2015,环境保护\n"),
        file(
            "容错申请.csv",
            "编号,申请日,事项\nS1,2017-01-01,公布名单 甲区 2016年度 十强县\nS2,2017-01-02,否决记录 乙县 2015年度\nS3,2017-01-03,否决记录 丁县 2015年度\n",
        ),
    ];
    let (facts, problems) =
        intake(&Input { schema: &schema, entities: entities(&schema), files: &files, unread_files: &[], known_on: None });
    let mut shown = String::new();
    for (_, entity) in facts.entities.iter().filter(|(_, e)| schema.is_kind(e.kind, MATTER)) {
        let day = |d: Option<PartialDate>| d.map_or_else(|| "-".to_owned(), |d| d.earliest.to_string());
        shown.push_str(&format!("{} | {} | {}..{}\n", entity.id, entity.names[0].value, day(entity.exists.from), day(entity.exists.to)));
    }
    for row in facts.all_rows(TableId(10)) {
        let matter = Facts::cell(&row, ColumnId(1)).map(|cell| cell.held.clone());
        let named = matter.and_then(|held| match held {
            Held::Exactly(Value::Entity(ix)) => Some(facts.entities.get(ix)?.id.clone()),
            _ => None,
        });
        shown.push_str(&format!("{}\n", named.unwrap_or_else(|| ".".to_owned())));
    }
    for problem in &problems {
        shown.push_str(&format!("{} {}\n", problem.id, problem.place));
    }
    expect![[r#"
        :其他/否决记录丁县2015年度 | 否决记录 丁县 2015年度 | -..-
        CN-ZZ:公布名单/CN-ZZ:jia/2016/五强区 | 公布名单 甲区 2016年度 五强区 | 2016-01-01..2016-12-31
        CN-ZZ:公布名单/CN-ZZ:jia/2016/十强县 | 公布名单 甲区 2016年度 十强县 | 2016-01-01..2016-12-31
        CN-ZZ:否决记录/CN-ZZ:yi/2015 | 否决记录 乙县 2015年度 | 2015-01-01..2015-12-31
        CN-ZZ:公布名单/CN-ZZ:jia/2016/十强县
        CN-ZZ:否决记录/CN-ZZ:yi/2015
        :其他/否决记录丁县2015年度
        matter-told-in-words 容错申请.csv｜C4
    "#]]
    .assert_eq(&shown);
}

#[test]
fn facts_built_row_by_row_have_matters_too_behind_all_other_entities() {
    let schema = with_registered_tables();
    let register = entities(&schema);
    let (before, Found::One(yi)) = (register.len(), register.find(&schema, "乙县", KindId(2))) else { panic!("乙县") };
    let mut facts = Facts::new(register);
    let key = vec![Value::Entity(yi), Value::Year(Year(2016)), Value::Enum(EnumId(3), 1)];
    let origin =
        Origin { file: "".into(), sheet: None, row: 0, column: 0, text: String::new(), source: None, entered_by: None, known_on: None };
    facts.insert(TableId(1), Row { keys: key.clone(), cells: vec![None, None], origin, replaced: Vec::new() });
    facts.rows_become_entities(&schema);
    facts.rows_become_entities(&schema);
    let ix = facts.entity_of_row(TableId(1), &key).unwrap();
    assert_eq!((facts.entities.len(), usize::try_from(ix.0).unwrap()), (before + 1, before));
    for name in ["公布名单 乙县 2016年度 五强区", "CN-ZZ:公布名单/CN-ZZ:yi/2016/五强区"] {
        assert_eq!(facts.entities.find(&schema, name, MATTER), Found::One(ix), "{name}");
    }
    assert_eq!(facts.matter(&schema, TableId(0), &key[..2]), None, "a table that is not registered");
}
