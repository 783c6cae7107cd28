//! What a word means where it stands, and the reading of it: definitions, columns, open values, named numbers.

use quanheng_facts::schema::{ColumnId, KeyType, TableId, TableSchema, TableShape};
use quanheng_facts::value::{EnumId, KindId, Type, Value, enum_of};

use crate::check::declarations::item_words;
use crate::check::names::{Item, missing_space, nearest};
use crate::check::{Checker, ids};
use crate::ir::{Expr, ExprKind, OpenId, ParameterId, VariableId, Whose};
use crate::problems;
use crate::syntax::tree::{self, Path, Span};

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
}

impl Scope {
    /// Where only plain values stand.
    pub(super) fn bare(pack: usize) -> Scope {
        Scope { pack, owner: None, yearly: false, row: None }
    }
}

/// What a path means.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    Value(Value, Type),
    KindOf,
    ThisYear,
    Variable(VariableId, Whose),
    Column(TableId, ColumnId, Whose),
    Row(TableId, ColumnId),
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

    fn tables_seen(&self, pack: usize) -> Vec<TableId> {
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
            [first, name] => self.qualified(scope, from, first, name),
            _ => Meaning::Unknown,
        }
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
            "年度" => return Meaning::ThisYear,
            "全体" => return Meaning::Value(Value::Text("全体".to_owned()), Type::Text),
            _ => {}
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
        let items = self.names.items(name, from);
        let valued: Vec<_> = items.iter().filter(|d| !matches!(d.what, Item::Kind(_) | Item::Enum(_) | Item::Table(_))).collect();
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
        if let Some((owner, _)) = owned.first() {
            return Meaning::Elsewhere(Some(*owner));
        }
        match columns.first() {
            Some((table, _)) => Meaning::Elsewhere(self.table_owner(*table)),
            None => Meaning::Unknown,
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

    fn qualified(&self, scope: &Scope, from: usize, first: &str, name: &str) -> Meaning {
        if let Some(table) = self.known_table(from, first) {
            let Some(column) = self.table(table).and_then(|t| t.column_named(name)) else { return Meaning::Unknown };
            return match (self.table_owner(table), self.is_own(scope, table)) {
                (None, _) => Meaning::Column(table, column, Whose::Nobody),
                (Some(_), true) => Meaning::Column(table, column, Whose::Own),
                (of, false) => Meaning::Elsewhere(of),
            };
        }
        let kind = self.program.schema.kinds.iter().position(|k| k.name == first).and_then(|at| u32::try_from(at).ok()).map(KindId);
        let Some(kind) = kind else { return Meaning::Unknown };
        if !scope.owner.is_some_and(|o| self.program.schema.is_kind(o, kind)) {
            return Meaning::Elsewhere(Some(kind));
        }
        let as_kind = Scope { owner: Some(kind), row: None, ..*scope };
        match self.bare(&as_kind, from, name, None) {
            found @ (Meaning::Variable(_, Whose::Own) | Meaning::Column(..) | Meaning::Ambiguous(_)) => found,
            _ => Meaning::Unknown,
        }
    }

    fn of_superior(&self, scope: &Scope, from: usize, rest: &[&str]) -> Meaning {
        let Some(owner) = scope.owner else { return Meaning::Elsewhere(None) };
        for up in self.superiors(owner) {
            let there = Scope { owner: Some(up), row: None, ..*scope };
            let found = match rest {
                [name] => self.bare(&there, from, name, None),
                [table, name] => self.qualified(&there, from, table, name),
                _ => Meaning::Unknown,
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
        let span = path.span;
        let made = |kind: ExprKind, ty: Type| Some(Expr { kind, ty, span });
        match self.meaning(scope, path, expected) {
            Meaning::Value(value, ty) => {
                if let Value::Enum(id, rank) = &value {
                    self.named_values.insert((*id, *rank));
                }
                made(ExprKind::Literal(value), ty)
            }
            Meaning::KindOf if scope.owner.is_some() => made(ExprKind::KindOf, Type::Text),
            Meaning::KindOf => {
                self.elsewhere(scope, path, None);
                None
            }
            Meaning::ThisYear if scope.yearly => made(ExprKind::ThisYear, Type::Year),
            Meaning::ThisYear => {
                let place = self.place(scope.pack, span);
                self.report(problems::period_missing::problem(place, "年度"));
                None
            }
            Meaning::Variable(id, whose) => self.read_variable(scope, id, whose, span),
            Meaning::Column(table, column, whose) => self.read_column(scope, table, column, whose, &[], span),
            Meaning::Row(table, column) => {
                let ty = self.table(table)?.column(column)?.ty.clone();
                made(ExprKind::RowColumn { table, column }, ty)
            }
            Meaning::Parameter(id) => {
                let ty = self.program.parameters.get(id.at())?.ty.clone();
                made(ExprKind::Parameter(id), ty)
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
                    Some(ty) => super::types::type_words(ty, &self.program.schema),
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

    fn read_variable(&mut self, scope: &Scope, id: VariableId, whose: Whose, span: Span) -> Option<Expr> {
        let variable = self.program.variable(id)?;
        let (ty, yearly, name) = (variable.ty.clone(), variable.yearly, variable.name.clone());
        if yearly && !scope.yearly {
            let place = self.place(scope.pack, span);
            self.report(problems::period_missing::problem(place, &name));
            return None;
        }
        let whose = if variable.owner.is_none() { Whose::Nobody } else { whose };
        Some(Expr { kind: ExprKind::Variable { variable: id, whose }, ty, span })
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
        if many_values {
            self.report(problems::construct_not_available::problem(place, &format!("{full}（可多值）")));
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
        let tree::ExprKind::Name(path) = &inner.kind else {
            let (place, words) = (self.place(scope.pack, value.span), self.words(scope.pack, value.span));
            self.report(problems::anchor_not_dated::problem(place, &words));
            return None;
        };
        let meaning = self.meaning(scope, path, None);
        let Meaning::Column(table, column, whose) = meaning else {
            match meaning {
                Meaning::Variable(..)
                | Meaning::Row(..)
                | Meaning::Parameter(_)
                | Meaning::Open(_)
                | Meaning::Value(..)
                | Meaning::KindOf
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
        let day_at = match day_words.as_str() {
            "年初" => crate::ir::Day::YearBegin,
            "年末" => crate::ir::Day::YearEnd,
            "上年初" => crate::ir::Day::PreviousYearBegin,
            "上年末" => crate::ir::Day::PreviousYearEnd,
            _ => {
                let place = self.place(scope.pack, day.span);
                self.report(problems::anchor_day_unknown::problem(place, &day_words));
                return None;
            }
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
