//! 待定 and 设: what the text leaves open, what an office decided, and whether each open choice leads somewhere.

use quanheng_facts::exact::Exact;
use quanheng_facts::problem::Bilingual;
use quanheng_facts::value::{Type, Value, enum_of};

use crate::check::names::Item;
use crate::check::{Checker, next_index, tree_walk};
use crate::ir::{Open, OpenId, RULES, Settled};
use crate::problems;
use crate::syntax::tree::{self, Begins, InlineOpen, Settle, Statement, StatementKind, Word};
use crate::wording;

impl<'a> Checker<'a> {
    pub(super) fn declare_opens(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Open(open) = &statement.kind {
                    if open.open.ty.as_ref().is_some_and(|ty| ty.table.is_some()) {
                        self.declare_family(pack, statement, open);
                    } else {
                        self.declare_open(pack, statement, &open.open, &open.options, None);
                    }
                }
                for (open, ty) in inline_opens_with_types(statement) {
                    self.declare_open(pack, statement, open, &[], ty);
                }
            }
        }
    }

    fn declare_open(&mut self, pack: usize, statement: &'a Statement, open: &InlineOpen, options: &[Word], clause: Option<Type>) {
        let name = &open.name;
        let inline = !matches!(&statement.kind, StatementKind::Open(_));
        let written = match &open.ty {
            Some(text) if inline && (text.name.text == RULES || text.table.is_some()) => {
                self.broken.insert(name.text.clone());
                let place = self.place(pack, text.name.span);
                self.report(problems::type_not_available::problem(place, &text.name.text));
                return;
            }
            Some(text) if text.name.text == RULES => crate::ir::clause_enum(RULES).map(Type::Enum),
            Some(text) => match self.type_of(pack, text) {
                Some(ty) if is_open_type(&ty) => Some(ty),
                Some(_) => {
                    self.broken.insert(name.text.clone());
                    let place = self.place(pack, text.name.span);
                    self.report(problems::type_not_available::problem(place, &text.name.text));
                    return;
                }
                None => {
                    self.broken.insert(name.text.clone());
                    return;
                }
            },
            None => clause,
        };
        let of_rules = open.ty.as_ref().is_some_and(|text| text.name.text == RULES);
        let (ty, options) = match written {
            // What is missing is either completed or not.
            Some(ty) if of_rules => {
                let completed = crate::ir::clause_enum(RULES).map(|id| Value::Enum(id, 0));
                (ty, completed.into_iter().collect())
            }
            Some(ty) => {
                let mut values = self.options_of(pack, &ty, options);
                if values.is_empty() {
                    values = open.ty.as_ref().map(|text| whole_numbers(&ty, text)).unwrap_or_default();
                }
                (ty, values)
            }
            None if options.is_empty() => {
                self.broken.insert(name.text.clone());
                let place = self.place(pack, open.span);
                self.report(problems::open_without_type::problem(place, &name.text));
                return;
            }
            None => {
                let values = Self::enum_values(options);
                let count = values.len();
                let id = self.new_enum(&name.text, None, false, values);
                self.declare(name, pack, Item::Enum(id));
                let ranks = (0..count).filter_map(|rank| u32::try_from(rank).ok()).map(|rank| Value::Enum(id, rank)).collect();
                (Type::Enum(id), ranks)
            }
        };
        let id = OpenId(next_index(&self.program.opens));
        let article = self.article_ix(pack, statement.article);
        self.program.opens.push(Open {
            name: name.text.clone(),
            pack: super::ids::pack_ix(pack),
            ty,
            options,
            family: None,
            article,
            settled: None,
            read: false,
            span: open.span,
        });
        self.declare(name, pack, Item::Open(id));
    }

    pub(super) fn options_of(&mut self, pack: usize, ty: &Type, options: &[Word]) -> Vec<Value> {
        if options.is_empty() {
            return match ty {
                Type::Enum(id) => {
                    let count = enum_of(&self.program.schema.enums, *id).map_or(0, |e| e.values.len());
                    (0..count).filter_map(|rank| u32::try_from(rank).ok()).map(|rank| Value::Enum(*id, rank)).collect()
                }
                _ => Vec::new(),
            };
        }
        let mut values = Vec::new();
        for word in options {
            let value = match (ty, word.text.as_str()) {
                (Type::Enum(id), text) => match enum_of(&self.program.schema.enums, *id).and_then(|e| e.rank_of(text)) {
                    Some(rank) => Some(Value::Enum(*id, rank)),
                    None => {
                        self.unknown_value(pack, word.span, text, *id);
                        None
                    }
                },
                (Type::Bool, "是") => Some(Value::Bool(true)),
                (Type::Bool, "否") => Some(Value::Bool(false)),
                _ => {
                    let place = self.place(pack, word.span);
                    self.report(problems::not_a_constant::problem(place, &word.text));
                    None
                }
            };
            values.extend(value);
        }
        values
    }

    pub(super) fn open_named(&self, pack: usize, name: &str) -> Option<OpenId> {
        self.names.items(name, pack).into_iter().find_map(|d| match d.what {
            Item::Open(id) => Some(id),
            _ => None,
        })
    }

    /// 设.
    pub(super) fn settle_opens(&mut self) {
        let packs = self.packs;
        let mut places = std::collections::BTreeMap::new();
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Settle(settle) = &statement.kind {
                    self.settle(pack, settle, &mut places);
                }
                if let StatementKind::Open(open) = &statement.kind {
                    for path in &open.affects {
                        let known = path
                            .words
                            .last()
                            .is_some_and(|w| !self.names.owned(&w.text, pack).is_empty() || !self.names.items(&w.text, pack).is_empty());
                        if let (false, Some(word)) = (known, path.words.last()) {
                            self.unknown_or_other(pack, word, &Bilingual::new("定义", "a definition"));
                        }
                    }
                    self.leave_rules_open(pack, open);
                }
            }
        }
    }

    fn settle(&mut self, pack: usize, settle: &Settle, places: &mut std::collections::BTreeMap<OpenId, (usize, tree::Span)>) {
        let Some(word) = settle.target.words.last() else { return };
        let from = self.pack_said(pack, &settle.target);
        let Some(from) = from else { return };
        let family = self.family_named(from, &word.text);
        let id = match family {
            Some(family) => match self.cell_of(pack, family, word, &settle.cell) {
                Some(super::families::FamilyCell::Open(id)) => id,
                // A number of the law is changed, not settled.
                Some(super::families::FamilyCell::Number(_)) => {
                    self.unknown_or_other(from, word, &Bilingual::new("待定", "an open value (待定)"));
                    return;
                }
                None => return,
            },
            None => match self.open_named(from, &word.text).filter(|_| settle.cell.is_empty()) {
                Some(id) => id,
                None => {
                    self.unknown_or_other(from, word, &Bilingual::new("待定", "an open value (待定)"));
                    return;
                }
            },
        };
        let full = self.program.opens.get(id.at()).map_or_else(|| word.text.clone(), |o| o.name.clone());
        let Some(open) = self.program.opens.get(id.at()) else { return };
        let (ty, options) = (open.ty.clone(), open.options.clone());
        let Some(value) = self.constant(pack, &settle.value, &ty) else { return };
        if !options.is_empty() && !options.contains(&value) {
            let name = wording::written(&value, &ty, &self.program.schema);
            let offered: Vec<String> = options.iter().map(|o| wording::written(o, &ty, &self.program.schema)).collect();
            let place = self.place(pack, settle.value.span);
            self.report(problems::enum_value_unknown::problem(place, &name, &full, &offered, &[]));
            return;
        }
        if let Some((other, span)) = places.get(&id).copied() {
            let (place, first) = (self.place(pack, settle.target.span), self.place(other, span));
            self.report(problems::settled_twice::problem(place, &full, first));
            return;
        }
        places.insert(id, (pack, settle.target.span));
        self.settled_at.insert(id, (pack, settle.target.span));
        if let Some(open) = self.program.opens.get_mut(id.at()) {
            open.settled = Some(Settled {
                value,
                by: settle.by.text.clone(),
                on: settle.on,
                because: settle.because.text.clone(),
                pack: super::ids::pack_ix(pack),
            });
        }
    }

    /// Every 待定 is read somewhere, and of its options at most one goes unnamed.
    pub(super) fn check_opens(&mut self) {
        for at in 0..self.program.opens.len() {
            let Some(open) = self.program.opens.get(at) else { continue };
            let id = OpenId(u32::try_from(at).unwrap_or(u32::MAX));
            let (name, pack, span, ty, options) = (open.name.clone(), open.pack.at(), open.span, open.ty.clone(), open.options.clone());
            if self.opens_read.contains(&id) {
                self.program.opens.get_mut(at).iter_mut().for_each(|open| open.read = true);
            } else {
                if let Some((by, span)) = self.settled_at.get(&id).copied() {
                    let place = self.place(by, span);
                    self.report(problems::settled_never_read::problem(place, &name));
                    continue;
                }
                let name = match self.family_unread(id) {
                    Some((family, first)) if first == id => family,
                    Some(_) => continue,
                    None => name,
                };
                let place = self.place(pack, span);
                self.report(problems::open_never_read::problem(place, &name));
                continue;
            }
            let Type::Enum(of) = ty else { continue };
            let own = enum_of(&self.program.schema.enums, of).is_some_and(|e| e.name == name);
            if !own {
                continue;
            }
            let nowhere: Vec<String> = options
                .iter()
                .filter(|v| !matches!(v, Value::Enum(e, rank) if self.named_values.contains(&(*e, *rank))))
                .map(|v| wording::written(v, &ty, &self.program.schema))
                .collect();
            if nowhere.len() > 1 {
                let place = self.place(pack, span);
                self.report(problems::option_leads_nowhere::problem(place, &name, &nowhere));
            }
        }
    }
}

/// The whole numbers between two bounds, where they are few: what a 待定 `：整数，1 至 3` may be.
fn whole_numbers(ty: &Type, text: &tree::TypeText) -> Vec<Value> {
    let (Type::Integer { .. }, Some((least, greatest))) = (ty, &text.range) else { return Vec::new() };
    let (Some(least), Some(greatest)) = (least.value.to_integer(), greatest.value.to_integer()) else { return Vec::new() };
    let few = greatest.checked_sub(least).is_some_and(|count| (0..=crate::ir::MOST_YEARS).contains(&count));
    if few { (least..=greatest).map(|n| Value::Number(Exact::integer(n))).collect() } else { Vec::new() }
}

pub(super) fn is_open_type(ty: &Type) -> bool {
    match ty {
        Type::Bool | Type::Integer { .. } | Type::Decimal { .. } | Type::Ratio | Type::Money => true,
        Type::Date | Type::Month | Type::Year | Type::Enum(_) | Type::Text | Type::Length => true,
        Type::Entity(_) | Type::Set(_) => false,
    }
}

/// The options of 期限 with their types.
fn in_terms(terms: Option<&tree::Terms>) -> Vec<(&tree::Expr, Option<Type>)> {
    let clause = |name: &str| crate::ir::clause_enum(name).map(Type::Enum);
    let first_day = terms.iter().map(|t| (&t.first_day, clause("首日方式")));
    first_day.chain(terms.iter().filter_map(|t| Some((t.holiday.as_ref()?, clause("末日方式"))))).collect()
}

/// The options of an act with their types.
fn in_act(act: &tree::Act) -> Vec<(&tree::Expr, Option<Type>)> {
    let holidays = act.limits.iter().filter_map(|l| match &l.kind {
        tree::LimitKind::NoLaterThan { holiday, .. } => holiday.as_ref(),
        _ => None,
    });
    let holidays = holidays.map(|e| (e, crate::ir::clause_enum("末日方式").map(Type::Enum)));
    holidays.chain(act.scope.iter().map(|e| (e, Some(Type::Text)))).collect()
}

/// The 待定 that stand in place of values, with the type their place gives them where they say none.
fn inline_opens_with_types(statement: &Statement) -> Vec<(&InlineOpen, Option<Type>)> {
    let clause = |name: &str| crate::ir::clause_enum(name).map(Type::Enum);
    let mut typed: Vec<(&tree::Expr, Option<Type>)> = Vec::new();
    match &statement.kind {
        StatementKind::Rank(r) => {
            typed.extend(r.ties.iter().map(|e| (e, clause("并列方式"))));
            typed.extend(r.missing.iter().map(|e| (e, clause("缺值方式"))));
        }
        StatementKind::List(l) => {
            typed.extend(l.rounding.iter().map(|e| (e, clause("取整方式"))));
            typed.extend(l.base.iter().map(|e| (e, clause("基数方式"))));
            typed.extend(l.counting.iter().map(|e| (e, clause("计数方式"))));
            typed.extend(l.cut_ties.iter().map(|e| (e, clause("割线方式"))));
            typed.extend(l.missing.iter().map(|e| (e, clause("缺值方式"))));
            typed.extend(l.veto.iter().map(|(_, e)| (e, clause("递补方式"))));
            typed.extend(l.admit.iter().map(|(_, e)| (e, clause("占额方式"))));
        }
        StatementKind::Tiers(t) => {
            typed.extend(t.rounding.iter().map(|e| (e, clause("取整方式"))));
            typed.extend(t.cut_ties.iter().map(|e| (e, clause("割线方式"))));
            typed.extend(t.missing.iter().map(|e| (e, clause("缺值方式"))));
        }
        StatementKind::Share(s) => typed.extend(s.remainder.iter().map(|e| (e, clause("尾差方式")))),
        StatementKind::Procedure(p) => {
            typed.extend(in_terms(p.plan().and_then(|plan| plan.terms.as_ref())));
            typed.extend(p.plan().into_iter().flat_map(|plan| &plan.steps).flat_map(|s| &s.acts).flat_map(in_act));
        }
        StatementKind::Duty(d) => {
            typed.extend(in_terms(d.terms.as_ref()));
            typed.extend(in_act(&d.act));
        }
        _ => {}
    }
    let begins = match &statement.kind {
        StatementKind::Source(s) => matches!(s.begins, Some(Begins::Open(_))),
        _ => false,
    };
    tree_walk::inline_opens(&statement.kind)
        .into_iter()
        .map(|open| {
            let ty = typed
                .iter()
                .find(|(e, _)| matches!(&tree_walk::ungrouped(e).kind, tree::ExprKind::Open(o) if o.span == open.span))
                .and_then(|(_, t)| t.clone());
            (open, ty.or_else(|| begins.then_some(Type::Year)))
        })
        .collect()
}
