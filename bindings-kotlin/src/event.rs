//! What happens to a session, on its way to the application.

use genauth::SessionEvent;

/// An event by its name, with the reason of an end by its own.
#[derive(uniffi::Record)]
#[expect(missing_docs, reason = "the facades document the events")]
pub struct EventRecord {
    pub name: String,
    pub reason: Option<String>,
}

impl From<SessionEvent> for EventRecord {
    fn from(event: SessionEvent) -> Self {
        let reason = match event {
            SessionEvent::Ended(reason) => Some(reason.name().to_owned()),
            _ => None,
        };
        Self { name: event.name().to_owned(), reason }
    }
}

/// The application's listener, behind the facade, which lets nothing through that it throws.
#[uniffi::export(callback_interface)]
pub trait SessionListener: Send + Sync {
    /// Runs on a thread of the library. It may block.
    fn on_event(&self, event: EventRecord);
}
