"""The server extension of the wheel in a real Jupyter server: what it changes for Scalescope's kernels, and for no others."""

import asyncio
import json
import os
import socket
import tempfile
import unittest

from jupyter_server.serverapp import ServerApp
from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import WebSocketClosedError, websocket_connect

LARGE = 12 * 2**20


class WebsocketTests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.runtime = os.environ.get("JUPYTER_RUNTIME_DIR")
        os.environ["JUPYTER_RUNTIME_DIR"] = self.folder.name
        options = {"root_dir": self.folder.name, "port": 0, "open_browser": False, "allow_root": True, "disable_check_xsrf": True}
        self.app = ServerApp(**options, log_level="ERROR", jpserver_extensions={"scalescope": True})
        self.app.initialize(argv=["--IdentityProvider.token="], find_extensions=False)
        while not self.app.http_server._sockets:
            await asyncio.sleep(0.01)
        self.address = f"127.0.0.1:{self.app.port}"

    async def asyncTearDown(self):
        await self.app._cleanup()
        ServerApp.clear_instance()
        self.folder.cleanup()
        os.environ.pop("JUPYTER_RUNTIME_DIR")
        if self.runtime is not None:
            os.environ["JUPYTER_RUNTIME_DIR"] = self.runtime

    async def connect(self, name):
        """A websocket to a new kernel, and the server's end of it."""
        body = json.dumps({"name": name})
        reply = await AsyncHTTPClient().fetch(f"http://{self.address}/api/kernels", method="POST", body=body)
        identity = json.loads(reply.body)["id"]
        client = await websocket_connect(f"ws://{self.address}/api/kernels/{identity}/channels?session_id={name}")
        await client.read_message()
        [server] = [end for end in self.app.kernel_websocket_connection_class._open_sockets if end.kernel_id == identity]
        return client, server.websocket_handler.ws_connection

    async def survives(self, client):
        """Whether the connection stays open at a message of 12 MiB."""
        header = {"msg_id": "large", "msg_type": "comm_msg", "session": "s", "username": "", "version": "5.4", "date": ""}
        content = {"comm_id": "none", "data": "x" * LARGE}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", "buffers": []}
        try:
            await client.write_message(json.dumps(message))
            while (answer := await client.read_message()) is not None:
                if json.loads(answer)["parent_header"].get("msg_id") == "large":
                    return True
        except WebSocketClosedError:
            pass
        return False

    async def test_scalescope_has_no_delay_and_takes_large_messages(self):
        client, server = await self.connect("scalescope")
        self.assertNotEqual(server.stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY), 0)
        self.assertTrue(await self.survives(client))

    async def test_other_kernels_are_left_alone(self):
        client, server = await self.connect("python3")
        self.assertEqual(server.stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY), 0)
        self.assertFalse(await self.survives(client))
