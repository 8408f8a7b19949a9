//! Whose token a command uses: the one it is given, or that of the session.

use std::io;

use genauth::{AccessToken, Client, Config, Error, ErrorKind, Session};
use zeroize::Zeroizing;

use crate::problem::Problem;
use crate::target::Target;
use crate::variable;

/// An access token, or what gives one.
pub(crate) struct Credentials {
    /// Where they come from, for people.
    pub(crate) source: String,
    /// The scopes that were granted, if that is known without a look into the token.
    pub(crate) scope: Option<String>,
    held: Held,
}

enum Held {
    Token(AccessToken),
    Session(Session),
}

impl Credentials {
    /// Those of standard input if that is wanted, else of the profile that an option names, of the variable
    /// `GENAUTH_ACCESS_TOKEN`, or of the default profile.
    pub(crate) fn find(target: &Target, token_stdin: bool) -> Result<Self, Problem> {
        const VARIABLE: &str = "GENAUTH_ACCESS_TOKEN";
        // There is no option for the token: other users of the machine can read command lines.
        if token_stdin {
            let token = io::read_to_string(io::stdin()).map(Zeroizing::new);
            let token = token.map_err(|error| Problem::other(format!("no token: {error}")))?;
            return Self::given(&token, "from standard input");
        }
        if !target.is_named
            && let Some(token) = variable::read(VARIABLE)?.map(Zeroizing::new)
        {
            return Self::given(&token, &format!("of the variable {VARIABLE}"));
        }
        match target.session()? {
            Some(session) => Ok(Self {
                source: format!("of the session of profile `{}`", target.name),
                scope: session.tokens().and_then(|tokens| tokens.scope.clone()),
                held: Held::Session(session),
            }),
            None => Err(nobody(target)),
        }
    }

    fn given(token: &str, source: &str) -> Result<Self, Problem> {
        let held = Held::Token(AccessToken::try_from(token.trim())?);
        Ok(Self { source: source.into(), scope: None, held })
    }

    /// A token that is fit for use.
    pub(crate) fn token(&self, target: &Target) -> Result<AccessToken, Problem> {
        match &self.held {
            Held::Token(token) => Ok(token.clone()),
            Held::Session(session) => session.access_token().wait().map_err(|error| ended(error, target)),
        }
    }

    /// A client that sends the token.
    pub(crate) fn client(&self, config: &Config) -> Result<Client, Problem> {
        match &self.held {
            Held::Token(token) => {
                let client = Client::new(config)?;
                client.set_access_token(Some(token.clone()));
                Ok(client)
            }
            Held::Session(session) => Ok(session.client()),
        }
    }

    /// What the failure of a call with this token means to the user.
    pub(crate) fn explain(&self, error: Error, target: &Target) -> Problem {
        match &self.held {
            Held::Token(_) => error.into(),
            Held::Session(_) => ended(error, target),
        }
    }
}

/// A failure of a session. If it has ended, the hint is what a user of this program can do.
fn ended(error: Error, target: &Target) -> Problem {
    let is_over = error.kind() == ErrorKind::Unauthenticated;
    let problem = Problem::from(error);
    if is_over { problem.with_hint(sign_in_again(target)) } else { problem }
}

fn sign_in_again(target: &Target) -> String {
    format!("Sign in again with `genauth login --profile {}`.", target.name)
}

fn nobody(target: &Target) -> Problem {
    let message = format!("nobody is signed in: profile `{}` has no session", target.name);
    if target.profile.is_none() {
        return Problem::new(ErrorKind::Unauthenticated, message)
            .with_hint("Sign in with `genauth login --app-id ID --host URL`, or set GENAUTH_ACCESS_TOKEN.");
    }
    if target.own_profile().is_some() {
        return Problem::new(ErrorKind::Unauthenticated, message).with_hint(sign_in_again(target));
    }
    let message = format!("the session of profile `{}` is for another application or host", target.name);
    Problem::new(ErrorKind::Unauthenticated, message).with_hint(
        "Sign in there with `genauth login --profile NAME`. Options and the variables GENAUTH_APP_ID and GENAUTH_HOST \
         come before the profile.",
    )
}
