"""Something that is timed: a command that does the work once, and one that does it several times."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
SLOW_SECONDS = 15


@dataclass
class Contender:
    name: str
    command: list | None  # None where only the later passes mean something
    several: callable = None  # the command for a number of passes
    output: str | None = None  # the file or store that is written
    slack: int = 1  # how many more passes it gets: a JVM compiles meanwhile
    wall: list = field(default_factory=list)
    cpu: list = field(default_factory=list)
    megabytes: list = field(default_factory=list)
    warm: float | None = None
    result: list = field(default_factory=list)
    missing: bool = False

    def run(self, command):
        """One whole process, by what the kernel counts for it and its children."""
        start = time.perf_counter()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen(command, stdout=out, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
            wall = time.perf_counter() - start
            out.seek(0)
            err.seek(0)
            answer, complaint = out.read().decode(), err.read().decode(errors="replace")
        if status != 0:
            raise RuntimeError(f"{self.name} failed: {' '.join(map(str, command))}\n{complaint[-600:]}")
        return answer, wall, usage

    def whole(self):
        """Does the work once in a process of its own; a slow one is run once only."""
        if self.missing or not self.command or self.wall and self.wall[0] > SLOW_SECONDS:
            return
        answer, wall, usage = self.run(self.command)
        if '"missing"' in answer:
            self.missing = True
            return
        self.wall.append(wall)
        self.cpu.append(usage.ru_utime + usage.ru_stime)
        self.megabytes.append(usage.ru_maxrss / 1000)
        self.read(answer)

    def warmed(self, passes, seconds):
        """Does the work several times in one process, as often as fits in about so many seconds, at least twice."""
        if self.missing or not self.several or self.wall and self.wall[0] > SLOW_SECONDS:
            return
        often = passes * self.slack
        if self.wall:
            often = max(2, min(often, round(seconds * self.slack / self.wall[0])))
        answer, _, usage = self.run(self.several(often))
        if '"missing"' in answer:
            self.missing = True
            return
        self.warm = min(json.loads(answer.splitlines()[-1])["seconds"][1:])
        if not self.command:
            self.megabytes.append(usage.ru_maxrss / 1000)
        self.read(answer)

    def read(self, answer):
        """Keeps the numbers that a run printed, where it printed them."""
        if self.output or not answer.startswith("{"):
            return
        parsed = json.loads(answer.splitlines()[0])
        if "result" in parsed:
            self.result = parsed["result"]
        elif "variables" in parsed:
            self.result = next(iter(parsed["variables"].values()))["values"]
            self.result = self.result if isinstance(self.result, list) else [self.result]

    def digest(self, python=sys.executable):
        """The numbers of what was written, where the work writes."""
        if self.output and not self.missing:
            text = subprocess.run([python, HERE / "peers.py", "digest", self.output], capture_output=True, check=True)
            self.result = json.loads(text.stdout)[0]
