//! `genauth logout`.

use genauth::Session;

use crate::output::notice;
use crate::problem::Problem;
use crate::target::{Choice, Target};

/// What is left to do when the service was not told.
const NOT_REVOKED: &str =
    "The session was removed here. At the service, its tokens live on until they expire.";

#[derive(clap::Args)]
pub(crate) struct Logout {
    #[command(flatten)]
    choice: Choice,
}

impl Logout {
    pub(crate) fn run(self) -> Result<(), Problem> {
        let target = self.choice.resolve()?;
        let name = &target.name;
        let outcome = match target.session() {
            Ok(None) => {
                notice(&format!("Nobody is signed in: profile `{name}` has no session."));
                return Ok(());
            }
            Ok(Some(session)) => sign_out(&session),
            Err(problem) => Err(problem.with_hint(NOT_REVOKED)),
        };
        forget(&target);
        outcome?;
        notice(&format!("Profile `{name}` is signed out."));
        Ok(())
    }
}

fn sign_out(session: &Session) -> Result<(), Problem> {
    let outcome = session.sign_out().wait()?;
    match (outcome.store_error, outcome.revoke_error) {
        (Some(error), _) => Err(error.into()),
        (None, Some(error)) => Err(Problem::from(error).with_hint(NOT_REVOKED)),
        (None, None) => Ok(()),
    }
}

/// Removes what is kept, readable or not, and the key of the keyring. The application stays known for the next login.
fn forget(target: &Target) {
    if let Some(profile) = &target.profile {
        target.places().forget(profile.store);
    }
}
