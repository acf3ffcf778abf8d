//! [`Head`]: what a document contains about the whole API.

use response_core::contract::SecurityScheme;
use serde_json::{Map, Value, json};

/// Everything but the routes.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// The Info Object.
    pub(crate) info: Map<String, Value>,
    pub(crate) servers: Vec<Value>,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) external_docs: Option<Value>,
    pub(crate) schemes: Vec<(String, SecurityScheme)>,
    /// The members of the document that OpenAPI does not know.
    pub(crate) extensions: Map<String, Value>,
}

impl Head {
    pub(crate) fn new(title: String, version: String) -> Self {
        let info = [("title", title), ("version", version)];
        Self {
            info: info
                .into_iter()
                .map(|(name, text)| (name.to_owned(), text.into()))
                .collect(),
            ..Self::default()
        }
    }

    pub(crate) fn title(&self) -> &str {
        self.info
            .get("title")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    pub(crate) fn say(&mut self, name: &str, value: impl Into<Value>) {
        self.info.insert(name.to_owned(), value.into());
    }

    /// Adds what the routes of another API refer to. Existing entries are kept; a security scheme with a different
    /// meaning is returned.
    #[must_use]
    pub(crate) fn take_over(&mut self, other: Self) -> Option<String> {
        let mut clash = None;
        for (name, description) in other.tags {
            if self.tags.iter().all(|(known, _)| *known != name) {
                self.tags.push((name, description));
            }
        }
        for (name, scheme) in other.schemes {
            match self.scheme(&name) {
                Some(known) if known.is_sent_as(&scheme) => {}
                Some(_) => clash = clash.or(Some(name)),
                None => self.schemes.push((name, scheme)),
            }
        }
        clash
    }

    /// Adds a scheme; returns whether the name was free.
    pub(crate) fn add_scheme(&mut self, name: &str, scheme: SecurityScheme) -> bool {
        let is_new = self.scheme(name).is_none();
        if is_new {
            self.schemes.push((name.to_owned(), scheme));
        }
        is_new
    }

    pub(crate) fn scheme(&self, name: &str) -> Option<&SecurityScheme> {
        let (_, scheme) = self.schemes.iter().find(|(known, _)| known == name)?;
        Some(scheme)
    }

    pub(super) fn tags(&self) -> Vec<Value> {
        self.tags
            .iter()
            .map(|(name, description)| json!({ "name": name, "description": description }))
            .collect()
    }
}

/// Whom to contact about an API.
///
/// ```
/// use steadfast::Contact;
///
/// let contact = Contact::new("The users team").email("users@example.com");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    name: String,
    url: Option<String>,
    email: Option<String>,
}

impl Contact {
    /// A person or an organisation.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            url: None,
            email: None,
        }
    }

    /// Sets the URL of their page.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Sets their e-mail address.
    #[must_use]
    pub fn email(mut self, email: impl Into<String>) -> Self {
        self.email = Some(email.into());
        self
    }

    pub(crate) fn into_value(self) -> Value {
        let members = [
            ("name", Some(self.name)),
            ("url", self.url),
            ("email", self.email),
        ];
        let members: Map<String, Value> = members
            .into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), text?.into())))
            .collect();
        members.into()
    }
}
