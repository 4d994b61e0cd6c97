"""What was measured, as a table in RESULTS.md: kept in results.json, so that a run of some rows replaces those alone."""

import json
import statistics
from pathlib import Path

BEGIN, END = "<!-- compare: begin -->", "<!-- compare: end -->"
MEASURES = ("wall", "cpu", "megabytes", "warm")


def measured(row, commit):
    """A row's medians, ratios' base first."""
    alive = [c for c in row.contenders if not c.missing]
    expected = next((c.result for c in alive if c.result), [])
    return {
        "title": row.title,
        "commit": commit,
        "aim": row.aim and {"times": row.aim.times, "peers": row.aim.peers, "megabytes": row.aim.megabytes, "seconds": row.aim.seconds},
        "missing": [c.name for c in row.contenders if c.missing],
        "contenders": [
            {
                "name": c.name,
                "wall": statistics.median(c.wall) if c.wall else None,
                "cpu": statistics.median(c.cpu) if c.cpu else None,
                "megabytes": statistics.median(c.megabytes) if c.megabytes else None,
                "warm": c.warm,
                "result": agreement(expected, c.result, row.tolerance),
            }
            for c in alive
        ],
    }  # fmt: skip


def agreement(expected, result, tolerance):
    if not result:
        return ""
    equal = len(expected) == len(result) and all(abs(x - y) <= tolerance * max(1, abs(x)) for x, y in zip(expected, result))
    return "equal" if equal else f"DIFFERS: {result[:3]}, not {expected[:3]}"


# --- as text ---


def number(value, measure):
    if value is None:
        return ""
    return f"{value:.0f}" if measure == "megabytes" else f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"


def ratios(contender, ours):
    """How many times what we take, by each measure."""
    pairs = [(contender[m], ours[m]) for m in MEASURES]
    texts = ["–" if a is None or not b else f"{a / b:.1f}" for a, b in pairs]
    return "" if contender is ours or set(texts) == {"–"} else " · ".join(texts)


def table(rows):
    lines = ["| | | wall s | CPU s | peak MB | warm pass, s | ÷ ours: wall · CPU · MB · warm |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        ours = row["contenders"][0]
        title = row["title"]
        for c in row["contenders"]:
            name = c["name"] + (f" ({c['result']})" if c["result"].startswith("DIFFERS") else "")
            cells = [number(c[m], m) for m in MEASURES]
            lines.append("| " + " | ".join([title, name, *cells, ratios(c, ours)]) + " |")
            title = ""
    return lines


def verdicts(rows):
    lines = ["| row | aim | whole process | warm pass | MB |", "|---|---|---|---|---|"]
    for row in rows:
        if row["aim"]:
            lines.append("| " + " | ".join([row["title"], wanted(row["aim"]), *reached(row)]) + " |")
    return lines


def wanted(aim):
    if aim["seconds"]:
        return f"≤ {aim['seconds']} s"
    memory = f", ≤ {aim['megabytes']:.0f} MB" if aim["megabytes"] else ""
    quickest = " or ".join(aim["peers"]) if len(aim["peers"]) <= 3 else "the quickest"
    return ("floor" if aim["times"] == 1 else f"{aim['times']:g} × {quickest}, or floor") + memory


def reached(row):
    """For whole processes, warm passes and memory: the numbers and whether they are good enough."""
    aim, ours = row["aim"], row["contenders"][0]
    cells = []
    for measure in ("wall", "warm"):
        if aim["seconds"]:
            seconds = ours[measure]
            cells.append("" if seconds is None else f"{verdict(seconds <= aim['seconds'])}: {number(seconds, measure)} s")
            continue
        cells.append(against(aim, ours, row["contenders"][1:], measure))
    cells.append(within(aim["megabytes"], row["contenders"]) if aim["megabytes"] else "")
    return cells


def within(megabytes, contenders):
    """What each of ours takes: without being told, results that fit are kept in memory rather than written."""
    ours = [c for c in contenders if c["name"].startswith("amasia")]
    return ", ".join(f"{verdict(c['megabytes'] <= megabytes)}: {c['megabytes']:.0f}{c['name'].removeprefix('amasia')}" for c in ours)


def against(aim, ours, others, measure):
    if ours[measure] is None:
        return ""
    peers = [c for c in others if c["name"] in aim["peers"] and c[measure]]
    floor = next((c[measure] for c in others if c["name"] == "floor"), None)
    parts, fits = [], False
    if peers:
        best = min(peers, key=lambda c: c[measure])
        ratio = best[measure] / ours[measure]
        fits = aim["times"] != 1 and ratio >= aim["times"]
        parts.append(f"{ratio:.1f} × {best['name']}")
    if floor:
        fits = fits or ours[measure] <= 1.15 * floor
        parts.append(f"{ours[measure] / floor:.1f} floors")
    return f"{verdict(fits)}: " + ", ".join(parts) if parts else ""


def verdict(good):
    return "yes" if good else "no"


def section(kept):
    """All that stands between the markers."""
    commits = sorted({row["commit"] for row in kept["rows"]})
    missing = sorted({name for row in kept["rows"] for name in row["missing"]})
    left_out = f" Left out, as not installed: {', '.join(missing)}." if missing else ""
    differing = [f"{row['title']}, {c['name']}" for row in kept["rows"] for c in row["contenders"] if c["result"].startswith("D")]
    agreed = f"Differing results: {'; '.join(differing)}." if differing else "All results agreed."
    lines = [
        f"Machine: {kept['machine']}. {kept['load']}.",
        f"Versions: {kept['versions']}.{left_out}",
        f"Commit: {', '.join(commits)}. {agreed}",
        "",
    ]
    return "\n".join([*lines, *table(kept["rows"]), "", "Against the aims of the design:", "", *verdicts(kept["rows"])])


def keep(folder, rows, machine, versions, load):
    """Puts the rows into results.json and RESULTS.md of a folder, in the place of those of the same titles."""
    path, page = Path(folder, "results.json"), Path(folder, "RESULTS.md")
    kept = json.loads(path.read_text()) if path.exists() else {"rows": []}
    fresh = {row["title"]: row for row in rows}
    old = [fresh.pop(row["title"], row) for row in kept["rows"]]
    kept = {"machine": machine, "versions": versions, "load": load, "rows": old + list(fresh.values())}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    text = page.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{section(kept)}\n{END}{after}")
