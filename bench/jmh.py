#!/usr/bin/env python3
"""Runs JMH benchmarks of the module and prints their rates beside what memory gives in the same run.

    bench/jmh.py [REGEX] [JMH options]        e.g.  bench/jmh.py Kernel -wi 2 -i 3

Builds the module (Maven), runs the benchmarks whose names REGEX finds, and with them the two streams of `ArrayBenchmark`: all
cores reading, and copying, 64 MiB. The table has bytes of input by time, and that as a part of the stream that reads.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MEBIBYTE = 1 << 20
STREAM = "ArrayBenchmark.stream"
# Bytes of values that one operation takes, where no parameter says so.
BYTES = {"ArrayBenchmark": 64 * MEBIBYTE, "ArrayBenchmark.deviationOfSpeed": 128 * MEBIBYTE, "CodecBenchmark": 3 * MEBIBYTE}
SECONDS = {"us/op": 1e-6, "ms/op": 1e-3, "ns/op": 1e-9, "s/op": 1}


def class_path():
    """Of the module bench, freshly built."""
    subprocess.run(
        ["mvn", "-q", "-B", "-f", ROOT / "pom.xml", "-Dquick", "-DskipTests", "-pl", "bench", "-am", "package",
         "dependency:build-classpath", "-Dmdep.outputFile=target/classpath.txt", "-Dmdep.includeScope=runtime"],
        check=True)  # fmt: skip
    return f"{HERE}/target/classes:{(HERE / 'target/classpath.txt').read_text().strip()}"


def measured(regex, options):
    """JMH's own account of the benchmarks and the streams."""
    doctor = subprocess.run([ROOT / "amasia", "doctor", "--json"], capture_output=True, text=True)
    home = os.environ.get("JAVA_HOME") or json.loads(doctor.stdout)["java"].split(" in ")[1]
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        line = [f"{home}/bin/java", "-cp", class_path(), "org.openjdk.jmh.Main"]
        line += ["-foe", "true", "-rf", "json", "-rff", file.name, *options, STREAM, regex]
        subprocess.run(line, check=True, stdout=sys.stderr)
        return json.load(open(file.name))


def row(result):
    """Name, parameters, seconds of one operation, bytes a second."""
    name = ".".join(result["benchmark"].rsplit(".", 2)[1:])
    metric, params = result["primaryMetric"], result.get("params", {})
    score, unit = metric["score"], metric["scoreUnit"]
    seconds = 1 / score if unit == "ops/s" else score * SECONDS[unit]
    count = int(params.get("bytes", 0)) or BYTES.get(name) or BYTES[name.split(".")[0]]
    return name, ", ".join(params.values()), seconds, count / seconds


def main():
    if "-h" in sys.argv or "--help" in sys.argv:
        sys.exit(__doc__)
    regex, options = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else (".*", [])
    rows = [row(result) for result in measured(regex, options)]
    stream = max(rate for name, _, _, rate in rows if name == f"{STREAM}Read")
    print("| benchmark | with | ms | GB/s | of the stream |\n|---|---|---|---|---|")
    for name, params, seconds, rate in rows:
        print(f"| {name} | {params} | {seconds * 1e3:.3f} | {rate / 1e9:.1f} | {rate / stream:.2f} |")


if __name__ == "__main__":
    main()
