//! A pack built on the first: it amends, settles, adds exceptions, repeals, and has rules of its own.

use super::{Sort, Target, Ty, Writer};
use crate::text::{Text, text};

impl Writer {
    pub(super) fn child_pack(&mut self) {
        let base = std::mem::take(&mut self.rules);
        let opens = std::mem::take(&mut self.open_to_child);
        for plan in opens.iter().filter(|p| !p.values.is_empty()) {
            if self.chance.percent(50) {
                let value = self.chance.of(&plan.values).clone();
                self.child_rule(text!(Sort::Whole; format!("设 jiceng·{} = {value}，由「县办」于 2016-06-01，因「会议纪要」", plan.name)));
            }
        }
        let named = self.named_to_child.clone();
        let numbers: Vec<(String, Ty)> = self.numbers.clone().into_iter().chain(named).collect();
        for (name, ty) in numbers {
            if self.chance.percent(25) {
                let (year, word) = (self.chance.between(2014, 2016), self.plain_words(ty));
                self.child_rule(text!(Sort::Whole; format!("改 {name} 自 {year}年度 为 {word}")));
            }
        }
        self.numbers.clear();
        let targets: Vec<Target> = self.targets.iter().filter(|t| !t.indexed).cloned().collect();
        for target in targets {
            if self.chance.percent(30) {
                let mut at = self.at(target.owner, target.yearly);
                at.reads = target.reads;
                at.within = !target.yearly;
                let label = self.name("上例");
                let over = match self.chance.below(3) {
                    0 => format!("{}·全部", target.name),
                    1 if !target.labels.is_empty() => format!("{}「{}」", target.name, self.chance.of(&target.labels)),
                    _ => target.name.clone(),
                };
                let guard = self.guard(&at, 1);
                let value = self.value(&at, target.ty, 1, target.na);
                self.child_rule(text!(Sort::Whole; format!("例外「{label}」于 jiceng·{over}\n  当 "), guard, "\n  则 ", value));
            }
            if self.chance.percent(45) && target.yearly && target.owner.is_unit() && !target.labels.is_empty() {
                let label = self.chance.of(&target.labels).clone();
                let year = self.chance.between(2014, 2016);
                self.child_rule(text!(Sort::Whole; format!("停用 {}「{label}」 自 {year}年度", target.name)));
            }
        }
        let count = self.chance.between(1, 2);
        for _ in 0..count {
            self.definition();
        }
        let own = std::mem::replace(&mut self.rules, base);
        self.child.extend(own);
        if self.chance.percent(50) {
            self.child_rule(text!(Sort::Whole; "枚举 奖别 增：特奖"));
        }
    }

    fn child_rule(&mut self, statement: Text) {
        self.child.push(Writer::fenced(statement));
    }
}
