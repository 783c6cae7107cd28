"""A peer that computes on one core: a process for each core, each with jurisdictions of its own.

The peer's module has `start(form)`, which gives what is made once, `read(folder, piece)`, `answer(made, data)` and `columns(answered)`, which gives pieces of unit, year, values.
"""

import importlib
import multiprocessing
import os
import pathlib
import time

import checksum


def peak():
    with open("/proc/self/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def work(pipe, task, name, form):
    module = importlib.import_module(name)
    made, kept, data = module.start(form), [], {}
    pipe.send("ready")
    while True:
        what, folder, pieces = pipe.recv()
        before = time.process_time()
        if what == "files":
            while True:
                with task.get_lock():
                    next_piece = task.value
                    task.value += 1
                if next_piece >= len(pieces):
                    break
                kept.append(module.answer(made, module.read(folder, pieces[next_piece])))
        elif what == "load":
            data = {piece: module.read(folder, piece) for piece in pieces}
        elif what == "memory":
            kept += [module.answer(made, data[piece]) for piece in pieces]
        elif what == "checksum":
            rows, total = 0, 0
            for answered in kept:
                for unit, year, values in module.columns(answered):
                    total += checksum.of_all(unit, year, values)
                    rows += len(unit)
            kept.clear()
            pipe.send((rows, total))
            continue
        pipe.send((time.process_time() - before, peak()))


class Peer:
    def __init__(self, name, form):
        context = multiprocessing.get_context("spawn")
        self.task = context.Value("i", 0)
        self.pipes, self.used, self.most = [], 0.0, 0
        for _ in range(os.cpu_count() or 1):
            here, there = context.Pipe()
            context.Process(target=work, args=(there, self.task, name, form), daemon=True).start()
            self.pipes.append(here)
        for pipe in self.pipes:
            pipe.recv()

    def ask(self, orders):
        for pipe, order in zip(self.pipes, orders):
            pipe.send(order)
        return [pipe.recv() for pipe in self.pipes]

    def processor(self):
        return self.used + time.process_time()

    def peak(self):
        return self.most

    def files(self, folder, piece):
        pieces = sorted(path.stem.split("-")[1] for path in pathlib.Path(folder).glob(f"panel-{piece}.parquet"))
        return "files", str(folder), [pieces] * len(self.pipes)

    def tables(self, folder):
        _, folder, (pieces, *_) = self.files(folder, "*")
        shares = [pieces[number :: len(self.pipes)] for number in range(len(self.pipes))]
        self.ask([("load", folder, share) for share in shares])
        return "memory", folder, shares

    def answer(self, data):
        what, folder, shares = data
        self.task.value = 0
        told = self.ask([(what, folder, share) for share in shares])
        self.used += sum(used for used, _ in told)
        self.most = sum(most for _, most in told)

    def checksum(self, _):
        told = self.ask([("checksum", None, None)] * len(self.pipes))
        return sum(rows for rows, _ in told), sum(total for _, total in told) % 2**64
