//! Duties and steps as truth tables: for every case of their guards that makes a difference, what must, may and must not be done.
//! Made by the checker, to be read by the author; a page that surprises its author is a rule that does not say what was meant.

use quanheng_facts::problem::{Language, Place};

use crate::ir::Modal;

/// One table: a duty or a step, with all others that speak of the same act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TruthTable {
    /// `shaanxi-2016/容错纠错#澄清保护/澄清`
    pub ids: Vec<String>,
    /// `义务.澄清`, `程序.容错认定.公开`
    pub names: Vec<String>,
    /// Where the first of them stands.
    pub place: Place,
    /// What the guards read.
    pub heads: Vec<String>,
    pub norms: Vec<Norm>,
    /// `None`: more cases than anybody reads.
    pub rows: Option<Vec<TruthRow>>,
}

/// Who does what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Norm {
    pub actor: String,
    pub words: String,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TruthRow {
    pub cells: Vec<String>,
    /// For each norm, all that holds; two that contradict each other were told of.
    pub norms: Vec<Vec<Modal>>,
}

impl Modal {
    /// The word it is written with.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Modal::Must => "应当",
            Modal::May => "可以",
            Modal::MustNot => "不得",
        }
    }

    /// The English word.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Modal::Must => "must",
            Modal::May => "may",
            Modal::MustNot => "must not",
        }
    }
}

impl TruthTable {
    /// The table as Markdown, with its names above.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let chinese = language == Language::Chinese;
        let mut out = format!("{}\n", self.names.join(if chinese { "、" } else { ", " }));
        let Some(rows) = &self.rows else {
            out.push_str(if chinese { "情形太多，没有列出。\n" } else { "Too many cases to be listed.\n" });
            return out;
        };
        if self.heads.is_empty() {
            // Nothing to choose between: no table.
            for (norm, modals) in self.norms.iter().zip(rows.iter().flat_map(|row| &row.norms)) {
                let modal = norm_words(modals, chinese);
                out.push_str(&match chinese {
                    true => format!("总是：{} {modal} {}\n", norm.actor, norm.words),
                    false => format!("always: {} {modal} {}\n", norm.actor, norm.words),
                });
            }
            return out;
        }
        let mut heads: Vec<String> = self.heads.clone();
        let act = |n: &Norm| if chinese { format!("⇒ {} {}", n.actor, n.words) } else { format!("⇒ {}: {}", n.actor, n.words) };
        heads.extend(self.norms.iter().map(act));
        line(&mut out, &heads);
        line(&mut out, &vec!["---".to_owned(); heads.len()]);
        for row in rows {
            let mut cells = row.cells.clone();
            cells.extend(row.norms.iter().map(|modals| norm_words(modals, chinese)));
            line(&mut out, &cells);
        }
        out
    }
}

fn norm_words(modals: &[Modal], chinese: bool) -> String {
    if modals.is_empty() {
        return if chinese { "无" } else { "none" }.to_owned();
    }
    let words: Vec<&str> = modals.iter().map(|m| if chinese { m.word() } else { m.english() }).collect();
    words.join(if chinese { "、" } else { ", " })
}

fn line(out: &mut String, cells: &[String]) {
    out.push('|');
    for cell in cells {
        out.push_str(&format!(" {} |", cell.replace('|', "\\|")));
    }
    out.push('\n');
}

/// A condition that an exception turns round: 除非 in a guard, 否决 in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionTable {
    /// `县区.奖金「首次进入」`, `县区.十强县`
    pub name: String,
    pub place: Place,
    pub turn: Turn,
    /// What the condition reads.
    pub heads: Vec<String>,
    /// `None`: more cases than anybody reads.
    pub rows: Option<Vec<ConditionRow>>,
}

/// What turns it round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Unless,
    Veto,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionRow {
    pub cells: Vec<String>,
    pub holds: bool,
}

impl ConditionTable {
    /// The table as Markdown, with its name above.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let chinese = language == Language::Chinese;
        let (word, asked) = match (self.turn, chinese) {
            (Turn::Unless, true) => ("除非", "成立"),
            (Turn::Unless, false) => ("除非 (unless)", "holds"),
            (Turn::Veto, true) => ("否决", "被否决"),
            (Turn::Veto, false) => ("否决 (veto)", "vetoed"),
        };
        let mut out = if chinese { format!("{}（{word}）\n", self.name) } else { format!("{}, {word}\n", self.name) };
        let Some(rows) = &self.rows else {
            out.push_str(if chinese { "情形太多，没有列出。\n" } else { "Too many cases to be listed.\n" });
            return out;
        };
        let truth = |holds: bool| match (holds, chinese) {
            (true, true) => "是",
            (false, true) => "否",
            (true, false) => "yes",
            (false, false) => "no",
        };
        let mut heads = self.heads.clone();
        heads.push(format!("⇒ {asked}"));
        line(&mut out, &heads);
        line(&mut out, &vec!["---".to_owned(); heads.len()]);
        for row in rows {
            let mut cells = row.cells.clone();
            cells.push(truth(row.holds).to_owned());
            line(&mut out, &cells);
        }
        out
    }
}
