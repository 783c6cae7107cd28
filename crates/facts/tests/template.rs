//! A template that was filled in reads back exactly what was put in, and what is explained in it is not taken for data.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use jiff::civil::Date;
use proptest::prelude::*;
use quanheng_facts::entity::Entities;
use quanheng_facts::exact::Exact;
use quanheng_facts::example_schema::{REGISTER, entities, schema};
use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::intake::{FactFile, Input, intake, read_registers};
use quanheng_facts::problem::{Language, Problem, Severity};
use quanheng_facts::schema::{Blank, ColumnSchema, KeyType, Schema, TableId, TableSchema, TableShape};
use quanheng_facts::template::{self, FIRST_ROW, HEADING_ROW, Mark, Template, TemplateTable, marks_in};
use quanheng_facts::value::{EntityIx, LengthUnit, Month, Type, Value, Year, enum_of};
use quanheng_sheet::out::{Look, NumberLook, Value as Out, write};

fn mark() -> Mark {
    Mark { id: "example".to_owned(), version: "1.2.3".to_owned(), hash: "cafe".to_owned() }
}

fn made(schema: &Schema, entities: &Entities) -> Template {
    template::template(&template::Input { schema, entities, title: "示例办法", mark: &mark() })
}

fn taken(schema: &Schema, bytes: &[u8]) -> (Facts, Vec<Problem>) {
    let workbook = quanheng_sheet::read("填报.xlsx", bytes).unwrap();
    let files = [FactFile { name: "填报.xlsx".to_owned(), workbook, ..FactFile::default() }];
    let register = ("名册.csv".to_owned(), quanheng_sheet::read("名册.csv", REGISTER.as_bytes()).unwrap());
    let (registered, problems) = read_registers(&[register], &files, schema);
    assert_eq!(problems, []);
    intake(&Input { schema, entities: registered.entities, files: &files, unread_files: &[], known_on: None })
}

#[test]
fn an_empty_one_says_nothing_and_is_the_same_each_time() {
    let schema = schema();
    let entities = entities(&schema);
    let bytes = write(&made(&schema, &entities).book).unwrap();
    assert_eq!(bytes, write(&made(&schema, &entities).book).unwrap());
    let (facts, problems) = taken(&schema, &bytes);
    assert_eq!(problems, []);
    let rows: usize = (0..schema.tables.len()).map(|t| facts.all_rows(TableId(u32::try_from(t).unwrap())).count()).sum();
    assert_eq!((rows, facts.confirmations().len()), (0, 0));
    let found = marks_in("填报.xlsx", &quanheng_sheet::read("x", &bytes).unwrap());
    assert_eq!(found.iter().map(|m| m.mark.clone()).collect::<Vec<_>>(), [mark()]);
}

/// Headings and explanations as they stand, sheet by sheet.
#[test]
fn what_stands_in_it() {
    let schema = schema();
    let book = made(&schema, &entities(&schema)).book;
    let mut shown = String::new();
    for sheet in &book.sheets[1..] {
        shown.push_str(&format!("[{}]\n", sheet.name));
        let rows: Vec<u32> = if sheet.name == "代码" { (HEADING_ROW..HEADING_ROW + 4).collect() } else { vec![HEADING_ROW, 2] };
        for row in rows {
            let text = |cell: &quanheng_sheet::out::Cell| match &cell.value {
                Out::Text(text) => {
                    format!("{}{}", text.replace('\n', "；"), if cell.look.colour.is_some_and(|c| c.0 == 0x00C0_0000) { "*" } else { "" })
                }
                other => format!("{other:?}"),
            };
            let cells: Vec<String> = sheet.rows.get(&row).into_iter().flat_map(|cells| cells.values().map(text)).collect();
            shown.push_str(&format!("  {}\n", cells.join(" | ")));
        }
        for choices in &sheet.choices {
            shown.push_str(&format!("  {} {:?}{}\n", choices.over.first_column, choices.from, if choices.strict { "" } else { " 可另写" }));
        }
    }
    expect![[r#"
        [单位]
          编号 | 名称* | 种类* | 上级 | 代码 | 自 | 至
          可不填；不写就由上级和名称拼成 | 必填；名册（「代码」页）里没有的单位才写 | 必填；从下拉单里选 | 可不填；名称、代码或编号 | 可不填；区划代码，有就写 | 可不填；叫这个名称是从哪天到哪天；空着就是一向如此、至今 | 可不填；叫这个名称是从哪天到哪天；空着就是一向如此、至今
          3 List(["单位", "市", "县区", "其他"]) 可另写
        [监测考评]
          县区* | 年度* | 得分 | 公布名次 | 名次依据 | 类别 | 知悉日期 | 来源 | 录入人
          必填；县区：名称、代码或编号，见「代码」页 | 必填；四位年份，如 2016 | 没有查到的空着；数字，最多 6 位小数 | 没有查到的空着；整数；1 至 107；凭据写在「名次依据」 | 空着就是「公布」；公布、印列、推定 | 没有查到的空着；县市、城区 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
          1 List(["丙区", "丁县", "甲区", "CN-ZZ:wu1", "CN-ZZ:wu2", "乙县"]) 可另写
          5 List(["公布", "印列", "推定"])
          6 List(["县市", "城区"])
        [公布名单]
          县区* | 年度* | 奖项* | 次序 | 首次 | 知悉日期 | 来源 | 录入人
          必填；县区：名称、代码或编号，见「代码」页 | 必填；四位年份，如 2016 | 必填；十强县、五强区、县争先进位奖、区争先进位奖 | 没有查到的空着；整数 | 没有查到的空着；是 或 否 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
          1 List(["丙区", "丁县", "甲区", "CN-ZZ:wu1", "CN-ZZ:wu2", "乙县"]) 可另写
          3 List(["十强县", "五强区", "县争先进位奖", "区争先进位奖"])
          5 List(["是", "否"])
        [否决记录]
          单位* | 年度* | 事项* | 决定机关 | 决定日 | 知悉日期 | 来源 | 录入人
          必填；单位：名称、代码或编号，见「代码」页 | 必填；四位年份，如 2016 | 必填；维稳、安全生产、环境保护、无 | 没有查到的空着；文字 | 没有查到的空着；日期，如 2016-06-01；只知道月份写 2016-06 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
          1 List(["丙区", "丁县", "第一市", "甲区", "第二市", "CN-ZZ:wu1", "CN-ZZ:wu2", "乙县"]) 可另写
          3 List(["维稳", "安全生产", "环境保护", "无"])
        [扶贫考核]
          县区* | 年度* | 得分 | 计划减贫* | 完成减贫 | 等次 | 知悉日期 | 来源 | 录入人
          必填；县区：名称、代码或编号，见「代码」页 | 必填；四位年份，如 2016 | 没有查到的空着；数字，最多 4 位小数 | 必填；整数（人） | 没有查到的空着；整数（人） | 没有查到的空着；优秀、良好、一般、较差 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
          1 List(["丙区", "丁县", "甲区", "CN-ZZ:wu1", "CN-ZZ:wu2", "乙县"]) 可另写
          6 List(["优秀", "良好", "一般", "较差"])
        [专项资金]
          县区* | 年度* | 拨付（万元） | 占比 | 启用月 | 使用期限 | 投向 | 知悉日期 | 来源 | 录入人
          必填；县区：名称、代码或编号，见「代码」页 | 必填；四位年份，如 2016 | 没有查到的空着；金额，按万元填；不小于 0元 | 没有查到的空着；比例，写成 35% | 没有查到的空着；月份，如 2016-06 | 没有查到的空着；一段时间，如 30日、3个月、1年 | 没有查到的空着；安全生产、生态环境、扶贫；可写几个，用顿号隔开 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
          1 List(["丙区", "丁县", "甲区", "CN-ZZ:wu1", "CN-ZZ:wu2", "乙县"]) 可另写
          7 List(["安全生产", "生态环境", "扶贫"]) 可另写
        [区划类别]
          县区* | 类别* | 自 | 至 | 知悉日期 | 来源 | 录入人
          必填；县区：名称、代码或编号，见「代码」页 | 必填；县市、城区 | 没有就空着；日期，如 2016-06-01；只知道月份写 2016-06 | 没有就空着；日期，如 2016-06-01；只知道月份写 2016-06 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
          1 List(["丙区", "丁县", "甲区", "CN-ZZ:wu1", "CN-ZZ:wu2", "乙县"]) 可另写
          2 List(["县市", "城区"])
        [安全事故]
          编号* | 县区* | 发生日* | 死亡 | 知悉日期 | 来源 | 录入人
          必填；安全事故的编号 | 必填；县区：名称、代码或编号，见「代码」页 | 必填；日期，如 2016-06-01；只知道月份写 2016-06 | 没有查到的空着；整数（人） | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
          2 List(["丙区", "丁县", "甲区", "CN-ZZ:wu1", "CN-ZZ:wu2", "乙县"]) 可另写
        [容错认定]
          事故* | 结论 | 知悉日期 | 来源 | 录入人
          必填；安全事故的编号 | 没有查到的空着；文字 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
        [任职]
          人员* | 单位* | 职务* | 分管 | 自* | 至 | 主持工作 | 知悉日期 | 来源 | 录入人 | 人员编号 | 所在单位
          必填；人员：名称 | 必填；单位：名称、代码或编号，见「代码」页 | 必填；党委正职、政府正职、班子副职 | 没有就空着；安全生产、生态环境、扶贫；可写几个，用顿号隔开 | 必填；日期，如 2016-06-01；只知道月份写 2016-06 | 没有就空着；日期，如 2016-06-01；只知道月份写 2016-06 | 空着就是「否」；是 或 否 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的 | 可不填；有编号的写编号，重名时靠它分清 | 可不填；重名时靠它分清
          2 List(["丙区", "丁县", "第一市", "甲区", "第二市", "CN-ZZ:wu1", "CN-ZZ:wu2", "乙县"]) 可另写
          3 List(["党委正职", "政府正职", "班子副职"])
          4 List(["安全生产", "生态环境", "扶贫"]) 可另写
          7 List(["是", "否"])
        [个人年度考核]
          人员* | 年度* | 等次 | 知悉日期 | 来源 | 录入人 | 人员编号 | 所在单位
          必填；人员：名称 | 必填；四位年份，如 2016 | 没有查到的空着；优秀、良好、一般、较差 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的 | 可不填；有编号的写编号，重名时靠它分清 | 可不填；重名时靠它分清
          3 List(["优秀", "良好", "一般", "较差"])
        [容错申请]
          编号* | 申请日* | 事项* | 知悉日期 | 来源 | 录入人
          必填；容错申请的编号 | 必填；日期，如 2016-06-01；只知道月份写 2016-06 | 必填；事项：名称 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
        [完整确认]
          表* | 年度 | 范围 | 确认机关* | 确认日期 | 知悉日期 | 来源 | 录入人
          必填；哪张表填全了 | 可不填；如 2016，或 2015、2016；不按年度的表空着 | 可不填；只确认一部分的，写奖项或单位；空着就是整张表 | 必填；有权确认这张表的机关，见「填表说明」 | 可不填；如 2017-06-30 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
          1 List(["监测考评", "公布名单", "否决记录", "安全事故", "任职"]) 可另写
          4 List(["省统计局", "省政府督查室", "省安监局", "省委组织部"]) 可另写
        [认定]
          认定项* | 对象 | 事项编号 | 年度 | 结论* | 认定机关* | 认定人* | 日期* | 理由* | 证据* | 知悉日期 | 来源 | 录入人
          必填；要人判断的事项，从下拉单里选 | 可不填；单位或人员；对事项的认定空着 | 可不填；对一件事的认定写它的编号 | 可不填；按年度认定的写年份 | 必填；是、否，或规定的等次 | 必填；有权认定的机关，见「代码」页 | 必填 | 必填；如 2017-06-30 | 必填 | 必填 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
          1 List(["县区.处置及时", "县区.主要情形", "县区.达到"]) 可另写
          6 List(["示例省应急厅"]) 可另写
        [设定]
          名* | 值* | 设定机关* | 设定人* | 日期* | 文号 | 理由* | 自 | 至 | 知悉日期 | 来源 | 录入人
          必填；条文没有定的事项，从下拉单里选 | 必填；选项见「代码」页 | 必填 | 必填 | 必填；如 2017-06-30 | 可不填 | 必填 | 可不填；从哪一天到哪一天这样办；空着就是一直 | 可不填；从哪一天到哪一天这样办；空着就是一直 | 可不填；何时得知；如 2017-06-30 | 可不填；从哪份材料来 | 可不填；谁填的
          1 List(["名额取整", "完成率下限（安全生产）"]) 可另写
        [代码]
          队组 | 单位等次 | 否决项 | 奖项 | 名次依据 | 领域 | 职务 | 单位 | 单位编号 | 县区 | 县区编号 | 可确认的表 | 确认机关 | 单位的种类 | 认定项 | 认定机关 | 待定事项 | 可选的值
          县市 | 优秀 | 维稳 | 十强县 | 公布 | 安全生产 | 党委正职 | 丙区 | CN-ZZ:bing | 丙区 | CN-ZZ:bing | 监测考评 | 省统计局 | 单位 | 县区.处置及时 | 示例省应急厅 | 名额取整 | 较差、一般
          城区 | 良好 | 安全生产 | 五强区 | 印列 | 生态环境 | 政府正职 | 丁县 | CN-ZZ:ding | 丁县 | CN-ZZ:ding | 公布名单 | 省政府督查室 | 市 | 县区.主要情形 | 完成率下限（安全生产） | 一个比例，如 35%
          一般 | 环境保护 | 县争先进位奖 | 推定 | 扶贫 | 班子副职 | 第一市 | CN-ZZ:first | 甲区 | CN-ZZ:jia | 否决记录 | 省安监局 | 县区 | 县区.达到
    "#]].assert_eq(&shown);
}

/// One value of a column of this type, from a number that decides which.
fn value_of(schema: &Schema, entities: &Entities, column: &ColumnSchema, pick: u32) -> Held {
    let number = |n: Exact| Held::Exactly(Value::Number(n));
    let p = i128::from(pick);
    let of_kind = |kind| {
        let all: Vec<EntityIx> = entities.iter().filter(|(_, e)| schema.is_kind(e.kind, kind)).map(|(ix, _)| ix).collect();
        all[pick as usize % all.len()]
    };
    match &column.ty {
        Type::Bool => Held::Exactly(Value::Bool(pick.is_multiple_of(2))),
        Type::Integer { .. } => number(Exact::integer(p % 107 + 1)),
        Type::Decimal { scale } => number(Exact::decimal(p, *scale).unwrap()),
        // Also thirds, which no decimal is.
        Type::Ratio => number(Exact::fraction(p % 97, 97 + i128::from(pick % 3)).unwrap()),
        Type::Money => number(Exact::integer(p)),
        Type::Date if pick.is_multiple_of(5) => {
            let month = Month { year: 2016, month: i8::try_from(pick % 12 + 1).unwrap() };
            let (first, last) = month.days().unwrap();
            Held::Between(Value::Date(first), Value::Date(last))
        }
        Type::Date => {
            Held::Exactly(Value::Date(Date::new(2016, i8::try_from(pick % 12 + 1).unwrap(), i8::try_from(pick % 28 + 1).unwrap()).unwrap()))
        }
        Type::Month => Held::Exactly(Value::Month(Month { year: 2015, month: i8::try_from(pick % 12 + 1).unwrap() })),
        Type::Year => Held::Exactly(Value::Year(Year(2015))),
        Type::Enum(id) => {
            let of = enum_of(&schema.enums, *id).unwrap();
            let one = |n: u32| Value::Enum(*id, n % u32::try_from(of.values.len()).unwrap());
            Held::Exactly(if column.many_values { Value::Many([one(pick), one(pick / 7)].into()) } else { one(pick) })
        }
        Type::Text => Held::Exactly(Value::Text(format!("00{pick}"))),
        Type::Entity(kind) => Held::Exactly(Value::Entity(of_kind(*kind))),
        Type::Set(kind) => Held::Exactly(Value::Set([of_kind(*kind)].into())),
        Type::Length => Held::Exactly(Value::Length(pick % 90 + 1, LengthUnit::ALL[pick as usize % 4].0)),
    }
}

/// What a person would write into the cell.
fn written(schema: &Schema, entities: &Entities, fen: Option<i128>, held: &Held) -> Out {
    let text = |words: String| Out::Text(words);
    let decimal = |n: Exact| match n.scale() {
        Some(scale) => Out::Number(n.to_decimal_string(scale).unwrap()),
        None => text(format!("{}/{}", n.numerator(), n.denominator())),
    };
    let name = |ix: &EntityIx| {
        let entity = entities.get(*ix).unwrap();
        let name = &entity.names.last().unwrap().value;
        // Where two bear one name: the id, as the sheet of codes has it.
        if name == "戊县" { entity.id.clone() } else { name.clone() }
    };
    let Held::Exactly(value) = held else {
        let Held::Between(Value::Date(first), _) = held else { panic!("{held:?}") };
        return text(format!("{:04}-{:02}", first.year(), first.month()));
    };
    match value {
        Value::Bool(yes) => text(if *yes { "是" } else { "否" }.to_owned()),
        Value::Number(n) => match fen {
            Some(fen) => decimal(n.over(Exact::integer(fen)).unwrap()),
            None => decimal(*n),
        },
        Value::Date(day) => text(day.to_string()),
        Value::Month(month) => text(month.to_string()),
        Value::Year(year) => Out::Number(year.to_string()),
        Value::Enum(id, rank) => text(enum_of(&schema.enums, *id).unwrap().name_of(*rank).unwrap().to_owned()),
        Value::Text(words) => text(words.clone()),
        Value::Entity(ix) => text(name(ix)),
        Value::Set(set) => text(set.iter().map(name).collect::<Vec<_>>().join("、")),
        Value::Many(many) => {
            let one = |v: &Value| match written(schema, entities, None, &Held::Exactly(v.clone())) {
                Out::Text(words) => words,
                other => panic!("{other:?}"),
            };
            text(many.iter().map(one).collect::<Vec<_>>().join("、"))
        }
        Value::Length(count, unit) => text(format!("{count}{}", unit.word())),
    }
}

/// Tables of facts and spans about registered entities: what their rows say is known without reading them.
fn plain(table: &TableSchema) -> bool {
    let registered = |ty: &KeyType| !matches!(ty, KeyType::Entity(kind) if [3, 4, 5].contains(&kind.0));
    !table.shape.is_record() && table.keys.iter().all(|k| registered(&k.ty))
}

/// Keys of the row with this number, no two alike.
fn keys_of(schema: &Schema, entities: &Entities, table: &TableSchema, number: u32) -> Vec<Value> {
    let mut left = number;
    let mut next = |most: usize| {
        let most = u32::try_from(most).unwrap();
        let one = left % most;
        left /= most;
        one
    };
    let key = |key: &quanheng_facts::schema::KeyColumn| match &key.ty {
        KeyType::Entity(kind) => {
            let all: Vec<EntityIx> = entities.iter().filter(|(_, e)| schema.is_kind(e.kind, *kind)).map(|(ix, _)| ix).collect();
            Value::Entity(all[next(all.len()) as usize])
        }
        KeyType::Year => Value::Year(Year(2010 + i16::try_from(next(9)).unwrap())),
        KeyType::Enum(id) => Value::Enum(*id, next(enum_of(&schema.enums, *id).unwrap().values.len())),
    };
    table.keys.iter().map(key).collect()
}

fn put(book: &mut Template, place: &TemplateTable, row: u32, at: usize, value: Out) {
    let column = place.columns.iter().find(|c| c.field == Some(at)).unwrap().column;
    let sheet = &mut book.book.sheets[place.sheet];
    let look = sheet.columns.get(&column).and_then(|c| c.look.clone()).unwrap_or_default();
    // As programs do: a cell takes the looks of its column. Fractions are typed as text.
    let number = if matches!(value, Out::Text(_)) { NumberLook::Text } else { look.number.clone() };
    sheet.put(row, column, value, Look { number, ..look });
}

fn fen_of(place: &TemplateTable, at: usize) -> Option<i128> {
    place.columns.iter().find(|c| c.field == Some(at)).unwrap().fen
}

type Written = BTreeMap<(TableId, Vec<Value>), Vec<Option<Held>>>;

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_was_filled_in_is_read_exactly(picks in proptest::collection::vec((any::<u32>(), proptest::collection::vec(proptest::option::weighted(0.8, 0..2_000_000_000_u32), 8)), 1..40)) {
        let schema = schema();
        let entities = entities(&schema);
        let mut filled = made(&schema, &entities);
        let mut expected: Written = BTreeMap::new();
        let mut next_row: BTreeMap<TableId, u32> = BTreeMap::new();
        let places: Vec<TemplateTable> = filled.tables.iter().filter(|t| plain(schema.table(t.table).unwrap())).cloned().collect();
        for (which, cells) in &picks {
            let place = &places[*which as usize % places.len()];
            let table = schema.table(place.table).unwrap();
            let keys = keys_of(&schema, &entities, table, which / 16);
            if expected.contains_key(&(place.table, keys.clone())) {
                continue;
            }
            let row = next_row.entry(place.table).or_insert(FIRST_ROW);
            for (at, key) in keys.iter().enumerate() {
                put(&mut filled, place, *row, at, written(&schema, &entities, None, &Held::Exactly(key.clone())));
            }
            let mut values = Vec::new();
            for (column, cell) in table.columns.iter().zip(cells.iter().chain(std::iter::repeat(&None))) {
                let at = table.keys.len() + values.len();
                // Spans are reversed by chance: they begin only.
                let left_out = column.blank != Blank::Refused && (cell.is_none() || column.name == "至");
                let pick = cell.unwrap_or(3);
                if left_out {
                    values.push(if let Blank::Default(value) = &column.blank { Some(Held::Exactly(value.clone())) } else { None });
                    continue;
                }
                let held = value_of(&schema, &entities, column, pick);
                put(&mut filled, place, *row, at, written(&schema, &entities, fen_of(place, at), &held));
                values.push(Some(held));
            }
            *row += 1;
            expected.insert((place.table, keys), values);
        }
        let bytes = write(&filled.book).unwrap();
        let (facts, problems) = taken(&schema, &bytes);
        let wrong: Vec<String> = problems.iter().filter(|p| p.severity == Severity::Error).map(|p| p.render(Language::Chinese)).collect();
        prop_assert_eq!(wrong, Vec::<String>::new());
        let mut read: Written = BTreeMap::new();
        for place in &places {
            for row in facts.all_rows(place.table) {
                read.insert((place.table, row.keys.clone()), row.cells.iter().map(|c| c.as_ref().map(|c| c.held.clone())).collect());
            }
        }
        prop_assert_eq!(read, expected);
    }
}

/// Events, posts, persons, signatures, judgements and settings go through the same sheets.
#[test]
fn records_and_signatures_are_read_too() {
    let schema = schema();
    let entities = entities(&schema);
    let mut filled = made(&schema, &entities);
    let mut fill = |sheet: &str, cells: &[(&str, &str)]| {
        let sheet = filled.book.sheets.iter_mut().find(|s| s.name == sheet).unwrap();
        let row = sheet.rows.last_key_value().map_or(FIRST_ROW, |(row, _)| (row + 1).max(FIRST_ROW));
        for (heading, text) in cells {
            let headings = &sheet.rows[&HEADING_ROW];
            let column =
                *headings.iter().find(|(_, c)| c.value == Out::Text((*heading).to_owned())).unwrap_or_else(|| panic!("{heading}")).0;
            sheet.text(row, column, *text, &Look { number: NumberLook::Text, ..Look::default() });
        }
    };
    fill("单位", &[("名称", "乙县示例镇"), ("种类", "单位"), ("上级", "乙县")]);
    fill("安全事故", &[("编号", "001"), ("县区", "甲区"), ("发生日", "2016-06"), ("死亡", "3")]);
    fill("容错认定", &[("事故", "001"), ("结论", "免责")]);
    fill(
        "任职",
        &[("人员", "张三"), ("单位", "乙县"), ("职务", "党委正职"), ("分管", "安全生产、扶贫"), ("自", "2016-01-01"), ("人员编号", "P1")],
    );
    fill("个人年度考核", &[("人员", "张三"), ("年度", "2016"), ("等次", "优秀"), ("人员编号", "P1"), ("所在单位", "乙县")]);
    fill("完整确认", &[("表", "安全事故"), ("年度", "2016"), ("范围", "甲区"), ("确认机关", "省安监局"), ("确认日期", "2017-01-31")]);
    let judged = [("认定项", "县区.处置及时"), ("对象", "甲区"), ("年度", "2016"), ("结论", "是"), ("认定机关", "示例省应急厅")];
    let how = [("认定人", "李四"), ("日期", "2017-02-01"), ("理由", "按时上报"), ("证据", "值班记录")];
    fill("认定", &[judged.as_slice(), how.as_slice()].concat());
    let settled = [
        ("名", "完成率下限（安全生产）"),
        ("值", "35%"),
        ("设定机关", "示例办公室"),
        ("设定人", "王五"),
        ("日期", "2017-02-01"),
        ("理由", "会议决定"),
    ];
    fill("设定", &settled);
    let bytes = write(&filled.book).unwrap();
    let (facts, problems) = taken(&schema, &bytes);
    assert_eq!(problems.iter().map(|p| p.render(Language::Chinese)).collect::<Vec<_>>(), Vec::<String>::new());
    assert!(facts.entities.iter().any(|(_, e)| e.names.iter().any(|n| n.value == "乙县示例镇")));
    let counts: Vec<usize> = [6, 7, 8, 9].iter().map(|t| facts.all_rows(TableId(*t)).count()).collect();
    assert_eq!(counts, [1, 1, 1, 1]);
    assert_eq!((facts.confirmations().len(), facts.all_judged().count(), facts.all_settings().count()), (1, 1, 1));
}

#[test]
fn every_table_has_a_sheet_and_every_column_a_heading() {
    let schema = schema();
    let made = made(&schema, &entities(&schema));
    assert_eq!(made.tables.len(), schema.tables.len());
    for place in &made.tables {
        let table = schema.table(place.table).unwrap();
        let from = if table.shape == TableShape::Tenure { 1 } else { 0 };
        let wanted: BTreeSet<usize> = (from..table.keys.len() + table.columns.len()).collect();
        let found: BTreeSet<usize> = place.columns.iter().filter_map(|c| c.field).collect();
        assert_eq!(found, wanted, "{}", table.name);
    }
}
