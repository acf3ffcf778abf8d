//! What every page is as a model: its items, and the members after them.

use schemars::json_schema;

use crate::json::Out;
use crate::model::policy::Policy;
use crate::model::shape::Shape;

/// The members of a page after its items.
pub(super) trait Envelope {
    /// The size of `{"items":` and of these members, without texts.
    const SIZE: usize;

    /// The size of its texts.
    fn texts(&self) -> usize {
        0
    }

    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b>;
}

/// Implements the traits of a model for a page with the field `items`. `$it => $envelope` is its [`Envelope`], of a page `$it`.
macro_rules! page_model {
    (
        $page:ident, $module:literal, $docs:literal, $docs_of_items:literal,
        $($name:literal: $shape:expr, $docs_of_member:literal;)+
        links: $links:expr,
        $it:ident => $envelope:expr
    ) => {
        impl<T: $crate::model::ResponseModel> $crate::model::ResponseModel for $page<T> {
            const SHAPE: &'static $crate::model::shape::Shape = &$crate::model::shape::Shape {
                name: stringify!($page),
                // Part of the name of a schema component if two types have the same name, so it stays when the file moves.
                module: $module,
                place: $crate::model::shape::Place::NOWHERE,
                arguments: &[$crate::model::shape::Argument::Type(T::shape)],
                docs: Some($docs),
                deprecated: false,
                example: None,
                refine: None,
                exceptions: &[],
                kind: $crate::model::shape::Kind::Struct($crate::model::shape::Struct {
                    fields: &[
                        $crate::model::shape::Field {
                            docs: Some($docs_of_items),
                            ..$crate::model::shape::Field::new("items", "items", Vec::<T>::shape)
                        },
                        $($crate::model::shape::Field {
                            docs: Some($docs_of_member),
                            ..$crate::model::shape::Field::new($name, $name, $shape)
                        },)+
                    ],
                    tag: None,
                    closed: false,
                    exclude_none: false,
                    exclude_defaults: false,
                    wrapper: true,
                }),
            };
            const MODEL: &'static $crate::model::shape::Shape = T::MODEL;
            const HAS_BYTES: bool = T::HAS_BYTES;
            const MEMBERS: bool = true;
            const NAMES: $crate::model::MemberNames = $crate::model::MemberNames::All(&[
                $crate::model::MemberNames::Name("items"),
                $($crate::model::MemberNames::Name($name),)+
            ]);
            const LINKS: &'static [&'static str] = $links;

            fn size_hint(&self) -> usize {
                let $it = self;
                $crate::model::page::envelope::size(&$envelope) + self.items.size_hint()
            }

            fn write<'b, P: $crate::model::policy::Policy>(
                &self,
                out: $crate::json::Out<'b>,
            ) -> $crate::json::Out<'b> {
                out.object(|out| self.write_members::<P>(out))
            }

            fn write_members<'b, P: $crate::model::policy::Policy>(
                &self,
                out: $crate::json::Out<'b>,
            ) -> $crate::json::Out<'b> {
                let $it = self;
                let out = self.items.put::<P, 9>(b",\"items\":", out);
                $crate::model::page::envelope::Envelope::write::<P>(&$envelope, out)
            }
        }

        impl<S, T: $crate::model::FilledFrom<S>> $crate::model::FilledFrom<$page<S>> for $page<T> {
            fn fill(source: $page<S>) -> Self {
                source.map(T::fill)
            }
        }

        impl<S, T: $crate::model::WrittenFrom<S>> $crate::model::WrittenFrom<$page<S>> for $page<T> {
            fn write_filled<P: $crate::model::policy::Policy>(
                $it: $page<S>,
                out: $crate::json::Out<'_>,
            ) -> $crate::json::Out<'_> {
                let envelope = $envelope;
                out.object(|out| {
                    let out = out.literal(b",\"items\":");
                    let out = Vec::<T>::write_filled::<P>($it.items, out);
                    $crate::model::page::envelope::Envelope::write::<P>(&envelope, out)
                })
            }

            fn filled_size_hint($it: &$page<S>) -> usize {
                $crate::model::page::envelope::size(&$envelope)
                    + Vec::<T>::filled_size_hint(&$it.items)
            }

            fn links(source: &$page<S>) -> Option<$crate::model::links::Links> {
                source.links()
            }
        }

        impl<T: $crate::model::HasField<HASH>, const HASH: u64> $crate::model::HasField<HASH>
            for $page<T>
        {
        }
    };
}

pub(super) use page_model;

pub(super) fn size<E: Envelope>(envelope: &E) -> usize {
    E::SIZE + envelope.texts()
}

/// The schema of a page number or size: an integer from 1.
pub(super) fn from_one() -> &'static Shape {
    const {
        &Shape::with_schema(
            |_| json_schema!({ "type": "integer", "format": "uint32", "minimum": 1 }),
        )
    }
}

/// The schema of an offset: an integer from 0.
pub(super) fn from_zero() -> &'static Shape {
    const {
        &Shape::with_schema(
            |_| json_schema!({ "type": "integer", "format": "uint32", "minimum": 0 }),
        )
    }
}
