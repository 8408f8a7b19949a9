//! The native half of the Python package `libgenauth`: converts between Python and the crate `genauth`, and adds
//! nothing to what the core does.

mod call;
mod client;
mod error;
mod field;
mod identity;
mod json;
mod mailbox;
mod note;
mod once;
mod profile;
mod seconds;

/// The private module `libgenauth._libgenauth`.
#[pyo3::pymodule]
mod _libgenauth {

    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::call::Call;
    #[pymodule_export]
    use crate::client::Client;
    #[pymodule_export]
    use crate::identity::Identity;
    #[pymodule_export]
    use crate::mailbox::Mailbox;
    #[pymodule_export]
    use crate::note::DecodeNote;
    #[pymodule_export]
    use crate::profile::Profile;

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = genauth::VERSION;

    /// The moment that a text of the service names, as seconds and nanoseconds since 1970, or `None` when it names none.
    #[pyfunction]
    #[pyo3(signature = (text, /))]
    fn parse_timestamp(text: String) -> Option<(i64, u32)> {
        genauth::Timestamp::from(text).to_unix_time()
    }
}
