"""Puts the built kernel and its production dependencies into the wheel, as scalescope/kernel.

With the TensorFlow binding that `npm run setup` has compiled, the wheel is one of this platform; without, of any.
"""

import json
import platform
import sys
import sysconfig
from fnmatch import fnmatch
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNEL = "kernel-helpers"
BUILT = (
    f"{KERNEL}/dist/kernel/main.js",
    "extension/scalescope/labextension/package.json",
    "extension/scalescope/page/dist/page.js",
)
TENSORFLOW = "node_modules/@tensorflow/tfjs-node"
BINDING = f"{TENSORFLOW}/lib/napi-v8/tfjs_binding.node"
# webgpu has binaries of 130 MB for five platforms, and its backend says how to add it. The others only compile or bundle: tslab
# has a bundler and ZeroMQ a build tool that the kernel never calls, TensorFlow.js and Vega-Lite have command lines and polyfills.
LEFT_OUT = {"webgpu", "rollup", "@rollup/*", "node-api-headers", "node-addon-api", "core-js", "regenerator-runtime", "yargs"}
NOT_SHIPPED = "*.map *.md *.html *.tsbuildinfo *.node.lib *.pdb *.cc *.h *.gyp *_test.js *_test.d.ts *.test.*".split()
BUNDLES_FOR_BROWSERS = "*.min.js *.fesm.js *.es2017.js dist-browser/* build-es5/*".split()
# Of packages that bring much along, what Node and the compiler of cells read.
ONLY = {
    "@tslab/typescript-for-tslab": "package.json lib/typescript.js lib/typescript.d.ts lib/lib.*d.ts LICENSE* Third*".split(),
    "@tensorflow/tfjs-node": "package.json dist/*.js lib/* LICENSE*".split(),
    "@tensorflow/tfjs-core": "package.json dist/*.node.js dist/*.d.ts LICENSE*".split(),
    "@tensorflow/*": "package.json dist/*.node.js dist/*.wasm LICENSE*".split(),
    "cmake-ts": "package.json build/loader.js LICENSE*".split(),
    "vega": "package.json build/vega-node.js LICENSE*".split(),
    "vega-lite": "package.json build/vega-lite.js LICENSE*".split(),
}


class KernelBuildHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        root = Path(self.root)
        missing = [path for path in BUILT if not (root / path).is_file()]
        if missing:
            raise SystemExit(f"{', '.join(missing)}: not built yet. Run `npm run setup` before building the wheel.")
        lack = why_no_binding(root)
        if lack:
            self.app.display_warning(f"{lack}: the wheel trains on WebAssembly alone, on any platform")
        else:
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"
        packages = {path: f"scalescope/kernel/{path}" for path in production_packages(root)}
        folders = {f"{KERNEL}/dist": "scalescope/kernel/dist", f"{KERNEL}/bin": "scalescope/kernel/bin", **packages}
        files = {f"{KERNEL}/package.json": "scalescope/kernel/package.json"}
        for folder, target in folders.items():
            files |= {str(file): f"{target}/{file.relative_to(folder)}" for file in shipped(root, Path(folder))}
        for file in other_zeromq(root, this_platform_only=not lack):
            files.pop(file, None)
        if lack:
            files.pop(BINDING, None)
        build_data["force_include"] |= files


def why_no_binding(root: Path) -> str | None:
    """Why the wheel can't have a TensorFlow binding; None if it can."""
    if not (root / BINDING).is_file():
        return "`npm run setup` has compiled no TensorFlow binding here"
    if (root / TENSORFLOW / "deps").resolve().name.endswith("-cuda"):
        return "the TensorFlow binding here is linked to this machine's CUDA"
    return None


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
            left_out = any(fnmatch(name, pattern) for pattern in LEFT_OUT)
            if found and not left_out and found not in needed and (root / found).is_dir():
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
    """Files of a folder without its own node_modules, tests and what only browsers, compilers and debuggers read."""
    package = str(folder).rpartition("node_modules/")[2]
    only = next((files for name, files in ONLY.items() if fnmatch(package, name)), ["*"])
    left_out = NOT_SHIPPED + (BUNDLES_FOR_BROWSERS if package != str(folder) else [])
    for path in sorted((root / folder).rglob("*")):
        inner = path.relative_to(root / folder)
        if not path.is_file() or path.is_symlink() or "node_modules" in inner.parts or inner.parts[0] == "deps":
            continue
        if any(fnmatch(str(inner), f) for f in only) and not any(fnmatch(str(inner), f) for f in left_out):
            yield path.relative_to(root)


def other_zeromq(root: Path, this_platform_only: bool) -> list[str]:
    """ZeroMQ's addons, but for the newest of each platform: its loader takes that one, whichever Node runs."""
    build = Path("node_modules/zeromq/build")
    newest: dict[tuple, tuple[int, Path]] = {}
    for key, file in json.loads((root / build / "manifest.json").read_text()).items():
        config = json.loads(key)
        system = (config["os"], config["arch"], config["libc"])
        path = Path(file.replace("\\", "/"))
        newest[system] = max(newest.get(system, (0, path)), (config["abi"], path))
    kept = {build / path for (os, arch, _), (_, path) in newest.items() if not this_platform_only or (os, arch) == node_platform()}
    return [str(path.relative_to(root)) for path in (root / build).rglob("*.node") if path.relative_to(root) not in kept]


def node_platform() -> tuple[str, str]:
    """What Node calls this operating system and processor."""
    machine = platform.machine().lower()
    return sys.platform, {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(machine, machine)
