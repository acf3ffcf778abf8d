// Handlers with the slips of every day. The lines of `#[route]` are also taken out: see `lints.rs`.
#![warn(
    dead_code,
    unused,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
// About signatures, which the framework prescribes.
#![allow(
    clippy::unused_async,
    clippy::needless_pass_by_value,
    clippy::must_use_candidate,
    clippy::missing_errors_doc
)]
#![allow(clippy::unnecessary_wraps)]
#[allow(unused_imports)]
use steadfast::{Fail, route};

fn name() -> String {
    String::new()
}

fn save() -> Result<(), Fail<404>> {
    Ok(())
}

#[deprecated]
fn old() {}

async fn send() {}

#[route(get, "/mounted", response = String)]
async fn mounted() -> String {
    name()
}

#[route(get, "/not-mounted", response = String)]
async fn not_mounted() -> String {
    // warns: dead_code
    name()
}

#[route(get, "/not-mounted", response = String)]
fn blocking_not_mounted() -> String {
    // warns: dead_code
    name()
}

#[route(put, "/argument", response = String)]
pub async fn argument(body: String) -> String {
    // warns: unused_variables
    name()
}

#[route(put, "/argument", response = String)]
pub fn blocking_argument(body: String) -> String {
    // warns: unused_variables
    name()
}

#[route(put, "/mutable-argument", response = String)]
pub async fn mutable_argument(mut body: String) -> String {
    // warns: unused_mut
    body
}

#[route(get, "/variable", response = String)]
pub async fn variable() -> String {
    let count = 1; // warns: unused_variables
    name()
}

#[route(get, "/mutable", response = String)]
pub async fn mutable() -> String {
    let mut names = Vec::from([name()]); // warns: unused_mut
    names.concat()
}

#[route(get, "/assigned", response = String)]
pub async fn assigned() -> String {
    let mut last = name();
    println!("{last}");
    last = name(); // warns: unused_assignments
    name()
}

#[route(get, "/result", response = String)]
pub async fn result() -> String {
    save(); // warns: unused_must_use
    name()
}

#[route(get, "/result", response = String)]
pub fn blocking_result() -> String {
    save(); // warns: unused_must_use
    name()
}

#[route(get, "/future", response = String)]
pub async fn future() -> String {
    send(); // warns: unused_must_use
    name()
}

#[route(get, "/unreachable", response = String)]
pub async fn unreachable() -> String {
    return name();
    name() // warns: unreachable_code
}

#[route(get, "/parentheses", response = String)]
pub async fn parentheses() -> String {
    (name()) // warns: unused_parens
}

#[route(get, "/deprecated", response = String)]
pub async fn deprecated() -> String {
    old(); // warns: deprecated
    name()
}

#[route(get, "/path", response = String)]
pub async fn path() -> Result<String, steadfast::Fail<404>> {
    // warns: unused_qualifications
    save()?;
    Ok(name())
}

#[route(get, "/Name", response = String)]
pub async fn NotSnake() -> String {
    // warns: non_snake_case
    name()
}

#[route(get, "/inner", response = String)]
pub async fn inner() -> String {
    fn never_called() {} // warns: dead_code
    name()
}

#[route(get, "/return", response = String)]
pub async fn returned() -> String {
    return name(); // warns: clippy::needless_return
}

#[route(get, "/return", response = String)]
pub fn blocking_returned() -> String {
    return name(); // warns: clippy::needless_return
}

#[route(get, "/branches", response = String)]
pub async fn branches(body: axum::http::Method) -> String {
    if body.is_safe() {
        name()
    } else {
        return name(); // warns: clippy::needless_return
    }
}

#[route(get, "/let", response = String)]
pub async fn bound() -> String {
    let name = name();
    name // warns: clippy::let_and_return
}

#[route(get, "/question", status = 204)]
pub async fn question() -> Result<(), Fail<404>> {
    Ok(save()?) // warns: clippy::needless_question_mark
}

#[route(get, "/length", response = String)]
pub async fn length() -> String {
    let names = Vec::from([name()]);
    if names.len() == 0 {
        // warns: clippy::len_zero
        println!("none");
    }
    names.concat()
}

fn main() {
    let _ = (
        mounted,
        argument,
        blocking_argument,
        mutable_argument,
        variable,
        mutable,
        assigned,
        result,
        blocking_result,
        future,
        unreachable,
        parentheses,
        deprecated,
        path,
        NotSnake,
        inner,
        returned,
        blocking_returned,
        branches,
        bound,
        question,
        length,
    );
}
