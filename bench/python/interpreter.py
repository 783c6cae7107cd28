"""What the interpreter says of the small province: the meaning that all engines must reproduce.

    interpreter.py RESULTS.jsonl

reads what `quanheng run bench/pack --format jsonl` wrote and prints the checksum, the rows and how often each value occurs. Only the standard library.
"""

import collections
import json
import sys

RESULTS = ("县区.奖金", "县区.考核调整", "县区.退位调整", "县区.事故调整")
MASK = 2**64 - 1


def mix(value):
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


def code(row):
    status, value = row["status"], row["value"]
    if status == "不适用":
        return -1
    if status == "未知":
        return -2
    if status != "成立":
        raise SystemExit(f"{row['of']} {row['period']} {row['result']}: {status}")
    if isinstance(value, bool):
        return int(value)
    if value in ("是", "否"):
        return int(value == "是")
    whole, _, part = value.partition(".")
    if part.strip("0"):
        raise SystemExit(f"{row['of']} {row['period']} {row['result']}: {value} is not whole yuan")
    return int(whole)


def main(path):
    total, rows = 0, 0
    counts = [collections.Counter() for _ in RESULTS]
    with open(path, encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            row = json.loads(line)
            result = RESULTS.index(row["result"])
            unit, year, value = int(row["of_id"].removeprefix("SL:")), int(row["period"]) - 2012, code(row)
            key = (unit * 16 + year) * 4 + result
            total += mix(((key * 0x9E3779B97F4A7C15) & MASK) ^ mix((value + 0x5851F42D4C957F2D) & MASK))
            rows += 1
            counts[result][value] += 1
    values = {name: dict(sorted(count.items())) for name, count in zip(RESULTS, counts)}
    print(json.dumps({"checksum": f"{total & MASK:016x}", "rows": rows // len(RESULTS), "values": values}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
