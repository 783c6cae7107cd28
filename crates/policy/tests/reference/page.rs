//! `docs/language.md` cut into sections, fences and tables; and put together again as the files of a pack, each piece on the
//! line on which the page has it, so that a problem names the line of the page.

use std::collections::BTreeSet;

/// The page.
pub struct Page {
    lines: Vec<String>,
    pub sections: Vec<Section>,
}

/// From one heading to the next.
pub struct Section {
    pub title: String,
    /// 1-based, of the heading.
    pub line: usize,
    pub fences: Vec<Fence>,
    /// Lines (0-based) of test tables and of the directives over them.
    tests: Vec<usize>,
    /// The line after the last.
    end: usize,
}

/// A fenced block.
#[derive(Clone)]
pub struct Fence {
    info: String,
    pub text: String,
    /// 1-based, of the opening line.
    pub line: usize,
    /// 0-based lines of the block with its fence, and of the tables that follow it.
    all: Vec<usize>,
}

impl Fence {
    fn words(&self) -> impl Iterator<Item = &str> {
        self.info.split_whitespace().skip(1)
    }

    fn is_rules(&self) -> bool {
        matches!(self.info().split_whitespace().next(), Some("规则" | "rules"))
    }

    fn is_shared(&self) -> bool {
        self.words().any(|w| w == "共用")
    }

    /// What stands after the backquotes.
    pub fn info(&self) -> &str {
        &self.info
    }

    /// The path, where the fence gives a whole file.
    pub fn path(&self) -> &str {
        self.words().find(|w| w.contains('.')).unwrap_or("")
    }

    /// `包：shili-xian`
    pub fn pack(&self) -> Option<&str> {
        self.words().find_map(|w| w.strip_prefix("包："))
    }

    /// `错误：unknown-name、bad-date`
    pub fn ids(&self, word: &str) -> Vec<String> {
        let ids = self.words().find_map(|w| w.strip_prefix(word)?.strip_prefix('：'));
        ids.map(|ids| ids.split('、').map(str::to_owned).collect()).unwrap_or_default()
    }

    /// True if the line (1-based) is in the block.
    pub fn holds(&self, line: usize) -> bool {
        line > 0 && self.all.contains(&(line - 1))
    }
}

impl Section {
    /// Fences of rules of this section's own.
    pub fn rules(&self) -> impl Iterator<Item = &Fence> {
        self.fences.iter().filter(|f| f.is_rules() && !f.is_shared())
    }

    /// Fences that give whole files.
    pub fn files(&self) -> impl Iterator<Item = &Fence> {
        self.fences.iter().filter(|f| !f.is_rules() && !f.path().is_empty())
    }
}

/// The words of a text, as the language cuts them.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).map(str::to_owned)
}

impl Page {
    /// Every word in an example that is not refused, its tables included.
    pub fn words_in_examples(&self) -> BTreeSet<String> {
        let fences = self.sections.iter().flat_map(|s| &s.fences).filter(|f| f.is_rules() && f.ids("错误").is_empty());
        fences.flat_map(|f| &f.all).flat_map(|at| words_of(&self.lines[*at])).collect()
    }

    /// Every word of the prose of a section.
    pub fn words_under(&self, title: &str) -> BTreeSet<String> {
        let section = self.sections.iter().find(|s| s.title == title).unwrap_or_else(|| panic!("no section 「{title}」"));
        let fenced: BTreeSet<usize> = section.fences.iter().flat_map(|f| f.all.iter().copied()).collect();
        (section.line..section.end).filter(|at| !fenced.contains(at)).flat_map(|at| words_of(&self.lines[at])).collect()
    }

    pub fn read(text: &str) -> Page {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut sections: Vec<Section> = Vec::new();
        let mut at = 0;
        // The fence whose tables may still come.
        let mut open: Option<usize> = None;
        // A table that a test gives beside its rows is next.
        let mut given = false;
        while at < lines.len() {
            let line = lines[at].as_str();
            let ticks = line.len() - line.trim_start_matches('`').len();
            if line.starts_with("## ") || line.starts_with("### ") {
                if let Some(last) = sections.last_mut() {
                    last.end = at;
                }
                let title = line.trim_start_matches('#').trim().to_owned();
                sections.push(Section { title, line: at + 1, fences: Vec::new(), tests: Vec::new(), end: lines.len() });
                open = None;
            } else if ticks >= 3 {
                let closing = "`".repeat(ticks);
                let end = (at + 1..lines.len())
                    .find(|l| lines[*l] == closing)
                    .unwrap_or_else(|| panic!("fence at line {} is not closed", at + 1));
                let fence = Fence {
                    info: line.trim_start_matches('`').to_owned(),
                    text: lines[at + 1..end].iter().map(|l| format!("{l}\n")).collect(),
                    line: at + 1,
                    all: (at..=end).collect(),
                };
                let section = sections.last_mut().unwrap_or_else(|| panic!("fence at line {} before any heading", at + 1));
                open = fence.is_rules().then_some(section.fences.len());
                section.fences.push(fence);
                at = end;
            } else if line.starts_with('|') {
                let end = (at..lines.len()).find(|l| !lines[*l].starts_with('|')).unwrap_or(lines.len());
                let section = sections.last_mut().unwrap_or_else(|| panic!("table at line {} before any heading", at + 1));
                if line.contains('⇒') || std::mem::take(&mut given) {
                    section.tests.extend(at..end);
                    open = None;
                } else if let Some(fence) = open.and_then(|f| section.fences.get_mut(f)) {
                    fence.all.extend(at..end);
                }
                at = end - 1;
            } else if ticks > 0 && line.ends_with('`') && ["`各行独立`", "`同一世界`", "`给定 "].iter().any(|d| line.starts_with(d))
            {
                given = line.contains("`给定 ");
                if let Some(section) = sections.last_mut() {
                    section.tests.push(at);
                }
                open = None;
            } else if !line.trim().is_empty() {
                open = None;
            }
            at += 1;
        }
        Page { lines, sections }
    }

    /// A file with these lines of the page, each where the page has it.
    fn with_lines<'l>(&self, wanted: impl IntoIterator<Item = &'l usize>) -> Vec<String> {
        let mut out = vec![String::new(); self.lines.len()];
        for at in wanted {
            out[*at].clone_from(&self.lines[*at]);
        }
        out
    }

    /// `tables.md`: what all examples share.
    pub fn shared(&self) -> String {
        let fences = self.sections.iter().flat_map(|s| &s.fences).filter(|f| f.is_rules() && f.is_shared());
        let mut out = self.with_lines(fences.flat_map(|f| &f.all));
        "# 共用的声明".clone_into(&mut out[0]);
        out.join("\n")
    }

    /// The law file of a section, for its own pack or the one built on it.
    pub fn law(&self, section: &Section, pack: Option<&str>, with: Option<&Fence>) -> String {
        let refused = |f: &Fence| !f.ids("错误").is_empty() && with.is_none_or(|w| w.line != f.line);
        let fences = section.rules().filter(|f| f.pack() == pack && !refused(f));
        let mut out = self.with_lines(fences.flat_map(|f| &f.all));
        "# 示例办法".clone_into(&mut out[0]);
        format!("## {} {{#例}}", section.title).clone_into(&mut out[section.line - 1]);
        "示例的一条。".clone_into(&mut out[section.line]);
        out.join("\n")
    }

    /// The test file of a section.
    pub fn tests(&self, section: &Section) -> String {
        let mut out = self.with_lines(section.tests.iter().filter(|l| **l < section.end));
        format!("## {}", section.title).clone_into(&mut out[section.line - 1]);
        out.join("\n")
    }

    /// `pack.toml`: the one on the page for this pack, with the true hash of the pack below.
    pub fn manifest(&self, pack: Option<&str>, below: Option<&str>) -> String {
        let name = pack.unwrap_or("shili-2016");
        let all = self.sections.iter().flat_map(|s| &s.fences);
        let fence = all.into_iter().find(|f| f.info == format!("toml 包：{name}"));
        let text = fence.unwrap_or_else(|| panic!("no pack.toml of {name} on the page")).text.clone();
        match (text.split_once("hash = \""), below) {
            (Some((before, rest)), Some(hash)) => {
                let after = rest.split_once('"').map_or("", |(_, after)| after);
                format!("{before}hash = \"{hash}\"{after}")
            }
            _ => text,
        }
    }
}
