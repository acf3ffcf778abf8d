//! What `#[derive(FromRef)]` is written on.

use steadfast::prelude::*;

#[derive(Clone)]
struct Pool;

#[derive(Clone, FromRef)]
struct TwoPools {
    writer: Pool,
    // paste `#[from_ref(skip)]`: => #[from_ref(skip)]
    reader: Pool,
}

#[derive(Clone, FromRef)]
enum Backend { Pooled(Pool) }
// paste `struct Backend`: enum Backend { Pooled(Pool) } => struct Backend { pool: Pool }

#[derive(Clone, FromRef)]
struct Misspelt {
    #[from_ref(skp)]
    // paste `skip`: skp => skip
    pool: Pool,
}

fn main() {}
