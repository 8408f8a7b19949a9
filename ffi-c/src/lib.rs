//! libgenauth: the C interface. Pointers in, JSON out; nothing is decided here.
//!
//! `boundary` has every dereference and the guard against panics. The other files hold one C type each, in the
//! order of the header, which is generated from them.

#![expect(
    non_camel_case_types,
    reason = "the types carry their C names, so that the header needs no translation"
)]

mod boundary;
mod version;

mod config;

mod call;
mod client;
mod error;
mod string;
