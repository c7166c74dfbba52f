"""What was measured as tables."""

import re

from corpus import KINDS

OURS = "ours over HTTP"


def in_process(printed):
    """What the bench of the search says of the engine alone and of ours, in one process."""
    columns = {"ours in process": "ours p50", "plain tantivy in process": "plain p50"}
    taken, head = {name: {} for name in columns}, []
    for line in printed.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if all(column in cells for column in columns.values()):
            head = cells
        kind = next((kind for kind, name in KINDS.items() if name == cells[0]), None)
        if kind and head:
            for name, column in columns.items():
                # The 99th percentile stands beside the median.
                at = head.index(column)
                taken[name][kind] = [float(micros) / 1000 for micros in cells[at : at + 2]]
    rate = re.search(r"(\d+) a second", printed)
    return taken | {"indexing rate": rate and float(rate[1])}


def of_size(size, measured):
    ours = measured[OURS]["latencies"]
    ratios = lambda kind, pair: " / ".join(times(mine / base) for mine, base in zip(pair, ours[kind]))
    millis = lambda kind, pair: " / ".join(three(mine) for mine in pair)
    texts = [
        f"## {size} records",
        "Median / 99th percentile, as a multiple of ours over HTTP:",
        by_kind(measured, "latencies", ratios),
        "The same in milliseconds:",
        by_kind(measured, "latencies", millis),
        "Hits of the median question:",
        by_kind(measured, "hits", lambda kind, hits: f"{hits:.0f}"),
        "What it takes:",
        table(
            ["", "records a second", "MB on disk", "MB of memory", "ms to the first answer"],
            [
                [name, *(three(taken[what]) for what in ("indexing_rate", "size_mb", "memory_mb", "start_ms"))]
                for name, taken in measured.items()
                if "start_ms" in taken
            ],
        ),
    ]
    return "\n\n".join(texts) + "\n"


def growth(results):
    """How the median grows from each size to the next."""
    sizes = list(results)
    last = results[sizes[-1]]
    rows = []
    for name in last:
        row = [name]
        for kind in KINDS:
            medians = [results[size].get(name, {}).get("latencies", {}).get(kind, [None])[0] for size in sizes]
            steps = [times(after / before) if before and after else "-" for before, after in zip(medians, medians[1:])]
            row.append(" / ".join(steps))
        rows.append(row)
    title = f"## Growth of the median from {' to '.join(sizes)} records"
    return f"{title}\n\n{table(['', *KINDS.values()], rows)}\n"


def by_kind(measured, what, cell):
    rows = []
    for name, taken in measured.items():
        values = taken[what]
        if any(value is not None for value in values.values()):
            cells = [cell(kind, values[kind]) if values.get(kind) is not None else "-" for kind in KINDS]
            rows.append([name, *cells])
    return table(["", *KINDS.values()], rows)


def table(head, rows):
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def times(ratio):
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def three(number):
    """Three digits that mean something, or a dash."""
    if number is None:
        return "-"
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"
