//! A server with TLS in front of the emulator.

use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};

/// The authority that the server's certificate is from.
pub(crate) const AUTHORITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/certificates/authority.pem");
const CERTIFICATE: &[u8] = include_bytes!("../certificates/server.pem");
const KEY: &[u8] = include_bytes!("../certificates/server-key.der");

/// Begins to pass requests on to the emulator at `url`; the server's own address.
pub(crate) fn in_front_of(url: &str) -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let chain = vec![CertificateDer::from_pem_slice(CERTIFICATE).unwrap()];
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, PrivatePkcs8KeyDer::from(KEY).into());
    let config = Arc::new(config.unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let emulator = url.strip_prefix("http://").unwrap().to_owned();
    thread::spawn(move || {
        for client in listener.incoming() {
            // A client that does not trust the certificate goes away.
            let _ = pass_on(&mut client.unwrap(), config.clone(), &emulator);
        }
    });
    own
}

/// Passes one request on, and its response back.
fn pass_on(client: &mut TcpStream, config: Arc<ServerConfig>, emulator: &str) -> io::Result<()> {
    let mut connection = ServerConnection::new(config).map_err(io::Error::other)?;
    let mut client = Stream::new(&mut connection, client);
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte)?;
        request.extend(byte);
    }
    request.truncate(request.len() - 2);
    request.extend(b"connection: close\r\n\r\n");
    let mut server = TcpStream::connect(emulator)?;
    server.write_all(&request)?;
    let mut response = Vec::new();
    server.read_to_end(&mut response)?;
    client.write_all(&response)?;
    client.conn.send_close_notify();
    client.flush()
}
