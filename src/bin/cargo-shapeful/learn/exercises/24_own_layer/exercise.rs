//! A layer of your own is its formula, twice: `forward` writes y, and `backward` writes dx from dy.
//!
//! `Square` is y = x². Its shapes are right, and its gradient is not: by what is dy multiplied? Then it stands between two
//! linear layers; a tuple of layers is a network, and each layer takes what the one before it gives.
use shapeful::{Array, Float, Layer, Linear, Mode, Params, Shape, Tensor, axes};

axes! { pub Batch = 2; pub Inputs = 4; pub Hidden = 5; pub Classes = 3; }

pub type Net = (Linear<Inputs, Hidden>, Square, Linear<Inputs, Classes>);

pub fn scores(net: &Net, x: &Array<(Batch, Inputs)>) -> Tensor<(Batch, Classes)> {
    net.predict(x)
}

#[derive(Clone)]
pub struct Square;
impl<E: Float> Params<E> for Square {}
impl<X: Shape, E: Float> Layer<X, E> for Square {
    type Y = X;
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, x: &Array<X, E>, _: &mut (), y: &mut Array<X, E>) {
        x.map_into(y, |x| x * x);
    }
    fn backward(&mut self, x: &Array<X, E>, _: &mut (), dy: &Array<X, E>, dx: Option<&mut Array<X, E>>, _: &mut Self) {
        if let Some(dx) = dx {
            x.zip_map_into(dy, dx, |x, dy| x * dy);
        }
    }
}

fn main() {
    println!("{:?}", Square.predict(&Tensor::<(Batch, Inputs)>::full(3.0)));
}
