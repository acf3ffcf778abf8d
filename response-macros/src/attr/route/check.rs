//! What the arguments of a route say against each other, and what no handler can be.

use syn::{Safety, Signature};

use super::value::Unset;
use super::{Arguments, RawDeprecated};
use crate::attr::faults;
use crate::report::{Diagnostic, Place, Report};

pub(super) fn arguments(said: &Arguments, report: &mut Report) {
    let omitted = said.omit.as_ref().and_then(|names| names.0.first());
    if let (Some(_), Some(omitted)) = (&said.pick, omitted) {
        report.push(
            Diagnostic::new(omitted.span(), "`pick` and `omit` exclude each other")
                .help("keep the shorter of the two"),
        );
    }
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
