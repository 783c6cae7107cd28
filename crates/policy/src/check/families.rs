//! Families: `待定「完成率下限」：表（硬杠杠 → 比例）`. Each cell is an open value of its own, `完成率下限（安全生产）`, settled on its own;
//! reading the family with an index is a choice among its cells. A 参数 of the type 表 is the same of named numbers (`param_tables.rs`). The enums are whole by then: what packs above
//! add to them has its cells too.
//!
//! Here as well: a 待定 of the type 规则, which is no value but says that rules may be missing.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::SettingSchema;
use quanheng_facts::value::{EnumId, Type, Value, enum_of};

use crate::check::names::Item;
use crate::check::opens::is_open_type;
use crate::check::reads::Scope;
use crate::check::{Checker, ids, next_index};
use crate::ir::{Expr, ExprKind, Open, OpenId, ParameterId, Program, RULES};
use crate::problems;
use crate::syntax::tree::{self, Arg, ArgKind, Path, Span, Statement, Word};

/// The most enums a family may be indexed by.
const MOST_KEYS: usize = 2;

/// A family.
#[derive(Clone, Debug)]
pub(super) struct Family {
    pub name: String,
    pub keys: Vec<EnumId>,
    pub ty: Type,
    /// By the ranks of its keys.
    pub cells: Vec<(Vec<u32>, FamilyCell)>,
}

/// One value of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FamilyCell {
    Open(OpenId),
    Number(ParameterId),
}

/// What the brackets of a type 表 say.
pub(super) struct FamilyType {
    pub keys: Vec<EnumId>,
    pub ty: Type,
    /// Every combination of ranks of the keys.
    pub ranks: Vec<Vec<u32>>,
}

impl<'a> Checker<'a> {
    pub(super) fn declare_family(&mut self, pack: usize, statement: &'a Statement, open: &'a tree::Open) {
        let name = &open.open.name;
        let declared = self.enter_family(pack, statement, open);
        if declared.is_none() {
            self.broken.insert(name.text.clone());
        }
    }

    fn enter_family(&mut self, pack: usize, statement: &'a Statement, open: &'a tree::Open) -> Option<()> {
        let (name, text) = (&open.open.name, open.open.ty.as_ref()?);
        let FamilyType { keys, ty, ranks } = self.family_type(pack, text)?;
        let options = self.options_of(pack, &ty, &open.options);
        let article = self.article_ix(pack, statement.article);
        let mut cells = Vec::new();
        for of in ranks {
            let id = OpenId(next_index(&self.program.opens));
            self.program.opens.push(Open {
                name: self.cell_name(&name.text, &keys, &of),
                pack: ids::pack_ix(pack),
                ty: ty.clone(),
                options: options.clone(),
                family: Some(name.text.clone()),
                article,
                settled: None,
                read: false,
                span: open.open.span,
            });
            cells.push((of, FamilyCell::Open(id)));
        }
        let at = self.families.len();
        self.families.push(Family { name: name.text.clone(), keys, ty, cells });
        self.declare(name, pack, Item::Family(at));
        Some(())
    }

    /// The keys and the type of `表（甲 × 乙 → 金额）`, or a problem.
    pub(super) fn family_type(&mut self, pack: usize, text: &tree::TypeText) -> Option<FamilyType> {
        let (by, cell) = text.table.as_ref()?;
        if by.len() > MOST_KEYS {
            let place = self.place(pack, text.name.span);
            self.report(problems::index_unknown::problem(place, &by.last()?.text));
            return None;
        }
        let keys: Vec<Option<EnumId>> = by.iter().map(|word| self.enum_meant(pack, word)).collect();
        let ty = self.type_of(pack, cell)?;
        let keys: Vec<EnumId> = keys.into_iter().collect::<Option<_>>()?;
        if !is_open_type(&ty) {
            let place = self.place(pack, cell.name.span);
            self.report(problems::type_not_available::problem(place, &cell.name.text));
            return None;
        }
        let mut ranks: Vec<Vec<u32>> = vec![Vec::new()];
        for key in &keys {
            let all = self.ranks_of(*key);
            ranks = ranks.iter().flat_map(|so_far| all.iter().map(|r| so_far.iter().chain([r]).copied().collect())).collect();
        }
        Some(FamilyType { keys, ty, ranks })
    }

    /// `完成率下限（安全生产）`
    pub(super) fn cell_name(&self, family: &str, keys: &[EnumId], ranks: &[u32]) -> String {
        let values: Vec<String> = keys.iter().zip(ranks).filter_map(|(key, rank)| self.value_name(*key, *rank)).collect();
        format!("{family}（{}）", values.join("，"))
    }

    fn enum_meant(&mut self, pack: usize, word: &Word) -> Option<EnumId> {
        let found = self.known_enum(pack, &word.text);
        if found.is_none() {
            self.unknown_or_other(pack, word, &Bilingual::new("枚举", "an enum"));
        }
        found
    }

    fn ranks_of(&self, of: EnumId) -> Vec<u32> {
        let count = enum_of(&self.program.schema.enums, of).map_or(0, |e| e.values.len());
        (0..count).filter_map(|rank| u32::try_from(rank).ok()).collect()
    }

    fn value_name(&self, of: EnumId, rank: u32) -> Option<String> {
        enum_of(&self.program.schema.enums, of).and_then(|e| e.name_of(rank)).map(str::to_owned)
    }

    pub(super) fn family_named(&self, pack: usize, name: &str) -> Option<usize> {
        self.names.items(name, pack).into_iter().find_map(|d| if let Item::Family(at) = d.what { Some(at) } else { None })
    }

    /// The cell that 设 or 改 names.
    pub(super) fn cell_of(&mut self, pack: usize, at: usize, name: &Word, cell: &[Word]) -> Option<FamilyCell> {
        let family = self.families.get(at)?.clone();
        if cell.len() != family.keys.len() {
            let place = self.place(pack, name.span);
            let keys = self.key_names(&family);
            self.report(problems::keys_missing::problem(place, &family.name, &keys));
            return None;
        }
        let mut ranks = Vec::new();
        for (word, key) in cell.iter().zip(&family.keys) {
            match enum_of(&self.program.schema.enums, *key).and_then(|e| e.rank_of(&word.text)) {
                Some(rank) => ranks.push(rank),
                None => {
                    self.unknown_value(pack, word.span, &word.text, *key);
                    return None;
                }
            }
        }
        family.cells.iter().find(|(of, _)| *of == ranks).map(|(_, id)| *id)
    }

    pub(super) fn key_names(&self, family: &Family) -> Vec<String> {
        family.keys.iter().filter_map(|k| enum_of(&self.program.schema.enums, *k)).map(|e| e.name.clone()).collect()
    }

    /// `完成率下限(硬杠杠)`.
    pub(super) fn lower_family(&mut self, scope: &Scope, at: usize, args: &[Arg], span: Span) -> Option<Expr> {
        let family = self.families.get(at)?.clone();
        if args.len() != family.keys.len() {
            let place = self.place(scope.pack, span);
            let keys = self.key_names(&family);
            self.report(problems::keys_missing::problem(place, &family.name, &keys));
            return None;
        }
        let mut keys = Vec::new();
        for (arg, of) in args.iter().zip(&family.keys) {
            let ArgKind::Value(value) = &arg.kind else { return self.wrong_arguments(scope, &family.name, arg.span) };
            keys.push(self.lower_as(scope, value, &Type::Enum(*of)));
        }
        let keys: Vec<Expr> = keys.into_iter().collect::<Option<_>>()?;
        self.choose_cell(&family, &keys, &mut Vec::new(), span)
    }

    /// A family read by its bare name: with the indexes at hand.
    pub(super) fn lower_family_at_hand(&mut self, scope: &Scope, at: usize, path: &Path) -> Option<Expr> {
        let family = self.families.get(at)?.clone();
        let keys: Option<Vec<Expr>> = family.keys.iter().map(|of| self.index_at_hand(scope, None, &Type::Enum(*of), path.span)).collect();
        match keys {
            Some(keys) => self.choose_cell(&family, &keys, &mut Vec::new(), path.span),
            None => self.lower_family(scope, at, &[], path.span),
        }
    }

    /// The cell for keys that are written out, else a choice among the cells they may lead to.
    fn choose_cell(&mut self, family: &Family, keys: &[Expr], so_far: &mut Vec<u32>, span: Span) -> Option<Expr> {
        let Some((key, rest)) = keys.split_first() else {
            let id = family.cells.iter().find(|(of, _)| of == so_far).map(|(_, id)| *id)?;
            let kind = match id {
                FamilyCell::Open(id) => {
                    self.opens_read.insert(id);
                    ExprKind::Open(id)
                }
                FamilyCell::Number(id) => ExprKind::Parameter(id),
            };
            return Some(Expr { kind, ty: family.ty.clone(), span });
        };
        if let ExprKind::Literal(Value::Enum(_, rank)) = key.kind {
            so_far.push(rank);
            let chosen = self.choose_cell(family, rest, so_far, span);
            so_far.pop();
            return chosen;
        }
        let Type::Enum(of) = key.ty else { return None };
        let mut arms = Vec::new();
        for rank in self.ranks_of(of) {
            so_far.push(rank);
            let then = self.choose_cell(family, rest, so_far, span);
            so_far.pop();
            arms.push((vec![Expr { kind: ExprKind::Literal(Value::Enum(of, rank)), ty: key.ty.clone(), span }], then?));
        }
        Some(Expr { kind: ExprKind::Match { subject: Box::new(key.clone()), arms, otherwise: None }, ty: family.ty.clone(), span })
    }

    /// The family of a cell of which no cell is read, with its first cell.
    pub(super) fn family_unread(&self, id: OpenId) -> Option<(String, OpenId)> {
        let opens = |family: &Family| -> Vec<OpenId> {
            family.cells.iter().filter_map(|(_, cell)| if let FamilyCell::Open(id) = cell { Some(*id) } else { None }).collect()
        };
        let (family, cells) = self.families.iter().map(|f| (f, opens(f))).find(|(_, cells)| cells.contains(&id))?;
        let unread = cells.iter().all(|cell| !self.opens_read.contains(cell));
        unread.then(|| cells.first().map(|first| (family.name.clone(), *first))).flatten()
    }

    /// `待定「…」：规则 影响 x`: while it is open, rules of x may be missing.
    pub(super) fn leave_rules_open(&mut self, pack: usize, open: &'a tree::Open) {
        if open.open.ty.as_ref().is_none_or(|ty| ty.name.text != RULES) {
            return;
        }
        let Some(id) = self.open_named(pack, &open.open.name.text) else { return };
        if open.affects.is_empty() {
            let place = self.place(pack, open.open.span);
            self.report(problems::rules_affect_nothing::problem(place, &open.open.name.text));
        }
        for path in &open.affects {
            let Some(variable) = self.target_variable(pack, path) else { continue };
            self.opens_read.insert(id);
            if let Some(variable) = self.program.variables.get_mut(variable.at()) {
                variable.left_open.push(id);
            }
        }
    }
}

/// What intake must know of each open value, in their order.
pub(super) fn settings(program: &Program) -> Vec<SettingSchema> {
    let one = |open: &Open| SettingSchema {
        name: open.name.clone(),
        ty: open.ty.clone(),
        options: open.options.clone(),
        settled: open.settled.as_ref().map(|s| s.value.clone()),
        read: open.read,
    };
    program.opens.iter().map(one).collect()
}
