"""A random model: the types that it declares, and the fields in them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from . import kinds
from .kinds import Type

WORDS = ["id", "user_name", "created_at", "x", "is_ok", "total_count", "of", "value", "out", "nick_name", "_x2"]
NAMES = ["Active", "OnHold", "Gone", "Va", "MovedTo", "Other"]
# Names that mean something in JSON Schema or need escapes somewhere. `{}` is a number; those without one occur once.
RENAMED = [
    *("type", "$ref", "properties", "default", "enum", "items"),
    *("with space {}", 'quo\\"te {}', "back\\\\slash {}", "a/b~{}", "é{}", "%7B{}%7D"),
]
TAGS = ["tag{}", "kind{}", "t y p e{}", "@type{}"]


@dataclass
class Member:
    """A field: how it is declared, and how its values are written."""

    name: str
    attributes: list
    type: Type
    # The type once the parameter of a generic model is known.
    given: Callable | None = None
    is_sent: bool = True

    @property
    def is_flattened(self):
        return "#[serde(flatten)]" in self.attributes

    def declared(self, visibility=""):
        named = f"{visibility}{self.name}: " if self.name else ""
        return " ".join([*self.attributes, named + self.type.spelled])

    def written(self, rng, depth, argument):
        type = self.given(argument) if self.given else self.type
        value = type.value(rng, depth)
        return f"{self.name}: {value}" if self.name else value


def declared(members, visibility=""):
    return ", ".join(one.declared(visibility) for one in members)


def written(members, rng, depth, argument=None):
    return ", ".join(one.written(rng, depth - 1, argument) for one in members)


def comparable(members):
    return all(one.type.is_comparable for one in members if one.is_sent)


@dataclass
class Scope:
    """The names of the members of one object."""

    names: set = field(default_factory=set)
    is_open: bool = False

    def takes(self, type):
        return type.members is not None and not self.names & type.members and not (self.is_open and type.is_open)

    def add(self, type):
        self.names |= type.members
        self.is_open |= type.is_open


@dataclass
class Model:
    """What a module declares. Each type is called by a letter."""

    rng: Random
    # The lines of each declaration.
    declarations: dict = field(default_factory=dict)
    types: list = field(default_factory=list)
    keys: list = field(default_factory=list)
    # For each struct and enum, the function that writes a value: a type may hold itself.
    writers: dict = field(default_factory=dict)
    # For each struct, the fields that a route can pick.
    fields: dict = field(default_factory=dict)
    renamed: list = field(default_factory=lambda: list(RENAMED))
    counted: int = 0
    sent: Type | None = None

    def declare(self, ident, lines, type):
        self.declarations[ident] = [line for line in lines if line]
        self.types.append(type)

    def keep_mentioned(self):
        """Drops the types that what is sent does not mention."""
        kept, text = set(), self.sent.spelled
        while mentioned := set(re.findall(r"\b[A-Z]\b", text)) & self.declarations.keys() - kept:
            kept |= mentioned
            text = " ".join(line for ident in mentioned for line in self.declarations[ident])
        self.declarations = {ident: lines for ident, lines in self.declarations.items() if ident in kept}

    def happens(self, probability):
        return self.rng.random() < probability

    # Names. A number keeps those of one model apart, whatever their case.

    def count(self):
        self.counted += 1
        return self.counted

    def ident(self):
        ident = "ABCDEFGHIJKLMNOPQRSUVWXYZ"[len(self.declarations)]
        self.declarations[ident] = []
        return ident

    def name(self, names):
        return f"{self.rng.choice(names)}{self.count()}"

    def rename(self):
        """The attribute and the name, or nothing."""
        if not self.happens(0.15):
            return [], None
        pattern = self.rng.choice(self.renamed)
        if "{" not in pattern:
            self.renamed.remove(pattern)
        name = pattern.replace("{}", str(self.count()))
        return [f'#[serde(rename = "{name}")]'], name

    def case(self, of="rename_all"):
        case = self.rng.choice(kinds.CASES)
        return [f'#[serde({of} = "{case}")]'] if self.happens(0.4) else []

    def docs(self):
        return ["/** Said of it. */"] if self.happens(0.1) else []

    def derives(self, more=""):
        return f"#[derive(ResponseModel, Serialize, Clone{more})]"

    # Types of fields.

    def any_type(self, depth=2):
        if self.types and self.happens(0.3):
            return self.rng.choice(self.types)
        if depth and self.happens(0.35):
            return kinds.container(self.rng, lambda: self.any_type(depth - 1), self.key)
        return kinds.random_leaf(self.rng)

    def key(self):
        return kinds.random_key(self.rng, self.keys)

    def members_of(self, scope, is_tagged=False):
        """A type whose members can stand among those of the scope: flattened, or beside a tag."""
        fits = [one for one in self.types if scope.takes(one) and (one.is_taggable or not is_tagged)]
        if not fits or self.happens(0.25):
            name = self.rng.choice(["BTreeMap", "HashMap"])
            map_type = kinds.map_of(name, self.key(), self.any_type(1))
            fits = [map_type] if scope.takes(map_type) else [kinds.UNIT]
        type = self.rng.choice(fits)
        if self.happens(0.25):
            type = self.rng.choice([kinds.option, kinds.option, kinds.field])(type)
        return kinds.pointer("Box", type) if self.happens(0.15) else type

    def holding(self, ident):
        """Types that hold one that is not yet declared."""
        inner = Type(ident, lambda rng, depth: self.writers[ident](rng, depth), is_described=False)
        held = [kinds.vec(inner), kinds.option(kinds.pointer("Box", inner)), kinds.map_of("BTreeMap", kinds.TEXT, inner)]
        return self.rng.choice(held)

    # Fields.

    def members(self, scope, ident, most, is_flat=True):
        """The fields of a struct or variant of the type that is being declared."""
        least = 0 if self.happens(0.1) else 1
        members = [self.member(scope, is_flat) for _ in range(self.rng.randint(least, most))]
        if self.happens(0.3):
            members.append(self.member(scope, False, self.holding(ident)))
        return members

    def member(self, scope, is_flat, type=None):
        name = self.name(WORDS)
        if is_flat and self.happens(0.2):
            type = self.members_of(scope)
            if scope.takes(type):
                return self.flattened(name, scope, type)
        return self.plain(name, scope, type or self.any_type())

    def flattened(self, name, scope, type):
        scope.add(type)
        attributes = [*self.docs(), "#[serde(flatten)]"]
        if self.happens(0.15):
            attributes.append(f'#[serde(skip_serializing_if = "{self.rng.choice([*type.skips, "always", "never"])}")]')
        elif type.spelled in ("BTreeMap<String, u8>", "BTreeMap<String, String>"):
            attributes.append("#[response(foreign)]")
        return Member(name, attributes, type)

    def plain(self, name, scope, type):
        attributes, is_limited = self.docs(), self.happens(0.1)
        if is_limited:
            limit = self.rng.choice(list(kinds.LIMITED))
            type = kinds.LIMITED[limit]
            attributes.append(f'#[schemars({limit}, extend("x-limit{self.count()}" = true))]')
        is_field = not is_limited and self.happens(0.08)
        inner = type
        if is_field:
            type = kinds.field(inner)
        if self.happens(0.05):
            skip = self.rng.choice(["skip", "skip_serializing"])
            return Member(name, [f"#[serde({skip})]"], type, is_sent=False)
        renaming, renamed = self.rename()
        scope.names.add(name if renamed is None else renamed)
        attributes += renaming
        if self.happens(0.2):
            skip = self.rng.choice([*type.skips * 3, "always", "never"])
            attributes.append(f'#[serde(skip_serializing_if = "{skip}")]')
            if is_field and skip == "Field::is_unset":
                type = kinds.replace(type, is_comparable=inner.is_comparable)
        if type.has_default and self.happens(0.1):
            attributes.append("#[serde(default)]")
        if not is_limited and type.spelled in ("u8", "i64", "bool", "char", "Option<u8>") and self.happens(0.1):
            attributes.append('#[serde(serialize_with = "as_text")] #[schemars(with = "String")]')
        elif not is_limited and type.is_described and type.is_comparable and self.happens(0.05):
            attributes.append("#[response(foreign)]")
        return Member(name, attributes, type)

    def items(self):
        """The fields of a tuple struct or variant."""
        items = []
        for _ in range(self.rng.randint(2, 3)):
            is_sent = not self.happens(0.05)
            items.append(Member("", self.docs() if is_sent else ["#[serde(skip)]"], self.any_type(), is_sent=is_sent))
        return items
