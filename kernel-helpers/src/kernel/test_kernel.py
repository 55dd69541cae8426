"""The kernel as Python's Jupyter clients see it: conformance, saved widgets, the launcher's messages."""

import os
import stat
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import jupyter_kernel_test
import nbformat
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient

KERNEL = "scalescope"


class ConformanceTests(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    code_generate_error = "throw new Error('as asked')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "await Promise.resolve([1, 2])", "result": "[ 1, 2 ]"},
        {"code": "'6 * 7'", "result": "'6 * 7'"},
        {"code": "Promise.resolve(6)", "result": "6"},
        {"code": "({ $schema: 'https://vega.github.io/schema/vega-lite/v5.json' })", "mime": "application/vnd.vegalite.v5+json"},
    ]
    code_display_data = [
        {"code": "import { display } from 'tslab'; display.html('<b>bold</b>')", "mime": "text/html"},
        {"code": "import { display as show } from 'scalescope'; show({ 'image/svg+xml': '<svg/>' })", "mime": "image/svg+xml"},
        {"code": "show.markdown('*a*')", "mime": "text/markdown"},
        {"code": "show.latex('$a$')", "mime": "text/latex"},
        {"code": "show.png(new Uint8Array([1]))", "mime": "image/png"},
        {"code": "show.json({ a: 1 })", "mime": "application/json"},
        {"code": "import { tableFromArrays } from 'apache-arrow'; show(tableFromArrays({ a: [1] }))", "mime": "text/html"},
    ]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "parseInt"
    completion_samples = [{"text": "Math.cbr", "matches": ["cbrt"]}]
    complete_code_samples = ["1 + 1", "const f = (x: number) => x"]
    incomplete_code_samples = ["function f() {", "const a = ["]
    # TypeScript's parser tells unfinished code from finished code, not from code that can't be finished.
    invalid_code_samples = []
    code_clear_output = "import { clearOutput } from 'scalescope'; clearOutput()"
    # The protocol deprecates payloads, and with them the pager: documentation comes by inspection.
    test_pager = None


class WelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


class ManagerTests(unittest.TestCase):
    def test_restarts(self):
        manager, client = start_new_kernel(kernel_name=KERNEL)
        try:
            for _ in range(2):
                client.execute_interactive("const here = 1", timeout=60)
                manager.restart_kernel()
                client.wait_for_ready(timeout=60)
                reply = client.execute_interactive("here", timeout=60, output_hook=lambda message: None)
                self.assertEqual(reply["content"]["status"], "error")
        finally:
            client.stop_channels()
            manager.shutdown_kernel()

    def test_tells_its_state_to_who_comes_late(self):
        manager, client = start_new_kernel(kernel_name=KERNEL)
        late = manager.client()
        try:
            client.execute_interactive("1 + 1", timeout=60, output_hook=lambda message: None)
            late.iopub_channel.start()
            heard = [late.get_iopub_msg(timeout=10) for _ in range(2)]
            self.assertEqual([message["msg_type"] for message in heard], ["iopub_welcome", "status"])
            self.assertEqual(heard[1]["content"]["execution_state"], "idle")
        finally:
            for each in (client, late):
                each.stop_channels()
            manager.shutdown_kernel()

    def test_asks_for_input(self):
        manager, client = start_new_kernel(kernel_name=KERNEL)
        try:
            outputs = []
            client.execute_interactive(
                "import { input } from 'scalescope'\nawait input('Name: ')",
                allow_stdin=True,
                timeout=60,
                stdin_hook=lambda message: client.input(message["content"]["prompt"] + "Ada"),
                output_hook=outputs.append,
            )
            results = [message["content"]["data"] for message in outputs if message["msg_type"] == "execute_result"]
            self.assertEqual(results, [{"text/plain": "'Name: Ada'"}])
        finally:
            client.stop_channels()
            manager.shutdown_kernel()

    def test_ends_when_its_server_dies(self):
        server = (
            "import sys; from jupyter_client.manager import start_new_kernel;"
            f"manager, client = start_new_kernel(kernel_name='{KERNEL}');"
            "print(manager.provisioner.process.pid, flush=True); sys.stdin.read()"
        )
        with subprocess.Popen([sys.executable, "-c", server], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
            kernel = int(parent.stdout.readline())
            parent.kill()
        deadline = time.monotonic() + 20
        while alive(kernel) and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertFalse(alive(kernel))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


class NotebookTests(unittest.TestCase):
    def test_widgets_are_saved_with_the_notebook(self):
        code = "import { widgets } from 'scalescope'\nconst s = new widgets.FloatSlider({ value: 0.25 }); s.value = 0.5; s"
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
        with tempfile.TemporaryDirectory() as folder:
            NotebookClient(
                notebook, kernel_name=KERNEL, timeout=120, resources={"metadata": {"path": folder}}
            ).execute()
        [output] = notebook.cells[0].outputs
        model = output["data"]["application/vnd.jupyter.widget-view+json"]["model_id"]
        saved = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
        self.assertEqual(saved[model]["model_name"], "FloatSliderModel")
        self.assertEqual(saved[model]["state"]["value"], 0.5)
        self.assertIn(saved[model]["state"]["layout"].removeprefix("IPY_MODEL_"), saved)


    def test_what_interact_shows_is_saved_with_the_notebook(self):
        code = "import { widgets } from 'scalescope'\nawait widgets.interact(({ n }) => `twice ${2 * n}`, { n: 10 })"
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
        with tempfile.TemporaryDirectory() as folder:
            NotebookClient(
                notebook, kernel_name=KERNEL, timeout=120, resources={"metadata": {"path": folder}}
            ).execute()
        saved = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
        [shown] = [model["state"] for model in saved.values() if model["model_name"] == "OutputModel"]
        self.assertEqual(shown["outputs"][0]["data"]["text/plain"], "'twice 20'")


class LauncherTests(unittest.TestCase):
    def launch(self, node):
        environment = {**os.environ, "SCALESCOPE_NODE": str(node)}
        command = [sys.executable, "-m", "scalescope", "no-such-connection.json"]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    def test_names_a_missing_node(self):
        run = self.launch("/no/such/node")
        self.assertEqual(run.returncode, 1)
        self.assertIn("needs Node.js 20.19 to 22: SCALESCOPE_NODE is /no/such/node", run.stderr)

    def test_names_an_unsuitable_node(self):
        for version in ("v18.20.0", "v20.18.3", "v23.1.0"):
            with self.subTest(version=version), tempfile.TemporaryDirectory() as folder:
                node = Path(folder, "node")
                node.write_text(f"#!/bin/sh\necho {version}\n")
                node.chmod(node.stat().st_mode | stat.S_IXUSR)
                run = self.launch(node)
                self.assertEqual(run.returncode, 1)
                self.assertIn(f"{node} is {version}", run.stderr)

    def test_says_how_it_is_used(self):
        run = subprocess.run([sys.executable, "-m", "scalescope"], capture_output=True, text=True)
        self.assertIn("usage: python -m scalescope CONNECTION_FILE", run.stderr)


if __name__ == "__main__":
    unittest.main()
