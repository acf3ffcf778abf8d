use steadfast::prelude::*;

struct NoDisplay;

#[route(get, "/users/{id}/files/{name}", response = Text)]
async fn get_file(Path((id, name)): Path<(i64, String)>) -> Text {
    Text::from(format!("{id} {name}"))
}

#[route(get, response = Text)]
async fn mounted_by_hand() -> Text {
    Text::from("hello")
}

#[route(get, "/too-few", status = 308)]
async fn too_few() -> Redirect {
    Redirect::to_route(get_file, (7,))
}

#[route(post, "/too-many", response = Text)]
async fn too_many() -> Created<Text> {
    Created::at_route(get_file, (7, "a", "b"), Text::from("hello"))
}

#[route(get, "/no-tuple", status = 308)]
async fn no_tuple() -> Redirect {
    Redirect::to_route(get_file, 7)
}

#[route(get, "/no-text", status = 308)]
async fn no_text() -> Redirect {
    Redirect::to_route(get_file, (7, NoDisplay))
}

#[route(get, "/no-path", status = 308)]
async fn no_path() -> Redirect {
    Redirect::to_route(mounted_by_hand, ())
}

async fn plain() -> &'static str {
    "hello"
}

#[route(get, "/no-route", status = 308)]
async fn no_route() -> Redirect {
    Redirect::to_route(plain, ())
}

fn main() {}
