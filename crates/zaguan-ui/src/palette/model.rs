//! What a palette shows and where one is in it: no browser needed.

use leptos::prelude::*;

/// The mark before a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// An icon of the sprite.
    Icon(&'static str),
    /// The initials of a person.
    Person,
}

/// What choosing a result does.
#[derive(Clone)]
pub enum Act {
    /// Goes to an address.
    Go(String),
    /// Does something here.
    Do(Callback<()>),
}

/// One result.
#[derive(Clone)]
pub struct PaletteItem {
    /// What tells it from others.
    pub key: String,
    /// The mark before it.
    pub mark: Mark,
    /// Its name; what was typed is marked in it.
    pub name: String,
    /// What tells it from others of the same name.
    pub detail: String,
    /// A short word at its end, such as «Con acceso», with its icon.
    pub badge: Option<(&'static str, String)>,
    /// A number at its end: `C-000123`.
    pub number: Option<String>,
    /// The keys that do the same, for learning them.
    pub keys: Vec<&'static str>,
    /// What choosing it does.
    pub act: Act,
}

impl PaletteItem {
    /// A result with an icon.
    pub fn new(key: impl Into<String>, icon: &'static str, name: impl Into<String>, act: Act) -> Self {
        Self {
            key: key.into(),
            mark: Mark::Icon(icon),
            name: name.into(),
            detail: String::new(),
            badge: None,
            number: None,
            keys: Vec::new(),
            act,
        }
    }

    /// A person: initials instead of an icon.
    #[must_use]
    pub fn person(self) -> Self {
        Self { mark: Mark::Person, ..self }
    }

    /// With what tells it from others.
    #[must_use]
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    /// With a short word at its end.
    #[must_use]
    pub fn badge(self, icon: &'static str, words: impl Into<String>) -> Self {
        Self { badge: Some((icon, words.into())), ..self }
    }

    /// With a number at its end.
    #[must_use]
    pub fn number(self, number: impl Into<String>) -> Self {
        Self { number: Some(number.into()), ..self }
    }

    /// With the keys that do the same.
    #[must_use]
    pub fn keys(self, keys: &[&'static str]) -> Self {
        Self { keys: keys.to_vec(), ..self }
    }
}

/// Results of one kind under their heading.
#[derive(Clone)]
pub struct PaletteGroup {
    /// The heading.
    pub title: String,
    /// The results.
    pub items: Vec<PaletteItem>,
}

/// The place after a key, of `count` results; `None`: the key is not one that moves.
pub fn step(key: &str, at: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" => Some(if at >= last { 0 } else { at + 1 }),
        "ArrowUp" => Some(if at == 0 { last } else { at - 1 }),
        "Home" => Some(0),
        "End" => Some(last),
        "PageDown" => Some((at + 5).min(last)),
        "PageUp" => Some(at.saturating_sub(5)),
        _ => None,
    }
}

/// Where one is after other results came: at the same result if it is still there and one had moved, else at the first.
pub fn place_after(chosen: Option<&str>, moved: bool, keys: &[String]) -> usize {
    let same = chosen.filter(|_| moved).and_then(|chosen| keys.iter().position(|key| key == chosen));
    same.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round_and_home_and_end_to_the_edges() {
        assert_eq!(step("ArrowDown", 0, 3), Some(1));
        assert_eq!(step("ArrowDown", 2, 3), Some(0));
        assert_eq!(step("ArrowUp", 0, 3), Some(2));
        assert_eq!(step("Home", 2, 3), Some(0));
        assert_eq!(step("End", 0, 3), Some(2));
        assert_eq!(step("PageDown", 1, 3), Some(2));
        assert_eq!(step("ArrowDown", 0, 0), None);
        assert_eq!(step("a", 0, 3), None);
    }

    #[test]
    fn late_answers_do_not_move_what_one_has_chosen() {
        let keys = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(place_after(Some("b"), true, &keys("x y b")), 2);
        assert_eq!(place_after(Some("b"), false, &keys("x y b")), 0, "who has not moved wants the first");
        assert_eq!(place_after(Some("gone"), true, &keys("x y")), 0);
    }
}
