//! The maps and sets of indexmap, which keep the order in which they were filled.

use std::hash::{BuildHasher, Hash};

use indexmap::{IndexMap, IndexSet};

use crate::json::Out;
use crate::model::leaf::fills_itself;
use crate::model::leaf::list::{guess_size, lists, write_items};
use crate::model::leaf::map::maps;
use crate::model::policy::Policy;
use crate::model::shape::{Kind, Shape};
use crate::model::{FilledFrom, HasField, MapKey, MemberNames, ResponseModel, WrittenFrom};

maps! {
    [Eq + Hash] [H: BuildHasher + Default] IndexMap<H>;
}

lists! {
    [H: BuildHasher,] IndexSet<T, H>, Set;
}

fills_itself! {
    [T: ResponseModel + Eq + Hash, H: BuildHasher] IndexSet<T, H>
}
