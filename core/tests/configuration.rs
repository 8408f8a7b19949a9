//! A wrong configuration is named before anything is sent.

use genauth::{Client, Config, Error, ErrorKind};

fn refused(config: &Config) -> Error {
    Client::new(config).expect_err("a wrong key")
}

#[test]
fn hosts() {
    for good in [
        "example.genauth.ai",
        "https://example.com/prefix/",
        "http://localhost:1",
        "http://127.8.9.1",
        "http://[::1]:80",
        "httpfoo.example",
    ] {
        assert!(Client::new(&Config::new("app", good)).is_ok(), "{good}");
    }
    for bad in [
        "",
        "http://example.com",
        "http://localhost.example.com",
        "https://user@example.com",
        "https://example.com?a=b",
        "example.com#x",
        "ftp://example.com",
        "https://",
        "exam ple.com",
        "https://exa\nmple.com",
    ] {
        let error = refused(&Config::new("app", bad));
        assert_eq!(error.kind(), ErrorKind::Config, "{bad}");
        assert!(error.message().starts_with("host: "), "{error}");
    }
    assert!(Client::new(&Config::new("app", "http://example.com").allow_insecure_http(true)).is_ok());
}

#[test]
fn each_wrong_key_is_named() {
    let good = || Config::new("app", "example.com");
    for (key, config) in [
        ("app_id", Config::new("", "example.com")),
        ("app_id", Config::new("a\r\nb", "example.com")),
        ("max_attempts", good().max_attempts(0)),
        ("max_response_bytes", good().max_response_bytes(0)),
        ("ca_file", good().ca_file("/does/not/exist")),
        ("ca_pem", good().ca_pem("no certificate")),
        ("proxy", good().proxy("socks5://localhost")),
        ("language", good().language("a\nb")),
        ("user_agent", good().user_agent("ü")),
    ] {
        let error = refused(&config);
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.message().starts_with(&format!("{key}: ")), "{key}: {error}");
    }
}

#[test]
fn json_has_the_same_keys() {
    let all = r#"{"app_id": "a", "host": "h.example", "access_token": "t", "timeout_ms": 0, "connect_timeout_ms": 1,
        "max_attempts": 1, "max_response_bytes": 10, "ca_file": null, "ca_pem": null, "proxy": "none",
        "header_prefix": "authing", "token_style": "bare", "language": "en-US", "user_agent": "x", "allow_insecure_http": true}"#;
    assert!(Client::new(&Config::from_json(all).unwrap()).is_ok());
    for (json, message) in [
        ("[]", "not a JSON object"),
        (r#"{"host": 1}"#, "host: must be a string"),
        (r#"{"timeout_ms": "1"}"#, "timeout_ms: must be an integer"),
        (r#"{"timeout_ms": -1}"#, "timeout_ms: must be an integer"),
        (r#"{"allow_insecure_http": "yes"}"#, "allow_insecure_http: must be true or false"),
        (r#"{"token_style": "basic"}"#, "token_style: must be"),
        (r#"{"hots": null}"#, "hots: is not a configuration key"),
    ] {
        let error = Config::from_json(json).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.message().contains(message), "{error}");
    }
    assert!(Config::from_json(r#"{"timout_ms": 1}"#).unwrap_err().hint().contains("`timeout_ms`"));
    let misplaced = Config::from_json(r#"{"eyJhbGciOi.J9.s3cret": "access_token"}"#).unwrap_err();
    assert!(!format!("{misplaced:?}").contains("s3cret"));
    let leaky = Config::from_json(r#"{"access_token": "s3cret""#).unwrap_err();
    assert!(!format!("{leaky:?}").contains("s3cret"));
}

#[test]
fn tokens_that_could_smuggle_headers_are_refused() {
    for bad in ["", "a b", "a\r\nx: y", "a\0", "tökén", "Bearer abc"] {
        let error = refused(&Config::new("app", "example.com").access_token(bad));
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{bad:?}");
    }
}

#[test]
fn one_odd_certificate_does_not_spoil_the_others() {
    const GOOD: &str = include_str!("certificates/self-signed.pem");
    const ODD: &str = "-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n";
    const TRUNCATED: &str = "-----BEGIN CERTIFICATE-----\nAQID\n";
    let with = |pem: &str| Config::new("app", "example.com").ca_pem(pem);
    for pem in [
        GOOD.to_owned(),
        format!("{ODD}{GOOD}"),
        format!("{GOOD}{ODD}"),
        format!("{TRUNCATED}{GOOD}"),
        format!("{GOOD}{TRUNCATED}"),
        format!("\u{feff}{GOOD}garbage"),
    ] {
        assert!(Client::new(&with(&pem)).is_ok(), "{pem}");
    }
    let error = refused(&with(&format!("{ODD}{TRUNCATED}")));
    assert_eq!(
        error.message(),
        "ca_pem: holds no usable certificate: certificate 1 of 2 is not an X.509 certificate, \
         certificate 2 of 2 is truncated"
    );
}

#[test]
fn files_that_are_not_pem_are_recognised() {
    const KEY: &[u8] = b"-----BEGIN EC PRIVATE KEY-----\ns3cret\n-----END EC PRIVATE KEY-----\n";
    for (content, hint) in [
        (&b"\x30\x82\x01\x0a"[..], "DER"),
        (b"\xff\xfe-\0-\0", "UTF-16"),
        (b"-----BEGIN PKCS7-----\nAQID\n-----END PKCS7-----\n", "PKCS#7"),
        (KEY, "private key"),
        (b"", "BEGIN CERTIFICATE"),
    ] {
        let error = refused(&Config::new("app", "example.com").ca_pem(content));
        assert_eq!(error.message(), "ca_pem: holds no certificate");
        assert!(error.hint().contains(hint), "{error:?}");
        assert!(!format!("{error:?}").contains("s3cret"));
    }
}
