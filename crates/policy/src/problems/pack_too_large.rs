//! A pack of more text, articles, statements, columns or rules of one result than are read.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "pack-too-large";

/// A text too long by itself, or together with those before it.
pub(crate) fn text(place: Place, bytes: usize, most: usize) -> Problem {
    problem(
        place,
        Bilingual::new(
            format!("这个文件有 {bytes} 字节，包里的文件到此超过了 {most} 字节的上限，没有读。"),
            format!("This file has {bytes} bytes; with it the texts of the pack pass the limit of {most}. It was not read."),
        ),
    )
}

/// Too many articles.
pub(crate) fn articles(place: Place, most: usize) -> Problem {
    problem(
        place,
        Bilingual::new(
            format!("这个包的条文超过 {most} 条，没有检查。"),
            format!("The pack has more than {most} articles; it was not checked."),
        ),
    )
}

/// Too many statements.
pub(crate) fn statements(place: Place, most: usize) -> Problem {
    problem(
        place,
        Bilingual::new(
            format!("这个包的规则和声明超过 {most} 条，没有检查。"),
            format!("The pack has more than {most} rules and declarations; it was not checked."),
        ),
    )
}

/// Too many rules of one result.
pub(crate) fn rules(place: Place, name: &str, number: usize, most: usize) -> Problem {
    problem(
        place,
        Bilingual::new(
            format!("「{name}」有 {number} 条规则，超过了 {most} 条的上限，这一条起没有检查。"),
            format!("「{name}」 has {number} rules, more than the limit of {most}; from this one on they were not checked."),
        ),
    )
}

/// Too many columns of one table.
pub(crate) fn columns(place: Place, most: usize) -> Problem {
    problem(
        place,
        Bilingual::new(
            format!("这张表声明的栏超过 {most} 个，后面的没有读。"),
            format!("This table declares more than {most} columns; those beyond were not read."),
        ),
    )
}

fn problem(place: Place, text: Bilingual) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text,
        hint: Bilingual::new(
            "看看是不是放错了文件，或者同一段重复了许多遍；确有这么多，就分开写：成批的数字写成数表或判定表，太大的包分成几个，后一个以前一个为依据（basis）。",
            "See whether a wrong file came in, or one passage many times over. If there is so much, write it apart: numbers by the score go into a table of numbers or a decision table, a pack too large into several, each with the one before as its basis.",
        ),
        related: Vec::new(),
    }
}
