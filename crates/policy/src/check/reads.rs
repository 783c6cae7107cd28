//! What a word means where it stands, and the reading of it: definitions, columns, open values, named numbers.

use quanheng_facts::schema::{ColumnId, KeyType, TableId, TableSchema, TableShape};
use quanheng_facts::value::{EnumId, KindId, Type, Value, enum_of};

use crate::check::declarations::item_words;
use crate::check::names::{Item, missing_space, nearest};
use crate::check::posts::BuiltIn;
use crate::check::{Checker, ids};
use crate::ir::{Expr, ExprKind, IndexParam, OpenId, ParameterId, VariableId, Whose};
use crate::problems;
use crate::syntax::tree::{self, Path, Span};
use crate::value_text;

/// Where an expression stands: whose rule, of which pack.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    pub pack: usize,
    /// The kind of the entity at hand.
    pub owner: Option<KindId>,
    /// A year is at hand.
    pub yearly: bool,
    /// Inside 存在 or 计数 over rows, and in 校验 每: the table whose row is at hand.
    pub row: Option<TableId>,
    /// The variable whose further indexes are at hand.
    pub indexed: Option<VariableId>,
}

impl Scope {
    /// Where only plain values stand.
    pub(super) fn bare(pack: usize) -> Scope {
        Scope { pack, owner: None, yearly: false, row: None, indexed: None }
    }
}

/// What a path means.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    Value(Value, Type),
    KindOf,
    /// 本事项
    Subject,
    /// 决定日
    DecisionDay,
    ThisYear,
    /// 本人, 编号, 在任月数, 在任天数: read off the entity at hand.
    BuiltIn(BuiltIn),
    Variable(VariableId, Whose),
    Column(TableId, ColumnId, Whose),
    Row(TableId, ColumnId),
    /// A further index of the variable at hand.
    Index(usize, String, Type),
    /// What the entity that the first gives has: `单位.综合得分`. The kind is that entity's.
    Through(Box<Meaning>, KindId, Box<Meaning>),
    Parameter(ParameterId),
    Open(OpenId),
    /// Something that has no value: a kind, an enum, a table.
    Other(Item),
    Ambiguous(Vec<String>),
    /// It belongs to this kind, which is not the one at hand.
    Elsewhere(Option<KindId>),
    Unknown,
}

impl Checker<'_> {
    /// From where a path is to be resolved: the pack it names, or the one it stands in.
    pub(super) fn pack_said(&mut self, pack: usize, path: &Path) -> Option<usize> {
        let Some(word) = &path.pack else { return Some(pack) };
        let found = self.packs.iter().position(|p| p.manifest.id == word.text).filter(|at| self.names.sees(pack, *at));
        if found.is_none() {
            let place = self.place(pack, word.span);
            self.report(problems::basis_missing::problem(place, &word.text));
        }
        found
    }

    pub(super) fn kinds_up(&self, kind: KindId) -> Vec<KindId> {
        let mut out = Vec::new();
        let mut at = Some(kind);
        while let Some(k) = at {
            if out.contains(&k) {
                break;
            }
            out.push(k);
            at = self.program.schema.kind(k).and_then(|d| d.of);
        }
        out
    }

    /// The kinds of superiors, nearest first.
    fn superiors(&self, kind: KindId) -> Vec<KindId> {
        let mut out: Vec<KindId> = Vec::new();
        let mut at = kind;
        while let Some(up) = self.kinds_up(at).into_iter().find_map(|k| self.program.schema.kind(k).and_then(|d| d.superior)) {
            if out.contains(&up) {
                break;
            }
            out.push(up);
            at = up;
        }
        out
    }

    pub(super) fn table(&self, id: TableId) -> Option<&TableSchema> {
        self.program.schema.table(id)
    }

    /// The kind of entity whose rows a table holds.
    pub(super) fn table_owner(&self, id: TableId) -> Option<KindId> {
        self.table(id)?.keys.iter().find_map(|k| match k.ty {
            KeyType::Entity(kind) => Some(kind),
            _ => None,
        })
    }

    pub(super) fn enum_key_types(&self, id: TableId) -> Vec<(String, EnumId)> {
        let keys = self.table(id).map(|t| t.keys.as_slice()).unwrap_or_default();
        keys.iter().filter_map(|k| if let KeyType::Enum(e) = k.ty { Some((k.name.clone(), e)) } else { None }).collect()
    }

    pub(super) fn tables_seen(&self, pack: usize) -> Vec<TableId> {
        let sees = |t: &TableSchema| self.packs.iter().position(|p| p.manifest.id == t.pack).is_some_and(|at| self.names.sees(pack, at));
        let tables = self.program.schema.tables.iter().enumerate();
        tables.filter(|(_, t)| sees(t)).filter_map(|(at, _)| u32::try_from(at).ok().map(TableId)).collect()
    }

    /// What a path means in a scope; `expected` is the enum wanted there, if one is.
    pub(super) fn meaning(&self, scope: &Scope, path: &Path, expected: Option<&Type>) -> Meaning {
        let from = match &path.pack {
            None => scope.pack,
            Some(word) => match self.packs.iter().position(|p| p.manifest.id == word.text) {
                Some(at) if self.names.sees(scope.pack, at) => at,
                _ => return Meaning::Unknown,
            },
        };
        let words: Vec<&str> = path.words.iter().map(|w| w.text.as_str()).collect();
        match words.as_slice() {
            [name] => self.bare(scope, from, name, expected),
            ["上级", rest @ ..] => self.of_superior(scope, from, rest),
            [first, rest @ ..] => self.qualified(scope, from, first, rest),
            [] => Meaning::Unknown,
        }
    }

    /// The type of what a meaning reads, where it reads something.
    pub(super) fn type_of_meaning(&self, meaning: &Meaning) -> Option<Type> {
        match meaning {
            Meaning::Value(_, ty) | Meaning::Index(_, _, ty) => Some(ty.clone()),
            Meaning::KindOf => Some(Type::Text),
            Meaning::Subject | Meaning::DecisionDay => None,
            Meaning::ThisYear => Some(Type::Year),
            Meaning::BuiltIn(built_in) => Some(built_in.ty()),
            Meaning::Variable(id, _) => self.program.variable(*id).map(|v| v.ty.clone()),
            Meaning::Column(table, column, _) | Meaning::Row(table, column) => self.table(*table)?.column(*column).map(|c| c.ty.clone()),
            Meaning::Parameter(id) => self.program.parameters.get(id.at()).map(|p| p.ty.clone()),
            Meaning::Open(id) => self.program.opens.get(id.at()).map(|o| o.ty.clone()),
            Meaning::Through(_, _, then) => self.type_of_meaning(then),
            Meaning::Other(_) | Meaning::Ambiguous(_) | Meaning::Elsewhere(_) | Meaning::Unknown => None,
        }
    }

    /// `单位.综合得分`: where the first word reads an entity, what that entity has.
    fn through(&self, scope: &Scope, from: usize, first: &str, rest: &[&str]) -> Option<Meaning> {
        let first = self.bare(scope, from, first, None);
        let Some(Type::Entity(kind)) = self.type_of_meaning(&first) else { return None };
        let read_by = |owner: KindId| {
            let there = Scope { owner: Some(owner), row: None, ..*scope };
            match rest {
                [name] => Some(self.bare(&there, from, name, None)),
                [name, rest @ ..] => Some(self.qualified(&there, from, name, rest)),
                [] => None,
            }
        };
        let then = match read_by(kind)? {
            // What only a narrower kind has is 不适用 for the others.
            Meaning::Elsewhere(Some(narrow)) if narrow != kind && self.program.schema.is_kind(narrow, kind) => read_by(narrow)?,
            then => then,
        };
        let own = matches!(
            then,
            Meaning::Variable(_, Whose::Own)
                | Meaning::Column(_, _, Whose::Own)
                | Meaning::KindOf
                | Meaning::Through(..)
                | Meaning::BuiltIn(BuiltIn::Id)
        );
        Some(match then {
            Meaning::Ambiguous(_) | Meaning::Elsewhere(_) => then,
            _ if own => Meaning::Through(Box::new(first), kind, Box::new(then)),
            _ => Meaning::Unknown,
        })
    }

    fn bare(&self, scope: &Scope, from: usize, name: &str, expected: Option<&Type>) -> Meaning {
        if let Some(Type::Enum(id)) = expected
            && let Some(rank) = enum_of(&self.program.schema.enums, *id).and_then(|e| e.rank_of(name))
        {
            return Meaning::Value(Value::Enum(*id, rank), Type::Enum(*id));
        }
        match name {
            "是" => return Meaning::Value(Value::Bool(true), Type::Bool),
            "否" => return Meaning::Value(Value::Bool(false), Type::Bool),
            "种类" => return Meaning::KindOf,
            "本事项" => return Meaning::Subject,
            "年度" => return Meaning::ThisYear,
            "全体" => return Meaning::Value(Value::Text("全体".to_owned()), Type::Text),
            _ => {}
        }
        let index = scope.indexed.and_then(|id| self.program.variable(id)).map(|v| v.index.as_slice()).unwrap_or_default();
        if let Some((at, param)) = index.iter().enumerate().find(|(_, p)| p.name == name) {
            return Meaning::Index(at, param.name.clone(), param.ty.clone());
        }
        if let Some(row) = scope.row
            && let Some(column) = self.table(row).and_then(|t| t.column_named(name))
        {
            return Meaning::Row(row, column);
        }
        let owned = self.names.owned(name, from);
        if let Some(owner) = scope.owner {
            for kind in self.kinds_up(owner) {
                let here: Vec<_> = owned.iter().filter(|(o, _)| *o == kind).collect();
                match here.as_slice() {
                    [] => {}
                    [(_, one)] => return Meaning::Variable(one.what, Whose::Own),
                    many => return Meaning::Ambiguous(many.iter().map(|(_, d)| self.full_name(d.pack, d.what)).collect()),
                }
            }
        }
        if let Some(found) = self.of_any(scope, from, name) {
            return found;
        }
        let columns: Vec<(TableId, ColumnId)> =
            self.tables_seen(from).into_iter().filter_map(|t| Some((t, self.table(t)?.column_named(name)?))).collect();
        let own: Vec<(TableId, ColumnId)> = columns.iter().copied().filter(|(t, _)| self.is_own(scope, *t)).collect();
        match own.as_slice() {
            [] => {}
            [(table, column)] => return Meaning::Column(*table, *column, Whose::Own),
            many => {
                let names = many.iter().filter_map(|(t, _)| self.table(*t)).map(|t| format!("{}.{name}", t.name)).collect();
                return Meaning::Ambiguous(names);
            }
        }
        if let Some(built_in) = self.built_in(scope, name) {
            return Meaning::BuiltIn(built_in);
        }
        let items = self.names.items(name, from);
        let valued: Vec<_> =
            items.iter().filter(|d| !matches!(d.what, Item::Kind(_) | Item::Enum(_) | Item::Table(_) | Item::Posts(_))).collect();
        match valued.as_slice() {
            [] => {}
            [one] => {
                return match one.what {
                    Item::Open(id) => Meaning::Open(id),
                    Item::Parameter(id) => Meaning::Parameter(id),
                    Item::Nobodys(id) => Meaning::Variable(id, Whose::Nobody),
                    other => Meaning::Other(other),
                };
            }
            many => {
                let pack = |at: usize| self.packs.get(at).map(|p| p.manifest.id.clone()).unwrap_or_default();
                return Meaning::Ambiguous(many.iter().map(|d| format!("{}·{name}", pack(d.pack))).collect());
            }
        }
        if let Some(other) = items.first() {
            return Meaning::Other(other.what);
        }
        if name == "决定日" {
            return Meaning::DecisionDay;
        }
        if let Some((owner, _)) = owned.first() {
            return Meaning::Elsewhere(Some(*owner));
        }
        match columns.first() {
            Some((table, _)) => Meaning::Elsewhere(self.table_owner(*table)),
            None => Meaning::Unknown,
        }
    }

    /// Where the entity at hand is of any of several kinds: what one of them has by that name.
    fn of_any(&self, scope: &Scope, from: usize, name: &str) -> Option<Meaning> {
        let any_of = self.program.schema.kind(scope.owner?).map(|k| k.any_of.clone())?;
        let mut found: Vec<(String, Meaning)> = Vec::new();
        for kind in any_of {
            let meaning = self.bare(&Scope { owner: Some(kind), row: None, ..*scope }, from, name, None);
            let key = match &meaning {
                Meaning::Variable(id, Whose::Own) => self.program.variable(*id).map(|v| v.name.clone()),
                Meaning::Column(table, _, Whose::Own) => self.table(*table).map(|t| format!("{}.{name}", t.name)),
                _ => None,
            };
            if let Some(key) = key.filter(|key| !found.iter().any(|(k, _)| k == key)) {
                found.push((key, meaning));
            }
        }
        match found.as_slice() {
            [] => None,
            [_] => found.pop().map(|(_, meaning)| meaning),
            _ => Some(Meaning::Ambiguous(found.into_iter().map(|(key, _)| key).collect())),
        }
    }

    fn full_name(&self, pack: usize, id: VariableId) -> String {
        let pack = self.packs.get(pack).map(|p| p.manifest.id.as_str()).unwrap_or_default();
        self.program.variable(id).map(|v| format!("{pack}·{}", v.name)).unwrap_or_default()
    }

    /// True where the entity at hand is of the kind the table is about, or the table is about nobody.
    fn is_own(&self, scope: &Scope, table: TableId) -> bool {
        match (self.table_owner(table), scope.owner) {
            (None, _) => true,
            (Some(of), Some(owner)) => self.program.schema.is_kind(owner, of),
            (Some(_), None) => false,
        }
    }

    fn qualified(&self, scope: &Scope, from: usize, first: &str, rest: &[&str]) -> Meaning {
        let column = |table: TableId| match rest {
            [name] => self.table(table).and_then(|t| t.column_named(name)).map(|c| (table, c)),
            _ => None,
        };
        let table = self.known_table(from, first);
        if let Some((table, column)) = table.and_then(column) {
            return match (self.table_owner(table), self.is_own(scope, table)) {
                (None, _) => Meaning::Column(table, column, Whose::Nobody),
                (Some(_), true) => Meaning::Column(table, column, Whose::Own),
                (of, false) => Meaning::Elsewhere(of),
            };
        }
        let kind = self.program.schema.kinds.iter().position(|k| k.name == first).and_then(|at| u32::try_from(at).ok()).map(KindId);
        let own = kind.filter(|kind| scope.owner.is_some_and(|o| self.program.schema.is_kind(o, *kind)));
        if let Some(kind) = own {
            let as_kind = Scope { owner: Some(kind), row: None, ..*scope };
            let found = match rest {
                [name] => self.bare(&as_kind, from, name, None),
                [name, rest @ ..] => self.qualified(&as_kind, from, name, rest),
                [] => Meaning::Unknown,
            };
            return match found {
                Meaning::Variable(_, Whose::Own)
                | Meaning::Column(..)
                | Meaning::Ambiguous(_)
                | Meaning::Through(..)
                | Meaning::BuiltIn(_) => found,
                _ => Meaning::Unknown,
            };
        }
        if let Some(found) = self.through(scope, from, first, rest) {
            return found;
        }
        match kind {
            Some(kind) if table.is_none() || rest.len() == 1 => Meaning::Elsewhere(Some(kind)),
            _ => Meaning::Unknown,
        }
    }

    fn of_superior(&self, scope: &Scope, from: usize, rest: &[&str]) -> Meaning {
        let Some(owner) = scope.owner else { return Meaning::Elsewhere(None) };
        for up in self.superiors(owner) {
            let there = Scope { owner: Some(up), row: None, ..*scope };
            let found = match rest {
                [name] => self.bare(&there, from, name, None),
                [first, rest @ ..] => self.qualified(&there, from, first, rest),
                [] => Meaning::Unknown,
            };
            match found {
                Meaning::Variable(id, Whose::Own) => return Meaning::Variable(id, Whose::Superior(up)),
                Meaning::Column(table, column, Whose::Own) => return Meaning::Column(table, column, Whose::Superior(up)),
                Meaning::Ambiguous(many) => return Meaning::Ambiguous(many),
                _ => {}
            }
        }
        Meaning::Unknown
    }

    /// The reading of a name.
    pub(super) fn lower_name(&mut self, scope: &Scope, path: &Path, expected: Option<&Type>) -> Option<Expr> {
        let meaning = self.meaning(scope, path, expected);
        self.lower_meaning(scope, path, meaning, &[], expected)
    }

    /// The reading of what a path means; `args` are the enum keys or further indexes given with it.
    pub(super) fn lower_meaning(
        &mut self,
        scope: &Scope,
        path: &Path,
        meaning: Meaning,
        args: &[&tree::Expr],
        expected: Option<&Type>,
    ) -> Option<Expr> {
        let span = path.span;
        let made = |kind: ExprKind, ty: Type| Some(Expr { kind, ty, span });
        match meaning {
            Meaning::Through(first, kind, then) => {
                let first = self.lower_meaning(scope, path, *first, &[], None)?;
                let there = Scope { owner: Some(kind), row: None, ..*scope };
                let mut then = self.lower_meaning(&there, path, *then, args, None)?;
                then.kind = follow(then.kind, first);
                Some(then)
            }
            Meaning::Index(at, name, ty) => made(ExprKind::Index { at, name }, ty),
            Meaning::Value(value, ty) => {
                if let Value::Enum(id, rank) = &value {
                    self.named_values.insert((*id, *rank));
                }
                made(ExprKind::Literal(value), ty)
            }
            Meaning::DecisionDay => made(ExprKind::DecisionDay, Type::Date),
            Meaning::Subject => match scope.indexed.and_then(|id| self.program.variable(id)).and_then(|v| v.owner) {
                Some(owner) => made(ExprKind::Subject, Type::Entity(owner)),
                None => {
                    self.elsewhere(scope, path, None);
                    None
                }
            },
            Meaning::KindOf if scope.owner.is_some() => made(ExprKind::KindOf { whose: Whose::Own }, Type::Text),
            Meaning::KindOf => {
                self.elsewhere(scope, path, None);
                None
            }
            Meaning::BuiltIn(built_in) => self.lower_built_in(scope, built_in, span),
            Meaning::ThisYear if scope.yearly => made(ExprKind::ThisYear, Type::Year),
            Meaning::ThisYear => {
                let place = self.place(scope.pack, span);
                self.report(problems::period_missing::problem(place, "年度"));
                None
            }
            Meaning::Variable(id, whose) => self.read_variable(scope, id, whose, args, span),
            Meaning::Column(table, column, whose) => self.read_column(scope, table, column, whose, args, span),
            Meaning::Row(table, column) => {
                let held = self.table(table)?.column(column)?;
                let (ty, many_values) = (held.ty.clone(), held.many_values);
                if many_values && !self.many_read {
                    self.many_values_read(scope, span);
                    return None;
                }
                made(ExprKind::RowColumn { table, column }, ty)
            }
            Meaning::Parameter(id) => {
                let ty = self.program.parameters.get(id.at())?.ty.clone();
                made(ExprKind::Parameter(id), ty)
            }
            Meaning::Other(Item::Family(at)) => self.lower_family_at_hand(scope, at, path),
            Meaning::Open(id) if self.program.opens.get(id.at()).is_some_and(crate::ir::Open::is_of_rules) => {
                let (place, name) = (self.place(scope.pack, span), self.words(scope.pack, span));
                let is = quanheng_facts::problem::Bilingual::new("没有补齐的规则（待定：规则）", "rules left open (待定：规则)");
                let wanted = quanheng_facts::problem::Bilingual::new("一个值", "a value");
                self.report(problems::wrong_kind_of_name::problem(place, &name, &is, &wanted));
                None
            }
            Meaning::Open(id) => {
                self.opens_read.insert(id);
                let ty = self.program.opens.get(id.at())?.ty.clone();
                made(ExprKind::Open(id), ty)
            }
            not_a_value => {
                self.not_a_value(scope, path, expected, &not_a_value);
                None
            }
        }
    }

    fn not_a_value(&mut self, scope: &Scope, path: &Path, expected: Option<&Type>, meaning: &Meaning) {
        if path.words.iter().any(|w| self.broken.contains(&w.text)) {
            return;
        }
        let place = self.place(scope.pack, path.span);
        let name = path.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(".");
        match meaning {
            Meaning::Other(item) => {
                let wanted = match expected {
                    Some(ty) => value_text::type_words(ty, &self.program.schema),
                    None => quanheng_facts::problem::Bilingual::new("一个值", "a value"),
                };
                self.report(problems::wrong_kind_of_name::problem(place, &name, &item_words(*item), &wanted));
            }
            Meaning::Ambiguous(many) => self.report(problems::ambiguous_name::problem(place, &name, many)),
            Meaning::Elsewhere(owner) => self.elsewhere(scope, path, *owner),
            _ => {
                if let (Some(Type::Enum(id)), [word]) = (expected, path.words.as_slice()) {
                    return self.unknown_value(scope.pack, word.span, &word.text, *id);
                }
                let known = self.known_names(scope, path);
                let last = path.words.last().map(|w| w.text.as_str()).unwrap_or_default();
                let space = missing_space(&name, &known);
                let near = nearest(last, known.iter().map(String::as_str));
                self.report(problems::unknown_name::problem(place, &name, &near, space.as_deref()));
            }
        }
    }

    /// Names that could have been meant: those the pack sees, and columns, where a table is named those of the table.
    fn known_names(&self, scope: &Scope, path: &Path) -> Vec<String> {
        if !self.still_hints() {
            return Vec::new();
        }
        if let [first, _] = path.words.as_slice()
            && let Some(table) = self.known_table(scope.pack, &first.text).and_then(|t| self.table(t))
        {
            return table.columns.iter().map(|c| c.name.clone()).collect();
        }
        let mut known = self.names.all(scope.pack);
        let tables = self.tables_seen(scope.pack);
        known.extend(tables.into_iter().filter_map(|t| self.table(t)).flat_map(|t| t.columns.iter().map(|c| c.name.clone())));
        known.sort_unstable();
        known.dedup();
        known
    }

    fn elsewhere(&mut self, scope: &Scope, path: &Path, owner: Option<KindId>) {
        let place = self.place(scope.pack, path.span);
        let name = path.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(".");
        let (owner, here) = (owner.map_or_else(|| "单位".to_owned(), |k| self.owner_words(Some(k))), self.owner_words(scope.owner));
        self.report(problems::wrong_owner::problem(place, &name, &owner, &here));
    }

    /// A word that should be a value of an enum and is not.
    pub(super) fn unknown_value(&mut self, pack: usize, span: Span, word: &str, of: EnumId) {
        let place = self.place(pack, span);
        let Some(def) = enum_of(&self.program.schema.enums, of) else { return };
        let near = nearest(word, def.values.iter().map(String::as_str));
        let problem = problems::enum_value_unknown::problem(place, word, &def.name, &def.values, &near);
        self.report(problem);
    }

    fn read_variable(&mut self, scope: &Scope, id: VariableId, whose: Whose, args: &[&tree::Expr], span: Span) -> Option<Expr> {
        let variable = self.program.variable(id)?;
        let (ty, yearly, name, index) = (variable.ty.clone(), variable.yearly, variable.name.clone(), variable.index.clone());
        if yearly && !scope.yearly {
            let place = self.place(scope.pack, span);
            self.report(problems::period_missing::problem(place, &name));
            return None;
        }
        let whose = if self.program.variable(id).is_some_and(|v| v.owner.is_none()) { Whose::Nobody } else { whose };
        let args = self.index_args(scope, &name, &index, args, span)?;
        Some(Expr { kind: ExprKind::Variable { variable: id, whose, args }, ty, span })
    }

    /// The further indexes of a reading: as given, or, where none is, those of the same name and type at hand.
    fn index_args(&mut self, scope: &Scope, name: &str, index: &[IndexParam], args: &[&tree::Expr], span: Span) -> Option<Vec<Expr>> {
        if args.is_empty() {
            let at_hand: Option<Vec<Expr>> = index.iter().map(|p| self.index_at_hand(scope, Some(&p.name), &p.ty, span)).collect();
            if let Some(at_hand) = at_hand {
                return Some(at_hand);
            }
        }
        if args.len() != index.len() {
            let place = self.place(scope.pack, span);
            let names: Vec<String> = index.iter().map(|p| p.name.clone()).collect();
            self.report(problems::keys_missing::problem(place, name, &names));
            return None;
        }
        let lowered: Vec<Option<Expr>> = args.iter().zip(index).map(|(arg, param)| self.lower_as(scope, arg, &param.ty)).collect();
        lowered.into_iter().collect()
    }

    /// The further index at hand of a type (and a name, where one is said).
    pub(super) fn index_at_hand(&self, scope: &Scope, name: Option<&str>, ty: &Type, span: Span) -> Option<Expr> {
        let index = &self.program.variable(scope.indexed?)?.index;
        let (at, param) = index.iter().enumerate().find(|(_, p)| p.ty == *ty && name.is_none_or(|n| n == p.name))?;
        Some(Expr { kind: ExprKind::Index { at, name: param.name.clone() }, ty: param.ty.clone(), span })
    }

    /// A column of a 事实 table; `args` are the enum keys given.
    pub(super) fn read_column(
        &mut self,
        scope: &Scope,
        table: TableId,
        column: ColumnId,
        whose: Whose,
        args: &[&tree::Expr],
        span: Span,
    ) -> Option<Expr> {
        let schema = self.table(table)?;
        let (shape, many_rows, table_name) = (schema.shape, schema.many_rows, schema.name.clone());
        let held = schema.column(column)?;
        let (ty, column_name, many_values) = (held.ty.clone(), held.name.clone(), held.many_values);
        let has_year = schema.keys.iter().any(|k| k.ty == KeyType::Year);
        let full = format!("{table_name}.{column_name}");
        let place = self.place(scope.pack, span);
        if many_values && !self.many_read {
            self.many_values_read(scope, span);
            return None;
        }
        if shape == TableShape::Span {
            self.report(problems::anchor_missing::problem(place, &full));
            return None;
        }
        if many_rows {
            self.report(problems::many_rows_read::problem(place, &full, &table_name));
            return None;
        }
        if has_year && !scope.yearly {
            self.report(problems::period_missing::problem(place, &full));
            return None;
        }
        let keys = self.enum_keys(scope, table, args, &full, span, false)?;
        let whose = if self.table_owner(table).is_none() { Whose::Nobody } else { whose };
        if let Some(variable) = self.overridden_column(table, column).filter(|_| !self.as_entered) {
            return Some(Expr { kind: ExprKind::Variable { variable, whose, args: keys }, ty, span });
        }
        Some(Expr { kind: ExprKind::Column { table, column, whose, keys }, ty, span })
    }

    /// The enum keys after entity and year: all of them, or (where `or_none`) none.
    pub(super) fn enum_keys(
        &mut self,
        scope: &Scope,
        table: TableId,
        args: &[&tree::Expr],
        name: &str,
        span: Span,
        or_none: bool,
    ) -> Option<Vec<Expr>> {
        let wanted = self.enum_key_types(table);
        if args.is_empty() && !wanted.is_empty() {
            let at_hand: Option<Vec<Expr>> = wanted.iter().map(|(_, of)| self.index_at_hand(scope, None, &Type::Enum(*of), span)).collect();
            if at_hand.is_some() {
                return at_hand;
            }
        }
        if args.len() != wanted.len() && !(or_none && args.is_empty()) {
            let place = self.place(scope.pack, span);
            let keys: Vec<String> = wanted.into_iter().map(|(n, _)| n).collect();
            self.report(problems::keys_missing::problem(place, name, &keys));
            return None;
        }
        let mut keys = Vec::new();
        let mut whole = true;
        for (arg, (_, of)) in args.iter().zip(wanted) {
            match self.lower_as(scope, arg, &Type::Enum(of)) {
                Some(key) => keys.push(key),
                None => whole = false,
            }
        }
        whole.then_some(keys)
    }

    /// `x 以 年末 为准`: a column of a 时段 table.
    pub(super) fn lower_as_at(&mut self, scope: &Scope, value: &tree::Expr, day: &tree::Expr, span: Span) -> Option<Expr> {
        let inner = super::tree_walk::ungrouped(value);
        if let Some(asked) = self.posts_written(scope, inner) {
            return self.lower_in_post(scope, &asked, None, day, span);
        }
        let tree::ExprKind::Name(path) = &inner.kind else {
            let (place, words) = (self.place(scope.pack, value.span), self.words(scope.pack, value.span));
            self.report(problems::anchor_not_dated::problem(place, &words));
            return None;
        };
        let meaning = self.meaning(scope, path, None);
        let dated = matches!(meaning, Meaning::Column(table, ..) if self.table(table).is_some_and(|t| t.shape == TableShape::Span));
        if !dated && let Some((column, who)) = self.held_column_written(scope, path) {
            return self.lower_held_column(scope, column, who, day, span);
        }
        let Meaning::Column(table, column, whose) = meaning else {
            match meaning {
                Meaning::Variable(..)
                | Meaning::Row(..)
                | Meaning::Index(..)
                | Meaning::Through(..)
                | Meaning::Parameter(_)
                | Meaning::Open(_)
                | Meaning::Value(..)
                | Meaning::KindOf
                | Meaning::Subject
                | Meaning::DecisionDay
                | Meaning::BuiltIn(_)
                | Meaning::ThisYear => {
                    let (place, words) = (self.place(scope.pack, value.span), self.words(scope.pack, value.span));
                    self.report(problems::anchor_not_dated::problem(place, &words));
                }
                other => self.not_a_value(scope, path, None, &other),
            }
            return None;
        };
        let schema = self.table(table)?;
        let full = format!("{}.{}", schema.name, schema.column(column)?.name);
        let ty = schema.column(column)?.ty.clone();
        if schema.shape != TableShape::Span {
            let place = self.place(scope.pack, value.span);
            self.report(problems::anchor_not_dated::problem(place, &full));
            return None;
        }
        let day_words = self.words(scope.pack, day.span);
        let Some(day_at) = super::posts::named_day(&day_words) else {
            let place = self.place(scope.pack, day.span);
            self.report(problems::anchor_day_unknown::problem(place, &day_words));
            return None;
        };
        if !scope.yearly {
            let place = self.place(scope.pack, span);
            self.report(problems::period_missing::problem(place, &full));
            return None;
        }
        Some(Expr { kind: ExprKind::ColumnAsAt { table, column, whose, day: day_at }, ty, span })
    }

    /// A named number where it stands: it is read as the parameter it declares, so that a child pack can change it.
    pub(super) fn named_number(&self, pack: usize, name: &str) -> Option<(ParameterId, Type)> {
        let at = self.program.parameters.iter().position(|p| p.pack == ids::pack_ix(pack) && p.name == name)?;
        let ty = self.program.parameters.get(at)?.ty.clone();
        u32::try_from(at).ok().map(|at| (ParameterId(at), ty))
    }
}

/// The reading made at the entity that an expression gives.
fn follow(kind: ExprKind, of: Expr) -> ExprKind {
    let joined = |whose: Whose, of: Expr| match whose {
        Whose::Own => Whose::Of(Box::new(of)),
        // Of a path in several steps the later ones are read first.
        Whose::Of(mut inner) => {
            inner.kind = follow(inner.kind, of);
            Whose::Of(inner)
        }
        other => other,
    };
    match kind {
        ExprKind::Variable { variable, whose, args } => ExprKind::Variable { variable, whose: joined(whose, of), args },
        ExprKind::Column { table, column, whose, keys } => ExprKind::Column { table, column, whose: joined(whose, of), keys },
        ExprKind::KindOf { whose } => ExprKind::KindOf { whose: joined(whose, of) },
        ExprKind::IdOf { whose } => ExprKind::IdOf { whose: joined(whose, of) },
        other => other,
    }
}
