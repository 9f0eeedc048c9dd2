//! The one formula that fits, with the shape under each letter.
use crate::command::mistake::Mistake;
use crate::command::solver::Kind;

/// A letter of the formula, its shape, and the sign in front of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub sign: &'static str,
    pub letter: String,
    pub shape: String,
}

/// `dx = dout · wᵀ`, if there is exactly one way to what is wanted.
pub fn formula(mistake: &Mistake) -> Option<Vec<Term>> {
    let [candidate] = mistake.advice.as_ref()?.candidates.as_slice() else { return None };
    // Between its letters stands another sign.
    if matches!(candidate.kind, Kind::Elementwise | Kind::Call) || candidate.formula.contains('⊗') {
        return None;
    }
    let letters: Vec<&str> = candidate.formula.split('·').map(str::trim).collect();
    let known = letters.len() == candidate.factors.len();
    let result = assigned(&mistake.place.text).unwrap_or("result").to_string();
    let mut terms = vec![Term { sign: "", letter: result, shape: candidate.result.to_string() }];
    for (place, factor) in candidate.factors.iter().enumerate() {
        let letter = if known { letters[place] } else { factor.name.as_str() };
        let sign = if place == 0 { "=" } else { "·" };
        terms.push(Term { sign, letter: letter.to_string(), shape: factor.shape.to_string() });
    }
    Some(terms)
}

/// `dx` of `let dx = …;`.
fn assigned(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("let ")?.trim_start();
    let rest = rest.strip_prefix("mut ").unwrap_or(rest).trim_start();
    let end = rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::assigned;
    #[test]
    fn the_name_of_what_comes_out() {
        assert_eq!(assigned("    let dx: Tensor<(N, M)> = dout.matmul(&w);"), Some("dx"));
        assert_eq!(assigned("let mut dx = 1;"), Some("dx"));
        assert_eq!(assigned("let (a, b) = pair;"), None);
        assert_eq!(assigned("dout.matmul(&w)"), None);
    }
}
