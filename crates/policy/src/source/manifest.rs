//! `pack.toml` to a [`Manifest`].
//!
//! In: the files of a pack. Out: its manifest, with what could be read, and a problem for everything missing, of a wrong type,
//! impossible or unknown. Deliberately absent: whether the packs it builds on exist (that is for whoever loads them).

use quanheng_facts::problem::{Bilingual, Place, Problem};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::keywords::nearest;
use crate::pack::{Basis, Manifest};
use crate::problems;
use crate::syntax::place::{Scene, offset, path_in_messages};
use crate::syntax::tree::{File, FileIx, Span};

/// The fields a manifest may have, and how each is written.
const FIELDS: &[(&str, &str)] = &[
    ("id", "id = \"shili-2016\""),
    ("title", "title = \"示例办法\""),
    ("issuer", "issuer = \"示例机关\""),
    ("region", "region = \"示例省\""),
    ("version", "version = \"1.0.0\""),
    ("language", "language = 1"),
    ("in_force", "in_force = { from = \"2016-06\", to = \"2018-12\" }"),
    ("sources", "sources = [\"来源一\"]"),
    ("basis", "basis = [{ id = \"shili-2016\", version = \"1.0.0\", hash = \"…\" }]"),
    ("renamed", "renamed = { 旧名 = \"新名\" }"),
    ("results", "results = [\"县区.奖金\"]"),
    ("incentives", "incentives = [\"称号\", \"奖金\"]"),
    ("to_verify", "to_verify = [\"应当核实\"]"),
    ("prose", "prose = \"own words; not official text\""),
];

/// Reads `pack.toml` among the files.
pub fn read_manifest(folder: &str, files: &[File], problems: &mut Vec<Problem>) -> Manifest {
    let Some((at, file)) = files.iter().enumerate().find(|(_, f)| f.path == "pack.toml") else {
        problems.push(problems::manifest_missing::problem(Place::File { file: path_in_messages(folder, "pack.toml") }));
        return Manifest::default();
    };
    let scene = Scene::new(FileIx(offset(at)), path_in_messages(folder, "pack.toml"), &file.text);
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let mut reader = Reader { scene: &scene, problems };
    for error in &errors {
        let range = error.span().unwrap_or(0..0);
        let span = reader.scene.span(range.start, range.end);
        let place = reader.scene.place(span);
        reader.problems.push(problems::manifest_syntax::problem(place));
    }
    // What a broken line leaves out is not missing as well.
    reader.manifest(table.get_ref(), errors.is_empty())
}

struct Reader<'a, 'p> {
    scene: &'a Scene<'a>,
    problems: &'p mut Vec<Problem>,
}

type Table<'i> = DeTable<'i>;

impl Reader<'_, '_> {
    fn manifest(&mut self, table: &Table<'_>, whole: bool) -> Manifest {
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            if !FIELDS.iter().any(|(field, _)| *field == name) {
                let near = nearest(name, FIELDS.iter().map(|(field, _)| *field));
                let place = self.place(key.span());
                self.problems.push(problems::manifest_unknown_field::problem(place, name, near));
            }
        }
        let manifest = Manifest {
            id: self.required(table, "id", whole),
            title: self.required(table, "title", whole),
            issuer: self.required(table, "issuer", whole),
            region: self.required(table, "region", whole),
            version: self.required(table, "version", whole),
            language: self.language(table, whole),
            basis: self.basis(table),
            results: self.texts(table, "results"),
            incentives: self.texts(table, "incentives"),
            to_verify: self.texts(table, "to_verify"),
            sources: self.texts(table, "sources"),
        };
        let id_form =
            Bilingual::new("小写英文字母、数字和连字号，如 shili-2016", "lower-case letters, digits and hyphens, such as shili-2016");
        self.form(table, "id", &id_form, is_pack_id);
        let version_form = Bilingual::new("三段版本号，如 1.0.0", "a version of three numbers, such as 1.0.0");
        self.form(table, "version", &version_form, is_version);
        self.in_force(table);
        self.renamed(table);
        manifest
    }

    fn place(&self, range: std::ops::Range<usize>) -> Place {
        self.scene.place(self.scene.span(range.start, range.end))
    }

    fn missing(&mut self, field: &str) {
        let place = self.scene.place(Span { file: self.scene.file, start: 0, end: 0 });
        self.problems.push(problems::manifest_missing_field::problem(place, field, example(field)));
    }

    fn wrong_type(&mut self, field: &str, value: &Spanned<DeValue<'_>>, wanted: &Bilingual) {
        let place = self.place(value.span());
        self.problems.push(problems::manifest_wrong_type::problem(place, field, wanted, example(field)));
    }

    fn required(&mut self, table: &Table<'_>, field: &str, whole: bool) -> String {
        match table.get(field) {
            None => {
                if whole {
                    self.missing(field);
                }
                String::new()
            }
            Some(value) => self.text(field, value).unwrap_or_default(),
        }
    }

    fn text(&mut self, field: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(field, value, &Bilingual::new("引号里的文字", "text in quotation marks"));
        }
        text.map(str::to_owned)
    }

    fn language(&mut self, table: &Table<'_>, whole: bool) -> u32 {
        let Some(value) = table.get("language") else {
            if whole {
                self.missing("language");
            }
            return 1;
        };
        let number = value.get_ref().as_integer().and_then(|i| u32::from_str_radix(i.as_str(), i.radix()).ok());
        match number {
            None => self.wrong_type("language", value, &Bilingual::new("整数", "a whole number")),
            Some(1) => {}
            Some(other) => {
                let place = self.place(value.span());
                self.problems.push(problems::language_version::problem(place, &other.to_string()));
            }
        }
        number.unwrap_or(1)
    }

    fn texts(&mut self, table: &Table<'_>, field: &str) -> Vec<String> {
        let Some(value) = table.get(field) else { return Vec::new() };
        let wanted = Bilingual::new("方括号里的一列文字", "a list of texts in square brackets");
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(field, value, &wanted);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in list.iter() {
            match item.get_ref().as_str() {
                Some(text) => texts.push(text.to_owned()),
                None => self.wrong_type(field, item, &wanted),
            }
        }
        texts
    }

    fn basis(&mut self, table: &Table<'_>) -> Vec<Basis> {
        let Some(value) = table.get("basis") else { return Vec::new() };
        let wanted = Bilingual::new("方括号里的一列包，每个写 id、version、hash", "a list of packs, each with id, version and hash");
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type("basis", value, &wanted);
            return Vec::new();
        };
        let mut packs = Vec::new();
        for item in list.iter() {
            let Some(entry) = item.get_ref().as_table() else {
                self.wrong_type("basis", item, &wanted);
                continue;
            };
            let part = |field: &str| entry.get(field).and_then(|v| v.get_ref().as_str()).map(str::to_owned);
            let (id, version, hash) = (part("id"), part("version"), part("hash"));
            let (Some(id), Some(version), Some(hash)) = (id, version, hash) else {
                self.wrong_type("basis", item, &wanted);
                continue;
            };
            if !is_hash(&hash) {
                let form = Bilingual::new("64 位十六进制数（SHA-256）", "64 hexadecimal digits (SHA-256)");
                let place = self.place(item.span());
                self.problems.push(problems::manifest_bad_value::problem(place, "basis.hash", &hash, &form));
            }
            packs.push(Basis { id, version, hash });
        }
        packs
    }

    fn form(&mut self, table: &Table<'_>, field: &str, wanted: &Bilingual, fits: fn(&str) -> bool) {
        let Some(value) = table.get(field) else { return };
        let Some(text) = value.get_ref().as_str().filter(|text| !fits(text)) else { return };
        let place = self.place(value.span());
        self.problems.push(problems::manifest_bad_value::problem(place, field, text, wanted));
    }

    /// `{ from = "2016-06", to = "2018-12" }`: months or days.
    fn in_force(&mut self, table: &Table<'_>) {
        let Some(value) = table.get("in_force") else { return };
        let Some(entry) = value.get_ref().as_table() else {
            let wanted = Bilingual::new("花括号里的起止", "a beginning and an end in braces");
            self.wrong_type("in_force", value, &wanted);
            return;
        };
        let form = Bilingual::new("月份或者日期，如 2016-06", "a month or a day, such as 2016-06");
        for field in ["from", "to"] {
            let Some(value) = entry.get(field) else { continue };
            if !value.get_ref().as_str().is_some_and(is_month_or_day) {
                let range = value.span();
                let text = self.scene.slice(range.start, range.end).trim_matches('"').to_owned();
                let place = self.place(range);
                self.problems.push(problems::manifest_bad_value::problem(place, &format!("in_force.{field}"), &text, &form));
            }
        }
    }

    fn renamed(&mut self, table: &Table<'_>) {
        if let Some(value) = table.get("renamed").filter(|v| !v.get_ref().is_table()) {
            self.wrong_type("renamed", value, &Bilingual::new("花括号里的旧名和新名", "old and new names in braces"));
        }
    }
}

fn example(field: &str) -> &'static str {
    FIELDS.iter().find(|(name, _)| *name == field).map_or("", |(_, example)| example)
}

fn is_pack_id(text: &str) -> bool {
    let first = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    first && !text.ends_with('-') && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn is_version(text: &str) -> bool {
    let core = text.split(['-', '+']).next().unwrap_or("");
    let parts: Vec<&str> = core.split('.').collect();
    parts.len() == 3 && parts.iter().all(|p| !p.is_empty() && p.len() < 10 && p.bytes().all(|b| b.is_ascii_digit()))
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_month_or_day(text: &str) -> bool {
    let day = match text.len() {
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    day.len() == 10 && day.parse::<jiff::civil::Date>().is_ok()
}
