//! What to ask for beside the plain profile.

/// Which optional parts of the profile to ask for. The default asks for none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ProfileOptions {
    /// Ask for `custom_data`.
    pub with_custom_data: bool,
    /// Ask for `identities`. They can hold tokens of other identity providers: ask only when you need them.
    pub with_identities: bool,
    /// Ask for `department_ids`.
    pub with_department_ids: bool,
}

impl ProfileOptions {
    /// Every optional part.
    #[must_use]
    pub fn all() -> Self {
        Self { with_custom_data: true, with_identities: true, with_department_ids: true }
    }

    /// The query parameters; what was not asked for is not sent.
    pub(crate) fn query(self) -> impl Iterator<Item = &'static str> {
        let flags = [
            (self.with_custom_data, "withCustomData"),
            (self.with_identities, "withIdentities"),
            (self.with_department_ids, "withDepartmentIds"),
        ];
        flags.into_iter().filter_map(|(asked, name)| asked.then_some(name))
    }
}
