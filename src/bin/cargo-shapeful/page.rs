use super::mistake::Mistake;
pub fn page(m: &[Mistake]) -> String {
    format!("{m:?}")
}
