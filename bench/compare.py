#!/usr/bin/env python3
"""Compares Amasia with other systems on the same files, in one run.

    bench/compare.py [--python VENV/bin/python] [--days 1095] [--repeats 3] [--passes 3] [--only REGEX] [--data FOLDER]

Makes its fields (1.1 GB of float32 for 1095 days) in a folder under /tmp, runs all contenders of a row one after the
other, `repeats` times over, and prints medians as a Markdown table: wall and CPU seconds and peak resident memory of
the whole process that does the work once; and the quickest of the later passes of one more process that does the work
`passes` times, which is warm (twice as often for Amasia, whose JVM compiles meanwhile). Results must agree to 1e-5,
else the row says so. Contenders that are not installed are left out: CDO on PATH, the others in the Python of
`--python`. The floor is a native decoder alone, on all cores; see `peers.py`. Files are in the page cache for all; no side syncs.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BOX = ["--bbox", "20,30,60,70", "--area-mean", "--yearly", "mean", "--time-weights", "none"]
CDO_BOX = "-sellonlatbox,20,60,30,70"


class Contender:
    """What is timed: a command that does the work once, and one that does it several times."""

    def __init__(self, name, command, output=None, passes=None):
        self.name, self.command, self.output, self.passes = name, command, output, passes
        self.wall, self.cpu, self.rss, self.warm, self.result = [], [], [], None, None

    def run(self, command):
        """One whole process, by what the kernel counts for it and its children."""
        start = time.perf_counter()
        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE)
            text = process.stderr.read().decode(errors="replace")
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
            out.seek(0)
            answer = out.read().decode()
        if status != 0:
            raise RuntimeError(f"{self.name} failed: {text[-300:]}")
        return answer, wall, usage

    def whole(self, python):
        """Does the work once; whether its library is there."""
        answer, wall, usage = self.run(self.command)
        if '"missing"' in answer:
            return False
        self.wall.append(wall)
        self.cpu.append(usage.ru_utime + usage.ru_stime)
        self.rss.append(usage.ru_maxrss / 1000)
        self.result = numbers(self, answer, python)
        return True

    def several(self):
        """Does the work several times in one process."""
        if self.passes:
            answer, _, _ = self.run(self.passes)
            self.warm = min(json.loads(answer.splitlines()[-1])["seconds"][1:], default=None)


def numbers(contender, answer, python):
    """The result as a few numbers."""
    if contender.output:
        text = subprocess.run([python, HERE / "peers.py", "digest", contender.output], capture_output=True, check=True)
        return json.loads(text.stdout)[0]
    if not answer.startswith("{"):
        return []
    parsed = json.loads(answer)
    if "seconds" in parsed:
        return parsed["result"]
    return parsed["variables"]["t"]["values"]


def rows(data, out, python, passes):
    """The rows: a title and its contenders."""
    amasia = str(ROOT / "amasia")
    files = f"{data}/nc/*.nc"
    quiet = ["-v", "t", "--progress", "none"]

    def ours(url, operations, memory=None):
        name = "amasia" + (f" --memory {memory}" if memory else "")
        extra = ["--memory", memory] if memory else []
        line = ["compute", url, *quiet, *operations, *extra, "--json"]
        return Contender(name, [amasia, *line], passes=None if memory else [amasia, "passes", str(2 * passes), *line])

    def to_file(operations, memory=None):
        target = f"{out}/ours.nc"
        contender = ours(files, operations + ["-O", "-o", target], memory)
        for command in filter(None, (contender.command, contender.passes)):
            command.remove("--json")
        contender.output = target
        return contender

    def cdo(*operators):
        target = f"{out}/cdo.nc"
        paths = sorted(str(p) for p in Path(f"{data}/nc").glob("*.nc"))
        return Contender("CDO", ["cdo", "-s", "-O", "-P", "2", *operators, "-cat", "[", *paths, "]", target], target)

    def peer(row, name):
        line = [python, str(HERE / "peers.py"), "run", data, row, name]
        return Contender(name, [*line, "1"], passes=[*line, str(passes)])

    for kind in ("zstd", "blosc", "raw"):
        names = ("floor", "tensorstore", "xarray", "dask")
        mean = ["--mean", "time,latitude,longitude"]
        url = f"{data}/{kind}.zarr"
        yield f"global mean, Zarr {kind}", [ours(url, mean), *(peer(f"mean:{kind}", n) for n in names)]
    for kind in ("zstd", "blosc", "raw"):
        url = f"{data}/{kind}.zarr"
        contenders = [ours(url, BOX), ours(url, BOX, "512MB"), *(peer(f"box:{kind}", n) for n in names)]
        yield f"box, area mean by year, Zarr {kind}", contenders
    peers = [peer("timmean:deflate", n) for n in ("floor", "netCDF4", "xarray", "dask")]
    mean = ["--mean", "time"]
    yield "time mean, 12 netCDF-4 files", [to_file(mean), to_file(mean, "512MB"), cdo("timmean"), *peers]
    even = ["--time-weights", "none"]
    climatology = ["--climatology", "month:mean", *even]
    yield "ymonmean", [to_file(climatology), to_file(climatology, "512MB"), cdo("ymonmean")]
    monthly = ["--monthly", "mean", *even]
    yield "monmean", [to_file(monthly), to_file(monthly, "512MB"), cdo("monmean")]
    yield "yearmean of fldmean of a box", [to_file(BOX), to_file(BOX, "512MB"), cdo("-yearmean", "-fldmean", CDO_BOX)]
    first = f"{data}/nc/t00.nc"
    yield "start: info on a file", [
        Contender("amasia info", [amasia, "info", first]),
        Contender("ncdump -h", ["ncdump", "-h", first]),
        Contender("cdo sinfo", ["cdo", "-s", "sinfo", first]),
        Contender("xarray", peer("info:nc", "xarray").command),
    ]


def agree(a, b):
    return len(a) == len(b) and all(abs(x - y) <= 1e-5 * max(1, abs(x)) for x, y in zip(a, b))


def compare(title, contenders, repeats, python):
    alive = [contender for contender in contenders if shutil.which(contender.command[0])]
    for _ in range(repeats):
        alive = [contender for contender in alive if contender.whole(python)]
    for contender in alive:
        contender.several()
    expected = next((c.result for c in alive if c.result), [])
    print(f"\n**{title}**\n", flush=True)
    print("| | wall s | CPU s | peak MB | warm pass, wall s | result |\n|---|---|---|---|---|---|")
    for c in alive:
        warm = "" if c.warm is None else f"{c.warm:.2f}"
        same = "" if not c.result else "equal" if agree(expected, c.result) else f"DIFFERS {c.result[:3]}"
        print(f"| {c.name} | {statistics.median(c.wall):.2f} | {statistics.median(c.cpu):.2f} "
              f"| {statistics.median(c.rss):.0f} | {warm} | {same} |", flush=True)  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable, help="Python with numpy, netCDF4, tensorstore, xarray, dask")
    parser.add_argument("--days", default="1095", help="at least 1095 for the yearly rows")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--passes", type=int, default=3, help="how often the work is done in one warm process")
    parser.add_argument("--only", default="", help="only rows whose title this regular expression finds")
    parser.add_argument("--settle", default="20", help="seconds for the start-up caches to be trained")
    parser.add_argument("--data", help="a folder with the fields of an earlier run; made and kept there when missing")
    given = parser.parse_args()
    kept = given.data is not None
    data = given.data or tempfile.mkdtemp(prefix="amasia-bench-")
    out = tempfile.mkdtemp(prefix="amasia-bench-out-")
    try:
        if not Path(data, "nc").exists():
            os.makedirs(data, exist_ok=True)
            subprocess.run([given.python, HERE / "peers.py", "make", data, given.days], check=True)
        commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
        print(f"commit {commit.stdout.strip()}, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f} at start")
        # The first runs build, and train the start-up caches.
        subprocess.run([ROOT / "amasia", "info", f"{data}/nc/t00.nc"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([ROOT / "amasia", "stats", f"{data}/nc/t00.nc", "-v", "time"], stdout=subprocess.DEVNULL)
        time.sleep(int(given.settle))
        for title, contenders in rows(data, out, given.python, given.passes):
            if re.search(given.only, title):
                compare(title, contenders, given.repeats, given.python)
        print(f"\nload {os.getloadavg()[0]:.1f} at end")
    finally:
        shutil.rmtree(out)
        if not kept:
            shutil.rmtree(data)


if __name__ == "__main__":
    main()
