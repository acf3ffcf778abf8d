//! Our own attributes, `#[route(...)]` and `#[response(...)]`: a table lists the arguments of each, and one reader reads
//! them all.

mod key;
mod slot;
#[cfg(test)]
mod tests;
mod value;

pub use key::{Entry, Key, key};
pub use slot::Slot;
pub use value::{FieldName, Flag, Header, Keyed, ModPath, Parentheses, Text, Value, quoted_type};

use proc_macro2::{Ident, TokenStream};
use syn::Attribute;
use syn::parse::{ParseStream, Parser};

use super::mentions::{Mentions, Reading};
use super::{elsewhere, faults, list};
use crate::report::{Diagnostic, Report, nearest};

/// A table of arguments, and the values that were given.
pub trait Grammar: Default {
    /// The arguments that may be given.
    fn entries() -> impl Iterator<Item = &'static Entry>;

    /// Reads what follows the key of one of the entries.
    fn read(&mut self, key: Key, input: ParseStream, report: &mut Report)
    -> Result<(), Diagnostic>;
}

/// Makes a table: a struct with a field for each argument, `key: Type`, or `key as field: Type` where the field has another
/// name. The type says how the argument is read, and how often it may be given.
///
/// The doc line of an argument begins with an example, which is shown to whoever leaves the value out.
macro_rules! grammar {
    ($(#[doc = $about:literal])+ $access:vis struct $name:ident { $($table:tt)* }) => {
        $crate::attr::grammar::grammar!(@fields [$($about)+ $access $name] [] $($table)*);
    };
    (@fields $of:tt [$($field:tt)*] #[doc = $doc:literal] $key:ident: $ty:ty, $($more:tt)*) => {
        $crate::attr::grammar::grammar!(@fields $of [$($field)* { $doc [$key] $key $ty }] $($more)*);
    };
    (@fields $of:tt [$($field:tt)*] #[doc = $doc:literal] $($key:ident)|+ as $as:ident: $ty:ty, $($more:tt)*) => {
        $crate::attr::grammar::grammar!(@fields $of [$($field)* { $doc [$($key)+] $as $ty }] $($more)*);
    };
    (@fields [$($about:literal)+ $access:vis $name:ident] [$({ $doc:literal [$($key:ident)+] $field:ident $ty:ty })+]) => {
        $(#[doc = $about])+
        #[derive(Default)]
        $access struct $name {
            $(#[doc = $doc] pub $field: $ty,)+
        }

        impl $crate::attr::grammar::Grammar for $name {
            fn entries() -> impl Iterator<Item = &'static $crate::attr::grammar::Entry> {
                const ENTRIES: &[$crate::attr::grammar::Entry] = &[$($(
                    $crate::attr::grammar::Entry { name: stringify!($key), doc: $doc },
                )+)+];
                ENTRIES.iter()
            }

            fn read(
                &mut self,
                key: $crate::attr::grammar::Key,
                input: syn::parse::ParseStream,
                report: &mut $crate::report::Report,
            ) -> Result<(), $crate::report::Diagnostic> {
                match key.name() {
                    $($(stringify!($key))|+ => $crate::attr::grammar::Slot::read(&mut self.$field, key, input, report),)+
                    _ => Ok(()),
                }
            }
        }
    };
}
pub(in crate::attr) use grammar;

/// Two tables, whose arguments stand side by side.
impl<A: Grammar, B: Grammar> Grammar for (A, B) {
    fn entries() -> impl Iterator<Item = &'static Entry> {
        A::entries().chain(B::entries())
    }

    fn read(
        &mut self,
        key: Key,
        input: ParseStream,
        report: &mut Report,
    ) -> Result<(), Diagnostic> {
        if A::entries().any(|entry| entry.name == key.name()) {
            self.0.read(key, input, report)
        } else {
            self.1.read(key, input, report)
        }
    }
}

/// Reads the arguments of every `#[response(...)]`.
pub fn read<G: Grammar>(attributes: &[Attribute], report: &mut Report) -> Reading<G> {
    read_or(attributes, report, |_| None)
}

/// [`read`], with a message of its own for some arguments that are not in the table.
pub fn read_or<G: Grammar>(
    attributes: &[Attribute],
    report: &mut Report,
    refuse: impl Fn(&Ident) -> Option<Diagnostic>,
) -> Reading<G> {
    let mut reading = Reading {
        said: G::default(),
        mentions: Mentions::of(attributes, "response"),
        mistyped: Vec::new(),
    };
    let example = example::<G>();
    list::read_each(attributes, "response", example, report, |input, report| {
        let key = reading.key(input)?;
        if reading.known(&key, input, report)? {
            return Ok(());
        }
        let ahead = input.fork();
        let unknown = reading.stranger(&key, input);
        let refused = refuse(&key).or_else(|| of_serde::<G>(&key, &ahead));
        Err(refused.unwrap_or(unknown))
    });
    reading.settle();
    reading
}

/// An argument of serde's, on a model or its field.
fn of_serde<G: Grammar>(key: &Ident, value: ParseStream) -> Option<Diagnostic> {
    let is_of_model = G::entries().any(|entry| matches!(entry.name, "from" | "from_field"));
    (is_of_model && elsewhere::is_of_serde(&key.to_string())).then(|| {
        let value = list::skip_argument(value);
        let space = if value.is_empty() { "" } else { " " };
        faults::stranger(key).help(format!("it is serde's: `#[serde({key}{space}{value})]`"))
    })
}

/// Reads the arguments of a table that stand between the parentheses behind a key.
pub fn read_inside<G: Grammar>(input: ParseStream, report: &mut Report) -> G {
    let mut reading = Reading::<G>::default();
    list::read(input, report, |input, report| {
        let key = reading.key(input)?;
        if reading.known(&key, input, report)? {
            return Ok(());
        }
        Err(reading.stranger(&key, input))
    });
    reading.settle();
    reading.said
}

impl<G: Grammar> Reading<G> {
    /// The key of the next argument.
    pub fn key(&mut self, input: ParseStream) -> Result<Ident, Diagnostic> {
        key(input).map_err(|_| {
            self.mentions.anything();
            let message = format!("expected an argument such as `{}`", example::<G>());
            Diagnostic::new(input.span(), message)
        })
    }

    /// Reads what follows the key, if the table has it.
    pub fn known(
        &mut self,
        key: &Ident,
        input: ParseStream,
        report: &mut Report,
    ) -> Result<bool, Diagnostic> {
        let name = key.to_string();
        let Some(entry) = G::entries().find(|entry| entry.name == name) else {
            return Ok(false);
        };
        self.mentions.keys.push(key.clone());
        self.said.read(Key::new(key, entry), input, report)?;
        Ok(true)
    }

    /// The error for an argument that is not in the table.
    fn stranger(&mut self, key: &Ident, input: ParseStream) -> Diagnostic {
        let names = names::<G>();
        match nearest(&key.to_string(), names.iter().copied()) {
            Some(meant) => self.mistyped(key, meant, input),
            None => self.mentions.anything(),
        }
        faults::unknown(key, &names)
    }

    /// Keeps what follows a mistyped key until all other arguments are read.
    pub fn mistyped(&mut self, key: &Ident, meant: &'static str, input: ParseStream) {
        self.mentions.meant.push(meant);
        let value = list::skip_argument(input);
        self.mistyped.push((key.clone(), meant, value));
    }

    /// Reads each mistyped argument as the one that was meant, unless that one was given as well: so nothing is reported
    /// as missing besides.
    pub fn settle(&mut self) {
        let mut on_trial = Report::new();
        for (key, meant, value) in std::mem::take(&mut self.mistyped) {
            let Some(entry) = G::entries().find(|entry| entry.name == meant) else {
                continue;
            };
            let read = |input: ParseStream| {
                let _ = self.said.read(Key::new(&key, entry), input, &mut on_trial);
                input.parse::<TokenStream>()
            };
            let _ = read.parse2(value);
        }
        on_trial.forget();
    }
}

/// The keys of a table.
pub fn names<G: Grammar>() -> Vec<&'static str> {
    G::entries().map(|entry| entry.name).collect()
}

fn example<G: Grammar>() -> &'static str {
    G::entries().next().map_or("", Entry::example)
}
