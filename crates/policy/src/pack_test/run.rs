//! Runs a table: names and cells against a program, a world for it, and each expected cell against what comes out.

use std::collections::BTreeMap;

use quanheng_facts::entity::Found;
use quanheng_facts::fact::Facts;
use quanheng_facts::problem::Problem;
use quanheng_facts::value::{EntityIx, KindId, Year};

use super::cell::{self, Given};
use super::given::{self, GivenRows};
use super::head::{self, Head, Named, Thing, When};
use super::verdict::{Cell, malformed, unreadable_cell};
use super::world::{Want, World, within_years};
use super::{Mode, Said, TestOutcome, TestTable};
use crate::finding::Instance;
use crate::interpret::{Interpreter, ListFigure};
use crate::ir::{Program, VariableId};
use crate::possible::Possible;
use crate::problems;
use crate::value_text::expected_text;
use crate::wording::Words;

/// What stands in a row, or over all of them, for a given name.
struct Source<'t> {
    named: Named,
    /// `第一起.发生日`: whose it is, where not the row's own.
    of: Option<(String, KindId)>,
    /// One cell for each row.
    cells: Vec<&'t Said>,
}

/// By the words of a variation, what it gives.
type Variations = BTreeMap<Vec<(String, String)>, Vec<(Thing, Given)>>;

struct Run<'t> {
    table: &'t TestTable,
    program: &'t Program,
    facts: Option<Facts>,
    heads: Vec<Option<Head>>,
    /// For each head, whose result it asks for, where not the row's own.
    of: Vec<Option<(String, KindId)>>,
    given: Vec<Source<'t>>,
    /// The tables under 给定.
    beside: Vec<GivenRows<'t>>,
    /// Everybody named by those, and by cells that hold entities.
    wants: Vec<Want>,
    outcomes: Vec<TestOutcome>,
    /// Some head or setting names nothing.
    unresolved: bool,
}

pub(super) fn run_table(table: &TestTable, program: &Program, facts: Option<&Facts>) -> Vec<TestOutcome> {
    let table = &super::setting::by_cells(table, program);
    let facts = match (facts, table.facts.first()) {
        (Some(facts), _) => Some(within_years(facts, &table.facts, program)),
        (None, None) => None,
        (None, Some(wanted)) => {
            let problem = problems::test_facts_missing::problem(wanted.path.place.clone(), &wanted.path.text);
            return vec![malformed(table, &wanted.path, problem)];
        }
    };
    let mut run = Run {
        table,
        program,
        facts,
        heads: Vec::new(),
        of: Vec::new(),
        given: Vec::new(),
        beside: Vec::new(),
        wants: Vec::new(),
        outcomes: Vec::new(),
        unresolved: false,
    };
    run.resolve();
    // What was to be given under a name nobody knows would be missing from every result.
    if run.unresolved {
        return run.outcomes;
    }
    match table.mode {
        Mode::EachRow => run.each_row(),
        Mode::OneWorld => run.one_world(),
    }
    run.outcomes
}

impl<'t> Run<'t> {
    fn refuse(&mut self, at: &Said, problem: Problem) {
        let outcome = malformed(self.table, at, problem);
        self.outcomes.push(outcome);
    }

    /// A name that several tables or kinds have, each with its owner: which one is meant must be said.
    fn owners_of(&self, name: &str) -> Vec<String> {
        let schema = &self.program.schema;
        let columns = schema.tables.iter().filter(|t| t.columns.iter().any(|c| c.name == name)).map(|t| format!("{}.{name}", t.name));
        let dotted = format!(".{name}");
        let variables =
            self.program.variables.iter().filter(|v| v.of_column.is_none() && v.name.ends_with(&dotted)).map(|v| v.name.clone());
        columns.chain(variables).collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }

    fn unknown_name(&mut self, at: &Said, name: &str) {
        let mut near = self.owners_of(name);
        if near.is_empty() {
            near = problems::test_name_unknown::nearest(name, &head::names(self.program));
        }
        let problem = problems::test_name_unknown::problem(at.place.clone(), name, &near);
        self.refuse(at, problem);
        self.unresolved = true;
    }

    /// Heads and settings against the program.
    fn resolve(&mut self) {
        let table = self.table;
        for cover in &table.covers {
            let there = self.program.articles.iter().any(|a| a.measure == cover.measure && a.anchor == cover.anchor);
            if !there {
                let said =
                    Said { text: format!("{}#{}", cover.measure, cover.anchor), span: Default::default(), place: cover.place.clone() };
                let problem = problems::test_cover_unknown::problem(cover.place.clone(), &said.text);
                self.refuse(&said, problem);
            }
        }
        for given in &table.given {
            match given::resolve(given, self.program) {
                Ok(rows) => {
                    self.wants.extend(rows.wants(self.program));
                    self.beside.push(rows);
                }
                Err(wrong) => {
                    for (said, problem) in wrong {
                        self.refuse(&said, problem);
                    }
                    self.unresolved = true;
                }
            }
        }
        for (at, said) in table.heads.iter().enumerate() {
            let first_names = table.mode == Mode::OneWorld && at == 0;
            let (read, of) = match self.of_somebody(&said.text) {
                Some((head, of)) => (Ok(head), Some(of)),
                None => (head::head(&said.text, self.program), None),
            };
            self.of.push(of.clone());
            match read {
                // A base stands in for a count only where nobody else is there; places are never given.
                Ok(Head::Given(Named { thing: Thing::Figure(_, figure), .. }))
                    if figure != ListFigure::Base || table.mode == Mode::OneWorld =>
                {
                    self.heads.push(None);
                    self.unknown_name(said, &said.text);
                }
                Ok(Head::Given(named)) => {
                    let cells = table.rows.iter().filter_map(|row| row.get(at)).collect();
                    self.given.push(Source { named: named.clone(), of, cells });
                    self.heads.push(Some(Head::Given(named)));
                }
                Ok(other) => self.heads.push(Some(other)),
                // The first column of a world holds names of entities, whatever it is called.
                Err(_) if first_names => self.heads.push(None),
                Err(name) => {
                    self.heads.push(None);
                    self.unknown_name(said, &name);
                }
            }
        }
        for setting in &table.settings {
            let (named, of) = match self.of_somebody(&setting.name.text) {
                Some((Head::Given(named), of)) => (Some(named), Some(of)),
                _ => (head::named(&setting.name.text, self.program), None),
            };
            let Some(named) = named.filter(|n| !matches!(n.thing, Thing::Kind(_) | Thing::Figure(..))) else {
                self.unknown_name(&setting.name, &setting.name.text);
                continue;
            };
            // The value may be another column of the row: 设 上年(队组) = 队组.
            let column = table.heads.iter().position(|h| h.text == setting.value.text);
            let cells = table.rows.iter().map(|row| column.and_then(|c| row.get(c)).unwrap_or(&setting.value)).collect();
            self.given.push(Source { named, of, cells });
        }
        for source in &self.given {
            let Some(ty) = source.named.thing.ty(self.program) else { continue };
            self.wants.extend(source.cells.iter().flat_map(|said| given::wanted(&said.text, &ty)));
        }
        for signed in &table.signed {
            if self.table_named(&signed.table.text).is_none() {
                self.unknown_name(&signed.table, &signed.table.text);
            }
        }
    }

    /// `第一起.发生日`, `⇒ 第一起.级别`: a head of somebody whom a table under 给定 names.
    fn of_somebody(&self, text: &str) -> Option<(Head, (String, KindId))> {
        let (expected, bare) = text.strip_prefix('⇒').map_or((false, text), |rest| (true, rest.trim()));
        let (name, rest) = bare.split_once('.')?;
        let want = self.wants.iter().find(|w| w.name == name.trim())?;
        let named = Named { thing: head::thing_of(rest, want.kind, self.program)?, when: When::Year };
        let of = (want.name.clone(), want.kind);
        if !expected {
            return Some((Head::Given(named), of));
        }
        matches!(named.thing, Thing::Variable(..)).then_some((Head::Expected { named, variation: Vec::new() }, of))
    }

    fn table_named(&self, name: &str) -> Option<quanheng_facts::schema::TableId> {
        let at = self.program.schema.tables.iter().position(|t| t.name == name)?;
        Some(quanheng_facts::schema::TableId(u32::try_from(at).ok()?))
    }

    /// The kind of the entities of this table: a head that names one, else the owner of what is given or expected.
    fn kind(&self) -> KindId {
        let own = |(_, of): &(&Option<Head>, &Option<(String, KindId)>)| of.is_none();
        let named = self.heads.iter().zip(&self.of).filter(own).filter_map(|(h, _)| match h {
            Some(Head::Given(named) | Head::Expected { named, .. }) => Some(&named.thing),
            _ => None,
        });
        let named: Vec<&Thing> = named.chain(self.given.iter().filter(|g| g.of.is_none()).map(|g| &g.named.thing)).collect();
        let said = named.iter().find(|t| matches!(t, Thing::Kind(_))).and_then(|t| t.kind(self.program));
        let owner =
            named.iter().find(|t| matches!(t, Thing::Variable(..)) && t.kind(self.program).is_some()).and_then(|t| t.kind(self.program));
        said.or(owner).or_else(|| named.iter().find_map(|t| t.kind(self.program))).unwrap_or(KindId(0))
    }

    /// The year of a row: its own column 年度, or the table's.
    fn year_of(&self, row: usize) -> Option<Year> {
        let own = self.given.iter().find(|g| g.named.thing == Thing::Year).and_then(|g| g.cells.get(row));
        own.and_then(|said| super::directive::year(&said.text)).or(self.table.year)
    }

    /// Which column holds the names of entities.
    fn name_column(&self) -> Option<usize> {
        let of_kind = self.heads.iter().position(|h| matches!(h, Some(Head::Given(Named { thing: Thing::Kind(_), .. }))));
        of_kind.or_else(|| (self.table.mode == Mode::OneWorld).then_some(0))
    }

    fn each_row(&mut self) {
        let table = self.table;
        let kind = self.kind();
        for (at, row) in table.rows.iter().enumerate() {
            let Some(year) = self.year_of(at) else { return self.year_missing() };
            let said = self.name_column().and_then(|c| row.get(c)).filter(|s| !s.text.is_empty());
            let name = said.map_or_else(|| self.somebody(kind), |s| s.text.clone());
            let (world, entity) = match &self.facts {
                None => {
                    let (world, entities) = World::made_up(&[name], kind, &self.wants, self.program, &table.file);
                    (world, entities.first().copied())
                }
                Some(facts) => match facts.entities.find(&self.program.schema, &name, kind) {
                    Found::One(entity) => (World::of(facts.clone(), &table.file), Some(entity)),
                    found => {
                        self.entity_unknown(said.or(row.first()), &name, found);
                        continue;
                    }
                },
            };
            self.judge(world, &[(at, entity, year)]);
        }
    }

    /// What the entity of a row is called where the row does not say: as the only one of its kind under 给定, or 甲县.
    fn somebody(&self, kind: KindId) -> String {
        let mut names: Vec<&String> = self.wants.iter().filter(|w| self.program.schema.is_kind(w.kind, kind)).map(|w| &w.name).collect();
        names.sort();
        names.dedup();
        match names.as_slice() {
            [only] => (*only).clone(),
            _ => "甲县".to_owned(),
        }
    }

    fn one_world(&mut self) {
        let table = self.table;
        let kind = self.kind();
        let column = self.name_column().unwrap_or(0);
        let names: Vec<String> = table.rows.iter().map(|row| row.get(column).map_or_else(String::new, |s| s.text.clone())).collect();
        let (world, entities): (World, Vec<Option<EntityIx>>) = match self.facts.clone() {
            None => {
                let (world, entities) = World::made_up(&names, kind, &self.wants, self.program, &table.file);
                (world, entities.into_iter().map(Some).collect())
            }
            Some(facts) => {
                let mut found = Vec::new();
                for (at, name) in names.iter().enumerate() {
                    match facts.entities.find(&self.program.schema, name, kind) {
                        Found::One(entity) => found.push(Some(entity)),
                        other => {
                            let said = table.rows.get(at).and_then(|row| row.get(column));
                            self.entity_unknown(said, name, other);
                            found.push(None);
                        }
                    }
                }
                (World::of(facts, &table.file), found)
            }
        };
        let mut rows = Vec::new();
        for (at, entity) in entities.into_iter().enumerate() {
            let Some(year) = self.year_of(at) else { return self.year_missing() };
            if entity.is_some() || self.facts.is_none() {
                rows.push((at, entity, year));
            }
        }
        self.judge(world, &rows);
    }

    fn year_missing(&mut self) {
        let said = Said { text: String::new(), span: Default::default(), place: self.table.place.clone() };
        let problem = problems::test_year_missing::problem(self.table.place.clone());
        self.refuse(&said, problem);
    }

    fn entity_unknown(&mut self, said: Option<&Said>, name: &str, found: Found) {
        let near = match found {
            Found::None(near) => near,
            Found::Many(_) | Found::One(_) => Vec::new(),
        };
        let place = said.map_or_else(|| self.table.place.clone(), |s| s.place.clone());
        let at = said.cloned().unwrap_or(Said { text: name.to_owned(), span: Default::default(), place: place.clone() });
        let problem = problems::test_entity_unknown::problem(place, name, &near);
        self.refuse(&at, problem);
    }

    /// Gives what is given in these rows, and looks at what is expected in them.
    fn judge(&mut self, mut world: World, rows: &[(usize, Option<EntityIx>, Year)]) {
        let program = self.program;
        let mut unreadable: Vec<(Said, Problem)> = Vec::new();
        if self.facts.is_some() {
            world.add(&self.wants, program);
        }
        let of_table = rows.first().map_or(Year(2000), |(_, _, year)| *year);
        for beside in &self.beside {
            unreadable.extend(beside.give(&mut world, of_table, program));
        }
        for (at, entity, year) in rows {
            for source in &self.given {
                let Some(said) = source.cells.get(*at) else { continue };
                let Some(ty) = source.named.thing.ty(program) else { continue };
                if source.named.thing == Thing::Year {
                    continue;
                }
                let Some(year) = in_year(source.named.when, *year) else { continue };
                let entity = source.of.as_ref().map_or(*entity, |of| find(&world.facts, of, program));
                match cell::given_among(&said.text, &ty, many_values(&source.named.thing, program), program, &world.facts.entities) {
                    Some(given) => world.give(&source.named.thing, entity, year, &given, program),
                    None => unreadable.push(((*said).clone(), unreadable_cell(said, &ty, &program.schema.enums))),
                }
            }
        }
        world.settle(program);
        world.choice.law_as_of = self.table.law_as_of;
        world.choice.strict = self.table.strict;
        let year = of_table;
        for signed in &self.table.signed {
            if let Some(id) = self.table_named(&signed.table.text) {
                world.sign(signed, id, year, program);
            }
        }
        let variations = self.variations(&mut unreadable);
        let incomplete = !unreadable.is_empty();
        for (said, problem) in unreadable {
            // 设 stands in every row: told once.
            if !self.outcomes.iter().any(|o| o.problem.as_ref() == Some(&problem)) {
                self.refuse(&said, problem);
            }
        }
        // What rests on a cell that cannot be read would be told as wrong, and is not.
        if incomplete {
            return;
        }
        let mut outcomes = Vec::new();
        for (variation, given) in &variations {
            let mut pins = world.pins.clone();
            let mut choice = world.choice.clone();
            for (thing, given) in given {
                let mut aside = World::of(Facts::default(), "");
                aside.give(thing, None, year, given, program);
                pins.extend(aside.pins);
                choice.parameters.extend(aside.choice.parameters);
            }
            let interpreter = Interpreter::with_pins(program, &world.facts, choice, pins);
            for (at, entity, year) in rows {
                self.look_at_row(*at, *entity, *year, variation, &interpreter, &world.facts, &world.bases, &mut outcomes);
            }
        }
        outcomes.sort_by_key(|o: &TestOutcome| (o.span.file, o.span.start));
        self.outcomes.extend(outcomes);
    }

    /// The variations by which the expected heads ask, with what each gives.
    fn variations(&self, unreadable: &mut Vec<(Said, Problem)>) -> Variations {
        let mut all = BTreeMap::new();
        for (head, said) in self.heads.iter().zip(&self.table.heads) {
            let Some(Head::Expected { variation, .. }) = head else { continue };
            let mut given = Vec::new();
            for (name, value) in variation {
                let thing = head::named(name, self.program).map(|n| n.thing).filter(|t| matches!(t, Thing::Open(_) | Thing::Parameter(_)));
                let Some(thing) = thing else {
                    let near = problems::test_name_unknown::nearest(name, &head::names(self.program));
                    unreadable.push((said.clone(), problems::test_name_unknown::problem(said.place.clone(), name, &near)));
                    continue;
                };
                let Some(ty) = thing.ty(self.program) else { continue };
                match cell::given(value, &ty, &self.program.schema.enums) {
                    Some(value) => given.push((thing, value)),
                    None => {
                        let expected = expected_text(&ty, &self.program.schema.enums);
                        unreadable.push((said.clone(), problems::test_value_unreadable::problem(said.place.clone(), value, &expected)));
                    }
                }
            }
            all.insert(variation.clone(), given);
        }
        // 依据, 状态 and 标记 without any expected name have nothing to speak of.
        all
    }

    #[expect(clippy::too_many_arguments, reason = "one row, one variation, one interpreter")]
    fn look_at_row(
        &self,
        row: usize,
        entity: Option<EntityIx>,
        year: Year,
        variation: &[(String, String)],
        interpreter: &Interpreter<'_>,
        facts: &Facts,
        bases: &BTreeMap<(VariableId, EntityIx, Year), Possible>,
        outcomes: &mut Vec<TestOutcome>,
    ) {
        let words = Words { program: self.program, facts };
        let Some(cells) = self.table.rows.get(row) else { return };
        for (at, head) in self.heads.iter().enumerate() {
            let (Some(head), Some(said)) = (head, cells.get(at)) else { continue };
            let subject = match head {
                Head::Expected { named, variation: own } => (own == variation).then_some(named),
                Head::Rules | Head::Status | Head::Marks | Head::Persons => {
                    self.subject(at).filter(|(_, own)| *own == variation).map(|(named, _)| named)
                }
                _ => None,
            };
            let Some(named) = subject else { continue };
            let Some(year) = in_year(named.when, year) else { continue };
            if let Thing::Figure(variable, figure) = named.thing {
                let given = entity.and_then(|e| bases.get(&(variable, e, year)));
                let finding = interpreter.list_figure(figure, Instance::of(variable, entity, year), given);
                outcomes.extend(Cell { table: self.table, head, named, said, conclusion: None }.verdict(&finding, words));
                continue;
            }
            let Thing::Variable(variable, args) = named.thing else { continue };
            let owned = self.program.variable(variable).is_some_and(|v| v.owner.is_some());
            let entity = match self.of.get(self.speaks_of(at)).and_then(Option::as_ref) {
                Some(of) => find(facts, of, self.program),
                None => entity,
            };
            let entity = entity.filter(|_| owned);
            // An event's own definitions belong to the year of its day.
            let yearly = self.program.variable(variable).is_some_and(|v| v.yearly);
            let year = entity.filter(|_| !yearly).and_then(|e| interpreter.year_of_record(e)).unwrap_or(year);
            let finding = interpreter.finding(Instance { variable, entity, year, args });
            let outcome = self.program.variable(variable).and_then(|v| v.outcome).filter(|_| *head == Head::Persons);
            let conclusion = outcome.and_then(|id| interpreter.conclusion(id, finding.instance));
            let cell = Cell { table: self.table, head, named, said, conclusion: conclusion.as_ref() };
            outcomes.extend(cell.verdict(&finding, words));
        }
    }

    /// The place of the head that a head speaks of.
    fn speaks_of(&self, at: usize) -> usize {
        if matches!(self.heads.get(at), Some(Some(Head::Expected { .. }))) {
            return at;
        }
        let expected = |at: &usize| matches!(self.heads.get(*at), Some(Some(Head::Expected { .. })));
        (0..at).rev().find(expected).or_else(|| (0..self.heads.len()).find(expected)).unwrap_or(at)
    }

    /// What 依据, 状态 or 标记 speaks of: the nearest expected name on its left, else the first.
    fn subject(&self, at: usize) -> Option<(&Named, &[(String, String)])> {
        match self.heads.get(self.speaks_of(at)) {
            Some(Some(Head::Expected { named, variation })) => Some((named, variation)),
            _ => None,
        }
    }
}

/// Whoever is called so.
fn find(facts: &Facts, (name, kind): &(String, KindId), program: &Program) -> Option<EntityIx> {
    match facts.entities.find(&program.schema, name, *kind) {
        Found::One(entity) => Some(entity),
        _ => None,
    }
}

fn many_values(thing: &Thing, program: &Program) -> bool {
    match thing {
        Thing::Column { table, column, .. } => program.schema.table(*table).and_then(|t| t.column(*column)).is_some_and(|c| c.many_values),
        _ => false,
    }
}

fn in_year(when: When, year: Year) -> Option<Year> {
    match when {
        When::Year => Some(year),
        When::YearBefore => year.plus(-1),
        When::In(year) => Some(year),
    }
}
