//! The path of a scenario's request.

/// `…/scenario/<name>/<client>/…`. The client may add a path to its host before the endpoint's own.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ScenarioPath<'a> {
    pub(crate) name: &'a str,
    pub(crate) client: &'a str,
    /// Everything up to the client's name.
    pub(crate) base: &'a str,
    /// The rest, with its leading slash.
    pub(crate) rest: &'a str,
}

impl<'a> ScenarioPath<'a> {
    pub(crate) fn parse(path: &'a str) -> Option<Self> {
        let (_, key) = path.split_once("/scenario/")?;
        let (name, key) = key.split_once('/')?;
        let (client, rest) = key.split_at(key.find('/')?);
        let base = path.strip_suffix(rest)?;
        (!name.is_empty() && !client.is_empty()).then_some(Self { name, client, base, rest })
    }
}
