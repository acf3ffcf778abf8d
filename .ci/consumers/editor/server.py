"""rust-analyzer as an editor speaks to it: LSP over stdin and stdout."""

import json
import os
import queue
import subprocess
import threading
import time

CONTENT_MODIFIED = -32801

CAPABILITIES = {
    "general": {"positionEncodings": ["utf-8"]},
    "window": {"workDoneProgress": True},
    "workspace": {"configuration": False},
    "textDocument": {
        "completion": {
            "completionItem": {
                "documentationFormat": ["markdown"],
                "snippetSupport": False,
                "labelDetailsSupport": True,
            }
        },
        "definition": {"linkSupport": True},
        "hover": {"contentFormat": ["markdown"]},
        "diagnostic": {"dynamicRegistration": False},
        "rename": {"prepareSupport": True},
    },
    "experimental": {"serverStatusNotification": True},
}

# Only what rust-analyzer itself says is asked for here: what rustc says, the other tests compare.
SETTINGS = {"checkOnSave": False, "cachePriming": {"enable": False}}


class Refused(Exception):
    """The server answers a request with an error."""


class Server:
    """A running rust-analyzer, with one document open."""

    def __init__(self, command, folder, environment):
        self.folder = folder
        self.log = open(folder / "rust-analyzer.log", "w", encoding="utf-8")
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
        )
        self.last_id = 0
        self.version = 0
        self.text = None
        self.messages = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.request("shutdown", None)
            self.notify("exit", None)
            self.process.wait(timeout=20)
        except (Refused, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self.log.close()

    def start(self, timeout):
        """Waits until the workspace is loaded: its build scripts have run and its procedural macros are built."""
        folder = self.folder.as_uri()
        self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder,
                "workspaceFolders": [{"uri": folder, "name": "editor"}],
                "capabilities": CAPABILITIES,
                "initializationOptions": SETTINGS,
            },
        )
        self.notify("initialized", {})
        end = time.monotonic() + timeout
        while True:
            message = self._next(end)
            if message.get("method") != "experimental/serverStatus":
                continue
            status = message["params"]
            if status["health"] != "ok":
                raise Refused(status.get("message") or status["health"])
            if status["quiescent"]:
                return

    def show(self, path, text):
        """Opens a document, or replaces what stands in it."""
        uri = path.as_uri()
        if self.text is None:
            document = {"uri": uri, "languageId": "rust", "version": 0, "text": text}
            self.notify("textDocument/didOpen", {"textDocument": document})
        elif text != self.text:
            self.version += 1
            changed = {"uri": uri, "version": self.version}
            self.notify(
                "textDocument/didChange",
                {"textDocument": changed, "contentChanges": [{"text": text}]},
            )
        self.text = text

    def request(self, method, parameters):
        end = time.monotonic() + 120
        while True:
            self.last_id += 1
            number = self.last_id
            self._send({"id": number, "method": method, "params": parameters})
            while True:
                answer = self._next(end)
                if answer.get("id") == number and "method" not in answer:
                    break
            error = answer.get("error")
            if error is None:
                return answer["result"]
            if error["code"] != CONTENT_MODIFIED:
                raise Refused(error["message"])
            time.sleep(0.1)

    def notify(self, method, parameters):
        self._send({"method": method, "params": parameters})

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _next(self, end):
        """The next message. What the server asks for is answered with nothing."""
        while True:
            try:
                message = self.messages.get(timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                raise Refused("no answer in time") from None
            if message is None:
                raise Refused(f"rust-analyzer has ended: see {self.log.name}")
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": None})
                continue
            return message

    def _read(self):
        stream = self.process.stdout
        while True:
            length = None
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if length is None:
                self.messages.put(None)
                return
            self.messages.put(json.loads(stream.read(length)))
