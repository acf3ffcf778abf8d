//! What the arguments of a route say against each other, and what no handler can be.

use syn::{Safety, Signature};

use super::value::{Names, SentPath, Unset};
use super::{Arguments, RawDeprecated};
use crate::attr::faults;
use crate::report::{Diagnostic, Place, Report};

pub(super) fn arguments(said: &Arguments, report: &mut Report) {
    selection(said.pick.as_ref(), said.omit.as_ref(), report);
    if let (Some(Unset(unset)), Some(excluded)) = (&said.unset, &said.exclude_defaults) {
        report.push(
            Diagnostic::new(
                unset.span(),
                format!("`{}` leaves out what `unset = default` sends", excluded.0),
            )
            .help("drop one of them: without `unset = default`, a field that is unset is left out"),
        );
    }
    for (index, extension) in said.extensions.iter().enumerate() {
        let name = extension.name.value();
        if said.extensions[..index]
            .iter()
            .any(|earlier| earlier.name.value() == name)
        {
            report.push(faults::twice(&extension.name));
        }
    }
}

/// What is deprecated cannot have been gone before (RFC 9745 section 4).
pub(super) fn dates(said: &Arguments, report: &mut Report) {
    let Some(RawDeprecated(dates)) = &said.deprecated else {
        return;
    };
    if let (Some(since), Some(sunset)) = (&dates.since, &dates.sunset)
        && sunset.seconds < since.seconds
    {
        let (since, sunset) = (since.literal.value(), &sunset.literal);
        report.push(
            Diagnostic::new(
                Place::of(sunset),
                format!("`sunset` is before `since`, which is {since:?}"),
            )
            .note("RFC 9745 section 4: the sunset must not be earlier than the deprecation")
            .help("exchange the two dates, or drop one of them"),
        );
    }
}

/// Reports what a handler cannot be and removes it, so that rustc does not report it again in the emitted function.
pub(super) fn signature(signature: &mut Signature, report: &mut Report) {
    let mut refuse = |place: Place, what: &str, help: &str| {
        report.push(Diagnostic::new(place, format!("a handler cannot {what}")).help(help));
    };
    if let Some(token) = signature.constness.take() {
        refuse(Place::of(token), "be `const`", "drop `const`");
    }
    match std::mem::replace(&mut signature.safety, Safety::Default) {
        Safety::Unsafe(token) => refuse(Place::of(token), "be `unsafe`", "drop `unsafe`"),
        Safety::Safe(token) => refuse(Place::of(token), "be `safe`", "drop `safe`"),
        Safety::Default => {}
    }
    if let Some(abi) = signature.abi.take() {
        refuse(Place::of(abi), "have an ABI", "drop it");
    }
    if let Some(variadic) = signature.variadic.take() {
        refuse(Place::of(variadic), "be variadic", "name the arguments");
    }
}

/// What `pick` and `omit` say against each other, and each against itself.
pub(in crate::attr) fn selection(pick: Option<&Names>, omit: Option<&Names>, report: &mut Report) {
    for (names, key) in [(pick, "pick"), (omit, "omit")] {
        let Some(Names(paths)) = names else { continue };
        for (index, path) in paths.iter().enumerate() {
            if let Some(whole) = paths.iter().find(|other| path.is_inside(other)) {
                let of_whole = argument(key, paths, |other| !other.is_inside(whole));
                let of_part = argument(key, paths, |other| !other.is(whole));
                let (message, help) = if key == "pick" {
                    (
                        format!("`pick` sends all of `{whole}` already"),
                        format!(
                            "write `{of_part}` to send only a part of it, or `{of_whole}` to send all"
                        ),
                    )
                } else {
                    (
                        format!("`omit` leaves out all of `{whole}` already"),
                        format!(
                            "write `{of_part}` to leave out only a part of it, or `{of_whole}` to leave out all"
                        ),
                    )
                };
                report.push(Diagnostic::new(path.place(), message).help(help));
            } else if paths.iter().take(index).any(|other| other.is(path)) {
                report.push(
                    Diagnostic::new(path.place(), format!("`{key}` names `{path}` twice"))
                        .help("drop it here"),
                );
            }
        }
    }
    let (Some(Names(picked)), Some(Names(omitted))) = (pick, omit) else {
        return;
    };
    for path in omitted {
        let is_covered = |sent: &&SentPath| sent.is(path) || sent.is_inside(path);
        if let Some(sent) = picked.iter().find(is_covered) {
            report.push(
                Diagnostic::new(
                    path.place(),
                    format!("`omit` leaves out `{sent}`, which `pick` sends"),
                )
                .help(format!(
                    "drop `{path}` here to send it, or drop `{sent}` from `pick` to leave it out"
                )),
            );
        } else if !picked.iter().any(|sent| path.is_inside(sent)) {
            report.push(
                Diagnostic::new(
                    path.place(),
                    format!("`pick` does not send `{path}`, so there is nothing to leave out"),
                )
                .help(format!("drop `{path}`")),
            );
        }
    }
}

/// `pick(..)` or `omit(..)` with some of its paths.
fn argument(key: &str, paths: &[SentPath], keeps: impl Fn(&SentPath) -> bool) -> String {
    let kept: Vec<_> = paths
        .iter()
        .filter(|path| keeps(path))
        .map(SentPath::to_string)
        .collect();
    format!("{key}({})", kept.join(", "))
}
