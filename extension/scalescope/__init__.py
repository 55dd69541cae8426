"""Scalescope for JupyterLab: the lab extension and the TypeScript kernel."""

__version__ = "0.1.0"


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "@scalescope/labextension"}]


def _jupyter_server_extension_points():
    return [{"module": "scalescope"}]


def _load_jupyter_server_extension(app):
    from scalescope.websockets import load

    load(app)
