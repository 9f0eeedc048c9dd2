use rand::{SeedableRng, rngs::StdRng};
use shapeful::{Array, Init, Labels, Layer, Linear, Relu, Tensor, axes, dim, softmax_loss};

axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; }

fn scores(x: &Array<(Batch, Pixels)>, w: &Array<(Pixels, Classes)>, b: &Array<(dim!(1), Classes)>) -> Tensor<(Batch, Classes)> {
    x.matmul(w) + b
}

fn gradient_of_x(dout: &Array<(Batch, Classes)>, w: &Array<(Pixels, Classes)>) -> Tensor<(Batch, Pixels)> {
    dout.matmul(w)
}

fn mean_image(x: &Array<(Batch, Pixels)>) -> Tensor<(Pixels,)> {
    let mean: Tensor<(Pixels,)> = x.mean(Pixels);
    mean
}

fn main() -> Result<(), shapeful::Error> {
    let x = Tensor::<(Batch, Pixels)>::ones();
    let labels = Labels::<Batch, Pixels>::new([0; 64])?;
    let net = <(Linear<Pixels, Hidden>, Relu, Linear<Classes, Classes>)>::init(&mut StdRng::seed_from_u64(1));
    let scores: Tensor<(Batch, Classes)> = net.predict(&x);
    let (loss, _) = softmax_loss(&scores, &labels);
    println!("{loss}");
    Ok(())
}
