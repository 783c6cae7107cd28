//! 参数 of the type 表: `参数 奖金标准：表（等次 → 金额） 自 2016年度 为 一等 → 10万元；其余 → 5万元`.
//!
//! Each cell is a named number of its own, `奖金标准（一等）`, with its own versions, changed on its own or with the whole table.
//! Every 自 gives all cells; those of values that a pack above adds to the enum are that pack's to give.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::value::{EnumId, enum_of};

use crate::check::families::{Family, FamilyCell, FamilyType};
use crate::check::names::Item;
use crate::check::{Checker, ids, next_index};
use crate::ir::{Parameter, ParameterId};
use crate::problems;
use crate::syntax::tree::{self, Amend, Cell, Expr, Given, Param, Span, Start, Statement, StatementKind, Word};

/// What one cell is written to be, from each year on.
type Versions<'g> = Vec<(&'g Start, &'g Expr)>;

impl<'a> Checker<'a> {
    pub(super) fn declare_param_table(&mut self, pack: usize, statement: &Statement, name: &Word, param: &'a Param) {
        let Some(FamilyType { keys, ty, ranks }) = self.family_type(pack, &param.ty) else {
            self.broken.insert(name.text.clone());
            return;
        };
        let article = self.article_ix(pack, statement.article);
        let mut cells = Vec::new();
        for of in ranks {
            let id = ParameterId(next_index(&self.program.parameters));
            self.program.parameters.push(Parameter {
                name: self.cell_name(&name.text, &keys, &of),
                pack: ids::pack_ix(pack),
                ty: ty.clone(),
                values: Vec::new(),
                family: Some(name.text.clone()),
                article,
                span: name.span,
            });
            cells.push((of, FamilyCell::Number(id)));
        }
        let family = Family { name: name.text.clone(), keys, ty, cells };
        self.declare(name, pack, Item::Family(self.families.len()));
        self.families.push(family.clone());
        self.give_cells(pack, statement, (name, name.span), &family, &param.values);
    }

    /// The table of this name whose cells are numbers of the law.
    pub(super) fn number_table(&self, pack: usize, name: &str) -> Option<usize> {
        let at = self.family_named(pack, name)?;
        let numbers = self.families.get(at)?.cells.iter().all(|(_, cell)| matches!(cell, FamilyCell::Number(_)));
        numbers.then_some(at)
    }

    /// `改 奖金标准（一等） 自 …`, or the whole table.
    pub(super) fn amend_table(&mut self, pack: usize, statement: &Statement, amend: &'a Amend, word: &Word, at: usize) {
        let Some(family) = self.families.get(at).cloned() else { return };
        if amend.cell.is_empty() {
            return self.give_cells(pack, statement, (word, amend.target.span), &family, &amend.values);
        }
        let Some(FamilyCell::Number(id)) = self.cell_of(pack, at, word, &amend.cell) else { return };
        let article = self.article_ix(pack, statement.article);
        let name = self.program.parameters.get(id.at()).map_or_else(|| word.text.clone(), |p| p.name.clone());
        let written = self.single_values(pack, &name, &amend.values);
        let values = self.dated_values(pack, &name, amend.target.span, &written, &family.ty, article);
        self.change_number(pack, id, values, word, amend.target.span);
    }

    /// The cells of every version, each to its own number.
    fn give_cells(&mut self, pack: usize, statement: &Statement, (name, span): (&Word, Span), family: &Family, written: &[(Start, Given)]) {
        let due = self.due_cells(pack, family);
        let mut versions: BTreeMap<Vec<u32>, Versions<'_>> = BTreeMap::new();
        for (start, given) in written {
            match given {
                Given::One(value) => {
                    let place = self.place(pack, value.span);
                    let cell = family.cells.first().map(|(of, _)| self.cell_name(&family.name, &family.keys, of)).unwrap_or_default();
                    self.report(problems::table_or_number::problem(place, &family.name, Some(&cell)));
                }
                Given::Table(cells) => {
                    let Some(given) = self.cells_given(pack, family, cells) else { continue };
                    let missing: Vec<String> =
                        due.iter().filter(|of| !given.contains_key(*of)).map(|of| self.cell_name(&family.name, &family.keys, of)).collect();
                    if !missing.is_empty() {
                        let place = self.place(pack, cells.first().map_or(span, |cell| cell.span));
                        self.report(problems::table_cell_missing::problem(place, &family.name, &missing));
                    }
                    for (of, value) in given {
                        versions.entry(of).or_default().push((start, value));
                    }
                }
            }
        }
        let article = self.article_ix(pack, statement.article);
        for (of, written) in versions {
            let Some((_, FamilyCell::Number(id))) = family.cells.iter().find(|(ranks, _)| *ranks == of) else { continue };
            let values = self.dated_values(pack, &family.name, span, &written, &family.ty, article);
            self.change_number(pack, *id, values, name, span);
        }
    }

    /// The value of each cell; `None` where one of its keys is no such value.
    fn cells_given<'g>(&mut self, pack: usize, family: &Family, cells: &'g [Cell]) -> Option<BTreeMap<Vec<u32>, &'g Expr>> {
        let mut given: BTreeMap<Vec<u32>, &Expr> = BTreeMap::new();
        let mut rest: Option<&Expr> = None;
        let mut whole = true;
        for cell in cells {
            if cell.keys.is_empty() {
                if rest.replace(&cell.value).is_some() {
                    let place = self.place(pack, cell.span);
                    self.report(problems::table_cell_twice::problem(place, "其余"));
                }
                continue;
            }
            let Some(keys) = self.ranks_written(pack, family, cell) else {
                whole = false;
                continue;
            };
            for of in keys {
                let name = self.cell_name(&family.name, &family.keys, &of);
                if given.insert(of, &cell.value).is_some() {
                    let place = self.place(pack, cell.span);
                    self.report(problems::table_cell_twice::problem(place, &name));
                }
            }
        }
        if let Some(rest) = rest {
            for (of, _) in &family.cells {
                given.entry(of.clone()).or_insert(rest);
            }
        }
        whole.then_some(given)
    }

    /// `县市 × 一等、二等`: every cell meant.
    fn ranks_written(&mut self, pack: usize, family: &Family, cell: &Cell) -> Option<Vec<Vec<u32>>> {
        if cell.keys.len() != family.keys.len() {
            let place = self.place(pack, cell.span);
            let keys = self.key_names(family);
            self.report(problems::keys_missing::problem(place, &family.name, &keys));
            return None;
        }
        let mut all: Vec<Vec<u32>> = vec![Vec::new()];
        let mut whole = true;
        for (words, key) in cell.keys.iter().zip(&family.keys) {
            let mut ranks = Vec::new();
            for word in words {
                match enum_of(&self.program.schema.enums, *key).and_then(|e| e.rank_of(&word.text)) {
                    Some(rank) => ranks.push(rank),
                    None => {
                        self.unknown_value(pack, word.span, &word.text, *key);
                        whole = false;
                    }
                }
            }
            all = all.iter().flat_map(|so_far| ranks.iter().map(|r| so_far.iter().chain([r]).copied().collect())).collect();
        }
        whole.then_some(all)
    }

    /// The cells that a pack has to give: all but those of values that packs above it added.
    fn due_cells(&self, pack: usize, family: &Family) -> Vec<Vec<u32>> {
        let later: Vec<BTreeSet<u32>> = family.keys.iter().map(|key| self.added_later(pack, *key).into_keys().collect()).collect();
        let own = |of: &Vec<u32>| of.iter().zip(&later).all(|(rank, later)| !later.contains(rank));
        family.cells.iter().map(|(of, _)| of.clone()).filter(own).collect()
    }

    /// Values of an enum that a pack does not see, and where they are added.
    fn added_later(&self, pack: usize, of: EnumId) -> BTreeMap<u32, (usize, Span)> {
        let Some(def) = enum_of(&self.program.schema.enums, of) else { return BTreeMap::new() };
        let mut out = BTreeMap::new();
        for (at, source) in self.packs.iter().enumerate().filter(|(at, _)| !self.names.sees(pack, *at)) {
            for statement in &source.tree.statements {
                let StatementKind::Enum(tree::Enum { name, adds: true, values, .. }) = &statement.kind else { continue };
                if name.text == def.name {
                    out.extend(values.iter().filter_map(|word| Some((def.rank_of(&word.text)?, (at, word.span)))));
                }
            }
        }
        out
    }

    /// Who adds a value to an enum gives the cells of it that nobody below could give.
    pub(super) fn check_number_tables(&mut self) {
        for family in self.families.clone() {
            let mut empty: BTreeMap<(usize, Span), Vec<String>> = BTreeMap::new();
            for (of, cell) in &family.cells {
                let FamilyCell::Number(id) = cell else { continue };
                let Some(parameter) = self.program.parameters.get(id.at()).filter(|p| p.values.is_empty()) else { continue };
                let added = family.keys.iter().zip(of).find_map(|(key, rank)| self.added_later(parameter.pack.at(), *key).remove(rank));
                let (Some(place), name) = (added, parameter.name.clone()) else { continue };
                empty.entry(place).or_default().push(name);
            }
            for ((pack, span), cells) in empty {
                let place = self.place(pack, span);
                self.report(problems::table_cell_missing::problem(place, &family.name, &cells));
            }
        }
    }
}
