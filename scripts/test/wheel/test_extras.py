"""The wheel with its extras, where there is neither Node.js nor npm on PATH."""

import os
import re
import unittest
from importlib.metadata import requires

from installed import CURVE, cells, environment, run

alone = environment()


class ExtrasTests(unittest.TestCase):
    def test_runs_on_node_from_pypi(self):
        listed = run(["scalescope", "systems"], alone)
        self.assertEqual(listed.returncode, 0, listed.stderr)
        self.assertIn("lennard-jones", listed.stdout)

    def test_measures_with_the_extra_tensorflow(self):
        version = os.environ.get("SCALESCOPE_TEST_TENSORFLOW")
        if not version:
            self.skipTest("`npm run setup` could not get TensorFlow here")
        asked = [line for line in requires("scalescope") if re.match(r"tensorflow.*extra == ['\"]tensorflow['\"]", line)]
        self.assertTrue(asked and all(f"=={version};" in line for line in asked), asked)
        two, backend = cells(["1 + 1", CURVE], alone)
        self.assertEqual(two, "2")
        self.assertIn(f"TensorFlow {version}", backend)
        self.assertNotIn("WebAssembly", backend)


if __name__ == "__main__":
    unittest.main()
