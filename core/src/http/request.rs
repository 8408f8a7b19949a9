//! A request, before the client adds what every request carries.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderValue, Method};
use url::{Url, form_urlencoded};
use zeroize::Zeroizing;

use crate::config::{ClientAuth, Prepared};
use crate::model::Secret;

/// What one operation sends.
#[derive(Clone)]
pub struct Request {
    pub(super) method: Method,
    target: Target,
    query: String,
    pub(super) authorization: Option<HeaderValue>,
    pub(super) form: Option<Zeroizing<String>>,
    secrets: Vec<Secret>,
}

#[derive(Clone)]
enum Target {
    /// What stands at this path below the host.
    Path(&'static str),
    Url(Url),
}

impl Request {
    /// A request for what stands at `path` below the host, with a query that is already encoded.
    pub(crate) fn get(path: &'static str, query: String) -> Self {
        Self::new(Method::GET, Target::Path(path), query)
    }

    /// A request for an address that the service named.
    pub(crate) fn get_url(url: Url) -> Self {
        Self::new(Method::GET, Target::Url(url), String::new())
    }

    /// A form for what stands at `path` below the host.
    pub(crate) fn post(path: &'static str) -> Self {
        let mut request = Self::new(Method::POST, Target::Path(path), String::new());
        request.form = Some(Zeroizing::default());
        request
    }

    fn new(method: Method, target: Target, query: String) -> Self {
        Self { method, target, query, authorization: None, form: None, secrets: Vec::new() }
    }

    /// Adds a field to the form.
    pub(crate) fn field(mut self, name: &str, value: &str) -> Self {
        self.add(name, value);
        self
    }

    /// Adds a field that no error may show.
    pub(crate) fn secret_field(mut self, name: &str, value: &Secret) -> Self {
        self.add(name, value.as_str());
        self.secrets.push(value.clone());
        self
    }

    fn add(&mut self, name: &str, value: &str) {
        let form = self.form.get_or_insert_default();
        if !form.is_empty() {
            form.push('&');
        }
        for (part, end) in [(name, "="), (value, "")] {
            form.extend(form_urlencoded::byte_serialize(part.as_bytes()));
            form.push_str(end);
        }
    }

    /// Sends `credentials`, which hold `token`, in the `authorization` header.
    pub(crate) fn authorize(&mut self, credentials: HeaderValue, token: &str) {
        self.authorization = Some(credentials);
        self.secrets.push(token.to_owned().into());
    }

    /// Says which application sends the form, and proves it if the application has a secret.
    pub(crate) fn authenticate_client(mut self, prepared: &Prepared) -> Self {
        let Some(secret) = &prepared.app_secret else { return self.field("client_id", &prepared.app_id) };
        match prepared.client_auth {
            ClientAuth::Post => {
                self.field("client_id", &prepared.app_id).secret_field("client_secret", secret)
            }
            ClientAuth::Basic => {
                self.secrets.push(secret.clone());
                // RFC 6749, section 2.3.1: both halves are encoded as in a form first.
                let encode =
                    |part: &str| form_urlencoded::byte_serialize(part.as_bytes()).collect::<String>();
                let pair =
                    Zeroizing::new(format!("{}:{}", encode(&prepared.app_id), encode(secret.as_str())));
                let header = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
                let mut value = HeaderValue::from_str(&header).expect("base64 is a header value");
                value.set_sensitive(true);
                self.authorization = Some(value);
                self
            }
        }
    }

    /// What no error may show. The access token, if the request carries one, comes first.
    pub(crate) fn secrets(&self) -> &[Secret] {
        &self.secrets
    }

    /// What stands below the host in the request's address; `None` if the service named the whole of it.
    pub(super) fn path_and_query(&self) -> Option<(&'static str, &str)> {
        match self.target {
            Target::Path(path) => Some((path, &self.query)),
            Target::Url(_) => None,
        }
    }

    /// Where the request goes.
    pub(super) fn url(&self, prepared: &Prepared) -> Url {
        let mut url = match &self.target {
            Target::Path(path) => prepared.url(path),
            Target::Url(url) => return url.clone(),
        };
        url.set_query(Some(&self.query).filter(|query| !query.is_empty()).map(String::as_str));
        url
    }
}
