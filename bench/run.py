#!/usr/bin/env python3
"""The peers beside each other, in one run: `make bench-peers`, or

    python3 bench/run.py [--sizes 100k,1m,10m] [--data dense,ragged] [--rounds 5] [--only limit,duckdb] [--ours] [--out FOLDER]

Builds what has to be built, generates the data, and then asks first whether all mean the same: on a small province the checksum of every engine must be that of the
interpreter, `quanheng run bench/pack`; on each size they must be equal among each other. Only then are there times: medians of the rounds, in which the engines take turns.
Only Python's standard library is needed here; the packages of the peers go into a virtual environment in the cache folder. See bench/README.md.
"""

import argparse
import hashlib
import json
import mmap
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import time

BENCH = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(BENCH / "python"))
import report  # noqa: E402

CACHE = pathlib.Path(os.environ.get("QUANHENG_BENCH_CACHE", pathlib.Path.home() / ".cache/quanheng/bench"))
TARGET = pathlib.Path(os.environ.get("QUANHENG_BENCH_TARGET", CACHE / "target"))
VENV = CACHE / "venv"
SMALL = 24_000
SEED = 7
YEARS = 10
# From this size on the peers in SQL and Polars work off one jurisdiction after the other.
BY_JURISDICTION = 100_000_000
ALWAYS_BY_JURISDICTION = ("openfisca", "zen")
# zen-engine is asked record by record; more than this tells nothing new of its rate.
ZEN_MOST = 100_000
# Memory that is touched before each run.
TOUCHED = 4 << 30


def python_peer(engine, form):
    def command(folder, size):
        words = [str(VENV / "bin/python"), str(BENCH / "python/peer.py"), engine, form, str(folder)]
        return words + (["--by-jurisdiction"] if size >= BY_JURISDICTION and engine not in ALWAYS_BY_JURISDICTION else [])

    return command


# Name and form, and how it is called. Each prints one line of JSON, as bench/python/peer.py says.
ENGINES = {
    ("quanheng", "panel"): lambda folder, size: [str(TARGET / "release/ours"), str(folder)],
    ("limit", "by hand"): lambda folder, size: [str(TARGET / "release/limit"), str(folder)],
    ("duckdb", "window"): python_peer("duckdb", "window"),
    ("duckdb", "staged"): python_peer("duckdb", "staged"),
    ("duckdb", "history"): python_peer("duckdb", "history"),
    ("polars", "lazy"): python_peer("polars", "lazy"),
    ("polars", "streaming"): python_peer("polars", "streaming"),
    ("openfisca", "formulas"): python_peer("openfisca", "formulas"),
    ("datafusion", "window"): python_peer("datafusion", "window"),
    ("datafusion", "staged"): python_peer("datafusion", "staged"),
    ("zen", "tables"): python_peer("zen", "tables"),
    ("zen", "expressions"): python_peer("zen", "expressions"),
}


def say(words):
    print(words, file=sys.stderr, flush=True)


def must(words, **more):
    done = subprocess.run([str(word) for word in words], **more)
    if done.returncode:
        raise SystemExit(f"failed: {' '.join(str(word) for word in words)}")
    return done


# What a processor needs for x86-64-v3, as Linux names it.
V3 = {"avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"}


def for_processor():
    """How Rust is asked to build: for the processor at hand, as `make run` does. The other engines bring code for it themselves."""
    if "RUSTFLAGS" in os.environ or platform.machine() != "x86_64":
        return {}
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    flags = next((line.split(":", 1)[1].split() for line in lines if line.startswith("flags")), [])
    return {"RUSTFLAGS": "-C target-cpu=x86-64-v3"} if V3 <= set(flags) else {}


def build(engines):
    """What is missing, each where it belongs."""
    environment = {**os.environ, **for_processor(), "CARGO_TARGET_DIR": str(TARGET)}
    must(["cargo", "build", "--release", "--locked"], cwd=BENCH / "engines", env=environment)
    if ("quanheng", "panel") in engines:
        must(["cargo", "build", "--release", "--locked"], cwd=BENCH / "ours", env=environment)
    requirements = BENCH / "python/requirements.txt"
    stamp = VENV / "requirements.txt"
    if not stamp.exists() or stamp.read_bytes() != requirements.read_bytes():
        must([sys.executable, "-m", "venv", "--clear", VENV])
        must([VENV / "bin/pip", "install", "--quiet", "--no-deps", "--requirement", requirements])
        shutil.copy(requirements, stamp)


def data(form, kind, unit_years, jurisdictions):
    """The folder of a data set; written once."""
    folder = CACHE / "data" / f"{form}-{kind}-{unit_years}-{jurisdictions}-{SEED}"
    stamp = folder / "generator"
    generator = TARGET / "release/generate"
    told = f"{generator.stat().st_mtime_ns}\n"
    if not stamp.exists() or stamp.read_text() != told:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        words = [generator, form, folder, "--unit-years", unit_years, "--jurisdictions", jurisdictions, "--seed", SEED]
        must(words + (["--ragged"] if kind == "ragged" else []))
        stamp.write_text(told)
    return folder


def panel(engines, kind, unit_years, jurisdictions):
    """The folder of the Parquet files; where ours takes part, with a snapshot of the same rows in it."""
    folder = data("parquet", kind, unit_years, jurisdictions)
    if ("quanheng", "panel") not in engines:
        return folder
    program, stamp = TARGET / "release/ours", folder / "snapshot-of"
    told = f"{program.stat().st_mtime_ns}\n"
    if not stamp.exists() or stamp.read_text() != told:
        shutil.rmtree(folder / "snapshot", ignore_errors=True)
        words = [program, "make", folder, "--units", unit_years // (jurisdictions * YEARS), "--jurisdictions", jurisdictions, "--seed", SEED]
        must(words + (["--ragged"] if kind == "ragged" else []))
        stamp.write_text(told)
    return folder


def touch_memory():
    """A virtual machine gets memory from its host when it is first touched, at a second a gigabyte, and gives back what lies idle. Nobody's time is to hang on that."""
    chunk = bytes(16 << 20)
    with mmap.mmap(-1, TOUCHED) as memory:
        while memory.tell() < TOUCHED:
            memory.write(chunk)


def once(command, seconds):
    """One run: what it printed, or why there is nothing."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return {"failed": f"not within {seconds} s"}
    except FileNotFoundError:
        return {"failed": "not built"}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        return {"failed": f"ended with {done.returncode}: {last[:200]}"}
    return json.loads(done.stdout.strip().splitlines()[-1])


def interpreter(quanheng, kind):
    """Its checksum of the small province; kept as long as neither it nor the pack nor the rows change."""
    folder = data("csv", kind, SMALL, 2)
    told = hashlib.sha256((folder / "generator").read_bytes() + pathlib.Path(quanheng).read_bytes())
    for path in sorted((BENCH / "pack").rglob("*")):
        told.update(path.read_bytes() if path.is_file() else b"")
    kept = CACHE / f"interpreter-{kind}-{told.hexdigest()[:16]}.json"
    if kept.exists():
        return json.loads(kept.read_text())
    written = CACHE / f"interpreter-{kind}.jsonl"
    written.unlink(missing_ok=True)
    words = [quanheng, "run", BENCH / "pack", "--facts", folder, "--period", "2012-2021", "--format", "jsonl", "-o", written]
    must(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    done = must([sys.executable, BENCH / "python/interpreter.py", written], capture_output=True, text=True)
    written.unlink()
    kept.write_text(done.stdout)
    return json.loads(done.stdout)


def same_meaning(engines, quanheng, kinds, seconds):
    """Every engine against the interpreter, before any time is taken."""
    for kind in kinds:
        meant = interpreter(quanheng, kind)
        folder = panel(engines, kind, SMALL, 2)
        say(f"{kind}, {SMALL} unit-years: the interpreter's checksum is {meant['checksum']}")
        for (engine, form), command in engines.items():
            told = once(command(folder, SMALL), seconds)
            if "failed" in told:
                raise SystemExit(f"{engine} {form}: {told['failed']}")
            if (told["checksum"], told["rows"]) != (meant["checksum"], meant["rows"]):
                raise SystemExit(f"{engine} {form} says something else on {kind} data: {told['checksum']}, {told['rows']} rows")


def measure(engines, kind, size, rounds, seconds):
    """All engines in turns. Times are given back only if all agree."""
    folder = panel(engines, kind, size, 10)
    runs = {name: [] for name in engines}
    failed = {}
    before = os.getloadavg()
    for turn in range(rounds):
        for name, command in engines.items():
            if name in failed:
                continue
            if name[0] == "zen" and size > ZEN_MOST:
                failed[name] = "per record; its rate is told at 0.1 million"
                continue
            touch_memory()
            told = once(command(folder, size), seconds)
            if "failed" in told:
                failed[name] = told["failed"]
                say(f"  {name[0]} {name[1]}: {told['failed']}")
            else:
                runs[name].append(told)
        say(f"{kind}, {size}: round {turn + 1} of {rounds}")
    sums = {(run["checksum"], run["rows"]) for told in runs.values() for run in told}
    if len(sums) != 1:
        for name, told in runs.items():
            say(f"  {name[0]} {name[1]}: {sorted({run['checksum'] for run in told})}")
        raise SystemExit(f"the engines do not agree on {kind}, {size}; there are no times")
    found = []
    for name, told in runs.items():
        line = {"engine": name[0], "form": name[1], "failed": failed.get(name)}
        if told and name not in failed:
            line["peak"] = statistics.median(run["peak"] for run in told)
            for way in ("with_reading", "without_reading"):
                for what in ("wall", "processor"):
                    if all(run[way] for run in told):
                        line[f"{way}_{what}"] = statistics.median(run[way][what] for run in told)
        found.append(line)
    return {"kind": kind, "unit_years": size, "rounds": rounds, "checksum": sums.pop()[0], "load": [before[0], os.getloadavg()[0]], "engines": found}


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")), "?")
    memory = next(int(line.split()[1]) for line in open("/proc/meminfo", encoding="ascii") if line.startswith("MemTotal"))
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True).stdout.strip()
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**20),
        "system": f"{platform.system()} {platform.release()}",
        "rustc": " ".join([rustc, *(flags for flags in [os.environ.get("RUSTFLAGS", "") or for_processor().get("RUSTFLAGS", "")] if flags)]),
        "python": platform.python_version(),
        "day": time.strftime("%Y-%m-%d", time.gmtime()),
    }


def number(word):
    factor = {"k": 1_000, "m": 1_000_000}.get(word[-1:].lower(), 1)
    return int(word[:-1] if factor > 1 else word) * factor


def main():
    asked = argparse.ArgumentParser(description="the peers beside each other")
    asked.add_argument("--sizes", default="100k,1m,10m", help="unit-years, multiples of 100")
    asked.add_argument("--data", default="dense,ragged")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--only", default="", help="engines by name, or with their form, as duckdb:staged")
    asked.add_argument("--without", default="", help="engines to leave out, likewise")
    asked.add_argument("--seconds", type=int, default=300, help="the longest that one run may take")
    asked.add_argument("--quanheng", help="the program of the interpreter; built if it is not given")
    asked.add_argument("--ours", action="store_true", help="ours as well (bench/ours)")
    asked.add_argument("--out", default=str(CACHE / "report"), help="where the table, the plot and the figures go")
    asked.add_argument("--keep-data", action="store_true", help="keep the files of more than 10 million")
    asked = asked.parse_args()
    only, without = set(filter(None, asked.only.split(","))), set(filter(None, asked.without.split(",")))
    if not asked.ours and "quanheng" not in only:
        without.add("quanheng")
    named = lambda name, words: name[0] in words or ":".join(name) in words  # noqa: E731
    engines = {name: command for name, command in ENGINES.items() if (not only or named(name, only)) and not named(name, without)}
    kinds = asked.data.split(",")

    build(engines)
    quanheng = asked.quanheng
    if not quanheng:
        must(["cargo", "build", "--release", "--locked", "--package", "quanheng-cli"], cwd=BENCH.parent, env={**os.environ, **for_processor(), "CARGO_TARGET_DIR": str(TARGET)})
        quanheng = TARGET / "release/quanheng"
    same_meaning(engines, quanheng, kinds, asked.seconds)
    out = pathlib.Path(asked.out)
    out.mkdir(parents=True, exist_ok=True)
    found = {"machine": machine(), "command": " ".join(["python3", "bench/run.py", *sys.argv[1:]]), "sets": []}
    for size in (number(word) for word in asked.sizes.split(",")):
        for kind in kinds:
            found["sets"].append(measure(engines, kind, size, asked.rounds, asked.seconds))
            (out / "figures.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
            (out / "table.md").write_text(report.table(found), encoding="utf-8")
            for what in ("wall", "processor"):
                (out / f"plot-{what}.svg").write_text(report.plot(found, what), encoding="utf-8")
            if size > 10_000_000 and not asked.keep_data:
                shutil.rmtree(data("parquet", kind, size, 10))
    print((out / "table.md").read_text(encoding="utf-8"))
    say(f"written to {out}")


if __name__ == "__main__":
    main()
