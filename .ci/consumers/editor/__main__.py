"""Opens a small service in rust-analyzer, types in it, and compares what is shown with what is expected.

`python3 -m editor COMMAND FOLDER REPOSITORY`: the server, a folder for the service, and the root of this repository. A row
that is known to fail has to fail, so that what is known stays true."""

import argparse
import shutil
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlparse

from .asking import Document, Missed
from .rows import SECTIONS
from .server import Refused, Server

MANIFEST = """[package]
name = "editor"
version = "0.0.0"
edition = "2024"

[dependencies]
schemars = { version = "1.2.3", features = ["derive"] }
serde = { version = "1.0.229", features = ["derive"] }
steadfast = { path = %s }
thiserror = "2.0.21"

[workspace]
"""


class Editor:
    """The server, and the one document that is open in it."""

    def __init__(self, server, path, clean):
        self.server = server
        self.path = path
        self.clean = clean

    def ask(self, method, document, position=True, **more):
        self.server.show(self.path, document.text)
        parameters = {"textDocument": {"uri": self.path.as_uri()}, **more}
        if position:
            parameters["position"] = document.position()
        return self.server.request(method, parameters)

    def is_own(self, uri):
        return uri == self.path.as_uri()

    def line(self, uri, span):
        """The line of a file from where a range starts: `struct UserOut {`."""
        path = Path(unquote(urlparse(uri).path))
        text = self.server.text if path == self.path else path.read_text()
        line = text.encode().splitlines()[span["start"]["line"]]
        return line.decode().strip()

    def changed(self, document, edits):
        """The lines that some edits make new, as they are then."""
        lines = document.text.encode().splitlines()
        changed = set()
        for edit in sorted(edits, key=lambda edit: edit["range"]["start"]["character"], reverse=True):
            start, end = edit["range"]["start"], edit["range"]["end"]
            line = lines[start["line"]]
            lines[start["line"]] = line[: start["character"]] + edit["newText"].encode() + line[end["character"] :]
            changed.add(start["line"])
        return [lines[line].decode().strip() for line in sorted(changed)]

    def fault(self, row):
        """What of a row does not hold, if there is something."""
        try:
            row.expected.ask(self, Document(self.clean, row.place))
        except (Missed, Refused) as fault:
            return str(fault) or type(fault).__name__
        return None


def prepare(folder, repository):
    """Writes the crate of the service; returns the file that is edited."""
    source = folder / "src" / "lib.rs"
    source.parent.mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(MANIFEST % f'"{repository}"')
    shutil.copy(repository / "Cargo.lock", folder)
    shutil.copy(Path(__file__).with_name("service.rs"), source)
    return source


HEADING = """# In the editor

What rust-analyzer shows, completes, finds and marks in a service, also while it is typed; `$0` is the cursor. `.ci/editor` tries
each row, and `.ci/editor --write` writes this page.

The macros tell rust-analyzer more of the attributes than they tell the compiler, as `response-macros/src/editor` says, and leave
out the checks, whose errors only `cargo check` shows (`response-macros/src/expand/place.rs`).
"""


def page():
    """The rows as a reader of the documentation sees them."""
    text = HEADING
    for title, rows in SECTIONS:
        text += f"\n## {title}\n\n| | works |\n|---|---|\n"
        for row in rows:
            text += f"| {row.what} | {f'no: {row.known}' if row.known else 'yes'} |\n"
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command")
    parser.add_argument("folder", type=Path)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--only", default="", help="the rows whose text has this in it")
    parser.add_argument("--write", action="store_true", help="writes docs/editor.md")
    arguments = parser.parse_args()
    source = prepare(arguments.folder, arguments.repository)
    started = time.monotonic()
    faults = 0
    with Server([arguments.command], arguments.folder, {}) as server:
        server.start(timeout=1800)
        print(f"loaded in {time.monotonic() - started:.0f} s")
        editor = Editor(server, source, source.read_text())
        for title, rows in SECTIONS:
            print(f"\n{title}")
            for row in rows:
                if arguments.only not in f"{title}: {row.what}":
                    continue
                fault = editor.fault(row)
                match (fault, row.known):
                    case (None, None):
                        print(f"  yes    {row.what}")
                    case (_, None):
                        faults += 1
                        print(f"  FAULT  {row.what}\n         {fault}")
                    case (None, _):
                        faults += 1
                        print(f"  FAULT  {row.what}\n         it works now: take away what is known of it")
                    case _:
                        print(f"  known  {row.what}\n         {row.known}\n         ({fault})")
    written = arguments.repository / "docs" / "editor.md"
    if arguments.write:
        written.write_text(page())
    elif not written.exists() or written.read_text() != page():
        faults += 1
        print("\n  FAULT  docs/editor.md is stale: .ci/editor --write")
    print(f"\n{faults} faults, {time.monotonic() - started:.0f} s")
    sys.exit(faults > 0)


main()
