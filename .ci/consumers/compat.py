"""Compares the verdicts of `compat` with those of jsonsubschema, on the pairs that it can judge.

A pair is a schema of whatever sends a value and one of whatever receives it. `compat` reads the sender's objects as closed,
and says that an object which gets closed breaks those who send other members. So
- "compatible" is contradicted if the closed sender is not within the receiver,
- "breaking" is contradicted if the sender as it is written is within the receiver.

A contradiction is settled by a value: the witness of `compat`, as the Python package jsonschema reads it. So far each has been
of one kind: jsonsubschema 0.0.8 takes the numbers of a range for integers, so that to it `number` is within `integer`.
"""

import copy
import json
import signal
import sys
import warnings
from collections import Counter

import jsonschema
from jsonsubschema import isSubschema

warnings.filterwarnings("ignore")

# What draft 4 to 7 does not have, or what jsonsubschema does not decide.
UNKNOWN = ["$ref", "prefixItems", "format", "allOf", "oneOf", "uniqueItems", "pattern"]
SECONDS = 10

# How many of the pairs that jsonsubschema judges wrongly are printed, the smallest first.
SHOWN = 8


def keywords(schema):
    if isinstance(schema, dict):
        for keyword, value in schema.items():
            yield keyword
            if keyword == "properties":
                for member in value.values():
                    yield from keywords(member)
            elif keyword not in ("enum", "const", "required"):
                yield from keywords(value)
    elif isinstance(schema, list):
        for part in schema:
            yield from keywords(part)


def sizes_dropped(schema):
    """A format of integers says only what their limits say as well."""
    if isinstance(schema, dict):
        if str(schema.get("format", "")).lstrip("u").startswith("int"):
            schema.pop("format")
        for value in schema.values():
            sizes_dropped(value)
    elif isinstance(schema, list):
        for part in schema:
            sizes_dropped(part)
    return schema


def closed(schema):
    if isinstance(schema, dict):
        schema = {
            keyword: {name: closed(member) for name, member in value.items()} if keyword == "properties" else closed(value)
            for keyword, value in schema.items()
        }
        if schema.get("properties") and "additionalProperties" not in schema:
            schema["additionalProperties"] = False
        return schema
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    return schema


def is_within(sender, receiver):
    def late(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        return isSubschema(copy.deepcopy(sender), copy.deepcopy(receiver))
    finally:
        signal.alarm(0)


def is_valid(schema, value):
    return jsonschema.Draft7Validator(schema).is_valid(value)


def main():
    count = Counter()
    wrong = []
    shown = {}
    for line in open(sys.argv[1], encoding="utf-8"):
        pair = json.loads(line)
        sender, receiver = sizes_dropped(pair["sender"]), sizes_dropped(pair["receiver"])
        verdict = pair["verdict"]
        if verdict == "risky":
            count["not decided by compat"] += 1
            continue
        if any(keyword in UNKNOWN for keyword in [*keywords(sender), *keywords(receiver)]):
            count["not known to jsonsubschema"] += 1
            continue
        try:
            within = is_within(closed(sender) if verdict == "compatible" else sender, receiver)
        except Exception as error:  # It raises whatever its parts raise.
            count[f"not decided by jsonsubschema ({type(error).__name__})"] += 1
            continue
        if within == (verdict == "compatible"):
            count[f"both: {verdict}"] += 1
            continue
        [witness] = pair["witness"]
        if verdict == "breaking" and is_valid(sender, witness) and not is_valid(receiver, witness):
            count["jsonsubschema is wrong: the witness is sent and not read"] += 1
            shown[json.dumps([sender, receiver])] = witness
            continue
        wrong.append((verdict, sender, receiver, witness))
    for reason, times in sorted(count.items()):
        print(f"{times:6}  {reason}")
    for pair in sorted(shown, key=len)[:SHOWN]:
        print(f"\njsonsubschema says within: {pair}\nthe witness: {json.dumps(shown[pair])}")
    for verdict, sender, receiver, witness in wrong:
        print(f"\ncompat says {verdict}, jsonsubschema not\nsender:   {json.dumps(sender)}")
        print(f"receiver: {json.dumps(receiver)}\nwitness:  {json.dumps(witness)}")
    if wrong:
        sys.exit(f"error: {len(wrong)} pairs are judged otherwise")


main()
