#!/usr/bin/env python3
"""Compares Amasia with other systems on the same files, in one run.

    bench/compare.py --python VENV/bin/python [--rows main|all] [--only REGEX] [--size small] [--repeats 3] [--write]

Makes its fields (1.1 GB of float32, 2.5 GB in all forms; see `comparison/fields.py`) in `--data`, else in a folder under
/tmp. All contenders of a row run one after the other, `--repeats` times over, each time another one first, after one
run that doesn't count; the table has medians of wall and CPU seconds
and of peak resident memory of the whole process that does the work once, and the quickest of the later passes of one more
process that does it several times, which is warm. Results must agree, else the row says so. What is not installed is left
out: CDO and NCO on PATH, libraries in the Python of `--python`. A floor is the native decoder or encoder alone, on all
cores; see `comparison/floors.py`. Files are in the page cache for all. Amasia, tensorstore and the floors sync what they
write to Zarr; netCDF files are synced by Amasia alone.

`--rows main` asks each question once, in about a quarter of an hour on two cores; `all` adds the other codecs. `--size
small` shows in a few minutes that everything runs. `--write` puts the rows into RESULTS.md in the place of older ones.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE / "comparison"))


def output_of(*command):
    """The first line that a command prints, or nothing."""
    if not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, capture_output=True, text=True)
    return ((done.stdout or done.stderr).splitlines() or [""])[0].strip()


def machine():
    info = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", info)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{model[1] if model else 'unknown processor'}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GB"


def versions(python):
    names = "numpy", "xarray", "dask", "tensorstore", "netCDF4", "h5netcdf", "bottleneck", "flox", "numbagg"
    ask = (
        "import importlib.metadata as m\n"
        f"for n in {names}:\n"
        "  try: print(n, m.version(n), end=', ')\n"
        "  except m.PackageNotFoundError: print('no', n, end=', ')"
    )
    libraries = subprocess.run([python, "-c", ask], capture_output=True, text=True).stdout
    cdo = re.search(r"version (\S+)", output_of("cdo", "--version"))
    nco = re.search(r"version (\S+)", " ".join([output_of("ncks", "--version")]))
    java = re.search(r'"(.*?)"', output_of(jdk() + "/bin/java", "-version"))
    return f"JDK {java[1] if java else '?'}, {libraries}CDO {cdo[1] if cdo else 'missing'}, NCO {nco[1] if nco else 'missing'}"


def jdk():
    """The JDK that the command finds."""
    return os.environ.get("JAVA_HOME") or next(iter(sorted(map(str, Path("/usr/lib/jvm").glob("*25*")))), "")


def compare(row, repeats, passes, python):
    """Runs a row's contenders in turn."""
    there = [c for c in row.contenders if shutil.which((c.command or c.several(1))[0])]
    for c in row.contenders:
        c.missing = c not in there
    # Whoever comes first pays for pages that the kernel has yet to clear and files it has yet to read: nobody's run counts.
    if first := next((c for c in there if c.command), None):
        first.run(first.command)
    for turn in range(repeats):
        turn %= len(row.contenders)
        for contender in row.contenders[turn:] + row.contenders[:turn]:
            contender.whole()
    for contender in row.contenders:
        contender.warmed(passes, 4)
        contender.digest(python)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable, help="Python with numpy, netCDF4, tensorstore, xarray, dask")
    parser.add_argument("--rows", choices=("main", "all"), default="main")
    parser.add_argument("--only", default="", help="only rows whose title this regular expression finds")
    parser.add_argument("--size", choices=("full", "small"), default="full")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--passes", type=int, default=3, help="how often the work is done in one warm process")
    parser.add_argument("--settle", type=int, default=20, help="seconds for the start-up caches to be trained")
    parser.add_argument("--data", help="a folder with the fields of an earlier run; made and kept there when missing")
    parser.add_argument("--amasia", default=str(ROOT / "amasia"), help="the command")
    parser.add_argument("--write", action="store_true", help="put the rows into RESULTS.md and results.json")
    given = parser.parse_args()
    data = given.data or tempfile.mkdtemp(prefix="amasia-bench-")
    out = tempfile.mkdtemp(prefix="amasia-bench-out-")
    try:
        subprocess.run([given.python, HERE / "comparison/fields.py", data, given.size], check=True)
        run(given, data, out)
    finally:
        shutil.rmtree(out)
        if not given.data:
            shutil.rmtree(data)


def run(given, data, out):
    import results
    from rows import Rows

    amasia = shlex.split(given.amasia)
    rows = [row for row in Rows(data, out, given.python, amasia).all() if given.rows == "all" or row.main]
    rows = [row for row in rows if re.search(given.only, row.title)]
    commit = output_of("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD")
    about = (machine(), versions(given.python), f"Load {os.getloadavg()[0]:.1f} at the start")
    print(f"commit {commit}\n" + "\n".join(about) + "\n", flush=True)
    # The first runs build, and train the start-up caches.
    first = f"{data}/nc/t00.nc"
    subprocess.run([*amasia, "info", first], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*amasia, "stats", first, "-v", "time"], stdout=subprocess.DEVNULL)
    time.sleep(given.settle)
    done = []
    for row in rows:
        start = time.perf_counter()
        try:
            compare(row, given.repeats, given.passes, given.python)
        except RuntimeError as e:
            print(f"**{row.title}** can't be measured: {e}\n", flush=True)
            continue
        done.append(results.measured(row, commit))
        print("\n".join(results.table(done[-1:])) + f"\n{time.perf_counter() - start:.0f} s for this row\n", flush=True)
        shutil.rmtree(out)
        os.makedirs(out)
    print("\n".join(results.verdicts(done)))
    if given.write:
        results.keep(HERE, done, *about)


if __name__ == "__main__":
    main()
