//! Blocks of rules to try the formatter on, and what must hold of each.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::test_runner::TestRng;
use quanheng_facts::problem::{Problem, Severity};
use quanheng_policy::keywords::Keyword;
use quanheng_policy::syntax::format::{NotPrinted, Spelling, format_block};
use quanheng_policy::syntax::lexer::lex;
use quanheng_policy::syntax::notes::Part;
use quanheng_policy::syntax::parser::parse_block;
use quanheng_policy::syntax::place::Scene;
use quanheng_policy::syntax::token::{Token, TokenKind};
use quanheng_policy::syntax::tree::FileIx;

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All Markdown files below a folder of the repository.
pub fn markdown_files(folder: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "md") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found
}

/// Every block of rules there is in the repository.
pub fn all_blocks() -> &'static [String] {
    static BLOCKS: OnceLock<Vec<String>> = OnceLock::new();
    BLOCKS.get_or_init(|| {
        let files = ["packs", "docs", "tests", "crates/policy/tests"].into_iter().flat_map(markdown_files);
        files.flat_map(|file| blocks(&fs::read_to_string(file).unwrap())).collect()
    })
}

/// The insides of the fences of rules in a text, whatever else their first lines say, however they are set in.
pub fn blocks(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    let mut ticks = String::new();
    for line in text.lines() {
        let mark: String = line.chars().take_while(|c| *c == '`').collect();
        match &mut open {
            None if mark.len() >= 3 => {
                let info = line.trim_start_matches('`').split_whitespace().next().unwrap_or("").to_owned();
                ticks = mark;
                open = Some(if matches!(info.as_str(), "规则" | "rules") { String::new() } else { "\0".to_owned() });
            }
            None => {}
            Some(block) if mark.len() >= ticks.len() && line.trim_end() == mark => {
                if block.starts_with('\0') {
                    // A file inside a file has fences of its own.
                    found.extend(blocks(block.trim_start_matches('\0')));
                } else {
                    found.push(block.clone());
                }
                open = None;
            }
            Some(block) => {
                block.push_str(line);
                block.push('\n');
            }
        }
    }
    found
}

/// What was read of a block.
pub struct Read {
    /// The statements, without their places.
    pub tree: String,
    pub comments: Vec<String>,
    /// Words of which the parser noted nothing: it compared them by hand.
    pub unnoted: Vec<String>,
    pub tokens: Vec<Token>,
    /// The roles that words play in it.
    pub played: Vec<Keyword>,
}

/// Reads a block; `None` if it has problems.
pub fn read(text: &str) -> Option<Read> {
    let scene = Scene::new(FileIx(0), String::new(), text);
    let mut problems: Vec<Problem> = Vec::new();
    let lexed = lex(&scene, 0, text.len(), &mut problems);
    let items = parse_block(&scene, &lexed, None, &mut problems);
    if problems.iter().any(|p| p.severity == Severity::Error) {
        return None;
    }
    let (mut tree, mut unnoted, mut played) = (String::new(), Vec::new(), Vec::new());
    for item in items {
        let statement = item.statement.unwrap();
        tree.push_str(&without_places(&format!("{:?}\n", statement.kind)));
        played.extend(item.notes.parts.values().filter_map(|part| if let Part::Keyword(k) = part { Some(*k) } else { None }));
        let own = lexed.tokens.iter().filter(|t| (statement.span.start..statement.span.end).contains(&t.span.start));
        for token in own {
            let prose = item.notes.prose.iter().any(|(start, end)| (*start..*end).contains(&token.span.start));
            if let TokenKind::Word(word) = &token.kind
                && !prose
                && !item.notes.parts.contains_key(&token.span.start)
            {
                unnoted.push(word.clone());
            }
        }
    }
    let comments = lexed.comments.iter().map(|c| text[c.span.start as usize..c.span.end as usize].to_owned()).collect();
    Some(Read { tree, comments, unnoted, tokens: lexed.tokens, played })
}

fn without_places(debug: &str) -> String {
    let mut out = String::new();
    let mut rest = debug;
    while let Some((before, after)) = rest.split_once("Span { file: ") {
        out.push_str(before);
        out.push('_');
        rest = after.split_once(" }").unwrap().1;
    }
    out + rest
}

fn print(text: &str, spelling: Spelling) -> String {
    format_block(text, Some(spelling)).unwrap_or_else(|why| panic!("{why:?}: {spelling:?} of\n{text}"))
}

/// What must hold of a block that reads; false if it does not read.
pub fn holds(text: &str) -> bool {
    let Some(original) = read(text) else {
        assert_eq!(format_block(text, None), Err(NotPrinted::Problems), "{text}");
        return false;
    };
    assert_eq!(original.unnoted, Vec::<String>::new(), "words the parser compares by hand, in\n{text}");
    let (chinese, english) = (print(text, Spelling::Chinese), print(text, Spelling::English));
    for printed in [&chinese, &english] {
        let again = read(printed).unwrap();
        assert_eq!(again.tree, original.tree, "\n{text}\n→\n{printed}");
        assert_eq!(again.comments, original.comments, "\n{text}\n→\n{printed}");
        assert_eq!(print(printed, Spelling::Chinese), chinese, "printing again changes\n{printed}");
        assert_eq!(print(printed, Spelling::English), english, "printing again changes\n{printed}");
    }
    assert!([&chinese, &english].contains(&&format_block(text, None).unwrap()));
    assert!(chinese.lines().chain(english.lines()).all(|line| line == line.trim_end() || line.contains(['#', '＃'])), "{chinese}");
    true
}

/// The block with other blanks, line breaks and comments between its words, wherever something stood between them.
pub fn shaken(text: &str, tokens: &[Token], comments: bool, random: &mut TestRng) -> String {
    use proptest::prelude::Rng as _;
    let mut out = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let written = &text[token.span.start as usize..token.span.end as usize];
        let one_of = |n: u32, random: &mut TestRng| random.next_u32().is_multiple_of(n);
        if token.margin {
            out.push_str(if at == 0 { "" } else { "\n" });
        } else if token.first || (!token.touches && one_of(4, random)) {
            if comments && one_of(3, random) {
                out.push_str(if one_of(2, random) { " # 注，当 a" } else { "\n   # 另起一行" });
            }
            out.push_str("\n   ");
        } else if !token.touches {
            out.push_str(if one_of(2, random) { "  " } else { " " });
        }
        out.push_str(written);
    }
    out.push('\n');
    out
}
