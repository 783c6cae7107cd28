//! 职务组, and which tenures a population is of: `任职(主要负责人) 以 年末 为准`.

use super::clause::{Slot, after_comma};
use super::{Parser, Read, Stop, say};
use crate::keywords::Keyword;
use crate::problems;
use crate::syntax::token::Sign;
use crate::syntax::tree::{Arg, Expr, Posts, StatementKind};

const POSTS: &[Slot] = &[after_comma(&[Keyword::OneEach]), after_comma(&[Keyword::Has])];

impl Parser<'_, '_> {
    pub(crate) fn posts(&mut self) -> Read<StatementKind> {
        let name = self.name(&say("职务组的名字", "the name of the group of posts"))?;
        self.expect_sign(Sign::Colon, "：")?;
        let values = self.names(&say("职务", "a post"))?;
        let (mut one_each, mut acting) = (false, None);
        self.clauses(Keyword::Posts, POSTS, |p, clause, span| {
            match clause {
                Keyword::OneEach => one_each = true,
                // Who acts for a post is counted only where a post takes one person.
                _ if !one_each => {
                    p.report(span, |place| {
                        problems::clause_missing::problem(place, Keyword::Posts.zh(), &[Keyword::OneEach.zh().to_owned()])
                    });
                    return Err(Stop);
                }
                _ => acting = Some(p.name(&say("「任职」表里的一栏", "a column of the table 任职"))?),
            }
            Ok(())
        });
        Ok(StatementKind::Posts(Posts { name, values, one_each, acting }))
    }

    /// After the kind of a population: the posts in brackets, and 以 … 为准; each may be left out.
    pub(crate) fn posts_and_anchor(&mut self) -> Read<(Vec<Arg>, Option<Expr>)> {
        let posts = if self.at_touching_open() { self.call_arguments()? } else { Vec::new() };
        let at = if self.at(Keyword::AsAt) { Some(self.anchor()?.expr) } else { None };
        Ok((posts, at))
    }
}
