"""The wheel by itself, beside a system's Node.js and without npm."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from installed import CURVE, cells, environment, run

here = Path(tempfile.mkdtemp(), "bin")
here.mkdir()
(here / "node").symlink_to(os.environ["SCALESCOPE_TEST_NODE"])
with_node = environment(str(here))


class BareTests(unittest.TestCase):
    def test_has_no_npm(self):
        self.assertIsNone(shutil.which("npm", path=with_node["PATH"]))

    def test_enables_the_lab_extension(self):
        listed = run(["jupyter", "labextension", "list"], with_node)
        self.assertRegex(listed.stdout + listed.stderr, r"@scalescope/labextension v\S+ .*enabled.*OK")

    def test_installs_the_kernel(self):
        listed = run(["jupyter", "kernelspec", "list"], with_node)
        self.assertRegex(listed.stdout, rf"scalescope\s+{sys.prefix}/share/jupyter/kernels/scalescope")

    def test_runs_the_command_line(self):
        listed = run(["scalescope", "systems"], with_node)
        self.assertEqual(listed.returncode, 0, listed.stderr)
        self.assertIn("lennard-jones", listed.stdout)

    def test_every_module_finds_what_it_imports(self):
        script = Path(__file__).with_name("import-all.mjs")
        package = Path(run(["python", "-c", "import scalescope; print(scalescope.__path__[0])"], with_node).stdout.strip())
        done = subprocess.run([here / "node", script, package / "kernel/dist"], env=with_node, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreater(int(done.stdout), 200)

    def test_measures_on_webassembly_and_says_why(self):
        two, backend = cells(["1 + 1", CURVE], with_node)
        self.assertEqual(two, "2")
        self.assertIn("WebAssembly", backend)
        self.assertIn("pip install 'scalescope[tensorflow]'", backend)

    def test_says_how_to_get_node(self):
        started = run(["scalescope", "systems"], environment())
        self.assertEqual(started.returncode, 1)
        self.assertIn("pip install 'scalescope[node]'", started.stderr)


if __name__ == "__main__":
    unittest.main()
