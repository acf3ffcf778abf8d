//! The `Uuid` of `uuid`.

use uuid::Uuid;

use crate::json::Out;
use crate::model::leaf::fills_itself;
use crate::model::shape::Shape;
use crate::model::{Everything, MapKey, Policy, ResponseModel};

impl ResponseModel for Uuid {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("Uuid");
    fn size_hint(&self) -> usize {
        38
    }
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        let mut text = [b'"'; 38];
        self.hyphenated().encode_lower(&mut text[1..37]);
        out.literal(&text)
    }
}

fills_itself! { [] Uuid }

impl MapKey for Uuid {
    fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
        self.write::<Everything>(out)
    }
}
