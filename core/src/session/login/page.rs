//! What the browser shows at the end of a login.

/// One page per outcome. None of its text comes from a request.
#[derive(Clone, Copy)]
pub(super) enum Page {
    Done,
    Refused,
    Failed,
    WrongState,
    NotFound,
}

impl Page {
    pub(super) const fn status(self) -> u16 {
        match self {
            Self::Done | Self::Refused => 200,
            Self::Failed => 502,
            Self::WrongState => 400,
            Self::NotFound => 404,
        }
    }

    pub(super) fn html(self) -> String {
        let (title, text) = match self {
            Self::Done => ("Signed in", "You can close this page and go back to the application."),
            Self::Refused => {
                ("Not signed in", "The sign-in was cancelled or refused. Go back to the application.")
            }
            Self::Failed => {
                ("Sign-in failed", "The sign-in could not be completed. The application knows why.")
            }
            Self::WrongState => {
                ("Not this sign-in", "This page belongs to another sign-in. Use the newest one.")
            }
            Self::NotFound => ("Not found", "There is nothing here."),
        };
        format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title>\
             <body><h1>{title}</h1><p>{text}</p></body></html>\n"
        )
    }
}
