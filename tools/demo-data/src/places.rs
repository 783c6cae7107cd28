//! Who stands where in the county assessment, year by year: the places of the stories first, everybody else in the gaps.

use std::collections::BTreeMap;

use crate::province::{counties, is_county_in};
use crate::random::Random;

/// Names in the order of their places.
pub type Order = Vec<String>;

/// The places of one year: counties and cities, then districts.
#[derive(Clone, Debug, Default)]
pub struct Year {
    pub counties: Order,
    pub districts: Order,
}

impl Year {
    /// The place in its group, from one.
    #[must_use]
    pub fn place(&self, name: &str) -> i64 {
        let at = self.counties.iter().position(|n| n == name).or_else(|| self.districts.iter().position(|n| n == name));
        at.map_or(0, |at| i64::try_from(at + 1).unwrap_or(0))
    }
}

/// The first of a year, whose places are given; the rest keeps the order of `others`.
fn order(others: &[String], given: &[(&str, usize)]) -> Order {
    let mut fixed: BTreeMap<usize, String> = given.iter().map(|(name, place)| (*place, (*name).to_owned())).collect();
    let mut rest = others.iter().filter(|name| !given.iter().any(|(given, _)| given == name));
    let mut out = Vec::new();
    while let Some(name) = fixed.remove(&(out.len() + 1)).or_else(|| rest.next().cloned()) {
        out.push(name);
    }
    out.extend(fixed.into_values());
    out
}

/// Neighbours change places here and there, behind the first `kept`.
fn stirred(mut order: Order, kept: usize, random: &mut Random) -> Order {
    let mut at = kept;
    while at + 1 < order.len() {
        if random.once_in(3) {
            order.swap(at, at + 1);
        }
        at += 2;
    }
    order
}

/// The ten of each year up to 2013, as they were announced.
pub const EARLIER: [(i16, [&str; 10]); 6] = [
    (2008, ["甲川县", "辛川县", "甲原县", "丙原县", "丁原县", "乙川县", "壬川县", "己川县", "卯川区", "戊川县"]),
    (2009, ["甲川县", "辛川县", "甲原县", "丙原县", "丁原县", "乙川县", "己川县", "壬川县", "卯川区", "丙川县"]),
    (2010, ["辛川县", "甲川县", "甲原县", "丁原县", "丙原县", "乙川县", "己川县", "卯川区", "壬川县", "丙川县"]),
    (2011, ["甲川县", "辛川县", "甲原县", "丙原县", "丁原县", "己川县", "乙川县", "壬川县", "庚川县", "丙川县"]),
    (2012, ["甲川县", "辛川县", "甲原县", "丙原县", "丁原县", "乙川县", "壬川县", "己川县", "己原县", "丙川县"]),
    (2013, ["甲原县", "甲川县", "辛川县", "丙原县", "乙川县", "丁原县", "己川县", "壬川县", "丙川县", "己原县"]),
];

/// The five districts of each year up to 2013.
pub const EARLIER_DISTRICTS: [&str; 5] = ["子川区", "寅川区", "丑原区", "丑川区", "子原区"];

const COUNTIES_2014: [(&str, usize); 31] = [
    ("甲川县", 1),
    ("甲原县", 2),
    ("辛川县", 3),
    ("丙原县", 4),
    ("丁原县", 5),
    ("乙川县", 6),
    ("己川县", 7),
    ("丙川县", 8),
    ("壬川县", 9),
    ("庚川县", 10),
    ("戊川县", 11),
    ("丁川县", 12),
    ("己原县", 14),
    ("甲河县", 15),
    ("丙河县", 16),
    ("乙河县", 17),
    ("甲滩县", 20),
    ("丁滩县", 21),
    ("乙滩县", 25),
    ("丙滩县", 30),
    ("庚岭县", 41),
    ("癸岭县", 45),
    ("己岭县", 46),
    ("辛岭县", 47),
    ("壬岭县", 50),
    ("戊岭县", 52),
    ("丁岭县", 55),
    ("丙岭县", 58),
    ("乙岭县", 61),
    ("甲岭县", 65),
    ("甲泉县", 71),
];

const COUNTIES_2015: [(&str, usize); 31] = [
    ("甲川县", 1),
    ("甲原县", 2),
    ("丙原县", 3),
    ("辛川县", 4),
    ("丁原县", 5),
    ("乙川县", 6),
    ("己川县", 7),
    ("丙川县", 8),
    ("庚川县", 9),
    ("壬川县", 10),
    ("戊川县", 11),
    ("丁川县", 12),
    ("己原县", 14),
    ("甲河县", 15),
    ("丙河县", 16),
    ("乙河县", 17),
    ("丙滩县", 30),
    ("丁滩县", 37),
    ("甲滩县", 40),
    ("庚岭县", 41),
    ("乙滩县", 43),
    ("癸岭县", 45),
    ("己岭县", 46),
    ("辛岭县", 47),
    ("壬岭县", 50),
    ("戊岭县", 52),
    ("丁岭县", 55),
    ("丙岭县", 58),
    ("乙岭县", 61),
    ("甲岭县", 65),
    ("甲泉县", 71),
];

const COUNTIES_2016: [(&str, usize); 31] = [
    ("甲川县", 1),
    ("乙川县", 2),
    ("丙川县", 3),
    ("丁川县", 4),
    ("己川县", 5),
    ("甲原县", 6),
    ("丁原县", 7),
    ("丙原县", 8),
    ("戊川县", 9),
    ("己原县", 10),
    ("庚川县", 11),
    ("辛川县", 12),
    ("壬川县", 13),
    ("甲河县", 14),
    ("丙河县", 15),
    ("乙河县", 16),
    ("癸岭县", 26),
    ("庚岭县", 27),
    ("壬岭县", 28),
    ("辛岭县", 31),
    ("己岭县", 33),
    ("戊岭县", 40),
    ("丙滩县", 42),
    ("丁岭县", 44),
    ("丙岭县", 47),
    ("丁滩县", 49),
    ("乙岭县", 51),
    ("甲岭县", 56),
    ("乙滩县", 60),
    ("甲滩县", 62),
    ("甲泉县", 63),
];

const DISTRICTS_2014: [(&str, usize); 14] = [
    ("子川区", 1),
    ("寅川区", 2),
    ("丑原区", 3),
    ("丑川区", 4),
    ("子原区", 5),
    ("寅湾区", 11),
    ("丑湾区", 13),
    ("丑滩区", 17),
    ("寅滩区", 18),
    ("子滩区", 21),
    ("丑坪区", 23),
    ("子湾区", 24),
    ("子坪区", 25),
    ("寅坪区", 26),
];

const DISTRICTS_2015: [(&str, usize); 15] = [
    ("子川区", 1),
    ("寅川区", 2),
    ("丑原区", 3),
    ("丑川区", 4),
    ("子原区", 5),
    ("卯川区", 6),
    ("寅湾区", 12),
    ("丑湾区", 14),
    ("丑滩区", 18),
    ("寅滩区", 19),
    ("子滩区", 22),
    ("丑坪区", 24),
    ("子坪区", 26),
    ("寅坪区", 27),
    ("子湾区", 25),
];

const DISTRICTS_2016: [(&str, usize); 15] = [
    ("子川区", 1),
    ("丑川区", 2),
    ("寅川区", 3),
    ("卯川区", 4),
    ("子原区", 5),
    ("丑原区", 6),
    ("丑滩区", 11),
    ("寅滩区", 13),
    ("子滩区", 17),
    ("丑坪区", 19),
    ("寅湾区", 20),
    ("丑湾区", 21),
    ("子坪区", 22),
    ("寅坪区", 24),
    ("子湾区", 26),
];

/// The places of 2012 to 2016.
#[must_use]
pub fn places() -> BTreeMap<i16, Year> {
    let mut random = Random::new(20_120_101);
    let names = |year: i16, county: bool| -> Vec<String> {
        counties().iter().filter(|u| is_county_in(u, year) == county).map(|u| u.name.clone()).collect()
    };
    // Which counties are strong is not told by the order of their names.
    let mut base = names(2012, true);
    for at in (1..base.len()).rev() {
        let other = usize::try_from(random.between(0, i64::try_from(at).unwrap_or(0))).unwrap_or(0);
        base.swap(at, other);
    }
    let base_districts = names(2012, false);
    let mut all = BTreeMap::new();
    for (year, ten) in EARLIER.into_iter().filter(|(year, _)| *year >= 2012) {
        let given: Vec<(&str, usize)> = ten.into_iter().zip(1..).collect();
        let given: Vec<(&str, usize)> = given.into_iter().chain([("戊川县", 12), ("丁川县", 13)]).collect();
        let five: Vec<(&str, usize)> = EARLIER_DISTRICTS.into_iter().zip(1..).collect();
        let year_of = Year { counties: stirred(order(&base, &given), 13, &mut random), districts: order(&base_districts, &five) };
        all.insert(year, year_of);
    }
    let of_2014 = Year { counties: order(&base, &COUNTIES_2014), districts: order(&base_districts, &DISTRICTS_2014) };
    let left: Vec<String> = of_2014.counties.iter().filter(|n| *n != crate::province::BECAME_DISTRICT).cloned().collect();
    let mut districts = of_2014.districts.clone();
    districts.push(crate::province::BECAME_DISTRICT.to_owned());
    let of_2015 = Year { counties: order(&left, &COUNTIES_2015), districts: order(&districts, &DISTRICTS_2015) };
    let of_2016 = Year { counties: order(&of_2015.counties, &COUNTIES_2016), districts: order(&of_2015.districts, &DISTRICTS_2016) };
    all.insert(2014, of_2014);
    all.insert(2015, of_2015);
    all.insert(2016, of_2016);
    all
}

/// Scores of six places that give this order, best first: neighbours lie apart by chance, except behind the places in `close`, where the
/// next is one unit of the last place lower.
#[must_use]
pub fn scores(order: &Order, close: &[usize], random: &mut Random) -> BTreeMap<String, i64> {
    let mut score = 931_000 + random.between(0, 4_000);
    let mut all = BTreeMap::new();
    for (place, name) in (1_usize..).zip(order) {
        all.insert(name.clone(), score);
        score -= if close.contains(&place) { 1 } else { random.between(700, 3_200) };
    }
    all
}
