"""Judges what was sent: by its published schema, closed, and against what serde writes."""

import json
import re

from jsonschema import Draft202012Validator, FormatChecker

META_SCHEMA = Draft202012Validator(Draft202012Validator.META_SCHEMA)

# The formats that JSON Schema names. One of schemars, such as `partial-time`, only informs.
FORMATS = FormatChecker(formats=[])
for name, pattern in {
    "date": r"\d{4}-\d\d-\d\d",
    "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
    "duration": r"-?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?",
    "ipv4": r"\d{1,3}(\.\d{1,3}){3}",
    "ipv6": r"[0-9a-f:.]+",
    "uri": r"[a-z][a-z0-9+.-]*:\S*",
    "uuid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
}.items():
    FORMATS.checks(name)(lambda value, pattern=pattern: not isinstance(value, str) or bool(re.fullmatch(pattern, value)))


def without_duplicates(members):
    names = [name for name, _ in members]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ValueError(f"the name {twice[0]!r} is sent twice")
    return dict(members)


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def parsed(body):
    return json.loads(body, object_pairs_hook=without_duplicates, parse_constant=refuse_constant)


WHOLE_BELOW = ["properties", "patternProperties"]
WHOLE = ["items", "additionalProperties", "unevaluatedProperties", "contains"]
PARTS = ["allOf", "anyOf", "oneOf"]


def closed(schema):
    """The schema of a whole value: a member that it does not name is a fault."""
    schema = parts_closed(schema)
    if isinstance(schema, dict) and not {"additionalProperties", "unevaluatedProperties"} & set(schema):
        return {**schema, "unevaluatedProperties": False}
    return schema


def parts_closed(schema):
    """A schema that describes a part of a value: only the values below it are closed."""
    if not isinstance(schema, dict):
        return schema
    made = dict(schema)
    for keyword in WHOLE_BELOW:
        if keyword in made:
            made[keyword] = {name: closed(below) for name, below in made[keyword].items()}
    for keyword in WHOLE:
        if keyword in made:
            made[keyword] = closed(made[keyword])
    if "prefixItems" in made:
        made["prefixItems"] = [closed(below) for below in made["prefixItems"]]
    for keyword in PARTS:
        if keyword in made:
            made[keyword] = [parts_closed(part) for part in made[keyword]]
    return made


def says_nothing(schema, place="", is_part=False):
    """The places of schemas that allow everything: whatever is sent there, nothing refuses it.

    A part of an object may name a member that another part describes.
    """
    is_empty = isinstance(schema, dict) and not schema.keys() - {"description", "title", "default", "examples"}
    if not is_part and (schema is True or is_empty):
        yield place
    if not isinstance(schema, dict):
        return
    for keyword in WHOLE_BELOW:
        for name, below in schema.get(keyword, {}).items():
            yield from says_nothing(below, f"{place}/{keyword}/{name}", is_part and below is True)
    for keyword in WHOLE:
        if keyword in schema:
            yield from says_nothing(schema[keyword], f"{place}/{keyword}")
    for keyword in PARTS:
        for index, part in enumerate(schema.get(keyword, [])):
            yield from says_nothing(part, f"{place}/{keyword}/{index}", True)


class Document:
    """The schemas of a model's routes."""

    def __init__(self, document):
        self.paths = document["paths"]
        self.schemas = document.get("components", {}).get("schemas", {})
        components = {"schemas": {name: parts_closed(schema) for name, schema in self.schemas.items()}}
        self.validators = {}
        for path in self.paths:
            schema = {"allOf": [closed(self.published(path))], "components": components}
            self.validators[path.split("/")[1]] = Draft202012Validator(schema, format_checker=FORMATS)

    def published(self, path):
        return self.paths[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]

    def needed(self):
        """The named schemas that those of the routes refer to."""
        needed, unread = {}, [self.published(path) for path in self.paths]
        while unread:
            for name in re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(unread.pop())):
                if name not in needed:
                    needed[name] = self.schemas[name]
                    unread.append(self.schemas[name])
        return needed

    def faults(self):
        for name, schema in {**self.needed(), **{path: self.published(path) for path in self.paths}}.items():
            for error in META_SCHEMA.iter_errors(schema):
                yield f"the schema {name} is not valid: {error.message}"
            for place in says_nothing(schema):
                yield f"the schema {name} allows everything at {place or 'its root'}"


def faults_of(answer, document, model):
    """What is wrong with an answer."""
    if answer["status"] == 500 and is_sent_twice(answer):
        return
    if answer["status"] != 200:
        yield f"status {answer['status']}: {answer['ours']}"
        return
    try:
        value = parsed(answer["body"])
    except ValueError as error:
        yield f"the body is not JSON: {error}"
        return
    try:
        for error in document.validators[answer["route"]].iter_errors(value):
            yield f"the schema refuses {error.json_path}: {reason(error)}"
    except RecursionError:
        yield "the schema refers to itself without end"
    if answer["fault"]:
        yield f"assert_conforms: {answer['fault'].splitlines()[0]} {' '.join(answer['fault'].splitlines()[1:2])}"
    if answer["route"] == "whole":
        # A `HashMap` that fills another may come in another order.
        if parsed(answer["ours"].get("Ok", "{}")) != value:
            yield f"`to_vec` writes something else: {answer['ours']}"
        # What serde buffers, such as the content of a flattened variant, cannot hold these.
        is_refused = "128 is not supported" in answer["theirs"].get("Err", "")
        if model["is_comparable"] and not is_refused and answer["theirs"] != answer["ours"]:
            yield f"serde writes something else: {answer['theirs']}"


def is_sent_twice(answer):
    """Whether a key of a flattened map is another member's name, as serde's bytes show, so that the 500 is right."""
    try:
        parsed(answer["theirs"].get("Ok", "{}"))
    except ValueError:
        return "would have two members" in answer["ours"].get("Err", "")
    return False


def reason(error):
    below = min(error.context, key=lambda one: len(list(one.path)), default=None) if error.context else None
    return f"{error.message[:300]}{f' ({reason(below)})' if below else ''}"


# So many models with faults are printed whole; of the others, only their numbers are.
SHOWN = 10


def judge(program, lines):
    """Reads what the program has printed, and prints what is wrong. Returns the exit code."""
    models = program["models"]
    documents, faulty, judged = {}, {}, 0
    for line in lines:
        record = json.loads(line)
        name = record["model"]
        if "refused" in record:
            faulty.setdefault(name, []).append((f"the router is not built: {record['refused']}", None))
        elif "document" in record:
            documents[name] = Document(record["document"])
            shown = json.dumps(record["document"])
            without_effect = [limit for limit in re.findall(r"x-limit\d+", models[name]["source"]) if limit not in shown]
            for fault in [*documents[name].faults(), *(f"{limit} is not documented" for limit in without_effect)]:
                faulty.setdefault(name, []).append((fault, None))
        else:
            judged += 1
            for fault in faults_of(record, documents[name], models[name]):
                faulty.setdefault(name, []).append((fault, record))
    # The shortest model says the most.
    for name in sorted(faulty, key=lambda name: len(models[name]["source"]))[:SHOWN]:
        report(f"{name} of seed {program['seed']}", models[name], documents.get(name), faulty[name])
    missing = next((name for name in models if name not in documents and name not in faulty), None)
    if missing:
        print(f"\n==== the program has ended at {missing} of seed {program['seed']}\n{models[missing]['source']}")
    if faulty:
        print(f"models with faults: {', '.join(faulty)}")
    print(f"{judged} answers of {len(models)} models, {len(faulty)} models with faults")
    return 1 if faulty or missing else 0


def report(title, model, document, faults):
    print(f"\n==== {title}\n{model['source']}\n")
    for route, policy in model["routes"].items():
        print(f'#[route(get, "/{route}/{{index}}", response = Sent{policy})]')
    if document:
        for path in document.paths:
            print(path, json.dumps(document.published(path)))
        for name, schema in document.needed().items():
            print(f"#/components/schemas/{name}", json.dumps(schema))
    shown = set()
    for fault, record in faults:
        # One fault of a kind is enough.
        if fault[:60] not in shown:
            shown.add(fault[:60])
            print(f"-- {fault}")
            if record:
                print(f"   value {record['value']}: {model['values'][record['value']]}")
                print(f"   {record['route']}: {record['body'][:2000]}")
