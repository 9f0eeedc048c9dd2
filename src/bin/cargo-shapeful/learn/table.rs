//! The exercises, in order. What each consists of lies in a folder of its own, and is part of the program.

/// One exercise.
pub struct Exercise {
    /// `04_dx`: its folder here, and its file in the course.
    pub name: &'static str,
    /// The broken program, as the student finds it.
    pub program: &'static str,
    /// The hidden part: a function `check`, which calls the student's functions and compares with loops.
    pub check: &'static str,
    pub hint: &'static str,
}

macro_rules! exercises { ($($name:literal)*) => {
    /// In the order in which they are worked on.
    pub const EXERCISES: &[Exercise] = &[$(Exercise {
        name: $name,
        program: include_str!(concat!("exercises/", $name, "/exercise.rs")),
        check: include_str!(concat!("exercises/", $name, "/check.rs")),
        hint: include_str!(concat!("exercises/", $name, "/hint.md")),
    }),*];
} }
exercises! {
    "01_axes" "02_product" "03_transpose" "04_dx" "05_dw" "06_db" "07_square" "08_bias" "09_keepdims" "10_relu_backward"
    "11_softmax" "12_correct_scores" "13_labels" "14_svm_loss" "15_softmax_gradient" "16_normalise" "17_distances"
    "18_outer" "19_jacobian" "20_reshape" "21_time_major" "22_attention" "23_generic" "24_own_layer" "25_sgd_step"
    "26_training"
}

/// The exercise of that name, or of that number: `04_dx`, `dx`, `04`, `4`.
pub fn find(wanted: &str) -> Option<usize> {
    let wanted = wanted.trim();
    let wanted = wanted.strip_suffix(".rs").unwrap_or(wanted);
    if let Ok(number) = wanted.parse::<usize>() {
        return number.checked_sub(1).filter(|&index| index < EXERCISES.len());
    }
    let named = |exercise: &Exercise| {
        exercise.name == wanted || exercise.name.split_once('_').is_some_and(|(_, name)| name == wanted)
    };
    EXERCISES.iter().position(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_order() {
        for (index, exercise) in EXERCISES.iter().enumerate() {
            let (number, _) = exercise.name.split_once('_').unwrap();
            assert_eq!(number, format!("{:02}", index + 1), "{}", exercise.name);
        }
    }
    #[test]
    fn found_by_name_and_by_number() {
        for wanted in ["04_dx", "dx", "04", "4", " 4 ", "04_dx.rs"] {
            assert_eq!(find(wanted).map(|index| EXERCISES[index].name), Some("04_dx"), "{wanted}");
        }
        for wanted in ["", "0", "27", "-1", "99999999999999999999", "04_", "é"] {
            assert_eq!(find(wanted), None, "{wanted}");
        }
    }
    #[test]
    fn each_has_its_parts() {
        for exercise in EXERCISES {
            assert!(exercise.program.starts_with("//! "), "{}: a program opens with its task", exercise.name);
            assert!(exercise.program.contains("\nfn main() "), "{}", exercise.name);
            assert!(exercise.check.contains("fn check("), "{}", exercise.name);
            assert!(!exercise.hint.trim().is_empty(), "{}", exercise.name);
            let lines = exercise.program.lines().count();
            assert!((10..=45).contains(&lines), "{}: {lines} lines", exercise.name);
        }
    }
}
