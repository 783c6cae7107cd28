//! Settings of an office in words: what was set, by whom, when, under which number, and why.

use quanheng_facts::decision::Setting;
use quanheng_facts::problem::{Bilingual, Language};
use quanheng_facts::schema::SettingId;
use quanheng_facts::value::Year;

use super::Words;
use crate::ir::OpenId;

impl<'a> Words<'a> {
    /// One of the settings of an open value.
    pub(super) fn setting(&self, open: OpenId, nth: u32) -> Option<&'a Setting> {
        self.facts.settings(SettingId(open.0)).get(usize::try_from(nth).ok()?)
    }

    pub(super) fn set_by_office(&self, open: OpenId, nth: u32) -> Bilingual {
        let (Some(declared), Some(setting)) = (self.program.opens.get(open.at()), self.setting(open, nth)) else {
            return Bilingual::new("设定", "settled");
        };
        let value = |language| self.value(&setting.value, &declared.ty, Year(setting.on.year()), language);
        let Setting { body, person, on, reason, document, .. } = setting;
        let (zh, en) = document.as_ref().map_or((String::new(), String::new()), |d| (format!("，文号{d}"), format!(", document {d}")));
        Bilingual::new(
            format!("「{}」由{body}（{person}）于{on}设定为{}{zh}（{reason}）", declared.name, value(Language::Chinese)),
            format!("「{}」 settled as {} by {body} ({person}) on {on}{en} ({reason})", declared.name, value(Language::English)),
        )
    }
}
