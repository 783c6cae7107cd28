//! 有效(贫困县 以 年末 为准): whether an attribute holds on a day.
//!
//! In: the name of a 时段 table, with whose it is, and a named day. Out: a yes or no. An attribute that has no row that day does not
//! hold only where the table is signed complete.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::TableShape;
use quanheng_facts::value::Type;

use crate::check::posts::named_day;
use crate::check::reads::Scope;
use crate::check::{Checker, tree_walk};
use crate::ir::{Expr, ExprKind, Whose};
use crate::problems;
use crate::syntax::tree::{self, Arg, ArgKind, Path, Span};

impl Checker<'_> {
    pub(super) fn lower_holds(&mut self, scope: &Scope, args: &[Arg], span: Span) -> Option<Expr> {
        let [Arg { kind: ArgKind::Value(of), .. }] = args else { return self.wrong_arguments(scope, "有效", span) };
        let tree::ExprKind::AsAt { value, day } = &tree_walk::ungrouped(of).kind else {
            return self.wrong_arguments(scope, "有效", span);
        };
        let tree::ExprKind::Name(path) = &tree_walk::ungrouped(value).kind else { return self.wrong_arguments(scope, "有效", span) };
        let [before @ .., word] = path.words.as_slice() else { return None };
        let Some(table) = self.known_table(scope.pack, &word.text) else {
            self.unknown_or_other(scope.pack, word, &Bilingual::new("一张时段表", "a table of spans (时段)"));
            return None;
        };
        if self.table(table)?.shape != TableShape::Span {
            let place = self.place(scope.pack, word.span);
            let (is, wanted) = (Bilingual::new("一张表", "a table"), Bilingual::new("一张时段表", "a table of spans (时段)"));
            self.report(problems::wrong_kind_of_name::problem(place, &word.text, &is, &wanted));
            return None;
        }
        let whose = self.whose_attribute(scope, table, before, path)?;
        let words = self.words(scope.pack, day.span);
        let Some(day) = named_day(&words) else {
            let place = self.place(scope.pack, day.span);
            self.report(problems::anchor_day_unknown::problem(place, &words));
            return None;
        };
        self.needs_year(scope, &word.text, span)?;
        Some(Expr { kind: ExprKind::Holds { table, whose, day }, ty: Type::Bool, span })
    }

    fn whose_attribute(
        &mut self,
        scope: &Scope,
        table: quanheng_facts::schema::TableId,
        before: &[tree::Word],
        path: &Path,
    ) -> Option<Whose> {
        let owner = self.table_owner(table);
        let fits = |checker: &Self, kind| {
            owner.is_some_and(|o| checker.program.schema.is_kind(kind, o) || checker.program.schema.is_kind(o, kind))
        };
        if before.is_empty() {
            if scope.owner.is_some_and(|kind| fits(self, kind)) {
                return Some(Whose::Own);
            }
            let place = self.place(scope.pack, path.span);
            let (name, of, here) = (self.words(scope.pack, path.span), self.owner_words(owner), self.owner_words(scope.owner));
            self.report(problems::wrong_owner::problem(place, &name, &of, &here));
            return None;
        }
        let to_entity = Path { words: before.to_vec(), ..path.clone() };
        let entity = self.lower_name(scope, &to_entity, None)?;
        match &entity.ty {
            Type::Entity(kind) if fits(self, *kind) => Some(Whose::Of(Box::new(entity))),
            found => {
                let (found, wanted) = (found.clone(), Type::Entity(owner?));
                self.mismatch(scope.pack, path.span, &found, &wanted);
                None
            }
        }
    }
}
