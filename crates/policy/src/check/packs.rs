//! Which packs see which, and whether each basis is there in the version asked for.

use crate::check::{Checker, places};
use crate::ir::Pack;
use crate::problems;

impl Checker<'_> {
    /// Lists the packs and works out, for each, itself and all it builds on.
    pub(super) fn see_basis(&mut self) {
        let packs = self.packs;
        for (at, source) in packs.iter().enumerate() {
            let manifest = &source.manifest;
            self.program.packs.push(Pack {
                id: manifest.id.clone(),
                title: manifest.title.clone(),
                version: manifest.version.clone(),
                hash: source.hash.clone(),
                region: manifest.region.clone(),
            });
            let mut visible: Vec<usize> = Vec::new();
            for basis in &manifest.basis {
                let place = places::file_place(source, "pack.toml");
                let found = packs.iter().take(at).position(|p| p.manifest.id == basis.id);
                let Some(found) = found else {
                    self.report(problems::basis_missing::problem(place, &basis.id));
                    continue;
                };
                let version = packs.get(found).map(|p| p.manifest.version.as_str()).unwrap_or_default();
                if !basis.version.is_empty() && basis.version != version {
                    self.report(problems::basis_version::problem(place, &basis.id, &basis.version, version));
                }
                visible.extend(self.names.visible.get(found).into_iter().flatten());
            }
            visible.push(at);
            visible.sort_unstable();
            visible.dedup();
            self.names.visible.push(visible);
        }
    }
}
