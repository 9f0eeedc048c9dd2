//! Reads the numbers of `tests/fixtures`: tables of numbers, nested as deep as their shapes.
use serde_json::Value;
use shapeful::{Shape, Tensor};

/// A file of numbers from another implementation: cases by name, and arrays by name in each.
pub struct Fixtures(Value);
impl Fixtures {
    pub fn read(area: &str) -> Fixtures {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/{area}.json"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Fixtures(serde_json::from_str(&text).unwrap())
    }
    /// The numbers of an array, of any depth, row by row.
    pub fn numbers(&self, case: &str, array: &str) -> Vec<f64> {
        fn collect(value: &Value, into: &mut Vec<f64>) {
            match value {
                Value::Array(values) => values.iter().for_each(|value| collect(value, into)),
                number => into.push(number.as_f64().unwrap_or_else(|| panic!("{number} is not a number"))),
            }
        }
        let (mut numbers, value) = (Vec::new(), &self.0[case][array]);
        assert!(!value.is_null(), "there is no {array} in {case}");
        collect(value, &mut numbers);
        numbers
    }
    /// An array, whose number of elements is checked.
    pub fn tensor<S: Shape>(&self, case: &str, array: &str) -> Tensor<S, f64> {
        Tensor::try_from(self.numbers(case, array)).unwrap_or_else(|error| panic!("{case}, {array}: {error}"))
    }
}

/// Every number is the other one, to a part in a million.
#[track_caller]
pub fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (i, (&found, &expected)) in found.iter().zip(expected).enumerate() {
        assert!(
            (found - expected).abs() <= 1e-6 * (1.0 + expected.abs()),
            "element {i}: {found} instead of {expected}"
        );
    }
}
