//! The first sheet: what to do, which tables there are, who signs them; and the mark of the pack.

use quanheng_sheet::Merged;
use quanheng_sheet::out::{Look, Print, Sheet, lines_of};

use super::mark::SHEET;
use super::{GREY, Input, heading_look};
use crate::schema::{KeyType, Schema, TableSchema, TableShape};

const WIDTHS: [u32; 4] = [22, 44, 44, 20];

pub(super) fn sheet(input: &Input<'_>) -> Sheet {
    let mut sheet = Sheet { name: SHEET.to_owned(), ..Sheet::default() };
    for (column, width) in (1..).zip(WIDTHS) {
        sheet.width(column, width);
    }
    let plain = Look::default();
    let wrapped = Look { wrap: true, ..Look::default() };
    let mut row = 1_u32;
    sheet.text(row, 1, format!("{}　填报模板", input.title), &Look { bold: true, size: Some(16), ..Look::default() });
    sheet.heights.insert(row, 30);
    row = row.saturating_add(1);
    sheet.text(row, 1, "模板标识（不要改）", &Look { colour: Some(GREY), ..Look::default() });
    sheet.text(row, 2, input.mark.written(), &Look { colour: Some(GREY), size: Some(9), ..Look::default() });
    row = row.saturating_add(2);
    for line in steps() {
        sheet.text(row, 1, line.as_str(), &wrapped);
        let last_column = u32::try_from(WIDTHS.len()).unwrap_or(1);
        sheet.merged.push(Merged { first_row: row, first_column: 1, last_row: row, last_column });
        let lines = lines_of(&line, WIDTHS.iter().copied().fold(0, u32::saturating_add));
        sheet.heights.insert(row, lines.saturating_mul(17));
        row = row.saturating_add(1);
    }
    row = row.saturating_add(1);
    for (column, words) in (1..).zip(["表", "一行是什么", "谁可以确认填全了", "确认时按"]) {
        sheet.text(row, column, words, &heading_look(false, false));
    }
    sheet.print = Print { landscape: true, repeated: Some((row, row)), ..Print::default() };
    for table in &input.schema.tables {
        row = row.saturating_add(1);
        let bordered = Look { border: true, wrap: true, ..plain.clone() };
        let (bodies, by) = signed(table);
        for (column, words) in (1..).zip([table.name.clone(), one_row(input.schema, table), bodies, by]) {
            sheet.text(row, column, words, &bordered);
        }
    }
    sheet
}

fn steps() -> Vec<String> {
    [
        "1. 一页是一张表。「单位」页只写名册里没有的单位。没有的表不填，页可以删掉；页的名字和标题行不要改。",
        "2. 每页第 2 行灰字说明各栏填什么，第 3 行是标题，从第 4 行起填。红字的栏必填。灰字的栏可以不填。",
        "3. 有下拉单的从单子里选；单位写名称、代码或编号都可以，「代码」页里都有。",
        "4. 空着、写“—”或“无”，都是没有填，不等于零，也不等于“没有”。一张表全部填完了，由有权的机关在「完整确认」页签一行，缺的才算“没有”。",
        "5. 不要写公式的中间结果、约数和文字说明；金额按标题里的单位填，比例带百分号。合计行不用写。",
        "6. 填好后放进数据文件夹，用 quanheng run 读。读不懂的地方会指出在哪一页哪一格；加上 --errors-out 文件.xlsx，会把有问题的行退回来，改好可以直接再用。",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn one_row(schema: &Schema, table: &TableSchema) -> String {
    let keys: Vec<&str> = table.keys.iter().map(|k| k.name.as_str()).collect();
    match table.shape {
        TableShape::Event => "一件事".to_owned(),
        TableShape::Tenure => "一个人的一段任职".to_owned(),
        TableShape::Span => format!("一个{}的一段时间", keys.join("、")),
        TableShape::Fact => {
            let about = table.keys.iter().find_map(|k| match &k.ty {
                KeyType::Entity(kind) => schema.kind(*kind).filter(|d| d.record.is_some()),
                _ => None,
            });
            let many = if table.many_rows { "，可以几行" } else { "，只一行" };
            let of = about.map_or(String::new(), |kind| format!("（{}的编号）", kind.name));
            format!("每个 {}{of}{many}", keys.join("、"))
        }
    }
}

/// Who signs a table, and by what.
fn signed(table: &TableSchema) -> (String, String) {
    let Some(rule) = &table.completeness else { return ("（不确认，缺的总是“没有录入”）".to_owned(), String::new()) };
    let mut by: Vec<String> = rule.by.iter().filter_map(|at| table.keys.get(*at)).map(|k| k.name.clone()).collect();
    if rule.of_record.yearly {
        by.push("年度".to_owned());
    }
    by.extend(rule.of_record.concerned.iter().filter_map(|id| table.column(*id)).map(|c| c.name.clone()));
    (rule.bodies.join("、"), if by.is_empty() { "整张表".to_owned() } else { by.join("、") })
}
