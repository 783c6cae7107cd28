//! Brackets after a name: the functions of the language, and columns of tables with enum keys.

use quanheng_facts::schema::TableId;
use quanheng_facts::value::Type;

use crate::check::names::Item;
use crate::check::reads::{Meaning, Scope};
use crate::check::{Checker, tree_walk};
use crate::ir::{CalendarPart, Expr, ExprKind, HistoryKind, Over};
use crate::problems;
use crate::syntax::tree::{self, Arg, ArgKind, Path, Span};

/// How each function is written.
const USAGE: [(&str, &str); 29] = [
    ("有效", "有效(贫困县 以 年末 为准)"),
    ("所录", "所录(考评.得分)"),
    ("上年", "上年(名次)"),
    ("首次", "首次(入选)，或 首次(入选，自 2008年度)"),
    ("往年", "往年(2，名次)"),
    ("连续", "连续(2，入选)，或 连续(2，等次 为 一般，未考核 中断)"),
    ("曾", "曾(入选)，或 曾(入选，自 2008年度)"),
    ("近", "近(3，入选)，或 近(3，等次 为 一般，未考核 跳过)"),
    ("有记录", "有记录(公布名单，十强县)，或 有记录(监测考评.公布名次)"),
    ("无记录", "无记录(公布名单，十强县)"),
    ("已完整", "已完整(公布名单，十强县)"),
    ("已填齐", "已填齐(动机态度、客观条件)，或 已填齐(六要素)"),
    ("存在", "存在(否决记录，当 事项 = 维稳)，或 存在(县区，当 入选，组 队组)"),
    ("计数", "计数(否决记录，当 事项 = 维稳)，或 计数(县区，当 入选，组 队组)，或 计数(任职(主要负责人) 以 年末 为准)"),
    ("最大", "最大(甲，乙)，或 最大(得分，在 所辖 县区)"),
    ("最小", "最小(甲，乙)，或 最小(得分，在 所辖 县区)"),
    ("较晚", "较晚(甲日，乙日)"),
    ("较早", "较早(甲日，乙日)"),
    ("最晚", "最晚(甲日，乙日)，或 最晚(决定日，在 去职)"),
    ("最早", "最早(甲日，乙日)，或 最早(决定日，在 去职)"),
    ("首日", "首日(决定月)，或 首日(年度)"),
    ("末日", "末日(决定月)，或 末日(年度)"),
    ("所在月", "所在月(决定日)"),
    ("所在年度", "所在年度(决定日)，或 所在年度(决定月)"),
    ("合计", "合计(完成减贫，在 所辖 县区)，或 合计(死亡，在 安全事故，当 计入)"),
    ("归一", "归一(得分，组 队组，极差)，或 归一(得分，组 队组，标准分，保留 4位，四舍五入，总体)"),
    ("加权", "加权(甲 权 60%，乙 权 40%)，或 加权(甲 权 60%，乙 权 40%，不适用则 权重分摊)"),
    ("不适用", "不适用(进位)"),
    ("有值", "有值(进位)"),
];

impl Checker<'_> {
    pub(super) fn lower_call(&mut self, scope: &Scope, path: &Path, args: &[Arg], span: Span) -> Option<Expr> {
        if let ([word], None) = (path.words.as_slice(), &path.pack) {
            if let Some(gathered) = self.lower_gather(scope, &word.text, args, span) {
                return gathered;
            }
            if let Some(part) = CalendarPart::named(&word.text) {
                return self.lower_calendar(scope, part, args, span);
            }
            let made = |kind: Option<ExprKind>, ty: Type| kind.map(|kind| Expr { kind, ty, span });
            match word.text.as_str() {
                "上年" => return self.lower_previous(scope, args, span),
                "首次" => return made(self.lower_first(scope, args, span), Type::Bool),
                "往年" => return self.lower_history(scope, HistoryKind::Past, args, span),
                "连续" => return self.lower_history(scope, HistoryKind::Run, args, span),
                "曾" => return self.lower_history(scope, HistoryKind::Ever, args, span),
                "近" => return self.lower_history(scope, HistoryKind::Recent, args, span),
                "归一" => return made(self.lower_normalise(scope, args, span), Type::Ratio),
                "加权" => return made(self.lower_weighted(scope, args, span), Type::Ratio),
                "有记录" => return made(self.lower_has_record(scope, args, span), Type::Bool),
                "无记录" => return made(self.lower_no_record(scope, args, span), Type::Bool),
                "已完整" => return made(self.lower_is_complete(scope, args, span), Type::Bool),
                "已填齐" => return made(self.lower_filled(scope, args, span), Type::Bool),
                "存在" => {
                    if let Some(asked) = self.lower_asked_of_posts(scope, "存在", args, span) {
                        return asked;
                    }
                    let (over, when) = self.lower_over(scope, "存在", args, span)?;
                    return made(Some(ExprKind::Exists { over, when }), Type::Bool);
                }
                "计数" => {
                    if let Some(asked) = self.lower_asked_of_posts(scope, "计数", args, span) {
                        return asked;
                    }
                    let (over, when) = self.lower_over(scope, "计数", args, span)?;
                    return made(Some(ExprKind::Count { over, when }), Type::Integer { unit: None });
                }
                "最大" | "最小" => return self.lower_extreme(scope, &word.text, args, span),
                "较晚" | "较早" => return self.lower_extreme(scope, &word.text, args, span),
                "不适用" | "有值" => {
                    let [Arg { kind: ArgKind::Value(of), .. }] = args else { return self.wrong_arguments(scope, &word.text, span) };
                    let of = Box::new(self.lower(scope, of, None)?);
                    return made(Some(if word.text == "不适用" { ExprKind::IsNa(of) } else { ExprKind::HasValue(of) }), Type::Bool);
                }
                "有效" => return self.lower_holds(scope, args, span),
                "所录" => return self.lower_as_entered(scope, args, span),
                _ => {}
            }
        }
        match self.meaning(scope, path, None) {
            Meaning::Other(Item::Family(at)) => self.lower_family(scope, at, args, span),
            meaning @ (Meaning::Column(..) | Meaning::Variable(..) | Meaning::Through(..)) if self.takes_keys(&meaning) => {
                let keys = self.plain_args(scope, args, path)?;
                let read = self.lower_meaning(scope, path, meaning, &keys, None)?;
                Some(Expr { span, ..read })
            }
            Meaning::Unknown | Meaning::Ambiguous(_) | Meaning::Elsewhere(_) | Meaning::Other(_) => self.lower_name(scope, path, None),
            _ => {
                let (place, words) = (self.place(scope.pack, path.span), self.words(scope.pack, path.span));
                self.report(problems::not_a_function::problem(place, &words));
                None
            }
        }
    }

    /// Whether brackets after what it means can hold something: columns (of which the keys are then counted), and variables with
    /// further indexes.
    fn takes_keys(&self, meaning: &Meaning) -> bool {
        match meaning {
            Meaning::Column(..) => true,
            Meaning::Variable(id, _) => self.program.variable(*id).is_some_and(|v| !v.index.is_empty()),
            Meaning::Through(_, _, then) => self.takes_keys(then),
            _ => false,
        }
    }

    pub(super) fn wrong_arguments<T>(&mut self, scope: &Scope, function: &str, span: Span) -> Option<T> {
        let usage = USAGE.iter().find(|(name, _)| *name == function).map_or("", |(_, usage)| usage);
        let place = self.place(scope.pack, span);
        self.report(problems::wrong_arguments::problem(place, function, usage));
        None
    }

    fn plain_args<'e>(&mut self, scope: &Scope, args: &'e [Arg], path: &Path) -> Option<Vec<&'e tree::Expr>> {
        let mut out = Vec::new();
        for arg in args {
            let ArgKind::Value(expr) = &arg.kind else {
                let (place, words) = (self.place(scope.pack, arg.span), self.words(scope.pack, path.span));
                self.report(problems::wrong_arguments::problem(place, &words, &format!("{words}(值)")));
                return None;
            };
            out.push(expr);
        }
        Some(out)
    }

    pub(super) fn needs_year(&mut self, scope: &Scope, name: &str, span: Span) -> Option<()> {
        if scope.yearly {
            return Some(());
        }
        let place = self.place(scope.pack, span);
        self.report(problems::period_missing::problem(place, name));
        None
    }

    /// `所录(考评.得分)`: the cell, whatever exceptions are made to its column.
    fn lower_as_entered(&mut self, scope: &Scope, args: &[Arg], span: Span) -> Option<Expr> {
        let [Arg { kind: ArgKind::Value(of), .. }] = args else { return self.wrong_arguments(scope, "所录", span) };
        let before = std::mem::replace(&mut self.as_entered, true);
        let read = self.lower(scope, of, None);
        self.as_entered = before;
        let read = read?;
        if !matches!(read.kind, ExprKind::Column { .. } | ExprKind::RowColumn { .. }) {
            return self.wrong_arguments(scope, "所录", span);
        }
        Some(Expr { span, ..read })
    }

    fn lower_previous(&mut self, scope: &Scope, args: &[Arg], span: Span) -> Option<Expr> {
        let [Arg { kind: ArgKind::Value(of), .. }] = args else { return self.wrong_arguments(scope, "上年", span) };
        self.needs_year(scope, "上年", span)?;
        let of = self.lower(scope, of, None)?;
        let ty = of.ty.clone();
        Some(Expr { kind: ExprKind::Previous(Box::new(of)), ty, span })
    }

    fn lower_first(&mut self, scope: &Scope, args: &[Arg], span: Span) -> Option<ExprKind> {
        let (condition, since) = match args {
            [Arg { kind: ArgKind::Value(condition), .. }] => (condition, None),
            [Arg { kind: ArgKind::Value(condition), .. }, Arg { kind: ArgKind::Since(since), .. }] => (condition, Some(since)),
            _ => return self.wrong_arguments(scope, "首次", span),
        };
        self.needs_year(scope, "首次", span)?;
        let condition = self.condition(scope, condition);
        let since = match since {
            Some(since) => Some(Box::new(self.lower_as(scope, since, &Type::Year)?)),
            None => None,
        };
        Some(ExprKind::First { condition: Box::new(condition?), since })
    }

    /// The table (and column) asked about, its keys, and a 组.
    fn lower_record(&mut self, scope: &Scope, function: &str, args: &[Arg], span: Span) -> Option<Record> {
        let mut plain: Vec<&tree::Expr> = Vec::new();
        let mut among = None;
        for arg in args {
            match &arg.kind {
                ArgKind::Value(expr) => plain.push(expr),
                ArgKind::Among(expr) if function == "有记录" && among.is_none() => among = Some(expr),
                _ => return self.wrong_arguments(scope, function, arg.span),
            }
        }
        let [source, keys @ ..] = plain.as_slice() else { return self.wrong_arguments(scope, function, span) };
        let (table, column) = self.lower_source(scope, source)?;
        self.whose_table(scope, table, source.span)?;
        let name = self.words(scope.pack, source.span);
        let keys = self.enum_keys(scope, table, keys, &name, span, true);
        let among = match among {
            Some(expr) => Some(Box::new(self.lower(scope, expr, None)?)),
            None => None,
        };
        Some(Record { table, column, keys: keys?, among })
    }

    /// A table is asked about for the entity and year at hand.
    fn whose_table(&mut self, scope: &Scope, table: TableId, span: Span) -> Option<()> {
        let (name, has_year) =
            self.table(table).map(|t| (t.name.clone(), t.keys.iter().any(|k| k.ty == quanheng_facts::schema::KeyType::Year)))?;
        let owner = self.table_owner(table);
        let own = owner.is_none() || scope.owner.is_some_and(|o| owner.is_some_and(|w| self.program.schema.is_kind(o, w)));
        if !own {
            let place = self.place(scope.pack, span);
            let (owner, here) = (self.owner_words(owner), self.owner_words(scope.owner));
            self.report(problems::wrong_owner::problem(place, &name, &owner, &here));
            return None;
        }
        if has_year { self.needs_year(scope, &name, span) } else { Some(()) }
    }

    fn lower_has_record(&mut self, scope: &Scope, args: &[Arg], span: Span) -> Option<ExprKind> {
        let Record { table, column, keys, among } = self.lower_record(scope, "有记录", args, span)?;
        Some(ExprKind::HasRecord { table, column, keys, among })
    }

    fn lower_no_record(&mut self, scope: &Scope, args: &[Arg], span: Span) -> Option<ExprKind> {
        let Record { table, column, keys, .. } = self.lower_record(scope, "无记录", args, span)?;
        if column.is_some() {
            return self.wrong_arguments(scope, "无记录", span);
        }
        Some(ExprKind::NoRecord { table, keys })
    }

    fn lower_is_complete(&mut self, scope: &Scope, args: &[Arg], span: Span) -> Option<ExprKind> {
        // Whether a table is signed is a fact about the table: no entity need be at hand.
        let Some(Arg { kind: ArgKind::Value(source), .. }) = args.first() else { return self.wrong_arguments(scope, "已完整", span) };
        let (table, column) = self.lower_source(scope, source)?;
        if column.is_some() {
            return self.wrong_arguments(scope, "已完整", span);
        }
        let mut keys = Vec::new();
        for arg in args.iter().skip(1) {
            let ArgKind::Value(key) = &arg.kind else { return self.wrong_arguments(scope, "已完整", arg.span) };
            keys.push(key);
        }
        let name = self.words(scope.pack, source.span);
        if self.table(table)?.keys.iter().any(|k| k.ty == quanheng_facts::schema::KeyType::Year) {
            self.needs_year(scope, &name, span)?;
        }
        let keys = self.enum_keys(scope, table, &keys, &name, span, true)?;
        Some(ExprKind::IsComplete { table, keys })
    }

    /// What 存在 and 计数 go over: rows of a table, or entities of a kind.
    pub(super) fn lower_over(&mut self, scope: &Scope, function: &str, args: &[Arg], span: Span) -> Option<(Over, Option<Box<Expr>>)> {
        let mut plain: Vec<&tree::Expr> = Vec::new();
        let (mut among, mut when) = (None, None);
        for arg in args {
            match &arg.kind {
                ArgKind::Value(expr) => plain.push(expr),
                ArgKind::Where(expr) if when.is_none() => when = Some(expr),
                ArgKind::Among(expr) if among.is_none() => among = Some(expr),
                _ => return self.wrong_arguments(scope, function, arg.span),
            }
        }
        let [source, keys @ ..] = plain.as_slice() else { return self.wrong_arguments(scope, function, span) };
        if let Some(over) = self.lower_over_records(scope, source) {
            if !keys.is_empty() || among.is_some() {
                return self.wrong_arguments(scope, function, span);
            }
            let kind = match &over {
                Over::Entities { kind, .. } => Some(*kind),
                Over::Records { table, .. } => self.table(*table).and_then(quanheng_facts::schema::TableSchema::record_kind),
                Over::Rows { .. } => None,
            };
            let inside = Scope { owner: kind, row: None, ..*scope };
            let when = match when {
                Some(expr) => Some(Box::new(self.condition(&inside, expr)?)),
                None => None,
            };
            return Some((over, when));
        }
        if let tree::ExprKind::Name(path) = &tree_walk::ungrouped(source).kind
            && let [word] = path.words.as_slice()
            && self.known_table(scope.pack, &word.text).is_none()
            && let Some(kind) = self.known_kind(scope.pack, &word.text)
        {
            if !keys.is_empty() {
                return self.wrong_arguments(scope, function, span);
            }
            let inside = Scope { owner: Some(kind), row: None, ..*scope };
            let among = match among {
                Some(expr) => {
                    let at_hand = scope.owner.is_some_and(|o| self.program.schema.is_kind(o, kind));
                    if !at_hand {
                        let place = self.place(scope.pack, expr.span);
                        let (words, owner, here) =
                            (self.words(scope.pack, expr.span), self.owner_words(Some(kind)), self.owner_words(scope.owner));
                        self.report(problems::wrong_owner::problem(place, &words, &owner, &here));
                        return None;
                    }
                    Some(Box::new(self.lower(&inside, expr, None)?))
                }
                None => None,
            };
            let when = match when {
                Some(expr) => Some(Box::new(self.condition(&inside, expr)?)),
                None => None,
            };
            return Some((Over::Entities { kind, among }, when));
        }
        if among.is_some() {
            return self.wrong_arguments(scope, function, span);
        }
        let (table, column) = self.lower_source(scope, source)?;
        if column.is_some() {
            return self.wrong_arguments(scope, function, span);
        }
        self.whose_table(scope, table, source.span)?;
        let name = self.words(scope.pack, source.span);
        let keys = self.enum_keys(scope, table, keys, &name, span, true)?;
        let inside = Scope { row: Some(table), ..*scope };
        let when = match when {
            Some(expr) => Some(Box::new(self.condition(&inside, expr)?)),
            None => None,
        };
        Some((Over::Rows { table, keys }, when))
    }

    /// Events and tenures: those that concern the entity at hand, or all of them where none of their columns can name it.
    fn lower_over_records(&self, scope: &Scope, source: &tree::Expr) -> Option<Over> {
        let tree::ExprKind::Name(path) = &tree_walk::ungrouped(source).kind else { return None };
        let [word] = path.words.as_slice() else { return None };
        let table = self.known_table(scope.pack, &word.text)?;
        let schema = self.table(table)?;
        schema.record_kind()?;
        let names_it = |column: &quanheng_facts::schema::ColumnId| {
            let Some(Type::Entity(of)) = schema.column(*column).map(|c| &c.ty) else { return false };
            scope.owner.is_some_and(|o| self.program.schema.is_kind(o, *of) || self.program.schema.is_kind(*of, o))
        };
        Some(Over::Records { table, concerns: schema.concerns.iter().copied().find(|c| names_it(c)) })
    }

    fn lower_extreme(&mut self, scope: &Scope, function: &str, args: &[Arg], span: Span) -> Option<Expr> {
        let greatest = matches!(function, "最大" | "较晚");
        if args.len() < 2 {
            return self.wrong_arguments(scope, function, span);
        }
        let mut of: Vec<Expr> = Vec::new();
        let mut whole = true;
        for arg in args {
            let ArgKind::Value(expr) = &arg.kind else { return self.wrong_arguments(scope, function, arg.span) };
            match self.lower(scope, expr, None) {
                Some(expr) => of.push(expr),
                None => whole = false,
            }
        }
        if !whole {
            return None;
        }
        let mut so_far = of.first()?.clone();
        self.ordered(scope, &so_far)?;
        for next in of.iter().skip(1) {
            so_far.ty = self.together(scope, &so_far, next)?;
        }
        Some(Expr { kind: ExprKind::Extreme { greatest, of }, ty: so_far.ty, span })
    }
}

/// What 有记录 and its like ask about.
struct Record {
    table: TableId,
    column: Option<quanheng_facts::schema::ColumnId>,
    keys: Vec<Expr>,
    among: Option<Box<Expr>>,
}
