//! The words of the language: one table of roles, each with its Chinese and its English spelling.
//!
//! In: a word as written. Out: the roles it can have. One spelling may serve several roles (自 begins a validity, an argument
//! and a time limit); the parser asks for the role it expects. Deliberately absent: names built into the language (是, 年初,
//! 存在 …), which are ordinary names to the parser.

use Class::{InPlace, Reserved, Statement, StatementReserved};

/// Where a word is a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Begins a statement, in column 1 only.
    Statement,
    /// Begins a statement, and is a keyword everywhere else too.
    StatementReserved,
    /// A keyword wherever it stands (but after `.`).
    Reserved,
    /// A keyword only where the grammar expects it.
    InPlace,
}

/// One role with its two spellings. An empty English spelling: the role closes a Chinese bracket of words (以 … 为准) that
/// English does not close.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub keyword: Keyword,
    pub zh: &'static str,
    pub en: &'static str,
    pub class: Class,
}

macro_rules! keywords {
    ($($name:ident $zh:literal $en:literal $class:ident,)*) => {
        /// A role of a word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Keyword { $($name,)* }

        /// All roles, in the order of [`Keyword`].
        pub const TABLE: &[Entry] = &[$(Entry { keyword: Keyword::$name, zh: $zh, en: $en, class: $class },)*];

        impl Keyword {
            /// The Chinese spelling.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Keyword::$name => $zh,)* }
            }

            /// The English spelling.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Keyword::$name => $en,)* }
            }
        }
    };
}

keywords! {
    // statements
    Entity "实体" "entity" Statement,
    Enum "枚举" "enum" Statement,
    Posts "职务组" "posts" Statement,
    Span "时段" "span" Statement,
    Fact "事实" "fact" Statement,
    Event "事件" "event" Statement,
    Tenure "任职" "tenure" Statement,
    Complete "完整" "complete" Statement,
    Matters "登记" "matters" Statement,
    Judgement "认定项" "judgement" Statement,
    Judgements "认定项组" "judgements" Statement,
    Param "参数" "param" Statement,
    Open "待定" "open" StatementReserved,
    Settle "设" "settle" Statement,
    Amend "改" "amend" Statement,
    Repeal "停用" "repeal" Statement,
    Define "定义" "define" Statement,
    Exception "例外" "exception" Statement,
    Bound "界限" "bound" Statement,
    Presume "推定" "presume" Statement,
    Table "判定表" "table" Statement,
    Assert "校验" "assert" Statement,
    Rank "排名" "rank" Statement,
    List "名单" "list" Statement,
    Tiers "分档" "tiers" Statement,
    Share "分配" "share" Statement,
    Kind "结论类" "kind" Statement,
    Outcome "结论" "outcome" Statement,
    Procedure "程序" "procedure" Statement,
    Fragment "程序片段" "fragment" Statement,
    Duty "义务" "duty" Statement,
    // declarations
    Parent "上级" "parent" InPlace,
    SeeTable "见下表" "see_table" InPlace,
    ManyRows "可多行" "many_rows" InPlace,
    Begins "始于" "begins" InPlace,
    Confirmed "确认" "confirmed" InPlace,
    Include "包括" "include" InPlace,
    Extensible "可增" "extensible" InPlace,
    Adds "增" "adds" InPlace,
    HighFirst "由高到低" "high_first" InPlace,
    LowFirst "由低到高" "low_first" InPlace,
    HeavyFirst "由重到轻" "heavy_first" InPlace,
    LightFirst "由轻到重" "light_first" InPlace,
    MaybeNa "可不适用" "maybe_na" InPlace,
    Missable "可缺" "missable" InPlace,
    Nullable "可空" "nullable" InPlace,
    Multiple "可多值" "multiple" InPlace,
    OneEach "各一人" "one_each" InPlace,
    RestsOn "依据" "rests_on" InPlace,
    Options "可选" "options" InPlace,
    Affects "影响" "affects" InPlace,
    EachWith "各附" "each_with" InPlace,
    NeededIf "需要时" "needed_if" InPlace,
    // validity
    Applies "适用" "applies" InPlace,
    Onward "起" "onward" InPlace,
    Until "至" "until" InPlace,
    Starting "自" "starting" Reserved,
    As "为" "as" Reserved,
    Because "因" "because" InPlace,
    Dated "于" "dated" Reserved,
    // guard
    When "当" "when" Reserved,
    Unless "除非" "unless" Reserved,
    AnyOf "下列之一" "any_of" InPlace,
    AllOf "下列全部" "all_of" InPlace,
    Then "则" "then" Reserved,
    Is "即" "is" Reserved,
    Default "缺省" "default" Reserved,
    // exception
    Over "于" "over" Reserved,
    YieldsTo "让于" "yields_to" InPlace,
    Everything "全部" "everything" InPlace,
    WhereApplies "在" "where_applies" Reserved,
    WhereAppliesEnd "适用时" "" InPlace,
    AtLeast "不小于" "at_least" InPlace,
    AtMost "不大于" "at_most" InPlace,
    Coexist "可并存" "coexist" InPlace,
    CoexistAny "可并存任取" "coexist_any" InPlace,
    Add "相加" "add" InPlace,
    Highest "取高" "highest" InPlace,
    Published "公布" "published" InPlace,
    // decision table
    Hit "取" "hit" InPlace,
    Unique "唯一" "unique" InPlace,
    HighestMet "任一达到的最高级" "highest_met" InPlace,
    EachRow "全部" "each_row" InPlace,
    Levels "缺级" "levels" InPlace,
    NotObtained "未得" "not_obtained" InPlace,
    Official "官方" "official" InPlace,
    // set rules
    From "从" "from" InPlace,
    Limit "限" "limit" InPlace,
    Group "分组" "group" InPlace,
    By "依" "by" InPlace,
    Take "取" "take" InPlace,
    Cut "切" "cut" InPlace,
    Rest "其余" "rest" Reserved,
    Rounding "取整" "rounding" InPlace,
    Cumulated "按累计" "cumulated" InPlace,
    Base "基数" "base" InPlace,
    Counting "计数" "counting" InPlace,
    Ties "并列" "ties" InPlace,
    CutTies "割线并列" "cut_ties" InPlace,
    Missing "缺值" "missing" InPlace,
    Veto "否决" "veto" InPlace,
    Admit "直接入选" "admit" InPlace,
    BestFirst "从高到低" "best_first" InPlace,
    WorstFirst "从低到高" "worst_first" InPlace,
    LargestFirst "从大到小" "largest_first" InPlace,
    SmallestFirst "从小到大" "smallest_first" InPlace,
    EarliestFirst "从早到晚" "earliest_first" InPlace,
    LatestFirst "从晚到早" "latest_first" InPlace,
    // sharing out
    To "给" "to" InPlace,
    Amount "金额" "amount" InPlace,
    Per "按" "per" InPlace,
    ExactTo "精确到" "exact" InPlace,
    Remainder "尾差" "remainder" InPlace,
    TieBy "余数相同" "tie_by" InPlace,
    // outcome
    For "就" "for" InPlace,
    Reaches "涉及" "reaches" InPlace,
    EachOf "各" "each_of" Reserved,
    IfSplit "分属两任时" "if_split" InPlace,
    Disregard "不计" "disregard" InPlace,
    Among "的" "among" InPlace,
    Grants "给予" "grants" InPlace,
    InNameOf "名义" "in_name_of" InPlace,
    // duty and procedure
    Must "应当" "must" InPlace,
    May "可以" "may" InPlace,
    MustNot "不得" "must_not" InPlace,
    Body "由" "body" Reserved,
    Evidence "凭" "evidence" Reserved,
    Every "每" "every" InPlace,
    Scope "范围" "scope" InPlace,
    Attach "须附" "attach" InPlace,
    Giving "附" "giving" InPlace,
    Within "于" "within" Reserved,
    WithinEnd "内" "" InPlace,
    After "自" "after" Reserved,
    NextDay "次日" "next_day" InPlace,
    NoLaterThan "不迟于" "no_later_than" InPlace,
    ThisYear "当年" "this_year" InPlace,
    NextYear "次年" "next_year" InPlace,
    Terms "期限" "terms" InPlace,
    DayOneOut "当日不计" "day_one_out" InPlace,
    DayOneIn "当日计入" "day_one_in" InPlace,
    IfHoliday "末日遇假" "if_holiday" InPlace,
    Step "步骤" "step" InPlace,
    Requires "必须先有" "requires" InPlace,
    RequiresFilled "必须先填齐" "requires_filled" InPlace,
    OtherThan "不同于" "other_than" InPlace,
    Recuse "回避" "recuse" InPlace,
    Appeal "申诉" "appeal" InPlace,
    StaysInForce "不停止执行" "stays_in_force" InPlace,
    Suspend "中止" "suspend" InPlace,
    MayExtend "可以延长" "may_extend" InPlace,
    UpTo "不超过" "up_to" InPlace,
    Overdue "逾期" "overdue" InPlace,
    OverdueAgain "再逾期" "again" InPlace,
    Remind "催办" "remind" InPlace,
    ReportTo "报" "report_to" InPlace,
    PassTo "转" "pass_to" InPlace,
    Tell "告知" "tell" InPlace,
    // logic
    And "且" "and" Reserved,
    Or "或" "or" Reserved,
    Not "非" "not" Reserved,
    In "为" "in" Reserved,
    NotIn "不为" "not_in" Reserved,
    Has "含" "has" Reserved,
    // number
    Of "占" "of" Reserved,
    Weight "权" "weight" Reserved,
    Min "最低" "min" InPlace,
    Max "最高" "max" InPlace,
    Plus "后" "plus" Reserved,
    ElseIfNa "不适用则" "else_if_na" Reserved,
    // anchor, match
    AsAt "以" "as_at" Reserved,
    AsAtEnd "为准" "" Reserved,
    Match "视" "match" Reserved,
    // arguments
    Since "自" "since" Reserved,
    On "凭" "on" Reserved,
    Where "当" "where" Reserved,
    InWindow "在" "in_window" Reserved,
    Under "所辖" "under" Reserved,
    AmongGroup "组" "among_group" Reserved,
    Unassessed "未考核" "unassessed" Reserved,
    Keep "保留" "keep" InPlace,
}

/// The units a number may carry.
pub const UNITS: &[&str] = &["元", "万元", "亿元", "分", "%", "人", "名", "位", "年", "个月", "日", "工作日", "小时"];

/// The statements language version 1 has; the others are reserved.
pub const AVAILABLE: &[Keyword] = &[
    Keyword::Entity,
    Keyword::Enum,
    Keyword::Posts,
    Keyword::Span,
    Keyword::Fact,
    Keyword::Event,
    Keyword::Tenure,
    Keyword::Complete,
    Keyword::Judgement,
    Keyword::Judgements,
    Keyword::Open,
    Keyword::Settle,
    Keyword::Param,
    Keyword::Amend,
    Keyword::Repeal,
    Keyword::Define,
    Keyword::Exception,
    Keyword::Bound,
    Keyword::Presume,
    Keyword::Rank,
    Keyword::List,
    Keyword::Tiers,
    Keyword::Share,
    Keyword::Table,
    Keyword::Assert,
    Keyword::Matters,
    Keyword::Kind,
    Keyword::Outcome,
    Keyword::Procedure,
    Keyword::Fragment,
    Keyword::Duty,
];

impl Keyword {
    /// True if the word is spelled like this role, in either language.
    #[must_use]
    pub fn is(self, word: &str) -> bool {
        !word.is_empty() && (word == self.zh() || word == self.en())
    }

    /// The spelling for a message: Chinese and English side by side.
    #[must_use]
    pub fn both(self) -> String {
        format!("{} ({})", self.zh(), self.en())
    }
}

/// The statement that begins with this word.
#[must_use]
pub fn statement_of(word: &str) -> Option<Keyword> {
    TABLE.iter().find(|e| matches!(e.class, Statement | StatementReserved) && e.keyword.is(word)).map(|e| e.keyword)
}

/// True if the word can never be a name (but after `.`).
#[must_use]
pub fn is_reserved(word: &str) -> bool {
    TABLE.iter().any(|e| matches!(e.class, Reserved | StatementReserved) && e.keyword.is(word))
}

/// True if the word is a keyword somewhere.
#[must_use]
pub fn is_keyword(word: &str) -> bool {
    TABLE.iter().any(|e| e.keyword.is(word))
}

/// True if the word is a keyword somewhere inside a statement: it can begin a clause.
#[must_use]
pub fn is_clause_word(word: &str) -> bool {
    TABLE.iter().any(|e| !matches!(e.class, Statement) && e.keyword.is(word))
}

/// The word nearest to this one, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    among
        .into_iter()
        .filter(|candidate| !candidate.is_empty() && *candidate != word)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| distance.saturating_mul(2) <= length.max(candidate.chars().count()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// 「且名次」 → `且 名次`: how a run that names nothing may be meant, if it contains a reserved word. The words that join
/// conditions are tried first, then the longer ones; a single character that occurs inside many names (为, 后, 组 …) only at
/// the run's beginning or end.
#[must_use]
pub fn split_hint(word: &str) -> Option<String> {
    if word.is_ascii() || is_keyword(word) {
        return None;
    }
    let joins = ["且", "或", "不适用则", "为准", "除非", "不为", "缺省"];
    for join in joins {
        if word.contains(join) {
            return Some(tidy(&word.replace(join, &format!(" {join} "))));
        }
    }
    let reserved = || TABLE.iter().filter(|e| matches!(e.class, Reserved | StatementReserved)).map(|e| e.zh);
    if let Some((keyword, rest)) = reserved().find_map(|k| word.strip_prefix(k).map(|rest| (k, rest))) {
        return Some(format!("{keyword} {rest}"));
    }
    reserved().find_map(|k| word.strip_suffix(k).map(|rest| format!("{rest} {k}")))
}

/// `则50万元` → `则 50万元`: the same for the words that may stand at this place.
#[must_use]
pub fn split_before(word: &str, allowed: &[Keyword]) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let mut found: Vec<&str> =
        allowed.iter().map(|k| k.zh()).filter(|k| word.strip_prefix(k).is_some_and(|rest| !rest.is_empty())).collect();
    found.sort_by_key(|k| std::cmp::Reverse(k.len()));
    let keyword = found.first()?;
    word.strip_prefix(keyword).map(|rest| format!("{keyword} {rest}"))
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn an_english_word_stands_for_one_chinese_word() {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for entry in TABLE {
            if !entry.en.is_empty() {
                let before = seen.insert(entry.en, entry.zh);
                assert_eq!(before, None, "{} twice", entry.en);
            }
        }
    }

    #[test]
    fn a_word_is_reserved_in_both_languages() {
        for (zh, en) in [("且", "and"), ("视", "match"), ("待定", "open"), ("未考核", "unassessed"), ("为准", "as_at")] {
            assert!(is_reserved(zh) && is_reserved(en), "{zh} {en}");
        }
        for word in ["金额", "名单", "上级", "计数", "list", "以公布为准", "任用受限"] {
            assert!(!is_reserved(word), "{word}");
        }
    }

    #[test]
    fn a_missing_space_is_seen() {
        assert_eq!(split_hint("且名次").as_deref(), Some("且 名次"));
        assert_eq!(split_hint("入选且名次").as_deref(), Some("入选 且 名次"));
        assert_eq!(split_hint("当队组").as_deref(), Some("当 队组"));
        assert_eq!(split_hint("名次"), None);
        assert_eq!(split_hint("且"), None);
        assert_eq!(split_before("取10", &[Keyword::Take, Keyword::Rounding]).as_deref(), Some("取 10"));
    }

    #[test]
    fn the_nearest_word_is_near() {
        assert_eq!(nearest("割线并例", ["割线并列", "缺值"]), Some("割线并列"));
        assert_eq!(nearest("完全不同", ["割线并列", "缺值"]), None);
    }
}
