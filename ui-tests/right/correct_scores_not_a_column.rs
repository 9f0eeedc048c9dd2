use shapeful::{Labels, Tensor, axes, dim};
axes! { Batch = 64; Classes = 10; }

fn margins(scores: &Tensor<(Batch, Classes)>, labels: &Labels<Batch, Classes>) -> Tensor<(Batch, Classes)> {
    let correct = scores.gather(labels);
    let correct = correct.unravel::<(Batch, dim!(1))>();
    scores - correct.broadcast() + 1.0
}

fn main() {
    let scores = Tensor::<(Batch, Classes)>::from_fn(|[n, class]| (n + class) as f32);
    let margins = margins(&scores, &Labels::new([4; 64]).unwrap());
    assert_eq!((margins[[0, 4]], margins[[63, 9]]), (1.0, 6.0));
}
