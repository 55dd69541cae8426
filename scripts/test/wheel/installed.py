"""What an installed wheel brings, asked as its user would: `jupyter`, a kernel's client, the command `scalescope`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from jupyter_client.manager import KernelManager

BIN = Path(sys.executable).parent
CURVE = """
import { errorCurve, whiteNoise } from 'scalescope'
const noise = await whiteNoise().record({ frames: 120, seeds: [1, 2] })
const curve = await errorCurve(noise, { cellSizes: [8], replicates: 1 })
curve.manifest.backend
"""


def environment(path: str = "") -> dict[str, str]:
    """Of this process, with nothing but `path` on PATH, and without what the checkout or the person at the keyboard has set up."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SCALESCOPE_", "JUPYTER_", "NODE_", "PYTHON"))}
    home = tempfile.mkdtemp()
    return {**kept, "PATH": path, "HOME": home, "SCALESCOPE_CACHE": home}


def run(command: list[str], env: dict[str, str]) -> subprocess.CompletedProcess:
    """A program of the virtual environment, to its end."""
    return subprocess.run([BIN / command[0], *command[1:]], env=env, capture_output=True, text=True, timeout=120)


def cells(codes: list[str], env: dict[str, str]) -> list[str]:
    """The results of cells in a new kernel, as text; fails where a cell fails or the kernel doesn't shut down by itself."""
    manager = KernelManager(kernel_name="scalescope")
    with tempfile.TemporaryDirectory() as folder:
        manager.start_kernel(env=env, cwd=folder)
        client = manager.blocking_client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=60)
            return [result(client, code) for code in codes]
        finally:
            kernel = manager.provisioner.process
            client.shutdown()
            client.stop_channels()
            try:
                status = kernel.wait(timeout=20)
            finally:
                manager.shutdown_kernel(now=True)
            assert status == 0, f"the kernel ended with {status}"


def result(client, code: str) -> str:
    shown = []

    def keep(message):
        if message["msg_type"] == "execute_result":
            shown.append(message["content"]["data"]["text/plain"])

    reply = client.execute_interactive(code, timeout=120, output_hook=keep)
    assert reply["content"]["status"] == "ok", f"{code}: {reply['content']}"
    return "\n".join(shown)
