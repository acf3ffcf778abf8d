//! Ranges as response models.

use std::ops::{Range, RangeInclusive};

use crate::json::Out;
use crate::model::policy::Policy;
use crate::model::shape::{Argument, Field, Kind, Place, Shape, ShapeFn, Struct};
use crate::model::{FilledFrom, MemberNames, ResponseModel, WrittenFrom};

const fn shape_of(arguments: &'static [Argument], fields: &'static [Field]) -> Shape {
    Shape {
        name: "Range",
        module: "std::ops",
        place: Place::NOWHERE,
        arguments,
        docs: None,
        deprecated: false,
        example: None,
        refine: None,
        exceptions: &[],
        kind: Kind::Struct(Struct {
            fields,
            tag: None,
            closed: false,
            exclude_none: false,
            exclude_defaults: false,
            wrapper: false,
        }),
    }
}

const fn fields_of(item: ShapeFn) -> [Field; 2] {
    [
        Field::new("start", "start", item),
        Field::new("end", "end", item),
    ]
}

macro_rules! ranges {
    ($($type:ident, $range:ident => $start:expr, $end:expr;)*) => {$(
        impl<T: ResponseModel> ResponseModel for $type<T> {
            const SHAPE: &'static Shape =
                &shape_of(&[Argument::Type(T::shape)], &fields_of(T::shape));
            const HAS_BYTES: bool = T::HAS_BYTES;
            const MEMBERS: bool = true;
            const NAMES: MemberNames =
                MemberNames::All(&[MemberNames::Name("start"), MemberNames::Name("end")]);
            fn size_hint(&self) -> usize {
                let $range = self;
                18 + $start.size_hint() + $end.size_hint()
            }
            fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                out.object(|out| self.write_members::<P>(out))
            }
            fn write_members<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                let $range = self;
                let out = $start.put::<P::Nested, 9>(b",\"start\":", out);
                $end.put::<P::Nested, 7>(b",\"end\":", out)
            }
        }
    )*};
}

ranges! {
    Range, range => range.start, range.end;
    RangeInclusive, range => range.start(), range.end();
}

impl<S, T: ResponseModel + FilledFrom<S>> FilledFrom<Range<S>> for Range<T> {
    fn fill(source: Range<S>) -> Self {
        T::fill(source.start)..T::fill(source.end)
    }
}

impl<S, T: ResponseModel + FilledFrom<S>> WrittenFrom<Range<S>> for Range<T> {
    fn write_filled<P: Policy>(source: Range<S>, out: Out<'_>) -> Out<'_> {
        Self::fill(source).write::<P>(out)
    }
    fn filled_size_hint(source: &Range<S>) -> usize {
        18 + T::filled_size_hint(&source.start) + T::filled_size_hint(&source.end)
    }
}

impl<S, T: ResponseModel + FilledFrom<S>> FilledFrom<RangeInclusive<S>> for RangeInclusive<T> {
    fn fill(source: RangeInclusive<S>) -> Self {
        let (start, end) = source.into_inner();
        T::fill(start)..=T::fill(end)
    }
}

impl<S, T: ResponseModel + FilledFrom<S>> WrittenFrom<RangeInclusive<S>> for RangeInclusive<T> {
    fn write_filled<P: Policy>(source: RangeInclusive<S>, out: Out<'_>) -> Out<'_> {
        Self::fill(source).write::<P>(out)
    }
    fn filled_size_hint(source: &RangeInclusive<S>) -> usize {
        18 + T::filled_size_hint(source.start()) + T::filled_size_hint(source.end())
    }
}
