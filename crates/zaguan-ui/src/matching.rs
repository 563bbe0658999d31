//! Finding words as people type them: without capitals and accents, each word from its beginning.

/// A letter without accent and capital: `Á` and `a` are the same.
pub fn fold(letter: char) -> char {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    match lower {
        'á' | 'à' | 'ä' | 'â' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' | 'õ' | 'ø' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

/// Whether every word of the query begins a word of the text.
pub fn matches(text: &str, query: &str) -> bool {
    query.split_whitespace().all(|wanted| begins(text, wanted).is_some())
}

/// Where a word of the text begins with `wanted`: the first and the last byte of it.
fn begins(text: &str, wanted: &str) -> Option<(usize, usize)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let wanted: Vec<char> = wanted.chars().map(fold).collect();
    let is_start = |at: usize| at == 0 || !letters[at - 1].1.is_alphanumeric();
    let starts = (0..letters.len()).filter(|at| is_start(*at));
    let fits = |at: &usize| {
        letters.len() >= at + wanted.len()
            && wanted.iter().zip(&letters[*at..]).all(|(want, (_, has))| *want == fold(*has))
    };
    let at = starts.into_iter().find(fits)?;
    let end = letters.get(at + wanted.len()).map_or(text.len(), |(end, _)| *end);
    Some((letters[at].0, end))
}

/// The text in parts, with whether each was typed; for marking what was found.
pub fn marked(text: &str, query: &str) -> Vec<(bool, String)> {
    let mut found: Vec<(usize, usize)> = query.split_whitespace().filter_map(|wanted| begins(text, wanted)).collect();
    // Of two at one place the longer counts.
    found.sort_unstable_by_key(|(from, to)| (*from, usize::MAX - *to));
    let mut parts = Vec::new();
    let mut at = 0;
    for (from, to) in found {
        if from < at {
            continue;
        }
        if from > at {
            parts.push((false, text[at..from].to_owned()));
        }
        parts.push((true, text[from..to].to_owned()));
        at = to;
    }
    if at < text.len() {
        parts.push((false, text[at..].to_owned()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_capitals_do_not_matter() {
        assert!(matches("Ángel Muñoz", "angel mun"));
        assert!(matches("Ir a Organizaciones", "ORG"));
        assert!(!matches("Carmen Rueda", "ueda"), "words are found from their beginning");
        assert!(matches("Carmen", ""));
    }

    #[test]
    fn what_was_typed_is_marked() {
        let parts = |text: &str, query: &str| -> String {
            marked(text, query).iter().map(|(on, part)| if *on { format!("[{part}]") } else { part.clone() }).collect()
        };
        assert_eq!(parts("Carmen Rueda Molina", "rue car"), "[Car]men [Rue]da Molina");
        assert_eq!(parts("Ángel", "an"), "[Án]gel");
        assert_eq!(parts("Carmen", "x"), "Carmen");
        assert_eq!(parts("Ana", "an ana"), "[Ana]");
        assert_eq!(parts("", "a"), "");
    }
}
