//! How text is made comparable: lower case, and Latin letters without their accents, alike on both databases.

/// Folds a text for searching and sorting by name.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        match c {
            'á' | 'à' | 'ä' | 'â' | 'ã' | 'å' => out.push('a'),
            'é' | 'è' | 'ë' | 'ê' => out.push('e'),
            'í' | 'ì' | 'ï' | 'î' => out.push('i'),
            'ó' | 'ò' | 'ö' | 'ô' | 'õ' | 'ø' => out.push('o'),
            'ú' | 'ù' | 'ü' | 'û' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ñ' => out.push('n'),
            'ç' => out.push('c'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            // Combining marks of decomposed text.
            '\u{300}'..='\u{36f}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(fold("  Peñíscola Ático Straße "), "peniscola atico strasse");
        assert_eq!(fold("n\u{303}"), "n");
        assert_eq!(fold("Θέμα 文"), "θέμα 文");
    }
}
