use shapeful::{Array, Labels, Layer, Linear, Relu, Tensor, axes, dim, softmax_loss};

axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; }

fn scores(x: &Array<(Batch, Pixels)>, w: &Array<(Pixels, Classes)>, b: &Array<(dim!(1), Classes)>) -> Tensor<(Batch, Classes)> {
    x.matmul(w) + b
}

fn backward(dout: &Array<(Batch, Classes)>, x: &Array<(Batch, Pixels)>, w: &Array<(Pixels, Classes)>) {
    let dx = dout.matmul(w);
    let dw = x.t().matmul(dout);
    println!("{dx:?} {dw:?}");
}

fn mean_image(x: &Array<(Batch, Pixels)>) -> Tensor<(Pixels,)> {
    let mean: Tensor<(Pixels,)> = x.mean(Pixels);
    mean
}

fn main() -> Result<(), shapeful::Error> {
    let x = Tensor::<(Batch, Pixels)>::ones();
    let labels = Labels::<Batch, Pixels>::new([0; 64])?;
    let net = (Linear::<Pixels, Hidden>::zeros(), Relu, Linear::<Classes, Classes>::zeros());
    let scores: Tensor<(Batch, Classes)> = net.predict(&x);
    let (loss, _) = softmax_loss(&scores, &labels);
    println!("{loss}");
    Ok(())
}
