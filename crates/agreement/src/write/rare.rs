//! Forms that would otherwise be met too seldom: each program gets a few, so that none is rare.

use super::{GRADE, GROUP, Kind, Readable, Shape, Ty, Writer};
use crate::text::{Sort, Text, text};

type Form = fn(&mut Writer) -> Option<()>;

impl Writer {
    /// A few rare forms.
    pub(super) fn rare(&mut self) {
        self.clash();
        if self.chance.percent(60) {
            self.clash();
        }
        let mut forms: Vec<(usize, Form)> = vec![
            (9, Writer::of_records_kept),
            (6, Writer::official_table),
            (2, Writer::several_days),
            (6, Writer::scale),
            (5, Writer::weighed),
            (7, Writer::with_mode),
            (2, Writer::shares_of),
            (3, Writer::by_decision_day),
            (2, Writer::since_ever),
            (3, Writer::same_group),
            (6, Writer::years_off),
            (8, Writer::taken_in),
            (2, Writer::bounded),
            (5, Writer::ranked_again),
            (5, Writer::whole_days),
            (9, Writer::lengths),
            (4, Writer::one_row),
            (2, Writer::limited_conclusion),
            (2, Writer::left_incomplete),
            (3, Writer::published_places),
            (6, Writer::tolerated),
        ];
        if self.has.span {
            forms.push((8, Writer::valid));
        }
        if self.has.many {
            forms.push((9, Writer::of_rows));
            forms.push((3, Writer::any_row));
        }
        if self.has.events {
            forms.push((10, Writer::of_windows));
            forms.push((8, Writer::of_event_figures));
        }
        if self.has.city {
            forms.push((10, Writer::below));
            forms.push((10, Writer::of_the_city));
        }
        if self.has.tenures {
            forms.extend([
                (4, Writer::posts_counted as Form),
                (6, Writer::of_the_unit),
                (3, Writer::column_held),
                (10, Writer::list_over_posts),
            ]);
            if self.has.events {
                forms.extend([(18, Writer::on_the_day as Form), (26, Writer::reached_by_list)]);
            }
            forms.push((9, Writer::two_in_office));
            forms.push((13, Writer::person_concluded));
            forms.push((4, Writer::days_in_post));
        }
        let weights: Vec<usize> = forms.iter().map(|f| f.0).collect();
        let count = self.chance.between(4, 5);
        for _ in 0..count {
            let at = self.chance.weighted(&weights);
            let _written = forms[at].1(self);
        }
        // What is to come about for certain now and then, whatever else is written.
        let _written = match self.chance.below(24) {
            0 | 1 => self.unless_signed(),
            2 | 3 => self.held_with_a_mark(),
            4 | 5 => self.quota_of_the_rest(),
            6 => self.weighed(),
            _ => None,
        };
    }

    fn is(&mut self, kind: Kind, ty: Ty, na: bool, value: Text) -> String {
        let name = self.name("少");
        let head = self.head(kind, &name, ty, na, kind.is_unit() || matches!(kind, Kind::Person | Kind::Tenure | Kind::Nobody));
        self.rule(text!(Sort::Whole; head, "\n  即 ", value));
        let yearly = !matches!(kind, Kind::Event(_));
        self.add(Readable { text: name.clone(), ty, na, owner: kind, yearly });
        name
    }

    /// Two exceptions that nobody put in order, and a bound that what is known may go against.
    fn clash(&mut self) {
        let kind = if self.units_have() { *self.chance.of(&[Kind::County, Kind::County, Kind::Unit]) } else { Kind::County };
        let ty = *self.chance.of(&[Ty::Int, Ty::Money, Ty::Enum(GRADE), Ty::Bool, Ty::Ratio]);
        let mut target = self.define(kind, ty, true);
        let mut at = self.at(kind, true);
        at.reads = target.reads;
        let count = self.chance.between(2, 3);
        for _ in 0..count {
            let label = self.name("例");
            let (one, other) = (self.plain_condition(&at), self.plain_condition(&at));
            let guard = if self.chance.percent(70) { text!(Sort::Value(Ty::Bool); "（", one, " 或 ", other, "）") } else { one };
            let value = if self.chance.percent(80) { self.literal(ty) } else { self.value(&at, ty, 1, target.na) };
            let over = match target.labels.last() {
                Some(last) if self.chance.percent(15) => format!("{}「{last}」", target.name),
                _ => target.name.clone(),
            };
            self.rule(text!(Sort::Whole; format!("例外「{label}」于 {over}\n  当 "), guard, "\n  则 ", value));
            target.labels.push(label);
        }
        // What reads a conflict is an error.
        if self.chance.percent(60) {
            let own = target.name.rsplit('.').next().unwrap_or_default().to_owned();
            let read = if target.na || target.dated { format!("（{own} 不适用则 {}）", self.plain_words(ty)) } else { own };
            let right = self.plain_words(ty);
            self.is(kind, Ty::Bool, false, text!(Sort::Value(Ty::Bool); format!("（{read} = {right}）")));
        }
        if let Some(place) = self.targets.iter().position(|t| t.name == target.name) {
            self.targets[place].labels.clone_from(&target.labels);
        }
    }

    fn fact_tables(&self, signed: bool) -> Vec<super::TablePlan> {
        self.tables
            .iter()
            .filter(|t| t.shape == Shape::Fact && t.owner == Kind::County && t.yearly && (!signed || t.signed))
            .cloned()
            .collect()
    }

    /// 无记录, 已完整, 有记录 with keys and groups.
    fn of_records_kept(&mut self) -> Option<()> {
        let keyed = self.tables.iter().find(|t| t.shape == Shape::Keyed).cloned();
        let sort = Sort::Value(Ty::Bool);
        let value = match keyed {
            Some(keyed) if self.chance.percent(80) => {
                let key = self.plain_words(Ty::Enum(super::AWARD));
                let word = if keyed.signed { *self.chance.of(&["无记录", "已完整", "有记录"]) } else { "有记录" };
                text!(sort; format!("{word}({}，{key})", keyed.name))
            }
            _ => {
                let signed = self.fact_tables(true);
                let table = self.chance.maybe_of(&signed)?.clone();
                text!(sort; format!("{}({})", self.chance.of(&["无记录", "已完整"]), table.name))
            }
        };
        self.is(Kind::County, Ty::Bool, false, value);
        Some(())
    }

    /// A decision table beside official grades, or with levels whose criteria were not obtained.
    fn official_table(&mut self) -> Option<()> {
        let name = self.name("判表");
        let tiers = self.best_first(GRADE);
        let at = self.at(Kind::County, true);
        let heads: Vec<Readable> =
            self.readables(&at, Ty::Int).into_iter().filter(|r| r.owner == Kind::County && !r.text.contains(['（', '('])).collect();
        let head = self.chance.maybe_of(&heads)?.clone();
        let official = self.readables(&at, Ty::Enum(GRADE)).into_iter().find(|r| r.text.contains('.') && !r.text.contains(['（', '(']));
        let official = match official {
            Some(official) if self.chance.percent(75) => format!("，官方 {}", official.text),
            _ => String::new(),
        };
        let missing = tiers.len() > 2 && (official.is_empty() || self.chance.percent(50));
        let kept = if missing { tiers.len() - 2 } else { tiers.len() - 1 };
        let mut rows = String::new();
        for (nth, tier) in tiers.iter().take(kept).enumerate() {
            rows += &format!("| {tier} | ≥ {} |\n", 2 * (kept - nth));
        }
        let last = &tiers[tiers.len() - 1];
        let unobtained = if missing {
            let other = &tiers[tiers.len() - 2];
            rows += &format!("| {last}…{other} | 其余 |\n");
            format!("，缺级 {other}、{last} 未得")
        } else {
            rows += &format!("| {last} | 其余 |\n");
            String::new()
        };
        let words = format!("判定表 县区.{name}（年度）：等次，取 任一达到的最高级{unobtained}{official}，见下表");
        self.rules.push(text!(Sort::Optional; "```规则\n", words, format!("\n```\n\n| 等次 | {} |\n|---|---|\n{rows}", head.text)));
        self.add(Readable { text: name, ty: Ty::Enum(GRADE), na: false, owner: Kind::County, yearly: true });
        Some(())
    }

    /// 最晚(甲，乙)
    fn several_days(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let one = self.readable_that(&at, Ty::Date, true).or_else(|| self.readable(&at, Ty::Date))?;
        let other = self.value(&at, Ty::Date, 1, true);
        let after = *self.chance.of(&["1年", "1个月", "2年", "30日"]);
        let word = *self.chance.of(&["最晚", "最早"]);
        self.is(
            Kind::County,
            Ty::Date,
            true,
            text!(Sort::Value(Ty::Date); format!("{word}({}，（", one.text), other, format!(" 后 {after}）)")),
        );
        Some(())
    }

    /// 归一 in every manner.
    fn scale(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let na = self.chance.percent(50);
        let value = self.normalised(&at, na)?;
        self.is(Kind::County, Ty::Ratio, na, value);
        Some(())
    }

    /// 加权 with a figure that may be missing.
    fn weighed(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let one = self.readable_that(&at, Ty::Int, true).or_else(|| self.readable_that(&at, Ty::Decimal, true))?;
        let other = self.readable(&at, Ty::Int)?;
        let way = self.option("缺项方式", &["权重分摊", "记组平均", "分组另评"]);
        let value = format!("加权({} 权 60%，{} 权 40%，不适用则 {way})", one.text, other.text);
        self.is(Kind::County, Ty::Ratio, true, text!(Sort::Value(Ty::Ratio); value));
        Some(())
    }

    /// Exceptions that stand together.
    fn with_mode(&mut self) -> Option<()> {
        let mode = *self.chance.of(&["，可并存", "，可并存任取", "，相加", "，取高"]);
        let ty = *self.chance.of(&[Ty::Int, Ty::Money, Ty::Ratio]);
        let target = self.define(Kind::County, ty, true);
        let mut at = self.at(Kind::County, true);
        at.reads = target.reads;
        let value = self.literal(ty);
        for _ in 0..self.chance.between(2, 3) {
            let label = self.name("例");
            let guard = self.plain_condition(&at);
            let own = if mode == "，可并存" && self.chance.percent(70) { value.clone() } else { self.leaf(&at, ty, target.na) };
            self.rule(text!(Sort::Whole; format!("例外「{label}」于 {}{mode}\n  当 ", target.name), guard, "\n  则 ", own));
        }
        Some(())
    }

    fn shares_of(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let (one, other) = (self.leaf(&at, Ty::Money, false), self.leaf(&at, Ty::Money, false));
        self.is(Kind::County, Ty::Ratio, false, text!(Sort::Value(Ty::Ratio); "（", one, " 占 ", other, "）"));
        Some(())
    }

    fn by_decision_day(&mut self) -> Option<()> {
        if !self.has.tenures {
            return None;
        }
        let posts = self.some_posts();
        let name = self.name("少");
        self.rule(text!(Sort::Whole; format!("定义 县区.{name}（年度）：布尔\n  即 {posts} 以 决定日 为准")));
        self.add(Readable { text: name, ty: Ty::Bool, na: false, owner: Kind::County, yearly: true });
        Some(())
    }

    /// 曾, 首次 from before all records.
    fn since_ever(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let of = self.readables(&at, Ty::Bool).into_iter().filter(|r| r.text.contains('.') && !r.na).collect::<Vec<_>>();
        let r = self.chance.maybe_of(&of)?.clone();
        let word = *self.chance.of(&["曾", "首次"]);
        self.is(Kind::County, Ty::Bool, false, text!(Sort::Value(Ty::Bool); format!("{word}({})", r.text)));
        Some(())
    }

    fn same_group(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let group = self.readable_that(&at, Ty::Enum(GROUP), false)?;
        let mut inner = at;
        inner.within = true;
        let condition = self.plain_condition(&inner);
        let (word, ty) = *self.chance.of(&[("存在", Ty::Bool), ("计数", Ty::Int)]);
        self.is(Kind::County, ty, false, text!(Sort::Value(ty); format!("{word}(县区，当 "), condition, format!("，组 {})", group.text)));
        Some(())
    }

    /// Years that were not assessed, under each word for them.
    fn years_off(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let r = self.ordered_readable(&at, true).filter(|r| r.yearly)?;
        let right = self.plain(r.ty);
        let word = self.option("未考核方式", &["中断", "跳过", "未知"]);
        let (call, ty) = *self.chance.of(&[("连续", Ty::Bool), ("近", Ty::Int)]);
        let n = self.chance.between(2, 3);
        let sign = *self.chance.of(&["≥", "≤"]);
        self.is(
            Kind::County,
            ty,
            false,
            text!(Sort::Value(ty); format!("{call}({n}，（{} {sign} ", r.text), right, format!("），未考核 {word})")),
        );
        Some(())
    }

    /// A list with every clause that may be left open.
    fn taken_in(&mut self) -> Option<()> {
        self.full_list(true);
        Some(())
    }

    /// A value that may not be known, and an exception once a table is signed.
    fn unless_signed(&mut self) -> Option<()> {
        let signed = self.fact_tables(true);
        let table = self.chance.maybe_of(&signed)?.name.clone();
        let at = self.at(Kind::County, true);
        let ty = *self.chance.of(&[Ty::Int, Ty::Bool, Ty::Decimal]);
        let value = self.readable_that(&at, ty, false).or_else(|| self.readable(&at, ty))?;
        let name = self.is(Kind::County, ty, true, text!(Sort::Value(ty); value.text));
        let label = self.name("例");
        let then = self.literal(ty);
        self.rule(text!(Sort::Whole; format!("例外「{label}」于 县区.{name}\n  当 已完整({table})\n  则 "), then));
        Some(())
    }

    /// 曾 and 首次 of a figure that is known by hearsay.
    fn held_with_a_mark(&mut self) -> Option<()> {
        let of = |table: &super::TablePlan| -> Vec<String> {
            let words: Vec<String> = self.declared.iter().map(Text::written).collect();
            let marked = |name: &str| words.iter().any(|w| w.contains(&format!("| {name} | 整数")) && w.contains("依据 "));
            let with_basis = table.columns.iter().filter(|c| c.ty == Ty::Int && marked(&c.name));
            with_basis.map(|c| format!("{}.{}", table.name, c.name)).collect()
        };
        let all: Vec<String> = self
            .tables
            .iter()
            .filter(|t| t.shape == Shape::Fact && t.owner == Kind::County && t.yearly)
            .flat_map(|table| of(table).into_iter().next_back())
            .collect();
        let column = self.chance.maybe_of(&all)?.clone();
        let read = format!("（{column} 不适用则 0）");
        let since = *self.chance.of(&["", "，自 2014年度", "，自 2015年度"]);
        let word = *self.chance.of(&["曾", "曾", "首次"]);
        let least = self.chance.between(0, 3);
        self.is(Kind::County, Ty::Bool, false, text!(Sort::Value(Ty::Bool); format!("{word}(（{read} ≥ {least}）{since})")));
        Some(())
    }

    /// A list of so much of those who are not barred.
    fn quota_of_the_rest(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let key = self.readables(&at, Ty::Int).into_iter().find(|r| r.owner == Kind::County && !r.na && r.text.contains('.'))?;
        let veto = self.readables(&at, Ty::Bool).into_iter().find(|r| r.owner == Kind::County && !r.na && r.text.contains('.'))?;
        let name = self.name("名单");
        let share = *self.chance.of(&[20, 30, 40, 50, 60]);
        let (rounding, cut) = (*self.chance.of(&["舍", "入", "四舍五入"]), *self.chance.of(&["全取", "全不取", "依名次"]));
        let instead = *self.chance.of(&["递补", "不递补"]);
        self.rule(text!(Sort::Whole; format!(
            "名单 县区.{name}（年度）\n  从 县区\n  依 {}，从大到小\n  取 {share}%，取整 {rounding}，基数 除去否决的参评\n  割线并列 {cut}\n  缺值 存疑\n  否决 {}，{instead}",
            key.text, veto.text
        )));
        self.add(Readable { text: name, ty: Ty::Bool, na: false, owner: Kind::County, yearly: true });
        Some(())
    }

    fn bounded(&mut self) -> Option<()> {
        let target = self.define(Kind::County, Ty::Int, true);
        let mut at = self.at(Kind::County, true);
        at.reads = target.reads;
        self.bound(&target, &at);
        Some(())
    }

    fn ranked_again(&mut self) -> Option<()> {
        let r = self.rankings.iter().find(|r| r.owner == Kind::County).cloned()?;
        let name = self.name("名次");
        let when = if r.na { format!("，当 有值({})", r.text) } else { String::new() };
        self.rule(
            text!(Sort::Whole; format!("排名 县区.{name}（年度）\n  从 县区{when}\n  依 {}，从小到大\n  并列 同名次\n  缺值 存疑", r.text)),
        );
        Some(())
    }

    /// 有效
    fn valid(&mut self) -> Option<()> {
        self.tables.iter().find(|t| t.shape == Shape::Span && t.signed)?;
        let day = *self.chance.of(&["年初", "年末", "上年初", "上年末"]);
        self.is(Kind::County, Ty::Bool, false, text!(Sort::Value(Ty::Bool); format!("有效(类别 以 {day} 为准)")));
        Some(())
    }

    /// Sums and extremes over the rows of a table.
    fn of_rows(&mut self) -> Option<()> {
        let table = self.tables.iter().position(|t| t.shape == Shape::Many)?;
        let columns: Vec<Readable> =
            self.row_columns(table).into_iter().filter(|c| matches!(c.ty, Ty::Int | Ty::Money | Ty::Decimal | Ty::Date)).collect();
        let column = self.chance.maybe_of(&columns)?.clone();
        self.figure_over(&column, "记录")
    }

    fn of_event_figures(&mut self) -> Option<()> {
        let table = self.tables.iter().position(|t| t.shape == Shape::Event)?;
        let columns: Vec<Readable> =
            self.row_columns(table).into_iter().filter(|c| matches!(c.ty, Ty::Int | Ty::Money | Ty::Decimal)).collect();
        let column = self.chance.maybe_of(&columns)?.clone();
        self.figure_over(&column, "事故")
    }

    fn figure_over(&mut self, column: &Readable, table: &str) -> Option<()> {
        let sum = column.ty != Ty::Date && self.chance.percent(65);
        let word = match (sum, column.ty) {
            (true, _) => "合计",
            (_, Ty::Date) => "最晚",
            _ => *self.chance.of(&["最大", "最小"]),
        };
        self.is(Kind::County, column.ty, !sum, text!(Sort::Value(column.ty); format!("{word}({}，在 {table})", column.text)));
        Some(())
    }

    /// 在 自然年度, 在 任意连续十二个月
    fn of_windows(&mut self) -> Option<()> {
        let way = self.option("年限算法", &["任意连续十二个月", "自然年度"]);
        let events = self.at(Kind::County, true);
        let _ = events;
        let table = self.tables.iter().position(|t| t.shape == Shape::Event)?;
        let mut at = self.at(Kind::Event(table), false);
        at.within = true;
        let condition = self.plain_condition(&at);
        self.is(Kind::County, Ty::Int, false, text!(Sort::Value(Ty::Int); "计数(事故，当 ", condition, format!("，在 {way})")));
        Some(())
    }

    /// A city over its counties.
    fn below(&mut self) -> Option<()> {
        let mut at = self.at(Kind::County, true);
        at.within = true;
        let condition = self.plain_condition(&at);
        let figure = self.readable(&at, Ty::Int)?;
        let (value, ty, na) = match self.chance.below(4) {
            0 => (text!(Sort::Value(Ty::Bool); "存在(在 所辖 县区，当 ", condition, ")"), Ty::Bool, false),
            1 => (text!(Sort::Value(Ty::Int); "计数(在 所辖 县区，当 ", condition, ")"), Ty::Int, false),
            2 => (text!(Sort::Value(Ty::Int); format!("合计({}，在 所辖 县区，当 ", figure.text), condition, ")"), Ty::Int, false),
            _ => (text!(Sort::Value(Ty::Int); format!("最大({}，在 所辖 县区)", figure.text)), Ty::Int, true),
        };
        self.is(Kind::City, ty, na, value);
        Some(())
    }

    /// 上级.
    fn of_the_city(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let ty = *self.chance.of(&[Ty::Int, Ty::Bool, Ty::Money, Ty::Decimal]);
        let value = self.of_superior(&at, ty, false).or_else(|| self.of_superior(&at, Ty::Bool, false))?;
        let Sort::Value(ty) = value.sort else { return None };
        self.is(Kind::County, ty, false, value);
        Some(())
    }

    fn posts_counted(&mut self) -> Option<()> {
        let posts = self.some_posts();
        let anchor = self.anchor(false);
        self.is(Kind::County, Ty::Int, false, text!(Sort::Value(Ty::Int); format!("计数({posts} 以 {anchor} 为准)")));
        Some(())
    }

    /// A tenure that reads its unit.
    fn of_the_unit(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let ty = *self.chance.of(&[Ty::Int, Ty::Decimal, Ty::Bool, Ty::Money]);
        let r = self.readables(&at, ty).into_iter().find(|r| r.owner == Kind::County && !r.na && !r.text.contains(['（', '(']))?;
        let instead = self.plain(ty);
        let name = self.name("少");
        let word = self.type_word(ty);
        self.rule(
            text!(Sort::Whole; format!("定义 任职.{name}（年度）：{word}\n  当 单位 为 县区\n  则 单位.{}\n  缺省 ", r.text), instead),
        );
        self.add(Readable { text: name, ty, na: false, owner: Kind::Tenure, yearly: true });
        Some(())
    }

    fn column_held(&mut self) -> Option<()> {
        let anchor = self.anchor(true);
        self.is(Kind::Person, Ty::Bool, true, text!(Sort::Value(Ty::Bool); format!("主持 以 {anchor} 为准")));
        Some(())
    }

    fn list_over_posts(&mut self) -> Option<()> {
        let posts = self.some_posts();
        self.list_of_posts(&posts);
        Some(())
    }

    fn days_in_post(&mut self) -> Option<()> {
        self.is(Kind::Tenure, Ty::Days, false, text!(Sort::Value(Ty::Days); "在任天数"));
        Some(())
    }

    /// Who was in post on the day of what happened.
    fn on_the_day(&mut self) -> Option<()> {
        let table = self.tables.iter().position(|t| t.shape == Shape::Event)?;
        let day = *self.chance.of(&["事发日", "事发日", "发生日"]);
        if self.chance.percent(60) {
            let name = self.name("少");
            self.rule(text!(Sort::Whole; format!("定义 事故.{name}：布尔\n  即 有值(值班.职务 以 {day} 为准)")));
            self.add(Readable { text: name, ty: Ty::Bool, na: false, owner: Kind::Event(table), yearly: false });
            return Some(());
        }
        let class = self.name("结类");
        self.rule(text!(Sort::Whole; format!("结论类 {class}")));
        let mut at = self.at(Kind::Event(table), false);
        at.within = true;
        let guard = self.plain_condition(&at);
        let label = self.name("结");
        self.rule(text!(Sort::Whole; format!("结论「{label}」：{class}\n  就 事故\n  当 "), guard, "\n  涉及 正职，以 事发日 为准"));
        Some(())
    }

    /// 各 事故.指挥, and a list of one event.
    fn reached_by_list(&mut self) -> Option<()> {
        let table = self.tables.iter().position(|t| t.shape == Shape::Event)?;
        let class = self.name("结类");
        self.rule(text!(Sort::Whole; format!("结论类 {class}")));
        let label = self.name("结");
        let mut at = self.at(Kind::Event(table), false);
        at.within = true;
        let when = self.plain_condition(&at);
        if self.chance.percent(50) {
            self.rule(text!(Sort::Whole; format!("结论「{label}」：{class}\n  就 事故\n  当 "), when, "\n  涉及 指挥"));
        } else {
            let day = *self.chance.of(&["事发日在任", "年末在任"]);
            let way = self.option("跨任方式", &["都在任才算", "后一次在任即算", "各次在任都算"]);
            let n = self.chance.between(1, 2);
            self.rule(text!(
                Sort::Whole; format!("结论「{label}」：{class}\n  就 县区（年度）\n  当 计数(事故，当 "), when,
                format!(") ≥ {n}\n  涉及 正职，以 {day} 为准，分属两任时 {way}；各 事故.指挥")
            ));
        }
        Some(())
    }

    /// A conclusion about a person; reached only under a condition.
    fn person_concluded(&mut self) -> Option<()> {
        let class = self.name("结类");
        self.rule(text!(Sort::Whole; format!("结论类 {class}")));
        let label = self.name("结");
        if self.chance.percent(50) {
            let mut at = self.at(Kind::Person, true);
            at.within = true;
            let guard = self.value(&at, Ty::Bool, 1, false);
            self.rule(text!(Sort::Whole; format!("结论「{label}」：{class}\n  就 人员（年度）\n  当 "), guard, "\n  涉及 本人"));
        } else {
            let at = self.at(Kind::County, true);
            let (guard, when) = (self.plain_condition(&at), self.plain_condition(&at));
            self.rule(text!(
                Sort::Whole; format!("结论「{label}」：{class}\n  就 县区（年度）\n  当 "), guard,
                "\n  涉及 正职，以 年末在任 为准，当 ", when
            ));
        }
        Some(())
    }

    /// 首日, 末日, years further on.
    fn whole_days(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let of = *self.chance.of(&["年度", "（年度 − 1）", "（年度 + 1）"]);
        let word = *self.chance.of(&["首日", "末日"]);
        let r = self.readable(&at, Ty::Date)?;
        let other = self.read(&r, false);
        if self.chance.percent(35) {
            self.is(Kind::County, Ty::Bool, false, text!(Sort::Value(Ty::Bool); "（所在年度(", other, ") = 年度）"));
            return Some(());
        }
        let sign = *self.chance.of(&["<", "≤", "≥", ">"]);
        self.is(Kind::County, Ty::Bool, false, text!(Sort::Value(Ty::Bool); "（", other, format!(" {sign} {word}({of})）")));
        Some(())
    }

    /// A length of time that is a value: left open, or a definition.
    fn lengths(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let r = self.readable_that(&at, Ty::Date, false)?;
        let name = self.name("期");
        if self.chance.percent(40) {
            self.rule(text!(Sort::Whole; format!("待定「{name}」：期间")));
        } else {
            let flag = self.leaf(&at, Ty::Bool, false);
            self.rule(text!(Sort::Whole; format!("定义 县区.{name}（年度）：期间\n  当 "), flag, "\n  则 1年\n  缺省 30日"));
        }
        self.is(Kind::County, Ty::Date, false, text!(Sort::Value(Ty::Date); format!("（{} 后 {name}）", r.text)));
        Some(())
    }

    /// A decision table of which one row holds.
    fn one_row(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let all: Vec<Readable> = self
            .readables(&at, Ty::Int)
            .into_iter()
            .filter(|r| r.owner == Kind::County && !r.na && !r.text.contains(['（', '(']))
            .collect();
        let r = self.chance.maybe_of(&all)?.clone();
        let flags: Vec<Readable> = self
            .readables(&at, Ty::Bool)
            .into_iter()
            .filter(|r| r.owner == Kind::County && !r.na && !r.text.contains(['（', '(']))
            .collect();
        let flag = self.chance.maybe_of(&flags)?.clone();
        let name = self.name("判表");
        let edge = self.chance.between(2, 5);
        let table = format!(
            "\n```\n\n| 结果 | {} | {} |\n|---|---|---|\n| 3元 | ≥ {edge} | — |\n| 2元 | < {edge} | 是 |\n| 1元 | < {edge} | 否 |\n",
            r.text, flag.text
        );
        self.rules.push(text!(Sort::Optional; format!("```规则\n判定表 县区.{name}（年度）：金额，取 唯一，见下表"), table));
        self.add(Readable { text: name, ty: Ty::Money, na: false, owner: Kind::County, yearly: true });
        Some(())
    }

    fn limited_conclusion(&mut self) -> Option<()> {
        let class = self.name("结类");
        self.rule(text!(Sort::Whole; format!("结论类 {class}")));
        let label = self.name("结");
        let at = self.at(Kind::Unit, true);
        let guard = self.plain_condition(&at);
        self.rule(text!(Sort::Whole; format!("结论「{label}」：{class}\n  就 单位（年度），限 县区\n  当 "), guard));
        Some(())
    }

    /// Rules that may be missing.
    fn left_incomplete(&mut self) -> Option<()> {
        let target = self.define(Kind::County, Ty::Int, true);
        let open = self.name("其余");
        self.rule(text!(Sort::Whole; format!("待定「{open}」：规则 影响 {}", target.name)));
        Some(())
    }

    fn published_places(&mut self) -> Option<()> {
        let at = self.at(Kind::County, true);
        let key = self.readable_that(&at, Ty::Int, false).filter(|r| r.owner == Kind::County)?;
        let group = self.readable_that(&at, Ty::Enum(GROUP), false).filter(|r| r.owner == Kind::County && r.yearly);
        let name = self.name("名次");
        let by = group.as_ref().map(|g| format!("，分组 {}", g.text)).unwrap_or_default();
        self.rule(
            text!(Sort::Whole; format!("排名 县区.{name}（年度）\n  从 县区{by}\n  依 {}，从大到小\n  并列 同名次\n  缺值 存疑", key.text)),
        );
        self.add(Readable { text: name.clone(), ty: Ty::Int, na: false, owner: Kind::County, yearly: true });
        self.published(&name, Kind::County, &group.map(|g| g.text).unwrap_or_default());
        Some(())
    }

    fn any_row(&mut self) -> Option<()> {
        let table = self.tables.iter().position(|t| t.shape == Shape::Many)?;
        let mut at = self.at(Kind::County, true);
        at.row = self.row_columns(table);
        at.reads = 0;
        at.within = true;
        let condition = self.value(&at, Ty::Bool, 1, false);
        self.is(Kind::County, Ty::Bool, false, text!(Sort::Value(Ty::Bool); "存在(记录，当 ", condition, ")"));
        Some(())
    }

    /// A conclusion from which matters are set aside, for the unit and for persons.
    fn tolerated(&mut self) -> Option<()> {
        let (by, tables) = self.register()?;
        let at = self.at(Kind::County, true);
        let table = self.tables.iter().find(|t| t.name == tables[0])?.clone();
        let columns: Vec<_> = table.columns.iter().filter(|c| !c.apart && c.ty != Ty::Text).cloned().collect();
        let column = self.chance.maybe_of(&columns)?.clone();
        let read = Readable { text: format!("{}.{}", table.name, column.name), ty: column.ty, na: true, owner: Kind::County, yearly: true };
        let ground = if tables.len() > 1 && self.chance.percent(40) {
            format!("计数({}) ≥ {}", tables[1], self.chance.between(1, 2))
        } else if self.is_ordered(read.ty) && read.ty != Ty::Bool {
            let right = self.plain_words(read.ty);
            format!("有值({}) 且 {} {} {right}", read.text, read.text, self.chance.of(&["≥", "≤", "≠"]))
        } else {
            format!("有值({})", read.text)
        };
        let class = self.name("结类");
        self.rule(text!(Sort::Whole; format!("结论类 {class}")));
        let label = self.name("结");
        let reach = if self.has.tenures {
            let day = *self.chance.of(&["年末在任", "当年曾在任"]);
            let split = if ground.starts_with("计数") { "，分属两任时 各次在任都算" } else { "" };
            format!("\n  涉及 正职，以 {day} 为准{split}")
        } else {
            String::new()
        };
        let _ = at;
        self.rule(text!(Sort::Whole; format!("结论「{label}」：{class}\n  就 县区（年度）\n  当 {ground}{reach}\n  不计 {by} 的 {}", tables.join("、"))));
        Some(())
    }

    /// Two years running, and perhaps two heads.
    fn two_in_office(&mut self) -> Option<()> {
        let mut at = self.at(Kind::County, true);
        at.within = true;
        let condition = self.plain_condition(&at);
        let class = self.name("结类");
        self.rule(text!(Sort::Whole; format!("结论类 {class}")));
        let label = self.name("结");
        let day = *self.chance.of(&["年末在任", "在任半年以上", "全年在任", "当年曾在任", "在任半年以上"]);
        let way = self.option("跨任方式", &["都在任才算", "后一次在任即算", "各次在任都算"]);
        self.rule(text!(
            Sort::Whole; format!("结论「{label}」：{class}\n  就 县区（年度）\n  当 连续(2，"), condition,
            format!(")\n  涉及 正职，以 {day} 为准，分属两任时 {way}")
        ));
        Some(())
    }
}
