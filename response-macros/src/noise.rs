//! Whatever tokens the macros are given, they neither panic nor loop.
//!
//! Valid input is mutated, and noise is made of its tokens. `STEADFAST_NOISE_SECONDS=3600 cargo test -p response-macros
//! noise` runs for an hour; `STEADFAST_NOISE_SEED` makes other noise.

use std::str::FromStr;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::editor::{self, Derive};
use crate::pipeline;

/// Valid input, which reaches every room.
const ARGUMENTS: &[&str] = &[
    r#"post, "/users/{id}", status = [200, 201], response = Page<UserOut>, errors(E, F), pick(id, r#type), exclude_none,
       cache = "public, max-age=60", header("X-Name" = "value"), tags("a", "b"), summary = "s", operation_id = "o",
       deprecated(since = "2026-01-31", sunset = "2026-12-31T00:00:00Z"), extension("x-a" = [{ "b": -1 }]),
       link("next" = a::b::<C>, id = "$response.body#/id", "path.x" = 1), callback("{$request.body#/url}", paid),
       allow(post_returns_200, reason = "search"), crate = ::facade"#,
    r#"get, status = StatusCode::CREATED, response = Vec<serde_json::Value>, omit(password_hash), exclude_defaults"#,
    r#"delete, "/a/{*rest}/:id", status = 299, response_description = "d", description = "e""#,
];

const ITEMS: &[&str] = &[
    r#"/// Doc.
       pub(crate) async fn create<'a, T: Db, const N: usize>(State(db): State<&'a T>, Path((id, b)): Path<(i64, [u8; N])>,
       Json(new): Json<UserIn>) -> Result<Created<User>, Error<'_>> where T: Send { db.insert(new).await?; Ok(x) }"#,
    r#"#[cfg(x)] #[deprecated] fn plain(self, x: impl Into<String>) -> impl IntoResponse { x. }"#,
    r#"#[serde(rename_all = "camelCase", tag = "t", content = "c", deny_unknown_fields, bound = "T: X")]
       #[response(from = Row<T>, from = User, into, crate = ::facade, allow(sensitive_field, reason = "r"), exclude_none)]
       struct Model<'a, T: Bound = u8, const N: usize> where T: Other {
           /// Doc.
           #[serde(rename(serialize = "a", deserialize = "b"), skip_serializing_if = "Option::is_none", flatten)]
           #[response(from_field = full.name, map = a::b, foreign, example = 1 + 1)]
           r#type: Option<&'a [T; N]>,
           #[response(allow(sensitive_field, reason = "r"))] password_hash: serde_json::Value,
       }"#,
    r#"#[serde(untagged)] enum Tagged { A, #[serde(rename = "b", skip, other)] B(i64, String), C { x: u8 }, D = 4 }"#,
    r#"struct Unit;"#,
    r#"#[serde(transparent)] struct Newtype(#[serde(with = "x")] HashMap<String, Value>);"#,
    r#"#[response(crate = ::facade)]
       enum UserError<T> {
           #[error("user {id} not found")]
           #[response(status = 404, code = "c", title = "t", type = "u", header("X-A" = "b"))]
           NotFound { #[response(extension)] id: i64, #[source] s: T },
           #[response(status = 401, challenge = "Bearer")] A,
           #[response(status = 429, retry_after = after)] B { after: u64 },
           #[error(transparent)] #[response(transparent)] C(#[from] Inner),
           #[response(status = 500, allow(leaky_server_error, reason = "r"))] D(Box<dyn Error>),
       }"#,
    r#"#[response(status = NOT_FOUND)] struct Missing(u8);"#,
    r#"#[response(crate = ::facade)] enum Lookup<T> {
           /// Doc.
           #[response(status = 200, model = UserOut)] Found(User),
           #[response(status = ACCEPTED, allow(accepted_without_task, reason = "r"))] Pending(Accepted<T>),
           #[response(status = 204)] Nothing, #[response(status = 303)] Moved(Redirect), B { a: i64 } }"#,
    r#"#[response(crate = ::facade)] struct RateLimit<'a> {
           /// Doc.
           #[response(header = "X-A", allow(bad_header, reason = "r"))] r#type: Option<&'a str>, b_c: u32 }"#,
    r#"#[from_ref(crate = ::facade)] struct App<T> { pool: Pool, #[from_ref(skip)] r#type: Arc<T>, other: Pool }"#,
];

/// xorshift64*: the same noise at every run.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }

    /// The tokens with some of them dropped, doubled, swapped or replaced, on every level.
    fn mutate(&mut self, tokens: TokenStream, words: &[TokenTree], one_in: usize) -> TokenStream {
        let mut mutated: Vec<TokenTree> = Vec::new();
        for token in tokens {
            let token = match token {
                TokenTree::Group(group) => {
                    let inner = self.mutate(group.stream(), words, one_in);
                    let delimiter = match self.below(one_in * 4) {
                        0 => Delimiter::None,
                        1 => Delimiter::Brace,
                        2 => Delimiter::Bracket,
                        _ => group.delimiter(),
                    };
                    TokenTree::Group(Group::new(delimiter, inner))
                }
                token => token,
            };
            match self.below(one_in * 4) {
                0 => {}
                1 => mutated.extend([token.clone(), token]),
                2 => mutated.push(self.word(words)),
                3 => {
                    let at = self.below(mutated.len() + 1);
                    mutated.insert(at, token);
                }
                _ => mutated.push(token),
            }
        }
        mutated.into_iter().collect()
    }

    fn word(&mut self, words: &[TokenTree]) -> TokenTree {
        match self.below(8) {
            0 => TokenTree::Literal(Literal::string("\u{0}{*:/ \u{fffd}")),
            1 => TokenTree::Literal(Literal::u64_unsuffixed(self.next())),
            2 => TokenTree::Punct(Punct::new(
                ['=', ',', '<', '>', ':', '&', '-', '#'][self.below(8)],
                Spacing::Joint,
            )),
            3 => TokenTree::Ident(Ident::new(
                "r#fn".trim_start_matches("r#"),
                Span::call_site(),
            )),
            _ => words[self.below(words.len())].clone(),
        }
    }

    fn noise(&mut self, words: &[TokenTree]) -> TokenStream {
        (0..self.below(40)).map(|_| self.word(words)).collect()
    }
}

fn parsed(texts: &[&str]) -> Vec<TokenStream> {
    texts
        .iter()
        .map(|text| TokenStream::from_str(text).expect("tokens"))
        .collect()
}

fn flattened(tokens: TokenStream, words: &mut Vec<TokenTree>) {
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            flattened(group.stream(), words);
        }
        words.push(token);
    }
}

fn expand_all(arguments: &TokenStream, item: &TokenStream) {
    let _ = pipeline::route(arguments.clone(), item);
    let _ = pipeline::response_model(item.clone());
    let _ = pipeline::error_response(item.clone());
    let _ = pipeline::response_headers(item.clone());
    let _ = pipeline::responses(item.clone());
    let _ = pipeline::from_ref(item.clone());
    let _ = editor::told_of_route(arguments.clone());
    for derive in [
        Derive::Model,
        Derive::Error,
        Derive::Responses,
        Derive::Headers,
    ] {
        let _ = editor::told_of_derive(derive, item.clone());
    }
}

#[test]
fn no_tokens_make_the_macros_panic_or_loop() {
    let setting = |name: &str| -> Option<u64> { std::env::var(name).ok()?.parse().ok() };
    let seconds = setting("STEADFAST_NOISE_SECONDS").unwrap_or(5);
    let seed = setting("STEADFAST_NOISE_SEED").map_or(0x5eed_5eed_5eed_5eed, |seed| seed | 1);
    let until = Instant::now() + Duration::from_secs(seconds);
    // The worker says what it is about to try, so that a panic or a loop can be told with its input.
    let (trying, tried) = mpsc::sync_channel::<String>(0);
    let worker = thread::spawn(move || {
        let (arguments, items) = (parsed(ARGUMENTS), parsed(ITEMS));
        let mut words = Vec::new();
        for tokens in arguments.iter().chain(&items) {
            flattened(tokens.clone(), &mut words);
        }
        let mut noise = Noise(seed);
        let mut count = 0_u64;
        while Instant::now() < until {
            let one_in = 1 + noise.below(40);
            let (argument, item) = (noise.below(arguments.len()), noise.below(items.len()));
            let (arguments, item) = if noise.below(10) == 0 {
                (noise.noise(&words), noise.noise(&words))
            } else {
                (
                    noise.mutate(arguments[argument].clone(), &words, one_in),
                    noise.mutate(items[item].clone(), &words, one_in),
                )
            };
            if trying
                .send(format!("#[route({arguments})]\n{item}"))
                .is_err()
            {
                break;
            }
            expand_all(&arguments, &item);
            count += 1;
        }
        count
    });
    let mut last = String::new();
    loop {
        match tried.recv_timeout(Duration::from_secs(20)) {
            Ok(input) => last = input,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("no end with:\n{last}"),
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    match worker.join() {
        Ok(count) => {
            println!("{count} inputs in {seconds} s");
            assert!(count > 0);
        }
        Err(_) => panic!("a panic with:\n{last}"),
    }
}
