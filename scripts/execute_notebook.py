"""Execute a notebook without a browser, telling what each cell does: `execute_notebook.py NOTEBOOK OUTPUT`.

The executed notebook is written also when a cell fails; the exit status is then 1.
"""

import re
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

ANSI = re.compile(r"\x1b\[[0-9;]*m")


class NarratedClient(NotebookClient):
    """Prints the first line of every code cell, its streams as they come, and the time it took."""

    def __init__(self, notebook, **options):
        super().__init__(notebook, on_cell_start=self.start, on_cell_executed=self.executed, **options)

    def start(self, cell, cell_index):
        self.started = time.monotonic()
        say(f"{self.cell_name(cell_index)}: {first_line(cell)}")

    def executed(self, cell, cell_index, execute_reply):
        say(f"{self.cell_name(cell_index)} took {time.monotonic() - self.started:.1f} s")

    def output(self, outs, message, display_id, cell_index):
        if message["msg_type"] == "stream":
            for line in message["content"]["text"].splitlines():
                say(f"  {line}")
        return super().output(outs, message, display_id, cell_index)

    def cell_name(self, index):
        return f"cell {index + 1} of {len(self.nb.cells)}"


def first_line(cell):
    return next((line for line in cell.source.splitlines() if line.strip()), "")


def say(text):
    print(text, flush=True)


def execute(path: Path, output: Path) -> int:
    notebook = nbformat.read(path, as_version=4)
    client = NarratedClient(notebook, timeout=None, resources={"metadata": {"path": str(path.parent)}})
    try:
        client.execute()
        status = 0
    except (CellExecutionError, DeadKernelError) as error:
        status = 1
        failed = failed_cell(notebook)
        where = f"{client.cell_name(failed)} failed" if failed is not None else "the kernel died"
        say(f"{path.name}: {where}\n{ANSI.sub('', str(error))}")
    output.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, output)
    say(f"{path.name}: {'executed' if status == 0 else 'as far as it went'}, written to {output}")
    return status


def failed_cell(notebook):
    for index, cell in enumerate(notebook.cells):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return index
    return None


sys.exit(execute(Path(sys.argv[1]), Path(sys.argv[2])))
