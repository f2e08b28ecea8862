use samverk_database::Contents;
use samverk_foundation::{Role, Roles};

/// A step of the way here, shown above the heading.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub href: String,
    pub label: String,
}

/// The groups of the menu of a collaboration or a party, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MenuGroup {
    Overview,
    Goals,
    Economy,
    Development,
    Meetings,
    Cooperation,
    Settings,
    /// Places of the installation, not of a collaboration.
    Administration,
}

impl MenuGroup {
    /// The text of its heading; the overview needs none.
    fn heading(self) -> Option<&'static str> {
        match self {
            Self::Overview | Self::Administration => None,
            Self::Goals => Some("menu-goals"),
            Self::Economy => Some("menu-economy"),
            Self::Development => Some("menu-development"),
            Self::Meetings => Some("menu-meetings"),
            Self::Cooperation => Some("menu-cooperation"),
            Self::Settings => Some("menu-settings"),
        }
    }
}

/// Whom a place is for.
#[derive(Clone, Copy)]
pub enum By {
    Everybody,
    /// The collaboration's own people.
    Members,
    Roles(&'static [Role]),
    When(fn(Role) -> bool),
}

impl By {
    fn allows(self, roles: &Roles) -> bool {
        match self {
            Self::Everybody => true,
            Self::Members => roles.is_member(),
            Self::Roles(those) => roles.any(|role| those.contains(&role)),
            Self::When(may) => roles.any(may),
        }
    }
}

/// A place in the menu of a collaboration or a party; every domain adds its own.
#[derive(Clone, Copy)]
pub struct MenuPlace {
    pub group: MenuGroup,
    /// Among the places of the group.
    pub order: u16,
    /// After `/samverkan/{collaboration}` or `/aktorer/{party}`: `/grupper`, or empty for the first.
    pub suffix: &'static str,
    pub label: &'static str,
    pub seen: By,
    /// What stands there. Where nothing does, only those who may fill the place are led to it.
    pub contents: Option<(Contents, By)>,
}

impl MenuPlace {
    /// A place that everybody is led to.
    pub const fn new(
        group: MenuGroup,
        order: u16,
        suffix: &'static str,
        label: &'static str,
    ) -> Self {
        Self {
            group,
            order,
            suffix,
            label,
            seen: By::Everybody,
            contents: None,
        }
    }

    #[must_use]
    pub const fn seen_by(self, seen: By) -> Self {
        Self { seen, ..self }
    }

    #[must_use]
    pub const fn filled_by(self, contents: Contents, fillers: By) -> Self {
        Self {
            contents: Some((contents, fillers)),
            ..self
        }
    }

    /// Whether it leads somebody with these roles to anything.
    pub fn leads(&self, roles: &Roles, is_filled: impl Fn(Contents) -> bool) -> bool {
        let leads =
            |(contents, fillers): (Contents, By)| fillers.allows(roles) || is_filled(contents);
        self.seen.allows(roles) && self.contents.is_none_or(leads)
    }
}

/// A place as drawn: where it leads and whether we are there.
#[derive(Clone, Debug)]
pub struct PlaceView {
    pub href: String,
    pub label: String,
    pub current: bool,
}

/// A group as drawn, with at least one place.
#[derive(Clone, Debug)]
pub struct MenuGroupView {
    pub heading: Option<String>,
    pub places: Vec<PlaceView>,
}

/// The menu of a collaboration, a party or the administration, as drawn.
#[derive(Clone, Debug)]
pub struct MenuView {
    /// What it is the menu of.
    pub of: String,
    /// For those who do not see where it stands.
    pub label: String,
    pub groups: Vec<MenuGroupView>,
}

impl MenuView {
    /// The place where we are, for the button that unfolds the menu.
    pub fn here(&self) -> Option<&PlaceView> {
        let places = self.groups.iter().flat_map(|group| &group.places);
        places.into_iter().find(|place| place.current)
    }
}

/// The places that lead somewhere, in their groups. `base` is the address of what it is the menu of.
pub fn drawn(
    places: &[MenuPlace],
    (base, path): (&str, &str),
    text: impl Fn(&str) -> String,
) -> Vec<MenuGroupView> {
    let mut places: Vec<&MenuPlace> = places.iter().collect();
    places.sort_by_key(|place| (place.group, place.order));
    let here = nearest(&places, base, path);
    let view = |place: &MenuPlace| PlaceView {
        href: format!("{base}{}", place.suffix),
        label: text(place.label),
        current: here == Some(place.suffix),
    };
    places
        .chunk_by(|one, next| one.group == next.group)
        .map(|group| MenuGroupView {
            heading: group[0].group.heading().map(&text),
            places: group.iter().map(|place| view(place)).collect(),
        })
        .collect()
}

/// The place whose address the page's begins with; the overview is only its own page.
fn nearest(places: &[&MenuPlace], base: &str, path: &str) -> Option<&'static str> {
    let rest = path.strip_prefix(base)?;
    let is_below = |suffix: &str| match suffix {
        "" => rest.is_empty(),
        suffix => rest
            .strip_prefix(suffix)
            .is_some_and(|after| after.is_empty() || after.starts_with('/')),
    };
    let suffixes = places.iter().map(|place| place.suffix);
    // A place may lie below another.
    suffixes
        .filter(|suffix| is_below(suffix))
        .max_by_key(|suffix| suffix.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use samverk_foundation::Role;

    const NEEDS: Contents = Contents::open("need");
    const PLACES: [MenuPlace; 4] = [
        MenuPlace::new(MenuGroup::Development, 10, "/behov", "needs")
            .filled_by(NEEDS, By::Roles(&[Role::Coordinator])),
        MenuPlace::new(MenuGroup::Overview, 10, "", "overview"),
        MenuPlace::new(MenuGroup::Goals, 20, "/mal", "goals"),
        MenuPlace::new(MenuGroup::Goals, 10, "/planer", "plans").seen_by(By::Members),
    ];

    #[test]
    fn places_stand_in_their_groups_and_one_is_current() {
        let path = "/samverkan/x/planer/2026/indikatorer";
        let drawn = drawn(&PLACES, ("/samverkan/x", path), str::to_owned);
        let labels: Vec<Vec<_>> = drawn
            .iter()
            .map(|group| group.places.iter().map(|one| one.label.as_str()).collect())
            .collect();
        assert_eq!(
            labels,
            [vec!["overview"], vec!["plans", "goals"], vec!["needs"]]
        );
        let current = drawn.iter().flat_map(|group| &group.places);
        let current: Vec<_> = current.filter(|one| one.current).collect();
        assert_eq!(current.len(), 1);
        assert_eq!(current[0].href, "/samverkan/x/planer");
        assert_eq!(
            nearest(&PLACES.each_ref(), "/samverkan/x", "/samverkan/x/malarna"),
            None
        );
        let below = MenuPlace::new(MenuGroup::Goals, 30, "/mal/alla", "all");
        let places = [&PLACES[2], &below];
        assert_eq!(nearest(&places, "", "/mal/alla/1"), Some("/mal/alla"));
    }

    #[test]
    fn an_empty_place_leads_only_those_who_may_fill_it() {
        let nobody = Roles::of(&[Role::Public]);
        let reader = Roles::of(&[Role::Reader]);
        let coordinator = Roles::of(&[Role::Coordinator]);
        assert!(!PLACES[0].leads(&reader, |_| false));
        assert!(PLACES[0].leads(&reader, |contents| contents == NEEDS));
        assert!(PLACES[0].leads(&coordinator, |_| false));
        assert!(!PLACES[3].leads(&nobody, |_| true));
        assert!(PLACES[3].leads(&reader, |_| true));
    }
}
