#!/usr/bin/env python3
"""What a task costs on engines of several processes, and on dask.distributed with two workers of one thread.

    bench/tasks.py [--python VENV/bin/python] [--amasia './amasia run'] [--tasks 20000] [--passes 5] [--peer-passes 5]

The work is the sum of ones, a chunk and so a task for each. All run by turns, whole processes of several passes; what
counts is the least CPU of a pass, of all processes together: client, scheduler and workers. Distributed runs it twice: as
an array, whose chunks become tasks as they do here, and as plain calls (`client.map`), which is the least it can be asked.
Sums are checked. Not part of `mvn verify`: it needs dask.distributed.

100 000 tasks take distributed minutes a pass, and one pass shows what they cost:
bench/tasks.py --tasks 100000 --passes 3 --peer-passes 1 --rounds 1
"""

import argparse
import json
import shlex
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent / "programs" / "Tasks.java"
ENGINES = ["local", "processes[2]", "spark-local[2]"]
PEERS = {"array": "distributed, an array", "map": "distributed, calls"}


def one(_):
    return 1.0


def peer(kind, passes, tasks):
    """The same by distributed, in this process: its passes as JSON."""
    import dask.array
    import numpy
    import psutil
    from distributed import Client

    def cpu_seconds():
        own = psutil.Process()
        return sum(sum(p.cpu_times()[:2]) for p in [own, *own.children(recursive=True)])

    seconds, cpu = [], []
    with Client(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as client:
        for _ in range(passes):
            start, cpu_start = time.perf_counter(), cpu_seconds()
            if kind == "array":
                total = float((dask.array.from_array(numpy.zeros(tasks), chunks=1) + 1).sum().compute())
            else:
                total = sum(client.gather(client.map(one, range(tasks), pure=False, batch_size=1000)))
            assert total == tasks, total
            seconds.append(time.perf_counter() - start)
            cpu.append(cpu_seconds() - cpu_start)
    print(json.dumps({"seconds": seconds, "cpu": cpu}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--amasia", default="./amasia run")
    parser.add_argument("--tasks", type=int, default=20_000)
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--peer-passes", type=int, help="passes of distributed (default: --passes)")
    parser.add_argument("--engines", nargs="+", default=ENGINES)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--peer", choices=PEERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        peer(options.peer, options.passes, options.tasks)
        return
    passes, tasks = str(options.passes), str(options.tasks)
    commands = {name: [*shlex.split(options.amasia), str(PROGRAM), passes, tasks, name] for name in options.engines}
    passes = str(options.peer_passes or options.passes)
    for kind, name in PEERS.items():
        commands[name] = [options.python, __file__, "--peer", kind, "--passes", passes, "--tasks", tasks]
    best = {}
    for _ in range(options.rounds):
        for name, command in commands.items():
            print(name, file=sys.stderr)
            answer = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
            passes = json.loads(answer.strip().splitlines()[-1])
            cpu, seconds = best.get(name, (float("inf"), float("inf")))
            best[name] = min(cpu, *passes["cpu"]), min(seconds, *passes["seconds"])
    least = min(best[name][0] for name in PEERS.values())
    print(f"| {options.tasks} tasks | CPU s | wall s | CPU a task | to the least of distributed |\n|---|---|---|---|---|")
    for name, (cpu, seconds) in best.items():
        each = f"{1e6 * cpu / options.tasks:.1f} µs"
        print(f"| {name} | {cpu:.2f} | {seconds:.2f} | {each} | {cpu / least:.3f} |")


if __name__ == "__main__":
    main()
