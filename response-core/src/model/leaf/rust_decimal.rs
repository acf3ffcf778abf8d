//! The `Decimal` of `rust_decimal`, written as its own text: its serde implementation writes a number instead where any
//! crate of the build enables `rust_decimal/serde-float`.

use rust_decimal::Decimal;

use crate::json::Out;
use crate::model::leaf::fills_itself;
use crate::model::shape::Shape;
use crate::model::{MapKey, Policy, ResponseModel};

impl ResponseModel for Decimal {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("Decimal");
    fn size_hint(&self) -> usize {
        14
    }
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        out.display(self)
    }
}

impl MapKey for Decimal {
    fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
        out.display(self)
    }
}

fills_itself! { [] Decimal }
