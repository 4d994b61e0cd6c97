#!/usr/bin/env python3
"""How long Jupyter waits for the kernel: to be ready, for cells, for the end of what is interrupted.

    bench/kernel.py                    needs jupyter_client (Debian: python3-jupyter-client); run it on a quiet machine

Prints one line a quantity: least and median in milliseconds. The command is the checkout's ./amasia, which is built, and whose
start-up cache is trained, before anything is measured.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

from jupyter_client.manager import KernelManager

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOOPS = {
    "a loop": "display(0); while (true) {}",
    "a wait": "display(0); Thread.sleep(600_000);",
    "a computation": "display(0); random(shape(400_000, 400_000), chunks(1000, 1000)).mean().compute();",
}


def milliseconds(since):
    return 1e3 * (time.perf_counter() - since)


def run(client, code):
    begun = time.perf_counter()
    reply = client.execute_interactive(code, output_hook=lambda _: None, timeout=120)
    assert reply["content"]["status"] == "ok", reply["content"]
    return milliseconds(begun)


def interrupted(manager, client, code):
    client.execute(code)
    while client.get_iopub_msg(timeout=60)["msg_type"] != "display_data":
        pass
    time.sleep(0.5)
    begun = time.perf_counter()
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=60)
    taken = milliseconds(begun)
    assert reply["content"]["ename"] == "Interrupted", reply["content"]
    while client.get_iopub_msg(timeout=60)["content"].get("execution_state") != "idle":
        pass
    return taken


def measure(found):
    manager = KernelManager(kernel_name="amasia")
    begun = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=120)
        found.setdefault("ready", []).append(milliseconds(begun))
        found.setdefault("first cell", []).append(run(client, "1 + 1"))
        found.setdefault("dataset shown", []).append(run(client, "random(shape(100, 100), chunks(10, 10)).toDataset()"))
        found.setdefault("later cell", []).append(min(run(client, f"int n = {i}; n + 1") for i in range(5)))
        for name, code in LOOPS.items():
            found.setdefault(f"interrupt of {name}", []).append(interrupted(manager, client, code))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as prefix:
        subprocess.run([ROOT / "amasia", "kernel", "install", "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
        os.environ["JUPYTER_PATH"] = f"{prefix}/share/jupyter"
        subprocess.run([ROOT / "amasia", "shell"], input=b"1 + 1\n", check=True, stdout=subprocess.DEVNULL)
        time.sleep(40)  # the cache is trained in the background
        found = {}
        for _ in range(times):
            measure(found)
    for name, values in found.items():
        print(f"{name:28} {min(values):7.0f} {statistics.median(values):7.0f}")


if __name__ == "__main__":
    main()
