"""The types that a model declares: structs and enums of every kind."""

from random import Random

from . import kinds
from .kinds import Type, replace
from .models import NAMES, TAGS, WORDS, Member, Model, Scope, comparable, declared, written

ORDERED = ", PartialEq, Eq, PartialOrd, Ord, Hash"


def struct(model):
    ident, scope = model.ident(), Scope()
    is_closed, is_comparable = model.happens(0.1), True
    attributes = [*model.docs(), model.derives(), *model.case()]
    if is_closed:
        attributes.append("#[serde(deny_unknown_fields)]")
    if model.happens(0.1):
        tag = model.rng.choice(TAGS).format(model.count())
        attributes.append(f'#[serde(tag = "{tag}", rename = "{model.name(NAMES)}")]')
        scope.names.add(tag)
    if model.happens(0.1):
        attributes.append(f"#[response({model.rng.choice(['exclude_none', 'exclude_defaults'])})]")
        is_comparable = False
    members = model.members(scope, ident, 5, not is_closed)
    model.writers[ident] = lambda rng, depth: f"{ident} {{ {written(members, rng, depth)} }}"
    model.fields[ident] = [one.name for one in members if one.is_sent and not one.is_flattened]
    type = Type(
        ident,
        model.writers[ident],
        is_comparable=is_comparable and comparable(members),
        members=frozenset(scope.names),
        is_open=scope.is_open,
        is_taggable=True,
        is_described=False,
    )
    model.declare(ident, [*attributes, f"pub struct {ident} {{ {declared(members, 'pub ')} }}"], type)


def newtype(model):
    ident = model.ident()
    inner = model.key() if model.happens(0.4) else model.any_type()
    attributes = [*model.docs(), model.derives(ORDERED if inner.is_ordered else "")]
    # A `PhantomData` is not a field for `transparent`.
    is_field = not inner.spelled.startswith("PhantomData")
    if not is_field or model.happens(0.6):
        transparent = "#[serde(transparent)]" if is_field and model.happens(0.3) else ""
        lines = [*attributes, transparent, f"pub struct {ident}({inner.spelled});"]
        value = lambda rng, depth: f"{ident}({inner.value(rng, depth)})"
    else:
        skipped = ", #[serde(skip)] marker: ()" if model.happens(0.5) else ""
        lines = [*attributes, "#[serde(transparent)]", f"pub struct {ident} {{ inner: {inner.spelled}{skipped} }}"]
        marker = ", marker: ()" if skipped else ""
        value = lambda rng, depth: f"{ident} {{ inner: {inner.value(rng, depth)}{marker} }}"
    type = replace(inner, spelled=ident, value=value, has_default=False, is_described=False, skips=())
    if inner.is_key and inner.is_ordered:
        model.keys.append(type)
    model.declare(ident, lines, replace(type, is_key=False))


def unit_struct(model):
    ident = model.ident()
    type = Type(ident, lambda rng, depth: ident, members=frozenset(), is_taggable=True, is_described=False)
    model.declare(ident, [model.derives(), f"pub struct {ident};"], type)


def tuple_struct(model):
    ident, items = model.ident(), model.items()
    type = Type(
        ident,
        lambda rng, depth: f"{ident}({written(items, rng, depth)})",
        is_comparable=comparable(items),
        is_described=False,
    )
    model.declare(ident, [*model.docs(), model.derives(), f"pub struct {ident}({declared(items)});"], type)


def into(model):
    ident, inner = model.ident(), model.any_type()
    lines = [
        model.derives(),
        f'#[serde(into = "{inner.spelled}")]',
        f"pub struct {ident} {{ inner: {inner.spelled} }}",
        f"impl From<{ident}> for {inner.spelled} {{ fn from(from: {ident}) -> Self {{ from.inner }} }}",
    ]
    type = Type(
        ident,
        lambda rng, depth: f"{ident} {{ inner: {inner.value(rng, depth)} }}",
        is_comparable=inner.is_comparable,
        is_described=False,
    )
    model.declare(ident, lines, type)


def borrowing(model):
    """A struct with a lifetime and a constant parameter."""
    ident = model.ident()
    inner = model.any_type(1)
    fields = {
        "text": ("&'a str", kinds.TEXTS),
        "cow": ("Cow<'a, str>", [f"Cow::from({text})" for text in kinds.TEXTS]),
        "list": ("&'a [u8]", ["&[]", "&[1, 2]"]),
    }
    members = []
    for name, (spelled, values) in fields.items():
        name = f"{name}{model.count()}"
        members.append(Member(name, model.rename()[0], kinds.leaf(spelled, *values)))
    members.append(Member(f"inner{model.count()}", [], inner))
    type = Type(
        f"{ident}<'static, {model.count()}>",
        lambda rng, depth: f"{ident} {{ {written(members, rng, depth)} }}",
        is_comparable=inner.is_comparable,
        is_described=False,
    )
    model.declare(ident, [model.derives(), f"pub struct {ident}<'a, const N: usize> {{ {declared(members)} }}"], type)


def generic(model):
    """A struct or an enum with a parameter, and a use of it."""
    ident, rng = model.ident(), model.rng
    argument, more = model.any_type(1), model.any_type(1)
    parameter = Type("T")
    holders = [
        lambda inner: inner,
        kinds.vec,
        kinds.option,
        lambda inner: kinds.pointer("Box", inner),
        lambda inner: kinds.map_of("BTreeMap", kinds.TEXT, inner),
        lambda inner: kinds.tuple_of(inner, more),
    ]
    chosen = [rng.choice(holders) for _ in range(rng.randint(1, 3))]
    members = [Member(model.name(WORDS), model.docs(), holder(parameter), holder) for holder in chosen]
    members.append(Member(f"own{model.count()}", [], more))
    scope = Scope({one.name for one in members})
    if scope.takes(argument) and model.happens(0.5):
        members.append(Member(f"flat{model.count()}", ["#[serde(flatten)]"], parameter, lambda inner: inner))
        scope.add(argument)
    used = f"{ident}<{argument.spelled}>"
    is_comparable = argument.is_comparable and more.is_comparable
    if model.happens(0.3):
        taggings = ["", '#[serde(tag = "t{0}", content = "c{0}")]', "#[serde(untagged)]"]
        tagging = rng.choice(taggings).format(model.count())
        first, second = model.name(NAMES), model.name(NAMES)

        def value(rng, depth):
            if rng.random() < 0.5:
                return f"{ident}::{first}({argument.value(rng, depth)})"
            return f"{ident}::{second} {{ {written(members, rng, depth, argument)} }}"

        source = f"pub enum {ident}<T> {{ {first}(T), {second} {{ {declared(members)} }} }}"
        type = Type(used, value, is_comparable=is_comparable, is_described=False)
        return model.declare(ident, [model.derives(), tagging, source], type)
    type = Type(
        used,
        lambda rng, depth: f"{ident} {{ {written(members, rng, depth, argument)} }}",
        is_comparable=is_comparable,
        members=frozenset(scope.names),
        is_open=scope.is_open,
        is_taggable=True,
        is_described=False,
    )
    model.declare(ident, [model.derives(), f"pub struct {ident}<T> {{ {declared(members)} }}"], type)


def unit_enum(model):
    ident, rng = model.ident(), model.rng
    variants = [model.name(NAMES) for _ in range(rng.randint(1, 4))]
    lines = [" ".join([*model.docs(), *model.rename()[0], name]) for name in variants]
    skipped = ", #[serde(skip)] Hidden" if model.happens(0.1) else ""
    default = model.happens(0.3)
    if default:
        lines[0] = f"#[default] {lines[0]}"
    derives = model.derives(ORDERED + (", Default" if default else ""))
    source = [*model.docs(), derives, *model.case(), f"pub enum {ident} {{ {', '.join(lines)}{skipped} }}"]
    type = Type(
        ident,
        lambda rng, depth: f"{ident}::{rng.choice(variants)}",
        is_ordered=True,
        has_default=default,
        is_key=True,
        members=frozenset(variants),
        is_taggable=True,
        is_described=False,
    )
    model.keys.append(type)
    model.declare(ident, source, type)


class Enum:
    """An enum while its variants are made."""

    def __init__(self, model):
        self.model, self.ident, rng = model, model.ident(), model.rng
        self.tagging = rng.choice(["external", "internal", "adjacent", "untagged"])
        self.tag, self.content = rng.choice(TAGS).format(model.count()), f"content{model.count()}"
        self.is_closed, self.is_comparable = model.happens(0.1), True
        # What it is where its members stand among others.
        self.scope, self.is_object, self.is_taggable = Scope(), True, True
        self.variants, self.writers = [], []

    def attributes(self):
        model = self.model
        attributes = [
            *model.docs(),
            model.derives(),
            {
                "external": "",
                "internal": f'#[serde(tag = "{self.tag}")]',
                "adjacent": f'#[serde(tag = "{self.tag}", content = "{self.content}")]',
                "untagged": "#[serde(untagged)]",
            }[self.tagging],
            *model.case(),
            *model.case("rename_all_fields"),
        ]
        if self.is_closed:
            attributes.append("#[serde(deny_unknown_fields)]")
        if model.happens(0.07):
            attributes.append("#[response(exclude_none)]")
            self.is_comparable = False
        return attributes

    def add_variant(self):
        model, name = self.model, self.model.name(NAMES)
        # One variant may be untagged in an enum that is not; serde wants it at the end.
        is_alone = self.tagging != "untagged" and self.variants and model.happens(0.05)
        tagging = "untagged" if is_alone else self.tagging
        said, renamed = model.docs(), None
        if is_alone:
            said.append("#[serde(untagged)]")
        elif tagging != "untagged":
            renaming, renamed = model.rename()
            said += renaming
            said += model.case() if model.happens(0.2) else []
        style = model.rng.choice(["unit", "newtype", "tuple", "struct", "struct"])
        if self.tagging == "internal" and style == "tuple":
            style = "struct"
        scope = Scope({self.tag} if tagging == "internal" else set())
        members = getattr(self, f"{style}_content")(tagging, scope)
        if tagging == "external":
            self.scope.names.add(name if renamed is None else renamed)
        elif tagging == "adjacent":
            self.scope.names |= {self.tag, self.content}
        else:
            self.scope.names |= scope.names
            self.scope.is_open |= scope.is_open
        self.is_comparable &= comparable(members)
        content = declared(members)
        text = name + {"unit": "", "struct": f" {{ {content} }}"}.get(style, f"({content})")
        self.variants.append((is_alone, " ".join([*said, text])))
        self.writers.append(lambda rng, depth: variant_value(f"{self.ident}::{name}", style, members, rng, depth))

    def unit_content(self, tagging, scope):
        return []

    def newtype_content(self, tagging, scope):
        model = self.model
        if tagging == "internal":
            type = model.members_of(scope, True)
            if not (type.is_taggable and scope.takes(type)):
                type = kinds.UNIT
            # serde cannot write an `Option` beside a tag.
            self.is_comparable &= not type.is_option
            scope.add(type)
        else:
            type = model.holding(self.ident) if model.happens(0.1) else model.any_type()
            if tagging == "untagged":
                self.is_object &= type.members is not None
                self.is_taggable &= type.is_taggable and not type.is_option
                if type.members is not None:
                    scope.add(type)
        return [Member("", [], type)]

    def tuple_content(self, tagging, scope):
        self.is_object &= tagging != "untagged"
        return self.model.items()

    def struct_content(self, tagging, scope):
        return self.model.members(scope, self.ident, 3, not self.is_closed)

    def declare(self, attributes):
        turn = iter(range(10**9))

        def value(rng, depth):
            # Each variant in its turn.
            return self.writers[next(turn) % len(self.writers)](rng, depth)

        self.model.writers[self.ident] = value
        type = Type(
            self.ident,
            value,
            is_comparable=self.is_comparable,
            members=frozenset(self.scope.names) if self.is_object else None,
            is_open=self.scope.is_open,
            is_taggable=self.is_object and self.is_taggable,
            is_described=False,
        )
        variants = [text for _, text in sorted(self.variants, key=lambda variant: bool(variant[0]))]
        self.model.declare(self.ident, [*attributes, f"pub enum {self.ident} {{ {', '.join(variants)} }}"], type)


def variant_value(path, style, members, rng, depth):
    content = written(members, rng, depth)
    return path + {"unit": "", "struct": f" {{ {content} }}"}.get(style, f"({content})")


def enum(model):
    made = Enum(model)
    attributes = made.attributes()
    for _ in range(model.rng.randint(1, 5)):
        made.add_variant()
    made.declare(attributes)


DECLARATIONS = [struct] * 5 + [enum] * 5 + [generic, unit_enum, newtype] * 2 + [unit_struct, tuple_struct, into, borrowing]


def random_model(number, seed):
    """The model of this number. The last type that it declares is sent, or something that holds it."""
    rng = Random(f"{seed} {number}")
    model = Model(rng)
    for _ in range(rng.randint(1, 5)):
        rng.choice(DECLARATIONS)(model)
    last = model.types[-1]
    model.sent = kinds.container(rng, lambda: last, model.key) if model.happens(0.2) else last
    model.keep_mentioned()
    return model
