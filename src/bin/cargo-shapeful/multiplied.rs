//! The product of the axes of an image, which the rows of the weights have to be: multiplied out.
use super::mistake::Problem;
use super::shape::Axis;

/// `C*H*W = 4*3*3 = 36`, where the weights of an affine layer have another number of rows.
pub fn note(problem: &Problem) -> Option<String> {
    let Problem::Affine { operands, backward } = problem else { return None };
    let [x, w] = if *backward { [&operands[1], &operands[2]] } else { [&operands[0], &operands[1]] };
    let ([_, axes @ ..], [rows, columns]) = (x.shape.0.as_slice(), w.shape.0.as_slice()) else { return None };
    if axes.len() < 2 {
        return None;
    }
    let sizes: Vec<u64> = axes.iter().map(|axis| axis.size).collect::<Option<_>>()?;
    let product = sizes.iter().try_fold(1_u64, |product, &size| product.checked_mul(size))?;
    let found = rows.size.filter(|&found| found != product)?;
    let joined = |words: Vec<String>| words.join("*");
    let (names, numbers) =
        (joined(axes.iter().map(Axis::to_string).collect()), joined(sizes.iter().map(u64::to_string).collect()));
    let names = if names == numbers { names } else { format!("{names} = {numbers}") };
    Some(format!(
        "the rows of w are {names} = {product}, and not {found}: `(dim!({product}), {})`, or a name of that size",
        columns.in_code()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::draw::samples::operand;

    fn of(x: &str, w: &str) -> Option<String> {
        let operands = [operand("x", x), operand("w", w), operand("b", "1 1, Classes 10")];
        note(&Problem::Affine { operands, backward: false })
    }

    #[test]
    fn rows_are_multiplied_out() {
        let told = of("Batch 5, Filters 4, 3 3, 3 3", "32 32, Classes 10").unwrap();
        assert_eq!(
            told,
            "the rows of w are Filters*3*3 = 4*3*3 = 36, and not 32: `(dim!(36), Classes)`, or a name of that size"
        );
        let backward = Problem::Affine {
            operands: [operand("dout", "N 2, C 3"), operand("x", "N 2, 4 4, 5 5"), operand("w", "D 7, C 3")],
            backward: true,
        };
        assert_eq!(
            note(&backward).unwrap(),
            "the rows of w are 4*5 = 20, and not 7: `(dim!(20), C)`, or a name of that size"
        );
    }
    #[test]
    fn what_is_no_product_or_is_right_is_left_alone() {
        assert_eq!(of("Batch 5, Pixels 36", "32 32, Classes 10"), None);
        assert_eq!(of("Batch 5, Filters 4, 3 3, 3 3", "Pixels 36, Classes 10"), None);
    }
}
