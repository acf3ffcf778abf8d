//! The `#[schemars(...)]` attributes of a model: what describes a value that a function writes. The other arguments are
//! schemars' own, and so are their faults.

use darling::FromMeta;
use syn::parse::ParseStream;
use syn::{Path, Type};

use super::Foreign;
use super::value::quoted;
use crate::attr::grammar;
use crate::attr::schema::Schema;

/// On a field.
#[derive(Default, FromMeta)]
#[darling(default)]
pub struct Field {
    #[darling(with = quoted)]
    with: Option<Type>,
    #[darling(with = quoted)]
    schema_with: Option<Path>,
}

impl Field {
    /// What describes the value.
    pub fn schema(self) -> Option<Schema> {
        let function = self.schema_with.map(Schema::Function);
        self.with.map(Schema::Type).or(function)
    }
}

impl Foreign for Field {
    const NAME: &str = "schemars";
    const EXAMPLE: &str = "with = \"Type\"";

    fn is_foreign(next: ParseStream) -> bool {
        !grammar::key(&next.fork()).is_ok_and(|key| key == "with" || key == "schema_with")
    }
}
