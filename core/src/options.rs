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

    /// Every combination, in the order of [`index`](Self::index).
    pub(crate) fn combinations() -> [Self; 8] {
        [0, 1, 2, 3, 4, 5, 6, 7].map(|bits: usize| Self {
            with_custom_data: bits & 1 != 0,
            with_identities: bits & 2 != 0,
            with_department_ids: bits & 4 != 0,
        })
    }

    pub(crate) fn index(self) -> usize {
        usize::from(self.with_custom_data)
            | usize::from(self.with_identities) << 1
            | usize::from(self.with_department_ids) << 2
    }

    /// The query; what was not asked for is not sent.
    pub(crate) fn query(self) -> Option<String> {
        let flags = [
            (self.with_custom_data, "withCustomData=true"),
            (self.with_identities, "withIdentities=true"),
            (self.with_department_ids, "withDepartmentIds=true"),
        ];
        let asked: Vec<_> = flags.iter().filter(|(asked, _)| *asked).map(|(_, flag)| *flag).collect();
        (!asked.is_empty()).then(|| asked.join("&"))
    }
}
