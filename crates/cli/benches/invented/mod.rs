//! An invented province (示例省) for the benches: in, an empty folder; out, a pack folder and two folders of facts in it.
//!
//! 107 counties as the published policy has them: 80 in the 县市 group, 27 in the 城区 group, ten years of scores. The pack is
//! the published one with registers of its own. The same numbers every time: the generator is seeded and draws in a fixed order.
//!
//! - `全`: every score, every published list, everything signed complete.
//! - `缺`: every fiftieth score or so is missing and nothing was published, so that places are computed and unknowns flow.
//!
//! Deliberately absent: real places, real results, the clock.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The years with facts, first and last.
pub const YEARS: (u16, u16) = (2007, 2016);

const COUNTIES: usize = 107;
const DISTRICTS: usize = 27;
const CITIES: usize = 10;
const SEED: u64 = 2016;

/// Two signs that no real county pairs make a plainly invented name.
const FIRST: [&str; 12] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "天", "地"];
const SECOND: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
const VETOES: [&str; 3] = ["安全生产", "环境保护", "维稳"];

/// Where the invented province was written.
#[derive(Debug)]
pub struct Province {
    root: PathBuf,
    winner: String,
}

impl Province {
    /// Writes it all below a new folder in `below`.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn write(published_packs: &Path, below: &Path) -> io::Result<Province> {
        let root = below.join(format!("invented-{}", std::process::id()));
        let mut dice = Dice(SEED);
        let years: Vec<Year> = (YEARS.0..=YEARS.1).map(|year| Year::drawn(year, &mut dice)).collect();
        let counties: Vec<usize> = (DISTRICTS..COUNTIES).collect();
        let third = years.last().and_then(|year| year.strongest(&counties).get(2).copied()).unwrap_or(DISTRICTS);
        let province = Province { root, winner: name(third) };
        copy_texts(&published_packs.join("shaanxi-2016"), &province.pack())?;
        copy_texts(&published_packs.join("national-base"), &province.root.join("national-base"))?;
        // Its tests speak of no real place, and the hash that the province's pack names is over them, too.
        copy_folder(&published_packs.join("national-base"), &province.root.join("national-base"), "tests")?;
        write(&province.pack().join("entities/单位.csv"), &register())?;
        write(&province.pack().join("entities/区划类别.csv"), &groups())?;
        write_full(&province.full(), &years)?;
        write_patchy(&province.patchy(), &years, &mut dice)?;
        Ok(province)
    }

    #[must_use]
    pub fn pack(&self) -> PathBuf {
        self.root.join("示例省")
    }

    /// Facts with nothing missing.
    #[must_use]
    pub fn full(&self) -> PathBuf {
        self.root.join("全")
    }

    /// Facts with gaps, and nothing published.
    #[must_use]
    pub fn patchy(&self) -> PathBuf {
        self.root.join("缺")
    }

    /// The third of the ten strongest in the last year: money, with all that it rests on.
    #[must_use]
    pub fn winner(&self) -> String {
        self.winner.clone()
    }

    /// A county that comes close to the ten strongest, and gets nothing.
    #[must_use]
    pub fn county(&self) -> String {
        name(COUNTIES - 1)
    }
}

impl Drop for Province {
    fn drop(&mut self) {
        // What cannot be removed is left to whoever clears the build folder.
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// SplitMix64: small, seeded, the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// One year's scores, in millionths, by county; and the vetoes.
struct Year {
    year: u16,
    scores: Vec<u64>,
    vetoed: BTreeMap<usize, &'static str>,
}

impl Year {
    fn drawn(year: u16, dice: &mut Dice) -> Year {
        // Strong counties stay strong: most of a score is the county's own, a part is the year's.
        let scores = (0..COUNTIES).map(|county| 40_000_000 + own_strength(county) * 300_000 + dice.below(12_000_000)).collect();
        let mut vetoed = BTreeMap::new();
        for what in VETOES {
            if let Ok(county) = usize::try_from(dice.below(COUNTIES as u64)) {
                vetoed.insert(county, what);
            }
        }
        Year { year, scores, vetoed }
    }

    /// The counties of a group from the highest score down, those under a veto left out.
    fn strongest(&self, group: &[usize]) -> Vec<usize> {
        let mut order: Vec<usize> = group.iter().copied().filter(|county| !self.vetoed.contains_key(county)).collect();
        order.sort_by_key(|county| (std::cmp::Reverse(self.scores[*county]), *county));
        order
    }
}

/// 0 to 99, spread over the counties without pattern.
fn own_strength(county: usize) -> u64 {
    Dice(SEED ^ (county as u64)).below(100)
}

fn is_district(county: usize) -> bool {
    county < DISTRICTS
}

fn name(county: usize) -> String {
    let kind = if is_district(county) { "区" } else { "县" };
    format!("{}{}{kind}", FIRST[county / SECOND.len()], SECOND[county % SECOND.len()])
}

fn register() -> String {
    let mut text = String::from("id,名称,种类,上级,代码,自,至\n");
    for (city, sign) in FIRST.iter().enumerate().take(CITIES) {
        text.push_str(&format!("XX-SL:city{city},示例{sign}市,市,,,,\n"));
    }
    for county in 0..COUNTIES {
        text.push_str(&format!("XX-SL:county{county:03},{},县区,XX-SL:city{},,,\n", name(county), county % CITIES));
    }
    text
}

fn groups() -> String {
    let mut text = String::from("县区,类别,自,至\n");
    for county in 0..COUNTIES {
        text.push_str(&format!("{},{},,\n", name(county), if is_district(county) { "城区" } else { "县市" }));
    }
    text
}

fn write_full(folder: &Path, years: &[Year]) -> io::Result<()> {
    write(&folder.join("监测考评.csv"), &scores(years, |_| true))?;
    write(&folder.join("否决记录.csv"), &vetoes(years))?;
    write(&folder.join("公布名单.csv"), &lists(years))?;
    let mut signed = confirmations(years);
    for year in years {
        for award in ["十强县", "五强区", "县争先进位奖", "区争先进位奖"] {
            signed.push_str(&format!("公布名单,{},{award},公布通告,{}-06-30\n", year.year, year.year + 1));
        }
    }
    write(&folder.join("完整确认.csv"), &signed)
}

fn write_patchy(folder: &Path, years: &[Year], dice: &mut Dice) -> io::Result<()> {
    write(&folder.join("监测考评.csv"), &scores(years, |_| dice.below(50) != 0))?;
    write(&folder.join("否决记录.csv"), &vetoes(years))?;
    write(&folder.join("完整确认.csv"), &confirmations(years))
}

fn scores(years: &[Year], mut keep: impl FnMut(usize) -> bool) -> String {
    let mut text = String::from("县区,年度,得分\n");
    for year in years {
        for (county, score) in year.scores.iter().enumerate() {
            if keep(county) {
                text.push_str(&format!("{},{},{}.{:06}\n", name(county), year.year, score / 1_000_000, score % 1_000_000));
            }
        }
    }
    text
}

fn vetoes(years: &[Year]) -> String {
    let mut text = String::from("单位,年度,事项\n");
    for year in years {
        for (county, what) in &year.vetoed {
            text.push_str(&format!("{},{},{what}\n", name(*county), year.year));
        }
    }
    text
}

/// The ten strongest counties, the five strongest districts, and those that rose most.
fn lists(years: &[Year]) -> String {
    let mut text = String::from("县区,年度,奖项,次序,首次\n");
    let groups: [(Vec<usize>, &str, &str, usize); 2] =
        [((DISTRICTS..COUNTIES).collect(), "十强县", "县争先进位奖", 10), ((0..DISTRICTS).collect(), "五强区", "区争先进位奖", 5)];
    for (group, strong, risen, quota) in &groups {
        let mut before: Vec<usize> = Vec::new();
        let mut listed = std::collections::BTreeSet::new();
        for year in years {
            let now = year.strongest(group);
            for (place, county) in now.iter().take(*quota).enumerate() {
                let first = if listed.insert(*county) { "是" } else { "否" };
                text.push_str(&format!("{},{},{strong},{},{first}\n", name(*county), year.year, place + 1));
            }
            let rise = |county: &usize| {
                let was = before.iter().position(|c| c == county)?;
                was.checked_sub(now.iter().position(|c| c == county)?)
            };
            let mut rises: Vec<(usize, usize)> = now.iter().filter_map(|c| Some((rise(c).filter(|n| *n > 0)?, *c))).collect();
            rises.sort_by_key(|(by, county)| (std::cmp::Reverse(*by), *county));
            for (_, county) in rises.iter().take(*quota) {
                text.push_str(&format!("{},{},{risen},,\n", name(*county), year.year));
            }
            before = now;
        }
    }
    text
}

fn confirmations(years: &[Year]) -> String {
    let mut text = String::from("表,年度,范围,确认机关,确认日期\n");
    for year in years {
        for (table, body) in [("监测考评", "省统计局"), ("否决记录", "省政府督查室")] {
            text.push_str(&format!("{table},{},,{body},{}-03-31\n", year.year, year.year + 1));
        }
    }
    text
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

/// Everything of a pack but its registers and its tests, which speak of real places.
fn copy_texts(from: &Path, to: &Path) -> io::Result<()> {
    for file in ["pack.toml", "tables.md"] {
        write(&to.join(file), &fs::read_to_string(from.join(file))?)?;
    }
    copy_folder(from, to, "law")
}

fn copy_folder(from: &Path, to: &Path, inside: &str) -> io::Result<()> {
    for entry in fs::read_dir(from.join(inside))? {
        let entry = entry?;
        write(&to.join(inside).join(entry.file_name()), &fs::read_to_string(entry.path())?)?;
    }
    Ok(())
}
