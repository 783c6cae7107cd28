//! What may be written after `quanheng`, in both languages, and what was written.
//!
//! In: the words of the command line. Out: a [`Command`], a text to show (help, version), or problems. Deliberately absent:
//! what the words mean; years, names and values are read by quanheng-app.

mod plan;
mod robust;

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches, value_parser};
use quanheng_app::compare::{CompareRequest, SideRequest};
use quanheng_app::compile::PackPlace;
use quanheng_app::explain::ExplainRequest;
use quanheng_app::format::FormatRequest;
use quanheng_app::new_pack::NewRequest;
use quanheng_app::open::OpenRequest;
use quanheng_app::plan::PlanRequest;
use quanheng_app::question::Asked;
use quanheng_app::robust::RobustRequest;
use quanheng_app::run::RunRequest;
use quanheng_app::snapshot::SnapshotRequest;
use quanheng_app::why_not::WhyNotRequest;
use quanheng_facts::problem::{Language, Problem};
use quanheng_policy::counterfactual::Also;
use quanheng_policy::syntax::format::Spelling;

use crate::{problems, usage};

/// In which form results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Table,
    JsonLines,
    Csv,
    Workbook,
    /// Of `robust` alone.
    Picture,
    Parquet,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Command {
    Check {
        place: PackPlace,
        accept_basis: bool,
        duties: bool,
        /// Show 除非 and 否决 case by case.
        conditions: bool,
        names: bool,
        /// Articles whose rules were compared with their text.
        reviewed: Vec<String>,
    },
    /// `update`: write what came out into the tests.
    Test {
        place: PackPlace,
        update: bool,
    },
    Format(FormatRequest),
    Run {
        request: RunRequest,
        format: Format,
        output: Option<String>,
        /// The rows with problems are given back in this file.
        errors_out: Option<String>,
    },
    Explain {
        request: ExplainRequest,
        json: bool,
        output: Option<String>,
    },
    WhyNot {
        request: WhyNotRequest,
        json: bool,
        output: Option<String>,
    },
    Compare {
        request: CompareRequest,
        format: Format,
        output: Option<String>,
    },
    Robust {
        request: RobustRequest,
        format: Format,
        output: Option<String>,
    },
    Open {
        request: OpenRequest,
        format: Format,
        output: Option<String>,
    },
    Plan {
        request: PlanRequest,
        output: Option<String>,
    },
    New {
        request: NewRequest,
    },
    Template {
        place: PackPlace,
        output: String,
    },
    Snapshot {
        request: SnapshotRequest,
    },
    Demo {
        request: RunRequest,
        root: Option<String>,
        /// Two packs to set beside each other; none where another pack was named.
        against: Vec<String>,
    },
}

/// What came of the words.
#[derive(Debug)]
pub enum Parsed {
    Command(Box<Command>),
    /// Help that was asked for.
    Show(String),
    /// No command at all: the help, and that is a mistake.
    Nothing(String),
    Wrong(Vec<Problem>),
}

/// The language, found before anything else so that help and mistakes are told in it.
#[must_use]
pub fn language(words: &[OsString]) -> Language {
    let mut words = words.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        if word == "--lang=en" || (word == "--lang" && words.clone().next() == Some("en")) {
            return Language::English;
        }
    }
    Language::Chinese
}

/// Reads the command line.
#[must_use]
pub fn parse(words: Vec<OsString>, language: Language) -> Parsed {
    let mut definition = definition(language);
    match definition.try_get_matches_from_mut(words) {
        Ok(matches) if not_written(&matches).is_some() => Parsed::Wrong(not_written(&matches).into_iter().collect()),
        Ok(matches) => match command(&matches, language) {
            Some(command) => match refused(&command) {
                Some(problem) => Parsed::Wrong(vec![problem]),
                None => Parsed::Command(Box::new(command)),
            },
            None => Parsed::Nothing(definition.render_help().to_string()),
        },
        Err(error) => match usage::told(&error, &definition) {
            Ok(help) => Parsed::Show(help),
            Err(problem) => Parsed::Wrong(vec![*problem]),
        },
    }
}

/// What cannot be done with the form that was asked for.
fn refused(command: &Command) -> Option<Problem> {
    match command {
        Command::Run { format: Format::Workbook, output: None, .. } => Some(problems::workbook_without_file("xlsx")),
        Command::Run { format: Format::Parquet, output: None, .. } => Some(problems::workbook_without_file("parquet")),
        Command::Compare { format: format @ (Format::Workbook | Format::Parquet), output, .. }
        | Command::Open { format: format @ (Format::Workbook | Format::Parquet), output, .. }
        | Command::Robust { format: format @ (Format::Workbook | Format::Parquet), output, .. } => {
            let form = if *format == Format::Parquet { "parquet" } else { "xlsx" };
            Some(problems::no_workbook_here(output.as_deref().unwrap_or_default(), form))
        }
        _ => None,
    }
}

/// Endings of office files that a clerk might ask for and nothing here writes; any other ending is a text.
const NOT_WRITTEN: [&str; 9] = ["pdf", "doc", "docx", "wps", "xls", "xlsm", "et", "ods", "html"];

/// A form was not named, and the name after `-o` says one that is not written: text under that name could not be opened.
fn not_written(matches: &ArgMatches) -> Option<Problem> {
    let (name, given) = matches.subcommand()?;
    let text = |id: &str| given.try_get_one::<String>(id).ok().flatten();
    let file = text("output").filter(|_| text("format").is_none())?;
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    let forms: &[&str] = match name {
        "run" => &[".xlsx", ".csv", ".jsonl", ".parquet", ".txt"],
        "template" => &[".xlsx"],
        "compare" | "open" => &[".csv", ".jsonl", ".txt"],
        "robust" => &[".csv", ".jsonl", ".svg", ".txt"],
        _ => &[".txt"],
    };
    NOT_WRITTEN.contains(&ending.as_str()).then(|| problems::form_not_written(file, &ending, forms))
}

/// The form that was named, else the one that the name of the file says.
fn format_of(named: Option<&str>, output: Option<&str>) -> Format {
    let ending = output.and_then(|path| path.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    match named.or(ending.as_deref()) {
        Some("jsonl") => Format::JsonLines,
        Some("csv") => Format::Csv,
        Some("xlsx") => Format::Workbook,
        Some("parquet") => Format::Parquet,
        _ => Format::Table,
    }
}

fn command(matches: &ArgMatches, language: Language) -> Option<Command> {
    let (name, given) = matches.subcommand()?;
    let text = |id: &str| given.get_one::<String>(id).cloned();
    let texts = |id: &str| given.get_many::<String>(id).map(|all| all.cloned().collect::<Vec<_>>()).unwrap_or_default();
    let place = || PackPlace { folder: text("pack").unwrap_or_default(), others: texts("packs") };
    let asked = || Asked {
        period: text("period").unwrap_or_default(),
        known_on: text("known-on"),
        decided_on: text("decided-on"),
        law_as_of: text("law-as-of"),
        set: texts("set"),
        only: Vec::new(),
        strict: given.get_flag("strict"),
        all_kinds: given.get_flag("all-kinds"),
        give_back: None,
        either: false,
    };
    let format = || format_of(text("format").as_deref(), text("output").as_deref());
    Some(match name {
        "check" => Command::Check {
            place: place(),
            accept_basis: given.get_flag("accept-basis"),
            duties: given.get_flag("duties"),
            conditions: given.get_flag("conditions"),
            names: given.get_flag("names"),
            reviewed: texts("reviewed"),
        },
        "test" => Command::Test { place: place(), update: given.get_flag("update") },
        "fmt" => Command::Format(FormatRequest {
            folders: texts("pack"),
            spelling: match text("keywords").as_deref() {
                Some("zh") => Some(Spelling::Chinese),
                Some("en") => Some(Spelling::English),
                _ => None,
            },
            check: given.get_flag("check"),
        }),
        "run" => Command::Run {
            request: RunRequest {
                planted: None,
                place: place(),
                facts: texts("facts"),
                asked: Asked { only: texts("only"), give_back: text("errors-out").map(|_| language), ..asked() },
                stamp: given.get_flag("stamp"),
                met_only: given.get_flag("met"),
            },
            format: format(),
            output: text("output"),
            errors_out: text("errors-out"),
        },
        "explain" => Command::Explain {
            request: ExplainRequest {
                place: place(),
                facts: texts("facts"),
                asked: asked(),
                result: text("result").unwrap_or_default(),
                of: text("of"),
                instead_of: text("instead-of"),
            },
            json: text("format").as_deref() == Some("json"),
            output: text("output"),
        },
        "why-not" => {
            let also = texts("also");
            let wants = |what: &str| also.iter().any(|one| one == what);
            Command::WhyNot {
                request: WhyNotRequest {
                    place: place(),
                    facts: texts("facts"),
                    asked: asked(),
                    result: text("result").unwrap_or_default(),
                    of: text("of"),
                    wanted: text("wanted"),
                    also: Also { others: wants("others"), numbers: wants("numbers"), law: wants("law") },
                },
                json: text("format").as_deref() == Some("json"),
                output: text("output"),
            }
        }
        "compare" => {
            let both = Asked { only: texts("only"), set: Vec::new(), ..asked() };
            let a = SideRequest { place: place(), facts: texts("facts"), asked: both.clone() };
            let b = SideRequest {
                place: PackPlace { folder: text("pack-b").unwrap_or_else(|| a.place.folder.clone()), ..place() },
                facts: if given.contains_id("facts-b") { texts("facts-b") } else { a.facts.clone() },
                asked: Asked {
                    set: texts("set"),
                    known_on: text("known-on-b").or_else(|| both.known_on.clone()),
                    decided_on: text("decided-on-b").or_else(|| both.decided_on.clone()),
                    law_as_of: text("law-as-of-b").or_else(|| both.law_as_of.clone()),
                    ..both
                },
            };
            Command::Compare { request: CompareRequest { a, b, all: given.get_flag("all") }, format: format(), output: text("output") }
        }
        "robust" => Command::Robust {
            request: robust::request(given, place(), asked()),
            format: if robust::is_picture(given) { Format::Picture } else { format() },
            output: text("output"),
        },
        "plan" => Command::Plan { request: plan::request(given, place()), output: text("output") },
        "open" => Command::Open {
            request: OpenRequest {
                place: place(),
                facts: texts("facts"),
                asked: Asked {
                    period: text("period").unwrap_or_default(),
                    known_on: text("known-on"),
                    only: texts("only"),
                    all_kinds: given.get_flag("all-kinds"),
                    ..Asked::default()
                },
            },
            format: format(),
            output: text("output"),
        },
        "new" => {
            Command::New { request: NewRequest { folder: text("pack").unwrap_or_default(), basis: text("basis"), others: texts("packs") } }
        }
        "template" => Command::Template { place: place(), output: text("output").unwrap_or_default() },
        "snapshot" => Command::Snapshot {
            request: SnapshotRequest {
                place: place(),
                facts: texts("facts"),
                known_on: text("known-on"),
                output: text("output").unwrap_or_default(),
            },
        },
        "demo" => Command::Demo {
            request: RunRequest {
                planted: None,
                place: place(),
                facts: texts("facts"),
                asked: Asked { period: text("period").unwrap_or_default(), decided_on: text("decided-on"), ..Asked::default() },
                stamp: false,
                met_only: false,
            },
            root: text("root"),
            against: match given.value_source("pack") {
                Some(clap::parser::ValueSource::DefaultValue) => SET_AGAINST.map(str::to_owned).to_vec(),
                _ => Vec::new(),
            },
        },
        _ => return None,
    })
}

/// What the demonstration sets beside each other: the law as it stands, and a reform of it.
const SET_AGAINST: [&str; 2] = ["packs/shaanxi-2016", "packs/example-reform"];

/// Words in the reader's language.
#[derive(Clone, Copy)]
struct Say(Language);

impl Say {
    fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn option(self, id: &'static str, value: (&'static str, &'static str), zh: &'static str, en: &'static str) -> Arg {
        Arg::new(id).long(id).value_name(self.say(value.0, value.1)).help(self.say(zh, en)).action(ArgAction::Set)
    }

    fn flag(self, id: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(id).long(id).help(self.say(zh, en)).action(ArgAction::SetTrue)
    }

    fn pack(self) -> Arg {
        Arg::new("pack")
            .required(true)
            .display_order(0)
            .value_name(self.say("政策包", "PACK"))
            .help(self.say("政策包文件夹", "the pack's folder"))
    }

    fn packs(self) -> Arg {
        self.option(
            "packs",
            ("文件夹", "DIR"),
            "另在这里找所依据的政策包，可写多次",
            "look here, too, for packs that are built on; may be repeated",
        )
        .action(ArgAction::Append)
    }

    fn facts(self) -> Arg {
        self.option(
            "facts",
            ("路径", "PATH"),
            "数据文件（.xlsx、.xls、.ods、.csv）或文件夹，可写多个；或者一份数据快照",
            "files of facts (.xlsx, .xls, .ods, .csv) or folders of them; or one snapshot",
        )
        .action(ArgAction::Append)
        .num_args(1..)
        .required(true)
    }

    fn period(self) -> Arg {
        self.option("period", ("年度", "YEARS"), "年度：2016，2016,2015，或 2009-2016", "years: 2016, or 2016,2015, or 2009-2016")
            .required(true)
    }

    fn format(self) -> Arg {
        self.option(
            "format",
            ("格式", "FORMAT"),
            "table、jsonl 或 csv；不写就看 -o 的文件名",
            "table, jsonl or csv; left out: as the name after -o ends",
        )
        .value_parser(["table", "jsonl", "csv"])
        .hide_possible_values(true)
    }

    fn format_or_workbook(self) -> Arg {
        let help = self.say(
            "table、jsonl、csv、xlsx 或 parquet；不写就看 -o 的文件名",
            "table, jsonl, csv, xlsx or parquet; left out: as the name after -o ends",
        );
        self.format().value_parser(["table", "jsonl", "csv", "xlsx", "parquet"]).help(help)
    }

    fn output(self) -> Arg {
        self.option("output", ("文件", "FILE"), "写进文件，不打印", "write to a file instead of printing").short('o')
    }

    fn all_kinds(self) -> Arg {
        self.flag(
            "all-kinds",
            "公布的数据也算激励以外的结果，只算到单位",
            "of published facts compute more than incentives, too: of units alone",
        )
    }

    fn decided_on(self, zh: &'static str, en: &'static str) -> Arg {
        self.option("decided-on", ("日期", "DAY"), zh, en)
    }

    /// Options that `run` and `explain` share.
    fn question(self, command: clap::Command) -> clap::Command {
        command.args([
            self.pack(),
            self.facts(),
            self.period(),
            self.option("known-on", ("日期", "DAY"), "只用这一天（含）以前知道的数据", "use only what was known on this day (included)"),
            self.decided_on("决定日：谁在任，按它算", "the day of the decision, where it turns on who was in post then"),
            self.option("law-as-of", ("年度", "YEAR"), "按这一年度的规定算", "apply the rules of this year"),
            self.option(
                "set",
                ("名=值", "NAME=VALUE"),
                "假设待定事项或数是这个值，结果记为推演；可写多次",
                "suppose this value of an open point or a number; results are marked; may be repeated",
            )
            .action(ArgAction::Append),
            self.flag("strict", "不用任何推定", "refuse all presumptions"),
            self.all_kinds(),
            self.packs(),
            self.output(),
        ])
    }

    fn sub(self, name: &'static str, zh: &'static str, en: &'static str, usage: (&'static str, &'static str)) -> clap::Command {
        clap::Command::new(name)
            .about(self.say(zh, en))
            .override_usage(self.say(usage.0, usage.1))
            .help_template(self.say("{about}\n\n用法：{usage}\n\n{all-args}\n", "{about}\n\nUsage: {usage}\n\n{all-args}\n"))
            .next_help_heading(self.say("参数和选项", "Arguments and options"))
    }
}

/// All commands.
#[must_use]
pub fn definition(language: Language) -> clap::Command {
    let s = Say(language);
    let check = s
        .sub("check", "检查政策包", "check a pack", ("quanheng check 政策包 [选项]", "quanheng check PACK [OPTIONS]"))
        .args([
            s.pack(),
            s.packs(),
            s.flag(
                "duties",
                "列出每条义务、每个步骤的表：什么情形应当、可以、不得",
                "show for each duty and each step in which cases something must, may or must not be done",
            ),
            s.flag(
                "conditions",
                "列出带「除非」「否决」的条件的表：什么情形成立，什么情形不成立",
                "show for each condition with 除非 (unless) and each 否决 (veto) in which cases it holds",
            ),
            s.flag(
                "names",
                "列出中间结果、有名字的数、待定事项的名字（--set、设定表、测试里用的就是它们）",
                "show the names of intermediate results, named numbers and open points (as --set, the table 设定 and tests use them)",
            ),
            s.flag(
                "accept-basis",
                "认可所依据的政策包现在的样子，把版本和校验值写进 pack.toml",
                "accept the packs built on as they are now: write their versions and hashes into pack.toml",
            ),
            s.option(
                "reviewed",
                ("条", "ARTICLE"),
                "这一条（如 鼓励激励#第六条，或 全部）的规则已对照条文核过，记进 reviewed.toml，以后改了会提醒；可写多次",
                "the rules of this article (as 鼓励激励#第六条, or 全部 for all) were compared with its text: written into reviewed.toml, later changes are told; may be repeated",
            )
            .action(ArgAction::Append),
        ]);
    let test = s.sub("test", "运行政策包自带的例子", "run the examples in a pack", ("quanheng test 政策包", "quanheng test PACK")).args([
        s.pack(),
        s.packs(),
        s.flag("update", "把算出的写进例子，再用版本管理逐处核对", "write what came out into the examples, to be reviewed as a difference"),
    ]);
    let fmt_usage = ("quanheng fmt 政策包… [--check] [--keywords zh|en]", "quanheng fmt PACK… [--check] [--keywords zh|en]");
    let fmt = s
        .sub(
            "fmt",
            "把政策包里的规则排版，或改用另一种语言的关键词",
            "format the rules of a pack, or turn its keywords into the other language",
            fmt_usage,
        )
        .args([
            s.pack().num_args(1..).action(ArgAction::Append),
            s.flag(
                "check",
                "只说哪些文件要改，什么也不写；有要改的，退出码是 1",
                "only say which files would change, and write nothing; exit code 1 if any would",
            ),
            s.option(
                "keywords",
                ("语言", "LANG"),
                "关键词写成 zh（中文）或 en（英文）；不写，各块规则保持原来的语言",
                "write keywords in zh (Chinese) or en (English); without it each block keeps its language",
            )
            .value_parser(["zh", "en"])
            .hide_possible_values(true),
        ]);
    let run_usage = ("quanheng run 政策包 --facts 路径… --period 年度 [选项]", "quanheng run PACK --facts PATH… --period YEARS [OPTIONS]");
    let run = s.question(s.sub("run", "算出结果", "compute results", run_usage)).args([
        s.option("only", ("结果", "RESULT"), "只要这个结果，如 县区.奖金；可写多次", "only this result, e.g. 县区.奖金; may be repeated")
            .action(ArgAction::Append),
        s.flag("met", "只列成立的（是、大于零）", "list only what is met (yes, above nought)"),
        s.option(
            "errors-out",
            ("文件", "FILE"),
            "把有问题的行写进这个 .xlsx：原样退回，旁边说明怎么改，改好可以直接再用",
            "give the rows with problems back in this .xlsx, each with what to do; once corrected it can be used as it is",
        ),
        s.flag(
            "stamp",
            "把运行时刻写进 jsonl 的第一行、xlsx 的「依据」",
            "write the hour of the run into the first line of jsonl and the last sheet of xlsx",
        ),
        s.format_or_workbook(),
    ]);
    let explain_usage = (
        "quanheng explain 政策包 --facts 路径… --period 年度 --result 结果 --of 名称 [--instead-of 名称] [选项]",
        "quanheng explain PACK --facts PATH… --period YEARS --result RESULT --of NAME [--instead-of NAME] [OPTIONS]",
    );
    let explain = s.question(s.sub("explain", "说明一个结果的理由", "give the reasons of a result", explain_usage)).args([
        s.option("result", ("结果", "RESULT"), "结果的名称，如 县区.奖金", "the result's name, e.g. 县区.奖金").required(true),
        s.option("of", ("名称", "NAME"), "谁的结果：名称、代码或编号", "whose: a name, a code or an id"),
        s.option("instead-of", ("名称", "NAME"), "与谁比较：为什么是这个而不是那个", "compared with whom: why this one and not that one")
            .requires("of"),
        s.option("format", ("格式", "FORMAT"), "text 或 json", "text or json")
            .value_parser(["text", "json"])
            .default_value("text")
            .hide_possible_values(true)
            .hide_default_value(true),
    ]);
    let why_not_usage = (
        "quanheng why-not 政策包 --facts 路径… --period 年度 --result 结果 --of 名称 [--wanted 值] [选项]",
        "quanheng why-not PACK --facts PATH… --period YEARS --result RESULT --of NAME [--wanted VALUE] [OPTIONS]",
    );
    let why_not = s
        .question(s.sub("why-not", "说明一个结果为什么没有，差在哪里", "say why a result was not given, and what was short", why_not_usage))
        .args([
            s.option("result", ("结果", "RESULT"), "结果的名称，如 县区.十强县", "the result's name, e.g. 县区.十强县").required(true),
            s.option("of", ("名称", "NAME"), "谁的结果：名称、代码或编号", "whose: a name, a code or an id"),
            s.option(
                "wanted",
                ("值", "VALUE"),
                "想要的值，如 80万元、≥80万元；不写就是 是、大于零、有一个值",
                "the value hoped for, e.g. 80万元 or ≥80万元; left out: a yes, above nought, any value",
            ),
            s.option(
                "also",
                ("范围", "WHAT"),
                "还要看：others 别家的数据，numbers 规定里的数，law 规定本身；可写多次",
                "look as well at: others (their figures), numbers (of the law), law (the rules); may be repeated",
            )
            .value_parser(["others", "numbers", "law"])
            .hide_possible_values(true)
            .value_delimiter(',')
            .action(ArgAction::Append),
            s.option("format", ("格式", "FORMAT"), "text 或 json", "text or json")
                .value_parser(["text", "json"])
                .default_value("text")
                .hide_possible_values(true)
                .hide_default_value(true),
        ]);
    let compare_usage = (
        "quanheng compare 政策包A [政策包B] --facts 路径… --period 年度 [--set 名=值] [--facts-b 路径…] [--known-on-b 日期] [选项]",
        "quanheng compare PACK_A [PACK_B] --facts PATH… --period YEARS [--set NAME=VALUE] [--facts-b PATH…] [--known-on-b DAY] [OPTIONS]",
    );
    let compare = s
        .sub("compare", "比较两边的结果：谁得、谁失、多少钱", "compare results: who gains, who loses, what it costs", compare_usage)
        .args([
            s.pack().help(s.say("A 边的政策包", "the pack of side A")),
            Arg::new("pack-b")
                .display_order(1)
                .value_name(s.say("政策包B", "PACK_B"))
                .help(s.say("B 边的政策包，不写就是同一个", "the pack of side B; left out: the same")),
            s.facts(),
            s.facts()
                .id("facts-b")
                .long("facts-b")
                .required(false)
                .help(s.say("B 边的数据，不写就是同一批", "the facts of side B; left out: the same")),
            s.period(),
            s.option("set", ("名=值", "NAME=VALUE"), "B 边假设这个值；可写多次", "side B supposes this value; may be repeated")
                .action(ArgAction::Append),
            s.option(
                "known-on",
                ("日期", "DAY"),
                "两边都只用这一天（含）以前知道的数据",
                "both use only what was known on this day (included)",
            ),
            s.option("known-on-b", ("日期", "DAY"), "只 B 边这样", "the same for side B alone"),
            s.decided_on("两边的决定日", "the day of the decision, on both sides"),
            s.option("decided-on-b", ("日期", "DAY"), "只 B 边这样", "the same for side B alone"),
            s.option("law-as-of", ("年度", "YEAR"), "两边都按这一年度的规定算", "both apply the rules of this year"),
            s.option("law-as-of-b", ("年度", "YEAR"), "只 B 边这样", "the same for side B alone"),
            s.option("only", ("结果", "RESULT"), "只比这个结果；可写多次", "only this result; may be repeated").action(ArgAction::Append),
            s.flag("all", "没有变的也列出", "list those that did not move, too"),
            s.flag("strict", "不用任何推定", "refuse all presumptions"),
            s.all_kinds(),
            s.packs(),
            s.format(),
            s.output(),
        ]);
    let (robust, plan) = (robust::definition(s), plan::definition(s));
    let open_usage =
        ("quanheng open 政策包 [--facts 路径…] [--period 年度] [选项]", "quanheng open PACK [--facts PATH…] [--period YEARS] [OPTIONS]");
    let open = s
        .sub("open", "列出还要人来定的事：待定和认定项", "list what people still have to decide: open points and judgements", open_usage)
        .args([
            s.pack(),
            s.facts().required(false),
            s.period().required(false).help(s.say("年度，不写就是数据里有的每一年", "years; left out: every year of the facts")),
            s.option("known-on", ("日期", "DAY"), "只用这一天（含）以前知道的数据", "use only what was known on this day (included)"),
            s.option("only", ("结果", "RESULT"), "只看哪些事耽误这个结果；可写多次", "only what this result waits for; may be repeated")
                .action(ArgAction::Append),
            s.all_kinds(),
            s.packs(),
            s.format(),
            s.output(),
        ]);
    let new = s
        .sub("new", "起草一个新的政策包", "begin a new pack", ("quanheng new 文件夹 [--basis 政策包]", "quanheng new DIR [--basis PACK]"))
        .args([
            s.pack().value_name(s.say("文件夹", "DIR")).help(s.say("新包放在哪里，不能已经有文件", "where it goes; must not hold files")),
            s.option(
                "basis",
                ("政策包", "PACK"),
                "建在哪个政策包上：它的编号或文件夹；不写就从头起草",
                "the pack to build on: its id or folder; left out: from nothing",
            ),
            s.packs(),
        ]);
    let template_usage = ("quanheng template 政策包 -o 文件.xlsx", "quanheng template PACK -o FILE.xlsx");
    let template_about =
        ("做一个空白的填报工作簿，带填法、下拉单和代码", "make a blank workbook to fill in, explained, with lists to choose from");
    let template = s.sub("template", template_about.0, template_about.1, template_usage).args([
        s.pack(),
        s.packs(),
        s.output().required(true).help(s.say("写进这个文件（.xlsx）", "the file to write (.xlsx)")),
    ]);
    let snapshot_usage = ("quanheng snapshot 政策包 --facts 路径… -o 文件夹", "quanheng snapshot PACK --facts PATH… -o DIR");
    let snapshot_about = (
        "把数据读成一份快照：一个不再改动的文件夹，run 等命令直接用它",
        "read facts into a snapshot: a folder that is never changed, to be used by run and the others",
    );
    let snapshot = s.sub("snapshot", snapshot_about.0, snapshot_about.1, snapshot_usage).args([
        s.pack(),
        s.facts(),
        s.option("known-on", ("日期", "DAY"), "只收这一天（含）以前知道的数据", "take only what was known on this day (included)"),
        s.packs(),
        s.output()
            .required(true)
            .value_name(s.say("文件夹", "DIR"))
            .help(s.say("写成这个文件夹，不能已经有", "the folder to write; must not be there")),
    ]);
    let demo = s
        .sub(
            "demo",
            "用自带的数据演示",
            "show what it does, on the included data",
            ("quanheng demo [--root 文件夹]", "quanheng demo [--root DIR]"),
        )
        .args([
            s.option(
                "root",
                ("文件夹", "DIR"),
                "放 packs 和 data 的文件夹，默认从当前文件夹往上找",
                "the folder that holds packs and data; by default looked for from the current folder upwards",
            ),
            s.option("pack", ("政策包", "PACK"), "换一个政策包", "another pack")
                .default_value("packs/example-settings")
                .hide_default_value(true),
            s.option("facts", ("路径", "PATH"), "换一批数据", "other facts").default_value("data/demo").hide_default_value(true),
            s.option("period", ("年度", "YEARS"), "换一个年度", "another year").default_value("2016").hide_default_value(true),
            s.option("decided-on", ("日期", "DAY"), "换一个作决定的日子", "another day of the decision")
                .default_value("2017-03-01")
                .hide_default_value(true),
            s.packs().hide(true),
        ]);
    let common = |command: clap::Command| {
        command
            .disable_help_flag(true)
            .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help(s.say("显示这份说明", "show this help")))
    };
    let lang = s
        .option("lang", ("语言", "LANG"), "zh（中文，默认）或 en（英文）", "zh (Chinese, the default) or en (English)")
        .value_parser(["zh", "en"])
        .default_value("zh")
        .hide_possible_values(true)
        .hide_default_value(true)
        .global(true);
    common(
        clap::Command::new("quanheng")
            .about(s.say(
                "权衡：按政策包算出结果，每一项都说得出理由。系统只作测算，供核实，不作为处理依据。",
                "Quanheng: results from a policy pack, each with its reasons. It computes for verification; people decide.",
            ))
            .override_usage(s.say("quanheng 命令 [选项]", "quanheng COMMAND [OPTIONS]"))
            .help_template(s.say(
                "{about}\n\n用法：{usage}\n\n{all-args}\n\n每个命令的说明：quanheng 命令 --help\nEnglish: add --lang en\n",
                "{about}\n\nUsage: {usage}\n\n{all-args}\n\nMore on a command: quanheng COMMAND --help --lang en\n",
            ))
            .subcommand_help_heading(s.say("命令", "Commands"))
            .disable_help_subcommand(true)
            .next_help_heading(s.say("选项", "Options"))
            .arg(lang)
            .arg(
                Arg::new("version")
                    .short('V')
                    .long("version")
                    .action(ArgAction::SetTrue)
                    .value_parser(value_parser!(bool))
                    .help(s.say("显示版本", "show the version")),
            )
            .subcommands([check, fmt, run, explain, why_not, compare, robust, plan, open, template, snapshot, test, new, demo].map(common)),
    )
}
