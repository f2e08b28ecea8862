/// A step of the way here, shown above the heading.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub href: String,
    pub label: String,
}

/// A tab on a collaboration's pages; every domain adds its own.
#[derive(Clone, Copy, Debug)]
pub struct Tab {
    /// After `/samverkan/{collaboration}`: `/grupper`, or empty for the first.
    pub suffix: &'static str,
    pub label: &'static str,
    pub order: u16,
    /// Only the collaboration's own people can go there.
    pub for_members: bool,
}

/// A tab as drawn: where it leads and whether we are there.
#[derive(Clone, Debug)]
pub struct TabView {
    pub href: String,
    pub label: String,
    pub current: bool,
}
