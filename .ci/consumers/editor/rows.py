"""What is expected of rust-analyzer, as the rows of the table."""

from dataclasses import dataclass

from .asking import Completes, Hovers, LeadsTo, Lists, Marks, Refers, Renames, ShowsNothingEmitted


@dataclass
class Row:
    """What the user does, the place where it is done, and what is expected. `known` says why it does not work."""

    what: str
    place: object
    expected: object
    known: str | None = None


def here(piece, line):
    """The place of a line of the service with the cursor in this piece of it."""
    assert line.count(piece.replace("$0", "")) == 1, (piece, line)
    return line.replace(piece.replace("$0", ""), piece)


def typed(old, new):
    """What is typed in place of a piece of the service."""
    return (old, new)


CREATE = '#[route(post, "/users", status = CREATED, response = UserOut, errors(QuotaError))]'
GET = '#[route(get, "/users/{id}", status = 200, response = UserOut)]'
LABELS = '#[route(get, "/labels", response = Vec<LabelOut>, pick(text), allow(unpaged_list, reason = "they are few"))]'
NAMES = '#[route(get, "/names", response = Page<UserOut>, pick(id, name))]'
SEARCH = 'response = UserOut, allow(post_returns_200, reason = "a search"))]'
DELETE = '#[cfg_attr(all(), route(delete, "/users/{id}"))]'
ROUTES = ".routes(routes![create_user, get_user, list_names, search])"
PING = '#[route(get, "/ping", response = Text)]'


FIELDS = ["id", "name", "email", "city"]


def create(arguments):
    """The arguments of `create_user` are replaced."""
    return typed(CREATE, f"#[route({arguments})]")


HOVER = [
    Row("the model in `response = UserOut`, on hover", here("User$0Out", CREATE),
        Hovers(["pub struct UserOut", "What a client is told of a user"])),
    Row("the model leads to its struct", here("User$0Out", CREATE), LeadsTo("pub struct UserOut")),
    Row("the model in `response = Page<UserOut>` leads to its struct", here("User$0Out", NAMES),
        LeadsTo("pub struct UserOut")),
    Row("a kind in `response = Text` leads to its type", here("Te$0xt", PING), LeadsTo("Text")),
    Row("`CREATED`, on hover", here("CREA$0TED", CREATE), Hovers(["CREATED", "201"])),
    Row("`CREATED` leads to its constant", here("CREA$0TED", CREATE), LeadsTo('(201, CREATED, "Created");')),
    Row("`200`, on hover", here("20$00", GET), Hovers(["OK", "200"])),
    Row("an error in `errors(QuotaError)`, on hover", here("Quota$0Error", CREATE),
        Hovers(["pub struct QuotaError", "What goes wrong with the quota"])),
    Row("an error in `errors(QuotaError)` leads to its type", here("Quota$0Error", CREATE),
        LeadsTo("pub struct QuotaError")),
    Row("a field in `pick(id, name)`, on hover", here("na$0me))", NAMES),
        Hovers(["name: String", "How the user is called"])),
    Row("a field in `pick(id, name)` leads to the field", here("na$0me))", NAMES), LeadsTo("name: String")),
    Row("a field that is private to the module of the model leads to the field", here("te$0xt", LABELS),
        LeadsTo("text: String")),
    Row("a key, on hover", here("sta$0tus", CREATE), Hovers(["status", "the success status"])),
    Row("a key leads to its description", here("respon$0se", CREATE), LeadsTo("pub const response")),
    Row("the method, on hover", here("po$0st", CREATE), Hovers(["post"])),
    Row("a rule in `allow(..)`, on hover", here("post_returns$0_200", SEARCH),
        Hovers(["A POST"], hides=["__private"])),
    Row("a rule in `allow(..)` leads to its item", here("post_returns$0_200", SEARCH),
        LeadsTo("pub const post_returns_200")),
    Row("a key behind `cfg_attr` leads to its description", here("del$0ete", DELETE), LeadsTo("pub const delete")),
    Row("a handler, on hover", here("create$0_user", "async fn create_user"),
        Hovers(["async fn create_user", "Creates a user"], hides=["struct __"])),
    Row("a handler in `routes![..]` leads to its function", here("create$0_user", "routes![create_user, get_user"),
        LeadsTo("async fn create_user")),
    Row("a handler in `routes![..]`, on hover", here("create$0_user", "routes![create_user, get_user"),
        Hovers(["async fn create_user", "Creates a user"], hides=["struct __"])),
    Row("an argument's type leads to its struct", here("User$0In", "Json(new): Json<UserIn>"),
        LeadsTo("pub struct UserIn")),
    Row("the returned error leads to its type", here("User$0Error", "Result<Created<User>, UserError>"),
        LeadsTo("pub enum UserError")),
    Row("a method that the body calls leads to its function", here("inse$0rt", "let user = db.insert(new)?;"),
        LeadsTo("fn insert")),
    Row("a variable of the body, on hover", here("us$0er", "let user = db.insert(new)?;"),
        Hovers(["let user: User"])),
    Row("no name in the whole service leads to emitted code, or shows it", CREATE, ShowsNothingEmitted()),
]

HOVER_DERIVES = [
    Row("`from = User` leads to the row", here("Us$0er", "#[response(from = User)]"), LeadsTo("pub struct User")),
    Row("a field in `from_field = address.city` leads to the field",
        here("ci$0ty", "#[response(from_field = address.city)]"), LeadsTo("city: String")),
    Row("a key of a model, on hover", here("fro$0m", "#[response(from = User)]"),
        Hovers(["a type that it is filled from"])),
    Row("a key of a field, on hover", here("from_$0field", "#[response(from_field = address.city)]"),
        Hovers(["the field of the source"])),
    Row("`CONFLICT` of an error, on hover", here("CONF$0LICT", "status = CONFLICT"), Hovers(["409"])),
    Row("`404` of an error, on hover", here("40$04", "status = 404"), Hovers(["NOT_FOUND"])),
    Row("a key of a variant, on hover", here("co$0de", 'code = "email_taken"'), Hovers(["the `code` of the problem"])),
    Row("a field in `retry_after = seconds` leads to the field", here("secon$0ds", "retry_after = seconds"),
        LeadsTo("TooFast { seconds: u64 }")),
    Row("a variant in `subset(..)` leads to the variant", here("Not$0Found", "subset(FindError = [NotFound])"),
        LeadsTo("NotFound { id: i64 }")),
    Row("a subset that a handler returns leads to where it is declared", here("Find$0Error", "Result<User, FindError>"),
        LeadsTo("#[response(subset(FindError")),
    Row("`model = UserOut` of a response leads to its struct", here("User$0Out", "model = UserOut)"),
        LeadsTo("pub struct UserOut")),
]

COMPLETE = [
    Row("the method: `#[route($0)]`", create("$0"), Completes({"get": "", "post": "", "delete": ""}, most=7)),
    Row("the method, half-typed: `#[route(po$0)]`", create("po$0"), Completes({"post": ""}, most=7)),
    Row("a key, half-typed", create('post, "/users", sta$0'),
        Completes({"status": "the success status", "response": "the response model"}, most=30)),
    Row("a key, where nothing is typed", create('post, "/users", $0'),
        Completes({"status": "the success status", "summary": "the heading"}, most=30)),
    Row("a key between others", create('post, "/users", status = 201, $0 response = UserOut'),
        Completes(["errors", "pick"], most=30)),
    Row("a key, half-typed, between others", create('post, "/users", status = 201, sum$0, response = UserOut'),
        Completes(["summary", "pick"], most=30)),
    Row("a key without a path before it", create("post, sta$0"), Completes(["status", "response"], most=30)),
    Row("the name of a status", create('post, "/users", status = CRE$0, response = UserOut'),
        Completes({"CREATED": "201", "ACCEPTED": "202"}, withholds=["NOT_FOUND", "from_u16"])),
    Row("the name of a status, where nothing is typed", create('post, "/users", status = $0'),
        Completes({"CREATED": "201", "SEE_OTHER": "303"}, withholds=["NOT_FOUND"])),
    Row("the name of a status behind `StatusCode::`", create('post, "/users", status = StatusCode::CRE$0'),
        Completes(["CREATED"])),
    Row("the name of a status in a list", create('put, "/users", status = [OK, $0], response = UserOut'),
        Completes(["CREATED", "NO_CONTENT"], withholds=["NOT_FOUND"])),
    Row("the model", create('post, "/users", response = User$0'), Completes(["UserOut"])),
    Row("the model, where nothing is typed", create('post, "/users", response = $0'), Completes(["UserOut"])),
    Row("the model inside `Page<..>`", create('get, "/users", response = Page<User$0>'), Completes(["UserOut"])),
    Row("an error", create('post, "/users", response = UserOut, errors(Quo$0)'), Completes(["QuotaError"])),
    Row("a second error", create('post, "/users", response = UserOut, errors(QuotaError, $0)'),
        Completes(["UserError"])),
    Row("an error behind `errors =`", create('post, "/users", response = UserOut, errors = Quo$0'),
        Completes(["QuotaError"])),
    Row("a field of the model: `pick($0)`", create('get, "/users", response = UserOut, pick($0)'),
        Completes(FIELDS, withholds=["password_hash"], are_first=True)),
    Row("a field, half-typed: `pick(na$0)`", create('get, "/users", response = UserOut, pick(na$0)'),
        Completes({"name": "How the user is called", "id": "", "email": "", "city": ""}, are_first=True)),
    Row("a second field: `pick(id, $0)`", create('get, "/users", response = UserOut, pick(id, $0)'),
        Completes(FIELDS, are_first=True)),
    Row("a field behind `omit`, before `response`", create('get, "/users", omit(em$0), response = UserOut'),
        Completes(FIELDS, are_first=True)),
    Row("a field of the model in `Page<..>`", create('get, "/users", response = Page<UserOut>, pick(na$0)'),
        Completes(FIELDS, are_first=True)),
    Row("a rule: `allow($0)`", create('post, "/users", allow($0)'),
        Completes({"post_returns_200": "A POST"}, withholds=["sensitive_field", "wrong_model"])),
    Row("a rule, half-typed", create('post, "/users", allow(post$0, reason = "a search")'),
        Completes({"post_returns_200": "A POST"})),
    Row("the reason of an exception", create('post, "/users", allow(post_returns_200, rea$0)'),
        Completes({"reason": "why"})),
    Row("the dates of `deprecated(..)`", create('post, "/users", deprecated($0)'),
        Completes({"since": "the date", "sunset": "the date"}, most=2)),
    Row("the handler of a link", create('post, "/users", response = UserOut, link(get$0)'),
        Completes(["get_user"])),
    Row("the handler of a callback", create('post, "/users", response = UserOut, callback("{$request.body#/url}", get$0)'),
        Completes(["get_user"])),
    Row("a key behind `cfg_attr`", typed(DELETE, '#[cfg_attr(all(), route(delete, "/users/{id}", sta$0))]'),
        Completes(["status"], most=30)),
    Row("a key of a route inside a function", typed(PING, '#[route(get, "/ping", response = Text, sum$0)]'),
        Completes(["summary"], most=30)),
    Row("a field of a model inside a function", typed(PING, '#[route(get, "/ping", response = UserOut, pick(id, na$0))]'),
        Completes(FIELDS, are_first=True)),
    Row("a key of a handler in an `impl`",
        typed("impl Db {\n", 'impl Db {\n    #[route(get, "/here", sum$0)]\n    async fn here() -> Text { todo!() }\n'),
        Completes(["summary"], most=30)),
    Row("a field of a model for a handler in an `impl`",
        typed("impl Db {\n", 'impl Db {\n    #[route(get, "/here", response = UserOut, pick(id, $0))]\n    async fn here() -> User { todo!() }\n'),
        Completes(FIELDS, are_first=True),
        "rust-analyzer infers no types in a constant of an `impl`"),
    Row("a key of a plain `fn`", typed('"/time", response = Text)]', '"/time", response = Text, sum$0)]'),
        Completes(["summary"], most=30)),
    Row("a field that is private to the module of the model", typed(LABELS, LABELS.replace("text", "te$0")), Completes(["text"]),
        "rust-analyzer completes only what is visible at the handler"),
    Row("a key behind `crate = ..`, where steadfast has another name", create('post, "/users", crate = crate::contract, sta$0'),
        Completes({"status": "the success status"}, most=30)),
    Row("a key where the signature is half-typed",
        [(CREATE, '#[route(post, "/users", sta$0)]'), ("Json(new): Json<UserIn>", "new: ")],
        Completes(["status"], most=30)),
]

FROM = "#[response(from = User)]"
FROM_FIELD = "#[response(from_field = address.city)]"
NOT_FOUND = "#[response(status = 404)]"
TOO_FAST = "#[response(status = 429, retry_after = seconds)]"
SUBSET = "#[response(subset(FindError = [NotFound]))]"
DONE = "#[response(status = 200, model = UserOut)]"
REMAINING = "    rate_limit_remaining: u32,"

COMPLETE_DERIVES = [
    Row("a key of a model", typed(FROM, "#[response(from = User, excl$0)]"),
        Completes({"exclude_none": "left out", "from": "filled from"}, withholds=["status"])),
    Row("a key of a model, where nothing is typed", typed(FROM, "#[response($0)]"),
        Completes({"exclude_none": "left out", "from": "filled from"}, withholds=["status"])),
    Row("the row: `from = Us$0`", typed(FROM, "#[response(from = Us$0)]"), Completes(["User"])),
    Row("the row, where nothing is typed", typed(FROM, "#[response(from = $0)]"), Completes(["User"])),
    Row("a key of a field", typed(FROM_FIELD, "#[response(from_f$0)]"),
        Completes({"from_field": "the field of the source", "map": "the function"}, withholds=["from", "status"])),
    Row("a field of the row: `from_field = na$0`", typed(FROM_FIELD, "#[response(from_field = na$0)]"),
        Completes(["id", "name", "email", "address", "password_hash"], are_first=True)),
    Row("a field of the row, where nothing is typed", typed(FROM_FIELD, "#[response(from_field = $0)]"),
        Completes(["id", "name", "email", "address", "password_hash"], are_first=True)),
    Row("a field inside a field of the row", typed(FROM_FIELD, "#[response(from_field = address.$0)]"),
        Completes(["city"], are_first=True)),
    Row("a rule of a field", typed(FROM_FIELD, "#[response(allow(sens$0))]"), Completes(["sensitive_field"])),
    Row("a key of an error's variant", typed(NOT_FOUND, "#[response(sta$0)]"),
        Completes({"status": "the status it is answered with", "challenge": "how to authenticate"},
                  withholds=["from", "subset"])),
    Row("the status of an error", typed(NOT_FOUND, "#[response(status = NOT$0)]"),
        Completes({"NOT_FOUND": "404", "CONFLICT": "409"}, withholds=["CREATED", "from_u16"])),
    Row("a field in `retry_after = sec$0`", typed(TOO_FAST, "#[response(status = 429, retry_after = sec$0)]"),
        Completes(["seconds"])),
    Row("a field in `retry_after = $0`", typed(TOO_FAST, "#[response(status = 429, retry_after = $0)]"),
        Completes(["seconds"])),
    Row('a field in `header("X-Seconds" = $0)`', typed(TOO_FAST, '#[response(status = 429, header("X-Seconds" = se$0))]'),
        Completes(["seconds"])),
    Row("a rule of an error", typed(NOT_FOUND, "#[response(status = 500, allow(lea$0))]"),
        Completes({"leaky_server_error": "5xx"}, withholds=["post_returns_200"])),
    Row("a key of an enum of errors", typed(SUBSET, "#[response(sub$0)]"),
        Completes({"subset": "an enum of some", "format": "how its errors look"}, withholds=["status"])),
    Row("a variant in `subset(.. = [..])`", typed(SUBSET, "#[response(subset(FindError = [NotFound, Em$0]))]"),
        Completes(["NotFound", "EmailTaken", "TooFast"], are_first=True)),
    Row("a variant, where nothing is typed", typed(SUBSET, "#[response(subset(FindError = [$0]))]"),
        Completes(["NotFound", "EmailTaken", "TooFast"], are_first=True)),
    Row("the format of errors", typed(SUBSET, "#[response(format = $0)]"), Completes(["Problem", "Detail", "Structured"])),
    Row("a key of a struct of an error", typed("#[response(status = 403)]", "#[response(status = 403, $0)]"),
        Completes(["code", "title", "format"], withholds=["subset"])),
    Row("a key of an error's field", typed("NotFound { id: i64 }", "NotFound { #[response(ext$0)] id: i64 }"),
        Completes({"extension": "a member of the problem"}, withholds=["status"])),
    Row("a key of a response's variant", typed(DONE, "#[response(status = 200, mo$0)]"),
        Completes({"model": "what is sent"}, withholds=["code"])),
    Row("the model of a response's variant", typed(DONE, "#[response(status = 200, model = $0)]"),
        Completes(["UserOut"])),
    Row("the status of a response's variant", typed(DONE, "#[response(status = $0)]"),
        Completes(["OK", "ACCEPTED"], withholds=["NOT_FOUND"])),
    Row("a key behind `crate = ..`, where steadfast has another name",
        typed(FROM, "#[response(crate = crate::contract, from = User, excl$0)]"), Completes({"exclude_none": "left out"}, most=8)),
    Row("a key of a header", typed(REMAINING, "    #[response(hea$0)]" + REMAINING),
        Completes({"header": "the name of the header"}, withholds=["status"])),
    Row("a key behind `cfg_attr`", typed(FROM, "#[cfg_attr(all(), response(from = User, excl$0))]"),
        Completes(["exclude_none"]), "rust-analyzer does not look into the `cfg_attr` of a derive"),
]

INSERT = "let user = db.insert(new)?;"

BODY = [
    Row("a method of an argument: `db.fi$0`", typed(INSERT, "let user = db.fi$0"), Completes(["find", "insert"])),
    Row("a field of a variable: `user.$0`", typed(INSERT, INSERT + "\n    user.$0"), Completes(["name", "email"])),
    Row("an outcome: `Ok(Created::$0)`", typed("Ok(Created::at(format!(\"/users/{}\", user.id), user))", "Ok(Created::$0)"),
        Completes(["at"])),
    Row("a local variable", typed(INSERT, INSERT + "\n    us$0"), Completes(["user"])),
    Row("a method of an argument in a plain `fn`", typed('Text::from("noon")', "Text::fr$0"), Completes(["from"])),
    Row("a field while an argument of `#[route]` is half-typed",
        [(CREATE, '#[route(post, "/users", sta)]'), (INSERT, INSERT + "\n    user.$0")],
        Completes(["name", "email"])),
    Row("what is there for the attributes is not offered elsewhere", typed(INSERT, INSERT + "\n    SEE_OT$0"),
        Completes([], withholds=["SEE_OTHER"])),
    Row("the handler's name in `routes![..]`", typed("routes![create_user, get_user", "routes![cre$0, get_user"),
        Completes(["create_user"])),
]

FIND = [
    Row("a search for the handler's name finds the handler", CREATE, Lists("create_user", ["create_user"])),
    Row("a search for the model finds the model and what is named after it", CREATE, Lists("UserOut", ["UserOut"])),
    Row("a search finds nothing that is generated", CREATE, Lists("__", [])),
    *(Row(f"a search for `{part}` finds nothing that is emitted for a handler", CREATE, Lists(part, []))
      for part in ["ROUTE", "Parameters", "Nested", "FIELDS"]),
    Row("the references of a field include `pick(..)`", here("na$0me: String,\n    email: String,\n    #[",
        "name: String,\n    email: String,\n    #[response(from_field"), Refers([NAMES])),
    Row("renaming a field changes it in `pick(..)` and in the row that it is filled from",
        here("na$0me: String,\n    email: String,\n    #[", "name: String,\n    email: String,\n    #[response(from_field"),
        Renames("label", ["label: String,", "label: String,", "label: new.name,", NAMES.replace("name)", "label)")])),
    Row("renaming a model changes it in `response = ..` and `model = ..`", here("User$0Out", "pub struct UserOut {"),
        Renames("UserView", ["pub struct UserView {", CREATE.replace("UserOut", "UserView"),
                             GET.replace("UserOut", "UserView"), NAMES.replace("UserOut", "UserView"),
                             DONE.replace("UserOut", "UserView"),
                             '#[route(post, "/search", status = 200, ' + SEARCH.replace("UserOut", "UserView")])),
    Row("renaming a handler changes it in `routes![..]`", here("get$0_user", "async fn get_user"),
        Renames("find_user", ["async fn find_user(State(db): State<Db>, Path(id): Path<i64>) -> Result<User, FindError> {",
                              ROUTES.replace("get_user", "find_user")])),
    Row("renaming an error changes it in `errors(..)`", here("Quota$0Error", "pub struct QuotaError;"),
        Renames("LimitError", ["pub struct LimitError;", CREATE.replace("Quota", "Limit")])),
    Row("renaming a row's field changes `from_field = ..`", here("ci$0ty", "pub struct Address {\n    city: String,"),
        Renames("town", ["town: String,", FROM_FIELD.replace("city", "town"), "town: String::new(),"])),
    Row("the references of a handler are its uses", here("get$0_user", "async fn get_user"),
        Refers([ROUTES])),
]

MARKS = [
    Row("a clean file has no mark", CREATE, Marks()),
    Row("an unknown key is marked, and nothing else", create('post, "/users", respons = UserOut'),
        Marks([("respons", "unknown argument `respons`")])),
    Row("an unknown status is marked, and nothing else", create('post, "/users", status = CREATD, response = UserOut'),
        Marks([("CREATD", "CREATD")])),
    Row("a status that breaks a rule is marked, and nothing else", create('post, "/users", status = 200, response = UserOut'),
        Marks([("200", "post_returns_200")])),
    Row("an unknown field of `pick` is marked by its name", typed(NAMES, NAMES.replace("name)", "nam)")),
        Marks([("nam", "nam")]), "the field is looked up by the compiler, whose errors `cargo check` shows"),
    Row("a call that lacks an argument is marked in the body", typed(INSERT, "let user = db.insert()?;"),
        Marks([("()", "expected 1 argument")])),
    Row("a trailing comma marks nothing", typed(NAMES, NAMES.replace("name)", "name,),")), Marks()),
]

SECTIONS = [
    ("Hover and go to definition, in `#[route]` and its handler", HOVER),
    ("Hover and go to definition, in `#[response]`", HOVER_DERIVES),
    ("Completion in `#[route]`", COMPLETE),
    ("Completion in `#[response]`", COMPLETE_DERIVES),
    ("Completion in a handler, while it is typed", BODY),
    ("Search, references and renaming", FIND),
    ("What is marked", MARKS),
]
