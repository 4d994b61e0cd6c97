#!/usr/bin/env python3
"""How quickly, and in how much memory, `amasia explore` shows fields of an archive of 20 GB.

    bench/explore.py [--amasia './amasia'] [--memory 512MB] [--folder FOLDER]

The archive is 800 global fields of 0.1° in float32 (1801 × 3600, 26 MB each, in nine chunks of blosc zstd), of which 16 are
different and the rest are links to them, so that it takes 0.2 GB of disk and comes from the page cache. It is asked as its
page does: for the first picture (what there is, the values, the cells), for steps of a slider one after another, each when the
one before is there, as quick pictures (`detail=nearest`) and as means of blocks, for places of the slider anywhere, for one
that was seen before, and for others that are each given up at once, as when the slider is pulled. Prints seconds, least, median
and most, and the most memory the process had. Not part of `mvn verify`.
"""

import argparse
import json
import os
import random
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

TIMES, DIFFERENT, ROWS, COLUMNS = 800, 16, 1801, 3600
CHUNK = (1, 601, 1200)


def archive(folder):
    """Writes the archive."""
    import numcodecs
    import numpy as np
    import zarr

    path = folder / "fields.zarr"
    group = zarr.open_group(str(path), mode="w")

    def variable(name, values, dims, **attrs):
        array = group.array(name, values)
        array.attrs.update(_ARRAY_DIMENSIONS=dims, **attrs)

    lat, lon = np.linspace(-90, 90, ROWS), np.arange(COLUMNS) / 10
    variable("lat", lat, ["lat"], units="degrees_north", standard_name="latitude")
    variable("lon", lon, ["lon"], units="degrees_east", standard_name="longitude")
    variable("time", np.arange(TIMES), ["time"], units="days since 2000-01-01", standard_name="time")
    field = group.create_dataset(
        "tas", shape=(TIMES, ROWS, COLUMNS), chunks=CHUNK, dtype="f4", compressor=numcodecs.Blosc("zstd", 1, numcodecs.Blosc.SHUFFLE)
    )
    field.attrs.update(_ARRAY_DIMENSIONS=["time", "lat", "lon"], units="K", standard_name="air_temperature")
    generator = np.random.default_rng(1)
    y, x = np.radians(lat)[:, None], np.radians(lon)[None, :]
    for t in range(DIFFERENT):
        waves = 300 - 50 * np.sin(y) ** 2 + 8 * np.sin(5 * x + t) * np.cos(y) ** 2
        field[t] = np.round(waves + generator.normal(0, 0.3, (ROWS, COLUMNS)), 2)
    for t in range(DIFFERENT, TIMES):
        for chunk in path.glob(f"tas/{t % DIFFERENT}.*"):
            os.link(chunk, chunk.with_name(f"{t}." + chunk.name.split(".", 1)[1]))
    return path


def family(pid):
    """The numbers of a process and of all that it started."""
    children = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            children.setdefault(int(process.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1]), []).append(int(process.name))
        except OSError:
            continue
    waiting, found = [pid], []
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def used(pid):
    """CPU seconds of a family so far, and the most resident MB of its largest."""
    cpu, most = 0, 0
    for one in family(pid):
        try:
            stat = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
            cpu += (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
            status = Path(f"/proc/{one}/status").read_text()
            most = max(most, int(status.split("VmHWM:")[1].split()[0]) / 1000)
        except (OSError, IndexError):
            continue
    return cpu, most


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--amasia", default="./amasia")
    parser.add_argument("--memory", default="512MB")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="explore"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        path = folder / "fields.zarr"
        look(path if path.exists() else archive(folder), options)
    finally:
        if not options.folder:
            shutil.rmtree(folder)


def look(path, options):
    command = [*shlex.split(options.amasia), "explore", str(path), "--memory", options.memory, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            link = server.stdout.readline().strip()
            measure(link, server)
        finally:
            server.terminate()


def measure(link, server):
    def get(what):
        with urllib.request.urlopen(link + what) as answer:
            return answer.read()

    def frame(t, detail="mean", panel=1):
        return get(f"explore/frame?var=tas&kind=map&at.time={t}&w=1200&h=600&detail={detail}&panel={panel}")

    def seconds(act):
        start = time.perf_counter()
        act()
        return time.perf_counter() - start

    def say(what, acts):
        before, _ = used(server.pid)
        taken = [seconds(act) for act in acts]
        cpu, memory = used(server.pid)
        each = (cpu - before) / len(taken)
        print(f"{what:36} {min(taken):6.3f} {statistics.median(taken):6.3f} {max(taken):6.3f} {each:6.3f}   {memory:4.0f} MB", flush=True)

    def first():
        json.loads(get("explore/catalogue.json"))
        frame(0, "nearest")
        get("explore/cells?var=tas&kind=map&w=1200&h=600")

    def pulled(n):
        """A slider that is pulled: each place is asked for without waiting for the one before."""

        def given_up(t):
            try:
                frame(130 + 41 * n + t, "nearest", f"pulled&turn={t}")
            except urllib.error.HTTPError:
                pass  # a newer one stopped it

        threads = [threading.Thread(target=given_up, args=(t,)) for t in range(40)]
        for thread in threads:
            thread.start()
            time.sleep(0.005)
        frame(130 + 41 * n + 40, "nearest", "pulled&turn=40")
        for thread in threads:
            thread.join()

    print(f"{'':37}{'seconds':28}most")
    print(f"{'':37}{'least  median most   CPU':28}memory")
    anywhere = random.Random(1).sample(range(121, TIMES), 60)
    say("the first picture", [first])
    say("the next 60, quick", [lambda t=t: frame(t, "nearest") for t in range(1, 61)])
    say("the next 60, means of blocks", [lambda t=t: frame(t) for t in range(61, 121)])
    say("60 others anywhere, means of blocks", [lambda t=t: frame(t) for t in anywhere])
    say("one seen before", 20 * [lambda: frame(anywhere[-1])])
    say("the last of 40 asked for at once", [lambda n=n: pulled(n) for n in range(5)])


if __name__ == "__main__":
    sys.exit(main())
