//! The native module of the Python package `libgenauth`: converts between Python and the crate `genauth`, and adds
//! no behaviour.

mod call;
mod client;
mod confidential;
mod config;
mod error;
mod field;
mod gate;
mod identity;
mod json;
mod login;
mod mailbox;
mod note;
mod once;
mod profile;
mod provider;
mod record;
mod seconds;
mod session;
mod settings;
mod store;
mod text;
mod tokens;

/// The private module `libgenauth._libgenauth`.
#[pyo3::pymodule]
mod _libgenauth {

    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::call::Call;
    #[pymodule_export]
    use crate::call::Prepared;
    #[pymodule_export]
    use crate::client::Client;
    #[pymodule_export]
    use crate::confidential::{confidential, reveal};
    #[pymodule_export]
    use crate::gate::close_gate;
    #[pymodule_export]
    use crate::identity::Identity;
    #[pymodule_export]
    use crate::login::Login;
    #[pymodule_export]
    use crate::mailbox::Mailbox;
    #[pymodule_export]
    use crate::note::DecodeNote;
    #[pymodule_export]
    use crate::profile::Profile;
    #[pymodule_export]
    use crate::provider::TokenProvider;
    #[pymodule_export]
    use crate::provider::TokenRequest;
    #[pymodule_export]
    use crate::seconds::ClientTimeout;
    #[pymodule_export]
    use crate::session::AsyncSession;
    #[pymodule_export]
    use crate::session::BaseSession;
    #[pymodule_export]
    use crate::session::Session;
    #[pymodule_export]
    use crate::session::SignOut;
    #[pymodule_export]
    use crate::settings::settings;
    #[pymodule_export]
    use crate::store::BaseStore;
    #[pymodule_export]
    use crate::store::FileStore;
    #[pymodule_export]
    use crate::store::MemoryStore;
    use crate::text::Text;
    #[pymodule_export]
    use crate::tokens::TokenSet;

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = genauth::VERSION;

    /// A timestamp of the service as seconds and nanoseconds since 1970, or `None` if it cannot be parsed.
    #[pyfunction]
    #[pyo3(signature = (text, /))]
    fn parse_timestamp(text: Text) -> Option<(i64, u32)> {
        genauth::Timestamp::from(text.0).to_unix_time()
    }
}
