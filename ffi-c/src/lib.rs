//! libgenauth: the C interface. Pointers in, JSON or objects out; it adds no behaviour.
//!
//! `boundary` has every dereference and catches panics, `callback` and `completion` run what the application brings, `cancellation`
//! holds back `pthread_cancel`. The other files hold one C type each, in the order of the header, which is generated from them.

#![expect(
    non_camel_case_types,
    reason = "the types carry their C names, so that the header needs no translation"
)]

mod boundary;
mod callback;
mod cancellation;
mod completion;
mod version;

mod config;

mod call;
mod login;
mod session;
mod store;

mod client;
mod error;
mod profile;
mod provider;
mod string;
