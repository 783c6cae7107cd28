//! Nodes of the tree put together, each with its height.
//!
//! Apart from the functions that read, so that those keep small frames: 200 nested brackets must fit a thread's stack.

use super::{DEEPEST, Parser, Read, Stop};
use crate::keywords::Keyword;
use crate::problems;
use crate::syntax::tree::{Arg, ArgKind, Arithmetic, Arm, Comparison, Expr, ExprKind, Path, Span};

/// An expression and how many levels it has.
pub(crate) struct Node {
    pub(crate) expr: Expr,
    height: u32,
}

pub(crate) type Boxed = Box<Node>;

/// An argument as read.
pub(crate) struct Argument {
    pub(crate) keyword: Option<Keyword>,
    /// 在 所辖
    pub(crate) under: bool,
    pub(crate) value: Boxed,
    /// Names after the first, in a list joined by 、.
    pub(crate) more: Vec<Boxed>,
    /// 权
    pub(crate) weight: Option<Boxed>,
    pub(crate) span: Span,
}

fn unbox(node: Boxed) -> Box<Expr> {
    Box::new(node.expr)
}

fn higher(left: &Boxed, right: &Boxed) -> u32 {
    left.height.max(right.height)
}

impl Parser<'_, '_> {
    /// A node one higher than what is below it, from `start` to the token read last.
    #[inline(never)]
    pub(crate) fn node(&mut self, kind: ExprKind, start: Span, below: u32) -> Read<Boxed> {
        let height = below.saturating_add(1);
        if height > DEEPEST {
            self.report(start, problems::too_deep::problem);
            return Err(Stop);
        }
        Ok(Box::new(Node { expr: Expr { kind, span: self.since(start) }, height }))
    }

    #[inline(never)]
    pub(crate) fn clip_node(&mut self, value: Boxed, least: Option<Boxed>, most: Option<Boxed>, start: Span) -> Read<Boxed> {
        let below = [Some(&value), least.as_ref(), most.as_ref()].into_iter().flatten().map(|n| n.height).max().unwrap_or(0);
        self.node(ExprKind::Clip { value: unbox(value), least: least.map(unbox), most: most.map(unbox) }, start, below)
    }

    #[inline(never)]
    pub(crate) fn join_node(&mut self, and: bool, parts: Vec<Boxed>, start: Span) -> Read<Boxed> {
        let below = parts.iter().map(|n| n.height).max().unwrap_or(0);
        let parts = parts.into_iter().map(|n| n.expr).collect();
        self.node(if and { ExprKind::And(parts) } else { ExprKind::Or(parts) }, start, below)
    }

    #[inline(never)]
    pub(crate) fn not_node(&mut self, inner: Boxed, start: Span) -> Read<Boxed> {
        let below = inner.height;
        self.node(ExprKind::Not(unbox(inner)), start, below)
    }

    #[inline(never)]
    pub(crate) fn group_node(&mut self, inner: Boxed, start: Span) -> Read<Boxed> {
        let below = inner.height;
        self.node(ExprKind::Group(unbox(inner)), start, below)
    }

    #[inline(never)]
    pub(crate) fn compare_node(&mut self, op: Comparison, left: Boxed, right: Boxed, start: Span) -> Read<Boxed> {
        let below = higher(&left, &right);
        self.node(ExprKind::Compare { op, left: unbox(left), right: unbox(right) }, start, below)
    }

    #[inline(never)]
    pub(crate) fn in_node(&mut self, negated: bool, subject: Boxed, values: Vec<Expr>, start: Span) -> Read<Boxed> {
        let below = subject.height;
        self.node(ExprKind::In { negated, subject: unbox(subject), values }, start, below)
    }

    #[inline(never)]
    pub(crate) fn has_node(&mut self, set: Boxed, item: Boxed, start: Span) -> Read<Boxed> {
        let below = higher(&set, &item);
        self.node(ExprKind::Has { set: unbox(set), item: unbox(item) }, start, below)
    }

    #[inline(never)]
    pub(crate) fn arithmetic_node(&mut self, op: Arithmetic, left: Boxed, right: Boxed, start: Span) -> Read<Boxed> {
        let below = higher(&left, &right);
        self.node(ExprKind::Arithmetic { op, left: unbox(left), right: unbox(right) }, start, below)
    }

    #[inline(never)]
    pub(crate) fn else_if_na_node(&mut self, value: Boxed, otherwise: Boxed, start: Span) -> Read<Boxed> {
        let below = higher(&value, &otherwise);
        self.node(ExprKind::ElseIfNa { value: unbox(value), otherwise: unbox(otherwise) }, start, below)
    }

    #[inline(never)]
    pub(crate) fn as_at_node(&mut self, value: Boxed, day: Boxed, start: Span) -> Read<Boxed> {
        let below = higher(&value, &day);
        self.node(ExprKind::AsAt { value: unbox(value), day: unbox(day) }, start, below)
    }

    #[inline(never)]
    pub(crate) fn after_node(&mut self, value: Boxed, length: Boxed, start: Span) -> Read<Boxed> {
        let below = higher(&value, &length);
        self.node(ExprKind::After { value: unbox(value), length: unbox(length) }, start, below)
    }

    #[inline(never)]
    pub(crate) fn name_node(&mut self, path: Path, start: Span) -> Read<Boxed> {
        self.node(ExprKind::Name(path), start, 0)
    }

    #[inline(never)]
    pub(crate) fn call_node(&mut self, path: Path, args: Vec<Argument>, start: Span) -> Read<Boxed> {
        let below = args.iter().flat_map(|a| std::iter::once(&a.value).chain(&a.weight)).map(|n| n.height).max().unwrap_or(0);
        let args = args.into_iter().map(argument).collect();
        self.node(ExprKind::Call { path, args }, start, below)
    }

    #[inline(never)]
    pub(crate) fn match_node(
        &mut self,
        subject: Boxed,
        arms: Vec<(Vec<Expr>, Boxed, Span)>,
        otherwise: Option<Boxed>,
        start: Span,
    ) -> Read<Boxed> {
        let thens = arms.iter().map(|(_, then, _)| then).chain(&otherwise);
        let below = thens.map(|n| n.height).max().unwrap_or(0).max(subject.height);
        let arms = arms.into_iter().map(|(values, then, span)| Arm { values, then: then.expr, span }).collect();
        self.node(ExprKind::Match { subject: unbox(subject), arms, otherwise: otherwise.map(unbox) }, start, below)
    }
}

pub(crate) fn argument(read: Argument) -> Arg {
    let value = read.value.expr;
    let kind = match read.keyword {
        None if !read.more.is_empty() => ArgKind::Names(std::iter::once(value).chain(read.more.into_iter().map(|n| n.expr)).collect()),
        None => match read.weight {
            Some(weight) => ArgKind::Weighted { of: value, weight: weight.expr },
            None => ArgKind::Value(value),
        },
        Some(Keyword::ElseIfNa) => ArgKind::ElseIfNa(value),
        Some(Keyword::Keep) => ArgKind::Keep(value),
        Some(Keyword::Since) => ArgKind::Since(value),
        Some(Keyword::On) => ArgKind::On(value),
        Some(Keyword::AmongGroup) => ArgKind::Among(value),
        Some(Keyword::InWindow) => ArgKind::Within { under: read.under, of: value },
        Some(Keyword::AsAt) => ArgKind::AsAt(value),
        Some(Keyword::Unassessed) => ArgKind::Unassessed(value),
        Some(_) => ArgKind::Where(value),
    };
    Arg { kind, span: read.span }
}
