//! A small service, as it stands in an editor.
use steadfast as contract;
use steadfast::prelude::*;

/// A row of the table of users.
#[derive(Debug, Clone)]
pub struct User {
    id: i64,
    name: String,
    email: String,
    address: Address,
    password_hash: String,
}

/// Where a user lives.
#[derive(Debug, Clone)]
pub struct Address {
    city: String,
}

/// What a client is told of a user.
#[derive(ResponseModel)]
#[response(from = User)]
pub struct UserOut {
    id: i64,
    /// How the user is called.
    name: String,
    email: String,
    #[response(from_field = address.city)]
    city: String,
}

/// What a client says of a new user.
#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
pub struct UserIn {
    name: String,
    email: String,
}

/// What goes wrong with users.
#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(FindError = [NotFound]))]
pub enum UserError {
    /// Nobody has this id.
    #[error("user {id} not found")]
    #[response(status = 404)]
    NotFound { id: i64 },
    #[error("e-mail is taken")]
    #[response(status = CONFLICT, code = "email_taken")]
    EmailTaken,
    #[error("too many users in {seconds} seconds")]
    #[response(status = 429, retry_after = seconds)]
    TooFast { seconds: u64 },
}

/// What goes wrong with the quota, of which a layer takes care.
#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("no quota is left")]
#[response(status = 403)]
pub struct QuotaError;

/// How an import ends.
#[derive(Responses)]
pub enum Import {
    #[response(status = 200, model = UserOut)]
    Done(User),
    #[response(status = 204)]
    Empty,
}

/// What is counted down.
#[derive(ResponseHeaders)]
pub struct RateLimit {
    /// How many requests are left.
    rate_limit_remaining: u32,
}

/// Where users are kept.
#[derive(Debug, Clone, Default)]
pub struct Db;

impl Db {
    /// Looks for a user.
    fn find(&self, id: i64) -> Result<User, UserError> {
        Err(UserError::NotFound { id })
    }

    fn insert(&self, new: UserIn) -> Result<User, UserError> {
        Ok(User {
            id: 7,
            name: new.name,
            email: new.email,
            address: Address {
                city: String::new(),
            },
            password_hash: String::new(),
        })
    }
}

/// Creates a user.
#[route(post, "/users", status = CREATED, response = UserOut, errors(QuotaError))]
async fn create_user(
    State(db): State<Db>,
    Json(new): Json<UserIn>,
) -> Result<Created<User>, UserError> {
    let user = db.insert(new)?;
    Ok(Created::at(format!("/users/{}", user.id), user))
}

/// Looks a user up.
#[route(get, "/users/{id}", status = 200, response = UserOut)]
async fn get_user(State(db): State<Db>, Path(id): Path<i64>) -> Result<User, FindError> {
    db.find(id).map_err(|_| FindError::NotFound { id })
}

/// Who there is, by name only.
#[route(get, "/names", response = Page<UserOut>, pick(id, name))]
async fn list_names(page: PageQuery) -> Page<User> {
    Page::new(Vec::new(), 0, &page)
}

/// Searches: nothing is created.
#[route(post, "/search", status = 200, response = UserOut, allow(post_returns_200, reason = "a search"))]
async fn search(State(db): State<Db>, Json(id): Json<i64>) -> Result<User, UserError> {
    db.find(id)
}

/// Takes users over.
#[route(put, "/import/{id}", status = [200, 204], response = Import)]
async fn import(State(db): State<Db>, Path(id): Path<i64>) -> Import {
    db.find(id).map_or(Import::Empty, Import::Done)
}

/// How many requests are left.
#[route(get, "/limit/{id}", response = Text)]
async fn limit(Path(_): Path<i64>) -> Reply<Text, RateLimit> {
    Reply::new(Text::from("41")).typed_header(RateLimit {
        rate_limit_remaining: 41,
    })
}

/// On the blocking pool.
#[route(get, "/time", response = Text)]
fn time() -> Text {
    Text::from("noon")
}

/// What is sent of labels.
pub mod labels {
    use super::*;

    #[derive(ResponseModel)]
    pub struct LabelOut {
        id: i64,
        /// What it says.
        text: String,
    }
}
use labels::LabelOut;

/// The labels, by what they say.
#[route(get, "/labels", response = Vec<LabelOut>, pick(text), allow(unpaged_list, reason = "they are few"))]
async fn list_labels() -> Vec<LabelOut> {
    Vec::new()
}

/// A route beside another.
pub mod nested {
    use super::*;

    /// Removes a user.
    #[cfg_attr(all(), route(delete, "/users/{id}"))]
    async fn delete_user(State(db): State<Db>, Path(id): Path<i64>) -> Result<(), UserError> {
        db.find(id).map(drop)
    }

    pub fn api() -> Api<Db> {
        Api::new("Users", "1.0.0").routes(routes![delete_user])
    }
}

/// What else a contract says.
pub mod orders {
    use super::*;

    /// What was ordered.
    #[derive(ResponseModel)]
    pub struct OrderOut {
        #[response(example = 7)]
        id: i64,
        labels: Vec<LabelOut>,
        state: Progress,
        #[serde(flatten)]
        times: Times,
    }

    /// How far it is.
    #[derive(ResponseModel)]
    pub enum Progress {
        Open,
        Sent,
    }

    /// When it was ordered.
    #[derive(ResponseModel)]
    pub struct Times {
        #[serde(default)]
        created: i64,
    }

    /// What goes wrong with orders.
    #[derive(Debug, thiserror::Error, ErrorResponse)]
    pub enum OrderError {
        #[error(transparent)]
        #[response(transparent)]
        User(#[from] UserError),
        #[error("closed")]
        #[response(status = 409, header("X-Until" = until))]
        Closed { until: i64 },
    }

    /// Looks an order up.
    #[route(
        get,
        "/orders/{id}",
        response = OrderOut,
        omit(labels),
        link(get_order, id = "$response.body#/id"),
        callback("{$request.query.hook}", is_sent)
    )]
    async fn get_order(Path(id): Path<i64>, Query(_): Query<Hook>) -> Result<OrderOut, OrderError> {
        Err(OrderError::Closed { until: id })
    }

    /// Where it is told that an order is sent.
    #[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
    pub struct Hook {
        hook: String,
    }

    /// An order is sent.
    #[route(post, status = 204)]
    async fn is_sent(Json(_): Json<Hook>) -> NoContent {
        NoContent
    }

    pub fn api() -> Api<Db> {
        Api::new("Orders", "1.0.0").routes(routes![get_order])
    }
}

/// The whole service.
pub fn api() -> Api<Db> {
    /// Whether it lives.
    #[route(get, "/ping", response = Text)]
    async fn ping() -> Text {
        Text::from("pong")
    }

    Api::new("Users", "1.0.0")
        .routes(routes![create_user, get_user, list_names, search])
        .routes(routes![import, limit, time, list_labels, ping])
        .merge(nested::api())
        .merge(orders::api())
}
