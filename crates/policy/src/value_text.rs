//! A value from the words a person writes for it: `100万元`, `35%`, `是`, `县市`, `2016年度`, `2016-06-01`.
//!
//! In: text and the type that is expected. Out: the value, or what was expected instead. The twin of [`crate::wording`],
//! which prints; what it prints, this reads. Used by pack tests and by choices on the command line. Deliberately absent: cells
//! of workbooks (intake reads those, with their number formats), and guesses: a bare 35 is no 35%.

use jiff::civil::Date;
use quanheng_facts::exact::Exact;
use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::Schema;
use quanheng_facts::value::{EnumDef, LengthUnit, Month, Type, Value, Year, enum_of};
use unicode_normalization::UnicodeNormalization;

/// Units of money and how many 分 each is, longest first.
const MONEY: [(&str, i128); 4] = [("亿元", 10_000_000_000), ("万元", 1_000_000), ("元", 100), ("分", 1)];

/// Reads a value of a type; `None` where the text is no value of it.
#[must_use]
pub fn value_from_text(text: &str, ty: &Type, enums: &[EnumDef]) -> Option<Value> {
    let folded: String = text.nfkc().collect();
    let folded = folded.trim();
    match ty {
        Type::Bool => truth(folded).map(Value::Bool),
        Type::Integer { unit } => whole(folded, unit.as_deref()).map(Value::Number),
        Type::Decimal { scale } => number(folded).filter(|n| n.fits_scale(*scale)).map(Value::Number),
        Type::Ratio => ratio(folded).map(Value::Number),
        Type::Money => money(folded).map(Value::Number),
        Type::Date => date(folded).map(Value::Date),
        Type::Month => month(folded).map(Value::Month),
        Type::Year => year(folded).map(Value::Year),
        Type::Enum(id) => {
            let def = enum_of(enums, *id)?;
            let rank = def.rank_of(text.trim()).or_else(|| def.rank_of(folded))?;
            Some(Value::Enum(*id, rank))
        }
        Type::Text => {
            let bare = text.trim();
            let quoted = bare.strip_prefix('“').and_then(|t| t.strip_suffix('”'));
            Some(Value::Text(quoted.unwrap_or(bare).to_owned()))
        }
        Type::Length => LengthUnit::length(folded),
        Type::Entity(_) | Type::Set(_) => None,
    }
}

/// What a value of this type looks like, for messages: `金额，如 100万元`.
#[must_use]
pub fn expected_text(ty: &Type, enums: &[EnumDef]) -> Bilingual {
    match ty {
        Type::Bool => Bilingual::new("是 或者 否", "是 or 否"),
        Type::Integer { unit: None } => Bilingual::new("整数，如 11", "a whole number, such as 11"),
        Type::Integer { unit: Some(unit) } => {
            Bilingual::new(format!("整数，如 11 或 11{unit}"), format!("a whole number, such as 11 or 11{unit}"))
        }
        Type::Decimal { scale } => Bilingual::new(
            format!("最多 {scale} 位小数的数，如 86.5"),
            format!("a number with at most {scale} decimal places, such as 86.5"),
        ),
        Type::Ratio => Bilingual::new("比例，如 35% 或 7/20", "a ratio, such as 35% or 7/20"),
        Type::Money => Bilingual::new("金额，如 100万元 或 39.13元", "an amount of money, such as 100万元 or 39.13元"),
        Type::Date => Bilingual::new("日期，如 2016-06-01", "a date, such as 2016-06-01"),
        Type::Month => Bilingual::new("年月，如 2016-06", "a month, such as 2016-06"),
        Type::Year => Bilingual::new("年度，如 2016年度", "a year, such as 2016年度"),
        Type::Enum(id) => {
            let values = enum_of(enums, *id).map(|e| e.values.join("、")).unwrap_or_default();
            Bilingual::new(format!("下面之一：{values}"), format!("one of: {values}"))
        }
        Type::Text => Bilingual::new("文本", "text"),
        Type::Length => Bilingual::new("期间，如 30日、3个月、1年", "a length of time, such as 30日, 3个月 or 1年"),
        Type::Entity(_) | Type::Set(_) => Bilingual::new("单位的名称", "the name of an entity"),
    }
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "是" | "yes" | "true" => Some(true),
        "否" | "no" | "false" => Some(false),
        _ => None,
    }
}

/// A decimal; `−` (minus sign) and `-` are the same, commas between groups of three are passed over.
fn number(text: &str) -> Option<Exact> {
    let plain: String = text.chars().map(|c| if c == '−' { '-' } else { c }).collect();
    if !plain.contains(',') {
        return Exact::parse(&plain);
    }
    let (whole, part) = plain.split_once('.').map_or((plain.as_str(), ""), |(w, p)| (w, p));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first_fits = groups.next().is_some_and(|g| (1..=3).contains(&g.len()));
    if !first_fits || !groups.all(|g| g.len() == 3) || part.contains(',') {
        return None;
    }
    Exact::parse(&plain.replace(',', ""))
}

fn whole(text: &str, unit: Option<&str>) -> Option<Exact> {
    let units = unit.into_iter().chain(["名", "人", "位", "个"]);
    let bare = units.filter_map(|u| text.strip_suffix(u)).next().unwrap_or(text);
    number(bare.trim_end()).filter(|n| n.to_integer().is_some())
}

fn ratio(text: &str) -> Option<Exact> {
    if let Some(percent) = text.strip_suffix('%') {
        return number(percent.trim_end())?.over(Exact::integer(100));
    }
    let Some((above, below)) = text.split_once('/') else {
        // A bare 35 is as likely 35 % as 3500 %: it has to be written out. A part of one is clear.
        return number(text).filter(|part| *part >= Exact::ZERO && *part <= Exact::ONE);
    };
    number(above.trim())?.over(number(below.trim())?)
}

fn money(text: &str) -> Option<Exact> {
    let (amount, fen) = MONEY.iter().find_map(|(unit, fen)| Some((text.strip_suffix(unit)?, *fen)))?;
    number(amount.trim_end())?.times(Exact::integer(fen)).filter(|n| n.to_integer().is_some())
}

fn year(text: &str) -> Option<Year> {
    let digits = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(text).trim_end();
    let four = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| four).map(Year)
}

fn date(text: &str) -> Option<Date> {
    let parts = dated_parts(text)?;
    match parts.as_slice() {
        [year, month, day] => Date::new(*year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok(),
        _ => None,
    }
}

fn month(text: &str) -> Option<Month> {
    let parts = dated_parts(text)?;
    match parts.as_slice() {
        [year, month] if (1..=12).contains(month) => Some(Month { year: *year, month: i8::try_from(*month).ok()? }),
        _ => None,
    }
}

/// `2016-06-01`, `2016年6月1日`, `2016/6/1`: the numbers in it, the year first and with four digits.
fn dated_parts(text: &str) -> Option<Vec<i16>> {
    let chinese = text.contains('年');
    let plain = if chinese { text.strip_suffix('日').or_else(|| text.strip_suffix('月'))? } else { text };
    let parts: Vec<&str> = plain.split(|c: char| if chinese { matches!(c, '年' | '月') } else { matches!(c, '-' | '/' | '.') }).collect();
    if parts.first().is_none_or(|year| year.len() != 4) || parts.iter().any(|p| p.is_empty() || !p.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    parts.iter().map(|p| p.parse().ok()).collect()
}

/// What people call a type.
#[must_use]
pub fn type_words(ty: &Type, schema: &Schema) -> Bilingual {
    let kind = |id| schema.kind(id).map_or("", |k| k.name.as_str());
    match ty {
        Type::Bool => Bilingual::new("布尔（是/否）", "a yes or no (布尔)"),
        Type::Integer { unit: None } => Bilingual::new("整数", "a whole number (整数)"),
        Type::Integer { unit: Some(unit) } => Bilingual::new(format!("整数（{unit}）"), format!("a whole number of {unit} (整数)")),
        Type::Decimal { scale } => Bilingual::new(format!("小数({scale})"), format!("a decimal (小数({scale}))")),
        Type::Ratio => Bilingual::new("比例", "a ratio (比例)"),
        Type::Money => Bilingual::new("金额", "an amount of money (金额)"),
        Type::Date => Bilingual::new("日期", "a date (日期)"),
        Type::Month => Bilingual::new("年月", "a month (年月)"),
        Type::Year => Bilingual::new("年度", "a year (年度)"),
        Type::Enum(id) => {
            let name = enum_of(&schema.enums, *id).map_or("", |e| e.name.as_str());
            Bilingual::new(format!("枚举「{name}」的值"), format!("a value of the enum 「{name}」"))
        }
        Type::Length => Bilingual::new("期间（如 30日、3个月）", "a length of time (期间), such as 30日 or 3个月"),
        Type::Text => Bilingual::new("文本", "text (文本)"),
        Type::Entity(k) => Bilingual::new(format!("一个{}", kind(*k)), format!("an entity of the kind {}", kind(*k))),
        Type::Set(k) => Bilingual::new(format!("{}的名单", kind(*k)), format!("a list of {}", kind(*k))),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test")]
    use super::*;

    fn read(text: &str, ty: &Type) -> Option<Value> {
        value_from_text(text, ty, &[])
    }

    fn number_of(text: &str, ty: &Type) -> String {
        match read(text, ty) {
            Some(Value::Number(n)) => n.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn money_is_counted_in_fen() {
        for (text, fen) in [
            ("100万元", "100000000"),
            ("0元", "0"),
            ("39.13元", "3913"),
            ("1.5亿元", "15000000000"),
            ("１，０００元", "100000"),
            ("3分", "3"),
        ] {
            assert_eq!(number_of(text, &Type::Money), fen, "{text}");
        }
        for text in ["100", "0.005元", "万元", "", "10,00元"] {
            assert_eq!(read(text, &Type::Money), None, "{text}");
        }
    }

    #[test]
    fn a_ratio_says_that_it_is_one() {
        assert_eq!(number_of("35%", &Type::Ratio), "0.35");
        assert_eq!(number_of("7/20", &Type::Ratio), "0.35");
        assert_eq!(read("35", &Type::Ratio), None);
        assert_eq!(read("1/0", &Type::Ratio), None);
    }

    #[test]
    fn years_and_days() {
        assert_eq!(read("2016年度", &Type::Year), Some(Value::Year(Year(2016))));
        assert_eq!(read("2016", &Type::Year), Some(Value::Year(Year(2016))));
        assert_eq!(read("16", &Type::Year), None);
        let day = Value::Date(Date::new(2016, 6, 1).unwrap());
        for text in ["2016-06-01", "2016-6-1", "2016年6月1日", "2016/6/1"] {
            assert_eq!(read(text, &Type::Date), Some(day.clone()), "{text}");
        }
        assert_eq!(read("2016-13-01", &Type::Date), None);
        assert_eq!(read("2016年6月", &Type::Month), Some(Value::Month(Month { year: 2016, month: 6 })));
    }

    #[test]
    fn enums_by_name_and_whole_numbers_with_units() {
        let enums = [EnumDef { name: "队组".into(), order: None, extensible: false, values: vec!["县市".into(), "城区".into()] }];
        let ty = Type::Enum(quanheng_facts::value::EnumId(0));
        assert_eq!(value_from_text("城区", &ty, &enums), Some(Value::Enum(quanheng_facts::value::EnumId(0), 1)));
        assert_eq!(value_from_text("郊区", &ty, &enums), None);
        let count = Type::Integer { unit: Some("名".into()) };
        assert_eq!(number_of("10名", &count), "10");
        assert_eq!(number_of("−3", &Type::Integer { unit: None }), "-3");
        assert_eq!(read("3.5", &Type::Integer { unit: None }), None);
    }
}
