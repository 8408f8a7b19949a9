//! Over TLS, with the authority that the emulator has made.

use std::io::{Read as _, Write as _};
use std::sync::Arc;

use genauth_emulator::{Emulator, Fault};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::client::{connect, parse};
use crate::directory;

/// Sends a request as a client that trusts these authorities; what arrived, or why nothing did.
fn ask(emulator: &Emulator, authorities: RootCertStore, name: &'static str) -> std::io::Result<Vec<u8>> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(authorities)
        .with_no_client_auth();
    let name = ServerName::try_from(name).expect("a name");
    let connection = ClientConnection::new(Arc::new(config), name).expect("a connection");
    let mut stream = StreamOwned::new(connection, connect(emulator.address()));
    stream.write_all(b"GET /api/v3/get-profile HTTP/1.1\r\nhost: e\r\nconnection: close\r\n\r\n")?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[test]
fn clients_trust_the_authority_and_no_other() {
    let file = directory("tls").join("authority.pem");
    let builder = Emulator::builder().tls(&file).tls_name("emulator.test");
    let emulator = builder.start_blocking().unwrap();
    assert!(emulator.url().starts_with("https://127.0.0.1:"));
    let trusting = || {
        let mut authorities = RootCertStore::empty();
        authorities.add(CertificateDer::from_pem_file(&file).unwrap()).unwrap();
        authorities
    };
    for name in ["localhost", "127.0.0.1", "emulator.test"] {
        assert_eq!(parse(&ask(&emulator, trusting(), name).unwrap()).json()["apiCode"], 2020, "{name}");
    }
    for (authorities, name) in [(RootCertStore::empty(), "localhost"), (trusting(), "other.test")] {
        assert!(ask(&emulator, authorities, name).is_err(), "{name}");
    }
    emulator.set_fault(Fault::Reset).unwrap();
    assert!(ask(&emulator, trusting(), "localhost").is_err(), "the connection is reset");

    let nowhere = Emulator::builder().tls("/does/not/exist/authority.pem").start_blocking().unwrap_err();
    assert!(nowhere.to_string().starts_with("cannot write /does/not/exist/authority.pem: "), "{nowhere}");
}

#[test]
fn every_address_is_none_to_connect_to() {
    let emulator = Emulator::builder().host([0, 0, 0, 0].into()).start_blocking().unwrap();
    assert_eq!(emulator.url(), format!("http://127.0.0.1:{}", emulator.address().port()));
}
