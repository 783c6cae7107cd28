//! 职务组, and which tenures a population is of: `任职(主要负责人) 以 年末 为准`.

use super::{Parser, Read, say};
use crate::keywords::Keyword;
use crate::syntax::token::Sign;
use crate::syntax::tree::{Arg, Expr, Posts, StatementKind};

impl Parser<'_, '_> {
    pub(crate) fn posts(&mut self) -> Read<StatementKind> {
        let name = self.name(&say("职务组的名字", "the name of the group of posts"))?;
        self.expect_sign(Sign::Colon, "：")?;
        let values = self.names(&say("职务", "a post"))?;
        self.finish(Keyword::Posts);
        Ok(StatementKind::Posts(Posts { name, values }))
    }

    /// After the kind of a population: the posts in brackets, and 以 … 为准; each may be left out.
    pub(crate) fn posts_and_anchor(&mut self) -> Read<(Vec<Arg>, Option<Expr>)> {
        let posts = if self.at_touching_open() { self.call_arguments()? } else { Vec::new() };
        let at = if self.at(Keyword::AsAt) { Some(self.anchor()?.expr) } else { None };
        Ok((posts, at))
    }
}
