"""The types of fields: those that need no derive, and what holds others.

What the generator leaves out, everywhere:

- two members of one name in an object, such as by `flatten`, and two maps flattened into one object: not unique by RFC 8259,
  and refused where it can be seen;
- a float that is not a number, and an infinity: JSON has none, so the answer is a 500;
- a `skip_serializing_if` in a tuple, whose other items would move;
- a value that is not an object, flattened or beside a tag: refused by the compiler where it can be seen, a 500 elsewhere;
- a foreign duration of jiff: schemars gives it `format: duration`, which has neither a sign nor a fraction;
- years beyond 9999: RFC 3339, which `format` names, has four digits;
- a type that holds itself through `flatten` alone, which has no finite value.

What is not compared with serde, but held against the schema: an unset `Field` without `skip_serializing_if`, what
`#[response(..)]` leaves out, and what serde refuses: an `Option` beside a tag, a 128-bit integer where it buffers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

CASES = ["lowercase", "UPPERCASE", "PascalCase", "camelCase", "snake_case", "SCREAMING_SNAKE_CASE", "kebab-case"]
CASES.append("SCREAMING-KEBAB-CASE")

# The names of members never look like these, so that the keys of a flattened map are none of them.
TEXTS = [
    '""',
    '"x"',
    '"Ada Lovelace"',
    r'"quo\"ted \\ back / slash"',
    r'"line\nfeed \u{0}\u{1}\u{1f}\u{7f} tab\t"',
    r'"é ß \u{2028} \u{1f600} \u{10ffff}"',
    '"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\\"0"',
    '"null"',
    '"12"',
    '"</script><!--"',
]


@dataclass(frozen=True)
class Type:
    """A type as it is spelled in a model, and what its values can be."""

    spelled: str
    # An expression for a value; a depth of 0 asks for the smallest.
    value: Callable[[Random, int], str] = lambda rng, depth: "()"
    # Whether it has `Eq`, `Ord` and `Hash`, and can be in a set.
    is_ordered: bool = False
    # Whether it has `Default`.
    has_default: bool = False
    is_key: bool = False
    # The names of the members it can write where it is flattened; `None` if it is not an object.
    members: frozenset | None = None
    # Whether it writes members whose names are data.
    is_open: bool = False
    # Whether it can be the content of an internally tagged variant.
    is_taggable: bool = False
    # Whether serde writes the same bytes.
    is_comparable: bool = True
    # Whether schemars can describe it.
    is_described: bool = True
    # What `skip_serializing_if` can ask of it.
    skips: tuple = ()
    is_option: bool = False


def leaf(spelled, *values, **properties):
    properties = {"is_ordered": True, "has_default": False, **properties}
    return Type(spelled, lambda rng, depth: rng.choice(values), **properties)


def parsed(spelled, *texts, **properties):
    return leaf(spelled, *(f'read("{text}")' for text in texts), **properties)


def whole_number(name):
    bits = {"isize": 64, "usize": 64}.get(name) or int(name[1:])

    def value(rng, depth):
        least = 0 if name[0] == "u" else -(2 ** (bits - 1))
        most = least + 2**bits - 1
        number = rng.choice([0, 1, 7, 10, 99, 100, least, most, rng.randint(least, most)])
        return f"{name}::MIN" if number == least else str(number)

    return Type(name, value, is_ordered=True, has_default=True, is_key=True)


def not_zero(name):
    most = "MAX" if name[0] == "U" else "MIN"
    spelled = f"NonZero{name}"
    return leaf(spelled, f"{spelled}::{most}", f"{spelled}::new(7).unwrap()", is_key=True)


def float_number(name):
    def value(rng, depth):
        return rng.choice(
            ["0.0", "-0.0", "1.0", "0.1", "-1.5", "1e16", "1e21", "1e-7", "123_456.125", f"{name}::MAX", f"{name}::MIN"]
            + [f"{name}::MIN_POSITIVE", f"{name}::EPSILON", repr(round(rng.uniform(-1e6, 1e6), rng.randint(0, 9)))]
        )

    return Type(name, value, has_default=True)


TIMES = ["00:00:00", "23:59:59", "12:30:05.5", "12:30:05.000000001", "12:30:05.123456789"]
DATES = ["2024-02-29", "1970-01-01", "0001-01-01", "9999-12-30", "1969-07-20"]
MOMENTS = [f"{day}T{time}" for day, time in zip(DATES, TIMES)]

KEY = {"is_key": True, "has_default": True}
# schemars does not know this crate.
TIME = {"is_key": True, "is_described": False}

LEAVES = [
    leaf("bool", "true", "false", is_key=True, has_default=True),
    leaf("char", "'a'", "'\"'", r"'\n'", r"'\u{0}'", "'é'", r"'\u{10ffff}'", is_key=True, has_default=True),
    leaf("String", *(f"String::from({text})" for text in TEXTS), skips=("String::is_empty",), **KEY),
    leaf("&'static str", *TEXTS, **KEY),
    leaf("Box<str>", *(f"Box::from({text})" for text in TEXTS), **KEY),
    leaf("Arc<str>", *(f"Arc::from({text})" for text in TEXTS), is_key=True),
    leaf("Cow<'static, str>", *(f"Cow::from({text})" for text in TEXTS), **KEY),
    *map(whole_number, "i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize".split()),
    *map(not_zero, "I8 I16 I32 I64 I128 Isize U8 U16 U32 U64 U128 Usize".split()),
    float_number("f32"),
    float_number("f64"),
    leaf("Wrapping<i32>", "Wrapping(i32::MIN)", "Wrapping(7)", has_default=True),
    # schemars does not know it.
    leaf("Saturating<u8>", "Saturating(u8::MAX)", "Saturating(0)", has_default=True, is_described=False),
    leaf("()", "()", has_default=True, members=frozenset(), is_taggable=True),
    leaf("PhantomData<u8>", "PhantomData", has_default=True, members=frozenset(), is_taggable=True),
    leaf("Duration", "Duration::ZERO", "Duration::MAX", "Duration::from_millis(1500)", has_default=True),
    parsed("IpAddr", "127.0.0.1", "::1", "ff02::fffe:1", is_key=True),
    parsed("Ipv4Addr", "0.0.0.0", "255.255.255.255", is_key=True),
    parsed("Ipv6Addr", "::", "2001:db8::ff00:42:8329", "::ffff:192.0.2.1", is_key=True),
    parsed("SocketAddr", "127.0.0.1:80", "[::1]:65535", is_key=True),
    parsed("SocketAddrV4", "127.0.0.1:80", is_key=True),
    parsed("SocketAddrV6", "[::1]:0", is_key=True),
    parsed("uuid::Uuid", "67e55044-10b1-426f-9247-bb680e5fe0c8", "00000000-0000-0000-0000-000000000000", **KEY),
    parsed("chrono::NaiveDate", *DATES, is_key=True),
    parsed("chrono::NaiveTime", *TIMES, "23:59:60", is_key=True),
    parsed("chrono::NaiveDateTime", *MOMENTS, is_key=True),
    parsed("chrono::DateTime<chrono::Utc>", *(f"{text}Z" for text in MOMENTS), is_key=True),
    parsed(
        "chrono::DateTime<chrono::FixedOffset>",
        *(f"{text}{offset}" for text, offset in zip(MOMENTS, ["Z", "+05:30", "+00:00", "-09:30", "+23:59"])),
        is_key=True,
    ),
    leaf("chrono::TimeDelta", *(f"chrono::TimeDelta::{value}" for value in ("MIN", "MAX", "zero()", "milliseconds(-1500)"))),
    leaf("chrono::Weekday", "chrono::Weekday::Mon", "chrono::Weekday::Sun", is_key=True, is_ordered=False),
    parsed("jiff::Timestamp", *(f"{text}Z" for text in MOMENTS), is_key=True),
    leaf("jiff::Zoned", "zoned(jiff::Timestamp::UNIX_EPOCH)", "zoned(jiff::Timestamp::MIN)", is_ordered=False),
    parsed("jiff::civil::Date", *DATES, is_key=True),
    parsed("jiff::civil::Time", *TIMES, is_key=True),
    parsed("jiff::civil::DateTime", *MOMENTS, is_key=True),
    parsed("jiff::SignedDuration", "PT1.5S", "-PT36H", "PT0S", is_key=True, is_described=False),
    parsed("jiff::Span", "P1Y2M3DT4H5M6.5S", "-P1D", "PT0S", is_ordered=False, is_described=False),
    leaf("time::Date", "time::Date::MIN", "time::Date::MAX", **TIME),
    leaf("time::Time", "time::Time::MIDNIGHT", "time::Time::MAX", **TIME),
    leaf("time::Duration", "time::Duration::MIN", "time::Duration::milliseconds(-1500)", **TIME),
    leaf("time::UtcOffset", "time::UtcOffset::UTC", "hours(-9)", **TIME),
    leaf("time::PrimitiveDateTime", "time::PrimitiveDateTime::MAX", "time::PrimitiveDateTime::MIN", **TIME),
    leaf("time::OffsetDateTime", "EPOCH", "EPOCH.to_offset(hours(14))", **TIME),
    # Another crate's feature makes serde write a number; we write the text in every build.
    parsed(
        "rust_decimal::Decimal",
        "-12.34",
        "0",
        "79228162514264337593543950335",
        "0.0000000000000000000000000001",
        is_key=True,
        is_comparable=False,
    ),
    parsed("url::Url", "http://localhost/a%20b?c=d#e", "https://user@xn--bcher-kva.example:8080/", is_key=True),
]


BY_NAME = {one.spelled: one for one in LEAVES}
# What an attribute of schemars allows of a type.
LIMITED = {
    "range(min = 3, max = 5)": leaf("u8", "3", "4", "5"),
    "range(min = -5)": leaf("i64", "-5", "0", "i64::MAX"),
    "range(min = -0.5, max = 1e3)": leaf("f64", "-0.5", "0.0", "1e3", is_ordered=False),
    "length(min = 1, max = 3)": leaf("String", 'String::from("é")', 'String::from("abc")', r'String::from("\u{1f600}")'),
    'regex(pattern = "^[a-c]+$")': leaf("&'static str", '"a"', '"abc"'),
    "length(max = 2), inner(range(max = 9))": leaf("Vec<u8>", "vec![]", "vec![0, 9]"),
    "length(min = 2)": leaf("Option<String>", "None", 'Some(String::from("ab"))'),
}

UNIT, TEXT = BY_NAME["()"], BY_NAME["String"]


def several(rng, depth, item, most=3):
    """Expressions for the items of a list."""
    return [item.value(rng, depth - 1) for _ in range(rng.randint(0, most) if depth > 0 else 0)]


def list_of(name, item, expression, **properties):
    def value(rng, depth):
        return expression.format(", ".join(several(rng, depth, item)))

    return inherit(f"{name}<{item.spelled}>", value, item, **properties)


def inherit(spelled, value, *inner, **properties):
    """A type that has what every type inside has."""
    defaults = {
        "is_comparable": all(one.is_comparable for one in inner),
        "is_described": all(one.is_described for one in inner),
        "is_ordered": all(one.is_ordered for one in inner),
    }
    return Type(spelled, value, **{**defaults, **properties})


def vec(item):
    return list_of("Vec", item, "vec![{}]", has_default=True, skips=("Vec::is_empty",))


def option(item):
    def value(rng, depth):
        return f"Some({item.value(rng, depth - 1)})" if depth > 0 and rng.random() < 0.7 else "None"

    return inherit(
        f"Option<{item.spelled}>",
        value,
        item,
        has_default=True,
        members=item.members,
        is_open=item.is_open,
        is_taggable=item.is_taggable,
        skips=("Option::is_none",),
        is_option=True,
    )


def field(item):
    """A field that may be unset. Plain serde writes an unset one as `null`, unless it is told to leave it out."""

    def value(rng, depth):
        return f"Field::Set({item.value(rng, depth)})" if rng.random() < 0.6 else "Field::Unset"

    return inherit(
        f"Field<{item.spelled}>",
        value,
        item,
        has_default=True,
        is_comparable=False,
        members=item.members,
        is_open=item.is_open,
        skips=("Field::is_unset",),
    )


def pointer(name, item):
    return replace(
        item,
        spelled=f"{name}<{item.spelled}>",
        value=lambda rng, depth: f"{name}::new({item.value(rng, depth)})",
        has_default=item.has_default,
        skips=(),
        is_option=item.is_option,
    )


def array(item, length):
    def value(rng, depth):
        return f"[{', '.join(item.value(rng, depth - 1) for _ in range(length))}]"

    return inherit(f"[{item.spelled}; {length}]", value, item)


def tuple_of(*items):
    def value(rng, depth):
        return "(" + "".join(f"{item.value(rng, depth - 1)}, " for item in items) + ")"

    return inherit("(" + "".join(f"{item.spelled}, " for item in items) + ")", value, *items)


def range_of(item, symbol):
    name = {"..": "Range", "..=": "RangeInclusive"}[symbol]

    def value(rng, depth):
        return f"({item.value(rng, depth - 1)}{symbol}{item.value(rng, depth - 1)})"

    return inherit(
        f"{name}<{item.spelled}>", value, item, is_ordered=False, members=frozenset(["start", "end"]), is_taggable=True
    )


def map_of(name, key, item):
    def value(rng, depth):
        keys = dict.fromkeys(several(rng, depth, key))
        return f"{name}::from_iter([{', '.join(f'({one}, {item.value(rng, depth - 1)})' for one in keys)}])"

    hasher = ", Fixed" if name == "HashMap" else ""
    return inherit(
        f"{name}<{key.spelled}, {item.spelled}{hasher}>",
        value,
        key,
        item,
        is_ordered=name == "BTreeMap" and item.is_ordered,
        has_default=True,
        members=frozenset(),
        is_open=True,
        is_taggable=True,
        skips=(f"{name}::is_empty",),
    )


def random_leaf(rng):
    # The types that models are full of are as frequent as all others together.
    usual = [BY_NAME[name] for name in ("bool", "String", "i64", "u8", "f64", "u32")]
    return rng.choice(usual if rng.random() < 0.4 else LEAVES)


def random_key(rng, more=()):
    keys = [one for one in LEAVES if one.is_key and one.is_ordered]
    return rng.choice([*more, *more, *([TEXT] if rng.random() < 0.3 else keys)])


def container(rng, inner, key):
    """A type that holds others. `inner` makes one; `key` one that is a key."""
    item = inner()
    ordered = item if item.is_ordered else random_leaf(rng)
    while not ordered.is_ordered:
        ordered = random_leaf(rng)
    return rng.choice(
        [
            lambda: vec(item),
            lambda: vec(item),
            lambda: option(item),
            lambda: option(item),
            lambda: option(item),
            lambda: pointer("Box", item),
            lambda: pointer("Arc", item),
            lambda: field(item),
            lambda: list_of("VecDeque", item, "VecDeque::from(vec![{}])", has_default=True),
            lambda: list_of("LinkedList", item, "LinkedList::from_iter([{}])", has_default=True),
            lambda: list_of("BinaryHeap", ordered, "BinaryHeap::from(vec![{}])", is_ordered=False, has_default=True),
            lambda: list_of("BTreeSet", ordered, "BTreeSet::from_iter([{}])", has_default=True),
            lambda: hash_set(ordered),
            lambda: slice_of("Box", item),
            lambda: slice_of("Arc", item),
            lambda: slice_of("Cow", item),
            lambda: array(item, rng.choice([0, 1, 3])),
            lambda: tuple_of(*(inner() for _ in range(rng.choice([1, 2, 2, 3])))),
            lambda: range_of(item, rng.choice(["..", "..="])),
            lambda: map_of("BTreeMap", key(), item),
            lambda: map_of("BTreeMap", key(), item),
            lambda: map_of("HashMap", key(), item),
        ]
    )()


def hash_set(item):
    made = list_of("HashSet", item, "HashSet::from_iter([{}])", is_ordered=False, has_default=True)
    return replace(made, spelled=f"HashSet<{item.spelled}, Fixed>")


def slice_of(pointer, item):
    made = list_of(pointer, item, pointer + "::from(vec![{}])", has_default=False)
    inside = f"'static, [{item.spelled}]" if pointer == "Cow" else f"[{item.spelled}]"
    return replace(made, spelled=f"{pointer}<{inside}>")
