//! Dropout as a layer: in training numbers are dropped at random, in use none.
use crate::array::{Array, Tensor};
use crate::elem::Float;
use crate::key::Key;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
use crate::layers::params::{Init, Params, walk};
use crate::numeral::_4;
use crate::ops::Keep;
use crate::shape::Shape;

/// `y = x·mask` in training, where the mask is `1/p` with the probability `p` to keep, and else 0; `y = x` in use. For any shape.
///
/// - Formula: as [`dropout_forward`](crate::dropout_forward). The mask of a training step follows from the key and the number of the
///   step alone; steps are counted in `backward`, also where all is kept, so forward gives the same until then. Both are kept in files, as parts of 16 bits.
/// - Errors: a probability that is none cannot be made; a key that has been used does not compile.
/// - Source: Srivastava et al. 2014, "Dropout".
///
/// [`Init`] makes one that keeps one half, as that paper does in hidden layers; set [`keep`](Dropout::keep) to have another.
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::{Dropout, Init, Keep, Layer, Linear, Relu, axes, network};
/// axes! { Pixels = 784; Hidden = 100; Classes = 10; }
/// network! { struct Net { hidden: Linear<Pixels, Hidden>, act: Relu, drop: Dropout, out: Linear<Hidden, Classes> } }
/// let mut net = Net::init(&mut StdRng::seed_from_u64(1));
/// assert_eq!(net.drop.keep, Keep::HALF);
/// net.drop.keep = Keep::new(0.8)?;
/// # Ok::<(), shapeful::Error>(())
/// ```
#[derive(Debug)]
pub struct Dropout<E: Float = f32> {
    /// With which probability a number is kept; may be changed between steps.
    pub keep: Keep,
    // In parts of 16 bits, which an f32 holds exactly.
    key: Array<(_4,), E>,
    step: Array<(_4,), E>,
}
impl<E: Float> Dropout<E> {
    /// Dropout that keeps and drops by this key.
    ///
    /// ```
    /// use shapeful::{Dropout, Keep, Key, Layer, Tensor, Train, axes};
    /// axes! { Batch = 2; Hidden = 3; }
    /// let (layer, x) = (Dropout::new(Keep::new(0.8)?, Key::new(1)), Tensor::<(Batch, Hidden)>::ones());
    /// assert_eq!(layer.predict(&x), x);
    /// let mut y = Tensor::zeros();
    /// layer.forward::<Train>(&x, &mut Default::default(), &mut y);
    /// assert!(y.as_slice().iter().all(|&y| y == 0.0 || y == 1.25));
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn new(keep: Keep, key: Key) -> Self {
        let mut layer = Dropout { keep, key: Array::zeros(), step: Array::zeros() };
        write(key.into_number(), &mut layer.key);
        layer
    }
    /// How many training steps have gone backward through it.
    ///
    /// ```
    /// use shapeful::{Dropout, Keep, Key};
    /// assert_eq!(Dropout::<f32>::new(Keep::HALF, Key::new(1)).step(), 0);
    /// ```
    pub fn step(&self) -> u64 {
        read(&self.step)
    }
}
fn write<E: Float>(number: u64, parts: &mut Array<(_4,), E>) {
    for (nth, part) in parts.as_mut_slice().iter_mut().enumerate() {
        *part = E::of(f64::from((number >> (16 * nth)) as u16));
    }
}
fn read<E: Float>(parts: &Array<(_4,), E>) -> u64 {
    parts.as_slice().iter().rev().fold(0, |number, part| number << 16 | u64::from(part.to_f64() as u16))
}

impl<X: Shape, E: Float> Layer<X, E> for Dropout<E> {
    type Y = X;
    /// The mask.
    type Cache<M: Mode> = M::Of<Tensor<X, E>>;
    fn forward<M: Mode>(&self, x: &Array<X, E>, mask: &mut Self::Cache<M>, y: &mut Array<X, E>) {
        let Some(mask) = M::kept(mask).filter(|_| self.keep != Keep::ALL) else {
            return y.as_mut_slice().copy_from_slice(x.as_slice());
        };
        let mut rng = Key::new(read(&self.key)).into_rng();
        rng.set_stream(self.step());
        self.keep.fill(&mut rng, mask.as_mut_slice());
        x.zip_map_into(mask, y, E::mul);
    }
    fn backward(
        &mut self,
        _: &Array<X, E>,
        mask: &mut Tensor<X, E>,
        dy: &Array<X, E>,
        dx: Option<&mut Array<X, E>>,
        _: &mut Self,
    ) {
        self.move_on();
        match dx {
            Some(dx) if self.keep == Keep::ALL => dx.as_mut_slice().copy_from_slice(dy.as_slice()),
            Some(dx) => dy.zip_map_into(mask, dx, E::mul),
            None => {}
        }
    }
}
impl<E: Float> Dropout<E> {
    /// [`Layer::backward`], with `dx` in the place of `dy`.
    pub(super) fn backward_in_place<X: Shape>(&mut self, mask: &Array<X, E>, dy: &mut Array<X, E>) {
        self.move_on();
        if self.keep != Keep::ALL {
            dy.zip_map_in_place(mask, E::mul);
        }
    }
    /// To the next step, also where nothing is dropped: masks do not depend on what was kept before.
    fn move_on(&mut self) {
        write(self.step().wrapping_add(1), &mut self.step);
    }
}

#[diagnostic::do_not_recommend]
impl<E: Float> Params<E> for Dropout<E> {
    walk! { E: key: State, (_4,); step: State, (_4,); }
}
impl<E: Float> Clone for Dropout<E> {
    fn clone(&self) -> Self {
        let mut clone = Dropout { keep: self.keep, key: Array::zeros(), step: Array::zeros() };
        clone.key.as_mut_slice().copy_from_slice(self.key.as_slice());
        clone.step.as_mut_slice().copy_from_slice(self.step.as_slice());
        clone
    }
}
/// Keeps one half, with a key drawn at random.
impl<E: Float> Init for Dropout<E> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Dropout::new(Keep::HALF, Key::from_rng(rng))
    }
}
