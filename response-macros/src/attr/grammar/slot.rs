use syn::parse::ParseStream;

use super::{Key, Value};
use crate::attr::faults;
use crate::report::{Diagnostic, Report};

/// Where an argument is kept: an `Option` if it is given once, a `Vec` if it may be repeated.
pub trait Slot {
    /// Reads what follows the key, and keeps it.
    fn read(&mut self, key: Key, input: ParseStream, report: &mut Report)
    -> Result<(), Diagnostic>;
}

impl<T: Value> Slot for Option<T> {
    fn read(
        &mut self,
        key: Key,
        input: ParseStream,
        report: &mut Report,
    ) -> Result<(), Diagnostic> {
        let value = T::read(key, input, report)?;
        if self.is_some() {
            report.push(faults::twice(key.ident));
        } else {
            *self = Some(value);
        }
        Ok(())
    }
}

impl<T: Value> Slot for Vec<T> {
    fn read(
        &mut self,
        key: Key,
        input: ParseStream,
        report: &mut Report,
    ) -> Result<(), Diagnostic> {
        self.push(T::read(key, input, report)?);
        Ok(())
    }
}
