//! Tuples, written as lists.

use crate::json::Out;
use crate::model::policy::Policy;
use crate::model::shape::{Kind, Shape};
use crate::model::{FilledFrom, ResponseModel, WrittenFrom};

macro_rules! tuples {
    ($(($($item:ident $source:ident $index:tt)+))*) => {$(
        impl<$($item: ResponseModel),+> ResponseModel for ($($item,)+) {
            const SHAPE: &'static Shape = &Shape::anonymous(Kind::Tuple(&[$($item::shape),+]));
            const HAS_BYTES: bool = false $(|| $item::HAS_BYTES)+;
            fn size_hint(&self) -> usize {
                1 $(+ 1 + self.$index.size_hint())+
            }
            fn is_default(&self) -> bool {
                true $(&& self.$index.is_default())+
            }
            fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                out.list(|out| {
                    $(let out = self.$index.put::<P::Nested, 1>(b",", out);)+
                    out
                })
            }
        }

        impl<$($source,)+ $($item: FilledFrom<$source>),+> FilledFrom<($($source,)+)> for ($($item,)+) {
            fn fill(source: ($($source,)+)) -> Self {
                ($($item::fill(source.$index),)+)
            }
        }

        impl<$($source,)+ $($item: WrittenFrom<$source>),+> WrittenFrom<($($source,)+)> for ($($item,)+) {
            fn write_filled<P: Policy>(source: ($($source,)+), out: Out<'_>) -> Out<'_> {
                out.list(|out| {
                    $(let out = $item::write_filled::<P::Nested>(source.$index, out.literal(b","));)+
                    out
                })
            }
            fn filled_size_hint(source: &($($source,)+)) -> usize {
                1 $(+ 1 + $item::filled_size_hint(&source.$index))+
            }
        }
    )*};
}

tuples! {
    (A SA 0)
    (A SA 0 B SB 1)
    (A SA 0 B SB 1 C SC 2)
    (A SA 0 B SB 1 C SC 2 D SD 3)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4 F SF 5)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4 F SF 5 G SG 6)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4 F SF 5 G SG 6 H SH 7)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4 F SF 5 G SG 6 H SH 7 I SI 8)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4 F SF 5 G SG 6 H SH 7 I SI 8 J SJ 9)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4 F SF 5 G SG 6 H SH 7 I SI 8 J SJ 9 K SK 10)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4 F SF 5 G SG 6 H SH 7 I SI 8 J SJ 9 K SK 10 L SL 11)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4 F SF 5 G SG 6 H SH 7 I SI 8 J SJ 9 K SK 10 L SL 11 M SM 12)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4 F SF 5 G SG 6 H SH 7 I SI 8 J SJ 9 K SK 10 L SL 11 M SM 12 N SN 13)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4 F SF 5 G SG 6 H SH 7 I SI 8 J SJ 9 K SK 10 L SL 11 M SM 12 N SN 13 O SO 14)
    (A SA 0 B SB 1 C SC 2 D SD 3 E SE 4 F SF 5 G SG 6 H SH 7 I SI 8 J SJ 9 K SK 10 L SL 11 M SM 12 N SN 13 O SO 14 Q SQ 15)
}
