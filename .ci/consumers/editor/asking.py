"""What is asked of an editor at a place of the service, and what is expected of the answer.

A place is a piece of the service with a `$0` where the cursor stands; without that, it is in the service exactly once. Half-typed
code is a pair: the piece that stands there, and what is typed in its place, with the cursor. Where more is typed, it is a list of
pairs."""

import re
from dataclasses import dataclass, field

CURSOR = "$0"


class Missed(Exception):
    """The answer is not the expected one."""


@dataclass
class Document:
    """The service, with what is typed at a place."""

    clean: str
    place: object
    text: str = field(init=False)
    offset: int = field(init=False)

    def __post_init__(self):
        match self.place:
            case str():
                pairs = [(self.place.replace(CURSOR, ""), self.place)]
            case tuple():
                pairs = [self.place]
            case _:
                pairs = self.place
        text = self.clean
        for old, new in pairs:
            if text.count(old) != 1:
                raise ValueError(f"not one place: {old!r}")
            text = text.replace(old, new)
        if text.count(CURSOR) > 1:
            raise ValueError(f"not one cursor: {self.place!r}")
        self.offset = max(text.find(CURSOR), 0)
        self.text = text.replace(CURSOR, "")

    def position(self):
        before = self.text[: self.offset].encode()
        line = before.count(b"\n")
        return {"line": line, "character": len(before) - (before.rfind(b"\n") + 1)}


def expect(holds, message):
    if not holds:
        raise Missed(message)


def shortened(names, most=8):
    names = list(names)
    more = f", and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more if names else "nothing"


@dataclass
class Completes:
    """These are offered, with a piece of their docs; these are not; and no more than so many. If `are_first`, they are offered
    before everything else."""

    offers: dict | list
    withholds: list = field(default_factory=list)
    most: int | None = None
    are_first: bool = False

    def ask(self, editor, document):
        items = editor.ask("textDocument/completion", document, context={"triggerKind": 1}) or []
        items = items["items"] if isinstance(items, dict) else items
        items.sort(key=lambda item: item.get("sortText", item["label"]))
        offered = {re.split(r"[ (!…]", item["label"])[0]: item for item in items}
        for name in self.offers:
            expect(name in offered, f"`{name}` is not offered, but {shortened(offered)}")
        if isinstance(self.offers, dict):
            for name, docs in self.offers.items():
                documentation = offered[name].get("documentation") or {}
                said = documentation.get("value", "") + (offered[name].get("detail") or "")
                expect(docs in said, f"the docs of `{name}` are {said!r}")
        for name in self.withholds:
            expect(name not in offered, f"`{name}` is offered")
        if self.are_first:
            first = list(offered)[: len(self.offers)]
            expect(set(first) == set(self.offers), f"offered first: {shortened(first)}")
        if self.most is not None:
            expect(len(offered) <= self.most, f"{len(offered)} are offered: {shortened(offered)}")


@dataclass
class Hovers:
    """What is shown says this, and nothing of these."""

    says: list
    hides: list = field(default_factory=lambda: ["__"])

    def ask(self, editor, document):
        answer = editor.ask("textDocument/hover", document)
        expect(answer, "nothing is shown")
        shown = answer["contents"]["value"]
        for text in self.says:
            expect(text in shown, f"{text!r} is not in {shown!r}")
        for text in self.hides:
            expect(text not in shown, f"{text!r} is in {shown!r}")


@dataclass
class LeadsTo:
    """There is one target: the item that begins with this."""

    target: str

    def ask(self, editor, document):
        links = editor.ask("textDocument/definition", document) or []
        targets = [editor.line(link["targetUri"], link["targetSelectionRange"]) for link in links]
        expect(len(targets) == 1, f"{len(targets)} targets: {shortened(targets)}")
        expect(targets[0].startswith(self.target), f"the target is `{targets[0]}`")


@dataclass
class ShowsNothingEmitted:
    """No name of the service, wherever it stands, leads to what only emitted code uses, or is shown with it. What the type of a
    handler is called says where it comes from."""

    def ask(self, editor, document):
        faults = []
        # Comments and texts are blank. What stands in a text belongs to the macro that reads it.
        names = re.sub(r'//.*|"[^"]*"', lambda said: " " * len(said[0]), document.text)
        for name in re.finditer(r"\w+", names):
            document.offset = name.start()
            links = editor.ask("textDocument/definition", document) or []
            hidden = any("/response-core/src/glue/" in link["targetUri"] for link in links)
            shown = editor.ask("textDocument/hover", document)
            said = shown["contents"]["value"] if shown else ""
            if hidden or re.search(r"__(?!private::(Path)?Contract\b)", said):
                line = document.text[: name.start()].count("\n")
                faults.append(f"`{name[0]}` in `{document.text.splitlines()[line].strip()}`")
        expect(not faults, shortened(faults))


@dataclass
class Renames:
    """A new name reaches exactly these lines."""

    name: str
    lines: list

    def ask(self, editor, document):
        edit = editor.ask("textDocument/rename", document, newName=self.name)
        changed = [
            line
            for change in edit["documentChanges"]
            for line in editor.changed(document, change["edits"])
        ]
        expect(sorted(changed) == sorted(self.lines), f"the changed lines are {changed}")


@dataclass
class Refers:
    """The references are on exactly these lines, that of the definition left out."""

    lines: list

    def ask(self, editor, document):
        places = editor.ask("textDocument/references", document, context={"includeDeclaration": False})
        found = sorted(editor.line(place["uri"], place["range"]) for place in places or [])
        expect(found == sorted(self.lines), f"the references are {found}")


@dataclass
class Lists:
    """The symbols of the workspace that a search finds are these."""

    query: str
    names: list

    def ask(self, editor, _):
        symbols = editor.server.request("workspace/symbol", {"query": self.query}) or []
        # A service has steadfast from a registry, which is not searched; here it stands beside the service.
        names = sorted(symbol["name"] for symbol in symbols if editor.is_own(symbol["location"]["uri"]))
        expect(names == sorted(self.names), f"found: {shortened(names, 20)}")


@dataclass
class Marks:
    """rust-analyzer marks exactly these pieces, each with what it says."""

    marks: list = field(default_factory=list)

    def ask(self, editor, document):
        report = editor.ask("textDocument/diagnostic", document, position=None)
        lines = document.text.encode().splitlines()
        marks = []
        for item in report["items"]:
            if item.get("severity", 1) > 2:
                continue
            start, end = item["range"]["start"], item["range"]["end"]
            line = lines[start["line"]]
            stop = end["character"] if end["line"] == start["line"] else len(line)
            marks.append((line[start["character"] : stop].decode(), item["message"]))
        expect(len(marks) == len(self.marks), f"marked: {marks}")
        for (piece, message), (at, says) in zip(sorted(marks), sorted(self.marks), strict=True):
            expect(piece == at and says in message, f"marked: `{piece}`: {message}")
