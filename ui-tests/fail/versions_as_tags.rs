//! A version is a text or an integer.

use steadfast::prelude::*;

#[derive(Clone, Copy)]
struct Version(u64);

impl std::fmt::Display for Version {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

#[derive(ResponseModel)]
struct NoteOut {
    id: i64,
}

#[route(get, "/note", response = NoteOut)]
async fn get_note() -> Reply<NoteOut, ETag> {
    Reply::new(NoteOut { id: 1 }).etag(Version(7))
    // paste `.to_string()`: Version(7) => Version(7).to_string()
}

#[route(put, "/note", status = 204)]
async fn put_note(guard: IfMatch) -> Result<NoContent, PreconditionFailed> {
    guard.check(1.5)?;
    // paste `.to_string()`: 1.5 => 1.5.to_string()
    Ok(NoContent)
}

fn main() {
    let _: axum::Router = Api::new("Notes", "1").routes(routes![get_note, put_note]).into_router();
}
