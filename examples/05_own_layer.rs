//! 5. A layer of your own, and the check that its gradients are right. Run it with `cargo run --example 05_own_layer`.
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    Array, Dim, Float, GradCheck, Init, Kind, Layer, Linear, Mode, Param, Params, Path, ShapeName, Tensor, Visit, axes,
    network,
};

/// `y = gain ⊙ x`, with a gain for every feature: `dx = gain ⊙ dy`, `dgain = Σ_n dy ⊙ x`.
#[derive(Clone, Debug)]
struct Gain<D: Dim, E: Float = f32> {
    gain: Tensor<(D,), E>,
}
impl<D: Dim, E: Float> Init for Gain<D, E> {
    fn init<R: rand::Rng + ?Sized>(_: &mut R) -> Self {
        Gain { gain: Tensor::ones() }
    }
}
/// Which parameters it has.
impl<D: Dim, E: Float> Params<E> for Gain<D, E> {
    fn walk<const R: usize, const W: usize>(
        read: [&Self; R],
        write: [&mut Self; W],
        path: Path<'_>,
        f: &mut Visit<'_, E, R, W>,
    ) {
        let gain = Param { path: path.then("gain"), kind: Kind::Bias, shape: ShapeName::of::<(D,)>() };
        f(gain, read.map(|layer| layer.gain.as_slice()), write.map(|layer| layer.gain.as_mut_slice()));
    }
}
/// What it computes, forward and backward.
impl<N: Dim, D: Dim, E: Float> Layer<(N, D), E> for Gain<D, E> {
    type Y = (N, D);
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, x: &Array<(N, D), E>, _: &mut (), y: &mut Array<(N, D), E>) {
        y.clone_from(x);
        *y *= self.gain.broadcast();
    }
    #[rustfmt::skip]
    fn backward(&mut self, x: &Array<(N, D), E>, _: &mut (), dy: &Array<(N, D), E>, dx: Option<&mut Array<(N, D), E>>, grad: &mut Self) {
        grad.gain = (dy * x).sum(shapeful::Axis::<0>);
        if let Some(dx) = dx {
            dx.clone_from(dy);
            *dx *= self.gain.broadcast();
        }
    }
}

axes! { Batch = 3; Inputs = 5; Hidden = 7; }
network! { struct Net<E: Float> { lower: Linear<Inputs, Hidden, E>, gain: Gain<Hidden, E> } }

fn main() {
    let mut rng = StdRng::seed_from_u64(1);
    let net = Net::<f64>::init(&mut rng);
    let x = Tensor::<(Batch, Inputs), f64>::normal(0.0, 1.0, &mut rng);
    match GradCheck::default().layer(&net, &x) {
        Ok(report) => println!("{} derivatives agree, relative error {:.1e}", report.checked, report.rel_error),
        Err(error) => println!("{error}"),
    }
}
