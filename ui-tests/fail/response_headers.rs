use steadfast::prelude::*;

#[derive(ResponseHeaders)]
struct Owned {
    content_type: String,
    #[response(header = "Set-Cookie")]
    session: String,
}

#[derive(ResponseHeaders)]
struct Malformed {
    #[response(header = "X Name")]
    name: String,
    #[response(heder = "X-Name")]
    misspelt: String,
}

#[derive(ResponseHeaders)]
struct Twice {
    x_name: String,
    #[response(header = "X-NAME")]
    again: String,
}

#[derive(ResponseHeaders)]
struct Values {
    x_list: Vec<String>,
    x_count: u64,
}

#[derive(ResponseHeaders)]
struct Tuple(String);

fn main() {}
