"""Puts the built kernel and its production dependencies into the wheel, as scalescope/kernel."""

import json
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNEL = "kernel-helpers"
BUILT = (
    f"{KERNEL}/dist/kernel/main.js",
    "extension/scalescope/labextension/package.json",
    "extension/scalescope/page/dist/page.js",
)
# Binaries of 130 MB for five platforms; the backend that uses it says how to add it.
LEFT_OUT = {"webgpu"}
NOT_SHIPPED = (".map", ".md", ".min.js", ".fesm.js", ".es2017.js", "_test.js", "_test.d.ts", ".tsbuildinfo", ".node.lib", ".pdb")


class KernelBuildHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        root = Path(self.root)
        missing = [path for path in BUILT if not (root / path).is_file()]
        if missing:
            raise SystemExit(f"{', '.join(missing)}: not built yet. Run `npm run setup` before building the wheel.")
        packages = {path: f"scalescope/kernel/{path}" for path in production_packages(root)}
        folders = {f"{KERNEL}/dist": "scalescope/kernel/dist", f"{KERNEL}/bin": "scalescope/kernel/bin", **packages}
        files = {f"{KERNEL}/package.json": "scalescope/kernel/package.json"}
        for folder, target in folders.items():
            files |= {str(file): f"{target}/{file.relative_to(folder)}" for file in shipped(root, Path(folder))}
        build_data["force_include"] |= files


def production_packages(root: Path) -> list[str]:
    """Folders in node_modules that the kernel needs, by package-lock.json; optional ones as far as installed and not left out."""
    packages = json.loads((root / "package-lock.json").read_text())["packages"]
    needed: set[str] = set()
    waiting = [KERNEL]
    while waiting:
        path = waiting.pop()
        package = packages[path]
        for name in [*package.get("dependencies", {}), *package.get("optionalDependencies", {})]:
            found = resolve(packages, path, name)
            if found and name not in LEFT_OUT and found not in needed and (root / found).is_dir():
                needed.add(found)
                waiting.append(found)
    return sorted(needed)


def resolve(packages: dict, folder: str, name: str) -> str | None:
    """Where Node finds `name` for the package in `folder`: its own node_modules first, then those above."""
    while True:
        candidate = f"{folder}/node_modules/{name}" if folder else f"node_modules/{name}"
        if candidate in packages:
            return candidate
        if not folder:
            return None
        folder = folder.rpartition("/node_modules/")[0]


def shipped(root: Path, folder: Path):
    """Files of a folder without its own node_modules, tests and what only browsers and debuggers read."""
    for path in sorted((root / folder).rglob("*")):
        file = path.relative_to(root)
        inner = path.relative_to(root / folder)
        if not path.is_file() or path.is_symlink() or "node_modules" in inner.parts or inner.parts[0] == "deps":
            continue
        if not file.name.endswith(NOT_SHIPPED) and ".test." not in file.name and file.name != "tfjs_binding.node":
            yield file
