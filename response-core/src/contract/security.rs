//! [`SecurityScheme`]: how a client identifies itself, for the document.

use serde_json::{Map, Value, json};

/// A kind of credential: OpenAPI's Security Scheme Object.
///
/// ```
/// use steadfast::describe::SecurityScheme;
///
/// let scheme = SecurityScheme::bearer("JWT").description("From `POST /sessions`");
/// assert_eq!(scheme.to_value()["scheme"], "bearer");
/// ```
///
/// The others:
///
/// ```
/// use steadfast::describe::{OAuthFlows, SecurityScheme};
///
/// let in_header = SecurityScheme::header("X-Api-Key");
/// let in_cookie = SecurityScheme::cookie("session");
/// let in_query = SecurityScheme::query("key");
/// let password = SecurityScheme::basic();
/// let digest = SecurityScheme::http("digest");
/// let by_certificate = SecurityScheme::mutual_tls();
/// let by_a_provider = SecurityScheme::open_id_connect("https://example.com/.well-known/openid-configuration");
/// let by_a_person = SecurityScheme::oauth2(OAuthFlows::default().authorization_code(
///     "https://example.com/authorize",
///     "https://example.com/token",
///     [("users:read", "Read users")],
/// ));
/// let by_password = SecurityScheme::oauth2(OAuthFlows::default().password("https://example.com/token", []));
/// assert_eq!((digest.http_scheme(), in_header.http_scheme()), (Some("digest"), None));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme(Map<String, Value>);

impl SecurityScheme {
    fn new<const N: usize>(members: [(&str, &str); N]) -> Self {
        let members = members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()));
        Self(members.collect())
    }

    /// `Authorization: Bearer ..` (RFC 6750). The format, such as `JWT`, is for people; it may be empty.
    #[must_use]
    pub fn bearer(format: &str) -> Self {
        let mut scheme = Self::http("bearer");
        if !format.is_empty() {
            scheme.0.insert("bearerFormat".to_owned(), format.into());
        }
        scheme
    }

    /// `Authorization: Basic ..` (RFC 7617): a name and a password.
    #[must_use]
    pub fn basic() -> Self {
        Self::http("basic")
    }

    /// `Authorization` with another scheme of the IANA registry (RFC 9110 section 16.4.1).
    #[must_use]
    pub fn http(scheme: &str) -> Self {
        Self::new([("type", "http"), ("scheme", scheme)])
    }

    /// A key in the header with this name.
    #[must_use]
    pub fn header(name: &str) -> Self {
        Self::new([("type", "apiKey"), ("name", name), ("in", "header")])
    }

    /// A key in the cookie with this name.
    #[must_use]
    pub fn cookie(name: &str) -> Self {
        Self::new([("type", "apiKey"), ("name", name), ("in", "cookie")])
    }

    /// A key in the query. It ends up in logs and histories: prefer [`header`](Self::header).
    #[must_use]
    pub fn query(name: &str) -> Self {
        Self::new([("type", "apiKey"), ("name", name), ("in", "query")])
    }

    /// OAuth 2 (RFC 6749).
    #[must_use]
    pub fn oauth2(flows: OAuthFlows) -> Self {
        let mut scheme = Self::new([("type", "oauth2")]);
        scheme.0.insert("flows".to_owned(), flows.0.into());
        scheme
    }

    /// `openIdConnect`, with the URL of its discovery document.
    #[must_use]
    pub fn open_id_connect(url: &str) -> Self {
        Self::new([("type", "openIdConnect"), ("openIdConnectUrl", url)])
    }

    /// A client certificate.
    #[must_use]
    pub fn mutual_tls() -> Self {
        Self::new([("type", "mutualTLS")])
    }

    /// A Security Scheme Object, as a document has it.
    ///
    /// ```
    /// use serde_json::{Map, json};
    /// use steadfast::describe::SecurityScheme;
    ///
    /// let scheme = Map::from_iter([("type".to_owned(), json!("http")), ("scheme".to_owned(), json!("bearer"))]);
    /// assert_eq!(SecurityScheme::from_object(scheme), SecurityScheme::bearer(""));
    /// ```
    #[must_use]
    pub fn from_object(scheme: Map<String, Value>) -> Self {
        Self(scheme)
    }

    /// Sets what the credential is and where it comes from, in CommonMark.
    #[must_use]
    pub fn description(mut self, text: &str) -> Self {
        self.0.insert("description".to_owned(), text.into());
        self
    }

    /// The scheme of `Authorization` and `WWW-Authenticate`, if the credential uses those headers.
    #[must_use]
    pub fn http_scheme(&self) -> Option<&str> {
        match self.0.get("type").and_then(Value::as_str) {
            Some("http") => self.0.get("scheme").and_then(Value::as_str),
            // RFC 6750 section 3
            Some("oauth2" | "openIdConnect") => Some("bearer"),
            _ => None,
        }
    }

    /// Whether both schemes are sent in the same way. Other details may differ, such as the format of a token or where
    /// it comes from.
    ///
    /// ```
    /// use steadfast::describe::SecurityScheme;
    ///
    /// let jwt = SecurityScheme::bearer("JWT").description("From `POST /sessions`");
    /// assert!(jwt.is_sent_as(&SecurityScheme::bearer("")));
    /// assert!(!jwt.is_sent_as(&SecurityScheme::basic()));
    /// ```
    #[must_use]
    pub fn is_sent_as(&self, other: &Self) -> bool {
        // The names of schemes and headers are case-insensitive (RFC 9110 sections 11.1 and 5.1).
        let same = |member: &str| match (self.0.get(member), other.0.get(member)) {
            (Some(Value::String(one)), Some(Value::String(other))) => {
                one.eq_ignore_ascii_case(other)
            }
            (one, other) => one == other,
        };
        // A token is sent in the same header wherever it comes from (RFC 6750 section 2.1).
        let is_a_token = |scheme: &Self| {
            let http = scheme.http_scheme();
            http.is_some_and(|http| http.eq_ignore_ascii_case("bearer"))
        };
        is_a_token(self) && is_a_token(other)
            || ["type", "scheme", "name", "in"].into_iter().all(same)
    }

    /// Returns the Security Scheme Object.
    #[must_use]
    pub fn to_value(&self) -> Value {
        self.0.clone().into()
    }
}

/// The OAuth 2 flows of [`SecurityScheme::oauth2`], each with its scopes: pairs of a name and a description.
///
/// ```
/// use steadfast::describe::{OAuthFlows, SecurityScheme};
///
/// let flows = OAuthFlows::default().client_credentials("https://example.com/token", [("users:read", "Read users")]);
/// let scheme = SecurityScheme::oauth2(flows);
/// assert_eq!(scheme.to_value()["flows"]["clientCredentials"]["scopes"]["users:read"], "Read users");
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OAuthFlows(Map<String, Value>);

impl OAuthFlows {
    /// RFC 6749 section 4.1: a person grants access in a browser.
    #[must_use]
    pub fn authorization_code<'s>(
        self,
        authorization_url: &str,
        token_url: &str,
        scopes: impl IntoIterator<Item = (&'s str, &'s str)>,
    ) -> Self {
        let flow = json!({ "authorizationUrl": authorization_url, "tokenUrl": token_url });
        self.with("authorizationCode", flow, scopes)
    }

    /// RFC 6749 section 4.4: a program acts on its own behalf.
    #[must_use]
    pub fn client_credentials<'s>(
        self,
        token_url: &str,
        scopes: impl IntoIterator<Item = (&'s str, &'s str)>,
    ) -> Self {
        self.with(
            "clientCredentials",
            json!({ "tokenUrl": token_url }),
            scopes,
        )
    }

    /// RFC 6749 section 4.3: a name and a password are exchanged for a token. RFC 9700 section 2.4 advises against it.
    #[must_use]
    pub fn password<'s>(
        self,
        token_url: &str,
        scopes: impl IntoIterator<Item = (&'s str, &'s str)>,
    ) -> Self {
        self.with("password", json!({ "tokenUrl": token_url }), scopes)
    }

    fn with<'s>(
        mut self,
        name: &str,
        mut flow: Value,
        scopes: impl IntoIterator<Item = (&'s str, &'s str)>,
    ) -> Self {
        let scopes: Map<String, Value> = scopes
            .into_iter()
            .map(|(name, meaning)| (name.to_owned(), meaning.into()))
            .collect();
        flow["scopes"] = scopes.into();
        self.0.insert(name.to_owned(), flow);
        self
    }
}
