//! Words for a terminal: their width, in ASCII, in lines.
use unicode_width::UnicodeWidthChar;

/// The columns that it takes.
pub fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// The columns that a character takes.
pub fn columns(character: char) -> usize {
    character.width().unwrap_or(0)
}

/// Without what moves the cursor, or reorders or joins what stands around it: the columns of the drawing depend on it.
pub fn clean(text: &str) -> String {
    let mut cleaned = String::new();
    for character in text.chars() {
        match character {
            '\t' => cleaned.push_str("    "),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => {}
            '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => {}
            '\u{2028}' | '\u{2029}' => cleaned.push(' '),
            control if control.is_control() => cleaned.push(' '),
            other => cleaned.push(other),
        }
    }
    cleaned
}

/// The signs of mathematics in ASCII. What the program itself is written in stays.
pub fn ascii(text: &str) -> String {
    const POWERS: [char; 11] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁻'];
    let mut spelt = String::new();
    let mut power = false;
    for character in text.chars() {
        let place = POWERS.iter().position(|digit| *digit == character);
        if let Some(place) = place {
            // One sign for all digits of an exponent.
            spelt.push_str(if power { "" } else { "^" });
            spelt.push(char::from_digit(place as u32, 10).unwrap_or('-'));
        }
        power = place.is_some();
        match character {
            _ if power => {}
            '₀'..='₉' => spelt.push(char::from(b'0' + (character as u32 - '₀' as u32) as u8)),
            '·' | '⋅' => spelt.push('.'),
            '⊙' | '∘' => spelt.push('*'),
            '⊗' => spelt.push_str("(x)"),
            '×' => spelt.push('x'),
            'ᵀ' => spelt.push_str("^T"),
            'μ' => spelt.push_str("mu"),
            'σ' => spelt.push_str("sigma"),
            'γ' => spelt.push_str("gamma"),
            'β' => spelt.push_str("beta"),
            'ε' => spelt.push_str("eps"),
            // The hat of what is normalised.
            '\u{302}' => spelt.push('^'),
            '∞' => spelt.push_str("infinity"),
            '‖' => spelt.push_str("||"),
            'Δ' => spelt.push_str("Delta "),
            '≠' => spelt.push_str("!="),
            '≤' => spelt.push_str("<="),
            '≥' => spelt.push_str(">="),
            '≈' => spelt.push('~'),
            '−' | '–' | '—' => spelt.push('-'),
            '→' | '⟶' => spelt.push_str("->"),
            '←' => spelt.push_str("<-"),
            '↔' => spelt.push_str("<->"),
            '…' => spelt.push_str("..."),
            '‘' | '’' => spelt.push('\''),
            '“' | '”' => spelt.push('"'),
            'Σ' | '∑' => spelt.push_str("sum"),
            '∂' => spelt.push('d'),
            '√' => spelt.push_str("sqrt"),
            '∈' => spelt.push_str("in"),
            '\u{a0}' => spelt.push(' '),
            other => spelt.push(other),
        }
    }
    spelt
}

/// At most so many columns, and a sign of what was left out.
pub fn shortened(text: &str, room: usize, ellipsis: &str) -> String {
    if width(text) <= room {
        return text.to_string();
    }
    let ellipsis = if room > width(ellipsis) { ellipsis } else { "" };
    let mut left = room - width(ellipsis);
    let fits = |character: &char| {
        let fits = columns(*character) <= left;
        left = left.saturating_sub(if fits { columns(*character) } else { left });
        fits
    };
    text.chars().take_while(fits).chain(ellipsis.chars()).collect()
}

/// Lines of at most so many columns, broken at blanks; a longer word has a line of its own.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && width(&line) + 1 + width(word) > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn mathematics_in_ascii() {
        assert_eq!(ascii("xᵀ · w ≤ 10⁻⁹, 2³²−1 or 2² · λ"), "x^T . w <= 10^-9, 2^32-1 or 2^2 . λ");
        assert_eq!(ascii("a ⊙ b ⊗ c"), "a * b (x) c");
    }
}
