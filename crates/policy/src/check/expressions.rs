//! Expressions: each part gets its meaning and its type, or one problem.
//!
//! `None` means: told already. All parts are looked at before giving up, so that every wrong name is told of at once.

use quanheng_facts::exact::Exact;
use quanheng_facts::problem::Bilingual;
use quanheng_facts::value::{Type, Value, enum_of};

use crate::check::reads::{Meaning, Scope};
use crate::check::{Checker, names::Item, tree_walk, types};
use crate::ir::{self, Expr, ExprKind};
use crate::problems;
use crate::syntax::tree::{self, Arithmetic, Arm, Comparison, Guard, Span, When};
use crate::value_text;
use crate::wording;

impl Checker<'_> {
    /// The expression, of whatever type it has. `expected` only says which enum's values come first.
    pub(super) fn lower(&mut self, scope: &Scope, expr: &tree::Expr, expected: Option<&Type>) -> Option<Expr> {
        let span = expr.span;
        let made = |kind: ExprKind, ty: Type| Some(Expr { kind, ty, span });
        match &expr.kind {
            tree::ExprKind::Group(inner) => self.lower(scope, inner, expected),
            tree::ExprKind::Number { number, name: Some(name) } => match self.named_number(scope.pack, &name.text) {
                Some((id, ty)) => made(ExprKind::Parameter(id), ty),
                None => types::number_of(number).ok().and_then(|(ty, value)| made(ExprKind::Literal(Value::Number(value)), ty)),
            },
            tree::ExprKind::Number { number, name: None } => match types::number_of(number) {
                Ok((ty, value)) => made(ExprKind::Literal(Value::Number(value)), ty),
                Err(wrong) => {
                    self.number_does_not_fit(scope.pack, number.span, &wrong.unit);
                    None
                }
            },
            tree::ExprKind::Date(date) => made(ExprKind::Literal(Value::Date(*date)), Type::Date),
            tree::ExprKind::Month(month) => made(ExprKind::Literal(Value::Month(*month)), Type::Month),
            tree::ExprKind::Period(year) => made(ExprKind::Literal(Value::Year(*year)), Type::Year),
            tree::ExprKind::Text(text) => made(ExprKind::Literal(Value::Text(text.clone())), Type::Text),
            tree::ExprKind::Open(open) => {
                let id = self.open_named(scope.pack, &open.name.text)?;
                self.opens_read.insert(id);
                let ty = self.program.opens.get(id.at())?.ty.clone();
                made(ExprKind::Open(id), ty)
            }
            tree::ExprKind::Name(path) => self.lower_name(scope, path, expected),
            tree::ExprKind::Call { path, args } => self.lower_call(scope, path, args, span),
            tree::ExprKind::Not(inner) => {
                let inner = self.condition(scope, inner)?;
                made(ExprKind::Not(Box::new(inner)), Type::Bool)
            }
            tree::ExprKind::And(parts) => self.conditions(scope, parts).and_then(|parts| made(ExprKind::And(parts), Type::Bool)),
            tree::ExprKind::Or(parts) => self.conditions(scope, parts).and_then(|parts| made(ExprKind::Or(parts), Type::Bool)),
            tree::ExprKind::Compare { op, left, right } => self.lower_compare(scope, *op, left, right, span),
            tree::ExprKind::In { negated, subject, values } => self.lower_in(scope, *negated, subject, values, span),
            tree::ExprKind::Has { set, item } => self.lower_has(scope, set, item, span),
            tree::ExprKind::After { value, length } => self.lower_after(scope, value, length, span),
            tree::ExprKind::Arithmetic { op, left, right } => self.lower_arithmetic(scope, *op, left, right, span),
            tree::ExprKind::ElseIfNa { value, otherwise } => {
                let value = self.lower(scope, value, expected);
                let wanted = value.as_ref().map(|v| v.ty.clone());
                let otherwise = self.lower(scope, otherwise, wanted.as_ref().or(expected));
                let (value, otherwise) = (value?, otherwise?);
                let ty = self.together(scope, &value, &otherwise)?;
                made(ExprKind::ElseIfNa { value: Box::new(value), otherwise: Box::new(otherwise) }, ty)
            }
            tree::ExprKind::AsAt { value, day } => self.lower_as_at(scope, value, day, span),
            tree::ExprKind::Clip { value, least, most } => {
                let value = self.lower(scope, value, expected);
                let least = least.as_ref().map(|e| self.lower(scope, e, expected));
                let most = most.as_ref().map(|e| self.lower(scope, e, expected));
                let value = value?;
                self.ordered(scope, &value)?;
                let mut ty = value.ty.clone();
                let mut ends = [None, None];
                for (end, slot) in [least, most].into_iter().zip(&mut ends) {
                    if let Some(end) = end {
                        let end = end?;
                        ty = self.together(scope, &Expr { ty: ty.clone(), ..value.clone() }, &end)?;
                        *slot = Some(Box::new(end));
                    }
                }
                let [least, most] = ends;
                made(ExprKind::Clip { value: Box::new(value), least, most }, ty)
            }
            tree::ExprKind::Match { subject, arms, otherwise } => {
                self.lower_match(scope, subject, arms, otherwise.as_deref(), expected, span)
            }
        }
    }

    /// The expression as a value of a type, or a problem.
    pub(super) fn lower_as(&mut self, scope: &Scope, expr: &tree::Expr, ty: &Type) -> Option<Expr> {
        let lowered = self.lower(scope, expr, Some(ty))?;
        if *ty == Type::Length
            && let Some(length) = as_length(&lowered)
        {
            return Some(length);
        }
        self.fit(scope, &lowered, ty).then_some(lowered)
    }

    /// A yes or no.
    pub(super) fn condition(&mut self, scope: &Scope, expr: &tree::Expr) -> Option<Expr> {
        self.lower_as(scope, expr, &Type::Bool)
    }

    fn conditions(&mut self, scope: &Scope, parts: &[tree::Expr]) -> Option<Vec<Expr>> {
        let lowered: Vec<Option<Expr>> = parts.iter().map(|p| self.condition(scope, p)).collect();
        lowered.into_iter().collect()
    }

    /// 当 … 除非 …
    pub(super) fn lower_guard(&mut self, scope: &Scope, guard: &Guard) -> Option<Expr> {
        let when = match &guard.when {
            When::Logic(expr) => self.condition(scope, expr),
            When::AnyOf(items) | When::AllOf(items) => {
                let any = matches!(guard.when, When::AnyOf(_));
                let lowered: Vec<Option<(String, Expr)>> =
                    items.iter().map(|(n, e)| self.condition(scope, e).map(|e| (n.text.clone(), e))).collect();
                let items: Option<Vec<_>> = lowered.into_iter().collect();
                items.map(|items| Expr { kind: ExprKind::Items { any, items }, ty: Type::Bool, span: guard.span })
            }
        };
        let Some(unless) = &guard.unless else { return when };
        let unless = self.condition(scope, unless);
        let (when, unless) = (when?, unless?);
        let span = unless.span;
        let not = Expr { kind: ExprKind::Not(Box::new(unless)), ty: Type::Bool, span };
        Some(Expr { kind: ExprKind::And(vec![when, not]), ty: Type::Bool, span: guard.span })
    }

    /// True where a value fits a type; a problem where it does not.
    pub(super) fn fit(&mut self, scope: &Scope, expr: &Expr, ty: &Type) -> bool {
        if let Some((one, other)) = types::units_clash(&expr.ty, ty) {
            let place = self.place(scope.pack, expr.span);
            self.report(problems::units_differ::problem(place, &one, &other));
            return false;
        }
        if types::same_family(&expr.ty, ty, &self.program.schema) {
            return true;
        }
        self.mismatch(scope.pack, expr.span, &expr.ty, ty);
        false
    }

    pub(super) fn mismatch(&mut self, pack: usize, span: Span, found: &Type, wanted: &Type) {
        let (place, words) = (self.place(pack, span), self.words(pack, span));
        let found = value_text::type_words(found, &self.program.schema);
        let wanted = value_text::type_words(wanted, &self.program.schema);
        self.report(problems::type_mismatch::problem(place, &words, &found, &wanted));
    }

    /// The type that holds both values.
    pub(super) fn together(&mut self, scope: &Scope, one: &Expr, other: &Expr) -> Option<Type> {
        if !self.fit(scope, other, &one.ty) {
            return None;
        }
        types::unify(&one.ty, &other.ty, &self.program.schema)
    }

    pub(super) fn ordered(&mut self, scope: &Scope, expr: &Expr) -> Option<()> {
        // Numbers of persons are texts, and have an order all the same.
        if expr.ty.is_ordered(&self.program.schema.enums) || matches!(expr.kind, ExprKind::IdOf { .. }) {
            return Some(());
        }
        let (place, words) = (self.place(scope.pack, expr.span), self.words(scope.pack, expr.span));
        let ty = value_text::type_words(&expr.ty, &self.program.schema);
        self.report(problems::not_ordered::problem(place, &words, &ty));
        None
    }

    /// The type of a bare name that means something without being expected to.
    fn type_of_name(&self, scope: &Scope, expr: &tree::Expr) -> Option<Type> {
        let tree::ExprKind::Name(path) = &tree_walk::ungrouped(expr).kind else { return None };
        self.type_of_meaning(&self.meaning(scope, path, None))
    }

    /// Both sides of a comparison. A bare word is read as a value of the other side's enum first, so the other side goes first.
    fn sides(&mut self, scope: &Scope, left: &tree::Expr, right: &tree::Expr) -> (Option<Expr>, Option<Expr>) {
        let bare =
            |e: &tree::Expr| matches!(&tree_walk::ungrouped(e).kind, tree::ExprKind::Name(p) if p.words.len() == 1 && p.pack.is_none());
        let left_type = self.type_of_name(scope, left);
        let right_first = bare(left)
            && match (bare(right), &left_type) {
                (true, Some(Type::Enum(_))) => false,
                (true, _) => left_type.is_none() || matches!(self.type_of_name(scope, right), Some(Type::Enum(_))),
                (false, _) => !matches!(left_type, Some(Type::Enum(_))),
            };
        if right_first {
            let right = self.lower(scope, right, None);
            let wanted = right.as_ref().map(|r| r.ty.clone());
            if right.is_none() && left_type.is_none() {
                return (None, None);
            }
            (self.lower(scope, left, wanted.as_ref()), right)
        } else {
            let left = self.lower(scope, left, None);
            let wanted = left.as_ref().map(|l| l.ty.clone());
            // What stands opposite something unknown may be a value of its enum: nothing more can be said.
            if left.is_none() && bare(right) && self.type_of_name(scope, right).is_none() {
                return (None, None);
            }
            (left, self.lower(scope, right, wanted.as_ref()))
        }
    }

    fn is_kind_word(&self, scope: &Scope, expr: &tree::Expr) -> bool {
        matches!(&tree_walk::ungrouped(expr).kind, tree::ExprKind::Name(p) if matches!(self.meaning(scope, p, None), Meaning::KindOf))
    }

    fn lower_compare(&mut self, scope: &Scope, op: Comparison, left: &tree::Expr, right: &tree::Expr, span: Span) -> Option<Expr> {
        if self.is_kind_word(scope, left) && matches!(op, Comparison::Equal | Comparison::NotEqual) {
            let values = std::slice::from_ref(right);
            return self.lower_in(scope, op == Comparison::NotEqual, left, values, span);
        }
        let (left, right) = self.sides(scope, left, right);
        let (left, right) = (left?, right?);
        if let Some(compared) = self.lower_compare_days(scope, op, (&left, &right), span) {
            return compared;
        }
        self.together(scope, &left, &right)?;
        if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
            self.ordered(scope, &left)?;
        }
        Some(Expr { kind: ExprKind::Compare { op, left: Box::new(left), right: Box::new(right) }, ty: Type::Bool, span })
    }

    fn lower_in(&mut self, scope: &Scope, negated: bool, subject: &tree::Expr, values: &[tree::Expr], span: Span) -> Option<Expr> {
        let mut subject = self.lower(scope, subject, None)?;
        // 单位 为 县区: which kind it is of.
        if matches!(subject.ty, Type::Entity(_)) && values.iter().all(|v| self.names_kind(scope, v)) {
            let span = subject.span;
            subject = Expr { kind: ExprKind::KindOf { whose: ir::Whose::Of(Box::new(subject)) }, ty: Type::Text, span };
        }
        let mut literals: Vec<Expr> = Vec::new();
        let mut whole = true;
        for value in values {
            if matches!(subject.kind, ExprKind::KindOf { .. }) {
                match self.kind_value(scope, value) {
                    Some(kinds) => literals.extend(kinds),
                    None => whole = false,
                }
                continue;
            }
            if let Some(group) = self.post_group_values(scope, value, &subject.ty) {
                literals.extend(group);
                continue;
            }
            let Some(lowered) = self.lower_as(scope, value, &subject.ty) else {
                whole = false;
                continue;
            };
            if !matches!(lowered.kind, ExprKind::Literal(_) | ExprKind::Parameter(_)) {
                let (place, words) = (self.place(scope.pack, value.span), self.words(scope.pack, value.span));
                self.report(problems::not_a_constant::problem(place, &words));
                whole = false;
            }
            literals.push(lowered);
        }
        let kind = ExprKind::In { negated, subject: Box::new(subject), values: literals };
        whole.then_some(Expr { kind, ty: Type::Bool, span })
    }

    fn names_kind(&self, scope: &Scope, value: &tree::Expr) -> bool {
        let tree::ExprKind::Name(path) = &tree_walk::ungrouped(value).kind else { return false };
        let [word] = path.words.as_slice() else { return false };
        let items = self.names.items(&word.text, scope.pack);
        self.kind_of_rows(&word.text).is_some()
            || items.iter().any(|d| matches!(d.what, Item::Kind(_))) && self.type_of_name(scope, value).is_none()
    }

    /// A kind named as a value of 种类: that kind and all below it, as text.
    fn kind_value(&mut self, scope: &Scope, value: &tree::Expr) -> Option<Vec<Expr>> {
        let words = self.words(scope.pack, value.span);
        let tree::ExprKind::Name(path) = &tree_walk::ungrouped(value).kind else {
            let place = self.place(scope.pack, value.span);
            self.report(problems::not_a_constant::problem(place, &words));
            return None;
        };
        let [word] = path.words.as_slice() else {
            let place = self.place(scope.pack, value.span);
            self.report(problems::not_a_constant::problem(place, &words));
            return None;
        };
        let wide = match self.kind_of_rows(&word.text) {
            Some(rows) => rows,
            None => self.kind(scope.pack, word)?,
        };
        let schema = &self.program.schema;
        let kinds = schema.kinds.iter().enumerate().filter_map(|(at, k)| Some((quanheng_facts::value::KindId(u32::try_from(at).ok()?), k)));
        Some(
            kinds
                .filter(|(id, _)| schema.is_kind(*id, wide))
                .map(|(_, k)| Expr { kind: ExprKind::Literal(Value::Text(k.name.clone())), ty: Type::Text, span: value.span })
                .collect(),
        )
    }

    fn lower_arithmetic(&mut self, scope: &Scope, op: Arithmetic, left: &tree::Expr, right: &tree::Expr, span: Span) -> Option<Expr> {
        let left = self.lower(scope, left, None);
        let right = self.lower(scope, right, None);
        let (left, right) = (left?, right?);
        let additive = matches!(op, Arithmetic::Add | Arithmetic::Subtract);
        if additive && left.ty == Type::Year {
            return self.year_arithmetic(scope, op, left, right, span);
        }
        if additive && let Some((one, other)) = types::units_clash(&left.ty, &right.ty) {
            let place = self.place(scope.pack, right.span);
            self.report(problems::units_differ::problem(place, &one, &other));
            return None;
        }
        match types::arithmetic(op, &left.ty, &right.ty) {
            Some(ty) => Some(Expr { kind: ExprKind::Arithmetic { op, left: Box::new(left), right: Box::new(right) }, ty, span }),
            None if additive && (left.ty == Type::Date || right.ty == Type::Date) => {
                let (place, words) = (self.place(scope.pack, span), self.words(scope.pack, span));
                self.report(problems::day_sum::problem(place, &words));
                None
            }
            None => {
                let wanted = if left.ty.is_number() { left.ty.clone() } else { types::PLAIN };
                let wrong = if left.ty.is_number() { &right } else { &left };
                self.mismatch(scope.pack, wrong.span, &wrong.ty.clone(), &wanted);
                None
            }
        }
    }

    fn year_arithmetic(&mut self, scope: &Scope, op: Arithmetic, left: Expr, right: Expr, span: Span) -> Option<Expr> {
        if op == Arithmetic::Subtract && right.ty == Type::Year {
            let kind = ExprKind::Arithmetic { op, left: Box::new(left), right: Box::new(right) };
            return Some(Expr { kind, ty: Type::Integer { unit: None }, span });
        }
        if !matches!(right.ty, Type::Integer { .. }) {
            self.mismatch(scope.pack, right.span, &right.ty, &types::PLAIN);
            return None;
        }
        let years = self.constant_value(&right).and_then(Exact::to_integer).and_then(|n| i32::try_from(n).ok());
        let years = if op == Arithmetic::Subtract { years.and_then(i32::checked_neg) } else { years };
        let Some(years) = years else {
            let (place, words) = (self.place(scope.pack, right.span), self.words(scope.pack, right.span));
            self.report(problems::not_a_constant::problem(place, &words));
            return None;
        };
        Some(Expr { kind: ExprKind::YearPlus { year: Box::new(left), years }, ty: Type::Year, span })
    }

    fn lower_match(
        &mut self,
        scope: &Scope,
        subject: &tree::Expr,
        arms: &[Arm],
        otherwise: Option<&tree::Expr>,
        expected: Option<&Type>,
        span: Span,
    ) -> Option<Expr> {
        let subject = self.lower(scope, subject, None);
        let mut lowered: Vec<(Vec<Expr>, Expr)> = Vec::new();
        let mut whole = subject.is_some();
        let mut result: Option<Type> = None;
        for arm in arms {
            let mut values = Vec::new();
            for value in &arm.values {
                let Some(subject) = &subject else { continue };
                if matches!(subject.kind, ExprKind::KindOf { .. }) {
                    match self.kind_value(scope, value) {
                        Some(kinds) => values.extend(kinds),
                        None => whole = false,
                    }
                    continue;
                }
                match self.lower_as(scope, value, &subject.ty) {
                    Some(literal) if matches!(literal.kind, ExprKind::Literal(_) | ExprKind::Parameter(_)) => values.push(literal),
                    Some(_) => {
                        let (place, words) = (self.place(scope.pack, value.span), self.words(scope.pack, value.span));
                        self.report(problems::not_a_constant::problem(place, &words));
                        whole = false;
                    }
                    None => whole = false,
                }
            }
            match self.arm_result(scope, &arm.then, expected, &mut result) {
                Some(then) => lowered.push((values, then)),
                None => whole = false,
            }
        }
        let otherwise = match otherwise {
            Some(expr) => {
                let then = self.arm_result(scope, expr, expected, &mut result);
                whole &= then.is_some();
                then
            }
            None => None,
        };
        let (subject, ty) = (subject?, result?);
        if !whole {
            return None;
        }
        self.check_arms(scope, &subject, &lowered, otherwise.is_some(), span);
        Some(Expr { kind: ExprKind::Match { subject: Box::new(subject), arms: lowered, otherwise: otherwise.map(Box::new) }, ty, span })
    }

    fn arm_result(&mut self, scope: &Scope, expr: &tree::Expr, expected: Option<&Type>, result: &mut Option<Type>) -> Option<Expr> {
        let wanted = expected.cloned().or_else(|| result.clone());
        let then = self.lower(scope, expr, wanted.as_ref())?;
        match result {
            None => *result = Some(then.ty.clone()),
            Some(ty) => {
                let so_far = ty.clone();
                if !self.fit(scope, &then, &so_far) {
                    return None;
                }
                *result = types::unify(&so_far, &then.ty, &self.program.schema);
            }
        }
        Some(then)
    }

    /// Each value has one arm, and none is forgotten.
    fn check_arms(&mut self, scope: &Scope, subject: &Expr, arms: &[(Vec<Expr>, Expr)], otherwise: bool, span: Span) {
        let mut seen: Vec<Value> = Vec::new();
        for value in arms.iter().flat_map(|(values, _)| values) {
            let ExprKind::Literal(literal) = &value.kind else { continue };
            if seen.contains(literal) {
                let (place, words) = (self.place(scope.pack, value.span), self.words(scope.pack, value.span));
                self.report(problems::match_repeated::problem(place, &words));
            }
            seen.push(literal.clone());
        }
        if otherwise {
            return;
        }
        let all: Vec<Value> = match (&subject.kind, &subject.ty) {
            (ExprKind::Open(id), Type::Enum(_)) => self.program.opens.get(id.at()).map(|o| o.options.clone()).unwrap_or_default(),
            (_, Type::Enum(id)) => {
                let count = enum_of(&self.program.schema.enums, *id).map_or(0, |e| e.values.len());
                (0..count).filter_map(|rank| u32::try_from(rank).ok()).map(|rank| Value::Enum(*id, rank)).collect()
            }
            (_, Type::Bool) => vec![Value::Bool(true), Value::Bool(false)],
            (_, Type::Integer { .. }) => self.domain(subject).few_numbers().into_iter().map(Value::Number).collect(),
            _ => Vec::new(),
        };
        let mut missing: Vec<String> =
            all.iter().filter(|v| !seen.contains(v)).map(|v| wording::written(v, &subject.ty, &self.program.schema)).collect();
        if all.is_empty() {
            missing.push("其余".to_owned());
        }
        if !missing.is_empty() {
            let place = self.place(scope.pack, span);
            self.report(problems::match_gap::problem(place, &missing));
        }
    }

    /// A plain value of a type: what 缺省 of a column, 参数, 改 and 设 take.
    pub(super) fn constant(&mut self, pack: usize, expr: &tree::Expr, ty: &Type) -> Option<Value> {
        let lowered = self.lower_as(&Scope::bare(pack), expr, ty)?;
        // A plain value is of the very sort: 10 名 is no ratio, and 35% no count.
        let other_sort = match (&lowered.ty, ty) {
            (Type::Integer { unit }, Type::Ratio | Type::Decimal { .. }) => unit.is_some(),
            (Type::Ratio, Type::Integer { .. } | Type::Decimal { .. }) | (Type::Decimal { .. }, Type::Integer { .. }) => true,
            _ => false,
        };
        if other_sort {
            self.mismatch(pack, expr.span, &lowered.ty, ty);
            return None;
        }
        match lowered.kind {
            ExprKind::Literal(value) => Some(value),
            _ => {
                let (place, words) = (self.place(pack, expr.span), self.words(pack, expr.span));
                self.report(problems::not_a_constant::problem(place, &words));
                None
            }
        }
    }

    /// A table, or a column of one, as an argument of 有记录 and its like.
    pub(super) fn lower_source(
        &mut self,
        scope: &Scope,
        expr: &tree::Expr,
    ) -> Option<(quanheng_facts::schema::TableId, Option<quanheng_facts::schema::ColumnId>)> {
        if let tree::ExprKind::Name(path) = &tree_walk::ungrouped(expr).kind {
            let table = match path.words.as_slice() {
                [word] if path.pack.is_none() => self.known_table(scope.pack, &word.text),
                _ => None,
            };
            if let Some(table) = table {
                return Some((table, None));
            }
            let inside = Scope { row: None, ..*scope };
            match self.meaning(&inside, path, None) {
                Meaning::Column(table, column, _) => return Some((table, Some(column))),
                Meaning::Unknown | Meaning::Ambiguous(_) | Meaning::Elsewhere(_) => {
                    self.lower_name(&inside, path, None);
                    return None;
                }
                _ => {}
            }
        }
        let (place, words) = (self.place(scope.pack, expr.span), self.words(scope.pack, expr.span));
        let is = match self.names.items(&words, scope.pack).first().map(|d| d.what) {
            Some(item @ (Item::Kind(_) | Item::Enum(_) | Item::Open(_) | Item::Parameter(_))) => super::declarations::item_words(item),
            _ => Self::definition_words(),
        };
        self.report(problems::wrong_kind_of_name::problem(place, &words, &is, &Bilingual::new("表", "a table")));
        None
    }
}

/// `30日` where a 期间 is wanted.
fn as_length(expr: &Expr) -> Option<Expr> {
    let (ExprKind::Literal(Value::Number(count)), Type::Integer { unit: Some(unit) }) = (&expr.kind, &expr.ty) else { return None };
    let count = count.to_integer().and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0)?;
    let value = Value::Length(count, quanheng_facts::value::LengthUnit::named(unit)?);
    Some(Expr { kind: ExprKind::Literal(value), ty: Type::Length, span: expr.span })
}

/// `true` for what is always the same: nothing in it is read.
pub(super) fn is_literal(expr: &Expr) -> bool {
    matches!(expr.kind, ir::ExprKind::Literal(_))
}
