//! `WWW-Authenticate`: what a server demands (RFC 9110, 11.6.1).

use super::lexer::{Lexer, is_space};

/// Nobody has that much to demand; what follows is ignored.
const MAX_BYTES: usize = 16 * 1024;
const BEARER: &str = "Bearer";

/// All challenges of a response, in the order of its header lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Challenges(Vec<Challenge>);

/// One challenge. Names are compared without regard to case; a `token68` is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Challenge {
    pub(crate) scheme: String,
    pub(crate) params: Vec<(String, String)>,
}

impl Challenges {
    /// Reads every line of the header. Whatever is not a challenge is skipped.
    pub(crate) fn parse<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut found = Self::default();
        let mut budget = MAX_BYTES;
        for line in lines {
            let line = &line[..line.len().min(budget)];
            budget -= line.len();
            found.read(&String::from_utf8_lossy(line));
        }
        found
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Challenge> {
        self.0.iter()
    }

    /// Whether the server demands a bearer token.
    pub(crate) fn name_bearer(&self) -> bool {
        self.iter().any(|challenge| challenge.is(BEARER))
    }

    /// Whether there are challenges, but none for a bearer token: an intermediary's, since the service knows no other
    /// scheme.
    pub(crate) fn name_only_others(&self) -> bool {
        !self.0.is_empty() && !self.name_bearer()
    }

    /// A parameter of the first bearer challenge that has it.
    pub(crate) fn bearer_param(&self, name: &str) -> Option<&str> {
        self.iter().filter(|challenge| challenge.is(BEARER)).find_map(|challenge| challenge.param(name))
    }

    /// A comma separates challenges as well as parameters, so a word is a scheme unless `=` follows. Parameters without
    /// a scheme continue the challenge before them, even that of the line before: intermediaries may split and join
    /// lines.
    fn read(&mut self, line: &str) {
        let mut lexer = Lexer::new(line);
        loop {
            lexer.take_while(|c| is_space(c) || c == ',');
            if lexer.is_at_end() {
                return;
            }
            let word = lexer.token();
            if word.is_empty() {
                if lexer.quoted_string().is_none() {
                    lexer.skip_char();
                }
                continue;
            }
            let mut ahead = lexer.clone();
            ahead.space();
            if ahead.take('=') {
                ahead.space();
                let value = ahead.value().into_owned();
                lexer = ahead;
                if let Some(challenge) = self.0.last_mut() {
                    challenge.params.push((word.into(), value));
                }
            } else {
                self.0.push(Challenge { scheme: word.into(), params: Vec::new() });
                skip_token68(&mut lexer);
            }
        }
    }
}

impl Challenge {
    pub(crate) fn is(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    /// The first parameter of that name.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        let param = self.params.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        param.map(|(_, value)| value.as_str())
    }
}

/// It is one only if nothing but a comma follows; `name=value` begins like one.
fn skip_token68(lexer: &mut Lexer<'_>) {
    let mut ahead = lexer.clone();
    ahead.space();
    ahead.take_while(|c| c.is_ascii_alphanumeric() || "-._~+/".contains(c));
    ahead.take_while(|c| c == '=');
    ahead.space();
    if ahead.is_at_end() || ahead.is_at(',') {
        *lexer = ahead;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `scheme(name=value, …)` for each challenge, so that a table shows what was read.
    fn shown(lines: &[&str]) -> String {
        let challenges = Challenges::parse(lines.iter().map(|line| line.as_bytes()));
        let one = |challenge: &Challenge| {
            let params: Vec<_> =
                challenge.params.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{}({})", challenge.scheme, params.join(", "))
        };
        challenges.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_servers_send_is_read() {
        let table: &[(&[&str], &str)] = &[
            (&["Bearer"], "Bearer()"),
            (&["Bearer realm=\"a\""], "Bearer(realm=a)"),
            (&["Bearer realm=\"a\",error=\"invalid_token\""], "Bearer(realm=a, error=invalid_token)"),
            (&["Bearer realm=\"a\", scope=\"openid, profile\""], "Bearer(realm=a, scope=openid, profile)"),
            (&["bEARER Error=invalid_token"], "bEARER(Error=invalid_token)"),
            (
                &["Basic realm=\"a\", charset=\"UTF-8\", Bearer b=c"],
                "Basic(realm=a, charset=UTF-8) Bearer(b=c)",
            ),
            (&["Negotiate, NTLM,Bearer"], "Negotiate() NTLM() Bearer()"),
            (&["Negotiate", "Bearer error=a"], "Negotiate() Bearer(error=a)"),
            (&["Negotiate YII+/-._~==, Bearer a=b"], "Negotiate() Bearer(a=b)"),
            (&["Negotiate YII=", "Bearer a=b"], "Negotiate() Bearer(a=b)"),
            (&["Bearer a=\"say \\\"hi\\\" \\\\\""], "Bearer(a=say \"hi\" \\)"),
            (
                &["Digest qop=\"auth,auth-int\", Bearer a=\", Basic\""],
                "Digest(qop=auth,auth-int) Bearer(a=, Basic)",
            ),
            (&["Bearer a=\"\", b=c"], "Bearer(a=, b=c)"),
            (&["Bearer a=b=c"], "Bearer(a=b=c)"),
            (
                &["Bearer resource_metadata=https://a.example/b"],
                "Bearer(resource_metadata=https://a.example/b)",
            ),
        ];
        for (lines, expected) in table {
            assert_eq!(shown(lines), *expected, "{lines:?}");
        }
    }

    #[test]
    fn odd_forms_are_read_all_the_same() {
        let table: &[(&[&str], &str)] = &[
            (&[", ,Bearer  a = \"b\" , ,\tc=d,,"], "Bearer(a=b, c=d)"),
            (&["Bearer a=b c=d"], "Bearer(a=b, c=d)"),
            (&["Bearer, a=b"], "Bearer(a=b)"),
            (&["Bearer a=b,", "c=d"], "Bearer(a=b, c=d)"),
            (&["Basic realm=\"a\" Bearer b=c"], "Basic(realm=a) Bearer(b=c)"),
            (&["Negotiate Bearer a=b"], "Negotiate() Bearer(a=b)"),
            (&["Bearer; a=b; c=d"], "Bearer(a=b, c=d)"),
            (&["Bearer a=\"not closed, b=c"], "Bearer(a=not closed, b=c)"),
            (&["Bearer a=\"ends with \\"], "Bearer(a=ends with )"),
            (&["\"stray, Basic\", Bearer"], "Bearer()"),
            (&["realm=\"of no scheme\""], ""),
            (&["=, @()[]{}:/? \u{e9}"], ""),
            (&["", " ", ","], ""),
            (&[], ""),
        ];
        for (lines, expected) in table {
            assert_eq!(shown(lines), *expected, "{lines:?}");
        }
    }

    #[test]
    fn names_are_found_in_any_case_and_the_first_counts() {
        let header: &[u8] = b"Basic error=\"no\", BEARER Scope=a, bearer ERROR=\"b\xff\", error=c, scope=d";
        let challenges = Challenges::parse([header]);
        assert_eq!(challenges.bearer_param("scope"), Some("a"));
        assert_eq!(challenges.bearer_param("error"), Some("b\u{fffd}"));
        assert_eq!(challenges.bearer_param("realm"), None);
    }

    #[test]
    fn who_sent_the_challenge_is_told_apart() {
        let table = [("Bearer", true, false), ("Basic realm=a, bearer", true, false), ("", false, false)];
        let others = ["Basic realm=\"Bearer\"", "Negotiate Bearer", "Negotiate, NTLM", "BearerX a=b"];
        for (line, bearer, only_others) in table.into_iter().chain(others.map(|line| (line, false, true))) {
            let challenges = Challenges::parse([line.as_bytes()]);
            assert_eq!(
                (challenges.name_bearer(), challenges.name_only_others()),
                (bearer, only_others),
                "{line}"
            );
        }
    }

    #[test]
    fn only_so_much_is_read() {
        let long = format!("Basic a=\"{}\"", "b".repeat(MAX_BYTES));
        assert_eq!(Challenges::parse([long.as_bytes(), b"Bearer"]).iter().count(), 1);
    }
}
