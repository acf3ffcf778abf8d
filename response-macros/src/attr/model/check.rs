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
