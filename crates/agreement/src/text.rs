//! A text that knows its parts: what is written, as a tree, so that it can be made smaller and written again.
//!
//! Deliberately absent: what any of it means. A part may be put in the place of another of the same sort; whether the whole is still
//! in order the front end says.

/// A type, as the writer knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ty {
    Bool,
    Int,
    /// 整数「日」
    Days,
    /// 小数(2)
    Decimal,
    Ratio,
    Money,
    Date,
    Month,
    Year,
    Text,
    /// By its place among the enums of the one who writes.
    Enum(usize),
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Only there for its parts.
    Whole,
    /// An expression of this type: any part of it of the same type may stand in its place.
    Value(Ty),
    /// Something that may be left out: a statement, a clause, a column.
    Optional,
}

/// A stretch of text with its parts.
#[derive(Clone, Debug)]
pub struct Text {
    pub sort: Sort,
    pub parts: Vec<Part>,
}

/// Words, or a text within.
#[derive(Clone, Debug)]
pub enum Part {
    Words(String),
    Text(Text),
}

impl From<&str> for Part {
    fn from(words: &str) -> Part {
        Part::Words(words.to_owned())
    }
}

impl From<String> for Part {
    fn from(words: String) -> Part {
        Part::Words(words)
    }
}

impl From<Text> for Part {
    fn from(text: Text) -> Part {
        Part::Text(text)
    }
}

/// `text![Sort::Value(ty); "最大(", one, "，", other, ")"]`
macro_rules! text {
    ($sort:expr; $($part:expr),* $(,)?) => {
        $crate::text::Text { sort: $sort, parts: vec![$($crate::text::Part::from($part)),*] }
    };
}
pub(crate) use text;

impl Text {
    /// As written.
    #[must_use]
    pub fn written(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        for part in &self.parts {
            match part {
                Part::Words(words) => out.push_str(words),
                Part::Text(text) => text.write(out),
            }
        }
    }

    /// Several, one after the other.
    pub fn join(sort: Sort, list: impl IntoIterator<Item = Text>, between: &str) -> Text {
        let mut parts: Vec<Part> = Vec::new();
        for text in list {
            if !parts.is_empty() {
                parts.push(between.into());
            }
            parts.push(text.into());
        }
        Text { sort, parts }
    }

    /// Goes over the text and everything in it, outermost first.
    pub fn visit<'t>(&'t self, f: &mut dyn FnMut(&'t Text)) {
        f(self);
        for part in &self.parts {
            if let Part::Text(text) = part {
                text.visit(f);
            }
        }
    }

    /// The part that is met as number `nth` on the way of [`Text::visit`].
    pub fn nth_mut(&mut self, nth: usize) -> Option<&mut Text> {
        fn walk<'t>(text: &'t mut Text, left: &mut usize) -> Option<&'t mut Text> {
            if *left == 0 {
                return Some(text);
            }
            *left -= 1;
            for part in &mut text.parts {
                if let Part::Text(inner) = part
                    && let Some(found) = walk(inner, left)
                {
                    return Some(found);
                }
            }
            None
        }
        let mut left = nth;
        walk(self, &mut left)
    }

    /// Nothing.
    #[must_use]
    pub fn empty() -> Text {
        Text { sort: Sort::Whole, parts: Vec::new() }
    }
}
