"""What of the public API has no docs, or no example: `doc_coverage.py DIRECTORY` reads rustdoc's JSON.

Counted is what a user can name through `steadfast`, wherever it is declared. An item has an example if its own docs have one, or
if an example names it on a page where a reader is anyway: that of its type, of its module, or one that its docs link to.
"""

import json
import pathlib
import re
import sys

CRATES = ("steadfast", "response_core", "response_macros")
# The least share of items with an example, in percent: of types, traits, functions and macros, and of methods.
LEAST = {"items": 90, "methods": 90}
# What rustdoc itself asks an example of, in `--show-coverage`.
SHOWN = {"struct", "enum", "union", "trait", "function", "macro", "proc_macro"}
RUST = {"", "rust", "no_run", "should_panic", "edition2024"}


class Crate:
    def __init__(self, path):
        read = json.loads(path.read_text())
        self.root = str(read["root"])
        self.index = read["index"]
        self.paths = read["paths"]
        self.by_path = {
            (known["kind"], *known["path"]): id
            for id, known in self.paths.items()
            if known["crate_id"] == 0 and id in self.index
        }


def examples(docs):
    """The lines of Rust in the docs that a reader sees and rustdoc compiles."""
    found, fence, is_rust = [], None, False
    for line in (docs or "").splitlines():
        opening = re.match(r"\s*(`{3,})\s*([^`]*)$", line)
        if opening and fence is None:
            fence = opening[1]
            is_rust = all(word in RUST for word in re.split(r"[,\s]+", opening[2].strip()))
        elif opening and opening[1].startswith(fence) and not opening[2].strip():
            fence = None
        elif fence is not None and is_rust and not re.match(r"\s*#( |$)", line):
            found.append(line)
    return "\n".join(found)


class Coverage:
    def __init__(self, directory):
        self.crates = {name: Crate(directory / f"{name}.json") for name in CRATES}
        self.seen = set()
        # Name, kind, docs, and the pages where an example may name it; no pages where none is asked for.
        self.rows = []

    def find(self, crate, id):
        """The crate in which an item is declared, its id there, and the item; `None` if it is somebody else's."""
        item = self.crates[crate].index.get(str(id))
        if item is not None:
            return crate, str(id), item
        known = self.crates[crate].paths.get(str(id))
        owner = known and self.crates.get(known["path"][0])
        there = owner and owner.by_path.get((known["kind"], *known["path"]))
        return (known["path"][0], there, owner.index[there]) if there else None

    def page(self, crate, item):
        """All examples on the page of an item."""
        members = [member["docs"] for member in self.members(crate, item)]
        return "\n".join(examples(docs) for docs in [item["docs"], *members])

    def members(self, crate, item):
        index = self.crates[crate].index
        (kind, inner), = item["inner"].items()
        ids = []
        if kind == "struct" and isinstance(inner["kind"], dict):
            ids += inner["kind"].get("plain", {}).get("fields", [])
        for variant in inner["variants"] if kind == "enum" else []:
            shape = index[str(variant)]["inner"]["variant"]["kind"]
            ids += [variant, *(shape.get("struct", {}).get("fields", []) if isinstance(shape, dict) else [])]
        if kind == "trait":
            ids += inner["items"]
        for block in inner.get("impls", []) if kind in ("struct", "enum", "union") else []:
            block = index.get(str(block))
            if block and block["inner"]["impl"]["trait"] is None:
                ids += block["inner"]["impl"]["items"]
        return [index[str(id)] for id in ids if str(id) in index]

    def linked(self, crate, item):
        found = [self.find(crate, id) for id in item["links"].values()]
        return [self.page(crate, item) for crate, _, item in filter(None, found)]

    def walk(self, crate, id, name, docs="", module=""):
        found = self.find(crate, id)
        if found is None:
            return
        crate, id, item = found
        (kind, inner), = item["inner"].items()
        if kind == "use":
            if inner["id"] is not None and not inner["is_glob"]:
                self.walk(crate, inner["id"], f"{name.rpartition('::')[0]}::{inner['name']}", item["docs"] or "", module)
            return
        if (crate, id) in self.seen:
            return
        self.seen.add((crate, id))
        docs = f"{docs}\n\n{item['docs'] or ''}".strip()
        if kind == "module":
            self.rows.append((name, kind, docs, None, ""))
            for child in inner["items"]:
                named = self.crates[crate].index.get(str(child), {}).get("name") or "_"
                self.walk(crate, child, f"{name}::{named}", module=examples(docs))
            return
        of_type = self.linked(crate, item)
        pages = [module, *of_type] if kind in SHOWN else None
        self.rows.append((name, kind, docs, pages, examples(docs)))
        page = f"{examples(docs)}\n{self.page(crate, item)}"
        for member in self.members(crate, item):
            (kind, _), = member["inner"].items()
            pages = [page, module, *of_type, *self.linked(crate, member)] if kind == "function" else None
            kind = "method" if kind == "function" else kind
            self.rows.append((f"{name}::{member['name']}", kind, member["docs"], pages, examples(member["docs"])))


def is_shown(name, kind, pages, own):
    last = re.escape(name.rpartition("::")[2])
    named = rf"(\.|::|\bfn ){last}\b" if kind == "method" else rf"\b{last}\b"
    return bool(own) or any(re.search(named, page) for page in pages)


def main():
    coverage = Coverage(pathlib.Path(sys.argv[1]))
    coverage.walk("steadfast", coverage.crates["steadfast"].root, "steadfast")
    fails = []
    for name, kind, docs, _, _ in coverage.rows:
        if not (docs or "").strip():
            fails.append(f"no docs: {kind} {name}")
    print(f"docs: {len(coverage.rows) - len(fails)} of {len(coverage.rows)}")
    asked = [row for row in coverage.rows if row[3] is not None]
    for group, least in LEAST.items():
        rows = [row for row in asked if (row[1] == "method") == (group == "methods")]
        without = [row for row in rows if not is_shown(row[0], row[1], row[3], row[4])]
        for name, kind, *_ in without:
            print(f"no example: {kind} {name}")
        share = 100 * (len(rows) - len(without)) / len(rows)
        print(f"{group} with an example: {len(rows) - len(without)} of {len(rows)}, {share:.1f}%")
        if share < least:
            fails.append(f"{group} with an example: less than {least}%")
    if fails:
        sys.exit("\n".join(["error: the docs are not complete", *fails]))


main()
