//! Posts: groups of them, which tenures are meant, on what day, and what is read of whoever held them then.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::{ColumnId, SinglePosts, TableId, TableShape};
use quanheng_facts::value::{EnumId, KindId, Type, Value, enum_of};

use crate::check::names::Item;
use crate::check::reads::Scope;
use crate::check::{Checker, ids, next_index, tree_walk};
use crate::ir::{Anchor, Day, Expr, ExprKind, InPost, PostGroup, Posts, Served, Whose, clause_enum};
use crate::keywords::Keyword;
use crate::problems;
use crate::syntax::tree::{self, Arg, ArgKind, Path, People, Span, StatementKind, Word};

/// What the language itself knows of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BuiltIn {
    /// 本人
    Myself(KindId),
    /// 编号
    Id,
    Served(Served),
}

impl BuiltIn {
    pub(super) fn ty(self) -> Type {
        match self {
            BuiltIn::Myself(kind) => Type::Entity(kind),
            BuiltIn::Id => Type::Text,
            BuiltIn::Served(Served::Months) => Type::Integer { unit: Some("个月".to_owned()) },
            BuiltIn::Served(Served::Days) => Type::Integer { unit: Some("日".to_owned()) },
        }
    }
}

/// The kind of units, which every pack knows.
const UNIT: &str = "单位";

/// 年末 and its like.
pub(super) fn named_day(words: &str) -> Option<Day> {
    match words {
        "年初" => Some(Day::YearBegin),
        "年末" => Some(Day::YearEnd),
        "上年初" => Some(Day::PreviousYearBegin),
        "上年末" => Some(Day::PreviousYearEnd),
        _ => None,
    }
}

/// How many, instead of whether there are any.
fn counted(asked: Expr) -> Expr {
    match asked.kind {
        ExprKind::InPost(asked_of) => {
            Expr { kind: ExprKind::InPost(Box::new(InPost { counted: true, ..*asked_of })), ty: Type::Integer { unit: None }, ..asked }
        }
        _ => asked,
    }
}

/// Both conditions, where there are two.
pub(super) fn both(one: Option<Expr>, other: Option<Expr>, span: Span) -> Option<Expr> {
    match (one, other) {
        (Some(one), Some(other)) => Some(Expr { kind: ExprKind::And(vec![one, other]), ty: Type::Bool, span }),
        (one, other) => one.or(other),
    }
}

impl Checker<'_> {
    pub(super) fn declare_post_groups(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Posts(posts) = &statement.kind {
                    self.declare_post_group(pack, posts);
                }
            }
        }
    }

    /// Where 任职 names a unit, some kind of units is declared: the word 单位 alone, which every pack knows, has no entities.
    pub(super) fn check_units_of_tenures(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                let StatementKind::Source(table) = &statement.kind else { continue };
                let unit = table.index.iter().find(|i| i.of.text == UNIT && i.or.is_empty());
                if let (tree::SourceShape::Tenure, Some(unit)) = (table.shape, unit)
                    && !self.broken.contains(&table.name.text)
                {
                    self.check_units_declared(pack, unit.of.span);
                }
            }
        }
    }

    fn check_units_declared(&mut self, pack: usize, span: Span) {
        let packs = self.packs;
        let seen = packs.iter().enumerate().filter(|(at, _)| self.names.sees(pack, *at)).flat_map(|(_, p)| &p.tree.statements);
        let declared: Vec<&tree::Entity> =
            seen.filter_map(|s| if let StatementKind::Entity(entity) = &s.kind { Some(entity) } else { None }).collect();
        // A kind of units names 单位, or a kind that does, to which the same applies.
        let is_unit = |e: &&tree::Entity| e.name.text == UNIT || e.of.as_ref().is_some_and(|of| of.text == UNIT);
        if declared.iter().any(is_unit) || self.broken.contains(UNIT) {
            return;
        }
        let kinds: Vec<String> = declared.iter().map(|e| e.name.text.clone()).filter(|name| name != "人员").collect();
        let place = self.place(pack, span);
        self.report(problems::tenure_without_units::problem(place, &kinds));
    }

    fn declare_post_group(&mut self, pack: usize, posts: &tree::Posts) {
        let Some(of) = self.enum_of_posts(pack) else {
            let place = self.place(pack, posts.name.span);
            self.report(problems::posts_without_table::problem(place, &posts.name.text));
            self.broken.insert(posts.name.text.clone());
            return;
        };
        let mut values = Vec::new();
        for word in &posts.values {
            match enum_of(&self.program.schema.enums, of).and_then(|e| e.rank_of(&word.text)) {
                Some(rank) => values.push(Value::Enum(of, rank)),
                None => self.unknown_value(pack, word.span, &word.text, of),
            }
        }
        values.sort();
        values.dedup();
        self.declare_single_posts(pack, posts, &values);
        let at = next_index(&self.program.post_groups);
        self.program.post_groups.push(PostGroup { name: posts.name.text.clone(), pack: ids::pack_ix(pack), of, values });
        self.declare(&posts.name, pack, Item::Posts(at));
    }

    /// 各一人: what intake holds the rows of the table to.
    fn declare_single_posts(&mut self, pack: usize, posts: &tree::Posts, values: &[Value]) {
        let Some(all) = self.all_posts(pack).filter(|_| posts.one_each) else { return };
        let Some(post) = all.post else { return };
        let mut acting = None;
        if let Some(word) = &posts.acting {
            let table = self.table(all.table);
            acting = table.and_then(|t| t.column_named(&word.text).filter(|c| t.column(*c).is_some_and(|c| c.ty == Type::Bool)));
            if acting.is_none() {
                let wanted = Bilingual::new("「任职」表里一栏布尔", "a column of the table 任职 that says 是 or 否");
                self.unknown_or_other(pack, word, &wanted);
            }
        }
        self.program.schema.single_posts.push(SinglePosts {
            table: all.table,
            person: all.person,
            unit: all.unit,
            post,
            values: values.to_vec(),
            acting,
        });
    }

    /// The table of tenures that a pack sees.
    fn tenures(&self, pack: usize) -> Option<TableId> {
        let table = self.known_table(pack, Keyword::Tenure.zh())?;
        self.table(table).filter(|t| t.shape == TableShape::Tenure).map(|_| table)
    }

    /// The enum of its column 职务.
    fn enum_of_posts(&self, pack: usize) -> Option<EnumId> {
        let table = self.table(self.tenures(pack)?)?;
        match table.column(table.column_named("职务")?)?.ty {
            Type::Enum(id) => Some(id),
            _ => None,
        }
    }

    /// Which columns of the table of tenures name person and unit.
    fn all_posts(&self, pack: usize) -> Option<Posts> {
        let id = self.tenures(pack)?;
        let table = self.table(id)?;
        let persons = self.program.schema.kinds.iter().position(|k| k.name == "人员").and_then(|at| u32::try_from(at).ok()).map(KindId)?;
        let is_person = |column: &ColumnId| matches!(table.column(*column).map(|c| &c.ty), Some(Type::Entity(k)) if self.program.schema.is_kind(*k, persons));
        let person = table.concerns.iter().copied().find(is_person)?;
        let unit = table.concerns.iter().copied().find(|c| *c != person)?;
        Some(Posts { table: id, person, unit, post: table.column_named("职务"), when: None })
    }

    fn kind_of_tenures(&self, pack: usize) -> Option<KindId> {
        self.table(self.tenures(pack)?)?.record_kind()
    }

    /// The values of a 职务组, where the word names one of that enum.
    pub(super) fn post_group_values(&mut self, scope: &Scope, value: &tree::Expr, of: &Type) -> Option<Vec<Expr>> {
        let tree::ExprKind::Name(path) = &tree_walk::ungrouped(value).kind else { return None };
        let [word] = path.words.as_slice() else { return None };
        let Type::Enum(id) = of else { return None };
        if enum_of(&self.program.schema.enums, *id).is_some_and(|e| e.rank_of(&word.text).is_some()) {
            return None;
        }
        let group = self.post_group(scope.pack, word).filter(|g| g.of == *id)?;
        let literals = group.values.iter().map(|v| Expr { kind: ExprKind::Literal(v.clone()), ty: of.clone(), span: value.span });
        let literals: Vec<Expr> = literals.collect();
        self.named_values.extend(group_ranks(&literals));
        Some(literals)
    }

    fn post_group(&self, pack: usize, word: &Word) -> Option<&PostGroup> {
        let items = self.names.items(&word.text, pack);
        let at = items.into_iter().find_map(|d| if let Item::Posts(at) = d.what { Some(at) } else { None })?;
        self.program.post_groups.get(usize::try_from(at).ok()?)
    }

    /// What is written is `任职`, `任职(…)` or a 职务组: its name and what stands in the brackets.
    pub(super) fn posts_written<'e>(&self, scope: &Scope, expr: &'e tree::Expr) -> Option<PostsWritten<'e>> {
        let (path, args): (&Path, &[Arg]) = match &expr.kind {
            tree::ExprKind::Name(path) => (path, &[]),
            tree::ExprKind::Call { path, args } => (path, args),
            _ => return None,
        };
        let [word] = path.words.as_slice() else { return None };
        let table = self.tenures(scope.pack)?;
        let tenures = self.known_table(scope.pack, &word.text) == Some(table);
        let group = args.is_empty() && self.post_group(scope.pack, word).is_some();
        (tenures || group).then_some(PostsWritten { word, args, group, span: expr.span })
    }

    /// Which tenures are meant. What stands in the brackets is said of a tenure.
    pub(super) fn lower_posts(&mut self, scope: &Scope, written: &PostsWritten<'_>) -> Option<Posts> {
        let Some(mut posts) = self.all_posts(scope.pack) else {
            let place = self.place(scope.pack, written.span);
            self.report(problems::posts_without_table::problem(place, &written.word.text));
            return None;
        };
        let inside = Scope { owner: self.kind_of_tenures(scope.pack), row: None, ..*scope };
        if written.group {
            let values = self.post_group(scope.pack, written.word)?.values.clone();
            posts.when = self.in_these_posts(&posts, values, written.span).map(Box::new);
            return Some(posts);
        }
        let names: Vec<&tree::Expr> = match written.args {
            [] => return Some(posts),
            [Arg { kind: ArgKind::Names(names), .. }] => names.iter().collect(),
            [Arg { kind: ArgKind::Value(one), .. }] if !self.names_a_post(scope.pack, one) => {
                posts.when = Some(Box::new(self.condition(&inside, one)?));
                return Some(posts);
            }
            [Arg { kind: ArgKind::Value(one), .. }] => vec![one],
            _ => {
                let place = self.place(scope.pack, written.span);
                self.report(problems::wrong_arguments::problem(place, "任职", "任职(主要负责人)，或 任职(分管 含 安全生产)"));
                return None;
            }
        };
        let of = self.enum_of_posts(scope.pack)?;
        let mut values = Vec::new();
        for name in names {
            if let Some(group) = self.post_group_values(scope, name, &Type::Enum(of)) {
                values.extend(group.into_iter().filter_map(|e| if let ExprKind::Literal(v) = e.kind { Some(v) } else { None }));
                continue;
            }
            match self.lower_as(&Scope::bare(scope.pack), name, &Type::Enum(of))?.kind {
                ExprKind::Literal(value) => values.push(value),
                _ => {
                    let (place, words) = (self.place(scope.pack, name.span), self.words(scope.pack, name.span));
                    self.report(problems::not_a_constant::problem(place, &words));
                    return None;
                }
            }
        }
        posts.when = self.in_these_posts(&posts, values, written.span).map(Box::new);
        Some(posts)
    }

    fn names_a_post(&self, pack: usize, expr: &tree::Expr) -> bool {
        let tree::ExprKind::Name(path) = &tree_walk::ungrouped(expr).kind else { return false };
        let [word] = path.words.as_slice() else { return false };
        let Some(of) = self.enum_of_posts(pack).and_then(|id| enum_of(&self.program.schema.enums, id)) else { return false };
        of.rank_of(&word.text).is_some() || self.post_group(pack, word).is_some()
    }

    fn in_these_posts(&mut self, posts: &Posts, mut values: Vec<Value>, span: Span) -> Option<Expr> {
        values.sort();
        values.dedup();
        let column = posts.post?;
        let ty = self.table(posts.table)?.column(column)?.ty.clone();
        let kind = ExprKind::Column { table: posts.table, column, whose: Whose::Own, keys: Vec::new() };
        let subject = Box::new(Expr { kind, ty: ty.clone(), span });
        let values: Vec<Expr> = values.into_iter().map(|v| Expr { kind: ExprKind::Literal(v), ty: ty.clone(), span }).collect();
        self.named_values.extend(group_ranks(&values));
        Some(Expr { kind: ExprKind::In { negated: false, subject, values }, ty: Type::Bool, span })
    }

    /// What stands between 以 and 为准, where it says when a post counts. With `of_events` something that happened is at hand, and
    /// 事发日 means something.
    pub(super) fn lower_anchor(&mut self, scope: &Scope, day: &tree::Expr, of_events: bool) -> Option<Anchor> {
        let words = self.words(scope.pack, day.span);
        if let Some(day_of_year) = named_day(&words) {
            if !scope.yearly {
                let place = self.place(scope.pack, day.span);
                self.report(problems::period_missing::problem(place, &words));
                return None;
            }
            return Some(Anchor::Day(day_of_year));
        }
        let known = match &tree_walk::ungrouped(day).kind {
            tree::ExprKind::Name(path) => self.type_of_meaning(&self.meaning(scope, path, None)).is_some(),
            _ => true,
        };
        match words.as_str() {
            "事发日" if !known && of_events => return Some(Anchor::DayOfEvent),
            "决定日" if !known => return Some(Anchor::DayOfDecision),
            "事发日" if !known => {
                let place = self.place(scope.pack, day.span);
                self.report(problems::anchor_without_event::problem(place, &words));
                return None;
            }
            _ => {}
        }
        let held = clause_enum("在任时点").map(Type::Enum)?;
        let lowered = self.lower(scope, day, Some(&held))?;
        if lowered.ty == Type::Date {
            return Some(Anchor::On(Box::new(lowered)));
        }
        if lowered.ty == held {
            if !of_events && self.may_be_day_of_event(&lowered) {
                let place = self.place(scope.pack, day.span);
                self.report(problems::anchor_without_event::problem(place, &words));
                return None;
            }
            return Some(Anchor::Held(Box::new(lowered)));
        }
        let place = self.place(scope.pack, day.span);
        self.report(problems::anchor_day_unknown::problem(place, &words));
        None
    }

    /// True where 事发日在任 is among what is chosen from.
    fn may_be_day_of_event(&self, held: &Expr) -> bool {
        let is = |value: &Value| matches!(value, Value::Enum(_, 4));
        match &held.kind {
            ExprKind::Literal(value) => is(value),
            ExprKind::Open(id) => self.program.opens.get(id.at()).is_some_and(|o| o.options.is_empty() || o.options.iter().any(is)),
            _ => false,
        }
    }

    fn happens(&self, kind: Option<KindId>) -> bool {
        let Some(def) = kind.and_then(|k| self.program.schema.kind(k)) else { return false };
        let event = def.record.and_then(|t| self.table(t)).is_some_and(|t| t.shape == TableShape::Event);
        event || def.any_of.iter().any(|k| Some(*k) != kind && self.happens(Some(*k)))
    }

    /// `任职(…) 以 … 为准`, with a further condition in 存在.
    pub(super) fn lower_in_post(
        &mut self,
        scope: &Scope,
        written: &PostsWritten<'_>,
        when: Option<&tree::Expr>,
        day: &tree::Expr,
        span: Span,
    ) -> Option<Expr> {
        let mut posts = self.lower_posts(scope, written)?;
        let Some(concerns) = self.concerns(scope, &posts) else {
            let place = self.place(scope.pack, written.span);
            let here = self.owner_words(scope.owner);
            self.report(problems::wrong_owner::problem(place, &written.word.text, "人员", &here));
            return None;
        };
        let inside = Scope { owner: self.kind_of_tenures(scope.pack), row: None, ..*scope };
        let when = match when {
            Some(expr) => Some(self.condition(&inside, expr)?),
            None => None,
        };
        let at = self.lower_anchor(scope, day, self.happens(scope.owner))?;
        posts.when = both(posts.when.map(|e| *e), when, span).map(Box::new);
        Some(Expr { kind: ExprKind::InPost(Box::new(InPost { posts, concerns, at, counted: false })), ty: Type::Bool, span })
    }

    /// The column of the table of tenures that names the entity at hand: as the person first.
    fn concerns(&self, scope: &Scope, posts: &Posts) -> Option<ColumnId> {
        let owner = scope.owner?;
        let table = self.table(posts.table)?;
        let names_it = |column: &ColumnId| {
            let Some(Type::Entity(of)) = table.column(*column).map(|c| &c.ty) else { return false };
            self.program.schema.is_kind(owner, *of) || self.program.schema.is_kind(*of, owner)
        };
        [posts.person, posts.unit].into_iter().find(names_it)
    }

    /// `存在(任职，当 …，以 … 为准)`, `计数(任职(主要负责人) 以 年末 为准，当 …)`; `None`: it is something else.
    pub(super) fn lower_asked_of_posts(&mut self, scope: &Scope, word: &str, args: &[Arg], span: Span) -> Option<Option<Expr>> {
        let [Arg { kind: ArgKind::Value(source), .. }, rest @ ..] = args else { return None };
        let (inner, mut day) = match &tree_walk::ungrouped(source).kind {
            tree::ExprKind::AsAt { value, day } => (tree_walk::ungrouped(value), Some(&**day)),
            _ => (tree_walk::ungrouped(source), None),
        };
        let written = self.posts_written(scope, inner)?;
        let mut when = None;
        for arg in rest {
            match &arg.kind {
                ArgKind::Where(expr) if when.is_none() => when = Some(expr),
                ArgKind::AsAt(expr) if day.is_none() => day = Some(expr),
                _ => return Some(self.wrong_arguments(scope, word, arg.span)),
            }
        }
        match day {
            Some(day) => {
                let asked = self.lower_in_post(scope, &written, when, day, span);
                Some(asked.map(|asked| if word == "计数" { counted(asked) } else { asked }))
            }
            None if scope.yearly && self.is_person_or_unit(scope) => {
                let place = self.place(scope.pack, span);
                self.report(problems::post_without_anchor::problem(place, &self.words(scope.pack, source.span)));
                Some(None)
            }
            None => None,
        }
    }

    fn is_person_or_unit(&self, scope: &Scope) -> bool {
        self.all_posts(scope.pack).is_some_and(|posts| self.concerns(scope, &posts).is_some())
    }

    /// `单位`, `对象.单位`, `人员.任职.职务`: a column of the tenure that somebody holds, and who.
    pub(super) fn held_column_written(&self, scope: &Scope, path: &Path) -> Option<(ColumnId, Path)> {
        let posts = self.all_posts(scope.pack)?;
        let [before @ .., last] = path.words.as_slice() else { return None };
        let column = self.table(posts.table)?.column_named(&last.text)?;
        let before = match before {
            [rest @ .., word] if word.text == Keyword::Tenure.zh() => rest,
            all => all,
        };
        let person = self.person_kind(&posts)?;
        if before.is_empty() {
            let schema = &self.program.schema;
            let own = scope.owner.is_some_and(|o| schema.is_kind(o, person) || (schema.is_kind(person, o)));
            return own.then(|| (column, Path { pack: None, words: Vec::new(), span: path.span }));
        }
        let words = before.to_vec();
        let who = Path { pack: path.pack.clone(), span: path.span, words };
        match self.type_of_meaning(&self.meaning(scope, &who, None)) {
            Some(Type::Entity(kind)) if self.program.schema.is_kind(kind, person) || self.program.schema.is_kind(person, kind) => {
                Some((column, who))
            }
            _ => None,
        }
    }

    fn person_kind(&self, posts: &Posts) -> Option<KindId> {
        match self.table(posts.table)?.column(posts.person)?.ty {
            Type::Entity(kind) => Some(kind),
            _ => None,
        }
    }

    pub(super) fn lower_held_column(&mut self, scope: &Scope, column: ColumnId, who: Path, day: &tree::Expr, span: Span) -> Option<Expr> {
        let posts = self.all_posts(scope.pack)?;
        let held = self.table(posts.table)?.column(column)?;
        let (ty, many_values) = (held.ty.clone(), held.many_values);
        if many_values && !self.many_read {
            self.many_values_read(scope, span);
            return None;
        }
        let whose = if who.words.is_empty() { Whose::Own } else { Whose::Of(Box::new(self.lower_name(scope, &who, None)?)) };
        let at = self.lower_anchor(scope, day, self.happens(scope.owner))?;
        Some(Expr { kind: ExprKind::HeldColumn { posts, column, whose, at }, ty, span })
    }

    /// 从 任职(…) 以 … 为准: what is asked of a member of the population beside its 当.
    pub(super) fn population_in_post(&mut self, scope: &Scope, kind: KindId, people: &People) -> Option<Option<Expr>> {
        let tenures = self.kind_of_tenures(scope.pack) == Some(kind);
        let Some(word) = people.of.words.first() else { return Some(None) };
        if !tenures {
            let Some(wrong) = people.posts.first().map(|a| a.span).or(people.at.as_ref().map(|e| e.span)) else { return Some(None) };
            let place = self.place(scope.pack, wrong);
            self.report(problems::not_posts::problem(place, &word.text));
            return None;
        }
        let written = PostsWritten { word, args: &people.posts, group: false, span: people.of.span };
        let posts = self.lower_posts(scope, &written)?;
        let Some(at) = &people.at else {
            if scope.yearly {
                let place = self.place(scope.pack, people.of.span);
                self.report(problems::post_without_anchor::problem(place, &word.text));
                return None;
            }
            return Some(posts.when.map(|e| *e));
        };
        let anchor = self.lower_anchor(scope, at, false)?;
        if matches!(anchor, Anchor::Day(Day::PreviousYearBegin | Day::PreviousYearEnd)) {
            let (place, words) = (self.place(scope.pack, at.span), self.words(scope.pack, at.span));
            self.report(problems::anchor_outside_year::problem(place, &words));
            return None;
        }
        let holding = Expr { kind: ExprKind::Holding(Box::new(anchor)), ty: Type::Bool, span: at.span };
        Some(both(posts.when.map(|e| *e), Some(holding), people.span))
    }

    /// 含: a value among those of a column of many values, or an entity in a list.
    pub(super) fn lower_has(&mut self, scope: &Scope, set: &tree::Expr, item: &tree::Expr, span: Span) -> Option<Expr> {
        let before = std::mem::replace(&mut self.many_read, true);
        let lowered = self.lower(scope, set, None);
        self.many_read = before;
        let set_of = lowered?;
        let element = match &set_of.ty {
            Type::Set(kind) => Some(Type::Entity(*kind)),
            other if self.holds_many(&set_of) => Some(other.clone()),
            _ => None,
        };
        let Some(element) = element else {
            let (place, words) = (self.place(scope.pack, set.span), self.words(scope.pack, set.span));
            self.report(problems::has_one_value::problem(place, &words));
            return None;
        };
        let item = self.lower_as(scope, item, &element)?;
        Some(Expr { kind: ExprKind::Has { set: Box::new(set_of), item: Box::new(item) }, ty: Type::Bool, span })
    }

    fn holds_many(&self, expr: &Expr) -> bool {
        let (table, column) = match &expr.kind {
            ExprKind::Column { table, column, .. } | ExprKind::RowColumn { table, column } => (*table, *column),
            ExprKind::HeldColumn { posts, column, .. } => (posts.table, *column),
            _ => return false,
        };
        self.table(table).and_then(|t| t.column(column)).is_some_and(|c| c.many_values)
    }

    pub(super) fn many_values_read(&mut self, scope: &Scope, span: Span) {
        let (place, words) = (self.place(scope.pack, span), self.words(scope.pack, span));
        self.report(problems::many_values_read::problem(place, &words));
    }

    /// 本人, 编号, 在任月数, 在任天数.
    pub(super) fn built_in(&self, scope: &Scope, name: &str) -> Option<BuiltIn> {
        let owner = scope.owner?;
        match name {
            "本人" => {
                let persons = self.program.schema.kinds.iter().position(|k| k.name == "人员");
                let persons = persons.and_then(|at| u32::try_from(at).ok()).map(KindId)?;
                self.program.schema.is_kind(owner, persons).then_some(BuiltIn::Myself(owner))
            }
            "编号" => Some(BuiltIn::Id),
            "在任月数" | "在任天数" if self.kind_of_tenures(scope.pack) == Some(owner) => {
                Some(BuiltIn::Served(if name == "在任月数" { Served::Months } else { Served::Days }))
            }
            _ => None,
        }
    }

    pub(super) fn lower_built_in(&mut self, scope: &Scope, built_in: BuiltIn, span: Span) -> Option<Expr> {
        let kind = match built_in {
            BuiltIn::Myself(_) => ExprKind::Myself,
            BuiltIn::Id => ExprKind::IdOf { whose: Whose::Own },
            BuiltIn::Served(served) => {
                let words = self.words(scope.pack, span);
                self.needs_year(scope, &words, span)?;
                ExprKind::Served(served)
            }
        };
        Some(Expr { kind, ty: built_in.ty(), span })
    }
}

/// `任职(主要负责人)` as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct PostsWritten<'e> {
    pub word: &'e Word,
    pub args: &'e [Arg],
    /// The word is the name of a 职务组.
    pub group: bool,
    pub span: Span,
}

fn group_ranks(literals: &[Expr]) -> Vec<(EnumId, u32)> {
    literals.iter().filter_map(|e| if let ExprKind::Literal(Value::Enum(id, rank)) = &e.kind { Some((*id, *rank)) } else { None }).collect()
}
