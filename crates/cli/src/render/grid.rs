//! Columns lined up by the width that characters take on a screen: a Chinese one takes two places.

use unicode_width::UnicodeWidthStr;

/// Rows of cells under headings.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    rows: Vec<Vec<String>>,
    /// Columns whose cells stand at the right: numbers and money.
    right: Vec<usize>,
}

impl Grid {
    /// A grid with these headings.
    #[must_use]
    pub fn new(headings: Vec<String>, right: &[usize]) -> Grid {
        Grid { rows: vec![headings], right: right.to_vec() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The lines, each after `indent`. Columns in which no row has anything are left out.
    #[must_use]
    pub fn render(&self, indent: &str) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
        let used: Vec<usize> = (0..columns).filter(|at| self.rows.iter().skip(1).any(|row| !cell(row, *at).is_empty())).collect();
        let widths: Vec<usize> = used.iter().map(|at| self.rows.iter().map(|row| cell(row, *at).width()).max().unwrap_or(0)).collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = indent.to_owned();
            for (place, (at, width)) in used.iter().zip(&widths).enumerate() {
                let text = cell(row, *at);
                let blanks = " ".repeat(width.saturating_sub(text.width()));
                if place > 0 {
                    line.push_str("  ");
                }
                if self.right.contains(at) {
                    line.push_str(&blanks);
                    line.push_str(&text);
                } else {
                    line.push_str(&text);
                    line.push_str(&blanks);
                }
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_places() {
        let mut grid = Grid::new(vec!["县区".into(), "奖金".into(), "空".into()], &[1]);
        grid.row(vec!["甲县".into(), "100万元".into(), String::new()]);
        grid.row(vec!["乙一二县".into(), "0元".into(), String::new()]);
        assert_eq!(grid.render(""), "县区         奖金\n甲县      100万元\n乙一二县      0元\n");
    }
}
