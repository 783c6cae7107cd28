//! Who holds which post. A surname and one of the stems or branches: nobody is meant.

use jiff::civil::Date;

use crate::province::{Kind, units};

/// One post held by one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    pub number: String,
    pub person: String,
    pub unit: String,
    pub post: &'static str,
    pub charge: &'static str,
    pub acting: bool,
    pub from: Date,
    pub to: Option<Date>,
}

pub const PARTY: &str = "党委正职";
pub const GOVERNMENT: &str = "政府正职";
pub const DEPARTMENT: &str = "部门正职";
pub const DEPUTY: &str = "班子副职";

const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜";
const GIVEN: &str = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";

/// A supply of people, each once.
#[derive(Debug, Default)]
pub struct People {
    count: usize,
}

impl People {
    /// The next number and name.
    pub fn another(&mut self) -> (String, String) {
        let surnames: Vec<char> = SURNAMES.chars().collect();
        let given: Vec<char> = GIVEN.chars().collect();
        let at = self.count;
        self.count += 1;
        // Every surname with the first of the other names, then every surname with the second.
        let name = format!("{}{}", surnames[at % surnames.len()], given[(at / surnames.len()) % given.len()]);
        (format!("SL{:04}", at + 1), name)
    }
}

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// The ordinary posts: heads and deputies of every unit since 2012 or later.
#[must_use]
pub fn ordinary() -> Vec<Tenure> {
    let mut people = People::default();
    let mut all = Vec::new();
    for (at, unit) in units().iter().enumerate() {
        let posts: &[(&str, &str)] = match unit.kind {
            Kind::Department => &[(DEPARTMENT, ""), (DEPUTY, "")],
            _ => &[(PARTY, ""), (GOVERNMENT, ""), (DEPUTY, "安全生产"), (DEPUTY, "生态环境、扶贫")],
        };
        for (place, (post, charge)) in posts.iter().enumerate() {
            let (number, person) = people.another();
            let months = i8::try_from((at + place * 5) % 12 + 1).unwrap_or(1);
            let year = 2012 + i16::try_from((at * 3 + place) % 3).unwrap_or(0);
            all.push(Tenure { number, person, unit: unit.name.clone(), post, charge, acting: false, from: day(year, months, 1), to: None });
        }
    }
    all
}

/// Everybody's posts, with the changes of the stories.
#[must_use]
pub fn tenures(changes: &[Change]) -> Vec<Tenure> {
    let mut all = ordinary();
    let mut people = People { count: all.len() };
    for change in changes {
        let Some(held) =
            all.iter_mut().find(|t| t.unit == change.unit && t.post == change.post && t.charge == change.charge && t.to.is_none())
        else {
            continue;
        };
        held.to = Some(change.last);
        let charge = held.charge;
        let (number, person) = people.another();
        all.push(Tenure {
            number,
            person,
            unit: change.unit.to_owned(),
            post: change.new_post.unwrap_or(change.post),
            charge,
            acting: change.acting,
            from: change.first,
            to: None,
        });
    }
    all
}

/// A change of who holds a post.
#[derive(Clone, Debug)]
pub struct Change {
    pub unit: &'static str,
    pub post: &'static str,
    pub charge: &'static str,
    /// The last day of the one before.
    pub last: Date,
    /// The first of the one after.
    pub first: Date,
    /// Where the one after only runs the work.
    pub acting: bool,
    pub new_post: Option<&'static str>,
}
