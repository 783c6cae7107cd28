//! A small schema and register, close to the tables of a real pack, for examples, tests and fuzzing. Every unit is invented.

use quanheng_sheet::read;

use crate::entity::Entities;
use crate::exact::Exact;
use crate::intake::read_entities;
use crate::schema::{
    Blank, ColumnId, ColumnSchema, CompletenessRule, FreeMatters, JudgementIndex, JudgementSchema, KeyColumn, KeyType, KindDef,
    RecordScope, Schema, SettingSchema, SinglePosts, TableId, TableSchema, TableShape,
};
use crate::value::{EnumDef, EnumId, EnumOrder, KindId, Type, Value};

const COUNTY: KindId = KindId(2);
const UNIT: KindId = KindId(0);
const ACCIDENT: KindId = KindId(3);
const PERSON: KindId = KindId(4);
const TENURE: KindId = KindId(5);
const REQUEST: KindId = KindId(8);

/// 甲县 was made a district in December 2014; two counties are called 戊县.
pub const REGISTER: &str = "id,名称,种类,上级,代码,自,至,依据
CN-ZZ:first,第一市,市,,990100,,,
CN-ZZ:second,第二市,市,,990200,,,
CN-ZZ:jia,甲县,县区,第一市,990121,,2014-12,
CN-ZZ:jia,甲区,县区,第一市,990115,2014-12,,示例批复
CN-ZZ:yi,乙县,县区,第一市,990122,,,
CN-ZZ:bing,丙区,县区,第二市,990202,,,
CN-ZZ:ding,丁县,县区,第二市,990222,,,
CN-ZZ:wu1,戊县,县区,第一市,990123,,,
CN-ZZ:wu2,戊县,县区,第二市,990223,,,
";

fn key(name: &str, ty: KeyType) -> KeyColumn {
    KeyColumn { name: name.to_owned(), headings: vec![name.to_owned()], ty }
}

fn column(name: &str, headings: &[&str], ty: Type, blank: Blank) -> ColumnSchema {
    let headings = [name].iter().chain(headings).map(|h| (*h).to_owned()).collect();
    ColumnSchema { name: name.to_owned(), headings, ty, range: (None, None), blank, many_values: false, basis: None }
}

fn judged(name: &str, ty: Type, yearly: bool) -> JudgementSchema {
    JudgementSchema {
        name: name.to_owned(), owner: KindId(2), yearly, index: Vec::new(), ty, bodies: vec!["示例省应急厅".to_owned()]
    }
}

fn table(name: &str, keys: Vec<KeyColumn>, columns: Vec<ColumnSchema>) -> TableSchema {
    TableSchema {
        name: name.to_owned(),
        names: Vec::new(),
        shape: TableShape::Fact,
        concerns: Vec::new(),
        day: None,
        keys,
        many_rows: false,
        columns,
        completeness: None,
        pack: "example".to_owned(),
    }
}

fn signed_by(body: &str, by: Vec<usize>) -> Option<CompletenessRule> {
    Some(CompletenessRule { bodies: vec![body.to_owned()], by, of_record: RecordScope::default() })
}

fn enums() -> Vec<EnumDef> {
    let of = |name: &str, order, values: &[&str]| EnumDef {
        name: name.to_owned(),
        order,
        extensible: false,
        values: values.iter().map(|v| (*v).to_owned()).collect(),
    };
    vec![
        of("队组", None, &["县市", "城区"]),
        of("单位等次", Some(EnumOrder::HighFirst), &["优秀", "良好", "一般", "较差"]),
        of("否决项", None, &["维稳", "安全生产", "环境保护", "无"]),
        of("奖项", None, &["十强县", "五强区", "县争先进位奖", "区争先进位奖"]),
        of("名次依据", None, &["公布", "印列", "推定"]),
        of("领域", None, &["安全生产", "生态环境", "扶贫"]),
        of("职务", Some(EnumOrder::HighFirst), &["党委正职", "政府正职", "班子副职"]),
    ]
}

/// The schema.
#[must_use]
pub fn schema() -> Schema {
    let kind = |name: &str, of, superior| KindDef { name: name.to_owned(), of, superior, record: None, any_of: Vec::new() };
    let place = || key("县区", KeyType::Entity(COUNTY));
    let unit = || key("单位", KeyType::Entity(UNIT));
    let year = || KeyColumn { headings: vec!["年度".to_owned(), "年份".to_owned()], ..key("年度", KeyType::Year) };
    let whole = |unit: Option<&str>| Type::Integer { unit: unit.map(str::to_owned) };
    let rank = ColumnSchema {
        range: (Some(Exact::ONE), Some(Exact::integer(107))),
        basis: Some(ColumnId(2)),
        ..column("公布名次", &["名次", "排名", "位次"], whole(None), Blank::Unknown)
    };
    let mut published = table(
        "公布名单",
        vec![place(), year(), key("奖项", KeyType::Enum(EnumId(3)))],
        vec![column("次序", &[], whole(None), Blank::Unknown), column("首次", &[], Type::Bool, Blank::Unknown)],
    );
    published.completeness = signed_by("省统计局", vec![1, 2]);
    let mut vetoes = table(
        "否决记录",
        vec![unit(), year()],
        vec![
            column("事项", &["一票否决事项"], Type::Enum(EnumId(2)), Blank::Refused),
            column("决定机关", &[], Type::Text, Blank::Unknown),
            column("决定日", &["日期"], Type::Date, Blank::Unknown),
        ],
    );
    vetoes.many_rows = true;
    vetoes.completeness = signed_by("省政府督查室", vec![1]);
    let mut scores = table(
        "监测考评",
        vec![place(), year()],
        vec![
            column("得分", &["综合得分", "指数"], Type::Decimal { scale: 6 }, Blank::Unknown),
            rank,
            column("名次依据", &[], Type::Enum(EnumId(4)), Blank::Default(Value::Enum(EnumId(4), 0))),
            column("类别", &[], Type::Enum(EnumId(0)), Blank::Unknown),
        ],
    );
    scores.names = vec!["县域监测考评".to_owned()];
    scores.completeness = signed_by("省统计局", vec![1]);
    let poverty = table(
        "扶贫考核",
        vec![place(), year()],
        vec![
            column("得分", &["绩效得分"], Type::Decimal { scale: 4 }, Blank::Unknown),
            column("计划减贫", &["减贫计划（人）"], whole(Some("人")), Blank::Refused),
            column("完成减贫", &["实际减贫（人）"], whole(Some("人")), Blank::Unknown),
            column("等次", &[], Type::Enum(EnumId(1)), Blank::Unknown),
        ],
    );
    let funds = table(
        "专项资金",
        vec![place(), year()],
        vec![
            ColumnSchema { range: (Some(Exact::ZERO), None), ..column("拨付", &["拨付金额"], Type::Money, Blank::Unknown) },
            column("占比", &["所占比例"], Type::Ratio, Blank::Unknown),
            column("启用月", &[], Type::Month, Blank::Unknown),
            column("使用期限", &[], Type::Length, Blank::Unknown),
            ColumnSchema { many_values: true, ..column("投向", &["投向领域"], Type::Enum(EnumId(5)), Blank::Unknown) },
        ],
    );
    let mut groups = table(
        "区划类别",
        vec![place()],
        vec![
            column("类别", &["县/区"], Type::Enum(EnumId(0)), Blank::Refused),
            column("自", &["批复日期", "起"], Type::Date, Blank::Absent),
            column("至", &["止"], Type::Date, Blank::Absent),
        ],
    );
    groups.shape = TableShape::Span;
    let mut accidents = table(
        "安全事故",
        vec![key("编号", KeyType::Entity(ACCIDENT))],
        vec![
            column("县区", &[], Type::Entity(COUNTY), Blank::Refused),
            column("发生日", &["事故时间"], Type::Date, Blank::Refused),
            column("死亡", &["死亡人数"], whole(Some("人")), Blank::Unknown),
        ],
    );
    accidents.shape = TableShape::Event;
    accidents.concerns = vec![ColumnId(0)];
    accidents.day = Some(ColumnId(1));
    let by_year_and_county = RecordScope { yearly: true, concerned: vec![ColumnId(0)] };
    accidents.completeness =
        Some(CompletenessRule { bodies: vec!["省安监局".to_owned()], by: Vec::new(), of_record: by_year_and_county });
    let pleas = table("容错认定", vec![key("事故", KeyType::Entity(ACCIDENT))], vec![column("结论", &[], Type::Text, Blank::Unknown)]);
    let mut requests = table(
        "容错申请",
        vec![key("编号", KeyType::Entity(REQUEST))],
        vec![column("申请日", &[], Type::Date, Blank::Refused), column("事项", &[], Type::Entity(KindId(6)), Blank::Refused)],
    );
    requests.shape = TableShape::Event;
    requests.day = Some(ColumnId(0));
    let mut tenures = table(
        "任职",
        vec![key("编号", KeyType::Entity(TENURE))],
        vec![
            column("人员", &["姓名"], Type::Entity(PERSON), Blank::Refused),
            column("单位", &[], Type::Entity(UNIT), Blank::Refused),
            column("职务", &[], Type::Enum(EnumId(6)), Blank::Refused),
            ColumnSchema {
                many_values: true,
                ..column("分管", &[], Type::Enum(EnumId(5)), Blank::Default(Value::Many(std::collections::BTreeSet::new())))
            },
            column("自", &["任职时间"], Type::Date, Blank::Refused),
            column("至", &["免职时间"], Type::Date, Blank::Absent),
            column("主持工作", &[], Type::Bool, Blank::Default(Value::Bool(false))),
        ],
    );
    tenures.shape = TableShape::Tenure;
    tenures.concerns = vec![ColumnId(0), ColumnId(1)];
    let by_year = RecordScope { yearly: true, concerned: Vec::new() };
    tenures.completeness = Some(CompletenessRule { bodies: vec!["省委组织部".to_owned()], by: Vec::new(), of_record: by_year });
    let reviews = table(
        "个人年度考核",
        vec![key("人员", KeyType::Entity(PERSON)), year()],
        vec![column("等次", &["考核等次"], Type::Enum(EnumId(1)), Blank::Unknown)],
    );
    let record = KindDef { record: Some(TableId(6)), ..kind("安全事故", None, None) };
    let person = kind("人员", None, None);
    let tenure = KindDef { record: Some(TableId(8)), ..kind("任职", None, None) };
    Schema {
        kinds: vec![
            kind("单位", None, None),
            kind("市", Some(UNIT), None),
            kind("县区", Some(UNIT), Some(KindId(1))),
            record,
            person,
            tenure,
            KindDef { any_of: vec![ACCIDENT, KindId(7)], ..kind("事项", None, None) },
            kind("其他", None, None),
            KindDef { record: Some(TableId(10)), ..kind("容错申请", None, None) },
        ],
        enums: enums(),
        tables: vec![scores, published, vetoes, poverty, funds, groups, accidents, pleas, tenures, reviews, requests],
        judgements: vec![
            judged("县区.处置及时", Type::Bool, true),
            judged("县区.主要情形", Type::Enum(EnumId(1)), false),
            JudgementSchema {
                index: vec![JudgementIndex { name: "等次".to_owned(), ty: Type::Enum(EnumId(1)) }],
                ..judged("县区.达到", Type::Bool, true)
            },
        ],
        settings: vec![
            SettingSchema {
                name: "名额取整".to_owned(),
                ty: Type::Enum(EnumId(1)),
                options: vec![Value::Enum(EnumId(1), 0), Value::Enum(EnumId(1), 1)],
                settled: None,
                read: true,
            },
            SettingSchema {
                name: "完成率下限（安全生产）".to_owned(), ty: Type::Ratio, options: Vec::new(), settled: None, read: true
            },
            SettingSchema {
                name: "是否补发".to_owned(),
                ty: Type::Bool,
                options: Vec::new(),
                settled: Some(Value::Bool(false)),
                read: true,
            },
            SettingSchema { name: "没人读的".to_owned(), ty: Type::Bool, options: Vec::new(), settled: None, read: false },
        ],
        free_matters: vec![FreeMatters { register: KindId(6), other: KindId(7) }],
        single_posts: vec![SinglePosts {
            table: TableId(8),
            person: ColumnId(0),
            unit: ColumnId(1),
            post: ColumnId(2),
            // 党委正职, 政府正职: ranks count from the lowest.
            values: vec![Value::Enum(EnumId(6), 1), Value::Enum(EnumId(6), 2)],
            acting: Some(ColumnId(6)),
        }],
    }
}

/// The entities of [`REGISTER`].
#[must_use]
pub fn entities(schema: &Schema) -> Entities {
    match read("单位.csv", REGISTER.as_bytes()) {
        Ok(book) => read_entities(&[("单位.csv".to_owned(), book)], schema).0,
        Err(_) => Entities::default(),
    }
}
