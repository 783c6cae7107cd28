//! Who bears a name, and what a bare or qualified word therefore means.
//!
//! A pack's rules see their own pack and its basis, nothing else: what a child declares never changes what a word in the
//! parent means.

use std::collections::BTreeMap;

use quanheng_facts::schema::TableId;
use quanheng_facts::value::{EnumId, KindId};

use crate::ir::{OpenId, ParameterId, VariableId};
use crate::syntax::tree::Span;

/// What a name can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    Kind(KindId),
    Enum(EnumId),
    Table(TableId),
    Parameter(ParameterId),
    Open(OpenId),
    /// A definition without an owner.
    Nobodys(VariableId),
    /// A 职务组, by its place in the program.
    Posts(u32),
    /// 待定 of the type 表: its place in the checker's list.
    Family(usize),
}

/// A declaration: in which pack, of what, and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Declared<T> {
    pub pack: usize,
    pub what: T,
    pub span: Span,
}

/// Everything declared.
#[derive(Debug, Default)]
pub(crate) struct Names {
    items: BTreeMap<String, Vec<Declared<Item>>>,
    owned: BTreeMap<String, Vec<(KindId, Declared<VariableId>)>>,
    /// For each pack, by its place: itself and the packs of its basis.
    pub visible: Vec<Vec<usize>>,
}

impl Names {
    pub fn sees(&self, from: usize, pack: usize) -> bool {
        self.visible.get(from).is_some_and(|v| v.contains(&pack))
    }

    pub fn add(&mut self, name: &str, pack: usize, what: Item, span: Span) {
        self.items.entry(name.to_owned()).or_default().push(Declared { pack, what, span });
    }

    pub fn add_owned(&mut self, owner: KindId, name: &str, pack: usize, variable: VariableId, span: Span) {
        self.owned.entry(name.to_owned()).or_default().push((owner, Declared { pack, what: variable, span }));
    }

    /// Everything of that name which the pack sees.
    pub fn items(&self, name: &str, from: usize) -> Vec<Declared<Item>> {
        self.items.get(name).into_iter().flatten().filter(|d| self.sees(from, d.pack)).copied().collect()
    }

    /// The variables of that name, whoever owns them, which the pack sees.
    pub fn owned(&self, name: &str, from: usize) -> Vec<(KindId, Declared<VariableId>)> {
        self.owned.get(name).into_iter().flatten().filter(|(_, d)| self.sees(from, d.pack)).copied().collect()
    }

    /// Every declaration, with its pack and place.
    pub fn declared(&self) -> impl Iterator<Item = (&str, usize, Span)> {
        let items = self.items.iter().flat_map(|(name, all)| all.iter().map(move |d| (name.as_str(), d.pack, d.span)));
        let owned = self.owned.iter().flat_map(|(name, all)| all.iter().map(move |(_, d)| (name.as_str(), d.pack, d.span)));
        items.chain(owned)
    }

    /// All names the pack sees, for suggestions.
    pub fn all(&self, from: usize) -> Vec<String> {
        let items = self.items.iter().filter(|(_, ds)| ds.iter().any(|d| self.sees(from, d.pack))).map(|(n, _)| n.clone());
        let owned = self.owned.iter().filter(|(_, ds)| ds.iter().any(|(_, d)| self.sees(from, d.pack))).map(|(n, _)| n.clone());
        items.chain(owned).collect()
    }
}

/// The nearest of some names, best first, at most three.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut near: Vec<(usize, &str)> = Vec::new();
    let length = name.chars().count();
    for candidate in candidates {
        let distance = strsim::damerau_levenshtein(candidate, name);
        let shares = candidate.chars().any(|c| name.contains(c));
        let contains = length >= 2 && (candidate.contains(name) || name.contains(candidate) && candidate.chars().count() >= 2);
        if candidate != name && shares && (distance <= 1 || (distance == 2 && length >= 3) || contains) {
            near.push((distance, candidate));
        }
    }
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, n)| n.to_owned()).collect()
}

/// Words that need a space on both sides: where one is stuck inside a run that names nothing, it is likely that a space is missing.
const LOGIC_WORDS: [&str; 12] = ["且", "或", "非", "不为", "为", "含", "占", "后", "以", "当", "则", "除非"];

/// `入选且名次` → `入选 且 名次`, where both sides then are names.
pub(crate) fn missing_space(name: &str, known: &[String]) -> Option<String> {
    // Of 表.栏 the table is enough.
    let is_known = |part: &str| {
        let first = part.split('.').next().unwrap_or(part);
        known.iter().any(|k| k == part || k == first) || matches!(part, "是" | "否" | "年初" | "年末" | "种类")
    };
    LOGIC_WORDS.iter().find_map(|word| {
        name.match_indices(word).find_map(|(at, _)| {
            let before = name.get(..at)?;
            let after = name.get(at.saturating_add(word.len())..)?;
            let parts: Vec<&str> = [before, after].into_iter().filter(|p| !p.is_empty()).collect();
            let fits = parts.iter().any(|p| is_known(p)) && (before.is_empty() || is_known(before) || is_known(after));
            let joined = [before, word, after].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
            (fits && joined != name).then_some(joined)
        })
    })
}
