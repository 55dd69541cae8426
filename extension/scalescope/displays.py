"""Which displays of a notebook can respond in a page without a kernel, and by what."""

import copy
import re
from collections import deque

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
VEGA_LITE = "application/vnd.vegalite.v5+json"
OTHER_PLOTS = re.compile(r"application/vnd\.(vega\.|vegalite\.|plotly|bokeh)")
REFERENCE = re.compile(r"^IPY_MODEL_(.+)$")
# What the page's script holds: packages with the first part of their versions.
PACKAGES = {
    "@jupyter-widgets/base": "2",
    "@jupyter-widgets/controls": "2",
    "@jupyter-widgets/output": "1",
    "@scalescope/widgets": "0",
}


class Displays:
    """A copy of the notebook in which every display's metadata say what is to be shown in place of its picture.

    `output.metadata.live` is `{"model": id}`, `{"spec": Vega-Lite}` or absent; `output.metadata.note` says why something
    doesn't respond. What Output widgets hold follows the notebook's cells, in cells whose metadata name the `model`.
    """

    def __init__(self, nb: NotebookNode):
        self.notebook = copy.deepcopy(nb)
        self.static: list[str] = []
        self.responds = False
        self.all_states = self.notebook.metadata.pop("widgets", {}).get(STATE, {}).get("state", {})
        self.shown: dict[str, None] = {}
        for number, cell in enumerate([*self.notebook.cells], 1):
            for output in cell.get("outputs", []):
                self.mark(output, f"cell {number}")
        self.add_links()
        self.state = {model: self.all_states[model] for model in self.shown}

    def mark(self, output: NotebookNode, where: str) -> None:
        data = output.get("data")
        if data is None:
            return
        problem = None
        if VIEW in data:
            model = data[VIEW].get("model_id", "")
            problem = self.problem_of(model)
            if problem is None:
                self.show(model, where)
                output.metadata["live"] = {"model": model}
                self.responds = True
                return
        if VEGA_LITE in data:
            if not remote_data(data[VEGA_LITE]):
                output.metadata["live"] = {"spec": data[VEGA_LITE]}
                self.responds = True
                return
            problem = "a plot whose data lie elsewhere"
        elif any(OTHER_PLOTS.match(kind) for kind in data):
            problem = "a plot of a kind that the page can't draw"
        if problem:
            output.metadata["note"] = problem
            self.static.append(f"{where}: {problem}")

    def problem_of(self, model: str) -> str | None:
        """Why a widget can't be shown; None if it can."""
        if model not in self.all_states:
            return "a widget whose state was not saved with the notebook"
        for name in self.within(model):
            state = self.all_states.get(name)
            if state is None:
                return "a widget of which a part was not saved with the notebook"
            for package, version in packages_of(state):
                if package not in PACKAGES:
                    return f"a widget of {package}, which the page doesn't hold"
                if not re.match(rf"[\^~]?{PACKAGES[package]}\.", version):
                    return f"a widget of {package} {version}, of which the page holds {PACKAGES[package]}.x"
        return None

    def within(self, model: str) -> dict[str, None]:
        """The model and all that it refers to."""
        found = {model: None}
        waiting = deque([model])
        while waiting:
            for name in references(self.all_states.get(waiting.popleft(), {}).get("state", {})):
                if name not in found:
                    found[name] = None
                    waiting.append(name)
        return found

    def show(self, model: str, where: str) -> None:
        for name in self.within(model):
            if name in self.shown:
                continue
            self.shown[name] = None
            state = self.all_states[name]
            if state["model_module"] == "@jupyter-widgets/output":
                self.hold_outputs(name, state["state"], where)

    def hold_outputs(self, model: str, state: dict, where: str) -> None:
        outputs = from_dict(state.pop("outputs", []))
        self.notebook.cells.append(new_code_cell(metadata=NotebookNode(model=model), outputs=outputs))
        for output in outputs:
            output.setdefault("metadata", NotebookNode())
            self.mark(output, f"{where}, in an Output widget")

    def add_links(self) -> None:
        for name, state in self.all_states.items():
            ends = list(references([state["state"].get("source"), state["state"].get("target")]))
            if len(ends) == 2 and all(end in self.shown for end in ends):
                self.shown[name] = None


def references(value):
    """Names of models in a part of a state."""
    if isinstance(value, str):
        found = REFERENCE.match(value)
        if found:
            yield found[1]
    elif isinstance(value, dict):
        for part in value.values():
            yield from references(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from references(part)


def packages_of(state: dict):
    yield state["model_module"], state["model_module_version"]
    if state["state"].get("_view_module"):
        yield state["state"]["_view_module"], state["state"].get("_view_module_version", "")


def remote_data(spec) -> bool:
    """Whether a Vega-Lite specification fetches data."""
    if isinstance(spec, dict):
        data = spec.get("data")
        return (isinstance(data, dict) and "url" in data) or any(remote_data(part) for part in spec.values())
    return isinstance(spec, list) and any(remote_data(part) for part in spec)
