//! What a pack changes of those it builds on: 改 a number, 停用 a rule; and which results it prints.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::value::Year;

use crate::check::names::Item;
use crate::check::{Checker, ids, places};
use crate::ir::{ParameterId, ParameterValue, Repealed};
use crate::problems;
use crate::syntax::tree::{Amend, Repeal, Span, Start, Statement, StatementKind, Word};

impl<'a> Checker<'a> {
    /// 改.
    pub(super) fn amend_numbers(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Amend(amend) = &statement.kind {
                    self.amend(pack, statement, amend);
                }
            }
        }
    }

    fn amend(&mut self, pack: usize, statement: &Statement, amend: &'a Amend) {
        let Some(from) = self.pack_said(pack, &amend.target) else { return };
        let Some(word) = amend.target.words.last() else { return };
        let whole = amend.target.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(".");
        if let (None, [word]) = (&amend.label, amend.target.words.as_slice())
            && let Some(family) = self.number_table(from, &word.text)
        {
            return self.amend_table(pack, statement, amend, word, family);
        }
        let (called, wanted) = match &amend.label {
            // A number of a 判定表, by its row and column.
            Some(label) => (format!("{whole}「{}」", label.text), amend.target.words.len()),
            None => (word.text.clone(), 1),
        };
        let found = self.names.items(&called, from).into_iter().find_map(|d| match d.what {
            Item::Parameter(id) => Some(id),
            _ => None,
        });
        let (Some(id), true) = (found, amend.target.words.len() == wanted) else {
            return self.unknown_or_other(pack, word, &Bilingual::new("参数（有名字的数）", "a named number"));
        };
        if let Some(key) = amend.cell.first() {
            let place = self.place(pack, key.span);
            return self.report(problems::table_or_number::problem(place, &word.text, None));
        }
        let Some(ty) = self.program.parameters.get(id.at()).map(|p| p.ty.clone()) else { return };
        let article = self.article_ix(pack, statement.article);
        let written = self.single_values(pack, &word.text, &amend.values);
        let values = self.dated_values(pack, &word.text, amend.target.span, &written, &ty, article);
        self.change_number(pack, id, values, word, amend.target.span);
    }

    /// What an upper pack says of the same year takes the place of what a lower one said.
    pub(super) fn change_number(&mut self, pack: usize, id: ParameterId, mut values: Vec<ParameterValue>, name: &Word, span: Span) {
        let Some(parameter) = self.program.parameters.get_mut(id.at()) else { return };
        // A cell for what this pack added to the enum: its first value holds from ever, as that of every number does.
        if let (true, Some(first)) = (parameter.values.is_empty(), values.first_mut()) {
            first.from = None;
        }
        let own = ids::pack_ix(pack);
        for value in values {
            if parameter.values.iter().any(|v| v.from == value.from && v.pack == own) {
                let place = self.place(pack, span);
                self.report(problems::values_out_of_order::problem(place, &name.text));
                return;
            }
            parameter.values.retain(|v| v.from != value.from);
            parameter.values.push(value);
            parameter.values.sort_by_key(|v| v.from);
        }
    }

    /// 停用.
    pub(super) fn repeal_rules(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Repeal(repeal) = &statement.kind {
                    self.repeal(pack, repeal);
                }
            }
        }
    }

    fn repeal(&mut self, pack: usize, repeal: &Repeal) {
        let Some(id) = self.target_variable(pack, &repeal.target.path) else { return };
        let by_day = self.program.variable(id).is_some_and(|v| self.program.dated_by(v).is_some());
        let own = ids::pack_ix(pack);
        let repealed = match &repeal.from {
            Start::Day(day, _) if by_day => {
                let year = Year(day.year());
                // A repeal in the middle of a year is whole from the next one on.
                let whole = if year.first_day() == Some(*day) { Some(year) } else { year.plus(1) };
                whole.map(|from| Repealed { from, day: Some(*day), pack: own })
            }
            start => self.year_of(pack, start).map(|from| Repealed { from, day: None, pack: own }),
        };
        let Some(repealed) = repealed else { return };
        let names = &self.names;
        let Some(variable) = self.program.variables.get_mut(id.at()) else { return };
        let label = repeal.target.label.as_ref();
        let mut hit = false;
        for rule in &mut variable.rules {
            let named = label.is_none_or(|l| l.text == rule.label);
            if named && names.sees(pack, rule.pack.at()) {
                rule.repealed = Some(repealed);
                if rule.is_base {
                    // Without its base a definition is no longer in force: readers must say what then.
                    let last = repealed.from.plus(-1);
                    if by_day {
                        let last = match repealed.day {
                            Some(day) => day.yesterday().ok(),
                            None => last.and_then(Year::last_day),
                        };
                        rule.in_force.days.to = rule.in_force.days.to.map_or(last, |to| last.map(|l| l.min(to)));
                    } else {
                        rule.in_force.to = rule.in_force.to.map_or(last, |to| last.map(|l| l.min(to)));
                    }
                }
                hit = true;
            }
        }
        if let (false, Some(label)) = (hit, label) {
            let labels: Vec<String> = variable.rules.iter().map(|r| r.label.clone()).collect();
            let near = super::names::nearest(&label.text, labels.iter().map(String::as_str));
            let place = self.place(pack, label.span);
            self.report(problems::target_unknown::problem(place, &label.text, &near));
        }
    }

    /// `results` of pack.toml; where a pack names none, those of the nearest pack below it that does; where none does, the conclusions.
    pub(super) fn choose_results(&mut self) {
        let packs = self.packs;
        let mut chosen = Vec::new();
        for source in packs {
            let mut own = Vec::new();
            for name in &source.manifest.results {
                match self.program.variable_named(name) {
                    Some(id) => own.push(id),
                    None => {
                        let known: Vec<String> = self.program.variables.iter().map(|v| v.name.clone()).collect();
                        let near = super::names::nearest(name, known.iter().map(String::as_str));
                        let place = places::file_place(source, "pack.toml");
                        self.report(problems::result_unknown::problem(place, name, &near));
                    }
                }
            }
            if !source.manifest.results.is_empty() {
                chosen = own;
            }
        }
        if packs.iter().all(|source| source.manifest.results.is_empty()) {
            chosen.extend(self.program.outcomes.iter().map(|outcome| outcome.variable));
        }
        self.program.results = chosen;
    }
}
