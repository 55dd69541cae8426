"""Starts Jupyter kernels and runs cells in them, for one line of JSON each: {"do": "launch" | "cell", "argv": […]}."""

import json
import os
import sys
import tempfile
import time

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

running = {}
# Where packages are installed, kernels of TypeScript look at all of them.
folder = tempfile.TemporaryDirectory()


def start(argv):
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(argv=argv, interrupt_mode="message")
    with open(os.devnull, "w") as nowhere:
        manager.start_kernel(stdout=nowhere, stderr=nowhere, cwd=folder.name)
    client = manager.client()
    client.start_channels()
    return manager, client


def stop(manager, client):
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def run(client, code):
    """Waits for the reply to a cell. A kernel that is still starting gets it later: ZeroMQ keeps it."""
    reply = client.execute(code, reply=True, timeout=120)
    if reply["content"]["status"] != "ok":
        raise RuntimeError(f"{code}: {reply['content']}")


def launch(argv):
    """Seconds from the start of the process to the reply of its first cell."""
    started = time.perf_counter()
    kernel = start(argv)
    try:
        run(kernel[1], "1 + 1")
        return time.perf_counter() - started
    finally:
        stop(*kernel)


def cell(argv):
    """Seconds of one more `1 + 1`, median of 20."""
    key = tuple(argv)
    if key not in running:
        running[key] = start(argv)
        run(running[key][1], "1 + 1")
    times = []
    for _ in range(20):
        started = time.perf_counter()
        run(running[key][1], "1 + 1")
        times.append(time.perf_counter() - started)
    return sorted(times)[10]


for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps({"launch": launch, "cell": cell}[request["do"]](request["argv"])), flush=True)
for kernel in running.values():
    stop(*kernel)
