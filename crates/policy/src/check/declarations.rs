//! What a pack declares before any rule: kinds of entities, enums, and the tables it needs.

use std::collections::BTreeSet;

use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::{
    Blank, ColumnId, ColumnSchema, CompletenessRule, KeyColumn, KeyType, KindDef, RecordScope, TableId, TableSchema, TableShape,
};
use quanheng_facts::value::{EnumDef, EnumId, EnumOrder, KindId, Type, Value};

use crate::check::names::{Item, nearest};
use crate::check::{Checker, next_index, types};
use crate::ir::{Begins, CLAUSE_ENUMS, RULES, TableMeaning};
use crate::problems;
use crate::syntax::tree::{self, Column, ColumnClause, ColumnType, Confirmed, Source, SourceShape, Span, StatementKind, TypeText, Word};

/// The key of an event or a tenure: its own number.
pub(super) const RECORD_KEY: &str = "编号";

/// Words for types that later versions of the language compute with.
const LATER_TYPES: [&str; 3] = ["表", "规则", "结论"];

impl Checker<'_> {
    pub(super) fn declare_kinds_and_enums(&mut self) {
        for (name, values) in CLAUSE_ENUMS {
            let values = values.iter().map(|v| (*v).to_owned()).collect();
            self.program.schema.enums.push(EnumDef { name: name.to_owned(), order: None, extensible: false, values });
        }
        let packs = self.packs;
        let statements = || packs.iter().enumerate().flat_map(|(pack, p)| p.tree.statements.iter().map(move |s| (pack, s)));
        for (pack, statement) in statements() {
            let name = match &statement.kind {
                StatementKind::Entity(entity) => &entity.name,
                // Each row of an event or a tenure is an entity of a kind of that name.
                StatementKind::Source(source) if is_record(source.shape) => &source.name,
                _ => continue,
            };
            let id = KindId(next_index(&self.program.schema.kinds));
            self.program.schema.kinds.push(plain_kind(&name.text));
            self.declare(name, pack, Item::Kind(id));
        }
        for (pack, statement) in statements() {
            match &statement.kind {
                StatementKind::Entity(entity) => self.place_kind(pack, entity),
                StatementKind::Enum(e) => self.declare_enum(pack, e),
                StatementKind::Tiers(tiers) => self.declare_tiers(pack, tiers),
                _ => {}
            }
        }
    }

    /// Enters a name, or says where it already stands.
    pub(super) fn declare(&mut self, name: &Word, pack: usize, item: Item) {
        let class = |item: &Item| matches!(item, Item::Kind(_) | Item::Enum(_) | Item::Table(_));
        let before = self.names.items(&name.text, pack).into_iter().find(|d| class(&d.what) == class(&item));
        if let Some(before) = before {
            let first = self.place(before.pack, before.span);
            let place = self.place(pack, name.span);
            self.report(problems::duplicate_name::problem(place, &name.text, first));
            return;
        }
        self.names.add(&name.text, pack, item, name.span);
    }

    fn place_kind(&mut self, pack: usize, entity: &tree::Entity) {
        let of = entity.of.as_ref().and_then(|w| self.kind(pack, w));
        let superior = entity.superior.as_ref().and_then(|w| self.kind(pack, w));
        let Some(id) = self.known_kind(pack, &entity.name.text) else { return };
        if of.is_some_and(|of| self.program.schema.is_kind(of, id)) {
            let place = self.place(pack, entity.name.span);
            self.report(problems::kind_cycle::problem(place, &entity.name.text));
            return;
        }
        if let Some(def) = usize::try_from(id.0).ok().and_then(|at| self.program.schema.kinds.get_mut(at)) {
            def.of = of;
            def.superior = superior;
        }
    }

    /// The kind of that name, if the pack sees one. 单位 and 人员 are there without being declared.
    pub(super) fn known_kind(&mut self, pack: usize, name: &str) -> Option<KindId> {
        let found = self.names.items(name, pack).into_iter().find_map(|d| match d.what {
            Item::Kind(id) => Some(id),
            _ => None,
        });
        if found.is_none() && matches!(name, "单位" | "人员") {
            let same = self.program.schema.kinds.iter().position(|k| k.name == name);
            if let Some(at) = same.and_then(|at| u32::try_from(at).ok()) {
                return Some(KindId(at));
            }
            let id = KindId(next_index(&self.program.schema.kinds));
            self.program.schema.kinds.push(plain_kind(name));
            return Some(id);
        }
        found
    }

    /// The kind of that name, or a problem.
    pub(super) fn kind(&mut self, pack: usize, word: &Word) -> Option<KindId> {
        let found = self.known_kind(pack, &word.text);
        if found.is_none() {
            self.unknown_or_other(pack, word, &Bilingual::new("一种实体", "a kind of entity"));
        }
        found
    }

    /// A name that is not what is wanted: either nothing at all, or something else.
    pub(super) fn unknown_or_other(&mut self, pack: usize, word: &Word, wanted: &Bilingual) {
        if self.broken.contains(&word.text) {
            return;
        }
        let place = self.place(pack, word.span);
        let item = self.names.items(&word.text, pack).first().map(|d| d.what);
        match item {
            Some(item) => {
                let is = item_words(item);
                self.report(problems::wrong_kind_of_name::problem(place, &word.text, &is, wanted));
            }
            None if !self.names.owned(&word.text, pack).is_empty() => {
                self.report(problems::wrong_kind_of_name::problem(place, &word.text, &Bilingual::new("定义", "a definition"), wanted));
            }
            None => {
                let all = self.names.all(pack);
                let near = nearest(&word.text, all.iter().map(String::as_str));
                self.report(problems::unknown_name::problem(place, &word.text, &near, None));
            }
        }
    }

    /// Tiers without a type of their own are an enum named like the definition, the best tier first.
    fn declare_tiers(&mut self, pack: usize, tiers: &tree::Tiers) {
        if let (None, Some(name)) = (&tiers.ty, tiers.path.words.last()) {
            let values = tiers.cuts.iter().map(|c| c.tier.clone()).collect::<Vec<_>>();
            let id = self.new_enum(&name.text, Some(EnumOrder::HighFirst), false, Self::enum_values(&values));
            self.declare(name, pack, Item::Enum(id));
        }
    }

    fn declare_enum(&mut self, pack: usize, e: &tree::Enum) {
        if e.adds {
            self.add_to_enum(pack, e);
            return;
        }
        let values = Self::enum_values(&e.values);
        let id = self.new_enum(&e.name.text, e.order, e.extensible, values);
        self.declare(&e.name, pack, Item::Enum(id));
    }

    fn add_to_enum(&mut self, pack: usize, e: &tree::Enum) {
        let Some(id) = self.known_enum(pack, &e.name.text) else {
            self.unknown_or_other(pack, &e.name, &Bilingual::new("枚举", "an enum"));
            return;
        };
        let at = usize::try_from(id.0).unwrap_or(usize::MAX);
        let Some(def) = self.program.schema.enums.get(at) else { return };
        if !def.extensible || def.order.is_some() {
            let place = self.place(pack, e.name.span);
            self.report(problems::enum_not_extensible::problem(place, &e.name.text));
            return;
        }
        let mut seen = def.values.clone();
        for word in &e.values {
            if seen.contains(&word.text) {
                let place = self.place(pack, word.span);
                self.report(problems::enum_repeats_value::problem(place, &word.text, &e.name.text));
            } else {
                seen.push(word.text.clone());
            }
        }
        if let Some(def) = self.program.schema.enums.get_mut(at) {
            def.values = seen;
        }
    }

    /// The values of an enum, each once; the parser has told of those written twice.
    pub(super) fn enum_values(words: &[Word]) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for word in words {
            if !values.contains(&word.text) {
                values.push(word.text.clone());
            }
        }
        values
    }

    pub(super) fn new_enum(&mut self, name: &str, order: Option<EnumOrder>, extensible: bool, values: Vec<String>) -> EnumId {
        let id = EnumId(next_index(&self.program.schema.enums));
        self.program.schema.enums.push(EnumDef { name: name.to_owned(), order, extensible, values });
        id
    }

    pub(super) fn known_enum(&self, pack: usize, name: &str) -> Option<EnumId> {
        let kinds = self.outcome_kinds.filter(|_| name == super::outcomes::KINDS);
        crate::ir::clause_enum(name).or(kinds).or_else(|| {
            self.names.items(name, pack).into_iter().find_map(|d| match d.what {
                Item::Enum(id) => Some(id),
                _ => None,
            })
        })
    }

    pub(super) fn known_table(&self, pack: usize, name: &str) -> Option<TableId> {
        self.names.items(name, pack).into_iter().find_map(|d| match d.what {
            Item::Table(id) => Some(id),
            _ => None,
        })
    }

    /// A type as written, or a problem.
    pub(super) fn type_of(&mut self, pack: usize, text: &TypeText) -> Option<Type> {
        let name = text.name.text.as_str();
        let unit = text.unit.as_ref().map(|w| w.text.clone());
        match name {
            "布尔" => return Some(Type::Bool),
            "整数" => return Some(Type::Integer { unit }),
            "比例" => return Some(Type::Ratio),
            "金额" => return Some(Type::Money),
            "日期" => return Some(Type::Date),
            "年月" => return Some(Type::Month),
            "年度" => return Some(Type::Year),
            "文本" => return Some(Type::Text),
            "期间" => return Some(Type::Length),
            // A number of them: how long something takes.
            "日" | "工作日" | "小时" => return Some(Type::Integer { unit: Some(name.to_owned()) }),
            "小数" => {
                if let Some((scale, _)) = text.scale.filter(|(scale, _)| *scale <= 12) {
                    return Some(Type::Decimal { scale });
                }
                let place = self.place(pack, text.name.span);
                self.report(problems::type_not_available::problem(place, name));
                return None;
            }
            "名单" => return text.inner.as_ref().and_then(|inner| self.kind(pack, inner)).map(Type::Set),
            _ => {}
        }
        if let Some(id) = self.known_enum(pack, name).filter(|_| name != RULES && text.table.is_none()) {
            return Some(Type::Enum(id));
        }
        if let Some(kind) = self.known_kind(pack, name) {
            return Some(Type::Entity(kind));
        }
        if self.broken.contains(name) {
            return None;
        }
        let place = self.place(pack, text.name.span);
        if LATER_TYPES.contains(&name) {
            self.report(problems::type_not_available::problem(place, name));
        } else if !self.tell_part_of_year(pack, &text.name) {
            let known = self.names.all(pack);
            let types = ["布尔", "整数", "小数", "比例", "金额", "日期", "年月", "年度", "期间", "文本"];
            let of_types = known
                .iter()
                .map(String::as_str)
                .filter(|n| self.names.items(n, pack).iter().any(|d| matches!(d.what, Item::Enum(_) | Item::Kind(_))));
            let near = nearest(name, types.into_iter().chain(of_types));
            self.report(problems::unknown_type::problem(place, name, &near));
        }
        None
    }

    pub(super) fn declare_tables(&mut self) {
        let packs = self.packs;
        let statements = || packs.iter().enumerate().flat_map(|(pack, p)| p.tree.statements.iter().map(move |s| (pack, s)));
        for (pack, statement) in statements() {
            if let StatementKind::Source(source) = &statement.kind {
                self.declare_table(pack, source);
            }
        }
        for (pack, statement) in statements() {
            if let StatementKind::Complete(complete) = &statement.kind {
                let Some(id) = self.known_table(pack, &complete.table.text) else {
                    self.unknown_or_other(pack, &complete.table, &Bilingual::new("表", "a table"));
                    continue;
                };
                self.complete_table(pack, id, &complete.table, &complete.confirmed);
            }
        }
    }

    fn declare_table(&mut self, pack: usize, source: &Source) {
        let record = if is_record(source.shape) { Some(self.record_of(pack, source)) } else { None };
        let (mut keys, mut columns) = match &record {
            Some((key, concerned)) => (key.iter().cloned().collect(), concerned.clone()),
            None => (self.table_keys(pack, source), Vec::new()),
        };
        let concerned = columns.len();
        let mut names = Vec::new();
        let mut written: Vec<&Column> = Vec::new();
        for column in &source.columns {
            let key = keys.iter_mut().find(|k| k.name == column.name.text).map(|k| &mut k.headings);
            let concern = columns.iter_mut().take(concerned).find(|c| c.name == column.name.text).map(|c| &mut c.headings);
            match (key.or(concern), &column.ty) {
                (Some(headings), _) => headings.extend(column.headings.iter().map(|w| w.text.clone()).filter(|h| *h != column.name.text)),
                (None, ColumnType::Key) if column.name.text == "表名" => names.extend(column.headings.iter().map(|w| w.text.clone())),
                (None, ColumnType::Key) => {
                    let place = self.place(pack, column.name.span);
                    self.report(problems::key_heading_unknown::problem(place, &column.name.text, &source.name.text));
                }
                (None, _) => {
                    if let Some(before) = written.iter().find(|c| c.name.text == column.name.text) {
                        let (place, first) = (self.place(pack, column.name.span), self.place(pack, before.name.span));
                        self.report(problems::duplicate_name::problem(place, &column.name.text, first));
                        continue;
                    }
                    match self.column(pack, &source.name.text, column) {
                        Some(schema) => {
                            columns.push(schema);
                            written.push(column);
                        }
                        None => {
                            self.broken.insert(column.name.text.clone());
                        }
                    }
                }
            }
        }
        self.name_bases(pack, &written, &mut columns);
        let day = columns.iter().position(|c| c.ty == Type::Date).and_then(|at| u32::try_from(at).ok()).map(ColumnId);
        if source.shape == SourceShape::Event && day.is_none() {
            let place = self.place(pack, source.name.span);
            self.report(problems::event_without_day::problem(place, &source.name.text));
        }
        if matches!(source.shape, SourceShape::Span | SourceShape::Tenure) {
            let dated = |name: &str, blank_ok: bool| {
                columns.iter().any(|c| c.name == name && c.ty == Type::Date && (!blank_ok || c.blank == Blank::Absent))
            };
            if !dated("自", false) || !dated("至", true) {
                let place = self.place(pack, source.name.span);
                self.report(problems::span_columns::problem(place, &source.name.text));
            }
        }
        let id = TableId(next_index(&self.program.schema.tables));
        self.program.schema.tables.push(TableSchema {
            name: source.name.text.clone(),
            names,
            shape: match source.shape {
                SourceShape::Span => TableShape::Span,
                SourceShape::Event => TableShape::Event,
                SourceShape::Tenure => TableShape::Tenure,
                SourceShape::Fact => TableShape::Fact,
            },
            concerns: (0..concerned).filter_map(|at| u32::try_from(at).ok()).map(ColumnId).collect(),
            day: day.filter(|_| source.shape == SourceShape::Event),
            keys,
            many_rows: source.many_rows,
            columns,
            completeness: None,
            pack: self.packs.get(pack).map(|p| p.manifest.id.clone()).unwrap_or_default(),
        });
        let begins = match &source.begins {
            None => Begins::Unsaid,
            Some(tree::Begins::Year(year, _)) => Begins::Year(*year),
            Some(tree::Begins::Open(open)) => match self.open_named(pack, &open.name.text) {
                Some(open) => {
                    self.opens_read.insert(open);
                    Begins::Open(open)
                }
                None => Begins::Unsaid,
            },
        };
        self.program.tables.push(TableMeaning { begins });
        if record.is_some() {
            let kind = self.program.schema.tables.last().and_then(TableSchema::record_kind);
            if let Some(def) = kind.and_then(|k| usize::try_from(k.0).ok()).and_then(|at| self.program.schema.kinds.get_mut(at)) {
                def.record = Some(id);
                self.names.add(&source.name.text, pack, Item::Table(id), source.name.span);
            }
        } else {
            self.declare(&source.name, pack, Item::Table(id));
        }
        if let Some(confirmed) = &source.complete {
            self.complete_table(pack, id, &source.name, confirmed);
        }
    }

    /// The key of a record (the entity it is; `None` where its name was taken), and the columns that say whom it concerns.
    fn record_of(&mut self, pack: usize, source: &Source) -> (Option<KeyColumn>, Vec<ColumnSchema>) {
        let mut concerned: Vec<ColumnSchema> = Vec::new();
        for item in &source.index {
            let name = item.name.as_ref().unwrap_or(&item.of);
            let Some(kind) = self.kind_among(pack, &item.of, &item.or) else {
                self.broken.insert(name.text.clone());
                continue;
            };
            concerned.push(ColumnSchema {
                name: name.text.clone(),
                headings: vec![name.text.clone()],
                ty: Type::Entity(kind),
                range: (None, None),
                blank: Blank::Refused,
                many_values: false,
                basis: None,
            });
        }
        if source.index.is_empty() {
            let place = self.place(pack, source.name.span);
            self.report(problems::table_keys::problem(place, &source.name.text));
        }
        let declared = self.names.items(&source.name.text, pack).into_iter().find_map(|d| match d.what {
            Item::Kind(id) if d.span == source.name.span => Some(id),
            _ => None,
        });
        let key = declared.map(|kind| KeyColumn {
            name: RECORD_KEY.to_owned(),
            headings: vec![RECORD_KEY.to_owned()],
            ty: KeyType::Entity(kind),
        });
        (key, concerned)
    }

    /// The kind of `单位 或 人员`: any of these; of one word alone, that kind.
    pub(super) fn kind_among(&mut self, pack: usize, first: &Word, or: &[Word]) -> Option<KindId> {
        let kinds: Vec<Option<KindId>> = std::iter::once(first).chain(or).map(|w| self.kind(pack, w)).collect();
        let mut any_of: Vec<KindId> = kinds.into_iter().collect::<Option<Vec<_>>>()?;
        // 单位 或 人员 and 人员 或 单位 are the same.
        any_of.sort_unstable();
        any_of.dedup();
        if let [one] = any_of.as_slice() {
            return Some(*one);
        }
        let name = std::iter::once(first).chain(or).map(|w| w.text.as_str()).collect::<Vec<_>>().join("或");
        if let Some(at) = self.program.schema.kinds.iter().position(|k| k.any_of == any_of) {
            return u32::try_from(at).ok().map(KindId);
        }
        let id = KindId(next_index(&self.program.schema.kinds));
        self.program.schema.kinds.push(KindDef { any_of, ..plain_kind(&name) });
        Some(id)
    }

    fn table_keys(&mut self, pack: usize, source: &Source) -> Vec<KeyColumn> {
        let mut keys: Vec<KeyColumn> = Vec::new();
        let mut in_order = true;
        let mut whole = true;
        let mut stage = 0_u8;
        for item in &source.index {
            let word = &item.of;
            let name = item.name.as_ref().map_or(&word.text, |n| &n.text).clone();
            let local = source.columns.iter().find_map(|c| match &c.ty {
                ColumnType::Enum { order, values, .. } if c.name.text == word.text => Some((*order, values, &c.name)),
                _ => None,
            });
            let (ty, at) = if word.text == "年度" {
                (KeyType::Year, 1)
            } else if let Some((order, values, at)) = local {
                let values = Self::enum_values(values);
                let id = self.new_enum(&word.text, order, false, values);
                self.declare(at, pack, Item::Enum(id));
                (KeyType::Enum(id), 2)
            } else if let Some(id) = self.known_enum(pack, &word.text) {
                (KeyType::Enum(id), 2)
            } else if self.known_kind(pack, &word.text).is_none() && self.tell_part_of_year(pack, word) {
                whole = false;
                continue;
            } else if let Some(kind) = self.kind(pack, word) {
                (KeyType::Entity(kind), 0)
            } else {
                whole = false;
                continue;
            };
            in_order &= at > stage || (at == stage && (at == 2 || keys.is_empty())) || (keys.is_empty());
            stage = at;
            keys.push(KeyColumn { headings: vec![name.clone()], name, ty });
        }
        let span_keys =
            source.shape == SourceShape::Fact || (keys.len() == 1 && matches!(keys.first().map(|k| &k.ty), Some(KeyType::Entity(_))));
        if !whole {
            self.broken.insert(source.name.text.clone());
        } else if !in_order || !span_keys {
            let place = self.place(pack, source.name.span);
            self.report(problems::table_keys::problem(place, &source.name.text));
        }
        keys
    }

    fn column(&mut self, pack: usize, table: &str, column: &Column) -> Option<ColumnSchema> {
        let ty = match &column.ty {
            ColumnType::Type(text) => self.type_of(pack, text)?,
            ColumnType::Enum { order, values, .. } => {
                let name = format!("{table}.{}", column.name.text);
                let values = Self::enum_values(values);
                Type::Enum(self.new_enum(&name, *order, false, values))
            }
            ColumnType::Key => return None,
        };
        let mut range = (None, None);
        if let ColumnType::Type(TypeText { range: Some((least, most)), .. }) = &column.ty {
            range = (self.limit(pack, least, &ty), self.limit(pack, most, &ty));
        }
        let mut blank = Blank::Refused;
        let mut many_values = false;
        for clause in &column.clauses {
            let said = match clause {
                ColumnClause::Missable(_) => Blank::Unknown,
                ColumnClause::Nullable(_) => Blank::Absent,
                ColumnClause::Default(expr) => match self.constant(pack, expr, &ty) {
                    Some(value) => Blank::Default(value),
                    None => continue,
                },
                ColumnClause::Multiple(_) => {
                    many_values = true;
                    continue;
                }
                ColumnClause::AtLeast(number) => {
                    range.0 = self.limit(pack, number, &ty);
                    continue;
                }
                ColumnClause::Basis(_) => continue,
            };
            if blank == Blank::Refused {
                blank = said;
            } else {
                let place = self.place(pack, column.name.span);
                self.report(problems::column_clauses_clash::problem(place, &column.name.text));
            }
        }
        // An empty cell of several values holds none of them, unless it says otherwise.
        if many_values && blank == Blank::Refused {
            blank = Blank::Default(match &ty {
                Type::Entity(_) => Value::Set(BTreeSet::new()),
                _ => Value::Many(BTreeSet::new()),
            });
        }
        let mut headings = vec![column.name.text.clone()];
        headings.extend(column.headings.iter().map(|w| w.text.clone()).filter(|h| *h != column.name.text));
        Some(ColumnSchema { name: column.name.text.clone(), headings, ty, range, blank, many_values, basis: None })
    }

    fn limit(&mut self, pack: usize, number: &tree::NumberText, ty: &Type) -> Option<quanheng_facts::exact::Exact> {
        match types::number_of(number) {
            Ok((found, value)) => {
                if !types::same_family(&found, ty, &self.program.schema) {
                    self.mismatch(pack, number.span, &found, ty);
                }
                Some(value)
            }
            Err(wrong) => {
                self.number_does_not_fit(pack, number.span, &wrong.unit);
                None
            }
        }
    }

    pub(super) fn number_does_not_fit(&mut self, pack: usize, span: Span, unit: &str) {
        let (place, words) = (self.place(pack, span), self.words(pack, span));
        self.report(problems::number_does_not_fit::problem(place, &words, unit));
    }

    /// 依据 栏: found among the columns, and an enum.
    fn name_bases(&mut self, pack: usize, written: &[&Column], columns: &mut [ColumnSchema]) {
        for column in written {
            for clause in &column.clauses {
                let ColumnClause::Basis(word) = clause else { continue };
                let found = columns.iter().position(|c| c.name == word.text && matches!(c.ty, Type::Enum(_)));
                match found.and_then(|f| u32::try_from(f).ok()) {
                    Some(found) => {
                        if let Some(schema) = columns.iter_mut().find(|c| c.name == column.name.text) {
                            schema.basis = Some(ColumnId(found));
                        }
                    }
                    None => {
                        let place = self.place(pack, word.span);
                        self.report(problems::basis_column::problem(place, &word.text));
                    }
                }
            }
        }
    }

    fn complete_table(&mut self, pack: usize, id: TableId, name: &Word, confirmed: &Confirmed) {
        let at = usize::try_from(id.0).unwrap_or(usize::MAX);
        let Some(table) = self.program.schema.tables.get(at) else { return };
        if table.completeness.is_some() {
            let first = self.place(pack, name.span);
            let place = self.place(pack, confirmed.span);
            self.report(problems::duplicate_name::problem(place, &format!("完整 {}", name.text), first));
            return;
        }
        let key_names: Vec<String> = table.keys.iter().map(|k| k.name.clone()).collect();
        let record = table.shape.is_record();
        let concerned: Vec<(String, ColumnId)> = table.concerns.iter().filter_map(|c| Some((table.column(*c)?.name.clone(), *c))).collect();
        let mut by = Vec::new();
        let mut of_record = RecordScope::default();
        for word in &confirmed.by {
            if self.broken.contains(&name.text) {
                break;
            }
            if record && word.text == "年度" {
                of_record.yearly = true;
                continue;
            }
            if let Some((_, column)) = concerned.iter().find(|(name, _)| *name == word.text) {
                of_record.concerned.push(*column);
                continue;
            }
            match key_names.iter().position(|k| *k == word.text) {
                Some(key) => by.push(key),
                None => {
                    let place = self.place(pack, word.span);
                    self.report(problems::completeness_key::problem(place, &word.text, &name.text));
                }
            }
        }
        let bodies = confirmed.bodies.iter().map(|w| w.text.clone()).collect();
        if let Some(table) = self.program.schema.tables.get_mut(at) {
            table.completeness = Some(CompletenessRule { bodies, by, of_record });
        }
    }
}

fn plain_kind(name: &str) -> KindDef {
    KindDef { name: name.to_owned(), of: None, superior: None, record: None, any_of: Vec::new() }
}

fn is_record(shape: SourceShape) -> bool {
    matches!(shape, SourceShape::Event | SourceShape::Tenure)
}

/// What an item is, to people.
pub(super) fn item_words(item: Item) -> Bilingual {
    match item {
        Item::Kind(_) => Bilingual::new("一种实体", "a kind of entity"),
        Item::Enum(_) => Bilingual::new("枚举", "an enum"),
        Item::Table(_) => Bilingual::new("表", "a table"),
        Item::Parameter(_) => Bilingual::new("参数（有名字的数）", "a named number"),
        Item::Family(_) => Bilingual::new("一族值（表），要写下标", "a family of values (表), to be read with an index"),
        Item::Open(_) => Bilingual::new("待定", "an open value (待定)"),
        Item::Posts(_) => Bilingual::new("职务组", "a group of posts (职务组)"),
        Item::Nobodys(_) => Bilingual::new("定义", "a definition"),
    }
}
