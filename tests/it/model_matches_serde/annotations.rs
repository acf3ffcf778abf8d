//! What `#[schemars(..)]` says about a response model stands in its schema, as in the one that schemars derives.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use steadfast::ResponseModel;

use super::equal::{same_schema, schema};

const MAX: u8 = 5;

#[derive(Serialize, JsonSchema, ResponseModel, Clone, Copy)]
struct Stars(u8);

#[test]
fn the_constraints_of_a_field() {
    #[derive(JsonSchema, ResponseModel)]
    struct Rated {
        #[schemars(range(min = 1, max = 5))]
        stars: u8,
        #[schemars(range(min = 0.5, max = "f64::from(MAX)"))]
        mean: f64,
        #[schemars(range(max = MAX))]
        maybe: Option<u8>,
        #[schemars(length(min = 1, max = 80))]
        by: String,
        #[schemars(length(equal = 3))]
        codes: Vec<String>,
        #[schemars(regex(pattern = r"^[a-z]+$"))]
        slug: String,
        #[schemars(pattern(r"^\d+$"))]
        digits: Option<String>,
        #[schemars(contains("a.b"))]
        part: String,
        #[schemars(email)]
        mail: String,
        #[schemars(url)]
        site: String,
        #[schemars(inner(length(min = 2), regex(pattern = "^x")))]
        inner: Vec<String>,
        #[schemars(length(min = 1), inner(inner(range(min = 1))))]
        rows: Vec<Vec<u16>>,
    }
    same_schema::<Rated>();
}

#[test]
fn what_is_said_about_types_variants_and_fields() {
    fn close(schema: &mut schemars::Schema) {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
    /// A rating.
    #[derive(JsonSchema, ResponseModel)]
    #[schemars(title = "Rating", description = "What somebody thinks of it.")]
    #[schemars(extend("x-group" = ["reviews", 1], "x-nested" = { "a": null }))]
    #[schemars(transform = close)]
    struct Rated {
        /// From one to five.
        #[schemars(title = "Stars", example = 5, example = Stars(4))]
        stars: u8,
        #[schemars(description = concat!("Who ", "rated."), example = &"Ada", extend("x-order" = 2))]
        by: String,
        of: Kind,
    }
    #[derive(JsonSchema, ResponseModel)]
    #[schemars(title = "Kind")]
    #[allow(dead_code)]
    enum Kind {
        #[schemars(description = "Written by a reader.")]
        Reader,
        #[schemars(extend("x-rank" = 1))]
        Critic {
            name: String,
        },
        Plain(u8),
    }
    same_schema::<Rated>();
}

#[test]
fn what_describes_a_value_takes_the_place_of_its_type() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Described {
        #[schemars(with = "u64")]
        plain: u8,
        #[response(foreign)]
        #[schemars(with = "BTreeMap<String, String>")]
        foreign: BTreeMap<String, String>,
    }
    same_schema::<Described>();
}

/// schemars adds nothing to a reference; here the constraint would be lost.
#[test]
fn a_constraint_beside_a_reference_is_kept() {
    #[derive(ResponseModel)]
    struct Rated {
        #[schemars(range(max = 5))]
        stars: Stars,
        #[schemars(range(max = 5))]
        maybe: Option<Stars>,
        #[schemars(length(max = 2))]
        members: BTreeMap<String, Stars>,
        #[schemars(inner(range(max = 5)))]
        list: Vec<Stars>,
    }
    let schema = schema::<Rated>().to_string();
    assert_eq!(schema.matches("\"maximum\":5").count(), 3, "{schema}");
    assert_eq!(schema.matches("\"maxProperties\":2").count(), 1, "{schema}");
}
