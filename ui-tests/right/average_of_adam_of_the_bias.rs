use shapeful::{AdamConfig, Tensor, adam, axes};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let mut w = Tensor::<(Pixels, Classes)>::zeros();
    let (dw, mut m) = (Tensor::<(Pixels, Classes)>::ones(), Tensor::<(Pixels, Classes)>::zeros());
    let mut v = Tensor::<(Pixels, Classes)>::zeros();
    adam(&mut w, &dw, &mut m, &mut v, &mut 0, 1e-3, AdamConfig::default());
    assert!((w[[783, 9]] + 1e-3).abs() < 1e-8);
}
