//! A short course on shapes in backpropagation, taught by the compiler.
//!
//! The method is one sentence: *write every shape down, and the formula reads off.* Each lesson is a mistake that people make, what
//! the compiler says of it, and the program that is right. Programs and errors are those of the test suite, so they are what this
//! version of the library does.
//!
//! # How to read an error
//! 1. The first line has both shapes and the rule that is broken. Names print as names; numbers print as digits, most significant
//!    first: `_7<_8<_4>>` is 784.
//! 2. The label stands under the operand to change.
//! 3. The notes have the rule as algebra, the repair, and the number of a lesson here.
//!
//! Where the compiler words an error itself, the two shapes stand after `expected` and `found`.
//!
//! # The chapters
//! 1. [Axes and shapes](shapes)
//! 2. [Broadcasting](broadcasting)
//! 3. [Reductions](reductions)
//! 4. [Products](products)
//! 5. [The affine layer](affine)
//! 6. [Activations, losses and labels](activations)
//! 7. [Reshaping](reshaping)
//! 8. [Networks](networks)
//! 9. [Jacobians](jacobians)
//! 10. [Images](images)
//! 11. [Sequences](sequences)
//! 12. [Generic code](generic)
//! 13. [Convolution](convolution)
//! 14. [Normalisation and dropout](normalisation)
//! 15. [Recurrent networks](recurrent)
//! 16. [Attention](attention)
//! 17. [Training](training)
//! 18. [Composition](composition)
//! 19. [Data and the trainer](data)

/// A mistake, what the compiler says of it, and what is right.
/// ```
/// # #[cfg(feature = "lessons")] {
/// let lesson = shapeful::lessons::lesson(48).unwrap();
/// assert!(lesson.error.unwrap().contains("cannot multiply (Batch, Classes) by (Pixels, Classes)"));
/// # }
/// ```
#[derive(Debug)]
pub struct Lesson {
    /// 7 for lesson S07.
    pub number: u16,
    /// What the lesson is about, in a few words.
    pub title: &'static str,
    /// The name of the ui-test.
    pub case: &'static str,
    /// The rule, with its formula, in Markdown.
    pub mathematics: &'static str,
    /// The program with the mistake.
    pub wrong: &'static str,
    /// What the compiler says, or `None` where no type can see the mistake, and the program itself shows the wrong numbers.
    pub error: Option<&'static str>,
    /// The program without the mistake.
    pub right: &'static str,
}

/// Lessons on one subject, in the order to read them.
/// ```
/// # #[cfg(feature = "lessons")] {
/// use shapeful::lessons::COURSE;
/// assert!(COURSE.iter().any(|chapter| chapter.title == "The affine layer"));
/// # }
/// ```
#[derive(Debug)]
pub struct Chapter {
    /// The subject.
    pub title: &'static str,
    /// The lessons, by number.
    pub lessons: &'static [Lesson],
}

/// The lesson with this number, if there is one.
/// ```
/// # #[cfg(feature = "lessons")] {
/// assert!(shapeful::lessons::lesson(1).is_some());
/// assert!(shapeful::lessons::lesson(9999).is_none());
/// # }
/// ```
pub fn lesson(number: u16) -> Option<&'static Lesson> {
    COURSE.iter().flat_map(|chapter| chapter.lessons).find(|lesson| lesson.number == number)
}

/// A page of lessons, and the same as data:
/// - `S48 case "title" "mathematics";` is a mistake that does not compile.
/// - `silent S61 case "title" "mathematics";` is one that no type can see.
///
/// The programs are `ui-tests/case.rs` and `ui-tests/right/case.rs`. What `cargo shapeful check` draws of the mistake is
/// `ui-tests/case.svg`, which is empty where there is no shape to draw; `tests/cli/catalogue.rs` blesses it.
macro_rules! chapter {
    ($(#[$introduction:meta])* pub mod $name:ident: $title:literal; $($lessons:tt)*) => {
        chapter!(@ pages [$(#[$introduction])* #[doc = ""] #[doc = include_str!("drawings.html")]] [] $name $title; $($lessons)*);
    };
    (@ pages [$($pages:tt)*] [$($data:tt)*] $name:ident $title:literal;
        $number:ident $case:ident $heading:literal $mathematics:literal; $($rest:tt)*) => {
        chapter!(@ pages [$($pages)*
            #[doc = concat!("# ", stringify!($number), ": ", $heading, "\n", $mathematics, "\n\nThe wrong program:\n```rust,ignore\n")]
            #[doc = include_str!(concat!("../../ui-tests/", stringify!($case), ".rs"))]
            #[doc = "```\nWhat the compiler says:\n```text"]
            #[doc = include_str!(concat!("../../ui-tests/", stringify!($case), ".stderr"))]
            #[doc = "```"]
            // Markdown has a blank line before and after HTML.
            #[doc = ""]
            #[doc = include_str!(concat!("../../ui-tests/", stringify!($case), ".svg"))]
            #[doc = ""]
            #[doc = "The right program:\n```"]
            #[doc = include_str!(concat!("../../ui-tests/right/", stringify!($case), ".rs"))]
            #[doc = "```"]
        ] [$($data)* ($number $case $heading $mathematics
            Some(include_str!(concat!("../../ui-tests/", stringify!($case), ".stderr"))))] $name $title; $($rest)*);
    };
    (@ pages [$($pages:tt)*] [$($data:tt)*] $name:ident $title:literal;
        silent $number:ident $case:ident $heading:literal $mathematics:literal; $($rest:tt)*) => {
        chapter!(@ pages [$($pages)*
            #[doc = concat!("# ", stringify!($number), ": ", $heading, "\n", $mathematics,
                "\n\nThe wrong program, which no type can tell from the right one. It compiles, and shows the wrong numbers:\n```")]
            #[doc = include_str!(concat!("../../ui-tests/", stringify!($case), ".rs"))]
            #[doc = "```\nThe right program:\n```"]
            #[doc = include_str!(concat!("../../ui-tests/right/", stringify!($case), ".rs"))]
            #[doc = "```"]
        ] [$($data)* ($number $case $heading $mathematics None)] $name $title; $($rest)*);
    };
    (@ pages [$($pages:tt)*] [$(($number:ident $case:ident $heading:literal $mathematics:literal $error:expr))*]
        $name:ident $title:literal;) => {
        $($pages)*
        pub mod $name {
            use super::{Chapter, Lesson};
            /// The lessons of this chapter, as data.
            /// ```
            /// # #[cfg(feature = "lessons")]
            #[doc = concat!("assert!(!shapeful::lessons::", stringify!($name), "::CHAPTER.lessons.is_empty());")]
            /// ```
            pub static CHAPTER: Chapter = Chapter {
                title: $title,
                lessons: &[$(Lesson {
                    number: super::number(stringify!($number)),
                    title: $heading,
                    case: stringify!($case),
                    mathematics: $mathematics,
                    wrong: include_str!(concat!("../../ui-tests/", stringify!($case), ".rs")),
                    error: $error,
                    right: include_str!(concat!("../../ui-tests/right/", stringify!($case), ".rs")),
                }),*],
            };
        }
    };
}

/// The number of a lesson: 7 of `S07`.
const fn number(lesson: &str) -> u16 {
    let digits = lesson.as_bytes();
    assert!(digits[0] == b'S');
    let (mut number, mut place) = (0, 1);
    while place < digits.len() {
        number = number * 10 + (digits[place] - b'0') as u16;
        place += 1;
    }
    number
}

// Each file is one call of `chapter!`.
include!("shapes.rs");
include!("broadcasting.rs");
include!("reductions.rs");
include!("products.rs");
include!("affine.rs");
include!("activations.rs");
include!("reshaping.rs");
include!("networks.rs");
include!("jacobians.rs");
include!("images.rs");
include!("sequences.rs");
include!("generic.rs");
include!("convolution.rs");
include!("normalisation.rs");
include!("recurrent.rs");
include!("attention.rs");
include!("training.rs");
include!("composition.rs");
include!("data.rs");

/// All chapters, in the order to read them.
/// ```
/// # #[cfg(feature = "lessons")] {
/// use shapeful::lessons::COURSE;
/// let mut numbers = COURSE.iter().flat_map(|chapter| chapter.lessons).map(|lesson| lesson.number);
/// assert_eq!(numbers.next(), Some(1));
/// # }
/// ```
pub static COURSE: &[&Chapter] = &[
    &shapes::CHAPTER,
    &broadcasting::CHAPTER,
    &reductions::CHAPTER,
    &products::CHAPTER,
    &affine::CHAPTER,
    &activations::CHAPTER,
    &reshaping::CHAPTER,
    &networks::CHAPTER,
    &jacobians::CHAPTER,
    &images::CHAPTER,
    &sequences::CHAPTER,
    &generic::CHAPTER,
    &convolution::CHAPTER,
    &normalisation::CHAPTER,
    &recurrent::CHAPTER,
    &attention::CHAPTER,
    &training::CHAPTER,
    &composition::CHAPTER,
    &data::CHAPTER,
];
