//! Attributes of a model that contradict each other or its fields. serde refuses most of these too.

use proc_macro2::Ident;

use super::{RawData, RawField, RawFields, RawModel, RawVariant, Style};
use crate::attr::grammar::Flag;
use crate::attr::serde::Container;
use crate::report::{Diagnostic, Place, Report};

pub(super) fn check(model: &RawModel, report: &mut Report) {
    tagging(&model.serde, report);
    let transparent = model.serde.transparent.as_ref();
    match &model.data {
        RawData::Struct(content) => {
            if let Some(key) = transparent {
                one_sent_field(key, content, report);
            }
            of_named_fields(content, report);
            nothing_said_of_flattened(content, report);
            floats(content, report);
            through_serde(content, report);
            filling(content, model, report);
        }
        RawData::Enum(variants) => {
            if let Some(key) = transparent {
                report.push(Diagnostic::new(key.span(), "an enum cannot be transparent"));
            }
            for variant in variants {
                room_for_the_tag(variant, &model.serde, report);
                of_named_fields(&variant.content, report);
                nothing_said_of_flattened(&variant.content, report);
                floats(&variant.content, report);
                through_serde(&variant.content, report);
                filling(&variant.content, model, report);
                computed_in_a_variant(&variant.content, report);
            }
        }
    }
}

fn tagging(serde: &Container, report: &mut Report) {
    match (&serde.untagged, &serde.tag, &serde.content) {
        (Some(untagged), tag, content) if tag.is_some() || content.is_some() => {
            report.push(Diagnostic::new(
                untagged.span(),
                "`untagged` cannot be combined with `tag` or `content`",
            ));
        }
        (None, None, Some(content)) => report.push(
            Diagnostic::new(content.span(), "`content` needs a `tag` beside it")
                .help("`#[serde(tag = \"...\", content = \"...\")]`"),
        ),
        (None, Some(tag), Some(content)) if tag.value() == content.value() => {
            let name = tag.value();
            report.push(
                Diagnostic::new(
                    content.span(),
                    format!("the tag and the content are both called `{name}`"),
                )
                .help("give one of them another name"),
            );
        }
        _ => {}
    }
}

fn one_sent_field(transparent: &Ident, content: &RawFields, report: &mut Report) {
    let fields = content.fields.iter();
    let sent = fields.filter(|field| !field.serde.serializing.is_skipped());
    if sent.count() != 1 {
        report.push(
            Diagnostic::new(
                transparent.span(),
                "a transparent struct must have exactly one field that is sent",
            )
            .help("mark the others `#[serde(skip)]`"),
        );
    }
}

fn room_for_the_tag(variant: &RawVariant, serde: &Container, report: &mut Report) {
    let has_tag_inside = serde.tag.is_some()
        && serde.content.is_none()
        && serde.untagged.is_none()
        && variant.serde.untagged.is_none();
    if has_tag_inside && variant.content.style == Style::Tuple {
        report.push(
            Diagnostic::new(
                variant.ident.span(),
                "a tuple variant cannot be internally tagged: a JSON array has no place for the tag",
            )
            .help("name the fields, or add `content = \"...\"` beside the tag"),
        );
    }
}

/// The members of what is flattened are described by its type.
fn nothing_said_of_flattened(content: &RawFields, report: &mut Report) {
    let is_flattened = |field: &&RawField| field.serde.flatten.is_some();
    for field in content.fields.iter().filter(is_flattened) {
        let said = field
            .attributes
            .iter()
            .find(|one| one.path().is_ident("schemars"));
        if let Some(said) = said.filter(|_| !field.schemars.is_empty()) {
            report.push(
                Diagnostic::new(
                    Place::of(said.path()),
                    "a flattened field has no schema of its own that this could be said of",
                )
                .help("say it on the fields of its type, or on the type that it is flattened into"),
            );
        }
    }
}

/// What needs a name cannot be said of a field without one.
fn of_named_fields(content: &RawFields, report: &mut Report) {
    if content.style == Style::Named {
        return;
    }
    for field in &content.fields {
        if let Some(key) = &field.serde.flatten {
            report.push(Diagnostic::new(
                key.span(),
                "only a field with a name can be flattened",
            ));
        }
        if let Some(path) = &field.serde.skip_serializing_if {
            report.push(
                Diagnostic::new(
                    Place::of(path),
                    "a field without a name cannot be left out: the fields after it would take its place",
                )
                .help("name the fields, or remove `skip_serializing_if` and send an `Option`, whose `None` is `null`"),
            );
        }
    }
}

fn floats(content: &RawFields, report: &mut Report) {
    for field in &content.fields {
        let is_through_serde =
            field.response.foreign.is_some() || field.serde.serializing.has_function();
        if let Some(Flag(key)) = &field.response.non_finite_as_null
            && is_through_serde
        {
            report.push(
                Diagnostic::new(
                    key.span(),
                    "`non_finite_as_null` has no effect on a value that serde writes",
                )
                .note("what serde writes is described by its own schema, which may not allow `null`")
                .help("write the `null` yourself, in a function for `#[serde(serialize_with = \"..\")]`, and describe it"),
            );
        }
    }
}

/// What steadfast writes, serde does not.
fn through_serde(content: &RawFields, report: &mut Report) {
    for field in &content.fields {
        let is_through_serde =
            field.response.foreign.is_some() || field.serde.serializing.has_function();
        if let Some(unset) = &field.response.unset
            && is_through_serde
            && field.response.base64.is_none()
        {
            report.push(
                Diagnostic::new(
                    unset.key.span(),
                    "`unset` has no effect on a value that serde writes",
                )
                .help("hold a `Field` of a type that is a response model, or drop it"),
            );
        }
        if let Some(Flag(key)) = &field.response.base64
            && let Some(Flag(foreign)) = &field.response.foreign
        {
            report.push(
                Diagnostic::new(
                    foreign.span(),
                    "`foreign` leaves the value to serde, and `base64` does not",
                )
                .note(format!(
                    "`{key}` writes and describes the bytes without serde"
                ))
                .help("drop `foreign`"),
            );
        }
    }
}

/// A field is filled in one way, from the row of a model that is filled from one.
fn filling(content: &RawFields, model: &RawModel, report: &mut Report) {
    let sources = &model.response.sources.0;
    let is_filled = model.unread.source || sources.iter().any(|source| source.into.is_none());
    for field in &content.fields {
        let one = |name: &str| field.ways.iter().find(|way| *way == name);
        let (computed, default) = (one("compute"), one("default"));
        let alone = computed.or(default);
        if let Some(alone) = alone
            && let Some(other) = field.ways.iter().find(|way| *way != alone)
        {
            let later = field.ways.last().unwrap_or(other);
            let earlier = if later == alone { other } else { alone };
            report.push(
                Diagnostic::new(
                    later.span(),
                    format!("the field is filled by `{earlier}` already"),
                )
                .note("`compute` takes the whole row, and `default` none of it")
                .help(format!("drop `{later}`, or `{earlier}`")),
            );
            continue;
        }
        if let Some(default) = default.filter(|_| !is_filled) {
            let fault = Diagnostic::new(
                default.span(),
                "`default` fills a field that the row does not have, but no row fills this model",
            );
            report.push(match sources.first() {
                Some(_) => fault.note("with `into`, your `From` fills every field").help("drop it"),
                None => fault.help("name the row at the model, `#[response(from = Row)]`, or drop it; what a reader may assume is `#[serde(default)]`"),
            });
        }
        if let Some(computed) = computed.filter(|_| !is_filled && !sources.is_empty()) {
            report.push(
                Diagnostic::new(
                    computed.span(),
                    "`compute` takes the row, but `into` fills this model through your `From`",
                )
                .help("drop it, and compute the value in your `From`"),
            );
        }
        if let Some(computed) = computed
            && content.style == Style::Newtype
            && sources.is_empty()
        {
            report.push(
                Diagnostic::new(computed.span(), "there is no other field that it could be computed from")
                    .help("fill the model from a row, and compute it from that: `#[response(from = Row)]`"),
            );
        }
        if let Some(computed) = computed
            && let Some(flatten) = &field.serde.flatten
            && sources.is_empty()
        {
            report.push(
                Diagnostic::new(
                    computed.span(),
                    format!("a field with `{flatten}` cannot be computed from the model that it belongs to"),
                )
                .help("fill the model from a row, and compute it from that: `#[response(from = Row)]`"),
            );
        }
    }
}

/// A variant has no value that a function could take before its fields are there.
fn computed_in_a_variant(content: &RawFields, report: &mut Report) {
    for field in &content.fields {
        if let Some(computed) = &field.response.compute {
            report.push(
                Diagnostic::new(
                    computed.key.span(),
                    "`compute` is for the fields of a struct",
                )
                .help("hold a struct in the variant, with `#[derive(ResponseModel)]`, and compute its field there"),
            );
        }
    }
}
