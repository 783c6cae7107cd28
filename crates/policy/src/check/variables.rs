//! Signatures: who owns a definition, whether it has a value for each year, and of which type.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::value::{KindId, Type};

use crate::check::names::Item;
use crate::check::{Checker, ids, next_index, types};
use crate::ir::{IndexParam, MOST_INDEXES, Shape, Variable, VariableId};
use crate::problems;
use crate::syntax::tree::{Decision, Define, IndexItem, List, Path, Rank, Share, Span, Statement, StatementKind, Tiers, Word};

/// One place where a variable is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct VariableSource<'a> {
    pub pack: usize,
    pub statement: &'a Statement,
    pub body: Written<'a>,
}

/// What versions of one definition must have in common.
struct Signature<'s> {
    ty: &'s Type,
    yearly: bool,
    index: &'s [IndexParam],
    maybe_na: bool,
}

impl Signature<'_> {
    fn is_of(&self, variable: &Variable) -> bool {
        variable.ty == *self.ty && variable.yearly == self.yearly && variable.index == self.index && variable.maybe_na == self.maybe_na
    }
}

/// What stands there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Written<'a> {
    Define(&'a Define),
    Rank(&'a Rank),
    List(&'a List),
    Tiers(&'a Tiers),
    Share(&'a Share),
    Decision(&'a Decision),
}

impl<'a> VariableSource<'a> {
    pub(super) fn path(&self) -> &'a Path {
        match self.body {
            Written::Define(d) => &d.path,
            Written::Rank(r) => &r.path,
            Written::List(l) => &l.path,
            Written::Tiers(t) => &t.path,
            Written::Share(s) => &s.path,
            Written::Decision(d) => &d.path,
        }
    }

    fn index(&self) -> &'a [IndexItem] {
        match self.body {
            Written::Define(d) => &d.index,
            Written::Rank(r) => &r.index,
            Written::List(l) => &l.index,
            Written::Tiers(t) => &t.index,
            Written::Share(s) => &s.index,
            Written::Decision(d) => &d.index,
        }
    }
}

impl<'a> Checker<'a> {
    pub(super) fn declare_variables(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                let body = match &statement.kind {
                    StatementKind::Define(d) => Written::Define(d),
                    StatementKind::Rank(r) => Written::Rank(r),
                    StatementKind::List(l) => Written::List(l),
                    StatementKind::Tiers(t) => Written::Tiers(t),
                    StatementKind::Share(s) => Written::Share(s),
                    StatementKind::Decision(d) => Written::Decision(d),
                    _ => continue,
                };
                self.declare_variable(VariableSource { pack, statement, body });
            }
        }
    }

    fn declare_variable(&mut self, source: VariableSource<'a>) {
        let before = self.program.variables.len();
        let versions = self.sources.values().map(Vec::len).sum::<usize>();
        self.enter_variable(source);
        if self.program.variables.len() == before
            && self.sources.values().map(Vec::len).sum::<usize>() == versions
            && let Some(word) = source.path().words.last()
        {
            self.broken.insert(word.text.clone());
        }
    }

    fn enter_variable(&mut self, source: VariableSource<'a>) {
        let (pack, path) = (source.pack, source.path());
        let (owner_word, name) = match path.words.as_slice() {
            [name] => (None, name),
            [owner, name] => (Some(owner), name),
            _ => {
                let (place, words) = (self.place(pack, path.span), self.words(pack, path.span));
                self.report(problems::owner_missing::problem(place, &words));
                return;
            }
        };
        let owner = match owner_word {
            Some(word) => match self.kind(pack, word) {
                Some(kind) => Some(kind),
                None => return,
            },
            None => None,
        };
        let set_rule = !matches!(source.body, Written::Define(_) | Written::Decision(_));
        if set_rule && owner.is_none() {
            let place = self.place(pack, path.span);
            self.report(problems::owner_missing::problem(place, &name.text));
            return;
        }
        let ty = match source.body {
            Written::Define(d) => match self.type_of(pack, &d.ty) {
                Some(ty) => ty,
                None => return,
            },
            Written::Decision(d) => match self.type_of(pack, &d.ty) {
                Some(ty) => ty,
                None => return,
            },
            Written::Rank(_) => types::PLAIN,
            Written::List(_) => Type::Bool,
            Written::Tiers(t) => match self.type_of_tiers(pack, t) {
                Some(ty) => ty,
                None => return,
            },
            Written::Share(_) => Type::Money,
        };
        let Some((yearly, index)) = self.indexes(pack, source.index()) else { return };
        let maybe_na = match source.body {
            Written::Define(d) => d.maybe_na,
            Written::Decision(d) => super::decisions::may_give_none(d),
            _ => false,
        };
        if self.another_version(source, owner, name, &Signature { ty: &ty, yearly, index: &index, maybe_na }) {
            return;
        }
        let id = VariableId(next_index(&self.program.variables));
        let full = path.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(".");
        let article = self.article_ix(pack, source.statement.article);
        self.program.variables.push(Variable {
            name: full,
            owner,
            yearly,
            index,
            ty,
            maybe_na,
            pack: ids::pack_ix(pack),
            article,
            span: path.span,
            shape: Shape::Rules,
            rules: Vec::new(),
            default: None,
            bounds: Vec::new(),
            presumptions: Vec::new(),
            without_base: Vec::new(),
            left_open: Vec::new(),
            judgement: None,
            stratum: 0,
            outcome: None,
            of_column: None,
        });
        if self.broken.contains(&name.text) {
            // A statement about it could not be read: an exception may be missing.
            self.damaged.insert(id);
        }
        self.sources.entry(id).or_default().push(source);
        match owner {
            Some(owner) => self.names.add_owned(owner, &name.text, pack, id, name.span),
            None => self.declare(name, pack, Item::Nobodys(id)),
        }
    }

    /// Whether the index has 年度, and what else it has: enums, days, entities.
    pub(super) fn indexes(&mut self, pack: usize, items: &[IndexItem]) -> Option<(bool, Vec<IndexParam>)> {
        let mut yearly = false;
        let mut index: Vec<IndexParam> = Vec::new();
        let mut whole = true;
        for item in items {
            if item.of.text == "年度" && item.name.is_none() && !yearly {
                yearly = true;
                continue;
            }
            let name = item.name.as_ref().unwrap_or(&item.of);
            let ty = match item.of.text.as_str() {
                "日期" if item.or.is_empty() => Some(Type::Date),
                of if item.or.is_empty() && self.known_enum(pack, of).is_some() => self.known_enum(pack, of).map(Type::Enum),
                of if self.known_kind(pack, of).is_some() => self.kind_among(pack, &item.of, &item.or).map(Type::Entity),
                _ => None,
            };
            let twice = index.iter().any(|p| p.name == name.text);
            match ty {
                Some(ty) if !twice && index.len() < MOST_INDEXES => index.push(IndexParam { name: name.text.clone(), ty }),
                None if self.tell_part_of_year(pack, &item.of) => whole = false,
                _ => {
                    let place = self.place(pack, item.of.span);
                    self.report(problems::index_unknown::problem(place, &item.of.text));
                    whole = false;
                }
            }
        }
        whole.then_some((yearly, index))
    }

    /// True where the same owner already has that name: then this is another version of it, or a problem.
    fn another_version(&mut self, source: VariableSource<'a>, owner: Option<KindId>, name: &Word, signature: &Signature<'_>) -> bool {
        let pack = source.pack;
        let before = match owner {
            Some(owner) => self.names.owned(&name.text, pack).into_iter().find(|(o, _)| *o == owner).map(|(_, d)| (d.pack, d.what, d.span)),
            None => self.names.items(&name.text, pack).into_iter().find_map(|d| match d.what {
                Item::Nobodys(id) => Some((d.pack, id, d.span)),
                _ => None,
            }),
        };
        let Some((other_pack, id, span)) = before else { return false };
        let place = self.place(pack, source.path().span);
        let first: (usize, Span) = (other_pack, span);
        let first = self.place(first.0, first.1);
        if other_pack != pack {
            let pack_id = self.packs.get(other_pack).map(|p| p.manifest.id.clone()).unwrap_or_default();
            self.report(problems::redefines_basis::problem(place, &name.text, &pack_id, first));
            return true;
        }
        let set_rule = |s: &VariableSource<'_>| !matches!(s.body, Written::Define(_) | Written::Decision(_));
        if set_rule(&source) || self.sources.get(&id).is_some_and(|all| all.iter().any(set_rule)) {
            self.report(problems::version_of_set_rule::problem(place, &name.text, first));
            return true;
        }
        let same = self.program.variable(id).is_some_and(|v| signature.is_of(v));
        if same {
            self.sources.entry(id).or_default().push(source);
        } else {
            self.damaged.insert(id);
            self.report(problems::version_differs::problem(place, &name.text, first));
        }
        true
    }

    /// What people call what a variable's values are.
    pub(super) fn owner_words(&self, owner: Option<KindId>) -> String {
        owner.and_then(|k| self.program.schema.kind(k)).map_or_else(|| "没有对象".to_owned(), |k| k.name.clone())
    }

    /// The words for something wanted here.
    pub(super) fn definition_words() -> Bilingual {
        Bilingual::new("定义", "a definition")
    }
}
