//! The `Url` of `url`.

use url::Url;

use crate::json::Out;
use crate::model::leaf::fills_itself;
use crate::model::shape::Shape;
use crate::model::{Everything, MapKey, Policy, ResponseModel};

impl ResponseModel for Url {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("Url");
    fn size_hint(&self) -> usize {
        self.as_str().len() + 2
    }
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        out.str(b"", self.as_str())
    }
}

fills_itself! { [] Url }

impl MapKey for Url {
    fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
        self.write::<Everything>(out)
    }
}
