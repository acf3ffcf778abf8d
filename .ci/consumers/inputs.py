"""What the comparison of document and behaviour leaves out, by name. Loaded by schemathesis.

Readings that are more lenient than the schema:

- a field of a query or a form that was left blank, as browsers send it, is absent if it may be left out and is not text;
- a number in a text may have a plus sign and leading zeros.

What only prose can say:

- a key of a map with whole numbers as keys is written as JSON writes a number, and within the key's type: the schema only
  says that it has digits;
- an integer that is written with a fraction or an exponent is read up to 2^53, as far as a number of JSON is exact (RFC 8259
  section 6);
- the name of a part of a form stands in a header, so it has no control characters (RFC 9110 section 5.5).
"""

import re

import schemathesis

TEXT = {"name", "tag"}
FORMS = {"/query", "/form", "/multipart"}
KEYS = {"/json": range(0, 2**8), "/tagged": range(-(2**31), 2**31)}


def is_blank(value):
    if isinstance(value, dict):
        return any(map(is_blank, value.values()))
    return value in ("", b"", [], [""], None)


def has_blank_field(values):
    return any(is_blank(value) for name, value in values.items() if name not in TEXT)


def has_key_beyond_its_type(body, keys):
    counts = body.get("counts")
    if not isinstance(counts, dict):
        return False
    is_number = lambda key: key.lstrip("-").isdecimal() and key.count("-") < 2
    return any(is_number(key) and (int(key) not in keys or str(int(key)) != key) for key in counts)


def is_inexact(value):
    if isinstance(value, dict):
        return any(map(is_inexact, value.values()))
    if isinstance(value, list):
        return any(map(is_inexact, value))
    return isinstance(value, float) and value.is_integer() and abs(value) > 2**53


def has_control_character(names):
    return any(not letter.isprintable() for name in names for letter in name)


def is_lenient_number(value):
    if isinstance(value, list):
        return any(map(is_lenient_number, value))
    return isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]+", value) and str(int(value)) != value


def is_compared(path, values):
    if not isinstance(values, dict):
        return True
    if path not in KEYS and any(map(is_lenient_number, values.values())):
        return False
    if path in FORMS and has_blank_field(values):
        return False
    if path in KEYS and has_key_beyond_its_type(values, KEYS[path]):
        return False
    if path in KEYS and any(is_inexact(values.get(name)) for name in ("ids", "total", "wait")):
        return False
    return path != "/multipart" or not has_control_character(values)


@schemathesis.hook
def filter_query(context, query):
    return is_compared(context.operation.path, query)


@schemathesis.hook
def filter_path_parameters(context, path_parameters):
    return is_compared(context.operation.path, path_parameters)


@schemathesis.hook
def filter_headers(context, headers):
    return is_compared(context.operation.path, headers)


@schemathesis.hook
def filter_cookies(context, cookies):
    return is_compared(context.operation.path, cookies)


@schemathesis.hook
def filter_body(context, body):
    return is_compared(context.operation.path, body)


@schemathesis.hook
def map_body(context, body):
    """Members that the document does not name are ignored, and most of them are blank: they would leave little to compare."""
    if context.operation.path not in FORMS or not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name.isascii() and name.isalpha()}
