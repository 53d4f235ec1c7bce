//! Words in messages: the nearest known word, lists of choices, and foreign text made safe to show.

/// The longest foreign text that a message repeats, in characters.
const LONGEST_SHOWN: usize = 80;
/// How many choices a message lists.
const LISTED_CHOICES: usize = 12;

/// Words of study files that were called otherwise once, and what they are called now.
const RENAMED: [(&str, &str); 3] = [("gap", "open_gap"), ("ties", "same_day"), ("line", "rule")];

/// What an old word is called now.
pub fn renamed(found: &str) -> Option<&'static str> {
    let mut words = RENAMED.iter();
    words.find(|(old, _)| *old == found).map(|(_, new)| *new)
}

/// The known word that a misspelt one most likely means, if any is near enough.
///
/// Near is an edit distance (optimal string alignment, which counts a swap of neighbours once) of
/// at most a third of the longer word, case aside; a word that contains the other one whole is near too.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found_low = found.to_lowercase();
    if found_low.is_empty() || found.chars().count() > LONGEST_SHOWN {
        return None;
    }
    known
        .into_iter()
        .filter_map(|word| Some((distance(&found_low, &word.to_lowercase())?, word)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

fn distance(found: &str, word: &str) -> Option<usize> {
    let longer = found.chars().count().max(word.chars().count());
    let steps = strsim::osa_distance(found, word);
    let part =
        found.len() >= 3 && word.len() >= 3 && (word.contains(found) || found.contains(word));
    (steps * 3 <= longer || part).then_some(steps)
}

/// Words in quotes with commas, the first few where there are many.
pub fn listed(words: &[&str]) -> String {
    let mut text = words
        .iter()
        .take(LISTED_CHOICES)
        .map(|word| format!("'{}'", shown(word)))
        .collect::<Vec<_>>()
        .join(", ");
    if words.len() > LISTED_CHOICES {
        text.extend([
            " and ",
            &(words.len() - LISTED_CHOICES).to_string(),
            " more",
        ]);
    }
    text
}

/// Foreign text cut to a readable length, its control characters escaped.
pub fn shown(text: &str) -> String {
    let mut out = String::new();
    for (count, letter) in text.chars().enumerate() {
        if count == LONGEST_SHOWN {
            out.push('…');
            break;
        }
        if unprintable(letter) {
            out.extend(letter.escape_unicode());
        } else {
            out.push(letter);
        }
    }
    out
}

/// Whether a character acts on a terminal or on the direction of text instead of showing itself.
pub fn unprintable(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words() {
        let eras = ["Xi Jinping", "Hu Jintao", "Mao Zedong"];
        assert_eq!(nearest("Xi Jingping", eras), Some("Xi Jinping"));
        assert_eq!(nearest("xi jinping", eras), Some("Xi Jinping"));
        assert_eq!(nearest("Xi", eras), None);
        assert_eq!(nearest("Mao", eras), Some("Mao Zedong"));
        assert_eq!(nearest("Brezhnev", eras), None);
        assert_eq!(nearest("", eras), None);
        assert_eq!(nearest("qauntity", ["quantity", "id"]), Some("quantity"));
    }

    #[test]
    fn foreign_text_is_cut_and_escaped() {
        assert_eq!(shown("a\u{0}b\u{1b}[0m"), "a\\u{0}b\\u{1b}[0m");
        assert_eq!(shown(&"x".repeat(200)).chars().count(), LONGEST_SHOWN + 1);
        assert_eq!(shown("習近平"), "習近平");
    }
}
