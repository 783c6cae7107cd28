# The two commands: `make run` and `make test`. 两条命令：make run 和 make test。
# Needed: a Rust toolchain (rustup) and a C compiler. `make check-tools` says what is missing and how to get it.

# Built outside the repository; set CARGO_TARGET_DIR to build somewhere else.
CARGO_TARGET_DIR ?= $(if $(HOME),$(HOME)/.cache/quanheng/target,target)
export CARGO_TARGET_DIR

# What is built to be run uses vectors of 256 bits where the processor at hand has them (x86-64-v3; docs/decisions/0109). For any processor:
# make run RUSTFLAGS=
ifeq ($(origin RUSTFLAGS),undefined)
HAS_V3 := $(shell [ "$$(uname -m)" = x86_64 ] && flags=" $$(grep -m1 '^flags' /proc/cpuinfo 2>/dev/null) " && \
  for one in avx avx2 bmi1 bmi2 f16c fma abm movbe; do case "$$flags" in (*" $$one "*) ;; (*) exit 1 ;; esac; done && echo yes)
ifeq ($(HAS_V3),yes)
run soak bench: export RUSTFLAGS = -C target-cpu=x86-64-v3
endif
endif

PACKS ?= $(patsubst %/pack.toml,%,$(wildcard packs/*/pack.toml bench/pack/pack.toml))
# Fuzzing time for each target, and how many new inputs of each are kept.
SECONDS ?= 60
KEEP ?= 50
# Mutants tried, about; and which of them.
N ?= 300
SEED ?= 7
# How long two evaluators are compared.
MINUTES ?= 10

.DEFAULT_GOAL := help
.PHONY: help check-tools run test soak bench bench-peers fuzz fuzz-keep mutants clean

help: ## list the commands 列出命令
	@while IFS= read -r line; do \
	  case $$line in \
	    [a-z]*:*'## '*) printf '  make %-12s %s\n' "$${line%%:*}" "$${line##*## }" ;; \
	  esac; \
	done < Makefile

run: check-tools ## build, and tell the story of an invented province 编译，并用一屏讲完一个虚构的省
	@cargo run --locked --release --package quanheng-cli -- demo

test: check-tools ## everything that is checked before a change is taken 全部检查和测试
	cargo fmt --all -- --check
	cargo clippy --locked --workspace --all-targets -- --deny warnings
	cargo test --locked --workspace
	@for pack in $(PACKS); do \
	  echo "quanheng check, test: $$pack"; \
	  cargo run --locked --quiet --package quanheng-cli -- check "$$pack" || exit 1; \
	  cargo run --locked --quiet --package quanheng-cli -- test "$$pack" || exit 1; \
	done

# Ends with the pages of the cases on which they part, if any; a page is kept by copying it to crates/agreement/tests/kept.
soak: check-tools ## compare the panel with the interpreter on random programs; MINUTES=10 SEED=7 随机程序、随机数据，比对两个求值器 MINUTES 分钟
	MINUTES=$(MINUTES) SEED=$(SEED) cargo test --locked --release --package quanheng-panel --test all -- --ignored --nocapture soak::

bench: check-tools ## measure the speed 测速
	cargo bench --locked --workspace

# Its own workspaces and a Python of its own, all in the cache folder; the first time takes some minutes. See bench/README.md.
# For other sizes: make bench-peers PEERS="--sizes 1m,10m,100m --rounds 3".
PEERS ?=
bench-peers: check-tools ## measure other engines on the same four rules 与其他引擎同算四条规则，比速度
	@command -v python3 >/dev/null 2>&1 || { \
	  echo '缺少 python3（带 venv）。Debian、Ubuntu：sudo apt install python3-venv' >&2; \
	  echo 'python3 with venv is missing. Debian, Ubuntu: sudo apt install python3-venv' >&2; \
	  exit 1; }
	python3 bench/run.py $(PEERS)

# cargo-fuzz asks for compiler options that stable Rust accepts only with RUSTC_BOOTSTRAP. New inputs are kept with the
# build; those in fuzz/corpus are only read.
fuzz: check-tools ## look for inputs that break it; SECONDS=60 for each target 随机输入测试，每项 SECONDS 秒
	@cargo fuzz --version >/dev/null 2>&1 || { \
	  echo '缺少 cargo-fuzz。请先安装：cargo install --locked cargo-fuzz' >&2; \
	  echo 'cargo-fuzz is missing. Install it first: cargo install --locked cargo-fuzz' >&2; \
	  exit 1; }
	@found=; for file in fuzz/fuzz_targets/*.rs; do \
	  [ -f "$$file" ] || continue; \
	  found=1; name=$${file##*/}; name=$${name%.rs}; \
	  fresh=$$CARGO_TARGET_DIR/fuzz-corpus/$$name; mkdir -p "$$fresh" || exit 1; \
	  seeds=fuzz/corpus/$$name; [ -d "$$seeds" ] || seeds=; \
	  echo "$$name: $(SECONDS) s"; \
	  RUSTC_BOOTSTRAP=1 cargo fuzz run "$$name" "$$fresh" $$seeds -- -max_total_time=$(SECONDS) || { \
	    echo "随机输入测试失败：$$name。出错的输入在 fuzz/artifacts/$$name；若没有输入文件，请看上面的编译信息。" >&2; \
	    echo "Fuzzing $$name failed. The input is in fuzz/artifacts/$$name; if there is none, see the compiler's words above." >&2; \
	    echo '若提示需要 nightly / If it asks for nightly: rustup toolchain install nightly && rustup run nightly make fuzz' >&2; \
	    exit 1; }; \
	done; \
	[ "$$found" ] || { \
	  echo '没有找到 fuzz/fuzz_targets/*.rs，无可测试。' >&2; \
	  echo 'No fuzz/fuzz_targets/*.rs found: nothing to fuzz.' >&2; \
	  exit 1; }

# Of what fuzzing found since, those that show something new, the smallest first. Everything in fuzz/corpus is run by `make test`.
fuzz-keep: check-tools ## take what fuzzing found into fuzz/corpus; KEEP=50 for each target 把新发现的输入收进 fuzz/corpus
	@for file in fuzz/fuzz_targets/*.rs; do \
	  name=$${file##*/}; name=$${name%.rs}; \
	  fresh=$$CARGO_TARGET_DIR/fuzz-corpus/$$name; [ -d "$$fresh" ] || continue; \
	  seeds=fuzz/corpus/$$name; mkdir -p "$$seeds" || exit 1; \
	  merged=$$(mktemp -d) || exit 1; \
	  for seed in "$$seeds"/*; do [ -f "$$seed" ] && cp "$$seed" "$$merged"; done; \
	  RUSTC_BOOTSTRAP=1 cargo fuzz run "$$name" "$$merged" "$$fresh" -- -merge=1 || exit 1; \
	  kept=0; for found in $$(ls -Sr "$$merged"); do \
	    [ "$$kept" -lt $(KEEP) ] || break; \
	    [ -f "$$seeds/$$found" ] || { cp "$$merged/$$found" "$$seeds/$$found" && kept=$$((kept + 1)); }; \
	  done; \
	  rm -rf "$$merged"; echo "$$name: $$kept"; \
	done

# One in so many mutants of the whole list, spread over it; docs/mutants.md says what came of it. 300 take about 70 minutes on two
# quiet cores. The sources are copied, never changed. A mutant may ask for memory without end: 12 GB are the limit.
mutants: check-tools ## change the program N=300 times, SEED=7, and see whether a test notices 把程序改坏 N 处，看测试能否发现
	@cargo mutants --version >/dev/null 2>&1 || { \
	  echo '缺少 cargo-mutants。请先安装：cargo install --locked cargo-mutants' >&2; \
	  echo 'cargo-mutants is missing. Install it first: cargo install --locked cargo-mutants' >&2; \
	  exit 1; }
	@cargo nextest --version >/dev/null 2>&1 || { \
	  echo '缺少 cargo-nextest。请先安装：cargo install --locked cargo-nextest' >&2; \
	  echo 'cargo-nextest is missing. Install it first: cargo install --locked cargo-nextest' >&2; \
	  exit 1; }
	@all=$$(cargo mutants --list | grep -c .); \
	of=$$((all / ($(N)))); [ "$$of" -ge 1 ] || of=1; nth=$$((($(SEED)) % of)); \
	echo "共 $$all 处可改，试其中 $$of 分之一（第 $$nth 组）。 Of $$all mutants, one in $$of is tried (those of $$nth)."; \
	ulimit -v 12000000 2>/dev/null; \
	NEXTEST_PROFILE=mutants cargo mutants --shard "$$nth/$$of" --sharding round-robin --no-shuffle -o "$$CARGO_TARGET_DIR/mutants"; \
	ended=$$?; \
	case $$ended in \
	  0|2|3) \
	    echo "测试没有发现的改动在 $$CARGO_TARGET_DIR/mutants/mutants.out/missed.txt"; \
	    echo "What no test noticed is in $$CARGO_TARGET_DIR/mutants/mutants.out/missed.txt" ;; \
	  *) \
	    echo '没有做完，请看上面的信息。' >&2; \
	    echo 'It did not come to its end; see the words above.' >&2; \
	    exit $$ended ;; \
	esac

clean: check-tools ## remove what was built 删除编译产物
	cargo clean --target-dir "$$CARGO_TARGET_DIR"

# Plain sh, no other tools: this runs where nothing is installed yet. Reports everything that is missing at once.
check-tools: ## say what is missing before building 编译前先看缺什么
	@say() { printf '%s\n' "$$1" >&2; }; missing=; wanted=; \
	while IFS= read -r line; do \
	  case $$line in 'rust-version = '*) wanted=$${line#*\"}; wanted=$${wanted%%\"*} ;; esac; \
	done < Cargo.toml; \
	major=$${wanted%%.*}; minor=$${wanted#*.}; minor=$${minor%%.*}; \
	if ! command -v cargo >/dev/null 2>&1 || ! command -v rustc >/dev/null 2>&1; then \
	  missing=1; \
	  say "缺少 Rust（需要 $$wanted 或更新）。请安装 rustup：https://rustup.rs ，装好后重新打开终端。"; \
	  say "Rust is missing ($$wanted or newer is needed). Install rustup from https://rustup.rs, then open a new terminal."; \
	elif ! version=$$(rustc --version 2>/dev/null); then \
	  missing=1; \
	  say "rustc 不能运行。请执行：rustup default stable"; \
	  say "rustc is there but does not run. Do: rustup default stable"; \
	else \
	  version=$${version#rustc }; version=$${version%% *}; number=$${version%%-*}; \
	  have_major=$${number%%.*}; have_minor=$${number#*.}; have_minor=$${have_minor%%.*}; \
	  if [ "$$have_major" -lt "$$major" ] || { [ "$$have_major" -eq "$$major" ] && [ "$$have_minor" -lt "$$minor" ]; }; then \
	    missing=1; \
	    say "Rust 太旧：现有 $$version，需要 $$wanted 或更新。请执行：rustup update stable"; \
	    say "Rust is too old: $$version is installed, $$wanted or newer is needed. Do: rustup update stable"; \
	  fi; \
	fi; \
	if ! command -v cc >/dev/null 2>&1; then \
	  missing=1; \
	  say "缺少 C 编译器（cc）。Debian、Ubuntu、统信、麒麟桌面版：sudo apt install build-essential；openEuler、麒麟服务器版、Fedora：sudo dnf install gcc；macOS：xcode-select --install"; \
	  say "A C compiler (cc) is missing. Debian, Ubuntu: sudo apt install build-essential; Fedora, openEuler: sudo dnf install gcc; macOS: xcode-select --install"; \
	fi; \
	[ -z "$$missing" ]
