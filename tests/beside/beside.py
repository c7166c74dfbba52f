"""Ours and what one would install instead, on the same records, with the same questions.

Usage: beside.py TOOLS QUESTIONS SIZE...

TOOLS is a folder with the records and questions, and the names of the programs (`run.sh` makes
it). What an engine has made of the same records before is kept, with the time that it took. Each
question is asked of every engine, three times over and in another order each time, and the quickest
answer counts, so that what else the machine does, and what the engine before left in its caches,
disturbs all alike and little.
"""

import hashlib
import importlib
import inspect
import json
import random
import shutil
import statistics
import sys
import time
from pathlib import Path

import tables
from corpus import KINDS, read_questions, read_records

ROUNDS = 3
# An engine that takes longer for the questions of a kind, in seconds, is asked them once.
SLOW = 20
ENGINES = [
    ("ours", "Ours"),
    ("constant", "Constant"),
    ("postgres", "Postgres"),
    ("sqlite", "Sqlite"),
    ("xapian", "Xapian"),
    ("sphinx", "Sphinx"),
    ("groonga", "Groonga"),
    ("pagefind", "Pagefind"),
]


class Tools:
    """Programs and what is known of the index of ours."""

    def __init__(self, folder, records):
        self.digest = digest(records)
        self.here = Path(__file__).parent
        target = self.here.parent.parent / "target"
        self.program = target / "release" / "exempelbank"
        self.constant = target / "release" / "examples" / "constant"
        self.pagefind = folder / "npm" / "node_modules" / ".bin" / "pagefind"
        self.index_of = lambda count: target / "workload" / str(count)
        self.ours = None
        self.indexing_rate = None


def main():
    folder, count, *sizes = sys.argv[1:]
    folder, results = Path(folder).resolve(), {}
    questions = read_questions(folder / "questions.jsonl", int(count))
    for size in sizes:
        in_process = tables.in_process((folder / f"cost-{size}.txt").read_text(encoding="utf-8"))
        results[size] = measure(folder, int(size), questions, in_process)
        print(tables.of_size(int(size), results[size]), flush=True)
        (folder / f"results-{size}.json").write_text(json.dumps(results[size], indent=1))
    if len(sizes) > 1:
        print(tables.growth(results))


def measure(folder, size, questions, in_process):
    """What every engine takes, by name."""
    file = folder / f"records-{size}.jsonl"
    records, tools = read_records(file), Tools(folder, file)
    tools.indexing_rate = in_process.pop("indexing rate")
    measured = {name: {"latencies": latencies, "hits": {}} for name, latencies in in_process.items()}
    engines = []
    try:
        for module, name in ENGINES:
            try:
                engine, taken = prepare(module, name, folder / f"{module}-{size}", records, tools, questions)
            except LeftOut as reason:
                print(f"left out at {size}: {reason}", file=sys.stderr, flush=True)
                continue
            if module == "ours":
                tools.ours = engine
            engines.append(engine)
            measured[engine.name] = taken
            print(f"{engine.name}: ready at {size}", file=sys.stderr, flush=True)
        for kind in KINDS:
            for engine, latencies, hits in ask_all(engines, questions[kind]):
                taken = measured[engine.name]
                taken["latencies"][kind] = latencies
                taken["hits"][kind] = hits
        for engine in engines:
            measured[engine.name]["memory_mb"] = engine.memory_mb()
    finally:
        for engine in engines:
            engine.stop()
    return measured


class LeftOut(Exception):
    pass


def prepare(module, name, folder, records, tools, questions):
    """An engine that has answered once, and what it took to get there."""
    try:
        made = getattr(importlib.import_module(f"engines.{module}"), name)
    except ImportError as error:
        raise LeftOut(f"{name}, for want of {error.name}") from error
    if len(records) > getattr(made, "most", len(records)):
        raise LeftOut(f"{name}, which is for at most {made.most} records")
    try:
        engine, built = stand(made, folder, records, tools)
        began = time.perf_counter()
        engine.start()
        first = questions["full" if module != "constant" else "one_word"][0]
        engine.ask(first)
        start_s = time.perf_counter() - began
    # Each engine's library has errors of its own; one that cannot be asked leaves the others be.
    except Exception as error:
        # What was kept may be of another version of the engine.
        (folder / "built.json").unlink(missing_ok=True)
        raise LeftOut(f"{name}: {error}") from error
    taken = {"latencies": {}, "hits": {}, "start_ms": start_s * 1000, "size_mb": engine.size_mb()}
    # That of ours is told by the bench that made its index; the constant answer has none.
    taken["indexing_rate"] = engine.indexing_rate if hasattr(engine, "indexing_rate") else len(records) / built
    return engine, taken


def stand(made, folder, records, tools):
    """An engine with all that it makes of the records, and the seconds that this takes."""
    told = folder / "built.json"
    made_of = {"records": tools.digest, "engine": digest(Path(inspect.getfile(made)))}
    try:
        before = json.loads(told.read_text(encoding="utf-8"))
        if before["of"] == made_of:
            return made(folder, records, tools), before["seconds"]
    except (OSError, ValueError, KeyError):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    engine = made(folder, records, tools)
    began = time.perf_counter()
    engine.build()
    seconds = time.perf_counter() - began
    told.write_text(json.dumps({"of": made_of, "seconds": seconds}), encoding="utf-8")
    return engine, seconds


def digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def ask_all(engines, questions):
    """Each engine with its median, its 99th percentile and the middle number of hits."""
    kind = questions[0].kind
    asked = [engine for engine in engines if kind not in engine.lacks]
    best = {engine: [float("inf")] * len(questions) for engine in asked}
    hits = {engine: [] for engine in asked}
    order = random.Random(kind)
    for _ in range(ROUNDS):
        taken = dict.fromkeys(asked, 0.0)
        for at, question in enumerate(questions):
            for engine in order.sample(asked, len(asked)):
                began = time.perf_counter()
                total = engine.ask(question)
                took = time.perf_counter() - began
                best[engine][at] = min(best[engine][at], took)
                taken[engine] += took
                if total is not None:
                    hits[engine].append(total)
        # Ours is asked as often as the others, since the constant answer is as long as its last.
        asked = [engine for engine in asked if taken[engine] < SLOW or engine is engines[0]]
    for engine, times in best.items():
        times.sort()
        p50, p99 = (times[(len(times) - 1) * share // 100] * 1000 for share in (50, 99))
        yield engine, [p50, p99], statistics.median(hits[engine]) if hits[engine] else None


if __name__ == "__main__":
    main()
