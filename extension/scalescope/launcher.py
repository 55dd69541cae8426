"""Starts the TypeScript kernel: finds Node.js and the kernel's JavaScript, and becomes that process."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (20, 19)
TOO_NEW = 23
KERNEL = Path("dist", "kernel", "main.js")


def kernel_script() -> Path:
    """The kernel in the installed wheel, or in the checkout of an editable install."""
    here = Path(__file__).resolve().parent
    candidates = [here / "kernel" / KERNEL, here.parents[1] / "kernel-helpers" / KERNEL]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    sys.exit(
        "Scalescope: the kernel's JavaScript was not found at\n  "
        + "\n  ".join(map(str, candidates))
        + "\nIn a checkout, run `npm run setup`; otherwise install the scalescope wheel again."
    )


def node() -> str:
    """Path of a Node.js that can run the kernel; SCALESCOPE_NODE overrides PATH."""
    named = os.environ.get("SCALESCOPE_NODE")
    path = shutil.which(named or "node")
    wanted = "Node.js 20.19 to 22"
    if path is None:
        where = f"SCALESCOPE_NODE is {named}, which is no program" if named else "`node` is not on PATH"
        sys.exit(f"Scalescope needs {wanted}: {where}. Get it from https://nodejs.org/en/download.")
    version = subprocess.run([path, "--version"], capture_output=True, text=True).stdout.strip()
    numbers = re.match(r"v(\d+)\.(\d+)", version)
    found = tuple(map(int, numbers.groups())) if numbers else (0, 0)
    if found < OLDEST or found[0] >= TOO_NEW:
        sys.exit(
            f"Scalescope needs {wanted}, {path} is {version or 'no Node.js'}. "
            "Set SCALESCOPE_NODE to another one, or get it from https://nodejs.org/en/download."
        )
    return path


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m scalescope CONNECTION_FILE")
    command = [node(), str(kernel_script()), sys.argv[1]]
    if os.name == "nt":
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)
