//! [`Head`]: what a document contains about the whole API.

use response_core::contract::{ApiFault, FaultKind, SecurityScheme};
use serde_json::{Map, Value};

use super::Foreign;

/// Everything but the routes.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// The Info Object.
    pub(crate) info: Map<String, Value>,
    pub(crate) servers: Vec<Value>,
    /// Tag Objects by name.
    pub(crate) tags: Vec<(String, Value)>,
    pub(crate) external_docs: Option<Value>,
    pub(crate) schemes: Vec<(String, SecurityScheme)>,
    /// The titles of the documents of plain routers that some of the schemes come from.
    described_by: Vec<(String, String)>,
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
        self.described_by.extend(other.described_by);
        other
            .tags
            .into_iter()
            .for_each(|(name, tag)| self.add_tag(name, tag));
        for (name, scheme) in other.schemes {
            clash = clash.or(self.add_equal_scheme(&name, scheme));
        }
        clash
    }

    /// Adds what the document of a plain router describes for all its operations.
    #[must_use]
    pub(crate) fn describe(&mut self, document: &Foreign) -> Vec<ApiFault> {
        for tag in &document.tags {
            if let Some(name) = tag["name"].as_str() {
                self.add_tag(name.to_owned(), tag.clone());
            }
        }
        let mut faults = Vec::new();
        for (name, scheme) in &document.schemes {
            let title = document.title();
            if self.scheme(name).is_none() {
                self.described_by.push((name.clone(), title.to_owned()));
            }
            if let Some(name) = self.add_equal_scheme(name, scheme.clone()) {
                let other = self.describer(&name).map_or_else(
                    || format!("`{}`", self.title()),
                    |title| format!("the document `{title}`"),
                );
                let what = format!(
                    "the security scheme `{name}` of the document `{title}` is another than that of {other}"
                );
                faults.push(
                    ApiFault::new(FaultKind::DuplicateSecurityScheme, what)
                        .advising("give one of them another name"),
                );
            }
        }
        faults
    }

    /// The title of the document that a scheme comes from.
    pub(super) fn describer(&self, scheme: &str) -> Option<&str> {
        let (_, title) = self.described_by.iter().find(|(name, _)| name == scheme)?;
        Some(title)
    }

    /// Adds a tag, unless there is one of this name.
    pub(crate) fn add_tag(&mut self, name: String, tag: Value) {
        if self.tags.iter().all(|(known, _)| *known != name) {
            self.tags.push((name, tag));
        }
    }

    /// Adds a scheme, or keeps the one that is sent in the same way; returns the name if it stands for another one.
    #[must_use]
    pub(crate) fn add_equal_scheme(
        &mut self,
        name: &str,
        scheme: SecurityScheme,
    ) -> Option<String> {
        match self.scheme(name) {
            Some(known) => (!known.is_sent_as(&scheme)).then(|| name.to_owned()),
            None => {
                self.schemes.push((name.to_owned(), scheme));
                None
            }
        }
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
        self.tags.iter().map(|(_, tag)| tag.clone()).collect()
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
