//! The two kinds of entry in the catalogue, [`Text`] and [`Plural`], and the macros that declare them.

use zaguan_types::Language;

/// One message in the three languages. May hold `{name}` placeholders, see [`Text::fill`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    es: &'static str,
    en: &'static str,
    nl: &'static str,
}

impl Text {
    /// Builds an entry. Evaluated while compiling, where a placeholder that stands in one language and not in
    /// another is an error.
    pub const fn new(es: &'static str, en: &'static str, nl: &'static str) -> Self {
        assert!(has_placeholders_of(es, en) && has_placeholders_of(en, es), "English placeholders differ");
        assert!(has_placeholders_of(es, nl) && has_placeholders_of(nl, es), "Dutch placeholders differ");
        Self { es, en, nl }
    }

    /// The words in `language`, placeholders untouched.
    pub const fn get(self, language: Language) -> &'static str {
        match language {
            Language::Es => self.es,
            Language::En => self.en,
            Language::Nl => self.nl,
        }
    }

    /// The words with each `{name}` replaced by its value. A value is never searched for placeholders itself, so
    /// what a person typed cannot pull in another value; a placeholder without a value stays as it is.
    pub fn fill(self, language: Language, values: &[(&str, &str)]) -> String {
        fill(self.get(language), values)
    }
}

/// A message whose form depends on a number; each form may hold `{n}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plural {
    one: Text,
    other: Text,
}

impl Plural {
    /// Builds an entry from the form for exactly one and the form for every other number.
    pub const fn new(one: Text, other: Text) -> Self {
        Self { one, other }
    }

    /// The right form for `n` with `{n}` filled in. Spanish, English and Dutch all part at exactly one.
    pub fn count(self, language: Language, n: u64) -> String {
        self.count_with(language, n, &[])
    }

    /// As [`Plural::count`], with more placeholders than `{n}`.
    pub fn count_with(self, language: Language, n: u64, values: &[(&str, &str)]) -> String {
        let form = if n == 1 { self.one } else { self.other };
        let number = n.to_string();
        let mut all = Vec::with_capacity(values.len() + 1);
        all.push(("n", number.as_str()));
        all.extend_from_slice(values);
        form.fill(language, &all)
    }
}

/// Declares texts: `words! { TITLE { es: "…", en: "…", nl: "…" } }` makes `pub const TITLE: Text`.
macro_rules! words {
    ($( $(#[$doc:meta])* $name:ident { es: $es:literal, en: $en:literal, nl: $nl:literal $(,)? } )*) => {
        $(
            $(#[$doc])*
            #[doc = concat!("«", $es, "»")]
            pub const $name: $crate::Text = $crate::Text::new($es, $en, $nl);
        )*
        /// Every text of this area, for the tests of the catalogue.
        #[cfg(test)]
        pub(crate) const EVERY_TEXT: &[(&str, $crate::Text)] = &[$((stringify!($name), $name)),*];
    };
}

/// Declares plurals: `plurals! { CASES { es: ["{n} caso", "{n} casos"], en: […], nl: […] } }`.
macro_rules! plurals {
    ($( $(#[$doc:meta])* $name:ident {
        es: [$es1:literal, $es:literal], en: [$en1:literal, $en:literal], nl: [$nl1:literal, $nl:literal] $(,)?
    } )*) => {
        $(
            $(#[$doc])*
            #[doc = concat!("«", $es, "»")]
            pub const $name: $crate::Plural =
                $crate::Plural::new($crate::Text::new($es1, $en1, $nl1), $crate::Text::new($es, $en, $nl));
        )*
    };
}

fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let found = from.find('}').and_then(|end| {
            let name = &from[1..end];
            values.iter().find(|(key, _)| *key == name).map(|(_, value)| (end, *value))
        });
        match found {
            Some((end, value)) => {
                out.push_str(value);
                rest = &from[end + 1..];
            }
            None => {
                out.push('{');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether every `{name}` of `a` also stands in `b`.
const fn has_placeholders_of(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() {
        if a[i] == b'{' {
            let mut end = i;
            while end < a.len() && a[end] != b'}' {
                end += 1;
            }
            assert!(end < a.len(), "placeholder is not closed");
            if !contains(b, a, i, end + 1) {
                return false;
            }
            i = end;
        }
        i += 1;
    }
    true
}

/// Whether `needle[from..to]` stands anywhere in `hay`.
const fn contains(hay: &[u8], needle: &[u8], from: usize, to: usize) -> bool {
    let len = to - from;
    let mut start = 0;
    while start + len <= hay.len() {
        let mut k = 0;
        while k < len && hay[start + k] == needle[from + k] {
            k += 1;
        }
        if k == len {
            return true;
        }
        start += 1;
    }
    false
}
