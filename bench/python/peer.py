"""One peer, once: reads, answers, and says what that took.

    peer.py ENGINE FORM FOLDER [--by-jurisdiction]

prints one line of JSON. First the whole way, from the files to all values in memory; its peak of memory is told. Then the same from what is in memory already. The
checksum is worked out outside of both times. Both runs must give the same.
"""

import importlib
import json
import pathlib
import resource
import sys
import time


def processor():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def timed(work, used):
    """What came of it, and what it took; `used` tells the processor time so far."""
    wall, before = time.perf_counter(), used()
    came = work()
    return came, {"wall": time.perf_counter() - wall, "processor": used() - before}


def peak():
    with open("/proc/self/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def main():
    engine, form, folder = sys.argv[1:4]
    # All files at once, or a jurisdiction at a time.
    pieces = len(list(pathlib.Path(folder).glob("panel-*.parquet")))
    which = [str(piece) for piece in range(pieces)] if "--by-jurisdiction" in sys.argv else ["*"]
    peer = importlib.import_module(f"{engine}_peer").Peer(form)

    # A peer that works in processes of its own tells their time and memory itself.
    used, most = getattr(peer, "processor", processor), getattr(peer, "peak", peak)

    def read_and_answer():
        return [peer.answer(peer.files(folder, piece)) for piece in which]

    answers, with_reading = timed(read_and_answer, used)
    memory = most()
    rows, checksum = peer.checksum(answers)
    del answers
    without = None
    if "--by-jurisdiction" not in sys.argv:
        table = peer.tables(folder)
        answers, without = timed(lambda: [peer.answer(table)], used)
        if peer.checksum(answers) != (rows, checksum):
            raise SystemExit("the second run gave something else")
    told = {"rows": rows, "checksum": f"{checksum:016x}", "with_reading": with_reading, "without_reading": without, "peak": memory}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
