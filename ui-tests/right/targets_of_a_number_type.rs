use shapeful::axes;
use shapeful::data::Examples;
axes! { Pixels = 4; Digits = 10; }

struct Handwriting {
    digits: Examples<(Pixels,), Digits>,
}

fn main() {
    let handwriting = Handwriting { digits: Examples::new(vec![0.0, 0.1, 0.2, 0.3], vec![7]).unwrap() };
    assert_eq!(handwriting.digits.targets(), [7]);
}
