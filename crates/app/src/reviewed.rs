//! `check --reviewed`: somebody compared the rules of an article with its text; from now on a change is told.
//!
//! In: a pack and the names of articles. Out: `reviewed.toml` in the pack's folder, written anew. Deliberately absent: what a change is
//! (quanheng-policy), and who compared and when (whoever keeps the pack keeps its history).

use quanheng_policy::source::reviewed::{FILE, fingerprints, recorded};

use crate::compile::{PackPlace, read_chain};
use crate::error::AppError;
use crate::outside::{PackFiles, Unreadable, join};
use crate::problems;
use crate::words::nearest;

/// The word for every article.
const ALL: [&str; 2] = ["全部", "all"];
/// How many names are offered.
const OFFERED: usize = 3;

/// Records articles as reviewed; gives their names.
pub fn accept(packs: &dyn PackFiles, place: &PackPlace, names: &[String]) -> Result<Vec<String>, AppError> {
    let chain = read_chain(packs, place)?;
    let Some(source) = chain.sources.last() else { return Ok(Vec::new()) };
    let now = fingerprints(&source.tree);
    let mut accepted: Vec<String> = Vec::new();
    let mut unknown = Vec::new();
    for name in names {
        if ALL.contains(&name.as_str()) {
            accepted.extend(now.keys().cloned());
        } else if now.contains_key(name) {
            accepted.push(name.clone());
        } else {
            let nearest = nearest(name, now.keys().map(String::as_str));
            let some: Vec<String> = now.keys().take(OFFERED).cloned().collect();
            unknown.push(problems::unknown_article("--reviewed", name, &nearest, &some));
        }
    }
    if !unknown.is_empty() {
        return Err(AppError::invalid(unknown));
    }
    accepted.sort();
    accepted.dedup();
    let path = join(&place.folder, FILE);
    packs.write(&path, recorded(&source.reviewed, &now, &accepted).as_bytes()).map_err(|why| {
        let words = match why {
            Unreadable::NotFound => None,
            Unreadable::Refused(words) => Some(words),
        };
        AppError::refused(vec![problems::file_unwritable(&path, words.as_ref())])
    })?;
    Ok(accepted)
}
