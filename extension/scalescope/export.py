"""Notebooks as one HTML file whose plots and widgets respond without a network: `python -m scalescope.export NOTEBOOK OUT`."""

import json
import re
import sys
from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter
from traitlets import default
from traitlets.config import Config

from scalescope.displays import STATE, Displays

HERE = Path(__file__).parent
BUILT = HERE / "page" / "dist"
SCRIPTS = "<!--scripts-->"
MATH = re.compile(r"\$|\\\(|\\\[|\\begin\{")
WEB = r"(?:https?:)?//[^\"']*"
REMOTE_IMAGE = re.compile(rf"<img\b[^>]*?\ssrc=[\"']({WEB})[\"'][^>]*>", re.IGNORECASE)
REMOTE = re.compile(rf"<(?:script|iframe|link|source|video|audio)\b[^>]*?\s(?:src|href)=[\"']{WEB}", re.IGNORECASE)


class InteractiveHTMLExporter(HTMLExporter):
    """Every display is there as a picture or text; scripts in the page put what responds in its place."""

    export_from_notebook = "Interactive HTML"

    @default("template_name")
    def _template_name_default(self):
        return "page"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self):
        return [str(HERE)]

    @default("embed_images")
    def _embed_images_default(self):
        return True

    @default("exclude_input_prompt")
    def _exclude_input_prompt_default(self):
        return True

    @default("exclude_output_prompt")
    def _exclude_output_prompt_default(self):
        return True

    @property
    def default_config(self):
        static = ["text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/latex", "text/plain"]
        config = Config({"NbConvertBase": {"display_data_priority": static}})
        inherited = super().default_config.copy()
        inherited.merge(config)
        return inherited

    def from_notebook_node(self, nb, resources=None, **kw):
        """HTML of the notebook. `resources["static"]` lists what doesn't respond, and why."""
        missing = [name for name in ("page.js", "page.css", "math.js", "colours.css") if not (BUILT / name).is_file()]
        if missing:
            raise FileNotFoundError(f"{BUILT}: {', '.join(missing)} not there. In a checkout, run `npm run setup`.")
        displays = Displays(nb)
        html, resources = super().from_notebook_node(displays.notebook, resources, **kw)
        static = [*displays.static]
        html, images = REMOTE_IMAGE.subn(r'<a href="\1">image on the web</a>', html)
        remote = images + len(REMOTE.findall(html))
        if remote:
            static.append(f"{remote} images or scripts on the web: the page asks for nothing there")
        for line in static:
            self.log.warning("left as it is: %s", line)
        resources["static"] = static
        return html.replace(SCRIPTS, scripts(displays, has_math(displays)), 1), resources


def has_math(displays: Displays) -> bool:
    """Whether there are formulas in Markdown, in outputs or in the words of widgets."""
    cells = displays.notebook.cells
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    texts += [data[kind] for data in outputs for kind in ("text/html", "text/markdown", "text/latex") if kind in data]
    words = [state["state"].get(name) for state in displays.state.values() for name in ("value", "description")]
    return any(MATH.search(text) for text in [*texts, *words] if isinstance(text, str))


def scripts(displays: Displays, math: bool) -> str:
    """The widgets' state and the scripts that draw, as far as the page needs them."""
    parts = []
    if displays.state:
        state = {"version_major": 2, "version_minor": 0, "state": displays.state}
        parts.append(f'<script type="{STATE}">{in_script(json.dumps(state))}</script>')
    if displays.responds:
        parts.append(f"<style>{(BUILT / 'page.css').read_text('utf-8')}</style>")
    for name, needed in (("math", math), ("page", displays.responds)):
        if needed:
            parts.append(f"<script>{in_script((BUILT / f'{name}.js').read_text('utf-8'))}</script>")
    return "\n".join(parts)


def in_script(text: str) -> str:
    """Nothing in it ends or nests the script element; the same to JSON and JavaScript."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("usage: python -m scalescope.export NOTEBOOK OUT")
    source, target = map(Path, sys.argv[1:])
    exporter = InteractiveHTMLExporter()
    exporter.log.disabled = True
    notebook = nbformat.read(source, as_version=4)
    resources = {"metadata": {"name": source.stem, "path": str(source.resolve().parent)}}
    html, resources = exporter.from_notebook_node(notebook, resources)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html, "utf-8")
    for line in resources["static"]:
        print(f"left as it is: {line}")


if __name__ == "__main__":
    main()
