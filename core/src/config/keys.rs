//! The one table of configuration keys.

/// Expands `$callback!` with every configuration key that has a default: documentation, the key as JSON and C name it, the
/// field with its type and default, and what the builder method takes. `app_id` and `host` are not in the table, because
/// they have no default.
///
/// Every list of keys in this crate and in the bindings is this table, or is compared with it by a test.
#[doc(hidden)]
#[macro_export]
macro_rules! config_keys {
    ($callback:ident) => {
        $callback! {
            /// The access token for calls that have none of their own.
            "access_token" access_token: Option<Secret> = None, |token: impl Into<String>| Some(token.into().into());
            /// The application's secret, for applications that can keep one. It authenticates the application at the token
            /// endpoint and verifies ID tokens that are signed with it. Never ship it to users' devices.
            "app_secret" app_secret: Option<Secret> = None, |secret: impl Into<String>| Some(secret.into().into());
            /// How `app_secret` is sent: `post` (the default), in the form, or `basic`, in the `authorization` header.
            "client_auth" client_auth: ClientAuth = ClientAuth::Post, |method: ClientAuth| method;
            /// Timeout of a whole call, with connecting, retries, back-off and the body. Default 10 s; zero means no
            /// limit.
            "timeout_ms" timeout: Timeout = Timeout::After(Duration::from_secs(10)), |limit: impl Into<Timeout>| limit.into();
            /// Timeout for opening one connection, TLS included. Default 5 s; zero means no limit of its own.
            "connect_timeout_ms" connect_timeout: Timeout = Timeout::After(Duration::from_secs(5)), |limit: impl Into<Timeout>| limit.into();
            /// The most attempts per call. Default 3; 1 disables retries; 0 is an error. A request on a pooled connection
            /// that the server had closed meanwhile is repeated once, and that does not count.
            "max_attempts" max_attempts: u32 = 3, |attempts: u32| attempts;
            /// The largest response body to accept, in bytes after decompression. Default 8 MiB; 0 is an error.
            "max_response_bytes" max_response_bytes: usize = 8 << 20, |bytes: usize| bytes;
            /// A PEM file of certificate authorities to trust in addition to the system's. Read when the client is made.
            "ca_file" ca_file: Option<PathBuf> = None, |path: impl Into<PathBuf>| Some(path.into());
            /// Certificate authorities to trust in addition to the system's, as PEM.
            "ca_pem" ca_pem: Option<Vec<u8>> = None, |pem: impl Into<Vec<u8>>| Some(pem.into());
            /// The proxy to use, `http://[user:password@]host:port`, or `none`. By default `HTTPS_PROXY`, `HTTP_PROXY`,
            /// `ALL_PROXY` and `NO_PROXY` decide.
            "proxy" proxy: Option<Secret> = None, |proxy: impl Into<String>| Some(proxy.into().into());
            /// The brand in the names of the request headers: `genauth` (the default) or `authing`.
            "header_prefix" header_prefix: HeaderPrefix = HeaderPrefix::Genauth, |prefix: HeaderPrefix| prefix;
            /// The form of the `authorization` header: `bearer` (the default), or `bare` for old
            /// servers.
            "token_style" token_style: TokenStyle = TokenStyle::Bearer, |style: TokenStyle| style;
            /// The language of the server's messages: `zh-CN` (the server's default), `en-US`, `ja-JP` or `zh-TW`.
            "language" language: Option<String> = None, |language: impl Into<String>| Some(language.into());
            /// The application's name and version, such as `MyApp/1.2`, appended to the library's in the `user-agent`
            /// header.
            "user_agent" user_agent: Option<String> = None, |product: impl Into<String>| Some(product.into());
            /// Allows an `http://` host that is not loopback. The token is then sent in clear text. Default false.
            "allow_insecure_http" allow_insecure_http: bool = false, |allow: bool| allow;
        }
    };
}
