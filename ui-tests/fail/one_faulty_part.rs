//! What has a fault in one part keeps the others: whoever uses it is told nothing.

use steadfast::prelude::*;

struct User {
    id: i64,
    full_name: String,
    created: i64,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct MistypedArgument {
    id: i64,
    #[response(from_feild = full_name)]
    name: String,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UnreadableMap {
    id: i64,
    #[response(map = )]
    created: String,
}

#[derive(ResponseModel)]
#[response(form = User)]
struct MistypedSource {
    id: i64,
    full_name: String,
}

#[derive(ResponseModel)]
#[response(from = 5)]
struct UnreadableSource {
    id: i64,
    full_name: String,
}

#[derive(ResponseModel)]
#[serde(tag = "kind")]
enum UnreadableName {
    Renamed {
        id: i64,
        #[serde(renam = "fullName")]
        full_name: String,
    },
    Known {
        id: i64,
    },
}

#[derive(ResponseModel)]
struct Sensitive {
    id: i64,
    password: String,
}

#[derive(ResponseModel)]
union NoModel {
    id: i64,
    number: u64,
}

#[route(get, "/a", response = MistypedArgument, pick(id, name))]
async fn mistyped_argument() -> User {
    User { id: 1, full_name: String::new(), created: 2 }
}

#[route(get, "/b", response = UnreadableMap)]
async fn unreadable_map() -> User {
    User { id: 1, full_name: String::new(), created: 2 }
}

#[route(get, "/c", response = MistypedSource)]
async fn mistyped_source() -> User {
    User { id: 1, full_name: String::new(), created: 2 }
}

#[route(get, "/d", response = Page<UnreadableSource>)]
async fn unreadable_source(query: PageQuery) -> Page<User> {
    Page::new(Vec::new(), 0, &query)
}

#[route(get, "/e", response = UnreadableName, pick(id, fullName))]
async fn unreadable_name() -> UnreadableName {
    UnreadableName::Known { id: 1 }
}

#[route(get, "/f", response = Sensitive, omit(id))]
async fn sensitive() -> Sensitive {
    Sensitive { id: 1, password: String::new() }
}

#[route(get, "/g", response = NoModel)]
async fn no_model() -> NoModel {
    NoModel { id: 1 }
}

#[derive(Responses)]
enum UnknownStatus {
    #[response(status = 200)]
    Found(MistypedSource),
    #[response(status = 299)]
    Missing,
}

#[derive(Responses)]
enum NotOneValue {
    #[response(status = 200)]
    Found(MistypedSource),
    #[response(status = 203)]
    Two(MistypedSource, MistypedSource),
}

#[derive(Responses)]
enum TwiceOneStatus {
    #[response(status = 200)]
    Found(MistypedSource),
    #[response(status = 200)]
    Known(MistypedSource),
    #[response(status = 204)]
    Nothing,
}

#[derive(Responses)]
struct NoSet {
    id: i64,
}

#[route(get, "/h", status = [200, 204], response = UnknownStatus)]
async fn unknown_status() -> UnknownStatus {
    UnknownStatus::Missing
}

#[route(get, "/i", status = [200, 203], response = NotOneValue)]
async fn not_one_value() -> Reply<NotOneValue> {
    Reply::new(NotOneValue::Found(MistypedSource { id: 1, full_name: String::new() }))
}

// The good variants are judged: none of them answers 203.
#[route(get, "/j", status = [200, 203, 204], response = TwiceOneStatus)]
async fn twice_one_status() -> TwiceOneStatus {
    TwiceOneStatus::Nothing
}

#[route(get, "/k", response = NoSet)]
async fn no_set() -> NoSet {
    NoSet { id: 1 }
}

#[derive(ResponseHeaders)]
struct BadHeader {
    page: u32,
    #[response(header = "X Total")]
    total: u32,
}

#[derive(ResponseHeaders)]
struct NoNames(u32);

#[route(get, "/l", response = Text)]
async fn bad_header() -> Reply<Text, BadHeader> {
    Reply::new(Text::from("ok")).typed_header(BadHeader { page: 1, total: 1 })
}

#[route(get, "/m", response = Text)]
async fn no_names() -> Reply<Text, NoNames> {
    Reply::new(Text::from("ok")).typed_header(NoNames(1))
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(SmallError = [Missing, Takn]))]
enum UserError {
    #[error("no such user")]
    #[response(status = 404)]
    Missing,
    #[error("taken")]
    #[response(status = 409)]
    Taken,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum OuterError {
    #[error(transparent)]
    #[response(transparent)]
    User(#[from] UserError),
    #[error("down")]
    #[response(status = 503, retry_after = secnods)]
    Down { seconds: u32 },
}

#[derive(ErrorResponse)]
#[response(status = 404)]
union NoError {
    id: i64,
}

fn small(is_there: bool) -> Result<(), SmallError> {
    if is_there { Err(SmallError::Taken) } else { Err(SmallError::Missing) }
}

fn user() -> Result<(), UserError> {
    small(true)?;
    Err(UserError::Taken)
}

#[route(delete, "/n", errors = SmallError)]
async fn outer() -> Result<(), OuterError> {
    user()?;
    Err(OuterError::Down { seconds: 1 })
}

#[route(delete, "/o")]
async fn no_error() -> Result<(), NoError> {
    Err(NoError { id: 1 })
}

#[route(get, "/users/{id", response = Text)]
async fn bad_path(Path(_): Path<i64>) -> Text {
    Text::from("ok")
}

#[route(get, 5, response = Text)]
async fn unreadable_path() -> Text {
    Text::from("ok")
}

#[route(get, "/p", status = 308)]
async fn elsewhere(Query(to): Query<Vec<String>>) -> Redirect {
    if to.is_empty() { Redirect::to_route(bad_path, (7,)) } else { Redirect::to_route(unreadable_path, ()) }
}

fn main() {
    let models = routes![
        mistyped_argument,
        unreadable_map,
        mistyped_source,
        unreadable_source,
        unreadable_name,
        sensitive,
        no_model,
    ];
    let sets = routes![unknown_status, not_one_value, twice_one_status, no_set, bad_header, no_names];
    let _: axum::Router = Api::new("Users", "1.0.0")
        .routes(models)
        .routes(sets)
        .routes(routes![outer, no_error, bad_path, unreadable_path, elsewhere])
        .into_router();
}
