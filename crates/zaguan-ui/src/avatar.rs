//! The round mark of a person: initials on a colour that the name decides.

use leptos::prelude::*;

/// A person's initials. Decoration: the name stands beside it, or in the `aria-label` around it.
#[component]
pub fn Avatar(
    /// The person's name.
    #[prop(into)]
    name: TextProp,
) -> impl IntoView {
    let (named, coloured) = (name.clone(), name);
    view! { <span class="avatar" aria-hidden="true" data-initials=move || initials(&named.get()) data-hue=move || hue(&coloured.get()).to_string()></span> }
}

/// At most two initials: of the first word and of the second or last one.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_alphanumeric));
    let first = words.next().and_then(|word| word.chars().next());
    let second = words.next().and_then(|word| word.chars().next());
    first.into_iter().chain(second).flat_map(char::to_uppercase).collect()
}

/// One of twelve hues; the same for the same name, everywhere and always (FNV-1a).
pub fn hue(name: &str) -> u32 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % 12
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_first_two_words() {
        assert_eq!(initials("Carmen Rueda Molina"), "CR");
        assert_eq!(initials("  ángel  "), "Á");
        assert_eq!(initials("Grupo (Almenara) S. L."), "GS");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_name_keeps_its_colour() {
        assert_eq!(hue("Carmen Rueda"), hue("Carmen Rueda"));
        assert!((0..200).map(|n| hue(&n.to_string())).all(|hue| hue < 12));
    }
}
