//! `genauth_session_store`: where the application keeps a session.

use std::ffi::{CString, c_char, c_void};

use genauth::{Error, Loaded, Record, Saved, Store, StoreError, binding};
use zeroize::Zeroizing;

use crate::boundary::{borrow, borrow_mut, guard, needed, text};
use crate::callback::{self, Callback, UserData, genauth_destroy_fn};

/// What a function of a genauth_session_store did: one of GENAUTH_STORE_...; any other number means that it failed.
pub type genauth_store_status = i32;

/// The record was loaded, saved or removed. After `remove` also: there was none.
pub const GENAUTH_STORE_OK: genauth_store_status = 0;
/// `load`: there is no record.
pub const GENAUTH_STORE_EMPTY: genauth_store_status = 1;
/// `load`: the store cannot be read now, such as a keychain before the device is unlocked. Not the same as empty.
pub const GENAUTH_STORE_LOCKED: genauth_store_status = 2;
/// `save`: nothing was saved, because the stored record has another generation than expected.
pub const GENAUTH_STORE_CONFLICT: genauth_store_status = 3;
/// The store failed.
#[expect(dead_code, reason = "for C; to the library every other number says the same")]
pub const GENAUTH_STORE_FAILED: genauth_store_status = 4;

/// Where `load` and `save` leave a record, by genauth_record_sink_give(). Valid until they return.
pub struct genauth_record_sink(Option<Result<Record, Error>>);

/// Passes a record that a store holds to the library: the JSON object, unchanged, that `save` was given. It is copied.
/// A string that is no record counts as a failure of the store. A NULL `sink` is ignored.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_record_sink_give(
    sink: *mut genauth_record_sink,
    record_json: *const c_char,
) {
    guard((), || {
        if let Some(sink) = borrow_mut(sink) {
            // The empty string is no record either.
            let json = text("record_json", record_json).ok().flatten().unwrap_or_default();
            sink.0 = Some(Record::from_json(json));
        }
    });
}

/// Reads the record: gives it to `found` and returns GENAUTH_STORE_OK, or returns GENAUTH_STORE_EMPTY,
/// GENAUTH_STORE_LOCKED or GENAUTH_STORE_FAILED.
pub type genauth_store_load_fn =
    Option<extern "C" fn(user_data: *mut c_void, found: *mut genauth_record_sink) -> genauth_store_status>;

/// Replaces the record by `record_json`, whose generation is `generation`, if the stored one has the generation
/// `expected`; 0 means that none is stored. Returns GENAUTH_STORE_OK when the record is durable,
/// GENAUTH_STORE_CONFLICT if another generation is stored, which it gives to `newer`, or no record at all, or
/// GENAUTH_STORE_FAILED. `record_json` is borrowed.
pub type genauth_store_save_fn = Option<
    extern "C" fn(
        user_data: *mut c_void,
        expected: u64,
        generation: u64,
        record_json: *const c_char,
        newer: *mut genauth_record_sink,
    ) -> genauth_store_status,
>;

/// Removes the record. Returns GENAUTH_STORE_OK, also if there is none, or GENAUTH_STORE_FAILED.
pub type genauth_store_remove_fn = Option<extern "C" fn(user_data: *mut c_void) -> genauth_store_status>;

/// Where the application keeps a session: one record, read and replaced as a whole. All functions except `destroy` are
/// required.
///
/// A record is a JSON object: "generation" (an integer that rises with every change), "app_id", "tokens" (an object as
/// genauth_session_tokens() returns it), "refreshing_since" (Unix seconds or null) and "verified_by" ("jwks", "secret",
/// "tls" or null). It holds secrets. Keep the string as it is; only its generation matters to a store.
///
/// The functions run on any thread, never two at once for one session. They may block. Inside them every blocking call
/// of this library fails with GENAUTH_ERR_INVALID_ARGUMENT instead of deadlocking. They must not throw or longjmp. The
/// struct itself is copied; the library owns `user_data` from then on.
#[repr(C)]
pub struct genauth_session_store {
    /// Passed to the functions unchanged.
    pub user_data: *mut c_void,
    /// Reads the record.
    pub load: genauth_store_load_fn,
    /// Replaces the record.
    pub save: genauth_store_save_fn,
    /// Removes the record.
    pub remove: genauth_store_remove_fn,
    /// Frees `user_data`; may be NULL. Runs exactly once: when the session uses the store no more, or before the
    /// function that was given the store returns without a session.
    pub destroy: genauth_destroy_fn,
}

/// The application's functions as a store.
pub(crate) struct Callbacks {
    load: extern "C" fn(*mut c_void, *mut genauth_record_sink) -> genauth_store_status,
    save:
        extern "C" fn(*mut c_void, u64, u64, *const c_char, *mut genauth_record_sink) -> genauth_store_status,
    remove: extern "C" fn(*mut c_void) -> genauth_store_status,
    user_data: UserData,
}

impl Callbacks {
    /// Takes over what C passes; from here on an early end destroys it.
    pub(crate) fn new(store: *const genauth_session_store) -> Result<Self, Error> {
        let store = needed("store", borrow(store))?;
        let user_data = UserData::new(store.user_data, store.destroy);
        Ok(Self {
            load: needed("store.load", store.load)?,
            save: needed("store.save", store.save)?,
            remove: needed("store.remove", store.remove)?,
            user_data,
        })
    }
}

impl Store for Callbacks {
    fn load(&self) -> Result<Loaded, StoreError> {
        let mut found = genauth_record_sink(None);
        let status = callback::run(Callback::Store, || (self.load)(self.user_data.get(), &raw mut found));
        match (status, found.0) {
            (GENAUTH_STORE_OK, Some(record)) => Ok(Loaded::Record(Box::new(record?))),
            (GENAUTH_STORE_EMPTY, _) => Ok(Loaded::Empty),
            (GENAUTH_STORE_LOCKED, _) => Ok(Loaded::Locked),
            _ => Err("load failed".into()),
        }
    }

    fn save(&self, expected: u64, record: &Record) -> Result<Saved, StoreError> {
        let json = record.to_json();
        let json = CString::new(json.as_str()).map_err(|_| binding::internal("a record has a NUL inside"))?;
        let json = Zeroizing::new(json);
        let mut newer = genauth_record_sink(None);
        let status = callback::run(Callback::Store, || {
            let user_data = self.user_data.get();
            (self.save)(user_data, expected, record.generation, json.as_ptr(), &raw mut newer)
        });
        match status {
            GENAUTH_STORE_OK => Ok(Saved::Saved),
            GENAUTH_STORE_CONFLICT => Ok(Saved::Conflict(newer.0.transpose()?.map(Box::new))),
            _ => Err("save failed".into()),
        }
    }

    fn remove(&self) -> Result<(), StoreError> {
        match callback::run(Callback::Store, || (self.remove)(self.user_data.get())) {
            GENAUTH_STORE_OK => Ok(()),
            _ => Err("remove failed".into()),
        }
    }
}
