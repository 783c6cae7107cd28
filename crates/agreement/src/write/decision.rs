//! 判定表, with each way to take its rows.

use super::{GRADE, Kind, Readable, Ty, Writer};
use crate::text::{Sort, text};

impl Writer {
    pub(super) fn decision_table(&mut self) {
        let kind = *self.chance.of(&[Kind::County, Kind::County, Kind::Unit]);
        self.decided(kind);
    }

    /// A column of a decision table: a name that is read, with its type.
    fn heads(&mut self, kind: Kind, only_ordered: bool) -> Vec<Readable> {
        let at = self.at(kind, kind.is_unit());
        let mut heads: Vec<Readable> = Vec::new();
        let types: Vec<Ty> = self.types().into_iter().filter(|t| !matches!(t, Ty::Text | Ty::Year | Ty::Month)).collect();
        let mut all: Vec<Readable> = types.into_iter().flat_map(|ty| self.readables(&at, ty)).collect();
        all.retain(|r| !r.text.contains(['（', '(']) && (!only_ordered || self.is_ordered(r.ty)) && r.owner != Kind::Nobody);
        for _ in 0..self.chance.between(1, 3) {
            if let Some(r) = self.chance.maybe_of(&all).cloned()
                && !heads.iter().any(|h| h.text == r.text)
            {
                heads.push(r);
            }
        }
        heads
    }

    fn cell(&mut self, r: &Readable, highest: bool) -> String {
        if self.chance.percent(20) {
            return "—".to_owned();
        }
        match r.ty {
            Ty::Bool => (*self.chance.of(&["是", "否"])).to_owned(),
            Ty::Enum(at) => {
                let mut values = self.enums[at].values.clone();
                self.chance.shuffle(&mut values);
                values.truncate(if highest && self.enums[at].ordered { 1 } else { self.chance.between(1, 2) });
                values.join("、")
            }
            ty => {
                let sign = *self.chance.of(&["≥", "≥", ">", "≤", "<"]);
                let words = self.plain_words(ty);
                if self.chance.percent(15) {
                    let name = self.name("格数");
                    if matches!(ty, Ty::Int | Ty::Money | Ty::Ratio | Ty::Decimal | Ty::Days) {
                        return format!("{sign} {words}「{name}」");
                    }
                }
                format!("{sign} {words}")
            }
        }
    }

    pub(super) fn decided(&mut self, kind: Kind) {
        let hit = self.chance.below(3);
        let heads = self.heads(kind, hit == 0);
        if heads.is_empty() {
            return;
        }
        let name = self.name("判表");
        let (ty, results): (Ty, Vec<String>) = match hit {
            0 => (Ty::Enum(GRADE), self.best_first(GRADE)),
            1 => {
                let ty = *self.chance.of(&[Ty::Money, Ty::Int, Ty::Enum(GRADE), Ty::Bool]);
                let count = self.chance.between(2, 4);
                (ty, (0..count).map(|_| self.plain_words(ty)).collect())
            }
            _ => {
                let ty = *self.chance.of(&[Ty::Money, Ty::Int]);
                let count = self.chance.between(2, 3);
                (ty, (0..count).map(|_| self.plain_words(ty)).collect())
            }
        };
        // 唯一 must be proven apart and whole: each row has its own stretch of the first column.
        let mut heads = heads;
        let first = heads.iter().position(|h| matches!(h.ty, Ty::Bool | Ty::Enum(_) | Ty::Int | Ty::Days) && !h.na);
        let (hit, results) = match first {
            Some(first) if hit == 1 => {
                heads.swap(0, first);
                let most = match heads[0].ty {
                    Ty::Bool => 2,
                    Ty::Enum(at) => self.enums[at].values.len(),
                    _ => 4,
                };
                (1, results.into_iter().take(most).collect())
            }
            None if hit == 1 => return,
            _ => (hit, results),
        };
        let way = ["任一达到的最高级", "唯一", "全部"][hit];
        let mut rows: Vec<String> = Vec::new();
        let last = results.len() - 1;
        let unobtained = hit == 0 && results.len() > 2 && self.chance.percent(20);
        let steps = self.steps(&heads[0], results.len());
        let whole = hit == 1;
        for (at, result) in results.iter().enumerate() {
            let rest = at == last && (hit == 0 || whole || self.chance.percent(40)) && hit != 2;
            if unobtained && at == last - 1 {
                rows.push(format!("| {}…{result} |{}\n", results[last], " 其余 |".repeat(heads.len())));
                break;
            }
            let cells: Vec<String> = heads
                .iter()
                .enumerate()
                .map(|(column, head)| match (rest, whole && column == 0, steps.get(at)) {
                    (true, _, _) => "其余".to_owned(),
                    (false, true, Some(step)) => step.clone(),
                    _ => self.cell(head, hit == 0),
                })
                .collect();
            rows.push(format!("| {result} | {} |\n", cells.join(" | ")));
        }
        let missing = if unobtained { format!("，缺级 {}、{} 未得", results[last - 1], results[last]) } else { String::new() };
        let official = if hit == 0 && kind == Kind::County && self.chance.percent(30) { self.official() } else { String::new() };
        let titles: Vec<String> = heads.iter().map(|h| h.text.clone()).collect();
        let owned = self.owned(kind, &name);
        let index = if kind.is_unit() { "（年度）" } else { "" };
        let words = format!("判定表 {owned}{index}：{}，取 {way}{missing}{official}，见下表", self.type_word(ty));
        let table = format!("\n| 结果 | {} |\n|---|{}\n{}", titles.join(" | "), "---|".repeat(heads.len()), rows.concat());
        let statement = text!(Sort::Optional; "```规则\n", words, "\n```\n", table);
        self.rules.push(statement);
        let na = hit == 0 && rows.last().is_none_or(|r| !r.contains("其余"));
        self.add(Readable { text: name, ty, na, owner: kind, yearly: kind.is_unit() });
    }

    fn official(&mut self) -> String {
        let found = self.tables.iter().filter(|t| t.shape == super::Shape::Fact && t.owner == Kind::County && t.yearly).find_map(|t| {
            let column = t.columns.iter().find(|c| c.ty == Ty::Enum(GRADE))?;
            Some(format!("，官方 {}.{}", t.name, column.name))
        });
        found.unwrap_or_default()
    }

    /// Cells that divide what a column can be among some rows.
    fn steps(&mut self, head: &Readable, rows: usize) -> Vec<String> {
        match head.ty {
            Ty::Bool => vec!["是".to_owned(), "否".to_owned()],
            Ty::Enum(at) => self.enums[at].values.clone(),
            Ty::Int | Ty::Days => {
                let unit = if head.ty == Ty::Days { "日" } else { "" };
                let edges: Vec<usize> = (1..rows).map(|n| n * 2 + 1).collect();
                let mut cells = vec![format!("< {}{unit}", edges.first().copied().unwrap_or(3))];
                for pair in edges.windows(2) {
                    cells.push(format!("≥ {}{unit}，< {}{unit}", pair[0], pair[1]));
                }
                cells.push(format!("≥ {}{unit}", edges.last().copied().unwrap_or(3)));
                cells
            }
            _ => Vec::new(),
        }
    }
}
