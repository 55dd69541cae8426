"""What the server does for the websockets of Scalescope's kernels: no waiting before small messages, and large ones allowed.

Jupyter Server leaves Nagle's algorithm on, which holds a small message back until the one before it is acknowledged: a
round trip between a widget and its kernel then takes some 60 ms instead of 15. Tornado closes the connection at a message of
more than 10 MiB, such as a file that is uploaded by a widget. Kernels of other names are left alone.
"""

KERNEL = "scalescope"
MAX_MESSAGE_SIZE = 128 * 2**20


def for_scalescope(connection_class: type) -> type:
    """The class of connections between a websocket and a kernel, with what Scalescope's kernels need."""

    class ScalescopeConnection(connection_class):
        async def connect(self):
            handler = self.websocket_handler
            if getattr(self.kernel_manager, "kernel_name", None) == KERNEL and handler.ws_connection is not None:
                handler.set_nodelay(True)
                params = handler.ws_connection.params
                params.max_message_size = max(params.max_message_size, MAX_MESSAGE_SIZE)
            await super().connect()

    return ScalescopeConnection


def load(app) -> None:
    settings = app.web_app.settings
    settings["kernel_websocket_connection_class"] = for_scalescope(settings["kernel_websocket_connection_class"])
