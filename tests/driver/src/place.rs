//! Where the server of one scenario and one runner is.

/// A runner's own corner of the emulator for one scenario.
pub(crate) struct Place<'a> {
    /// Such as `127.0.0.1:40123`.
    pub(crate) address: &'a str,
    pub(crate) scenario: &'a str,
    pub(crate) runner: &'a str,
}

impl Place<'_> {
    /// The path of everything that this runner sends for this scenario.
    pub(crate) fn path(&self) -> String {
        format!("/scenario/{}/{}", self.scenario, self.runner)
    }

    /// Replaces the placeholders of a configuration's string.
    pub(crate) fn fill(&self, string: &str) -> String {
        let port = self.address.rsplit(':').next().unwrap_or_default();
        string
            .replace("{host}", &format!("http://{}{}", self.address, self.path()))
            .replace("{address}", self.address)
            .replace("{port}", port)
            .replace("{path}", &self.path())
    }
}
